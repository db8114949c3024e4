// Messages for organs' systems are written in the transaction of the act itself and numbered as it commits: what an organ reads is in order,
// without gaps, and neither before nor without the act.
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { SuggestionEventPayload } from '../events.ts';
import type { OutboundType } from './model.ts';

/** Whom an event concerns: the organ whose part it is, every organ with a part, or the lead that waits for it. */
type To = 'own' | 'all' | 'beside';
const outbound: Readonly<Record<string, { type: OutboundType; to: readonly To[] }>> = {
  'assignment.handed_over': { type: 'part.assigned', to: ['own'] },
  'assignment.distributed': { type: 'part.distributed', to: ['own'] },
  'assignment.accepted': { type: 'part.accepted', to: ['own'] },
  'assignment.cancelled': { type: 'part.cancelled', to: ['own'] },
  'assignment.completed': { type: 'part.completed', to: ['own'] },
  'assignment.reopened': { type: 'part.reopened', to: ['own'] },
  'assignment.organ_succeeded': { type: 'part.succeeded', to: ['own'] },
  'assignment.return_requested': { type: 'return.requested', to: ['own'] },
  'assignment.returned': { type: 'return.approved', to: ['own'] },
  'assignment.return_refused': { type: 'return.refused', to: ['own'] },
  'assignment.contact_recorded': { type: 'contact.recorded', to: ['own'] },
  'assignment.contact_confirmed': { type: 'contact.confirmed', to: ['own'] },
  'assignment.contact_disputed': { type: 'contact.disputed', to: ['own'] },
  'assignment.opinion_given': { type: 'opinion.given', to: ['own', 'beside'] },
  'assignment.progress_reported': { type: 'progress.reported', to: ['own'] },
  'assignment.reply_submitted': { type: 'reply.submitted', to: ['own'] },
  'assignment.reply_sent_back': { type: 'reply.sent_back', to: ['own'] },
  'assignment.replied': { type: 'reply.signed', to: ['own'] },
  'assignment.extension_requested': { type: 'extension.requested', to: ['own'] },
  'assignment.extended': { type: 'extension.granted', to: ['own'] },
  'assignment.extension_refused': { type: 'extension.refused', to: ['own'] },
  'assignment.coordination_asked': { type: 'coordination.asked', to: ['own'] },
  'assignment.assistants_reminded': { type: 'opinion.reminded', to: ['beside'] },
  'suggestion.organs_coordinated': { type: 'coordination.held', to: ['all'] },
  'suggestion.reminded': { type: 'suggestion.reminded', to: ['all'] },
  'suggestion.supervised': { type: 'suggestion.supervised', to: ['all'] },
  'suggestion.key_marked': { type: 'suggestion.key_marked', to: ['all'] },
  'suggestion.evaluated': { type: 'suggestion.evaluated', to: ['all'] },
  'suggestion.withdrawn': { type: 'suggestion.withdrawn', to: ['all'] },
  'suggestion.closed_unevaluated': { type: 'suggestion.closed', to: ['all'] },
};

type Told = { organId: string; partId: string };

/** An opinion goes to the lead beside it, a reminder to the assisting ones: the other kind of part of the same hand-over. */
function beside({ organs, organ }: SuggestionEventPayload): Told[] {
  const wanted = organ?.role === 'lead' ? 'assisting' : 'lead';
  return organs.filter((one) => one.role === wanted && one.handedOverBy === organ?.handedOverBy).map(({ organId, assignmentId }) => ({ organId, partId: assignmentId }));
}

function toldOf(to: readonly To[], payload: SuggestionEventPayload): Told[] {
  const found = to.flatMap((one) => {
    if (one === 'own') return payload.organ ? [{ organId: payload.organ.organId, partId: payload.organ.assignmentId }] : [];
    return one === 'beside' ? beside(payload) : payload.organs.map(({ organId, assignmentId }) => ({ organId, partId: assignmentId }));
  });
  return [...new Map(found.map((one) => [one.organId, one])).values()];
}

const staged = new WeakMap<Work, Set<string>>();

/** Tells the systems of the organs an act concerns; called for every act, in its transaction. */
export async function tellSystems(work: Work, capacity: Capacity | null, event: string, suggestionId: string, payload: SuggestionEventPayload): Promise<void> {
  const rule = outbound[event];
  if (!rule) return;
  const told = toldOf(rule.to, payload);
  if (told.length === 0) return;
  const { title, numberLabel, actorLabel, reason, facts } = payload;
  const messages = told.map(({ organId, partId }) => ({
    id: newId(), organ_id: organId, type: rule.type, suggestion_id: suggestionId, at: work.clock.now().toISOString(),
    content: { suggestion: { id: suggestionId, numberLabel, title }, partId, actor: actorLabel, ownSystem: capacity !== null && isSystem(capacity) && capacity.organId === organId, reason, facts: factsOf(facts) },
  }));
  const reached = await work.sql<{ organId: string }>('SELECT stage_exchange_messages($1::jsonb) AS "organId"', [JSON.stringify(messages)]);
  if (reached.length > 0) numberLater(work, reached.map((one) => one.organId));
}

/** Ids of people are nobody's business outside. */
const factsOf = ({ personIds: _people, mandateIds: _mandates, ...facts }: SuggestionEventPayload['facts']) => facts;

/** A system acts under its key: no person has it. */
export const isSystem = (capacity: Pick<Capacity, 'id' | 'userId'>): boolean => capacity.id === capacity.userId;

function numberLater(work: Work, organIds: readonly string[]): void {
  const known = staged.get(work);
  if (known) {
    for (const id of organIds) known.add(id);
    return;
  }
  const organs = new Set(organIds);
  staged.set(work, organs);
  work.beforeCommit(async () => void (await work.sql('SELECT number_exchange_messages($1::uuid[])', [[...organs].toSorted()])));
}
