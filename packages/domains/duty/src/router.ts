// Parse, authorise by role, call the service; nothing else.
import type { Role } from '@smart/identity/capacity';
import { traceAct } from '@smart/identity/administered';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { z } from 'zod';
import './field-labels.ts';
import * as inputs from './model-inputs.ts';
import * as views from './model-views.ts';
import * as figures from './plan/figures.ts';
import * as planInputs from './plan/model-inputs.ts';
import * as planViews from './plan/model-views.ts';
import * as plans from './plan/plans.ts';
import * as reading from './reading.ts';

const deputies = ['deputy'] as const satisfies readonly Role[];
const officers = ['congress_officer'] as const satisfies readonly Role[];
/** Who may see the congress's figures, also as a document. */
export const figureReaders = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];
const nothing = z.strictObject({});

/** duty.*: the duty archive as a projection of what happened, and the list it is measured by. */
export const dutyRouter = router({
  mine: capacityProcedure.meta({ roles: deputies, description: '我的履职档案' }).input(inputs.myArchiveInput).output(views.archiveView).query(({ ctx, input }) => reading.myArchive(ctx.work, ctx.capacity, input)),
  myPlan: capacityProcedure.meta({ roles: deputies, description: '我的履职清单和进度' }).input(nothing).output(planViews.myPlanView).query(({ ctx }) => plans.myPlan(ctx.work, ctx.capacity)),
  muteReminders: capacityProcedure.meta({ roles: deputies, description: '关闭或者打开履职进度提醒' }).input(planInputs.muteInput).output(planInputs.muteInput).mutation(({ ctx, input }) => plans.muteReminders(ctx.work, ctx.capacity, input)),

  ofDeputy: capacityProcedure.meta({ roles: officers, description: '一名代表的履职档案' }).input(inputs.archiveOfInput).output(views.archiveView).query(({ ctx, input }) => reading.deputyArchive(ctx.work, ctx.capacity, input)),
  deputies: capacityProcedure.meta({ roles: figureReaders, description: '本级代表履职情况' }).input(planInputs.deputiesInput).output(planViews.deputiesView).query(({ ctx, input }) => figures.deputiesWithFigures(ctx.work, ctx.capacity, input)),
  below: capacityProcedure.meta({ roles: figureReaders, description: '下级人大代表履职数字' }).input(planInputs.belowInput).output(planViews.belowView).query(({ ctx, input }) => figures.figuresBelow(ctx.work, ctx.capacity, input)),
  plan: capacityProcedure.meta({ roles: officers, description: '代表履职清单' }).input(nothing).output(planViews.planView).query(({ ctx }) => plans.readPlan(ctx.work, ctx.capacity)),
  // Changes nothing; a mutation because a whole list does not fit into an address.
  previewPlan: capacityProcedure.meta({ roles: officers, description: '保存清单之前先看影响' }).input(planInputs.savePlanInput).output(planViews.planEffectView).mutation(({ ctx, input }) => plans.previewPlan(ctx.work, ctx.capacity, input)),
  savePlan: capacityProcedure.meta({ roles: officers, description: '设定代表履职清单' }).input(planInputs.savePlanInput).output(planViews.planView).mutation(async ({ ctx, input }) => {
    const saved = await plans.savePlan(ctx.work, ctx.capacity, ctx.acting.label, input);
    await traceAct(ctx, { type: 'parameter', id: ctx.capacity.congressId }, saved.own ? '设定代表履职清单' : '沿用上级或者缺省的代表履职清单');
    return saved;
  }),
});
