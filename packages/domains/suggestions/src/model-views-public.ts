// What anybody may read of a published suggestion. Pure; see model-views.ts.
import { z } from 'zod';
import { grades, scores, topics } from './model.ts';

const instant = z.string();
const date = z.string();

export const publicRow = z.object({
  id: z.string(),
  congressId: z.string(),
  congressName: z.string(),
  title: z.string(),
  /** Where the words asked for stand, when words were asked for. */
  excerpt: z.array(z.object({ text: z.string(), match: z.boolean() })).optional(),
  topic: z.enum(topics).nullable(),
  numberLabel: z.string().nullable(),
  leadName: z.string(),
  byDelegation: z.boolean(),
  cosignerCount: z.number(),
  leadOrganId: z.string().nullable(),
  leadOrganName: z.string().nullable(),
  stateLabel: z.string(),
  grade: z.enum(grades).nullable(),
  result: z.enum(scores).nullable(),
  submittedAt: instant.nullable(),
  repliedAt: instant.nullable(),
  publishedAt: instant,
});
export type PublicRow = z.output<typeof publicRow>;
/** `atLeast`: there are more than `total`, which are not counted one by one. */
export const publicListView = z.object({ rows: z.array(publicRow), hasMore: z.boolean(), total: z.number(), atLeast: z.boolean() });
export type PublicListView = z.output<typeof publicListView>;
export const publicDetailView = publicRow.extend({
  background: z.string(),
  proposal: z.string(),
  delegationName: z.string().nullable(),
  attitude: z.enum(scores).nullable(),
  cosigners: z.array(z.string()),
  /** The suggestion with which it is handled and answered, when that one is public. */
  mergedInto: z.object({ id: z.string(), title: z.string(), numberLabel: z.string().nullable() }).nullable(),
  organs: z.array(z.object({ organId: z.string(), organName: z.string(), roleLabel: z.string(), stateLabel: z.string() })),
  replies: z.array(z.object({ organName: z.string(), letterNumber: z.string().nullable(), grade: z.enum(grades).nullable(), gradeLabel: z.string().nullable(), body: z.string(), signedAt: instant.nullable() })),
  commitments: z.array(z.object({ text: z.string(), dueOn: date, stateLabel: z.string(), keptOn: date.nullable() })),
  registeredAt: instant.nullable(),
  /** Day on which it was first handed over to organs. */
  assignedOn: date.nullable(),
  closedAt: instant.nullable(),
});
export type PublicDetailView = z.output<typeof publicDetailView>;
