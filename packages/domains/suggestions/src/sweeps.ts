// What happens by itself when a limit has passed. For the job registry: `registerSweep('suggestions', '15 1 * * *', sweepSuggestions)`.
import { isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { assumeContact } from './contact.ts';
import { closeUnevaluated } from './evaluation.ts';
import { todayOf } from './settle.ts';

const passed = (work: Work, congressId: string, kind: string): Promise<{ subjectId: string }[]> =>
  work.sql<{ subjectId: string }>(
    `SELECT subject_id AS "subjectId" FROM deadline WHERE congress_id = $1 AND kind = $2 AND status = 'open' AND due_on < $3::date ORDER BY due_on, id LIMIT 500`,
    [congressId, kind, todayOf(work)],
  );

/** One that somebody acted on in the meantime is left to the next run; everything else is a fault and is told. */
async function each(work: Work, subjects: readonly { subjectId: string }[], act: (id: string) => Promise<void>): Promise<number> {
  let done = 0;
  for (const { subjectId } of subjects) {
    try {
      await work.attempt(() => act(subjectId));
      done += 1;
    } catch (error) {
      if (!isDomainError(error)) throw error;
    }
  }
  return done;
}

/**
 * Contacts without an objection count as confirmed; replies without an evaluation are closed as 逾期未评. Safe to repeat.
 * @returns how many of each
 */
export async function sweepSuggestions(work: Work, congressId: string): Promise<{ contacts: number; evaluations: number }> {
  const contacts = await each(work, await passed(work, congressId, 'contact_confirmation'), (id) => assumeContact(work, id));
  const evaluations = await each(work, await passed(work, congressId, 'evaluation'), (id) => closeUnevaluated(work, id));
  return { contacts, evaluations };
}
