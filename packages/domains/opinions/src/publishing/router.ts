// Parse, authorise by role, call the service; nothing else. What anybody reads goes through the public site.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import * as model from './model.ts';
import * as publishing from './publishing.ts';
import './store.ts';

const officers = ['congress_officer'] as const satisfies readonly Role[];

/** 意见和答复公开. */
export const opinionPublicationRouter = router({
  list: capacityProcedure.meta({ roles: officers, description: '可以公开和已经公开的群众意见' }).input(model.publicationListInput).output(model.publicationListView).query(({ ctx, input }) => publishing.listPublications(ctx.work, ctx.capacity, input)),
  propose: capacityProcedure.meta({ roles: officers, description: '公开文字的初稿' }).input(model.byOpinion).output(model.proposalView).query(({ ctx, input }) => publishing.proposePublication(ctx.work, ctx.capacity, input.opinionId)),
  publish: capacityProcedure.meta({ roles: officers, description: '公开群众意见和答复' }).input(model.publishInput).output(model.publicationReceipt).mutation(({ ctx, input }) => publishing.publishOpinion(ctx.work, ctx.capacity, input)),
  decline: capacityProcedure.meta({ roles: officers, description: '登记不公开的理由' }).input(model.endInput).output(model.publicationReceipt).mutation(({ ctx, input }) => publishing.declinePublication(ctx.work, ctx.capacity, input)),
  withdraw: capacityProcedure.meta({ roles: officers, description: '撤下公开的群众意见' }).input(model.endInput).output(model.publicationReceipt).mutation(({ ctx, input }) => publishing.withdrawPublication(ctx.work, ctx.capacity, input)),
});
