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

  it('slows down one address, whatever names it tries', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 125; at++) statuses.push((await post('sign-in/totp', { code: '123456' })).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(statuses.at(-1)).toBe(429);
    const [row] = await app.admin<{ count: number }>(`SELECT count(*)::int AS count FROM auth_sign_in_attempt WHERE method = 'totp' AND outcome = 'expired'`);
    expect(row?.count).toBe(statuses.filter((status) => status === 401).length);
  });
});
