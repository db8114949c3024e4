// Parse, authorise by role, call the service; nothing else.
import { traceAct } from '@smart/identity/administered';
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { z } from 'zod';
import '../field-labels.ts';
import * as closing from './closing.ts';
import * as looking from './looking.ts';
import * as inputs from './model-inputs.ts';
import * as views from './model-views.ts';
import * as notes from './notes.ts';
import * as objecting from './objecting.ts';
import * as rules from './rules.ts';

const deputies = ['deputy'] as const satisfies readonly Role[];
const officers = ['congress_officer'] as const satisfies readonly Role[];
const nothing = z.strictObject({});
const noted = z.object({ id: z.string() });

/** 履职计分: results, rules, objections and the yearly closing. */
export const assessmentRouter = router({
  mine: capacityProcedure.meta({ roles: deputies, description: '我的履职计分' }).input(inputs.myPointsInput).output(views.pointsView).query(({ ctx, input }) => looking.myPoints(ctx.work, ctx.capacity, input)),
  object: capacityProcedure.meta({ roles: deputies, description: '对履职计分提出异议' }).input(inputs.objectInput).output(views.receiptView).mutation(({ ctx, input }) => objecting.object(ctx.work, ctx.capacity, input)),
  withdrawObjection: capacityProcedure.meta({ roles: deputies, description: '撤回计分异议' }).input(inputs.objectionRef).output(views.receiptView).mutation(({ ctx, input }) => objecting.withdrawObjection(ctx.work, ctx.capacity, input)),

  overview: capacityProcedure.meta({ roles: officers, description: '代表履职计分' }).input(inputs.overviewInput).output(views.overviewView).query(({ ctx, input }) => looking.overview(ctx.work, ctx.capacity, input)),
  ofDeputy: capacityProcedure.meta({ roles: officers, description: '一名代表的履职计分' }).input(inputs.pointsOfInput).output(views.pointsOfView).query(({ ctx, input }) => looking.deputyPoints(ctx.work, ctx.capacity, input)),
  noteLeave: capacityProcedure.meta({ roles: officers, description: '登记代表准假，计分按比例' }).input(inputs.noteLeaveInput).output(noted).mutation(({ ctx, input }) => notes.noteLeave(ctx.work, ctx.capacity, input)),
  noteVeto: capacityProcedure.meta({ roles: officers, description: '登记计分限制项' }).input(inputs.noteVetoInput).output(noted).mutation(({ ctx, input }) => notes.noteVeto(ctx.work, ctx.capacity, input)),
  revokeNote: capacityProcedure.meta({ roles: officers, description: '撤销准假或者计分限制项的登记' }).input(inputs.revokeNoteInput).output(noted).mutation(({ ctx, input }) => notes.revokeNote(ctx.work, ctx.capacity, input)),
  rules: capacityProcedure.meta({ roles: officers, description: '履职计分规则' }).input(nothing).output(views.rulesView).query(({ ctx }) => rules.readRules(ctx.work, ctx.capacity)),
  // Changes nothing; a mutation because rules do not fit into an address.
  simulate: capacityProcedure.meta({ roles: officers, description: '用上年度档案试算计分规则' }).input(inputs.simulateInput).output(views.simulationView).mutation(({ ctx, input }) => rules.simulate(ctx.work, ctx.capacity, input)),
  publishRules: capacityProcedure.meta({ roles: officers, description: '发布履职计分规则' }).input(inputs.publishRulesInput).output(views.rulesView).mutation(async ({ ctx, input }) => {
    const published = await rules.publishRules(ctx.work, ctx.capacity, input);
    await traceAct(ctx, { type: 'parameter', id: ctx.capacity.congressId }, `发布 ${input.fromYear} 年起施行的履职计分规则`);
    return published;
  }),
  objections: capacityProcedure.meta({ roles: officers, description: '代表的计分异议' }).input(inputs.listObjectionsInput).output(views.objectionsView).query(({ ctx, input }) => objecting.listObjections(ctx.work, ctx.capacity, input)),
  uphold: capacityProcedure.meta({ roles: officers, description: '更正履职计分' }).input(inputs.upholdInput).output(views.receiptView).mutation(({ ctx, input }) => objecting.upholdObjection(ctx.work, ctx.capacity, input)),
  reject: capacityProcedure.meta({ roles: officers, description: '维持原计分' }).input(inputs.rejectInput).output(views.receiptView).mutation(({ ctx, input }) => objecting.rejectObjection(ctx.work, ctx.capacity, input)),
  closeYear: capacityProcedure.meta({ roles: officers, description: '履职计分年度定版' }).input(inputs.closeYearInput).output(views.closedView).mutation(async ({ ctx, input }) => {
    const closed = await closing.closeYear(ctx.work, ctx.capacity, input);
    await traceAct(ctx, { type: 'parameter', id: ctx.capacity.congressId }, `${input.year} 年度履职计分定版`);
    return closed;
  }),
});
