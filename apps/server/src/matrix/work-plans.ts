// Work plans of the matrix: one of the home congress in each state, a year each, with an item of the same words.
import type { TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import type { People } from './world.ts';

export type WorkPlans = Readonly<Record<'draft' | 'passed' | 'told' | 'published', string>> & { readonly item: string };

/** What a plan says: for the office, those who lead the congress and, once they are told, its deputies; the published one for everybody. */
export const planWords = '听取社区养老情况的年度安排';

export async function createWorkPlans({ at: { home } }: People, { adminSql }: TestDatabase): Promise<WorkPlans> {
  const ids = { draft: newId(), passed: newId(), told: newId(), published: newId(), item: newId() };
  for (const [state, year] of [['draft', 2026], ['passed', 2025], ['told', 2024], ['published', 2023]] as const) {
    const passed = state !== 'draft';
    await adminSql(
      `INSERT INTO duty_work_plan (id, congress_id, year, state, passed_by, passed_on, meeting, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, '2026-03-01', '2026-03-01')`,
      [ids[state], home.congressId, year, state, passed ? 'leaders' : null, passed ? `${year}-01-20` : null, passed ? '第 3 次主任会议' : null],
    );
    await adminSql(
      `INSERT INTO duty_work_plan_item (id, plan_id, congress_id, sort, title, kind, from_month, until_month, responsible, targets, audience) VALUES ($1, $2, $3, 0, $4, 'inspection', 4, 6, '代表工委', '{"all": true}', '全体代表')`,
      [state === 'draft' ? ids.item : newId(), ids[state], home.congressId, planWords],
    );
  }
  return ids;
}
