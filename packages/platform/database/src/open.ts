// Opens the database of a deployment: the one that DATABASE_URL names, or the embedded one of the data folder. The same path afterwards.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { lockDataDir, lockHolder } from './data-lock.ts';
import { ensureDatabase } from './ensure-database.ts';
import { startPostgres } from './postgres.ts';
import { prepareDatabase } from './prepare.ts';
import { keptSecret } from './secrets.ts';
import { explainFileError, StartupError } from './startup-error.ts';
import { createUnitsOfWork, type UnitsOfWork, type UnitsOptions } from './unit-of-work.ts';
import { assertWall } from './wall.ts';

export type OpenOptions = {
  dataDir: string;
  /** The administrator's address of an existing database; null or absent: the embedded one. */
  databaseUrl?: string | null | undefined;
  /** The deployment's secret; null or absent: one is made and kept in the data folder. */
  secret?: string | null | undefined;
  /** `server`: the one process that owns the data folder. `command`: works beside a running server, and leaves it running. */
  as: 'server' | 'command';
  log?: (line: string) => void;
  units?: Omit<UnitsOptions, 'connectionString'>;
};

export type Database = {
  /** Passes the wall: for migrations, imports and backups only. */
  adminUrl: string;
  /** `smart_server`, behind the wall. */
  serverUrl: string;
  /** The deployment's secret; keys for other purposes are derived from it (`deriveSecret`). */
  secret: string;
  units: UnitsOfWork;
  /** What a failure in the middle of the start comes from, as one sentence, where the embedded server says so in its own log (full disk); else the failure as it is. */
  explain: (error: unknown) => unknown;
  /** Ends the units of work, and the embedded database when this process is in charge of it. */
  close: () => Promise<void>;
};

const databaseName = 'smart';

/** Names the host without the password. */
const shown = (url: string) => {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
};

async function reach(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(`SELECT current_setting('server_version_num')::int AS version`);
    if ((rows[0]?.version ?? 0) < 150_000) throw new StartupError('数据库版本过低：需要 PostgreSQL 15 或更高版本。 PostgreSQL 15 or newer is needed.');
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = code === '28P01' || code === '28000' ? '用户名或密码不正确' : error instanceof Error && error.message ? error.message : code;
    throw new StartupError(`无法连接 DATABASE_URL 指定的数据库 ${shown(url)}（${why}）：请检查地址、账户和数据库服务。 Cannot connect to the database named in DATABASE_URL: check address, account and server.`, { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
}

/** An address that lacks its database gets it, when the account may make one. */
async function reachable(url: string): Promise<void> {
  if (!URL.canParse(url)) throw new StartupError('DATABASE_URL 不是有效的地址，应形如 postgresql://用户:密码@主机:5432/数据库。 DATABASE_URL is not a valid address.');
  try {
    await reach(url);
  } catch (error) {
    const missing = error instanceof StartupError && error.cause instanceof Error && 'code' in error.cause && error.cause.code === '3D000';
    if (!missing) throw error;
    await ensureDatabase(url).catch(() => {
      throw error;
    });
  }
}

/** Starts the embedded server again when it was killed, on its old port: connections come back by themselves. */
function watch(revive: () => Promise<boolean>, log: (line: string) => void): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    revive()
      .then((needed) => needed && log('the embedded database was gone and has been started again'))
      .catch((error: unknown) => log(`the embedded database cannot be started again: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => (busy = false));
  }, 1000);
  timer.unref();
  return () => clearInterval(timer);
}

async function openEmbedded(dataDir: string, as: OpenOptions['as'], log: (line: string) => void) {
  const unlock = as === 'server' ? lockDataDir(dataDir) : () => {};
  try {
    const postgres = await startPostgres({ dataDir, log });
    if (postgres.adopted && as === 'server') log('adopted the database that was still running');
    const unwatch = as === 'server' ? watch(postgres.revive, log) : () => {};
    const stop = async () => {
      unwatch();
      const othersServer = as === 'command' && (postgres.adopted || lockHolder(dataDir) !== undefined);
      if (!othersServer) await postgres.stop();
      unlock();
    };
    const adminUrl = postgres.url(databaseName);
    await ensureDatabase(adminUrl);
    return { adminUrl, stop, complaint: postgres.complaint };
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Opens the deployment's database: starts or reaches it, brings it to this version, and makes sure that the wall holds.
 * @throws StartupError with one clear sentence: data folder in use, disk full, no permission, database unreachable, wall passable.
 */
export async function openDatabase({ dataDir: folder, databaseUrl, secret: given, as, log = () => {}, units = {} }: OpenOptions): Promise<Database> {
  const dataDir = resolve(folder);
  let stop = async () => {};
  let complaint = () => '';
  // The client only knows that its connection ended; the server's log knows why.
  const explain = (error: unknown) => {
    const told = explainFileError(error, dataDir);
    const cause = told === error && !(error instanceof StartupError) ? explainFileError(new Error(complaint()), dataDir) : told;
    return cause instanceof StartupError ? cause : error;
  };
  try {
    mkdirSync(dataDir, { recursive: true });
    const secret = given ?? keptSecret(dataDir, 'secret');
    let adminUrl = databaseUrl ?? '';
    if (databaseUrl) await reachable(databaseUrl);
    else ({ adminUrl, stop, complaint } = await openEmbedded(dataDir, as, log));
    const serverUrl = await prepareDatabase(adminUrl, secret, log);
    const server = new pg.Client({ connectionString: serverUrl });
    server.on('error', () => {}); // the query in flight reports it
    await server.connect();
    await assertWall(server).finally(() => server.end());
    const work = createUnitsOfWork({ connectionString: serverUrl, ...units });
    const close = async () => {
      await work.close();
      await stop();
    };
    return { adminUrl, serverUrl, secret, units: work, explain, close };
  } catch (error) {
    const explained = explain(error);
    await stop().catch(() => {});
    throw explained;
  }
}
