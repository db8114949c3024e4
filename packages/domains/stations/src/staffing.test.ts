// 站长、联络员: a post of the directory, stations chosen for it; with the station the desk ends.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeStation, mergeStation, reopenStation, saveStation } from './keeping.ts';
import { confirmPlacing } from './placing.ts';
import { listStations, stationOf } from './reading.ts';
import { listReceptions } from './reception-reading.ts';
import { announceReception, saveReception } from './receptions.ts';
import { desksOf, followPost, setDesks } from './staffing.ts';
import { createHouse, stationForm } from './testing.ts';

let database: TestDatabase;
let house: Awaited<ReturnType<typeof createHouse>>;
let organId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  organId = newId();
  await database.adminSql(`INSERT INTO organ (id, congress_id, name, short_name, kind) VALUES ($1, $2, '代表工委', '代表工委', 'deputies_affairs')`, [organId, house.district.congressId]);
});
afterAll(() => database.close());

const refusal = (run: Promise<unknown>): Promise<string> => run.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));

/** Somebody with the post from the beginning of the year. */
async function clerk(name: string, personId = newId()): Promise<Capacity> {
  const id = newId();
  await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, $2, ARRAY[$3::uuid], true) ON CONFLICT DO NOTHING`, [personId, name, house.district.congressId]);
  await database.adminSql(`INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on) VALUES ($1, $2, $3, $4, '联络员', '{station_clerk}', '2026-01-05')`, [id, personId, house.district.congressId, organId]);
  return { ...house.district, id, personId, personName: name, roles: ['station_clerk'], organId };
}
const found = async (name: string): Promise<string> => (await house.as(house.district, (work) => saveStation(work, house.district, stationForm(name, '430602001')))).id;
const sit = (who: Capacity, ...stationIds: string[]) => house.as(house.district, (work) => setDesks(work, house.district, { appointmentId: who.id, desks: stationIds.map((stationId) => ({ stationId, duty: 'liaison' as const })) }));
const seen = async (who: Capacity): Promise<string[]> => (await house.as(who, (work) => listStations(work, who, { limit: 20, offset: 0 }))).rows.map(({ id }) => id);

it('sees and arranges what is at the own station and nothing of another', async () => {
  const { as, district, street } = house;
  const [own, other] = [await found('一号站'), await found('二号站')];
  await as(district, (work) => confirmPlacing(work, district, { mandateIds: [street], stationId: own }));
  const who = await clerk('秦川');
  expect(await seen(who)).toEqual([]);
  await sit(who, own);
  expect(await seen(who)).toEqual([own]);
  expect((await as(who, (work) => stationOf(work, who, own))).staff.map(({ name }) => name)).toEqual(['秦川']);
  expect(await refusal(as(who, (work) => stationOf(work, who, other)))).toBe('common.not_found');
  const day = { heldOn: '2026-03-20', startsAt: '09:00', endsAt: '11:00', place: '', theme: '', mandateIds: [street] };
  expect(await refusal(as(who, (work) => saveReception(work, who, { ...day, stationId: other })))).toBe('common.forbidden');
  const { id } = await as(who, (work) => saveReception(work, who, { ...day, stationId: own }));
  await as(who, (work) => announceReception(work, who, { id }));
  expect((await as(who, (work) => listReceptions(work, who, { limit: 20, offset: 0 }))).rows.map((row) => row.id)).toEqual([id]);
  // The one at the other station neither sees it nor takes it away.
  const beside = await clerk('柳青');
  await sit(beside, other);
  expect((await as(beside, (work) => listReceptions(work, beside, { limit: 20, offset: 0 }))).total).toBe(0);
  expect(await refusal(as(beside, (work) => saveReception(work, beside, { ...day, id, stationId: other })))).not.toBe('done');
});

it('a closed station has no desk, a reopened one has it again, a merged one is its successor’s', async () => {
  const { as, district } = house;
  const [old, next] = [await found('老站'), await found('新站')];
  const [leaving, staying] = [await clerk('谷雨'), await clerk('田野')];
  await sit(leaving, old);
  await sit(staying, next);
  await as(district, (work) => closeStation(work, district, { id: old, reason: '房屋维修' }));
  expect(await seen(leaving)).toEqual([]);
  await as(district, (work) => reopenStation(work, district, { id: old }));
  expect(await seen(leaving)).toEqual([old]);
  await as(district, (work) => mergeStation(work, district, { id: old, intoId: next, reason: '就近合并' }));
  expect(await seen(leaving)).toEqual([]);
  // What was brought to the old one is looked after at the new one.
  expect((await seen(staying)).sort()).toEqual([old, next].sort());
});

it('a post that changes its title keeps its stations; who stands in for a colleague sits at the same desk', async () => {
  const own = await found('三号站');
  const who = await clerk('江帆');
  await sit(who, own);
  const successor = await clerk('江帆', who.personId);
  await database.adminSql(`UPDATE appointment SET ends_on = '2026-02-20' WHERE id = $1`, [who.id]);
  await database.adminSql(`UPDATE appointment SET starts_on = '2026-02-20' WHERE id = $1`, [successor.id]);
  const event = { id: newId(), congressId: who.congressId, matterId: null, type: 'appointment.began', subjectType: 'appointment', subjectId: successor.id, personId: null, at: '', payload: { personId: who.personId, personName: '江帆', congressName: '', organId, organName: '', title: '', on: '2026-02-20' } };
  for (let time = 0; time < 2; time += 1) await house.as(house.district, (work) => followPost(work, event));
  expect(await seen(successor)).toEqual([own]);
  expect((await house.as(house.district, (work) => stationOf(work, house.district, own))).staff).toHaveLength(1);
  expect(await seen({ ...who, id: newId(), standIn: { kind: 'substitute', postId: successor.id } })).toEqual([own]);
});

it('says what is wrong: a post that is none at a station, a station of another congress', async () => {
  const who = await clerk('白露');
  const { as, district, city } = house;
  const far = (await as(city, (work) => saveStation(work, city, stationForm('总站', '4306')))).id;
  expect(await refusal(sit(who, far))).toBe('common.invalid_input');
  expect(await refusal(as(district, (work) => setDesks(work, district, { appointmentId: newId(), desks: [] })))).toBe('common.not_found');
  expect(await refusal(as(city, (work) => desksOf(work, city, { appointmentId: who.id })))).toBe('common.not_found');
});
