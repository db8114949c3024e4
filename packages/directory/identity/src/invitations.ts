// Invitations: a new administrator sets the own password by a link that is good once and for a short time. Kept in better-auth's table of
// verifications; of the link only a hash is stored, and it bears nothing about the person.
import { createHash, randomBytes } from 'node:crypto';
import { DomainError } from '@smart/kernel/errors';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { today } from '@smart/kernel/dates';
import { z } from 'zod';
import { announceIdentityChange } from './changes.ts';
import { accountAdministered } from './events.ts';
import { passwordRulesFor } from './account-parameters.ts';
import { hash } from './hashing.ts';
import { checkPassword } from './passwords.ts';
import { unscopedIdentity, withinCongress } from './realm.ts';

/** A link that was not used by then is refused: three days, a weekend and a day. */
const HOURS = 72;
const prefix = 'invitation:';
const stored = z.object({ appointmentId: z.uuid(), personId: z.uuid() });
const identifierOf = (token: string): string => prefix + createHash('sha256').update(token).digest('hex');

/** The link's path and until when it is good. An earlier link for the same appointment is no longer good. */
export async function invite(work: Work, target: { appointmentId: string; personId: string }): Promise<{ path: string; expiresAt: string }> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(work.clock.now().getTime() + HOURS * 3_600_000);
  await revokeInvitations(work, target.appointmentId);
  await unscopedIdentity(work, 'invitations belong to no congress', () =>
    work.prisma.verification.create({ data: { identifier: identifierOf(token), value: JSON.stringify(target), expiresAt } }),
  );
  return { path: `/invitation/${token}`, expiresAt: expiresAt.toISOString() };
}

/** Makes the links of an appointment worthless. @returns how many there were */
export async function revokeInvitations(work: Work, appointmentId: string): Promise<number> {
  const gone = await unscopedIdentity(work, 'invitations belong to no congress', () =>
    work.prisma.verification.deleteMany({ where: { identifier: { startsWith: prefix }, value: { contains: `"appointmentId":"${appointmentId}"` } } }),
  );
  return gone.count;
}

/** The open invitations of these appointments, with their ends. */
export async function openInvitations(work: Work, appointmentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await unscopedIdentity(work, 'invitations belong to no congress', () =>
    work.sql<{ value: string; expires_at: Date }>(
      `SELECT v.value, v.expires_at FROM auth_verification v
       WHERE v.identifier LIKE 'invitation:%' AND EXISTS (SELECT 1 FROM unnest($1::text[]) AS wanted(id) WHERE v.value LIKE '%"appointmentId":"' || wanted.id || '"%')`,
      [[...appointmentIds]],
    ),
  );
  return new Map(rows.map((row) => [stored.parse(JSON.parse(row.value)).appointmentId, row.expires_at.toISOString()]));
}

export type Invitation = { readonly congressName: string; readonly title: string; readonly username: string; readonly expiresAt: string };
type Found = Invitation & { readonly appointmentId: string; readonly personId: string; readonly userId: string; readonly congressId: string; readonly personName: string };

/**
 * What a link stands for; reading changes nothing, so that a link scanner does no harm.
 * @throws DomainError identity.invitation_invalid when it is unknown, used, revoked, or too old
 */
export async function readInvitation(work: Work, token: string): Promise<Invitation> {
  const { congressName, title, username, expiresAt } = await find(work, token);
  return { congressName, title, username, expiresAt };
}

async function find(work: Work, token: string): Promise<Found> {
  return unscopedIdentity(work, 'whoever is invited has no congress yet', async () => {
    const row = await work.prisma.verification.findFirst({ where: { identifier: identifierOf(token) } });
    if (!row) throw new DomainError('identity.invitation_invalid', { problem: '邀请链接不存在、已经使用或者已经撤销' });
    if (row.expiresAt <= work.clock.now()) throw new DomainError('identity.invitation_invalid', { problem: '邀请链接已经过期' });
    const { appointmentId } = stored.parse(JSON.parse(row.value));
    const [post] = await work.sql<Omit<Found, 'expiresAt'>>(
      `SELECT a.id AS "appointmentId", a.title, p.id AS "personId", p.name AS "personName", u.id AS "userId", u.username, c.id AS "congressId", c.name AS "congressName"
       FROM appointment a JOIN person p ON p.id = a.person_id JOIN auth_user u ON u.id = p.user_id JOIN congress c ON c.id = a.congress_id
       WHERE a.id = $1 AND (a.ends_on IS NULL OR a.ends_on > $2) AND u.disabled_at IS NULL`,
      [appointmentId, today(work.clock)],
    );
    if (!post) throw new DomainError('identity.invitation_invalid', { problem: '受邀担任的职务已经结束' });
    return { ...post, expiresAt: row.expiresAt.toISOString() };
  });
}

/**
 * The invited person sets the password; the link is used up. Two who use it at the same time: one is refused.
 * @throws DomainError identity.invitation_invalid, identity.weak_password
 */
export async function acceptInvitation(work: Work, token: string, password: string): Promise<{ username: string }> {
  const invited = await find(work, token);
  const rules = await unscopedIdentity(work, 'the strictest rules of the congresses served hold', () => passwordRulesFor(work, invited.personId));
  checkPassword(password, { username: invited.username }, rules);
  const hashed = await hash(password);
  await unscopedIdentity(work, 'the account belongs to no congress', async () => {
    const used = await work.prisma.verification.deleteMany({ where: { identifier: identifierOf(token) } });
    if (used.count === 0) throw new DomainError('identity.invitation_invalid', { problem: '邀请链接已经使用' });
    await work.prisma.account.updateMany({ where: { userId: invited.userId, providerId: 'credential' }, data: { password: hashed } });
    await work.prisma.user.update({ where: { id: invited.userId }, data: { mustChangePassword: false, passwordChangedAt: work.clock.now() } });
    await work.prisma.authSession.deleteMany({ where: { userId: invited.userId } });
  });
  await withinCongress(work, invited.congressId, 'the trace belongs to the congress that is administered', () =>
    appendEvent(work, {
      congressId: invited.congressId, matterId: null, type: accountAdministered.name, subjectType: 'person', subjectId: invited.personId, personId: invited.personId,
      payload: { personId: invited.personId, personName: invited.personName, congressName: invited.congressName, by: invited.personName, act: '接受邀请，设置密码' },
    }),
  );
  await announceIdentityChange(work, invited.personId);
  return { username: invited.username };
}
