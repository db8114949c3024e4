// 应急授权: a role beyond one's own post for at most four hours, in force only when a second person has approved it.
import { organById } from '@smart/divisions/organs';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Acting } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { requireFit } from './appointments.ts';
import type { AppointedRole, Capacity } from './capacity.ts';
import { announceStandIn, lockStandIn, requireOwnPost, type StandInRow } from './stand-in.ts';

/** Nobody is lent an elected office, and nobody the eyes that watch over it. */
export const emergencyRoles = ['congress_officer', 'government_officer', 'handling_clerk', 'handling_head', 'system_administrator', 'security_administrator'] as const satisfies readonly AppointedRole[];
export type EmergencyRole = (typeof emergencyRoles)[number];
export const longestEmergencyHours = 4;
/** A request that nobody answered lapses. */
export const requestHours = 24;

const HOUR = 3600_000;

/**
 * Asks for a role in an organ of the congress.
 * @throws DomainError common.forbidden without a staff post of one's own, common.invalid_input (the role does not fit the organ),
 *   directory.executive_post_conflict, common.conflict (three administrators apart; a request is open already)
 */
export async function requestEmergency(work: Work, acting: Acting, capacity: Capacity, input: { organId: string; role: EmergencyRole; hours: number; reason: string }): Promise<StandInRow> {
  requireOwnPost(capacity);
  const organ = await organById(work, capacity.congressId, input.organId);
  if (organ.abolishedOn !== null) throw new DomainError('common.conflict', { reason: `“${organ.name}”已经撤销` });
  await requireFit(work, capacity.congressId, capacity.personId, { organ, title: '（应急授权）', roles: [input.role] });
  const now = work.clock.now();
  const open = await work.sql(
    `SELECT 1 FROM stand_in WHERE kind = 'emergency' AND person_id = $1 AND refused_at IS NULL
       AND CASE WHEN approved_at IS NULL THEN created_at > $2 ELSE ends_at > $3 END`,
    [capacity.personId, new Date(now.getTime() - requestHours * HOUR), now],
  );
  if (open.length > 0) throw new DomainError('common.conflict', { reason: '您已有一项应急授权正在等待批准或者正在生效' });
  const id = newId();
  await work.prisma.standIn.create({
    data: {
      id, congressId: capacity.congressId, kind: 'emergency', personId: capacity.personId, organId: organ.id, roles: [input.role], reason: input.reason,
      startsAt: now, endsAt: new Date(now.getTime() + input.hours * HOUR), grantedById: capacity.personId, grantedBy: acting.label, createdAt: now,
    },
  });
  const row = await lockStandIn(work, capacity.congressId, id);
  await announceStandIn(work, acting, capacity, 'requested', row);
  return row;
}

/**
 * The second person approves or refuses. From approval the hours that were asked for run.
 * @throws DomainError common.not_found, common.forbidden (the same person, or two who approve each other), common.conflict (decided, lapsed)
 */
export async function decideEmergency(work: Work, acting: Acting, capacity: Capacity, input: { id: string; accept: boolean }): Promise<StandInRow> {
  requireOwnPost(capacity);
  const row = await lockStandIn(work, capacity.congressId, input.id, 'emergency');
  const now = work.clock.now();
  if (row.personId === capacity.personId) throw new DomainError('common.forbidden', { reason: '不能批准本人的应急授权，请由另一名安全管理员或者人大领导批准' });
  if (row.approvedAt !== null || row.refusedAt !== null) throw new DomainError('common.conflict', { reason: '已经办理' });
  if (row.createdAt.getTime() + requestHours * HOUR <= now.getTime()) throw new DomainError('common.conflict', { reason: `申请超过 ${requestHours} 小时未批准，已经失效，请重新申请` });
  if (input.accept) {
    await refuseMutual(work, row, capacity.personId);
    await requireFit(work, row.congressId, row.personId, { organ: await organById(work, row.congressId, row.organId ?? ''), title: '（应急授权）', roles: z.array(z.enum(emergencyRoles)).parse(row.roles) });
  }
  const hours = (row.endsAt?.getTime() ?? 0) - row.startsAt.getTime();
  const decided = { approvedById: capacity.personId, approvedBy: acting.label };
  await work.prisma.standIn.update({
    where: { id: row.id }, data: input.accept ? { ...decided, approvedAt: now, startsAt: now, endsAt: new Date(now.getTime() + hours) } : { ...decided, refusedAt: now },
  });
  const after = await lockStandIn(work, capacity.congressId, row.id);
  await announceStandIn(work, acting, capacity, input.accept ? 'granted' : 'refused', after);
  return after;
}

/** Whoever waits for an authorisation, or holds one, profits from being obliging: such a person approves nobody's. */
async function refuseMutual(work: Work, row: StandInRow, approverId: string): Promise<void> {
  const now = work.clock.now();
  const own = await work.sql(
    `SELECT 1 FROM stand_in WHERE kind = 'emergency' AND person_id = $1 AND refused_at IS NULL AND id <> $2
       AND CASE WHEN approved_at IS NULL THEN created_at > $3 ELSE ends_at > $4 END`,
    [approverId, row.id, new Date(now.getTime() - requestHours * HOUR), now],
  );
  if (own.length > 0) throw new DomainError('common.forbidden', { reason: '您本人正在申请或者使用应急授权，不能批准他人的，请由没有利害关系的人员批准' });
}
