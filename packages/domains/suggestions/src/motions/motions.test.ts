// 议案: signatures, the presidium's decision, the committee, conversion, handling, withdrawal; on a real database through the services.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { endMandate, previewEnd } from '@smart/identity/mandate-end';
import { newId } from '@smart/kernel/ids';
import { registerSuggestions } from '../register.ts';
import { suggestionDetail } from '../detail.ts';
import { examine } from '../examination.ts';
import { originOf } from '../review/keeping.ts';
import { createHouse, type House } from '../testing.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as deciding from './deciding.ts';
import { motionListInput, publicMotionsInput } from './inputs.ts';
import { listMotions, motionDetail, publicMotion, publicMotions } from './looking.ts';
import { motionHouse, motionText } from './testing.ts';
import * as writing from './writing.ts';

let database: TestDatabase;
let house: House;
let motions: Awaited<ReturnType<typeof motionHouse>>;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  registerSuggestions();
  motions = await motionHouse(house);
});
afterAll(() => database.close());

const see = (id: string, who = house.officer) => house.as(who, (work) => motionDetail(work, who, id));
const list = (who = house.officer, more: object = {}) => house.as(who, (work) => listMotions(work, who, motionListInput.parse({ limit: 100, ...more })));
const today = '2026-03-02';

describe('signing', () => {
  it('nine deputies are too few, ten are enough, and each confirms for themselves', async () => {
    const { as, deputy } = house;
    const nine = await motions.signed(9);
    await expect(as(deputy, (work, who) => writing.submitMotion(work, who, { id: nine }))).rejects.toThrow(/10 人以上联名，现在包括领衔代表共 9 人/u);
    const ten = await motions.handedIn();
    expect(await see(ten)).toMatchObject({ state: 'submitted', signatories: 10, numberLabel: expect.stringMatching(/六次会议第1号议案$/u) });
    expect((await see(nine, deputy)).numberLabel).toBeNull();
  });

  it('in a township five are enough and four are not (地方组织法 22)', async () => {
    const [congress] = await database.adminSql<{ id: string; name: string; code: string }>(`SELECT id, name, division_code AS code FROM congress WHERE tier = 'township' LIMIT 1`);
    const at = { code: congress?.code ?? '', congressId: congress?.id ?? '', congressName: congress?.name ?? '', tier: 'township' as const, termId: newId() };
    await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [at.termId, at.congressId]);
    await database.adminSql(`INSERT INTO session (id, congress_id, term_id, number, starts_on, ends_on) VALUES ($1, $2, $3, 6, '2026-03-01', '2026-03-03')`, [newId(), at.congressId, at.termId]);
    const [lead, ...others] = [await house.deputyOf('罗清', at), await house.deputyOf('唐勤', at), await house.deputyOf('邹和', at), await house.deputyOf('熊安', at), await house.deputyOf('石林', at)] as const;
    const { id } = await house.as(lead, (work, who) => writing.saveMotion(work, who, motionText));
    await house.as(lead, (work, who) => writing.inviteToMotion(work, who, { id, mandateIds: others.map((one) => one.id) }));
    const hand = () => house.as(lead, (work, who) => writing.submitMotion(work, who, { id }));
    for (const [at, one] of others.entries()) {
      if (at === 3) await expect(hand()).rejects.toThrow(/5 人以上联名，现在包括领衔代表共 4 人/u);
      await house.as(one, (work, who) => writing.answerMotion(work, who, { id, agree: true }));
    }
    expect((await hand()).state).toBe('submitted');
  });

  it('changed text takes the signatures back, and an invitation that was not answered lapses with the submission', async () => {
    const { as, deputy } = house;
    const id = await motions.signed(10);
    await as(deputy, (work, who) => writing.saveMotion(work, who, { id, plan: `${motionText.plan}并公开进展。` }));
    expect((await see(id, deputy)).cosigners.every((one) => one.state === 'invited')).toBe(true);
    for (const one of motions.signers.slice(0, 9)) await as(one, (work, who) => writing.answerMotion(work, who, { id, agree: true }));
    const late = await house.deputyOf('许晴');
    await as(deputy, (work, who) => writing.inviteToMotion(work, who, { id, mandateIds: [late.id] }));
    await as(deputy, (work, who) => writing.submitMotion(work, who, { id }));
    expect((await see(id, deputy)).cosigners.find((one) => one.mandateId === late.id)?.state).toBe('lapsed');
  });

  it('ends when a co-signer leaves and too few are left, before it is listed', async () => {
    const { as } = house;
    const [one] = motions.signers;
    const id = await motions.handedIn();
    await as(one ?? house.cosigner, (work, who) => writing.retractSignature(work, who, { id }));
    expect(await see(id)).toMatchObject({ state: 'lapsed', signatories: 9 });
    const listed = await motions.handedIn();
    await as(house.officer, (work, who) => deciding.decideMotion(work, who, { id: listed, decision: 'listed', decidedOn: today }));
    await expect(as(one ?? house.cosigner, (work, who) => writing.retractSignature(work, who, { id: listed }))).rejects.toThrow(/列入会议议程/u);
  });

  it('who is no deputy any more signs nothing and leads nothing: the first co-signer goes on, and with too few left it ends', async () => {
    const { as, officer, deputy } = house;
    const leaving = await house.deputyOf('离任者');
    const sign = (id: string) => database.adminSql(`INSERT INTO motion_cosigner (id, congress_id, motion_id, mandate_id, person_id, name, state, answered_at) VALUES (gen_random_uuid(), $1, $2, $3, $4, '离任者', 'confirmed', now())`, [house.city.congressId, id, leaving.id, leaving.personId]);
    const led = async (count: number) => {
      const id = await motions.signed(count, leaving);
      await as(leaving, (work, who) => writing.submitMotion(work, who, { id }));
      return id;
    };
    const [enough, tooFew, written] = [await led(11), await led(10), await motions.signed(9)];
    await sign(written);
    const handedIn = await motions.signed(9);
    await sign(handedIn);
    await as(deputy, (work, who) => writing.submitMotion(work, who, { id: handedIn }));
    const listed = await motions.signed(9);
    await sign(listed);
    await as(deputy, (work, who) => writing.submitMotion(work, who, { id: listed }));
    await as(officer, (work, who) => deciding.decideMotion(work, who, { id: listed, decision: 'listed', decidedOn: today }));
    const ending = { id: leaving.id, ground: 'moved_away' as const, on: today };
    const preview = await house.asSystem(house.city.congressId, (work) => previewEnd(work, house.city.congressId, ending));
    expect(preview.outcomes.filter(({ label }) => label.includes('议案')).map(({ count }) => count)).toEqual([2, 2]);
    await house.asSystem(house.city.congressId, (work) => endMandate(work, { personId: null, capacityId: null, label: '测试' }, house.city.congressId, { ...ending, choices: {} }));
    expect(await see(enough)).toMatchObject({ state: 'submitted', signatories: 10, leadName: '离任者' });
    expect(await as(motions.signers[0] ?? deputy, (work, who) => writing.askMotionWithdrawal(work, who, { id: enough, reason: '内容需要重新论证' }))).toMatchObject({ state: 'submitted' });
    expect((await see(tooFew)).state).toBe('lapsed');
    expect((await see(handedIn)).state).toBe('lapsed');
    // Decided is decided: the signature that had counted did so.
    expect(await see(listed)).toMatchObject({ state: 'on_agenda', signatories: 10 });
    await expect(as(deputy, (work, who) => writing.submitMotion(work, who, { id: written }))).rejects.toThrow(/现在包括领衔代表共 9 人/u);
    const converted = await as(officer, (work, who) => deciding.decideMotion(work, who, { id: enough, decision: 'converted', decidedOn: today, reason: '事项属于政府职权，宜作建议办理' }));
    expect(await as(officer, (work) => suggestionDetail(work, officer, converted.suggestionId ?? ''))).toMatchObject({ cosignerCount: 9 });
  });

  it('does not count a signature whose deputy is suspended when it is handed in (代表法 61)', async () => {
    const id = await motions.signed(10);
    const [, suspended] = motions.signers;
    const set = (status: string) => database.adminSql(`UPDATE mandate SET status = $2, suspended_on = CASE WHEN $2 = 'active' THEN NULL ELSE '2026-03-01'::date END, suspension_ground = CASE WHEN $2 = 'active' THEN NULL ELSE 'detained' END WHERE id = $1`, [suspended?.id, status]);
    const hand = () => house.as(house.deputy, (work, who) => writing.submitMotion(work, who, { id }));
    await set('suspended');
    await expect(hand()).rejects.toThrow(/现在包括领衔代表共 9 人/u);
    await set('active');
    expect((await hand()).state).toBe('submitted');
  });

  it('only while a session sits and before the presidium limit', async () => {
    const { as, deputy, officer, clock } = house;
    const id = await motions.signed(10);
    const now = clock.now();
    await expect(as(officer, (work, who) => deciding.setMotionCutoff(work, who, { sessionId: motions.sessionId, cutoff: '2026-04-01T12:00:00+08:00' }))).rejects.toThrow(/会期以内/u);
    await as(officer, (work, who) => deciding.setMotionCutoff(work, who, { sessionId: motions.sessionId, cutoff: '2026-03-04T12:00:00+08:00' }));
    for (const late of ['2026-03-04T12:01:00+08:00', '2026-03-10T09:00:00+08:00']) {
      clock.set(late);
      await expect(as(deputy, (work, who) => writing.submitMotion(work, who, { id }))).rejects.toThrow(/截止时间以前/u);
    }
    clock.set(now.toISOString());
    expect((await as(deputy, (work, who) => writing.submitMotion(work, who, { id }))).state).toBe('submitted');
  });

  it('is nobody else’s before it is handed in', async () => {
    const id = await motions.signed(3);
    for (const who of [house.officer, house.leader, house.districtOfficer, house.transportClerk]) await expect(see(id, who)).rejects.toThrow('没有找到');
    expect((await see(id, motions.signers[0])).title).toBe(motionText.title);
  });
});

describe('the presidium', () => {
  it('converts: a numbered suggestion with the same deputies, told to all, and no number is given twice', async () => {
    const { as, officer, deputy, cosigner } = house;
    const id = await motions.handedIn();
    const receipt = await as(officer, (work, who) => deciding.decideMotion(work, who, { id, decision: 'converted', decidedOn: today, reason: '事项属于政府职权，宜作建议办理' }));
    expect(receipt).toMatchObject({ state: 'converted', suggestionId: expect.any(String) });
    const suggestionId = receipt.suggestionId ?? '';
    const suggestion = await as(officer, (work) => suggestionDetail(work, officer, suggestionId));
    expect(suggestion).toMatchObject({ state: 'registered', kind: 'motion', title: '关于加快推进老旧小区加装电梯的建议', leadName: '李明', cosignerCount: 9 });
    expect(suggestion.numberLabel).toMatch(/六次会议第\d+号建议$/u);
    expect(suggestion.due?.kind).toBe('assignment');
    expect((await as(cosigner, (work, who) => originOf(work, who, suggestionId))).from).toMatchObject({ kind: 'motion', id });
    const next = await house.submitted(deputy);
    const other = await as(officer, (work, who) => examine(work, who, { id: next, decision: 'accept' }));
    expect(other.numberLabel).not.toBe(suggestion.numberLabel);
    const numbers = (await list()).rows.map((row) => row.numberLabel);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('refers to a committee with a limit from the close of the session; the committee reports, the standing committee decides, the organ reports, it is closed', async () => {
    const { as, officer, transportClerk, organs } = house;
    const id = await motions.referred();
    const referred = await see(id);
    expect(referred).toMatchObject({ state: 'in_committee', ownerKind: 'organ' });
    // Three months after the close on 5 March, not after the referral on 2 March.
    expect(referred.due?.dueOn).toBe('2026-06-05');
    expect((await list(motions.committee, { scope: 'organ' })).rows.map((row) => [row.id, row.task])).toEqual([[id, '提出审议结果报告']]);
    await expect(as(transportClerk, (work, who) => deciding.reportMotion(work, who, { id, report: '经审议认为可行', proposal: 'handle', reportedOn: today }))).rejects.toThrow('没有找到');
    await as(motions.committee, (work, who) => deciding.reportMotion(work, who, { id, report: '经审议，建议交市政府办理并报告。', proposal: 'handle', reportedOn: today }));
    expect(await see(id)).toMatchObject({ state: 'committee_reported', due: { label: '审议决定' } });
    await as(officer, (work, who) => deciding.resolveMotion(work, who, { id, outcome: 'in_handling', resolution: '同意委员会的报告，交市交通运输局办理。', resolvedOn: today, handlingOrganId: organs.transport }));
    expect(await see(id, transportClerk)).toMatchObject({ state: 'in_handling', task: '报告办理情况', due: { dueOn: '2026-06-02' } });
    await as(transportClerk, (work, who) => deciding.reportMotionHandling(work, who, { id, report: '已经制定实施方案并启动试点。' }));
    await as(officer, (work, who) => deciding.undoMotion(work, who, 'sendBack', { id, reason: '请补充资金安排' }));
    await as(transportClerk, (work, who) => deciding.reportMotionHandling(work, who, { id, report: '已经落实资金并完成第一批改造。' }));
    await as(officer, (work, who) => deciding.endMotion(work, who, 'close', { id }));
    const closed = await see(id);
    expect(closed).toMatchObject({ state: 'closed', ownerKind: 'nobody', due: null });
    expect(closed.deadlines.every((one) => one.status !== 'open')).toBe(true);
  });

  it('lets it be withdrawn, or not, before the vote', async () => {
    const { as, officer, deputy } = house;
    const id = await motions.handedIn();
    await expect(as(officer, (work, who) => deciding.answerMotionWithdrawal(work, who, { id, consent: true, reason: '' }))).rejects.toThrow(/没有要求撤回/u);
    await as(deputy, (work, who) => writing.askMotionWithdrawal(work, who, { id, reason: '内容需要重新论证' }));
    await as(officer, (work, who) => deciding.answerMotionWithdrawal(work, who, { id, consent: false, reason: '事项重大应当审议' }));
    expect(await see(id)).toMatchObject({ state: 'submitted', withdrawalAsked: false });
    await as(deputy, (work, who) => writing.askMotionWithdrawal(work, who, { id, reason: '内容需要重新论证' }));
    expect((await as(officer, (work, who) => deciding.answerMotionWithdrawal(work, who, { id, consent: true, reason: '' }))).state).toBe('withdrawn');
  });
});

describe('the public', () => {
  it('reads what was published and nothing else', async () => {
    const { as, officer, asPublic } = house;
    const id = await motions.referred();
    await expect(asPublic((work) => publicMotion(work, id))).rejects.toThrow();
    await as(officer, (work, who) => deciding.endMotion(work, who, 'publish', { id }));
    const shown = await asPublic((work) => publicMotion(work, id));
    expect(shown).toMatchObject({ title: motionText.title, stateLabel: '委员会审议' });
    expect(shown.cosigners.length).toBe(9);
    expect((await asPublic((work) => publicMotions(work, publicMotionsInput.parse({ q: '加装电梯' })))).rows.map((row) => row.id)).toEqual([id]);
    await as(officer, (work, who) => deciding.undoMotion(work, who, 'unpublish', { id, reason: '内容需要更正' }));
    await expect(asPublic((work) => publicMotion(work, id))).rejects.toThrow();
  });
});
