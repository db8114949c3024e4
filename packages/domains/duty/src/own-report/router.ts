// Parse, authorise by role, call the service; nothing else.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import '../field-labels.ts';
import * as inputs from './model-inputs.ts';
import * as views from './model-views.ts';
import * as service from './service.ts';

const deputies = ['deputy'] as const satisfies readonly Role[];
const officers = ['congress_officer'] as const satisfies readonly Role[];

/** ownReport.*: 述职报告, a deputy's own. */
export const ownReportRouter = router({
  open: capacityProcedure.meta({ roles: deputies, description: '我的述职报告' }).input(inputs.reportYearInput).output(views.reportView).query(({ ctx, input }) => service.openReport(ctx.work, ctx.capacity, input)),
  save: capacityProcedure.meta({ roles: deputies, description: '保存述职报告草稿' }).input(inputs.saveReportInput).output(views.savedReportView).mutation(({ ctx, input }) => service.saveReport(ctx.work, ctx.capacity, input)),
  give: capacityProcedure.meta({ roles: deputies, description: '登记述职' }).input(inputs.giveReportInput).output(views.givenReportView).mutation(({ ctx, input }) => service.giveReport(ctx.work, ctx.capacity, input)),
  disclose: capacityProcedure.meta({ roles: deputies, description: '同意或者不再同意在网站公开登记过的述职报告' }).input(inputs.discloseReportInput).output(views.disclosedReportView).mutation(({ ctx, input }) => service.discloseReport(ctx.work, ctx.capacity, input)),

  given: capacityProcedure.meta({ roles: officers, description: '一名代表登记过的述职报告' }).input(inputs.givenReportsInput).output(views.givenReportsView).query(({ ctx, input }) => service.givenReports(ctx.work, ctx.capacity, input)),
});
