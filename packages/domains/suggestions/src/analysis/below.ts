// What the congresses below do, as counts: by the division right below the own one, and by tier. Never rows, never people.
import type { Capacity } from '@smart/identity/capacity';
import { tierLabels, tiers } from '@smart/divisions/scope';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { belowInput, BelowView, Rolled } from './model.ts';

/** Length of the codes of the divisions right below those of a length: province 2, city 4, county 6, township 9. */
const lengthBelow: Readonly<Record<number, number>> = { 2: 4, 4: 6, 6: 9 };

const measures = ['submitted', 'replied', 'in_time', 'late', 'evaluations', 'result:satisfied', 'result:mostly_satisfied', 'not_evaluated'] as const;
type Measure = (typeof measures)[number];

const sum = (names: readonly Measure[], name: string): string =>
  `coalesce(sum(r.count) FILTER (WHERE r.measure IN (${names.map((one) => `'${one}'`).join(', ')})), 0)::int AS "${name}"`;

const rolledSql = [
  sum(['submitted'], 'submitted'), sum(['replied'], 'replied'), sum(['in_time'], 'inTime'), sum(['late'], 'late'), sum(['evaluations'], 'evaluated'),
  sum(['result:satisfied', 'result:mostly_satisfied'], 'satisfied'), sum(['not_evaluated'], 'notEvaluated'),
].join(', ');

type District = BelowView['districts'][number];
type Tiered = Rolled & { tier: string; congresses: number };

/** Counts of the congresses below, of all years or of one (by month of submission). */
export async function belowOf(work: Work, capacity: Capacity, { year }: z.output<typeof belowInput>): Promise<BelowView> {
  const length = lengthBelow[capacity.divisionCode.length];
  if (length === undefined) return { division: capacity.divisionCode, year: year ?? null, districts: [], tiers: [] };
  const period = `r.congress_id = c.id AND r.period BETWEEN $3 AND $4 AND r.measure = ANY ($5)`;
  const values = [`${capacity.divisionCode}%`, length, `${year ?? '0000'}-00`, `${year ?? '9999'}-99`, measures];
  const districts = await work.sql<District>(
    `SELECT d.code, d.name, (SELECT k.id FROM congress k WHERE k.division_code = d.code) AS "congressId", ${rolledSql}
     FROM division d JOIN congress c ON left(c.division_code, $2) = d.code LEFT JOIN suggestion_rollup r ON ${period}
     WHERE d.code LIKE $1 AND length(d.code) = $2 GROUP BY d.code, d.name ORDER BY d.code`,
    values,
  );
  const byTier = await work.sql<Tiered>(
    `SELECT c.tier, count(DISTINCT c.id)::int AS congresses, ${rolledSql} FROM congress c LEFT JOIN suggestion_rollup r ON ${period}
     WHERE c.division_code LIKE $1 AND length(c.division_code) >= $2 GROUP BY c.tier`,
    values,
  );
  return { division: capacity.divisionCode, year: year ?? null, districts, tiers: tiers.flatMap((tier) => byTier.filter((one) => one.tier === tier).map((one) => ({ ...one, label: tierLabels[tier] }))) };
}
