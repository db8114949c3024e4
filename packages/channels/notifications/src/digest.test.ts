// 汇总提醒 on a real database, over random holidays, limits, acts, extensions, quiet hours and steps of the clock: no reminder after the act or
// during an extension, none doubled, none lost longer than until the next time of sending.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { createParameterReader, registerParameters } from '@smart/divisions/parameters';
import { reminderParameters } from '@smart/jobs/parameters';
import { deadlineEvents, remind, reminderEvents } from '@smart/jobs/reminders';
import { createCalendar, type Calendar } from '@smart/kernel/calendar';
import { knownYears } from '@smart/kernel/calendars/known';
import { addDays, dateInShanghai, daysBetween, startOfDayShanghai, today } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { createHouse, type House } from '@smart/suggestions/testing';
import { stepsIn } from '@smart/suggestions/testing-steps';
import { endDeadlines, extendDeadline } from '@smart/workflow/deadlines';
import type { DomainEvent } from '@smart/workflow/events';
import { type Work, workOn } from '@smart/workflow/work';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noticeDeadline } from './consumers.ts';
import { sendDigests } from './digest.ts';
import { effectOnNotices } from './parameter-effects.ts';
import { noticeParameters } from './parameters.ts';
import { isQuiet, nextSending } from './quiet.ts';
import { setQuiet } from './quiet-hours.ts';
import { listNotices } from './service.ts';

const HOUR = 3_600_000;
const usualCalendar = createCalendar({ years: knownYears });
let database: TestDatabase;
let house: House;
let matterId = '';
let assignmentId = '';
beforeAll(async () => {
  registerParameters(noticeParameters);
  registerParameters(reminderParameters);
  database = await createTestDatabase();
  house = await createHouse(database);
  const steps = stepsIn(house);
  matterId = await steps.inHandling();
  assignmentId = (await steps.part(matterId, house.organs.transport)).id;
});
afterAll(() => database.close());
beforeEach(async () => {
  // The limits of the suggestion itself are out of the way; each test lets its own run.
  await database.adminSql(`UPDATE deadline SET status = 'cancelled'`);
  await database.adminSql('DELETE FROM reminder_entry');
  await database.adminSql('DELETE FROM notice');
  await database.adminSql('DELETE FROM consumed_event');
});

const inCity = <T>(calendar: Calendar, run: (work: Work) => Promise<T>): Promise<T> =>
  database.units.unitOfWork({ role: 'smart_app', 'app.congress': house.city.congressId }, (unit) => run(workOn(unit, { clock: house.clock, calendar, parameter: createParameterReader(unit), requestId: 'test' })));

/** A limit of the organ's answer. */
async function limit(startedOn: string, dueOn: string): Promise<string> {
  const id = newId();
  await database.adminSql(
    `INSERT INTO deadline (id, congress_id, matter_id, subject_type, subject_id, kind, started_on, due_on, first_due_on, basis, status, owner_organ_id) VALUES ($1, $2, $3, 'assignment', $4, 'reply', $5, $6, $6, '{"label":"答复"}', 'open', $7)`,
    [id, house.city.congressId, matterId, assignmentId, startedOn, dueOn, house.organs.transport],
  );
  return id;
}

type Stored = Omit<DomainEvent, 'at'> & { at: Date };
/** The reminders' events reach their consumer, each once, as the jobs have it. */
async function consume(work: Work): Promise<void> {
  const events = await work.sql<Stored>(
    `SELECT id, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at FROM domain_event e
     WHERE type = ANY ($1) AND NOT EXISTS (SELECT 1 FROM consumed_event c WHERE c.event_id = e.id) ORDER BY position`,
    [reminderEvents.map(({ name }) => name)],
  );
  for (const event of events) {
    await work.sql(`INSERT INTO consumed_event (consumer, event_id, congress_id, at) VALUES ('deadline-notices', $1, $2, now())`, [event.id, event.congressId]);
    await noticeDeadline(work, { ...event, at: event.at.toISOString() });
  }
}
const morning = async (calendar: Calendar): Promise<void> => {
  await inCity(calendar, (work) => remind(work, house.city.congressId));
  await inCity(calendar, consume);
};
const send = (calendar: Calendar) => inCity(calendar, (work) => sendDigests(work, house.city.congressId));
const notices = () => database.adminSql<{ personId: string; kind: string; title: string; body: string; items: { title: string; link: string }[]; link: string; at: Date }>(`SELECT person_id AS "personId", kind, title, body, items, link, created_at AS at FROM notice ORDER BY created_at, id`);
const ofClerk = async () => (await notices()).filter((one) => one.personId === house.transportClerk.personId);
const setClock = (day: string, hour: number) => house.clock.set(new Date(startOfDayShanghai(day).getTime() + hour * HOUR).toISOString());

describe('digests', () => {
  it('collect what is near into one notice for each person and day, with a link to each', async () => {
    await limit('2026-03-02', '2026-06-02');
    const second = newId();
    await database.adminSql(
      `INSERT INTO deadline (id, congress_id, matter_id, subject_type, subject_id, kind, started_on, due_on, first_due_on, basis, status, owner_organ_id) VALUES ($1, $2, $3, 'assignment', $4, 'first_contact', '2026-03-02', '2026-06-02', '2026-06-02', '{"label":"联系代表"}', 'open', $5)`,
      [second, house.city.congressId, matterId, assignmentId, house.organs.transport],
    );
    setClock('2026-05-18', 8);
    await morning(usualCalendar);
    setClock('2026-05-18', 8.2);
    // Two limits, each for clerk and head; they fall due in fifteen days.
    const effect = (key: string, value: unknown) => house.as(house.administrator, (work, { congressId }) => effectOnNotices(work, { congressId, key, value }));
    expect(await effect('notices.quiet_from_hour', 20)).toMatchObject({ open: 4, words: expect.stringContaining('自行设定时段的 0 人') });
    expect(await effect('notices.urgent_days', 15)).toMatchObject({ open: 4, words: expect.stringContaining('由 0 条变为 4 条') });
    expect(await send(usualCalendar)).toBe(2); // clerk and head
    expect(await effect('notices.quiet_days_off', false)).toMatchObject({ open: 0 });
    expect(await send(usualCalendar)).toBe(0);
    const [digest] = await ofClerk();
    expect(digest).toMatchObject({ kind: 'reminder.digest', title: '2 项期限提醒', items: [{ title: expect.stringMatching(/^期限将到：/), link: expect.stringContaining(matterId) }, {}] });
    expect(await house.as(house.transportClerk, (work, who) => listNotices(work, who, { unreadOnly: false, page: 1, pageSize: 20 }))).toMatchObject({ rows: [{ items: [{ body: expect.stringContaining('还有 15 天') }, {}] }] });
  });

  it('wait for the end of the night and of the holidays; own quiet hours come first; the urgent goes at any hour', async () => {
    await limit('2026-03-02', '2026-06-02');
    setClock('2026-05-18', 8);
    await morning(usualCalendar);
    await house.as(house.transportClerk, (work, who) => setQuiet(work, who, { fromHour: 0, toHour: 14, daysOff: false }));
    setClock('2026-05-18', 13.2);
    await send(usualCalendar);
    expect(await ofClerk()).toEqual([]);
    expect(await notices()).toHaveLength(1); // the head's
    setClock('2026-05-18', 14.2);
    await send(usualCalendar);
    expect(await ofClerk()).toMatchObject([{ kind: 'reminder.digest', title: '期限将到：答复', items: [] }]);
    // The day before the limit's last day is a public holiday of a changed calendar: it goes all the same.
    const closed = createCalendar({ years: [{ year: 2026, source: '测试', holidays: [{ name: '节假日', from: '2026-05-20', to: '2026-06-10' }], workdays: [] }] });
    setClock('2026-06-02', 8);
    await morning(closed);
    setClock('2026-06-02', 8.2);
    await send(closed);
    expect(await ofClerk()).toMatchObject([{}, { kind: 'reminder.urgent', title: '今天到期：答复' }]);
    await house.as(house.transportClerk, (work, who) => setQuiet(work, who, null));
  });

  it('drop what was done or extended while they waited, and tell channels of what a deputy was reminded of', async () => {
    await limit('2026-03-02', '2026-06-02');
    setClock('2026-05-18', 8);
    await morning(usualCalendar);
    await inCity(usualCalendar, (work) => extendDeadline(work, { subjectId: assignmentId, kind: 'reply', until: '2026-08-31' }));
    setClock('2026-05-18', 8.2);
    expect(await send(usualCalendar)).toBe(0);
    const [left] = await database.adminSql<{ count: number }>('SELECT count(*)::int AS count FROM reminder_entry WHERE dropped_at IS NULL');
    expect(left?.count).toBe(0);

    await database.adminSql(
      `INSERT INTO deadline (id, congress_id, matter_id, subject_type, subject_id, kind, started_on, due_on, first_due_on, basis, status, owner_person_id) VALUES ($1, $2, $3, 'suggestion', $3, 'evaluation', '2026-03-02', '2026-06-02', '2026-06-02', '{"label":"评价"}', 'open', $4)`,
      [newId(), house.city.congressId, matterId, house.deputy.personId],
    );
    await morning(usualCalendar);
    expect(await send(usualCalendar)).toBe(1);
    const told = await database.adminSql<{ payload: { kind: string } }>(`SELECT payload FROM domain_event WHERE type = $1`, [deadlineEvents.told.name]);
    expect(told).toMatchObject([{ payload: { kind: 'evaluation', ownerPersonId: house.deputy.personId } }]);
  });
});

const scenario = fc.record({
  holidays: fc.record({ from: fc.integer({ min: 0, max: 120 }), length: fc.integer({ min: 0, max: 9 }) }),
  quiet: fc.record({ fromHour: fc.integer({ min: 0, max: 23 }), toHour: fc.integer({ min: 0, max: 23 }), daysOff: fc.boolean() }),
  length: fc.integer({ min: 2, max: 60 }),
  /** What happens at which step: nothing, an extension by so many days, the act. */
  steps: fc.array(fc.record({ hours: fc.integer({ min: 1, max: 60 }), event: fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 5, max: 60 }) }, { weight: 1, arbitrary: fc.constant(-1) }) }), { minLength: 15, maxLength: 25 }),
});

it('no reminder after the act or during an extension, none doubled, none lost longer than the next time of sending', async () => {
  let sentAltogether = 0;
  const check = () => fc.assert(
    fc.asyncProperty(scenario, async ({ holidays, quiet, length, steps }) => {
      for (const table of ['reminder_entry', 'notice', 'consumed_event']) await database.adminSql(`DELETE FROM ${table}`);
      await database.adminSql(`UPDATE deadline SET status = 'cancelled'`);
      const calendar = createCalendar({ years: [{ year: 2026, source: '随机', holidays: [{ name: '节假日', from: addDays('2026-05-01', holidays.from), to: addDays('2026-05-01', holidays.from + holidays.length) }], workdays: [] }] });
      setClock('2026-05-01', 9);
      await house.as(house.transportClerk, (work, who) => setQuiet(work, who, quiet));
      await database.adminSql(`DELETE FROM domain_event WHERE type LIKE 'deadline.%'`);
      let due = addDays('2026-05-01', length);
      let open = true;
      const id = await limit('2026-05-01', due);
      const seen = new Set<string>();
      for (const { hours, event } of steps) {
        const before = house.clock.now();
        house.clock.advance({ hours });
        // The reminders run at eight; after a standstill once (a job that was missed is made up once).
        const eight = new Date(startOfDayShanghai(today(house.clock)).getTime() + 8 * HOUR);
        if ((eight > before && eight <= house.clock.now()) || daysBetween(dateInShanghai(before), today(house.clock)) > 1) await morning(calendar);
        if (open && event > 0 && addDays(today(house.clock), event) > due) {
          due = addDays(today(house.clock), event);
          await inCity(calendar, (work) => extendDeadline(work, { subjectId: assignmentId, kind: 'reply', until: due }));
        } else if (open && event < 0) {
          open = false;
          await inCity(calendar, (work) => endDeadlines(work, assignmentId, ['reply'], 'met'));
        }
        await send(calendar);
        await send(calendar); // a second run sends nothing twice
        const now = house.clock.now();
        const lines = await database.adminSql<{ id: string; dueOn: string; sentAt: Date | null; droppedAt: Date | null; createdAt: Date }>(
          `SELECT id, due_on::text AS "dueOn", sent_at AS "sentAt", dropped_at AS "droppedAt", created_at AS "createdAt" FROM reminder_entry WHERE person_id = $1 AND deadline_id = $2 ORDER BY id`, [house.transportClerk.personId, id]);
        const urgent = (dueOn: string) => daysBetween(today(house.clock), dueOn) >= 0 && daysBetween(today(house.clock), dueOn) <= 1;
        for (const line of lines.filter((one) => one.sentAt !== null && !seen.has(one.id))) {
          seen.add(line.id);
          sentAltogether += 1;
          expect(line.sentAt).toEqual(now);
          expect({ open, due: line.dueOn }).toEqual({ open: true, due }); // neither after the act nor of a date that was extended
          if (!urgent(line.dueOn)) expect(isQuiet(now, quiet, calendar)).toBe(false);
        }
        const mine = await ofClerk();
        expect(mine.filter((one) => one.kind === 'reminder.digest' && dateInShanghai(one.at) === today(house.clock)).length).toBeLessThanOrEqual(1);
        const goneToday = mine.some((one) => one.kind === 'reminder.digest' && dateInShanghai(one.at) === today(house.clock));
        for (const line of lines.filter((one) => one.sentAt === null && one.droppedAt === null)) {
          // Nothing that is over waits, and what waits does so for a reason: the quiet hours, or today's digest that has gone.
          expect(open && line.dueOn === due).toBe(true);
          expect(isQuiet(now, quiet, calendar) || goneToday).toBe(true);
          expect(urgent(line.dueOn)).toBe(false);
          expect(nextSending(now, quiet, calendar).getTime()).toBeGreaterThanOrEqual(now.getTime());
        }
      }
      // Each reminder that went out is in one notice and no notice is without one.
      const sentAt = await database.adminSql<{ at: Date }>(`SELECT DISTINCT sent_at AS at FROM reminder_entry WHERE person_id = $1 AND sent_at IS NOT NULL`, [house.transportClerk.personId]);
      expect((await ofClerk()).map((one) => one.at.getTime()).toSorted((a, b) => a - b)).toEqual(sentAt.map((one) => one.at.getTime()).toSorted((a, b) => a - b));
    }),
    { numRuns: 12 },
  );
  // Random calendars may leave nothing to remind of: go on until enough was.
  for (let round = 0; round < 10 && sentAltogether <= 5; round += 1) await check();
  expect(sentAltogether).toBeGreaterThan(5);
}, 120_000);
