// What the channel announces: traces of who was told by SMS and which links were used, for the audit administrator. No number, no token.
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';
import { linkActs } from './act-link-acts.ts';
import { smsTemplates } from './sms-texts.ts';

const whom = { personId: z.string(), capacityId: z.string() };

/** A message waits to be sent to somebody. */
export const smsDue = defineEvent('notice.sms_due', z.object({ ...whom, template: z.enum(smsTemplates), linkId: z.string().nullable(), date: z.string().nullable() }));
/** The provider took it; `reference` is the provider's. */
export const smsSent = defineEvent('notice.sms_sent', z.object({ ...whom, template: z.enum(smsTemplates), reference: z.string() }));
/** The number will not take messages. */
export const smsRefused = defineEvent('notice.sms_refused', z.object({ ...whom, template: z.enum(smsTemplates), code: z.string() }));
/** An act was done through a link. */
export const actLinkUsed = defineEvent('act_link.used', z.object({ ...whom, act: z.enum(linkActs) }));
