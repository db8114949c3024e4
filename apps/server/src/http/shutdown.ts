import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How long requests under way may take to finish when the server is told to stop. */
const GRACE_MS = 2000;

/**
 * Lets running requests finish when the server closes, and ends the event streams, which never would. Idle connections are
 * cut afterwards: a browser keeps them open for more than a minute.
 */
export function registerShutdown(app: FastifyInstance, endStreams: () => void): void {
  let running = 0;
  app.addHook('onRequest', async () => void running++);
  app.addHook('onResponse', async () => void running--);
  app.addHook('preClose', async () => {
    endStreams();
    for (const until = Date.now() + GRACE_MS; running > 0 && Date.now() < until; ) await wait(10);
  });
}
