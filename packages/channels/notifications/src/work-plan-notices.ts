// 年度代表工作计划: deputies are told of it (代表法 43), each in the mandate of the congress that passed it.
import { registerConsumer } from '@smart/jobs/registry';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

const payloadSchema = z.object({ year: z.number(), items: z.number(), people: z.array(z.object({ mandateId: z.string(), personId: z.string() })) });

/** Whoever is still in force when it arrives; repeating it tells nobody twice. */
export async function noticeWorkPlan(work: Work, event: DomainEvent): Promise<void> {
  const { year, items, people } = payloadSchema.parse(event.payload);
  const serving = await work.sql<{ mandateId: string; personId: string }>(`SELECT id AS "mandateId", person_id AS "personId" FROM mandate WHERE id = ANY ($1::uuid[]) AND status = 'active'`, [people.map(({ mandateId }) => mandateId)]);
  const words = { title: `${year} 年度代表工作计划已通过`, body: `全年安排 ${items} 项代表活动，请看哪些邀请您参加` };
  const rows = serving.map(({ personId, mandateId }) => ({
    id: newId(), congress_id: event.congressId, person_id: personId, capacity_id: mandateId, event_id: event.id, kind: event.type, ...words, link: `/deputy/work-plan?year=${year}&capacity=${mandateId}`, matter_id: event.subjectId, created_at: work.clock.now().toISOString(),
  }));
  if (rows.length === 0) return;
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify(rows)]);
  await notifyChange(work, { congressId: event.congressId, subjectType: 'notice', personIds: rows.map((one) => one.person_id) });
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerWorkPlanNotices(): void {
  registerConsumer('work-plan-notices', ['work_plan.told'], noticeWorkPlan);
}
