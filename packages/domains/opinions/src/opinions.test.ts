// An opinion from the first word to the verdict: what the citizen sees, what staff, organs and deputies may do and know.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter, opinionSecret } from './entering.ts';
import { addMessage, evaluate, followed } from './follow.ts';
import { countsOf, listOpinions, opinionOf, organsOf } from './looking.ts';
import { listInput } from './model-inputs.ts';
import { sort } from './classing.ts';
import { accept, answer, giveBack, handOver, receive, redirect, reply, tell } from './sorting.ts';
import { effectOnOpinions, sweepOpinions } from './sweeps.ts';
import { progressOf, releaseFrom, repliedBySuggestion, takeUp } from './taking-up.ts';
import { createHouse, type House, sample } from './testing.ts';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
});
afterAll(() => database.close());

const all = listInput.parse({});
const refusal = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run;
    return 'done';
  } catch (error) {
    return isDomainError(error) ? error.code : String(error);
  }
};
const see = ({ id, number }: { id: string; number: string }) => house.inDistrict((work) => followed(work, number, opinionSecret(id)));
const judge = ({ id, number }: { id: string; number: string }, verdict: 'satisfied' | 'basically' | 'dissatisfied') => house.inDistrict((work) => evaluate(work, number, opinionSecret(id), verdict));
const reason = '请按职责办理';
const answerText = '已派人更换灯具，三号楼路灯今晚恢复照明。';

describe('the way of an opinion', () => {
  it('goes by one number from the receipt to the reply; limits are set and met; the first 不满意 has it handled anew, once', async () => {
    const { as, officer, clerk, otherClerk, housing, transport } = house;
    const entered = await house.byCitizen();
    expect(await see(entered)).toMatchObject({ state: 'registered', unchanged: true, reply: null, canEvaluate: false, stations: [{ label: '已收到您的意见' }] });
    expect((await as(officer, (work, who) => opinionOf(work, who, entered.id))).dueOn).toBe('2026-03-05');
    await as(officer, (work, who) => accept(work, who, { id: entered.id }));
    expect((await as(officer, (work, who) => opinionOf(work, who, entered.id))).dueOn).toBe('2026-03-09');
    await as(officer, (work, who) => sort(work, who, { id: entered.id, topic: 'urban', urgent: true }));
    expect(await refusal(as(officer, (work, who) => handOver(work, who, { id: entered.id, organId: newId(), reason })))).toBe('common.not_found');
    await as(officer, (work, who) => handOver(work, who, { id: entered.id, organId: transport, reason }));
    expect(await refusal(as(clerk, (work, who) => reply(work, who, { id: entered.id, reply: answerText })))).toBe('common.not_found');
    await as(otherClerk, (work, who) => giveBack(work, who, { id: entered.id, reason: '路灯由住建部门管理' }));
    await as(officer, (work, who) => handOver(work, who, { id: entered.id, organId: housing, reason }));
    expect(await as(clerk, (work, who) => opinionOf(work, who, entered.id))).toMatchObject({ dueOn: '2026-04-01', name: null });
    await as(clerk, (work, who) => receive(work, who, { id: entered.id }));
    await as(clerk, (work, who) => reply(work, who, { id: entered.id, reply: answerText }));
    expect(await see(entered)).toMatchObject({ state: 'replied', reply: answerText, repliedBy: '区住房和城乡建设局', canEvaluate: true, lastTime: false });
    await judge(entered, 'dissatisfied');
    expect(await see(entered)).toMatchObject({ state: 'handling', canEvaluate: false });
    expect(await refusal(judge(entered, 'satisfied'))).toBe('workflow.illegal_action');
    await as(clerk, (work, who) => reply(work, who, { id: entered.id, reply: '已更换整排灯具，并列入每周巡查。' }));
    expect(await see(entered)).toMatchObject({ lastTime: true });
    await judge(entered, 'dissatisfied');
    expect(await see(entered)).toMatchObject({ state: 'closed', satisfaction: 'dissatisfied', unchanged: true, canAdd: false });
    expect((await as(officer, countsOf)).bySatisfaction.dissatisfied).toBe(1);
  });

  it('what belongs to other channels is told where to go; what is answered on the spot is evaluated, too', async () => {
    const { as, officer } = house;
    const [one, two] = [await house.byCitizen(), await house.byCitizen()];
    await as(officer, (work, who) => redirect(work, who, { id: one.id, channel: 'court', reason: '合同纠纷请向法院起诉' }));
    const told = await see(one);
    expect(told).toMatchObject({ state: 'redirected', canAdd: false });
    expect(told.stations.at(-1)?.text).toMatch(/12368.*合同纠纷/);
    await as(officer, (work, who) => answer(work, who, { id: two.id, reply: answerText }));
    await judge(two, 'dissatisfied');
    expect(await see(two)).toMatchObject({ state: 'accepted' });
  });

  it('what staff took down is told by them, and lapses as 未评价 when nobody evaluates', async () => {
    const { as, officer, clerk, housing, clock, districtId } = house;
    const made = await as(officer, (work, who) => enter(work, who, { ...sample, name: '王大爷', urgent: false, fileIds: [] }));
    await as(officer, (work, who) => handOver(work, who, { id: made.id, organId: housing, reason }));
    await as(clerk, (work, who) => reply(work, who, { id: made.id, reply: answerText }));
    expect(await see(made)).toMatchObject({ state: 'answered', stateLabel: '办理中', reply: null });
    await as(officer, (work, who) => tell(work, who, { id: made.id }));
    expect(await as(officer, (work, who) => opinionOf(work, who, made.id))).toMatchObject({ name: '王大爷', state: 'replied' });
    clock.advance({ hours: 24 * 17 });
    expect((await house.inDistrict((work) => sweepOpinions(work, districtId))).closed).toBeGreaterThan(0);
    expect(await see(made)).toMatchObject({ state: 'closed', satisfaction: 'none' });
    const effect = (value: number) => as(officer, (work, { congressId }) => effectOnOpinions(work, { congressId, key: 'opinions.name_days', value }));
    expect(await effect(0)).toMatchObject({ open: 1, words: expect.stringContaining('由 0 件变为 0 件') });
    clock.advance({ hours: 24 * 20 });
    expect(await effect(10)).toMatchObject({ open: 1, words: expect.stringContaining('由 0 件变为 1 件') });
    clock.advance({ hours: 24 * 20 });
    expect((await house.inDistrict((work) => sweepOpinions(work, districtId))).erased).toBe(1);
    expect((await as(officer, (work, who) => opinionOf(work, who, made.id))).name).toBeNull();
  });

  it('goes to the tier above with the same number, and nothing else of the district does', async () => {
    const { as, officer, cityOfficer, cityOffice } = house;
    const [passed, kept] = [await house.byCitizen(), await house.byCitizen()];
    expect((await as(officer, (work, who) => organsOf(work, who, {}))).rows.find(({ upper }) => upper)?.id).toBe(cityOffice);
    await as(officer, (work, who) => handOver(work, who, { id: passed.id, organId: cityOffice, reason: '涉及全市范围，请上级研究' }));
    expect((await as(cityOfficer, (work, who) => listOpinions(work, who, all))).rows.map(({ number }) => number)).toEqual([passed.number]);
    expect(await refusal(as(cityOfficer, (work, who) => opinionOf(work, who, kept.id)))).toBe('common.not_found');
    await as(cityOfficer, (work, who) => reply(work, who, { id: passed.id, reply: answerText }));
    expect(await see(passed)).toMatchObject({ state: 'replied', reply: answerText });
  });
});

describe('a deputy', () => {
  it('takes one up; the stage and the reply reach the receipt by themselves', async () => {
    const { as, deputy, otherDeputy } = house;
    const entered = await house.byCitizen({}, { deputyPersonId: deputy.personId });
    expect((await as(deputy, (work, who) => listOpinions(work, who, { ...all, mine: true }))).rows.map(({ id }) => id)).toEqual([entered.id]);
    expect((await see(entered)).addressee).toBe('陈静');
    const suggestionId = newId();
    expect(await as(deputy, (work, who) => takeUp(work, who, { id: entered.id }, suggestionId))).toMatchObject({ number: entered.number, place: sample.place });
    expect(await refusal(as(otherDeputy, (work, who) => takeUp(work, who, { id: entered.id }, newId())))).toBe('workflow.illegal_action');
    expect((await as(otherDeputy, (work, who) => opinionOf(work, who, entered.id))).suggestionId).toBeNull();
    await house.inDistrict((work) => progressOf(work, suggestionId, 'handling', '第12号'));
    await house.inDistrict((work) => progressOf(work, suggestionId, 'handling', '第12号'));
    expect((await see(entered)).stations.filter(({ text }) => text.includes('第12号'))).toHaveLength(1);
    await house.inDistrict((work) => repliedBySuggestion(work, suggestionId, { text: answerText, by: '区住建局', numberLabel: '第12号' }));
    expect(await see(entered)).toMatchObject({ state: 'replied', reply: answerText, canEvaluate: true });
  });

  it('who gives it up gives it back to the office', async () => {
    const entered = await house.byCitizen();
    const suggestionId = newId();
    await house.as(house.deputy, (work, who) => takeUp(work, who, { id: entered.id }, suggestionId));
    await house.inDistrict((work) => releaseFrom(work, suggestionId));
    expect(await see(entered)).toMatchObject({ state: 'accepted' });
  });

  it('does not see what the word filter held back until staff have looked at it, and never who spoke', async () => {
    const { as, deputy, officer } = house;
    const held = await house.byCitizen({ content: '某主任受贿，请查一查。', name: '张某', hideName: false });
    expect(await refusal(as(deputy, (work, who) => opinionOf(work, who, held.id)))).toBe('common.not_found');
    expect((await as(officer, (work, who) => opinionOf(work, who, held.id))).held).toEqual(['疑似检举、控告']);
    await as(officer, (work, who) => accept(work, who, { id: held.id }));
    expect(await as(deputy, (work, who) => opinionOf(work, who, held.id))).toMatchObject({ name: null, held: [] });
  });

  it('of another tier takes nothing up; nor does one whose mandate is suspended', async () => {
    const { as, cityDeputy, deputy } = house;
    const entered = await house.byCitizen();
    expect(await refusal(as(cityDeputy, (work, who) => takeUp(work, who, { id: entered.id }, newId())))).toBe('common.not_found');
    await database.adminSql(`UPDATE mandate SET status = 'suspended' WHERE id = $1`, [deputy.id]);
    expect(await refusal(as(deputy, (work, who) => takeUp(work, who, { id: entered.id }, newId())))).toBe('opinions.mandate_not_active');
    await database.adminSql(`UPDATE mandate SET status = 'active' WHERE id = $1`, [deputy.id]);
  });
});

describe('the receipt', () => {
  it('gives the same answer to a wrong number and a wrong secret', async () => {
    const [one, two] = [await house.byCitizen(), await house.byCitizen()];
    const guesses: [string, string][] = [[one.number, opinionSecret(two.id)], ['430602-260302-000000', opinionSecret(one.id)], [one.number, ''], [one.number, '0000-0000-0000']];
    for (const [number, secret] of guesses) {
      expect(await refusal(house.inDistrict((work) => followed(work, number, secret)))).toBe('opinions.unknown_receipt');
      expect(await refusal(house.inDistrict((work) => evaluate(work, number, secret, 'satisfied')))).toBe('opinions.unknown_receipt');
      expect(await refusal(house.inDistrict((work) => addMessage(work, number, secret, '补充内容')))).toBe('opinions.unknown_receipt');
    }
  });

  it('is the same when the form is sent twice', async () => {
    const key = newId();
    const [one, two] = await Promise.all([house.byCitizen({}, { key }), house.byCitizen({}, { key })]);
    expect(one).toEqual(two);
  });

  it('shows when somebody changed the words or the log behind the back of the system', async () => {
    const entered = await house.byCitizen();
    await house.inDistrict((work) => addMessage(work, entered.number, opinionSecret(entered.id), '昨天又停电了'));
    expect(await see(entered)).toMatchObject({ unchanged: true, messages: [{ content: '昨天又停电了' }] });
    await database.adminSql(`UPDATE opinion SET content = '没有问题' WHERE id = $1`, [entered.id]);
    expect(await see(entered)).toMatchObject({ unchanged: false });
  });

  it('tells the organ the name only when the citizen lets it', async () => {
    const { as, officer, clerk, housing } = house;
    for (const hideName of [true, false]) {
      const entered = await house.byCitizen({ name: '李奶奶', hideName });
      await as(officer, (work, who) => handOver(work, who, { id: entered.id, organId: housing, reason }));
      expect((await as(clerk, (work, who) => opinionOf(work, who, entered.id))).name).toBe(hideName ? null : '李奶奶');
      expect(JSON.stringify(await database.adminSql('SELECT * FROM opinion WHERE id = $1', [entered.id]))).not.toContain('李奶奶');
    }
  });
});
