// The province's unified login, played by a second instance of this platform: a process of its own with its own database, not a
// demonstration. A city's server signs people in through it as it would through any other provider.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyTemplate, testSecret } from '@smart/database/test-server';
import { stepAt, totpCode } from '@smart/identity/totp';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { freePort, Visitor, type Page } from '../http/oauth-testing.ts';
import { signInPeople } from '../oauth-testing.ts';
import { dataFolder, endPrograms, readyServer, removeFolders, runProgram } from '../process-testing.ts';
import { startTestApp, type TestApp } from '../testing.ts';

const username = 'province.admin';
const password = 'Province-2026-Password';
let city: TestApp | undefined;
let ours: string;
let issuer: string;
let backupCodes: string[];
let dropDatabase = async (): Promise<void> => undefined;
let environment: Record<string, string>;
const folder = dataFolder();

async function smart(...args: readonly string[]): Promise<string> {
  const run = runProgram('smart', { args, environment });
  expect(await run.ended, run.errors()).toBe(0);
  return run.output().trim();
}

/** The province's administrator as a new one begins: the one-time password is changed, the second step set up, the own number entered. */
async function settle(oneTime: string): Promise<void> {
  const signIn = async (secret: string): Promise<string> => {
    const response = await fetch(`${issuer}/api/auth/sign-in/username`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password: secret }) });
    return response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  };
  const cookie = await signIn(oneTime);
  const ask = async (path: string, input: object, query = false): Promise<unknown> => {
    const response = query
      ? await fetch(`${issuer}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: { cookie } })
      : await fetch(`${issuer}/api/trpc/${path}`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(input) });
    const answer = z.object({ result: z.object({ data: z.unknown() }) }).safeParse(await response.json());
    expect(response.status, path).toBe(200);
    return answer.data?.result.data;
  };
  await ask('session.changePassword', { current: oneTime, next: password });
  const { secret } = z.object({ secret: z.string() }).parse(await ask('session.enrolTotp', {}));
  backupCodes = z.object({ backupCodes: z.array(z.string()) }).parse(await ask('session.confirmTotp', { code: totpCode(secret, stepAt(new Date())) })).backupCodes;
  const { person } = z.object({ person: z.object({ id: z.string() }) }).parse(await ask('session.me', {}, true));
  await ask('people.update', { id: person.id, phone: '13800138001' });
}

beforeAll(async () => {
  const [port, theirs] = [await freePort(), await freePort()];
  // Two hosts to a browser, as a province and a city are.
  ours = `http://127.0.0.1:${port}`;
  issuer = `http://localhost:${theirs}`;
  const { adminUrl, drop } = await copyTemplate(inject('postgresUrl'));
  dropDatabase = drop;
  // The roles of the tests' database server have passwords that were made of this secret.
  writeFileSync(join(folder, 'secret'), testSecret);
  environment = { DATA_DIR: folder, DATABASE_URL: adminUrl, PUBLIC_URL: issuer, RATE_FACTOR: '1000' };
  await readyServer(runProgram('main', { environment: { ...environment, PORT: String(theirs) } }));
  await settle(await smart('create-admin', '--congress', '43', '--name', '省管理', '--username', username));
  const client = z.object({ client_id: z.string(), client_secret: z.string() })
    .parse(JSON.parse(await smart('oauth-client', 'create', '--name', '岳阳市人大平台', '--redirect-uri', `${ours}/api/auth/upstream/callback`)));
  city = await startTestApp({
    port, arrange: signInPeople,
    environment: { PUBLIC_URL: ours, UPSTREAM_ISSUER: issuer, UPSTREAM_CLIENT_ID: client.client_id, UPSTREAM_CLIENT_SECRET: client.client_secret, UPSTREAM_NAME: '湖南省统一认证' },
  });
}, 180_000);
afterAll(async () => {
  await city?.close();
  await endPrograms();
  await dropDatabase();
  removeFolders();
});

/** Signs in there with the second step and agrees, on the province's own pages. */
async function through(visitor: Visitor, decision: 'accept' | 'refuse' = 'accept'): Promise<Page> {
  let page = await visitor.open(`${ours}/api/auth/upstream/start?next=/about`);
  expect(page.url.startsWith(`${issuer}/sign-in`), `signing in happens at the province: ${page.url} ${page.status} ${page.html.slice(0, 300)}`).toBe(true);
  page = await visitor.submit(page, { username, password }, '/sign-in');
  page = await visitor.submit(page, { backupCode: backupCodes.pop() ?? '' }, '/sign-in/second');
  expect(page.url).toContain('/oauth/consent');
  return visitor.submit(page, { decision });
}

const nameOf = async (visitor: Visitor): Promise<string | undefined> => {
  const answer = await fetch(`${ours}/api/trpc/session.me?input={}`, { headers: { cookie: visitor.cookie(ours) } });
  return z.object({ result: z.object({ data: z.object({ person: z.object({ name: z.string() }) }) }) }).safeParse(await answer.json()).data?.result.data.person.name;
};

it('finds the account by the number that the province vouches for, and by the link when the number is gone', async () => {
  const first = new Visitor();
  expect((await through(first)).url).toBe(`${ours}/about`);
  expect(await nameOf(first)).toBe('李测试');
  await city?.admin(`UPDATE person SET phone_cipher = NULL, phone_index = NULL, phone_masked = NULL WHERE name = '李测试'`);
  const again = new Visitor();
  expect((await through(again)).url).toBe(`${ours}/about`);
  expect(await nameOf(again)).toBe('李测试');
  expect(await city?.admin(`SELECT outcome FROM auth_sign_in_attempt WHERE method = 'upstream' ORDER BY at`)).toEqual([{ outcome: 'ok' }, { outcome: 'ok' }]);
}, 120_000);

it('who does not agree there is not signed in here, and is told so', async () => {
  const visitor = new Visitor();
  const page = await through(visitor, 'refuse');
  expect(page.url).toContain(`${ours}/sign-in?notice=upstream_refused`);
  expect(await nameOf(visitor)).toBeUndefined();
  expect(await city?.admin(`SELECT 1 FROM auth_sign_in_attempt WHERE method = 'upstream' AND outcome = 'refused'`)).toHaveLength(1);
}, 120_000);
