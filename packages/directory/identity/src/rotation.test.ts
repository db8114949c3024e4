import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cipherAlgorithms, newestHead } from './data-keys.ts';
import { createPerson, findByPhone } from './people.ts';
import { openField } from './personal-data.ts';
import { rotateDataKeys } from './rotation.ts';
import { createTestIdentity, type TestIdentity } from './testing.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
const PEOPLE = 1_100;
let database: TestDatabase;
let identity: TestIdentity;
const ids: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock });
  const first = await identity.person('4306', '甲代表', { phone: '13900000000' });
  ids.push(first);
  await identity.act('4306', async (work) => {
    for (let at = 1; at < PEOPLE; at++) {
      const address = at % 3 === 0 ? '岳阳楼区某路' : null;
      ids.push((await createPerson(work, identity.congress('4306'), { name: `第${at}人`, phone: `139${String(at).padStart(8, '0')}`, address })).id);
    }
  });
}, 120_000);
afterAll(() => database.close());

const options = (signal?: AbortSignal) => ({ units: database.units, clock, algorithm: cipherAlgorithms[0], ...(signal ? { signal } : {}) });
const old = async (): Promise<number> =>
  (await database.adminSql<{ n: number }>(`SELECT count(*)::int AS n FROM person WHERE NOT starts_with(phone_cipher, $1) OR NOT starts_with(address_cipher, $1)`, [newestHead()]))[0]?.n ?? -1;
const phoneOf = async (at: number): Promise<string> => {
  const [row] = await database.adminSql<{ cipher: string }>('SELECT phone_cipher AS cipher FROM person WHERE id = $1', [ids[at]]);
  return database.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => openField(unit, ids[at] ?? '', 'phone', row?.cipher ?? ''));
};

it('seals everything anew, and goes on with the same key after an interruption', async () => {
  const stop = new AbortController();
  const interrupted = await rotateDataKeys({ ...options(stop.signal), onProgress: () => stop.abort() });
  expect(interrupted).toEqual({ sealed: 500, finished: false });
  const key = newestHead();
  expect(await old()).toBe(PEOPLE - 500);
  expect([await phoneOf(0), await phoneOf(PEOPLE - 1)]).toEqual(['13900000000', `139${String(PEOPLE - 1).padStart(8, '0')}`]);

  const rest = await rotateDataKeys(options());
  expect(rest).toEqual({ sealed: PEOPLE - 500, finished: true });
  expect(newestHead()).toBe(key);
  expect(await old()).toBe(0);
  expect(await phoneOf(7)).toBe('13900000007');
});

it('a further rotation takes a further key, and people are found by phone as before', async () => {
  const before = newestHead();
  await rotateDataKeys(options());
  expect(newestHead()).not.toBe(before);
  expect(await old()).toBe(0);
  expect(await identity.act('4306', (work) => findByPhone(work, '13900000009'))).toMatchObject({ id: ids[9] });
  const keys = await database.adminSql<{ retired: boolean }>('SELECT retired_at IS NOT NULL AS retired FROM data_key ORDER BY number');
  expect(keys.map(({ retired }) => retired)).toEqual([true, true, false]);
});
