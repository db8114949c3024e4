/**
 * REST for other systems, described by OpenAPI 3.1 at `/api/v1/openapi.json`. Public and under the reader role, which sees published rows
 * only, but for `/exchange`: there an organ's own system acts for its organ, by its key.
 */
import swagger from '@fastify/swagger';
import { publicSettings } from '@smart/rpc/context';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Services } from '../services.ts';
import { directoryRoutes } from './rest-directory.ts';
import { exchangeRoutes } from './rest-exchange.ts';
import { logRoutes } from './rest-log.ts';
import { opinionRoutes } from './rest-opinions.ts';
import { withZod, type ReadPublished } from './rest-server.ts';
import { suggestionRoutes } from './rest-suggestions.ts';

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
        suggestionRoutes(withZod(routes), read, () => services.clock.now());
        opinionRoutes(withZod(routes), read, () => services.clock.now());
      });
      await rest.register(async (routes) => exchangeRoutes(withZod(routes), services), { prefix: '/exchange' });
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
      description: '已公开的代表建议、行政区划、各级人大和操作日志封存记录（只读，无需登录），以及承办单位业务系统的数据交换（凭本单位密钥）。错误采用统一格式。',
      version: '1.0.0',
    },
    servers: [{ url: services.config.publicUrl ?? '/' }],
    tags: [
      { name: 'directory', description: '行政区划与各级人大' },
      { name: 'suggestions', description: '已公开的代表建议' },
      { name: 'open-data', description: '开放数据和数据字典' },
      { name: 'log', description: '操作日志的封存与回执核验' },
      { name: 'opinion-exchange', description: '热线平台（12345）与本系统交换群众意见' },
      { name: 'exchange', description: '承办单位业务系统与本系统交换办理情况' },
    ],
    components: { securitySchemes: { organKey: { type: 'http' as const, scheme: 'bearer', description: '承办单位主要负责人在机关工作台“数据交换”发放的密钥' } } },
  };
}
