import { DomainError } from '@smart/kernel/errors';
import type { FastifyInstance } from 'fastify';
import { demonstrates } from '../demo.ts';
import type { Services } from '../services.ts';

/** `GET /api/demo/accounts`: what the sign-in page offers in a demonstration; in production the address does not exist. */
export function registerDemoAccounts(app: FastifyInstance, services: Services): void {
  app.get('/api/demo/accounts', async (_request, reply) => {
    if (!demonstrates(services.config)) throw new DomainError('common.not_found', { what: '页面' });
    return reply.header('cache-control', 'no-store').send(await services.demoAccounts());
  });
}
