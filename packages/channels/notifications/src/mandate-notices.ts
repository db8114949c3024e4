// The deputy is told what happened to the mandate: once, in plain words.
import { mandateBegan, mandateDelegationChanged, mandateEnded, mandateResumed, mandateSuspended } from '@smart/identity/events';
import { registerConsumer } from '@smart/jobs/registry';
import { formatDate } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';

type Words = { personId: string; title: string; body: string };

function wordsOf(event: DomainEvent): Words | null {
  switch (event.type) {
    case mandateBegan.name: {
      const { personId, congressName, on } = mandateBegan.payloadOf(event);
      return { personId, title: '代表资格开始', body: `您的${congressName}代表资格自${formatDate(on)}起生效` };
    }
    case mandateEnded.name: {
      // The ground stays with those who keep mandates: a notice is read over shoulders, sent by SMS, shown to assistants.
      const { personId, congressName, on, posts } = mandateEnded.payloadOf(event);
      const also = posts.length > 0 ? `，下列职务相应终止：${posts.join('、')}` : '';
      return { personId, title: '代表资格终止', body: `您的${congressName}代表资格于${formatDate(on)}终止${also}` };
    }
    case mandateSuspended.name: {
      const { personId, congressName, on } = mandateSuspended.payloadOf(event);
      return { personId, title: '暂停执行代表职务', body: `您自${formatDate(on)}起暂停执行${congressName}代表职务` };
    }
    case mandateResumed.name: {
      const { personId, congressName, on } = mandateResumed.payloadOf(event);
      return { personId, title: '恢复执行代表职务', body: `您自${formatDate(on)}起恢复执行${congressName}代表职务` };
    }
    case mandateDelegationChanged.name: {
      const { personId, congressName, to, on } = mandateDelegationChanged.payloadOf(event);
      return { personId, title: '代表团调整', body: `自${formatDate(on)}起，您在${congressName}${to === null ? '不再编入代表团' : `编入${to}`}` };
    }
    default:
      return null;
  }
}

/** Tells the deputy. Repeating it tells nobody twice. */
export async function noticeMandate(work: Work, event: DomainEvent): Promise<void> {
  const words = wordsOf(event);
  if (words === null) return;
  const { personId, title, body } = words;
  const row = { id: newId(), congress_id: event.congressId, person_id: personId, capacity_id: event.subjectId, event_id: event.id, kind: event.type, title, body, link: '/deputy/me', matter_id: null, created_at: work.clock.now().toISOString() };
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify([row])]);
  await notifyChange(work, { congressId: event.congressId, subjectType: 'notice', personIds: [personId] });
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerMandateNotices(): void {
  registerConsumer('mandate-notices', [mandateBegan, mandateEnded, mandateSuspended, mandateResumed, mandateDelegationChanged].map(({ name }) => name), noticeMandate);
}
