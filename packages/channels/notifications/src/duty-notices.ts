// 履职: a deputy is told when what they declared was sent back or no longer counts, and once a quarter of the one next thing on the list.
import { registerConsumer } from '@smart/jobs/registry';
import { formatDate } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

const payloadSchema = z.object({
  mandateId: z.string(), personId: z.string(), title: z.string().default(''), occurredOn: z.string().default(''), reason: z.string().nullable().default(null), missing: z.int().default(0), next: z.string().default(''), year: z.int().default(0),
});
type Payload = z.output<typeof payloadSchema>;
type Told = { readonly title: string; readonly body: string; readonly page: string };

/** What an event says to the deputy; null: nobody is told. That something was confirmed is seen in the archive. */
export function dutyTold(type: string, { title, occurredOn, reason, missing, next, year }: Payload): Told | null {
  switch (type) {
    case 'duty.declaration_returned':
      return { title: '补充的履职被退回', body: `“${title}”（${formatDate(occurredOn)}）：${reason ?? ''}。修改后可以重新提交`, page: 'duty/declared' };
    case 'duty.declaration_revoked':
      return { title: '补充的履职不再计入', body: `“${title}”（${formatDate(occurredOn)}）：${reason ?? ''}。修改后可以重新提交`, page: 'duty/declared' };
    case 'duty.objection_upheld':
      return { title: '履职计分已更正', body: `${year} 年度“${title}”：${reason ?? ''}。更正后的计分可以在履职计分中查看`, page: `duty/points?year=${year}` };
    case 'duty.objection_rejected':
      return { title: '履职计分维持不变', body: `${year} 年度“${title}”：${reason ?? ''}。仍有不同意见的，请与代表工作机构联系`, page: `duty/points?year=${year}` };
    case 'duty.reminded':
      return { title: '履职进度提醒', body: `今年还有 ${missing} 项没有完成，下一步：${next}。不想再收到的，可以在履职清单中关闭`, page: 'duty/plan' };
    default:
      return null;
  }
}

async function noticeDutyEvent(work: Work, event: DomainEvent): Promise<void> {
  const payload = payloadSchema.parse(event.payload);
  const told = dutyTold(event.type, payload);
  if (told === null) return;
  const { page, ...words } = told;
  const row = {
    id: newId(), congress_id: event.congressId, person_id: payload.personId, capacity_id: payload.mandateId, event_id: event.id, kind: event.type, ...words,
    link: `/deputy/${page}${page.includes('?') ? '&' : '?'}capacity=${payload.mandateId}`, matter_id: event.subjectId, created_at: work.clock.now().toISOString(),
  };
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify([row])]);
  await notifyChange(work, { congressId: event.congressId, subjectType: 'notice', personIds: [payload.personId] });
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerDutyNotices(): void {
  registerConsumer('duty-notices', ['duty.declaration_returned', 'duty.declaration_revoked', 'duty.objection_upheld', 'duty.objection_rejected', 'duty.reminded'], noticeDutyEvent);
}
