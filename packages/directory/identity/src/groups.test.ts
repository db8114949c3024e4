// Delegations with leaders, constituencies with seats, deputy groups across tiers, who attends without a vote, and quota with its articles.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { createDeputyGroup, joinDeputyGroup } from '@smart/divisions/deputy-groups';
import { createConstituency, createDelegation, removeConstituency, removeDelegation, updateConstituency, updateDelegation } from '@smart/divisions/groups';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capacity } from './capacity.ts';
import { attendeesOf, constituenciesOf, delegationMembers, delegationsOf, deputyGroupMembers, deputyGroupsOf, groupCandidates } from './group-lists.ts';
import { addMandate, changeDelegation } from './mandates.ts';
import { systemContext } from './procedures.ts';
import { quotaOf, setQuota } from './quota.ts';
import { createTestIdentity, type TestIdentity } from './testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let database: TestDatabase;
let identity: TestIdentity;
beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock });
});
afterAll(() => database.close());

const page = { text: '', page: 1, size: 20 };

describe('delegations', () => {
  it('are led by one of their deputies, and go when they are empty', async () => {
    const termId = await identity.term('4306');
    const congressId = identity.congress('4306');
    const [leader, other] = [await identity.person('4306', '团长甲'), await identity.person('4306', '代表乙')];
    const mandate = await identity.mandate('4306', leader);
    await identity.mandate('4306', other);
    await identity.act('4306', async (work) => {
      const made = await createDelegation(work, congressId, { termId, name: '岳阳楼区代表团' });
      const change = { id: made.id, name: '岳阳楼区代表团', sort: 1, leaderId: leader };
      await expect(updateDelegation(work, congressId, change)).rejects.toMatchObject({ fields: [{ path: 'leaderId', message: expect.stringContaining('团长应当是本代表团的代表') }] });
      expect(await delegationsOf(work, congressId, termId)).toMatchObject({ without: 2, rows: [{ members: 0, leaderName: null }] });
      await changeDelegation(work, systemContext.acting, congressId, { id: mandate, delegationId: made.id, on: '2026-03-02' });
      await updateDelegation(work, congressId, change);
      expect(await delegationsOf(work, congressId, termId)).toMatchObject({ without: 1, rows: [{ members: 1, leaderName: '团长甲' }] });
      expect(await delegationMembers(work, congressId, { termId, delegationId: made.id, ...page })).toMatchObject({ total: 1, rows: [{ name: '团长甲', leader: true }] });
      expect((await delegationMembers(work, congressId, { termId, delegationId: null, ...page })).rows.map((row) => row.name)).toEqual(['代表乙']);
      await expect(removeDelegation(work, congressId, made.id)).rejects.toThrow(/有 1 名代表/);
      await expect(removeDelegation(work, identity.congress('4307'), made.id)).rejects.toThrow();
    });
  });
});

describe('constituencies', () => {
  it('one to three seats by direct election, a congress directly below otherwise, never fewer seats than deputies', async () => {
    const termId = await identity.term('430602');
    const congressId = identity.congress('430602');
    const persons = [await identity.person('430602', '选区代表一'), await identity.person('430602', '选区代表二')];
    await identity.act('430602', async (work) => {
      await expect(createConstituency(work, congressId, { termId, name: '第一选区', seats: 4 })).rejects.toThrow(/选举法第二十五条/);
      const made = await createConstituency(work, congressId, { termId, name: '第一选区', seats: 2, divisionCode: '430602100' });
      await expect(createConstituency(work, congressId, { termId, name: '第一选区', seats: 1 })).rejects.toThrow(/已有名为/);
      for (const [index, personId] of persons.entries()) await addMandate(work, systemContext.acting, congressId, { personId, termId, certificate: `K${index}`, startsOn: '2022-01-05', constituencyId: made.id });
      expect(await constituenciesOf(work, congressId, { termId, ...page })).toMatchObject({ total: 1, seats: 2, filled: 2, rows: [{ divisionName: '西塘镇' }] });
      await expect(updateConstituency(work, congressId, { id: made.id, name: '第一选区', seats: 1 })).rejects.toMatchObject({ fields: [{ path: 'seats' }] });
      await updateConstituency(work, congressId, { id: made.id, name: '西塘镇选区', seats: 3, divisionCode: '430602100' });
      await expect(removeConstituency(work, congressId, made.id)).rejects.toThrow(/已有 2 名代表/);
    });
    const township = { id: identity.congress('430602100'), tier: 'township' as const, divisionCode: '430602100' };
    const list = await identity.act('430602100', (work) => attendeesOf(work, township, page));
    expect(list).toMatchObject({ total: 2, source: '代表法第三十四条', rows: [{ name: '选区代表一', unitName: '西塘镇选区', why: '选区在本乡镇的县级人大代表' }, { name: '选区代表二' }] });
  });

  it('upper deputies attend the congress that elected them', async () => {
    const termId = await identity.term('4306');
    const [city, county] = [identity.congress('4306'), identity.congress('430626')];
    const personId = await identity.person('4306', '平江选出的市代表');
    await identity.act('4306', async (work) => {
      await expect(createConstituency(work, city, { termId, name: '别处', electingCongressId: identity.congress('430602100') })).rejects.toThrow(/选举法第三条/);
      const unit = await createConstituency(work, city, { termId, name: '平江县选举单位', seats: 30, electingCongressId: county });
      await addMandate(work, systemContext.acting, city, { personId, termId, certificate: 'P1', startsOn: '2022-01-05', constituencyId: unit.id });
    });
    expect((await identity.act('430626', (work) => attendeesOf(work, { id: county, tier: 'county', divisionCode: '430626' }, page))).rows.map((row) => row.name)).toEqual(['平江选出的市代表']);
    expect((await identity.act('430623', (work) => attendeesOf(work, { id: identity.congress('430623'), tier: 'county', divisionCode: '430623' }, page))).total).toBe(0);
  });
});

it('a deputy group takes deputies of its congress and of those above, and says when it is too small', async () => {
  const congressId = identity.congress('430623');
  const [own, upper, below] = [await identity.person('430623', '华容代表'), await identity.person('4306', '市里代表'), await identity.person('430602', '别县代表')];
  await identity.mandate('430623', own);
  await identity.mandate('4306', upper);
  await identity.mandate('430602', below);
  await identity.act('430623', async (work) => {
    const group = await createDeputyGroup(work, congressId, { name: '水利代表小组', kind: 'field' });
    const names = (text: string) => groupCandidates(work, congressId, { text, take: 20 }).then((rows) => rows.map((row) => `${row.name} ${row.own}`));
    expect(await names('代表')).toContain('华容代表 true');
    expect(await names('市里代表')).toEqual(['市里代表 false']);
    expect(await names('别县代表')).toEqual([]);
    await joinDeputyGroup(work, congressId, { groupId: group.id, personId: own, leader: true });
    await joinDeputyGroup(work, congressId, { groupId: group.id, personId: upper, leader: true });
    expect(await deputyGroupMembers(work, congressId, group.id)).toMatchObject([{ name: '市里代表', leader: true, own: false, congressName: '岳阳市人民代表大会' }, { name: '华容代表', leader: false, own: true }]);
    expect(await deputyGroupsOf(work, congressId, page)).toMatchObject({ total: 1, rows: [{ members: 2, leaderName: '市里代表', warning: expect.stringContaining('地方组织法第四十三条') }] });
  });
});

it('quota: refused with the article where the law binds, a warning where it leaves room', async () => {
  const congressId = identity.congress('430602');
  const capacity: Capacity = {
    id: crypto.randomUUID(), kind: 'appointment', personId: crypto.randomUUID(), personName: '管理员', userId: crypto.randomUUID(), label: '系统管理员', congressId, congressName: '岳阳楼区', divisionCode: '430602', tier: 'county', roles: ['system_administrator'],
  };
  const set = (input: Parameters<typeof setQuota>[2]) => identity.act('430602', (work) => setQuota(work, capacity, input));
  await expect(set({ population: 900_000, deputyQuota: 460, committeeSeats: 50 })).rejects.toMatchObject({ fields: [{ path: 'deputyQuota', message: expect.stringContaining('选举法第十二条') }, { path: 'committeeSeats', message: expect.stringContaining('地方组织法第四十七条') }] });
  expect(await set({ population: 900_000, deputyQuota: 300, committeeSeats: 33 })).toMatchObject({ byLaw: 320, checks: [{ field: 'deputyQuota', level: 'warning' }] });
  expect(await identity.act('430602', (work) => quotaOf(work, congressId))).toMatchObject({ deputyQuota: 300, deputies: 3 });
});
