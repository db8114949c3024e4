// How the workflow engine reaches a work plan, and how one act on it is done with its event.
import type { DutyWorkPlanTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { advance } from '@smart/workflow/advance';
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { actingOf } from '../activities/store.ts';
import type { Actor } from '../activities/workflow.ts';
import type { WorkPlanState } from './model.ts';
import { type WorkPlanAction, type WorkPlanSubject, workPlanWorkflow } from './workflow.ts';

/** What listeners get with every event of a plan; `people` are told of it. */
const payloadSchema = z.object({ year: z.number(), items: z.number(), reason: z.string().nullable(), people: z.array(z.object({ mandateId: z.string(), personId: z.string() })) });
for (const [, { event }] of entries(workPlanWorkflow.actions)) defineEvent(event, payloadSchema);

export const planTitle = (year: number): string => `${year} 年度代表工作计划`;
export const whatPlan = '年度代表工作计划';

/** @throws DomainError common.not_found */
export async function workPlanSubject(work: Work, id: string): Promise<WorkPlanSubject> {
  const [row] = await work.sql<WorkPlanSubject>(`SELECT p.id, p.id AS "matterId", p.congress_id AS "congressId", p.state, p.version, p.year, (SELECT count(*)::int FROM duty_work_plan_item i WHERE i.plan_id = p.id) AS items FROM duty_work_plan p WHERE p.id = $1`, [id]);
  if (!row) throw new DomainError('common.not_found', { what: whatPlan });
  return row;
}

/** Held until the end of the unit of work. @throws DomainError common.not_found */
export async function lockWorkPlan(work: Work, id: string): Promise<WorkPlanSubject> {
  await work.sql('SELECT 1 FROM duty_work_plan WHERE id = $1 FOR UPDATE', [id]);
  return workPlanSubject(work, id);
}

const workPlanStore = defineStore<WorkPlanState, WorkPlanAction, WorkPlanSubject, Actor, Updateable<DutyWorkPlanTable>>({
  workflow: workPlanWorkflow,
  table: 'duty_work_plan',
  lock: lockWorkPlan,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('duty_work_plan').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
  describe: async (work, ids) => new Map((await work.sql<{ id: string; year: number }>('SELECT id, year FROM duty_work_plan WHERE id = ANY ($1)', [[...ids]])).map(({ id, year }) => [id, { title: planTitle(year), numberLabel: null }])),
});

type Act = { readonly id: string; readonly action: WorkPlanAction; readonly expectedVersion: number; readonly reason?: string; readonly patch?: Updateable<DutyWorkPlanTable> };

/** One act on a plan; when deputies are told, the event names everybody in force (代表法 61: nobody who is suspended). @throws DomainError what `advance` throws */
export async function actOnWorkPlan(work: Work, capacity: Capacity, act: Act): Promise<WorkPlanSubject> {
  const { year, items } = await lockWorkPlan(work, act.id);
  const people = act.action === 'tell' ? await work.sql<{ mandateId: string; personId: string }>(`SELECT m.id AS "mandateId", m.person_id AS "personId" FROM mandate m JOIN term t ON t.id = m.term_id AND t.current WHERE m.congress_id = $1 AND m.status = 'active' ORDER BY m.id`, [capacity.congressId]) : [];
  return advance(work, workPlanStore, { ...act, actor: capacity, acting: actingOf(capacity), detail: { year, items }, event: { payload: { year, items, reason: act.reason ?? null, people } } });
}
