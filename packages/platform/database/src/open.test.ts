import { spawn } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, inject, test } from 'vitest';
import { createIdentityClient } from './realm-client.ts';
import { openDatabase } from './open.ts';
import { StartupError } from './startup-error.ts';
import { createTestDatabase } from './testing.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});
const root = process.getuid?.() === 0;
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

function dataFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'smart-open-'));
  chmodSync(folder, mode);
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
async function open(options: Parameters<typeof openDatabase>[0]) {
  const database = await openDatabase(options);
  cleanups.push(() => database.close());
  return database;
}
const problem = async (options: Parameters<typeof openDatabase>[0]) => {
  const error: unknown = await openDatabase(options).then((database) => database.close(), (reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartupError);
  return error instanceof StartupError ? error.message : '';
};
const who = (database: Awaited<ReturnType<typeof open>>) => database.units.unitOfWork({ role: 'smart_app' }, ({ sql }) => sql('SELECT current_user::text AS who'));
const clusterOf = (dataDir: string) => {
  const pointer = join(dataDir, 'postgres.location');
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataDir, 'postgres');
};
const serverPid = (dataDir: string) => Number(readFileSync(join(clusterOf(dataDir), 'postmaster.pid'), 'utf8').split('\n')[0]);

test('a data folder: created, locked, password kept closed, stopped and started again; a command works beside', async () => {
  const dataDir = dataFolder();
  const database = await openDatabase({ dataDir, as: 'server' });
  expect(await who(database)).toEqual([{ who: 'smart_app' }]);
  for (const file of ['postgres.password', 'secret']) expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
  expect(await problem({ dataDir, as: 'server' })).toContain(`进程 ${process.pid}`);
  const stranger = new pg.Client({ connectionString: database.adminUrl.replace(/:[^:@]*@/, '@'), password: '' });
  await expect(stranger.connect()).rejects.toThrow();

  const command = await openDatabase({ dataDir, as: 'command' });
  await command.close();
  expect(await who(database)).toHaveLength(1);
  await database.close();
  expect(existsSync(join(dataDir, 'server.lock'))).toBe(false);

  const lines: string[] = [];
  const again = await open({ dataDir, as: 'server', log: (line) => lines.push(line) });
  expect(await who(again)).toHaveLength(1);
  expect(lines).toEqual([]);
});

test('after kill -9 of the database it comes back on the same port; after kill -9 of the server the database is adopted', async () => {
  const dataDir = dataFolder();
  const script = join(dataDir, 'server.ts');
  writeFileSync(script, `import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, 'open.ts'))};
    const database = await openDatabase({ dataDir: ${JSON.stringify(dataDir)}, as: 'server' });
    console.log('ready'); setInterval(() => {}, 1000);`);
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((ready) => child.stdout.once('data', ready));
  child.kill('SIGKILL');
  await new Promise((gone) => child.once('exit', gone));

  const lines: string[] = [];
  const database = await open({ dataDir, as: 'server', log: (line) => lines.push(line) });
  expect(lines.join()).toContain('adopted');
  process.kill(serverPid(dataDir), 'SIGKILL');
  for (let tries = 0; tries < 100 && !lines.join().includes('started again'); tries++) await wait(200);
  expect(lines.join()).toContain('started again');
  expect(await who(database)).toEqual([{ who: 'smart_app' }]);
});

test.runIf(root)('a data folder closed to the account of the database: another folder is chosen and named', async () => {
  const dataDir = join(dataFolder(0o700), 'inner');
  const lines: string[] = [];
  const database = await open({ dataDir, as: 'server', log: (line) => lines.push(line) });
  expect(await who(database)).toHaveLength(1);
  const outside = readFileSync(join(dataDir, 'postgres.location'), 'utf8').trim();
  cleanups.unshift(() => rmSync(join(outside, '..'), { recursive: true, force: true }));
  expect(lines.join('\n')).toContain(outside);
});

test('what stands in the way is told in one sentence', async () => {
  const dataDir = dataFolder();
  const sentence = await problem({ dataDir, as: 'server', databaseUrl: 'postgresql://nobody:secret-word@127.0.0.1:9/none' });
  expect(sentence).toContain('127.0.0.1:9/none');
  expect(sentence).not.toContain('secret-word');
  expect(sentence).not.toContain('\n');
  expect(await problem({ dataDir, as: 'server', databaseUrl: 'not an address' })).toContain('DATABASE_URL');
  const wrong = new URL(inject('postgresUrl'));
  wrong.password = 'wrong';
  expect(await problem({ dataDir, as: 'server', databaseUrl: wrong.href })).toContain('密码不正确');
  writeFileSync(join(dataDir, 'file'), '');
  expect(await problem({ dataDir: join(dataDir, 'file'), as: 'server' })).toContain('同名文件');
  mkdirSync(join(dataDir, 'lost', 'postgres'), { recursive: true });
  writeFileSync(join(dataDir, 'lost', 'postgres', 'PG_VERSION'), '18');
  expect(await problem({ dataDir: join(dataDir, 'lost'), as: 'server' })).toContain('postgres.password');
});

test('a disk that fills while the server runs is told by the server\'s log, not by the ended connection; what an earlier run complained of is not', async () => {
  const dataDir = dataFolder();
  const complaint = () => appendFileSync(join(clusterOf(dataDir), 'server.log'), 'PANIC:  could not write to file "pg_wal/xlogtemp.7": No space left on device\n');
  const ended = new Error('Connection terminated unexpectedly');
  const first = await openDatabase({ dataDir, as: 'server' });
  expect(first.explain(ended)).toBe(ended);
  complaint();
  expect(first.explain(ended)).toMatchObject({ name: 'StartupError', message: expect.stringContaining('磁盘空间不足') });
  await first.close();
  const second = await open({ dataDir, as: 'server' });
  expect(second.explain(ended)).toBe(ended);
});

test('an address of an empty database is enough; its server logs in with the derived password', async () => {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/fresh_${process.pid}`;
  const database = await openDatabase({ dataDir: dataFolder(), as: 'server', databaseUrl: url.href, secret: 'not-a-secret-tests-only' });
  expect(await who(database)).toEqual([{ who: 'smart_app' }]);
  expect(new URL(database.serverUrl).username).toBe('smart_server');
  await database.close();
});

test('the identity client sees accounts, and no congress\'s records', async () => {
  const database = await createTestDatabase();
  const { prisma, close } = createIdentityClient(database.serverUrl);
  await prisma.user.create({ data: { name: '测试', email: 'a@example.invalid' } });
  expect(await prisma.user.count()).toBe(1);
  expect(await prisma.notice.count()).toBe(0);
  await expect(prisma.notice.create({ data: { congressId: '018f0000-0000-7000-8000-000000000001', personId: '018f0000-0000-7000-8000-000000000001', kind: 'k', title: 't', body: 'b', link: '/', createdAt: new Date() } })).rejects.toThrow();
  await close();
  await database.close();
});
