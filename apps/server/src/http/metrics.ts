import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Figures read at the moment of asking. */
export type Figures = {
  /** Units of work: transactions in use and requests waiting for one. */
  units: () => { inUse: number; waiting: number };
  /** Jobs by queue and state; empty when this process runs none. */
  jobs: () => Promise<readonly { queue: string; state: string; count: number }[]>;
};

/** `GET /metrics` in Prometheus' format. The address is for the operator's network only: see the operations page. */
export function registerMetrics(app: FastifyInstance, figures: Figures): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  gauges(registry, figures);
  app.addHook('onResponse', async (request, reply) => {
    // The route's pattern, not its address: ids would make a series each.
    const route = request.routeOptions.url ?? 'unknown';
    duration.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}

function gauges(registry: Registry, { units, jobs }: Figures): void {
  const register = (name: string, help: string, read: () => number) =>
    new Gauge({ name, help, registers: [registry], collect() { this.set(read()); } });
  register('units_of_work_in_use', 'Transactions open at this moment', () => units().inUse);
  register('units_of_work_waiting', 'Requests waiting for a transaction', () => units().waiting);
  new Gauge({
    name: 'jobs',
    help: 'Background jobs by queue and state',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { queue, state, count } of await jobs()) this.set({ queue, state }, count);
    },
  });
}
