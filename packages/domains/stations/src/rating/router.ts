// Parse, authorise by role, call the service; nothing else.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import * as io from './model-io.ts';
import * as criteria from './criteria.ts';
import * as rating from './rating.ts';
import * as reading from './reading.ts';

const officers = ['congress_officer'] as const satisfies readonly Role[];
const watchers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];

/** 五到位、五星级评定. */
export const stationRatingsRouter = router({
  list: capacityProcedure.meta({ roles: watchers, description: '联络站评定一览' }).input(io.listRatingsInput).output(io.ratingListView).query(({ ctx, input }) => reading.listRatings(ctx.work, ctx.capacity, input)),
  ofStation: capacityProcedure.meta({ roles: watchers, description: '一个联络站的评定' }).input(io.ofStationInput).output(io.ratingView).query(({ ctx, input }) => reading.ratingOfStation(ctx.work, ctx.capacity, input.stationId)),
  criteria: capacityProcedure.meta({ roles: watchers, description: '联络站评定标准' }).input(io.criteriaInput).output(io.criteriaView).query(({ ctx }) => criteria.listCriteria(ctx.work, ctx.capacity)),
  addCriterion: capacityProcedure.meta({ roles: officers, description: '增加评定项目' }).input(io.addCriterionInput).output(io.criterionReceipt).mutation(({ ctx, input }) => criteria.addCriterion(ctx.work, ctx.capacity, input)),
  endCriterion: capacityProcedure.meta({ roles: officers, description: '停用评定项目' }).input(io.endCriterionInput).output(io.criterionReceipt).mutation(({ ctx, input }) => criteria.endCriterion(ctx.work, ctx.capacity, input)),
  assess: capacityProcedure.meta({ roles: officers, description: '自评联络站' }).input(io.assessInput).output(io.ratingReceipt).mutation(({ ctx, input }) => rating.assess(ctx.work, ctx.capacity, input)),
  submit: capacityProcedure.meta({ roles: officers, description: '评定报上级审核' }).input(io.ratingRef).output(io.ratingReceipt).mutation(({ ctx, input }) => rating.submitRating(ctx.work, ctx.capacity, input)),
  takeBack: capacityProcedure.meta({ roles: officers, description: '取回报送的评定' }).input(io.ratingRef).output(io.ratingReceipt).mutation(({ ctx, input }) => rating.takeBackRating(ctx.work, ctx.capacity, input)),
  giveBack: capacityProcedure.meta({ roles: officers, description: '退回下级报送的评定' }).input(io.giveBackInput).output(io.ratingReceipt).mutation(({ ctx, input }) => rating.giveBackRating(ctx.work, ctx.capacity, input)),
  publish: capacityProcedure.meta({ roles: officers, description: '审核并公布评定' }).input(io.publishInput).output(io.ratingReceipt).mutation(({ ctx, input }) => rating.publishRating(ctx.work, ctx.capacity, input)),
});
