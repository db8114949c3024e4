// What the rules of a motion look at.
import type { Subject, Verdict } from '@smart/workflow/define';
import type { Actor } from '../subjects.ts';
import type { MotionState, SignatureState } from './model.ts';

export type MotionSubject = Subject<MotionState> & {
  readonly leadPersonId: string;
  readonly title: string;
  readonly cause: string;
  readonly grounds: string;
  readonly plan: string;
  readonly topic: string | null;
  readonly publishConsent: boolean;
  readonly published: boolean;
  readonly withdrawalAsked: boolean;
  readonly cosigners: readonly { readonly personId: string; readonly name: string; readonly state: SignatureState }[];
  /** How many must sign, the lead included: ten, in a township five (地方组织法 22). */
  readonly needed: number;
  /** A session sits now and the presidium's limit has not passed. */
  readonly submittable: boolean;
  /** The congress has committees (county and above). */
  readonly committees: boolean;
  readonly committeeOrganId: string | null;
  readonly handlingOrganId: string | null;
};

/** Deputies who signed, the lead included; a co-signer who went on as the lead is one and not two. */
export const signatoriesOf = (s: Pick<MotionSubject, 'cosigners' | 'leadPersonId'>): number => 1 + s.cosigners.filter((one) => one.state === 'confirmed' && one.personId !== s.leadPersonId).length;

const organRoles = ['handling_clerk', 'handling_head', 'government_officer', 'congress_officer', 'congress_leader', 'standing_committee_member'] as const;
const worksFor = (actor: Actor, organId: string | null): boolean => organId !== null && actor.organId === organId && organRoles.some((role) => actor.roles.includes(role));

const signs = (actor: Actor, s: MotionSubject, ...states: SignatureState[]): boolean =>
  actor.roles.includes('deputy') && actor.congressId === s.congressId && s.cosigners.some((one) => one.personId === actor.personId && states.includes(one.state));

/** Somebody who was asked to sign and has not answered. */
export const isInvited = (actor: Actor, s: MotionSubject): Verdict => (signs(actor, s, 'invited') ? true : { reason: '只有受邀联名的代表可以答复' });
/** Somebody who signed. */
export const isSignatory = (actor: Actor, s: MotionSubject): Verdict => (signs(actor, s, 'confirmed') ? true : { reason: '只有已经联名的代表可以退出' });

const isOffice = (actor: Actor, s: MotionSubject): boolean => actor.roles.includes('congress_officer') && actor.congressId === s.congressId;
/** The committee it was referred to, or the secretariat that records for it. */
export const isCommittee = (actor: Actor, s: MotionSubject): Verdict => (worksFor(actor, s.committeeOrganId) || isOffice(actor, s) ? true : { reason: '只有负责审议的委员会可以提出报告' });
/** The organ that carries it out. */
export const isMotionHandler = (actor: Actor, s: MotionSubject): Verdict => (worksFor(actor, s.handlingOrganId) ? true : { reason: '只有负责办理的机关可以报告' });
