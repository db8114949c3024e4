// A suggestion with everything that hangs on it, in one statement: what the acts' rules and the detail page look at.
import type { Work } from '@smart/workflow/work';
import { DomainError } from '@smart/kernel/errors';
import type { DateString } from '@smart/kernel/dates';
import type { AssignmentRole, AssignmentState, CommitmentState, ContactMethod, ContactState, CosignerState, DeadlineKind, ExtensionState, Grade, MeetingState, ReplyState, OrganCoordinationKind, ReturnLevel, ReturnReason, ReturnState, Score, SuggestionKind, SuggestionState, SupervisionKind, Topic } from './model.ts';
import type { DelegationState, PaperState } from './submitting/model.ts';

/** The columns of a suggestion under the names of the code. Instants inside are `Date`. */
export type SuggestionRow = {
  id: string; congressId: string; termId: string; sessionId: string | null; kind: SuggestionKind; state: SuggestionState; version: number; draftRevision: number;
  title: string; background: string; proposal: string; topic: Topic | null; researched: boolean; proposedOrganIds: string[]; publishConsent: boolean;
  confidential: boolean; confidentialReason: string | null; leadMandateId: string; leadPersonId: string; leadName: string; delegationName: string | null; byDelegation: boolean;
  cosignerCount: number; number: number | null; numberLabel: string | null; keySupervision: boolean; keyLeader: string | null;
  ownerKind: 'deputy' | 'cosigners' | 'congress' | 'organ' | 'nobody'; ownerOrganId: string | null; dueOn: DateString | null; dueKind: DeadlineKind | null; assignedOn: DateString | null; replyDueOn: DateString | null; extended: boolean;
  submittedAt: Date | null; registeredAt: Date | null; repliedAt: Date | null; closedAt: Date | null; publishedAt: Date | null; updatedAt: Date;
  declineGround: string | null; decisionReason: string | null; declineFollowUp: string | null; mergedIntoId: string | null; withdrawalReason: string | null;
  leadOrganId: string | null; leadOrganName: string | null; grade: Grade | null; replyRound: number; attitude: Score | null; result: Score | null;
  reopenUntil: DateString | null; reopened: number;
  /** Tier of its congress: names who works for the deputies there. */
  congressTier: string;
  /** It is merged into one that was handed over already. */
  mainAssigned: boolean;
  /** The office proposed to split it and the deputy has not answered. */
  splitProposed: boolean;
  /** Hash of the newest act on the suggestion itself; null before the first. */
  lastHash: string | null;
};

export const suggestionColumns = `s.id, s.congress_id AS "congressId", (SELECT c.tier FROM congress c WHERE c.id = s.congress_id) AS "congressTier", s.term_id AS "termId", s.session_id AS "sessionId", s.kind, s.state, s.version,
  s.draft_revision AS "draftRevision", s.title, s.background, s.proposal, s.topic, s.researched, s.proposed_organ_ids AS "proposedOrganIds",
  s.publish_consent AS "publishConsent", s.confidential, s.confidential_reason AS "confidentialReason", s.lead_mandate_id AS "leadMandateId",
  s.lead_person_id AS "leadPersonId", s.lead_name AS "leadName", s.delegation_name AS "delegationName", s.by_delegation AS "byDelegation", s.cosigner_count AS "cosignerCount",
  s.number, s.number_label AS "numberLabel", s.key_supervision AS "keySupervision", s.key_leader AS "keyLeader", s.owner_kind AS "ownerKind", s.owner_organ_id AS "ownerOrganId",
  s.due_on AS "dueOn", s.due_kind AS "dueKind", s.assigned_on AS "assignedOn", s.reply_due_on AS "replyDueOn", s.extended,
  s.submitted_at AS "submittedAt", s.registered_at AS "registeredAt", s.replied_at AS "repliedAt", s.closed_at AS "closedAt",
  s.published_at AS "publishedAt", s.updated_at AS "updatedAt", s.decline_ground AS "declineGround", s.decision_reason AS "decisionReason",
  s.decline_follow_up AS "declineFollowUp", s.merged_into_id AS "mergedIntoId", s.withdrawal_reason AS "withdrawalReason",
  s.lead_organ_id AS "leadOrganId", s.lead_organ_name AS "leadOrganName", s.grade, s.reply_round AS "replyRound", s.attitude, s.result, s.reopen_until AS "reopenUntil", s.reopened,
  COALESCE((SELECT m.assigned_on IS NOT NULL FROM suggestion m WHERE m.id = s.merged_into_id), false) AS "mainAssigned",
  (s.state = 'returned_for_amendment' AND EXISTS (SELECT 1 FROM split_proposal p WHERE p.suggestion_id = s.id AND p.state = 'proposed')) AS "splitProposed",
  (SELECT l.hash FROM action_log l WHERE l.subject_type = 'suggestion' AND l.subject_id = s.id ORDER BY l.sequence DESC LIMIT 1) AS "lastHash"`;

// Rows that come inside JSON: instants are ISO text.
export type CosignerRow = { mandateId: string; personId: string; name: string; state: CosignerState; answeredAt: string | null; withdrawalAgreed: boolean | null };
export type AssignmentRow = {
  id: string; version: number; parentId: string | null; organId: string; organName: string; organCongressId: string; role: AssignmentRole; state: AssignmentState;
  assignedOn: DateString; assignedByOrganId: string | null; acceptedAt: string | null; returnUntil: DateString | null; returnReason: string | null;
  opinion: string | null; opinionAt: string | null; note: string | null;
};
export type ContactRow = { id: string; assignmentId: string; organName: string; method: ContactMethod; contactedOn: DateString; content: string; byName: string; round: number; state: ContactState; answeredAt: string | null; disputeReason: string | null };
export type ReplyRow = {
  id: string; assignmentId: string; organId: string; organName: string; round: number; state: ReplyState; letterNumber: string | null; grade: Grade | null; body: string;
  contactName: string | null; contactPhone: string | null; copies: string[]; draftedBy: string | null; reviewNote: string | null; signatory: string | null; sealId: string | null; signedAt: string | null; revision: number;
};
export type CommitmentRow = { id: string; replyId: string; organId: string; text: string; dueOn: DateString; state: CommitmentState; keptOn: DateString | null; evidence: string | null; firstDueOn: DateString | null; askedDueOn: DateString | null; askedReason: string | null };
export type QuestionRow = { id: string; assignmentId: string; organId: string; organName: string; text: string; askedBy: string; askedAt: string; dueOn: DateString; answer: string | null; answeredBy: string | null; answeredAt: string | null };
export type MeetingRow = {
  id: string; assignmentId: string; organId: string; organName: string; round: number; state: MeetingState; place: string; note: string | null; slots: string[]; at: string | null; counterNote: string | null;
  proposedBy: string; proposedAt: string; endedReason: string | null; contactId: string | null; remindedOn: DateString | null;
};
export type EvaluationRow = { round: number; attitude: Score; result: Score; comment: string | null; at: string };
export type ExtensionRow = { id: string; assignmentId: string; organName: string; reason: string; requestedUntil: DateString; state: ExtensionState; decidedAt: string | null; decisionNote: string | null };
export type SupervisionRow = { id: string; kind: SupervisionKind; organId: string | null; text: string; dueOn: DateString | null; byLabel: string; at: string; answer: string | null; answeredAt: string | null };
export type ReturnRow = {
  id: string; assignmentId: string; organId: string; organName: string; cause: ReturnReason; reason: string; proposedOrganName: string | null; level: ReturnLevel; state: ReturnState;
  askedAt: string; decidedAt: string | null; decidedBy: string | null; decisionNote: string | null;
};
export type OrganCoordinationRow = {
  id: string; kind: OrganCoordinationKind; assignmentId: string | null; askedByName: string | null; question: string | null; askedAt: string | null; heldOn: DateString | null;
  participants: string | null; outcome: string | null; coordinatedBy: string | null; coordinatedAt: string | null;
};
export type DeadlineRow = { subjectId: string; kind: DeadlineKind; startedOn: DateString; dueOn: DateString; firstDueOn: DateString; status: 'open' | 'met' | 'cancelled'; explanation: string | null; warnings: string[] | null; ownerOrganId: string | null };

export type DelegationRow = { delegationId: string; delegationName: string; leaderMandateId: string; leaderPersonId: string; leaderName: string; discussedOn: DateString; state: DelegationState; answeredAt: string | null; declineReason: string | null };
export type PaperRow = { state: PaperState; enteredBy: string; receivedAt: string; archiveNumber: string | null };

/** A suggestion and its parts. */
export type Matter = {
  row: SuggestionRow;
  cosigners: CosignerRow[];
  assignments: AssignmentRow[];
  contacts: ContactRow[];
  replies: ReplyRow[];
  commitments: CommitmentRow[];
  evaluations: EvaluationRow[];
  extensions: ExtensionRow[];
  questions: QuestionRow[];
  meetings: MeetingRow[];
  supervisions: SupervisionRow[];
  returns: ReturnRow[];
  organCoordinations: OrganCoordinationRow[];
  deadlines: DeadlineRow[];
  /** In the name of the delegation; at most one. */
  delegations: DelegationRow[];
  /** The paper original; at most one. */
  papers: PaperRow[];
};

/** A list of rows of one table that belongs to the suggestion, as JSON. */
const part = (table: string, columns: string, where = 'x.suggestion_id = s.id', order = 'x.id') =>
  `(SELECT COALESCE(json_agg(to_json(t)), '[]') FROM (SELECT ${columns} FROM ${table} x WHERE ${where} ORDER BY ${order}) t)`;

const parts = {
  cosigners: part('cosigner', `x.mandate_id AS "mandateId", x.person_id AS "personId", x.name, x.state, x.answered_at AS "answeredAt", x.withdrawal_agreed AS "withdrawalAgreed"`),
  assignments: part(
    'assignment',
    `x.id, x.version, x.parent_id AS "parentId", x.organ_id AS "organId", x.organ_name AS "organName", x.organ_congress_id AS "organCongressId", x.role, x.state,
     x.assigned_on AS "assignedOn", x.assigned_by_organ_id AS "assignedByOrganId", x.accepted_at AS "acceptedAt", x.return_until AS "returnUntil",
     x.return_reason AS "returnReason", x.opinion, x.opinion_at AS "opinionAt", x.note`,
  ),
  contacts: part(
    'contact',
    `x.id, x.assignment_id AS "assignmentId", x.organ_name AS "organName", x.method, x.contacted_on AS "contactedOn", x.content, x.by_name AS "byName", x.round, x.state,
     x.answered_at AS "answeredAt", x.dispute_reason AS "disputeReason"`,
  ),
  replies: part(
    'reply',
    `x.id, x.assignment_id AS "assignmentId", x.organ_id AS "organId", x.organ_name AS "organName", x.round, x.state, x.letter_number AS "letterNumber", x.grade, x.body,
     x.contact_name AS "contactName", x.contact_phone AS "contactPhone", x.copies, x.drafted_by AS "draftedBy", x.review_note AS "reviewNote", x.signatory, x.seal_id AS "sealId",
     x.signed_at AS "signedAt", x.revision`,
  ),
  commitments: part('commitment', `x.id, x.reply_id AS "replyId", x.organ_id AS "organId", x.text, x.due_on AS "dueOn", x.state, x.kept_on AS "keptOn", x.evidence, x.first_due_on AS "firstDueOn", x.asked_due_on AS "askedDueOn", x.asked_reason AS "askedReason"`),
  questions: part(
    'suggestion_question',
    `x.id, x.assignment_id AS "assignmentId", x.organ_id AS "organId", x.organ_name AS "organName", x.text, x.asked_by AS "askedBy", x.asked_at AS "askedAt", x.due_on AS "dueOn", x.answer,
     x.answered_by AS "answeredBy", x.answered_at AS "answeredAt"`,
  ),
  meetings: part(
    'suggestion_meeting',
    `x.id, x.assignment_id AS "assignmentId", x.organ_id AS "organId", x.organ_name AS "organName", x.round, x.state, x.place, x.note, x.slots, x.at, x.counter_note AS "counterNote",
     x.proposed_by AS "proposedBy", x.proposed_at AS "proposedAt", x.ended_reason AS "endedReason", x.contact_id AS "contactId", x.reminded_on AS "remindedOn"`,
  ),
  evaluations: part('evaluation', `x.round, x.attitude, x.result, x.comment, x.at`, undefined, 'x.round'),
  extensions: part('extension', `x.id, x.assignment_id AS "assignmentId", x.organ_name AS "organName", x.reason, x.requested_until AS "requestedUntil", x.state, x.decided_at AS "decidedAt", x.decision_note AS "decisionNote"`),
  supervisions: part('supervision', `x.id, x.kind, x.organ_id AS "organId", x.text, x.due_on AS "dueOn", x.by_label AS "byLabel", x.at, x.answer, x.answered_at AS "answeredAt"`),
  returns: part(
    'part_return',
    `x.id, x.assignment_id AS "assignmentId", x.organ_id AS "organId", x.organ_name AS "organName", x.cause, x.reason, x.proposed_organ_name AS "proposedOrganName", x.level, x.state,
     x.asked_at AS "askedAt", x.decided_at AS "decidedAt", x.decided_by AS "decidedBy", x.decision_note AS "decisionNote"`,
  ),
  organCoordinations: part(
    'organ_coordination',
    `x.id, x.kind, x.assignment_id AS "assignmentId", x.asked_by_name AS "askedByName", x.question, x.asked_at AS "askedAt", x.held_on AS "heldOn", x.participants, x.outcome,
     x.coordinated_by AS "coordinatedBy", x.coordinated_at AS "coordinatedAt"`,
  ),
  delegations: part(
    'delegation_submission',
    `x.delegation_id AS "delegationId", x.delegation_name AS "delegationName", x.leader_mandate_id AS "leaderMandateId", x.leader_person_id AS "leaderPersonId", x.leader_name AS "leaderName", x.discussed_on AS "discussedOn",
     x.state, x.answered_at AS "answeredAt", x.decline_reason AS "declineReason"`,
    undefined,
    'x.suggestion_id',
  ),
  papers: part('paper_original', `x.state, x.entered_by AS "enteredBy", x.received_at AS "receivedAt", x.archive_number AS "archiveNumber"`, undefined, 'x.suggestion_id'),
  deadlines: part(
    'deadline',
    `x.subject_id AS "subjectId", x.kind, x.started_on AS "startedOn", x.due_on AS "dueOn", x.first_due_on AS "firstDueOn", x.status, x.basis->>'explanation' AS explanation, x.basis->'warnings' AS warnings, x.owner_organ_id AS "ownerOrganId"`,
    // The limit of a letter of supervision is the letter's own: it never makes the suggestion late.
    `x.matter_id = s.id AND x.subject_type <> 'supervision_letter'`,
    'x.due_on, x.id',
  ),
} as const;

/** Everything of a matter as a select list; `FROM suggestion s` follows. */
export const matterSelect = `${suggestionColumns}, ${Object.entries(parts)
  .map(([name, expression]) => `${expression} AS "${name}"`)
  .join(', ')}`;

export type MatterRow = SuggestionRow & Omit<Matter, 'row'>;

/** Puts the columns and the parts of one row apart. */
export function matterOf({ cosigners, assignments, contacts, replies, commitments, evaluations, extensions, questions, meetings, supervisions, returns, organCoordinations, deadlines, delegations, papers, ...row }: MatterRow): Matter {
  return { row, cosigners, assignments, contacts, replies, commitments, evaluations, extensions, questions, meetings, supervisions, returns, organCoordinations, deadlines, delegations, papers };
}

/**
 * Reads a matter by id, whoever asks: the caller decides what is shown.
 * @throws DomainError common.not_found
 */
export async function loadMatter(work: Work, id: string): Promise<Matter> {
  const [found] = await work.sql<MatterRow>(`SELECT ${matterSelect} FROM suggestion s WHERE s.id = $1`, [id]);
  if (!found) throw new DomainError('common.not_found', { what: '建议' });
  return matterOf(found);
}

/** How often the deputy was not satisfied with the result. */
export const dissatisfiedTimes = (matter: Pick<Matter, 'evaluations'>): number => matter.evaluations.filter((one) => one.result === 'not_satisfied').length;

/** Which handling an organ is in: 1, and 2 after the deputy was not satisfied. */
export const roundOf = (matter: Pick<Matter, 'evaluations'>): number => dissatisfiedTimes(matter) + 1;

/** What signed replies promised and is not kept yet; what a draft lists is no promise. */
export const openCommitments = (matter: Pick<Matter, 'commitments' | 'replies'>): CommitmentRow[] =>
  matter.commitments.filter((one) => one.state === 'open' && matter.replies.some((reply) => reply.id === one.replyId && reply.state === 'signed'));

/** The appointment of an organ with the deputy that is not over; at most one in a round. */
export const openMeeting = (matter: Pick<Matter, 'meetings'>, assignmentId: string): MeetingRow | undefined =>
  matter.meetings.find((one) => one.assignmentId === assignmentId && (one.state === 'proposed' || one.state === 'countered' || one.state === 'agreed'));

/** Limits of the suggestion and its parts as lists show them. What the deputy asked back runs beside the journey and has its own light. */
export const journeyLimits = (matter: Pick<Matter, 'deadlines'>): DeadlineRow[] => matter.deadlines.filter((one) => one.kind !== 'question');
