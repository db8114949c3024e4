import rateLimit from '@fastify/rate-limit';
import { DomainError } from '@smart/kernel/errors';
import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';

const WINDOW_MS = 60_000;

/**
 * Mounts better-auth at `/api/auth/*`. It reads the body itself, so this scope parses nothing. Password guessing is slowed
 * by address here, and by account in `@smart/identity` (lockout).
 */
export async function registerAuth(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(rateLimit, {
      max: services.authAttemptsPerMinute,
      timeWindow: WINDOW_MS,
      errorResponseBuilder: (_request, { ttl }) => new DomainError('common.too_many_requests', { seconds: Math.ceil(ttl / 1000) }),
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all('/api/auth/*', async (request, reply) => {
      reply.hijack();
      // Headers set by hooks (request id, security) would be lost with the reply that is not ours any more.
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
      await services.authHandler(request.raw, reply.raw);
    });
  });
}
