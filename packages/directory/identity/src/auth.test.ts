import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { passkey } from '@better-auth/passkey';
import { getAuthTables } from 'better-auth/db';
import { twoFactor } from 'better-auth/plugins';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unlockAccount } from './accounts.ts';
import { authOptions } from './auth-options.ts';
import type { AuthRequest } from './auth.ts';
import { createSessionResolver } from './session.ts';
import { createTestIdentity, TEST_PASSWORD, type TestIdentity } from './testing.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
let database: TestDatabase;
let identity: TestIdentity;
beforeAll(async () => {
  database = await createTestDatabase({ size: 12 });
  identity = await createTestIdentity(database, { clock });
});
afterAll(() => database.close());

const post = (path: string, body: unknown, extra: Partial<AuthRequest> = {}): AuthRequest => ({
  method: 'POST', path: `/api/auth/${path}`, body, cookie: '', address: '10.1.2.3', userAgent: 'Mozilla/5.0 (Windows NT 10.0)', ...extra,
});
const attempt = (username: string, password: string, rememberMe?: boolean) =>
  identity.auth.handle(post('sign-in/username', { username, password, ...(rememberMe === undefined ? {} : { rememberMe }) }));
const expiryOf = async (username: string): Promise<string | undefined> => {
  const [row] = await database.adminSql<{ expires_at: Date }>(
    'SELECT s.expires_at FROM auth_session s JOIN auth_user u ON u.id = s.user_id WHERE u.username = $1 ORDER BY s.created_at DESC, s.id DESC LIMIT 1', [username]);
  return row?.expires_at.toISOString();
};

describe('the tables of better-auth', () => {
  it('are those of the schema', async () => {
    const wanted = getAuthTables(authOptions({ publicUrl: 'http://localhost', plugins: [twoFactor(), passkey()] }));
    const columns = await database.adminSql<{ table: string; column: string; type: string }>(
      `SELECT table_name AS table, column_name AS column, data_type AS type FROM information_schema.columns WHERE table_name LIKE 'auth\\_%'`);
    const tables: Record<string, string> = { user: 'auth_user', authSession: 'auth_session', account: 'auth_account', verification: 'auth_verification', twoFactor: 'auth_two_factor', passkey: 'auth_passkey' };
    expect(Object.values(wanted).map(({ modelName }) => modelName).sort()).toEqual(Object.keys(tables).sort());
    const snake = (name: string): string => name.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);
    for (const { modelName, fields } of Object.values(wanted)) {
      for (const [name, { fieldName = name, type }] of Object.entries(fields)) {
        const column = columns.find((each) => each.table === tables[modelName] && each.column === snake(fieldName));
        expect(column, `${modelName}.${fieldName}`).toBeDefined();
        if (type === 'date') expect(column?.type).toBe('timestamp with time zone');
        if (type === 'boolean') expect(column?.type).toBe('boolean');
      }
    }
  });
});

describe('signing in', () => {
  it('works by user name in any case and by phone, and sets a cookie out of reach of scripts', async () => {
    const personId = await identity.person('4306', '李明', { username: 'li.ming', phone: '13812345678' });
    for (const name of ['li.ming', 'Li.Ming', ' li.ming ', '13812345678', '+86 138-1234-5678']) {
      const response = await attempt(name, TEST_PASSWORD);
      expect(response, name).toMatchObject({ status: 200, body: { ok: true, mustChangePassword: false } });
      expect(JSON.stringify(response.body)).not.toMatch(/token|email/);
      const cookie = response.cookies.find((each) => each.startsWith('smart.session_token='));
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=Lax/i);
      expect(cookie).not.toMatch(/Secure/i);
      const resolver = createSessionResolver({ units: database.units, clock });
      expect(await resolver.resolveSession(cookie?.split(';')[0] ?? '')).toMatchObject({ personId, personName: '李明', username: 'li.ming' });
      resolver.close();
    }
    const [row] = await database.adminSql<{ ip_address: string; user_agent: string }>('SELECT ip_address, user_agent FROM auth_session LIMIT 1');
    expect(row).toEqual({ ip_address: '10.1.2.3', user_agent: 'Mozilla/5.0 (Windows NT 10.0)' });
  });

  it('lasts half a day, and a week only for a deputy who has the device remembered', async () => {
    const deputy = await identity.person('4306', '王代表', { username: 'wang.deputy' });
    await identity.mandate('4306', deputy);
    const staff = await identity.person('4306', '赵科员', { username: 'zhao.staff' });
    await identity.appointment('4306', staff, 'deputies_affairs', ['congress_officer']);
    const persistent = async (name: string, remember: boolean) => /Max-Age/i.test((await attempt(name, TEST_PASSWORD, remember)).cookies.find((each) => each.startsWith('smart.session_token')) ?? '');
    expect([await persistent('wang.deputy', false), await expiryOf('wang.deputy')]).toEqual([false, '2026-03-05T13:00:00.000Z']);
    clock.advance({ minutes: 1 });
    expect([await persistent('wang.deputy', true), await expiryOf('wang.deputy')]).toEqual([true, '2026-03-12T01:01:00.000Z']);
    expect([await persistent('zhao.staff', true), await expiryOf('zhao.staff')]).toEqual([false, '2026-03-05T13:01:00.000Z']);
  });

  it('refuses without telling what was wrong, and locks after five wrong passwords in a row', async () => {
    await identity.person('4306', '陈锁', { username: 'chen.suo' });
    const wrong = (name: string) => attempt(name, 'Wrong-2026-Password').catch((error: unknown) => error);
    for (let left = 4; left >= 1; left--) {
      const known = await wrong('chen.suo');
      expect(known).toMatchObject({ code: 'identity.invalid_credentials', params: { attemptsLeft: left } });
      expect(await wrong('nobody.of.that.name')).toMatchObject({ message: known instanceof Error ? known.message : '' });
    }
    const locked = await wrong('chen.suo');
    expect(locked).toMatchObject({ code: 'identity.locked', params: { minutes: 15 } });
    expect(await wrong('nobody.of.that.name')).toMatchObject({ message: locked instanceof Error ? locked.message : '' });
    await expect(attempt('chen.suo', TEST_PASSWORD)).rejects.toMatchObject({ code: 'identity.locked' });
    clock.advance({ minutes: 14, seconds: 1 });
    await expect(attempt('chen.suo', TEST_PASSWORD)).rejects.toMatchObject({ params: { minutes: 1 } });
    clock.advance({ minutes: 1 });
    expect((await attempt('chen.suo', TEST_PASSWORD)).status).toBe(200);
    expect(await database.adminSql(`SELECT failed_attempts, locked_until FROM auth_user WHERE username = 'chen.suo'`)).toEqual([{ failed_attempts: 0, locked_until: null }]);
  });

  it('counts wrong passwords sent at the same time one by one', async () => {
    await identity.person('4306', '周同时', { username: 'zhou.parallel' });
    const results = await Promise.all(Array.from({ length: 12 }, () => attempt('zhou.parallel', 'Wrong-2026-Password').catch((error: { code: string }) => error.code)));
    expect(results.filter((code) => code === 'identity.invalid_credentials')).toHaveLength(4);
    expect(results.filter((code) => code === 'identity.locked')).toHaveLength(8);
  });

  it('of one account many times at once with the right password succeeds every time', async () => {
    await identity.person('4306', '吴同时', { username: 'wu.parallel' });
    const results = await Promise.all(Array.from({ length: 8 }, () => attempt('wu.parallel', TEST_PASSWORD)));
    expect(results.every(({ status }) => status === 200)).toBe(true);
  });

  it('is possible again when an administrator lifts the lock', async () => {
    const personId = await identity.person('4306', '郑锁', { username: 'zheng.suo' });
    for (let time = 0; time < 5; time++) await attempt('zheng.suo', 'Wrong-2026-Password').catch(() => undefined);
    await identity.act('4306', (work) => unlockAccount(work, personId));
    expect((await attempt('zheng.suo', TEST_PASSWORD)).status).toBe(200);
  });

  it('answers malformed and hostile input with the field to correct', async () => {
    const bodies = [null, {}, { username: 'li.ming' }, { username: '', password: 'x' }, { username: 'x'.repeat(61), password: 'x' }, { username: 'li.ming', password: 'x'.repeat(5000) }, { username: ['li.ming'], password: {} }];
    for (const body of bodies) await expect(identity.auth.handle(post('sign-in/username', body)), JSON.stringify(body)?.slice(0, 60)).rejects.toMatchObject({ code: 'common.invalid_input' });
    await expect(attempt("' OR 1=1 --", 'x')).rejects.toMatchObject({ code: 'identity.invalid_credentials' });
  });

  it('opens no other door of better-auth', async () => {
    for (const path of ['sign-up/email', 'sign-in/email', 'is-username-available', 'get-session', 'update-user', 'delete-user', 'reset-password', 'list-sessions', 'sign-in/username/../../sign-up/email']) {
      await expect(identity.auth.handle(post(path, { email: 'a@b.cn', password: TEST_PASSWORD, name: 'x', username: 'li.ming' })), path).rejects.toMatchObject({ code: 'common.not_found' });
    }
    await expect(identity.auth.handle(post('sign-in/username', {}, { method: 'GET' }))).rejects.toMatchObject({ code: 'common.not_found' });
  });
});

describe('signing out', () => {
  it('ends the sign-in at once and clears the cookie', async () => {
    await identity.person('4306', '孙离', { username: 'sun.leaves' });
    const cookie = await identity.signIn('sun.leaves');
    const resolver = createSessionResolver({ units: database.units, clock });
    expect(await resolver.resolveSession(cookie)).not.toBeNull();
    const response = await identity.auth.handle(post('sign-out', {}, { cookie }));
    expect(response.cookies.find((each) => each.startsWith('smart.session_token='))).toMatch(/Max-Age=0/i);
    expect(await resolver.resolveSession(cookie)).toBeNull();
    expect((await identity.auth.handle(post('sign-out', {}))).status).toBe(200);
    resolver.close();
  });
});
