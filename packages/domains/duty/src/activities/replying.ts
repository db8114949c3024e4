// A deputy answers an invitation; the office decides on leave.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { decideLeaveInput, invitationRef, leaveInput, revokeLeaveInput } from './model-inputs.ts';
import type { ActivityReceipt } from './model-views.ts';
import { actOnInvitation, invitationStore } from './store.ts';
import type { InvitationSubject } from './workflow-invitation.ts';

const receipt = ({ id, version }: InvitationSubject, next: string): ActivityReceipt => ({ id, version, next });

/** Somebody else's invitation, or one of another congress, is not there. */
async function found(work: Work, id: string, is: (subject: InvitationSubject) => boolean): Promise<void> {
  if (!is(await invitationStore.lock(work, id))) throw new DomainError('common.not_found', { what: '活动邀请' });
}

/** @throws DomainError common.not_found, duty.mandate_not_active (代表法 61), workflow.* */
export async function join(work: Work, capacity: Capacity, { id }: z.output<typeof invitationRef>): Promise<ActivityReceipt> {
  await own(work, capacity, id);
  return receipt(await actOnInvitation(work, capacity, { id, action: 'join', patch: { reason: null, decision: null, decided_by: null } }), '已回复参加，当天到场签到。');
}

/** The reason is for the office; it stands in no log and in no notice. @throws DomainError as `join` */
export async function askLeave(work: Work, capacity: Capacity, { id, reason }: z.output<typeof leaveInput>): Promise<ActivityReceipt> {
  await own(work, capacity, id);
  return receipt(await actOnInvitation(work, capacity, { id, action: 'askLeave', patch: { reason, decision: null, decided_by: null } }), '请假已提交，批复后通知您。');
}

async function own(work: Work, capacity: Capacity, id: string): Promise<void> {
  await found(work, id, ({ mandateId, activityState }) => mandateId === capacity.id && activityState !== 'planned');
  const [active] = await work.sql(`SELECT 1 FROM mandate WHERE id = $1 AND status = 'active'`, [capacity.id]);
  if (!active) throw new DomainError('duty.mandate_not_active');
}

/** @throws DomainError common.not_found, common.invalid_input (a refusal without reason), workflow.* */
export async function decideLeave(work: Work, capacity: Capacity, { granted, reason, ...ref }: z.output<typeof decideLeaveInput>): Promise<ActivityReceipt> {
  await found(work, ref.id, ({ congressId }) => congressId === capacity.congressId);
  const patch = { decision: reason === '' ? null : reason, decided_by: capacity.personName, signed_in_at: null, sign_in_way: null };
  return receipt(await actOnInvitation(work, capacity, { ...ref, action: granted ? 'grantLeave' : 'refuseLeave', reason, patch }), granted ? '已准假，代表收到通知。' : '没有准假，代表收到理由。');
}

/** @throws DomainError common.not_found, workflow.* */
export async function revokeLeave(work: Work, capacity: Capacity, { reason, ...ref }: z.output<typeof revokeLeaveInput>): Promise<ActivityReceipt> {
  await found(work, ref.id, ({ congressId }) => congressId === capacity.congressId);
  return receipt(await actOnInvitation(work, capacity, { ...ref, action: 'withdrawLeave', reason, patch: { decision: reason, decided_by: capacity.personName } }), '已撤销准假，代表收到理由。');
}
