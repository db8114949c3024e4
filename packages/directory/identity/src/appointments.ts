// Appointments (任职): staff of an organ with roles, and which posts exclude each other.
import { civil, dateColumn } from '@smart/divisions/civil';
import { congressById } from '@smart/divisions/congresses';
import { registerOrganUse } from '@smart/divisions/hooks';
import { administrativeKinds, executiveKinds, type OrganKind } from '@smart/divisions/model';
import { organById } from '@smart/divisions/organs';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { type AppointedRole, isAppointedRole, type Role } from './capacity.ts';
import { announceIdentityChange } from './changes.ts';
import { appointmentBegan, appointmentEnded } from './events.ts';
import { appointmentInput, type AppointmentInput } from './model.ts';
import { attachPerson, lockPerson } from './people.ts';
import { unscopedIdentity } from './realm.ts';

export type AppointmentRecord = {
  id: string; personId: string; congressId: string; organId: string; title: string; roles: string[]; startsOn: string; endsOn: string | null;
};
type Row = Omit<AppointmentRecord, 'startsOn' | 'endsOn'> & { startsOn: Date; endsOn: Date | null };
const recordOf = ({ id, personId, congressId, organId, title, roles, startsOn, endsOn }: Row): AppointmentRecord => ({
  id, personId, congressId, organId, title, roles, startsOn: civil(startsOn), endsOn: civil(endsOn),
});

const congressBodies: readonly OrganKind[] = [
  'standing_committee', 'presidium', 'council_of_chairpersons', 'deputies_affairs', 'special_committee', 'working_committee', 'street_committee',
];
/** In which kinds of organ a role makes sense; elsewhere it would open doors by mistake. */
const kindsOf: Readonly<Record<AppointedRole, readonly OrganKind[]>> = {
  congress_officer: congressBodies,
  congress_leader: ['standing_committee', 'council_of_chairpersons', 'presidium'],
  standing_committee_member: ['standing_committee', 'council_of_chairpersons'],
  government_officer: ['government', 'government_office'],
  handling_clerk: [...executiveKinds, ...congressBodies, 'other'],
  handling_head: [...executiveKinds, ...congressBodies, 'other'],
  station_clerk: [...congressBodies, 'other'],
  system_administrator: congressBodies,
  security_administrator: congressBodies,
  audit_administrator: congressBodies,
};
/** Whether staff of this kind of organ may carry the role. */
export const roleFits = (kind: OrganKind, role: string): boolean => isAppointedRole(role) && kindsOf[role].includes(kind);
/** 三员: none does the others' acts, so nobody is two of them in one congress. */
const administratorNames: Readonly<Record<string, string>> = { system_administrator: '系统管理员', security_administrator: '安全管理员', audit_administrator: '审计管理员' };
const administrators = Object.keys(administratorNames);

export type Post = { congress_id: string; organ: string; kind: string; title: string; roles: string[] };
export type HeldPost = Post & { person_id: string; organ_id: string };

/** Posts of these people in force now, in all congresses; standing in for somebody is holding the post. */
export async function postsInForce(work: Work, personIds: readonly string[]): Promise<HeldPost[]> {
  return unscopedIdentity(work, '地方组织法 18, 47 look at posts in all congresses', () =>
    work.sql<HeldPost>(
      `SELECT a.person_id, a.organ_id, a.congress_id, o.name AS organ, o.kind, a.title, a.roles FROM appointment a JOIN organ o ON o.id = a.organ_id
       WHERE a.person_id = ANY ($1::uuid[]) AND (a.ends_on IS NULL OR a.ends_on > $2)
       UNION ALL
       SELECT i.person_id, o.id, i.congress_id, o.name, o.kind, coalesce(a.title || '（代班）', '（应急授权）'), i.roles
       FROM stand_in i LEFT JOIN appointment a ON a.id = i.appointment_id JOIN organ o ON o.id = coalesce(a.organ_id, i.organ_id)
       WHERE i.person_id = ANY ($1::uuid[]) AND i.refused_at IS NULL AND i.ends_at > $3 AND (i.kind = 'substitute' OR i.approved_at IS NOT NULL)`,
      [personIds, today(work.clock), work.clock.now()],
    ),
  );
}

const isCommitteeMember = ({ roles }: Pick<Post, 'roles'>): boolean => roles.includes('standing_committee_member');
const isTownshipChair = ({ kind, roles }: Pick<Post, 'kind' | 'roles'>): boolean => kind === 'presidium' && roles.includes('congress_leader');
const includes = (kinds: readonly string[], kind: string): boolean => kinds.includes(kind);

/**
 * Posts that may not be held together: standing-committee members hold no post in administrative, supervisory, judicial or
 * procuratorial organs (地方组织法 47); a township's (vice) chairperson none in an administrative organ (18).
 */
export function refuseExclusive(person: string, next: Post, held: readonly Post[]): void {
  for (const [one, other] of held.flatMap((post): [Post, Post][] => [[next, post], [post, next]])) {
    if (isCommitteeMember(one) && includes(executiveKinds, other.kind)) {
      throw new DomainError('directory.executive_post_conflict', { person, post: `${one.organ}${one.title}` });
    }
    if (isTownshipChair(one) && includes(administrativeKinds, other.kind)) {
      throw new DomainError('directory.executive_post_conflict', { person, post: `${one.organ}${one.title}`, article: '第十八条' });
    }
  }
}

/** @throws DomainError common.invalid_input */
export function refuseUnfitRoles(organ: { name: string; kind: OrganKind }, roles: readonly Role[]): void {
  const unfit = roles.filter((role) => !isAppointedRole(role) || !kindsOf[role].includes(organ.kind));
  if (unfit.length === 0) return;
  const message = `“${organ.name}”的工作人员不能承担所选职责，请选择与该机构相符的职责`;
  throw new DomainError('common.invalid_input', { problem: message }, [{ path: 'roles', message }]);
}

function refuseSeveralAdministrators(roles: readonly string[], held: readonly Post[], congressId: string): void {
  const all = new Set([...roles, ...held.filter((post) => post.congress_id === congressId).flatMap((post) => post.roles)].filter((role) => administrators.includes(role)));
  if (all.size > 1) throw new DomainError('common.conflict', { reason: '系统管理员、安全管理员、审计管理员（三员）应当由不同的人员担任' });
}

export const needsMandate = (post: Post): boolean => isCommitteeMember(post) || isTownshipChair(post);
export const withoutMandate = (person: string, post: Post): DomainError<'common.conflict'> =>
  new DomainError('common.conflict', { reason: `${person}不是本级人大代表，不能担任${post.organ}${post.title}（地方组织法第十八条、第四十七条）` });

/** 常委会组成人员 and 乡镇主席、副主席 are elected from among the deputies (地方组织法 18, 47). */
async function requireMandate(work: Work, congressId: string, personId: string, person: string, post: Post): Promise<void> {
  if (!needsMandate(post)) return;
  const mandate = await work.prisma.mandate.findFirst({ where: { congressId, personId, status: { in: ['active', 'suspended'] } } });
  if (!mandate) throw withoutMandate(person, post);
}

/**
 * Locks the person and refuses a post they may not hold; a post for a time is measured as any other.
 * @throws DomainError as `addAppointment`
 */
export async function requireFit(
  work: Work, congressId: string, personId: string, { organ, title, roles }: { organ: { name: string; kind: OrganKind }; title: string; roles: readonly Role[] },
): Promise<{ id: string; name: string }> {
  refuseUnfitRoles(organ, roles);
  const person = await lockPerson(work, personId);
  const post: Post = { congress_id: congressId, organ: organ.name, kind: organ.kind, title, roles: [...roles] };
  const held = await postsInForce(work, [personId]);
  refuseExclusive(person.name, post, held);
  refuseSeveralAdministrators(roles, held, congressId);
  await requireMandate(work, congressId, personId, person.name, post);
  return person;
}

/**
 * Refuses posts of two entries that one human may not hold together.
 * @throws DomainError directory.executive_post_conflict (地方组织法 18, 47), common.conflict (三员)
 */
export async function refusePostsTogether(work: Work, kept: { id: string; name: string }, mergedId: string): Promise<void> {
  const held = await postsInForce(work, [kept.id]);
  for (const post of await postsInForce(work, [mergedId])) {
    refuseExclusive(kept.name, post, held);
    refuseSeveralAdministrators(post.roles, held, post.congress_id);
  }
}

/**
 * Appoints a person to an organ of the congress for which the unit of work acts.
 * @throws DomainError directory.executive_post_conflict (地方组织法 18, 47); common.conflict when the organ is abolished, a committee
 *   member is no deputy, or one person would be two of the three administrators; common.invalid_input when a role does not fit the organ
 */
export async function addAppointment(work: Work, acting: Acting, congressId: string, input: AppointmentInput): Promise<AppointmentRecord> {
  const data = appointmentInput.parse(input);
  const organ = await organById(work, congressId, data.organId);
  if (organ.abolishedOn !== null) throw new DomainError('common.conflict', { reason: `“${organ.name}”已经撤销，不能任命` });
  const person = await requireFit(work, congressId, data.personId, { organ, title: data.title, roles: data.roles });
  await attachPerson(work, data.personId, congressId);
  const row = await work.prisma.appointment.create({ data: { ...data, congressId, startsOn: dateColumn(data.startsOn) } });
  await announce(work, acting, congressId, appointmentBegan.name, { ...row, organName: organ.name, personName: person.name, on: data.startsOn });
  return recordOf(row);
}

/**
 * Ends an appointment: from `on` the person no longer acts in it.
 * @throws DomainError common.not_found; common.conflict when it has ended already, or the congress would be left without one of the three
 *   administrators
 */
export async function endAppointment(work: Work, acting: Acting, congressId: string, input: { id: string; on: string; note?: string | null }): Promise<AppointmentRecord> {
  const before = await work.prisma.appointment.findFirst({ where: { id: input.id, congressId }, include: { organ: { select: { name: true } }, person: { select: { name: true } } } });
  if (!before) throw new DomainError('common.not_found', { what: '任职' });
  if (before.endsOn !== null && civil(before.endsOn) <= input.on) throw new DomainError('common.conflict', { reason: '该任职已经结束' });
  if (input.on < civil(before.startsOn)) {
    throw new DomainError('common.invalid_input', { problem: '结束日期早于任职开始日期' }, [{ path: 'on', message: '结束日期不得早于任职开始日期' }]);
  }
  await refuseLastAdministrator(work, congressId, before);
  const row = await work.prisma.appointment.update({ where: { id: input.id }, data: { endsOn: dateColumn(input.on), endNote: input.note ?? null } });
  await announce(work, acting, congressId, appointmentEnded.name, { ...row, organName: before.organ.name, personName: before.person.name, on: input.on });
  return recordOf(row);
}

/** 三员: each watches the others, so a congress that has one of a kind keeps one. Two who leave at once wait for each other. */
async function refuseLastAdministrator(work: Work, congressId: string, { id, roles }: { id: string; roles: string[] }): Promise<void> {
  const held = roles.filter((role) => administrators.includes(role));
  if (held.length === 0) return;
  await work.sql(`SELECT pg_advisory_xact_lock(hashtextextended('administrators:' || $1, 0))`, [congressId]);
  const others = await work.sql<{ roles: string[] }>(
    'SELECT roles FROM appointment WHERE congress_id = $1 AND id <> $2 AND roles && $3::text[] AND (ends_on IS NULL OR ends_on > $4)', [congressId, id, held, today(work.clock)],
  );
  const missing = held.find((role) => !others.some((one) => one.roles.includes(role)));
  if (missing !== undefined) throw new DomainError('common.conflict', { reason: `本级只有这一名${administratorNames[missing] ?? '管理员'}，不能结束任职；请先办理接任人员的任职` });
}

async function announce(
  work: Work, acting: Acting, congressId: string, type: string,
  facts: { id: string; personId: string; personName: string; organId: string; organName: string; title: string; on: string },
): Promise<void> {
  const { id, personId, personName, organId, organName, title, on } = facts;
  const { name: congressName } = await congressById(work, congressId);
  await appendEvent(work, {
    congressId, matterId: null, type, subjectType: 'appointment', subjectId: id, personId: acting.personId,
    payload: { personId, personName, congressName, organId, organName, title, on },
  });
  await announceIdentityChange(work, personId);
}

registerOrganUse('identity', async (work, organ) => {
  const [row] = await work.sql<{ count: number }>(
    'SELECT count(*)::int AS count FROM appointment WHERE organ_id = $1 AND (ends_on IS NULL OR ends_on > $2)',
    [organ.id, today(work.clock)],
  );
  return row && row.count > 0 ? `尚有 ${row.count} 名工作人员在任` : null;
});
