// 位置: read from a form, sealed, seen by whom it is for and by nobody else, taken back, erased; on a real database.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { readyDataKeys } from '@smart/identity/data-keys';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { merge } from './cases.ts';
import { enter as takeDown, enterAsCitizen, opinionSecret } from './entering.ts';
import { dropPoint, evaluate, followed } from './follow.ts';
import { opinionOf } from './looking.ts';
import { enterInput } from './model-inputs.ts';
import { metresBetween, readPoint } from './point.ts';
import { answer, handOver } from './sorting.ts';
import { sweepOpinions } from './sweeps.ts';
import { takeUp } from './taking-up.ts';
import { createHouse, type House, sample } from './testing.ts';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  await database.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => readyDataKeys({ ...unit, clock: house.clock }, 'aes-256-gcm'));
});
afterAll(() => database.close());

const enter = (shared: boolean) => house.inDistrict((work) => enterAsCitizen(work, house.districtId, sample, { key: newId(), deputyPersonId: null, stationId: null, point: readPoint('29.371849', '113.128951', shared) }));
const seenBy = (who: Capacity, id: string) => house.as(who, async (work, capacity) => (await opinionOf(work, capacity, id)).point);

it.each([['', '', null], ['29.371849', '113.128951', { latitude: 29.3718, longitude: 113.129, shared: true }]])('%s %s is read as a place of some ten metres', (latitude, longitude, read) => {
  expect(readPoint(latitude, longitude, true)).toEqual(read);
});

it.each([['29.37', ''], ['', '113.1'], ['abc', '113.1'], ['113.1', '29.37'], ['NaN', 'Infinity'], ['<script>', '1']])('%s %s is refused with the field and the remedy', (latitude, longitude) => {
  let found: unknown;
  try {
    readPoint(latitude, longitude, true);
  } catch (error) {
    found = error;
  }
  expect(isDomainError(found) && found.fields[0]).toMatchObject({ path: 'point', message: expect.stringContaining('移除位置') });
});

it('a degree of latitude is some 111 km', () => expect(Math.round(metresBetween({ latitude: 29, longitude: 113 }, { latitude: 30, longitude: 113 }) / 1000)).toBe(111));

it('the office knows it with the nearest station; the organ and the deputy only when the person let them; nothing of it stands open in the database', async () => {
  const { as, officer, leader, clerk, deputy, otherDeputy, housing } = house;
  await database.adminSql(`INSERT INTO station (id, congress_id, code, state, name, kind, label, division_code, address, latitude, longitude, opened_on, updated_at) VALUES ($1, $2, 'NEARBY', 'open', '金鹗山联络站', 'station', '代表联络站', '430602001', '金鹗路 1 号', 29.3728, 113.129, '2022-01-05', now())`, [newId(), house.districtId]);
  const [alone, shared] = [await enter(false), await enter(true)];
  expect(await seenBy(officer, alone.id)).toEqual({ latitude: 29.3718, longitude: 113.129, shared: false, nearest: { id: expect.any(String), name: '金鹗山联络站', metres: 110 } });
  for (const who of [leader, deputy]) for (const { id } of [alone, shared]) expect(await seenBy(who, id)).toBeNull();
  for (const { id } of [alone, shared]) await as(officer, (work, who) => handOver(work, who, { id, organId: housing, reason: '请按职责办理' }));
  expect(await seenBy(clerk, alone.id)).toBeNull();
  expect(await seenBy(clerk, shared.id)).toMatchObject({ latitude: 29.3718 });
  expect(JSON.stringify(await database.adminSql('SELECT * FROM opinion'))).not.toMatch(/29\.37|113\.12/);

  const taken = await enter(true);
  await as(deputy, (work, who) => takeUp(work, who, { id: taken.id }, newId()));
  expect(await seenBy(deputy, taken.id)).toMatchObject({ longitude: 113.129 });
  expect(await seenBy(otherDeputy, taken.id)).toBeNull();
});

it('the person sees that it is there, takes it back at once, and it is erased some time after the end', async () => {
  const { as, officer } = house;
  const [dropped, kept] = [await enter(true), await enter(false)];
  const see = ({ id, number }: { id: string; number: string }) => house.inDistrict((work) => followed(work, number, opinionSecret(id)));
  expect(await see(dropped)).toMatchObject({ point: 'shared', unchanged: true });
  expect(await see(kept)).toMatchObject({ point: 'office' });
  await house.inDistrict((work) => dropPoint(work, dropped.number, opinionSecret(dropped.id)));
  expect(await see(dropped)).toMatchObject({ point: null });
  expect(await seenBy(officer, dropped.id)).toBeNull();
  await as(officer, (work, who) => answer(work, who, { id: kept.id, reply: '已派人更换灯具，今晚恢复照明。' }));
  await house.inDistrict((work) => evaluate(work, kept.number, opinionSecret(kept.id), 'satisfied'));
  expect(await seenBy(officer, kept.id)).not.toBeNull();
  house.clock.advance({ hours: 24 * 40 });
  await house.inDistrict((work) => sweepOpinions(work, house.districtId));
  expect(await seenBy(officer, kept.id)).toBeNull();
});

it('taken down by staff it is kept and shown alike, also as a report in a case: the office sees it, the organ of the case only by the person’s consent', async () => {
  const { as, officer, clerk, housing } = house;
  const take = (shared: boolean) => as(officer, (work, who) => takeDown(work, who, enterInput.parse({ ...sample, point: { latitude: 29.371849, longitude: 113.128951, shared } })));
  const [head, alone, shared] = [await take(false), await take(false), await take(true)];
  expect(await seenBy(officer, head.id)).toMatchObject({ latitude: 29.3718, longitude: 113.129, shared: false });
  await as(officer, (work, who) => merge(work, who, { id: head.id, memberIds: [alone.id, shared.id] }));
  await as(officer, (work, who) => handOver(work, who, { id: head.id, organId: housing, reason: '请按职责办理' }));
  const members = async (who: Capacity) => new Map((await as(who, (work) => opinionOf(work, who, head.id))).members.map(({ id, point }) => [id, point?.latitude ?? null]));
  expect(await members(officer)).toEqual(new Map([[alone.id, 29.3718], [shared.id, 29.3718]]));
  expect(await members(clerk)).toEqual(new Map([[alone.id, null], [shared.id, 29.3718]]));
  await expect(as(officer, (work, who) => takeDown(work, who, enterInput.parse({ ...sample, point: { latitude: 113, longitude: 29 } })))).rejects.toMatchObject({ fields: [{ path: 'point' }] });
});
