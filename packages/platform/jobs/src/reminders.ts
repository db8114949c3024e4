// Reminders: one event at each step of a running limit. They stop when the act is done, because only open limits are looked at, and do
// not nag while an extension is lawful, because the limit is then later (domain rules §8.1, 责任督办: T−15, T, T+7, T+15).
import { addDays, type DateString, daysBetween, today } from '@smart/kernel/dates';
import { timeLeft } from '@smart/kernel/deadlines';
import { appendEvent, defineEvent } from '@smart/workflow/events';
import { registeredSubjects } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

const payload = z.object({
  /** The workflow's kind of limit and its words: `reply`, 答复代表. */
  kind: z.string(),
  label: z.string(),
  subjectLabel: z.string(),
  /** before:15, due, after:7 … */
  step: z.string(),
  dueOn: z.string(),
  firstDueOn: z.string(),
  /** Negative when overdue. */
  daysLeft: z.int(),
  /** 还有 3 天, 今天到期, 已超期 7 天. */
  timeLeft: z.string(),
  ownerOrganId: z.string().nullable(),
  ownerPersonId: z.string().nullable(),
  /** What the subject's store tells about it: title, number … */
  subject: z.record(z.string(), z.json()),
});

export const deadlineEvents = {
  approaching: defineEvent('deadline.approaching', payload),
  due: defineEvent('deadline.due', payload),
  overdue: defineEvent('deadline.overdue', payload),
  /** The reminder has reached the owner's notices, with their digest: channels that leave the house follow it. */
  told: defineEvent('deadline.told', payload),
};

/** The events that are reminders themselves. */
export const reminderEvents = [deadlineEvents.approaching, deadlineEvents.due, deadlineEvents.overdue] as const;

type OpenRow = {
  id: string;
  matterId: string;
  subjectType: string;
  subjectId: string;
  kind: string;
  label: string | null;
  startedOn: DateString;
  dueOn: DateString;
  firstDueOn: DateString;
  ownerOrganId: string | null;
  ownerPersonId: string | null;
  lastReminder: string | null;
};

export type Step = { readonly name: string; readonly on: DateString; readonly event: 'approaching' | 'due' | 'overdue' };

/** The steps of one limit, in order. A step before the limit that would fall on or before the day it began is left out: it is no reminder. */
export function stepsOf({ startedOn, dueOn }: { startedOn: DateString; dueOn: DateString }, before: readonly number[], after: readonly number[]): Step[] {
  const unique = (days: readonly number[]) => [...new Set(days)];
  const early = unique(before).map((days): Step => ({ name: `before:${days}`, on: addDays(dueOn, -days), event: 'approaching' })).filter(({ on }) => on > startedOn);
  const late = unique(after).map((days): Step => ({ name: `after:${days}`, on: addDays(dueOn, days), event: 'overdue' }));
  return [...early, { name: 'due', on: dueOn, event: 'due' } as const, ...late].sort((a, b) => (a.on < b.on ? -1 : 1));
}

/** The step to be sent today: the last one reached, unless it or a later one was sent. Steps missed during a standstill are not made up one by one. */
export function stepDue(steps: readonly Step[], day: DateString, last: string | null): Step | undefined {
  const reached = steps.findLastIndex(({ on }) => on <= day);
  const sent = steps.findIndex(({ name }) => name === last);
  return reached > sent ? steps[reached] : undefined;
}

const numbers = z.array(z.int());
/** Days after the limit: those of its kind, else those of the congress. */
const afterOf = ({ subjectType, kind }: Pick<OpenRow, 'subjectType' | 'kind'>, after: readonly number[]): readonly number[] => registeredSubjects().get(subjectType)?.remindAfter?.[kind] ?? after;

/** Announces what is near, due or overdue in one congress today; a second run on the same day announces nothing. */
export async function remind(work: Work, congressId: string): Promise<void> {
  const day = today(work.clock);
  const before = numbers.parse(await work.parameter(congressId, 'deadlines.remind_before'));
  const after = numbers.parse(await work.parameter(congressId, 'deadlines.remind_after'));
  const rows = await work.sql<OpenRow>(
    `SELECT id, matter_id AS "matterId", subject_type AS "subjectType", subject_id AS "subjectId", kind, basis->>'label' AS label, started_on::text AS "startedOn",
       due_on::text AS "dueOn", first_due_on::text AS "firstDueOn", owner_organ_id AS "ownerOrganId", owner_person_id AS "ownerPersonId", last_reminder AS "lastReminder"
     FROM deadline WHERE congress_id = $1 AND status = 'open' AND due_on <= $2::date ORDER BY due_on, id FOR UPDATE SKIP LOCKED`,
    [congressId, addDays(day, Math.max(0, ...before))],
  );
  const due = rows.flatMap((row) => {
    const step = stepDue(stepsOf(row, before, afterOf(row, after)), day, row.lastReminder);
    return step ? [{ row, step }] : [];
  });
  const subjects = await describe(work, due.map(({ row }) => row));
  for (const { row, step } of due) await announce(work, congressId, row, step, subjects.get(row.subjectId) ?? {});
}

/**
 * What other days of reminding would do to the limits that run in a congress: the next run of the reminders follows them.
 * @param change one of the two parameters and the value that is considered for it
 */
export async function effectOfReminders(work: Work, { congressId, key, value }: { congressId: string; key: string; value: unknown }): Promise<{ open: number; words: string }> {
  const day = today(work.clock);
  const inForce = async (name: string) => numbers.parse(key === name ? value : await work.parameter(congressId, name));
  const [before, after] = [await inForce('deadlines.remind_before'), await inForce('deadlines.remind_after')];
  const rows = await work.sql<Pick<OpenRow, 'startedOn' | 'dueOn' | 'lastReminder' | 'subjectType' | 'kind'>>(
    `SELECT started_on::text AS "startedOn", due_on::text AS "dueOn", last_reminder AS "lastReminder", subject_type AS "subjectType", kind FROM deadline WHERE congress_id = $1 AND status = 'open'`,
    [congressId],
  );
  const next = rows.filter((row) => stepDue(stepsOf(row, before, afterOf(row, after)), day, row.lastReminder)).length;
  return { open: rows.length, words: `保存后立即生效：正在计算的 ${rows.length} 项期限按新的天数提醒，其中 ${next} 项在下一次提醒时发出通知；期限本身不变。` };
}

type Description = z.infer<typeof payload>['subject'];

async function describe(work: Work, rows: readonly OpenRow[]): Promise<Map<string, Description>> {
  const all = new Map<string, Description>();
  for (const type of new Set(rows.map(({ subjectType }) => subjectType))) {
    const ids = rows.filter(({ subjectType }) => subjectType === type).map(({ subjectId }) => subjectId);
    const described = (await registeredSubjects().get(type)?.describe?.(work, ids)) ?? new Map();
    for (const [id, facts] of described) all.set(id, z.record(z.string(), z.json()).parse(facts));
  }
  return all;
}

async function announce(work: Work, congressId: string, row: OpenRow, step: Step, subject: Description): Promise<void> {
  const day = today(work.clock);
  const { matterId, subjectType, subjectId, kind, dueOn, firstDueOn, ownerOrganId, ownerPersonId } = row;
  await work.sql('UPDATE deadline SET last_reminder = $2, last_reminded_on = $3::date WHERE id = $1', [row.id, step.name, day]);
  await appendEvent(work, {
    congressId, matterId, subjectType, subjectId, personId: null, type: deadlineEvents[step.event].name,
    payload: {
      kind, dueOn, firstDueOn, ownerOrganId, ownerPersonId, subject, step: step.name, label: row.label ?? kind,
      subjectLabel: registeredSubjects().get(subjectType)?.workflow.label ?? subjectType,
      daysLeft: daysBetween(day, dueOn), timeLeft: timeLeft(dueOn, day),
    } satisfies z.infer<typeof payload>,
  });
}
