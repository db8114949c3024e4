import type { SiteFace } from '@smart/content/sites/fields';
import type { View } from '@smart/public-site/views';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Answers a request with a page; `private` pages are kept by nobody; `site` puts it into the frame of a congress's own site. */
export type Show = (request: FastifyRequest, reply: FastifyReply, view: View, options?: { status?: number; private?: boolean; site?: SiteFace | null }) => Promise<FastifyReply>;
