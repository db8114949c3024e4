// Two entries became one, or two again: announced in every congress concerned, so that each one's audit administrator sees it.
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';

const payload = z.object({ personId: z.string(), personName: z.string(), mergedId: z.string(), by: z.string(), reason: z.string() });
export const personMerged = defineEvent('person.merged', payload);
export const personUnmerged = defineEvent('person.unmerged', payload);
