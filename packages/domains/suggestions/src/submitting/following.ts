// Who follows a suggestion is told of its progress, once for each step that a reader would notice.
import { newId } from '@smart/kernel/ids';
import { appendEvent, defineEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { publicStateLabel, stateLabels, type SuggestionState } from '../model.ts';

/** Announced in the follower's own congress: the followed suggestion may be another one's. */
export const followedMoved = defineEvent(
  'suggestion_follow.moved',
  z.object({ suggestionId: z.string(), personId: z.string(), mandateId: z.string(), title: z.string(), stateLabel: z.string(), own: z.boolean() }),
);

type Follow = { suggestionId: string; mandateId: string; personId: string; title: string; toldState: SuggestionState; state: SuggestionState | null };

/** Steps inside the organs that tell a follower nothing. */
const noticed = (state: SuggestionState): string => publicStateLabel(state);

/**
 * Tells the followers of one congress what has moved since they were last told. Repeated, it tells nothing twice.
 * @param suggestionId of this suggestion only; of all that are followed when left out
 */
export async function tellFollowers(work: Work, congressId: string, suggestionId: string | null = null): Promise<number> {
  const follows = await work.sql<Follow>(
    `SELECT f.suggestion_id AS "suggestionId", f.mandate_id AS "mandateId", f.person_id AS "personId", f.title, f.told_state AS "toldState", s.state
     FROM suggestion_follow f LEFT JOIN suggestion s ON s.id = f.suggestion_id AND s.congress_id = f.congress_id AND NOT s.confidential
     JOIN mandate m ON m.id = f.mandate_id AND m.status = 'active'
     WHERE f.congress_id = $1 AND ($2::uuid IS NULL OR f.suggestion_id = $2) FOR UPDATE OF f`,
    [congressId, suggestionId],
  );
  const away = [...new Set(follows.filter((one) => one.state === null).map((one) => one.suggestionId))];
  const published = away.length === 0 ? [] : await work.sql<{ id: string; state: SuggestionState }>('SELECT id, state FROM published_answers($1::uuid[])', [away]);
  const elsewhere = new Map(published.map((one) => [one.id, one.state]));
  let told = 0;
  for (const one of follows) {
    const state = one.state ?? elsewhere.get(one.suggestionId);
    if (state === undefined || noticed(state) === noticed(one.toldState)) continue;
    await announce(work, congressId, one, state);
    told += 1;
  }
  return told;
}

async function announce(work: Work, congressId: string, { suggestionId, mandateId, personId, title, state: own }: Follow, state: SuggestionState): Promise<void> {
  await work.sql('UPDATE suggestion_follow SET told_state = $3 WHERE suggestion_id = $1 AND mandate_id = $2', [suggestionId, mandateId, state]);
  await appendEvent(work, {
    congressId, matterId: null, type: followedMoved.name, subjectType: 'suggestion_follow', subjectId: newId(), personId: null,
    payload: { suggestionId, personId, mandateId, title, stateLabel: own === null ? publicStateLabel(state) : stateLabels[state], own: own !== null },
  });
}
