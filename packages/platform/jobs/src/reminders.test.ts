import type { TestDatabase } from '@smart/database/testing';
import { addDays } from '@smart/kernel/dates';
import { resolveParameter } from '@smart/kernel/parameters';
import { advance } from '@smart/workflow/advance';
import { extendDeadline } from '@smart/workflow/deadlines';
import { errandStore, type testCongress } from '@smart/workflow/testing/errands';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createJobsDatabase, foundCongress, submit } from './testing/database.ts';
import { reminderParameters } from './parameters.ts';
import { effectOfReminders, remind, stepDue, stepsOf } from './reminders.ts';

let database: TestDatabase;
let congress: ReturnType<typeof testCongress>;
let id: string;
let code = 4300;
beforeAll(async () => {
  database = await createJobsDatabase();
});
afterAll(() => database.close());

// Accepted on 2026-03-02: the answer is due on 2026-06-02.
beforeEach(async () => {
  congress = await foundCongress(database, String((code += 1)));
  id = await submit(congress);
  await act('accept');
});

const act = (action: 'accept' | 'answer' | 'confirm') =>
  congress.inUnit((work) => advance(work, errandStore, { id, action, ...(action === 'confirm' ? congress.li : congress.wang) }));
async function remindOn(day: string): Promise<unknown[]> {
  congress.clock.set(`${day}T08:00:00+08:00`);
  const before = await announced();
  await congress.inUnit((work) => remind(work, congress.congressId));
  return (await announced()).slice(before.length);
}
const announced = async () => {
  const rows = await database.adminSql<{ type: string; payload: { step: string; timeLeft: string; subject: { title: string } } }>(
    `SELECT type, payload FROM domain_event WHERE congress_id = $1 AND type LIKE 'deadline.%' ORDER BY position`, [congress.congressId]);
  return rows.map(({ type, payload }) => [type, payload.step, payload.timeLeft]);
};

describe('reminders', () => {
  test('come at each step, once, and say what a notice needs', async () => {
    expect(await remindOn('2026-05-17')).toEqual([]);
    expect(await remindOn('2026-05-18')).toEqual([['deadline.approaching', 'before:15', '还有 15 天']]);
    expect(await remindOn('2026-05-18')).toEqual([]);
    expect(await remindOn('2026-05-29')).toEqual([]);
    expect(await remindOn('2026-05-30')).toEqual([['deadline.approaching', 'before:3', '还有 3 天']]);
    expect(await remindOn('2026-06-02')).toEqual([['deadline.due', 'due', '今天到期']]);
    expect(await remindOn('2026-06-08')).toEqual([]);
    expect(await remindOn('2026-06-09')).toEqual([['deadline.overdue', 'after:7', '已超期 7 天']]);
    expect(await remindOn('2026-06-17')).toEqual([['deadline.overdue', 'after:15', '已超期 15 天']]);
    expect(await remindOn('2026-12-31')).toEqual([]);
    const [event] = await database.adminSql(`SELECT payload, matter_id, subject_id, person_id FROM domain_event WHERE congress_id = $1 AND type = 'deadline.due'`, [congress.congressId]);
    expect(event).toMatchObject({
      matter_id: id, subject_id: id, person_id: null,
      payload: { kind: 'answer', label: '答复', subjectLabel: '事项', dueOn: '2026-06-02', firstDueOn: '2026-06-02', daysLeft: 0, ownerPersonId: null, subject: { title: '修路' } },
    });
  });

  test('stop when the act is done', async () => {
    await remindOn('2026-05-18');
    await act('answer'); // starts the evaluation's own limit, whose first step is on 31 May
    expect(await remindOn('2026-05-30')).toEqual([]);
    await act('confirm');
    expect(await remindOn('2026-12-01')).toEqual([]);
  });

  test('do not nag while an extension is lawful, and begin anew with the new date', async () => {
    await remindOn('2026-05-18');
    await congress.inUnit((work) => extendDeadline(work, { subjectId: id, kind: 'answer', until: '2026-09-02' }));
    for (const day of ['2026-05-30', '2026-06-02', '2026-06-09', '2026-08-17']) expect(await remindOn(day)).toEqual([]);
    expect(await remindOn('2026-08-18')).toEqual([['deadline.approaching', 'before:15', '还有 15 天']]);
  });

  test('missed during a standstill are not made up one by one', async () => {
    expect(await remindOn('2026-06-10')).toEqual([['deadline.overdue', 'after:7', '已超期 8 天']]);
    expect(await remindOn('2026-06-11')).toEqual([]);
  });

  test('follow what the congress has set', async () => {
    congress.values['deadlines.remind_before'] = [];
    congress.values['deadlines.remind_after'] = [1];
    expect(await remindOn('2026-06-01')).toEqual([]);
    expect(await remindOn('2026-06-02')).toHaveLength(1);
    expect(await remindOn('2026-06-03')).toEqual([['deadline.overdue', 'after:1', '已超期 1 天']]);
  });

  test('say before they are changed how many limits they are about, and how many of them would be told of next', async () => {
    congress.clock.set('2026-05-10T08:00:00+08:00'); // 23 days are left
    const effect = (value: number[]) => congress.inUnit((work) => effectOfReminders(work, { congressId: congress.congressId, key: 'deadlines.remind_before', value }));
    expect(await effect([15])).toMatchObject({ open: 1, words: expect.stringContaining('其中 0 项') });
    expect(await effect([30])).toMatchObject({ open: 1, words: expect.stringContaining('其中 1 项') });
  });

  test('of one congress are not another’s', async () => {
    const stranger = await foundCongress(database, String((code += 1)));
    stranger.clock.set('2026-06-02T08:00:00+08:00');
    await stranger.inUnit((work) => remind(work, stranger.congressId));
    expect(await announced()).toEqual([]);
  });
});

test('a step is sent at most once, never before its day, and never one before the limit began', () => {
  const days = fc.array(fc.integer({ min: 1, max: 180 }), { maxLength: 5 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), days, days, fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (length, before, after, looks) => {
      const startedOn = '2026-03-02';
      const dueOn = addDays(startedOn, length);
      const steps = stepsOf({ startedOn, dueOn }, before, after);
      const sent: string[] = [];
      for (const look of [...looks].sort((a, b) => a - b)) {
        const day = addDays(startedOn, look);
        const step = stepDue(steps, day, sent.at(-1) ?? null);
        if (!step) continue;
        expect(step.on <= day && step.on > startedOn).toBe(true);
        expect(step.event).toBe(step.on < dueOn ? 'approaching' : step.on === dueOn ? 'due' : 'overdue');
        sent.push(step.name);
      }
      expect(new Set(sent).size).toBe(sent.length);
    }),
  );
});

test('the parameters have lawful defaults', () => {
  expect(resolveParameter(reminderParameters['deadlines.remind_before'], []).value).toEqual([15, 3]);
  expect(resolveParameter(reminderParameters['deadlines.remind_after'], [[0]]).value).toEqual([7, 15]);
});
