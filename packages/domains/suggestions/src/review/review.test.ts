// 建议审查: claims, bulk registration, splitting, undoing a merge, secrecy, letters of deputies.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { DomainEvent } from '@smart/workflow/events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as cosigning from '../cosigning.ts';
import { examine } from '../examination.ts';
import { listSuggestions } from '../lists.ts';
import { listInput } from '../model-inputs.ts';
import { publish } from '../publication.ts';
import { publicDetail } from '../publication/reading.ts';
import { submit } from '../submission.ts';
import { createHouse, type House, sample } from '../testing.ts';
import { stepsIn, type Steps } from '../testing-steps.ts';
import { claim, claimsOf, release } from './claims.ts';
import { acceptMany, originOf, setSecrecy, unmerge } from './keeping.ts';
import { letters, recordLetterOutcome, sendLetter } from './letters.ts';
import { lettersInput } from './model.ts';
import { answerSplit, proposeSplit } from './split.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
});
afterAll(() => database.close());

const events = (type: string): Promise<DomainEvent[]> => database.adminSql<DomainEvent>('SELECT payload, person_id AS "personId" FROM domain_event WHERE type = $1', [type]);
const second = '关于规范片区停车秩序的建议';
const parts = [
  { title: sample.title, background: sample.background, proposal: sample.proposal, topic: 'transport' as const },
  { title: second, background: '片区道路两侧违规停车较多，影响公交进站和消防通行，居民意见较大，多次反映没有改善。', proposal: '建议增设停车泊位并规范夜间停车，落实管理责任单位。', topic: 'public_safety' as const },
];

describe('two clerks', () => {
  it('one item is examined by one at a time; the other is told who, may take it over, and the first learns of it', async () => {
    const { as, officer, officer2 } = house;
    const id = await house.submitted(house.deputy);
    expect(await as(officer, (work, who) => claim(work, who, { id, takeOver: false }))).toMatchObject({ mine: true, holder: '张华' });
    expect(await as(officer2, (work, who) => claim(work, who, { id, takeOver: false }))).toMatchObject({ mine: false, holder: '张华' });
    await expect(as(officer2, (work, who) => examine(work, who, { id, decision: 'accept' }))).rejects.toThrow(/张华自.+起正在审查.+接手审查/u);
    expect(await as(officer2, (work, who) => claimsOf(work, who, [id]))).toMatchObject([{ id, holder: '张华', mine: false }]);
    expect(await as(officer2, (work, who) => claim(work, who, { id, takeOver: true }))).toMatchObject({ mine: true, holder: '刘洋' });
    expect((await events('examination.taken_over')).map(({ payload }) => payload)).toMatchObject([{ fromPersonId: officer.personId, fromCapacityId: officer.id }]);
    await expect(as(officer, (work, who) => examine(work, who, { id, decision: 'accept' }))).rejects.toThrow('刘洋');
    await as(officer2, (work, who) => examine(work, who, { id, decision: 'accept' }));
    expect(await as(officer, (work, who) => claimsOf(work, who, [id]))).toEqual([]);
  });

  it('a claim ends by itself, by release, and is renewed by its holder', async () => {
    const { as, officer, officer2, clock } = house;
    const id = await house.submitted(house.deputy);
    const first = await as(officer, (work, who) => claim(work, who, { id, takeOver: false }));
    const start = clock.now();
    clock.set(new Date(start.getTime() + 15 * 60_000).toISOString());
    const renewed = await as(officer, (work, who) => claim(work, who, { id, takeOver: false }));
    expect(renewed.since).toBe(first.since);
    expect(new Date(renewed.until ?? '').getTime() - start.getTime()).toBe(35 * 60_000);
    clock.set(new Date(start.getTime() + 36 * 60_000).toISOString());
    expect((await as(officer2, (work, who) => claim(work, who, { id, takeOver: false }))).mine).toBe(true);
    await as(officer2, (work, who) => release(work, who, id));
    expect((await as(officer, (work, who) => claim(work, who, { id, takeOver: false }))).mine).toBe(true);
    clock.set(start.toISOString());
  });

  it('of another congress it does not exist', async () => {
    const id = await house.submitted(house.deputy);
    await expect(house.as(house.districtOfficer, (work, who) => claim(work, who, { id, takeOver: false }))).rejects.toThrow('没有找到');
  });

  it('even when both pass the claim at the same time, one number is given', async () => {
    const id = await house.submitted(house.deputy);
    const both = await Promise.allSettled([house.officer, house.officer2].map((one) => house.as(one, (work, who) => examine(work, who, { id, decision: 'accept', expectedVersion: 1 }))));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('bulk registration', () => {
  it('previews, registers the clean ones, and says why others wait', async () => {
    const { as, officer } = house;
    const clean = await house.submitted(house.deputy);
    const doubtful = await house.submitted(house.deputy, { title: '关于我公司产品的建议', background: `${sample.background}推广使用我公司专利产品可以解决。` });
    const ids = [clean, doubtful];
    const preview = await as(officer, (work, who) => acceptMany(work, who, { items: ids.map((id) => ({ id })), preview: true }));
    expect(preview.items.map(({ ok, numberLabel }) => [ok, numberLabel])).toEqual([[true, null], [false, null]]);
    expect((await steps.see(officer, clean)).state).toBe('submitted');
    const done = await as(officer, (work, who) => acceptMany(work, who, { items: ids.map((id) => ({ id })), preview: false }));
    expect(done.items[0]?.numberLabel).toMatch(/第\d+号建议$/u);
    expect(done.items[1]?.problem).toMatch(/学术探讨、产品推介.+单独打开审查/u);
    expect((await steps.see(officer, doubtful)).state).toBe('submitted');
  });
});

describe('split', () => {
  async function jointSubmitted(): Promise<string> {
    const { as, deputy, cosigner } = house;
    const id = await house.draft(deputy);
    await as(deputy, (work, who) => cosigning.inviteCosigners(work, who, { id, mandateIds: [cosigner.id] }));
    await as(cosigner, (work, who) => cosigning.answerCosign(work, who, { id, agree: true }));
    await as(deputy, (work, who) => submit(work, who, { id }));
    return id;
  }

  it('the deputy agrees: each matter goes its own way with its co-signers, a number of its own and the link to its origin', async () => {
    const { as, officer, deputy, cosigner } = house;
    const id = await jointSubmitted();
    const receipt = await as(officer, (work, who) => proposeSplit(work, who, { id, reason: '包含公交和停车两件事项', parts }));
    expect(receipt.state).toBe('returned_for_amendment');
    expect((await as(deputy, (work, who) => originOf(work, who, id))).split).toMatchObject({ reason: '包含公交和停车两件事项', parts });
    expect((await steps.see(deputy, id)).actions.map(({ action }) => action)).toContain('agreeSplit');
    await as(deputy, (work, who) => answerSplit(work, who, { id, agree: true, reason: '' }));
    const { splitOff } = await as(officer, (work, who) => originOf(work, who, id));
    expect(splitOff.map(({ title }) => title)).toEqual([second]);
    const other = splitOff[0]?.id ?? '';
    const [mine, its] = [await steps.see(officer, id), await steps.see(officer, other)];
    expect([mine.state, its.state]).toEqual(['submitted', 'submitted']);
    expect(its).toMatchObject({ title: second, leadName: '李明', cosignerCount: 1, submittedAt: mine.submittedAt });
    expect(its.due?.kind).toBe('examination');
    expect((await as(cosigner, (work, who) => originOf(work, who, other))).from).toMatchObject({ kind: 'split', id });
    const numbers = [await as(officer, (work, who) => examine(work, who, { id, decision: 'accept' })), await as(officer, (work, who) => examine(work, who, { id: other, decision: 'accept' }))].map((one) => one.numberLabel);
    expect(new Set(numbers).size).toBe(2);
    const [kept] = await database.adminSql<{ original: { background: string } }>('SELECT original FROM split_proposal WHERE suggestion_id = $1', [id]);
    expect(kept?.original.background).toBe(sample.background);
  });

  it('the deputy refuses with a reason: the text stays, the office decides', async () => {
    const { as, officer, deputy } = house;
    const id = await house.submitted(deputy);
    await as(officer, (work, who) => proposeSplit(work, who, { id, reason: '包含两件事项', parts }));
    await as(deputy, (work, who) => answerSplit(work, who, { id, agree: false, reason: '两件事项密不可分' }));
    expect(await steps.see(officer, id)).toMatchObject({ state: 'submitted', title: sample.title });
    await expect(as(deputy, (work, who) => answerSplit(work, who, { id, agree: true, reason: '' }))).rejects.toThrow();
    expect((await as(officer, (work, who) => originOf(work, who, id))).splitOff).toEqual([]);
  });
});

describe('merge', () => {
  it('is undone by the office before the main one is handed over, not after', async () => {
    const { as, officer } = house;
    const main = await steps.registered();
    const merged = [await house.submitted(house.otherDeputy), await house.submitted(house.otherDeputy)];
    for (const id of merged) await as(officer, (work, who) => examine(work, who, { id, decision: 'merge', intoId: main, reason: '内容相同一并办理' }));
    const [first = '', late = ''] = merged;
    const number = (await steps.see(officer, first)).numberLabel;
    const back = await as(officer, (work, who) => unmerge(work, who, { id: first, reason: '核对后事项不同' }));
    expect(back).toMatchObject({ state: 'registered', numberLabel: number });
    await steps.assign(main, [{ organId: house.organs.transport, role: 'lead' }]);
    await expect(as(officer, (work, who) => unmerge(work, who, { id: late, reason: '核对后事项不同' }))).rejects.toThrow(/主件已经交办/u);
  });
});

it('nothing is merged into a confidential one: whoever is merged is told its title', async () => {
  const { as, officer } = house;
  const secret = await steps.registered(house.deputy, { confidential: true, confidentialReason: '涉及反映人的住址' });
  const other = await house.submitted(house.otherDeputy);
  await expect(as(officer, (work, who) => examine(work, who, { id: other, decision: 'merge', intoId: secret, reason: '内容相同一并办理' }))).rejects.toThrow(/保密的建议应当单独办理/u);
});

describe('secrecy', () => {
  it('set by the office it leaves the public site and the lists of deputies at once, and only what the office set the office lifts', async () => {
    const { as, officer, otherDeputy, asPublic } = house;
    const id = await steps.replied();
    await as(officer, (work, who) => publish(work, who, { id }));
    expect((await asPublic((work) => publicDetail(work, id))).id).toBe(id);
    await as(officer, (work, who) => setSecrecy(work, who, { id, confidential: true, reason: '反映人担心打击报复' }));
    await expect(asPublic((work) => publicDetail(work, id))).rejects.toThrow();
    const listed = async () => (await as(otherDeputy, (work, who) => listSuggestions(work, who, listInput.parse({ limit: 100 })))).rows.some((row) => row.id === id);
    expect(await listed()).toBe(false);
    await expect(as(officer, (work, who) => publish(work, who, { id }))).rejects.toThrow(/保密/u);
    expect((await as(officer, (work, who) => originOf(work, who, id))).secrecy?.reason).toBe('反映人担心打击报复');
    await as(officer, (work, who) => setSecrecy(work, who, { id, confidential: false, reason: '顾虑已经消除' }));
    expect(await listed()).toBe(true);
    const own = await house.submitted(house.deputy, { confidential: true, confidentialReason: '本人要求保密' });
    await expect(as(officer, (work, who) => setSecrecy(work, who, { id: own, confidential: false, reason: '不再需要保密' }))).rejects.toThrow(/代表本人要求/u);
  });
});

describe('letters of deputies', () => {
  it('what is not accepted and treated as a letter stays in a list until it is known what came of it', async () => {
    const { as, officer, deputy } = house;
    const id = await house.submitted(deputy);
    await as(officer, (work, who) => examine(work, who, { id, decision: 'decline', ground: 'forwarded_letter', followUp: 'letter_of_deputy', reason: '属于代转群众来信' }));
    const list = (state?: 'waiting' | 'sent' | 'answered') => as(officer, (work, who) => letters(work, who, lettersInput.parse({ state, limit: 100 })));
    expect((await list('waiting')).rows.map((row) => [row.id, row.ground])).toEqual([[id, '代转人民群众来信']]);
    await expect(as(officer, (work, who) => recordLetterOutcome(work, who, { id, outcome: '已经转办处理' }))).rejects.toThrow(/先登记送往/u);
    await as(officer, (work, who) => sendLetter(work, who, { id, organId: house.organs.transport, note: '供工作参考' }));
    await as(officer, (work, who) => recordLetterOutcome(work, who, { id, outcome: '交通运输局已经调整班次' }));
    expect((await list()).rows[0]).toMatchObject({ state: 'answered', organName: '岳阳市交通运输局', outcome: '交通运输局已经调整班次' });
    expect((await as(deputy, (work, who) => originOf(work, who, id))).letter).toMatchObject({ outcome: '交通运输局已经调整班次' });
    expect((await events('suggestion.letter_answered')).length).toBe(1);
    const other = await house.submitted(deputy);
    await as(officer, (work, who) => examine(work, who, { id: other, decision: 'decline', ground: 'no_substance', followUp: 'returned', reason: '没有具体建议内容' }));
    await expect(as(officer, (work, who) => sendLetter(work, who, { id: other, organId: house.organs.transport, note: '' }))).rejects.toThrow(/没有作为代表来信/u);
  });
});
