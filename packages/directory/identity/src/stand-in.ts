// 代班, 代表助理, 应急授权: what the three have in common. Rows of `stand_in` are capacities for a time (stand-in-capacity.ts).
import { civil } from '@smart/divisions/civil';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { Capacity, StandInKind } from './capacity.ts';
import { announceIdentityChange } from './changes.ts';
import { unscopedIdentity } from './realm.ts';
import { standInEvents } from './stand-in-events.ts';

export type StandInRow = {
  id: string; congressId: string; kind: StandInKind; personId: string; personName: string; forPersonId: string | null; forName: string | null; mandateId: string | null;
  appointmentId: string | null; organId: string | null; organName: string | null; title: string | null; roles: string[]; startsAt: Date; endsAt: Date | null; reason: string;
  grantedById: string | null; grantedBy: string; approvedById: string | null; approvedBy: string | null; approvedAt: Date | null; refusedAt: Date | null; createdAt: Date;
};

/** `FROM stand_in i` with the names that lists and events show. */
export const standInColumns = `i.id, i.congress_id AS "congressId", i.kind, i.person_id AS "personId", p.name AS "personName", f.id AS "forPersonId", f.name AS "forName",
  i.mandate_id AS "mandateId", i.appointment_id AS "appointmentId", o.id AS "organId", o.name AS "organName", a.title, i.roles, i.starts_at AS "startsAt", i.ends_at AS "endsAt",
  i.reason, i.granted_by_id AS "grantedById", i.granted_by AS "grantedBy", i.approved_by_id AS "approvedById", i.approved_by AS "approvedBy", i.approved_at AS "approvedAt",
  i.refused_at AS "refusedAt", i.created_at AS "createdAt"`;
export const standInTables = `stand_in i JOIN person p ON p.id = i.person_id LEFT JOIN appointment a ON a.id = i.appointment_id LEFT JOIN mandate m ON m.id = i.mandate_id
  LEFT JOIN person f ON f.id = coalesce(a.person_id, m.person_id) LEFT JOIN organ o ON o.id = coalesce(a.organ_id, i.organ_id)`;

/**
 * Locks a stand-in of the congress for which the unit of work acts.
 * @throws DomainError common.not_found
 */
export async function lockStandIn(work: Work, congressId: string, id: string, kind?: StandInKind): Promise<StandInRow> {
  await work.sql('SELECT 1 FROM stand_in WHERE id = $1 AND congress_id = $2 FOR UPDATE', [id, congressId]);
  const [found] = await work.sql<StandInRow>(`SELECT ${standInColumns} FROM ${standInTables} WHERE i.id = $1 AND i.congress_id = $2`, [id, congressId]);
  if (!found || (kind !== undefined && found.kind !== kind)) throw new DomainError('common.not_found', { what: '代班或者授权' });
  return found;
}

/** Nobody hands on what was lent to them. @throws DomainError common.forbidden */
export function requireOwnPost(capacity: Capacity): void {
  if (capacity.standIn) throw new DomainError('common.forbidden', { reason: '代行的身份不能再转授他人，请由本人以自己的身份办理' });
}

/** "岳阳市交通运输局 经办人"; of an assistant the congress. */
const postOf = (row: StandInRow, congressName: string): string => (row.kind === 'assistant' ? congressName : `${row.organName ?? ''} ${row.title ?? ''}`.trim());

/** Announces what happened to a stand-in, and lets every process forget the sign-ins of the one who acts. */
export async function announceStandIn(work: Work, acting: Acting, capacity: Pick<Capacity, 'congressName'>, what: keyof typeof standInEvents, row: StandInRow): Promise<void> {
  await appendEvent(work, {
    congressId: row.congressId, matterId: null, type: standInEvents[what].name, subjectType: 'stand_in', subjectId: row.id, personId: acting.personId,
    payload: {
      kind: row.kind, personId: row.personId, personName: row.personName, forPersonId: row.forPersonId, forName: row.forName, post: postOf(row, capacity.congressName),
      roles: row.roles, reason: row.reason, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt?.toISOString() ?? null, by: acting.label,
    },
  });
  await announceIdentityChange(work, row.personId);
}

/** A post in force of the congress. @throws DomainError common.not_found */
export async function postById(work: Work, congressId: string, id: string) {
  const row = await work.prisma.appointment.findFirst({ where: { id, congressId }, include: { organ: { select: { id: true, name: true, kind: true } }, person: { select: { id: true, name: true } } } });
  if (!row || (row.endsOn !== null && civil(row.endsOn) <= today(work.clock))) throw new DomainError('common.not_found', { what: '任职' });
  return row;
}

/** Whether the person holds a post in force in the congress; who is only known elsewhere must be appointed first. */
export async function holdsPost(work: Work, congressId: string, personId: string, organId?: string): Promise<boolean> {
  const rows = await unscopedIdentity(work, 'the question is asked of one congress by its id', () => work.sql(
    'SELECT 1 FROM appointment WHERE person_id = $1 AND congress_id = $2 AND starts_on <= $3 AND (ends_on IS NULL OR ends_on > $3) AND ($4::uuid IS NULL OR organ_id = $4) LIMIT 1',
    [personId, congressId, today(work.clock), organId ?? null],
  ));
  return rows.length > 0;
}

/**
 * Ends a stand-in at once. The one who acts may always; the deputy ends an assistant's; who may grant a substitute may end it; the security
 * administrator and the leaders end an emergency.
 * @throws DomainError common.not_found, common.forbidden, common.conflict when it has ended
 */
export async function endStandIn(work: Work, acting: Acting, capacity: Capacity, input: { id: string }): Promise<StandInRow> {
  const row = await lockStandIn(work, capacity.congressId, input.id);
  if (!mayEnd(capacity, row)) throw new DomainError('common.forbidden', { reason: '只有本人、被代行的人员和有权办理的机构可以提前结束' });
  const now = work.clock.now();
  if (row.refusedAt !== null || (row.endsAt !== null && row.endsAt <= now)) throw new DomainError('common.conflict', { reason: '已经结束' });
  // One that has not begun, or waits for approval, never was: it is refused, not ended before its beginning.
  const begun = row.startsAt < now && (row.kind === 'substitute' || row.approvedAt !== null);
  await work.sql(begun ? 'UPDATE stand_in SET ends_at = $2 WHERE id = $1' : 'UPDATE stand_in SET refused_at = $2 WHERE id = $1', [row.id, now]);
  const ended = { ...row, endsAt: now };
  await announceStandIn(work, acting, capacity, 'ended', ended);
  return ended;
}

function mayEnd(capacity: Capacity, row: StandInRow): boolean {
  if (capacity.personId === row.personId) return true;
  if (capacity.standIn) return false;
  if (row.kind === 'substitute') return capacity.personId === row.forPersonId || mayGrantIn(capacity, row.organId);
  if (row.kind === 'assistant') return (capacity.kind === 'mandate' && capacity.personId === row.forPersonId) || capacity.roles.includes('congress_officer');
  return capacity.roles.includes('security_administrator') || capacity.roles.includes('congress_leader');
}

/** Substitutes are the system administrator's matter, and the own organ's: its head's, in the congress's bodies the officers'. */
export const mayGrantIn = (capacity: Capacity, organId: string | null): boolean =>
  capacity.roles.includes('system_administrator') || (capacity.organId === organId && (capacity.roles.includes('handling_head') || capacity.roles.includes('congress_officer')));
