// Parse, authorise by role, call the service; nothing else.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { digestOf } from './digest.ts';
import { digestView, monthInput, statisticsInput, statisticsView } from './model.ts';
import { statisticsOf } from './service.ts';

/** Those who serve and lead a congress. */
export const statisticsReaders = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];

/** 意见统计 and 月报. */
export const opinionStatisticsRouter = router({
  figures: capacityProcedure.meta({ roles: statisticsReaders, description: '群众意见统计' }).input(statisticsInput).output(statisticsView).query(({ ctx, input }) => statisticsOf(ctx.work, ctx.capacity, input)),
  digest: capacityProcedure.meta({ roles: statisticsReaders, description: '群众意见月报' }).input(monthInput).output(digestView).query(({ ctx, input }) => digestOf(ctx.work, ctx.capacity, input.month)),
});
