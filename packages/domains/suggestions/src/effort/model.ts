// Acts on several parts at once: what comes in and what goes out. Pure.
import { z } from 'zod';
import { assignmentRef, recordContactInput } from '../model-inputs.ts';

const items = z.array(assignmentRef).min(1, '请选择事项').max(50, '一次最多办理 50 件');
const preview = z.boolean().default(false);

export const acceptManyInput = z.object({ items, preview });
export const remindAssistantsInput = z.object({ items, preview });
/** One conversation with one deputy about several of their suggestions. */
export const recordContactsInput = recordContactInput.omit({ assignmentId: true, expectedVersion: true }).extend({ items, preview });

export const manyView = z.object({
  items: z.array(z.object({ assignmentId: z.string(), title: z.string(), numberLabel: z.string().nullable(), ok: z.boolean(), problem: z.string().nullable(), words: z.string() })),
});
export type ManyView = z.output<typeof manyView>;
