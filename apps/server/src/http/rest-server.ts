/** What the groups of REST routes share. */
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';

/** Fastify with zod as its schema language. */
export const withZod = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>();
export type RestServer = ReturnType<typeof withZod>;

/** Runs one read-only unit of work for the public. */
export type ReadPublished = <T>(request: FastifyRequest, read: (work: Work) => Promise<T>) => Promise<T>;

/** The one error shape, for the descriptions of routes. */
export const errorBody = z
  .object({
    error: z.object({
      message: z.string().describe('给用户看的说明'),
      data: z.object({
        code: z.string(),
        httpStatus: z.number(),
        requestId: z.string(),
        fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
      }),
    }),
  })
  .describe('错误');
