// 征求意见: who may review is told that something waits, who wrote it what was decided, the office that the time is over.
import { consultationEventPayload, consultationEvents, type ConsultationEventPayload } from '@smart/content/consultations/events';
import { registerConsumer } from '@smart/jobs/registry';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { editorsOf } from './article-notices.ts';
import { officersOf, type Recipient } from './recipients.ts';

type Told = { readonly to: 'reviewers' | 'writers' | 'officers'; /** Whose writing counts. */ readonly part: 'draft' | 'outcome'; readonly title: string; readonly body: string };

/** What an event means to somebody; null: nobody is told. */
export function consultationTold(type: string, { title, reason, comments }: ConsultationEventPayload): Told | null {
  switch (type) {
    case 'consultation.submitted':
      return { to: 'reviewers', part: 'draft', title: '草案征求意见待审核', body: `《${title}》已提交审核，请审核后发布或者退回` };
    case 'consultation.returned':
      return { to: 'writers', part: 'draft', title: '草案征求意见退回修改', body: `《${title}》退回修改。审核意见：${reason ?? ''}` };
    case 'consultation.opened':
      return { to: 'writers', part: 'draft', title: '草案已公开征求意见', body: `《${title}》审核通过，已经公开` };
    case 'consultation.closed':
      return { to: 'officers', part: 'draft', title: '草案征求意见已截止', body: `《${title}》收到 ${comments} 条意见，请逐条研究，公布采纳情况` };
    case 'consultation.outcome_submitted':
      return { to: 'reviewers', part: 'outcome', title: '采纳情况待审核', body: `《${title}》的采纳情况已提交审核，请审核后公布或者退回` };
    case 'consultation.outcome_returned':
      return { to: 'writers', part: 'outcome', title: '采纳情况退回修改', body: `《${title}》的采纳情况退回修改。审核意见：${reason ?? ''}` };
    case 'consultation.concluded':
      return { to: 'writers', part: 'outcome', title: '采纳情况已公布', body: `《${title}》的采纳情况已经公布` };
    default:
      return null;
  }
}

const peopleOf = (work: Work, congressId: string, { to, part }: Told, { writerIds, outcomeWriterIds }: ConsultationEventPayload): Promise<Recipient[]> =>
  to === 'officers' ? officersOf(work, congressId) : editorsOf(work, congressId, to, part === 'draft' ? writerIds : outcomeWriterIds);

/** Tells whom an event of consultations concerns, except the one who did it. Repeating it tells nobody twice. */
export async function noticeConsultationEvent(work: Work, event: DomainEvent): Promise<void> {
  const payload = consultationEventPayload.parse(event.payload);
  const told = consultationTold(event.type, payload);
  if (told === null) return;
  const people = (await peopleOf(work, event.congressId, told, payload)).filter(({ personId }) => personId !== event.personId);
  if (people.length === 0) return;
  const rows = people.map(({ personId, capacityId, congressId, app }) => ({
    id: newId(), congress_id: congressId, person_id: personId, capacity_id: capacityId, event_id: event.id, kind: event.type, title: told.title, body: told.body,
    link: `/${app}/consultations/${payload.consultationId}?capacity=${capacityId}`, matter_id: event.matterId, created_at: work.clock.now().toISOString(),
  }));
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify(rows)]);
  await notifyChange(work, { congressId: event.congressId, subjectType: 'notice', personIds: people.map(({ personId }) => personId) });
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerConsultationNotices(): void {
  registerConsumer('consultation-notices', [...consultationEvents.keys()], noticeConsultationEvent);
}
