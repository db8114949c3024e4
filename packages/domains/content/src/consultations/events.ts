// What consultations announce: one shape for the consultation and its comments. Of citizens nothing: not their words, not their receipts.
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';
import { commentWorkflow, consultationWorkflow } from './workflow.ts';

export const consultationEventPayload = z.object({ consultationId: z.string(), title: z.string(), endsOn: z.string(), comments: z.int(), writerIds: z.array(z.string()), outcomeWriterIds: z.array(z.string()), reason: z.string().nullable() });
export type ConsultationEventPayload = z.output<typeof consultationEventPayload>;

const names = new Set([...entries(consultationWorkflow.actions), ...entries(commentWorkflow.actions)].map(([, { event }]) => event));

/** Every event of consultations, by name. */
export const consultationEvents = new Map([...names].map((name) => [name, defineEvent(name, consultationEventPayload)]));
