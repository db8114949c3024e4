// 督查统计: the letters of the own congress, each counted once by how it was answered; the list behind a figure asks by the same conditions.
import type { Capacity } from '@smart/identity/capacity';
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import type { CountedLetters, FigureInput, SupervisionStatistics, Timing } from './model.ts';
import { supervisionTables } from './store.ts';

type Placeholder = (value: unknown) => string;

const issuedOn = `(s.issued_at AT TIME ZONE 'Asia/Shanghai')::date`;
/** How a letter `s` was answered, as a {@link Timing}; pressed again it waits for the new day. @param day the placeholder of today */
const timingOf = (day: string): string =>
  `CASE WHEN s.state = 'issued' THEN CASE WHEN s.due_on < ${day}::date THEN 'overdue' ELSE 'open' END WHEN s.answered_at IS NULL THEN 'unanswered' WHEN (s.answered_at AT TIME ZONE 'Asia/Shanghai')::date <= s.due_on THEN 'in_time' ELSE 'late' END`;
/** How many of the letters `s` were answered in one way. */
export const timedCount = (timing: Timing, day: string): string => `(count(*) FILTER (WHERE ${timingOf(day)} = '${timing}'))::int`;

/** What the congress itself asked and did not take back. */
const own = (congressId: string): string => `i.congress_id = ${congressId} AND s.state NOT IN ('draft', 'withdrawn')`;
const inPeriod = (period: string): string => `to_char(${issuedOn}, 'YYYY-MM') LIKE ${period} || '%'`;

/** The condition on the letters of a congress that one figure counts. */
export function behind(congressId: string, day: string, { period, timing, organName, stationId }: FigureInput, p: Placeholder): string {
  return [
    own(p(congressId)),
    ...(period === undefined ? [] : [inPeriod(p(period))]),
    ...(timing === undefined ? [] : [`${timingOf(p(day))} = ${p(timing)}`]),
    ...(organName === undefined ? [] : [`s.organ_name = ${p(organName)}`]),
    ...(stationId === undefined ? [] : [`o.station_id IS NOT DISTINCT FROM ${p(stationId)}::uuid`]),
  ].join(' AND ');
}

type Grouped = Omit<CountedLetters, 'label'> & { dimension: 'organ' | 'station' | 'month' | 'total'; name: string | null };

/** The figures of a year or of all. */
export async function supervisionStatistics(work: Work, capacity: Capacity, { year }: { year?: number | undefined }): Promise<SupervisionStatistics> {
  const day = today(work.clock);
  const rows = await work.sql<Grouped>(
    `SELECT CASE WHEN GROUPING(organ) = 0 THEN 'organ' WHEN GROUPING(station) = 0 THEN 'station' WHEN GROUPING(month) = 0 THEN 'month' ELSE 'total' END AS dimension, COALESCE(organ, station::text, month) AS key, max(station_name) AS name,
       count(*)::int AS opened, (count(*) FILTER (WHERE timing = 'in_time'))::int AS "inTime", (count(*) FILTER (WHERE timing = 'late'))::int AS late, (count(*) FILTER (WHERE timing = 'open'))::int AS open,
       (count(*) FILTER (WHERE timing = 'overdue'))::int AS overdue, (count(*) FILTER (WHERE timing = 'unanswered'))::int AS unanswered
     FROM (SELECT s.organ_name AS organ, o.station_id AS station, t.name AS station_name, to_char(${issuedOn}, 'YYYY-MM') AS month, ${timingOf('$2')} AS timing FROM ${supervisionTables} LEFT JOIN station t ON t.id = o.station_id
       WHERE ${own('$1')} AND ($3::text IS NULL OR ${inPeriod('$3')})) x
     GROUP BY GROUPING SETS ((), (organ), (station), (month)) ORDER BY opened DESC, key`,
    [capacity.congressId, day, year === undefined ? null : String(year)],
  );
  const of = (wanted: Grouped['dimension'], labelOf: (row: Grouped) => string): CountedLetters[] => rows.filter(({ dimension }) => dimension === wanted).map((row) => ({ ...bare(row), label: labelOf(row) }));
  return {
    asOf: day, year: year ?? null, total: of('total', () => '合计')[0] ?? { key: null, label: '合计', opened: 0, inTime: 0, late: 0, open: 0, overdue: 0, unanswered: 0 },
    byOrgan: of('organ', ({ key }) => key ?? ''), byStation: of('station', ({ name }) => name ?? '没有经联络站'), byMonth: of('month', ({ key }) => key ?? '').sort((a, b) => a.label.localeCompare(b.label)),
  };
}

const bare = ({ key, opened, inTime, late, open, overdue, unanswered }: Grouped): Omit<CountedLetters, 'label'> => ({ key, opened, inTime, late, open, overdue, unanswered });
