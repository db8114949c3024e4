// 点名: one list, all marked at once with exceptions, on the desk or on a phone; also what a paper sheet says once the clerk has confirmed it.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { rollCallInput } from './model-inputs.ts';
import type { rollCallReceipt } from './model-views.ts';
import { ownActivity } from './planning.ts';
import { actOnInvitation, inForce } from './store.ts';
import { warnOfAbsence } from './warnings.ts';
import type { InvitationAction } from './workflow-invitation.ts';

const actions = { attended: 'markAttended', absent: 'markAbsent', on_leave: 'grantLeave' } as const satisfies Record<string, InvitationAction>;

/**
 * Marks those whose mark differs from what is known. Refusals of single people are told by name; the others are marked.
 * @throws DomainError common.not_found (the activity, or somebody who is not invited)
 */
export async function rollCall(work: Work, capacity: Capacity, { id, marks, way }: z.output<typeof rollCallInput>): Promise<z.output<typeof rollCallReceipt>> {
  const { state } = await ownActivity(work, capacity, id);
  const wanted = new Map(marks.map(({ invitationId, mark }) => [invitationId, mark]));
  const rows = await work.sql<{ id: string; state: string; name: string }>(`SELECT i.id, i.state, i.name FROM duty_invitation i WHERE i.activity_id = $1 AND i.id = ANY ($2::uuid[]) AND i.state <> 'withdrawn' AND ${inForce} ORDER BY i.id`, [id, [...wanted.keys()]]);
  if (rows.length !== wanted.size) throw new DomainError('common.not_found', { what: '活动邀请' });
  let changed = 0;
  const failed: { name: string; problem: string }[] = [];
  for (const row of rows) {
    const mark = wanted.get(row.id);
    if (mark === undefined || mark === row.state) continue;
    const there = mark === 'attended' ? { signed_in_at: work.clock.now(), sign_in_way: way } : { signed_in_at: null, sign_in_way: null };
    const decided = mark === 'on_leave' ? { decided_by: capacity.personName } : {};
    try {
      await actOnInvitation(work, capacity, { id: row.id, action: actions[mark], patch: { ...there, ...decided } });
      changed += 1;
    } catch (error) {
      // Refused before anything was written: the others go on.
      if (!isDomainError(error)) throw error;
      failed.push({ name: row.name, problem: error.message });
    }
  }
  if (state === 'held') await warnOfAbsence(work, capacity.congressId, id);
  return { changed, failed, next: changed === 0 ? '没有变化。' : `已点名 ${changed} 人。` };
}
