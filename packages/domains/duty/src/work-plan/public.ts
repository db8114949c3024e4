// 年度代表工作计划 for anybody, through the reader role: what is published, with the activities of it that are laid open.
import { today, yearOf } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { activityKinds, type ActivityKind, type ActivityState } from '../activities/model.ts';
import { type Passer, passers, periodLabel } from './model.ts';
import { planTitle } from './store.ts';

export type PublicWorkPlan = {
  readonly title: string;
  readonly year: number;
  readonly congressName: string;
  /** 主任会议 or 主席团, and when. */
  readonly passer: string;
  readonly passedOn: string;
  readonly meeting: string;
  readonly items: readonly { readonly id: string; readonly title: string; readonly kindLabel: string; readonly periodLabel: string; readonly responsible: string; readonly audience: string; readonly activities: readonly { readonly id: string; readonly heldOn: string; readonly state: ActivityState }[] }[];
};

/** Years of a congress whose plan is published, the newest first. */
export const publicPlanYears = async (work: Work, divisionCode: string): Promise<number[]> =>
  (await work.sql<{ year: number }>(`SELECT p.year FROM duty_work_plan p JOIN congress c ON c.id = p.congress_id WHERE c.division_code = $1 AND p.state IN ('published', 'closed') ORDER BY p.year DESC`, [divisionCode])).map(({ year }) => year);

/** Of one congress: the year asked for, else the running one or the one before; null where nothing is published. */
export async function publicWorkPlan(work: Work, divisionCode: string, asked: number | null): Promise<PublicWorkPlan | null> {
  const [plan] = await work.sql<{ id: string; year: number; congressName: string; passedBy: Passer; passedOn: string; meeting: string }>(
    `SELECT p.id, p.year, c.name AS "congressName", p.passed_by AS "passedBy", to_char(p.passed_on, 'YYYY-MM-DD') AS "passedOn", p.meeting FROM duty_work_plan p JOIN congress c ON c.id = p.congress_id
     WHERE c.division_code = $1 AND p.state IN ('published', 'closed') AND ($2::int IS NULL OR p.year = $2) ORDER BY p.year > $3, p.year DESC LIMIT 1`,
    [divisionCode, asked, yearOf(today(work.clock))],
  );
  if (!plan) return null;
  const items = await work.sql<Omit<PublicWorkPlan['items'][number], 'kindLabel' | 'periodLabel'> & { kind: ActivityKind; fromMonth: number; untilMonth: number }>(
    `SELECT i.id, i.title, i.kind, i.from_month AS "fromMonth", i.until_month AS "untilMonth", i.responsible, i.audience,
       (SELECT COALESCE(json_agg(json_build_object('id', a.id, 'heldOn', to_char(a.held_on, 'YYYY-MM-DD'), 'state', a.state) ORDER BY a.held_on, a.id), '[]') FROM duty_activity a WHERE a.plan_item_id = i.id AND a.shown AND a.state IN ('published', 'held')) AS activities
     FROM duty_work_plan_item i WHERE i.plan_id = $1 ORDER BY i.until_month, i.from_month, i.sort, i.id`,
    [plan.id],
  );
  const { id: _id, passedBy, ...facts } = plan;
  return { ...facts, title: planTitle(plan.year), passer: passers[passedBy], items: items.map(({ kind, fromMonth, untilMonth, ...item }) => ({ ...item, kindLabel: activityKinds[kind].label, periodLabel: periodLabel({ fromMonth, untilMonth }) })) };
}
