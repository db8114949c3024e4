// 代表简介: the office is told that something waits to be looked at, the deputy what was decided.
import { registerConsumer } from '@smart/jobs/registry';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { officersOf } from './recipients.ts';

const payloadSchema = z.object({ mandateId: z.string(), personId: z.string(), name: z.string(), reason: z.string().nullable() });

/** What an event means, and to whom; null: nobody is told. */
export function profileTold(type: string, { name, reason }: z.output<typeof payloadSchema>): { readonly to: 'office' | 'deputy'; readonly title: string; readonly body: string } | null {
  switch (type) {
    case 'profile.proposed':
      return { to: 'office', title: '代表简介待核定', body: `${name}代表提交了照片和简历，请核定后公开` };
    case 'profile.confirmed':
      return { to: 'deputy', title: '您的简介已核定', body: '照片和简历已在代表名录更新，可以在“我的简介”设定不公开的内容' };
    case 'profile.returned':
      return { to: 'deputy', title: '您的简介被退回', body: `请修改后再提交。意见：${reason ?? ''}` };
    default:
      return null;
  }
}

/** Tells whom an event concerns, except the one who did it. Repeating it tells nobody twice. */
export async function noticeProfileEvent(work: Work, event: DomainEvent): Promise<void> {
  const payload = payloadSchema.parse(event.payload);
  const told = profileTold(event.type, payload);
  if (told === null) return;
  const { congressId } = event;
  const people = told.to === 'office' ? (await officersOf(work, congressId)).map(({ personId, capacityId }) => ({ personId, capacityId, link: '/office/profiles' })) : [{ personId: payload.personId, capacityId: payload.mandateId, link: '/deputy/profile' }];
  const rows = people.filter(({ personId }) => personId !== event.personId).map(({ personId, capacityId, link }) => ({
    id: newId(), congress_id: congressId, person_id: personId, capacity_id: capacityId, event_id: event.id, kind: event.type, title: told.title, body: told.body, link: `${link}?capacity=${capacityId}`, matter_id: event.matterId, created_at: work.clock.now().toISOString(),
  }));
  if (rows.length === 0) return;
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify(rows)]);
  await notifyChange(work, { congressId, subjectType: 'notice', personIds: rows.map((row) => row.person_id) });
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerProfileNotices(): void {
  registerConsumer('profile-notices', ['profile.proposed', 'profile.confirmed', 'profile.returned'], noticeProfileEvent);
}
