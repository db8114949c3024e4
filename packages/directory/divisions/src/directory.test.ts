import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { congressById, congressOfDivision, createCongress, divisionsBelow, listCongresses } from './congresses.ts';
import { createDeputyGroup } from './deputy-groups.ts';
import { createConstituency, createDelegation } from './groups.ts';
import { registerOrganUse, registerTermClosed } from './hooks.ts';
import { abolishOrgan, createOrgan, listOrgans, updateOrgan } from './organs.ts';
import { openPreparedTerm, prepareTerm } from './term-preparation.ts';
import { currentSessionState, listTerms, openSession, openTerm, setSuggestionCutoff } from './terms.ts';
import { createTestDirectory, testWork, type TestDirectory } from './testing.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
let database: TestDatabase;
let directory: TestDirectory;

beforeAll(async () => {
  database = await createTestDatabase();
  directory = await createTestDirectory(database, { clock });
});
afterAll(() => database.close());

describe('congresses', () => {
  it('hang under the nearest congress above', async () => {
    await directory.act('43', async (work) => {
      expect((await congressOfDivision(work, '430602000000'))?.parentId).toBe(directory.congress('4306'));
      expect((await congressOfDivision(work, '430602100'))?.name).toBe('西塘镇人民代表大会');
      expect(await congressOfDivision(work, '430602001')).toBeNull();
      expect((await listCongresses(work, { within: '4306' })).map((row) => row.divisionCode)).toEqual(['4306', '430602', '430602100', '430623', '430626']);
    });
  });

  it('have the organs that the law gives their tier', async () => {
    await directory.act('43', async (work) => {
      const kinds = async (code: string) => (await listOrgans(work, directory.congress(code))).map((organ) => organ.kind);
      expect(await kinds('430602100')).toEqual(['presidium', 'government']);
      const county = await kinds('430602');
      for (const kind of ['standing_committee', 'council_of_chairpersons', 'deputies_affairs', 'special_committee', 'street_committee', 'court']) {
        expect(county, kind).toContain(kind);
      }
      expect(county).not.toContain('presidium');
      expect((await listOrgans(work, directory.congress('430602'))).find((organ) => organ.kind === 'street_committee')?.name).toBe('岳阳楼区人大常委会岳阳楼街道工作委员会');
    });
  });

  it('cannot be founded for a street or a zone, nor twice', async () => {
    for (const [code, error] of [['430602001', 'directory.division_has_no_congress'], ['430671', 'directory.division_has_no_congress'], ['4306', 'common.conflict']] as const) {
      const id = newId();
      const founding = database.units.unitOfWork({ role: 'smart_app', 'app.congress': id }, (unit) => createCongress(testWork(unit), { id, divisionCode: code }));
      await expect(founding, code).rejects.toMatchObject({ code: error });
    }
  });

  it('can be founded one by one, in the unit of work of the new congress only', async () => {
    await database.adminSql(`INSERT INTO division (code, name, tier, parent_code) VALUES ('430624', '湘阴县', 'county', '4306')`);
    const id = newId();
    const other = directory.act('4306', (work) => createCongress(work, { id, divisionCode: '430624' }));
    await expect(other).rejects.toThrow(/row-level security/);
    const { congress, organs } = await database.units.unitOfWork({ role: 'smart_app', 'app.congress': id }, (unit) =>
      createCongress(testWork(unit), { id, divisionCode: '430624' }),
    );
    expect(congress).toMatchObject({ name: '湘阴县人民代表大会', shortName: '县', tier: 'county', parentId: directory.congress('4306') });
    expect(organs['deputies_affairs']).toBeTruthy();
    await directory.act('43', async (work) => expect(await congressById(work, id)).toEqual(congress));
  });

  it('shows divisions level by level with what has a congress', async () => {
    await directory.act('43', async (work) => {
      expect((await divisionsBelow(work, null)).map((row) => row.code)).toEqual(['43']);
      const below = await divisionsBelow(work, '430602');
      expect(below.map(({ name, street, congressId }) => [name, street, congressId !== null])).toEqual([['岳阳楼街道', true, false], ['西塘镇', false, true]]);
    });
  });
});

describe('terms and sessions', () => {
  it('give way when the first session of a prepared term opens, and who registered is told', async () => {
    const told: unknown[] = [];
    registerTermClosed('test', async (_work, closed) => void told.push(closed));
    await directory.act('430602', async (work) => {
      const id = directory.congress('430602');
      const first = await openTerm(work, id, { number: 5, firstSession: { startsOn: '2021-11-20', endsOn: '2021-11-23' } });
      await openSession(work, id, { number: 2, startsOn: '2022-12-20', endsOn: '2022-12-23' });
      const days = { startsOn: '2026-03-03', endsOn: '2026-03-06' };
      await expect(openTerm(work, id, { number: 6, firstSession: days })).rejects.toMatchObject({ code: 'common.conflict', message: expect.stringContaining('请在换届页面筹备') });
      const next = await prepareTerm(work, id, { firstSession: days, carryDelegations: true, carryConstituencies: true });
      await openPreparedTerm(work, id, { oldTermId: next.oldTermId, newTermId: next.id, on: days.startsOn });
      const terms = await listTerms(work, id);
      expect(terms.map(({ number, endsOn, current }) => [number, endsOn, current])).toEqual([[6, null, true], [5, '2026-03-03', false]]);
      expect(terms[1]?.sessions.map(({ number }) => number)).toEqual([2, 1]);
      expect(told).toEqual([{ congressId: id, termId: first.term.id, number: 5, on: '2026-03-03' }]);
    });
  });

  it('follow each other in number and date', async () => {
    const id = directory.congress('430626');
    await directory.act('430626', async (work) => {
      await expect(openSession(work, id, { number: 1, startsOn: '2026-01-05', endsOn: '2026-01-08' })).rejects.toMatchObject({ code: 'common.conflict' });
      await openTerm(work, id, { number: 9, firstSession: { startsOn: '2025-01-05', endsOn: '2025-01-08' } });
      const wrong = [{ number: 3, startsOn: '2026-01-05', endsOn: '2026-01-08' }, { number: 2, startsOn: '2025-01-08', endsOn: '2025-01-09' }];
      for (const session of wrong) await expect(openSession(work, id, session)).rejects.toMatchObject({ code: 'common.conflict' });
      const backwards = openSession(work, id, { number: 2, startsOn: '2026-01-08', endsOn: '2026-01-05' });
      await expect(backwards).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'endsOn' }] });
    });
  });

  it('accept suggestions in session until the cut-off of the presidium', async () => {
    const id = directory.congress('430623');
    const at = fixedClock('2026-03-05T09:00:00+08:00');
    await directory.act('430623', async (plain) => {
      const work = { ...plain, clock: at };
      expect(await currentSessionState(work, id)).toMatchObject({ term: null, inSession: false });
      const { session } = await openTerm(work, id, { number: 10, firstSession: { startsOn: '2026-03-03', endsOn: '2026-03-06' } });
      expect(await currentSessionState(work, id)).toMatchObject({ inSession: true, acceptsSessionSuggestions: true, label: '县十届人大一次会议' });
      await expect(setSuggestionCutoff(work, id, session.id, '2026-03-09T12:00:00+08:00')).rejects.toMatchObject({ code: 'common.invalid_input' });
      await setSuggestionCutoff(work, id, session.id, '2026-03-05T12:00:00+08:00');
      at.set('2026-03-05T11:59:59+08:00');
      expect(await currentSessionState(work, id)).toMatchObject({ acceptsSessionSuggestions: true });
      at.set('2026-03-05T12:00:00+08:00');
      expect(await currentSessionState(work, id)).toMatchObject({ inSession: true, acceptsSessionSuggestions: false });
      at.set('2026-03-06T23:59:00+08:00');
      expect(await currentSessionState(work, id)).toMatchObject({ inSession: true });
      at.set('2026-03-07T00:00:00+08:00');
      expect(await currentSessionState(work, id)).toMatchObject({ inSession: false, session: null, label: '县十届人大闭会期间' });
    });
  });
});

describe('organs', () => {
  const input = { name: '岳阳市交通运输局', shortName: '市交通运输局', kind: 'department' as const, letterCode: '岳交函', remit: '公路 水运 公交' };

  it('form a tree that cannot be closed into a ring', async () => {
    const id = directory.congress('4306');
    await directory.act('4306', async (work) => {
      const government = directory.organ('4306', 'government');
      const parent = await createOrgan(work, id, { ...input, parentId: government });
      const child = await createOrgan(work, id, { ...input, name: '岳阳市公路建设和养护中心', parentId: parent.id });
      await expect(updateOrgan(work, id, { id: government, parentId: child.id })).rejects.toMatchObject({ code: 'common.conflict' });
      await expect(updateOrgan(work, id, { id: child.id, name: input.name })).rejects.toMatchObject({ code: 'common.conflict' });
      const renamed = await updateOrgan(work, id, { id: child.id, shortName: '市公路中心' });
      expect(renamed).toMatchObject({ name: '岳阳市公路建设和养护中心', shortName: '市公路中心', remit: '公路 水运 公交' });
      const order = (await listOrgans(work, id)).map((organ) => organ.id);
      expect(order.indexOf(parent.id)).toBeGreaterThan(order.indexOf(government));
      expect(order.indexOf(child.id)).toBe(order.indexOf(parent.id) + 1);
    });
  });

  it('are abolished with a successor, and not while something hangs on them', async () => {
    const id = directory.congress('4307');
    let open: string | null = '尚有 3 件建议在办';
    registerOrganUse('test', async () => open);
    await directory.act('4307', async (work) => {
      const old = await createOrgan(work, id, { ...input, name: '常德市规划局' });
      const next = await createOrgan(work, id, { ...input, name: '常德市自然资源和规划局' });
      const abolish = { id: old.id, successorId: next.id, on: '2026-03-05' };
      await expect(abolishOrgan(work, id, abolish)).rejects.toMatchObject({ code: 'directory.organ_in_use', message: expect.stringContaining('尚有 3 件建议在办') });
      open = null;
      await expect(abolishOrgan(work, id, { ...abolish, successorId: old.id })).rejects.toMatchObject({ code: 'common.conflict' });
      await expect(abolishOrgan(work, id, { ...abolish, successorId: directory.organ('4306', 'government') })).rejects.toMatchObject({ code: 'common.not_found' });
      expect(await abolishOrgan(work, id, abolish)).toMatchObject({ abolishedOn: '2026-03-05', successorId: next.id });
      expect((await listOrgans(work, id)).map((organ) => organ.id)).not.toContain(old.id);
      expect((await listOrgans(work, id, { abolished: true })).map((organ) => organ.id)).toContain(old.id);
      await expect(updateOrgan(work, id, { id: old.id, sort: 1 })).rejects.toMatchObject({ code: 'common.conflict' });
      const parent = directory.organ('4307', 'standing_committee');
      await expect(abolishOrgan(work, id, { id: parent, successorId: null, on: '2026-03-05' })).rejects.toMatchObject({ code: 'directory.organ_in_use' });
    });
  });

  it('of another congress cannot be written, whatever the code asks', async () => {
    const foreign = directory.organ('4307', 'government');
    const before = await database.adminSql('SELECT name FROM organ WHERE id = $1', [foreign]);
    const rename = (asked: string) => directory.act('4306', (work) => updateOrgan(work, directory.congress(asked), { id: foreign, name: '越权改名' }));
    await expect(rename('4306')).rejects.toMatchObject({ code: 'common.not_found' });
    await expect(rename('4307')).rejects.toThrow(); // the database refuses what the code let through
    expect(await database.adminSql('SELECT name FROM organ WHERE id = $1', [foreign])).toEqual(before);
  });
});

describe('delegations, constituencies, groups', () => {
  it('follow the way in which the tier is elected', async () => {
    const city = directory.congress('4306');
    await directory.act('4306', async (work) => {
      const { term } = await openTerm(work, city, { number: 9, firstSession: { startsOn: '2022-01-05', endsOn: '2022-01-09' } });
      await createDelegation(work, city, { termId: term.id, name: '岳阳楼区代表团' });
      await expect(createDelegation(work, city, { termId: term.id, name: '岳阳楼区代表团' })).rejects.toMatchObject({ code: 'common.conflict' });
      await expect(createConstituency(work, city, { termId: term.id, name: '某选区' })).rejects.toMatchObject({ code: 'common.invalid_input' });
      const wrong = { termId: term.id, name: '常德市', electingCongressId: directory.congress('4307') };
      await expect(createConstituency(work, city, wrong)).rejects.toMatchObject({ fields: [{ path: 'electingCongressId' }] });
      const unit = await createConstituency(work, city, { termId: term.id, name: '岳阳楼区', electingCongressId: directory.congress('430602'), seats: 60 });
      expect(unit.kind).toBe('indirect');
      expect((await createDeputyGroup(work, city, { name: '城建环保专业小组', kind: 'field' })).kind).toBe('field');
    });
    const town = directory.congress('430602100');
    await directory.act('430602100', async (work) => {
      const { term } = await openTerm(work, town, { number: 3, firstSession: { startsOn: '2021-11-20', endsOn: '2021-11-20' } });
      await expect(createConstituency(work, town, { termId: term.id, name: '第一选区', seats: 4 })).rejects.toMatchObject({ fields: [{ path: 'seats' }] });
      expect((await createConstituency(work, town, { termId: term.id, name: '第一选区', seats: 3 })).kind).toBe('direct');
    });
  });
});
