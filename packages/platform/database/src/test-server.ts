// One throwaway server for a whole run of tests or benchmarks, one prepared template in it, one copy of the template for each user.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ensureDatabase } from './ensure-database.ts';
import { startPostgres } from './postgres.ts';
import { prepareDatabase } from './prepare.ts';

/** The deployment's secret in tests. */
export const testSecret = 'not-a-secret-tests-only';
export const templateName = 'template_app';

const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300', autovacuum: 'off' };

/** Starts the server and prepares the template; `url` is the administrator's address. */
export async function startTestServer(settings: Record<string, string> = fast): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'smart-test-'));
  chmodSync(dataDir, 0o755); // mkdtemp makes it 0700, and the server may run under another account
  const server = await startPostgres({ dataDir, settings });
  const stop = async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await ensureDatabase(server.url(templateName));
    await prepareDatabase(server.url(templateName), testSecret);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: server.url('postgres'), stop };
}

let made = 0;

/**
 * Copies the template into a database of its own; some milliseconds. Returns the administrator's address of it.
 * @param template another database instead, to which nobody is connected
 */
export async function copyTemplate(serverUrl: string, template = templateName): Promise<{ adminUrl: string; drop: () => Promise<void> }> {
  const name = `test_${process.pid}_${++made}_${Math.random().toString(36).slice(2, 8)}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { adminUrl: url.href, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
