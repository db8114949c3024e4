import type { View } from '@smart/public-site/views';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Answers a request with a page; `private` pages are kept by nobody. */
export type Show = (request: FastifyRequest, reply: FastifyReply, view: View, options?: { status?: number; private?: boolean }) => Promise<FastifyReply>;
