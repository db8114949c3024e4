// 签收、退办、协办意见: what an organ does with its part short of the reply.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actingOf, actOnAssignment } from './act.ts';
import type { AssignmentRow, Matter } from './matter.ts';
import { returnReasonLabels } from './model.ts';
import type { assignmentRef, decideReturnInput, giveOpinionInput, reportProgressInput, requestReturnInput } from './model-inputs.ts';
import type { AssignmentReceipt } from './model-views.ts';
import { assignmentReceiptFor } from './receipts.ts';
import { returnLevelOf } from './returns/rules.ts';
import { settle } from './settle.ts';
import { lockAssignment } from './store.ts';

/**
 * Locks a part that concerns the actor: of the own organ, handed over by it, or of the own congress. To others it does not exist.
 * @throws DomainError common.not_found
 */
export async function lockedPart(work: Work, capacity: Capacity, assignmentId: string): Promise<{ matter: Matter; row: AssignmentRow }> {
  const found = await lockAssignment(work, assignmentId);
  const { row, matter } = found;
  const concerned =
    row.organId === capacity.organId || row.assignedByOrganId === capacity.organId || (matter.row.congressId === capacity.congressId && capacity.roles.some((role) => role === 'congress_officer' || role === 'congress_leader'));
  if (!concerned) throw new DomainError('common.not_found', { what: '承办事项' });
  return found;
}

/** 签收. @throws DomainError common.not_found, workflow.* */
export async function accept(work: Work, capacity: Capacity, input: z.output<typeof assignmentRef>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  await actOnAssignment(work, capacity, { id: row.id, action: 'accept', expectedVersion: input.expectedVersion, matter, patch: { accepted_at: work.clock.now() } });
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** 申请退办, within the limit. @throws DomainError common.not_found, workflow.refused (too late, with the date), workflow.* */
export async function requestReturn(work: Work, capacity: Capacity, input: z.output<typeof requestReturnInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  const proposed = await proposal(work, input.proposedOrganId);
  const reason = `${returnReasonLabels[input.cause]}：${input.reason}${proposed === null ? '' : `（建议改由${proposed}办理）`}`;
  const level = await returnLevelOf(work, matter, row);
  await actOnAssignment(work, capacity, { id: row.id, action: 'requestReturn', expectedVersion: input.expectedVersion, reason, matter, patch: { return_reason: reason }, facts: { level } });
  await work.db
    .insertInto('part_return')
    .values({
      id: newId(), congress_id: matter.row.congressId, suggestion_id: matter.row.id, assignment_id: row.id, organ_id: row.organId, organ_name: row.organName, cause: input.cause, reason: input.reason,
      proposed_organ_name: proposed, level, asked_at: work.clock.now(),
    })
    .execute();
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

async function proposal(work: Work, organId: string | undefined): Promise<string | null> {
  if (organId === undefined) return null;
  const [organ] = await work.sql<{ name: string }>('SELECT name FROM organ WHERE id = $1', [organId]);
  return organ?.name ?? null;
}

/** The organ that handed over decides, of a repeated request the next above; only after a consent does the unit's clock start anew at the next hand-over (代表法 51). */
export async function decideReturn(work: Work, capacity: Capacity, input: z.output<typeof decideReturnInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  await actOnAssignment(work, capacity, { id: row.id, action: input.approve ? 'approveReturn' : 'refuseReturn', expectedVersion: input.expectedVersion, reason: input.reason, matter });
  if (!input.approve) await work.sql('UPDATE assignment SET return_reason = NULL WHERE id = $1', [row.id]);
  await work.sql(`UPDATE part_return SET state = $2, decided_at = $3, decided_by = $4, decision_note = $5 WHERE assignment_id = $1 AND state = 'requested'`, [
    row.id, input.approve ? 'approved' : 'refused', work.clock.now(), actingOf(capacity).label, input.reason === '' ? null : input.reason,
  ]);
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** 办理进展: what was done so far, told to the deputy. @throws DomainError common.not_found, workflow.* */
export async function reportProgress(work: Work, capacity: Capacity, input: z.output<typeof reportProgressInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  await actOnAssignment(work, capacity, { id: row.id, action: 'reportProgress', expectedVersion: input.expectedVersion, reason: input.text, matter });
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** An assisting organ's opinion to the lead; may be given anew until the reply is signed. */
export async function giveOpinion(work: Work, capacity: Capacity, input: z.output<typeof giveOpinionInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  await actOnAssignment(work, capacity, { id: row.id, action: 'giveOpinion', expectedVersion: input.expectedVersion, matter, patch: { opinion: input.opinion, opinion_at: work.clock.now() } });
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}
