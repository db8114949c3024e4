// Parse, authorise by role, call the service; nothing else.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import '../field-labels.ts';
import * as keeping from './keeping.ts';
import * as looking from './looking.ts';
import * as inputs from './model-inputs.ts';
import * as views from './model-views.ts';

const deputies = ['deputy'] as const satisfies readonly Role[];
const officers = ['congress_officer'] as const satisfies readonly Role[];
const watchers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];

/** 年度代表工作计划 (代表法 43). */
export const workPlansRouter = router({
  detail: capacityProcedure.meta({ roles: watchers, description: '年度代表工作计划' }).input(inputs.workPlanYearInput).output(views.workPlanPage).query(({ ctx, input }) => looking.workPlanOf(ctx.work, ctx.capacity, input)),
  startOf: capacityProcedure.meta({ roles: officers, description: '由计划项目安排活动' }).input(inputs.workPlanItemInput).output(views.workPlanStart).query(({ ctx, input }) => looking.startOfItem(ctx.work, ctx.capacity, input)),
  start: capacityProcedure.meta({ roles: officers, description: '开始拟订年度计划' }).input(inputs.startWorkPlanInput).output(views.workPlanReceipt).mutation(({ ctx, input }) => keeping.startWorkPlan(ctx.work, ctx.capacity, input)),
  saveItem: capacityProcedure.meta({ roles: officers, description: '添加、修改计划项目' }).input(inputs.saveItemInput).output(views.workPlanReceipt).mutation(({ ctx, input }) => keeping.saveItem(ctx.work, ctx.capacity, input)),
  removeItem: capacityProcedure.meta({ roles: officers, description: '删除计划项目' }).input(inputs.workPlanItemInput).output(views.workPlanReceipt).mutation(({ ctx, input }) => keeping.removeItem(ctx.work, ctx.capacity, input)),
  pass: capacityProcedure.meta({ roles: officers, description: '登记计划通过' }).input(inputs.passWorkPlanInput).output(views.workPlanReceipt).mutation(({ ctx, input }) => keeping.passWorkPlan(ctx.work, ctx.capacity, input)),
  tell: capacityProcedure.meta({ roles: officers, description: '将计划告知代表' }).input(inputs.workPlanRef).output(views.workPlanReceipt).mutation(({ ctx, input }) => keeping.tellWorkPlan(ctx.work, ctx.capacity, input)),
  publish: capacityProcedure.meta({ roles: officers, description: '向社会公布计划' }).input(inputs.workPlanRef).output(views.workPlanReceipt).mutation(({ ctx, input }) => keeping.publishWorkPlan(ctx.work, ctx.capacity, input)),
  adjust: capacityProcedure.meta({ roles: officers, description: '调整计划' }).input(inputs.adjustWorkPlanInput).output(views.workPlanReceipt).mutation(({ ctx, input }) => keeping.adjustWorkPlan(ctx.work, ctx.capacity, input)),

  close: capacityProcedure.meta({ roles: officers, description: '年度计划终了' }).input(inputs.workPlanRef).output(views.workPlanReceipt).mutation(({ ctx, input }) => keeping.closeWorkPlan(ctx.work, ctx.capacity, input)),

  mine: capacityProcedure.meta({ roles: deputies, description: '告知代表的年度计划' }).input(inputs.workPlanYearInput).output(views.myWorkPlanView).query(({ ctx, input }) => looking.myWorkPlan(ctx.work, ctx.capacity, input)),
});
