// What the two workflows look at: the suggestion and one organ's part in its handling, with the facts their rules need.
import type { Capacity } from '@smart/identity/capacity';
import type { DeadlineStart, Subject, Verdict } from '@smart/workflow/define';
import { type AssignmentRole, type AssignmentState, type CosignerState, deadlineLabels, type MeetingState, type DeadlineKind, type ReturnLevel, type SuggestionState } from './model.ts';

/** Who acts, as far as the rules look at it. Acts of the system have no actor; their actions are marked `system`. */
export type Actor = Pick<Capacity, 'id' | 'kind' | 'personId' | 'congressId' | 'organId' | 'roles' | 'standIn'>;

export type SuggestionSubject = Subject<SuggestionState> & {
  readonly leadPersonId: string;
  readonly leadMandateId: string;
  readonly title: string;
  readonly background: string;
  readonly proposal: string;
  readonly topic: string | null;
  readonly confidential: boolean;
  readonly confidentialReason: string | null;
  readonly publishConsent: boolean;
  readonly published: boolean;
  readonly submitted: boolean;
  readonly mergedIntoId: string | null;
  /** Merged into one that was handed over already. */
  readonly mainAssigned: boolean;
  /** The office proposed to split it and the deputy has not answered. */
  readonly splitProposed: boolean;
  /** Not accepted and treated as a deputy's letter. */
  readonly letter: boolean;
  /** Day of the first assignment; null before it. */
  readonly assignedOn: string | null;
  readonly replyRound: number;
  readonly withdrawalAsked: boolean;
  readonly cosigners: readonly { readonly personId: string; readonly name: string; readonly state: CosignerState; readonly withdrawalAgreed: boolean | null }[];
  /** In the name of the delegation: who signs, and how far that is; null for a deputy's own. */
  readonly delegation: { readonly leaderPersonId: string; readonly leaderName: string; readonly state: 'asked' | 'confirmed' | 'declined' } | null;
  /** Entered from paper and not confirmed by the deputy yet. */
  readonly paperWaiting: boolean;
  /** Organs with commitments that are not kept yet. */
  readonly openCommitmentOrganIds: readonly string[];
  /** How often the deputy was not satisfied with the result so far. */
  readonly dissatisfied: number;
  /** Government offices that hand this one on to departments. */
  readonly distributorOrganIds: readonly string[];
  /** So many organs gave it back that they must be brought together before it is handed over again; null when not so. */
  readonly returnsToCoordinate: number | null;
  /** An evaluation stands; none before the first, and none after a reopening until the deputy evaluates anew. */
  readonly evaluated: boolean;
  readonly reopened: number;
  /** Last day on which a closed one may be taken up again. */
  readonly reopenUntil: string | null;
  /** Commitments that were reported as kept. */
  readonly keptCommitments: number;
  /** A later date was asked for and is not decided. */
  readonly commitmentChangeAsked: boolean;
  /** Organs at work with it, whom the deputy may ask. */
  readonly organIds: readonly string[];
  /** Organs that owe the deputy an answer. */
  readonly askedOrganIds: readonly string[];
  /** Organs that were urged or supervised and have not answered. */
  readonly supervisedOrganIds: readonly string[];
};

export type AssignmentSubject = Subject<AssignmentState> & {
  readonly organId: string;
  readonly organName: string;
  readonly role: AssignmentRole;
  readonly parentId: string | null;
  /** The organ that handed over and decides about returns and extensions; the congress itself at the first level. */
  readonly assignedByOrganId: string | null;
  readonly assignedOn: string;
  readonly returnUntil: string | null;
  readonly leadPersonId: string;
  readonly suggestionState: SuggestionState;
  /** 1 in the first handling, 2 in the second. */
  readonly round: number;
  /** Contacts of this round. */
  readonly contacts: readonly { readonly state: string }[];
  /** The reply of this round as it stands; null before it is begun. */
  readonly reply: { readonly grade: string | null; readonly body: string; readonly commitments: number } | null;
  /** Assisting organs whose opinion is missing; the lead waits for them. */
  readonly missingOpinions: readonly string[];
  readonly extensionAsked: boolean;
  /** Who decides about the return that is asked for, or would be about the next one. */
  readonly returnLevel: ReturnLevel;
  /** As in the suggestion: the office may not hand on before the organs were brought together. */
  readonly returnsToCoordinate: number | null;
  /** The organ asked for a coordination of opinions that has not been held yet. */
  readonly coordinationAsked: boolean;
  /** The face-to-face appointment of this round that is not over; null when there is none. */
  readonly meeting: { readonly state: MeetingState; readonly at: string | null } | null;
  /** The running limit of the reply; null when none runs. */
  readonly replyDueOn: string | null;
  /** Last lawful day of a reply: six months from assignment (代表法 51). */
  readonly latestReplyOn: string;
};

const no = (reason: string): Verdict => ({ reason });

/** The deputy who leads the suggestion, in the mandate's congress. */
export const isLead = (actor: Actor, subject: { congressId: string; leadPersonId: string }): Verdict =>
  actor.roles.includes('deputy') && actor.congressId === subject.congressId && actor.personId === subject.leadPersonId
    ? true
    : no('只有领衔代表可以办理');

/** Who prepares for the deputy who leads (代表助理); sends nothing. */
export const isAssistant = (actor: Actor, subject: { congressId: string; leadPersonId: string }): Verdict =>
  actor.roles.includes('deputy_assistant') && actor.congressId === subject.congressId && actor.standIn?.forPersonId === subject.leadPersonId ? true : no('只有该代表的助理可以办理');

/** Somebody who works for the deputies in this congress: 代表工委, 人大办, 大会秘书处; in a township the presidium (代表法 51). */
export const isOfficer = (actor: Actor, subject: { congressId: string }): Verdict =>
  actor.roles.includes('congress_officer') && actor.congressId === subject.congressId
    ? true
    : no('只有本级人大代表工作机构（乡镇为主席团）可以办理');

export const isOfficerOrLeader = (actor: Actor, subject: { congressId: string }): Verdict =>
  actor.roles.includes('congress_leader') && actor.congressId === subject.congressId ? true : isOfficer(actor, subject);

/** A co-signer of the suggestion. */
export const isCosigner = (actor: Actor, subject: SuggestionSubject): Verdict =>
  actor.roles.includes('deputy') && actor.congressId === subject.congressId && subject.cosigners.some((one) => one.personId === actor.personId)
    ? true
    : no('只有受邀联名的代表可以办理');

/** Who leads the delegation in whose name it is handed in (团长). */
export const isDelegationLeader = (actor: Actor, subject: SuggestionSubject): Verdict =>
  actor.roles.includes('deputy') && actor.congressId === subject.congressId && actor.personId === subject.delegation?.leaderPersonId
    ? true
    : no('只有代表团团长可以签署');

/** Staff of the organ the assignment lies with. */
export const isHandler = (actor: Actor, subject: { organId: string }): Verdict =>
  actor.organId === subject.organId &&
  actor.roles.some((role) => role === 'handling_clerk' || role === 'handling_head' || role === 'government_officer' || role === 'congress_officer')
    ? true
    : no('只有承办单位可以办理');

/** The head of the organ, who signs (主要负责人签发). */
export const isHead = (actor: Actor, subject: { organId: string }): Verdict =>
  actor.organId === subject.organId && actor.roles.includes('handling_head') ? true : no('只有承办单位主要负责人可以签发');

/** Who hands on inside the government: 政府办公厅（室）. */
export const isDistributor = (actor: Actor, subject: AssignmentSubject): Verdict =>
  subject.role === 'distribute' && actor.organId === subject.organId && actor.roles.includes('government_officer')
    ? true
    : no('只有负责分办的政府办公厅（室）可以办理');

/** Who handed this part over: the government office for its departments, the congress for the first level. */
export const isHandingOver = (actor: Actor, subject: Pick<AssignmentSubject, 'congressId' | 'parentId' | 'assignedByOrganId'>): Verdict => {
  if (subject.parentId === null) return isOfficer(actor, subject);
  return actor.organId === subject.assignedByOrganId && actor.roles.includes('government_officer') ? true : no('只有交办机关可以办理');
};

/** After repeated requests the next above decides: of what the office handed on the congress, of what the congress handed over its leaders. */
export const decidesReturn = (actor: Actor, subject: AssignmentSubject): Verdict => {
  switch (subject.returnLevel) {
    case 'handing_over':
      return isHandingOver(actor, subject);
    case 'congress':
      return isOfficer(actor, subject) === true ? true : no('本单位再次申请退办，由人大代表工作机构决定');
    case 'leaders':
      return actor.roles.includes('congress_leader') && actor.congressId === subject.congressId ? true : no('本单位再次申请退办，由主任会议决定');
  }
};

/** Who brings organs together: the government office for what it hands on, the deputies' affairs committee for the rest (重庆 20). */
export const isCoordinator = (actor: Actor, subject: SuggestionSubject): Verdict => {
  if (actor.organId !== undefined && actor.roles.includes('government_officer') && subject.distributorOrganIds.includes(actor.organId)) return true;
  return isOfficer(actor, subject) === true ? true : no('只有人大代表工作机构或者负责分办的政府办公厅（室）可以协调承办单位');
};

/** Said wherever a matter would be handed on once more. */
export const coordinatedFirst = (organs: number | null): Verdict =>
  organs === null ? true : { reason: `本件已被 ${organs} 个单位退办`, remedy: '请先召集有关单位协调、明确承办单位，登记协调结果后再交办' };

/** Nobody: the system does it as the follow-up of another act or when a limit passes. */
export const nobody = (): Verdict => no('由系统自动办理');

/** A limit that an act starts, with the words a reminder uses. */
export const limit = (kind: DeadlineKind, parameter: string, owner: 'deputy' | 'congress' | 'handlers' | 'organ' | 'handing_over' | 'return_decider'): DeadlineStart => ({ kind, parameter, owner, label: deadlineLabels[kind] });
