import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ensureDatabase } from '../ensure-database.ts';
import { twoCongresses } from '../fixtures.ts';
import { deploy, migrationNames } from '../migrate.ts';
import { StartupError } from '../startup-error.ts';
import { testSecret } from '../test-server.ts';
import { createTestDatabase, type TestDatabase } from '../testing.ts';
import { wallProblems } from '../wall.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';

const folder = mkdtempSync(join(tmpdir(), 'smart-backup-'));
const file = join(folder, 'all.backup');
const filesFolder = join(folder, 'files');
const nasty = '制表\t换行\n反斜杠\\N 引号" 𠮷';
let source: TestDatabase;

const common = { secret: testSecret, filesFolder };
const refusal = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartupError);
  return error instanceof StartupError ? error.message : '';
};

beforeAll(async () => {
  source = await createTestDatabase();
  const { city } = await twoCongresses(source);
  await source.adminSql(`INSERT INTO organ (id, congress_id, parent_id, name, short_name, kind) VALUES ('018f0000-0000-7000-8000-000000000001', $1, '018f0000-0000-7000-8000-000000000002', $2, '下', 'department'), ('018f0000-0000-7000-8000-000000000002', $1, NULL, '上', '上', 'government')`, [city, nasty]);
  await source.adminSql(`INSERT INTO domain_event (id, congress_id, type, subject_type, subject_id, payload, at) SELECT gen_random_uuid(), $1, 't', 's', gen_random_uuid(), jsonb_build_object('n', i), now() FROM generate_series(1, 3000) i`, [city]);
  mkdirSync(join(filesFolder, 'contents/ab'), { recursive: true });
  mkdirSync(join(filesFolder, 'incoming'));
  writeFileSync(join(filesFolder, 'contents/ab/picture'), Buffer.alloc(300_000, 7));
  writeFileSync(join(filesFolder, 'incoming/half'), 'half');
  await backup({ ...common, adminUrl: source.adminUrl, file });
});
afterAll(async () => {
  await source.close();
  rmSync(folder, { recursive: true, force: true });
});

const everything = async ({ adminSql }: TestDatabase) => {
  const tables = await adminSql<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations' ORDER BY 1`);
  const contents: [string, unknown][] = [];
  for (const { name } of tables) contents.push([name, await adminSql(`SELECT * FROM "${name}" ORDER BY 1, 2`)]);
  return contents;
};

test('a restored deployment is the same, files and wall included, and goes on numbering', async () => {
  const target = await createTestDatabase();
  const restoredFiles = join(folder, 'restored');
  const lines: string[] = [];
  await restore({ ...common, adminUrl: target.adminUrl, file, filesFolder: restoredFiles, log: (line) => lines.push(line) });
  expect(await everything(target)).toEqual(await everything(source));
  expect(readdirSync(restoredFiles)).toEqual(['contents']);
  expect(readFileSync(join(restoredFiles, 'contents/ab/picture'))).toEqual(Buffer.alloc(300_000, 7));
  expect(lines).toContain('domain_event 3000 行');
  const admin = new pg.Client({ connectionString: target.adminUrl });
  await admin.connect();
  expect(await wallProblems(admin)).toEqual([]);
  await admin.end();
  const [next] = await target.adminSql(`SELECT nextval(pg_get_serial_sequence('domain_event', 'position'))::int AS n`);
  expect(next).toEqual({ n: 3001 });
  expect(await refusal(restore({ ...common, adminUrl: target.adminUrl, file }))).toContain('空库');
  await target.close();
});

test('the backup shows one moment, though the deployment goes on', async () => {
  const other = join(folder, 'moment.backup');
  const written = backup({ ...common, adminUrl: source.adminUrl, file: other, log: (line) => line.startsWith('division') && void source.adminSql(`UPDATE organ SET sort = 99`) });
  await written;
  const target = await createTestDatabase();
  await restore({ ...common, adminUrl: target.adminUrl, file: other, filesFolder: join(folder, 'moment') });
  expect(await target.adminSql('SELECT DISTINCT sort FROM organ')).toEqual([{ sort: 0 }]);
  await target.close();
});

test('jobs still to be done are kept; done ones, unknown queues and doubles are not', async () => {
  const queue = `CREATE SCHEMA pgboss; CREATE TYPE pgboss.job_state AS ENUM ('created', 'retry', 'active', 'completed'); CREATE TABLE pgboss.queue (name text PRIMARY KEY);
    CREATE TABLE pgboss.job (id uuid, name text, state pgboss.job_state, data jsonb, PRIMARY KEY (name, id)); INSERT INTO pgboss.queue VALUES ('events')`;
  const from = await createTestDatabase();
  const id = (n: number) => `018f0000-0000-7000-8000-00000000000${n}`;
  await from.adminSql(queue);
  await from.adminSql(`INSERT INTO pgboss.job VALUES ('${id(1)}', 'events', 'created', '{"a": 1}'), ('${id(2)}', 'events', 'completed', '{}'), ('${id(3)}', 'gone', 'retry', '{}'), ('${id(4)}', 'events', 'active', '{"old": 1}')`);
  const jobs = join(folder, 'jobs.backup');
  await backup({ ...common, filesFolder: null, adminUrl: from.adminUrl, file: jobs });
  const target = await createTestDatabase();
  await target.adminSql(queue);
  await target.adminSql(`INSERT INTO pgboss.job VALUES ('${id(4)}', 'events', 'created', '{"new": 1}')`);
  await restore({ ...common, filesFolder: null, adminUrl: target.adminUrl, file: jobs });
  expect(await target.adminSql('SELECT id, data FROM pgboss.job ORDER BY id')).toEqual([{ id: id(1), data: { a: 1 } }, { id: id(4), data: { new: 1 } }]);
  await from.close();
  await target.close();
});

test('only its owner can read a backup, and it does not hold the secret', () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file).includes(testSecret)).toBe(false);
});

test('an interruption leaves no half file and the earlier backup', async () => {
  const other = join(folder, 'stopped.backup');
  copyFileSync(file, other);
  const before = readFileSync(other);
  const stop = new AbortController();
  const stopped = backup({ ...common, adminUrl: source.adminUrl, file: other, signal: stop.signal, log: (line) => line.startsWith('domain_event') && stop.abort() });
  await expect(stopped).rejects.toThrow();
  expect(readFileSync(other)).toEqual(before);
  expect(existsSync(`${other}.partial`)).toBe(false);
});

test('an interrupted restore leaves the database empty; it can be started again', async () => {
  const target = await createTestDatabase();
  const stop = new AbortController();
  const options = { ...common, adminUrl: target.adminUrl, file, filesFolder: join(folder, 'again') };
  await expect(restore({ ...options, signal: stop.signal, log: (line) => line.startsWith('congress ') && stop.abort() })).rejects.toThrow();
  expect(await target.adminSql('SELECT 1 FROM division')).toEqual([]);
  await restore(options);
  expect(await target.adminSql('SELECT 1 FROM division')).toHaveLength(2);
  await target.close();
});

test('a damaged, truncated, missing or foreign file is refused before anything is touched', async () => {
  const target = await createTestDatabase();
  const options = { ...common, adminUrl: target.adminUrl };
  const bad = join(folder, 'bad.backup');
  copyFileSync(file, bad);
  truncateSync(bad, statSync(bad).size - 2000);
  expect(await refusal(restore({ ...options, file: bad }))).toContain('损坏');
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(5000) ^ 0xff, 5000);
  writeFileSync(bad, bytes);
  await refusal(restore({ ...options, file: bad }));
  writeFileSync(bad, 'no backup at all');
  expect(await refusal(restore({ ...options, file: bad }))).toContain('损坏');
  expect(await refusal(restore({ ...options, file: join(folder, 'none') }))).toContain('找不到');
  expect(await target.adminSql('SELECT 1 FROM division')).toEqual([]);
  await target.close();
});

test('another secret is noticed', async () => {
  const target = await createTestDatabase();
  const lines: string[] = [];
  await restore({ ...common, secret: 'another', adminUrl: target.adminUrl, file, filesFolder: null, log: (line) => lines.push(line) });
  expect(lines.join()).toContain('密钥');
  await target.close();
});

test('a backup of an earlier version is restored as of then, and brought up to date', async () => {
  const names = migrationNames();
  if (names.length < 2) return; // nothing earlier yet
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/earlier_${process.pid}`;
  await ensureDatabase(url.href);
  await deploy(url.href, names.slice(0, 1));
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`INSERT INTO division (code, name, tier) VALUES ('43', '湖南省', 'province')`);
  await admin.end();
  const old = join(folder, 'old.backup');
  await backup({ secret: testSecret, filesFolder: null, adminUrl: url.href, file: old });
  const target = await createTestDatabase();
  await restore({ secret: testSecret, filesFolder: null, adminUrl: target.adminUrl, file: old });
  expect(await target.adminSql('SELECT name FROM division')).toEqual([{ name: '湖南省' }]);
  expect(await target.adminSql('SELECT count(*)::int AS n FROM _prisma_migrations')).toEqual([{ n: names.length }]);
  expect(await target.units.unitOfWork({ role: 'smart_app' }, ({ sql }) => sql('SELECT name FROM division'))).toHaveLength(1);
  await target.close();
});
