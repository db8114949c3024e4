// 督查: parse, authorise by role, call the service. What may be done to which letter is decided by its workflow.
import { capacityProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import '../field-labels.ts';
import * as figures from './figures.ts';
import * as looking from './looking.ts';
import * as model from './model.ts';
import * as supervising from './supervising.ts';

const { supervisionKeepers: keepers, supervisionHandlers: handlers } = model;

/** opinionSupervision.*: letters about citizens' opinions. */
export const opinionSupervisionRouter = router({
  list: capacityProcedure.meta({ roles: [...keepers, ...handlers], description: '群众意见督查' }).input(model.supervisionsInput).output(model.supervisionListView).query(({ ctx, input }) => looking.listSupervisions(ctx.work, ctx.capacity, input)),
  ofOpinion: capacityProcedure.meta({ roles: model.supervisionReaders, description: '一条群众意见的督查情况' }).input(z.strictObject({ id: idSchema })).output(model.ofOpinionView).query(({ ctx, input }) => looking.supervisionsOf(ctx.work, ctx.capacity, input.id)),
  term: capacityProcedure.meta({ roles: keepers, description: '群众意见督查的回复期限' }).input(z.strictObject({})).output(model.supervisionTermView).query(({ ctx }) => looking.answerTerm(ctx.work, ctx.capacity)),
  figures: capacityProcedure.meta({ roles: keepers, description: '群众意见督查统计' }).input(model.supervisionFiguresInput).output(model.supervisionStatisticsView).query(({ ctx, input }) => figures.supervisionStatistics(ctx.work, ctx.capacity, input)),
  open: capacityProcedure.meta({ roles: keepers, description: '督查群众意见的办理' }).input(model.superviseInput).output(model.superviseReceipt).mutation(({ ctx, input }) => supervising.supervise(ctx.work, ctx.capacity, input)),
  answer: capacityProcedure.meta({ roles: handlers, description: '回复群众意见督查' }).input(model.answerSupervisionInput).output(model.supervisionReceipt).mutation(({ ctx, input }) => supervising.answerSupervision(ctx.work, ctx.capacity, input)),
  press: capacityProcedure.meta({ roles: keepers, description: '继续督查' }).input(model.pressInput).output(model.supervisionReceipt).mutation(({ ctx, input }) => supervising.pressSupervision(ctx.work, ctx.capacity, input)),
  settle: capacityProcedure.meta({ roles: keepers, description: '督查办结' }).input(model.settleInput).output(model.supervisionReceipt).mutation(({ ctx, input }) => supervising.settleSupervision(ctx.work, ctx.capacity, input)),
  withdraw: capacityProcedure.meta({ roles: keepers, description: '撤销督查' }).input(model.withdrawInput).output(model.supervisionReceipt).mutation(({ ctx, input }) => supervising.withdrawSupervision(ctx.work, ctx.capacity, input)),
});
