// Figures of a congress: for its office by deputy, for the tiers above without persons, for the public where the congress publishes them.
import type { Capacity } from '@smart/identity/capacity';
import { today, yearOf } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { dutyKinds, isDutyKind, subsystemNames } from '../model.ts';
import { statusLabels, yearRange } from '../reading.ts';
import { nextStep, progressOf } from './model.ts';
import type { belowInput, deputiesInput } from './model-inputs.ts';
import type { belowView, deputiesView } from './model-views.ts';
import { countsOf, planOf } from './plans.ts';

type Kinds = Readonly<Record<string, number>>;
const bySubsystem = (kinds: Kinds): number[] => subsystemNames.map((name) => Object.entries(kinds).reduce((sum, [kind, count]) => sum + (isDutyKind(kind) && dutyKinds[kind].subsystem === name ? count : 0), 0));
const sums = (kinds: Kinds) => ({ counts: bySubsystem(kinds), total: Object.values(kinds).reduce((sum, count) => sum + count, 0) });

const orders = { name: 'p.name, m.id', most: 'COALESCE(r.total, 0) DESC, p.name, m.id', least: 'COALESCE(r.total, 0), p.name, m.id', last: 'r.last_on NULLS FIRST, p.name, m.id' } as const;

type DeputyFigures = { mandateId: string; name: string; delegation: string | null; status: string; kinds: Kinds; lastOn: string | null };

/** The congress's deputies of the current term with their figures of a year. */
export async function deputiesWithFigures(work: Work, capacity: Capacity, { year, q, lacking, sort, limit, offset }: z.output<typeof deputiesInput>): Promise<z.output<typeof deputiesView>> {
  const day = today(work.clock);
  const asked = year ?? yearOf(day);
  const [from, until] = yearRange(asked);
  const all = await work.sql<DeputyFigures>(
    `SELECT m.id AS "mandateId", p.name, g.name AS delegation, m.status, COALESCE(r.kinds, '{}') AS kinds, to_char(r.last_on, 'YYYY-MM-DD') AS "lastOn"
     FROM mandate m JOIN person p ON p.id = m.person_id JOIN term t ON t.id = m.term_id LEFT JOIN delegation g ON g.id = m.delegation_id
     LEFT JOIN (SELECT mandate_id, jsonb_object_agg(kind, n) AS kinds, sum(n) AS total, max(last_on) AS last_on
       FROM (SELECT mandate_id, kind, count(*)::int AS n, max(occurred_on) AS last_on FROM duty_record WHERE congress_id = $1 AND occurred_on >= $2::date AND occurred_on < $3::date AND standing = 'counted' GROUP BY 1, 2) k GROUP BY 1) r ON r.mandate_id = m.id
     WHERE m.congress_id = $1 AND t.current AND m.status IN ('active', 'suspended') AND ($4::text IS NULL OR p.name ILIKE $4 OR g.name ILIKE $4) ORDER BY ${orders[sort]} LIMIT 5000`,
    [capacity.congressId, from, until, q === undefined || q === '' ? null : `%${q.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`],
  );
  // What is expected is expected this year; an earlier one is over.
  const plan = asked === yearOf(day) ? await planOf(work, capacity.congressId) : [];
  const counts = plan.length === 0 ? new Map() : await countsOf(work, all.map(({ mandateId }) => mandateId), day);
  const rows = all.map(({ kinds, ...row }) => ({
    ...row, ...sums(kinds), statusLabel: statusLabels[row.status] ?? row.status,
    missing: row.status === 'active' ? progressOf(plan, counts.get(row.mandateId) ?? []).filter(({ missing }) => missing > 0).map(({ label, missing, period }) => `${label}还差 ${missing}${period === 'quarter' ? '（本季）' : ''}`) : [],
  }));
  const shown = lacking ? rows.filter(({ missing }) => missing.length > 0) : rows;
  const years = await work.sql<{ year: number }>('SELECT DISTINCT extract(year FROM occurred_on)::int AS year FROM duty_record WHERE congress_id = $1 ORDER BY 1 DESC', [capacity.congressId]);
  return { year: asked, years: [...new Set([yearOf(day), ...years.map((one) => one.year)])].toSorted((one, other) => other - one), rows: shown.slice(offset, offset + limit), total: shown.length };
}

/** Figures of the congresses directly below: no deputy and no record, only how many. */
export async function figuresBelow(work: Work, capacity: Capacity, { year, limit, offset }: z.output<typeof belowInput>): Promise<z.output<typeof belowView>> {
  const asked = year ?? yearOf(today(work.clock));
  const rows = await work.sql<{ congressId: string; congress: string; kinds: Kinds; asOf: Date | null; total: number }>(
    `SELECT c.id AS "congressId", c.name AS congress, COALESCE(jsonb_object_agg(r.kind, r.count) FILTER (WHERE r.kind IS NOT NULL), '{}') AS kinds, max(r.as_of) AS "asOf", count(*) OVER ()::int AS total
     FROM congress c LEFT JOIN duty_rollup r ON r.congress_id = c.id AND r.year = $2 WHERE c.parent_id = $1 GROUP BY c.id, c.name, c.division_code ORDER BY c.division_code LIMIT $3 OFFSET $4`,
    [capacity.congressId, asked, limit, offset],
  );
  return { year: asked, rows: rows.map(({ kinds, asOf, ...row }) => ({ ...row, ...sums(kinds), asOf: asOf?.toISOString() ?? null })), total: rows[0]?.total ?? 0 };
}

/**
 * Writes the figures that leave the congress: for the tiers above, and for the public where it publishes them (代表法 58). Safe to repeat.
 */
export async function refreshFigures(work: Work, congressId: string): Promise<void> {
  const now = work.clock.now();
  await work.sql('DELETE FROM duty_rollup WHERE congress_id = $1', [congressId]);
  await work.sql(
    `INSERT INTO duty_rollup (congress_id, year, kind, count, deputies, as_of)
     SELECT congress_id, extract(year FROM occurred_on)::int, kind, count(*)::int, count(DISTINCT mandate_id)::int, $2 FROM duty_record WHERE congress_id = $1 AND standing = 'counted' GROUP BY 1, 2, 3`,
    [congressId, now],
  );
  await work.sql('DELETE FROM duty_figure WHERE congress_id = $1', [congressId]);
  if ((await work.parameter(congressId, 'duty.publish_figures')) !== true) return;
  await work.sql(
    `INSERT INTO duty_figure (congress_id, mandate_id, year, kind, count, as_of)
     SELECT r.congress_id, r.mandate_id, extract(year FROM r.occurred_on)::int, r.kind, count(*)::int, $2 FROM duty_record r JOIN mandate m ON m.id = r.mandate_id AND m.status = 'active'
     WHERE r.congress_id = $1 AND r.standing = 'counted' GROUP BY 1, 2, 3, 4`,
    [congressId, now],
  );
}

/** Who has not done all of the list, with the words of a reminder: one next thing each. Muted and suspended mandates are not among them. */
export async function lackingDeputies(work: Work, congressId: string): Promise<{ mandateId: string; personId: string; missing: number; next: string }[]> {
  const day = today(work.clock);
  const people = await work.sql<{ mandateId: string; personId: string }>(
    `SELECT m.id AS "mandateId", m.person_id AS "personId" FROM mandate m JOIN term t ON t.id = m.term_id
     WHERE m.congress_id = $1 AND t.current AND m.status = 'active' AND NOT EXISTS (SELECT 1 FROM duty_mute n WHERE n.mandate_id = m.id) ORDER BY m.id`,
    [congressId],
  );
  const plan = await planOf(work, congressId);
  const counts = await countsOf(work, people.map(({ mandateId }) => mandateId), day);
  return people.flatMap((one) => {
    const progress = progressOf(plan, counts.get(one.mandateId) ?? []);
    const next = nextStep(progress, day);
    return next === null ? [] : [{ ...one, missing: progress.filter(({ missing }) => missing > 0).length, next: `${next.label}还差 ${next.missing}` }];
  });
}
