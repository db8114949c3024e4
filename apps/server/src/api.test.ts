// The platform's own API through HTTP: signing in, the log, failed jobs, REST for other systems.
import { createTestDirectory, type TestDirectory } from '@smart/divisions/testing';
import { createAdministrator } from '@smart/identity/service';
import { fixedClock } from '@smart/kernel/clock';
import { assertGuarded, describeProcedures } from '@smart/rpc/guard';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from './router.ts';
import { demoPassword, startTestApp, type TestApp, type TestClient } from './testing.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
let app: TestApp;
let directory: TestDirectory;
let administrator: TestClient;
let auditor: TestClient;

beforeAll(async () => {
  app = await startTestApp({
    clock,
    jobs: true,
    arrange: async (_services, database) => {
      directory = await createTestDirectory(database, { clock });
      for (const [username, role] of [['admin.system', 'system_administrator'], ['admin.audit', 'audit_administrator']] as const) {
        await directory.act('4306', (work) => createAdministrator(work, directory.congress('4306'), { name: '测试', username, role, password: demoPassword }));
      }
    },
  });
  administrator = await app.signIn('admin.system');
  auditor = await app.signIn('admin.audit');
});
afterAll(() => app.close());

const json = async (path: string) => {
  const response = await fetch(`${app.origin}${path}`);
  return { status: response.status, body: await response.json() };
};

describe('the router', () => {
  it('is guarded throughout, and every procedure says in Chinese what it is for', () => {
    expect(() => assertGuarded(appRouter)).not.toThrow();
    const silent = describeProcedures(appRouter).filter(({ description }) => !description || !/[\u4e00-\u9fff]/.test(description));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('knows who signed in, and refuses a wrong password in the one shape', async () => {
    expect(await administrator.trpc.session.me.query()).toMatchObject({ user: { username: 'admin.system' } });
    const response = await fetch(`${app.origin}/api/auth/sign-in/username`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: 'admin.system', password: 'wrong' }),
    });
    expect([response.status, await response.json()]).toMatchObject([401, { error: { data: { code: 'identity.invalid_credentials' } } }]);
  });

  it('signing out ends the session at once', async () => {
    const other = await app.signIn('admin.system');
    await other.trpc.session.me.query();
    expect((await other.fetch('/api/auth/sign-out', { method: 'POST' })).status).toBe(200);
    await expect(other.trpc.session.me.query()).rejects.toMatchObject({ data: { code: 'identity.session_expired' } });
  });
});

it('every parameter says in figures what another value would do, before it is saved', async () => {
  const other = (value: unknown): unknown => (typeof value === 'boolean' ? !value : value);
  const told = [];
  for (const { key, value } of await administrator.trpc.parameters.list.query()) told.push({ key, words: (await administrator.trpc.parameters.preview.query({ key, value: other(value) })).words.find((line) => !line.startsWith('下级')) ?? '' });
  expect(told.length).toBeGreaterThan(40);
  expect(told.filter(({ words }) => !/\d|目前没有/.test(words))).toEqual([]);
});

describe('the log', () => {
  it('is read by the audit administrator of the congress and by nobody else', async () => {
    const congressId = directory.congress('4306');
    await app.admin(
      `INSERT INTO action_log (id, congress_id, matter_id, subject_type, subject_id, sequence, action, to_state, actor_label, at, previous_hash, hash)
       SELECT gen_random_uuid(), c, gen_random_uuid(), 'suggestion', gen_random_uuid(), 1, 'submit', 'submitted', '李明', '2026-03-05T10:00:00+08:00', '', md5(c::text) || md5('x')
       FROM unnest($1::uuid[]) AS c`,
      [[congressId, directory.congress('430602')]],
    );
    const { items, hasMore } = await auditor.trpc.log.acts.query({ from: '2026-03-05', to: '2026-03-05' });
    expect([items.length, hasMore, items[0]?.actorLabel]).toEqual([1, false, '李明']);
    expect((await auditor.trpc.log.acts.query({ to: '2026-03-04' })).items).toEqual([]);
    await expect(administrator.trpc.log.acts.query({})).rejects.toMatchObject({ data: { code: 'common.forbidden' } });
  });

  it('can be checked by anybody, who learns nothing of the matter', async () => {
    expect(await app.anonymous.trpc.log.anchors.query({})).toEqual([]);
    expect(await app.anonymous.trpc.log.checkReceipt.query({ code: '0000-0000-0000-0000-0000' })).toEqual({ found: false });
    expect((await json('/api/v1/receipts/0000-0000-0000-0000-0000')).body).toEqual({ found: false });
    expect((await json('/api/v1/log-anchors')).body).toEqual({ items: [] });
  });
});

describe('jobs', () => {
  it('failed ones are shown to the system administrator, who may have them done again', async () => {
    expect(await administrator.trpc.jobs.deadLetters.query()).toEqual([]);
    await expect(auditor.trpc.jobs.deadLetters.query()).rejects.toMatchObject({ data: { code: 'common.forbidden' } });
    await expect(administrator.trpc.jobs.retry.mutate({ id: '01900000-0000-7000-8000-000000000000' })).rejects.toMatchObject({ data: { code: 'common.not_found' } });
  });

  it('count for readiness', async () => {
    expect(await json('/readyz')).toMatchObject({ status: 200, body: { status: 'ok', database: 'ok', jobs: 'ok' } });
  });
});

type Operation = { parameters?: { name: string }[]; responses: Record<string, { content?: Record<string, { schema: object }> }> };
type Description = { openapi: string; paths: Record<string, Record<string, Operation>>; components?: { schemas?: Record<string, unknown> } };

describe('REST for other systems', () => {
  it('describes itself completely: every address with its answers, every reference resolved', async () => {
    const { body }: { body: Description } = await json('/api/v1/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths).sort()).toEqual(
      [
        '/congresses', '/divisions', '/exchange/cursor', '/exchange/files', '/exchange/files/{id}', '/exchange/messages', '/exchange/opinions/cursor', '/exchange/opinions/messages',
        '/exchange/parts', '/exchange/parts/{id}', '/log-anchors', '/open-data/dictionary', '/open-data/opinion-figures.csv', '/open-data/opinion-figures.json', '/open-data/opinion-figures/dictionary',
        '/open-data/opinions.csv', '/open-data/opinions.json', '/open-data/opinions/dictionary', '/open-data/suggestions.csv', '/open-data/suggestions.json', '/receipts/{code}', '/suggestions', '/suggestions/{id}',
      ].map((path) => `/api/v1${path}`),
    );
    for (const [path, operations] of Object.entries(body.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const names = operation.parameters?.map(({ name }) => name) ?? [];
        for (const [, name] of path.matchAll(/\{(\w+)\}/g)) expect(names).toContain(name);
        const [success] = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
        const schemaOf = (status: string): unknown => operation.responses[status]?.content?.['application/json']?.schema;
        expect(schemaOf('4XX'), `${method} ${path} 4XX`).toBeDefined();
        // A file is described by its words alone.
        if (path !== '/api/v1/exchange/files/{id}') expect(schemaOf(success ?? '200'), `${method} ${path} ${success}`).toBeDefined();
      }
    }
    for (const [, name] of JSON.stringify(body).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) expect(body.components?.schemas).toHaveProperty(name ?? '');
  });

  it('gives divisions and congresses without signing in', async () => {
    expect((await json('/api/v1/divisions')).body.items).toMatchObject([{ code: '43', tier: 'province' }]);
    expect((await json('/api/v1/divisions?parent=4306')).body.items.map(({ code }: { code: string }) => code)).toContain('430602');
    const { items } = (await json('/api/v1/congresses?within=4306')).body;
    expect(items.map(({ divisionCode }: { divisionCode: string }) => divisionCode)).toEqual(['4306', '430602', '430602100', '430623', '430626']);
  });

  it('a null character in an address is refused', async () => {
    expect(await json('/api/v1/suggestions?q=%00')).toMatchObject({ status: 400, body: { error: { data: { code: 'common.invalid_input' } } } });
  });

  it('names the parameter that does not fit', async () => {
    for (const [path, field] of [['/divisions?parent=4x', 'parent'], ['/congresses?limit=0', 'limit'], ['/log-anchors?before=2026-02-30', 'before']]) {
      const { status, body } = await json(`/api/v1${path}`);
      expect([status, body.error.data.code, body.error.data.fields[0].path]).toEqual([400, 'common.invalid_input', field]);
      expect(body.error.message).not.toMatch(/[a-z]{12,}/i);
    }
  });
});
