// A call from its first word to its result: what comes in, what staff do with it, what deputies make of it, what the proposer sees.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { isDomainError } from '@smart/kernel/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerCosign } from '../cosigning.ts';
import { discardDraft, draft, saveDraft } from '../drafts.ts';
import { examine } from '../examination.ts';
import { setSecrecy } from '../review/keeping.ts';
import { submit } from '../submission.ts';
import { createHouse, type House } from '../testing.ts';
import { withdraw } from '../withdrawal.ts';
import { closeCall, concludeCall, discardCall, extendCall, openCall, saveCall } from './calls.ts';
import { dropContact, followed, keepContact, openContact, proposalSecret } from './follow.ts';
import { proposedGroups } from './groups.ts';
import { callOf, listCalls, listTopics, proposalsOf, statisticsOf, topicOf } from './looking.ts';
import { propose, support, supportAsCitizen } from './proposing.ts';
import { publicCall, publicCalls } from './public.ts';
import { amend, mergeTopics, release, restore, setAside } from './sorting.ts';
import { effectOnCalls, sweepCalls } from './sweeps.ts';
import { inviteJoined, join, takeUp } from './taking-up.ts';
import { callSample, callsIn, proposalSample } from './testing.ts';

let database: TestDatabase;
let house: House;
let calls: ReturnType<typeof callsIn>;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  calls = callsIn(house);
});
afterAll(() => database.close());

/** The code of a refusal, or that there was none. */
const refusal = (act: Promise<unknown>): Promise<string> => act.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));
const inCity = <T>(run: Parameters<typeof house.asSystem<T>>[1]) => house.asSystem(house.city.congressId, run);
const labels = async (number: string, id: string) => (await inCity((work) => followed(work, number, proposalSecret(id)))).stations.map(({ label }) => label);
const seen = (callId: string) => house.asPublic((work) => publicCall(work, callId, { limit: 50, offset: 0 }));

describe('a call', () => {
  it('is seen when it is open, and by nobody outside the office before', async () => {
    const { as, asPublic, officer, deputy, districtOfficer } = house;
    const { id } = await as(officer, (work, who) => saveCall(work, who, callSample));
    expect(await refusal(as(deputy, (work, who) => callOf(work, who, id)))).toBe('common.not_found');
    expect(await refusal(asPublic((work) => publicCall(work, id, { limit: 1, offset: 0 })))).toBe('calls.not_public');
    expect(await refusal(as(districtOfficer, (work, who) => openCall(work, who, { id })))).toBe('common.not_found');
    await as(officer, (work, who) => openCall(work, who, { id }));
    expect((await as(deputy, (work, who) => callOf(work, who, id))).running).toBe(true);
    expect((await seen(id)).call).toMatchObject({ title: callSample.title, congressName: '岳阳市人民代表大会', running: true, topicLabels: ['城乡建设'] });
    expect(await refusal(as(officer, (work, who) => saveCall(work, who, { ...callSample, id })))).toBe('workflow.refused');
    expect((await as(house.districtDeputy, (work, who) => listCalls(work, who, { limit: 20, offset: 0 }))).total).toBe(0);
  });

  it('says which date is wrong, can be thrown away as a draft, and does not open when its days are over', async () => {
    const { as, officer } = house;
    const refused = as(officer, (work, who) => saveCall(work, who, { ...callSample, endsOn: '2026-02-01' }));
    await expect(refused).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'endsOn' }] });
    const { id } = await as(officer, (work, who) => saveCall(work, who, { ...callSample, startsOn: '2026-02-01', endsOn: '2026-02-20' }));
    expect(await refusal(as(officer, (work, who) => openCall(work, who, { id })))).toBe('workflow.refused');
    await as(officer, (work, who) => discardCall(work, who, { id }));
    expect((await as(officer, (work, who) => listCalls(work, who, { limit: 50, offset: 0 }))).rows.some((one) => one.id === id)).toBe(false);
  });

  it('ends by itself with its last day, takes nothing more, and can be extended', async () => {
    const { as, officer, deputy, clock, asSystem, city } = house;
    const id = await calls.running();
    clock.set('2026-04-01T08:00:00+08:00');
    // The sweep has not run yet, and nothing is taken already.
    expect(await refusal(calls.byCitizen(id))).toBe('calls.not_open');
    expect((await asSystem(city.congressId, (work) => sweepCalls(work, city.congressId))).closed).toBeGreaterThan(0);
    expect((await as(officer, (work, who) => callOf(work, who, id))).state).toBe('closed');
    expect(await refusal(as(officer, (work, who) => extendCall(work, who, { id, endsOn: '2026-03-30' })))).toBe('workflow.refused');
    await as(officer, (work, who) => extendCall(work, who, { id, endsOn: '2026-04-20' }));
    await calls.byCitizen(id);
    expect((await as(deputy, (work, who) => callOf(work, who, id))).endsOn).toBe('2026-04-20');
    clock.set('2026-03-02T09:00:00+08:00');
  });

  it('is for whom it says', async () => {
    const { as, deputy, officer, districtDeputy } = house;
    const forDeputies = await calls.running(officer, 'deputies');
    expect(await refusal(calls.byCitizen(forDeputies))).toBe('calls.not_for_you');
    expect(await refusal(as(districtDeputy, (work, who) => propose(work, who, { ...proposalSample, callId: forDeputies })))).toBe('calls.not_public');
    const forCitizens = await calls.running(officer, 'citizens');
    expect(await refusal(as(deputy, (work, who) => propose(work, who, { ...proposalSample, callId: forCitizens })))).toBe('calls.not_for_you');
  });
});

describe('what is proposed', () => {
  it('is shown at once, held back when the filter finds something, and never lost', async () => {
    const { as, officer } = house;
    const callId = await calls.running();
    const clean = await calls.byCitizen(callId);
    expect(clean.held).toBe(false);
    const held = await calls.byCitizen(callId, { situation: '请打我电话 138 0730 1234 联系，楼道灯坏了三个月。' });
    expect(held.held).toBe(true);
    expect((await seen(callId)).topics.map((one) => one.id)).toEqual([clean.topicId]);
    const row = await as(officer, (work, who) => topicOf(work, who, held.topicId));
    expect(row).toMatchObject({ state: 'held', heldBecause: ['phone'] });
    expect(await refusal(as(house.deputy, (work, who) => topicOf(work, who, held.topicId)))).toBe('common.not_found');
    await as(officer, (work, who) => amend(work, who, { topicId: held.topicId, title: row.title, situation: '楼道灯坏了三个月，没有人修。', wish: row.wish, place: row.place }));
    expect(await as(officer, (work, who) => release(work, who, { topicIds: [held.topicId, clean.topicId] }))).toEqual({ released: 1 });
    expect((await seen(callId)).topics.map((one) => one.situation)).toContain('楼道灯坏了三个月，没有人修。');
    const own = await as(officer, (work, who) => proposalsOf(work, who, held.topicId));
    expect(own.rows[0]).toMatchObject({ source: 'citizen', proposerName: null, situation: '请打我电话 138 0730 1234 联系，楼道灯坏了三个月。' });
  });

  it('sent twice by the same form is one, with the same receipt', async () => {
    const callId = await calls.running();
    const [first, second] = await Promise.all([calls.byCitizen(callId, {}, 'one-form'), calls.byCitizen(callId, {}, 'one-form')]);
    expect(second).toEqual(first);
    expect((await seen(callId)).call.proposals).toBe(1);
  });

  it('is opened by number and code only', async () => {
    const callId = await calls.running();
    const { id, number } = await calls.byCitizen(callId);
    expect(number).toMatch(/^4306-260302-[0-9A-Z]{6}$/);
    const secret = proposalSecret(id);
    expect((await inCity((work) => followed(work, number, secret.toLowerCase().replaceAll('-', ' ')))).title).toBe(proposalSample.title);
    for (const [guess, code] of [[number, '0000-0000-0000-0000'], ['4306-260302-000000', secret], [number, `${secret}0`], [number, '']] as const) {
      expect(await refusal(inCity((work) => followed(work, guess, code)))).toBe('calls.unknown_receipt');
    }
    const [row] = await database.adminSql<{ text: string }>('SELECT p::text AS text FROM call_proposal p WHERE id = $1', [id]);
    expect(row?.text).not.toContain(secret.replaceAll('-', ''));
  });

  it('is supported once by each mandate and each browser, and nothing tells which browser', async () => {
    const { as, deputy, cosigner } = house;
    const callId = await calls.running();
    const { topicId } = await calls.byCitizen(callId);
    expect((await as(deputy, (work, who) => support(work, who, { topicId }))).supports).toBe(1);
    expect(await refusal(as(deputy, (work, who) => support(work, who, { topicId })))).toBe('calls.supported_already');
    await as(cosigner, (work, who) => support(work, who, { topicId }));
    const byToken = (token: string) => inCity((work) => supportAsCitizen(work, callId, topicId, token));
    // Ten presses at once are one.
    const pressed = await Promise.all(Array.from({ length: 10 }, () => refusal(byToken('a-browser'))));
    expect(pressed.filter((one) => one === 'done')).toHaveLength(1);
    expect(new Set(pressed)).toEqual(new Set(['done', 'calls.supported_already']));
    expect((await byToken('another')).supports).toBe(4);
    expect(await refusal(inCity((work) => supportAsCitizen(work, callId, callId, 'a-browser')))).toBe('common.not_found');
    const rows = await database.adminSql<{ text: string }>('SELECT s::text AS text FROM call_support s');
    expect(rows.every(({ text }) => !text.includes('a-browser'))).toBe(true);
  });
});

describe('staff', () => {
  it('merge what is alike as the system proposes; each proposer stays, who supported both counts once', async () => {
    const { as, officer, deputy } = house;
    const callId = await calls.running();
    const one = await calls.byCitizen(callId, { title: '老楼加装电梯没人牵头' });
    const two = await calls.byCitizen(callId, { title: '希望老楼能加装电梯', situation: '我们小区的老楼没有电梯，老人上下楼困难，加装电梯要有人牵头协商。', wish: '请社区牵头，公布加装电梯的流程。' });
    const other = await calls.byCitizen(callId, { title: '路口红绿灯时间太短', situation: '学校门口的红绿灯时间太短，孩子走不完斑马线。', wish: '请交警延长绿灯时间。', place: '学院路' });
    for (const { topicId } of [one, two]) await inCity((work) => supportAsCitizen(work, callId, topicId, 'same'));
    await inCity((work) => supportAsCitizen(work, callId, two.topicId, 'only two'));
    const { groups } = await as(officer, (work, who) => proposedGroups(work, who, callId));
    expect(groups.map(({ topics }) => topics.map(({ id }) => id).toSorted())).toEqual([[one.topicId, two.topicId].toSorted()]);
    expect(groups[0]?.words).toContain('电梯');
    const { merged } = await as(officer, (work, who) => mergeTopics(work, who, { intoId: one.topicId, topicIds: [one.topicId, two.topicId] }));
    expect(merged).toBe(1);
    expect(await as(deputy, (work, who) => topicOf(work, who, one.topicId))).toMatchObject({ proposals: 2, supports: 2 });
    expect((await as(officer, (work, who) => proposalsOf(work, who, one.topicId))).rows).toHaveLength(2);
    expect(await labels(two.number, two.id)).toEqual(['已收到您的建言', '与同类建言合并']);
    const elsewhere = await calls.byCitizen(await calls.running());
    expect(await refusal(as(officer, (work, who) => mergeTopics(work, who, { intoId: elsewhere.topicId, topicIds: [other.topicId] })))).toBe('common.invalid_input');
    expect(await refusal(as(house.districtOfficer, (work, who) => mergeTopics(work, who, { intoId: one.topicId, topicIds: [other.topicId] })))).toBe('common.not_found');
  });

  it('put aside with a reason that the proposer reads, and take out again; what must not be seen is gone from the page', async () => {
    const { as, officer } = house;
    const callId = await calls.running();
    const { id, number, topicId } = await calls.byCitizen(callId);
    expect(await refusal(as(officer, (work, who) => setAside(work, who, { topicId, ground: 'beyond_powers', reason: '短' })))).toBe('common.invalid_input');
    await as(officer, (work, who) => setAside(work, who, { topicId, ground: 'beyond_powers', reason: '铁路道口由铁路部门管理，已转告。' }));
    expect((await seen(callId)).topics[0]?.setAside).toBe('不属于本级职权范围。说明：铁路道口由铁路部门管理，已转告。');
    const { stations, over } = await inCity((work) => followed(work, number, proposalSecret(id)));
    expect(stations.at(-1)).toMatchObject({ label: '没有采用', text: '不属于本级职权范围。说明：铁路道口由铁路部门管理，已转告。' });
    expect(over).toBe(true);
    await as(officer, (work, who) => restore(work, who, { topicId }));
    await as(officer, (work, who) => setAside(work, who, { topicId, ground: 'unlawful', reason: '含有他人的姓名和住址' }));
    expect((await seen(callId)).topics).toEqual([]);
    expect((await as(officer, (work, who) => listTopics(work, who, { callId, sort: 'newest', limit: 20, offset: 0 }))).total).toBe(1);
  });
});

describe('a deputy', () => {
  it('takes a topic up in one act: a draft with the facts, which others may join; the proposer sees each stage', async () => {
    const { as, officer, deputy, cosigner, otherDeputy } = house;
    const callId = await calls.running();
    const { id, number, topicId } = await calls.byCitizen(callId);
    await as(otherDeputy, (work, who) => support(work, who, { topicId }));
    const { suggestionId } = await as(deputy, (work, who) => takeUp(work, who, { topicId }));
    const written = await as(deputy, (work, who) => draft(work, who, suggestionId));
    expect(written).toMatchObject({ state: 'draft', title: '关于三号楼加装电梯没人牵头的建议', topic: 'urban_construction', proposal: proposalSample.wish });
    expect(written.background).toContain('1 人提出，1 人支持；地点：金鹗小区');
    expect(await refusal(as(cosigner, (work, who) => takeUp(work, who, { topicId })))).toBe('calls.taken_already');
    await as(cosigner, (work, who) => join(work, who, { topicId }));
    expect(await refusal(as(cosigner, (work, who) => join(work, who, { topicId })))).toBe('workflow.refused');
    expect(await refusal(as(deputy, (work, who) => join(work, who, { topicId })))).toBe('common.forbidden');
    expect(await refusal(as(cosigner, (work, who) => inviteJoined(work, who, { topicId })))).toBe('common.not_found');
    await as(deputy, (work, who) => inviteJoined(work, who, { topicId }));
    expect((await as(deputy, (work, who) => draft(work, who, suggestionId))).cosigners.map(({ name }) => name)).toEqual(['王芳']);
    expect(await refusal(as(deputy, (work, who) => inviteJoined(work, who, { topicId })))).toBe('common.conflict');
    // The guest at the table: another reader of the topic does not get the draft's id.
    expect((await as(cosigner, (work, who) => topicOf(work, who, topicId))).suggestionId).toBeNull();
    await as(cosigner, (work, who) => answerCosign(work, who, { id: suggestionId, agree: true }));
    await as(deputy, (work, who) => submit(work, who, { id: suggestionId }));
    await as(officer, (work, who) => examine(work, who, { id: suggestionId, decision: 'accept' }));
    await calls.deliver();
    const { stations } = await inCity((work) => followed(work, number, proposalSecret(id)));
    expect(stations.map(({ label }) => label)).toEqual(['已收到您的建言', '李明代表已认领', '代表已提交建议，等待审查', '建议已立案']);
    expect(stations.at(-1)?.text).toMatch(/编号：.*第\d+号/);
    expect((await seen(callId)).topics[0]).toMatchObject({ deputyName: '李明', stageLabel: '建议已立案', suggestionId: null });
    expect(await refusal(as(otherDeputy, (work, who) => join(work, who, { topicId })))).toBe('workflow.refused');
  });

  it('who drops the draft or withdraws the suggestion gives the topic back', async () => {
    const { as, deputy, otherDeputy } = house;
    const callId = await calls.running();
    const { id, number, topicId } = await calls.byCitizen(callId);
    const first = await as(deputy, (work, who) => takeUp(work, who, { topicId }));
    await as(deputy, (work, who) => discardDraft(work, who, { id: first.suggestionId }));
    await calls.deliver();
    const second = await as(otherDeputy, (work, who) => takeUp(work, who, { topicId }));
    await as(otherDeputy, (work, who) => submit(work, who, { id: second.suggestionId }));
    await as(otherDeputy, (work, who) => withdraw(work, who, { id: second.suggestionId, reason: '另行调研后再提出' }));
    await calls.deliver();
    expect(await labels(number, id)).toEqual(['已收到您的建言', '李明代表已认领', '代表已撤回，等待其他代表认领', '赵强代表已认领', '代表已提交建议，等待审查', '代表已撤回，等待其他代表认领']);
    expect((await as(deputy, (work, who) => topicOf(work, who, topicId))).state).toBe('open');
  });

  it.each([
    ['confidential', { confidential: true, confidentialReason: '涉及反映人的住址' }],
    ['marked as unsuitable for publication', { publishConsent: false }],
  ])('of a suggestion that is %s only the stage is told, not even its number', async (_what, marked) => {
    const { as, deputy, officer } = house;
    const callId = await calls.running();
    const { id, number, topicId } = await calls.byCitizen(callId);
    const { suggestionId } = await as(deputy, (work, who) => takeUp(work, who, { topicId }));
    await as(deputy, (work, who) => saveDraft(work, who, { id: suggestionId, ...marked }));
    await as(deputy, (work, who) => submit(work, who, { id: suggestionId }));
    await as(officer, (work, who) => examine(work, who, { id: suggestionId, decision: 'accept' }));
    await calls.deliver();
    expect((await inCity((work) => followed(work, number, proposalSecret(id)))).stations.at(-1)).toMatchObject({ label: '建议已立案', text: '' });
    expect((await seen(callId)).topics[0]?.numberLabel).toBeNull();
  });

  it('what becomes secret later loses the number that was told', async () => {
    const { as, deputy, officer } = house;
    const callId = await calls.running();
    const { id, number, topicId } = await calls.byCitizen(callId);
    const { suggestionId } = await as(deputy, (work, who) => takeUp(work, who, { topicId }));
    await as(deputy, (work, who) => submit(work, who, { id: suggestionId }));
    await as(officer, (work, who) => examine(work, who, { id: suggestionId, decision: 'accept' }));
    await calls.deliver();
    const told = async () => [(await inCity((work) => followed(work, number, proposalSecret(id)))).stations.at(-1)?.text, (await seen(callId)).topics[0]?.numberLabel];
    expect((await told()).every((one) => one?.includes('第'))).toBe(true);
    await as(officer, (work, who) => setSecrecy(work, who, { id: suggestionId, confidential: true, reason: '反映人担心打击报复' }));
    await calls.deliver();
    expect(await told()).toEqual(['', null]);
  });

  it('with a suspended mandate takes nothing up and supports nothing', async () => {
    const { as, otherDeputy } = house;
    const callId = await calls.running();
    const { topicId } = await calls.byCitizen(callId);
    await database.adminSql(`UPDATE mandate SET status = 'suspended', suspended_on = '2026-01-05', suspension_ground = 'detained' WHERE id = $1`, [otherDeputy.id]);
    expect(await refusal(as(otherDeputy, (work, who) => takeUp(work, who, { topicId })))).toBe('suggestions.mandate_suspended');
    expect(await refusal(as(otherDeputy, (work, who) => support(work, who, { topicId })))).toBe('suggestions.mandate_suspended');
    await database.adminSql(`UPDATE mandate SET status = 'active', suspended_on = NULL, suspension_ground = NULL WHERE id = $1`, [otherDeputy.id]);
  });
});

it('is concluded only when everybody who proposed has an answer; the figures add up', async () => {
  const { as, officer, deputy } = house;
  const callId = await calls.running();
  const [one, two] = [await calls.byCitizen(callId), await as(deputy, (work, who) => propose(work, who, { ...proposalSample, callId, title: '另一件事也很要紧' }))];
  await as(deputy, (work, who) => takeUp(work, who, { topicId: one.topicId }));
  const summary = '共收到两条建言，一条由代表认领，一条说明了理由，感谢参与。';
  expect(await refusal(as(officer, (work, who) => concludeCall(work, who, { id: callId, summary })))).toBe('workflow.illegal_action');
  await as(officer, (work, who) => closeCall(work, who, { id: callId, reason: '已经收集充分' }));
  await expect(as(officer, (work, who) => concludeCall(work, who, { id: callId, summary }))).rejects.toThrow(/还有 1 个选题/);
  await as(officer, (work, who) => setAside(work, who, { topicId: two.topicId, ground: 'answered_already', reason: '市住建局上月已经答复' }));
  await as(officer, (work, who) => concludeCall(work, who, { id: callId, summary }));
  expect((await seen(callId)).call).toMatchObject({ state: 'concluded', summary, proposals: 2, takenUp: 1 });
  expect((await as(officer, (work, who) => callOf(work, who, callId))).figures).toMatchObject({ proposals: 2, topics: 2, takenUp: 1, setAside: 1, waiting: 0, held: 0 });
  const all = await as(officer, (work, who) => statisticsOf(work, who));
  const listed = await as(officer, (work, who) => listCalls(work, who, { limit: 100, offset: 0 }));
  expect(all.figures.proposals).toBe(listed.rows.reduce((sum, { figures }) => sum + figures.proposals, 0));
  expect((await house.asPublic((work) => publicCalls(work, { divisionCode: '4306', limit: 50, offset: 0 }))).rows.map(({ id }) => id)).toContain(callId);
});

it('a number to be told at is sealed, opens for its proposal only, and is forgotten when asked, when it is too old, and after the outcome', async () => {
  const { clock, city } = house;
  const callId = await calls.running();
  const [one, two] = [await calls.byCitizen(callId), await calls.byCitizen(callId)];
  const secret = proposalSecret(one.id);
  await inCity((work) => keepContact(work, one.number, secret, '138 0730 1234'));
  const stored = await database.adminSql<{ cipher: string; text: string }>('SELECT contact_cipher AS cipher, p::text AS text FROM call_proposal p WHERE id = $1', [one.id]);
  expect(stored[0]?.text).not.toContain('13807301234');
  expect(await inCity((work) => openContact(work, one.id))).toMatchObject({ phone: '13807301234', over: false });
  await database.adminSql('UPDATE call_proposal SET contact_cipher = $2 WHERE id = $1', [two.id, stored[0]?.cipher]);
  await expect(inCity((work) => openContact(work, two.id))).rejects.toThrow();
  await inCity((work) => dropContact(work, one.number, secret));
  expect(await inCity((work) => openContact(work, one.id))).toBeNull();
  const effect = (key: string, value: unknown) => inCity((work) => effectOnCalls(work, { congressId: city.congressId, key, value }));
  expect(await effect('calls.contact_days', 1)).toMatchObject({ open: 1, words: expect.stringContaining('由 0 个变为 0 个') });
  expect((await effect('calls.review_first', true)).open).toBeGreaterThan(0);
  clock.set('2026-09-20T09:00:00+08:00');
  expect(await effect('calls.contact_days', 300)).toMatchObject({ open: 1, words: expect.stringContaining('由 1 个变为 0 个') });
  expect((await inCity((work) => sweepCalls(work, city.congressId))).erased).toBe(1);
  clock.set('2026-03-02T09:00:00+08:00');
  expect(await inCity((work) => openContact(work, two.id))).toBeNull();
});
