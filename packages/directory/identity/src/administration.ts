// The chain of administrators: province creates those of cities, city those of counties, county those of townships, step by step (逐级).
// A tier above opens the door and hands over the key; it does not enter.
import { congressById } from '@smart/divisions/congresses';
import { id, type Congress } from '@smart/divisions/model';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { createAccount, requireHighestCongress, revokeSessions } from './accounts.ts';
import { addAppointment, endAppointment } from './appointments.ts';
import type { Capacity } from './capacity.ts';
import { administratorHandedOver } from './events.ts';
import { invite, revokeInvitations } from './invitations.ts';
import { personInput, username } from './model.ts';
import { oneTimePassword } from './passwords.ts';
import { createPerson, findByPhone, lockPerson } from './people.ts';
import { unscopedIdentity, withinCongress } from './realm.ts';
import { administratorRoles, administratorTitles, type AdministratorRole, organOfAdministrators } from './service.ts';

export const administratorInput = z.strictObject({
  /** The congress directly below for which the administrator is. */
  belowId: id,
  role: z.enum(administratorRoles),
  name: personInput.shape.name,
  phone: z.string().trim().min(1, '请填写手机号').max(20, '手机号应当为 11 位数字'),
  username,
  /** password: shown once, handed over; invitation: a link by which the invited person sets the own. */
  way: z.enum(['password', 'invitation']),
  /** The appointment that is taken over; it ends. */
  formerId: id.nullable().default(null),
});
export type AdministratorInput = z.output<typeof administratorInput>;
export type HandedOver = { readonly personId: string; readonly username: string; readonly password: string | null; readonly invitation: { readonly path: string; readonly expiresAt: string } | null };

/**
 * The congress, when it is directly below.
 * @throws DomainError common.forbidden for every other: the own, one above, beside, or two tiers below
 */
export async function requireDirectlyBelow(work: Work, capacity: Capacity, belowId: string): Promise<Congress> {
  const below = await congressById(work, belowId);
  if (below.parentId !== capacity.congressId) {
    throw new DomainError('common.forbidden', { reason: `管理员逐级设立，${capacity.congressName}只能管理直接下一级人大的管理员` });
  }
  return below;
}

/**
 * Creates an administrator of a congress directly below, with an account and a one-time password or an invitation; on request in place
 * of another. Both congresses keep a trace of it.
 * @throws DomainError common.forbidden when the congress is not directly below; identity.phone_taken, identity.username_taken; common.conflict
 *   when the person would hold two of the three offices
 */
export async function createAdministratorBelow(work: Work, capacity: Capacity, acting: Acting, input: AdministratorInput): Promise<HandedOver> {
  const below = await requireDirectlyBelow(work, capacity, input.belowId);
  const made = await withinCongress(work, below.id, 'the tier above sets up the administrators of the congress below', async () => {
    const organ = await organOfAdministrators(work, below);
    const person = await enter(work, below, input);
    const password = oneTimePassword();
    const account = person.username ?? (await createAccount(work, { personId: person.id, username: input.username, password, mustChange: true })).username;
    const appointment = await addAppointment(work, acting, below.id, { personId: person.id, organId: organ.id, title: administratorTitles[input.role], roles: [input.role], startsOn: today(work.clock) });
    const fresh = person.username === null;
    const invitation = fresh && input.way === 'invitation' ? await invite(work, { appointmentId: appointment.id, personId: person.id }) : null;
    return { personId: person.id, username: account, password: fresh && invitation === null ? password : null, invitation };
  });
  await trace(work, capacity, below, { personId: made.personId, personName: input.name, role: input.role, act: made.invitation ? '设立并发出邀请' : '设立' });
  if (input.formerId !== null) await removeAdministratorBelow(work, capacity, acting, { belowId: below.id, appointmentId: input.formerId, reason: `由${input.name}接任` });
  return made;
}

/** Somebody with this name and number who is known already is the same person, unless the account opens a higher congress. */
async function enter(work: Work, below: Congress, input: AdministratorInput): Promise<{ id: string; username: string | null }> {
  const known = await findByPhone(work, input.phone);
  if (known?.name !== input.name) return { id: (await createPerson(work, below.id, { name: input.name, phone: input.phone })).id, username: null };
  await requireHighestCongress(work, known.id, below.id);
  await lockPerson(work, known.id);
  const [account] = await unscopedIdentity(work, 'accounts belong to no congress', () =>
    work.sql<{ username: string | null }>('SELECT u.username FROM person p JOIN auth_user u ON u.id = p.user_id WHERE p.id = $1', [known.id]),
  );
  return { id: known.id, username: account?.username ?? null };
}

type Post = { appointmentId: string; personId: string; personName: string; role: AdministratorRole; userId: string | null; pending: boolean | null };

/** @throws DomainError common.not_found when it is no administrator's post in force there */
async function postBelow(work: Work, below: Congress, appointmentId: string): Promise<Post> {
  const [row] = await unscopedIdentity(work, 'the tier above administers the administrators of the tier below', () =>
    work.sql<Omit<Post, 'role'> & { roles: string[] }>(
      `SELECT a.id AS "appointmentId", p.id AS "personId", p.name AS "personName", a.roles, p.user_id AS "userId", u.must_change_password AS pending
       FROM appointment a JOIN person p ON p.id = a.person_id LEFT JOIN auth_user u ON u.id = p.user_id
       WHERE a.id = $1 AND a.congress_id = $2 AND (a.ends_on IS NULL OR a.ends_on > $3) FOR UPDATE OF a`,
      [appointmentId, below.id, today(work.clock)],
    ),
  );
  const role = administratorRoles.find((one) => row?.roles.includes(one));
  if (!row || !role) throw new DomainError('common.not_found', { what: `${below.name}的管理员` });
  return { ...row, role };
}

/**
 * Takes an administrator of a congress directly below out of office: the post ends today, links and sign-ins with it. Other posts of the
 * person stay.
 * @throws DomainError common.forbidden, common.not_found; common.conflict when the congress would be left without one of the three
 */
export async function removeAdministratorBelow(work: Work, capacity: Capacity, acting: Acting, input: { belowId: string; appointmentId: string; reason: string }): Promise<void> {
  const below = await requireDirectlyBelow(work, capacity, input.belowId);
  const post = await postBelow(work, below, input.appointmentId);
  await withinCongress(work, below.id, 'the tier above takes an administrator of the congress below out of office', () =>
    endAppointment(work, acting, below.id, { id: post.appointmentId, on: today(work.clock), note: input.reason }),
  );
  await revokeInvitations(work, post.appointmentId);
  if (post.userId !== null) await revokeSessions(work, post.personId);
  await trace(work, capacity, below, { personId: post.personId, personName: post.personName, role: post.role, act: `停止任职：${input.reason}` });
}

/**
 * A new link in place of the former one, for an administrator who has not set the own password yet.
 * @throws DomainError common.forbidden, common.not_found; common.conflict when the person has set one
 */
export async function renewInvitation(work: Work, capacity: Capacity, input: { belowId: string; appointmentId: string }): Promise<{ path: string; expiresAt: string }> {
  const below = await requireDirectlyBelow(work, capacity, input.belowId);
  const post = await postBelow(work, below, input.appointmentId);
  if (!post.pending) throw new DomainError('common.conflict', { reason: `${post.personName}已经设置过自己的密码，忘记密码的由${below.name}的系统管理员重置，或者更换管理员` });
  await requireHighestCongress(work, post.personId, below.id);
  const invitation = await invite(work, { appointmentId: post.appointmentId, personId: post.personId });
  await trace(work, capacity, below, { personId: post.personId, personName: post.personName, role: post.role, act: '重新发出邀请' });
  return invitation;
}

/** Takes the link back before it is used. @throws DomainError common.forbidden, common.not_found when there is none */
export async function withdrawInvitation(work: Work, capacity: Capacity, input: { belowId: string; appointmentId: string }): Promise<void> {
  const below = await requireDirectlyBelow(work, capacity, input.belowId);
  const post = await postBelow(work, below, input.appointmentId);
  if ((await revokeInvitations(work, post.appointmentId)) === 0) throw new DomainError('common.not_found', { what: '未使用的邀请' });
  await trace(work, capacity, below, { personId: post.personId, personName: post.personName, role: post.role, act: '撤销邀请' });
}

/** The same words in the trace of the congress above and of the one below. */
async function trace(work: Work, capacity: Capacity, below: Congress, facts: { personId: string; personName: string; role: AdministratorRole; act: string }): Promise<void> {
  const by = `${capacity.personName}（${capacity.label}）`;
  const payload = { personId: facts.personId, personName: facts.personName, congressName: below.name, role: administratorTitles[facts.role], by, act: facts.act };
  const event = { matterId: null, type: administratorHandedOver.name, subjectType: 'person', subjectId: facts.personId, personId: capacity.personId, payload };
  await appendEvent(work, { ...event, congressId: capacity.congressId });
  await withinCongress(work, below.id, 'the congress below keeps its own trace', () => appendEvent(work, { ...event, congressId: below.id }));
}
