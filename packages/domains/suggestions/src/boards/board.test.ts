// 实时监督: every item by stage and light for each kind of board, what changed since a visit, and that a lawful extension is never late.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { addDays } from '@smart/kernel/dates';
import type { Capacity } from '@smart/identity/capacity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideExtension, requestExtension } from '../extension.ts';
import { listSuggestions } from '../lists.ts';
import { listInput } from '../model-inputs.ts';
import { createHouse, type House } from '../testing.ts';
import { type Steps, stepsIn } from '../testing-steps.ts';
import { boardItems, boardSummary } from './board.ts';
import { boardFilter } from './contracts.ts';
import { boardChanges, markSeen } from './visits.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
});
afterAll(() => database.close());

const summary = (who: Capacity) => house.as(who, (work) => boardSummary(work, who));
const items = (who: Capacity, filter: object = {}) => house.as(who, (work) => boardItems(work, who, boardFilter.parse(filter)));
const changes = (who: Capacity) => house.as(who, (work) => boardChanges(work, who, { limit: 20, offset: 0 }));
const seen = (who: Capacity) => house.as(who, (work) => markSeen(work, who));
const stage = async (who: Capacity, name: string) => (await summary(who)).stages.find((one) => one.stage === name);
const idsOf = async (who: Capacity, filter: object = {}) => (await items(who, filter)).rows.map((row) => row.id);

describe('boards', () => {
  it('count every stage and put the most urgent first; each sees its own', async () => {
    const [submitted, working] = [await house.submitted(house.otherDeputy), await steps.inHandling()];
    house.clock.set('2026-03-20T09:00:00+08:00');
    expect(await stage(house.officer, 'examination')).toMatchObject({ count: 1, red: 1 });
    expect(await stage(house.officer, 'handling')).toMatchObject({ count: 1, red: 0 });
    const { rows, total } = await items(house.officer);
    expect(total).toBe(2);
    expect(rows.map((row) => row.id)).toEqual([submitted, working]);
    expect(rows[0]).toMatchObject({ stage: 'examination', daysLeft: -9, due: { light: 'red', label: '审查' } });
    // Before its first day (20 working days after the hand-over: 30 March) the contact is what is next.
    expect(rows[1]).toMatchObject({ stage: 'handling', lastContactOn: null, due: { label: '联系代表', light: 'amber' } });
    expect(await idsOf(house.leader)).toEqual(await idsOf(house.officer));
    expect(await idsOf(house.transportClerk)).toEqual([working]);
    expect(await idsOf(house.housingClerk)).toEqual([]);
    expect(await idsOf(house.districtOfficer)).toEqual([]);
    expect(await idsOf(house.deputy)).toEqual([working]);
    expect(await idsOf(house.otherDeputy)).toEqual([submitted]);
    expect((await summary(house.officer)).organs).toMatchObject([{ organName: '岳阳市交通运输局', open: 1 }]);
    expect((await summary(house.deputy)).organs).toEqual([]);
  });

  it('filter by stage, light, organ, topic, session, key, words, and page without loss', async () => {
    const [red, working] = await idsOf(house.officer);
    expect(await idsOf(house.officer, { light: 'red' })).toEqual([red]);
    expect(await idsOf(house.officer, { stage: 'handling' })).toEqual([working]);
    expect(await idsOf(house.officer, { organId: house.organs.transport })).toEqual([working]);
    expect(await idsOf(house.officer, { topic: 'health' })).toEqual([]);
    expect(await idsOf(house.officer, { inRecess: false })).toEqual([]);
    expect(await idsOf(house.officer, { key: true })).toEqual([]);
    expect(await idsOf(house.officer, { q: '赵强' })).toEqual([red]);
    expect(await idsOf(house.officer, { q: '公交线路' })).toHaveLength(2);
    expect(await idsOf(house.officer, { q: '100%_' })).toEqual([]);
    expect(await items(house.officer, { limit: 1, offset: 1 })).toMatchObject({ total: 2, rows: [{ id: working }] });
  });

  it('the government office watches what it handed on, by the departments\' limits', async () => {
    const id = await steps.registered();
    await steps.assign(id, [{ organId: house.organs.office, role: 'distribute' }]);
    expect(await items(house.officeClerk)).toMatchObject({ total: 1, rows: [{ id, due: { label: '分办' } }] });
    expect(await idsOf(house.transportClerk)).not.toContain(id);
  });
});

it('a lawful extension is never late: not in the rows, not in the counts, not in the list\'s filter, whatever inner limit has passed', async () => {
  house.clock.set('2026-03-20T09:00:00+08:00');
  const id = await steps.inHandling();
  const { id: assignmentId } = await steps.part(id, house.organs.transport);
  const [total] = await database.adminSql<{ on: string }>(`SELECT due_on::text AS on FROM deadline WHERE subject_id = $1 AND kind = 'reply'`, [assignmentId]);
  const first = total?.on ?? '';
  await house.as(house.transportClerk, (work, who) => requestExtension(work, who, { assignmentId, until: '2026-09-18', reason: '客流调查尚未完成' }));
  const [asked] = await database.adminSql<{ id: string }>('SELECT id FROM extension WHERE assignment_id = $1', [assignmentId]);
  await house.as(house.officer, (work, who) => decideExtension(work, who, { extensionId: asked?.id ?? '', grant: true, note: '同意' }));
  const redOf = async (who: Capacity) => ((await summary(who)).organs.find((one) => one.organId === house.organs.transport)?.red ?? 0);
  const others = await redOf(house.officer);
  // The first contact was never recorded: its limit passed long ago, and the first limit of the answer as well.
  house.clock.set(`${addDays(first, 10)}T09:00:00+08:00`);
  for (const who of [house.officer, house.transportClerk, house.deputy]) {
    const row = (await items(who, { limit: 100 })).rows.find((one) => one.id === id);
    expect(row).toMatchObject({ due: { light: 'green', label: who === house.transportClerk ? '答复' : '答复代表', dueOn: '2026-09-18' }, extendedUntil: '2026-09-18' });
    expect(await idsOf(who, { light: 'red', limit: 100 })).not.toContain(id);
    expect(await idsOf(who, { light: 'green', limit: 100 })).toContain(id);
    const figures = await summary(who);
    const rows = (await items(who, { stage: 'handling', limit: 100 })).rows;
    const handling = figures.stages.find((one) => one.stage === 'handling');
    expect(handling).toMatchObject({ red: rows.filter((one) => one.due?.light === 'red').length, green: rows.filter((one) => one.due?.light === 'green').length });
  }
  const late = await house.as(house.officer, (work, who) => listSuggestions(work, who, listInput.parse({ light: 'red', limit: 100 })));
  expect(late.rows.map((row) => row.id)).not.toContain(id);
  expect(await redOf(house.officer)).toBeGreaterThanOrEqual(others);
  const [counted] = await database.adminSql<{ red: number }>(
    `SELECT count(*)::int AS red FROM assignment a JOIN deadline d ON d.subject_id = a.id AND d.status = 'open' WHERE a.id = $1 AND d.due_on < $2::date`, [assignmentId, addDays(first, 10)]);
  expect(counted?.red).toBeGreaterThan(0); // something inside it has passed, and still it is not late

  // Past the extended date it is.
  house.clock.set('2026-09-19T09:00:00+08:00');
  expect(await idsOf(house.officer, { light: 'red', limit: 100 })).toContain(id);
});

it('tells what others did since the last visit, and nothing after it is marked as seen', async () => {
  await seen(house.officer);
  await seen(house.deputy);
  expect(await changes(house.officer)).toMatchObject({ total: 0, first: false });
  house.clock.advance({ hours: 1 });
  const id = await steps.registered(); // the officer's own act
  house.clock.advance({ hours: 1 });
  await steps.assign(id, [{ organId: house.organs.transport, role: 'lead' }], house.officer2);
  house.clock.advance({ hours: 1 });
  await steps.accept(id, house.transportClerk);
  const told = await changes(house.officer);
  expect(told).toMatchObject({ total: 1, rows: [{ suggestionId: id, label: '签收', actorLabel: expect.stringContaining('郑涛'), stateLabel: '办理中' }] });
  expect(told.rows[0]?.acts).toBeGreaterThanOrEqual(2);
  // The deputy reads the suggestion's steps, not the organ's inner ones; nobody else reads any of it.
  expect((await changes(house.deputy)).rows).toMatchObject([{ suggestionId: id, label: '交办' }]);
  expect((await changes(house.housingClerk)).rows.map((one) => one.suggestionId)).not.toContain(id);
  expect((await changes(house.districtOfficer)).rows).toEqual([]);
  expect((await items(house.officer, { changed: true })).rows.map((one) => one.id)).toEqual([id]);
  house.clock.advance({ minutes: 1 });
  await seen(house.officer);
  expect(await changes(house.officer)).toMatchObject({ total: 0 });
  expect((await items(house.officer, { changed: true })).rows).toEqual([]);
  expect((await changes(house.leader)).first).toBe(true);
});
