// What leaves about lists and how far one is.
import { z } from 'zod';
import { type DutyKind, isDutyKind } from '../model.ts';
import { planSchema } from './model.ts';

const kind = z.custom<DutyKind>(isDutyKind);
export const progressView = z.object({ key: z.string(), label: z.string(), kinds: z.array(kind), done: z.number(), wanted: z.number(), period: z.enum(['year', 'quarter']), missing: z.number() });

export const myPlanView = z.object({
  year: z.number(), quarter: z.number(),
  items: z.array(progressView),
  /** The one thing that is behind most; null when all is done, or while the mandate is suspended. */
  next: progressView.nullable(),
  remindersMuted: z.boolean(),
});
export type MyPlanView = z.output<typeof myPlanView>;

export const planView = z.object({ items: planSchema, /** Whether this congress set it itself, and else whose it is; null: as proposed. */ own: z.boolean(), from: z.string().nullable() });

export const planEffectView = z.object({ words: z.array(z.string()) });

export const deputyRow = z.object({
  mandateId: z.string(), name: z.string(), delegation: z.string().nullable(), status: z.string(), statusLabel: z.string(),
  /** In the order of the subsystems. */
  counts: z.array(z.number()), total: z.number(), lastOn: z.string().nullable(),
  /** Items of the list that are not done yet; 0 where nothing is expected now (suspended, ended). */
  missing: z.array(z.string()),
});
export type DeputyRow = z.output<typeof deputyRow>;
export const deputiesView = z.object({ year: z.number(), years: z.array(z.number()), rows: z.array(deputyRow), total: z.number() });
export const belowView = z.object({ year: z.number(), rows: z.array(z.object({ congressId: z.string(), congress: z.string(), counts: z.array(z.number()), total: z.number(), asOf: z.string().nullable() })), total: z.number() });
