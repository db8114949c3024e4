// What people send about the year's work plan.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { activityKindSchema, targetsSchema } from '../activities/schemas.ts';
import { isPeriod, workPlanFewest, workPlanLimits } from './model.ts';

const text = (fewest: number, most: number, what: string) => z.string().trim().min(fewest, { error: `${what}不少于 ${fewest} 个字` }).max(most, { error: `${what}不超过 ${most} 个字` });
const year = z.int().min(2020, { error: '请选择年度' }).max(2100, { error: '请选择年度' });
const month = z.int().min(1).max(12);

export const workPlanRef = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0) });
export const workPlanYearInput = z.strictObject({ /** Absent: the running year, or the newest there is. */ year: year.optional() });
export const startWorkPlanInput = z.strictObject({ year, /** Begin with the items of the year before. */ copy: z.boolean().default(false) });
export const saveItemInput = z.strictObject({
  planId: idSchema, /** Absent: a new one. */ id: idSchema.optional(),
  title: text(workPlanFewest.title, workPlanLimits.title, '活动名称'), kind: activityKindSchema, fromMonth: month, untilMonth: month, responsible: text(workPlanFewest.responsible, workPlanLimits.responsible, '责任单位或者责任人'), targets: targetsSchema,
}).refine(isPeriod, { path: ['fromMonth'], error: '请选择月份或者季度' });
export const workPlanItemInput = z.strictObject({ id: idSchema });
export const passWorkPlanInput = workPlanRef.extend({ passedOn: dateSchema, meeting: text(workPlanFewest.meeting, workPlanLimits.meeting, '会议名称') });
export const adjustWorkPlanInput = workPlanRef.extend({ reason: text(workPlanFewest.reason, workPlanLimits.reason, '理由') });
