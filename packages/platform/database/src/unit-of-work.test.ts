import { isDomainError } from '@smart/kernel/errors';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fixture, twoCongresses } from './fixtures.ts';
import { isConnectionError, isUniqueViolation, sqlState, withRetry } from './pg-errors.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';
import { createUnitsOfWork, type UnitOfWork, type UnitSettings } from './unit-of-work.ts';

let database: TestDatabase;
let fixture: Fixture;
let city: UnitSettings;
let unitOfWork: TestDatabase['units']['unitOfWork'];
beforeAll(async () => {
  database = await createTestDatabase({ size: 3 });
  fixture = await twoCongresses(database);
  city = { role: 'smart_app', 'app.congress': fixture.city };
  unitOfWork = database.units.unitOfWork;
});
afterAll(() => database.close());

const group = (name: string) => ({ congressId: fixture.city, name });
const counted = (name: string) => database.adminSql<{ n: number }>('SELECT count(*)::int AS n FROM deputy_group WHERE name = $1', [name]).then(([row]) => row?.n);
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

test('Prisma, Kysely and SQL see the same transaction, and a nested write is part of it', async () => {
  const person = '00000000-0000-7000-8000-000000000001';
  const seen = await unitOfWork(city, async ({ prisma, sql, db }) => {
    const made = await prisma.deputyGroup.create({ data: { ...group('一'), members: { create: [{ personId: person, congressId: fixture.city }] } } });
    const bySql = await sql<{ n: number }>('SELECT count(*) AS n FROM deputy_group_member WHERE group_id = $1', [made.id]);
    const byKysely = await db.selectFrom('deputy_group').select(['name', 'kind']).where('id', '=', made.id).execute();
    return { bySql, byKysely };
  });
  expect(seen).toEqual({ bySql: [{ n: 1 }], byKysely: [{ name: '一', kind: 'area' }] });
});

test('Kysely writes and says how many', async () => {
  const changed = await unitOfWork(city, ({ db }) => db.updateTable('deputy_group').set({ kind: 'field' }).where('name', '=', '一').executeTakeFirst());
  expect(changed.numUpdatedRows).toBe(1n);
});

test('an error undoes everything, also what a nested write had finished', async () => {
  const failing = unitOfWork(city, async ({ prisma }) => {
    await prisma.deputyGroup.create({ data: { ...group('二'), members: { create: [] } } });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await counted('二')).toBe(0);
});

test('an attempt that fails is undone alone, through Prisma and through SQL, and is recognised', async () => {
  await unitOfWork(city, async ({ prisma, sql, attempt }) => {
    await prisma.deputyGroup.create({ data: group('三') });
    const byPrisma = await attempt(() => prisma.deputyGroup.create({ data: group('三') })).catch((error: unknown) => error);
    const bySql = await attempt(() => sql(`INSERT INTO deputy_group (id, congress_id, name) VALUES (gen_random_uuid(), $1, '三')`, [fixture.city])).catch((error: unknown) => error);
    for (const error of [byPrisma, bySql]) {
      expect(isUniqueViolation(error)).toBe(true);
      expect(isUniqueViolation(error, 'deputy_group_congress_id_name_key')).toBe(true);
      expect(isUniqueViolation(error, 'another_key')).toBe(false);
    }
  });
  expect(await counted('三')).toBe(1);
});

test('a batch that fails is undone alone as well', async () => {
  await unitOfWork(city, async ({ prisma }) => {
    const twice = ['四', '四'].map((name) => prisma.deputyGroup.create({ data: group(name) }));
    await expect(prisma.$transaction(twice)).rejects.toThrow();
    await prisma.deputyGroup.create({ data: group('五') });
  });
  expect([await counted('四'), await counted('五')]).toEqual([0, 1]);
});

test('a failure that was swallowed without attempt() is not taken for a commit', async () => {
  const swallowing = unitOfWork(city, async ({ prisma, sql }) => {
    await prisma.deputyGroup.create({ data: group('六') });
    await sql('SELECT 1 / 0').catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow('rolled back');
  expect(await counted('六')).toBe(0);
});

test('nothing of one unit remains for the next', async () => {
  for (let i = 0; i < 4; i++) await unitOfWork({ ...city, 'app.realm': 'system', 'app.person': fixture.city }, ({ sql }) => sql('SELECT 1'));
  const look = `SELECT current_setting('app.congress', true) AS congress, current_setting('app.realm', true) AS realm, current_setting('app.person', true) AS person, current_user::text AS who`;
  const [left] = await unitOfWork({ role: 'smart_reader' }, ({ sql }) => sql(look));
  expect(left).toEqual({ congress: '', realm: '', person: '', who: 'smart_reader' });
});

test('a setting cannot break out of its place', async () => {
  const evil = "x'; SET LOCAL ROLE smart_owner; --";
  const [row] = await unitOfWork({ ...city, 'app.person': evil }, ({ sql }) => sql<{ p: string; who: string }>(`SELECT current_setting('app.person') AS p, current_user::text AS who`));
  expect(row).toEqual({ p: evil, who: 'smart_app' });
});

test('fifty at once share three connections and each sees its own capacity', async () => {
  const seen = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      unitOfWork({ ...city, 'app.person': `p${i}` }, async ({ prisma, sql }) => {
        await prisma.deputyGroup.count();
        const [row] = await sql<{ p: string }>(`SELECT current_setting('app.person') AS p`);
        return row?.p;
      }),
    ),
  );
  expect(seen).toEqual(Array.from({ length: 50 }, (_, i) => `p${i}`));
  expect(database.units.stats()).toMatchObject({ size: 3, inUse: 0, waiting: 0 });
});

test('work that outlives its unit gets no further, whichever tool it uses', async () => {
  let kept: UnitOfWork | undefined;
  let late: Promise<PromiseSettledResult<unknown>[]> | undefined;
  await unitOfWork(city, async (unit) => {
    kept = unit;
    late = wait(50).then(() => Promise.allSettled([unit.sql('SELECT 1'), unit.prisma.deputyGroup.count(), unit.db.selectFrom('division').selectAll().execute()]));
  });
  const others = unitOfWork({ role: 'smart_reader' }, ({ sql }) => sql('SELECT pg_sleep(0.2)'));
  expect((await late)?.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await others;
  await expect(kept?.sql('SELECT 1')).rejects.toThrow('has ended');
});

test('a unit inside a unit works, and the outer one goes on', async () => {
  const rows = await unitOfWork(city, async (outer) => unitOfWork({ role: 'smart_reader' }, async (inner) => [await inner.sql('SELECT current_user::text AS u'), await outer.sql('SELECT current_user::text AS u')]));
  expect(rows).toEqual([[{ u: 'smart_reader' }], [{ u: 'smart_app' }]]);
});

test('hooks: before the commit inside, after it outside, and none when the work fails', async () => {
  const order: string[] = [];
  await unitOfWork(city, async ({ beforeCommit, afterCommit, prisma }) => {
    afterCommit(async () => void order.push(`after ${await counted('七')}`));
    beforeCommit(async () => {
      await prisma.deputyGroup.create({ data: group('七') });
      beforeCommit(async () => void order.push(`before, added by a hook ${await counted('七')}`));
    });
    order.push('work');
  });
  expect(order).toEqual(['work', 'before, added by a hook 0', 'after 1']);
  await unitOfWork(city, async ({ afterCommit }) => {
    afterCommit(() => void order.push('never'));
    throw new Error('no');
  }).catch(() => undefined);
  expect(order).not.toContain('never');
});

test('a read-only unit cannot write', async () => {
  const writing = unitOfWork(city, ({ prisma }) => prisma.deputyGroup.create({ data: group('八') }), { readOnly: true });
  expect(sqlState(await writing.catch((error: unknown) => error))).toBe('25006');
  expect(await unitOfWork(city, ({ sql }) => sql('SELECT 1 AS one'), { readOnly: true })).toEqual([{ one: 1 }]);
});

test('civil dates stay what they are, instants are Dates, big integers numbers', async () => {
  const [row] = await unitOfWork(city, ({ sql }) => sql(`SELECT date '2026-01-01' AS d, ARRAY[date '2026-01-01', '2026-12-31'] AS ds, timestamptz '2026-01-01 00:00+08' AS t, 5000000000::int8 AS n, ARRAY[1, 2]::int8[] AS ns`));
  expect(row).toEqual({ d: '2026-01-01', ds: ['2026-01-01', '2026-12-31'], t: new Date('2025-12-31T16:00:00Z'), n: 5_000_000_000, ns: [1, 2] });
  const [term] = await unitOfWork(city, ({ prisma }) => prisma.term.findMany());
  expect(term?.startsOn).toEqual(new Date('2022-01-05T00:00:00Z'));
});

test('statements are sent without waiting for each other', async () => {
  const results = await unitOfWork(city, ({ sql }) => Promise.all(Array.from({ length: 20 }, (_, i) => sql<{ i: number }>('SELECT $1::int AS i', [i]))));
  expect(results.flat().map(({ i }) => i)).toEqual(Array.from({ length: 20 }, (_, i) => i));
});

test('a lost connection is replaced and the user hears that the system is busy', async () => {
  const killed = unitOfWork(city, async ({ sql }) => {
    const [me] = await sql<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await database.adminSql('SELECT pg_terminate_backend($1)', [me?.pid]);
    await sql('SELECT pg_sleep(1)');
  });
  expect(isDomainError(await killed.catch((error: unknown) => error), 'common.unavailable')).toBe(true);
  for (let i = 0; i < 5; i++) expect(await unitOfWork(city, ({ sql }) => sql('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  expect(database.units.stats().open).toBeLessThanOrEqual(3);
});

test('connections that broke while idle are not used', async () => {
  await database.adminSql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'smart_server' AND datname = current_database()`);
  await wait(50);
  for (let i = 0; i < 5; i++) expect(await unitOfWork(city, ({ sql }) => sql('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
});

test('who finds no connection waits, and is refused when the queue is full or the wait too long', async () => {
  const few = createUnitsOfWork({ connectionString: database.serverUrl, size: 1, maxWaiting: 1, waitTimeout: 100 });
  const sleep = (seconds: number) => few.unitOfWork(city, ({ sql }) => sql(`SELECT pg_sleep(${seconds})`));
  const busy = sleep(0.4);
  await wait(20);
  const waiting = sleep(0);
  const refused = await sleep(0).catch((error: unknown) => error);
  expect(isDomainError(refused, 'common.unavailable')).toBe(true);
  expect(few.stats()).toMatchObject({ inUse: 2, waiting: 1, refused: 1 });
  expect(isDomainError(await waiting.catch((error: unknown) => error), 'common.unavailable')).toBe(true);
  await busy;
  await few.close();
  await expect(few.unitOfWork(city, async () => 1)).rejects.toThrow('停止');
});

test('an unreachable database is told as busy, not as a stack', async () => {
  const nowhere = createUnitsOfWork({ connectionString: 'postgresql://smart_server:x@127.0.0.1:9/none' });
  expect(isDomainError(await nowhere.unitOfWork(city, async () => 1).catch((error: unknown) => error), 'common.unavailable')).toBe(true);
  expect(isConnectionError(new Error('Connection terminated unexpectedly'))).toBe(true);
  await nowhere.close();
});

test('withRetry repeats what lost to another transaction, and only that', async () => {
  const deadlock = Object.assign(new pg.DatabaseError('deadlock detected', 1, 'error'), { code: '40P01' });
  let tries = 0;
  expect(await withRetry(async () => (++tries < 3 ? Promise.reject(deadlock) : tries))).toBe(3);
  expect(isDomainError(await withRetry(() => Promise.reject(deadlock)).catch((error: unknown) => error), 'common.conflict')).toBe(true);
  tries = 0;
  await expect(withRetry(async () => Promise.reject(new Error(`other ${++tries}`)))).rejects.toThrow('other 1');
});
