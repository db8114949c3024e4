// What the domain announces. One shape for all events, with the words and people that those who listen need, so that notices, the duty
// archive and statistics ask nobody back.
import { dateInShanghai } from '@smart/kernel/dates';
import { defineEvent } from '@smart/workflow/events';
import { entries } from '@smart/workflow/define';
import { z } from 'zod';
import { assignmentRoles, assignmentStates, returnLevels, suggestionKinds, suggestionStates, topics } from './model.ts';
import { suggestionWorkflow } from './workflow.ts';
import { assignmentWorkflow } from './workflow-assignment.ts';
import type { Matter } from './matter.ts';

/**
 * The payload of every `suggestion.*` and `assignment.*` event.
 * `state` is the suggestion's state before the act; `organ` is the one whose part the event is about (assignment.* only).
 */
export const suggestionEventPayload = z.object({
  title: z.string(),
  numberLabel: z.string().nullable(),
  kind: z.enum(suggestionKinds),
  topic: z.enum(topics).nullable(),
  inSession: z.boolean(),
  /** Month it was handed in, YYYY-MM; null before. */
  submittedMonth: z.string().nullable(),
  confidential: z.boolean(),
  /** False when the deputy marked it as unsuitable for publication. */
  publishConsent: z.boolean().default(true),
  state: z.enum(suggestionStates),
  leadName: z.string(),
  leadPersonId: z.string(),
  leadMandateId: z.string(),
  /** Handed in in the name of the delegation, whose name `leadName` then is. */
  byDelegation: z.boolean().default(false),
  /** Who was asked to co-sign; `confirmed` have the same standing as the lead. */
  cosigners: z.array(z.object({ personId: z.string(), mandateId: z.string(), name: z.string(), state: z.enum(['invited', 'confirmed', 'declined']) })),
  /** All organs that have a part now. */
  organs: z.array(z.object({ assignmentId: z.string(), organId: z.string(), organName: z.string(), organCongressId: z.string(), role: z.enum(assignmentRoles), state: z.enum(assignmentStates), handedOverBy: z.string().nullable() })),
  organ: z.object({ assignmentId: z.string(), organId: z.string(), organName: z.string(), organCongressId: z.string(), role: z.enum(assignmentRoles), handedOverBy: z.string().nullable() }).nullable(),
  actorLabel: z.string(),
  reason: z.string().nullable(),
  /** Facts of this one event, all optional: which person was invited, scores, the day until which, … */
  facts: z.object({
    dueOn: z.string().optional(),
    replyDueOn: z.string().optional(),
    organNames: z.array(z.string()).optional(),
    personIds: z.array(z.string()).optional(),
    mandateIds: z.array(z.string()).optional(),
    personName: z.string().optional(),
    ground: z.string().optional(),
    followUp: z.string().optional(),
    intoTitle: z.string().optional(),
    intoNumberLabel: z.string().nullable().optional(),
    contactId: z.string().optional(),
    method: z.string().optional(),
    grade: z.string().nullable().optional(),
    letterNumber: z.string().nullable().optional(),
    attitude: z.string().optional(),
    result: z.string().optional(),
    round: z.number().optional(),
    text: z.string().optional(),
    until: z.string().optional(),
    key: z.boolean().optional(),
    secret: z.boolean().optional(),
    parts: z.number().optional(),
    suggestionIds: z.array(z.string()).optional(),
    leader: z.string().nullable().optional(),
    /** Who decides a return: the one that handed over, or the next above. */
    level: z.enum(returnLevels).optional(),
    organIds: z.array(z.string()).optional(),
    times: z.array(z.string()).optional(),
    /** 逐级督办: which rung, of which limit, and the organs it names. */
    rung: z.string().optional(),
    rungLabel: z.string().optional(),
    rungOrganIds: z.array(z.string()).optional(),
    deadlineId: z.string().optional(),
  }),
});
export type SuggestionEventPayload = z.output<typeof suggestionEventPayload>;
export type EventFacts = SuggestionEventPayload['facts'];

/**
 * Whether people outside the house may be told its number or a word of it (重庆 36). What an act changes about it is in the facts, because the
 * payload is the matter as it was before.
 */
export const mayBeTold = ({ confidential, publishConsent, facts }: SuggestionEventPayload): boolean => publishConsent && !(facts.secret ?? confidential);

const names = new Set([...entries(suggestionWorkflow.actions), ...entries(assignmentWorkflow.actions)].map(([, action]) => action.event));

/** Every event of the domain, by name. */
export const suggestionEvents = new Map([...names].map((name) => [name, defineEvent(name, suggestionEventPayload)]));

/** The common part of a payload, from the matter as it is before the act. */
export function payloadOf(matter: Matter, about: { actorLabel: string; reason?: string | undefined; assignmentId?: string | undefined; facts?: EventFacts | undefined; numberLabel?: string | undefined }): SuggestionEventPayload {
  const { row } = matter;
  const organs = matter.assignments.map((one) => ({
    assignmentId: one.id, organId: one.organId, organName: one.organName, organCongressId: one.organCongressId, role: one.role, state: one.state, handedOverBy: one.assignedByOrganId,
  }));
  const own = organs.find((one) => one.assignmentId === about.assignmentId);
  return {
    title: row.title,
    numberLabel: about.numberLabel ?? row.numberLabel,
    kind: row.kind,
    topic: row.topic,
    inSession: row.sessionId !== null,
    submittedMonth: row.submittedAt === null ? null : dateInShanghai(row.submittedAt).slice(0, 7),
    confidential: row.confidential,
    publishConsent: row.publishConsent,
    state: row.state,
    leadName: row.leadName,
    leadPersonId: row.leadPersonId,
    leadMandateId: row.leadMandateId,
    byDelegation: row.byDelegation,
    cosigners: matter.cosigners.map(({ personId, mandateId, name, state }) => ({ personId, mandateId, name, state })),
    organs: organs.filter((one) => one.state !== 'returned' && one.state !== 'cancelled'),
    organ: own ? { assignmentId: own.assignmentId, organId: own.organId, organName: own.organName, organCongressId: own.organCongressId, role: own.role, handedOverBy: own.handedOverBy } : null,
    actorLabel: about.actorLabel,
    reason: about.reason ?? null,
    facts: about.facts ?? {},
  };
}

