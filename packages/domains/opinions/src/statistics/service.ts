// 意见统计: counts over the congress's own opinions, and counts only of the congresses below. Stations and people are named from the open
// register; whoever reads these figures reads the opinions themselves, too.
import type { Capacity } from '@smart/identity/capacity';
import { addDays, today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { isTopic, opinionTopicLabels } from '../model.ts';
import { timedCount } from '../supervising/figures.ts';
import type { SupervisionFigures } from '../supervising/model.ts';
import { answered, measures, monthOf, took } from './measures.ts';
import { addFigures, type Counted, type Figures, formulaWords, inTimeDays, noFigures, ranked, type StatisticsInput, type StatisticsView } from './model.ts';
import { figuresBelow } from './rollup.ts';

/** What is counted by, as columns over `opinion o` and its station `s`. */
const dimensions = { topic: 'o.topic', station: 'o.station_id::text', deputy: 'COALESCE(o.person_id, o.deputy_person_id)::text', organ: 'o.organ_id::text', place: 's.division_code', month: monthOf } as const;
type Dimension = keyof typeof dimensions;
type Grouped = Figures & { dimension: Dimension | 'total'; key: string | null };

type Scope = { readonly where: string; readonly values: readonly unknown[] };

function scopeOf(congressId: string, { year, topic, stationId, deputyId }: StatisticsInput): Scope {
  const where = `o.congress_id = $1 AND ($2::int IS NULL OR (o.created_at >= make_timestamptz($2, 1, 1, 0, 0, 0, 'Asia/Shanghai') AND o.created_at < make_timestamptz($2 + 1, 1, 1, 0, 0, 0, 'Asia/Shanghai')))
    AND ($3::text IS NULL OR o.topic = $3) AND ($4::uuid IS NULL OR o.station_id = $4) AND ($5::uuid IS NULL OR COALESCE(o.person_id, o.deputy_person_id) = $5)`;
  return { where, values: [congressId, year ?? null, topic ?? null, stationId ?? null, deputyId ?? null] };
}

const names = Object.keys(dimensions);

/** All counts by one column each, in one statement: what costs (hours of Beijing, days taken) is reckoned once for each opinion. */
const grouped = (work: Work, { where, values }: Scope): Promise<Grouped[]> =>
  work.sql<Grouped>(
    `WITH o AS MATERIALIZED (
       SELECT ${Object.entries(dimensions).map(([name, sql]) => `${sql} AS ${name}`).join(', ')}, ${answered} AS told, CASE WHEN ${answered} THEN ${took} END AS took, o.state, o.satisfaction
       FROM opinion o LEFT JOIN station s ON s.id = o.station_id WHERE ${where})
     SELECT CASE ${names.map((name) => `WHEN GROUPING(${name}) = 0 THEN '${name}'`).join(' ')} ELSE 'total' END AS dimension, COALESCE(${names.join(', ')}) AS key,
       count(*)::int AS received, (count(*) FILTER (WHERE told))::int AS answered, (count(*) FILTER (WHERE state = 'redirected'))::int AS redirected, (count(*) FILTER (WHERE took <= ${inTimeDays}))::int AS "inTime", COALESCE(sum(took), 0)::int AS days,
       (count(*) FILTER (WHERE satisfaction = 'satisfied'))::int AS satisfied, (count(*) FILTER (WHERE satisfaction = 'basically'))::int AS basically, (count(*) FILTER (WHERE satisfaction = 'dissatisfied'))::int AS dissatisfied,
       (count(*) FILTER (WHERE satisfaction = 'none'))::int AS unrated
     FROM o GROUP BY GROUPING SETS ((), ${names.map((name) => `(${name})`).join(', ')})`,
    [...values],
  );

/** Names for the keys of a dimension, from the register that everybody reads. */
async function namesOf(work: Work, sql: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  return new Map((await work.sql<{ key: string; label: string }>(sql, [[...keys]])).map(({ key, label }) => [key, label]));
}

const sources = {
  station: 'SELECT id::text AS key, name AS label FROM station WHERE id::text = ANY ($1)',
  deputy: 'SELECT id::text AS key, name AS label FROM person WHERE id::text = ANY ($1)',
  organ: 'SELECT id::text AS key, name AS label FROM organ WHERE id::text = ANY ($1)',
  place: 'SELECT code AS key, name AS label FROM division WHERE code = ANY ($1)',
} as const;
const missing: Readonly<Record<keyof typeof sources, string>> = { station: '没有经联络站', deputy: '没有指明代表', organ: '没有交办单位', place: '没有经联络站' };

const bare = ({ received, answered: told, redirected, inTime, days, satisfied, basically, dissatisfied, unrated }: Figures): Figures => ({ received, answered: told, redirected, inTime, days, satisfied, basically, dissatisfied, unrated });
/** The rows of one dimension with their names. */
const labelled = (rows: readonly Grouped[], dimension: Dimension, labelOf: (key: string | null) => string): Counted[] => rows.filter((row) => row.dimension === dimension).map((row) => ({ ...bare(row), key: row.key, label: labelOf(row.key) }));
const monthsOf = (rows: readonly Grouped[]): Counted[] => labelled(rows, 'month', (key) => key ?? '').sort((a, b) => a.label.localeCompare(b.label));

async function named(work: Work, rows: readonly Grouped[], dimension: keyof typeof sources): Promise<Counted[]> {
  const own = rows.filter((row) => row.dimension === dimension);
  const names = await namesOf(work, sources[dimension], own.flatMap(({ key }) => (key === null ? [] : [key])));
  return labelled(own, dimension, (key) => (key === null ? missing[dimension] : (names.get(key) ?? '已撤销'))).sort((a, b) => b.received - a.received || a.label.localeCompare(b.label));
}

const yearsOf = (months: readonly Counted[]): Counted[] =>
  [...Map.groupBy(months, ({ key }) => (key ?? '').slice(0, 4))].map(([key, some]) => ({ ...some.reduce<Figures>(addFigures, noFigures), key, label: `${key} 年` }));

/** The months of all years, for the years beside each other. */
const monthsOnly = (work: Work, { where, values }: Scope): Promise<Grouped[]> => work.sql<Grouped>(`SELECT 'month' AS dimension, ${monthOf} AS key, ${measures} FROM opinion o WHERE ${where} GROUP BY 2`, [...values]);

/** Letters about opinions in a scope, as the figures count them. @param where a condition on `opinion o` */
export async function supervisionFiguresOf(work: Work, where: string, values: readonly unknown[]): Promise<SupervisionFigures> {
  const day = `$${values.length + 1}`;
  const [row] = await work.sql<SupervisionFigures>(
    `SELECT count(*)::int AS opened, ${timedCount('in_time', day)} AS "inTime", ${timedCount('late', day)} AS late, (count(*) FILTER (WHERE s.answered_at IS NOT NULL))::int AS answered, (count(*) FILTER (WHERE s.state = 'closed'))::int AS settled, (count(*) FILTER (WHERE s.state IN ('issued', 'answered')))::int AS running,
       ${timedCount('overdue', day)} AS overdue
     FROM opinion_supervision s JOIN opinion o ON o.id = s.opinion_id WHERE s.state NOT IN ('draft', 'withdrawn') AND ${where}`,
    [...values, today(work.clock)],
  );
  return row ?? { opened: 0, inTime: 0, late: 0, answered: 0, settled: 0, running: 0, overdue: 0 };
}

/** The figures of a year or of all, of what the filters name. */
export async function statisticsOf(work: Work, capacity: Capacity, input: StatisticsInput): Promise<StatisticsView> {
  const scope = scopeOf(capacity.congressId, input);
  const rows = await grouped(work, scope);
  const total = rows.find(({ dimension }) => dimension === 'total');
  const byStation = await named(work, rows, 'station');
  const months = monthsOf(rows);
  const everyYear = input.year === undefined ? months : monthsOf(await monthsOnly(work, scopeOf(capacity.congressId, { ...input, year: undefined })));
  const [median] = await work.sql<{ median: number | null }>(`SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ${took}) AS median FROM opinion o WHERE ${scope.where} AND ${answered}`, [...scope.values]);
  const [open] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM station WHERE congress_id = $1 AND state = 'open'`, [capacity.congressId]);
  return {
    asOf: today(work.clock), year: input.year ?? null, totals: total ? bare(total) : noFigures, medianDays: median?.median ?? null,
    byTopic: labelled(rows, 'topic', (key) => (key !== null && isTopic(key) ? opinionTopicLabels[key] : '未分类')).sort((a, b) => b.received - a.received),
    byStation, byDeputy: await named(work, rows, 'deputy'), byPlace: await named(work, rows, 'place'), byOrgan: await named(work, rows, 'organ'), byMonth: months, byYear: yearsOf(everyYear),
    supervision: await supervisionFiguresOf(work, scope.where, scope.values), stations: open?.count ?? 0, ranking: ranked(byStation.filter(({ key }) => key !== null)), formula: formulaWords, division: capacity.divisionCode, below: (await figuresBelow(work, capacity.divisionCode, input.year ?? null)).map((row) => ({ ...row, key: row.code })),
  };
}

/** The days of a month. */
export function monthSpan(month: string): { from: string; before: string } {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return { from: `${month}-01`, before: number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01` };
}

/** The month before, as YYYY-MM. */
export const monthBefore = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7);
