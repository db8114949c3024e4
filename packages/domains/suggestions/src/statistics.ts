// 建议分析: counts for desks and the yearly report (代表法 51), of what the capacity may see.
import type { Capacity } from '@smart/identity/capacity';
import { startOfDayShanghai } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { stateLabels, type SuggestionState, topicLabels, type Topic } from './model.ts';
import type { statisticsInput } from './model-inputs.ts';
import type { StatisticsView } from './model-views-desks.ts';
import { todayOf } from './settle.ts';
import { parameters, visibleSql } from './visibility.ts';

type Input = z.output<typeof statisticsInput>;
type Scope = { text: string; values: unknown[] };

/** The suggestions counted: handed in, not thrown away, of a term or year when asked. */
function scopeOf(capacity: Capacity, input: Input): Scope {
  const { values, p } = parameters();
  const parts = [
    visibleSql(capacity, p),
    's.submitted_at IS NOT NULL',
    input.termId ? `s.term_id = ${p(input.termId)}` : 'true',
    input.year ? `s.submitted_at >= ${p(startOfDayShanghai(`${input.year}-01-01`))} AND s.submitted_at < ${p(startOfDayShanghai(`${input.year + 1}-01-01`))}` : 'true',
  ];
  return { text: parts.join(' AND '), values };
}

type Key = { key: string; count: number };

const countBy = (work: Work, { text, values }: Scope, column: string): Promise<Key[]> =>
  work.sql<Key>(`SELECT ${column} AS key, count(*)::int AS count FROM suggestion s WHERE ${text} AND ${column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`, values);

const labelled = (rows: readonly Key[], label: (key: string) => string) => rows.map((row) => ({ ...row, label: label(row.key) }));
const isState = (key: string): key is SuggestionState => key in stateLabels;
const isTopic = (key: string): key is Topic => key in topicLabels;

type Totals = { total: number; evaluated: number; satisfied: number; notEvaluated: number; repliedInTime: number; repliedLate: number; overdue: number; open: number; kept: number; late: number };

async function totalsOf(work: Work, { text, values }: Scope): Promise<Totals> {
  const today = `$${values.length + 1}::date`;
  const [found] = await work.sql<Totals>(
    `WITH s AS MATERIALIZED (SELECT * FROM (SELECT s.id, s.state, s.result, s.replied_at, s.reply_due_on FROM suggestion s WHERE ${text}) x)
     SELECT count(*)::int AS total, count(s.result)::int AS evaluated, count(*) FILTER (WHERE s.result IN ('satisfied', 'mostly_satisfied'))::int AS satisfied,
       count(*) FILTER (WHERE s.state = 'closed' AND s.result IS NULL)::int AS "notEvaluated",
       count(*) FILTER (WHERE (s.replied_at AT TIME ZONE 'Asia/Shanghai')::date <= s.reply_due_on)::int AS "repliedInTime",
       count(*) FILTER (WHERE (s.replied_at AT TIME ZONE 'Asia/Shanghai')::date > s.reply_due_on)::int AS "repliedLate",
       count(*) FILTER (WHERE s.replied_at IS NULL AND s.reply_due_on < ${today} AND s.state NOT IN ('withdrawn', 'closed'))::int AS overdue,
       (SELECT count(*)::int FROM commitment c JOIN s ON s.id = c.suggestion_id JOIN reply r ON r.id = c.reply_id AND r.state = 'signed' WHERE c.state = 'open') AS open,
       (SELECT count(*)::int FROM commitment c JOIN s ON s.id = c.suggestion_id WHERE c.state = 'kept') AS kept,
       (SELECT count(*)::int FROM commitment c JOIN s ON s.id = c.suggestion_id JOIN reply r ON r.id = c.reply_id AND r.state = 'signed' WHERE c.state = 'open' AND c.due_on < ${today}) AS late
     FROM s`,
    [...values, todayOf(work)],
  );
  return found ?? { total: 0, evaluated: 0, satisfied: 0, notEvaluated: 0, repliedInTime: 0, repliedLate: 0, overdue: 0, open: 0, kept: 0, late: 0 };
}

/** Parts that answer the deputy, by organ: replied, late, and how the deputies judged what they answered. */
async function byOrgan(work: Work, { text, values }: Scope): Promise<StatisticsView['byOrgan']> {
  return work.sql<StatisticsView['byOrgan'][number]>(
    `SELECT a.organ_id AS key, a.organ_id AS "organId", max(a.organ_name) AS label, count(*)::int AS count,
       count(*) FILTER (WHERE a.state IN ('replied', 'completed'))::int AS replied,
       count(*) FILTER (WHERE EXISTS (SELECT 1 FROM deadline d WHERE d.subject_id = a.id AND d.kind IN ('reply', 'second_reply') AND (COALESCE(d.ended_on, $${values.length + 1}::date) > d.due_on) AND d.status <> 'cancelled'))::int AS overdue,
       count(*) FILTER (WHERE s.result IN ('satisfied', 'mostly_satisfied'))::int AS satisfied, count(s.result)::int AS evaluated
     FROM assignment a JOIN suggestion s ON s.id = a.suggestion_id
     WHERE ${text} AND a.role IN ('lead', 'separate') AND a.state NOT IN ('returned', 'cancelled') GROUP BY a.organ_id ORDER BY count DESC, label LIMIT 200`,
    [...values, todayOf(work)],
  );
}

async function byMonth(work: Work, { text, values }: Scope): Promise<StatisticsView['byMonth']> {
  const month = (column: string) => `to_char(${column} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')`;
  return work.sql<StatisticsView['byMonth'][number]>(
    `SELECT month, count(*) FILTER (WHERE what = 'submitted')::int AS submitted, count(*) FILTER (WHERE what = 'replied')::int AS replied, count(*) FILTER (WHERE what = 'closed')::int AS closed
     FROM (SELECT s.submitted_at, s.replied_at, s.closed_at, s.state FROM suggestion s WHERE ${text}) s
     CROSS JOIN LATERAL (VALUES (${month('s.submitted_at')}, 'submitted'), (${month('s.replied_at')}, 'replied'), (CASE WHEN s.state = 'closed' THEN ${month('s.closed_at')} END, 'closed')) v(month, what)
     WHERE month IS NOT NULL GROUP BY month ORDER BY month`,
    values,
  );
}

/** The figures of a term or year; the satisfaction rate leaves out what was closed without evaluation and shows its number. */
export async function statisticsOf(work: Work, capacity: Capacity, input: Input): Promise<StatisticsView> {
  const scope = scopeOf(capacity, input);
  const totals = await totalsOf(work, scope);
  return {
    asOf: todayOf(work),
    total: totals.total,
    byState: labelled(await countBy(work, scope, 's.state'), (key) => (isState(key) ? stateLabels[key] : key)),
    byTopic: labelled(await countBy(work, scope, 's.topic'), (key) => (isTopic(key) ? topicLabels[key] : key)),
    byGrade: labelled(await countBy(work, scope, 's.grade'), (key) => `${key} 类`),
    byOrgan: await byOrgan(work, scope),
    byMonth: await byMonth(work, scope),
    evaluated: totals.evaluated,
    satisfied: totals.satisfied,
    notEvaluated: totals.notEvaluated,
    satisfactionRate: totals.evaluated === 0 ? null : Math.round((totals.satisfied / totals.evaluated) * 1000) / 1000,
    repliedInTime: totals.repliedInTime,
    repliedLate: totals.repliedLate,
    overdue: totals.overdue,
    commitments: { open: totals.open, kept: totals.kept, overdue: totals.late },
  };
}
