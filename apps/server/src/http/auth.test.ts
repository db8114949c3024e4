// Attacks on signing in that come over the wire: from another site, from one address, with what is not JSON, with another site's words.
import { createAccount } from '@smart/identity/accounts';
import { createPerson } from '@smart/identity/people';
import { createTestDirectory } from '@smart/divisions/testing';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoPassword, startTestApp, type TestApp } from '../testing.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({
    clock,
    environment: { RATE_FACTOR: '1' },
    arrange: async (_services, database) => {
      const { act, congress } = await createTestDirectory(database, { clock });
      await act('4306', async (work) => {
        const person = await createPerson(work, congress('4306'), { name: '李明', phone: '13900001111' });
        await createAccount(work, { personId: person.id, username: 'li.ming', password: demoPassword });
      });
    },
  });
}, 60_000);
afterAll(() => app.close());

const right = { username: 'li.ming', password: demoPassword };
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${app.origin}/api/auth/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
const state = async () => [
  await app.admin('SELECT count(*)::int AS count FROM auth_session'), await app.admin('SELECT failed_attempts, locked_until, last_signed_in_at FROM auth_user ORDER BY id'),
  await app.admin('SELECT count(*)::int AS count FROM auth_verification'),
];
const doors = ['sign-in/username', 'sign-in/totp', 'sign-in/sms/send', 'sign-in/sms', 'sign-in/passkey/options', 'sign-in/passkey', 'step-up', 'step-up/sms/send', 'step-up/passkey/options', 'step-up/passkey', 'sign-out'];

/** Outcomes recorded of one kind, with the user name of whose sign-in was used. */
const recorded = async (method: string) =>
  (await app.admin<{ line: string }>(`SELECT coalesce(u.username, 'nobody') || ' ' || a.outcome AS line FROM auth_sign_in_attempt a LEFT JOIN auth_user u ON u.id = a.user_id WHERE a.method = $1 ORDER BY a.at, a.id`, [method])).map(({ line }) => line);

describe('/api/auth', () => {
  it('does nothing for another site, whichever the door', async () => {
    const signedIn = await app.signIn('li.ming');
    const before = await state();
    for (const door of doors) {
      for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]) {
        const response = await post(door, { ...right, phone: '13900001111' }, { ...headers, cookie: signedIn.cookie });
        expect([response.status, response.headers.getSetCookie()], `${door} ${JSON.stringify(headers)}`).toEqual([403, []]);
      }
    }
    // A form of another site can send no JSON.
    const form = await fetch(`${app.origin}/api/auth/sign-in/username`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify(right) });
    expect(form.status).toBeGreaterThanOrEqual(400);
    expect(await state()).toEqual(before);
    expect((await signedIn.trpc.session.me.query({})).person.name).toBe('李明');
    // Written down where the person sees it, and not so often that it fills the table.
    expect(await recorded('cross_site')).toEqual(Array.from({ length: 20 }, () => 'li.ming refused'));
  });

  it('changes nothing when it is only looked at', async () => {
    const before = await state();
    for (const door of doors) {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) expect((await fetch(`${app.origin}/api/auth/${door}`, { method })).status, `${method} ${door}`).toBe(404);
    }
    expect(await state()).toEqual(before);
  });

  it('answers in our own shape, keeps nothing in caches, and tells nothing of the account', async () => {
    const good = await post('sign-in/username', right);
    expect(good.headers.get('cache-control')).toBe('no-store');
    expect(await good.json()).toEqual({ ok: true, next: 'done', mustChangePassword: false, passwordExpired: false, mustEnrolTotp: false });
    const bad = await (await post('sign-in/username', { ...right, password: 'Wrong-2026-Password' })).text();
    expect(bad).toContain('identity.invalid_credentials');
    for (const secret of ['13900001111', '李明', 'Wrong-2026-Password', 'stack', 'SELECT']) expect(bad).not.toContain(secret);
    expect((await app.anonymous.fetch('/api/auth/sign-in/username?password=x', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' })).status).toBe(400);
  });

  it('writes down who shows a sign-in that was never ours; one that has ended is nobody’s attack', async () => {
    const ended = await app.signIn('li.ming');
    await ended.fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect((await ended.fetch('/api/trpc/session.me')).status).toBe(401);
    expect(await recorded('session')).toEqual([]);
    for (const cookie of ['smart.session_token=chosen-by-me.c2lnbmF0dXJl', 'smart.session_token=chosen-by-me']) {
      expect((await fetch(`${app.origin}/api/trpc/session.me`, { headers: { cookie } })).status).toBe(401);
    }
    expect(await recorded('session')).toEqual(['nobody refused', 'nobody refused']);
  });

  it('writes down who would be led elsewhere, and leads nobody there', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await fetch(`${app.origin}/sign-in?next=${encodeURIComponent('//evil.example')}`)).status).toBe(200);
    const sent = await fetch(`${app.origin}/sign-in`, { method: 'POST', redirect: 'manual', headers: form, body: new URLSearchParams({ ...right, next: 'https://evil.example/' }) });
    expect(sent.headers.get('location')).toMatch(/^\//);
    expect(sent.headers.get('location')).not.toContain('evil');
    expect(await recorded('redirect')).toEqual(['nobody refused', 'nobody refused']);
    await fetch(`${app.origin}/sign-in?next=${encodeURIComponent('/deputy/')}`);
    expect(await recorded('redirect')).toHaveLength(2);
  });

  it('writes down an invitation that is worthless: made up, or past its time', async () => {
    const token = 'a'.repeat(32);
    await app.admin(`INSERT INTO auth_verification (id, identifier, value, expires_at, created_at, updated_at) VALUES (gen_random_uuid(), 'invitation:' || encode(sha256($1::bytea), 'hex'), '{}', '2026-03-01', now(), now())`, [token]);
    const password = 'Invited-2026-Password';
    for (const address of [`/invitation/${token}`, `/invitation/${'b'.repeat(32)}`]) {
      expect((await fetch(`${app.origin}${address}`)).status).toBeGreaterThanOrEqual(400);
      expect((await fetch(`${app.origin}${address}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ password, again: password }) })).status).toBeGreaterThanOrEqual(400);
    }
    expect(await recorded('invitation')).toEqual(['nobody refused', 'nobody refused', 'nobody refused', 'nobody refused']);
  });

  it('slows down one address, whatever names it tries', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 125; at++) statuses.push((await post('sign-in/totp', { code: '123456' })).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(statuses.at(-1)).toBe(429);
    const [row] = await app.admin<{ count: number }>(`SELECT count(*)::int AS count FROM auth_sign_in_attempt WHERE method = 'totp' AND outcome = 'expired'`);
    expect(row?.count).toBe(statuses.filter((status) => status === 401).length);
  });
});
