// What a figure of the analysis counts, as SQL over `suggestion s`: once for the counts and once more for the list behind each of them,
// so that a click on a chart shows exactly the matters that were counted.
import type { Evaluation, Promptness } from './words.ts';

/** The conditions of one analysis over `suggestion s`, and the values they need. */
export type Scope = { readonly text: string; readonly values: readonly unknown[]; readonly today: string };

type Placeholder = (value: unknown) => string;

/** The day of an instant, as people in China date it. */
export const dayOf = (column: string): string => `(${column} AT TIME ZONE 'Asia/Shanghai')::date`;

/**
 * Whether the deputy was answered in time (代表法 51): `in_time` and `late` by the first reply, `overdue` and `running` without one. A lawful
 * extension has moved `reply_due_on`, so that what is extended is never overdue. NULL: not handed over, or ended without a reply.
 * @param today placeholder of a date
 */
export const promptnessSql = (today: string): string =>
  `CASE WHEN s.reply_due_on IS NULL THEN NULL
     WHEN ${dayOf('s.replied_at')} <= s.reply_due_on THEN 'in_time' WHEN ${dayOf('s.replied_at')} > s.reply_due_on THEN 'late'
     WHEN s.state IN ('withdrawn', 'closed') THEN NULL WHEN s.reply_due_on < ${today}::date THEN 'overdue' ELSE 'running' END`;

/**
 * What the deputy said of the result; who said nothing after the reminder is apart (重庆 29) and never among the satisfied. NULL: there was
 * nothing to evaluate yet.
 */
export const evaluationSql = `CASE WHEN s.result IS NOT NULL THEN s.result WHEN s.state = 'closed' THEN 'not_evaluated' WHEN s.state = 'replied' THEN 'waiting' END`;

/** Parts that answer the deputy, of an organ in `a`: lead and separate ones that were not given back or stopped. */
export const answeringSql = (a: string): string => `${a}.role IN ('lead', 'separate') AND ${a}.state NOT IN ('returned', 'cancelled')`;

/** The filters of the list by which a figure shows what is behind it. */
export type Behind = {
  readonly delegation?: string | undefined;
  readonly promptness?: Promptness | undefined;
  readonly evaluation?: Evaluation | undefined;
  readonly answeringOrganId?: string | undefined;
  readonly titleWord?: string | undefined;
};

/** The conditions of these filters; null for each that is not set. */
export function behindSql(behind: Behind, today: string, p: Placeholder): (string | null)[] {
  return [
    behind.delegation === undefined ? null : `s.delegation_name = ${p(behind.delegation)}`,
    behind.promptness === undefined ? null : `${promptnessSql(p(today))} = ${p(behind.promptness)}`,
    behind.evaluation === undefined ? null : `${evaluationSql} = ${p(behind.evaluation)}`,
    behind.answeringOrganId === undefined
      ? null
      : `s.id IN (SELECT f.suggestion_id FROM assignment f WHERE f.organ_id = ${p(behind.answeringOrganId)} AND ${answeringSql('f')})`,
    // The title's words have the weight A in the vector; the word is one lexeme and is not cut again.
    behind.titleWord === undefined ? null : `s.search_vector @@ ${p(`'${behind.titleWord.replaceAll('\\', '\\\\').replaceAll("'", "''")}':A`)}::tsquery`,
  ];
}

