// The province's unified login, played by the npm package oidc-provider.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort, Visitor, type Page } from '../http/oauth-testing.ts';
import { signInPeople } from '../oauth-testing.ts';
import { startTestApp, type TestApp } from '../testing.ts';
import { startUnifiedLogin, type UnifiedLogin } from './upstream-testing.ts';

let app: TestApp;
let province: UnifiedLogin;
let person: { phone: string; verified: boolean };

beforeAll(async () => {
  const [port, theirs] = [await freePort(), await freePort()];
  province = await startUnifiedLogin({ issuer: `http://127.0.0.1:${theirs}`, ours: `http://127.0.0.1:${port}`, name: '湖南省统一认证', numberOf: () => person });
  app = await startTestApp({ port, arrange: signInPeople, environment: province.environment });
});
afterAll(async () => {
  await app.close();
  await province.close();
});

/** Signs in there as `login` and agrees: the two pages that oidc-provider brings for development. */
async function through(login: string, visitor = new Visitor()): Promise<{ page: Page; visitor: Visitor }> {
  let page = await visitor.open(`${app.origin}/api/auth/upstream/start?next=/about`);
  page = await visitor.submit(page, { prompt: 'login', login, password: 'x' });
  if (page.url.includes('/interaction/')) page = await visitor.submit(page, { prompt: 'consent' });
  return { page, visitor };
}
const text = ({ html }: Page): string => html.replaceAll('&quot;', '"');

it('offers the way on the sign-in page and finds the account by the verified number, later by the link', async () => {
  expect((await new Visitor().open(`${app.origin}/sign-in`)).html).toContain('用湖南省统一认证登录');
  person = { phone: '+8613800138001', verified: true };
  const { page, visitor } = await through('province-1');
  expect(page.url).toBe(`${app.origin}/about`);
  expect((await fetch(`${app.origin}/api/trpc/session.me`, { headers: { cookie: visitor.cookie(app.origin) } })).status).toBe(200);
  person = { phone: '+8613999999999', verified: false };
  expect((await through('province-1')).page.url).toBe(`${app.origin}/about`);
  expect(await app.admin("SELECT id FROM auth_account WHERE provider_id = 'upstream'", [])).toHaveLength(1);
});

it('makes nobody: an unknown or unverified number is told whom to ask', async () => {
  for (const [login, found] of [['province-2', { phone: '+8613800138002', verified: false }], ['province-3', { phone: '+8613900139000', verified: true }]] as const) {
    person = found;
    const { page } = await through(login);
    expect(text(page), login).toContain('请联系本级人大系统管理员');
    expect(page.url).toContain(encodeURIComponent('/about'));
  }
});

it('an answer begun in another browser, or twice, is refused; every refusal is recorded', async () => {
  person = { phone: '+8613800138001', verified: true };
  const attacker = new Visitor((url) => url.includes('/callback'));
  const { page: caught } = await through('province-1', attacker);
  const victim = new Visitor((url) => url.includes('/interaction/'));
  await victim.open(`${app.origin}/api/auth/upstream/start`);
  expect(text(await victim.open(caught.url))).toContain('没有完成');
  expect(text(await new Visitor().open(caught.url))).toContain('没有完成');
  expect((await app.admin("SELECT id FROM auth_sign_in_attempt WHERE method = 'upstream' AND outcome = 'refused'", [])).length).toBeGreaterThan(2);
});

it('while it is down the page says so, and the other ways still work', async () => {
  await province.close();
  person = { phone: '+8613800138001', verified: true };
  const visitor = new Visitor((url) => url.includes('/auth?'));
  const page = await visitor.open(`${app.origin}/api/auth/upstream/start?next=/about`);
  // What is known of it is kept: then the browser is sent there and sees for itself. Coming back with a code, it is told.
  const back = await visitor.open(`${app.origin}/api/auth/upstream/callback?code=x&state=${new URL(page.url).searchParams.get('state') ?? ''}&iss=${encodeURIComponent(new URL(page.url).origin)}`);
  expect(text(back)).toMatch(/暂时不能使用/);
  expect((await app.signIn('deputy.test')).cookie).not.toBe('');
});
