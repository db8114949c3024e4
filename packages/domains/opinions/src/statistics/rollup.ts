// Figures kept by congress and month, and by year, so that a province's are summed over two thousand rows and not over half a million opinions.
// Numbers only: tiers above and everybody read them.
import { dateInShanghai } from '@smart/kernel/dates';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { opinionEvents } from '../events.ts';
import { measures, monthOf } from './measures.ts';
import type { Figures } from './model.ts';

const kept = ['received', 'answered', 'redirected', 'in_time', 'days', 'satisfied', 'basically', 'dissatisfied', 'unrated'] as const;
const sums = kept.map((column) => `sum(${column})`).join(', ');

/**
 * Counts a month of the unit's congress anew from its opinions, and its year from the months. Counting anew instead of adding makes a repeated
 * or lost event harmless.
 * @param month YYYY-MM; null for all
 */
export async function countOpinions(work: Work, congressId: string, month: string | null): Promise<void> {
  // Two events of one month must not overtake each other: the later count must be of the later rows.
  await work.sql(`SELECT pg_advisory_xact_lock(hashtextextended('opinion_rollup:' || $1, 0))`, [congressId]);
  await work.sql('DELETE FROM opinion_rollup WHERE congress_id = $1 AND ($2::text IS NULL OR period IN ($2, left($2, 4)))', [congressId, month]);
  await work.sql(
    `INSERT INTO opinion_rollup (congress_id, period, ${kept.join(', ')}) SELECT $1::uuid, ${monthOf}, ${measures} FROM opinion o
     WHERE o.congress_id = $1 AND ($2::text IS NULL OR (o.created_at >= ($2 || '-01')::timestamp AT TIME ZONE 'Asia/Shanghai' AND o.created_at < (($2 || '-01')::timestamp + interval '1 month') AT TIME ZONE 'Asia/Shanghai')) GROUP BY 2`,
    [congressId, month],
  );
  await work.sql(
    `INSERT INTO opinion_rollup (congress_id, period, ${kept.join(', ')}) SELECT congress_id, left(period, 4), ${sums} FROM opinion_rollup
     WHERE congress_id = $1 AND length(period) = 7 AND ($2::text IS NULL OR left(period, 4) = left($2, 4)) GROUP BY 1, 2`,
    [congressId, month],
  );
}

/** For the job registry. What an event told does not matter: the month of its opinion is counted as it stands. */
export const opinionRollup = {
  name: 'opinions-rollup',
  types: [...opinionEvents.keys()],
  handle: async (work: Work, event: DomainEvent): Promise<void> => {
    const [row] = await work.sql<{ at: Date }>('SELECT created_at AS at FROM opinion WHERE id = $1 AND congress_id = $2', [event.subjectId, event.congressId]);
    if (row) await countOpinions(work, event.congressId, dateInShanghai(row.at).slice(0, 7));
  },
};

const summed = 'COALESCE(sum(r.received), 0)::int AS received, COALESCE(sum(r.answered), 0)::int AS answered, COALESCE(sum(r.redirected), 0)::int AS redirected, COALESCE(sum(r.in_time), 0)::int AS "inTime", COALESCE(sum(r.days), 0)::int AS days, COALESCE(sum(r.satisfied), 0)::int AS satisfied, COALESCE(sum(r.basically), 0)::int AS basically, COALESCE(sum(r.dissatisfied), 0)::int AS dissatisfied, COALESCE(sum(r.unrated), 0)::int AS unrated';

const years = Array.from({ length: 101 }, (_none, at) => String(2000 + at));

/** Length of the codes of the divisions right below those of a length: country 0, province 2, city 4, county 6. */
const lengthBelow: Readonly<Record<number, number>> = { 0: 2, 2: 4, 4: 6, 6: 9 };

export type AreaFigures = Figures & { readonly code: string; readonly label: string };

/**
 * The congresses within an area as counts, by the division right below it; also where nothing was heard. Also for the reader role.
 * @param year of hearing; null for all
 */
export async function figuresBelow(work: Pick<Work, 'sql'>, divisionCode: string, year: number | null): Promise<AreaFigures[]> {
  const length = lengthBelow[divisionCode.length];
  if (length === undefined) return [];
  return work.sql<AreaFigures>(
    `SELECT v.code, v.name AS label, ${summed} FROM division v
     LEFT JOIN (SELECT left(c.division_code, $3) AS code, ${kept.map((column) => `sum(x.${column}) AS ${column}`).join(', ')} FROM opinion_rollup x JOIN congress c ON c.id = x.congress_id
       WHERE c.division_code LIKE $1 || '%' AND length(c.division_code) >= $3 AND x.period = ANY ($2) GROUP BY 1) r ON r.code = v.code
     WHERE v.code LIKE $1 || '%' AND length(v.code) = $3 AND NOT v.statistical AND NOT v.street GROUP BY v.code, v.name ORDER BY v.code`,
    [divisionCode, year === null ? years : [String(year)], length],
  );
}

const monthsOf = (year: string): string[] => Array.from({ length: 12 }, (_none, at) => `${year}-${String(at + 1).padStart(2, '0')}`);

/** All congresses of an area together, oldest first: the months of a year, or all years. Also for the reader role. @param year null for all years */
export const figuresOver = (work: Pick<Work, 'sql'>, divisionCode: string, year: number | null): Promise<(Figures & { period: string })[]> =>
  work.sql(
    // Named one by one, so that the index finds them and the planner knows how many they are.
    `SELECT r.period, ${summed} FROM opinion_rollup r JOIN congress c ON c.id = r.congress_id WHERE r.period = ANY ($2) AND c.division_code LIKE $1 || '%' GROUP BY 1 ORDER BY 1`,
    [divisionCode, year === null ? years : monthsOf(String(year))],
  );
