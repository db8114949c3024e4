// Limits that run. A limit is computed once, when the act that starts it is done, and kept: a parameter changed later moves
// nothing that already runs (domain rules §8); only a lawful extension does.
import { type DateString, today } from '@smart/kernel/dates';
import { computeDeadline, type Term, termLabel } from '@smart/kernel/deadlines';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { z } from 'zod';
import type { DeadlineStart, Subject } from './define.ts';
import type { DeadlineOwner } from './store.ts';
import type { Work } from './work.ts';

export type OpenDeadline = {
  id: string;
  subjectType: string;
  subjectId: string;
  kind: string;
  startedOn: DateString;
  dueOn: DateString;
  /** As first computed; earlier than `dueOn` after an extension. */
  firstDueOn: DateString;
  /** One Chinese sentence on how the date came about. */
  explanation: string;
  ownerOrganId: string | null;
  ownerPersonId: string | null;
};

/** What a parameter that holds a term must look like. */
export const termSchema: z.ZodType<Term> = z.object({ unit: z.enum(['working_day', 'day', 'month']), count: z.int().min(1).max(3650) });

const openColumns = `id, subject_type AS "subjectType", subject_id AS "subjectId", kind, started_on::text AS "startedOn", due_on::text AS "dueOn",
  first_due_on::text AS "firstDueOn", basis->>'explanation' AS explanation, owner_organ_id AS "ownerOrganId", owner_person_id AS "ownerPersonId"`;

/** The running limits of a matter and its parts, nearest first. */
export const openDeadlines = (work: Work, matterId: string): Promise<OpenDeadline[]> =>
  work.sql<OpenDeadline>(`SELECT ${openColumns} FROM deadline WHERE matter_id = $1 AND status = 'open' ORDER BY due_on, id`, [matterId]);

export type StartedDeadline = { kind: string; dueOn: DateString; explanation: string; basis: { [key: string]: unknown } };

/**
 * The date of a limit that starts today, from the parameter in force for the subject's congress.
 * @throws Error when the parameter does not hold a term
 */
export async function computeStart(work: Work, congressId: string, start: DeadlineStart): Promise<StartedDeadline> {
  const term = termSchema.safeParse(await work.parameter(congressId, start.parameter));
  if (!term.success) throw new Error(`the parameter ${start.parameter} holds no term {unit, count}`);
  const { dueOn, explanation, warnings } = computeDeadline(today(work.clock), term.data, work.calendar);
  const label = start.label ? { label: start.label } : {};
  return { kind: start.kind, dueOn, explanation, basis: { ...label, parameter: start.parameter, term: term.data, termLabel: termLabel(term.data), explanation, warnings } };
}

/** Writes a limit that starts today. `advance` calls it for `starts`; a domain calls it only for limits that no action of its own starts. */
export async function startDeadline(work: Work, subjectType: string, subject: Subject, started: StartedDeadline, owner: DeadlineOwner): Promise<void> {
  await work.sql(
    `INSERT INTO deadline (id, congress_id, matter_id, subject_type, subject_id, kind, started_on, due_on, first_due_on, basis, status, owner_organ_id, owner_person_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7::date, $8::date, $8::date, $9::jsonb, 'open', $10, $11)`,
    [newId(), subject.congressId, subject.matterId, subjectType, subject.id, started.kind, today(work.clock), started.dueOn,
      JSON.stringify(started.basis), owner.organId ?? null, owner.personId ?? null],
  );
}

/**
 * Ends running limits of a subject.
 * @param kinds which; `*` for all
 * @param status `met`: the act was done (late or not); `cancelled`: it is no longer asked for
 * @returns the kinds that were running
 */
export async function endDeadlines(work: Work, subjectId: string, kinds: readonly string[], status: 'met' | 'cancelled'): Promise<string[]> {
  const ended = await work.sql<{ kind: string }>(
    `UPDATE deadline SET status = $3, ended_on = $4::date
     WHERE subject_id = $1 AND status = 'open' AND ($2::text[] @> ARRAY['*'] OR kind = ANY ($2::text[])) RETURNING kind`,
    [subjectId, kinds, status, today(work.clock)],
  );
  return ended.map(({ kind }) => kind);
}

/**
 * Moves a running limit to a later day with somebody's lawful consent. The first date is kept, and reminders begin anew.
 * Whether the day is lawful (代表法 51: six months from the handing-over) the domain's guard has decided before.
 * @throws DomainError common.conflict when no such limit runs or the day is not later
 */
export async function extendDeadline(work: Work, extension: { subjectId: string; kind: string; until: DateString }): Promise<void> {
  const moved = await work.sql(
    `UPDATE deadline SET due_on = $3::date, last_reminder = NULL, last_reminded_on = NULL
     WHERE subject_id = $1 AND kind = $2 AND status = 'open' AND due_on < $3::date RETURNING id`,
    [extension.subjectId, extension.kind, extension.until],
  );
  if (moved.length === 0) throw new DomainError('common.conflict', { reason: '该项期限已经结束，或者延长后的日期不晚于现在的期限' });
}

export type ParameterEffect = {
  /** Running limits that were computed from this parameter. */
  open: number;
  /** How many of them would end earlier, later or the same day, had the new value been in force when they began. */
  earlier: number;
  later: number;
  same: number;
  /** For the person who is about to save. */
  statement: string;
};

/**
 * What a changed term would mean for limits that already run: nothing, and the figures to judge it by.
 * Counts only, and only of the own congress and those below it.
 */
export async function effectOfParameter(work: Work, key: string, congressIds: readonly string[], newTerm: Term): Promise<ParameterEffect> {
  const groups = await work.sql<{ startedOn: DateString; firstDueOn: DateString; count: number }>(
    `SELECT started_on::text AS "startedOn", first_due_on::text AS "firstDueOn", count::int FROM open_deadlines_of($1, $2::uuid[])`,
    [key, congressIds],
  );
  const effect = { open: 0, earlier: 0, later: 0, same: 0 };
  for (const { startedOn, firstDueOn, count } of groups) {
    const { dueOn } = computeDeadline(startedOn, newTerm, work.calendar);
    effect.open += count;
    effect[dueOn < firstDueOn ? 'earlier' : dueOn > firstDueOn ? 'later' : 'same'] += count;
  }
  return { ...effect, statement: statementOf(effect, newTerm) };
}

function statementOf({ open, earlier, later }: Omit<ParameterEffect, 'statement'>, term: Term): string {
  const kept = `新的期限（${termLabel(term)}）只适用于保存之后开始计算的事项`;
  if (open === 0) return `${kept}；目前没有按此参数计算、正在办理的期限。`;
  const differences = [...(earlier > 0 ? [`${earlier} 件会提前`] : []), ...(later > 0 ? [`${later} 件会推后`] : [])];
  const compared = differences.length > 0 ? `（如按新值计算，其中${differences.join('，')}）` : '（按新值计算日期相同）';
  return `${kept}；正在办理的 ${open} 项期限保持原定日期不变${compared}。`;
}
