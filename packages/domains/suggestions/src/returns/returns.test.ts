// 退办 that repeats itself goes up; what several organs give back is coordinated first; who hands over again sees the history.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { distribute } from '../assignment.ts';
import * as handling from '../handling.ts';
import { inboxOf } from '../inbox.ts';
import { createHouse, type House } from '../testing.ts';
import { type Steps, stepsIn } from '../testing-steps.ts';
import { askCoordination, coordinateOrgans, returnsOf } from './coordination.ts';
import { levelFor } from './rules.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
});
beforeEach(() => house.clock.set('2026-03-02T09:00:00+08:00'));
afterAll(() => database.close());

type Who = House['deputy'];
const ask = async (id: string, clerk: Who, reason = '不属于本单位职责范围') => {
  const { id: assignmentId } = await steps.part(id, clerk.organId ?? '');
  await house.as(clerk, (work, who) => handling.requestReturn(work, who, { assignmentId, cause: 'not_our_duty', reason }));
  return assignmentId;
};
const decide = (who: Who, assignmentId: string, approve: boolean) => house.as(who, (work) => handling.decideReturn(work, who, { assignmentId, approve, reason: '按照职责分工办理' }));
const tasksOf = async (who: Who, id: string) => (await house.as(who, (work) => inboxOf(work, who))).items.filter((one) => one.suggestionId === id).map((one) => one.task);
const distributed = async (organId: string): Promise<string> => {
  const id = await steps.registered();
  await steps.assign(id, [{ organId: house.organs.office, role: 'distribute' }]);
  const { id: assignmentId } = await steps.part(id, house.organs.office);
  await house.as(house.officeClerk, (work, who) => distribute(work, who, { assignmentId, organs: [{ organId, role: 'lead' }] }));
  return id;
};

describe('申请退办', () => {
  it('a second request of the same organ is decided by the council of chairpersons, nobody below', async () => {
    const id = await steps.registered();
    await steps.assign(id, [{ organId: house.organs.transport, role: 'lead' }]);
    await decide(house.officer, await ask(id, house.transportClerk), false);
    const again = await ask(id, house.transportClerk, '职责文件已经调整，请再次审核');
    expect(await tasksOf(house.officer, id)).toEqual([]);
    expect(await tasksOf(house.leader, id)).toEqual(['decide_return']);
    await expect(decide(house.officer, again, true)).rejects.toMatchObject({ message: expect.stringContaining('主任会议') });
    await decide(house.leader, again, false);
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'assigned' });
    expect((await house.as(house.officer, (work, who) => returnsOf(work, who, id))).returns).toMatchObject([
      { organName: '岳阳市交通运输局', stateLabel: '不同意', level: 'handing_over' }, { stateLabel: '不同意', level: 'leaders', decidedBy: expect.stringContaining('周平') },
    ]);
  });

  it('of what the government office handed on the second is decided by the congress', async () => {
    const id = await distributed(house.organs.transport);
    await decide(house.officeClerk, await ask(id, house.transportClerk), false);
    const again = await ask(id, house.transportClerk);
    expect(await tasksOf(house.officeClerk, id)).toEqual([]);
    expect(await tasksOf(house.officer, id)).toEqual(['decide_return']);
    await expect(decide(house.officeClerk, again, true)).rejects.toMatchObject({ message: expect.stringContaining('人大代表工作机构决定') });
    await decide(house.officer, again, true);
    expect(await tasksOf(house.officeClerk, id)).toEqual(['distribute']);
  });

  it('a township’s presidium has nobody above it', () => {
    const refused = { state: 'refused', organId: 'o' } as const;
    const matter = (congressTier: string) => ({ row: { congressTier }, returns: [{ ...returned, ...refused }], organCoordinations: [] });
    expect(levelFor(matter('township'), { organId: 'o', parentId: null }, 2)).toBe('handing_over');
    expect(levelFor(matter('county'), { organId: 'o', parentId: null }, 2)).toBe('leaders');
    expect(levelFor(matter('county'), { organId: 'other', parentId: null }, 2)).toBe('handing_over');
  });
});

const returned = { id: 'r', assignmentId: 'a', organId: 'o', organName: '某局', cause: 'not_our_duty', reason: '', proposedOrganName: null, level: 'handing_over', state: 'approved', askedAt: '', decidedAt: null, decidedBy: null, decisionNote: null } as const;

describe('协调承办单位', () => {
  it('after so many organs gave it back it is not handed over again without a coordination, in the preview neither', async () => {
    await database.adminSql(`INSERT INTO congress_parameter (congress_id, key, value, set_by, set_by_label, set_at) VALUES ($1, 'suggestions.return_coordination', '2', $2, '测试', now())`, [house.city.congressId, house.officer.personId]);
    const id = await steps.registered();
    for (const clerk of [house.transportClerk, house.housingClerk]) {
      await steps.assign(id, [{ organId: clerk.organId ?? '', role: 'lead' }]);
      await decide(house.officer, await ask(id, clerk), true);
    }
    expect(await house.as(house.officer, (work, who) => returnsOf(work, who, id))).toMatchObject({ coordinateFirst: 2, mayCoordinate: true });
    const handOver = () => steps.assign(id, [{ organId: house.organs.education, role: 'lead' }]);
    await expect(handOver()).rejects.toMatchObject({ code: 'workflow.refused', message: expect.stringContaining('2 个单位退办') });
    const input = { id, kind: 'returns', heldOn: '2026-03-02', participants: '市交通运输局、市住房和城乡建设局', outcome: '明确由市教育局牵头办理' } as const;
    await expect(house.as(house.officer, (work, who) => coordinateOrgans(work, who, { ...input, heldOn: '2026-03-03' }))).rejects.toMatchObject({ message: expect.stringContaining('不能晚于今天') });
    await expect(house.as(house.transportClerk, (work, who) => coordinateOrgans(work, who, input))).rejects.toMatchObject({ code: 'common.forbidden' });
    house.clock.set('2026-03-03T09:00:00+08:00');
    await house.as(house.officer, (work, who) => coordinateOrgans(work, who, input));
    await handOver();
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'assigned' });
    await database.adminSql(`DELETE FROM congress_parameter WHERE key = 'suggestions.return_coordination'`);
  });

  it('a difference of opinions goes to who handed it over: office or congress, and nobody else settles it', async () => {
    const id = await distributed(house.organs.transport);
    await steps.accept(id, house.transportClerk);
    const { id: assignmentId } = await steps.part(id, house.organs.transport);
    const put = () => house.as(house.transportClerk, (work, who) => askCoordination(work, who, { assignmentId, question: '与住建部门对道路管养责任意见不一致' }));
    await put();
    await expect(put()).rejects.toMatchObject({ message: expect.stringContaining('已经提请协调') });
    expect(await tasksOf(house.officeClerk, id)).toContain('coordinate_organs');
    expect(await tasksOf(house.officer, id)).not.toContain('coordinate_organs');
    const [open] = (await house.as(house.officeClerk, (work, who) => returnsOf(work, who, id))).coordinations;
    const input = { id, kind: 'opinions', coordinationId: open?.id ?? '', heldOn: '2026-03-02', participants: '交通、住建', outcome: '由交通部门统一管养' } as const;
    await expect(house.as(house.officer, (work, who) => coordinateOrgans(work, who, input))).rejects.toMatchObject({ code: 'common.forbidden' });
    await house.as(house.officeClerk, (work, who) => coordinateOrgans(work, who, input));
    expect(await tasksOf(house.officeClerk, id)).not.toContain('coordinate_organs');
    expect((await house.as(house.transportClerk, (work, who) => returnsOf(work, who, id))).coordinations).toMatchObject([{ outcome: '由交通部门统一管养', mayCoordinate: false }]);
    expect((await house.as(house.deputy, (work, who) => returnsOf(work, who, id))).coordinations).toEqual([]);
  });
});
