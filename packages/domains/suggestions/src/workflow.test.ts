// The rules of both workflows alone, without a database.
import { availableActions } from '@smart/workflow/define';
import { describe, expect, it } from 'vitest';
import type { Actor, AssignmentSubject, SuggestionSubject } from './subjects.ts';
import { afterEvaluation, suggestionWorkflow } from './workflow.ts';
import { assignmentWorkflow } from './workflow-assignment.ts';

const context = { today: '2026-03-10' };
const suggestion = (changes: Partial<SuggestionSubject> = {}): SuggestionSubject => ({
  id: 's', matterId: 's', congressId: 'c', state: 'draft', version: 1, leadPersonId: 'li', leadMandateId: 'm', title: '关于修路的建议', background: '道路破损严重，群众出行困难，雨天积水，多年没有修缮。',
  proposal: '建议将该路段列入今年修缮计划。', topic: 'transport', confidential: false, confidentialReason: null, publishConsent: true, published: false, submitted: false, mergedIntoId: null, mainAssigned: false, splitProposed: false, letter: false, assignedOn: null, replyRound: 0,
  withdrawalAsked: false, cosigners: [], delegation: null, paperWaiting: false, openCommitmentOrganIds: [], dissatisfied: 0, distributorOrganIds: [], returnsToCoordinate: null, evaluated: false, reopened: 0, reopenUntil: null, keptCommitments: 0, commitmentChangeAsked: false, organIds: [], askedOrganIds: [], supervisedOrganIds: [], ...changes,
});
const assignment = (changes: Partial<AssignmentSubject> = {}): AssignmentSubject => ({
  id: 'a', matterId: 's', congressId: 'c', state: 'in_handling', version: 1, organId: 'transport', organName: '交通局', role: 'lead', parentId: 'o', assignedByOrganId: 'office', assignedOn: '2026-03-02',
  returnUntil: '2026-03-16', leadPersonId: 'li', suggestionState: 'in_handling', round: 1, contacts: [{ state: 'confirmed' }],
  reply: { grade: 'A', body: '您提出的建议很有针对性，我局已经列入计划并将于年内完成。', commitments: 0 }, missingOpinions: [], returnLevel: 'handing_over', returnsToCoordinate: null, coordinationAsked: false, extensionAsked: false, meeting: null, replyDueOn: '2026-06-02', latestReplyOn: '2026-09-02', ...changes,
});
const actor = (roles: Actor['roles'], changes: Partial<Actor> = {}): Actor => ({ id: 'x', kind: 'appointment', personId: 'p', congressId: 'c', roles, ...changes });
const lead = actor(['deputy'], { kind: 'mandate', personId: 'li' });
const officer = actor(['congress_officer'], { organId: 'affairs' });
const clerk = actor(['handling_clerk'], { organId: 'transport' });
const head = actor(['handling_head'], { organId: 'transport' });
const office = actor(['government_officer'], { organId: 'office' });

const buttons = (subject: SuggestionSubject, who: Actor) => availableActions(suggestionWorkflow, subject, who, context).map((one) => one.action);
const inPart = (subject: AssignmentSubject, who: Actor) => availableActions(assignmentWorkflow, subject, who, context);
const reasonOf = (subject: AssignmentSubject, who: Actor, action: string) => inPart(subject, who).find((one) => one.action === action)?.reason;

describe('the suggestion', () => {
  it('says what is missing before it is handed in; blanks do not count', () => {
    const [, submit] = availableActions(suggestionWorkflow, suggestion({ title: '   路   ', topic: null }), lead, context).filter((one) => one.action !== 'discard');
    expect(submit).toMatchObject({ action: 'submit', allowed: false, reason: expect.stringMatching(/标题.*内容分类/) });
    expect(buttons(suggestion(), lead)).toEqual(['inviteCosigners', 'submit', 'askDelegation', 'discard']);
    expect(buttons(suggestion(), officer)).toEqual([]);
  });

  it('is withdrawn by the lead until the reply, with every confirmed co-signer', () => {
    const cosigners = [{ personId: 'w', name: '王芳', state: 'confirmed' as const, withdrawalAgreed: false }, { personId: 'z', name: '赵强', state: 'declined' as const, withdrawalAgreed: null }];
    const find = (changes: Partial<SuggestionSubject>) => availableActions(suggestionWorkflow, suggestion({ state: 'in_handling', ...changes }), lead, context).find((one) => one.action === 'withdraw');
    expect(find({ cosigners })).toMatchObject({ allowed: false, reason: expect.stringContaining('王芳尚未同意') });
    expect(find({ cosigners: cosigners.map((one) => ({ ...one, withdrawalAgreed: true })) })).toMatchObject({ allowed: true });
    expect(find({ state: 'replied' })).toBeUndefined();
  });

  it('after an evaluation: once more, then coordination; commitments are followed; else the end', () => {
    const judged = (result: string, changes: Partial<SuggestionSubject> = {}) => afterEvaluation(suggestion({ state: 'replied', ...changes }), { attitude: 'satisfied', result });
    expect(judged('not_satisfied')).toBe('second_handling');
    expect(judged('not_satisfied', { dissatisfied: 1 })).toBe('coordination');
    expect(judged('not_satisfied', { mergedIntoId: 'other' })).toBe('coordination');
    expect(judged('mostly_satisfied', { openCommitmentOrganIds: ['transport'] })).toBe('tracking_commitment');
    expect(judged('satisfied')).toBe('closed');
    // Attitude alone does not bring the matter back to the organ; it counts in the organ's figures.
    expect(afterEvaluation(suggestion(), { attitude: 'not_satisfied', result: 'satisfied' })).toBe('closed');
  });

  it('is published only with consent and when not confidential', () => {
    const find = (changes: Partial<SuggestionSubject>) => availableActions(suggestionWorkflow, suggestion({ state: 'closed', ...changes }), officer, context).find((one) => one.action === 'publish');
    expect([find({})?.allowed, find({ confidential: true })?.allowed, find({ publishConsent: false })?.allowed, find({ published: true })?.allowed]).toEqual([true, false, false, false]);
  });

  it('is nobody’s business in another congress', () => {
    for (const state of ['submitted', 'registered', 'in_handling', 'replied', 'closed'] as const) {
      expect(buttons(suggestion({ state }), { ...officer, congressId: 'elsewhere' })).toEqual([]);
      expect(buttons(suggestion({ state }), { ...lead, congressId: 'elsewhere' })).toEqual([]);
    }
  });
});

describe('one organ’s part', () => {
  it('goes to review only when contact, opinions, text, grade and commitments are there', () => {
    expect(reasonOf(assignment(), clerk, 'submitReply')).toBeUndefined();
    expect(reasonOf(assignment({ contacts: [] }), clerk, 'submitReply')).toContain('代表法第五十一条');
    expect(reasonOf(assignment({ contacts: [{ state: 'disputed' }] }), clerk, 'submitReply')).toContain('充分听取意见');
    expect(reasonOf(assignment({ contacts: [{ state: 'waiting' }] }), clerk, 'submitReply')).toContain('还没有经代表确认');
    expect(reasonOf(assignment({ missingOpinions: ['住建局'] }), clerk, 'submitReply')).toContain('住建局');
    const reply = { grade: 'B', body: '您提出的建议很有针对性，我局已经列入计划并将于年内完成。', commitments: 0 };
    expect(reasonOf(assignment({ reply }), clerk, 'submitReply')).toContain('承诺事项');
    expect(reasonOf(assignment({ reply: { ...reply, grade: null } }), clerk, 'submitReply')).toContain('办理结果');
    expect(reasonOf(assignment({ reply: { ...reply, commitments: 1 } }), clerk, 'submitReply')).toBeUndefined();
  });

  it('is signed by the head and by nobody else', () => {
    const review = assignment({ state: 'reply_under_review' });
    expect(inPart(review, head).map((one) => one.action)).toContain('signReply');
    for (const who of [clerk, office, officer, lead, { ...head, organId: 'housing' }]) expect(inPart(review, who).map((one) => one.action)).not.toContain('signReply');
  });

  it('is returned and extended by the organ that handed over', () => {
    const asked = assignment({ state: 'return_requested' });
    expect(inPart(asked, office).map((one) => one.action)).toEqual(['approveReturn', 'refuseReturn']);
    expect(inPart(asked, officer)).toEqual([]);
    expect(inPart({ ...asked, parentId: null, assignedByOrganId: 'affairs' }, officer).map((one) => one.action)).toEqual(['approveReturn', 'refuseReturn']);
  });

  it('an extension lies between the running limit and six months, once at a time, not in the second handling', () => {
    const guard = assignmentWorkflow.actions.requestExtension.guard;
    const ask = (until: string, changes: Partial<AssignmentSubject> = {}) => guard?.(assignment(changes), { ...context, input: { until } });
    expect(ask('2026-09-02')).toBe(true);
    for (const refused of [ask('2026-09-03'), ask('2026-06-02'), ask('2026-03-10'), ask('2026-08-01', { extensionAsked: true }), ask('2026-08-01', { round: 2 })]) expect(refused).toMatchObject({ reason: expect.any(String) });
  });

  it('an assisting organ gives an opinion and no reply', () => {
    expect(inPart(assignment({ role: 'assisting' }), clerk).map((one) => one.action)).toEqual(['requestReturn', 'reportProgress', 'askCoordination', 'giveOpinion']);
  });
});
