import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import type { Capacity } from '@smart/identity/capacity';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boundsOf, classOf, medianClass } from './histogram.ts';
import { overviewInput, recordInput, secondBounds } from './model.ts';
import { effortOverview, forgetOldEffort, recordEffort } from './service.ts';
import { budgetOf, keyTasks } from './tasks.ts';

let database: TestDatabase;
let district: Capacity;
let city: Capacity;
const clock = fixedClock('2026-11-30T09:00:00+08:00');

beforeAll(async () => {
  database = await createTestDatabase();
  const directory = await createTestDirectory(database, { clock });
  const of = (code: string): Capacity => ({ id: newId(), kind: 'appointment', personId: newId(), personName: '张华', userId: newId(), label: '办公室', congressId: directory.congress(code), congressName: '人民代表大会', divisionCode: code, tier: 'county', roles: ['congress_officer'] });
  [district, city] = [of('430602'), of('4306')];
});
afterAll(() => database.close());
const as = <T>(who: Capacity, run: (work: Work) => Promise<T>, at = clock): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.congress': who.congressId, 'app.person': who.personId }, (unit) => run(testWork(unit, at)));
const done = (taps: number, seconds: number) => ({ task: 'evaluate_reply', end: 'done', taps, seconds });
const record = (samples: unknown[], at = clock) => as(district, (work) => recordEffort(work, district.congressId, recordInput.parse({ samples }).samples), at);
const overview = (who: Capacity, days: 30 | 365 = 30) => as(who, (work) => effortOverview(work, who, overviewInput.parse({ days })));

it('medians come out of classes', () => {
  expect(medianClass(new Map())).toBeNull();
  expect(medianClass(new Map([[9, 1], [2, 2], [3, 1]]))).toBe(2);
  expect(medianClass(new Map([[3, 2], [2, 1]]))).toBe(3);
  expect([0, 5, 6, 3601].map((seconds) => boundsOf(classOf(seconds, secondBounds), secondBounds))).toEqual([{ from: 0, until: 5 }, { from: 0, until: 5 }, { from: 5, until: 10 }, { from: 3600, until: null }]);
});

it('sums of a day tell the office where effort is lost, against the budget; of fewer than five nothing', async () => {
  await record([done(2, 8), done(2, 9), done(5, 70), { task: 'log_visit', end: 'done', taps: 3, seconds: 40 }]);
  expect((await overview(district)).rows).toEqual([]);
  await record([done(4, 70), done(3, 200), { task: 'evaluate_reply', end: 'pressed' }, { task: 'evaluate_reply', end: 'refused' }, { task: 'evaluate_reply', end: 'refused' }]);
  const { rows, quiet, since } = await overview(district);
  expect(since).toBe('2026-11-01');
  expect(rows).toMatchObject([{ task: 'evaluate_reply', label: '评价答复', budget: 2, done: 5, left: 3, taps: 3, seconds: { from: 60, until: 90 }, overBudget: 0.6, leftShare: 0.375, worst: { step: 'refused', label: '提交没有通过', count: 2 } }]);
  expect(quiet).toContain('记走访');
  expect((await overview(city)).rows).toEqual([]);
});

it('keeps counts of a day and nothing that leads to anybody', async () => {
  const rows = await database.adminSql('SELECT * FROM effort_day');
  expect(new Set(rows.flatMap((row) => Object.keys(row)))).toEqual(new Set(['congress_id', 'day', 'task', 'measure', 'bucket', 'count']));
  expect(JSON.stringify(rows)).not.toContain(district.personId);
});

it('refuses what is not counted, naming it, and a number beyond sense', () => {
  expect(recordInput.safeParse({ samples: [{ task: 'open_notice', end: 'done', taps: 1, seconds: 1 }] }).error?.issues[0]?.message).toBe('没有这项任务');
  expect(recordInput.safeParse({ samples: [{ ...done(1, 1), text: '内容' }] }).success).toBe(false);
  expect(recordInput.safeParse({ samples: Array.from({ length: 51 }, () => done(1, 1)) }).error?.issues[0]?.message).toBe('一次最多记 50 项');
});

it('forgets after two years', async () => {
  await record([done(1, 1)], fixedClock('2024-11-29T09:00:00+08:00'));
  await record([done(1, 1)], fixedClock('2024-12-02T09:00:00+08:00'));
  await as(district, (work) => forgetOldEffort(work, district.congressId));
  expect(await database.adminSql(`SELECT DISTINCT to_char(day, 'YYYY-MM-DD') AS day FROM effort_day WHERE day < '2025-01-01'`)).toEqual([{ day: '2024-12-02' }]);
});

it('budgets are what experience asks for, and parts of one way add up to it', () => {
  expect(keyTasks.submit_suggestion.taps).toBe(3);
  expect(budgetOf('write_reply', 'sign_reply')).toBe(6);
});
