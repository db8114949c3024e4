import { DomainError } from '@smart/kernel/errors';
import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';

/** `GET /api/demo/messages`: the SMS a demonstration would have sent, newest first; elsewhere the address does not exist. */
export function registerDemoMessages(app: FastifyInstance, { smsBox }: Services): void {
  app.get('/api/demo/messages', async (_request, reply) => {
    if (smsBox === null) throw new DomainError('common.not_found', { what: '页面' });
    return reply.header('cache-control', 'no-store').send(smsBox.messages());
  });
}
