// 分类: what is proposed with which reason, one-tap corrections, and that they teach this congress and no other, always the same.
import { classify } from '@smart/classifier';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { isDomainError } from '@smart/kernel/errors';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endShares } from './cases.ts';
import { divisions, sort, subtopics } from './classing.ts';
import { lessons, relearnReport, undoLesson } from './learned.ts';
import { adjustmentOf, relearn } from './lessons.ts';
import { listOpinions, opinionOf } from './looking.ts';
import { listInput } from './model-inputs.ts';
import { opinionTopicLabels } from './model.ts';
import { giveBack, handOn, handOver, receive, reply, returnUp } from './sorting.ts';
import { createHouse, type House } from './testing.ts';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
});
afterAll(() => database.close());

const refusal = (run: Promise<unknown>): Promise<string> => run.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));
const proposal = async (id: string) => (await house.as(house.officer, (work, who) => opinionOf(work, who, id))).proposal;
const reason = '请按职责办理';
/** Of this kind the shipped weights think otherwise than this congress. */
const buses = (stop: string): string => `${stop}的公交车班次太少，高峰时段等车半小时，请增加公交车次。`;

it('topic, second level, urgency, place and organ are proposed, each with its reason; one tap takes all of it', async () => {
  const { as, officer, clerk, housing } = house;
  await database.adminSql(`UPDATE organ SET remit = '城市道路、路灯、下水道和市政设施管理' WHERE id = $1`, [housing]);
  const { id } = await house.byCitizen({ content: '楼下的窨井盖不见了，路灯也不亮，有人掉下去怎么办？', place: '' });
  const found = await proposal(id);
  expect(found).toMatchObject({ topic: { key: 'urban', percent: expect.any(Number), reason: expect.stringContaining('城乡建设') }, subtopic: { name: '市政道路与照明' }, urgency: { urgent: true, name: '紧急', advice: expect.stringContaining('110') }, organ: { id: housing, reason: expect.stringContaining('路灯') } });
  await as(officer, (work, who) => sort(work, who, { id, topic: 'urban', subtopic: '市政道路与照明', urgent: true }));
  expect(await as(officer, (work, who) => opinionOf(work, who, id))).toMatchObject({ topic: 'urban', subtopic: '市政道路与照明', urgent: true });
  expect(await as(officer, (work, who) => adjustmentOf(work, who.congressId))).toMatchObject({ corrections: 0 });
  // Who handled such matters before is proposed for the next.
  for (const one of [id, (await house.byCitizen({ content: '南湖大道的路灯也坏了' })).id]) {
    await as(officer, (work, who) => sort(work, who, { id: one, topic: 'urban', subtopic: '市政道路与照明' }));
    await as(officer, (work, who) => handOver(work, who, { id: one, organId: housing, reason }));
    await as(clerk, (work, who) => receive(work, who, { id: one }));
  }
  const next = await house.byCitizen({ content: '学校门口的路灯不亮，孩子放学看不见路。' });
  expect((await proposal(next.id))?.organ).toMatchObject({ id: housing, sure: '较高', reason: '以往“市政道路与照明”意见 2 条，其中 2 条由该单位办理' });
});

it('a topic takes its own second level only, another topic drops it, and a place lies in the own area', async () => {
  const { as, officer } = house;
  const { id } = await house.byCitizen();
  expect(await refusal(as(officer, (work, who) => sort(work, who, { id, topic: 'health', subtopic: '市政道路与照明' })))).toBe('common.invalid_input');
  await as(officer, (work, who) => sort(work, who, { id, topic: 'urban', subtopic: '市政道路与照明' }));
  await as(officer, (work, who) => sort(work, who, { id, topic: 'health' }));
  expect(await as(officer, (work, who) => opinionOf(work, who, id))).toMatchObject({ topic: 'health', subtopic: null });
  expect(subtopics().rows.find(({ topic }) => topic === 'other')?.names).toEqual([]);
  const { rows } = await as(officer, (work, who) => divisions(work, who, {}));
  expect(rows.every(({ code }) => code.startsWith('430602') && code.length === 9)).toBe(true);
  expect(await refusal(as(officer, (work, who) => sort(work, who, { id, divisionCode: '4307' })))).toBe('common.invalid_input');
});

it('what a congress corrects it has proposed rightly afterwards; another congress and other words are left alone; the same corrections teach the same', async () => {
  const { as, officer, cityOfficer } = house;
  const unseen = buses('老码头');
  const first = classify(unseen).label;
  const right = first === '交通运输' ? 'labour' : 'transport';
  const label = right === 'transport' ? '交通运输' : '劳动和社会保障';
  const told: string[] = [];
  for (const stop of ['金鹗山', '南湖广场', '东风湖', '奇家岭', '太阳桥', '花板桥']) {
    const { id } = await house.byCitizen({ content: buses(stop), place: '' });
    told.push((await as(officer, (work, who) => sort(work, who, { id, topic: right }))).next);
  }
  expect(told[0]).toContain('以后会分得更准');
  const { id } = await house.byCitizen({ content: unseen, place: '' });
  expect((await proposal(id))?.topic).toMatchObject({ label, reason: expect.stringContaining('以往的更正') });
  const other = await house.byCitizen({ content: '楼上的油烟直排，晚上不敢开窗，请环保部门检查。', place: '' });
  expect((await proposal(other.id))?.topic?.label).toBe(classify('楼上的油烟直排，晚上不敢开窗，请环保部门检查。').label);
  expect(await as(cityOfficer, (work, who) => adjustmentOf(work, who.congressId))).toMatchObject({ corrections: 0, words: {} });
  const taught = await as(officer, (work, who) => adjustmentOf(work, who.congressId));
  expect(taught.corrections).toBeGreaterThan(0);
  expect(await as(officer, (work, who) => relearn(work, who.congressId))).toEqual(taught);
  // 其他 teaches nothing.
  await as(officer, (work, who) => sort(work, who, { id: other.id, topic: 'other' }));
  expect(await as(officer, (work, who) => adjustmentOf(work, who.congressId))).toEqual(taught);
});

it('a tier above hands on to its department and goes on seeing it; given back, nothing of it is shown there any more', async () => {
  const { as, officer, cityOfficer, cityOffice } = house;
  const works = '01900000-0000-7000-8000-0000000000aa';
  await database.adminSql(`INSERT INTO organ (id, congress_id, name, short_name, kind, remit) SELECT $1, congress_id, '市城市管理局', '市城管局', 'department', '' FROM organ WHERE id = $2`, [works, cityOffice]);
  const worker = { ...cityOfficer, id: '01900000-0000-7000-8000-0000000000ab', personName: '钱进', roles: ['handling_clerk' as const], organId: works, organName: '市城市管理局' };
  const { id } = await house.byCitizen();
  await as(officer, (work, who) => handOver(work, who, { id, organId: cityOffice, reason: '涉及全市范围，请上级研究' }));
  expect(await refusal(as(officer, (work, who) => handOn(work, who, { id, organId: house.housing, reason })))).not.toBe('done');
  expect(await refusal(as(cityOfficer, (work, who) => handOn(work, who, { id, organId: house.housing, reason })))).toBe('common.not_found');
  await as(cityOfficer, (work, who) => handOn(work, who, { id, organId: works, reason }));
  expect(await as(worker, (work, who) => opinionOf(work, who, id))).toMatchObject({ organName: '市城市管理局', viaName: expect.any(String), name: null });
  expect(await refusal(as(worker, (work, who) => giveBack(work, who, { id, reason: '不是本单位职责' })))).toBe('workflow.refused');
  await as(worker, (work, who) => returnUp(work, who, { id, reason: '属于市交通运输局职责' }));
  expect(await refusal(as(worker, (work, who) => opinionOf(work, who, id)))).toBe('common.not_found');
  await as(cityOfficer, (work, who) => handOn(work, who, { id, organId: works, reason }));
  expect((await as(cityOfficer, (work, who) => listOpinions(work, who, listInput.parse({})))).rows.map((row) => row.id)).toContain(id);
  await as(worker, (work, who) => returnUp(work, who, { id, reason: '属于市交通运输局职责' }));
  await as(cityOfficer, (work, who) => giveBack(work, who, { id, reason: '属于区级职责' }));
  await house.inDistrict((work) => endShares(work, id));
  expect(await refusal(as(cityOfficer, (work, who) => opinionOf(work, who, id)))).toBe('common.not_found');
  expect(await as({ ...cityOfficer, organId: cityOffice }, (work) => work.sql('SELECT 1 FROM opinion WHERE id = $1', [id]))).toEqual([]);
  // Handed over once more it is there again, and a share in use does not end.
  await as(officer, (work, who) => handOver(work, who, { id, organId: cityOffice, reason: '请上级协调' }));
  await house.inDistrict((work) => endShares(work, id));
  await as(cityOfficer, (work, who) => reply(work, who, { id, reply: '已协调两级部门，本周内更换灯具。' }));
});

it('the office sees what its corrections taught and takes one back: it teaches no more, the opinion keeps its topic, other congresses see nothing of it', async () => {
  const { as, officer, cityOfficer, deputy } = house;
  const text = '老码头的渡船票价一年涨了两回，坐船去对岸种地的老人负担不起。';
  const label = classify(text).label;
  const right = label === '交通运输' ? 'labour' : 'transport';
  const { id } = await house.byCitizen({ content: text, place: '' });
  await as(officer, (work, who) => sort(work, who, { id, topic: right }));
  const page = { limit: 20, offset: 0 };
  const before = await as(officer, (work, who) => lessons(work, who, page));
  const [newest] = before.rows;
  expect(newest).toMatchObject({ opinionId: id, plain: label, chosen: opinionTopicLabels[right], undone: null });
  expect(before.effect.measured).toBeGreaterThan(0);
  expect(before.words.flatMap(({ words }) => words).length).toBeGreaterThan(0);
  expect(await as(cityOfficer, (work, who) => lessons(work, who, page))).toMatchObject({ rows: [], total: 0, words: [] });
  expect(await refusal(as(cityOfficer, (work, who) => undoLesson(work, who, { id: newest?.id ?? '' })))).toBe('common.not_found');
  const taught = await as(officer, (work, who) => adjustmentOf(work, who.congressId));
  for (let twice = 0; twice < 2; twice += 1) expect((await as(officer, (work, who) => undoLesson(work, who, { id: newest?.id ?? '' }))).next).toContain('不再参考');
  const after = await as(officer, (work, who) => lessons(work, who, page));
  expect(after.rows[0]).toMatchObject({ id: newest?.id, undone: { by: officer.personName } });
  const left = await as(officer, (work, who) => adjustmentOf(work, who.congressId));
  expect(left.corrections).toBe(taught.corrections - 1);
  expect(left.words).not.toEqual(taught.words);
  expect((await as(officer, (work, who) => opinionOf(work, who, id))).topic).toBe(right);
  // Corrected once more there are as many corrections as before, and what is read is not what was kept of that time.
  const other = await house.byCitizen({ content: '渡船码头的候船棚漏雨，请交通部门修一修。'.repeat(2), place: '' });
  await as(officer, (work, who) => sort(work, who, { id: other.id, topic: classify('渡船码头的候船棚漏雨，请交通部门修一修。'.repeat(2)).label === '教育文体' ? 'labour' : 'education' }));
  const again = await as(officer, (work, who) => adjustmentOf(work, who.congressId));
  expect([again.corrections, Object.hasOwn(again.words, '漏雨')]).toEqual([taught.corrections, true]);
  // A dry run changes nothing and says what it is worth.
  const told = await as(officer, (work, who) => relearnReport(work, who.congressId, false));
  expect(told).toMatchObject({ corrections: again.corrections, now: told.anew });
  expect(await as(officer, (work, who) => adjustmentOf(work, who.congressId))).toEqual(again);
  await expect(as(deputy, (work) => work.sql('UPDATE opinion_correction_undo SET person_name = $1', ['别人']))).rejects.toThrow();
});
