// What happens by itself: a consultation ends with its last day.
import { isDomainError } from '@smart/kernel/errors';
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
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
