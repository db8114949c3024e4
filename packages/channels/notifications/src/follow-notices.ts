// Who follows somebody else's suggestion is told when it moves.
import { registerConsumer } from '@smart/jobs/registry';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import { followedMoved } from '@smart/suggestions/submitting/following';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';

/** Tells the follower; the link opens the suggestion here, or another congress's on the public site. Repeating it tells nobody twice. */
async function noticeFollower(work: Work, event: DomainEvent): Promise<void> {
  const { suggestionId, personId, mandateId, title, stateLabel, own } = followedMoved.payloadOf(event);
  const row = {
    id: newId(), congress_id: event.congressId, person_id: personId, capacity_id: mandateId, event_id: event.id, kind: event.type, title: '您跟进的建议有进展', body: `《${title}》现在是“${stateLabel}”`,
    link: own ? `/deputy/suggestions/${suggestionId}?capacity=${mandateId}` : `/suggestions/${suggestionId}`, matter_id: null, created_at: work.clock.now().toISOString(),
  };
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify([row])]);
  await notifyChange(work, { congressId: event.congressId, subjectType: 'notice', personIds: [personId] });
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerFollowNotices(): void {
  registerConsumer('follow-notices', [followedMoved.name], noticeFollower);
}
