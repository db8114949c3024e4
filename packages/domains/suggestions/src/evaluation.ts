// 评价: attitude and result, each of three; the result decides what follows (重庆 26–29, 上海 21).
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnAssignment, actOnSuggestion } from './act.ts';
import { loadMatter } from './matter.ts';
import type { evaluateInput } from './model-inputs.ts';
import type { Receipt } from './model-views.ts';
import { mainParts } from './follow.ts';
import { lockedOwn } from './own.ts';
import { receiptFor } from './receipts.ts';
import { settle } from './settle.ts';
import { lockMatter } from './store.ts';

/**
 * The lead deputy evaluates. Not satisfied with the result: handled once more; again not satisfied: coordination. Satisfied: closed, or the
 * commitments are followed until they are kept.
 * @throws DomainError common.not_found, workflow.*
 */
export async function evaluate(work: Work, capacity: Capacity, input: z.output<typeof evaluateInput>): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  const { state } = await actOnSuggestion(work, capacity, {
    id: input.id, action: 'evaluate', expectedVersion: input.expectedVersion, input, matter, facts: { attitude: input.attitude, result: input.result, round: matter.row.replyRound, text: input.comment },
    patch: { attitude: input.attitude, result: input.result },
  });
  await work.db
    .insertInto('evaluation')
    .values({ id: newId(), congress_id: matter.row.congressId, suggestion_id: input.id, round: matter.row.replyRound, person_id: capacity.personId, attitude: input.attitude, result: input.result, comment: input.comment === '' ? null : input.comment, at: work.clock.now() })
    .execute();
  if (state === 'second_handling') await handleAgain(work, input.id);
  if (state === 'coordination') await actOnSuggestion(work, null, { id: input.id, action: 'followCoordination' });
  return receiptFor(await settle(work, input.id));
}

/** Every organ that answered handles it once more, within a month. */
async function handleAgain(work: Work, id: string): Promise<void> {
  const matter = await loadMatter(work, id);
  for (const part of mainParts(matter.assignments).filter((one) => one.state === 'replied')) await actOnAssignment(work, null, { id: part.id, action: 'reopen', matter });
}

/** The limit passed without an evaluation: closed as 逾期未评, and left out of the satisfaction rate. Done by the system. */
export async function closeUnevaluated(work: Work, id: string): Promise<void> {
  const matter = await lockMatter(work, id);
  await actOnSuggestion(work, null, { id, action: 'closeUnevaluated', matter });
  await settle(work, id);
}
