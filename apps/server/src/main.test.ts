// The real start in a process of its own: what stands in the way is told in one sentence, and stopping leaves nothing behind.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { dataFolder, endPrograms, readyServer, removeFolders, runProgram, type Run } from './process-testing.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const nobody = 65534;
/** Where this account may make a small disk to fill. */
const smallDisks = (() => {
  const probe = mkdtempSync(join(tmpdir(), 'smart-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
})();
const start = (environment: Record<string, string>, uid?: number) => runProgram('main', { environment, ...(uid === undefined ? {} : { uid }) });

/** Used by one test after the other: making a database cluster takes longest, and each test shows that the start after it works. */
let dataDir: string;
beforeAll(() => {
  dataDir = dataFolder();
});
afterEach(endPrograms);
afterAll(removeFolders);

/** The one sentence a refused start prints; fails when there is more, or a stack. */
async function sentence(run: Run): Promise<string> {
  expect(await run.ended).toBe(1);
  const lines = run.errors().trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(run.errors() + run.output()).not.toMatch(/\n\s+at |Error:|node:internal/);
  return lines[0] ?? '';
}

describe('what stands in the way is told in one sentence', () => {
  it('a taken port, before any work is done', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    if (!port) throw new Error('no port');
    const untouched = join(dataFolder(), 'untouched');
    const said = await sentence(start({ PORT: String(port), DATA_DIR: untouched }));
    expect(said).toContain(`端口 ${port} 已被占用`);
    expect(said).toContain(`PORT=${port + 1}`);
    expect(existsSync(untouched)).toBe(false);
    other.close();
  });

  it('an unreachable database, without its password', async () => {
    const said = await sentence(start({ DATA_DIR: dataFolder(), DATABASE_URL: 'postgresql://user:secret-word@127.0.0.1:9/none' }));
    expect(said).toContain('DATABASE_URL');
    expect(said).not.toContain('secret-word');
  });

  it('faulty settings, each by name', async () => {
    expect(await sentence(start({ PORT: 'many', DATA_DIR: dataFolder() }))).toContain('PORT');
    expect(await sentence(start({ HOST: '203.0.113.9', PORT: '28999', DATA_DIR: dataFolder() }))).toContain('HOST=203.0.113.9');
  });

  it.runIf(process.getuid?.() === 0)('a data folder that may not be written', async () => {
    const folder = dataFolder();
    chmodSync(folder, 0o555);
    expect(await sentence(start({ DATA_DIR: folder }, nobody))).toContain('没有权限写入');
  });

  it.runIf(smallDisks)('a disk that fills in the middle of the start, and no database is left behind', async () => {
    const disk = dataFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=58m,mode=755', 'tmpfs', disk]);
    try {
      const run = start({ DATA_DIR: join(disk, 'data') });
      expect(await sentence(run)).toContain('磁盘空间不足');
      expect(existsSync(join(disk, 'data/postgres/PG_VERSION'))).toBe(true); // the cluster itself still found room, the tables no longer
      expect(existsSync(join(disk, 'data/postgres/postmaster.pid'))).toBe(false);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('a data folder in use by another server, which is not disturbed', async () => {
    const first = start({ DATA_DIR: dataDir });
    const origin = await readyServer(first);
    expect(await sentence(start({ DATA_DIR: dataDir }))).toContain(`进程 ${first.child.pid}`);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
  });
});

describe('stopping', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends server and database at once, also with an open connection; the next start works', async (signal) => {
    const run = start({ DATA_DIR: dataDir });
    const origin = await readyServer(run);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200); // keep-alive: the connection stays open
    const began = Date.now();
    run.child.kill(signal);
    expect(await run.ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(6000); // well under 2 s on a machine that is not busy with other tests
    expect(run.errors()).toBe('');
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
    expect(existsSync(join(dataDir, 'server.lock'))).toBe(false);
  });

  it('a signal during the first start leaves no database behind', async () => {
    const fresh = dataFolder();
    const run = start({ DATA_DIR: fresh });
    while (!run.output().includes('creating')) await new Promise((resolve) => setTimeout(resolve, 20));
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(existsSync(join(fresh, 'postgres/postmaster.pid'))).toBe(false);
    expect(existsSync(join(fresh, 'server.lock'))).toBe(false);
  });

  it('after kill -9 the next start adopts the database and works', async () => {
    const first = start({ DATA_DIR: dataDir });
    await readyServer(first);
    first.child.kill('SIGKILL');
    await first.ended;
    const database = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0];
    const second = start({ DATA_DIR: dataDir });
    expect((await fetch(`${await readyServer(second)}/readyz`)).status).toBe(200);
    expect(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]).toBe(database);
  });
});
