// Parse, authorise by role, call the service; nothing else. Citizens come through the public site and not through here.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { z } from 'zod';
import * as editing from './editing.ts';
import './field-labels.ts';
import * as looking from './looking.ts';
import * as inputs from './model-inputs.ts';
import * as views from './model-views.ts';
import { splitFile } from './reading-files.ts';
import * as sorting from './sorting.ts';

const editors = ['congress_officer'] as const satisfies readonly Role[];
const readers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];
const days = z.int();

/** 征求意见. */
export const consultationsRouter = router({
  list: capacityProcedure.meta({ roles: readers, description: '本级的草案征求意见' }).input(inputs.listConsultationsInput).output(views.consultationListView).query(({ ctx, input }) => looking.listConsultations(ctx.work, ctx.capacity, input)),
  detail: capacityProcedure.meta({ roles: readers, description: '一次草案征求意见' }).input(inputs.byConsultation).output(views.consultationView).query(({ ctx, input }) => looking.consultationOf(ctx.work, ctx.capacity, input.id)),
  leastDays: capacityProcedure.meta({ roles: readers, description: '征求意见的最短天数' }).input(z.strictObject({})).output(z.object({ regulation: days, document: days, plan: days })).query(({ ctx }) => looking.leastDays(ctx.work, ctx.capacity)),
  comments: capacityProcedure.meta({ roles: readers, description: '对草案的意见' }).input(inputs.listCommentsInput).output(views.commentListView).query(({ ctx, input }) => looking.listComments(ctx.work, ctx.capacity, input)),

  split: capacityProcedure.meta({ roles: editors, description: '从文件读取草案条文' }).input(inputs.splitInput).output(views.splitView).mutation(({ ctx, input }) => splitFile(ctx.work, ctx.capacity, input)),
  save: capacityProcedure.meta({ roles: editors, description: '编写草案征求意见' }).input(inputs.saveConsultationInput).output(views.consultationReceipt).mutation(({ ctx, input }) => editing.saveConsultation(ctx.work, ctx.capacity, input)),
  submit: capacityProcedure.meta({ roles: editors, description: '提交征求意见审核' }).input(inputs.consultationRef).output(views.consultationReceipt).mutation(({ ctx, input }) => editing.submitConsultation(ctx.work, ctx.capacity, input)),
  takeBack: capacityProcedure.meta({ roles: editors, description: '取回待审的征求意见' }).input(inputs.consultationRef).output(views.consultationReceipt).mutation(({ ctx, input }) => editing.takeBackConsultation(ctx.work, ctx.capacity, input)),
  approve: capacityProcedure.meta({ roles: readers, description: '征求意见审核通过' }).input(inputs.consultationRef).output(views.consultationReceipt).mutation(({ ctx, input }) => editing.approveConsultation(ctx.work, ctx.capacity, input)),
  return: capacityProcedure.meta({ roles: readers, description: '退回征求意见修改' }).input(inputs.reasonedRef).output(views.consultationReceipt).mutation(({ ctx, input }) => editing.returnConsultation(ctx.work, ctx.capacity, input)),
  discard: capacityProcedure.meta({ roles: editors, description: '作废征求意见草稿' }).input(inputs.consultationRef).output(views.consultationReceipt).mutation(({ ctx, input }) => editing.discardConsultation(ctx.work, ctx.capacity, input)),
  extend: capacityProcedure.meta({ roles: editors, description: '延长征求意见' }).input(inputs.extendInput).output(views.consultationReceipt).mutation(({ ctx, input }) => editing.extendConsultation(ctx.work, ctx.capacity, input)),
  withdraw: capacityProcedure.meta({ roles: editors, description: '撤下征求意见' }).input(inputs.reasonedRef).output(views.consultationReceipt).mutation(({ ctx, input }) => editing.withdrawConsultation(ctx.work, ctx.capacity, input)),

  release: capacityProcedure.meta({ roles: editors, description: '意见核看通过' }).input(inputs.someComments).output(views.commentsReceipt).mutation(({ ctx, input }) => sorting.releaseComments(ctx.work, ctx.capacity, input)),
  show: capacityProcedure.meta({ roles: editors, description: '公开意见' }).input(inputs.someComments).output(views.commentsReceipt).mutation(({ ctx, input }) => sorting.showComments(ctx.work, ctx.capacity, input)),
  hide: capacityProcedure.meta({ roles: editors, description: '收回公开的意见' }).input(inputs.someComments).output(views.commentsReceipt).mutation(({ ctx, input }) => sorting.hideComments(ctx.work, ctx.capacity, input)),
  decide: capacityProcedure.meta({ roles: editors, description: '标明意见的研究结论' }).input(inputs.decideInput).output(views.commentsReceipt).mutation(({ ctx, input }) => sorting.decideComments(ctx.work, ctx.capacity, input)),

  saveOutcome: capacityProcedure.meta({ roles: editors, description: '编写采纳情况' }).input(inputs.saveOutcomeInput).output(views.consultationReceipt).mutation(({ ctx, input }) => editing.saveOutcome(ctx.work, ctx.capacity, input)),
  submitOutcome: capacityProcedure.meta({ roles: editors, description: '提交采纳情况审核' }).input(inputs.consultationRef).output(views.consultationReceipt).mutation(({ ctx, input }) => editing.submitOutcome(ctx.work, ctx.capacity, input)),
  returnOutcome: capacityProcedure.meta({ roles: readers, description: '退回采纳情况' }).input(inputs.reasonedRef).output(views.consultationReceipt).mutation(({ ctx, input }) => editing.returnOutcome(ctx.work, ctx.capacity, input)),
  conclude: capacityProcedure.meta({ roles: readers, description: '审核并公布采纳情况' }).input(inputs.consultationRef).output(views.consultationReceipt).mutation(({ ctx, input }) => editing.concludeConsultation(ctx.work, ctx.capacity, input)),
});
