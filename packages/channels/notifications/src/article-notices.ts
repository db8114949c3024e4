// 网站内容: who may review is told that something waits, who wrote it what was decided.
import { articleEventPayload, articleEvents, type ArticleEventPayload } from '@smart/content/articles/events';
import { registerConsumer } from '@smart/jobs/registry';
import { formatDateTime } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { officersOf, type Recipient } from './recipients.ts';

type Told = { readonly to: 'reviewers' | 'writers'; readonly title: string; readonly body: string };

/** What an event means to somebody; null: nobody is told. */
export function articleTold(type: string, { title, state, reason, publishAt }: ArticleEventPayload): Told | null {
  switch (type) {
    case 'article.submitted':
      return { to: 'reviewers', title: '网站稿件待审核', body: `《${title}》已提交审核，请审核后发布或者退回` };
    case 'article.returned':
      return { to: 'writers', title: '网站稿件退回修改', body: `《${title}》退回修改。审核意见：${reason ?? ''}` };
    case 'article.approved':
      return { to: 'writers', title: '网站稿件审核通过', body: state === 'scheduled' && publishAt !== null ? `《${title}》审核通过，${formatDateTime(publishAt)}自动发布` : `《${title}》审核通过，已经发布` };
    case 'article.withdrawn':
      return { to: 'writers', title: '网站稿件已撤下', body: `《${title}》已撤下。理由：${reason ?? ''}` };
    default:
      return null;
  }
}

/** Reviewers are whoever may let something through: officers and leaders who did not write in it. */
export async function editorsOf(work: Work, congressId: string, to: 'reviewers' | 'writers', writerIds: readonly string[]): Promise<Recipient[]> {
  const officers = await officersOf(work, congressId);
  if (to === 'writers') return officers.filter(({ personId }) => writerIds.includes(personId));
  const all = [...officers, ...(await officersOf(work, congressId, 'congress_leader'))];
  return [...new Map(all.filter(({ personId }) => !writerIds.includes(personId)).map((one) => [one.personId, one])).values()];
}

/** Tells whom an event of articles concerns, except the one who did it. Repeating it tells nobody twice. */
export async function noticeArticleEvent(work: Work, event: DomainEvent): Promise<void> {
  const payload = articleEventPayload.parse(event.payload);
  const told = articleTold(event.type, payload);
  if (told === null) return;
  const people = (await editorsOf(work, event.congressId, told.to, payload.writerIds)).filter(({ personId }) => personId !== event.personId);
  if (people.length === 0) return;
  const rows = people.map(({ personId, capacityId, congressId, app }) => ({
    id: newId(), congress_id: congressId, person_id: personId, capacity_id: capacityId, event_id: event.id, kind: event.type, title: told.title, body: told.body,
    link: `/${app}/articles/${event.subjectId}?capacity=${capacityId}`, matter_id: event.matterId, created_at: work.clock.now().toISOString(),
  }));
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify(rows)]);
  await notifyChange(work, { congressId: event.congressId, subjectType: 'notice', personIds: people.map(({ personId }) => personId) });
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerArticleNotices(): void {
  registerConsumer('article-notices', [...articleEvents.keys()], noticeArticleEvent);
}
