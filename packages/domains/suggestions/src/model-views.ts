// What goes out: one schema for each view. What a viewer must not see is not in the view. Pure; runs in the browser too.
// Instants are ISO strings, dates 'YYYY-MM-DD'.
import { z } from 'zod';
import {
  assignmentRoles,
  assignmentStates,
  contactMethods,
  deadlineKinds,
  declineFollowUps,
  declineGroundNames,
  gradeSetNames,
  grades,
  inboxTaskNames,
  lights,
  ownerKinds,
  scores,
  suggestionKinds,
  suggestionStates,
  topics,
} from './model.ts';

const instant = z.string();
const date = z.string();

/** A limit with its time left in words and its light. */
export const dueView = z.object({ kind: z.enum(deadlineKinds), label: z.string(), dueOn: date, light: z.enum(lights), timeLeft: z.string() });

export const actionView = z.object({
  action: z.string(),
  label: z.string(),
  /** Fewest characters of the written reason; 0 when none is needed. */
  reasonLength: z.number(),
  allowed: z.boolean(),
  /** Why not, and what to do instead; shown beside the disabled button. */
  reason: z.string().optional(),
  remedy: z.string().optional(),
});

export const listRow = z.object({
  id: z.string(),
  version: z.number(),
  kind: z.enum(suggestionKinds),
  state: z.enum(suggestionStates),
  stateLabel: z.string(),
  title: z.string(),
  topic: z.enum(topics).nullable(),
  number: z.number().nullable(),
  numberLabel: z.string().nullable(),
  inSession: z.boolean(),
  leadName: z.string(),
  delegationName: z.string().nullable(),
  /** Handed in in the name of the delegation: `leadName` is its name. */
  byDelegation: z.boolean(),
  cosignerCount: z.number(),
  leadOrganName: z.string().nullable(),
  ownerKind: z.enum(ownerKinds),
  keySupervision: z.boolean(),
  confidential: z.boolean(),
  grade: z.enum(grades).nullable(),
  attitude: z.enum(scores).nullable(),
  result: z.enum(scores).nullable(),
  submittedAt: instant.nullable(),
  updatedAt: instant,
  replyDueOn: date.nullable(),
  due: dueView.nullable(),
  published: z.boolean(),
});
export type ListRow = z.output<typeof listRow>;
export const listView = z.object({ rows: z.array(listRow), hasMore: z.boolean(), total: z.number().nullable() });
export type ListView = z.output<typeof listView>;

export const draftView = z.object({
  id: z.string(),
  version: z.number(),
  revision: z.number(),
  state: z.enum(suggestionStates),
  kind: z.enum(suggestionKinds),
  title: z.string(),
  background: z.string(),
  proposal: z.string(),
  topic: z.enum(topics).nullable(),
  researched: z.boolean(),
  proposedOrganIds: z.array(z.string()),
  publishConsent: z.boolean(),
  confidential: z.boolean(),
  confidentialReason: z.string().nullable(),
  /** How far: co-signers invited, confirmed and declined. */
  cosigners: z.array(z.object({ mandateId: z.string(), name: z.string(), state: z.enum(['invited', 'confirmed', 'declined']) })),
  files: z.array(z.object({ id: z.string(), name: z.string(), mediaType: z.string(), size: z.number() })),
  updatedAt: instant,
  /** The assistant who prepared the text; null when the deputy wrote alone. */
  preparedBy: z.string().nullable(),
});
export type DraftView = z.output<typeof draftView>;

/** The answer to an act: the new state and what happens next, by when and by whom. */
export const receipt = z.object({
  id: z.string(),
  version: z.number(),
  state: z.enum(suggestionStates),
  stateLabel: z.string(),
  numberLabel: z.string().nullable(),
  /** Short code by which anyone can check that the act was recorded and not changed; absent for what is not logged. */
  receipt: z.string().nullable(),
  /** One sentence: what happens next, by when, who. */
  next: z.string(),
});
export type Receipt = z.output<typeof receipt>;
/** The same for one organ's part. */
export const assignmentReceipt = receipt.extend({
  assignmentId: z.string(),
  assignmentVersion: z.number(),
  assignmentState: z.enum(assignmentStates),
});
export type AssignmentReceipt = z.output<typeof assignmentReceipt>;

export const fileView = z.object({ id: z.string(), name: z.string(), mediaType: z.string(), size: z.number(), purpose: z.string(), subjectId: z.string().nullable() });

export const assignmentView = z.object({
  id: z.string(),
  version: z.number(),
  parentId: z.string().nullable(),
  organId: z.string(),
  organName: z.string(),
  role: z.enum(assignmentRoles),
  roleLabel: z.string(),
  state: z.enum(assignmentStates),
  stateLabel: z.string(),
  assignedOn: date,
  acceptedAt: instant.nullable(),
  /** Last day to ask for a return; null when it is not asked for or the viewer stands outside. */
  returnUntil: date.nullable(),
  returnReason: z.string().nullable(),
  opinion: z.string().nullable(),
  opinionAt: instant.nullable(),
  note: z.string().nullable(),
  due: dueView.nullable(),
  /** The viewer's organ is this one. */
  mine: z.boolean(),
  actions: z.array(actionView),
});

export const contactView = z.object({
  id: z.string(),
  assignmentId: z.string(),
  organName: z.string(),
  method: z.enum(contactMethods),
  methodLabel: z.string(),
  contactedOn: date,
  content: z.string(),
  byName: z.string(),
  round: z.number(),
  state: z.enum(['waiting', 'confirmed', 'disputed']),
  stateLabel: z.string(),
  answeredAt: instant.nullable(),
  disputeReason: z.string().nullable(),
});

export const commitmentView = z.object({
  id: z.string(),
  replyId: z.string(),
  organName: z.string(),
  text: z.string(),
  dueOn: date,
  state: z.enum(['open', 'kept']),
  keptOn: date.nullable(),
  evidence: z.string().nullable(),
  /** As promised; earlier than `dueOn` after a change that was consented to. */
  firstDueOn: date,
  askedDueOn: date.nullable(),
  askedReason: z.string().nullable(),
  light: z.enum(lights),
});

export type CommitmentView = z.output<typeof commitmentView>;

export const replyView = z.object({
  id: z.string(),
  assignmentId: z.string(),
  organId: z.string(),
  organName: z.string(),
  round: z.number(),
  state: z.enum(['draft', 'under_review', 'signed']),
  stateLabel: z.string(),
  letterNumber: z.string().nullable(),
  grade: z.enum(grades).nullable(),
  gradeLabel: z.string().nullable(),
  body: z.string(),
  contactName: z.string().nullable(),
  contactPhone: z.string().nullable(),
  copies: z.array(z.string()),
  draftedBy: z.string().nullable(),
  reviewNote: z.string().nullable(),
  signatory: z.string().nullable(),
  signedAt: instant.nullable(),
  revision: z.number(),
  commitments: z.array(commitmentView),
});

export type ReplyView = z.output<typeof replyView>;

export const timelineEntry = z.object({
  id: z.string(),
  at: instant,
  label: z.string(),
  actorLabel: z.string(),
  /** Which organ's part; null for the suggestion itself. */
  organName: z.string().nullable(),
  reason: z.string().nullable(),
  toState: z.string(),
  toStateLabel: z.string(),
  receipt: z.string(),
});

export const evaluationView = z.object({ round: z.number(), attitude: z.enum(scores), result: z.enum(scores), comment: z.string().nullable(), at: instant });
export const extensionView = z.object({
  id: z.string(),
  assignmentId: z.string(),
  organName: z.string(),
  reason: z.string(),
  requestedUntil: date,
  state: z.enum(['requested', 'granted', 'refused']),
  stateLabel: z.string(),
  decidedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
  /** The viewer may decide it. */
  mayDecide: z.boolean(),
});
export const supervisionView = z.object({
  id: z.string(),
  kind: z.enum(['reminder', 'supervision']),
  kindLabel: z.string(),
  organId: z.string().nullable(),
  organName: z.string().nullable(),
  text: z.string(),
  dueOn: date.nullable(),
  byLabel: z.string(),
  at: instant,
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  mayAnswer: z.boolean(),
});

export const detailView = listRow.extend({
  background: z.string(),
  proposal: z.string(),
  researched: z.boolean(),
  proposedOrgans: z.array(z.object({ id: z.string(), name: z.string() })),
  publishConsent: z.boolean(),
  confidentialReason: z.string().nullable(),
  leadPersonId: z.string(),
  leadMandateId: z.string(),
  /** Who works for the deputies of its congress: 人大代表工作机构, in a township 人大主席团. */
  congressOffice: z.string(),
  /** The viewer's relation to it. */
  viewer: z.enum(['lead', 'cosigner', 'deputy', 'congress', 'organ']),
  cosigners: z.array(
    z.object({ mandateId: z.string(), name: z.string(), state: z.enum(['invited', 'confirmed', 'declined']), answeredAt: instant.nullable(), withdrawalAgreed: z.boolean().nullable(), me: z.boolean() }),
  ),
  /** A withdrawal is asked for and waits for co-signers. */
  withdrawalAsked: z.boolean(),
  keyLeader: z.string().nullable(),
  assignedOn: date.nullable(),
  extended: z.boolean(),
  registeredAt: instant.nullable(),
  repliedAt: instant.nullable(),
  closedAt: instant.nullable(),
  publishedAt: instant.nullable(),
  declineGround: z.enum(declineGroundNames).nullable(),
  declineFollowUp: z.enum(declineFollowUps).nullable(),
  decisionReason: z.string().nullable(),
  /** Suggestions merged into this one; the handling organ answers each of their deputies. */
  mergedFrom: z.array(z.object({ id: z.string(), title: z.string(), numberLabel: z.string().nullable(), leadName: z.string() })),
  mergedInto: z.object({ id: z.string(), title: z.string(), numberLabel: z.string().nullable() }).nullable(),
  assignments: z.array(assignmentView),
  contacts: z.array(contactView),
  replies: z.array(replyView),
  /** The grade marks in force in this congress. */
  gradeSet: z.enum(gradeSetNames),
  evaluations: z.array(evaluationView),
  extensions: z.array(extensionView),
  supervisions: z.array(supervisionView),
  deadlines: z.array(dueView.extend({ organName: z.string().nullable(), status: z.enum(['open', 'met', 'cancelled']), startedOn: date, firstDueOn: date, explanation: z.string(), warnings: z.array(z.string()) })),
  files: z.array(fileView),
  timeline: z.array(timelineEntry),
  actions: z.array(actionView),
});
export type DetailView = z.output<typeof detailView>;

export const inboxItem = z.object({
  task: z.enum(inboxTaskNames),
  label: z.string(),
  /** Honest estimate: "约 2 分钟". */
  effort: z.string(),
  suggestionId: z.string(),
  assignmentId: z.string().nullable(),
  /** The record the act is about: contact, extension, commitment, supervision; null for the suggestion or assignment itself. */
  recordId: z.string().nullable(),
  title: z.string(),
  numberLabel: z.string().nullable(),
  stateLabel: z.string(),
  /** Who brought it: lead proposer, organ, congress. */
  from: z.string(),
  since: instant,
  due: dueView.nullable(),
  keySupervision: z.boolean(),
  /** Version of the subject to act on (assignment when `assignmentId` is set). */
  version: z.number(),
});
export type InboxItem = z.output<typeof inboxItem>;
export const inboxView = z.object({ items: z.array(inboxItem), asOf: instant });
export type InboxView = z.output<typeof inboxView>;
