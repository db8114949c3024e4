// What identity announces. Payloads carry the words that consumers need.
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';

const person = { personId: z.string(), personName: z.string(), congressName: z.string() };

export const mandateBegan = defineEvent('mandate.began', z.object({ ...person, certificate: z.string(), on: z.string() }));
/** Elected for a term that is being prepared: in force when its first session opens. */
export const mandateElected = defineEvent('mandate.elected', z.object({ ...person, certificate: z.string(), on: z.string() }));
/** The preparation of the term for which somebody was entered as elected was cancelled: the entry is void. */
export const mandateRevoked = defineEvent('mandate.revoked', z.object({ ...person, certificate: z.string(), on: z.string(), by: z.string(), reason: z.string() }));
export const mandateDelegationChanged = defineEvent('mandate.delegation_changed', z.object({ ...person, from: z.string().nullable(), to: z.string().nullable(), on: z.string() }));
export const mandateSuspended = defineEvent('mandate.suspended', z.object({ ...person, ground: z.string(), on: z.string() }));
export const mandateResumed = defineEvent('mandate.resumed', z.object({ ...person, on: z.string() }));
/** A restriction of a deputy's liberty was permitted, refused or reported (代表法 39). */
export const restrictionDecided = defineEvent('mandate.restriction_decided', z.object({ ...person, restriction: z.string(), outcome: z.string(), on: z.string() }));
export const mandateEnded = defineEvent(
  'mandate.ended',
  z.object({ ...person, ground: z.string(), on: z.string(), /** Posts that ended with it (选举法 54, 56). */ posts: z.array(z.string()) }),
);
export const appointmentBegan = defineEvent('appointment.began', z.object({ ...person, organId: z.string(), organName: z.string(), title: z.string(), on: z.string() }));
export const appointmentEnded = defineEvent('appointment.ended', z.object({ ...person, organId: z.string(), organName: z.string(), title: z.string(), on: z.string() }));
/** Somebody looked at a phone number in clear: who, whose, what for. */
export const phoneShown = defineEvent('person.phone_shown', z.object({ ...person, by: z.string(), purpose: z.string() }));
/** Personal data were erased (个人信息保护法 47): on application, or when their retention had passed. */
export const personErased = defineEvent('person.erased', z.object({ ...person, by: z.string(), reason: z.string() }));
/** An administrator set a one-time password, unlocked an account or ended its sign-ins. */
export const accountAdministered = defineEvent('account.administered', z.object({ ...person, by: z.string(), act: z.string() }));
/** The tier above set up, replaced or removed an administrator of a congress below; both congresses keep it. */
export const administratorHandedOver = defineEvent('administrator.handed_over', z.object({ ...person, role: z.string(), by: z.string(), act: z.string() }));
/** The quota of deputies or the size of the standing committee was entered. */
export const quotaSet = defineEvent('congress.quota_set', z.object({ congressName: z.string(), by: z.string(), population: z.number().nullable(), deputyQuota: z.number().nullable(), committeeSeats: z.number().nullable() }));
/** A delegation, constituency, electing unit or deputy group was set up, changed or dissolved, or a deputy put into one. */
export const divisionOfDeputiesChanged = defineEvent('deputies.grouped', z.object({ by: z.string(), act: z.string() }));
/** The security administrator reviewed an account that had not been used for long: kept, disabled or enabled again, and why. */
export const accountReviewed = defineEvent('account.reviewed', z.object({ ...person, by: z.string(), outcome: z.enum(['kept', 'disabled', 'enabled']), reason: z.string() }));
