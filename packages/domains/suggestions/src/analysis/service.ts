// 建议分析: counts of what the capacity may see. Every count is taken over the same conditions as the list (lists.ts), so that what stands
// behind a figure is that very list.
import type { Capacity } from '@smart/identity/capacity';
import { yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { sessionOfTerm } from '@smart/kernel/numbers';
import type { Work } from '@smart/workflow/work';
import { matchingSql } from '../lists.ts';
import { listInput } from '../model-inputs.ts';
import { stateLabels, topicLabels } from '../model.ts';
import { type Lighting, lightingOf } from '../rows.ts';
import { parameters, type Placeholder } from '../visibility.ts';
import { evaluationSql, promptnessSql, type Scope } from './measures.ts';
import type { AnalysisInput, AnalysisView, CompareInput, CompareView, Count, Totals } from './model.ts';
import { organsOf, topicsOfOrgan } from './organs.ts';
import { evaluationLabels, evaluations, promptnessLabels, promptnesses } from './words.ts';
import { hotWords } from './hot-words.ts';

export type Period = { readonly from: string; readonly to: string };

/** The days of a year so far, and the same days of the year before: a year that is not over is not held against a whole one. */
export function periodsOf(year: number, today: string): { period: Period; before: Period } {
  const running = year === yearOf(today);
  const to = running ? today : `${year}-12-31`;
  const ends = to.slice(5) === '02-29' ? '02-28' : to.slice(5);
  return { period: { from: `${year}-01-01`, to: running ? today : `${year}-12-31` }, before: { from: `${year - 1}-01-01`, to: `${year - 1}-${ends}` } };
}

/**
 * @param period days of submission; null for all
 * @param open leaves out what the deputy asked not to be made public, for what goes out of the house
 */
export function scopeOf(capacity: Capacity, input: Omit<AnalysisInput, 'year'>, period: Period | null, lighting: Lighting, open = false): Scope {
  const { values, p } = parameters();
  const { termId, sessionId, inRecess, topic, delegation } = input;
  const filter = listInput.parse({ termId, sessionId, inRecess, topic, delegation, ...(period ? { submittedFrom: period.from, submittedTo: period.to } : {}) });
  const text = `${matchingSql(capacity, filter, lighting, p)} AND s.submitted_at IS NOT NULL${open ? ' AND NOT s.confidential AND s.publish_consent' : ''}`;
  return { text, values, today: lighting.today };
}

/** The values of a scope with room for more. */
export function withValues(scope: Scope): { values: unknown[]; p: Placeholder } {
  const values = [...scope.values];
  return { values, p: (value) => `$${values.push(value)}` };
}

const dimensions = ['state', 'topic', 'grade', 'attitude', 'delegation', 'session', 'month', 'promptness', 'evaluation', 'year'] as const;
type Dimension = (typeof dimensions)[number];
type Grouped = { dimension: Dimension | 'total' | 'replied' | 'key'; year: number | null; key: string | null; count: number };

/** All counts by one column, in one pass over the suggestions; by year once more with what the year's totals need. */
async function grouped(work: Work, scope: Scope): Promise<Grouped[]> {
  const { values, p } = withValues(scope);
  return work.sql<Grouped>(
    `WITH s AS MATERIALIZED (SELECT s.state, s.topic, s.grade, s.attitude, s.delegation_name AS delegation, s.session_id::text AS session, s.replied_at IS NOT NULL AS replied, s.key_supervision AS key,
         to_char(s.submitted_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month, extract(year FROM s.submitted_at AT TIME ZONE 'Asia/Shanghai')::int AS year,
         ${promptnessSql(p(scope.today))} AS promptness, ${evaluationSql} AS evaluation FROM suggestion s WHERE ${scope.text})
     SELECT 'total' AS dimension, NULL::int AS year, NULL AS key, count(*)::int AS count FROM s
     UNION ALL SELECT 'replied', NULL, NULL, count(*) FILTER (WHERE replied)::int FROM s
     UNION ALL SELECT 'key', NULL, NULL, count(*) FILTER (WHERE key)::int FROM s
     ${dimensions.map((one) => `UNION ALL SELECT '${one}', NULL, ${one}::text, count(*)::int FROM s GROUP BY ${one}`).join('\n     ')}`,
    values,
  );
}

const keyed = (rows: readonly Grouped[], dimension: Dimension): { key: string; count: number }[] =>
  rows.filter((row) => row.dimension === dimension && row.key !== null).map(({ key, count }) => ({ key: key ?? '', count })).sort((a, b) => b.count - a.count || a.key.localeCompare(b.key));

const isKey = <K extends string>(labels: Readonly<Record<K, string>>, key: string): key is K => key in labels;

function labelled<K extends string>(rows: readonly Grouped[], dimension: Dimension, labels: Readonly<Record<K, string>>): Count[] {
  return keyed(rows, dimension).map((row) => ({ ...row, label: isKey(labels, row.key) ? labels[row.key] : row.key }));
}

/** Those with an order of their own, whole, the empty ones as well. */
function inOrder<K extends string>(rows: readonly Grouped[], dimension: Dimension, keys: readonly K[], labels: Readonly<Record<K, string>>): Count[] {
  const found = new Map(keyed(rows, dimension).map(({ key, count }) => [key, count]));
  return keys.map((key) => ({ key, label: labels[key], count: found.get(key) ?? 0 }));
}

function totalsOf(rows: readonly Grouped[]): Totals {
  const only = (dimension: Grouped['dimension'], key: string | null = null): number => rows.find((row) => row.dimension === dimension && row.key === key)?.count ?? 0;
  return {
    total: only('total'), replied: only('replied'), closed: only('state', 'closed'), key: only('key'),
    inTime: only('promptness', 'in_time'), late: only('promptness', 'late'), running: only('promptness', 'running'), overdue: only('promptness', 'overdue'),
    satisfied: only('evaluation', 'satisfied'), mostlySatisfied: only('evaluation', 'mostly_satisfied'), notSatisfied: only('evaluation', 'not_satisfied'),
    waiting: only('evaluation', 'waiting'), notEvaluated: only('evaluation', 'not_evaluated'),
  };
}

/** The totals of one set of conditions. */
export const totalsIn = async (work: Work, scope: Scope): Promise<Totals> => totalsOf(await grouped(work, scope));

/** Key of what was handed in while the congress did not sit. */
const recess = 'recess';

const scoreWords = { satisfied: '满意', mostly_satisfied: '基本满意', not_satisfied: '不满意' } as const;

async function byYear(work: Work, scope: Scope): Promise<AnalysisView['byYear']> {
  const { values, p } = withValues(scope);
  const when = (column: string, value: string, name: string) => `count(*) FILTER (WHERE ${column} = '${value}')::int AS "${name}"`;
  return work.sql<AnalysisView['byYear'][number]>(
    `WITH s AS MATERIALIZED (SELECT extract(year FROM s.submitted_at AT TIME ZONE 'Asia/Shanghai')::int AS year, s.state, s.replied_at IS NOT NULL AS replied, s.key_supervision AS key,
         ${promptnessSql(p(scope.today))} AS promptness, ${evaluationSql} AS evaluation FROM suggestion s WHERE ${scope.text})
     SELECT year, count(*)::int AS total, count(*) FILTER (WHERE replied)::int AS replied, ${when('state', 'closed', 'closed')}, count(*) FILTER (WHERE key)::int AS key,
       ${when('promptness', 'in_time', 'inTime')}, ${when('promptness', 'late', 'late')}, ${when('promptness', 'running', 'running')}, ${when('promptness', 'overdue', 'overdue')},
       ${when('evaluation', 'satisfied', 'satisfied')}, ${when('evaluation', 'mostly_satisfied', 'mostlySatisfied')}, ${when('evaluation', 'not_satisfied', 'notSatisfied')},
       ${when('evaluation', 'waiting', 'waiting')}, ${when('evaluation', 'not_evaluated', 'notEvaluated')} FROM s GROUP BY year ORDER BY year`,
    values,
  );
}

async function byMonth(work: Work, { text, values }: Scope): Promise<AnalysisView['byMonth']> {
  const month = (column: string) => `to_char(${column} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')`;
  return work.sql<AnalysisView['byMonth'][number]>(
    `SELECT month, count(*) FILTER (WHERE what = 'submitted')::int AS submitted, count(*) FILTER (WHERE what = 'replied')::int AS replied, count(*) FILTER (WHERE what = 'closed')::int AS closed
     FROM (SELECT s.submitted_at, s.replied_at, s.closed_at, s.state FROM suggestion s WHERE ${text}) s
     CROSS JOIN LATERAL (VALUES (${month('s.submitted_at')}, 'submitted'), (${month('s.replied_at')}, 'replied'), (CASE WHEN s.state = 'closed' THEN ${month('s.closed_at')} END, 'closed')) v(month, what)
     WHERE month IS NOT NULL GROUP BY month ORDER BY month`,
    values,
  );
}

/** Promises of signed replies: kept, still to be kept, past their date. */
async function commitmentsOf(work: Work, scope: Scope): Promise<AnalysisView['commitments']> {
  const { values, p } = withValues(scope);
  const [found] = await work.sql<AnalysisView['commitments']>(
    `SELECT count(*) FILTER (WHERE c.state = 'open')::int AS open, count(*) FILTER (WHERE c.state = 'kept')::int AS kept, count(*) FILTER (WHERE c.state = 'open' AND c.due_on < ${p(scope.today)}::date)::int AS overdue
     FROM suggestion s JOIN commitment c ON c.suggestion_id = s.id JOIN reply r ON r.id = c.reply_id AND r.state = 'signed' WHERE ${scope.text}`,
    values,
  );
  return found ?? { open: 0, kept: 0, overdue: 0 };
}

/** Sessions in which suggestions were handed in, with their names. */
async function sessionNames(work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await work.sql<{ id: string; term: number; session: number }>(
    `SELECT n.id, t.number AS term, n.number AS session FROM session n JOIN term t ON t.id = n.term_id WHERE n.id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, ...numbers }) => [id, sessionOfTerm(numbers)]));
}

/**
 * The figures of what the capacity may see, by the filters of `input`; with a year also those of the same days of the year before.
 * @param open only what may be made public
 */
export async function analysisOf(work: Work, capacity: Capacity, input: AnalysisInput, open = false): Promise<AnalysisView> {
  const lighting = await lightingOf(work, capacity.congressId);
  const periods = input.year === undefined ? null : periodsOf(input.year, lighting.today);
  const scope = scopeOf(capacity, input, periods?.period ?? null, lighting, open);
  const before = periods === null ? null : scopeOf(capacity, input, periods.before, lighting, open);
  const rows = await grouped(work, scope);
  const rowsBefore = before === null ? null : await grouped(work, before);
  const names = await sessionNames(work, keyed(rows, 'session').map(({ key }) => key));
  return {
    asOf: lighting.today,
    period: periods?.period ?? null,
    before: periods === null || rowsBefore === null ? null : { ...periods.before, totals: totalsOf(rowsBefore), byTopic: labelled(rowsBefore, 'topic', topicLabels) },
    totals: totalsOf(rows),
    byState: labelled(rows, 'state', stateLabels),
    byTopic: labelled(rows, 'topic', topicLabels),
    byGrade: labelled(rows, 'grade', { A: 'A 类', B: 'B 类', C: 'C 类', D: 'D 类' }).sort((a, b) => a.key.localeCompare(b.key)),
    byPromptness: inOrder(rows, 'promptness', promptnesses, promptnessLabels),
    byEvaluation: inOrder(rows, 'evaluation', evaluations, evaluationLabels),
    byAttitude: inOrder(rows, 'attitude', ['satisfied', 'mostly_satisfied', 'not_satisfied'], scoreWords),
    byDelegation: keyed(rows, 'delegation').map((row) => ({ ...row, label: row.key })),
    bySession: [
      ...keyed(rows, 'session').map((row) => ({ ...row, label: names.get(row.key) ?? '会议' })),
      ...rows.filter((row) => row.dimension === 'session' && row.key === null).map(({ count }) => ({ key: recess, label: '闭会期间', count })),
    ],
    byMonth: await byMonth(work, scope),
    byYear: await byYear(work, periods === null ? scope : scopeOf(capacity, input, null, lighting, open)),
    organs: await organsOf(work, scope),
    words: await hotWords(work, scopeOf(capacity, input, periods?.period ?? null, lighting, open), before, capacity.divisionCode),
    commitments: await commitmentsOf(work, scope),
  };
}

/**
 * Two organs side by side.
 * @throws DomainError common.not_found when one of them has no part in what the capacity may see
 */
export async function compareOrgans(work: Work, capacity: Capacity, { organIds, ...input }: CompareInput): Promise<CompareView> {
  const lighting = await lightingOf(work, capacity.congressId);
  const scope = scopeOf(capacity, input, input.year === undefined ? null : periodsOf(input.year, lighting.today).period, lighting);
  const found = await organsOf(work, scope, organIds);
  const organs: CompareView['organs'] = [];
  for (const id of organIds) {
    const figures = found.find((one) => one.organId === id);
    if (!figures) throw new DomainError('common.not_found', { what: '该单位在所选范围内的办理情况' });
    organs.push({ ...figures, byTopic: (await topicsOfOrgan(work, scope, id)).map((row) => ({ ...row, label: isKey(topicLabels, row.key) ? topicLabels[row.key] : row.key })) });
  }
  return { asOf: lighting.today, organs };
}

