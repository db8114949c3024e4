// Ten thousand random steps over the rules of suggestions and ten thousand over those of motions, with what the services leave behind
// simulated. The walks through the real store and database are in walk.test.ts and motions/walk.test.ts.
import { walkModel } from '@smart/workflow/model-walk';
import { expect, it } from 'vitest';
import type { MotionState } from './motions/model.ts';
import { signatoriesOf, type MotionSubject } from './motions/subject.ts';
import { motionWorkflow, type MotionAction } from './motions/workflow.ts';
import type { SuggestionState } from './model.ts';
import type { Actor, SuggestionSubject } from './subjects.ts';
import { suggestionWorkflow, type SuggestionAction } from './workflow.ts';

const steps = 10_000;
/** Another walk every time; the message of a failure names it. */
const seed = Number(process.env['WALK_SEED'] ?? Date.now() % 1_000_000);
const today = '2026-03-10';
const actor = (roles: Actor['roles'], personId: string, organId?: string, more: Partial<Actor> = {}): Actor => ({ id: personId, kind: roles.includes('deputy') ? 'mandate' : 'appointment', personId, congressId: 'c', roles, ...(organId ? { organId } : {}), ...more });
const cosigners = Array.from({ length: 12 }, (_, at) => actor(['deputy'], `d${at}`));
const people = [actor(['deputy'], 'lead'), ...cosigners, actor(['deputy'], 'stranger'), actor(['congress_officer'], 'officer', 'affairs'), actor(['congress_leader'], 'leader', 'council'), actor(['handling_clerk'], 'clerk', 'transport'), actor(['handling_head'], 'head', 'transport'), actor(['government_officer'], 'office', 'office')];

/** A suggestion with what its history must be true of. */
type Walked = SuggestionSubject & { readonly number: number | null; readonly satisfied: number; readonly evaluations: number; readonly unevaluated: number };

const results = ['satisfied', 'mostly_satisfied', 'not_satisfied'] as const;
const resultOf = (chance: number) => results[chance % 3] ?? 'satisfied';
let lastNumber = 0;
const given = new Set<number>();
/** As the series gives it: once, and the next one is another. */
function nextNumber(): number {
  lastNumber += 1;
  if (given.has(lastNumber)) throw new Error(`number ${lastNumber} was given twice`);
  given.add(lastNumber);
  return lastNumber;
}

const suggestion = (chance: number): Walked => ({
  id: 's', matterId: 's', congressId: 'c', state: 'draft', version: 0, leadPersonId: 'lead', leadMandateId: 'm', title: '关于修路的建议', background: '道路破损严重，群众出行困难，雨天积水，多年没有修缮。', proposal: '建议将该路段列入今年修缮计划。',
  topic: 'transport', confidential: chance % 5 === 0, confidentialReason: chance % 5 === 0 ? '担心打击报复' : null, publishConsent: chance % 4 !== 0, published: false, submitted: false, mergedIntoId: null, mainAssigned: false, splitProposed: false, letter: false,
  assignedOn: null, replyRound: 0, withdrawalAsked: false, cosigners: [], delegation: null, paperWaiting: false, openCommitmentOrganIds: [], dissatisfied: 0, distributorOrganIds: [], returnsToCoordinate: null, evaluated: false, reopened: 0, reopenUntil: null,
  keptCommitments: 0, commitmentChangeAsked: false, organIds: ['transport'], askedOrganIds: [], supervisedOrganIds: [], number: null, satisfied: 0, evaluations: 0, unevaluated: 0,
});

function answered(s: Walked, personId: string | undefined, state: 'confirmed' | 'declined'): Walked {
  return { ...s, cosigners: s.cosigners.map((one) => (one.personId === personId ? { ...one, state } : one)) };
}
const agreeing = (s: Walked, agreed: boolean | null): Walked => ({ ...s, cosigners: s.cosigners.map((one) => ({ ...one, withdrawalAgreed: agreed })) });

/** What the services write besides the state. */
function afterAct(s: Walked, action: SuggestionAction, chance: number, who: Actor | null): Walked {
  switch (action) {
    case 'inviteCosigners':
      return { ...s, cosigners: cosigners.slice(0, 1 + (chance % 3)).map((one) => ({ personId: one.personId, name: one.personId, state: 'invited', withdrawalAgreed: null })) };
    case 'removeCosigner':
      return { ...s, cosigners: s.cosigners.slice(1) };
    case 'confirmCosign':
      return answered(s, who?.personId, 'confirmed');
    case 'declineCosign':
      return answered(s, who?.personId, 'declined');
    case 'submit':
    case 'resubmit':
    case 'splitOff':
      return { ...s, submitted: true, splitProposed: false };
    case 'proposeSplit':
      return { ...s, splitProposed: true };
    case 'agreeSplit':
    case 'refuseSplit':
      return { ...s, splitProposed: false };
    case 'askWithdrawal':
      return { ...agreeing(s, false), withdrawalAsked: true };
    case 'agreeWithdrawal':
      return agreeing(s, true);
    case 'refuseWithdrawal':
      return { ...agreeing(s, null), withdrawalAsked: false };
    case 'accept':
    case 'convertMotion':
      return { ...s, submitted: true, number: s.number ?? nextNumber() };
    case 'merge':
      return { ...s, mergedIntoId: 'main', mainAssigned: chance % 2 === 0, number: s.number ?? nextNumber() };
    case 'unmerge':
    case 'followUnmerge':
      return { ...s, mergedIntoId: null, mainAssigned: false };
    case 'decline':
      return { ...s, letter: chance % 2 === 0 };
    case 'setSecrecy':
      return s.confidential ? { ...s, confidential: false } : { ...s, confidential: true, published: false };
    case 'publish':
    case 'followPublication':
      return { ...s, published: true };
    case 'unpublish':
      return { ...s, published: false };
    case 'assign':
      return { ...s, assignedOn: today };
    case 'followReply':
    case 'followMergedReply':
    case 'followFulfilment':
      return { ...s, replyRound: s.replyRound + 1, evaluated: false, openCommitmentOrganIds: action === 'followReply' && chance % 3 === 0 ? ['transport'] : s.openCommitmentOrganIds };
    case 'evaluate':
      return { ...s, evaluated: true, evaluations: s.evaluations + 1, satisfied: s.satisfied + (resultOf(chance) === 'not_satisfied' ? 0 : 1), dissatisfied: s.dissatisfied + (resultOf(chance) === 'not_satisfied' ? 1 : 0) };
    case 'closeUnevaluated':
      return { ...s, unevaluated: s.unevaluated + 1 };
    case 'fulfilCommitment':
      return { ...s, openCommitmentOrganIds: [], keptCommitments: s.keptCommitments + 1 };
    default:
      return s;
  }
}

function suggestionHolds(s: Walked): void {
  const fail = (words: string): never => {
    throw new Error(`${words} in ${s.state}`);
  };
  if (s.published && s.confidential) fail('a confidential suggestion is public');
  if (s.published && !s.publishConsent) fail('a suggestion is public against the deputy’s will');
  const registered: readonly SuggestionState[] = ['registered', 'merged', 'assigned', 'in_handling', 'reply_under_review', 'replied', 'second_handling', 'coordination', 'tracking_commitment', 'closed'];
  if (registered.includes(s.state) && s.number === null) fail('a registered suggestion has no number');
  if (s.state === 'merged' && s.mergedIntoId === null) fail('a merged suggestion has no main one');
  if (s.state === 'closed' && s.replyRound === 0) fail('closed without an answer');
  if (s.satisfied > s.evaluations) fail('silence was counted as satisfied');
  if (s.state === 'closed' && s.evaluations === 0 && s.unevaluated === 0 && s.replyRound > 0 && s.satisfied > 0) fail('nobody evaluated and it counts');
}

const suggestionOwner = (s: SuggestionSubject): string | null => ({ not_accepted: null, withdrawn: null, closed: 'the deputy, who may take it up again', draft: 'deputy', awaiting_cosigners: 'cosigners', returned_for_amendment: 'deputy', replied: 'deputy', submitted: 'congress', registered: 'congress', coordination: 'congress', return_requested: 'congress', assigned: 'organ', in_handling: 'organ', reply_under_review: 'organ', second_handling: 'organ', merged: 'organ', tracking_commitment: 'organ' } satisfies Record<SuggestionState, string | null>)[s.state];

it(`suggestions: ${steps} random steps and no violated rule`, () => {
  let made = 0;
  const report = walkModel<SuggestionState, SuggestionAction, Walked, Actor>({
    workflow: suggestionWorkflow, actors: people, seed, steps, depth: 60, today,
    create: () => suggestion(made++),
    input: (_action, _subject, chance) => ({ result: resultOf(chance), heldOn: today, on: today }),
    apply: afterAct,
    ownerOf: suggestionOwner,
    invariant: suggestionHolds,
  });
  expect(report.steps).toBe(steps);
  expect([...report.states].toSorted()).toEqual(Object.keys(suggestionWorkflow.states).toSorted());
});

type WalkedMotion = MotionSubject & { readonly number: number | null; readonly wasListed: boolean };

function afterMotionAct(m: WalkedMotion, action: MotionAction, who: Actor | null): WalkedMotion {
  const mark = (state: 'confirmed' | 'declined' | 'retracted') => ({ ...m, cosigners: m.cosigners.map((one) => (one.personId === who?.personId ? { ...one, state } : one)) });
  switch (action) {
    case 'inviteCosigners':
      return { ...m, cosigners: cosigners.map((one) => m.cosigners.find((known) => known.personId === one.personId && known.state === 'confirmed') ?? { personId: one.personId, name: one.personId, state: 'invited' }) };
    case 'removeCosigner':
      return { ...m, cosigners: m.cosigners.slice(1) };
    case 'confirmCosign':
      return mark('confirmed');
    case 'declineCosign':
      return mark('declined');
    case 'retractCosign':
      return mark('retracted');
    case 'submit':
      return { ...m, number: nextNumber(), cosigners: m.cosigners.filter((one) => one.state === 'confirmed') };
    case 'askWithdrawal':
      return { ...m, withdrawalAsked: true };
    case 'refuseWithdrawal':
      return { ...m, withdrawalAsked: false };
    case 'refer':
      return { ...m, committeeOrganId: 'transport', wasListed: true };
    case 'list':
      return { ...m, wasListed: true };
    case 'resolve':
      return { ...m, handlingOrganId: 'transport' };
    case 'publish':
      return { ...m, published: true };
    case 'consentWithdrawal':
    case 'unpublish':
      return { ...m, published: false };
    default:
      return m;
  }
}

/** Two of three were signed by eleven before the walk begins; otherwise few would ever be handed in. */
const signedAlready = (made: number): WalkedMotion['cosigners'] => (made % 3 === 0 ? [] : cosigners.slice(0, 10).map((one) => ({ personId: one.personId, name: one.personId, state: 'confirmed' })));

function motionHolds(m: WalkedMotion): void {
  const decided: readonly MotionState[] = ['on_agenda', 'in_committee', 'committee_reported', 'in_handling', 'handled', 'closed', 'not_adopted'];
  if (decided.includes(m.state) && !m.wasListed) throw new Error(`${m.state} without a decision of the presidium`);
  if (m.state === 'lapsed' && signatoriesOf(m) >= m.needed) throw new Error('ended with enough signatures');
  if (m.state !== 'draft' && m.state !== 'awaiting_cosigners' && m.state !== 'withdrawn' && m.number === null) throw new Error(`${m.state} without a number`);
  if (m.published && (m.state === 'withdrawn' || m.state === 'lapsed')) throw new Error(`public in ${m.state}`);
  if (m.published && !m.publishConsent) throw new Error('public against the deputy’s will');
}

const motionOwner = (m: MotionSubject): string | null => ({ draft: 'deputy', awaiting_cosigners: 'cosigners', submitted: 'congress', on_agenda: 'congress', committee_reported: 'congress', handled: 'congress', in_committee: m.committeeOrganId, in_handling: m.handlingOrganId, closed: null, converted: null, not_adopted: null, lapsed: null, withdrawn: null } satisfies Record<MotionState, string | null>)[m.state];

it(`motions: ${steps} random steps and no violated rule; none is handed in with too few signatures`, () => {
  let made = 0;
  const report = walkModel<MotionState, MotionAction, WalkedMotion, Actor>({
    workflow: motionWorkflow, actors: people, seed, steps, depth: 60, today,
    create: () => {
      made += 1;
      const township = made % 3 === 0;
      return {
        id: 'm', matterId: 'm', congressId: 'c', state: 'draft', version: 0, leadPersonId: 'lead', title: '关于推进加装电梯的议案', cause: '老旧小区居民加装电梯需求强烈。', grounds: '全市老旧小区较多，居民上下楼不便，现行办法推进缓慢。', plan: '由本级人大作出决定，明确职责、资金和时限。',
        topic: 'other', publishConsent: made % 4 !== 0, published: false, withdrawalAsked: false, cosigners: signedAlready(made), needed: township ? 5 : 10, submittable: made % 7 !== 0, committees: !township, committeeOrganId: null, handlingOrganId: null, number: null, wasListed: false,
      };
    },
    input: (_action, _subject, chance) => ({ outcome: ['in_handling', 'closed', 'not_adopted'][chance % 3] }),
    apply: (m, action, _chance, who) => {
      if (action === 'submit' && signatoriesOf(m) < m.needed) throw new Error('handed in with too few signatures');
      if (action === 'lapse' && m.wasListed) throw new Error('ended after it was listed');
      return afterMotionAct(m, action, who);
    },
    ownerOf: motionOwner,
    invariant: motionHolds,
  });
  expect(report.steps).toBe(steps);
  expect([...report.states].toSorted()).toEqual(Object.keys(motionWorkflow.states).toSorted());
});
