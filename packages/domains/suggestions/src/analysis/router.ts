// 建议分析: figures of what the capacity may see, two organs side by side, the congresses below as counts.
import { capacityProcedure, router } from '@smart/identity/procedures';
import type { Role } from '@smart/identity/capacity';
import './field-labels.ts';
import { belowOf } from './below.ts';
import * as model from './model.ts';
import { analysisOf, compareOrgans } from './service.ts';

const overseers = ['congress_officer', 'congress_leader', 'government_officer'] as const satisfies readonly Role[];
const watchers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];

export const analysisRouter = router({
  figures: capacityProcedure.meta({ roles: overseers, description: '建议分析' }).input(model.analysisInput).output(model.analysisView).query(({ ctx, input }) => analysisOf(ctx.work, ctx.capacity, input)),
  compare: capacityProcedure.meta({ roles: overseers, description: '两个承办单位对比' }).input(model.compareInput).output(model.compareView).query(({ ctx, input }) => compareOrgans(ctx.work, ctx.capacity, input)),
  below: capacityProcedure.meta({ roles: watchers, description: '下级人大建议办理汇总数' }).input(model.belowInput).output(model.belowView).query(({ ctx, input }) => belowOf(ctx.work, ctx.capacity, input)),
});
