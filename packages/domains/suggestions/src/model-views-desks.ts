// What desks look at besides lists and details: likeness, recommendation, hand-over, board, figures. Pure; see model-views.ts.
import { z } from 'zod';
import { assignmentRoles, assignmentStates, declineGroundNames, grades } from './model.ts';
import { commitmentView, dueView } from './model-views.ts';

const instant = z.string();
const date = z.string();

/** An earlier suggestion like the one at hand. `own`: the viewer may open it here; otherwise it is another congress's published one. */
export const similarItem = z.object({
  id: z.string(),
  own: z.boolean(),
  congressName: z.string(),
  title: z.string(),
  numberLabel: z.string().nullable(),
  stateLabel: z.string(),
  leadName: z.string(),
  leadOrganName: z.string().nullable(),
  submittedAt: instant.nullable(),
  grade: z.enum(grades).nullable(),
  gradeLabel: z.string().nullable(),
  /** The newest signed reply, its beginning. */
  reply: z.object({ organName: z.string(), excerpt: z.string(), signedAt: instant }).nullable(),
  promises: z.array(z.object({ text: z.string(), dueOn: date, stateLabel: z.string() })),
  /** The viewer is told of its progress. */
  following: z.boolean(),
  score: z.number(),
  sharedWords: z.array(z.string()),
});
export type SimilarItem = z.output<typeof similarItem>;
export const similarView = z.object({ items: z.array(similarItem) });
export type SimilarView = z.output<typeof similarView>;
export const recommendView = z.object({
  organs: z.array(z.object({ organId: z.string(), organName: z.string(), role: z.enum(assignmentRoles), confidence: z.number(), reason: z.string() })),
});
export type RecommendView = z.output<typeof recommendView>;
export const hintView = z.object({ ground: z.enum([...declineGroundNames, 'several_matters', 'too_short', 'state_secret']), label: z.string(), words: z.array(z.string()), explanation: z.string(), instead: z.string(), source: z.string() });
export type Hint = z.output<typeof hintView>;

/** One organ's part in a list, with both clocks: its own limit and the deputy's total. */
export const partRow = z.object({
  assignmentId: z.string(),
  version: z.number(),
  suggestionId: z.string(),
  title: z.string(),
  numberLabel: z.string().nullable(),
  leadName: z.string(),
  cosignerCount: z.number(),
  keySupervision: z.boolean(),
  organId: z.string(),
  organName: z.string(),
  role: z.enum(assignmentRoles),
  roleLabel: z.string(),
  state: z.enum(assignmentStates),
  stateLabel: z.string(),
  assignedOn: date,
  /** How far the contact with the deputy of this round is; null before it is recorded. */
  contact: z.enum(['waiting', 'confirmed', 'disputed']).nullable(),
  /** A reply of this round is begun, under review or signed. */
  reply: z.enum(['draft', 'under_review', 'signed']).nullable(),
  due: dueView.nullable(),
  totalDue: dueView.nullable(),
  /** Whom it waits for while the organ itself can do nothing; null when it is the organ's turn. */
  waitsFor: z.string().nullable(),
  /** Assisting organs whose opinion is missing. */
  missingOpinions: z.array(z.string()),
  leadMandateId: z.string(),
});
export type PartRow = z.output<typeof partRow>;
export const partsView = z.object({ rows: z.array(partRow), total: z.number(), red: z.number(), amber: z.number(), asOf: date });
export type PartsView = z.output<typeof partsView>;

/** What an organ promised in its signed replies. */
export const ledgerRow = commitmentView.extend({ suggestionId: z.string(), title: z.string(), numberLabel: z.string().nullable(), leadName: z.string(), timeLeft: z.string(), mayReport: z.boolean() });
export type LedgerRow = z.output<typeof ledgerRow>;
export const ledgerView = z.object({ rows: z.array(ledgerRow), total: z.number(), open: z.number(), overdue: z.number(), kept: z.number() });
export type LedgerView = z.output<typeof ledgerView>;

/** How an organ reaches the deputy it has to speak with. */
export const deputyContactView = z.object({ name: z.string(), phoneMasked: z.string().nullable() });

/** What an assignment would do (preview) or did. */
export const assignView = z.object({
  items: z.array(
    z.object({ id: z.string(), title: z.string(), numberLabel: z.string().nullable(), ok: z.boolean(), problem: z.string().nullable(), organs: z.array(z.object({ organName: z.string(), roleLabel: z.string(), dueOn: date })), replyDueOn: date.nullable(), sharedWith: z.array(z.string()), receipt: z.string().nullable() }),
  ),
});

export const rollupView = z.object({ rows: z.array(z.object({ congressId: z.string(), congressName: z.string(), period: z.string(), measure: z.string(), count: z.number() })) });
export type RollupView = z.output<typeof rollupView>;
