// What goes out about consultations, inside the congress. What the public sees is in model-views-public.ts.
import { z } from 'zod';
import { commentStates, consultationStates, draftKinds } from './model.ts';

const count = z.int();
const row = z.object({
  id: z.string(), version: count, state: z.enum(consultationStates), stateLabel: z.string(), kind: z.enum(draftKinds), kindLabel: z.string(), title: z.string(), startsOn: z.string(), endsOn: z.string(),
  articles: count, comments: count, held: count, undecided: count, writers: z.array(z.string()), reviewerName: z.string().nullable(), updatedAt: z.string(),
});
export type ConsultationRow = z.output<typeof row>;
export const consultationListView = z.object({ rows: z.array(row), total: count });

const article = z.object({ id: z.string(), label: z.string(), heading: z.string(), text: z.string(), comments: count, undecided: count });
export const consultationView = row.extend({
  revision: count, explanation: z.string(), drafter: z.string(), reason: z.string().nullable(), publishedAt: z.string().nullable(), outcomeDraft: z.string(), outcome: z.string(), concludedAt: z.string().nullable(),
  /** Comments that staff released are shown to the public one by one. */
  commentsPublic: z.boolean(), leastDays: count, wholeComments: count, wholeUndecided: count, shown: count,
  decided: z.object({ adopted: count, partly: count, declined: count }),
  articleRows: z.array(article),
  actions: z.array(z.object({ action: z.string(), label: z.string(), reasonLength: z.number(), allowed: z.boolean(), reason: z.string().optional(), remedy: z.string().optional() })),
  /** Why the buttons of reviewing are missing, when they are: the viewer wrote it. */
  ownWriting: z.boolean(),
});
export type ConsultationView = z.output<typeof consultationView>;

const comment = z.object({
  id: z.string(), state: z.enum(commentStates), stateLabel: z.string(), articleId: z.string().nullable(), articleLabel: z.string(), content: z.string(), heldBecause: z.array(z.string()), shown: z.boolean(), answer: z.string(), createdAt: z.string(),
});
export type CommentView = z.output<typeof comment>;
export const commentListView = z.object({ rows: z.array(comment), total: count });

export const splitView = z.object({ articles: z.array(z.object({ label: z.string(), heading: z.string(), text: z.string() })) });
export const consultationReceipt = z.object({ id: z.string(), version: count, revision: count, next: z.string() });
export type ConsultationReceipt = z.output<typeof consultationReceipt>;
export const commentsReceipt = z.object({ done: count, next: z.string() });
export type CommentsReceipt = z.output<typeof commentsReceipt>;
