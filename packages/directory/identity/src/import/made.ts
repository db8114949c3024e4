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
  /** The person of the row, new or known. */
  person: z.string().optional(),
  /** What became of the row's account; the one-time password is sealed, and gone when it was handed out. */
  account: z.object({ userId: z.string().nullable(), username: z.string().nullable(), secret: z.string().nullable().optional(), reason: z.string().nullable() }).optional(),
  createdOrgan: change.optional(),
  changedOrgan: change.optional(),
});
export type Made = z.infer<typeof made>;
export type Change = z.infer<typeof change>;
