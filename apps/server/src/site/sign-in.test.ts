// Signing in with plain forms: the way from page to page, what is kept, what never comes into an address.
import { totpCode, stepAt } from '@smart/identity/totp';
import { today } from '@smart/kernel/dates';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { foundDemo } from '../demo/foundation.ts';
import { demoPassword, startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ arrange: (services, { adminSql }) => foundDemo(async (text, values) => ({ rows: await adminSql(text, [...values]) }), today(services.clock)) });
});
afterAll(() => app.close());

/** One visitor without script: sends forms, keeps cookies. */
function visitor() {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${app.origin}${path}`, { redirect: 'manual', ...init, headers: { accept: 'text/html', cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      cookies.set(name, value);
    }
    return { status: response.status, to: response.headers.get('location'), kept: response.headers.get('cache-control'), html: await response.text() };
  };
  return { get: (path: string) => ask(path), send: (path: string, fields: Record<string, string>) => ask(path, { method: 'POST', body: new URLSearchParams(fields) }) };
}

const next = '/office/notices?capacity=1';

it('leads over the second step to what was wanted', async () => {
  const { trpc } = await app.signIn('city.office');
  const { secret } = await trpc.session.enrolTotp.mutate({});
  await trpc.session.confirmTotp.mutate({ code: totpCode(secret, stepAt(new Date()) - 1) });
  const { get, send } = visitor();
  const first = await send('/sign-in', { username: 'city.office', password: demoPassword, next });
  expect([first.status, first.to]).toEqual([303, `/sign-in/second?next=${encodeURIComponent(next)}`]);
  expect((await get('/sign-in/go')).to).toBe('/sign-in');
  expect((await get(first.to ?? '')).html).toContain(`value="${next}"`);
  const wrong = await send('/sign-in/second', { code: '12', next });
  expect(wrong.status).toBe(400);
  expect(wrong.html).toContain('id="code-problem"');
  const unknown = await send('/sign-in/second', { backupCode: 'AAAAA-AAAAA', next });
  expect(unknown.html).toContain('id="backupCode-problem"');
  const right = await send('/sign-in/second', { code: totpCode(secret, stepAt(new Date())), next });
  expect([right.status, right.to]).toEqual([303, next]);
  expect((await get('/sign-in/go')).to).toBe('/office/');
  expect((await get('/sign-in/go?next=//evil.example')).to).toBe('/office/');
});

it('begins again when the second step waited too long or was never begun', async () => {
  const { status, html } = await visitor().send('/sign-in/second', { code: '123456', next });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(html).toContain('name="password"');
  expect(html).toContain(`value="${next}"`);
  expect(html).toContain('role="alert"');
});

it('keeps the phone number out of addresses and says the same for every number', async () => {
  const { send } = visitor();
  const answer = await send('/sign-in/sms/send', { phone: '13900001111', next });
  expect([answer.status, answer.to, answer.kept]).toEqual([200, null, 'no-store']);
  expect(answer.html).toContain('autocomplete="one-time-code"');
  const again = await send('/sign-in/sms/send', { phone: '13900001111', next });
  expect(again.status).toBe(429);
  expect(again.html).toContain('autocomplete="one-time-code"');
  const wrong = await send('/sign-in/sms', { phone: '13900001111', code: '000000', next });
  expect(wrong.html).toContain('id="code-problem"');
  expect(wrong.html).toContain('value="13900001111"');
});

it('who must put the own account right is led there first, and on from there', async () => {
  await app.admin("UPDATE auth_user SET must_change_password = true WHERE username IN ('deputy.city', 'city.transport')");
  const duty = async (username: string, wanted: string) => (await visitor().send('/sign-in', { username, password: demoPassword, next: wanted })).to;
  expect(await duty('deputy.city', '/suggestions')).toBe('/deputy/security?next=%2Fsuggestions');
  expect(await duty('city.transport', '/suggestions')).toBe('/office/account?next=%2Fsuggestions');
  // The apps see to it themselves.
  expect(await duty('deputy.city', '/deputy/notices')).toBe('/deputy/notices');
});
