// What letters of supervision announce: the words and the organ that those who listen need.
import { defineEvent } from '@smart/workflow/events';
import { entries } from '@smart/workflow/define';
import { z } from 'zod';
import { letterWorkflow } from './workflow-letter.ts';

export const letterEventPayload = z.object({
  title: z.string(),
  numberLabel: z.string().nullable(),
  letterLabel: z.string(),
  leadPersonId: z.string(),
  leadMandateId: z.string(),
  organId: z.string(),
  organName: z.string(),
  dueOn: z.string().nullable(),
  text: z.string(),
  reason: z.string().nullable(),
  actorLabel: z.string(),
});
export type LetterEventPayload = z.output<typeof letterEventPayload>;

/** Every event of letters, by name. */
export const letterEvents = new Map(entries(letterWorkflow.actions).map(([, { event }]) => [event, defineEvent(event, letterEventPayload)]));
