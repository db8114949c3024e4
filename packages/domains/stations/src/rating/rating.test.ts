// 五到位、五星级: counted from facts, claimed with evidence, audited by the congress above and by nobody else, published, and walked at random.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import { graphProblems } from '@smart/workflow/graph';
import { walk } from '@smart/workflow/walk';
import type { Work } from '@smart/workflow/work';
import { join } from 'node:path';
import { readmeIsCurrent } from '@smart/workflow/mermaid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveStation } from '../keeping.ts';
import { createHouse, deputyAt, stationForm } from '../testing.ts';
import { registerOpinionCounts } from './facts.ts';
import { countOf, criteria, disclosuresOf, type Facts, itemsOf, listOf } from './model.ts';
import { assess, giveBackRating, publishRating, submitRating, takeBackRating } from './rating.ts';
import { listRatings, publishedRatings, ratingOfStation } from './reading.ts';
import { ratingStore } from './store.ts';
import { ratingWorkflow } from './workflow.ts';

let database: TestDatabase;
let house: Awaited<ReturnType<typeof createHouse>>;
let station: string;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  registerOpinionCounts(async () => ({ opinions: 5, answered: 4 }));
  station = (await house.as(house.town, (work, who) => saveStation(work, who, stationForm('镇站', '430602100', { hours: '工作日', phone: '0730-0000601', rules: '每月接待', plan: '接待六次', planYear: 2026 })))).id;
});
afterAll(() => database.close());

const claims = (evidence = '已列入本年预算，见预算表') => criteria.filter(({ kind }) => kind === 'claim').map(({ key }) => ({ key, met: true, evidence, pictures: [] }));
const inTown = <T>(run: (work: Work, who: Capacity) => Promise<T>): Promise<T> => house.as(house.town, run);
const inDistrict = <T>(run: (work: Work, who: Capacity) => Promise<T>): Promise<T> => house.as(house.district, run);

describe('counting', () => {
  const all: Facts = { members: 3, coded: 3, heads: 1, liaisons: 1, address: true, hours: true, phone: true, placed: true, rules: true, plan: true, held: 6, themes: 2, unrecorded: 0, visitors: 9, opinions: 5, answered: 4, wanted: 6 };
  it('a heading counts when each of its lines holds, and the audit’s finding goes before what was handed in', () => {
    const items = itemsOf(criteria, all, claims(), []);
    expect(countOf(items)).toEqual({ provisions: 5, stars: 5 });
    expect(disclosuresOf(items)).toBe(5);
    expect(disclosuresOf(itemsOf(criteria, { ...all, rules: false, held: 0, answered: 0 }, claims(), []))).toBe(3);
    // Ratings from before the five disclosures were asked say nothing of them.
    expect(disclosuresOf(items.filter(({ heading }) => listOf(heading) !== '五公开'))).toBeNull();
    expect(countOf(items.map((one) => (one.key === 'sign' ? { ...one, found: false } : one)))).toEqual({ provisions: 5, stars: 4 });
    expect(countOf(itemsOf(criteria, all, [], []))).toEqual({ provisions: 3, stars: 3 });
  });
  it.each<[keyof Facts, number | boolean, number, number]>([['coded', 2, 4, 5], ['liaisons', 0, 4, 5], ['phone', false, 4, 5], ['unrecorded', 1, 4, 5], ['placed', false, 5, 4], ['plan', false, 5, 4], ['held', 5, 5, 4], ['themes', 1, 5, 4], ['answered', 3, 5, 4], ['opinions', 0, 5, 4]])('%s = %s costs its heading', (key, value, provisions, stars) => {
    expect(countOf(itemsOf(criteria, { ...all, [key]: value }, claims(), []))).toEqual({ provisions, stars });
  });
});

describe('a rating', () => {
  it('is assessed by the congress of the station, audited by the one above, and public with what was found', async () => {
    const before = await inTown((work, who) => ratingOfStation(work, who, station));
    expect(before).toMatchObject({ id: null, mayAssess: true, mayAudit: false, auditorName: expect.any(String) });
    await expect(inDistrict((work, who) => assess(work, who, { stationId: station, claims: [] }))).rejects.toMatchObject({ code: 'common.not_found' });
    await expect(inTown((work, who) => assess(work, who, { stationId: station, claims: [{ key: 'rules', met: true, evidence: '有', pictures: [] }] }))).rejects.toMatchObject({ fields: [{ path: 'claims.0.key' }] });
    const { id } = await inTown((work, who) => assess(work, who, { stationId: station, claims: claims('有') }));
    await expect(inTown((work, who) => submitRating(work, who, { id }))).rejects.toMatchObject({ code: 'workflow.refused', message: expect.stringContaining('依据') });
    const { version } = await inTown((work, who) => assess(work, who, { stationId: station, claims: claims() }));
    await expect(inTown((work, who) => assess(work, who, { stationId: station, expectedVersion: version - 1, claims: [] }))).rejects.toMatchObject({ code: 'workflow.version_conflict' });
    // A draft is nobody else's.
    expect((await inDistrict((work, who) => listRatings(work, who, { limit: 20, offset: 0 }))).total).toBe(0);
    expect((await inDistrict((work, who) => ratingOfStation(work, who, station))).items).toEqual([]);
    await inTown((work, who) => submitRating(work, who, { id }));
    await inTown((work, who) => takeBackRating(work, who, { id }));
    await inTown((work, who) => submitRating(work, who, { id }));
    await expect(inTown((work, who) => publishRating(work, who, { id, findings: [], opinion: '' }))).rejects.toMatchObject({ code: 'common.forbidden' });
    await expect(house.as(house.city, (work, who) => publishRating(work, who, { id, findings: [], opinion: '' }))).rejects.toMatchObject({ code: 'common.not_found' });

    const seen = await inDistrict((work, who) => ratingOfStation(work, who, station));
    expect(seen).toMatchObject({ mayAudit: true, mayAssess: false, state: 'submitted' });
    await inDistrict((work, who) => giveBackRating(work, who, { id, reason: '请补充经费依据' }));
    await inTown((work, who) => submitRating(work, who, { id }));
    await expect(inDistrict((work, who) => publishRating(work, who, { id, findings: [{ key: 'funds', found: false, note: '' }], opinion: '' }))).rejects.toMatchObject({ fields: [{ path: 'findings.0.note' }] });
    await expect(inDistrict((work, who) => publishRating(work, who, { id, findings: [{ key: 'members', found: true, note: '看到了' }], opinion: '' }))).rejects.toMatchObject({ fields: [{ path: 'findings.0.found' }] });
    await inDistrict((work, who) => publishRating(work, who, { id, findings: [{ key: 'sign', found: false, note: '站牌没有更新' }], opinion: '台账规范' }));
    const [published] = await house.asPublic((work) => publishedRatings(work, station));
    // No deputies, no liaison officer, no receptions: what the system does not see nobody can claim.
    expect(published).toMatchObject({ year: 2026, provisions: 2, stars: 3, opinion: '台账规范' });
    expect(published?.items.find(({ key }) => key === 'sign')).toMatchObject({ met: true, found: false, note: '站牌没有更新' });
    await expect(inTown((work, who) => takeBackRating(work, who, { id }))).rejects.toMatchObject({ code: 'workflow.illegal_action' });
    expect((await database.units.unitOfWork({ role: 'smart_reader' }, (unit) => unit.sql('SELECT stars FROM station_rating WHERE id = $1', [id])))).toEqual([{ stars: 3 }]);
    await expect(database.units.unitOfWork({ role: 'smart_reader' }, (unit) => unit.sql('SELECT claims FROM station_rating'))).rejects.toThrow();
    house.clock.set('2027-02-01T09:00:00+08:00');
    expect(await inTown((work, who) => ratingOfStation(work, who, station))).toMatchObject({ id: null, year: 2027, earlier: [{ year: 2026, stars: 3 }] });
    house.clock.set('2026-03-02T09:00:00+08:00');
  });

  it('walks everywhere it may and nowhere else', async () => {
    expect(graphProblems(ratingWorkflow)).toEqual([]);
    expect(readmeIsCurrent(join(import.meta.dirname, '../../README.md'), ratingWorkflow)).toBe(true);
    let year = 2000;
    const walkers = [house.town, house.district, house.city, deputyAt(house.town, newId(), newId())].map((capacity) => ({ name: capacity.label, actor: capacity, acting: { personId: capacity.personId, capacityId: capacity.id, label: capacity.personName } }));
    const report = await walk({
      store: ratingStore, walkers, as: (_, run) => inTown((work) => run(work)), runs: 8, steps: 8,
      create: async () => {
        const id = newId();
        year += 1;
        await database.adminSql(`INSERT INTO station_rating (id, congress_id, station_id, year, auditor_id, claims, updated_at) VALUES ($1, $2, $3, $4, $5, $6, now())`, [id, house.town.congressId, station, year, house.district.congressId, JSON.stringify(year % 5 === 0 ? [{ key: 'room', met: true, evidence: '' }] : [])]);
        return id;
      },
      details: () => ({ reason: '请补充', event: { payload: { stationName: '镇站', year: 2026, auditorId: house.district.congressId, stars: null, reason: null } } }),
    });
    expect(report.states).toEqual(new Set(Object.keys(ratingWorkflow.states)));
    expect(report.refusals).toBeGreaterThan(20);
  }, 120_000);
});
