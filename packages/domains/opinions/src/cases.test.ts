// 并案: one answer for everybody who reported the same, each by their own receipt; and the way out of a case.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { merge, unmerge } from './cases.ts';
import { enter, type Entered, opinionSecret } from './entering.ts';
import { evaluate, followed } from './follow.ts';
import { listOpinions, opinionOf } from './looking.ts';
import { listInput } from './model-inputs.ts';
import { likelyCases, similarTo } from './similar.ts';
import { accept, handOver, receive, redirect, reply, tell } from './sorting.ts';
import { releaseFrom, repliedBySuggestion, takeUp } from './taking-up.ts';
import { createHouse, type House, sample } from './testing.ts';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
});
afterAll(() => database.close());

const see = ({ id, number }: Entered) => house.inDistrict((work) => followed(work, number, opinionSecret(id)));
const refusal = (run: Promise<unknown>): Promise<string> => run.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));
const reason = '请按职责办理';
const answerText = '已派人更换灯具，整条路今晚恢复照明。';
const join = (head: Entered, ...members: Entered[]) => house.as(house.officer, (work, who) => merge(work, who, { id: head.id, memberIds: members.map(({ id }) => id) }));
const detail = (who: House['officer'], { id }: { id: string }) => house.as(who, (work, capacity) => opinionOf(work, capacity, id));

it('one answer reaches each receipt: by the site at once, by staff where they took it down; each judges for themselves', async () => {
  const { as, officer, clerk, housing } = house;
  const [head, web] = [await house.byCitizen(), await house.byCitizen({ content: '金鹗小区三号楼下面的路灯不亮，晚上很黑。', name: '李奶奶', hideName: false })];
  const taken = await as(officer, (work, who) => enter(work, who, { ...sample, content: '金鹗小区路灯一直没有修', fileIds: [], urgent: false }));
  expect((await as(officer, (work, who) => similarTo(work, who, head.id))).rows.map(({ id, mayJoin }) => [id, mayJoin])).toEqual(expect.arrayContaining([[web.id, true]]));
  await join(head, web, taken);
  expect(await see(web)).toMatchObject({ state: 'merged', stateLabel: '已并案', canEvaluate: false });
  await as(officer, (work, who) => handOver(work, who, { id: head.id, organId: housing, reason }));
  await as(clerk, (work, who) => receive(work, who, { id: head.id }));
  // The organ reads what everybody reported, and of nobody who it was; its list shows the case once.
  const seen = await detail(clerk, head);
  expect(seen.members.map(({ number }) => number)).toEqual([web.number, taken.number]);
  expect(JSON.stringify(seen)).not.toContain('李奶奶');
  expect((await detail(clerk, web)).name).toBeNull();
  expect((await as(clerk, (work, who) => listOpinions(work, who, listInput.parse({})))).rows.map(({ id }) => id)).toEqual([head.id]);
  await as(clerk, (work, who) => reply(work, who, { id: head.id, reply: answerText }));
  expect(await see(head)).toMatchObject({ state: 'replied', reply: answerText });
  const told = await see(web);
  expect(told).toMatchObject({ state: 'replied', reply: answerText, repliedBy: '区住房和城乡建设局', canEvaluate: true, unchanged: true });
  expect(told.stations.map(({ label }) => label)).toEqual(['已收到您的意见', '与同类意见合并办理，答复一并告知您', '已交办', '承办单位已签收，正在办理', '已有办理结果']);
  expect(await see(taken)).toMatchObject({ state: 'answered', reply: null });
  await as(officer, (work, who) => tell(work, who, { id: taken.id }));
  expect(await see(taken)).toMatchObject({ reply: answerText });
  await house.inDistrict((work) => evaluate(work, web.number, opinionSecret(web.id), 'dissatisfied'));
  expect([(await see(web)).state, (await see(head)).state]).toEqual(['handling', 'replied']);
  await as(clerk, (work, who) => reply(work, who, { id: web.id, reply: '三号楼下的灯也已更换。' }));
  expect([(await see(web)).reply, (await see(head)).reply]).toEqual(['三号楼下的灯也已更换。', answerText]);
});

it('a suggestion answers everybody in the case without a clerk; given up, the case waits on', async () => {
  const { as, deputy } = house;
  const [head, member] = [await house.byCitizen(), await house.byCitizen({ place: '金鹗小区北门' })];
  await join(head, member);
  expect(await refusal(as(deputy, (work, who) => takeUp(work, who, { id: member.id }, newId())))).toBe('workflow.illegal_action');
  const [first, second] = [newId(), newId()];
  expect((await as(deputy, (work, who) => takeUp(work, who, { id: head.id }, first))).others).toMatchObject([{ number: member.number, place: '金鹗小区北门' }]);
  expect((await see(member)).stations.at(-1)).toMatchObject({ label: '人大代表将据此提出建议' });
  await house.inDistrict((work) => releaseFrom(work, first));
  expect((await see(member)).state).toBe('merged');
  await as(deputy, (work, who) => takeUp(work, who, { id: head.id }, second));
  await house.inDistrict((work) => repliedBySuggestion(work, second, { text: answerText, by: '区住建局', numberLabel: '第12号' }));
  for (const one of [head, member]) expect(await see(one)).toMatchObject({ state: 'replied', reply: answerText });
});

it('what leaves a case is handled alone; both histories keep what happened, and what the case does later is not told', async () => {
  const { as, officer, housing } = house;
  const [head, member] = [await house.byCitizen(), await house.byCitizen()];
  await join(head, member);
  expect(await refusal(as(officer, (work, who) => unmerge(work, who, { id: member.id, reason: '' })))).toMatch(/^(common|workflow)\./);
  await as(officer, (work, who) => unmerge(work, who, { id: member.id, reason: '说的是另一栋楼' }));
  await as(officer, (work, who) => handOver(work, who, { id: head.id, organId: housing, reason }));
  expect((await see(member)).stations.map(({ label }) => label)).toEqual(['已收到您的意见', '与同类意见合并办理，答复一并告知您', '单独办理']);
  expect((await detail(officer, member)).stations.map(({ label }) => label)).toEqual(['登记', '并案', '退出并案，单独办理']);
  expect((await detail(officer, head)).stations.map(({ label }) => label)).toEqual(['登记', '并入同类意见', '有意见退出并案', '交办']);
  expect(await detail(officer, member)).toMatchObject({ state: 'accepted', mergedInto: null, dueOn: expect.any(String) });
});

it('a case that goes elsewhere takes its reports along: told where to go, shown to the tier above', async () => {
  const { as, officer, cityOfficer, cityOffice } = house;
  const [one, two, three, four] = [await house.byCitizen(), await house.byCitizen(), await house.byCitizen(), await house.byCitizen()];
  await join(one, two);
  await as(officer, (work, who) => redirect(work, who, { id: one.id, channel: 'court', reason: '合同纠纷请向法院起诉' }));
  expect((await see(two)).stations.at(-1)?.text).toMatch(/12368.*合同纠纷/);
  await join(three, four);
  await as(officer, (work, who) => handOver(work, who, { id: three.id, organId: cityOffice, reason: '涉及全市范围，请上级研究' }));
  expect((await detail(cityOfficer, three)).members.map(({ id }) => id)).toEqual([four.id]);
  const late = await house.byCitizen();
  await join(three, late);
  expect((await detail(cityOfficer, three)).members).toHaveLength(2);
  await as(cityOfficer, (work, who) => reply(work, who, { id: three.id, reply: answerText }));
  expect(await see(late)).toMatchObject({ state: 'replied', reply: answerText });
});

it('a case is not put into itself nor a case into a case, and only staff of the congress merge what nobody handles', async () => {
  const { as, officer, cityOfficer, clerk, deputy, housing } = house;
  const [one, two, three] = [await house.byCitizen(), await house.byCitizen(), await house.byCitizen()];
  expect(await refusal(join(one, one))).toBe('opinions.case_of_itself');
  await join(one, two);
  expect(await refusal(join(three, one))).toBe('opinions.case_in_case');
  expect(await refusal(join(three, two))).toBe('workflow.illegal_action');
  expect(await refusal(join(two, three))).toBe('workflow.illegal_action');
  for (const who of [cityOfficer, clerk, deputy]) expect(await refusal(as(who, (work, capacity) => merge(work, capacity, { id: one.id, memberIds: [three.id] })))).toMatch(/not_found|illegal_action|refused|forbidden/);
  await as(officer, (work, who) => handOver(work, who, { id: three.id, organId: housing, reason }));
  expect(await refusal(join(one, three))).toBe('workflow.illegal_action');
});

it('groups of what waits are proposed with the reason', async () => {
  const { as, officer } = house;
  const [one, two] = [await house.byCitizen({ content: '巴陵大道公交站台没有雨棚，下雨天乘客都淋湿了。', place: '' }), await house.byCitizen({ content: '请给巴陵大道的公交站台加装雨棚，等车的人雨天没处躲。', place: '' })];
  await as(officer, (work, who) => accept(work, who, { id: one.id }));
  const { groups } = await as(officer, likelyCases);
  const found = groups.find(({ rows }) => rows.some(({ id }) => id === one.id));
  expect(found?.rows.map(({ id }) => id)).toEqual([one.id, two.id]);
  expect(found?.rows[1]?.reason).toContain('巴陵');
});
