/**
 * REST for other systems, described by OpenAPI 3.1 at `/api/v1/openapi.json`. Everything here is public: it runs under the
 * reader role, which sees published rows only.
 */
import swagger from '@fastify/swagger';
import { publicSettings } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { directoryRoutes } from './rest-directory.ts';
import { logRoutes } from './rest-log.ts';
import { suggestionRoutes } from './rest-suggestions.ts';

/** Fastify with zod as its schema language. */
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

/** One page of a list; `next` is the `after` of the following page, null on the last. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('每页条数，1 至 100'),
  offset: z.coerce.number().int().min(0).max(10_000).default(0).describe('跳过的条数'),
});

const withZod = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>();

/** Mounts `/api/v1`. */
export async function registerRest(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(
    async (scope) => {
      const rest = withZod(scope);
      rest.setValidatorCompiler(validatorCompiler);
      rest.setSerializerCompiler(serializerCompiler);
      await rest.register(swagger, { openapi: description(services), transform: jsonSchemaTransform });
      rest.addHook('onRequest', async (request) => services.limits.take('address', request.ip));
      rest.addHook('onSend', async (_request, reply) => void (reply.hasHeader('cache-control') || reply.header('cache-control', 'public, max-age=60')));
      const read: ReadPublished = (request, work) =>
        services.units.unitOfWork(publicSettings, (unit) => work(services.workOf(unit, request.id)), { readOnly: true });
      await rest.register(async (routes) => {
        directoryRoutes(withZod(routes), read);
        logRoutes(withZod(routes), read);
        suggestionRoutes(withZod(routes), read);
      });
      rest.get('/openapi.json', { schema: { hide: true } }, async () => rest.swagger());
    },
    { prefix: '/api/v1' },
  );
}

function description(services: Services) {
  return {
    openapi: '3.1.0' as const,
    info: {
      title: '智慧人大开放接口',
      description: '已公开的代表建议、行政区划、各级人大和操作日志封存记录。只读，无需登录；错误采用统一格式。',
      version: '1.0.0',
    },
    servers: [{ url: services.config.publicUrl ?? '/' }],
    tags: [
      { name: 'directory', description: '行政区划与各级人大' },
      { name: 'suggestions', description: '已公开的代表建议' },
      { name: 'log', description: '操作日志的封存与回执核验' },
    ],
  };
}
