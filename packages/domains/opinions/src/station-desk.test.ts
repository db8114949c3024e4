// 联络站的站长、联络员: what was brought to their station, from taking down to handing over, and nothing of another station.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { merge } from './cases.ts';
import { enter } from './entering.ts';
import { listOpinions, opinionOf } from './looking.ts';
import { enterInput, listInput } from './model-inputs.ts';
import { accept, answer, handOver } from './sorting.ts';
import { createHouse, type House } from './testing.ts';
import { waitingFor } from './waiting.ts';

let database: TestDatabase;
let house: House;
let stations: { east: string; west: string };
let people: { liaison: Capacity; head: Capacity; beside: Capacity; nobody: Capacity };

async function arrange(): Promise<void> {
  const station = async (name: string, code: string): Promise<string> => {
    const id = newId();
    await database.adminSql(`INSERT INTO station (id, congress_id, code, division_code, name, label, functions, address, opened_on, updated_at) VALUES ($1, $2, $3, '430602', $4, '代表联络站', '{}', '一号', '2025-01-05', now())`, [id, house.districtId, code, name]);
    return id;
  };
  stations = { east: await station('东站', 'AAAAAA'), west: await station('西站', 'BBBBBB') };
  const at = async (personName: string, duty: string, ...ids: string[]): Promise<Capacity> => {
    const who: Capacity = { ...house.officer, id: newId(), personId: newId(), personName, roles: ['station_clerk'] };
    for (const id of ids) await database.adminSql('INSERT INTO station_staff (station_id, appointment_id, congress_id, person_id, name, duty) VALUES ($1, $2, $3, $4, $5, $6)', [id, who.id, house.districtId, who.personId, personName, duty]);
    return who;
  };
  people = { liaison: await at('秦川', 'liaison', stations.east), head: await at('江帆', 'head', stations.east, stations.west), beside: await at('柳青', 'liaison', stations.west), nobody: await at('白露', 'liaison') };
}
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  await arrange();
});
afterAll(() => database.close());

const refusal = (run: Promise<unknown>): Promise<string> => run.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));
const words = (content: string, more = {}) => enterInput.parse({ content, name: '李大娘', ...more });
const takeDown = (who: Capacity, content: string, more = {}) => house.as(who, (work) => enter(work, who, words(content, more)));
const reply = '站里已经联系物业，今天下午修好。';

it('a liaison takes in, answers on the spot and accepts; only the head or the presidium hands over', async () => {
  const { as, housing } = house;
  const { liaison, head, beside } = people;
  const first = await takeDown(liaison, '三楼的声控灯不亮了，老人上楼看不见。');
  const view = await as(liaison, (work) => opinionOf(work, liaison, first.id));
  expect([view.name, view.proposal !== null, view.actions.map(({ action }) => action)]).toEqual(['李大娘', true, ['accept', 'sort', 'redirect', 'answer']]);
  expect(await refusal(as(beside, (work) => opinionOf(work, beside, first.id)))).toBe('common.not_found');
  await as(liaison, (work) => answer(work, liaison, { id: first.id, reply }));
  expect((await as(liaison, (work) => opinionOf(work, liaison, first.id))).repliedBy).toBe('东站');

  const second = await takeDown(liaison, '村口的水沟堵了，雨天水漫到屋里。');
  expect((await as(liaison, (work) => waitingFor(work, liaison))).rows.map(({ id, task }) => [id, task])).toEqual([[second.id, '受理群众意见']]);
  expect((await as(liaison, (work) => accept(work, liaison, { id: second.id }))).next).toContain('转站长或者主席团交办');
  const over = { id: second.id, organId: housing, reason: '请派人疏通' };
  expect(await refusal(as(liaison, (work) => handOver(work, liaison, over)))).toBe('common.forbidden');
  expect((await as(liaison, (work) => waitingFor(work, liaison))).total).toBe(0);
  expect((await as(head, (work) => waitingFor(work, head))).rows.map(({ id, task }) => [id, task])).toEqual([[second.id, '交办群众意见']]);
  await as(head, (work) => handOver(work, head, over));
  expect((await as(liaison, (work) => listOpinions(work, liaison, listInput.parse({})))).rows.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
  expect((await as(beside, (work) => listOpinions(work, beside, listInput.parse({})))).total).toBe(0);
});

it('who sits at no desk takes nothing down; who sits at several says at which; nobody at another’s', async () => {
  const { nobody, head, liaison } = people;
  expect(await refusal(takeDown(nobody, '楼道灯坏了很久了'))).toBe('common.forbidden');
  expect(await refusal(takeDown(head, '楼道灯坏了很久了'))).toBe('common.invalid_input');
  expect(await refusal(takeDown(liaison, '楼道灯坏了很久了', { stationId: stations.west }))).toBe('common.invalid_input');
  const { id } = await takeDown(head, '西站门口的路灯坏了', { stationId: stations.west });
  expect((await house.as(people.beside, (work) => opinionOf(work, people.beside, id))).number).toMatch(/^430602-/);
});

it('reports of another station in one case stay with that station', async () => {
  const { as, officer } = house;
  const { liaison, beside } = people;
  const [head, member] = [await takeDown(liaison, '学校门口没有斑马线，孩子过马路危险。'), await takeDown(beside, '学校门前缺斑马线，请尽快划。')];
  await as(officer, (work) => merge(work, officer, { id: head.id, memberIds: [member.id] }));
  expect((await as(officer, (work) => opinionOf(work, officer, head.id))).members).toHaveLength(1);
  expect((await as(liaison, (work) => opinionOf(work, liaison, head.id))).members).toEqual([]);
  expect((await as(beside, (work) => opinionOf(work, beside, member.id))).mergedInto).toBeNull();
});
