// 批量交办: what comes in and what goes out. Pure.
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { assignInput } from '../model-inputs.ts';

/** Each suggestion with its own organs, as previewed. */
export const startBulkInput = z.object({ items: assignInput.shape.items });
/** Those that failed, once more: all of them, or only these lines. */
export const retryBulkInput = z.object({ id: idSchema, positions: z.array(z.int().min(0)).min(1, '请选择要重试的建议').max(50).optional() });

export const bulkView = z.object({
  id: z.string(),
  title: z.string(),
  /** running goes on by itself, also when the page is closed. */
  state: z.enum(['running', 'done']),
  total: z.number(), done: z.number(), failed: z.number(),
  startedBy: z.string(), startedAt: z.string(), finishedAt: z.string().nullable(),
  items: z.array(
    z.object({ position: z.number(), suggestionId: z.string(), title: z.string(), numberLabel: z.string().nullable(), organWords: z.string(), state: z.enum(['waiting', 'done', 'failed']), problem: z.string().nullable(), receipt: z.string().nullable() }),
  ),
});
export type BulkView = z.output<typeof bulkView>;
