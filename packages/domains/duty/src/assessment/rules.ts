// Which rules hold for a congress and a year, and how new ones come: simulated, then published for a year that has not begun.
import type { Capacity } from '@smart/identity/capacity';
import { today, yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { circumstancesOf, holdersOf, scoredOfAll } from './facts.ts';
import { bandKeys, bandLabels, bandOf, FEWEST_ALIKE, proposedRules, type Rules, rulesSchema } from './model.ts';
import type { publishRulesInput, simulateInput } from './model-inputs.ts';
import type { RulesView, SimulationView } from './model-views.ts';
import { medianOf, pointsOf, tenth } from './points.ts';

export type RulesInForce = { readonly rules: Rules; readonly number: number | null; readonly fromYear: number | null; /** The congress whose they are; null: as proposed. */ readonly from: string | null; readonly own: boolean };

/** The congress's own latest for the year, else that of the nearest tier above which published any, else as proposed. */
export async function rulesOf(work: Work, congressId: string, year: number): Promise<RulesInForce> {
  const [row] = await work.sql<{ rules: unknown; number: number; fromYear: number; from: string; distance: number }>(
    `WITH RECURSIVE chain AS (
       SELECT id, name, parent_id, 0 AS distance FROM congress WHERE id = $1
       UNION ALL SELECT c.id, c.name, c.parent_id, chain.distance + 1 FROM congress c JOIN chain ON c.id = chain.parent_id)
     SELECT v.rules, v.number, v.from_year AS "fromYear", chain.name AS from, chain.distance FROM chain JOIN duty_rule_version v ON v.congress_id = chain.id AND v.from_year <= $2
     ORDER BY chain.distance, v.from_year DESC, v.number DESC LIMIT 1`,
    [congressId, year],
  );
  return row === undefined ? { rules: proposedRules, number: null, fromYear: null, from: null, own: false } : { ...row, rules: rulesSchema.parse(row.rules), own: row.distance === 0 };
}

/** How rules are called where a result is shown. */
export const labelOf = ({ number, from }: RulesInForce): string => (from === null ? '系统建议的计分规则' : `${from}计分规则（第 ${number} 版）`);

/** Rules in force this year, those that are published for later, and all of the congress's own. */
export async function readRules(work: Work, capacity: Capacity): Promise<RulesView> {
  const year = yearOf(today(work.clock));
  const now = await rulesOf(work, capacity.congressId, year);
  const next = await rulesOf(work, capacity.congressId, year + 1);
  const versions = await work.sql<Omit<RulesView['versions'][number], 'publishedAt' | 'rules'> & { publishedAt: Date; rules: unknown }>(
    `SELECT number, from_year AS "fromYear", note, published_by AS "publishedBy", published_at AS "publishedAt", rules FROM duty_rule_version WHERE congress_id = $1 ORDER BY number DESC LIMIT 50`,
    [capacity.congressId],
  );
  return { year, label: labelOf(now), rules: now.rules, nextLabel: labelOf(next), next: next.rules, versions: versions.map(({ publishedAt, rules, ...row }) => ({ ...row, rules: rulesSchema.parse(rules), publishedAt: publishedAt.toISOString() })) };
}

/** Deputies who are named among the greatest changes. */
const NAMED = 5;

/** What rules would have made of last year's archive; changes nothing. Names only of the congress's own deputies, for its office. */
export async function simulate(work: Work, capacity: Capacity, { rules }: z.output<typeof simulateInput>): Promise<SimulationView> {
  const year = yearOf(today(work.clock)) - 1;
  const { congressId } = capacity;
  const before = await rulesOf(work, congressId, year);
  const holders = await holdersOf(work, { congressId, year });
  const beside = await circumstancesOf(work, holders, year);
  const totals = async (by: Rules) => {
    const records = await scoredOfAll(work, congressId, { rules: by, year });
    return new Map(holders.map(({ mandateId }) => [mandateId, pointsOf(by, records.get(mandateId) ?? [], beside.get(mandateId) ?? { available: { days: 0, of: 365 } }).total]));
  };
  const [old, next] = [await totals(before.rules), await totals(rules)];
  const changes = holders.flatMap(({ mandateId, name, delegation }) => {
    const [was, becomes] = [old.get(mandateId) ?? null, next.get(mandateId) ?? null];
    return was === null || becomes === null ? [] : [{ mandateId, name, delegation, was, becomes, change: tenth(becomes - was) }];
  });
  const bands = bandKeys.map((key) => ({ label: bandLabels[key], was: changes.filter(({ was }) => bandOf(was) === key).length, becomes: changes.filter(({ becomes }) => bandOf(becomes) === key).length }));
  const ordered = changes.toSorted((one, other) => one.change - other.change);
  return {
    year, label: labelOf(before), deputies: changes.length, gain: changes.filter(({ change }) => change > 0).length, lose: changes.filter(({ change }) => change < 0).length, same: changes.filter(({ change }) => change === 0).length,
    medianWas: medianOf(changes.map(({ was }) => was), FEWEST_ALIKE), medianBecomes: medianOf(changes.map(({ becomes }) => becomes), FEWEST_ALIKE), bands,
    losing: ordered.filter(({ change }) => change < 0).slice(0, NAMED), gaining: ordered.toReversed().filter(({ change }) => change > 0).slice(0, NAMED),
  };
}

/**
 * Publishes rules from a year on that has not begun: what deputies do this year is weighed by rules they could know.
 * @throws DomainError duty.rules_not_backwards
 */
export async function publishRules(work: Work, capacity: Capacity, { rules, fromYear, note }: z.output<typeof publishRulesInput>): Promise<RulesView> {
  const year = yearOf(today(work.clock));
  if (fromYear <= year || fromYear > year + 5) throw new DomainError('duty.rules_not_backwards', { year: year + 1 }, [{ path: 'fromYear', message: `请选择 ${year + 1} 年到 ${year + 5} 年` }]);
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 9))', [capacity.congressId]);
  await work.sql(
    `INSERT INTO duty_rule_version (id, congress_id, number, from_year, rules, note, published_by, published_at)
     SELECT $1, $2, COALESCE(max(number), 0) + 1, $3, $4::jsonb, $5, $6, $7 FROM duty_rule_version WHERE congress_id = $2`,
    [newId(), capacity.congressId, fromYear, JSON.stringify(rules), note, capacity.personName, work.clock.now()],
  );
  return readRules(work, capacity);
}
