// A real deployment for the fault tests: the program itself in a process of its own on a fresh data folder, with a small house of people
// in it, and ways to end it as no one should.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverAddress } from '@smart/database/roles';
import type { TestDatabase } from '@smart/database/testing';
import { createUnitsOfWork } from '@smart/database/unit-of-work';
import { createAccount } from '@smart/identity/accounts';
import { createHouse, type House, type Someone } from '@smart/suggestions/testing';
import pg from 'pg';
import { readyServer, runProgram, type Run } from '../process-testing.ts';
import { demoPassword } from '../testing.ts';

export type Running = { readonly run: Run; readonly origin: string; /** The administrator's address; a database that is brought back keeps it. */ readonly adminUrl: string };
export type Answer = { readonly status: number; readonly body: unknown };

/** Starts the server on a data folder; DEMO stays off, so that nothing but what the test makes is in it. */
export async function startServer(dataDir: string): Promise<Running> {
  const run = runProgram('main', { environment: { DATA_DIR: dataDir } });
  const origin = await readyServer(run);
  return { run, origin, adminUrl: (await smart(dataDir, 'database-url')).output };
}

/** kill -9: no handler runs, nothing is written back. */
export async function killServer({ run }: Running): Promise<void> {
  run.child.kill('SIGKILL');
  await run.ended;
}

/** kill -9 for the embedded PostgreSQL's first process; the others end with it. */
export function killDatabase(dataDir: string): void {
  process.kill(Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
}

/** One command of `smart` on this data folder. */
export async function smart(dataDir: string, ...args: string[]): Promise<{ code: number | null; output: string; errors: string }> {
  const run = runProgram('smart', { args, environment: { DATA_DIR: dataDir } });
  const code = await run.ended;
  return { code, output: run.output().trim(), errors: run.errors().trim() };
}

/** Statements as administrator, on a connection of their own: the database may have been away in between. */
export async function admin<R extends pg.QueryResultRow>({ adminUrl }: Pick<Running, 'adminUrl'>, text: string, values: unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<R>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Enters a house of people and suggestions into a running deployment, with accounts for those named. */
export async function furnish<T>(dataDir: string, { adminUrl }: Pick<Running, 'adminUrl'>, fill: (house: House, account: (someone: Someone, username: string) => Promise<void>) => Promise<T>): Promise<T> {
  const serverUrl = serverAddress(adminUrl, readFileSync(join(dataDir, 'secret'), 'utf8').trim());
  const pool = new pg.Pool({ connectionString: adminUrl, max: 2 });
  const units = createUnitsOfWork({ connectionString: serverUrl, size: 4 });
  const close = async () => {
    await units.close();
    await pool.end();
  };
  const database: TestDatabase = { adminUrl, serverUrl, units, adminSql: async (text, values = []) => (await pool.query(text, values)).rows, close };
  try {
    const house = await createHouse(database);
    return await fill(house, async (someone, username) => {
      await house.as(someone, (work) => createAccount(work, { personId: someone.personId, username, password: demoPassword }));
    });
  } finally {
    await close();
  }
}

/** Signs in; the cookie outlives the server, because its secret is the deployment's. */
export async function signIn(origin: string, username: string): Promise<string> {
  const response = await fetch(`${origin}/api/auth/sign-in/username`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password: demoPassword }) });
  if (!response.ok) throw new Error(`${username} cannot sign in: ${response.status} ${await response.text()}`);
  return response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
}

/** Calls a mutation; null when no answer came (the server is gone): nobody knows whether it was done. */
export async function act(origin: string, cookie: string, procedure: string, input: unknown, key?: string): Promise<Answer | null> {
  try {
    const response = await fetch(`${origin}/api/trpc/${procedure}`, {
      method: 'POST', headers: { 'content-type': 'application/json', cookie, ...(key ? { 'x-idempotency-key': key } : {}) }, body: JSON.stringify(input), signal: AbortSignal.timeout(30_000),
    });
    const body: unknown = await response.json();
    return { status: response.status, body };
  } catch {
    return null;
  }
}
