// 督查: who may ask whom, what the organ and the citizen see, how it ends; on a real database.
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { openDeadlines } from '@smart/workflow/deadlines';
import { graphProblems } from '@smart/workflow/graph';
import { readmeIsCurrent } from '@smart/workflow/mermaid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { merge } from '../cases.ts';
import { opinionSecret } from '../entering.ts';
import { evaluate, followed } from '../follow.ts';
import { listOpinions, opinionOf } from '../looking.ts';
import { listInput } from '../model-inputs.ts';
import { accept, giveBack, handOn, handOver, receive, reply } from '../sorting.ts';
import { digestOf, digestReport } from '../statistics/digest.ts';
import { statisticsOf } from '../statistics/service.ts';
import { opinionParameters } from '../parameters.ts';
import { effectOnOpinions } from '../sweeps.ts';
import { createHouse, type House } from '../testing.ts';
import { waitingFor } from '../waiting.ts';
import { supervisionEvents } from './events.ts';
import { supervisionStatistics } from './figures.ts';
import { supervisionDocument } from './letter-document.ts';
import { answerTerm, listSupervisions, supervisionsOf } from './looking.ts';
import { supervisionsInput } from './model.ts';
import { answerSupervision, pressSupervision, settleSupervision, supervise, withdrawSupervision } from './supervising.ts';
import { supervisionWorkflow } from './workflow.ts';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
});
afterAll(() => database.close());

const reason = '请按职责办理';
const ask = (opinionIds: string[], dueOn = '2026-03-12') => ({ opinionIds, ground: 'overdue' as const, request: '请说明为什么没有按期反馈，并尽快办理', dueOn });
const refusal = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run;
    return 'done';
  } catch (error) {
    return isDomainError(error) ? `${error.code}：${error.message}` : String(error);
  }
};
const see = ({ id, number }: { id: string; number: string }) => house.inDistrict((work) => followed(work, number, opinionSecret(id)));
const letterOf = async (id: string) => {
  const [letter] = (await house.as(house.officer, (work, who) => supervisionsOf(work, who, id))).rows;
  if (!letter) throw new Error('no letter');
  return letter;
};
async function handed(organId = house.housing): Promise<{ id: string; number: string }> {
  const made = await house.byCitizen();
  await house.as(house.officer, (work, who) => accept(work, who, { id: made.id }));
  await house.as(house.officer, (work, who) => handOver(work, who, { id: made.id, organId, reason }));
  return made;
}

it('every state can be reached and left, and each act announces an event of its own, and the README shows the workflow as it is', () => {
  expect(graphProblems(supervisionWorkflow)).toEqual([]);
  expect(readmeIsCurrent(join(import.meta.dirname, '../../README.md'), supervisionWorkflow)).toBe(true);
  expect([...supervisionEvents.keys()].every((name) => name.startsWith('opinion_supervision.'))).toBe(true);
});

it('the day that is proposed is the congress’s own, within bounds, and a change says what it does', async () => {
  const { as, officer } = house;
  expect(await as(officer, answerTerm)).toEqual({ days: 10, dueOn: '2026-03-12' });
  const { schema } = opinionParameters['opinions.supervision_days'];
  expect([2, 3, 30, 31].map((days) => schema.safeParse(days).success)).toEqual([false, true, true, false]);
  expect((await as(officer, (work, who) => effectOnOpinions(work, { congressId: who.congressId, key: 'opinions.supervision_days', value: 5 })))?.words).toMatch(/0 份督查单时限不变.*由 10 天变为 5 天/);
});

describe('the way of a letter', () => {
  it('is asked by the office, answered by the organ with a day, pressed once more and settled; the citizen reads each step and the outcome', async () => {
    const { as, officer, leader, clerk, otherClerk, deputy } = house;
    const made = await handed();
    expect((await as(officer, (work, who) => supervisionsOf(work, who, made.id))).refusal).toBeNull();
    expect(await refusal(as(officer, (work, who) => supervise(work, who, ask([made.id], '2026-03-02'))))).toMatch(/common\.invalid_input.*回复时限应当晚于今天/);
    expect((await as(officer, (work, who) => supervise(work, who, ask([made.id])))).next).toMatch(/已发出督查单 1 份/);
    expect(await refusal(as(officer, (work, who) => supervise(work, who, ask([made.id]))))).toMatch(/workflow\.refused.*已经在督查/);
    const letter = await letterOf(made.id);
    expect(letter).toMatchObject({ numberLabel: expect.stringMatching(/意督〔2026〕1号$/), state: 'issued', organName: '区住房和城乡建设局', actions: ['settleSupervision', 'withdrawSupervision'] });

    // As a paper: who asks, whom, what, by when; nothing of who spoke. Another organ has none.
    const paper = await as(clerk, (work, who) => supervisionDocument(work, who, letter.id));
    expect(paper).toMatchObject({ issuer: '岳阳楼区人民代表大会', addressee: '区住房和城乡建设局', number: letter.numberLabel, seal: 'stamp_here' });
    expect(paper.paragraphs.map(({ text }) => text).join('')).toMatch(/请说明为什么没有按期反馈.*请于2026年3月12日前书面回复/);
    for (const other of [otherClerk, deputy]) expect(await refusal(as(other, (work, who) => supervisionDocument(work, who, letter.id)))).toMatch(/common\.not_found/);

    // The organ has it as a task with the day of the letter; another organ knows nothing of it.
    expect((await as(clerk, waitingFor)).rows[0]).toMatchObject({ task: '回复督查', dueOn: '2026-03-12' });
    expect((await as(otherClerk, waitingFor)).rows).toEqual([]);
    expect((await as(clerk, (work, who) => supervisionsOf(work, who, made.id))).rows[0]?.actions).toEqual(['answerSupervision']);
    expect(await refusal(as(otherClerk, (work, who) => answerSupervision(work, who, { id: letter.id, answer: '已经安排抢修队伍进场', doneBy: null })))).toMatch(/common\.not_found/);
    expect(await see(made)).toMatchObject({ state: 'assigned', supervised: { by: '岳阳楼区人民代表大会', dueOn: '2026-03-12', running: true, outcome: null }, unchanged: true });
    expect(JSON.stringify(await see(made))).not.toContain('请说明为什么');
    expect((await see(made)).stations.at(-1)).toMatchObject({ label: '人大开始督查办理情况' });

    expect(await refusal(as(clerk, (work, who) => answerSupervision(work, who, { id: letter.id, answer: '已经安排抢修队伍进场', doneBy: '2026-02-01' })))).toMatch(/预计办结日期应当晚于今天/);
    await as(clerk, (work, who) => answerSupervision(work, who, { id: letter.id, answer: '已经安排抢修队伍进场', doneBy: '2026-03-20' }));
    expect((await as(leader, waitingFor)).rows).toMatchObject([{ id: made.id, task: '审核督查回复' }]);
    expect(await refusal(as(clerk, (work, who) => settleSupervision(work, who, { id: letter.id, outcome: '已经办好' })))).toMatch(/common\.forbidden/);
    await as(officer, (work, who) => pressSupervision(work, who, { id: letter.id, reason: '没有说明何时恢复照明', dueOn: '2026-03-16' }));
    expect(await letterOf(made.id)).toMatchObject({ state: 'issued', dueOn: '2026-03-16', answer: '已经安排抢修队伍进场' });
    expect((await as(clerk, (work, who) => supervisionDocument(work, who, letter.id))).paragraphs.at(-1)?.text).toMatch(/^你单位此前的回复已经审核，请继续办理，于2026年3月16日前重新书面回复/);
    await as(clerk, (work, who) => answerSupervision(work, who, { id: letter.id, answer: '三号楼路灯已全部更换并恢复照明', doneBy: null }));
    await as(officer, (work, who) => settleSupervision(work, who, { id: letter.id, outcome: '路灯已经换好，人大工作人员到现场看过' }));
    const told = await see(made);
    expect(told).toMatchObject({ state: 'assigned', unchanged: true, supervised: { running: false, outcome: '路灯已经换好，人大工作人员到现场看过' } });
    expect(told.stations.map(({ label }) => label).slice(-5)).toEqual(['人大开始督查办理情况', '承办单位已向人大报告办理情况', '人大要求承办单位继续办理', '承办单位已向人大报告办理情况', '人大督查办结']);
    expect(await as(officer, (work) => openDeadlines(work, made.id))).toMatchObject([{ kind: 'feedback' }]);
    // A deputy of the congress sees the steps as of every opinion.
    expect((await as(deputy, (work, who) => opinionOf(work, who, made.id))).stations.some(({ label }) => label === '发出督查单')).toBe(true);
  });

  it('a case is supervised by its head, whose every citizen is told; of a selection what cannot be supervised is named and left out', async () => {
    const { as, officer } = house;
    const [member, waiting, other] = [await house.byCitizen(), await house.byCitizen(), await handed(house.transport)];
    const head = await house.byCitizen();
    await as(officer, (work, who) => merge(work, who, { id: head.id, memberIds: [member.id] }));
    await as(officer, (work, who) => handOver(work, who, { id: head.id, organId: house.housing, reason }));
    const done = await as(officer, (work, who) => supervise(work, who, ask([member.id, head.id, waiting.id, other.id])));
    expect(done).toMatchObject({ opened: 2, left: [{ number: waiting.number, reason: '还没有交办到单位，不需要督查' }] });
    for (const one of [head, member]) expect((await see(one)).supervised).toMatchObject({ running: true });
    expect((await see(member)).stations.some(({ label }) => label === '人大开始督查办理情况')).toBe(true);
    expect((await see(waiting)).supervised).toBeNull();
    expect(await refusal(as(officer, (work, who) => supervise(work, who, ask([waiting.id]))))).toMatch(/还没有交办到单位/);
    const listed = (await as(officer, (work, who) => listOpinions(work, who, listInput.parse({ supervised: true })))).rows;
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set([head.id, other.id]));
    expect(listed.every(({ supervisedUntil }) => supervisedUntil === '2026-03-12')).toBe(true);
  });

  it('goes along when the opinion goes to another organ; withdrawn, nothing is asked any more', async () => {
    const { as, officer, clerk, otherClerk } = house;
    const made = await handed();
    await as(officer, (work, who) => supervise(work, who, ask([made.id])));
    const letter = await letterOf(made.id);
    await as(clerk, (work, who) => giveBack(work, who, { id: made.id, reason: '路灯由交通部门管理' }));
    expect(await refusal(as(clerk, (work, who) => answerSupervision(work, who, { id: letter.id, answer: '已经退回给人大重新交办', doneBy: null })))).toMatch(/common\.not_found/);
    expect(await refusal(as(officer, async (work, who) => merge(work, who, { id: (await handed()).id, memberIds: [made.id] })))).toMatch(/opinions\.supervised/);
    await as(officer, (work, who) => handOver(work, who, { id: made.id, organId: house.transport, reason }));
    expect((await as(officer, (work) => openDeadlines(work, made.id))).map(({ ownerOrganId }) => ownerOrganId)).toEqual([house.transport, house.transport]);
    expect((await as(otherClerk, waitingFor)).rows.find(({ id }) => id === made.id)).toMatchObject({ task: '回复督查' });
    await as(officer, (work, who) => withdrawSupervision(work, who, { id: letter.id, reason: '重新交办，不再督查' }));
    expect((await as(otherClerk, waitingFor)).rows.find(({ id }) => id === made.id)).toMatchObject({ task: '签收群众意见' });
    expect((await see(made)).supervised).toBeNull();
  });

  it('an ended opinion whose citizen stayed dissatisfied may be supervised; its state stays as it is', async () => {
    const { as, officer, clerk } = house;
    const made = await handed();
    await as(clerk, (work, who) => receive(work, who, { id: made.id }));
    for (let time = 0; time < 2; time += 1) {
      await as(clerk, (work, who) => reply(work, who, { id: made.id, reply: '已派人更换灯具，今晚恢复照明。' }));
      await house.inDistrict((work) => evaluate(work, made.number, opinionSecret(made.id), 'dissatisfied'));
    }
    expect(await as(officer, (work, who) => supervisionsOf(work, who, made.id))).toMatchObject({ refusal: null, ground: 'dissatisfied' });
    await as(officer, (work, who) => supervise(work, who, { ...ask([made.id]), ground: 'dissatisfied' }));
    expect(await see(made)).toMatchObject({ state: 'closed', supervised: { running: true } });
  });
});

it('a congress supervises what it handed over itself: the tier above its own departments, the district neither the city’s office nor its departments', async () => {
  const { as, officer, cityOfficer, cityOffice } = house;
  const department = newId();
  await database.adminSql(`INSERT INTO organ (id, congress_id, name, short_name, kind, remit) VALUES ($1, $2, '市住房和城乡建设局', '市住建局', 'department', '')`, [department, cityOfficer.congressId]);
  const made = await handed(cityOffice);
  expect(await refusal(as(officer, (work, who) => supervise(work, who, ask([made.id]))))).toMatch(/只有交办这条意见的人大/);
  expect(await refusal(as(cityOfficer, (work, who) => supervise(work, who, ask([made.id]))))).toMatch(/只有交办这条意见的人大/);
  await as(cityOfficer, (work, who) => handOn(work, who, { id: made.id, organId: department, reason }));
  expect(await refusal(as(officer, (work, who) => supervise(work, who, ask([made.id]))))).toMatch(/只有交办这条意见的人大/);
  await as(cityOfficer, (work, who) => supervise(work, who, ask([made.id])));
  expect(await as(cityOfficer, (work, who) => listSupervisions(work, who, supervisionsInput.parse({})))).toMatchObject({ total: 1, rows: [{ opinionId: made.id, issuer: '岳阳市人民代表大会', numberLabel: expect.stringMatching(/1号$/) }] });
  // The district, whose citizen it is, sees that it is supervised.
  expect((await as(officer, (work, who) => supervisionsOf(work, who, made.id))).rows).toMatchObject([{ issuer: '岳阳市人民代表大会', state: 'issued' }]);
  expect((await see(made)).supervised).toMatchObject({ by: '岳阳市人民代表大会' });
});

it('figures and the month’s digest count the letters of the congress and of nobody else', async () => {
  const { as, officer, cityOfficer } = house;
  const { supervision } = await as(officer, (work, who) => statisticsOf(work, who, {}));
  expect(supervision).toEqual({ opened: 5, inTime: 1, late: 0, answered: 1, settled: 1, running: 4, overdue: 0 });
  const digest = await as(officer, (work, who) => digestOf(work, who, '2026-03'));
  expect(digest.supervision.opened).toBe(5);
  expect(digest.supervised).toHaveLength(5);
  const { sections } = digestReport(digest);
  expect(sections[3]?.text).toMatch(/督查单 5 份：承办单位已回复 1 份（按时 1 份，逾期 0 份），督查办结 1 份，正在督查 4 份/);
  expect(sections[3]?.tables[0]?.rows[0]?.[0]).toMatch(/意督〔2026〕/);
  expect((await as(cityOfficer, (work, who) => digestOf(work, who, '2026-03'))).supervised).toEqual([]);
  // The office’s own letters: the one of the city about this congress’s opinion is the city’s.
  const figures = (year?: number) => as(officer, (work, who) => supervisionStatistics(work, who, { year }));
  const { total, byOrgan, byStation, byMonth } = await figures(2026);
  expect(total).toMatchObject({ opened: 4, inTime: 1, late: 0, open: 3, overdue: 0 });
  for (const rows of [byOrgan, byStation, byMonth]) expect(rows.reduce((sum, { opened }) => sum + opened, 0)).toBe(4);
  expect(byMonth).toMatchObject([{ label: '2026-03', opened: 4 }]);
  expect(byStation).toMatchObject([{ key: null, label: '没有经联络站' }]);
  expect((await figures(2025)).total.opened).toBe(0);
  // Behind each figure stands a list of as many letters.
  for (const { label, opened, inTime } of byOrgan) {
    const behindIt = async (more: object) => (await as(officer, (work, who) => listSupervisions(work, who, supervisionsInput.parse({ figure: { period: '2026', organName: label, ...more } })))).total;
    expect([label, await behindIt({}), await behindIt({ timing: 'in_time' }), await behindIt({ stationId: null })]).toEqual([label, opened, inTime, opened]);
  }
  expect((await as(cityOfficer, (work, who) => supervisionStatistics(work, who, {}))).total.opened).toBe(1);
  house.clock.advance({ hours: 24 * 30 });
  expect((await figures()).total).toMatchObject({ open: 0, overdue: 3 });
  expect((await as(officer, (work, who) => statisticsOf(work, who, {}))).supervision.overdue).toBe(4);
  expect((await as(officer, (work, who) => listSupervisions(work, who, supervisionsInput.parse({ overdue: true })))).total).toBe(4);
});
