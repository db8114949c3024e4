/** A citizen's opinion that a deputy makes a suggestion of. Neither domain knows the other: here both are joined, in one transaction, and what becomes of the suggestion reaches every receipt. */
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import { hidePersonalData } from '@smart/kernel/personal-text';
import type { Stage } from '@smart/opinions/model';
import type { opinionRef } from '@smart/opinions/model-inputs';
import { carryPictures } from '@smart/opinions/pictures';
import { progressOf, releaseFrom, releaseOfMandate, repliedBySuggestion, takeUp, type Facts } from '@smart/opinions/taking-up';
import { draftTitle } from '@smart/suggestions/calls/taking-up';
import { saveDraft } from '@smart/suggestions/drafts';
import { mayBeTold, suggestionEventPayload } from '@smart/suggestions/events';
import { saveDraftInput } from '@smart/suggestions/model-inputs';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';

/** Numbers that are named; of more the count says enough. */
const NAMED = 10;

function factsOf({ content, number, place, others }: Facts): string {
  const places = [...new Set([place, ...others.map((one) => one.place)])].filter((one) => one !== '');
  const numbers = others.slice(0, NAMED).map((one) => one.number);
  const more = others.length === 0 ? '' : `；另有 ${others.length} 条群众意见反映同一问题（编号：${numbers.join('、')}${others.length > NAMED ? ' 等' : ''}）`;
  return `${content}\n这一问题由群众反映（意见编号：${number}）${more}${places.length === 0 ? '' : `；地点：${places.slice(0, NAMED).join('、')}`}。`;
}

/**
 * One tap: the opinion is taken up and a draft with its facts waits to be finished.
 * @param suggestionId the draft's id; a new one unless the caller knows it already
 * @throws DomainError what either domain throws; then neither has happened
 */
export async function takeUpOpinion(work: Work, capacity: Capacity, input: z.output<typeof opinionRef>, suggestionId = newId()): Promise<{ suggestionId: string }> {
  const facts = await takeUp(work, capacity, input, suggestionId);
  await saveDraft(work, capacity, saveDraftInput.parse({ id: suggestionId, title: draftTitle(facts.title.replace('…', '')), background: factsOf(facts), proposal: '' }));
  await carryPictures(work, capacity, [input.id, ...facts.others.map(({ id }) => id)], suggestionId);
  return { suggestionId };
}

/** Events of a suggestion after which its opinions are further. */
const stages: Readonly<Record<string, Stage>> = {
  'suggestion.submitted': 'submitted', 'suggestion.resubmitted': 'submitted', 'suggestion.registered': 'registered', 'suggestion.unmerged': 'registered', 'suggestion.merged': 'merged', 'suggestion.assigned': 'handling',
};
/** No reply will come: the opinion is handed over like any other. */
const givingBack: ReadonlySet<string> = new Set(['suggestion.discarded', 'suggestion.withdrawn', 'suggestion.not_accepted']);
const replied = 'suggestion.replied';
const mandateEnded = 'mandate.ended';

export const opinionsFollowing = { name: 'opinions-following', types: [...Object.keys(stages), ...givingBack, replied, mandateEnded], handle: follow };

async function follow(work: Work, event: DomainEvent): Promise<void> {
  if (event.type === mandateEnded) return releaseOfMandate(work, event.subjectId);
  const suggestionId = event.matterId;
  if (suggestionId === null) return;
  if (givingBack.has(event.type)) return releaseFrom(work, suggestionId);
  const payload = suggestionEventPayload.parse(event.payload);
  const open = mayBeTold(payload);
  const number = open ? payload.numberLabel : null;
  if (event.type === replied) return repliedBySuggestion(work, suggestionId, { ...(await replyOf(work, suggestionId, open)), numberLabel: number });
  const stage = stages[event.type];
  if (stage !== undefined) await progressOf(work, suggestionId, stage, number);
}

/** What a citizen reads: the signed letters of the last round; of a suggestion that must not be published only that there was a reply. */
async function replyOf(work: Work, suggestionId: string, open: boolean): Promise<{ text: string; by: string }> {
  const rows = await work.sql<{ body: string; organName: string }>(
    `SELECT body, organ_name AS "organName" FROM reply r WHERE suggestion_id = $1 AND state = 'signed' AND round = (SELECT max(x.round) FROM reply x WHERE x.suggestion_id = $1 AND x.state = 'signed') ORDER BY signed_at, id`,
    [suggestionId],
  );
  const by = rows.map(({ organName }) => organName).join('、');
  if (!open) return { text: '代表据此提出的建议已经答复。答复内容依法不公开，可以向代表了解。', by };
  return { text: hidePersonalData(rows.map(({ body, organName }) => (rows.length > 1 ? `${organName}：${body}` : body)).join('\n')), by };
}
