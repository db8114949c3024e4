// 协调 after the second dissatisfaction, and 承诺 followed until they are kept (重庆 27–28, 青岛 27, 山东 18).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { endDeadlines, startDeadline } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnSuggestion } from './act.ts';
import { attachFiles } from './attachments.ts';
import { type CommitmentRow, loadMatter, type Matter, openCommitments } from './matter.ts';
import type { changeCommitmentInput, closeCoordinationInput, conveneCoordinationInput, fulfilCommitmentInput } from './model-inputs.ts';
import type { Receipt } from './model-views.ts';
import { lockedOfCongress } from './own.ts';
import { receiptFor } from './receipts.ts';
import { settle, todayOf } from './settle.ts';
import { lockMatter } from './store.ts';

/** Invites organ and deputy to meet. @throws DomainError common.not_found, workflow.* */
export async function conveneCoordination(work: Work, capacity: Capacity, input: z.output<typeof conveneCoordinationInput>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  await actOnSuggestion(work, capacity, { id: input.id, action: 'conveneCoordination', expectedVersion: input.expectedVersion, input, reason: input.text, matter, facts: { until: input.heldOn, text: input.text } });
  return receiptFor(await settle(work, input.id));
}

/** What the meeting came to; with it the suggestion ends, or its open commitments are followed. */
export async function closeCoordination(work: Work, capacity: Capacity, input: z.output<typeof closeCoordinationInput>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  await actOnSuggestion(work, capacity, { id: input.id, action: 'closeCoordination', expectedVersion: input.expectedVersion, reason: input.outcome, matter, facts: { text: input.outcome } });
  return receiptFor(await settle(work, input.id));
}

/** An open commitment of the actor's organ. To others it does not exist. */
async function ownCommitment(work: Work, capacity: Capacity, commitmentId: string): Promise<{ matter: Matter; commitment: CommitmentRow }> {
  const [found] = await work.sql<{ suggestionId: string }>('SELECT suggestion_id AS "suggestionId" FROM commitment WHERE id = $1', [commitmentId]);
  if (!found) throw new DomainError('common.not_found', { what: '承诺事项' });
  const matter = await lockMatter(work, found.suggestionId);
  const commitment = openCommitments(matter).find((one) => one.id === commitmentId);
  if (!commitment || commitment.organId !== capacity.organId) throw new DomainError('common.not_found', { what: '待落实的承诺事项' });
  return { matter, commitment };
}

/**
 * Reports that a commitment is kept. With the last one the deputy is answered again and asked to evaluate.
 * @throws DomainError common.not_found, workflow.*
 */
export async function fulfilCommitment(work: Work, capacity: Capacity, input: z.output<typeof fulfilCommitmentInput>): Promise<Receipt> {
  const { matter, commitment } = await ownCommitment(work, capacity, input.commitmentId);
  const { id } = matter.row;
  await actOnSuggestion(work, capacity, { id, action: 'fulfilCommitment', reason: input.evidence, matter, facts: { text: commitment.text } });
  await work.sql(`UPDATE commitment SET state = 'kept', kept_on = $2::date, evidence = $3 WHERE id = $1`, [commitment.id, todayOf(work), input.evidence]);
  await endDeadlines(work, commitment.id, ['commitment'], 'met');
  if (input.fileIds) await attachFiles(work, capacity, id, { type: 'commitment', id: commitment.id }, input.fileIds);
  await answerAgain(work, id);
  return receiptFor(await settle(work, id));
}

async function answerAgain(work: Work, id: string): Promise<void> {
  const matter = await loadMatter(work, id);
  if (matter.row.state !== 'tracking_commitment' || openCommitments(matter).length > 0) return;
  await actOnSuggestion(work, null, { id, action: 'followFulfilment', matter, patch: { reply_round: matter.row.replyRound + 1, replied_at: work.clock.now() }, facts: { round: matter.row.replyRound + 1 } });
}

/** A commitment gets a new date with the reason; the old one stays in the ledger as changed. */
export async function changeCommitment(work: Work, capacity: Capacity, input: z.output<typeof changeCommitmentInput>): Promise<Receipt> {
  const { matter, commitment } = await ownCommitment(work, capacity, input.commitmentId);
  const { row } = matter;
  if (input.dueOn <= todayOf(work)) {
    const problem = '新的完成时限应当晚于今天';
    throw new DomainError('common.invalid_input', { problem }, [{ path: 'dueOn', message: problem }]);
  }
  await actOnSuggestion(work, capacity, { id: row.id, action: 'changeCommitment', reason: input.reason, matter, facts: { text: commitment.text, until: input.dueOn } });
  await work.sql(`UPDATE commitment SET state = 'changed', evidence = $2 WHERE id = $1`, [commitment.id, input.reason]);
  await endDeadlines(work, commitment.id, ['commitment'], 'cancelled');
  const id = newId();
  await work.db
    .insertInto('commitment')
    .values({ id, congress_id: row.congressId, suggestion_id: row.id, reply_id: commitment.replyId, organ_id: commitment.organId, text: commitment.text, due_on: input.dueOn })
    .execute();
  const subject = { id, matterId: row.id, congressId: row.congressId, state: row.state, version: row.version };
  const explanation = `原承诺时限变更：${input.reason}`;
  await startDeadline(work, 'suggestion', subject, { kind: 'commitment', dueOn: input.dueOn, explanation, basis: { label: '落实承诺', explanation } }, { organId: commitment.organId });
  return receiptFor(await settle(work, row.id));
}
