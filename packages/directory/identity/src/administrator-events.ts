// What is announced when one of the three administrators is proposed, confirmed or refused, and when the log is read.
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';

const proposal = z.object({ personId: z.string(), personName: z.string(), congressName: z.string(), role: z.string(), outcome: z.string(), by: z.string() });
export const administratorProposed = defineEvent('administrator.proposed', proposal);
export const administratorDecided = defineEvent('administrator.decided', proposal);
/** The audit administrator read the log: what was asked for, in words. The security administrator sees it. */
export const logRead = defineEvent('log.read', z.object({ by: z.string(), what: z.string() }));
