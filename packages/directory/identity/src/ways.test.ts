// Every way of signing in, and the security of the own account.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { forgetOldAttempts } from './attempts.ts';
import { browsersOf, typed } from './testing-browser.ts';
import { createTestIdentity, TEST_PASSWORD, type TestIdentity } from './testing.ts';
import { testPasskey } from './testing-passkey.ts';
import { base32, stepAt, totpCode } from './totp.ts';

const ORIGIN = 'http://localhost:8080';
const clock = fixedClock('2026-03-05T09:00:00+08:00');
const sent: { phone: string; code: string; minutes: number }[] = [];
let database: TestDatabase;
let identity: TestIdentity;
let house: ReturnType<typeof browsersOf>;
let strict: ReturnType<typeof browsersOf>;
let made = 0;

beforeAll(async () => {
  database = await createTestDatabase({ size: 12 });
  identity = await createTestIdentity(database, { clock, auth: { publicUrl: ORIGIN, sendCode: async (message) => void sent.push(message) } });
  house = browsersOf({ database, clock, auth: identity.auth });
  strict = browsersOf({ database, clock, auth: identity.auth, requireTotp: true });
});
afterAll(async () => {
  house.close();
  strict.close();
  await database.close();
});

async function account(options: { phone?: string; deputy?: boolean; officer?: boolean } = {}) {
  const username = `way.user${++made}`;
  const personId = await identity.person('4306', `登录人${made}`, { username, ...(options.phone === undefined ? {} : { phone: options.phone }) });
  if (options.deputy === true) await identity.mandate('4306', personId);
  if (options.officer === true) await identity.appointment('4306', personId, 'standing_committee', ['congress_officer']);
  return { username, personId, password: TEST_PASSWORD };
}
const codeNow = (secret: string): string => totpCode(secret, stepAt(clock.now()));
const challenge = z.object({ challenge: z.string() });

async function withTotp(options: Parameters<typeof account>[0] = {}) {
  const who = await account(options);
  const browser = house.browser();
  await browser.post('sign-in/username', typed(who));
  const { secret } = await browser.call.session.enrolTotp({});
  const { backupCodes } = await browser.call.session.confirmTotp({ code: codeNow(secret) });
  clock.advance({ minutes: 1 }); // the code of confirming is used
  return { ...who, secret, backupCodes, browser };
}
async function withPasskey() {
  const who = await account({ deputy: true });
  const browser = house.browser();
  await browser.post('sign-in/username', typed(who));
  const passkey = testPasskey(ORIGIN);
  const { options } = await browser.call.session.passkeyOptions({});
  await browser.call.session.addPasskey({ name: '我的手机', response: passkey.create(challenge.parse(options)) });
  return { ...who, passkey, browser };
}

describe('time-based codes', () => {
  it('are those of RFC 6238', () => {
    const secret = base32(Buffer.from('12345678901234567890'));
    expect([59, 1111111109, 1234567890, 20000000000].map((seconds) => totpCode(secret, Math.floor(seconds / 30)))).toEqual(['287082', '081804', '005924', '353130']);
  });

  it('are set up with a picture and a secret, confirmed with the first code, and asked for at the next sign-in', async () => {
    const who = await account();
    const browser = house.browser();
    await browser.post('sign-in/username', typed(who));
    const enrolled = await browser.call.session.enrolTotp({});
    expect(enrolled.uri).toContain(`secret=${enrolled.secret}`);
    expect(enrolled.qrSvg).toMatch(/^<svg/);
    expect((await browser.call.session.security({})).totp).toEqual({ enabled: false, required: false, backupCodesLeft: 0 });
    await expect(browser.call.session.confirmTotp({ code: '000000' })).rejects.toMatchObject({ cause: { code: 'identity.code_wrong', fields: [{ path: 'code' }] } });
    const { backupCodes } = await browser.call.session.confirmTotp({ code: codeNow(enrolled.secret) });
    expect(new Set(backupCodes).size).toBe(10);
    expect((await browser.call.session.security({})).totp).toEqual({ enabled: true, required: false, backupCodesLeft: 10 });
    const [row] = await database.adminSql<{ secret: string; backup_codes: string }>('SELECT t.secret, t.backup_codes FROM auth_two_factor t JOIN auth_user u ON u.id = t.user_id WHERE u.username = $1', [who.username]);
    for (const plain of [enrolled.secret, ...backupCodes]) expect(JSON.stringify(row)).not.toContain(plain);

    clock.advance({ minutes: 1 });
    const other = house.browser();
    expect(await other.post('sign-in/username', typed(who))).toMatchObject({ ok: true, next: 'totp' });
    expect([...other.jar.keys()]).toEqual(['smart.second_step']);
    await expect(other.call.session.me({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect((await other.refused('sign-in/totp', { code: '12345' })).code).toBe('common.invalid_input');
    expect(await other.refused('sign-in/totp', { code: '123456' })).toMatchObject({ code: 'identity.code_wrong', fields: [{ path: 'code' }], params: { attemptsLeft: 4 } });
    expect(await other.post('sign-in/totp', { code: codeNow(enrolled.secret) })).toMatchObject({ ok: true, next: 'done', mustEnrolTotp: false });
    expect((await other.call.session.me({})).user.username).toBe(who.username);
    expect(other.jar.has('smart.second_step')).toBe(false);
  });

  it('can be replaced by a backup code, each once', async () => {
    const who = await withTotp();
    const [code = ''] = who.backupCodes;
    const browser = house.browser();
    await browser.post('sign-in/username', typed(who));
    expect(await browser.post('sign-in/totp', { backupCode: code.toLowerCase() })).toMatchObject({ next: 'done' });
    expect((await browser.call.session.security({})).totp.backupCodesLeft).toBe(9);
    const again = house.browser();
    await again.post('sign-in/username', typed(who));
    expect(await again.refused('sign-in/totp', { backupCode: code })).toMatchObject({ code: 'identity.code_wrong', fields: [{ path: 'backupCode' }] });
    const { backupCodes } = await browser.call.session.renewBackupCodes({});
    expect((await again.refused('sign-in/totp', { backupCode: who.backupCodes[1] })).code).toBe('identity.code_wrong');
    expect(await again.post('sign-in/totp', { backupCode: backupCodes[0] })).toMatchObject({ next: 'done' });
  });

  it('are not asked for on a trusted device, until the trust is withdrawn, the password changed, or 30 days are over', async () => {
    const who = await withTotp();
    const browser = house.browser();
    await browser.post('sign-in/username', typed(who));
    await browser.post('sign-in/totp', { code: codeNow(who.secret), trustDevice: true });
    expect((await browser.call.session.security({})).trustedDevices).toMatchObject([{ device: 'Windows 电脑', current: true }]);
    await browser.post('sign-out', {});
    expect(await browser.post('sign-in/username', typed(who))).toMatchObject({ next: 'done' });
    const { trustedDevices: [trusted] } = await browser.call.session.security({});
    expect(trusted?.current).toBe(true);
    // The cookie is this account's: somebody else with a second factor is still asked.
    const somebody = await withTotp();
    expect(await browser.post('sign-in/username', typed(somebody))).toMatchObject({ next: 'totp' });
    expect(await browser.post('sign-in/username', typed(who))).toMatchObject({ next: 'done' });
    await browser.call.session.revokeTrust({ id: trusted?.id ?? '' });
    expect(await browser.post('sign-in/username', typed(who))).toMatchObject({ next: 'totp' });
    clock.advance({ minutes: 1 });
    await browser.post('sign-in/totp', { code: codeNow(who.secret), trustDevice: true });
    clock.advance({ days: 31 });
    expect(await browser.post('sign-in/username', typed(who))).toMatchObject({ next: 'totp' });
    await browser.post('sign-in/totp', { code: codeNow(who.secret), trustDevice: true });
    await browser.call.session.changePassword({ current: TEST_PASSWORD, next: 'Other-2026-Password' });
    expect(await browser.post('sign-in/username', { ...typed(who), password: 'Other-2026-Password' })).toMatchObject({ next: 'totp' });
  });

  it('are demanded of staff outside demonstration mode: until then only the own account can be seen to', async () => {
    const who = await account({ officer: true });
    const browser = strict.browser();
    await browser.post('sign-in/username', typed(who));
    expect((await browser.call.session.me({})).user).toMatchObject({ mustEnrolTotp: true });
    await expect(browser.call.people.list({})).rejects.toMatchObject({ cause: { code: 'identity.totp_required' } });
    const { secret } = await browser.call.session.enrolTotp({});
    await browser.call.session.confirmTotp({ code: codeNow(secret) });
    expect((await browser.call.session.me({})).user).toMatchObject({ mustEnrolTotp: false });
    expect((await browser.call.people.list({})).total).toBeGreaterThan(0);
    await expect(browser.call.session.disableTotp({})).rejects.toMatchObject({ cause: { code: 'common.forbidden' } });
    const deputy = await account({ deputy: true });
    await browser.post('sign-in/username', typed(deputy));
    expect((await browser.call.session.me({})).user).toMatchObject({ mustEnrolTotp: false });
  });

  it('are taken from somebody who lost the device by the administrator, and that is recorded', async () => {
    const who = await withTotp({ deputy: true });
    const admin = await account();
    await identity.appointment('4306', admin.personId, 'standing_committee', ['system_administrator']);
    const browser = house.browser();
    await browser.post('sign-in/username', typed(admin));
    await browser.call.people.resetTotp({ personId: who.personId });
    expect(await house.browser().post('sign-in/username', typed(who))).toMatchObject({ next: 'done' });
    const [event] = await database.adminSql(`SELECT payload->>'act' AS act FROM domain_event WHERE type = 'account.administered' AND subject_id = $1`, [who.personId]);
    expect(event).toEqual({ act: '停用动态口令' });
  });
});

describe('codes by SMS', () => {
  it('sign in whoever has the number, once', async () => {
    const who = await account({ phone: '13900000001', deputy: true });
    const browser = house.browser();
    expect(await browser.post('sign-in/sms/send', { phone: '139 0000 0001' })).toEqual({ ok: true, seconds: 60 });
    const message = sent.at(-1);
    expect(message).toMatchObject({ phone: '13900000001', minutes: 5, code: expect.stringMatching(/^\d{6}$/) });
    expect(await browser.post('sign-in/sms', { phone: '13900000001', code: message?.code, rememberMe: true })).toMatchObject({ next: 'done' });
    expect((await browser.call.session.me({})).person.id).toBe(who.personId);
    expect((await house.browser().refused('sign-in/sms', { phone: '13900000001', code: message?.code })).code).toBe('identity.code_wrong');
    const stored = await database.adminSql<{ value: string }>(`SELECT value FROM auth_verification WHERE identifier LIKE 'sms%'`);
    expect(JSON.stringify(stored)).not.toContain(message?.code);
  });

  it('are good for five minutes, and the last one only', async () => {
    await account({ phone: '13900000002' });
    const browser = house.browser('10.9.9.9');
    const code = async () => {
      await browser.post('sign-in/sms/send', { phone: '13900000002' });
      return sent.at(-1)?.code ?? '';
    };
    const first = await code();
    expect(await browser.refused('sign-in/sms/send', { phone: '13900000002' })).toMatchObject({ code: 'common.too_many_requests', params: { seconds: 60 } });
    clock.advance({ minutes: 1 });
    const second = await code();
    if (first !== second) expect((await browser.refused('sign-in/sms', { phone: '13900000002', code: first })).code).toBe('identity.code_wrong');
    clock.advance({ minutes: 5 });
    expect((await browser.refused('sign-in/sms', { phone: '13900000002', code: second })).code).toBe('identity.code_wrong');
  });

  it('do not replace the second factor', async () => {
    const who = await withTotp({ phone: '13900000003' });
    const browser = house.browser();
    await browser.post('sign-in/sms/send', { phone: '13900000003' });
    expect(await browser.post('sign-in/sms', { phone: '13900000003', code: sent.at(-1)?.code })).toMatchObject({ next: 'totp' });
    expect(await browser.post('sign-in/totp', { code: codeNow(who.secret) })).toMatchObject({ next: 'done' });
  });
});

describe('passkeys', () => {
  it('are added, named, used without a name or a second factor, and removed', async () => {
    const who = await withPasskey();
    const { passkeys: [key] } = await who.browser.call.session.security({});
    expect(key).toMatchObject({ name: '我的手机', createdAt: clock.now().toISOString() });
    const browser = house.browser();
    const { options } = await browser.post('sign-in/passkey/options', {});
    expect(await browser.post('sign-in/passkey', { response: who.passkey.use(challenge.parse(options)), rememberMe: true })).toMatchObject({ next: 'done' });
    expect((await browser.call.session.me({})).person.id).toBe(who.personId);
    await browser.call.session.renamePasskey({ id: key?.id ?? '', name: '办公电脑' });
    expect((await browser.call.session.security({})).passkeys).toMatchObject([{ name: '办公电脑' }]);
    await browser.call.session.removePasskey({ id: key?.id ?? '' });
    const next = await browser.post('sign-in/passkey/options', {});
    expect((await browser.refused('sign-in/passkey', { response: who.passkey.use(challenge.parse(next.options)) })).code).toBe('identity.passkey_refused');
  });
});

describe('proof before a sensitive act', () => {
  it('is asked for ten minutes after the last one, and given by password, code, SMS or passkey', async () => {
    const who = await withTotp({ phone: '13900000004' });
    const browser = house.browser();
    await browser.post('sign-in/username', typed(who));
    await browser.post('sign-in/totp', { code: codeNow(who.secret) });
    const passkey = testPasskey(ORIGIN);
    await browser.call.session.addPasskey({ name: '手机', response: passkey.create(challenge.parse((await browser.call.session.passkeyOptions({})).options)) });
    const proofs: (() => Promise<unknown>)[] = [
      () => browser.post('step-up', { password: TEST_PASSWORD }),
      () => browser.post('step-up', { totp: codeNow(who.secret) }),
      async () => {
        await browser.post('step-up/sms/send', {});
        return browser.post('step-up', { smsCode: sent.at(-1)?.code });
      },
      async () => browser.post('step-up/passkey', { response: passkey.use(challenge.parse((await browser.post('step-up/passkey/options', {})).options)) }),
    ];
    expect((await browser.call.session.security({})).stepUp.ways).toEqual(['password', 'totp', 'sms', 'passkey']);
    for (const prove of proofs) {
      clock.advance({ minutes: 11 });
      await expect(browser.call.session.renewBackupCodes({})).rejects.toMatchObject({ cause: { code: 'identity.step_up_required' } });
      expect(await prove()).toMatchObject({ ok: true });
      await browser.call.session.renewBackupCodes({});
    }
    clock.advance({ minutes: 11 });
    expect(await browser.refused('step-up', { password: 'Wrong-2026-Password' })).toMatchObject({ code: 'identity.invalid_credentials', fields: [{ path: 'password' }] });
    await expect(browser.call.session.renewBackupCodes({})).rejects.toMatchObject({ cause: { code: 'identity.step_up_required' } });
    expect((await house.browser().refused('step-up', { password: TEST_PASSWORD })).code).toBe('common.unauthenticated');
  });
});

describe('passwords', () => {
  it('expire, may not come back, and follow the strictest congress', async () => {
    const who = await account({ deputy: true });
    const browser = house.browser();
    await browser.post('sign-in/username', typed(who));
    const change = (current: string, next: string) => browser.call.session.changePassword({ current, next });
    await database.adminSql(
      `INSERT INTO congress_parameter (congress_id, key, value, set_by_label, set_at) VALUES ($1, 'account.password_length', '16', '测试', now()), ($1, 'account.password_days', '60', '测试', now())`, [identity.congress('4306')]);
    await expect(change(TEST_PASSWORD, 'Short-2026-Pw')).rejects.toMatchObject({ cause: { code: 'identity.weak_password', message: expect.stringContaining('16 位') } });
    await change(TEST_PASSWORD, 'Longer-2026-Password-1');
    await change('Longer-2026-Password-1', 'Longer-2026-Password-2');
    await expect(change('Longer-2026-Password-2', TEST_PASSWORD)).rejects.toMatchObject({ cause: { code: 'identity.weak_password', message: expect.stringContaining('最近 5 次') } });
    clock.advance({ days: 59 });
    await browser.post('sign-in/username', { ...typed(who), password: 'Longer-2026-Password-2' });
    expect((await browser.call.session.security({})).password).toMatchObject({ expired: false });
    clock.advance({ days: 2 });
    expect(await browser.post('sign-in/username', { ...typed(who), password: 'Longer-2026-Password-2' })).toMatchObject({ passwordExpired: true });
    await expect(browser.call.people.deputies({})).rejects.toMatchObject({ cause: { code: 'identity.password_expired' } });
    await change('Longer-2026-Password-2', 'Longer-2026-Password-3');
    expect((await browser.call.session.me({})).user.passwordExpired).toBe(false);
    await browser.call.people.deputies({});
    await database.adminSql(`DELETE FROM congress_parameter WHERE key LIKE 'account.%'`);
  });
});

describe('what is kept of sign-ins', () => {
  it('is shown to the person: way, outcome, device and address, newest first, in pages, for 180 days', async () => {
    const who = await withTotp();
    const browser = house.browser('10.7.7.7');
    await browser.refused('sign-in/username', { ...typed(who), password: 'Wrong-2026-Password' });
    await browser.post('sign-in/username', typed(who));
    await browser.refused('sign-in/totp', { code: '000000' });
    await browser.post('sign-in/totp', { code: codeNow(who.secret) });
    const { rows, total } = await browser.call.session.history({ page: 1, pageSize: 4 });
    expect(rows.map(({ method, outcome }) => `${method} ${outcome}`)).toEqual(['totp ok', 'totp wrong', 'password pending', 'password wrong']);
    expect(rows[0]).toMatchObject({ device: 'Windows 电脑', address: '10.7.7.7', at: clock.now().toISOString() });
    expect(total).toBe(5);
    expect((await browser.call.session.history({ page: 2, pageSize: 4 })).rows).toHaveLength(1);
    const [user] = await database.adminSql<{ last_signed_in_at: Date }>('SELECT last_signed_in_at FROM auth_user WHERE username = $1', [who.username]);
    expect(user?.last_signed_in_at).toEqual(clock.now());
    expect(await identity.act('4306', forgetOldAttempts)).toBe(0);
    clock.advance({ days: 181 });
    expect(await identity.act('4306', forgetOldAttempts)).toBeGreaterThan(5);
    expect(await database.adminSql('SELECT 1 FROM auth_sign_in_attempt')).toEqual([]);
  });
});
