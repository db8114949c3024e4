// What a row made or changed, kept with the row so that it can be taken back.
import { z } from 'zod';

/** Columns of a record before and after; sealed ones sealed. */
const columns = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const change = z.object({ id: z.string(), before: columns, after: columns });

export const made = z.object({
  createdPerson: change.optional(),
  changedPerson: change.optional(),
  attachedPerson: z.string().optional(),
  mandate: z.object({ id: z.string(), delegationId: z.string().nullable() }).optional(),
  movedMandate: z.object({ id: z.string(), from: z.string().nullable(), to: z.string().nullable(), fromName: z.string().nullable(), toName: z.string().nullable() }).optional(),
  appointment: z.string().optional(),
  createdOrgan: change.optional(),
  changedOrgan: change.optional(),
});
export type Made = z.infer<typeof made>;
export type Change = z.infer<typeof change>;
