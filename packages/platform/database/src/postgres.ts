// Runs the PostgreSQL that comes inside npm packages: one function to start (or adopt) it.
// Password by scram-sha-256, kept beside the data; one loopback port; no socket; never "trust".
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { alive } from './data-lock.ts';
import { type Account, type Binaries, postgresAccount, postgresBinaries, runAs, sharedStateDir } from './postgres-binaries.ts';
import { keptSecret } from './secrets.ts';
import { explainFileError, StartupError } from './startup-error.ts';

export type Postgres = {
  /** Address of a database for the administrator of the cluster. */
  url: (database: string) => string;
  port: number;
  /** Whether the server was already running: left behind by a process that was killed, or used by another process. */
  adopted: boolean;
  /** Starts it again, on the same port, when it is gone. Returns whether that was needed. */
  revive: () => Promise<boolean>;
  /** What the server itself complained of last since this process has it; empty when nothing. A client only hears that its connection ended. */
  complaint: () => string;
  stop: () => Promise<void>;
};
export type PostgresOptions = {
  /** The folder of the deployment; the cluster lies in it (or, when it is closed to the database's account, in a folder that is then named in the log). */
  dataDir: string;
  /** Settings of the server, e.g. `{ fsync: 'off' }` for tests. */
  settings?: Record<string, string>;
  log?: (line: string) => void;
};

/** How long the server may take to end in order. */
const stopWithinSeconds = 8;

const initdbFlags = ['-U', 'postgres', '-A', 'scram-sha-256', '-E', 'UTF8', '--no-sync', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--lc-ctype=C.UTF-8'];

function freePort(): Promise<number> {
  return new Promise((done, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : reject(new Error('no free port'))));
    });
  });
}

/** The cluster's folder: inside the data folder, unless the account that runs PostgreSQL cannot get there. The choice is remembered. */
async function clusterFolder(dataDir: string, account: Account, log: (line: string) => void): Promise<string> {
  const inside = join(dataDir, 'postgres');
  const pointer = join(dataDir, 'postgres.location');
  if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim();
  if (!account || existsSync(join(inside, 'PG_VERSION'))) return inside;
  try {
    await runAs(account, '/bin/sh', ['-c', 'cd "$0"', dataDir]);
    return inside;
  } catch {
    const outside = join(sharedStateDir, createHash('sha256').update(dataDir).digest('hex').slice(0, 12), 'postgres');
    log(`${dataDir} is closed to the account ${account.name}: the database lies in ${outside}`);
    writeFileSync(pointer, `${outside}\n`);
    return outside;
  }
}

/** Made beside its place and moved there when finished: an interrupted initdb leaves nothing that looks like a cluster. */
async function createCluster(bin: Binaries, cluster: string, password: string, account: Account) {
  const draft = `${cluster}.new`;
  const passwordFile = join(dirname(cluster), `.initdb-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(dirname(cluster), { recursive: true }); // apart: a recursive mkdir gives its mode to every parent too
  mkdirSync(draft, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (account) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid);
    await runAs(account, bin.initdb, ['-D', draft, `--pwfile=${passwordFile}`, ...initdbFlags]);
    renameSync(draft, cluster);
  } finally {
    rmSync(draft, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

/** Process id and port of the server that postmaster.pid names; undefined when there is none. */
function postmaster(cluster: string) {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 && alive(pid) ? { pid, port } : undefined;
}

const address = (port: number, password: string, database: string) => `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;

/** The port of the living server on this cluster, when it answers to our password. */
async function runningPort(cluster: string, password: string): Promise<number | undefined> {
  const running = postmaster(cluster);
  if (!running) return undefined;
  const client = new pg.Client({ connectionString: address(running.port, password, 'postgres'), connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
    return rows[0]?.folder === cluster ? running.port : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '28P01') {
      throw new StartupError(`数据库拒绝了保存在数据文件夹中的密码（${cluster}）：请恢复 postgres.password 文件。 The database refuses the password kept in the data folder: restore the file postgres.password.`, { cause: error });
    }
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}

const logFile = (cluster: string) => join(cluster, 'server.log');
const logSize = (cluster: string) => statSync(logFile(cluster), { throwIfNoEntry: false })?.size ?? 0;

/** The last complaint in the server's log, from a position in it on: what pg_ctl and the clients are not told. A full disk explains all others. */
function lastComplaint(cluster: string, since = 0): string {
  const file = logFile(cluster);
  if (!existsSync(file)) return '';
  const complaints = readFileSync(file).subarray(since).toString('utf8').split('\n').filter((line) => /FATAL|PANIC|No space left/.test(line));
  const told = complaints.findLast((line) => line.includes('No space left')) ?? complaints.at(-1);
  return told?.replace(/^.*?(FATAL|PANIC|ERROR|LOG):\s*/, '') ?? '';
}

async function launch(bin: Binaries, cluster: string, account: Account, port: number, settings: Record<string, string>) {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port), ...settings };
  const options = Object.entries(all).map(([key, value]) => `-c ${key}='${value}'`).join(' ');
  const since = logSize(cluster);
  // A server that was killed outright stays in the process table for a second or two, and its lock file counts until then.
  for (let tries = 1; ; tries++) {
    try {
      await runAs(account, bin.pgCtl, ['-D', cluster, '-w', '-t', '60', '-l', logFile(cluster), '-o', options, 'start']);
      return;
    } catch (error) {
      const why = lastComplaint(cluster, since);
      const passing = /postmaster\.pid|shared memory block|starting up|Address already in use/.test(`${why} ${String(error)}`);
      if (passing && tries < 10) {
        await new Promise((done) => setTimeout(done, 1000));
        continue;
      }
      const explained = explainFileError(new Error(`${why} ${String(error)}`), cluster);
      if (explained instanceof StartupError) throw explained;
      throw new StartupError(`内置数据库未能启动：${why || String(error)}（日志：${logFile(cluster)}）。 The embedded database did not start; its log says why.`, { cause: error });
    }
  }
}

/**
 * Starts the embedded PostgreSQL of a data folder, creating the cluster the first time; adopts the server that already runs on it.
 * @throws StartupError with one sentence when the folder, the disk, the account or the server forbids it.
 */
export async function startPostgres({ dataDir: folder, settings = {}, log = () => {} }: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(folder);
  try {
    mkdirSync(dataDir, { recursive: true });
    const account = postgresAccount();
    const bin = await postgresBinaries(account, log);
    const cluster = await clusterFolder(dataDir, account, log);
    const fresh = !existsSync(join(cluster, 'PG_VERSION'));
    if (!fresh && !existsSync(join(dataDir, 'postgres.password'))) {
      throw new StartupError(`${dataDir} 中缺少数据库 ${cluster} 的密码文件 postgres.password：请恢复该文件；若要重新开始，请先删除 ${cluster}。 The file postgres.password is missing: restore it, or remove that database folder to begin anew.`);
    }
    const password = keptSecret(dataDir, 'postgres.password');
    if (fresh) {
      log('creating the database cluster');
      await createCluster(bin, cluster, password, account);
    }
    const running = await runningPort(cluster, password);
    const since = logSize(cluster);
    const port = running ?? (await freePort());
    if (running === undefined) await launch(bin, cluster, account, port, settings);
    const revive = async () => {
      if (postmaster(cluster)) return false;
      await launch(bin, cluster, account, port, settings);
      return true;
    };
    // A server that cannot write any more (full disk) never finishes its last checkpoint: after a while it is stopped as it stands, and recovers at the next start.
    const stop = async () => {
      for (const mode of ['fast', 'immediate']) {
        if (!postmaster(cluster)) return;
        const stopping = runAs(account, bin.pgCtl, ['-D', cluster, '-m', mode, '-w', '-t', String(stopWithinSeconds), 'stop']);
        if (mode === 'immediate') await stopping;
        else await stopping.catch(() => log('the embedded database does not end in order; it is stopped as it stands'));
      }
    };
    return { url: (database) => address(port, password, database), port, adopted: running !== undefined, revive, complaint: () => lastComplaint(cluster, since), stop };
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}
