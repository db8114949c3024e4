import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { today } from '@smart/kernel/dates';
import { sealDueDays } from '@smart/workflow/anchors';
import { verifyLog } from '@smart/workflow/verify';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerDomains } from '../domains.ts';
import { createWorkOf, loadCalendar } from '../world.ts';
import { seedScale, type Sizes } from './seed-scale.ts';

const clock = fixedClock('2026-11-24T10:00:00+08:00');
const sizes: Sizes = { province: { deputies: 30, suggestions: 60 }, city: { deputies: 20, suggestions: 40 }, county: { deputies: 25, suggestions: 80 }, township: { deputies: 5, suggestions: 5 } };
const whole = { congresses: 3, deputies: 75, suggestions: 180 };

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  registerDomains();
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.close();
});

const seed = (log: (line: string) => void = () => undefined) => seedScale(admin, 'county', today(clock), log, sizes);
const counts = async () =>
  (await database.adminSql('SELECT (SELECT count(*)::int FROM congress) AS congresses, (SELECT count(*)::int FROM mandate) AS deputies, (SELECT count(*)::int FROM suggestion) AS suggestions'))[0];

test('a run that is interrupted keeps whole prefectures only, and goes on when it is repeated', async () => {
  const blocker = new pg.Client({ connectionString: database.adminUrl });
  await blocker.connect();
  await blocker.query('BEGIN; LOCK TABLE evaluation IN EXCLUSIVE MODE');
  await admin.query(`SET lock_timeout = '200ms'`);
  await expect(seed()).rejects.toThrow(/lock timeout/);
  await blocker.end();
  expect(await counts()).toEqual({ congresses: 3, deputies: 0, suggestions: 0 });

  const interrupt = (line: string) => {
    if (line.startsWith('1/')) throw new Error('interrupted');
  };
  await expect(seed(interrupt)).rejects.toThrow('interrupted');
  expect(await counts()).toEqual({ congresses: 3, deputies: 30, suggestions: 60 });

  const lines: string[] = [];
  await seed((line) => lines.push(line));
  expect(lines).toContainEqual(expect.stringMatching(/^1\/1 岳阳市：2 个人大/));
  expect(await counts()).toEqual(whole);
  await seed();
  expect(await counts()).toEqual(whole);
});

test('the log agrees with what was seeded, and its days can be sealed', async () => {
  const workOf = createWorkOf(clock, loadCalendar('/nonexistent'));
  await database.units.unitOfWork({ role: 'smart_app', 'app.realm': 'system' }, (unit) => sealDueDays(workOf(unit, 'seed')));
  const { rows, subjects, problems } = await verifyLog(admin);
  expect(problems).toEqual([]);
  expect(subjects).toBeGreaterThan(whole.suggestions);
  expect(rows).toBeGreaterThan(10 * whole.suggestions);
});

test('a deployment with people of its own is left alone', async () => {
  await database.adminSql(`INSERT INTO auth_user (id, name, email, username, display_username, updated_at) VALUES (gen_random_uuid(), '李明', 'li@example.invalid', 'li.ming', 'li.ming', now())`);
  await expect(seed()).rejects.toThrow('空的 DATA_DIR');
});
