// The turns a suggestion may take besides the straight way: return, extension, separate and second handling, coordination, withdrawal,
// merge, refusal, amendment, and what happens when a limit passes.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as assignment from './assignment.ts';
import * as contact from './contact.ts';
import { closeCoordination, conveneCoordination } from './coordination.ts';
import { changeCommitment, decideCommitmentChange } from './feedback/commitments.ts';
import * as cosigning from './cosigning.ts';
import { saveDraft } from './drafts.ts';
import { evaluate } from './evaluation.ts';
import { examine } from './examination.ts';
import * as extension from './extension.ts';
import * as handling from './handling.ts';
import { inboxOf } from './inbox.ts';
import { letterOf } from './letter.ts';
import * as reply from './reply.ts';
import { resubmit, submit } from './submission.ts';
import { sweepSuggestions } from './sweeps.ts';
import { createHouse, type House } from './testing.ts';
import { type Steps, stepsIn } from './testing-steps.ts';
import { agreeWithdrawal, withdraw } from './withdrawal.ts';

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

const tasksOf = async (who: House['deputy'], id: string) => (await house.as(who, (work) => inboxOf(work, who))).items.filter((one) => one.suggestionId === id).map((one) => one.task);

describe('退办', () => {
  it('is approved: the unit clock begins anew at the next hand-over, the total clock goes on', async () => {
    const id = await steps.registered();
    await steps.assign(id, [{ organId: house.organs.transport, role: 'lead' }]);
    house.clock.set('2026-03-09T09:00:00+08:00');
    const { id: assignmentId } = await steps.part(id, house.organs.transport);
    await house.as(house.transportClerk, (work, who) => handling.requestReturn(work, who, { assignmentId, cause: 'not_our_duty', reason: '属于住建部门职责' }));
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'return_requested', ownerKind: 'congress' });
    expect(await tasksOf(house.officer, id)).toEqual(['decide_return']);
    await house.as(house.officer, (work, who) => handling.decideReturn(work, who, { assignmentId, approve: true, reason: '' }));
    const back = await steps.see(house.officer, id);
    expect(back).toMatchObject({ state: 'registered', due: { kind: 'reassignment', dueOn: '2026-03-23' }, replyDueOn: '2026-06-02' });
    await steps.assign(id, [{ organId: house.organs.housing, role: 'lead' }]);
    const again = await steps.see(house.officer, id);
    expect(again).toMatchObject({ state: 'assigned', assignedOn: '2026-03-02', replyDueOn: '2026-06-02' });
    expect(again.deadlines.find((one) => one.kind === 'reply' && one.status === 'open')).toMatchObject({ dueOn: '2026-06-09', organName: '岳阳市住房和城乡建设局' });
  });

  it('is refused after its limit, with the date (10 working days from 2 March: 16 March)', async () => {
    const id = await steps.inHandling();
    const { id: assignmentId } = await steps.part(id, house.organs.transport);
    const ask = () => house.as(house.transportClerk, (work, who) => handling.requestReturn(work, who, { assignmentId, cause: 'other_organ_leads', reason: '应由住建局主办' }));
    house.clock.set('2026-03-17T08:00:00+08:00');
    await expect(ask()).rejects.toMatchObject({ code: 'workflow.refused', message: expect.stringContaining('2026年3月16日') });
    house.clock.set('2026-03-16T18:00:00+08:00');
    await ask();
    await house.as(house.officer, (work, who) => handling.decideReturn(work, who, { assignmentId, approve: false, reason: '确属贵局职责，请继续办理' }));
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'assigned' });
    expect(await tasksOf(house.transportClerk, id)).toEqual(['accept']);
  });

  it('at the second level goes to the government office, which hands on anew', async () => {
    const id = await steps.registered();
    await steps.assign(id, [{ organId: house.organs.office, role: 'distribute' }]);
    const office = await steps.part(id, house.organs.office);
    await house.as(house.officeClerk, (work, who) => assignment.distribute(work, who, { assignmentId: office.id, organs: [{ organId: house.organs.transport, role: 'lead' }] }));
    const { id: assignmentId } = await steps.part(id, house.organs.transport);
    await house.as(house.transportClerk, (work, who) => handling.requestReturn(work, who, { assignmentId, cause: 'not_our_duty', reason: '不是我局职责' }));
    expect(await steps.see(house.officer, id)).toMatchObject({ state: 'return_requested', ownerKind: 'organ' });
    expect(await tasksOf(house.officer, id)).toEqual([]);
    await expect(house.as(house.officer, (work, who) => handling.decideReturn(work, who, { assignmentId, approve: true, reason: '' }))).rejects.toMatchObject({ code: 'common.forbidden' });
    await house.as(house.officeClerk, (work, who) => handling.decideReturn(work, who, { assignmentId, approve: true, reason: '' }));
    expect(await steps.see(house.officer, id)).toMatchObject({ state: 'assigned' });
    expect(await tasksOf(house.officeClerk, id)).toEqual(['distribute']);
    await house.as(house.officeClerk, (work, who) => assignment.distribute(work, who, { assignmentId: office.id, organs: [{ organId: house.organs.housing, role: 'lead' }] }));
    await steps.accept(id, house.housingClerk);
    expect(await steps.see(house.officer, id)).toMatchObject({ state: 'in_handling', leadOrganName: '岳阳市住房和城乡建设局' });
  });
});

describe('延期', () => {
  it('reaches to six months at most, needs consent, and moves both clocks (代表法 51)', async () => {
    const id = await steps.inHandling();
    const { id: assignmentId } = await steps.part(id, house.organs.transport);
    const ask = (until: string) => house.as(house.transportClerk, (work, who) => extension.requestExtension(work, who, { assignmentId, until, reason: '涉及面广，需要多方协调' }));
    await expect(ask('2026-09-03')).rejects.toMatchObject({ message: expect.stringContaining('2026年9月2日') });
    await expect(ask('2026-05-01')).rejects.toMatchObject({ message: expect.stringContaining('2026年6月2日') });
    await ask('2026-08-31');
    expect(await tasksOf(house.officer, id)).toEqual(['decide_extension']);
    const [asked] = (await steps.see(house.officer, id)).extensions;
    expect(asked).toMatchObject({ mayDecide: true });
    await expect(house.as(house.transportClerk, (work, who) => extension.decideExtension(work, who, { extensionId: asked?.id ?? '', grant: true, note: '' }))).rejects.toMatchObject({ code: 'common.forbidden' });
    await house.as(house.officer, (work, who) => extension.decideExtension(work, who, { extensionId: asked?.id ?? '', grant: true, note: '' }));
    const seen = await steps.see(house.deputy, id);
    expect(seen).toMatchObject({ extended: true, replyDueOn: '2026-08-31', extensions: [{ state: 'granted' }] });
    expect(seen.deadlines.find((one) => one.kind === 'reply')).toMatchObject({ dueOn: '2026-08-31', firstDueOn: '2026-06-02' });
  });
});

it('the six months of what the government office handed on count from the congress\'s hand-over, not from the office\'s (代表法 51)', async () => {
  const id = await steps.registered();
  await steps.assign(id, [{ organId: house.organs.office, role: 'distribute' }]);
  house.clock.set('2026-03-20T09:00:00+08:00');
  const office = await steps.part(id, house.organs.office);
  await house.as(house.officeClerk, (work, who) => assignment.distribute(work, who, { assignmentId: office.id, organs: [{ organId: house.organs.transport, role: 'lead' }] }));
  await steps.accept(id, house.transportClerk);
  const { id: assignmentId } = await steps.part(id, house.organs.transport);
  const ask = (until: string) => house.as(house.transportClerk, (work, who) => extension.requestExtension(work, who, { assignmentId, until, reason: '涉及面广，需要多方协调' }));
  await expect(ask('2026-09-18')).rejects.toMatchObject({ code: 'workflow.refused', message: expect.stringContaining('2026年9月2日') });
  await ask('2026-09-02');
});

describe('分别办理', () => {
  it('is replied only when each organ has replied', async () => {
    const id = await steps.registered();
    await steps.assign(id, [{ organId: house.organs.transport, role: 'separate' }, { organId: house.organs.housing, role: 'separate' }]);
    await steps.accept(id, house.transportClerk);
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'in_handling', leadOrganName: '岳阳市交通运输局等2个单位' });
    await steps.accept(id, house.housingClerk);
    await steps.answer(id, house.transportClerk, house.transportHead);
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'in_handling' });
    await steps.answer(id, house.housingClerk, house.housingHead, { grade: 'C' });
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'replied', replies: [{ letterNumber: expect.stringContaining('〔2026〕') }, { grade: 'C' }] });
  });

  it('a composition that leaves open who answers is refused', async () => {
    const id = await steps.registered();
    const wrong = (organs: Parameters<Steps['assign']>[1]) => expect(steps.assign(id, organs)).rejects.toMatchObject({ code: expect.stringMatching(/lead_organ_required|already_assigned/) });
    await wrong([{ organId: house.organs.transport, role: 'assisting' }]);
    await wrong([{ organId: house.organs.transport, role: 'lead' }, { organId: house.organs.housing, role: 'lead' }]);
    await wrong([{ organId: house.organs.transport, role: 'separate' }]);
    await wrong([{ organId: house.organs.transport, role: 'lead' }, { organId: house.organs.transport, role: 'assisting' }]);
  });
});

describe('不满意', () => {
  it('is handled once more within a month, then coordinated, then closed', async () => {
    const id = await steps.replied();
    const judge = (result: 'satisfied' | 'not_satisfied') => house.as(house.deputy, (work, who) => evaluate(work, who, { id, attitude: 'satisfied', result, comment: '还没有解决实际问题' }));
    await judge('not_satisfied');
    const again = await steps.see(house.deputy, id);
    expect(again).toMatchObject({ state: 'second_handling' });
    expect(again.deadlines.find((one) => one.kind === 'second_reply')).toMatchObject({ dueOn: '2026-04-02', status: 'open' });
    const { id: assignmentId } = await steps.part(id, house.organs.transport);
    await house.as(house.transportClerk, (work, who) => reply.saveReply(work, who, { assignmentId, grade: 'A', body: '重新研究后，我局已调整线路并增加班次，现将情况再次答复如下。' }));
    await expect(house.as(house.transportClerk, (work, who) => reply.submitReply(work, who, { assignmentId }))).rejects.toMatchObject({ message: expect.stringContaining('沟通') });
    await steps.answer(id, house.transportClerk, house.transportHead);
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'replied', replies: [{ round: 1 }, { round: 2 }] });
    await judge('not_satisfied');
    expect(await steps.see(house.officer, id)).toMatchObject({ state: 'coordination', due: { kind: 'coordination', dueOn: '2026-04-02' } });
    await house.as(house.officer, (work, who) => conveneCoordination(work, who, { id, heldOn: '2026-03-10', text: '三月十日上午在代表工委会议室面商' }));
    await house.as(house.officer, (work, who) => closeCoordination(work, who, { id, outcome: '双方达成一致意见' }));
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'closed', evaluations: [{ round: 1, result: 'not_satisfied' }, { round: 2, result: 'not_satisfied' }] });
  });
});

describe('承诺', () => {
  it('may get another date with a reason and the consent of the congress; the old one stays in the ledger', async () => {
    const id = await steps.inHandling();
    await steps.answer(id, house.transportClerk, house.transportHead, { grade: 'B', commitments: [{ text: '建成公交首末站', dueOn: '2026-10-31' }] });
    await house.as(house.deputy, (work, who) => evaluate(work, who, { id, attitude: 'satisfied', result: 'mostly_satisfied', comment: '' }));
    const promised = (await steps.see(house.deputy, id)).replies[0]?.commitments[0]?.id ?? '';
    await house.as(house.transportClerk, (work, who) => changeCommitment(work, who, { commitmentId: promised, dueOn: '2026-12-31', reason: '征地手续延后' }));
    // Asked for is not granted: the date the deputy was promised runs on.
    expect(await steps.see(house.deputy, id)).toMatchObject({ due: { kind: 'commitment', dueOn: '2026-10-31' }, replies: [{ commitments: [{ dueOn: '2026-10-31', askedDueOn: '2026-12-31' }] }] });
    await house.as(house.officer, (work, who) => decideCommitmentChange(work, who, { commitmentId: promised, grant: true, note: '' }));
    const seen = await steps.see(house.deputy, id);
    expect(seen).toMatchObject({
      state: 'tracking_commitment', due: { kind: 'commitment', dueOn: '2026-12-31' }, replies: [{ commitments: [{ state: 'open', dueOn: '2026-12-31', firstDueOn: '2026-10-31', askedDueOn: null }] }],
    });
  });

  it('grade B without a commitment does not go to review', async () => {
    const id = await steps.inHandling();
    await expect(steps.answer(id, house.transportClerk, house.transportHead, { grade: 'B' })).rejects.toMatchObject({ message: expect.stringContaining('承诺事项') });
    await expect(steps.answer(id, house.transportClerk, house.transportHead, { grade: 'D' })).rejects.toMatchObject({ code: expect.stringMatching(/grade_unknown/) });
  });
});

describe('撤回', () => {
  it('of a joint suggestion needs every confirmed co-signer, and stops handling at once', async () => {
    const id = await house.draft(house.deputy);
    await house.as(house.deputy, (work, who) => cosigning.inviteCosigners(work, who, { id, mandateIds: [house.cosigner.id, house.otherDeputy.id] }));
    await house.as(house.cosigner, (work, who) => cosigning.answerCosign(work, who, { id, agree: true }));
    await house.as(house.otherDeputy, (work, who) => cosigning.answerCosign(work, who, { id, agree: false }));
    await house.as(house.deputy, (work, who) => submit(work, who, { id }));
    await house.as(house.officer, (work, who) => examine(work, who, { id, decision: 'accept' }));
    await steps.assign(id, [{ organId: house.organs.transport, role: 'lead' }]);
    const ask = () => house.as(house.deputy, (work, who) => withdraw(work, who, { id, reason: '问题已经解决' }));
    expect(await ask()).toMatchObject({ state: 'assigned' });
    expect(await tasksOf(house.cosigner, id)).toEqual(['answer_withdrawal']);
    await house.as(house.cosigner, (work, who) => agreeWithdrawal(work, who, { id, agree: false }));
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'assigned', withdrawalAsked: false });
    await ask();
    const done = await house.as(house.cosigner, (work, who) => agreeWithdrawal(work, who, { id, agree: true }));
    expect(done).toMatchObject({ state: 'withdrawn' });
    const seen = await steps.see(house.officer, id);
    expect(seen).toMatchObject({ ownerKind: 'nobody', due: null, assignments: [{ state: 'cancelled' }] });
    expect(seen.deadlines.every((one) => one.status !== 'open')).toBe(true);
  });

  it('is not possible after the reply', async () => {
    const id = await steps.replied();
    await expect(house.as(house.deputy, (work, who) => withdraw(work, who, { id, reason: '不再需要' }))).rejects.toMatchObject({ code: 'workflow.illegal_action' });
  });
});

describe('审查', () => {
  it('returns for amendment; changed text asks the co-signers again', async () => {
    const id = await house.draft(house.deputy);
    await house.as(house.deputy, (work, who) => cosigning.inviteCosigners(work, who, { id, mandateIds: [house.cosigner.id] }));
    await house.as(house.cosigner, (work, who) => cosigning.answerCosign(work, who, { id, agree: true }));
    await house.as(house.deputy, (work, who) => submit(work, who, { id }));
    await house.as(house.officer, (work, who) => examine(work, who, { id, decision: 'return_for_amendment', reason: '请写明具体路段' }));
    expect(await tasksOf(house.deputy, id)).toEqual(['amend']);
    await house.as(house.deputy, (work, who) => saveDraft(work, who, { id, proposal: '建议在通海路增开至火车站的公交线路，并在早晚高峰加密发车班次。' }));
    await expect(house.as(house.deputy, (work, who) => resubmit(work, who, { id }))).rejects.toMatchObject({ message: expect.stringContaining('尚未确认联名') });
    const [told] = await database.adminSql<{ ids: string[] }>(`SELECT payload->'facts'->'personIds' AS ids FROM domain_event WHERE subject_id = $1 AND type = 'suggestion.cosigners_invited' ORDER BY position DESC LIMIT 1`, [id]);
    expect(told?.ids).toEqual([house.cosigner.personId]);
    await house.as(house.cosigner, (work, who) => cosigning.answerCosign(work, who, { id, agree: true }));
    expect(await house.as(house.deputy, (work, who) => resubmit(work, who, { id }))).toMatchObject({ state: 'submitted' });
  });

  it('does not accept, with the legal ground and what follows; nothing is deleted', async () => {
    const id = await house.submitted(house.deputy);
    await house.as(house.officer, (work, who) => examine(work, who, { id, decision: 'decline', ground: 'personal_matter', followUp: 'letter_of_deputy', reason: '涉及亲属个人待遇' }));
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'not_accepted', declineGround: 'personal_matter', declineFollowUp: 'letter_of_deputy', decisionReason: '涉及亲属个人待遇', numberLabel: null });
  });

  it('merges: each deputy is answered for itself, and freed again when the main one is withdrawn', async () => {
    const main = await steps.inHandling();
    const other = await house.submitted(house.otherDeputy);
    await house.as(house.officer, (work, who) => examine(work, who, { id: other, decision: 'merge', intoId: main, reason: '内容相同' }));
    expect(await steps.see(house.otherDeputy, other)).toMatchObject({ state: 'merged', mergedInto: { id: main }, numberLabel: expect.stringContaining('号建议') });
    await steps.answer(main, house.transportClerk, house.transportHead);
    const answered = await steps.see(house.otherDeputy, other);
    expect(answered).toMatchObject({ state: 'replied', due: { kind: 'evaluation' }, replies: [{ organName: '岳阳市交通运输局', state: 'signed' }] });
    const replyId = answered.replies[0]?.id ?? '';
    for (const who of [house.otherDeputy, house.transportClerk, house.officer]) {
      expect(await house.as(who, (work) => letterOf(work, who, replyId, other))).toMatchObject({ addressee: '赵强代表', title: `关于${answered.numberLabel}的答复` });
    }
    expect((await steps.see(house.transportClerk, main)).mergedFrom).toMatchObject([{ id: other, leadName: '赵强' }]);
    await expect(house.as(house.housingClerk, (work, who) => letterOf(work, who, replyId, other))).rejects.toMatchObject({ code: 'common.not_found' });
    await house.as(house.otherDeputy, (work, who) => evaluate(work, who, { id: other, attitude: 'satisfied', result: 'satisfied', comment: '' }));
    expect(await steps.see(house.otherDeputy, other)).toMatchObject({ state: 'closed' });

    const second = await steps.registered();
    const freed = await house.submitted(house.otherDeputy);
    await house.as(house.officer, (work, who) => examine(work, who, { id: freed, decision: 'merge', intoId: second, reason: '内容相近' }));
    await house.as(house.deputy, (work, who) => withdraw(work, who, { id: second, reason: '问题已经解决' }));
    expect(await steps.see(house.otherDeputy, freed)).toMatchObject({ state: 'registered', mergedInto: null });
  });
});

describe('when a limit passes', () => {
  it('a contact without objection counts as confirmed; a reply without evaluation is closed and not in the rate', async () => {
    const id = await steps.inHandling();
    const { id: assignmentId } = await steps.part(id, house.organs.transport);
    await house.as(house.transportClerk, (work, who) => contact.recordContact(work, who, { assignmentId, method: 'phone', contactedOn: '2026-03-02', content: '电话沟通了情况' }));
    const sweep = () => house.asSystem(house.city.congressId, (work) => sweepSuggestions(work, house.city.congressId));
    house.clock.set('2026-03-09T12:00:00+08:00');
    expect(await sweep()).toMatchObject({ contacts: 0 });
    house.clock.set('2026-03-10T01:15:00+08:00');
    expect(await sweep()).toMatchObject({ contacts: 1 });
    await house.as(house.transportClerk, (work, who) => reply.saveReply(work, who, { assignmentId, grade: 'A', body: '我局已按您的建议调整公交线路，方便了群众出行，感谢您的支持。' }));
    await house.as(house.transportClerk, (work, who) => reply.submitReply(work, who, { assignmentId }));
    await house.as(house.transportHead, (work, who) => reply.signReply(work, who, { assignmentId }));
    house.clock.set('2026-05-01T01:15:00+08:00');
    await sweep();
    const seen = await steps.see(house.deputy, id);
    expect(seen).toMatchObject({ state: 'closed', result: null });
    expect(seen.timeline.at(-1)).toMatchObject({ label: '逾期未评', actorLabel: '系统' });
  });
});
