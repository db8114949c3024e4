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

type Counted = Rolled & { congressId: string; code: string; tier: string };

const nothing: Rolled = { submitted: 0, replied: 0, inTime: 0, late: 0, evaluated: 0, satisfied: 0, notEvaluated: 0 };
const added = (a: Rolled, b: Rolled): Rolled => ({
  submitted: a.submitted + b.submitted, replied: a.replied + b.replied, inTime: a.inTime + b.inTime, late: a.late + b.late, evaluated: a.evaluated + b.evaluated, satisfied: a.satisfied + b.satisfied, notEvaluated: a.notEvaluated + b.notEvaluated,
});
const summed = (some: readonly Rolled[]): Rolled => some.reduce(added, nothing);

/** Counts of the congresses below, of all years or of one (by month of submission). */
export async function belowOf(work: Work, capacity: Capacity, { year }: z.output<typeof belowInput>): Promise<BelowView> {
  const base = { division: capacity.divisionCode, year: year ?? null };
  const length = lengthBelow[capacity.divisionCode.length];
  if (length === undefined) return { ...base, districts: [], tiers: [] };
  // Counted once for each congress; at province scale the counts are half a million rows.
  const congresses = await work.sql<Counted>(
    `WITH c AS MATERIALIZED (SELECT id, division_code, tier FROM congress WHERE division_code LIKE $1 AND length(division_code) >= $2)
     SELECT c.id AS "congressId", c.division_code AS code, c.tier, ${rolledSql} FROM c LEFT JOIN suggestion_rollup r ON r.congress_id = c.id AND r.period BETWEEN $3 AND $4 AND r.measure = ANY ($5)
     GROUP BY c.id, c.division_code, c.tier`,
    [`${capacity.divisionCode}%`, length, `${year ?? '0000'}-00`, `${year ?? '9999'}-99`, measures],
  );
  const divisions = await work.sql<{ code: string; name: string }>('SELECT code, name FROM division WHERE code LIKE $1 AND length(code) = $2 AND NOT statistical AND NOT street ORDER BY code', [`${capacity.divisionCode}%`, length]);
  const districts = divisions
    .map(({ code, name }) => ({ code, name, inside: congresses.filter((one) => one.code.startsWith(code)) }))
    .map(({ code, name, inside }) => ({ code, name, congressId: inside.find((one) => one.code === code)?.congressId ?? null, ...summed(inside) }));
  const byTier = tiers.map((tier) => ({ tier, label: tierLabels[tier], inside: congresses.filter((one) => one.tier === tier) })).filter(({ inside }) => inside.length > 0);
  return { ...base, districts, tiers: byTier.map(({ inside, ...names }) => ({ ...names, congresses: inside.length, ...summed(inside) })) };
}
