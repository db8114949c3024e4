import rateLimit from '@fastify/rate-limit';
import { DomainError } from '@smart/kernel/errors';
import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';

const WINDOW_MS = 60_000;

/**
 * Mounts sign-in and sign-out at `/api/auth/*`. Password guessing is slowed by address here, and by account in
 * `@smart/identity` (lockout).
 */
export async function registerAuth(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(rateLimit, {
      max: services.authAttemptsPerMinute,
      timeWindow: WINDOW_MS,
      errorResponseBuilder: (_request, { ttl }) => new DomainError('common.too_many_requests', { seconds: Math.ceil(ttl / 1000) }),
    });
    // Each door knows its fields (packages/directory/identity/src/auth-requests.ts).
    scope.all('/api/auth/*', { config: { asks: 'elsewhere' } }, async (request, reply) => {
      const { status, cookies, body } = await services.auth.handle({
        method: request.method,
        path: request.url,
        cookie: request.headers.cookie ?? '',
        body: request.body,
        address: request.ip,
        userAgent: request.headers['user-agent'] ?? '',
      });
      for (const line of cookies) reply.header('set-cookie', line);
      return reply.code(status).header('cache-control', 'no-store').send(body);
    });
  });
}
