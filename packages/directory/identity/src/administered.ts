// 三员分立: what administers a congress and announces nothing of its own (people, organs, terms, parameters, jobs) leaves a trace here,
// which the audit administrator reads. Never what a personal datum was or is: only that it was changed.
import type { Acting } from '@smart/rpc/context';
import { appendEvent, defineEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import type { Capacity } from './capacity.ts';

export const congressAdministered = defineEvent('congress.administered', z.object({ by: z.string(), act: z.string(), personName: z.string().optional() }));

export type Administered = { readonly type: 'person' | 'organ' | 'term' | 'session' | 'parameter' | 'import' | 'job'; readonly id: string; readonly personName?: string };

/** Writes down who did what to what, in the transaction of the act. @param act in words, without any personal datum */
export async function traceAct({ work, capacity, acting }: { work: Work; capacity: Capacity; acting: Acting }, about: Administered, act: string): Promise<void> {
  await appendEvent(work, {
    congressId: capacity.congressId, matterId: null, type: congressAdministered.name, subjectType: about.type, subjectId: about.id, personId: capacity.personId,
    payload: { by: acting.label, act, ...(about.personName === undefined ? {} : { personName: about.personName }) },
  });
}
