// 批量交办 goes on in portions, ends in every item done or failed with its reason, and acts only while the officer holds the post.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHouse, type House } from '../testing.ts';
import { type Steps, stepsIn } from '../testing-steps.ts';
import { advanceBulk, bulkById, currentBulk, registerBulkAssignment, retryBulk, startBulk } from './bulk.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
  registerBulkAssignment();
});
afterAll(() => database.close());

const advance = (id: string) => house.asSystem(house.city.congressId, (work) => advanceBulk(work, house.city.congressId, id));
const view = (id: string) => house.as(house.officer, (work) => bulkById(work, house.city.congressId, id));
const finish = async (id: string) => {
  while (await advance(id));
  return view(id);
};
const toTransport = (ids: readonly string[]) => ({ items: ids.map((id) => ({ id, organs: [{ organId: house.organs.transport, role: 'lead' as const }] })) });

it('seven go through in two portions; one that a colleague handed over meanwhile fails with who and when, and is tried again', async () => {
  const ids: string[] = [];
  for (let at = 0; at < 7; at++) ids.push(await steps.registered());
  const started = await house.as(house.officer, (work, who) => startBulk(work, who, toTransport(ids)));
  expect(started).toMatchObject({ state: 'running', total: 7, done: 0 });
  await expect(house.as(house.officer2, (work, who) => startBulk(work, who, toTransport(ids)))).rejects.toMatchObject({ code: 'common.conflict', message: expect.stringContaining('批量交办 7 件') });
  expect(await advance(started.id)).toBe(true);
  expect(await view(started.id)).toMatchObject({ done: 5, failed: 0, state: 'running' });
  // A colleague is quicker with the sixth; the page was closed meanwhile and is opened again.
  await steps.assign(ids[5] ?? '', [{ organId: house.organs.housing, role: 'lead' }], house.officer2);
  expect(await house.as(house.officer, (work, who) => currentBulk(work, who))).toMatchObject({ id: started.id, state: 'running' });
  const ended = await finish(started.id);
  expect(ended).toMatchObject({ state: 'done', done: 6, failed: 1 });
  expect(ended.items[5]).toMatchObject({ state: 'failed', problem: expect.stringContaining('刘洋') });
  expect(ended.items[0]?.receipt).not.toBeNull();
  const { timeline } = await steps.see(house.officer, ids[0] ?? '');
  expect(timeline.find((one) => one.label === '交办')?.actorLabel).toContain('张华');
  // Once more: it is at work already, so that the same organs would be added beside the other lead, which the rules refuse.
  const again = await house.as(house.officer, (work, who) => retryBulk(work, who, { id: started.id }));
  expect(await finish(again.id)).toMatchObject({ total: 1, failed: 1, items: [{ problem: expect.stringContaining('主办') }] });
});

it('what is left of it fails when the officer has left the post', async () => {
  const id = await steps.registered();
  const started = await house.as(house.officer2, (work, who) => startBulk(work, who, toTransport([id])));
  await database.adminSql(`UPDATE appointment SET ends_on = '2026-03-01' WHERE id = $1`, [house.officer2.id]);
  expect(await finish(started.id)).toMatchObject({ failed: 1, items: [{ problem: expect.stringContaining('不再担任') }] });
  expect(await steps.see(house.officer, id)).toMatchObject({ state: 'registered' });
});
