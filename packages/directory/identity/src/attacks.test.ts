// Attacks on signing in: each is refused and recorded.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuth } from './auth.ts';
import { hashesComputed } from './hashing.ts';
import { browsersOf, typed } from './testing-browser.ts';
import { createTestIdentity, TEST_PASSWORD, type TestIdentity } from './testing.ts';
import { stepAt, totpCode } from './totp.ts';

const ORIGIN = 'https://rd.example.gov.cn';
const WRONG = 'Wrong-2026-Password';
const clock = fixedClock('2026-03-05T09:00:00+08:00');
const sent: { phone: string; code: string }[] = [];
let database: TestDatabase;
let identity: TestIdentity;
let house: ReturnType<typeof browsersOf>;
let made = 0;

beforeAll(async () => {
  database = await createTestDatabase({ size: 12 });
  identity = await createTestIdentity(database, { clock, auth: { publicUrl: ORIGIN, sendCode: async (message) => void sent.push(message) } });
  house = browsersOf({ database, clock, auth: identity.auth });
});
afterAll(async () => {
  house.close();
  await database.close();
});
beforeEach(() => {
  sent.length = 0;
  clock.advance({ days: 2 });
});

async function account(options: { phone?: string } = {}) {
  const username = `victim${++made}`;
  const personId = await identity.person('4306', `当事人${made}`, { username, ...options });
  return { username, personId, password: TEST_PASSWORD };
}
const codeNow = (secret: string): string => totpCode(secret, stepAt(clock.now()));
async function withTotp(options: { phone?: string } = {}) {
  const who = await account(options);
  const browser = house.browser();
  await browser.post('sign-in/username', typed(who));
  const { secret } = await browser.call.session.enrolTotp({});
  const { backupCodes } = await browser.call.session.confirmTotp({ code: codeNow(secret) });
  clock.advance({ minutes: 1 });
  return { ...who, secret, backupCodes };
}
/** Outcomes recorded since the beginning of the test for one address. */
const recorded = async (address: string): Promise<string[]> =>
  (await database.adminSql<{ line: string }>(`SELECT method || ' ' || outcome AS line FROM auth_sign_in_attempt WHERE address = $1 ORDER BY at, id`, [address])).map(({ line }) => line);

describe('brute force', () => {
  it('by name: passwords, time-based codes, SMS codes and proofs count together towards the lock', async () => {
    const who = await withTotp({ phone: '13800000001' });
    const browser = house.browser('10.66.0.1');
    await browser.refused('sign-in/username', { ...typed(who), password: WRONG });
    await browser.refused('sign-in/sms', { phone: '13800000001', code: '000000' });
    expect(await browser.post('sign-in/username', typed(who))).toMatchObject({ next: 'totp' }); // the first step right: the count stands
    await browser.refused('sign-in/totp', { code: '000000' });
    expect((await browser.refused('sign-in/totp', { backupCode: 'AAAAA-AAAAA' })).params).toEqual({ attemptsLeft: 1 });
    expect((await browser.refused('sign-in/totp', { code: '000000' })).code).toBe('identity.locked');
    expect((await browser.refused('sign-in/totp', { code: codeNow(who.secret) })).code).toBe('identity.locked');
    expect((await browser.refused('sign-in/username', typed(who))).code).toBe('identity.locked');
    expect(await recorded('10.66.0.1')).toEqual([
      'password wrong', 'sms wrong', 'password pending', 'totp wrong', 'backup_code wrong', 'totp locked', 'totp locked', 'password locked',
    ]);
  });

  it('by a right password again and again does not renew the tries at the second factor', async () => {
    const who = await withTotp();
    const browser = house.browser('10.66.0.2');
    let last = '';
    for (let round = 0; round < 5; round++) {
      await browser.post('sign-in/username', typed(who));
      last = (await browser.refused('sign-in/totp', { code: '000000' })).code;
    }
    expect(last).toBe('identity.locked');
  });

  it('of an SMS code ends after five tries even when the account is unlocked meanwhile', async () => {
    const who = await account({ phone: '13800000002' });
    const browser = house.browser('10.66.0.3');
    await browser.post('sign-in/sms/send', { phone: '13800000002' });
    const [message] = sent;
    const other = message?.code === '000000' ? '000001' : '000000';
    for (let time = 0; time < 5; time++) {
      await browser.refused('sign-in/sms', { phone: '13800000002', code: other });
      await database.adminSql('UPDATE auth_user SET failed_attempts = 0, locked_until = NULL WHERE username = $1', [who.username]);
    }
    expect((await browser.refused('sign-in/sms', { phone: '13800000002', code: message?.code })).code).toBe('identity.code_wrong');
  });

  it('of the password by proofs in a stolen sign-in locks the account as well', async () => {
    const who = await account();
    const browser = house.browser('10.66.0.4');
    await browser.post('sign-in/username', typed(who));
    for (let time = 0; time < 4; time++) await browser.refused('step-up', { password: WRONG });
    expect((await browser.refused('step-up', { password: WRONG })).code).toBe('identity.locked');
    expect(await recorded('10.66.0.4')).toEqual(['password ok', 'step_up wrong', 'step_up wrong', 'step_up wrong', 'step_up wrong', 'step_up locked']);
  });

  it('follows the strictest lock that any congress has set, for names that do not exist, too', async () => {
    const who = await account();
    await database.adminSql(`INSERT INTO congress_parameter (congress_id, key, value, set_by_label, set_at) VALUES ($1, 'account.lock_attempts', '3', '测试', now()), ($1, 'account.lock_minutes', '30', '测试', now())`, [identity.congress('430602')]);
    for (const username of [who.username, 'nobody.known']) {
      const browser = house.browser();
      expect((await browser.refused('sign-in/username', { username, password: WRONG })).params).toEqual({ attemptsLeft: 2 });
      await browser.refused('sign-in/username', { username, password: WRONG });
      expect(await browser.refused('sign-in/username', { username, password: WRONG })).toMatchObject({ code: 'identity.locked', params: { minutes: 30 } });
    }
    await database.adminSql(`DELETE FROM congress_parameter WHERE key LIKE 'account.%'`);
  });
});

describe('flooding somebody with messages', () => {
  it('ends at ten a day for a number and thirty an hour from an address', async () => {
    for (let time = 0; time < 10; time++) {
      await house.browser(`10.67.1.${time}`).post('sign-in/sms/send', { phone: '13800000003' });
      clock.advance({ minutes: 2 });
    }
    expect((await house.browser('10.67.1.99').refused('sign-in/sms/send', { phone: '13800000003' })).code).toBe('common.too_many_requests');
    const browser = house.browser('10.67.0.1');
    for (let number = 0; number < 30; number++) await browser.post('sign-in/sms/send', { phone: `138111100${String(number).padStart(2, '0')}` });
    expect((await browser.refused('sign-in/sms/send', { phone: '13811119999' })).code).toBe('common.too_many_requests');
    expect(await recorded('10.67.0.1')).toEqual(['sms refused']);
    expect(sent).toEqual([]); // nobody has these numbers
  });
});

describe('fixing a session', () => {
  it('fails: each sign-in has a new token, and the one that was in the browser ends', async () => {
    const attacker = await account();
    const victim = await account();
    const browser = house.browser();
    await browser.post('sign-in/username', typed(attacker));
    const planted = browser.cookie();
    await browser.post('sign-in/username', typed(victim));
    expect(browser.cookie()).not.toContain(planted.split('=')[1]);
    const [sessions] = await database.adminSql<{ count: number }>(`SELECT count(*)::int AS count FROM auth_session s JOIN auth_user u ON u.id = s.user_id WHERE u.username = $1`, [attacker.username]);
    expect(sessions?.count).toBe(0);
    expect((await browser.call.session.me({})).user.username).toBe(victim.username);
  });

  it('fails with a token of one\'s own making, and with one whose second step is still to come', async () => {
    const who = await withTotp();
    const browser = house.browser();
    browser.jar.set('__Secure-smart.session_token', 'chosen-by-me.c2lnbmF0dXJl');
    await expect(browser.call.session.me({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await browser.post('sign-in/username', typed(who));
    const pending = browser.jar.get('__Secure-smart.second_step') ?? '';
    expect(pending).not.toBe('');
    browser.jar.set('__Secure-smart.session_token', `${pending}.AAAA`);
    await expect(browser.call.session.me({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it('sets every cookie out of reach of scripts and other sites, and Secure behind https', async () => {
    const who = await withTotp();
    const request = { method: 'POST', address: '10.1.1.1', userAgent: 'x' };
    const first = await identity.auth.handle({ ...request, path: '/api/auth/sign-in/username', cookie: '', body: typed(who) });
    const cookie = first.cookies.map((line) => line.split(';')[0]).join('; ');
    const second = await identity.auth.handle({ ...request, path: '/api/auth/sign-in/totp', cookie, body: { code: codeNow(who.secret), trustDevice: true } });
    const lines = [...first.cookies, ...second.cookies];
    expect(lines.length).toBeGreaterThanOrEqual(4);
    for (const line of lines) expect(line).toMatch(/^__Secure-.*(?=.*HttpOnly)(?=.*SameSite=Lax)(?=.*Secure)/i);
  });
});

describe('using something twice', () => {
  it('fails for a time-based code, also one of the steps before it, and for a backup code, also at the same time', async () => {
    const who = await withTotp();
    const code = codeNow(who.secret);
    const earlier = totpCode(who.secret, stepAt(clock.now()) - 1);
    const first = house.browser('10.68.0.1');
    await first.post('sign-in/username', typed(who));
    await first.post('sign-in/totp', { code });
    const second = house.browser('10.68.0.1');
    await second.post('sign-in/username', typed(who));
    expect((await second.refused('sign-in/totp', { code })).code).toBe('identity.code_wrong');
    expect((await second.refused('sign-in/totp', { code: earlier })).code).toBe('identity.code_wrong');
    expect((await first.refused('step-up', { totp: code })).code).toBe('identity.code_wrong');
    const browsers = [house.browser(), house.browser(), house.browser()];
    for (const browser of browsers) await browser.post('sign-in/username', typed(who));
    const outcomes = await Promise.all(browsers.map((browser) => browser.post('sign-in/totp', { backupCode: who.backupCodes[0] }).then(() => 'in', () => 'refused')));
    expect(outcomes.toSorted()).toEqual(['in', 'refused', 'refused']);
    expect(await recorded('10.68.0.1')).toEqual(['password pending', 'totp ok', 'password pending', 'totp wrong', 'totp wrong', 'step_up wrong']);
  });

  it('fails for the second step after it was done, after five minutes, and with a made-up one', async () => {
    const who = await withTotp();
    const browser = house.browser('10.68.0.2');
    await browser.post('sign-in/username', typed(who));
    const pending = browser.jar.get('__Secure-smart.second_step') ?? '';
    await browser.post('sign-in/totp', { code: codeNow(who.secret) });
    browser.jar.set('__Secure-smart.second_step', pending);
    expect((await browser.refused('sign-in/totp', { backupCode: who.backupCodes[0] })).code).toBe('identity.second_step_expired');
    await browser.post('sign-in/username', typed(who));
    clock.advance({ minutes: 6 });
    expect((await browser.refused('sign-in/totp', { code: codeNow(who.secret) })).code).toBe('identity.second_step_expired');
    browser.jar.set('__Secure-smart.second_step', 'A'.repeat(43));
    expect((await browser.refused('sign-in/totp', { code: codeNow(who.secret) })).code).toBe('identity.second_step_expired');
    expect((await recorded('10.68.0.2')).filter((line) => line === 'totp expired' || line === 'backup_code expired')).toHaveLength(3);
  });

  it('fails for an SMS code at the same time, and for one made for another purpose', async () => {
    const who = await account({ phone: '13800000004' });
    const browser = house.browser();
    await browser.post('sign-in/sms/send', { phone: '13800000004' });
    const code = sent.at(-1)?.code;
    const outcomes = await Promise.all([0, 1, 2].map(() => house.browser().post('sign-in/sms', { phone: '13800000004', code }).then(() => 'in', () => 'refused')));
    expect(outcomes.toSorted()).toEqual(['in', 'refused', 'refused']);
    clock.advance({ minutes: 2 });
    await browser.post('sign-in/username', typed(who));
    await browser.post('step-up/sms/send', {});
    expect((await house.browser().refused('sign-in/sms', { phone: '13800000004', code: sent.at(-1)?.code })).code).toBe('identity.code_wrong');
    expect(await browser.post('step-up', { smsCode: sent.at(-1)?.code })).toMatchObject({ ok: true });
  });
});

describe('finding out who has an account', () => {
  /** What an answer tells, and how many hashes it cost. */
  async function told(path: string, body: unknown): Promise<unknown> {
    const before = hashesComputed();
    const answer = await house.browser().post(path, body).then((ok) => ok, (error: Error & { params?: unknown; fields?: unknown }) => ({ message: error.message, params: error.params, fields: error.fields }));
    return { answer, hashes: hashesComputed() - before };
  }

  it('fails by password: known, unknown, closed, without password; the same words and the same work', async () => {
    const [known, closed, without] = [await account(), await account(), await account()];
    await database.adminSql('UPDATE auth_user SET disabled_at = now() WHERE username = $1', [closed.username]);
    await database.adminSql('DELETE FROM auth_account WHERE user_id = (SELECT id FROM auth_user WHERE username = $1)', [without.username]);
    const reference = await told('sign-in/username', { username: known.username, password: WRONG });
    expect(reference).toMatchObject({ hashes: 1 });
    expect(await told('sign-in/username', { username: 'nobody.at.all', password: WRONG })).toEqual(reference);
    expect(await told('sign-in/username', { username: '13899999999', password: WRONG })).toEqual(reference);
    expect(await told('sign-in/username', { username: closed.username, password: TEST_PASSWORD })).toEqual(reference);
    expect(await told('sign-in/username', { username: without.username, password: WRONG })).toEqual(reference);
  });

  it('fails by SMS: a number that nobody has is asked for, counted and refused like one that somebody has', async () => {
    await account({ phone: '13800000005' });
    for (const step of [['sign-in/sms/send', {}], ['sign-in/sms/send', {}], ['sign-in/sms', { code: '000000' }], ['sign-in/sms', { code: '000000' }]] as const) {
      const known = await told(step[0], { phone: '13800000005', ...step[1] });
      expect(await told(step[0], { phone: '13800000006', ...step[1] })).toEqual(known);
    }
    expect(sent).toHaveLength(1);
  });

  it('fails by the time the gateway takes: nobody waits for it', async () => {
    await account({ phone: '13800000008' });
    const doors = createAuth({ units: database.units, publicUrl: ORIGIN, clock, sendCode: () => new Promise(() => undefined) });
    const answer = await doors.handle({ method: 'POST', path: '/api/auth/sign-in/sms/send', cookie: '', body: { phone: '13800000008' }, address: '10.70.0.1', userAgent: 'x' });
    expect(answer.body).toEqual({ ok: true, seconds: 60 });
  });
});

describe('giving oneself more', () => {
  it('fails: who brings more than a sign-in needs is refused, that is recorded, and nothing was given', async () => {
    const [who, victim] = [await account(), await account()];
    const browser = house.browser('10.71.0.1');
    const more = { userId: victim.personId, personId: victim.personId, roles: ['system_administrator'], steppedUpAt: '2099-01-01T00:00:00Z', expiresAt: '2099-01-01T00:00:00Z', lifetime: 1e12, mustChangePassword: false };
    expect((await browser.refused('sign-in/username', { ...typed(who), ...more, rememberMe: true })).code).toBe('identity.more_than_asked');
    expect(browser.cookie()).toBe('');
    await browser.post('sign-in/username', { ...typed(who), rememberMe: true });
    const me = await browser.call.session.me({});
    expect([me.person.id, me.capacities]).toEqual([who.personId, []]);
    expect(Date.parse(me.expiresAt) - clock.now().getTime()).toBe(12 * 60 * 60 * 1000);
    clock.advance({ minutes: 11 });
    for (const path of ['step-up', 'step-up/sms/send', 'sign-in/sms', 'sign-in/totp']) expect((await browser.refused(path, { ...(path === 'step-up' ? { password: TEST_PASSWORD } : {}), ...more })).code, path).toBe('identity.more_than_asked');
    expect(await recorded('10.71.0.1')).toEqual(['password refused', 'password ok', 'step_up refused', 'step_up refused', 'sms refused', 'totp refused']);
    await browser.post('step-up', { password: TEST_PASSWORD });
    const { stepUp } = await browser.call.session.security({});
    expect(stepUp.until).toBe(new Date(clock.now().getTime() + 600_000).toISOString());
    expect(await database.adminSql('SELECT 1 FROM auth_session s JOIN auth_user u ON u.id = s.user_id WHERE u.username = $1', [victim.username])).toEqual([]);
  });

  it('fails for a closed account: it cannot sign in by any way, and its sign-ins have ended', async () => {
    const who = await account({ phone: '13800000007' });
    const browser = house.browser();
    await browser.post('sign-in/username', typed(who));
    await browser.post('sign-in/sms/send', { phone: '13800000007' });
    await database.adminSql('UPDATE auth_user SET disabled_at = now() WHERE username = $1', [who.username]);
    expect((await house.browser().refused('sign-in/sms', { phone: '13800000007', code: sent.at(-1)?.code })).code).toBe('identity.code_wrong');
    expect((await browser.refused('step-up', { password: TEST_PASSWORD })).code).toBe('identity.session_expired');
    const fresh = browsersOf({ database, clock, auth: identity.auth });
    const thief = fresh.browser();
    for (const [name, value] of browser.jar) thief.jar.set(name, value);
    await expect(thief.call.session.me({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    fresh.close();
  });
});
