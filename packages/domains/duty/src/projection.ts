// The archive is a projection: a pure function from one event to records, and two ways to apply it (as events come, or all anew).
// Domains do not import each other: what this one needs of an event it declares itself, tolerant of everything else in it.
import { dateInShanghai } from '@smart/kernel/dates';
import type { DomainEvent } from '@smart/workflow/events';
import { z } from 'zod';
import type { DutyKind } from './model.ts';

/** What is read of the events of the suggestions domain. */
const suggestionFacts = z.object({
  title: z.string(),
  numberLabel: z.string().nullish(),
  kind: z.string().optional(),
  leadPersonId: z.string(),
  leadMandateId: z.string(),
  cosigners: z.array(z.object({ personId: z.string(), mandateId: z.string(), state: z.string() })).default([]),
  facts: z.object({ attitude: z.string().optional(), result: z.string().optional(), round: z.number().optional() }).default({}),
});

/** What is read of the events of reception days. */
const receptionFacts = z.object({ title: z.string(), heldOn: z.string(), deputies: z.array(z.object({ personId: z.string(), mandateId: z.string(), mandateCongressId: z.string() })) });

/** What is read of a visit: nothing of whom and what about. */
const visitFacts = z.object({ title: z.string(), visitedOn: z.string(), mandateId: z.string(), personId: z.string() });

export type DutyRecord = {
  readonly mandateId: string;
  readonly personId: string;
  readonly kind: DutyKind;
  readonly title: string;
  readonly occurredOn: string;
  readonly detail: Readonly<Record<string, string | number>>;
};

/** The events the archive is made of. */
export const dutyEventTypes = [
  'suggestion.submitted',
  'suggestion.split_off',
  'motion.submitted',
  'assignment.contact_confirmed',
  'assignment.contact_disputed',
  'suggestion.evaluated',
  'suggestion.coordination_closed',
  'reception.held',
  'reception.attended',
  'visit.logged',
] as const;

/**
 * What one event adds to the archive. Submitting counts once, when it is handed in: an amendment or a second evaluation round is
 * recorded as what it is. A contact confirmed by the system because nobody objected is no act of the deputy.
 * Source: 代表法 58 (the office records), 重庆 26 and 青岛 5 (submitting and evaluating are entered).
 */
export function recordsOf(event: DomainEvent): DutyRecord[] {
  if (event.type === 'reception.held' || event.type === 'reception.attended') return receptionsOf(event);
  if (event.type === 'visit.logged') return visitsOf(event);
  const parsed = suggestionFacts.safeParse(event.payload);
  if (!parsed.success) return [];
  const { title, leadPersonId, leadMandateId, cosigners, facts, kind } = parsed.data;
  const occurredOn = dateInShanghai(new Date(event.at));
  const lead = (as: DutyKind, detail: DutyRecord['detail'] = {}): DutyRecord => ({ mandateId: leadMandateId, personId: leadPersonId, kind: as, title, occurredOn, detail });
  const confirmed = cosigners.filter(({ state }) => state === 'confirmed');
  switch (event.type) {
    case 'motion.submitted':
      return [lead('motion_submitted'), ...confirmed.map(({ mandateId, personId }): DutyRecord => ({ mandateId, personId, kind: 'motion_cosigned', title, occurredOn, detail: {} }))];
    // Each matter of a suggestion that was split is one suggestion (一事一议).
    case 'suggestion.split_off':
    case 'suggestion.submitted':
      return [
        lead(kind === 'motion' ? 'motion_submitted' : 'suggestion_submitted'),
        ...confirmed.map(({ mandateId, personId }): DutyRecord => ({ mandateId, personId, kind: 'suggestion_cosigned', title, occurredOn, detail: {} })),
      ];
    case 'assignment.contact_confirmed':
      return event.personId === leadPersonId ? [lead('contact_confirmed')] : [];
    case 'assignment.contact_disputed':
      return [lead('contact_disputed')];
    case 'suggestion.evaluated':
      return [lead('reply_evaluated', { ...(facts.attitude ? { attitude: facts.attitude } : {}), ...(facts.result ? { result: facts.result } : {}), ...(facts.round ? { round: facts.round } : {}) })];
    case 'suggestion.coordination_closed':
      return [lead('coordination_attended')];
    default:
      return [];
  }
}

/** Deputies of the congress whose archive it is; those of other tiers are announced in their own. Source: 北京代表法办法 22. */
function receptionsOf(event: DomainEvent): DutyRecord[] {
  const parsed = receptionFacts.safeParse(event.payload);
  if (!parsed.success) return [];
  const { title, heldOn, deputies } = parsed.data;
  return deputies.filter(({ mandateCongressId }) => mandateCongressId === event.congressId).map(({ mandateId, personId }) => ({ mandateId, personId, kind: 'voters_received', title, occurredOn: heldOn, detail: {} }));
}

/** Source: 代表法 28 (deputies keep close contact with the people). */
function visitsOf(event: DomainEvent): DutyRecord[] {
  const parsed = visitFacts.safeParse(event.payload);
  if (!parsed.success) return [];
  const { title, visitedOn, mandateId, personId } = parsed.data;
  return [{ mandateId, personId, kind: 'voters_visited', title, occurredOn: visitedOn, detail: {} }];
}
