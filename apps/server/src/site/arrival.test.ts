// Two host names on loopback: 127.0.0.1 and localhost are two hosts to a browser.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort, Visitor } from '../http/oauth-testing.ts';
import { signInPeople } from '../oauth-testing.ts';
import { demoPassword, startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let ours: string;
let deputies: string;

beforeAll(async () => {
  const port = await freePort();
  ours = `http://127.0.0.1:${port}`;
  deputies = `http://localhost:${port}`;
  app = await startTestApp({ port, environment: { PUBLIC_URL: ours, DEPUTY_URL: deputies }, arrange: signInPeople });
});
afterAll(() => app.close());

const typed = { username: 'deputy.test', password: demoPassword };
const me = (visitor: Visitor, origin: string) => fetch(`${origin}/api/trpc/session.me`, { headers: { cookie: visitor.cookie(origin) } });

it('who opens the other host signs in at the public address and comes back signed in; signing out there ends it everywhere', async () => {
  const visitor = new Visitor();
  const page = await visitor.open(`${deputies}/sign-in?next=${encodeURIComponent('/about?x=1')}`);
  expect(page.url.startsWith(`${ours}/sign-in?next=`)).toBe(true);
  const back = await visitor.submit(page, typed, '/sign-in');
  expect(back.url).toBe(`${deputies}/about?x=1`);
  expect((await me(visitor, deputies)).status).toBe(200);
  expect(await app.admin('SELECT id FROM auth_session', [])).toHaveLength(1);
  await visitor.open(`${deputies}/sign-out`, { method: 'POST' });
  expect((await me(visitor, ours)).status).toBe(401);
});

it('signed in already, nobody is asked again; a whole address of a configured host is a place to go on to', async () => {
  const visitor = new Visitor();
  await visitor.submit(await visitor.open(`${ours}/sign-in`), { ...typed, next: '/about' }, '/sign-in');
  expect((await visitor.open(`${deputies}/sign-in?next=/about`)).url).toBe(`${deputies}/about`);
  const page = await new Visitor().open(`${ours}/sign-in?next=${encodeURIComponent(`${deputies}/about`)}`);
  expect(decodeURIComponent(decodeURIComponent(page.url))).toContain(`next=/arrival/to?address=${deputies}/about`);
});

it('a code works once, in the browser that began, at the host that asked', async () => {
  const signedIn = new Visitor((url) => url.includes('/arrival?code='));
  await signedIn.submit(await signedIn.open(`${ours}/sign-in`), { ...typed, next: '/about' }, '/sign-in');
  const caught = await signedIn.open(`${deputies}/sign-in?next=/about`);
  const victim = new Visitor();
  await victim.open(`${deputies}/sign-in?next=/about`); // has a beginning of its own
  expect((await victim.open(caught.url)).status).toBe(401);
  expect((await me(victim, deputies)).status).toBe(401);
  const again = await signedIn.open(`${deputies}/sign-in?next=/about`);
  const open = () => fetch(again.url, { headers: { cookie: signedIn.cookie(deputies), accept: 'text/html' }, redirect: 'manual' });
  expect((await open()).status).toBe(303);
  expect((await open()).status).toBe(401);
  expect(await app.admin("SELECT id FROM auth_sign_in_attempt WHERE method = 'arrival' AND outcome = 'refused'", [])).toHaveLength(2);
});

it('nobody is led to a foreign host', async () => {
  for (const next of ['https://evil.example/', '//evil.example', String.raw`\\evil.example`, `${deputies}@evil.example/`, `http://user:pw@localhost:1/`, `${deputies}.evil.example/`, 'javascript:alert(1)']) {
    const visitor = new Visitor((url) => !url.startsWith(ours) && !url.startsWith(`${deputies}/`));
    const page = await visitor.open(`${ours}/sign-in?next=${encodeURIComponent(next)}`);
    expect((await visitor.submit(page, typed, '/sign-in')).url, next).toMatch(new RegExp(`^${ours}/`));
    const host = new URLSearchParams({ to: next, state: 'x', next }).toString();
    expect((await visitor.open(`${ours}/arrival/leave?${host}`)).status, next).toBe(404);
    expect((await visitor.open(`${ours}/arrival/to?address=${encodeURIComponent(next)}`)).status, next).toBe(404);
  }
});
