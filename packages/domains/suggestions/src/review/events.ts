// What the examination announces besides the acts of the workflow.
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';

/** A colleague took over the examination. */
export const takenOver = defineEvent(
  'examination.taken_over',
  z.object({ title: z.string(), confidential: z.boolean(), fromPersonId: z.string(), fromCapacityId: z.string(), actorLabel: z.string() }),
);
