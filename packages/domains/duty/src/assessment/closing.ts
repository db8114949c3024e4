// 年度定版: the results of a year that is over are frozen with the rules they were reckoned by. What the archive says later changes nothing in them.
import type { Capacity } from '@smart/identity/capacity';
import { today, yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { holdersOf } from './facts.ts';
import type { closeYearInput } from './model-inputs.ts';
import { closingOf, liveContents } from './results.ts';
import { labelOf, rulesOf } from './rules.ts';

/** Deputies whose results are reckoned and written at once. */
const PORTION = 100;

/**
 * Freezes a year's results, once. Objections that wait are decided first, so that the first edition holds what is settled.
 * @throws DomainError duty.year_not_closable
 */
export async function closeYear(work: Work, capacity: Capacity, { year }: z.output<typeof closeYearInput>): Promise<{ year: number; results: number }> {
  const { congressId } = capacity;
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 11))', [congressId]);
  const refuse = (reason: string): DomainError => new DomainError('duty.year_not_closable', { year, reason });
  if (year >= yearOf(today(work.clock))) throw refuse('年度还没有结束');
  if ((await closingOf(work, congressId, year)) !== null) throw refuse('已经定版');
  const [waiting] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM duty_objection WHERE congress_id = $1 AND year = $2 AND state = 'filed'`, [congressId, year]);
  if ((waiting?.count ?? 0) > 0) throw refuse(`还有 ${waiting?.count ?? 0} 件异议没有处理，请先处理`);
  const holders = await holdersOf(work, { congressId, year });
  if (holders.length === 0) throw refuse('没有代表');
  const inForce = await rulesOf(work, congressId, year);
  const now = work.clock.now();
  for (let at = 0; at < holders.length; at += PORTION) {
    const contents = await liveContents(work, congressId, { year, holders: holders.slice(at, at + PORTION) });
    const rows = [...contents].map(([mandateId, content]) => ({ mandateId, total: content.total, content }));
    await work.sql(
      `INSERT INTO duty_result (congress_id, mandate_id, year, edition, total, content, by_label, at)
       SELECT $1, r."mandateId", $2, 1, r.total, r.content, $3, $4 FROM jsonb_to_recordset($5::jsonb) AS r("mandateId" uuid, total float, content jsonb)`,
      [congressId, year, capacity.personName, now, JSON.stringify(rows)],
    );
  }
  await work.sql('INSERT INTO duty_year (congress_id, year, rules, rules_label, closed_by, closed_at) VALUES ($1, $2, $3::jsonb, $4, $5, $6)', [congressId, year, JSON.stringify(inForce.rules), labelOf(inForce), capacity.personName, now]);
  return { year, results: holders.length };
}
