// What calls announce: one shape, with the words and people those who listen need. Of citizens only the receipts' ids.
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';
import { progressNames, setAsideGroundNames } from './model.ts';
import { callWorkflow, topicWorkflow } from './workflow.ts';

export const callEventPayload = z.object({
  callId: z.string(),
  callTitle: z.string(),
  endsOn: z.string(),
  /** Null for events of the call itself. */
  topic: z.object({
    id: z.string(), title: z.string(), intoTitle: z.string().nullable(), deputyName: z.string().nullable(), mandateId: z.string().nullable(), personId: z.string().nullable(),
    stage: z.enum(progressNames).nullable(), numberLabel: z.string().nullable(), ground: z.enum(setAsideGroundNames).nullable(), held: z.boolean(), joinedName: z.string().nullable(),
  }).nullable(),
  /** Deputies who proposed it, and citizens who left a number to be told at. */
  deputies: z.array(z.object({ personId: z.string(), mandateId: z.string() })),
  contacts: z.array(z.string()),
  reason: z.string().nullable(),
});
export type CallEventPayload = z.output<typeof callEventPayload>;

/** A proposal came in; what stood in the form is not in the event. */
export const proposed = 'call.proposed';

const names = new Set([proposed, ...entries(callWorkflow.actions).map(([, { event }]) => event), ...entries(topicWorkflow.actions).map(([, { event }]) => event)]);

/** Every event of calls, by name. */
export const callEvents = new Map([...names].map((name) => [name, defineEvent(name, callEventPayload)]));
