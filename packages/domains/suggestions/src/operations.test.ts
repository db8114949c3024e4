// The engine of guided operations: however the batches are cut, whoever does them and wherever they break off, the end is the same.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { advanceOperation, defineOperation, draftOperation, startOperation } from '@smart/identity/operations';
import { createHouse, type House } from './testing.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';

const ITEMS = 12;
const acting = { personId: null, capacityId: null, label: '测试' };
const names = Array.from({ length: ITEMS }, (_, at) => `第${String(at + 1).padStart(2, '0')}组`);
let database: TestDatabase;
let house: House;

/** Two steps over the same rows: the first makes them, the second marks each; a row done twice would be seen. */
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  const following = (cursor: string, limit: number) => names.filter((name) => name > cursor).slice(0, limit);
  const result = (done: readonly string[], limit: number) => ({ done: done.length, cursor: done.length === limit ? (done.at(-1) ?? null) : null });
  defineOperation({
    kind: 'trial', label: '试验', plan: z.object({ run: z.string() }), check: async () => [],
    steps: () => [
      {
        key: 'make', label: '设立', irreversible: true, total: async () => ITEMS,
        run: async (work, { congressId, plan }, cursor, limit) => {
          const found = following(cursor, limit);
          for (const name of found) await work.sql(`INSERT INTO deputy_group (id, congress_id, name, kind) VALUES (gen_random_uuid(), $1, $2, 'area')`, [congressId, `${plan.run}${name}`]);
          return result(found, limit);
        },
      },
      {
        key: 'mark', label: '标记', irreversible: true, total: async () => ITEMS,
        run: async (work, { congressId, plan }, cursor, limit) => {
          const found = following(cursor, limit);
          for (const name of found) await work.sql('UPDATE deputy_group SET name = name || $3 WHERE congress_id = $1 AND name = $2', [congressId, `${plan.run}${name}`, '：完成']);
          return result(found, limit);
        },
      },
    ],
  });
});
afterAll(() => database.close());

class Broken extends Error {}
let runs = 0;

/** One batch; one that breaks off leaves nothing. */
async function batch(id: string, limit: number, breaks: boolean): Promise<boolean> {
  try {
    return await house.asSystem(house.city.congressId, async (work) => {
      const more = await advanceOperation(work, house.city.congressId, id, limit);
      if (breaks) throw new Broken();
      return more;
    });
  } catch (error) {
    if (error instanceof Broken) return true;
    throw error;
  }
}

it('ends the same for any sizes, any interruptions, and two that run at once', async () => {
  const step = fc.record({ limit: fc.integer({ min: 1, max: 7 }), breaks: fc.boolean(), together: fc.boolean() });
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (plan) => {
    const { congressId } = house.city;
    const run = `甲${++runs}号`;
    const id = await house.asSystem(congressId, (work) => draftOperation(work, acting, congressId, { kind: 'trial', title: run, plan: { run } }));
    await house.asSystem(congressId, (work) => startOperation(work, acting, congressId, { id, version: 1 }));
    for (const { limit, breaks, together } of plan) await Promise.all([batch(id, limit, breaks), ...(together ? [batch(id, limit + 1, false)] : [])]);
    for (let more = true; more; ) more = await batch(id, 5, false);
    const groups = await database.adminSql<{ name: string }>('SELECT name FROM deputy_group WHERE name LIKE $1 ORDER BY name', [`${run}%`]);
    expect(groups.map((one) => one.name)).toEqual(names.map((name) => `${run}${name}：完成`));
    const [operation] = await database.adminSql<{ state: string; progress: unknown }>('SELECT state, progress FROM operation WHERE id = $1', [id]);
    expect(operation).toMatchObject({ state: 'done', progress: { steps: { make: { done: ITEMS, finished: true }, mark: { done: ITEMS, finished: true } } } });
    const finished = await database.adminSql(`SELECT 1 FROM domain_event WHERE subject_id = $1 AND type = 'operation.finished'`, [id]);
    expect(finished).toHaveLength(1);
  }), { numRuns: 25 });
}, 120_000);
