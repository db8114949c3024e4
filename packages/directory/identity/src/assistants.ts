// 代表助理: prepares for a deputy, never sends. Two agree to it: the deputy and the congress's office, whoever begins.
import { addDays, startOfDayShanghai, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Acting } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import type { Capacity } from './capacity.ts';
import { attachPerson, createPerson, findByPhone } from './people.ts';
import { announceStandIn, lockStandIn, requireOwnPost, type StandInRow } from './stand-in.ts';
import { CONFIDENTIAL } from './stand-in-capacity.ts';

/** So many people may prepare for one deputy at a time. */
export const mostAssistants = 3;

export type AssistantInput = { name: string; phone: string; confidential: boolean; endsOn: string | null; reason: string };

/**
 * The deputy names a registered person by name and phone number; in force once the office has confirmed.
 * @throws DomainError common.invalid_input when name and number do not belong to a registered person (which of the two is not said),
 *   common.conflict when the person assists already or there are three
 */
export async function nameAssistant(work: Work, acting: Acting, capacity: Capacity, input: AssistantInput): Promise<StandInRow> {
  const found = await findByPhone(work, input.phone);
  if (found?.name !== input.name) {
    const problem = '没有找到姓名和手机号都相符的已登记人员，请核对，或者联系代表工委（乡镇为主席团）登记';
    throw new DomainError('common.invalid_input', { problem }, [{ path: 'phone', message: problem }]);
  }
  return propose(work, acting, capacity, { ...input, personId: found.id, mandateId: capacity.id, deputyId: capacity.personId });
}

/**
 * The office enters somebody new, or registered, for a deputy; in force once the deputy has confirmed: nobody else opens their drafts.
 * @throws DomainError common.not_found (mandate), identity.phone_invalid, common.conflict
 */
export async function enterAssistant(work: Work, acting: Acting, capacity: Capacity, { mandateId, ...input }: AssistantInput & { mandateId: string }): Promise<StandInRow> {
  requireOwnPost(capacity);
  const mandate = await work.prisma.mandate.findFirst({ where: { id: mandateId, congressId: capacity.congressId, status: 'active' }, select: { personId: true } });
  if (!mandate) throw new DomainError('common.not_found', { what: '代表' });
  const known = await findByPhone(work, input.phone);
  if (known && known.name !== input.name) {
    throw new DomainError('identity.phone_taken', {}, [{ path: 'phone', message: '该手机号已登记在其他人员名下，请核对姓名' }]);
  }
  const person = known ?? (await createPerson(work, capacity.congressId, { name: input.name, phone: input.phone }));
  return propose(work, acting, capacity, { ...input, personId: person.id, mandateId, deputyId: mandate.personId });
}

async function propose(work: Work, acting: Acting, capacity: Capacity, input: AssistantInput & { personId: string; mandateId: string; deputyId: string }): Promise<StandInRow> {
  if (input.personId === input.deputyId) throw new DomainError('common.invalid_input', { problem: '代表不能做自己的助理' }, [{ path: 'phone', message: '代表不能做自己的助理' }]);
  if (input.endsOn !== null && input.endsOn < today(work.clock)) {
    throw new DomainError('common.invalid_input', { problem: '结束日期不得早于今天' }, [{ path: 'endsOn', message: '结束日期不得早于今天' }]);
  }
  await work.sql('SELECT 1 FROM mandate WHERE id = $1 FOR UPDATE', [input.mandateId]); // two at once count each other
  const now = work.clock.now();
  const present = await work.sql<{ personId: string }>(
    `SELECT person_id AS "personId" FROM stand_in WHERE mandate_id = $1 AND refused_at IS NULL AND (ends_at IS NULL OR ends_at > $2)`, [input.mandateId, now],
  );
  if (present.some(({ personId }) => personId === input.personId)) throw new DomainError('common.conflict', { reason: `${input.name}已是助理或者正在等待确认` });
  if (present.length >= mostAssistants) throw new DomainError('common.conflict', { reason: `一位代表同时不超过 ${mostAssistants} 名助理，请先结束一名` });
  await attachPerson(work, input.personId, capacity.congressId);
  const id = newId();
  await work.prisma.standIn.create({
    data: {
      id, congressId: capacity.congressId, kind: 'assistant', personId: input.personId, mandateId: input.mandateId, startsAt: now,
      roles: input.confidential ? ['deputy_assistant', CONFIDENTIAL] : ['deputy_assistant'],
      endsAt: input.endsOn === null ? null : startOfDayShanghai(addDays(input.endsOn, 1)), reason: input.reason, grantedById: capacity.personId, grantedBy: acting.label, createdAt: now,
    },
  });
  const row = await lockStandIn(work, capacity.congressId, id);
  await announceStandIn(work, acting, capacity, 'requested', row);
  return row;
}

/**
 * The other of the two confirms or refuses: the office what the deputy named, the deputy whom the office entered.
 * @throws DomainError common.not_found, common.forbidden, common.conflict when it is decided
 */
export async function decideAssistant(work: Work, acting: Acting, capacity: Capacity, input: { id: string; accept: boolean }): Promise<StandInRow> {
  requireOwnPost(capacity);
  const row = await lockStandIn(work, capacity.congressId, input.id, 'assistant');
  const namedByDeputy = row.grantedById === row.forPersonId;
  const isDeputy = capacity.kind === 'mandate' && capacity.id === row.mandateId;
  const isOffice = capacity.roles.includes('congress_officer') && capacity.personId !== row.forPersonId && capacity.personId !== row.personId;
  if (namedByDeputy ? !isOffice : !isDeputy) {
    if (!isDeputy && !isOffice) throw new DomainError('common.not_found', { what: '代表助理' });
    throw new DomainError('common.forbidden', { reason: namedByDeputy ? '代表指定的助理由代表工作机构（乡镇为主席团）确认' : '代表工作机构登记的助理由代表本人确认' });
  }
  if (row.approvedAt !== null || row.refusedAt !== null) throw new DomainError('common.conflict', { reason: '已经办理' });
  const now = work.clock.now();
  await work.prisma.standIn.update({
    where: { id: row.id }, data: input.accept ? { approvedAt: now, approvedById: capacity.personId, approvedBy: acting.label } : { refusedAt: now, approvedById: capacity.personId, approvedBy: acting.label },
  });
  await announceStandIn(work, acting, capacity, input.accept ? 'granted' : 'refused', row);
  return row;
}

/** The deputy opens or closes confidential suggestions to an assistant. @throws DomainError common.not_found */
export async function setConfidential(work: Work, acting: Acting, capacity: Capacity, input: { id: string; confidential: boolean }): Promise<StandInRow> {
  const row = await lockStandIn(work, capacity.congressId, input.id, 'assistant');
  if (capacity.id !== row.mandateId) throw new DomainError('common.not_found', { what: '代表助理' });
  const roles = input.confidential ? ['deputy_assistant', CONFIDENTIAL] : ['deputy_assistant'];
  await work.prisma.standIn.update({ where: { id: row.id }, data: { roles } });
  await announceStandIn(work, acting, capacity, 'granted', { ...row, roles });
  return { ...row, roles };
}
