// 沟通: contact with the deputy before the reply, confirmed by the deputy in one tap (代表法 51).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnAssignment } from './act.ts';
import { lockedPart } from './handling.ts';
import { type AssignmentRow, type ContactRow, type Matter, roundOf } from './matter.ts';
import { contactMethodLabels } from './model.ts';
import type { contactAnswerInput, disputeContactInput, recordContactInput } from './model-inputs.ts';
import type { AssignmentReceipt } from './model-views.ts';
import { assignmentReceiptFor } from './receipts.ts';
import { settle, todayOf } from './settle.ts';
import { lockAssignment } from './store.ts';

/** Notes a contact; the deputy is asked to confirm it. @throws DomainError common.invalid_input (date), workflow.* */
export async function recordContact(work: Work, capacity: Capacity, input: z.output<typeof recordContactInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  if (input.contactedOn > todayOf(work) || input.contactedOn < row.assignedOn) {
    const problem = '沟通日期应当在交办之日以后、今天以前';
    throw new DomainError('common.invalid_input', { problem }, [{ path: 'contactedOn', message: problem }]);
  }
  const id = newId();
  await actOnAssignment(work, capacity, { id: row.id, action: 'recordContact', expectedVersion: input.expectedVersion, matter, facts: { contactId: id, method: contactMethodLabels[input.method], text: input.content } });
  await work.db
    .insertInto('contact')
    .values({
      id, congress_id: matter.row.congressId, suggestion_id: matter.row.id, assignment_id: row.id, organ_id: row.organId, organ_name: row.organName, method: input.method,
      contacted_on: input.contactedOn, content: input.content, by_name: capacity.personName, round: roundOf(matter), created_at: work.clock.now(),
    })
    .execute();
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** The contact the deputy was asked about. To others it does not exist. */
async function askedOf(work: Work, capacity: Capacity, contactId: string): Promise<{ matter: Matter; row: AssignmentRow; contact: ContactRow }> {
  const [found] = await work.sql<{ assignmentId: string }>('SELECT assignment_id AS "assignmentId" FROM contact WHERE id = $1', [contactId]);
  if (!found) throw new DomainError('common.not_found', { what: '沟通登记' });
  const { matter, row } = await lockAssignment(work, found.assignmentId);
  const contact = matter.contacts.find((one) => one.id === contactId);
  if (!contact || matter.row.leadPersonId !== capacity.personId || matter.row.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '沟通登记' });
  if (contact.state !== 'waiting') throw new DomainError('workflow.refused', { reason: '这次沟通已经答复过' });
  return { matter, row, contact };
}

/** One tap: yes, they spoke with me. @throws DomainError common.not_found, workflow.* */
export async function confirmContact(work: Work, capacity: Capacity, input: z.output<typeof contactAnswerInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await askedOf(work, capacity, input.contactId);
  await actOnAssignment(work, capacity, { id: row.id, action: 'confirmContact', matter, facts: { contactId: input.contactId } });
  await work.sql(`UPDATE contact SET state = 'confirmed', answered_at = $2 WHERE id = $1`, [input.contactId, work.clock.now()]);
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** It was not so; the organ must contact the deputy again. @throws DomainError common.not_found, workflow.* */
export async function disputeContact(work: Work, capacity: Capacity, input: z.output<typeof disputeContactInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await askedOf(work, capacity, input.contactId);
  await actOnAssignment(work, capacity, { id: row.id, action: 'disputeContact', reason: input.reason, matter, facts: { contactId: input.contactId } });
  await work.sql(`UPDATE contact SET state = 'disputed', answered_at = $2, dispute_reason = $3 WHERE id = $1`, [input.contactId, work.clock.now(), input.reason]);
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** The limit passed without an objection: the contact counts as confirmed. Done by the system. */
export async function assumeContact(work: Work, assignmentId: string): Promise<void> {
  const { matter, row } = await lockAssignment(work, assignmentId);
  await actOnAssignment(work, null, { id: row.id, action: 'assumeContact', matter });
  await work.sql(`UPDATE contact SET state = 'confirmed', answered_at = $2 WHERE assignment_id = $1 AND state = 'waiting'`, [assignmentId, work.clock.now()]);
  await settle(work, matter.row.id);
}
