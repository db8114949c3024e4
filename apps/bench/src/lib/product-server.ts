// The product in a process of its own, as `npm start` runs it, with three differences: no second factor for staff, no limit on how often
// one address may call (one machine plays a whole province here), and it can write down the statements of one request for the baseline to repeat.
// Told through IPC: {record: personId} begins, {recorded: true} asks for what was written down.
import pg from 'pg';
import { readConfig } from '@smart/kernel/config';
import { buildServer } from '@smart/server/app';
import { openDeployment } from '@smart/server/deployment';
import { createServices } from '@smart/server/services';
import { isOrder, type Statement } from './messages.ts';

const quiet = (): void => undefined;

let person: string | null = null;
let recorded: Statement[] = [];
const recording = new WeakSet<object>();

/** Statements of the unit of work that begins for the recorded person; not the jobs' and not the session's. */
function recordStatements(): void {
  const original = pg.Client.prototype.query;
  const watched = function (this: pg.Client, ...args: unknown[]): unknown {
    note(this, args[0], args[1]);
    return Reflect.apply(original, this, args);
  };
  Object.defineProperty(pg.Client.prototype, 'query', { value: watched });
}

function note(client: object, query: unknown, values: unknown): void {
  if (person === null) return;
  const text = typeof query === 'string' ? query : typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : '';
  if (/^BEGIN/i.test(text)) {
    if (text.includes(person)) recording.add(client);
    return;
  }
  if (!recording.has(client)) return;
  if (/^(COMMIT|ROLLBACK)$/i.test(text)) recording.delete(client);
  else if (!/SAVEPOINT/i.test(text)) recorded.push({ text, values: valuesOf(query, values) });
}

function valuesOf(query: unknown, values: unknown): unknown[] {
  if (Array.isArray(values)) return values;
  return typeof query === 'object' && query !== null && 'values' in query && Array.isArray(query.values) ? query.values : [];
}

recordStatements();
// As in a demonstration staff need no second factor: what is measured is the work, not the way in.
const config = { ...readConfig({ ...process.env, DEMO: '0', LOG_LEVEL: 'error', RATE_FACTOR: '100000' }), demo: true };
const deployment = await openDeployment(config, quiet, 'server');
const services = await createServices(deployment, { log: quiet });
const app = await buildServer(services);
await services.startJobs();
await app.listen({ host: '127.0.0.1', port: config.port });
process.send?.({ ready: true, adminUrl: deployment.adminUrl });

process.on('message', (order: unknown) => {
  if (!isOrder(order)) return;
  if ('record' in order) {
    person = order.record;
    recorded = [];
  } else {
    process.send?.({ statements: recorded });
    person = null;
  }
});

async function stop(): Promise<void> {
  await app.close();
  await services.close();
  await deployment.close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('disconnect', () => void stop());
