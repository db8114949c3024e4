// The congress's list, and how far a deputy is with it.
import { listParameters, previewParameter, setParameter } from '@smart/divisions/parameters';
import type { Capacity } from '@smart/identity/capacity';
import { today, yearOf } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { type KindCount, nextStep, type PlanItem, planSchema, type Progress, progressOf, quarterOf, quarterStart } from './model.ts';
import type { muteInput, savePlanInput } from './model-inputs.ts';
import type { MyPlanView, planView } from './model-views.ts';

/** The list in force: the congress's own, else that of the nearest tier above which set one, else as proposed. */
export const planOf = async (work: Work, congressId: string): Promise<PlanItem[]> => planSchema.parse(await work.parameter(congressId, 'duty.plan'));

/** Counts of several mandates at once, by mandate. */
export async function countsOf(work: Work, mandateIds: readonly string[], day: string): Promise<Map<string, KindCount[]>> {
  const year = yearOf(day);
  const rows = await work.sql<KindCount & { mandateId: string }>(
    `SELECT mandate_id AS "mandateId", kind, count(*) FILTER (WHERE occurred_on >= $2::date AND occurred_on < $3::date)::int AS year, count(*) FILTER (WHERE occurred_on >= $4::date AND occurred_on < $3::date)::int AS quarter, count(*)::int AS ever
     FROM duty_record WHERE mandate_id = ANY ($1::uuid[]) AND standing = 'counted' GROUP BY mandate_id, kind`,
    [mandateIds, `${year}-01-01`, `${year + 1}-01-01`, quarterStart(day)],
  );
  return Map.groupBy(rows, ({ mandateId }) => mandateId);
}

/** How far each of these is; a mandate without records is there with nothing done. */
export async function progressOfMany(work: Work, congressId: string, mandateIds: readonly string[], day: string): Promise<Map<string, Progress[]>> {
  const plan = await planOf(work, congressId);
  const counts = await countsOf(work, mandateIds, day);
  return new Map(mandateIds.map((id) => [id, progressOf(plan, counts.get(id) ?? [])]));
}

/** For the deputy's first page: how far one is, and the one next thing. While a mandate is suspended nothing is asked (代表法 61). */
export async function myPlan(work: Work, capacity: Capacity): Promise<MyPlanView> {
  const day = today(work.clock);
  const items = (await progressOfMany(work, capacity.congressId, [capacity.id], day)).get(capacity.id) ?? [];
  const [own] = await work.sql<{ active: boolean; muted: boolean }>(
    `SELECT status = 'active' AS active, EXISTS (SELECT 1 FROM duty_mute n WHERE n.mandate_id = m.id) AS muted FROM mandate m WHERE id = $1 AND person_id = $2`,
    [capacity.id, capacity.personId],
  );
  return { year: yearOf(day), quarter: quarterOf(day), items, next: own?.active ? nextStep(items, day) : null, remindersMuted: own?.muted ?? false };
}

/** The deputy's own choice; doing what is asked stops reminders anyway. */
export async function muteReminders(work: Work, capacity: Capacity, { muted }: z.output<typeof muteInput>): Promise<{ muted: boolean }> {
  if (muted) await work.sql('INSERT INTO duty_mute (congress_id, mandate_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [capacity.congressId, capacity.id, work.clock.now()]);
  else await work.sql('DELETE FROM duty_mute WHERE mandate_id = $1', [capacity.id]);
  return { muted };
}

/** The list and where it comes from. */
export async function readPlan(work: Work, capacity: Capacity): Promise<z.output<typeof planView>> {
  const parameter = (await listParameters(work, capacity.congressId)).find(({ key }) => key === 'duty.plan');
  return { items: planSchema.parse(parameter?.value), own: parameter?.own ?? false, from: parameter?.inheritedFrom ?? null };
}

/** What a list would do, before it is saved: how many deputies it leaves with something to do, and which congresses below follow. @throws DomainError parameters.invalid_value */
export const previewPlan = async (work: Work, capacity: Capacity, { items }: z.output<typeof savePlanInput>): Promise<{ words: string[] }> => ({ words: (await previewParameter(work, capacity.congressId, 'duty.plan', items)).words });

/** Sets the congress's own list; those below that set none follow it. @throws DomainError parameters.invalid_value */
export async function savePlan(work: Work, capacity: Capacity, label: string, { items }: z.output<typeof savePlanInput>): Promise<z.output<typeof planView>> {
  await setParameter(work, { ...capacity, label }, 'duty.plan', items);
  return readPlan(work, capacity);
}
