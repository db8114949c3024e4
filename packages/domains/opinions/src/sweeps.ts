// What happens by itself: nobody waits for an evaluation for ever, and names are not kept longer than needed.
import { addDays, startOfDayShanghai, today } from '@smart/kernel/dates';
import { isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { act } from './store.ts';

/** Safe to repeat. @returns how many were closed without an evaluation, and how many names erased */
export async function sweepOpinions(work: Work, congressId: string): Promise<{ closed: number; erased: number }> {
  const due = await work.sql<{ id: string }>(
    `SELECT o.id FROM opinion o JOIN deadline d ON d.subject_type = 'opinion' AND d.subject_id = o.id AND d.kind = 'evaluation' AND d.status = 'open'
     WHERE o.congress_id = $1 AND o.state = 'replied' AND d.due_on < $2::date ORDER BY o.id`,
    [congressId, today(work.clock)],
  );
  let closed = 0;
  for (const { id } of due) {
    try {
      await work.attempt(() => act(work, null, { id, action: 'lapse', patch: { satisfaction: 'none' } }));
      closed += 1;
    } catch (error) {
      // Evaluated in this moment.
      if (!isDomainError(error)) throw error;
    }
  }
  const days = z.int().parse(await work.parameter(congressId, 'opinions.name_days'));
  const erased = await work.sql(
    `UPDATE opinion SET name_cipher = NULL, contact_cipher = NULL WHERE congress_id = $1 AND (name_cipher IS NOT NULL OR contact_cipher IS NOT NULL) AND state IN ('redirected', 'closed') AND updated_at < $2 RETURNING id`,
    [congressId, startOfDayShanghai(addDays(today(work.clock), -days))],
  );
  return { closed, erased: erased.length };
}
