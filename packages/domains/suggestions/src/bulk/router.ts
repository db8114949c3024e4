// 批量交办: begin, look, try again.
import { capacityProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { bulkById, currentBulk, retryBulk, startBulk } from './bulk.ts';
import { bulkView, retryBulkInput, startBulkInput } from './model.ts';
import './field-labels.ts';

const officers = ['congress_officer'] as const;

export const bulkAssignmentsRouter = router({
  start: capacityProcedure.meta({ roles: officers, description: '开始批量交办；分批进行，关闭页面后继续' }).input(startBulkInput).output(bulkView).mutation(({ ctx, input }) => startBulk(ctx.work, ctx.capacity, input)),
  retry: capacityProcedure.meta({ roles: officers, description: '重试批量交办中未成功的建议' }).input(retryBulkInput).output(bulkView).mutation(({ ctx, input }) => retryBulk(ctx.work, ctx.capacity, input)),
  get: capacityProcedure.meta({ roles: officers, description: '一次批量交办的进度和结果' }).input(z.object({ id: idSchema })).output(bulkView).query(({ ctx, input }) => bulkById(ctx.work, ctx.capacity.congressId, input.id)),
  current: capacityProcedure.meta({ roles: officers, description: '正在进行的或者有未成功的批量交办' }).input(z.object({})).output(bulkView.nullable()).query(({ ctx }) => currentBulk(ctx.work, ctx.capacity)),
});
