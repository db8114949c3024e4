import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check, checksumLine, checksumsFile, isMigrated, migrationNames } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('the database built step by step is the database of the schema files', async () => {
  expect(await check(database.adminUrl)).toEqual([]);
});

test('no migration was edited, removed or slipped in after it landed', () => {
  expect(readFileSync(checksumsFile, 'utf8')).toBe(migrationNames().map(checksumLine).join(''));
});

test('a database that drifted is found', async () => {
  await database.adminSql('ALTER TABLE notice ADD COLUMN stray text');
  expect((await check(database.adminUrl)).join()).toContain('notice');
});

test('a database that lacks a migration is known as such', async () => {
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  expect(await isMigrated(admin)).toBe(true);
  await admin.query('DELETE FROM _prisma_migrations');
  expect(await isMigrated(admin)).toBe(false);
  await admin.end();
});

test('everything in the schema belongs to the owner role', async () => {
  const rows = await database.adminSql(`SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'v', 'S') AND pg_get_userbyid(c.relowner) <> 'smart_owner'`);
  expect(rows).toEqual([{ relname: '_prisma_migrations' }]);
});
