// 延期: asked by the organ that answers, decided by the one that handed over, at most six months from assignment; the deputy is told (代表法 51).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { extendDeadline } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnAssignment } from './act.ts';
import { lockedPart } from './handling.ts';
import type { Matter } from './matter.ts';
import type { decideExtensionInput, requestExtensionInput } from './model-inputs.ts';
import type { AssignmentReceipt } from './model-views.ts';
import { assignmentReceiptFor } from './receipts.ts';
import { settle } from './settle.ts';

/** @throws DomainError common.not_found, workflow.refused (beyond six months, not later than now), workflow.* */
export async function requestExtension(work: Work, capacity: Capacity, input: z.output<typeof requestExtensionInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  await actOnAssignment(work, capacity, { id: row.id, action: 'requestExtension', expectedVersion: input.expectedVersion, input, reason: input.reason, matter, facts: { until: input.until } });
  await work.db
    .insertInto('extension')
    .values({ id: newId(), congress_id: matter.row.congressId, suggestion_id: matter.row.id, assignment_id: row.id, organ_name: row.organName, reason: input.reason, requested_until: input.until, created_at: work.clock.now() })
    .execute();
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** @throws DomainError common.not_found, workflow.* */
export async function decideExtension(work: Work, capacity: Capacity, input: z.output<typeof decideExtensionInput>): Promise<AssignmentReceipt> {
  const [found] = await work.sql<{ assignmentId: string }>('SELECT assignment_id AS "assignmentId" FROM extension WHERE id = $1', [input.extensionId]);
  if (!found) throw new DomainError('common.not_found', { what: '延期申请' });
  const { matter, row } = await lockedPart(work, capacity, found.assignmentId);
  const extension = matter.extensions.find((one) => one.id === input.extensionId);
  if (!extension || extension.state !== 'requested') throw new DomainError('workflow.refused', { reason: '这份延期申请已经审批过' });
  await actOnAssignment(work, capacity, { id: row.id, action: input.grant ? 'grantExtension' : 'refuseExtension', reason: input.note, matter, facts: { until: extension.requestedUntil } });
  await work.sql('UPDATE extension SET state = $2, decided_at = $3, decision_note = $4 WHERE id = $1', [extension.id, input.grant ? 'granted' : 'refused', work.clock.now(), input.note]);
  if (input.grant) await extend(work, matter, row.id, extension.requestedUntil);
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** The unit's limit moves; the deputy's total limit moves with it when it would end earlier. */
async function extend(work: Work, matter: Matter, assignmentId: string, until: string): Promise<void> {
  await extendDeadline(work, { subjectId: assignmentId, kind: 'reply', until });
  const total = matter.deadlines.find((one) => one.kind === 'reply_total' && one.status === 'open');
  if (total && total.dueOn < until) await extendDeadline(work, { subjectId: matter.row.id, kind: 'reply_total', until });
}
