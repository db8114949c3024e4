// What opinions announce: the number, the title and who is concerned; of the citizen nothing.
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';
import { opinionWorkflow } from './workflow.ts';

export const opinionEventPayload = z.object({
  number: z.string(),
  title: z.string(),
  organId: z.string().nullable(),
  organName: z.string().nullable(),
  /** Whom the citizen addressed, and who took it up. */
  deputyPersonId: z.string().nullable(),
  leadPersonId: z.string().nullable(),
  /** The mandate of whoever took it up, or brought it from a visit: for the archive. */
  mandateId: z.string().nullable().default(null),
  suggestionId: z.string().nullable(),
  held: z.boolean(),
  reason: z.string().nullable(),
});
export type OpinionEventPayload = z.output<typeof opinionEventPayload>;

const names = new Set(entries(opinionWorkflow.actions).map(([, { event }]) => event));

/** Every event of opinions, by name. */
export const opinionEvents = new Map([...names].map((name) => [name, defineEvent(name, opinionEventPayload)]));
