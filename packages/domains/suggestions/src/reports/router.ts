// 年度办理情况报告: the congress's own office writes it, its leaders read along.
import { capacityProcedure, publicProcedure, router } from '@smart/identity/procedures';
import type { Role } from '@smart/identity/capacity';
import { z } from 'zod';
import './field-labels.ts';
import * as model from './model.ts';
import { publicReport, publicReports } from './public.ts';
import * as service from './service.ts';

const officers = ['congress_officer'] as const satisfies readonly Role[];
const watchers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];
const nothing = z.object({});

export const reportsRouter = router({
  list: capacityProcedure.meta({ roles: watchers, description: '年度报告列表' }).input(nothing).output(model.reportRows).query(({ ctx }) => service.reportsOf(ctx.work, ctx.capacity)),
  detail: capacityProcedure.meta({ roles: watchers, description: '打开年度报告' }).input(model.reportRef).output(model.reportView).query(({ ctx, input }) => service.reportDetail(ctx.work, ctx.capacity, input.id)),
  version: capacityProcedure.meta({ roles: watchers, description: '查看年度报告的历史版本' }).input(model.versionInput).output(model.reportContent).query(({ ctx, input }) => service.versionOf(ctx.work, ctx.capacity, input)),
  generate: capacityProcedure.meta({ roles: officers, description: '生成年度报告' }).input(model.generateInput).output(model.receipt).mutation(({ ctx, input }) => service.generateReport(ctx.work, ctx.capacity, input)),
  saveSection: capacityProcedure.meta({ roles: officers, description: '修改年度报告' }).input(model.saveSectionInput).output(model.receipt.extend({ revision: z.number() })).mutation(({ ctx, input }) => service.saveSection(ctx.work, ctx.capacity, input)),
  act: capacityProcedure.meta({ roles: officers, description: '年度报告定稿、公开、退回、撤下' }).input(model.actInput).output(model.receipt).mutation(({ ctx, input }) => service.actOnReport(ctx.work, ctx.capacity, input)),
  public: router({
    list: publicProcedure.meta({ description: '已公开的年度报告' }).input(nothing).output(z.array(model.publicReportRow)).query(({ ctx }) => publicReports(ctx.work)),
    detail: publicProcedure.meta({ description: '阅读已公开的年度报告' }).input(model.reportRef).output(model.reportContent).query(({ ctx, input }) => publicReport(ctx.work, input.id)),
  }),
});
