// Parse, authorise by role, call the service; nothing else.
import { capacityProcedure, publicProcedure, router } from '@smart/identity/procedures';
import type { Role } from '@smart/identity/capacity';
import { idSchema } from '@smart/kernel/validation';
import { registerFieldLabels } from '@smart/rpc/field-labels';
import { z } from 'zod';
import * as deciding from './deciding.ts';
import * as inputs from './inputs.ts';
import * as looking from './looking.ts';
import * as writing from './writing.ts';

registerFieldLabels({
  cause: '案由', grounds: '案据', plan: '方案', decidedOn: '决定日期', committeeOrganId: '委员会', report: '报告', proposal: '审议意见', reportedOn: '报告日期', resolution: '决定内容', resolvedOn: '决定日期',
  handlingOrganId: '负责办理的机关', cutoff: '议案截止时间', consent: '是否同意',
});

const deputies = ['deputy'] as const satisfies readonly Role[];
const officers = ['congress_officer'] as const satisfies readonly Role[];
const organs = ['handling_clerk', 'handling_head', 'government_officer', 'congress_officer', 'congress_leader', 'standing_committee_member'] as const satisfies readonly Role[];
const readers = ['deputy', ...organs] as const satisfies readonly Role[];
const byId = z.object({ id: idSchema });
const nothing = z.object({});
const receipt = inputs.motionReceipt;

/** 议案. */
export const motionsRouter = router({
  save: capacityProcedure.meta({ roles: deputies, description: '保存议案草稿' }).input(inputs.saveMotionInput).output(z.object({ id: z.string(), revision: z.number(), version: z.number() })).mutation(({ ctx, input }) => writing.saveMotion(ctx.work, ctx.capacity, input)),
  invite: capacityProcedure.meta({ roles: deputies, description: '邀请联名议案' }).input(inputs.inviteInput).output(receipt).mutation(({ ctx, input }) => writing.inviteToMotion(ctx.work, ctx.capacity, input)),
  remove: capacityProcedure.meta({ roles: deputies, description: '移出议案联名' }).input(inputs.removeInput).output(receipt).mutation(({ ctx, input }) => writing.removeFromMotion(ctx.work, ctx.capacity, input)),
  answer: capacityProcedure.meta({ roles: deputies, description: '答复议案联名邀请' }).input(inputs.answerInput).output(receipt).mutation(({ ctx, input }) => writing.answerMotion(ctx.work, ctx.capacity, input)),
  retract: capacityProcedure.meta({ roles: deputies, description: '退出议案联名' }).input(inputs.motionRef).output(receipt).mutation(({ ctx, input }) => writing.retractSignature(ctx.work, ctx.capacity, input)),
  submit: capacityProcedure.meta({ roles: deputies, description: '提交议案' }).input(inputs.motionRef).output(receipt).mutation(({ ctx, input }) => writing.submitMotion(ctx.work, ctx.capacity, input)),
  discard: capacityProcedure.meta({ roles: deputies, description: '作废议案草稿' }).input(inputs.motionRef).output(receipt).mutation(({ ctx, input }) => writing.discardMotion(ctx.work, ctx.capacity, input)),
  askWithdrawal: capacityProcedure.meta({ roles: deputies, description: '要求撤回议案' }).input(inputs.withdrawInput).output(receipt).mutation(({ ctx, input }) => writing.askMotionWithdrawal(ctx.work, ctx.capacity, input)),

  list: capacityProcedure.meta({ roles: readers, description: '议案列表' }).input(inputs.motionListInput).output(inputs.motionListView).query(({ ctx, input }) => looking.listMotions(ctx.work, ctx.capacity, input)),
  detail: capacityProcedure.meta({ roles: readers, description: '议案详情' }).input(byId).output(inputs.motionDetailView).query(({ ctx, input }) => looking.motionDetail(ctx.work, ctx.capacity, input.id)),
  window: capacityProcedure.meta({ roles: readers, description: '议案提交时间和法定人数' }).input(nothing).output(inputs.windowView).query(({ ctx }) => looking.motionWindow(ctx.work, ctx.capacity)),

  decide: capacityProcedure.meta({ roles: officers, description: '登记主席团对议案的决定' }).input(inputs.decideInput).output(receipt).mutation(({ ctx, input }) => deciding.decideMotion(ctx.work, ctx.capacity, input)),
  convertReported: capacityProcedure.meta({ roles: officers, description: '审议后转为代表建议' }).input(inputs.withdrawInput).output(receipt).mutation(({ ctx, input }) => deciding.convertReported(ctx.work, ctx.capacity, input)),
  answerWithdrawal: capacityProcedure.meta({ roles: officers, description: '登记主席团对撤回要求的决定' }).input(inputs.answerWithdrawalInput).output(receipt).mutation(({ ctx, input }) => deciding.answerMotionWithdrawal(ctx.work, ctx.capacity, input)),
  report: capacityProcedure.meta({ roles: organs, description: '提出议案审议结果报告' }).input(inputs.reportInput).output(receipt).mutation(({ ctx, input }) => deciding.reportMotion(ctx.work, ctx.capacity, input)),
  resolve: capacityProcedure.meta({ roles: officers, description: '登记对议案的审议决定' }).input(inputs.resolveInput).output(receipt).mutation(({ ctx, input }) => deciding.resolveMotion(ctx.work, ctx.capacity, input)),
  reportHandling: capacityProcedure.meta({ roles: organs, description: '报告议案办理情况' }).input(inputs.handlingReportInput).output(receipt).mutation(({ ctx, input }) => deciding.reportMotionHandling(ctx.work, ctx.capacity, input)),
  sendBack: capacityProcedure.meta({ roles: officers, description: '退回补充办理议案' }).input(inputs.sendBackInput).output(receipt).mutation(({ ctx, input }) => deciding.undoMotion(ctx.work, ctx.capacity, 'sendBack', input)),
  close: capacityProcedure.meta({ roles: officers, description: '办结议案' }).input(inputs.motionRef).output(receipt).mutation(({ ctx, input }) => deciding.endMotion(ctx.work, ctx.capacity, 'close', input)),
  publish: capacityProcedure.meta({ roles: officers, description: '公开议案' }).input(inputs.motionRef).output(receipt).mutation(({ ctx, input }) => deciding.endMotion(ctx.work, ctx.capacity, 'publish', input)),
  unpublish: capacityProcedure.meta({ roles: officers, description: '撤下公开的议案' }).input(inputs.unpublishMotionInput).output(receipt).mutation(({ ctx, input }) => deciding.undoMotion(ctx.work, ctx.capacity, 'unpublish', input)),
  setCutoff: capacityProcedure.meta({ roles: officers, description: '设定议案截止时间' }).input(inputs.cutoffInput).output(z.void()).mutation(({ ctx, input }) => deciding.setMotionCutoff(ctx.work, ctx.capacity, input)),

  /** Anybody: published ones only, through the reader role. */
  public: router({
    list: publicProcedure.meta({ description: '已公开的议案' }).input(inputs.publicMotionsInput).output(inputs.publicMotionsView).query(({ ctx, input }) => looking.publicMotions(ctx.work, input)),
    detail: publicProcedure.meta({ description: '一件已公开的议案' }).input(byId).output(inputs.publicMotionView).query(({ ctx, input }) => looking.publicMotion(ctx.work, input.id)),
  }),
});
