// 三员: nobody becomes one of the three administrators by the will of one person, and a congress never loses the last of a kind.
import { date, id } from '@smart/divisions/model';
import { organById } from '@smart/divisions/organs';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Acting } from '@smart/rpc/context';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { addAppointment, requireFit } from './appointments.ts';
import type { Capacity } from './capacity.ts';
import { administratorDecided, administratorProposed } from './administrator-events.ts';
import { personById } from './people.ts';
import { administratorRoles, administratorTitles } from './service.ts';
import { requireOwnPost } from './stand-in.ts';

export const proposalInput = z.object({ personId: id, organId: id, role: z.enum(administratorRoles), startsOn: date });
type ProposalInput = z.infer<typeof proposalInput>;
/** What a proposal keeps in `operation.plan`. */
const plan = proposalInput.extend({ personName: z.string(), organName: z.string(), proposerId: z.string(), decidedBy: z.string().optional() });
const KIND = 'administrator_appointment';

/** Posts of the three are given by two persons. @throws DomainError common.forbidden */
export function refuseSingleHanded(roles: readonly string[]): void {
  if (!roles.some((role) => administratorRoles.some((one) => one === role))) return;
  throw new DomainError('common.forbidden', { reason: '系统、安全、审计管理员的任职须由系统管理员提出、安全管理员确认，请在“管理员任职”中办理' });
}

/**
 * The system administrator proposes; nothing is in force yet.
 * @throws DomainError as `addAppointment`; common.conflict when the same is waiting already
 */
export async function proposeAdministrator(work: Work, acting: Acting, capacity: Capacity, input: ProposalInput): Promise<{ id: string }> {
  requireOwnPost(capacity);
  const organ = await organById(work, capacity.congressId, input.organId);
  const person = await personById(work, input.personId);
  await requireFit(work, capacity.congressId, person.id, { organ, title: administratorTitles[input.role], roles: [input.role] });
  const waiting = await work.prisma.operation.findMany({ where: { congressId: capacity.congressId, kind: KIND, state: 'draft' }, select: { plan: true } });
  if (waiting.some((one) => plan.parse(one.plan).personId === person.id)) throw new DomainError('common.conflict', { reason: `${person.name}已有一项管理员任职等待确认` });
  const operationId = newId();
  await work.prisma.operation.create({
    data: {
      id: operationId, congressId: capacity.congressId, kind: KIND, title: `${person.name}任${administratorTitles[input.role]}`, startedBy: acting.label, startedAt: work.clock.now(),
      plan: { ...input, personName: person.name, organName: organ.name, proposerId: capacity.personId },
    },
  });
  await announce(work, acting, capacity, administratorProposed.name, { id: operationId, personId: person.id, personName: person.name, role: input.role, outcome: 'proposed' });
  return { id: operationId };
}

/**
 * The security administrator confirms or refuses what the system administrator proposed.
 * @throws DomainError common.not_found; common.forbidden for who proposed it or would gain by it; common.conflict when decided; as `addAppointment`
 */
export async function decideAdministrator(work: Work, acting: Acting, capacity: Capacity, input: { id: string; accept: boolean }): Promise<void> {
  requireOwnPost(capacity);
  await work.sql('SELECT 1 FROM operation WHERE id = $1 FOR UPDATE', [input.id]);
  const row = await work.prisma.operation.findFirst({ where: { id: input.id, congressId: capacity.congressId, kind: KIND } });
  if (!row) throw new DomainError('common.not_found', { what: '管理员任职' });
  if (row.state !== 'draft') throw new DomainError('common.conflict', { reason: '已经办理' });
  const { personId, personName, organId, role, startsOn, proposerId } = plan.parse(row.plan);
  if (capacity.personId === proposerId || capacity.personId === personId) throw new DomainError('common.forbidden', { reason: '提出人和拟任人员不能确认，请由另一名安全管理员办理' });
  if (input.accept) await addAppointment(work, acting, capacity.congressId, { personId, organId, title: administratorTitles[role], roles: [role], startsOn });
  await work.prisma.operation.update({
    where: { id: row.id }, data: { state: input.accept ? 'done' : 'cancelled', finishedAt: work.clock.now(), plan: { ...plan.parse(row.plan), decidedBy: acting.label } },
  });
  await announce(work, acting, capacity, administratorDecided.name, { id: row.id, personId, personName, role, outcome: input.accept ? 'confirmed' : 'refused' });
}

async function announce(work: Work, acting: Acting, capacity: Capacity, type: string, facts: { id: string; personId: string; personName: string; role: string; outcome: string }): Promise<void> {
  const { id: subjectId, ...payload } = facts;
  await appendEvent(work, {
    congressId: capacity.congressId, matterId: null, type, subjectType: 'administrator', subjectId, personId: acting.personId,
    payload: { ...payload, congressName: capacity.congressName, by: acting.label },
  });
}

export const proposalView = z.object({
  id: z.string(), personName: z.string(), organName: z.string(), role: z.enum(administratorRoles), startsOn: z.string(), proposedBy: z.string(), proposedAt: z.string(),
  state: z.enum(['waiting', 'confirmed', 'refused']), decidedBy: z.string().nullable(), mayDecide: z.boolean(),
});

/** Proposals of the congress, those that wait first. */
export async function proposals(work: Work, viewer: Capacity): Promise<z.infer<typeof proposalView>[]> {
  const rows = await work.prisma.operation.findMany({ where: { congressId: viewer.congressId, kind: KIND }, orderBy: { startedAt: 'desc' }, take: 100 });
  const views = rows.map((row) => {
    const { personId, personName, organName, role, startsOn, proposerId, decidedBy } = plan.parse(row.plan);
    const state = row.state === 'draft' ? ('waiting' as const) : row.state === 'done' ? ('confirmed' as const) : ('refused' as const);
    const mayDecide = state === 'waiting' && viewer.roles.includes('security_administrator') && !viewer.standIn && viewer.personId !== proposerId && viewer.personId !== personId;
    return { id: row.id, personName, organName, role, startsOn, proposedBy: row.startedBy, proposedAt: row.startedAt.toISOString(), state, decidedBy: decidedBy ?? null, mayDecide };
  });
  return views.toSorted((one, other) => Number(other.state === 'waiting') - Number(one.state === 'waiting'));
}

