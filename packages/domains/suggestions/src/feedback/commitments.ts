// 承诺: followed until they are kept; a later date needs the consent of the congress; every turn stays in the ledger (重庆 28, 青岛 27, 山东 18, 上海 23).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { endDeadlines, extendDeadline } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actingOf, actOnSuggestion } from '../act.ts';
import { attachFiles } from '../attachments.ts';
import { type CommitmentRow, loadMatter, type Matter, openCommitments } from '../matter.ts';
import type { changeCommitmentInput, fulfilCommitmentInput } from '../model-inputs.ts';
import type { Receipt } from '../model-views.ts';
import { receiptFor } from '../receipts.ts';
import { settle, todayOf } from '../settle.ts';
import { lockMatter } from '../store.ts';
import type { decideChangeInput } from './model.ts';

type Found = { matter: Matter; commitment: CommitmentRow };
export type StepKind = 'kept' | 'change_asked' | 'change_granted' | 'change_refused' | 'reopened';

/** An open commitment, its suggestion locked. */
async function openCommitment(work: Work, commitmentId: string, mine: (found: Found) => boolean): Promise<Found> {
  const [row] = await work.sql<{ suggestionId: string }>('SELECT suggestion_id AS "suggestionId" FROM commitment WHERE id = $1', [commitmentId]);
  if (!row) throw new DomainError('common.not_found', { what: '承诺事项' });
  const matter = await lockMatter(work, row.suggestionId);
  const commitment = openCommitments(matter).find((one) => one.id === commitmentId);
  if (!commitment || !mine({ matter, commitment })) throw new DomainError('common.not_found', { what: '待落实的承诺事项' });
  return { matter, commitment };
}

/** One of the actor's organ. To others it does not exist. */
const ownCommitment = (work: Work, capacity: Capacity, id: string): Promise<Found> => openCommitment(work, id, ({ commitment }) => commitment.organId === capacity.organId);

/** One line of a commitment's history. */
export async function noteStep(work: Work, capacity: Capacity, matter: Matter, commitmentId: string, step: { kind: StepKind; text: string; fromDueOn?: string; toDueOn?: string }): Promise<void> {
  await work.db
    .insertInto('commitment_step')
    .values({
      id: newId(), congress_id: matter.row.congressId, suggestion_id: matter.row.id, commitment_id: commitmentId, kind: step.kind, text: step.text, from_due_on: step.fromDueOn ?? null,
      to_due_on: step.toDueOn ?? null, by_label: actingOf(capacity).label, at: work.clock.now(),
    })
    .execute();
}

/**
 * Reports that a commitment is kept, with evidence. With the last one the deputy is answered again and asked to evaluate.
 * @throws DomainError common.not_found, workflow.*
 */
export async function fulfilCommitment(work: Work, capacity: Capacity, input: z.output<typeof fulfilCommitmentInput>): Promise<Receipt> {
  const { matter, commitment } = await ownCommitment(work, capacity, input.commitmentId);
  const { id } = matter.row;
  await actOnSuggestion(work, capacity, { id, action: 'fulfilCommitment', reason: input.evidence, matter, facts: { text: commitment.text } });
  await work.sql(`UPDATE commitment SET state = 'kept', kept_on = $2::date, evidence = $3, asked_due_on = NULL, asked_reason = NULL WHERE id = $1`, [commitment.id, todayOf(work), input.evidence]);
  await noteStep(work, capacity, matter, commitment.id, { kind: 'kept', text: input.evidence, fromDueOn: commitment.dueOn });
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

/**
 * The organ asks for a later date. Until the congress consents the old one runs on: nobody moves its own light.
 * @throws DomainError common.not_found, common.invalid_input (date), workflow.*
 */
export async function changeCommitment(work: Work, capacity: Capacity, input: z.output<typeof changeCommitmentInput>): Promise<Receipt> {
  const { matter, commitment } = await ownCommitment(work, capacity, input.commitmentId);
  if (input.dueOn <= todayOf(work) || input.dueOn <= commitment.dueOn) {
    const problem = '新的完成时限应当晚于今天和原定时限';
    throw new DomainError('common.invalid_input', { problem }, [{ path: 'dueOn', message: problem }]);
  }
  if (commitment.askedDueOn !== null) throw new DomainError('workflow.refused', { reason: '这项承诺已经申请变更时限，正在审核' });
  await actOnSuggestion(work, capacity, { id: matter.row.id, action: 'changeCommitment', reason: input.reason, matter, facts: { text: commitment.text, until: input.dueOn } });
  await work.sql('UPDATE commitment SET asked_due_on = $2::date, asked_reason = $3 WHERE id = $1', [commitment.id, input.dueOn, input.reason]);
  await noteStep(work, capacity, matter, commitment.id, { kind: 'change_asked', text: input.reason, fromDueOn: commitment.dueOn, toDueOn: input.dueOn });
  return receiptFor(await settle(work, matter.row.id));
}

/**
 * The congress consents to the later date, or not; the deputy is told either way (上海 23).
 * @throws DomainError common.not_found, workflow.*
 */
export async function decideCommitmentChange(work: Work, capacity: Capacity, input: z.output<typeof decideChangeInput>): Promise<Receipt> {
  const { matter, commitment } = await openCommitment(work, input.commitmentId, (found) => found.matter.row.congressId === capacity.congressId);
  const { id } = matter.row;
  const until = commitment.askedDueOn;
  if (until === null) throw new DomainError('workflow.refused', { reason: '这项承诺没有待审核的时限变更申请' });
  const facts = { text: commitment.text, until, organIds: [commitment.organId] };
  await actOnSuggestion(work, capacity, { id, action: input.grant ? 'grantCommitmentChange' : 'refuseCommitmentChange', reason: input.grant ? commitment.askedReason ?? '' : input.note, matter, facts });
  if (input.grant) {
    await work.sql('UPDATE commitment SET first_due_on = COALESCE(first_due_on, due_on), due_on = asked_due_on, asked_due_on = NULL, asked_reason = NULL WHERE id = $1', [commitment.id]);
    await extendDeadline(work, { subjectId: commitment.id, kind: 'commitment', until });
  } else {
    await work.sql('UPDATE commitment SET asked_due_on = NULL, asked_reason = NULL WHERE id = $1', [commitment.id]);
  }
  const note = input.note === '' ? '同意' : input.note;
  await noteStep(work, capacity, matter, commitment.id, { kind: input.grant ? 'change_granted' : 'change_refused', text: note, fromDueOn: commitment.dueOn, toDueOn: until });
  return receiptFor(await settle(work, id));
}
