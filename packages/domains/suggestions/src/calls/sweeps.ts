// What happens by itself: a call ends with its last day, and numbers that were left are not kept longer than allowed.
import { isDomainError } from '@smart/kernel/errors';
import { addDays, startOfDayShanghai, today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { actOnCall } from './store.ts';

/** After the outcome was told the number goes at once; where nothing could be sent, after these days. */
const DAYS_AFTER_OUTCOME = 7;

/** Safe to repeat. @returns how many calls were closed and numbers erased */
export async function sweepCalls(work: Work, congressId: string): Promise<{ closed: number; erased: number }> {
  const over = await work.sql<{ id: string }>(`SELECT id FROM topic_call WHERE congress_id = $1 AND state = 'open' AND ends_on < $2::date ORDER BY id`, [congressId, today(work.clock)]);
  let closed = 0;
  for (const { id } of over) {
    try {
      await work.attempt(() => actOnCall(work, null, { id, action: 'lapse' }));
      closed += 1;
    } catch (error) {
      // Closed or extended by somebody in this moment.
      if (!isDomainError(error)) throw error;
    }
  }
  const days = z.int().parse(await work.parameter(congressId, 'calls.contact_days'));
  const daysAgo = (count: number): Date => startOfDayShanghai(addDays(today(work.clock), -count));
  const erased = await work.sql(
    `UPDATE call_proposal p SET contact_cipher = NULL FROM call_topic t
     WHERE p.congress_id = $1 AND t.id = p.topic_id AND p.contact_cipher IS NOT NULL
       AND (p.created_at < $2 OR (t.updated_at < $3 AND (t.state = 'set_aside' OR t.stage IN ('replied', 'not_accepted')))) RETURNING p.id`,
    [congressId, daysAgo(days), daysAgo(DAYS_AFTER_OUTCOME)],
  );
  return { closed, erased: erased.length };
}
