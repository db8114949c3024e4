// Looking at the year's work plan: the office with the activities made of it, a deputy with those that concern them.
import type { Capacity } from '@smart/identity/capacity';
import { today, yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { activityKinds, noTargets } from '../activities/model.ts';
import { startableYears } from './keeping.ts';
import { daysOfPeriod, type ItemProgress, passerOf, passers, type Passer, periodLabel, progressOf, proposedDay, toldStates, type WorkPlanState } from './model.ts';
import type { workPlanItemInput, workPlanYearInput } from './model-inputs.ts';
import type { myWorkPlanView, WorkPlanItem, workPlanPage, WorkPlanStart } from './model-views.ts';
import { planTitle, workPlanSubject } from './store.ts';
import { workPlanWorkflow } from './workflow.ts';

type PlanRow = { id: string; year: number; state: WorkPlanState; version: number; passedBy: Passer | null; passedOn: string | null; meeting: string | null; publishedAt: Date | null };
type ItemRow = Pick<WorkPlanItem, 'id' | 'title' | 'kind' | 'fromMonth' | 'untilMonth' | 'responsible' | 'audience' | 'targets' | 'activities'>;

const planColumns = `p.id, p.year, p.state, p.version, p.passed_by AS "passedBy", to_char(p.passed_on, 'YYYY-MM-DD') AS "passedOn", p.meeting, p.published_at AS "publishedAt"`;
const itemColumns = `i.id, i.title, i.kind, i.from_month AS "fromMonth", i.until_month AS "untilMonth", i.responsible, i.audience, i.targets`;
const inOrder = 'i.until_month, i.from_month, i.sort, i.id';

function itemOf<R extends ItemRow>(row: R, year: number, day: string) {
  const held = row.activities.filter(({ state }) => state === 'held').length;
  return { ...row, kindLabel: activityKinds[row.kind].label, periodLabel: periodLabel(row), progress: progressOf({ held, open: row.activities.length - held }, daysOfPeriod(year, row).last, day) };
}

function planOf({ passedBy, publishedAt, ...row }: PlanRow, capacity: Capacity, items: readonly { readonly progress: ItemProgress }[]) {
  const counts = { done: 0, planned: 0, overdue: 0, waiting: 0 };
  for (const { progress } of items) counts[progress] += 1;
  return { ...row, title: planTitle(row.year), passer: passers[passedBy ?? passerOf(capacity.tier)], publishedAt: publishedAt?.toISOString() ?? null, counts };
}

/** The year asked for, else the running one, else the newest there is. */
const chosenYear = (asked: number | undefined, years: readonly number[], running: number): number => asked ?? (years.includes(running) ? running : (years[0] ?? running));

/** A year's plan with its items as they stand, for the office and those who lead the congress. */
export async function workPlanOf(work: Work, capacity: Capacity, { year: asked }: z.output<typeof workPlanYearInput>): Promise<z.output<typeof workPlanPage>> {
  const day = today(work.clock);
  const plans = await work.sql<{ year: number; items: number }>('SELECT p.year, (SELECT count(*)::int FROM duty_work_plan_item i WHERE i.plan_id = p.id) AS items FROM duty_work_plan p WHERE p.congress_id = $1 ORDER BY p.year DESC', [capacity.congressId]);
  const years = plans.map((one) => one.year);
  const year = chosenYear(asked, years, yearOf(day));
  const about = { year, years, startable: startableYears(work).filter((one) => !years.includes(one)), copyable: plans.some((one) => one.year === year - 1 && one.items > 0), passer: passers[passerOf(capacity.tier)], divisionCode: capacity.divisionCode };
  const [row] = await work.sql<PlanRow>(`SELECT ${planColumns} FROM duty_work_plan p WHERE p.congress_id = $1 AND p.year = $2`, [capacity.congressId, year]);
  if (!row) return { ...about, plan: null };
  const rows = await work.sql<ItemRow>(
    `SELECT ${itemColumns}, (SELECT COALESCE(json_agg(json_build_object('id', a.id, 'theme', a.theme, 'heldOn', to_char(a.held_on, 'YYYY-MM-DD'), 'state', a.state) ORDER BY a.held_on, a.id), '[]') FROM duty_activity a WHERE a.plan_item_id = i.id AND a.state <> 'cancelled') AS activities
     FROM duty_work_plan_item i WHERE i.plan_id = $1 ORDER BY ${inOrder}`,
    [row.id],
  );
  const items = rows.map(({ targets, ...item }) => itemOf({ ...item, targets: { ...noTargets, ...targets } }, year, day));
  return { ...about, plan: { ...planOf(row, capacity, items), items, actions: availableActions(workPlanWorkflow, await workPlanSubject(work, row.id), capacity, { today: day }) } };
}

/** What the form of an activity begins with when it is made of an item. @throws DomainError common.not_found */
export async function startOfItem(work: Work, { congressId }: Capacity, { id }: z.output<typeof workPlanItemInput>): Promise<WorkPlanStart> {
  const [row] = await work.sql<Omit<ItemRow, 'activities'> & { year: number }>(`SELECT ${itemColumns}, p.year FROM duty_work_plan_item i JOIN duty_work_plan p ON p.id = i.plan_id WHERE i.id = $1 AND i.congress_id = $2`, [id, congressId]);
  if (!row) throw new DomainError('common.not_found', { what: '计划项目' });
  return { id, title: row.title, kind: row.kind, responsible: row.responsible, targets: { ...noTargets, ...row.targets }, heldOn: proposedDay(row.year, row, today(work.clock)) };
}

/** What deputies were told: nothing of a draft. Of activities they learn those to which they are invited, and how far each item is. */
export async function myWorkPlan(work: Work, capacity: Capacity, { year: asked }: z.output<typeof workPlanYearInput>): Promise<z.output<typeof myWorkPlanView>> {
  const day = today(work.clock);
  const years = (await work.sql<{ year: number }>(`SELECT year FROM duty_work_plan WHERE congress_id = $1 AND state = ANY ($2) ORDER BY year DESC`, [capacity.congressId, toldStates])).map((one) => one.year);
  const year = chosenYear(asked, years, yearOf(day));
  const [row] = await work.sql<PlanRow>(`SELECT ${planColumns} FROM duty_work_plan p WHERE p.congress_id = $1 AND p.year = $2 AND p.state = ANY ($3)`, [capacity.congressId, year, toldStates]);
  if (!row) return { years, plan: null };
  const rows = await work.sql<ItemRow & { activityId: string | null; heldOn: string | null }>(
    `SELECT ${itemColumns}, (SELECT COALESCE(json_agg(json_build_object('state', a.state)), '[]') FROM duty_activity a WHERE a.plan_item_id = i.id AND a.state <> 'cancelled') AS activities, mine.id AS "activityId", mine.on AS "heldOn"
     FROM duty_work_plan_item i LEFT JOIN LATERAL (
       SELECT a.id, to_char(a.held_on, 'YYYY-MM-DD') AS on FROM duty_activity a JOIN duty_invitation v ON v.activity_id = a.id AND v.mandate_id = $2 AND v.person_id = $3 AND v.state <> 'withdrawn'
       WHERE a.plan_item_id = i.id AND a.state IN ('published', 'held') ORDER BY a.held_on DESC LIMIT 1) mine ON true
     WHERE i.plan_id = $1 ORDER BY ${inOrder}`,
    [row.id, capacity.id, capacity.personId],
  );
  const items = rows.map((one) => {
    const { targets: _targets, activities: _activities, ...item } = itemOf(one, year, day);
    return item;
  });
  return { years, plan: { ...planOf(row, capacity, items), items } };
}
