// What leaves the domain, checked on its way out.
import { z } from 'zod';
import { type DutyKind, isDutyKind, type Subsystem, subsystems } from './model.ts';

const kind = z.custom<DutyKind>(isDutyKind);
const subsystem = z.custom<Subsystem>((value) => typeof value === 'string' && Object.hasOwn(subsystems, value));

export const recordView = z.object({
  id: z.string(),
  kind,
  kindLabel: z.string(),
  subsystem,
  title: z.string(),
  occurredOn: z.string(),
  /** False for what is shown and counts nothing. */
  counts: z.boolean(),
  details: z.array(z.object({ label: z.string(), text: z.string() })),
  /** What it came from: an app knows the page of each. */
  subjectType: z.string(),
  subjectId: z.string(),
});
export type RecordView = z.output<typeof recordView>;

export const archiveView = z.object({
  /** Whose: a person may have had several mandates here, one a term. */
  mandate: z.object({ id: z.string(), name: z.string(), term: z.number(), delegation: z.string().nullable(), status: z.string(), statusLabel: z.string() }),
  terms: z.array(z.object({ mandateId: z.string(), term: z.number() })),
  rows: z.array(recordView),
  hasMore: z.boolean(),
  /** Of all years, newest first. */
  years: z.array(z.object({ year: z.number(), count: z.number() })),
  /** Of the year asked for, or of all: how many count in each subsystem. */
  subsystems: z.array(z.object({ name: subsystem, label: z.string(), count: z.number() })),
});
export type ArchiveView = z.output<typeof archiveView>;
