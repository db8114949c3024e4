// What leaves about the impact page.
import { z } from 'zod';
import { type ChangeKind, isChangeKind } from './model.ts';

export const impactView = z.object({
  sums: z.object({ said: z.number(), replied: z.number(), kept: z.number(), answered: z.number() }),
  rows: z.array(z.object({
    subjectType: z.string(), subjectId: z.string(), title: z.string(), number: z.string().nullable(), saidOn: z.string(), saidLabel: z.string(),
    changes: z.array(z.object({ kind: z.custom<ChangeKind>(isChangeKind), label: z.string(), on: z.string(), text: z.string(), proof: z.string() })),
  })),
  total: z.number(),
  /** Of the deputy's public page, where what is public of this can be shared. */
  code: z.string().nullable(),
});
export type ImpactView = z.output<typeof impactView>;
