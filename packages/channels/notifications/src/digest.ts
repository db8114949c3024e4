// 汇总提醒: reminders wait for their person's next digest, one for each person and day, outside the quiet hours. What they speak of is looked
// at once more under a lock before anything goes out, so that nobody is reminded of what was done or of what was lawfully extended.
import { deadlineEvents, reminderEvents } from '@smart/jobs/reminders';
import { dateInShanghai, type DateString, daysBetween, formatDate, startOfDayShanghai } from '@smart/kernel/dates';
import { timeLeft } from '@smart/kernel/deadlines';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import { appendEvent, type DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { fateOf, type Quiet } from './quiet.ts';
import { quietOf } from './quiet-hours.ts';
import type { Recipient } from './recipients.ts';

/** Notices that carry reminders: the day's digest, and what could not wait for it. */
export const digestKind = 'reminder.digest';
export const urgentKind = 'reminder.urgent';

export type NewReminder = {
  readonly deadlineId: string;
  readonly dueOn: DateString;
  /** What is due, or what was decided: 答复代表. */
  readonly title: string;
  /** The matter, and what is asked. How much time is left is said when it goes out. */
  readonly body: string;
  readonly link: (recipient: Recipient) => string;
};

/** Puts a reminder into the next digest of each recipient; repeating it adds nothing. */
export async function queueReminders(work: Work, event: DomainEvent, matterId: string, recipients: readonly Recipient[], reminder: NewReminder): Promise<void> {
  if (recipients.length === 0) return;
  const { deadlineId, dueOn, title, body, link } = reminder;
  const rows = recipients.map((one) => ({
    id: newId(), congress_id: one.congressId, person_id: one.personId, capacity_id: one.capacityId, app: one.app, event_id: event.id, kind: event.type, deadline_id: deadlineId, due_on: dueOn,
    title, body, link: link(one), matter_id: matterId, created_at: work.clock.now().toISOString(),
  }));
  await work.sql('SELECT queue_reminders($1::jsonb)', [JSON.stringify(rows)]);
}

type Entry = {
  id: string; personId: string; capacityId: string; app: 'deputy' | 'office'; eventId: string; kind: string; deadlineId: string; dueOn: DateString;
  title: string; body: string; link: string; matterId: string;
};

const entryColumns = `id, person_id AS "personId", capacity_id AS "capacityId", app, event_id AS "eventId", kind, deadline_id AS "deadlineId", due_on AS "dueOn", title, body, link, matter_id AS "matterId"`;

/** Most that one run takes; what is left goes with the next one. */
const BATCH = 2000;

/**
 * Sends what may go out now in one congress. A second run at the same time or soon after sends nothing twice.
 * @returns how many notices went out
 */
export async function sendDigests(work: Work, congressId: string): Promise<number> {
  const waiting = await work.sql<Entry>(
    `SELECT ${entryColumns} FROM reminder_entry WHERE congress_id = $1 AND sent_at IS NULL AND dropped_at IS NULL ORDER BY person_id, created_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
    [congressId],
  );
  if (waiting.length === 0) return 0;
  const running = await runningLimits(work, waiting);
  const urgentDays = z.int().parse(await work.parameter(congressId, 'notices.urgent_days'));
  const quiet = await quietOf(work, congressId, waiting.map((one) => one.personId));
  const digested = await digestedToday(work, congressId);
  const context: Context = { work, congressId, running, urgentDays };
  let sent = 0;
  for (const [key, entries] of Map.groupBy(waiting, ({ personId, capacityId }) => `${personId} ${capacityId}`)) {
    const own = quiet.get(entries[0]?.personId ?? '');
    if (own && (await sendTo(context, entries, own, digested.has(key)))) sent += 1;
  }
  return sent;
}

/** The dates of the limits that still run, held until the end of this unit of work: an act that would end one waits that long. */
async function runningLimits(work: Work, entries: readonly Entry[]): Promise<ReadonlyMap<string, DateString>> {
  const rows = await work.sql<{ id: string; dueOn: DateString }>(`SELECT id, due_on::text AS "dueOn" FROM deadline WHERE id = ANY ($1::uuid[]) AND status = 'open' ORDER BY id FOR SHARE`, [[...new Set(entries.map((one) => one.deadlineId))]]);
  return new Map(rows.map(({ id, dueOn }) => [id, dueOn]));
}

async function digestedToday(work: Work, congressId: string): Promise<ReadonlySet<string>> {
  const rows = await work.sql<{ key: string }>(`SELECT DISTINCT person_id || ' ' || capacity_id AS key FROM notice WHERE congress_id = $1 AND kind = $2 AND created_at >= $3`, [
    congressId, digestKind, startOfDayShanghai(dateInShanghai(work.clock.now())).toISOString(),
  ]);
  return new Set(rows.map(({ key }) => key));
}

type Context = { readonly work: Work; readonly congressId: string; readonly running: ReadonlyMap<string, DateString>; readonly urgentDays: number };

/** One person's waiting reminders: drops what is over, sends what may go. True when a notice went out. */
async function sendTo({ work, congressId, running, urgentDays }: Context, entries: readonly Entry[], quiet: Quiet, digested: boolean): Promise<boolean> {
  const now = work.clock.now();
  const fates = Map.groupBy(entries, (one) => fateOf({ current: running.get(one.deadlineId) === one.dueOn, dueOn: one.dueOn }, now, { quiet, calendar: work.calendar, urgentDays, digested }));
  await close(work, 'dropped_at', fates.get('drop') ?? []);
  const going = fates.get('send') ?? [];
  const [first] = going;
  if (!first) return false;
  const isDigest = !digested && fateOf({ current: true, dueOn: '9999-01-01' }, now, { quiet, calendar: work.calendar, urgentDays, digested }) === 'send';
  await writeNotice(work, congressId, isDigest ? digestKind : urgentKind, linesOf(going));
  await close(work, 'sent_at', going);
  await announceTold(work, going);
  return true;
}

const close = (work: Work, column: 'sent_at' | 'dropped_at', entries: readonly Entry[]): Promise<unknown> =>
  entries.length === 0 ? Promise.resolve() : work.sql(`UPDATE reminder_entry SET ${column} = $2 WHERE id = ANY ($1::uuid[])`, [entries.map((one) => one.id), work.clock.now().toISOString()]);

/** Two reminders of one limit that waited together are one line: the newer one. What is nearest comes first. */
function linesOf(entries: readonly Entry[]): Entry[] {
  const last = new Map(entries.map((one) => [`${one.deadlineId} ${isReminder(one)}`, one]));
  return [...last.values()].sort((a, b) => a.dueOn.localeCompare(b.dueOn));
}

const isReminder = ({ kind }: Entry): boolean => reminderEvents.some(({ name }) => name === kind);

function wordsOf(entry: Entry, day: DateString): { title: string; body: string; link: string } {
  const left = daysBetween(day, entry.dueOn);
  const prefix = left > 0 ? '期限将到' : left === 0 ? '今天到期' : '已经超期';
  const limit = `期限为${formatDate(entry.dueOn)}，${timeLeft(entry.dueOn, day)}`;
  return { title: isReminder(entry) ? `${prefix}：${entry.title}` : entry.title, body: isReminder(entry) ? `${entry.body}“${entry.title}”的${limit}` : `${entry.body}，${limit}`, link: entry.link };
}

async function writeNotice(work: Work, congressId: string, kind: string, lines: readonly Entry[]): Promise<void> {
  const [first] = lines;
  if (!first) return;
  const day = dateInShanghai(work.clock.now());
  const items = lines.map((one) => wordsOf(one, day));
  const single = items.length === 1 ? items[0] : undefined;
  const late = lines.filter((one) => one.dueOn < day).length;
  const notice = single ?? {
    title: `${items.length} 项期限提醒${late > 0 ? `，其中 ${late} 项已经超期` : ''}`,
    body: `最近一项：${items[0]?.title ?? ''}。点开逐项办理。`,
    link: `/${first.app}/?capacity=${first.capacityId}`,
  };
  await work.sql(
    `INSERT INTO notice (id, congress_id, person_id, capacity_id, kind, title, body, link, items, matter_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11)`,
    [newId(), congressId, first.personId, first.capacityId, kind, notice.title, notice.body, notice.link, JSON.stringify(single ? [] : items), single ? first.matterId : null, work.clock.now().toISOString()],
  );
  await notifyChange(work, { congressId, subjectType: 'notice', personIds: [first.personId] });
}

/** Lets channels out of the house follow what a deputy was reminded of before the limit passed. */
async function announceTold(work: Work, entries: readonly Entry[]): Promise<void> {
  const ids = entries.filter((one) => one.app === 'deputy').map((one) => one.eventId);
  if (ids.length === 0) return;
  const events = await work.sql<{ congressId: string; matterId: string; subjectType: string; subjectId: string; payload: unknown }>(
    `SELECT congress_id AS "congressId", matter_id AS "matterId", subject_type AS "subjectType", subject_id AS "subjectId", payload FROM domain_event WHERE id = ANY ($1::uuid[]) AND type = ANY ($2) ORDER BY id`,
    [ids, [deadlineEvents.approaching.name, deadlineEvents.due.name]],
  );
  for (const event of events) await appendEvent(work, { ...event, type: deadlineEvents.told.name, personId: null });
}
