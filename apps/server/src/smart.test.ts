// The administration commands as an administrator runs them: results on stdout, progress on stderr, each repeatable.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dataFolder, endPrograms, readyServer, removeFolders, runProgram } from './process-testing.ts';

// Each command is a process that starts or finds a database.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let dataDir: string;
beforeAll(() => {
  dataDir = dataFolder();
});
afterAll(async () => {
  await endPrograms();
  removeFolders();
});

const smart = (...args: string[]) => smartIn(dataDir, ...args);
async function smartIn(folder: string, ...args: string[]): Promise<{ code: number | null; output: string; errors: string }> {
  const run = runProgram('smart', { args, environment: { DATA_DIR: folder } });
  const code = await run.ended;
  expect(run.errors()).not.toMatch(/\n\s+at /);
  return { code, output: run.output().trim(), errors: run.errors().trim() };
}
const admin = (username: string) => smart('create-admin', '--congress', '4306', '--name', '王管理', '--username', username);

describe('without a running server', () => {
  it('says that there is no address, and nothing on stdout', async () => {
    const { code, output, errors } = await smart('database-url');
    expect([code, output]).toEqual([1, '']);
    expect(errors).toContain('服务没有运行');
  });

  it('a new deployment: migrates, founds the congress with those above it, prints nothing but the one-time password', async () => {
    expect(await smart('migrate')).toMatchObject({ code: 0, output: '' });
    const first = await admin('admin.first');
    expect(first.code).toBe(0);
    expect(first.output).toMatch(/^\S{10,}$/);
    expect(first.errors).toContain('已建立 湖南省人民代表大会');
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  });
});

describe('beside a running server', () => {
  let origin: string;
  beforeAll(async () => {
    origin = await readyServer(runProgram('main', { environment: { DATA_DIR: dataDir } }));
  });

  it('a second administrator: the congress is there already; a taken user name is refused', async () => {
    const again = await admin('admin.first');
    expect([again.code, again.output]).toEqual([1, '']);
    expect(again.errors).toContain('admin.first');
    expect((await admin('admin.second')).errors).not.toContain('已建立 湖南省');
  });

  it('refuses a street, an unknown place and an unknown role in one sentence each', async () => {
    const asked = (congress: string, ...more: string[]) => smart('create-admin', '--congress', congress, '--name', '王', '--username', 'admin.third', ...more);
    expect(await asked('430602001')).toMatchObject({ code: 1, output: '' });
    expect(await asked('99')).toMatchObject({ code: 1, output: '' });
    expect(await asked('4306', '--role', 'king')).toMatchObject({ code: 1, output: '' });
  });

  it('the log is verified and sealed, again and again', async () => {
    for (let round = 0; round < 2; round++) expect(await smart('seal-log')).toMatchObject({ code: 0, output: '' });
    expect((await smart('verify-log')).output).toContain('日志完好');
  });

  it('the duty archives are built anew and compared, one congress or all; an unknown one is refused in one sentence', async () => {
    expect(await smart('rebuild-archive')).toMatchObject({ code: 0, output: expect.stringContaining('履职档案重建完成') });
    const { code, output, errors } = await smart('rebuild-archive', '--check', '--congress', '4306');
    expect([code, output]).toEqual([0, expect.stringContaining('履职档案与履职事件一致：1 个人大')]);
    expect(errors).toContain('已核对 1/1');
    expect(await smart('rebuild-archive', '--congress', '99')).toMatchObject({ code: 1, output: '', errors: expect.stringContaining('没有行政区划代码为 99 的人大') });
  });

  it('a year of holidays is checked before it is kept', async () => {
    const file = join(dataDir, '2027.json');
    const table = { year: 2027, source: '国办发明电〔2026〕8号', holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }], workdays: [] };
    writeFileSync(file, JSON.stringify({ ...table, workdays: ['2027-01-04'] }));
    expect((await smart('import-calendar', file)).errors).toContain('2027年1月4日本来就是工作日');
    writeFileSync(file, JSON.stringify(table));
    const { code, output } = await smart('import-calendar', file);
    expect([code, output]).toEqual([0, join(dataDir, 'calendars/2027.json')]);
    expect(JSON.parse(readFileSync(output, 'utf8'))).toEqual(table);
    expect((await smart('import-calendar', join(dataDir, 'missing.json'))).errors).toContain('无法读取文件');
  });

  it('the address in use; the server is left alone and knows the new account', async () => {
    const { code, output, errors } = await smart('database-url');
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(/^postgresql:\/\/postgres:\S+@127\.0\.0\.1:\d+\/smart$/);
    const password = (await admin('admin.beside')).output;
    const signedIn = await signIn(origin, 'admin.beside', password);
    expect([signedIn.status, await signedIn.json()]).toEqual([200, { ok: true, next: 'done', mustChangePassword: true, passwordExpired: false, mustEnrolTotp: true }]);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
  });

  it('a backup beside the server; a restore into an empty deployment, in which everybody can sign in as before', async () => {
    const password = (await admin('admin.kept')).output;
    const file = join(dataDir, 'kept.backup');
    const saved = await smart('backup', file);
    expect([saved.code, saved.output]).toEqual([0, file]);
    expect((await smart('restore', file)).errors).toContain('服务正在运行');

    const other = dataFolder();
    cpSync(join(dataDir, 'secret'), join(other, 'secret'));
    expect(await smartIn(other, 'restore', file)).toMatchObject({ code: 0, output: '' });
    expect((await smartIn(other, 'restore', file)).code).toBe(1);
    const restored = await readyServer(runProgram('main', { environment: { DATA_DIR: other } }));
    expect((await signIn(restored, 'admin.kept', password)).status).toBe(200);
    expect(await (await fetch(`${restored}/readyz`)).json()).toMatchObject({ status: 'ok', jobs: 'ok' });
  });
});

const signIn = (origin: string, username: string, password: string) =>
  fetch(`${origin}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
