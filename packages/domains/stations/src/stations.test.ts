import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stationsBelow } from './below.ts';
import { closeStation, mergeStation, reopenStation, saveStation } from './keeping.ts';
import { effectOnStations } from './parameter-effects.ts';
import { confirmPlacing, endPlacing, placing, placingBelow } from './placing.ts';
import { myStation } from './reception-reading.ts';
import { announceElsewhere, announceReception, postponeReception, recordReception, saveReception } from './receptions.ts';
import { listStations, stationOf } from './reading.ts';
import { createHouse, stationForm } from './testing.ts';

let database: TestDatabase;
let house: Awaited<ReturnType<typeof createHouse>>;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
});
afterAll(() => database.close());

const form = stationForm;
const all = { show: 'all', limit: 20, offset: 0 } as const;

describe('the register', () => {
  it('belongs to one congress, lies in its area, and is read by all', async () => {
    const { as, district, city, town } = house;
    await expect(as(district, (work, who) => saveStation(work, who, form('外地站', '430626')))).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'divisionCode' }] });
    const { id } = await as(district, (work, who) => saveStation(work, who, form('街道站', '430602001', { rules: '每月接待' })));
    await expect(as(town, (work, who) => saveStation(work, who, { ...form('改名', '430602100'), id }))).rejects.toMatchObject({ code: 'common.not_found' });
    expect(await as(town, (work, who) => stationOf(work, who, id))).toMatchObject({ name: '街道站', own: false, rules: '每月接待' });
    expect((await as(city, (work, who) => listStations(work, who, { limit: 20, offset: 0 }))).rows.map(({ name }) => name)).toEqual(['街道站']);
    // Both acts are in the log, with what was read when deciding.
    await as(district, (work, who) => saveStation(work, who, { ...form('街道代表之家', '430602001'), id, expectedVersion: 1 }));
    await expect(as(district, (work, who) => saveStation(work, who, { ...form('旧表单', '430602001'), id, expectedVersion: 1 }))).rejects.toMatchObject({ code: 'workflow.version_conflict' });
    expect(await database.adminSql('SELECT action FROM action_log WHERE subject_id = $1 ORDER BY sequence', [id])).toEqual([{ action: 'found' }, { action: 'amend' }]);
  });
});

describe('全员化进站', () => {
  it('proposes, is confirmed for all at once, and lists what is missing', async () => {
    const { as, district, town, city, cityDeputy } = house;
    const { id: townStation } = await as(town, (work, who) => saveStation(work, who, form('镇站', '430602100')));
    const before = await as(district, (work, who) => placing(work, who, all));
    expect(before.rows.map(({ name, proposal }) => [name, proposal?.stationName])).toEqual([['王强', '街道代表之家'], ['赵敏', '镇站'], ['李明', '街道代表之家']]);
    expect(before.counts).toEqual({ deputies: 3, placed: 0, proposed: 3, withoutProposal: 0 });
    expect(await as(district, (work, who) => confirmPlacing(work, who, {}))).toMatchObject({ placed: 3 });
    const after = await as(district, (work, who) => placing(work, who, all));
    expect(after.counts.placed).toBe(3);
    // The township has nobody of its own; it sees whom the district sent, and the city that its deputy has a place.
    expect((await as(town, (work, who) => stationOf(work, who, townStation))).members.map(({ name, basis }) => [name, basis])).toEqual([['赵敏', 'constituency']]);
    expect((await as(city, (work, who) => placing(work, who, all))).rows[0]?.placed).toMatchObject({ stationName: '街道代表之家', own: false });
    await expect(as(city, (work, who) => confirmPlacing(work, who, { mandateIds: [cityDeputy], stationId: townStation }))).rejects.toMatchObject({ code: 'stations.placed_elsewhere' });
    await expect(as(town, (work, who) => confirmPlacing(work, who, { mandateIds: [cityDeputy], stationId: townStation }))).rejects.toMatchObject({ code: 'common.invalid_input' });
    expect(await database.adminSql('SELECT count(*)::int AS codes FROM deputy_code')).toEqual([{ codes: 2 }]);
  });

  it('moves a deputy to another station and keeps where they were', async () => {
    const { as, city, district, town, village } = house;
    const stations = await as(district, (work, who) => listStations(work, who, { limit: 20, offset: 0 }));
    const target = stations.rows.find(({ name }) => name === '街道代表之家')?.id ?? '';
    await as(district, (work, who) => confirmPlacing(work, who, { mandateIds: [village], stationId: target }));
    expect(await database.adminSql('SELECT basis, current_mandate_id IS NULL AS ended FROM station_member WHERE mandate_id = $1 ORDER BY id', [village])).toEqual([{ basis: 'constituency', ended: true }, { basis: 'chosen', ended: false }]);
    // The tier above counts, and learns nobody's name.
    const [own] = await database.adminSql<{ deputies: number; placed: number }>(
      `SELECT count(*)::int AS deputies, (count(*) FILTER (WHERE m.current_mandate_id IS NOT NULL))::int AS placed FROM mandate x JOIN congress c ON c.id = x.congress_id LEFT JOIN station_member m ON m.current_mandate_id = x.id WHERE c.division_code LIKE '430602%' AND x.status = 'active'`,
    );
    const spread = await as(city, stationsBelow);
    expect(spread.division).toBe('4306');
    expect(spread.rows.find(({ code }) => code === '430602')?.stations).toBe(stations.total);
    const below = await as(city, placingBelow);
    expect(below.rows.find(({ congressId }) => congressId === district.congressId)).toMatchObject({ ...own, stations: stations.total });
    expect(own?.placed).toBeGreaterThan(0);
    expect(JSON.stringify(below)).not.toContain('赵敏');
    await expect(as(town, (work, who) => endPlacing(work, who, { mandateId: village }))).rejects.toMatchObject({ code: 'common.not_found' });
    await as(district, (work, who) => endPlacing(work, who, { mandateId: village }));
    expect((await as(district, (work, who) => placing(work, who, { ...all, show: 'waiting' }))).rows.map(({ name }) => name)).toEqual(['赵敏']);
  });

  it('follows a station that is merged, and gives back who was at one that is closed', async () => {
    const { as, district, town, street } = house;
    const rows = (await as(district, (work, who) => listStations(work, who, { limit: 20, offset: 0 }))).rows;
    const [home, townStation] = ['街道代表之家', '镇站'].map((name) => rows.find((one) => one.name === name)?.id ?? '');
    await expect(as(district, (work, who) => closeStation(work, who, { id: home ?? '', reason: '' }))).rejects.toMatchObject({ fields: [{ path: 'reason' }] });
    await as(district, (work, who) => closeStation(work, who, { id: home ?? '', reason: '房屋拆迁' }));
    expect((await as(district, (work, who) => placing(work, who, { ...all, show: 'waiting' }))).rows.map(({ mandateId }) => mandateId)).toContain(street);
    await as(district, (work, who) => reopenStation(work, who, { id: home ?? '' }));
    await as(district, (work, who) => mergeStation(work, who, { id: home ?? '', intoId: townStation ?? '', reason: '就近合并' }));
    expect((await as(town, (work, who) => stationOf(work, who, townStation ?? ''))).members.map(({ name }) => name)).toEqual(['李明', '王强']);
    expect(await as(district, (work, who) => stationOf(work, who, home ?? ''))).toMatchObject({ state: 'merged', mergedInto: { name: '镇站' }, deputies: 0 });
  });
});

describe('选民接待日', () => {
  const slot = { startsAt: '09:00', endsAt: '11:00', place: '', theme: '物业管理' };
  const deputyAt = (who: Capacity, id: string, personId: string, congressId: string): Capacity => ({ ...who, id, personId, congressId, kind: 'mandate', roles: ['deputy'] });

  it('is announced in time with its deputies, recorded by one of them, and enters the archive of each in their own congress', async () => {
    const { as, town, district, city, cityDeputy, clock } = house;
    const station = (await as(town, (work, who) => listStations(work, who, { limit: 20, offset: 0 }))).rows.find(({ name }) => name === '镇站')?.id ?? '';
    const members = (await as(town, (work, who) => stationOf(work, who, station))).members.map(({ mandateId }) => mandateId);
    const input = { stationId: station, heldOn: '2026-03-04', mandateIds: members, ...slot };
    await expect(as(town, (work, who) => saveReception(work, who, { ...input, mandateIds: [house.village] }))).rejects.toMatchObject({ fields: [{ path: 'mandateIds' }] });
    await expect(as(district, (work, who) => saveReception(work, who, input))).rejects.toMatchObject({ fields: [{ path: 'stationId' }] });
    const { id } = await as(town, (work, who) => saveReception(work, who, input));
    await expect(as(town, (work, who) => announceReception(work, who, { id }))).rejects.toMatchObject({ code: 'workflow.refused', message: expect.stringContaining('2026-03-05') });
    const effect = (key: string, value: number) => as(town, (work, { congressId }) => effectOnStations(work, { congressId, key, value }));
    expect(await effect('stations.announce_days', 2)).toMatchObject({ open: 1, words: expect.stringContaining('由 1 个变为 0 个') });
    await as(town, (work, who) => saveReception(work, who, { ...input, id, heldOn: '2026-03-05' }));
    await as(town, (work, who) => announceReception(work, who, { id }));
    expect(await effect('stations.bookings_per_day', 0)).toMatchObject({ open: 1, words: expect.stringContaining('不再接受预约') });
    await expect(as(town, (work, who) => saveReception(work, who, { ...input, id }))).rejects.toMatchObject({ code: 'workflow.refused' });
    await expect(as(town, (work, who) => postponeReception(work, who, { id, ...slot, heldOn: '2026-03-03', reason: '代表开会' }))).rejects.toMatchObject({ code: 'workflow.refused' });

    const [who] = await database.adminSql<{ personId: string }>('SELECT person_id AS "personId" FROM mandate WHERE id = $1', [cityDeputy]);
    const receiving = deputyAt(city, cityDeputy, who?.personId ?? '', city.congressId);
    expect((await as(receiving, myStation)).ahead).toMatchObject([{ id, stationName: '镇站', due: false }]);
    await expect(as(receiving, (work, me) => recordReception(work, me, { id, visitors: 4, form: 'talk', questions: '', outcome: '' }))).rejects.toMatchObject({ code: 'workflow.refused' });
    clock.set('2026-03-05T11:30:00+08:00');
    await expect(as(deputyAt(district, newId(), newId(), district.congressId), (work, me) => recordReception(work, me, { id, visitors: 4, form: 'talk', questions: '', outcome: '' }))).rejects.toMatchObject({ code: 'common.forbidden' });
    await as(receiving, (work, me) => recordReception(work, me, { id, visitors: 4, form: 'talk', questions: '小区停车难', outcome: '已转镇政府', attended: [cityDeputy] }));
    expect(await effect('stations.receptions_per_station', 1)).toMatchObject({ open: 1, words: expect.stringContaining('由 0 个变为 1 个') });
    expect(await as(receiving, myStation)).toMatchObject({ ahead: [], heldThisYear: 1, behind: [{ visitors: 4, recordedBy: '王芳' }] });
    // The congress of each receiving deputy reads the record; the public reads how many came, and nothing of what they said.
    expect(await as(district, (work) => work.sql('SELECT questions FROM reception_day WHERE id = $1 AND congress_id <> $2', [id, district.congressId]))).toEqual([{ questions: '小区停车难' }]);
    expect(await database.units.unitOfWork({ role: 'smart_reader' }, (unit) => unit.sql('SELECT visitors FROM reception_day WHERE id = $1', [id]))).toEqual([{ visitors: 4 }]);
    await expect(database.units.unitOfWork({ role: 'smart_reader' }, (unit) => unit.sql('SELECT questions FROM reception_day WHERE id = $1', [id]))).rejects.toThrow();

    expect(await as(city, (work) => announceElsewhere(work, city.congressId))).toBe(1);
    expect(await as(city, (work) => announceElsewhere(work, city.congressId))).toBe(0);
    await as(town, (work, clerk) => recordReception(work, clerk, { id, visitors: 5, form: 'talk', questions: '小区停车难', outcome: '已转镇政府' }));
    expect(await database.adminSql('SELECT action FROM action_log WHERE subject_id = $1 ORDER BY sequence', [id])).toEqual([{ action: 'announce' }, { action: 'record' }, { action: 'correct' }]);
    // The archive learns form and number, and those who were there stay the same whoever corrects.
    const told = await database.adminSql<{ type: string; payload: unknown }>(`SELECT type, payload FROM domain_event WHERE subject_id = $1 AND type IN ('reception.held', 'reception.attended', 'reception.corrected') ORDER BY position`, [id]);
    expect(told.map(({ type }) => type)).toEqual(['reception.held', 'reception.attended', 'reception.corrected']);
    for (const [at, { payload }] of told.entries()) expect(payload).toMatchObject({ form: '当面接谈', visitors: at === 2 ? 5 : 4, deputies: [{ mandateId: cityDeputy }] });
  });
});
