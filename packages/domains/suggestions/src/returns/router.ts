// 退办 in full: the history of returns, and bringing organs together.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { assignmentReceipt, receipt } from '../model-views.ts';
import { askCoordination, coordinateOrgans, returnsOf } from './coordination.ts';
import './field-labels.ts';
import { askCoordinationInput, coordinateOrgansInput, returnsView } from './model.ts';

const organs = ['handling_clerk', 'handling_head', 'government_officer', 'congress_officer'] as const satisfies readonly Role[];

export const returnsRouter = router({
  history: capacityProcedure.meta({ roles: [...organs, 'congress_leader'], description: '退办经过和承办单位协调情况' }).input(z.object({ id: idSchema })).output(returnsView).query(({ ctx, input }) => returnsOf(ctx.work, ctx.capacity, input.id)),
  askCoordination: capacityProcedure.meta({ roles: organs, description: '提请协调与其他承办单位的意见分歧' }).input(askCoordinationInput).output(assignmentReceipt).mutation(({ ctx, input }) => askCoordination(ctx.work, ctx.capacity, input)),
  coordinate: capacityProcedure.meta({ roles: ['congress_officer', 'government_officer'], description: '登记承办单位协调结果' }).input(coordinateOrgansInput).output(receipt).mutation(({ ctx, input }) => coordinateOrgans(ctx.work, ctx.capacity, input)),
});
