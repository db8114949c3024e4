// What letters of supervision announce: the opinion, the organ and the day; of the citizen nothing.
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';
import { supervisionWorkflow } from './workflow.ts';

export const supervisionEventPayload = z.object({
  number: z.string(), title: z.string(), numberLabel: z.string(), issuer: z.string(), issuerOrganId: z.string(), organId: z.string().nullable(), organName: z.string(), dueOn: z.string(), request: z.string(), reason: z.string().nullable(), outcome: z.string().nullable(),
  /** Whom the citizen addressed. */
  deputyPersonId: z.string().nullable(),
});
export type SupervisionEventPayload = z.output<typeof supervisionEventPayload>;

/** Every event of letters of supervision, by name. */
export const supervisionEvents = new Map(entries(supervisionWorkflow.actions).map(([, { event }]) => [event, defineEvent(event, supervisionEventPayload)]));
