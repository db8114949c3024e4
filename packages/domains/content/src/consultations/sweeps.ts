// What happens by itself: a consultation ends with its last day.
import { isDomainError } from '@smart/kernel/errors';
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import type { ParameterChange, ParameterEffect } from '@smart/divisions/parameters';
import { z } from 'zod';
import { actOnConsultation } from './store.ts';

/** Safe to repeat. @returns how many were closed */
export async function sweepConsultations(work: Work, congressId: string): Promise<number> {
  const over = await work.sql<{ id: string }>(`SELECT id FROM consultation WHERE congress_id = $1 AND state = 'open' AND ends_on < $2::date ORDER BY id`, [congressId, today(work.clock)]);
  let closed = 0;
  for (const { id } of over) {
    try {
      await work.attempt(() => actOnConsultation(work, null, { id, action: 'lapse' }));
      closed += 1;
    } catch (error) {
      // Extended or taken off by somebody in this moment.
      if (!isDomainError(error)) throw error;
    }
  }
  return closed;
}

/** What other days, or showing otherwise, would do to the consultations that are not laid open yet. */
export async function effectOnConsultations(work: Work, { congressId, key, value }: ParameterChange): Promise<ParameterEffect> {
  const [counts] = await work.sql<{ waiting: number; short: number }>(
    `SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE c.ends_on - GREATEST(c.starts_on, $2::date) + 1 < $3))::int AS short FROM consultation c
     WHERE c.congress_id = $1 AND c.state IN ('draft', 'in_review') AND ($4 = 'consultations.show_comments' OR (c.kind = 'regulation') = ($4 = 'consultations.regulation_days'))`,
    [congressId, today(work.clock), z.int().catch(0).parse(value), key],
  );
  const { waiting, short } = counts ?? { waiting: 0, short: 0 };
  if (key === 'consultations.show_comments') return { open: waiting, words: `已经公开的草案不变；还没有公开的 ${waiting} 件，审核发布后${value === true ? '可以逐条公开意见' : '只公布条数'}。` };
  return { open: waiting, words: `已经公开的草案不变；还没有公开的 ${waiting} 件中，${short} 件的截止日期不够，须改后才能审核发布。` };
}
