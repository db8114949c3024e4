// What became of a topic: it follows the suggestion by itself, and its proposers are told by the events of that. The stage only; no word of
// the suggestion, and of one that is confidential or was marked as unsuitable for publication not even its number.
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { mayBeTold, suggestionEventPayload } from '../events.ts';
import type { Progress } from './model.ts';
import { actOnTopic, topicStore } from './store.ts';

/** Events of a suggestion after which a topic is further. */
const stages: Readonly<Record<string, Progress>> = {
  'suggestion.submitted': 'submitted',
  'suggestion.resubmitted': 'submitted',
  'suggestion.registered': 'registered',
  'suggestion.unmerged': 'registered',
  'suggestion.merged': 'merged',
  'suggestion.assigned': 'handling',
  'suggestion.replied': 'replied',
  'suggestion.not_accepted': 'not_accepted',
};
/** The deputy gave it up: others may take the topic. */
const givingBack: ReadonlySet<string> = new Set(['suggestion.discarded', 'suggestion.withdrawn']);

/** What is taken up and not handed in when the mandate ends is free again. */
const mandateEnded = 'mandate.ended';
const secrecyChanged = 'suggestion.secrecy_changed';

export const callsFollowing = { name: 'calls-following', types: [...Object.keys(stages), ...givingBack, mandateEnded, secrecyChanged], handle: follow };

async function follow(work: Work, event: DomainEvent): Promise<void> {
  if (event.type === mandateEnded) {
    const left = await work.sql<{ id: string }>(`SELECT id FROM call_topic WHERE mandate_id = $1 AND state = 'taken_up' AND stage = 'taken_up' ORDER BY id`, [event.subjectId]);
    for (const { id } of left) await giveBack(work, id);
    return;
  }
  if (event.matterId === null) return;
  if (event.type === secrecyChanged) return numberChanged(work, event, event.matterId);
  const topics = await work.sql<{ id: string }>(`SELECT id FROM call_topic WHERE suggestion_id = $1 AND state = 'taken_up' ORDER BY id`, [event.matterId]);
  for (const { id } of topics) await followOne(work, event, id);
}

async function followOne(work: Work, event: DomainEvent, id: string): Promise<void> {
  if (givingBack.has(event.type)) return giveBack(work, id);
  const stage = stages[event.type];
  if (stage === undefined || (await topicStore.lock(work, id)).stage === stage) return;
  const numberLabel = numberToTell(event);
  await actOnTopic(work, null, { id, action: 'progress', patch: { stage, number_label: numberLabel }, told: { stage, numberLabel }, detail: { stage, numberLabel } });
}

function numberToTell(event: DomainEvent): string | null {
  const payload = suggestionEventPayload.parse(event.payload);
  return mayBeTold(payload) ? payload.numberLabel : null;
}

/** What has become secret loses its number here as well; nobody is told of it. */
const numberChanged = async (work: Work, event: DomainEvent, suggestionId: string): Promise<void> =>
  void (await work.sql(`UPDATE call_topic SET number_label = $2 WHERE suggestion_id = $1 AND state = 'taken_up'`, [suggestionId, numberToTell(event)]));

async function giveBack(work: Work, id: string): Promise<void> {
  await work.sql('DELETE FROM call_join WHERE topic_id = $1', [id]);
  await actOnTopic(work, null, {
    id, action: 'giveBack', told: { stage: null, numberLabel: null },
    patch: { mandate_id: null, person_id: null, deputy_name: null, suggestion_id: null, stage: null, number_label: null },
  });
}
