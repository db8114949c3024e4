// The office drafts the year's work plan and has it passed, told and published (代表法 43). Only a draft changes.
import type { Capacity } from '@smart/identity/capacity';
import { today, yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { audienceOf } from '../activities/inviting.ts';
import { namesNobody } from '../activities/model.ts';
import { passerOf, passers, workPlanLimits } from './model.ts';
import type { adjustWorkPlanInput, passWorkPlanInput, saveItemInput, startWorkPlanInput, workPlanItemInput, workPlanRef } from './model-inputs.ts';
import type { workPlanReceipt } from './model-views.ts';
import { actOnWorkPlan, lockWorkPlan, planTitle, whatPlan, workPlanSubject } from './store.ts';
import type { WorkPlanSubject } from './workflow.ts';

type Receipt = z.output<typeof workPlanReceipt>;
const receipt = ({ id, version }: { id: string; version: number }, next: string): Receipt => ({ id, version, next });
const wrong = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);

/** Of another congress there is nothing here. @throws DomainError common.not_found */
async function ownPlan(work: Work, { congressId }: Capacity, id: string): Promise<WorkPlanSubject> {
  const subject = await workPlanSubject(work, id);
  if (subject.congressId !== congressId) throw new DomainError('common.not_found', { what: whatPlan });
  return subject;
}

/** A draft, held until the end of the unit of work. @throws DomainError common.not_found, workflow.refused (it is passed already) */
async function ownDraft(work: Work, capacity: Capacity, id: string): Promise<WorkPlanSubject> {
  await ownPlan(work, capacity, id);
  const plan = await lockWorkPlan(work, id);
  if (plan.state !== 'draft') throw new DomainError('workflow.refused', { reason: '计划已经通过，不能直接修改', remedy: '需要修改的，请先用“调整计划”，修改后重新通过' });
  return plan;
}

/** Whoever looked at the plan before looks again before it is passed. */
const edited = (work: Work, capacity: Capacity, { id, version }: WorkPlanSubject): Promise<WorkPlanSubject> => actOnWorkPlan(work, capacity, { id, expectedVersion: version, action: 'edit' });

/** Years for which a plan may be begun: the running one and the next. */
export const startableYears = (work: Work): readonly number[] => {
  const year = yearOf(today(work.clock));
  return [year, year + 1];
};

/** @throws DomainError common.invalid_input (neither this year nor the next), common.conflict (there is one) */
export async function startWorkPlan(work: Work, { congressId }: Capacity, { year, copy }: z.output<typeof startWorkPlanInput>): Promise<Receipt> {
  if (!startableYears(work).includes(year)) throw wrong('year', '只能拟订本年度或者下一年度的计划');
  const id = newId();
  const [made] = await work.sql('INSERT INTO duty_work_plan (id, congress_id, year, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) ON CONFLICT (congress_id, year) DO NOTHING RETURNING id', [id, congressId, year, work.clock.now()]);
  if (!made) throw new DomainError('common.conflict', { reason: `${planTitle(year)}已经开始拟订` });
  const copied = copy ? await copyItems(work, congressId, id, year - 1) : 0;
  return receipt({ id, version: 0 }, copied > 0 ? `已开始拟订，带入上一年度 ${copied} 项。` : '已开始拟订，请添加项目。');
}

async function copyItems(work: Work, congressId: string, planId: string, year: number): Promise<number> {
  const rows = await work.sql<{ id: string }>('SELECT i.id FROM duty_work_plan_item i JOIN duty_work_plan p ON p.id = i.plan_id WHERE p.congress_id = $1 AND p.year = $2 ORDER BY i.sort, i.id', [congressId, year]);
  if (rows.length === 0) return 0;
  await work.sql(
    `INSERT INTO duty_work_plan_item (id, plan_id, congress_id, sort, title, kind, from_month, until_month, responsible, targets, audience)
     SELECT n.id, $1, $2, i.sort, i.title, i.kind, i.from_month, i.until_month, i.responsible, i.targets, i.audience FROM unnest($3::uuid[], $4::uuid[]) AS n(id, old) JOIN duty_work_plan_item i ON i.id = n.old`,
    [planId, congressId, rows.map(() => newId()), rows.map(({ id }) => id)],
  );
  return rows.length;
}

/** @throws DomainError common.invalid_input (nobody chosen, too many), common.not_found, workflow.refused (passed already) */
export async function saveItem(work: Work, capacity: Capacity, { planId, id = newId(), title, kind, fromMonth, untilMonth, responsible, targets }: z.output<typeof saveItemInput>): Promise<Receipt> {
  const plan = await ownDraft(work, capacity, planId);
  if (namesNobody(targets)) throw wrong('targets', '请选择邀请对象');
  const [known] = await work.sql('SELECT 1 FROM duty_work_plan_item WHERE id = $1 AND plan_id = $2', [id, planId]);
  if (!known && plan.items >= workPlanLimits.items) throw wrong('title', `一个年度不超过 ${workPlanLimits.items} 项`);
  const [saved] = await work.sql(
    `INSERT INTO duty_work_plan_item (id, plan_id, congress_id, sort, title, kind, from_month, until_month, responsible, targets, audience) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11)
     ON CONFLICT (id) DO UPDATE SET title = $5, kind = $6, from_month = $7, until_month = $8, responsible = $9, targets = $10::jsonb, audience = $11 WHERE duty_work_plan_item.plan_id = $2 RETURNING id`,
    [id, planId, capacity.congressId, plan.items, title, kind, fromMonth, untilMonth, responsible, JSON.stringify(targets), await audienceOf(work, capacity.congressId, targets)],
  );
  if (!saved) throw new DomainError('common.not_found', { what: '计划项目' });
  return receipt(await edited(work, capacity, plan), '已保存。');
}

/** @throws DomainError common.not_found, workflow.refused (passed already), common.conflict (an activity was made of it) */
export async function removeItem(work: Work, capacity: Capacity, { id }: z.output<typeof workPlanItemInput>): Promise<Receipt> {
  const [item] = await work.sql<{ planId: string }>('SELECT plan_id AS "planId" FROM duty_work_plan_item WHERE id = $1 AND congress_id = $2', [id, capacity.congressId]);
  if (!item) throw new DomainError('common.not_found', { what: '计划项目' });
  const plan = await ownDraft(work, capacity, item.planId);
  const [made] = await work.sql(`SELECT 1 FROM duty_activity WHERE plan_item_id = $1 AND state <> 'cancelled' LIMIT 1`, [id]);
  if (made) throw new DomainError('common.conflict', { reason: '这一项已经安排了活动，请先取消活动' });
  await work.sql('DELETE FROM duty_work_plan_item WHERE id = $1', [id]);
  return receipt(await edited(work, capacity, plan), '已删除。');
}

/** @throws DomainError common.invalid_input (a day to come), common.not_found, workflow.* (no items, changed meanwhile) */
export async function passWorkPlan(work: Work, capacity: Capacity, { passedOn, meeting, ...ref }: z.output<typeof passWorkPlanInput>): Promise<Receipt> {
  await ownPlan(work, capacity, ref.id);
  if (passedOn > today(work.clock)) throw wrong('passedOn', '通过日期不能晚于今天');
  const passer = passerOf(capacity.tier);
  return receipt(await actOnWorkPlan(work, capacity, { ...ref, action: 'pass', patch: { passed_by: passer, passed_on: passedOn, meeting } }), `已登记${passers[passer]}通过，下一步告知代表。`);
}

/** Deputies in force are notified. @throws DomainError common.not_found, workflow.* */
export async function tellWorkPlan(work: Work, capacity: Capacity, ref: z.output<typeof workPlanRef>): Promise<Receipt> {
  await ownPlan(work, capacity, ref.id);
  return receipt(await actOnWorkPlan(work, capacity, { ...ref, action: 'tell', patch: { told_at: work.clock.now() } }), '已告知代表，代表在手机上看得到计划，下一步向社会公布。');
}

/** Anybody reads it on the congress's site. @throws DomainError common.not_found, workflow.* */
export async function publishWorkPlan(work: Work, capacity: Capacity, ref: z.output<typeof workPlanRef>): Promise<Receipt> {
  await ownPlan(work, capacity, ref.id);
  return receipt(await actOnWorkPlan(work, capacity, { ...ref, action: 'publish', patch: { published_at: work.clock.now() } }), '已在本级网站公布。');
}

/** When the year is over: the plan stays to be read as it ended. @throws DomainError common.not_found, workflow.* (the year is not over) */
export async function closeWorkPlan(work: Work, capacity: Capacity, ref: z.output<typeof workPlanRef>): Promise<Receipt> {
  await ownPlan(work, capacity, ref.id);
  return receipt(await actOnWorkPlan(work, capacity, { ...ref, action: 'close' }), '年度已终了，计划保留备查。');
}

/** Back to a draft: it is seen neither by deputies nor by the public until it is passed anew. Activities stay. @throws DomainError common.not_found, workflow.* (no reason) */
export async function adjustWorkPlan(work: Work, capacity: Capacity, { reason, ...ref }: z.output<typeof adjustWorkPlanInput>): Promise<Receipt> {
  await ownPlan(work, capacity, ref.id);
  return receipt(await actOnWorkPlan(work, capacity, { ...ref, action: 'adjust', reason, patch: { passed_by: null, passed_on: null, meeting: null, told_at: null, published_at: null } }), '可以修改了，修改后需要重新通过、告知代表和公布。');
}
