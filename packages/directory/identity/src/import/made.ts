// What a row made or changed, kept with the row so that it can be taken back.
import { z } from 'zod';

/** Columns of a record before and after; sealed ones sealed. */
const columns = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const change = z.object({ id: z.string(), before: columns, after: columns });

/** People of the row's name who could be meant, told apart without personal data. */
export const choices = z.array(z.object({ personId: z.string(), label: z.string() }));
/** What the clerk said: somebody else of this name, or which one. */
export const NEW_PERSON = 'new';

export const made = z.object({
  choices: choices.optional(),
  chosen: z.string().optional(),
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
export type Choices = z.infer<typeof choices>;
export type Change = z.infer<typeof change>;
