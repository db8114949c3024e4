// The suggestions of the matrix, each brought to its state by the people whose business it is, through the services.
import * as assignment from '@smart/suggestions/assignment';
import * as contact from '@smart/suggestions/contact';
import * as cosigning from '@smart/suggestions/cosigning';
import { examine } from '@smart/suggestions/examination';
import * as evaluation from '@smart/suggestions/evaluation';
import * as extension from '@smart/suggestions/extension';
import { changeCommitment } from '@smart/suggestions/feedback/commitments';
import * as meetings from '@smart/suggestions/feedback/meetings';
import { askBack } from '@smart/suggestions/feedback/questions';
import { feedbackOf } from '@smart/suggestions/feedback/view';
import * as handling from '@smart/suggestions/handling';
import { publish } from '@smart/suggestions/publication';
import * as reply from '@smart/suggestions/reply';
import { submit } from '@smart/suggestions/submission';
import { answerLetter, issueLetter } from '@smart/suggestions/supervising/letters';
import { orderCorrection, recordMeeting } from '@smart/suggestions/supervising/oversight';
import { supervise } from '@smart/suggestions/supervision';
import { sample } from '@smart/suggestions/testing';
import { replyBody, stepsIn } from '@smart/suggestions/testing-steps';
import { withdraw } from '@smart/suggestions/withdrawal';
import type { Capacity } from '@smart/identity/capacity';
import type { Involved, Known, People, Place } from './world.ts';

/** What the oracle knows of a matter; written from what was done with it and not read from the database. */
export type Matter = {
  readonly id: string;
  readonly place: Place;
  /** How far it is, as far as seeing goes. */
  readonly stage: 'draft' | 'collecting' | 'submitted' | 'registered';
  readonly confidential: boolean;
  readonly published: boolean;
  readonly lead: Known;
  readonly cosigners: readonly Involved[];
  /** Asked to sign for the delegation. */
  readonly signer?: Involved;
  /** Entered from paper by the office, which so knows it, and not confirmed by its deputy. */
  readonly entered?: true;
  /** Those whose organ has or had a part. */
  readonly handlers: readonly Involved[];
  /** Words of its own, in the title and the text: who must not see it must not come across them. */
  readonly mark: string;
};

export type MatterName = keyof Awaited<ReturnType<typeof createMatters>>['matters'];
export type Matters = Awaited<ReturnType<typeof createMatters>>;

const due = '2026-06-30';
const transport: readonly Involved[] = ['home.transportClerk', 'home.transportHead'];

/** Makes all matters; some seconds. */
export async function createMatters({ house, of, at }: People) {
  const { as, organs, officer, deputy, cosigner, transportClerk, transportHead, districtClerk, officeClerk } = house;
  const steps = stepsIn(house);
  let count = 0;
  /** A mark that no search takes apart and no other text contains. */
  const text = () => {
    const mark = `标记${String.fromCodePoint(0x7532 + count++)}字${count}号档`;
    return { mark, changes: { title: `${sample.title}${mark}`, background: `${sample.background}${mark}` } };
  };
  const facts = (id: string, mark: string, more: Partial<Matter> = {}): Matter => ({
    id, mark, place: 'home', stage: 'registered', confidential: false, published: false, lead: 'home.lead', cosigners: [], handlers: [], ...more,
  });
  const write = async (by: Capacity = deputy, more: object = {}) => {
    const { mark, changes } = text();
    return { mark, id: await house.draft(by, { ...changes, ...more }) };
  };
  const joint = async () => {
    const written = await write();
    await as(deputy, (work, who) => cosigning.inviteCosigners(work, who, { id: written.id, mandateIds: [cosigner.id] }));
    return written;
  };
  const submitted = async (by = deputy, more: object = {}) => {
    const { mark, changes } = text();
    return { mark, id: await house.submitted(by, { ...changes, ...more }) };
  };
  const registered = async (more: object = {}) => {
    const made = await submitted(deputy, more);
    await as(officer, (work, who) => examine(work, who, { id: made.id, decision: 'accept' }));
    return made;
  };
  const assigned = async (role: 'lead' | 'distribute' = 'lead', also: 'nobody' | 'lower' = 'nobody') => {
    const made = await registered();
    const first = { organId: role === 'lead' ? organs.transport : organs.office, role };
    await steps.assign(made.id, also === 'lower' ? [first, { organId: organs.districtHousing, role: 'assisting' }] : [first]);
    return { ...made, assignmentId: (await steps.part(made.id, first.organId)).id };
  };
  const handled = async (also: 'nobody' | 'lower' = 'nobody') => {
    const made = await assigned('lead', also);
    await as(transportClerk, (work, who) => handling.accept(work, who, { assignmentId: made.assignmentId }));
    return made;
  };
  const contacting = async () => {
    const made = await handled();
    await as(transportClerk, (work, who) => contact.recordContact(work, who, { assignmentId: made.assignmentId, method: 'visit', contactedOn: '2026-03-02', content: '当面听取了代表意见' }));
    const contactId = (await steps.see(deputy, made.id)).contacts[0]?.id ?? '';
    return { ...made, contactId };
  };
  const drafted = async (grade: 'A' | 'B' = 'A') => {
    const made = await contacting();
    await as(deputy, (work, who) => contact.confirmContact(work, who, { contactId: made.contactId }));
    const commitments = grade === 'B' ? [{ text: '年内完成站台改造', dueOn: due }] : [];
    const saved = await as(transportClerk, (work, who) => reply.saveReply(work, who, { assignmentId: made.assignmentId, grade, body: replyBody, commitments }));
    return { ...made, replyId: saved.id, commitmentId: saved.commitments[0]?.id ?? '' };
  };
  const reviewed = async (grade: 'A' | 'B' = 'A') => {
    const made = await drafted(grade);
    await as(transportClerk, (work, who) => reply.submitReply(work, who, { assignmentId: made.assignmentId }));
    return made;
  };
  const replied = async (grade: 'A' | 'B' = 'A') => {
    const made = await reviewed(grade);
    await as(transportHead, (work, who) => reply.signReply(work, who, { assignmentId: made.assignmentId }));
    return made;
  };
  const dissatisfied = { attitude: 'satisfied', result: 'not_satisfied', comment: '站台仍然没有建设' } as const;
  const evaluated = async (id: string, score: typeof dissatisfied | { attitude: 'satisfied'; result: 'satisfied'; comment: '' }) => as(deputy, (work, who) => evaluation.evaluate(work, who, { id, ...score }));
  const elsewhere = async (place: Exclude<Place, 'home'>) => {
    const made = await submitted(of(`${place}.deputy`));
    await as(of(`${place}.congress_officer`), (work, who) => examine(work, who, { id: made.id, decision: 'accept' }));
    return { registered: facts(made.id, made.mark, { place, lead: `${place}.deputy` }), draft: await elsewhereDraft(place) };
  };
  const elsewhereDraft = async (place: Exclude<Place, 'home'>) => {
    const made = await write(of(`${place}.deputy`));
    return facts(made.id, made.mark, { place, lead: `${place}.deputy`, stage: 'draft' });
  };

  const draft = await write();
  const collecting = await joint();
  const waiting = await submitted();
  const alsoWaiting = await submitted();
  const returned = await submitted();
  await as(officer, (work, who) => examine(work, who, { id: returned.id, decision: 'return_for_amendment', reason: '请补充调研情况' }));
  const open = await registered();
  const confidential = await registered({ confidential: true, confidentialReason: '担心打击报复' });
  const merged = await registered();
  await as(officer, (work, who) => examine(work, who, { id: merged.id, decision: 'merge', intoId: open.id, reason: '内容相同，一并办理' }));
  // As though it had been merged before confidential ones were handled by themselves.
  await house.database.adminSql('UPDATE suggestion SET merged_into_id = $2 WHERE id = $1', [merged.id, confidential.id]);
  const fresh = await assigned();
  const distributable = await assigned('distribute');
  const shared = await handled('lower');
  const assistingId = (await steps.part(shared.id, organs.districtHousing)).id;
  await as(districtClerk, (work, who) => handling.accept(work, who, { assignmentId: assistingId }));
  const working = await handled();
  const returning = await assigned();
  await as(transportClerk, (work, who) => handling.requestReturn(work, who, { assignmentId: returning.assignmentId, cause: 'not_our_duty', reason: '不属于我局职责范围' }));
  const distributed = await assigned('distribute');
  await as(officeClerk, (work, who) => assignment.distribute(work, who, { assignmentId: distributed.assignmentId, organs: [{ organId: organs.transport, role: 'lead' }] }));
  const distributedPartId = (await steps.part(distributed.id, organs.transport)).id;
  await as(transportClerk, (work, who) => handling.requestReturn(work, who, { assignmentId: distributedPartId, cause: 'not_our_duty', reason: '不属于我局职责范围' }));
  const extending = await handled();
  await as(transportClerk, (work, who) => extension.requestExtension(work, who, { assignmentId: extending.assignmentId, until: '2026-08-20', reason: '需要跨年度实施' }));
  const extensionId = (await steps.see(officer, extending.id)).extensions[0]?.id ?? '';
  const contacted = await contacting();
  const written = await drafted();
  const reviewing = await reviewed();
  const answered = await replied();
  const promised = await replied('B');
  await evaluated(promised.id, { attitude: 'satisfied', result: 'satisfied', comment: '' });
  const disputed = await replied();
  await evaluated(disputed.id, dissatisfied);
  await steps.answer(disputed.id, transportClerk, transportHead);
  await evaluated(disputed.id, dissatisfied);
  const supervised = await handled();
  await as(officer, (work, who) => supervise(work, who, { id: supervised.id, text: '请说明进展情况', dueOn: '2026-03-20' }));
  const supervisionId = (await steps.see(officer, supervised.id)).supervisions[0]?.id ?? '';
  const letterFor = (made: { id: string }) => as(officer, (work, who) => issueLetter(work, who, { suggestionId: made.id, organId: organs.transport, text: '请书面报告办理进展', dueOn: '2026-03-20' }));
  const letter = await letterFor(supervised);
  const answeredLetter = await letterFor(extending);
  await as(transportClerk, (work, who) => answerLetter(work, who, { id: answeredLetter.id, answer: '正在抓紧办理' }));
  const meeting = await as(officer, (work, who) =>
    recordMeeting(work, who, { kind: 'special_inquiry', title: '建议办理工作', meeting: '常委会会议', heldOn: '2026-03-02', membersTotal: null, membersPresent: null, summary: '', fileIds: [], subjects: [{ organId: organs.transport }] }),
  );
  const oversightSubjectId = meeting.subjects[0]?.id ?? '';
  await as(officer, (work, who) => orderCorrection(work, who, { subjectId: oversightSubjectId, text: '限期办结超期件', dueOn: '2026-06-30' }));
  const withdrawing = await joint();
  await as(cosigner, (work, who) => cosigning.answerCosign(work, who, { id: withdrawing.id, agree: true }));
  await as(deputy, (work, who) => submit(work, who, { id: withdrawing.id }));
  await as(deputy, (work, who) => withdraw(work, who, { id: withdrawing.id, reason: '情况已经变化' }));
  const published = await replied('B');
  await as(officer, (work, who) => publish(work, who, { id: published.id }));
  await as(transportClerk, (work, who) => changeCommitment(work, who, { commitmentId: published.commitmentId, dueOn: '2026-12-31', reason: '施工招标延后' }));
  const over = await replied();
  await evaluated(over.id, { attitude: 'satisfied', result: 'satisfied', comment: '' });
  // 办理反馈: a question, and appointments at three turns
  await as(deputy, (work, who) => askBack(work, who, { id: supervised.id, assignmentId: supervised.assignmentId, text: '什么时候开工建设？' }));
  const propose = async ({ id, assignmentId }: { id: string; assignmentId: string }) => {
    await as(transportClerk, (work, who) => meetings.proposeMeeting(work, who, { assignmentId, place: '局三楼会议室', slots: ['2026-03-06T09:30'], note: '' }));
    return (await as(deputy, (work, who) => feedbackOf(work, who, id))).meetings[0]?.id ?? '';
  };
  const [offeredId, counteredId, agreedId] = [await propose(supervised), await propose(contacted), await propose(extending)];
  await as(deputy, (work, who) => meetings.counterMeeting(work, who, { meetingId: counteredId, at: '2026-03-05T10:00', note: '' }));
  await as(deputy, (work, who) => meetings.acceptMeeting(work, who, { meetingId: agreedId, slot: 0 }));
  const questionId = (await as(deputy, (work, who) => feedbackOf(work, who, supervised.id))).questions[0]?.id ?? '';

  const delegated = await write();
  await house.database.adminSql(
    `INSERT INTO delegation_submission (suggestion_id, congress_id, delegation_id, delegation_name, leader_mandate_id, leader_person_id, leader_name, discussed_on) VALUES ($1, $2, $1, '第一代表团', $3, $4, '王芳', '2026-03-01')`,
    [delegated.id, at.home.congressId, cosigner.id, cosigner.personId],
  );
  const paper = await write();
  await house.database.adminSql(`INSERT INTO paper_original (suggestion_id, congress_id, received_at, entered_by, entered_at) VALUES ($1, $2, '2026-03-01T09:00:00+08:00', '周敏', '2026-03-01T09:00:00+08:00')`, [paper.id, at.home.congressId]);

  const homes = {
    draft: facts(draft.id, draft.mark, { stage: 'draft' }),
    collecting: facts(collecting.id, collecting.mark, { stage: 'collecting', cosigners: ['home.cosigner'] }),
    delegated: facts(delegated.id, delegated.mark, { stage: 'draft', signer: 'home.cosigner' }),
    paper: facts(paper.id, paper.mark, { stage: 'draft', entered: true }),
    submitted: facts(waiting.id, waiting.mark, { stage: 'submitted' }),
    alsoSubmitted: facts(alsoWaiting.id, alsoWaiting.mark, { stage: 'submitted' }),
    returned: facts(returned.id, returned.mark, { stage: 'submitted' }),
    registered: facts(open.id, open.mark),
    confidential: facts(confidential.id, confidential.mark, { confidential: true }),
    merged: facts(merged.id, merged.mark),
    assigned: facts(fresh.id, fresh.mark, { handlers: transport }),
    distributable: facts(distributable.id, distributable.mark, { handlers: ['home.cityOffice'] }),
    shared: facts(shared.id, shared.mark, { handlers: [...transport, 'lower.housingClerk'] }),
    working: facts(working.id, working.mark, { handlers: transport }),
    returning: facts(returning.id, returning.mark, { handlers: transport }),
    distributed: facts(distributed.id, distributed.mark, { handlers: [...transport, 'home.cityOffice'] }),
    extending: facts(extending.id, extending.mark, { handlers: transport }),
    contacted: facts(contacted.id, contacted.mark, { handlers: transport }),
    written: facts(written.id, written.mark, { handlers: transport }),
    reviewing: facts(reviewing.id, reviewing.mark, { handlers: transport }),
    answered: facts(answered.id, answered.mark, { handlers: transport }),
    promised: facts(promised.id, promised.mark, { handlers: transport }),
    disputed: facts(disputed.id, disputed.mark, { handlers: transport }),
    supervised: facts(supervised.id, supervised.mark, { handlers: transport }),
    withdrawing: facts(withdrawing.id, withdrawing.mark, { stage: 'submitted', cosigners: ['home.cosigner'] }),
    over: facts(over.id, over.mark, { handlers: transport }),
    published: facts(published.id, published.mark, { handlers: transport, published: true }),
  };
  const others = { upper: await elsewhere('upper'), sibling: await elsewhere('sibling'), lower: await elsewhere('lower'), lowest: await elsewhere('lowest') };
  const away = {
    upperRegistered: others.upper.registered, upperDraft: others.upper.draft, siblingRegistered: others.sibling.registered, siblingDraft: others.sibling.draft,
    lowerRegistered: others.lower.registered, lowerDraft: others.lower.draft, lowestRegistered: others.lowest.registered, lowestDraft: others.lowest.draft,
  };
  return {
    matters: { ...homes, ...away },
    ids: {
      assigned: fresh.assignmentId, distributable: distributable.assignmentId, working: working.assignmentId, returning: returning.assignmentId,
      distributedPart: distributedPartId, assisting: assistingId, extending: extending.assignmentId, contacted: contacted.assignmentId,
      written: written.assignmentId, reviewing: reviewing.assignmentId, extensionId, contactId: contacted.contactId, supervisionId,
      commitmentId: promised.commitmentId, askedCommitmentId: published.commitmentId, offeredId, counteredId, agreedId, questionId,
      draftReplyId: written.replyId, signedReplyId: answered.replyId, homeTerm: at.home.termId,
      letterId: letter.id, answeredLetterId: answeredLetter.id, oversightMeetingId: meeting.id, oversightSubjectId,
    },
  };
}
