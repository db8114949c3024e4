import type { FastifyInstance } from 'fastify';

/** Each part's state: `ok`, or one word of what is wrong. */
export type Readiness = { readonly database: string; readonly migrations: string; readonly jobs: string };

/** `GET /healthz`: the process answers. `GET /readyz`: it can do its work; 503 tells a load balancer to send no requests. */
export function registerHealth(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  app.get('/healthz', { logLevel: 'warn' }, async () => ({ status: 'ok' }));
  app.get('/readyz', { logLevel: 'warn' }, async (_request, reply) => {
    const parts = await readiness();
    const ready = Object.values(parts).every((state) => state === 'ok');
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ok' : 'unavailable', ...parts });
  });
}
