// The HTTP server as such: shapes of refusals, addresses that do not exist, headers, health. A small router stands in for the domains.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { createFileStore } from '@smart/files/store';
import { readConfig, type Config } from '@smart/kernel/config';
import { newId } from '@smart/kernel/ids';
import { createAuth } from '@smart/identity/auth';
import { useDeploymentSecret } from '@smart/identity/keys';
import type { Capacity } from '@smart/identity/capacity';
import { capacityProcedure, liveProcedure, router } from '@smart/identity/procedures';
import type { SignIn } from '@smart/identity/sign-in';
import { changeSchema, createLiveHub, notifyChange, streamOf } from '@smart/rpc/live';
import { createRateLimits } from '@smart/rpc/rate-limit';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildServer } from './app.ts';
import { startListener, type ProcessListener } from './listener.ts';
import type { Services } from './services.ts';
import { countGuesses } from './http/guesses.ts';
import { createWorkOf, loadCalendar } from './world.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
const capacity: Capacity = {
  id: newId(), kind: 'mandate', personId: newId(), personName: '李明', userId: newId(), label: '岳阳市人大代表', congressId: newId(),
  congressName: '岳阳市人民代表大会', divisionCode: '4306', tier: 'city', roles: ['deputy'],
};
const signIn: SignIn = {
  sessionId: newId(), userId: capacity.userId, username: 'deputy.city', personId: capacity.personId, personName: '李明',
  mustChangePassword: false, passwordExpired: false, mustEnrolTotp: false, totpRequired: false, steppedUpUntil: '2036-01-01T00:00:00.000Z', expiresAt: '2026-03-06T00:00:00.000Z', capacities: [capacity], lastCapacityId: null,
};
const deputies = capacityProcedure.meta({ roles: ['deputy'] });
let written = 0;
const testRouter = router({
  write: deputies.input(z.object({ text: z.string().max(3000) })).output(z.object({ n: z.number() })).mutation(() => ({ n: ++written })),
  announce: deputies.input(z.void()).output(z.void()).mutation(({ ctx }) => notifyChange(ctx.work, { congressId: ctx.capacity.congressId, subjectType: 'suggestion' })),
  changes: liveProcedure.meta({ roles: ['deputy'] }).input(z.void()).output(streamOf(changeSchema)).subscription(({ ctx, signal }) => ctx.changes(signal)),
});

let database: TestDatabase;
let listener: ProcessListener;
const apps: FastifyInstance[] = [];
let signedIn = true;

function servicesFor(config: Config): Services {
  useDeploymentSecret('a secret for tests only');
  return {
    config,
    clock,
    units: database.units,
    workOf: createWorkOf(clock, loadCalendar(config.dataDir)),
    resolveSession: async (cookie) => (signedIn && cookie.includes('session_token=good') ? signIn : null),
    chooseCapacity: () => capacity,
    limits: createRateLimits({ person: { burst: 1000, perSecond: 1 }, address: { burst: 1000, perSecond: 1 } }, clock),
    live: createLiveHub(listener),
    files: createFileStore(config.files),
    auth: { ...createAuth({ units: database.units, publicUrl: 'http://127.0.0.1:8080', clock }), handle: async () => ({ status: 200, cookies: ['a=1', 'b=2'], body: { ok: true } }) },
    authAttemptsPerMinute: 5,
    noteRefusal: async () => undefined,
    guesses: countGuesses(clock, 1),
    readiness: async () => ({ database: 'ok', migrations: 'ok', jobs: 'stopped' }),
    jobFigures: async () => [{ queue: 'events', state: 'failed', count: 2 }],
    demoAccounts: async () => [{ username: 'deputy.city', password: 'p', name: '李明', capacities: ['岳阳市人大代表'] }],
    smsBox: null,
    startJobs: async () => undefined,
    close: async () => undefined,
  };
}

async function serve(environment: Record<string, string> = {}): Promise<{ origin: string; app: FastifyInstance }> {
  const app = await buildServer(servicesFor(readConfig({ LOG_LEVEL: 'silent', ...environment })), { router: testRouter });
  apps.push(app);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return { origin: `http://127.0.0.1:${address.port}`, app };
}

let origin: string;
beforeAll(async () => {
  database = await createTestDatabase({ size: 3 });
  listener = await startListener(database.serverUrl, () => undefined);
  ({ origin } = await serve());
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await listener.close();
  await database.close();
});

type Body = { error?: { message: string; data: { code: string; httpStatus: number; requestId: string } }; result?: { data: unknown } };
async function ask(path: string, init: RequestInit = {}, base = origin): Promise<{ status: number; headers: Headers; body: Body }> {
  const response = await fetch(`${base}${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : {} };
}
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  ask(path, { method: 'POST', body, headers: { 'content-type': 'application/json', cookie: 'session_token=good', ...headers } });
const write = (headers: Record<string, string> = {}, text = '你好') => post('/api/trpc/write', JSON.stringify({ text }), headers);

describe('refusals', () => {
  it.each(['/api/nothing', '/api/v1/nothing', '/api/trpc/nothing', '/deputy/missing.js', '/office/../../package.json', '/nothing/here'])('%s does not exist: 404 in the one shape', async (path) => {
    const { status, headers, body } = await ask(path);
    expect([status, body.error?.data.code]).toEqual([404, 'common.not_found']);
    expect(body.error?.data.requestId).toBe(headers.get('x-request-id'));
    expect(body.error?.message).toMatch(/没有找到/);
  });

  it('an over-long body is refused before it is read, with the limit', async () => {
    const { status, body } = await write({}, '长'.repeat(100_000));
    expect([status, body.error?.data.code]).toEqual([413, 'common.too_large']);
    expect(body.error?.message).toContain('256 KB');
  });

  it('broken JSON and a wrong media type say what is expected', async () => {
    expect((await post('/api/trpc/write', '{"text":')).body.error?.message).toContain('JSON');
    const wrong = await post('/api/trpc/write', 'text=1', { 'content-type': 'application/x-www-form-urlencoded' });
    expect([wrong.status, wrong.body.error?.data.code]).toEqual([415, 'common.unsupported_media_type']);
  });

  it('an expired sign-in is told from none', async () => {
    signedIn = false;
    expect((await write()).body.error?.data.code).toBe('identity.session_expired');
    signedIn = true;
    expect((await write({ cookie: '' })).body.error?.data.code).toBe('common.unauthenticated');
  });

  it('keeps a sensible request id of the proxy and makes its own instead of another', async () => {
    expect((await ask('/api/nothing', { headers: { 'x-request-id': 'proxy-0001' } })).body.error?.data.requestId).toBe('proxy-0001');
    expect((await ask('/api/nothing', { headers: { 'x-request-id': 'no <script>' } })).body.error?.data.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('acts asked for by another site', () => {
  it('are refused by origin and by fetch metadata', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      const before = written;
      const { status, body } = await write(headers);
      expect([status, body.error?.data.code, written]).toEqual([403, 'common.cross_site', before]);
    }
  });

  it('our own pages, and clients that are no browsers, may act', async () => {
    for (const headers of [{ origin, 'sec-fetch-site': 'same-origin' }, {}]) expect((await write(headers)).status).toBe(200);
  });
});

it('a retried request is done once and answered alike', async () => {
  const before = written;
  const [first, second] = [await write({ 'x-idempotency-key': 'retry-0001' }), await write({ 'x-idempotency-key': 'retry-0001' })];
  expect([first.status, second.status, written]).toEqual([200, 200, before + 1]);
  expect(second.body).toEqual(first.body);
});

it('a stream tells of a change as soon as it is committed', async () => {
  const stop = new AbortController();
  const response = await fetch(`${origin}/api/trpc/changes`, { headers: { cookie: 'session_token=good' }, signal: stop.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('connected')) text += (await reader?.read())?.value ?? '';
  await post('/api/trpc/announce', '');
  while (!text.includes('suggestion')) text += (await reader?.read())?.value ?? '';
  expect(text).toContain('data: {"subjectType":"suggestion"}');
  expect(text).not.toContain(capacity.congressId);
  stop.abort();
});

describe('what operators and browsers see', () => {
  it('health, readiness and figures', async () => {
    expect((await ask('/healthz')).body).toEqual({ status: 'ok' });
    const ready = await ask('/readyz');
    expect([ready.status, ready.body]).toEqual([503, { status: 'unavailable', database: 'ok', migrations: 'ok', jobs: 'stopped' }]);
    const metrics = await (await fetch(`${origin}/metrics`)).text();
    expect(metrics).toMatch(/http_request_duration_seconds_count\{method="GET",route="\/healthz",status="200"\} \d/);
    expect(metrics).toContain('jobs{queue="events",state="failed"} 2');
    expect(metrics).toContain('units_of_work_in_use 0');
  });

  it('no script but our own files, no framing, no guessing of types', async () => {
    const { headers } = await ask('/healthz');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('a deployment with https insists on it', async () => {
    const { headers } = await ask('/healthz', {}, (await serve({ PUBLIC_URL: 'https://rd.example.gov.cn' })).origin);
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
  });

  it('demonstration accounts are offered in a demonstration only', async () => {
    expect((await fetch(`${origin}/api/demo/accounts`).then((response) => response.json()))).toHaveLength(1);
    for (const environment of [{ NODE_ENV: 'production' }, { NODE_ENV: 'production', DEMO: '1' }, { DEMO: '0' }]) {
      const { status, body } = await ask('/api/demo/accounts', {}, (await serve(environment)).origin);
      expect([status, body.error?.data.code]).toEqual([404, 'common.not_found']);
    }
  });

  it('sign-in attempts of one address are limited, with the time to wait', async () => {
    const base = (await serve()).origin;
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await ask('/api/auth/sign-in/username', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }, base)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const refused = await ask('/api/auth/get-session', {}, base);
    expect([refused.body.error?.data.code, Number(refused.headers.get('retry-after')) > 0]).toEqual(['common.too_many_requests', true]);
  });
});

it('a router with an unguarded procedure does not start', async () => {
  const open = router({ open: capacityProcedure.input(z.void()).output(z.void()).query(() => undefined) });
  await expect(buildServer(servicesFor(readConfig({ LOG_LEVEL: 'silent' })), { router: open })).rejects.toThrow(/open: name the roles/);
});
