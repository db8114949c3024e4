// The whole journey through the services on a real database: congress, government office, department, deputy.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as assignment from './assignment.ts';
import * as contact from './contact.ts';
import * as cosigning from './cosigning.ts';
import { suggestionDetail } from './detail.ts';
import { evaluate } from './evaluation.ts';
import { examine } from './examination.ts';
import * as handling from './handling.ts';
import { inboxOf } from './inbox.ts';
import { letterOf } from './letter.ts';
import * as publication from './publication.ts';
import { publicDetail, publicList } from './publication/reading.ts';
import * as reply from './reply.ts';
import { submit } from './submission.ts';
import { createHouse, type House } from './testing.ts';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
});
afterAll(() => database.close());

const body = '您提出的建议很有针对性。我局组织客流调查后，将增开城陵矶至火车站的公交线路，并加密早晚高峰班次。';

describe('a suggestion from draft to closed, handed over in two levels', () => {
  let id = '';
  const see = async (who: House['deputy']) => house.as(who, (work) => suggestionDetail(work, who, id));
  const tasks = async (who: House['deputy']) => (await house.as(who, (work) => inboxOf(work, who))).items.filter((one) => one.suggestionId === id).map((one) => one.task);
  const part = async (organId: string) => {
    const found = (await see(house.officer)).assignments.find((one) => one.organId === organId && one.state !== 'returned');
    if (!found) throw new Error('no such part');
    return { assignmentId: found.id, expectedVersion: found.version };
  };

  it('is drafted, co-signed and handed in', async () => {
    id = await house.draft(house.deputy);
    expect(await tasks(house.deputy)).toEqual(['continue_draft']);
    await house.as(house.deputy, (work, who) => cosigning.inviteCosigners(work, who, { id, mandateIds: [house.cosigner.id] }));
    expect(await tasks(house.cosigner)).toEqual(['answer_cosign']);
    await expect(house.as(house.deputy, (work, who) => submit(work, who, { id }))).rejects.toMatchObject({ code: 'workflow.refused', message: expect.stringContaining('王芳尚未确认联名') });
    await house.as(house.cosigner, (work, who) => cosigning.answerCosign(work, who, { id, agree: true }));
    const receipt = await house.as(house.deputy, (work, who) => submit(work, who, { id }));
    expect(receipt).toMatchObject({ state: 'submitted', receipt: expect.stringMatching(/^[0-9A-F]{4}(-[0-9A-F]{4}){4}$/) });
    expect(receipt.next).toContain('2026年3月11日');
    expect(await tasks(house.officer)).toEqual(['examine']);
  });

  it('is registered with a number and handed to the government office', async () => {
    const receipt = await house.as(house.officer, (work, who) => examine(work, who, { id, decision: 'accept' }));
    expect(receipt.numberLabel).toBe('市九届人大闭会期间第1号建议');
    const preview = await house.as(house.officer, (work, who) => assignment.assign(work, who, { items: [{ id, organs: [{ organId: house.organs.office, role: 'distribute' }] }], preview: true }));
    expect(preview.items[0]).toMatchObject({ ok: true, replyDueOn: '2026-06-02', organs: [{ organName: expect.stringContaining('办公'), dueOn: '2026-03-09' }] });
    await house.as(house.officer, (work, who) => assignment.assign(work, who, { items: [{ id, organs: [{ organId: house.organs.office, role: 'distribute' }] }], preview: false }));
    expect((await see(house.deputy)).state).toBe('assigned');
    expect(await tasks(house.officeClerk)).toEqual(['distribute']);
    expect(await tasks(house.officer)).toEqual([]);
  });

  it('is handed on to a lead and an assisting department, which accept', async () => {
    const office = await part(house.organs.office);
    await house.as(house.officeClerk, (work, who) => assignment.distribute(work, who, { ...office, organs: [{ organId: house.organs.transport, role: 'lead' }, { organId: house.organs.housing, role: 'assisting' }] }));
    expect(await tasks(house.transportClerk)).toEqual(['accept']);
    const [lead, assisting] = [await part(house.organs.transport), await part(house.organs.housing)];
    await house.as(house.transportClerk, (work, who) => handling.accept(work, who, lead));
    await house.as(house.housingClerk, (work, who) => handling.accept(work, who, assisting));
    const seen = await see(house.deputy);
    expect(seen).toMatchObject({ state: 'in_handling', leadOrganName: '岳阳市交通运输局', ownerKind: 'organ', replyDueOn: '2026-06-02' });
    expect(await tasks(house.transportClerk)).toEqual(['record_contact']);
    expect(await tasks(house.housingClerk)).toEqual(['give_opinion']);
  });

  it('cannot be answered before the deputy confirmed the contact and the opinion is in (代表法 51)', async () => {
    const lead = await part(house.organs.transport);
    await house.as(house.transportClerk, (work, who) => reply.saveReply(work, who, { assignmentId: lead.assignmentId, grade: 'B', body, commitments: [{ text: '增开公交线路一条', dueOn: '2026-09-30' }] }));
    await expect(house.as(house.transportClerk, (work, who) => reply.submitReply(work, who, { assignmentId: lead.assignmentId }))).rejects.toMatchObject({ message: expect.stringContaining('代表法第五十一条') });
    await house.as(house.transportClerk, (work, who) => contact.recordContact(work, who, { assignmentId: lead.assignmentId, method: 'phone', contactedOn: '2026-03-02', content: '电话听取了代表的具体想法' }));
    expect(await tasks(house.deputy)).toEqual(['confirm_contact']);
    const seen = await see(house.deputy);
    const contactId = seen.contacts[0]?.id ?? '';
    await expect(house.as(house.otherDeputy, (work, who) => contact.confirmContact(work, who, { contactId }))).rejects.toMatchObject({ code: 'common.not_found' });
    await house.as(house.deputy, (work, who) => contact.confirmContact(work, who, { contactId }));
    await expect(house.as(house.transportClerk, (work, who) => reply.submitReply(work, who, { assignmentId: lead.assignmentId }))).rejects.toMatchObject({ message: expect.stringContaining('尚未提交协办意见') });
    await house.as(house.housingClerk, async (work, who) => handling.giveOpinion(work, who, { assignmentId: (await part(house.organs.housing)).assignmentId, opinion: '同意，并配合建设公交站台' }));
  });

  it('goes to the head, is signed with a letter number, and reaches the deputy', async () => {
    const lead = await part(house.organs.transport);
    await house.as(house.transportClerk, (work, who) => reply.submitReply(work, who, lead));
    expect(await tasks(house.transportHead)).toEqual(['sign_reply']);
    await expect(house.as(house.transportClerk, (work, who) => reply.signReply(work, who, { assignmentId: lead.assignmentId }))).rejects.toMatchObject({ code: 'common.forbidden' });
    await house.as(house.transportHead, (work, who) => reply.sendBackReply(work, who, { assignmentId: lead.assignmentId, reason: '请补充班次安排' }));
    expect((await see(house.officer)).state).toBe('in_handling');
    await house.as(house.transportClerk, (work, who) => reply.submitReply(work, who, { assignmentId: lead.assignmentId }));
    const receipt = await house.as(house.transportHead, (work, who) => reply.signReply(work, who, { assignmentId: lead.assignmentId }));
    expect(receipt).toMatchObject({ state: 'replied', assignmentState: 'replied' });
    const seen = await see(house.deputy);
    expect(seen).toMatchObject({ grade: 'B', due: { kind: 'evaluation' }, ownerKind: 'deputy' });
    expect(seen.replies).toMatchObject([{ letterNumber: '岳交函〔2026〕1号', signatory: '冯刚', state: 'signed', commitments: [{ text: '增开公交线路一条', state: 'open' }] }]);
    expect(await tasks(house.deputy)).toEqual(['evaluate']);
    const letter = await house.as(house.deputy, (work, who) => letterOf(work, who, seen.replies[0]?.id ?? ''));
    expect(letter).toMatchObject({ title: '关于市九届人大闭会期间第1号建议的答复', number: '岳交函〔2026〕1号', mark: 'B', addressee: '李明等代表', sealId: null, form: { lead: '李明', letterNumber: '岳交函〔2026〕1号' } });
  });

  it('is evaluated; its commitment is followed, kept, answered again and closed', async () => {
    await house.as(house.deputy, (work, who) => evaluate(work, who, { id, attitude: 'satisfied', result: 'satisfied', comment: '' }));
    expect((await see(house.deputy)).state).toBe('tracking_commitment');
    expect(await tasks(house.transportClerk)).toEqual(['fulfil_commitment']);
    const { fulfilCommitment } = await import('./feedback/commitments.ts');
    const commitmentId = (await see(house.deputy)).replies[0]?.commitments[0]?.id ?? '';
    await house.as(house.transportClerk, (work, who) => fulfilCommitment(work, who, { commitmentId, evidence: '线路已于九月一日开通' }));
    expect((await see(house.deputy)).state).toBe('replied');
    await house.as(house.deputy, (work, who) => evaluate(work, who, { id, attitude: 'satisfied', result: 'satisfied', comment: '' }));
    const seen = await see(house.deputy);
    expect(seen).toMatchObject({ state: 'closed', due: null, ownerKind: 'nobody' });
    expect(seen.assignments.every((one) => one.state === 'completed')).toBe(true);
    expect(seen.deadlines.every((one) => one.status !== 'open')).toBe(true);
    expect(seen.timeline.at(-1)).toMatchObject({ label: '评价' });
    expect(await tasks(house.deputy)).toEqual([]);
  });

  it('is public only after publication', async () => {
    await expect(house.asPublic((work) => publicDetail(work, id))).rejects.toMatchObject({ code: 'suggestions.not_public' });
    await house.as(house.officer, (work, who) => publication.publish(work, who, { id }));
    const shown = await house.asPublic((work) => publicDetail(work, id));
    expect(shown).toMatchObject({ title: expect.any(String), leadName: '李明', cosigners: ['王芳'], replies: [{ letterNumber: '岳交函〔2026〕1号' }], commitments: [{ stateLabel: '已落实' }] });
    const found = await house.asPublic((work) => publicList(work, { q: '公交线路', limit: 20, offset: 0 }));
    expect(found).toMatchObject({ total: 1, rows: [{ id }] });
  });
});
