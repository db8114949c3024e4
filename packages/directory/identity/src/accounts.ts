// Accounts: what a person signs in with. The tables are better-auth's; they are seen in the realm `identity` only.
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { revokeActLinks } from './act-link-bearer.ts';
import { announceIdentityChange } from './changes.ts';
import { username as usernameSchema } from './model.ts';
import { passwordRulesFor, type PasswordRules } from './account-parameters.ts';
import { hash, matches } from './hashing.ts';
import { checkPassword, oneTimePassword, weakPassword } from './passwords.ts';
import { unscopedIdentity } from './realm.ts';
import { dropTotp } from './totp.ts';
import { withdrawAllTrust } from './trusted-devices.ts';

/** better-auth demands an e-mail address; this one is in a reserved domain, never shown and never written to. */
export const placeholderEmail = (username: string): string => `${username}@accounts.invalid`;

/** @throws DomainError identity.username_invalid */
export function normalUsername(text: string): string {
  const parsed = usernameSchema.safeParse(text);
  if (!parsed.success) throw new DomainError('identity.username_invalid', {}, [{ path: 'username', message: parsed.error.issues[0]?.message ?? '' }]);
  return parsed.data;
}

/**
 * Gives a person an account. The caller has locked or just created the person.
 * @param input.password null: signs in otherwise, for example by SMS; none is right until one is set
 * @param input.mustChange the password is handed over by somebody else and only good for changing it
 * @throws DomainError identity.username_invalid, identity.username_taken, identity.weak_password; common.conflict when there is one
 */
export async function createAccount(
  work: Work, input: { personId: string; username: string; password: string | null; mustChange?: boolean },
): Promise<{ userId: string; username: string }> {
  const username = normalUsername(input.username);
  if (input.password !== null) checkPassword(input.password, { username });
  const hashed = input.password === null ? null : await hash(input.password);
  const userId = newId();
  await unscopedIdentity(work, 'accounts belong to no congress', async () => {
    const person = await work.prisma.person.findUnique({ where: { id: input.personId }, select: { name: true, userId: true } });
    if (!person) throw new DomainError('common.not_found', { what: '人员' });
    if (person.userId !== null) throw new DomainError('common.conflict', { reason: `${person.name}已有账号` });
    await refuseTakenUsername(work, username);
    await work.prisma.user.create({
      data: { id: userId, name: person.name, email: placeholderEmail(username), username, displayUsername: username, mustChangePassword: input.mustChange ?? false },
    });
    await work.prisma.account.create({ data: { accountId: userId, providerId: 'credential', userId, password: hashed } });
    await work.prisma.person.update({ where: { id: input.personId }, data: { userId } });
  });
  return { userId, username };
}

/**
 * Takes back accounts that were opened by mistake, as long as nobody has signed in with them.
 * @returns the ids of those that were not used and are gone
 */
export async function withdrawUnusedAccounts(work: Work, userIds: readonly string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const gone = await unscopedIdentity(work, 'accounts belong to no congress', async () => {
    const unused = await work.sql<{ id: string }>(
      `SELECT u.id FROM auth_user u WHERE u.id = ANY ($1::uuid[]) AND u.last_signed_in_at IS NULL AND u.password_changed_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM auth_session s WHERE s.user_id = u.id) ORDER BY u.id FOR UPDATE OF u`, [userIds]);
    const ids = unused.map(({ id }) => id);
    await work.sql('UPDATE person SET user_id = NULL WHERE user_id = ANY ($1::uuid[])', [ids]);
    await work.sql('DELETE FROM auth_user WHERE id = ANY ($1::uuid[])', [ids]);
    return ids;
  });
  return new Set(gone);
}

/** Two who ask for the same name wait for each other, so that the second hears of it instead of failing. */
async function refuseTakenUsername(work: Work, username: string): Promise<void> {
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [username]);
  const taken = await work.prisma.user.findUnique({ where: { username }, select: { id: true } });
  if (taken) throw new DomainError('identity.username_taken', { username }, [{ path: 'username', message: '该用户名已被使用' }]);
}

/**
 * Refuses an administrator who would get hold of an account that opens more than the own congress: whoever sets a password can act as
 * the person, so only the administrators of the highest congress in which the person serves may do it.
 * @throws DomainError common.forbidden, naming the congress that may
 */
export async function requireHighestCongress(work: Work, personId: string, congressId: string): Promise<void> {
  const serves = await unscopedIdentity(work, 'capacities of all congresses decide who may administer the account', () =>
    work.sql<{ id: string; name: string; code: string }>(
      `SELECT DISTINCT c.id, c.name, c.division_code AS code FROM congress c WHERE c.id IN (
         SELECT m.congress_id FROM mandate m WHERE m.person_id = $1 AND m.status <> 'ended'
         UNION SELECT a.congress_id FROM appointment a WHERE a.person_id = $1 AND (a.ends_on IS NULL OR a.ends_on > $2))
       ORDER BY c.division_code`,
      [personId, today(work.clock)],
    ),
  );
  const length = Math.min(...serves.map(({ code }) => code.length));
  const highest = serves.filter(({ code }) => code.length === length);
  if (serves.length === 0 || highest.some(({ id }) => id === congressId)) return;
  throw new DomainError('common.forbidden', { reason: `该同志在${highest.map(({ name }) => name).join('、')}任职，账号由其系统管理员管理` });
}

/**
 * Sets a one-time password and ends all sign-ins. The person must change it at the next sign-in.
 * @returns the password, shown once and stored nowhere in clear
 */
export async function resetPassword(work: Work, personId: string): Promise<{ password: string }> {
  const password = oneTimePassword();
  const hashed = await hash(password);
  await unscopedIdentity(work, 'accounts belong to no congress', async () => {
    const userId = await userOf(work, personId);
    await work.prisma.account.updateMany({ where: { userId, providerId: 'credential' }, data: { password: hashed } });
    await work.prisma.user.update({ where: { id: userId }, data: { mustChangePassword: true, failedAttempts: 0, lockedUntil: null } });
    await work.prisma.authSession.deleteMany({ where: { userId } });
    await withdrawAllTrust(work, userId);
  });
  await revokeActLinks(work, personId);
  await announceIdentityChange(work, personId);
  return { password };
}

/** Lifts a lockout. */
export async function unlockAccount(work: Work, personId: string): Promise<void> {
  await unscopedIdentity(work, 'accounts belong to no congress', async () => {
    const userId = await userOf(work, personId);
    await work.prisma.user.update({ where: { id: userId }, data: { failedAttempts: 0, lockedUntil: null } });
  });
}

/** Takes the second factor of somebody who has lost it, and ends all sign-ins. Whoever must have one sets up a new one at the next sign-in. */
export async function resetTotp(work: Work, personId: string): Promise<void> {
  await unscopedIdentity(work, 'accounts belong to no congress', async () => {
    const userId = await userOf(work, personId);
    await dropTotp(work, userId);
  });
  await revokeSessions(work, personId);
}

/** Ends all sign-ins of a person, or all but one; without exception no device is trusted any more, either. Returns how many. */
export async function revokeSessions(work: Work, personId: string, except?: string): Promise<number> {
  const ended = await unscopedIdentity(work, 'sign-ins belong to no congress', async () => {
    const userId = await userOf(work, personId);
    if (except === undefined) await withdrawAllTrust(work, userId);
    return work.prisma.authSession.deleteMany({ where: { userId, ...(except === undefined ? {} : { id: { not: except } }) } });
  });
  if (except === undefined) await revokeActLinks(work, personId);
  await announceIdentityChange(work, personId);
  return ended.count;
}

async function userOf(work: Work, personId: string): Promise<string> {
  const person = await work.prisma.person.findUnique({ where: { id: personId }, select: { userId: true } });
  if (!person?.userId) throw new DomainError('common.not_found', { what: '账号' });
  return person.userId;
}

/**
 * Changes the own password; other sign-ins of the account end, and trusted devices are trusted no more.
 * @throws DomainError identity.invalid_credentials when the present one is wrong; identity.weak_password, also for one that was used not long ago
 */
export async function changePassword(work: Work, signIn: { userId: string; personId: string; sessionId: string; username: string }, input: { current: string; next: string }): Promise<void> {
  const { userId } = signIn;
  const { stored, rules, former } = await unscopedIdentity(work, 'accounts belong to no congress', async () => {
    const rulesInForce = await passwordRulesFor(work, signIn.personId);
    return {
      rules: rulesInForce,
      stored: await work.prisma.account.findFirst({ where: { userId, providerId: 'credential' }, select: { password: true } }),
      former: await work.prisma.passwordHistory.findMany({ where: { userId }, orderBy: { at: 'desc' }, take: rulesInForce.history - 1, select: { hash: true } }),
    };
  });
  if (!stored?.password || !(await matches(stored.password, input.current))) throw new DomainError('identity.invalid_credentials', {}, [{ path: 'current', message: '当前密码不正确' }]);
  if (input.next === input.current) throw weakPassword('与当前密码相同', rules);
  checkPassword(input.next, { username: signIn.username }, rules);
  await refuseFormer(input.next, former, rules);
  const hashed = await hash(input.next);
  const { password } = stored;
  await unscopedIdentity(work, 'accounts belong to no congress', () => replacePassword(work, userId, { former: password, hashed }));
  await revokeSessions(work, signIn.personId, signIn.sessionId);
  await announceIdentityChange(work, signIn.sessionId);
}

async function refuseFormer(next: string, former: readonly { hash: string }[], rules: PasswordRules): Promise<void> {
  for (const each of former) {
    if (await matches(each.hash, next)) throw weakPassword(`与最近 ${rules.history} 次用过的密码相同`, rules);
  }
}

/** How many former passwords any congress may ask for. */
const MOST_FORMER = 24;

async function replacePassword(work: Work, userId: string, { former, hashed }: { former: string; hashed: string }): Promise<void> {
  const now = work.clock.now();
  await work.prisma.account.updateMany({ where: { userId, providerId: 'credential' }, data: { password: hashed } });
  await work.prisma.user.update({ where: { id: userId }, data: { mustChangePassword: false, passwordChangedAt: now } });
  await work.prisma.passwordHistory.create({ data: { userId, hash: former, at: now } });
  await work.sql(
    'DELETE FROM auth_password_history WHERE user_id = $1 AND id NOT IN (SELECT id FROM auth_password_history WHERE user_id = $1 ORDER BY at DESC, id DESC LIMIT $2)',
    [userId, MOST_FORMER],
  );
  await withdrawAllTrust(work, userId);
}

/** Removes sign-ins that have ended; run daily. @returns how many */
export async function forgetEndedSessions(work: Work): Promise<number> {
  const ended = await unscopedIdentity(work, 'sign-ins belong to no congress', () =>
    work.prisma.authSession.deleteMany({ where: { expiresAt: { lt: work.clock.now() } } }),
  );
  return ended.count;
}
