// The wire as a client sees it: a small router over real PostgreSQL, called by HTTP requests.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { fixedClock } from '@smart/kernel/clock';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askedBy } from './asked.ts';
import { createContext } from './context.ts';
import type { BaseCapacity, BaseSession, RpcServices } from './context.ts';
import { assertGuarded, describeProcedures } from './guard.ts';
import { streamOf } from './live.ts';
import { createProcedures } from './procedures.ts';
import { createRateLimits } from './rate-limit.ts';

type Work = UnitOfWork & { requestId: string };
type Capacity = BaseCapacity & { roles: readonly ('deputy' | 'officer')[] };
type Session = BaseSession & { capacities: readonly Capacity[] };

const congressId = newId();
const capacityOf = (role: 'deputy' | 'officer'): Capacity => ({
  id: newId(),
  personId: newId(),
  personName: '李明',
  label: '岳阳市人大代表',
  congressId,
  roles: [role],
});
const deputy = capacityOf('deputy');
const officer = capacityOf('officer');

const { router, publicProcedure, personProcedure, capacityProcedure, liveProcedure } = createProcedures<Session, Capacity, Work>();
const deputies = capacityProcedure.meta({ roles: ['deputy'] });
const count = z.object({ rows: z.number() });
const rowsOf = async (work: Work) => ({ rows: Number((await work.sql<{ n: string }>('SELECT count(*) AS n FROM duty_record'))[0]?.n) });

async function addRow(work: Work, title: string): Promise<void> {
  await work.sql(
    `INSERT INTO congress_parameter (congress_id, key, value, set_by_label, set_at) VALUES ($1, $2, '1', 'test', now())`,
    [congressId, title],
  );
}

const appRouter = router({
  open: publicProcedure.input(z.void()).output(z.string()).query(({ ctx }) => ctx.work.settings.role),
  me: personProcedure.input(z.void()).output(z.string()).query(({ ctx }) => ctx.session.personId),
  who: deputies.input(z.void()).output(z.object({ label: z.string(), congress: z.string() })).query(({ ctx }) => ({
    label: ctx.acting.label,
    congress: ctx.work.settings['app.congress'] ?? '',
  })),
  sneak: deputies.input(z.void()).output(z.void()).query(({ ctx }) => addRow(ctx.work, 'sneaked')),
  add: deputies
    .input(z.object({ title: z.string().min(1).max(10), fail: z.boolean().default(false) }))
    .output(z.object({ id: z.string(), requestId: z.string() }))
    .mutation(async ({ ctx, input }) => {
      await addRow(ctx.work, input.title);
      if (input.fail) throw new DomainError('common.conflict', { reason: '试验' });
      return { id: newId(), requestId: ctx.requestId };
    }),
  broken: deputies.input(z.void()).output(count).query(() => {
    throw new TypeError('secret detail: SELECT password FROM auth_account');
  }),
  leaky: deputies.input(z.void()).output(z.object({ rows: z.string() })).query(({ ctx }) => rowsOf(ctx.work).then(({ rows }) => ({ rows: String(rows), extra: 1 }))),
  wrongOutput: deputies.input(z.object({ n: z.number() })).output(z.object({ n: z.number().max(5) })).mutation(async ({ ctx, input }) => {
    await addRow(ctx.work, `wrong${input.n}`);
    return { n: input.n };
  }),
  unnamed: capacityProcedure.input(z.void()).output(z.string()).query(() => 'never'),
});

let database: TestDatabase;
let services: RpcServices<Session, Capacity, Work>;
const clock = fixedClock('2026-03-05T09:00:00+08:00');
const people = new Map<string, Session>([
  ['session_token=deputy', { personId: deputy.personId, capacities: [deputy] }],
  ['session_token=officer', { personId: officer.personId, capacities: [officer] }],
]);

beforeAll(async () => {
  database = await createTestDatabase({ size: 4 });
  services = {
    units: database.units,
    clock,
    workOf: (unit, requestId) => Object.assign(unit, { requestId }),
    resolveSession: async (cookie) => people.get(cookie) ?? null,
    chooseCapacity: (session) => {
      const [first] = session.capacities;
      if (!first) throw new DomainError('identity.capacity_required');
      return first;
    },
    limits: createRateLimits({ person: { burst: 200, perSecond: 1 }, address: { burst: 50, perSecond: 1 } }, clock),
    live: { async *changes() {}, end: () => undefined },
  };
});
afterAll(() => database.close());

async function call(path: string, { input, as, post = false, headers = {} }: { input?: unknown; as?: string; post?: boolean; headers?: Record<string, string> } = {}) {
  const url = new URL(`http://localhost/api/trpc/${path}`);
  if (!post && input !== undefined) url.searchParams.set('input', JSON.stringify(input));
  const request = new Request(url, {
    method: post ? 'POST' : 'GET',
    headers: { ...headers, ...(as ? { cookie: `session_token=${as}` } : {}), ...(post ? { 'content-type': 'application/json' } : {}) },
    ...(post && input !== undefined ? { body: typeof input === 'string' ? input : JSON.stringify(input) } : {}),
  });
  const response = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: ({ info }) => createContext(services, { id: 'request-1', ip: '10.0.0.1', headers: Object.fromEntries(request.headers) }, info.connectionParams, askedBy(appRouter)),
  });
  const text = await response.text();
  const body: { result?: { data: never }; error?: { message: string; data: Record<string, unknown> } } = JSON.parse(text);
  return { status: response.status, text, data: body.result?.data as unknown, error: body.error };
}
const parameters = async () => (await database.adminSql<{ key: string }>('SELECT key FROM congress_parameter ORDER BY key')).map(({ key }) => key);

describe('who may call', () => {
  it('opens the right transaction for each kind of caller', async () => {
    expect((await call('open')).data).toBe('smart_reader');
    expect((await call('me', { as: 'deputy' })).data).toBe(deputy.personId);
    expect((await call('who', { as: 'deputy' })).data).toEqual({ label: '李明（岳阳市人大代表）', congress: congressId });
  });

  it('tells "not signed in" from "signed in too long ago"', async () => {
    expect((await call('me')).error?.data['code']).toBe('common.unauthenticated');
    const gone = await call('me', { as: 'nobody' });
    expect([gone.status, gone.error?.data['code']]).toEqual([401, 'identity.session_expired']);
  });

  it('refuses other roles, and everybody where no role is named', async () => {
    expect((await call('who', { as: 'officer' })).error?.data).toMatchObject({ code: 'common.forbidden', httpStatus: 403 });
    expect((await call('unnamed', { as: 'deputy' })).status).toBe(403);
  });

  it('gives queries a transaction that cannot write', async () => {
    expect((await call('sneak', { as: 'deputy' })).status).toBe(500);
    expect(await parameters()).not.toContain('sneaked');
  });

  it('slows whoever asks too often', async () => {
    for (let i = 0; i < 60; i++) await call('open');
    const refused = await call('open');
    expect([refused.status, refused.error?.data['code']]).toEqual([429, 'common.too_many_requests']);
    clock.advance({ seconds: 60 });
    expect((await call('open')).status).toBe(200);
  });
});

describe('what a refusal looks like', () => {
  it('names the field and the remedy for input that does not fit', async () => {
    const { status, error } = await call('add', { as: 'deputy', post: true, input: { title: '一'.repeat(11) } });
    expect(status).toBe(400);
    expect(error?.message).toBe('填写的内容有误：标题：不得超过 10 个字。请修改后重新提交。');
    expect(error?.data).toEqual({
      code: 'common.invalid_input',
      httpStatus: 400,
      requestId: 'request-1',
      fields: [{ path: 'title', message: '不得超过 10 个字' }],
    });
    expect((await call('add', { as: 'deputy', post: true, input: {} })).error?.data['fields']).toEqual([{ path: 'title', message: '必须填写' }]);
  });

  it('refuses a character that the database cannot store, wherever it hides', async () => {
    for (const input of [{ title: 'a\0b' }, { title: 'a', more: [{ deep: '\0' }] }]) {
      const { status, error } = await call('add', { as: 'deputy', post: true, input });
      expect([status, error?.data['code']]).toEqual([400, 'common.invalid_input']);
    }
    expect((await call('add', { as: 'deputy', post: true, input: { title: 'a\0b' } })).error?.data['fields']).toMatchObject([{ path: 'title' }]);
  });

  it('does nothing for who brings a field that nothing asks for, and names it', async () => {
    for (const [input, field] of [[{ title: '甲', congressId: 'x' }, 'congressId'], [{ title: '甲', fail: false, roles: ['office_head'] }, 'roles']] as const) {
      const { status, error } = await call('add', { as: 'deputy', post: true, input });
      expect([status, error?.data['code']]).toEqual([400, 'common.more_than_asked']);
      expect(error?.message).toContain(`（${field}）`);
    }
    expect(await parameters()).not.toContain('甲');
  });

  it('shows nothing of a fault of ours but the request id', async () => {
    const { status, text, error } = await call('broken', { as: 'deputy' });
    expect([status, error?.data['code']]).toEqual([500, 'common.internal']);
    expect(error?.message).toContain('request-1');
    expect(text).not.toMatch(/secret|SELECT|stack|TypeError/);
  });

  it('treats unknown procedures, wrong methods and broken JSON as refusals in Chinese', async () => {
    expect((await call('nothing')).error).toMatchObject({ message: expect.stringMatching(/没有找到/), data: { code: 'common.not_found' } });
    expect((await call('add', { as: 'deputy' })).error?.data['code']).toBe('common.invalid_input');
    expect((await call('add', { as: 'deputy', post: true, input: '{"title":' })).error).toMatchObject({
      message: expect.stringMatching(/JSON/),
      data: { code: 'common.invalid_input', httpStatus: 400 },
    });
  });

  it('rolls back what a refused act had written', async () => {
    const { status, error } = await call('add', { as: 'deputy', post: true, input: { title: 'refused', fail: true } });
    expect([status, error?.data['code']]).toEqual([409, 'common.conflict']);
    expect(await parameters()).not.toContain('refused');
  });

  it('never sends what the output schema does not name, and undoes an act whose answer is not valid', async () => {
    expect((await call('leaky', { as: 'deputy' })).data).toEqual({ rows: '0' });
    const { status, error } = await call('wrongOutput', { as: 'deputy', post: true, input: { n: 7 } });
    expect([status, error?.data['code'], error?.data['fields']]).toEqual([500, 'common.internal', undefined]);
    expect(await parameters()).not.toContain('wrong7');
  });
});

describe('a repeated request', () => {
  const send = (title: string, key: string, extra: object = {}) =>
    call('add', { as: 'deputy', post: true, input: { title, ...extra }, headers: { 'x-idempotency-key': key } });

  it('is done once and answered alike, also when both arrive together', async () => {
    const answers = await Promise.all([send('twice', 'key-twice'), send('twice', 'key-twice'), send('twice', 'key-twice')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect((await parameters()).filter((key) => key === 'twice')).toHaveLength(1);
  });

  it('is refused when the same key comes with other content', async () => {
    await send('first', 'key-other');
    const other = await send('second', 'key-other');
    expect([other.status, other.error?.data['code']]).toEqual([409, 'common.idempotency_mismatch']);
    expect(await parameters()).not.toContain('second');
  });

  it('is done again when the first one failed, and belongs to one capacity', async () => {
    expect((await send('retry', 'key-retry', { fail: true })).status).toBe(409);
    expect((await send('retry', 'key-retry')).status).toBe(200);
    expect(await parameters()).toContain('retry');
  });

  it('needs a key of sensible form', async () => {
    expect((await send('form', 'no key!')).error?.data['code']).toBe('common.invalid_input');
  });
});

describe('the guard', () => {
  it('names every procedure that forgot something', () => {
    const ok = router({ fine: deputies.input(z.void()).output(z.void()).query(() => undefined) });
    expect(() => assertGuarded(ok)).not.toThrow();
    const bad = router({
      noRoles: capacityProcedure.input(z.void()).output(z.void()).query(() => undefined),
      noOutput: deputies.input(z.void()).query(() => undefined),
      noInput: deputies.output(z.void()).query(() => undefined),
      publicWrite: publicProcedure.input(z.void()).output(z.void()).mutation(() => undefined),
      stream: deputies.input(z.void()).output(streamOf(z.string())).subscription(async function* () {
        yield 'held open';
      }),
      notLive: liveProcedure.meta({ roles: ['deputy'] }).input(z.void()).output(z.void()).query(() => undefined),
    });
    for (const path of Object.keys(bad._def.procedures)) expect(() => assertGuarded(bad)).toThrow(path);
    expect(describeProcedures(ok)).toMatchObject([{ path: 'fine', type: 'query', access: 'capacity', roles: ['deputy'] }]);
  });
});
