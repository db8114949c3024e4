// What leaves the room of work plans.
import { z } from 'zod';
import { activityKindSchema, targetsSchema } from '../activities/schemas.ts';
import { activityStates } from '../activities/model.ts';
import { itemProgresses, workPlanStates } from './model.ts';

export const workPlanReceipt = z.object({ id: z.string(), version: z.number(), /** What happens now, in words. */ next: z.string() });

const item = {
  id: z.string(), title: z.string(), kind: activityKindSchema, kindLabel: z.string(), fromMonth: z.number(), untilMonth: z.number(), periodLabel: z.string(), responsible: z.string(), audience: z.string(), progress: z.enum(itemProgresses),
};
export const workPlanItem = z.object({ ...item, targets: targetsSchema, activities: z.array(z.object({ id: z.string(), theme: z.string(), heldOn: z.string(), state: z.enum(activityStates) })) });
export type WorkPlanItem = z.output<typeof workPlanItem>;

const plan = {
  id: z.string(), year: z.number(), title: z.string(), state: z.enum(workPlanStates), version: z.number(), /** 主任会议 or 主席团. */ passer: z.string(), passedOn: z.string().nullable(), meeting: z.string().nullable(), publishedAt: z.string().nullable(),
  counts: z.record(z.enum(itemProgresses), z.number()),
};
export const workPlanView = z.object({
  ...plan, items: z.array(workPlanItem),
  actions: z.array(z.object({ action: z.string(), label: z.string(), allowed: z.boolean(), reason: z.string().optional(), remedy: z.string().optional() })),
});
export type WorkPlanView = z.output<typeof workPlanView>;
export const workPlanPage = z.object({
  year: z.number(), years: z.array(z.number()), /** Years for which a plan can be begun. */ startable: z.array(z.number()), /** The year before has items to begin with. */ copyable: z.boolean(), passer: z.string(), /** Under which the congress's site is found. */ divisionCode: z.string(), plan: workPlanView.nullable(),
});

/** An item with what the form of its activity begins with. */
export const workPlanStart = z.object({ id: z.string(), title: z.string(), kind: activityKindSchema, responsible: z.string(), targets: targetsSchema, heldOn: z.string() });
export type WorkPlanStart = z.output<typeof workPlanStart>;

export const myWorkPlanView = z.object({
  years: z.array(z.number()),
  plan: z.object({ ...plan, items: z.array(z.object({ ...item, /** The activity of it to which the deputy is invited. */ activityId: z.string().nullable(), heldOn: z.string().nullable() })) }).nullable(),
});
export type MyWorkPlan = NonNullable<z.output<typeof myWorkPlanView>['plan']>;
