import type { Listener } from '@smart/rpc/live';
import pg from 'pg';

const RETRY_MS = 1000;

export type ProcessListener = Listener & { close(): Promise<void> };

/**
 * The one connection by which this process hears PostgreSQL's notifications. When it is lost it comes back by itself,
 * and everybody is told that something may have been missed.
 * @param serverUrl address of the login `smart_server`; listening needs no further right
 */
export async function startListener(serverUrl: string, warn: (line: string) => void): Promise<ProcessListener> {
  const handlers = new Map<string, Set<(payload: string) => void>>();
  const gaps = new Set<() => void>();
  let client: pg.Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const lost = () => {
    client = undefined;
    if (closed || retry) return;
    retry = setTimeout(() => {
      retry = undefined;
      connect().then(
        () => gaps.forEach((tell) => tell()),
        () => lost(),
      );
    }, RETRY_MS);
  };

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: serverUrl, keepAlive: true, application_name: 'smart-listener' });
    fresh.on('notification', ({ channel, payload }) => handlers.get(channel)?.forEach((handle) => handle(payload ?? '')));
    fresh.on('error', (error) => warn(`listening connection: ${error.message}`));
    fresh.on('end', () => {
      if (client === fresh) lost();
    });
    await fresh.connect();
    client = fresh;
    for (const channel of handlers.keys()) await fresh.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
  }

  await connect();
  return {
    on(channel, handler) {
      const known = handlers.get(channel) ?? new Set();
      known.add(handler);
      if (!handlers.has(channel)) {
        handlers.set(channel, known);
        // A connection that fails here ends, and the next one listens to every channel again.
        client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`).catch((error: Error) => warn(`LISTEN ${channel}: ${error.message}`));
      }
      return () => known.delete(handler);
    },
    onGap(handler) {
      gaps.add(handler);
      return () => gaps.delete(handler);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}
