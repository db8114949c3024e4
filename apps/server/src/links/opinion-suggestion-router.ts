/** 转为建议: the one procedure that stands between opinions and suggestions. */
import { capacityProcedure, router } from '@smart/identity/procedures';
import { opinionRef } from '@smart/opinions/model-inputs';
import { takeUpReceipt } from '@smart/opinions/model-views';
import { takeUpOpinion } from './opinion-suggestion.ts';

export const opinionTakingRouter = router({
  takeUp: capacityProcedure.meta({ roles: ['deputy'], description: '把群众意见转为建议' }).input(opinionRef).output(takeUpReceipt).mutation(({ ctx, input }) => takeUpOpinion(ctx.work, ctx.capacity, input)),
});
