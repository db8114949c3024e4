// The whole server on a database of its own, for tests through HTTP.
//   const app = await startTestApp();   const deputy = await app.signIn('deputy.city');   await deputy.trpc.suggestions.list.query({})
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { testSecret } from '@smart/database/test-server';
import type { Clock } from '@smart/kernel/clock';
import { readConfig } from '@smart/kernel/config';
import { installQueues } from '@smart/jobs/install';
import { newId } from '@smart/kernel/ids';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { buildServer } from './app.ts';
import type { AppRouter } from './router.ts';
import { createServices, type Services } from './services.ts';

/** The password of every demonstration and test account. */
export const demoPassword = 'Demo-2026-Yueyang';

export type TestClient = {
  /** The API as this person, in the capacity last chosen by `act` (at first the server's choice). */
  readonly trpc: TRPCClient<AppRouter>;
  /** Any address of the server, with this person's cookie. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly cookie: string;
  /** Acts in this capacity from now on; undefined leaves it to the server. */
  readonly act: (capacityId: string | undefined) => void;
};

export type TestApp = {
  readonly origin: string;
  readonly services: Services;
  readonly database: TestDatabase;
  /** One statement as administrator, past the wall. */
  readonly admin: TestDatabase['adminSql'];
  readonly signIn: (username: string, password?: string) => Promise<TestClient>;
  /** The API without signing in. */
  readonly anonymous: TestClient;
  readonly close: () => Promise<void>;
};

export type TestAppOptions = {
  readonly clock?: Clock;
  readonly router?: AnyTRPCRouter;
  /** Environment variables, as a deployment would set them. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Arranges data before the server listens. */
  readonly arrange?: (services: Services, database: TestDatabase) => Promise<void>;
  /** Database connections at most; 8 unless given. */
  readonly connections?: number;
  /** Runs the background jobs, too. */
  readonly jobs?: boolean;
  /** A port known beforehand, as when PUBLIC_URL names it; any free one unless given. */
  readonly port?: number;
};

/** Starts the server on a fresh copy of the migrated database, on a free port. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { clock, router, environment = {}, arrange, connections = 8, jobs = false, port = 0 } = options;
  const database = await createTestDatabase({ size: connections });
  const dataDir = mkdtempSync(join(tmpdir(), 'smart-app-'));
  const config = readConfig({ LOG_LEVEL: 'error', PORT: '0', RATE_FACTOR: '100000', DATA_DIR: dataDir, ...environment });
  const { adminUrl, serverUrl, units } = database;
  const services = await createServices(
    { config, adminUrl, serverUrl, units, secret: testSecret, explain: (error) => error, close: async () => undefined },
    clock ? { clock } : {},
  );
  await arrange?.(services, database);
  const app = await buildServer(services, router ? { router } : {});
  if (jobs) {
    await installQueues(adminUrl);
    await services.startJobs();
  }
  const origin = await app.listen({ host: '127.0.0.1', port });
  const close = async () => {
    await app.close();
    await services.close();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return {
    origin,
    services,
    database,
    admin: database.adminSql,
    anonymous: clientOf(origin, ''),
    signIn: async (username, password = demoPassword) => clientOf(origin, await cookieOf(origin, username, password)),
    close,
  };
}

async function cookieOf(origin: string, username: string, password: string): Promise<string> {
  const response = await fetch(`${origin}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (!response.ok) throw new Error(`${username} cannot sign in: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

function clientOf(origin: string, cookie: string): TestClient {
  let capacity: string | undefined;
  const headers = (): Record<string, string> => ({ ...(cookie ? { cookie } : {}), ...(capacity ? { 'x-capacity': capacity } : {}) });
  return {
    cookie,
    act: (id) => {
      capacity = id;
    },
    fetch: (path, init = {}) => fetch(`${origin}${path}`, { ...init, headers: { ...headers(), ...Object.fromEntries(new Headers(init.headers)) } }),
    trpc: createTRPCClient<AppRouter>({
      links: [
        httpLink({
          url: `${origin}/api/trpc`,
          headers: ({ op }) => ({ ...headers(), ...(op.type === 'mutation' ? { 'x-idempotency-key': newId() } : {}) }),
        }),
      ],
    }),
  };
}
