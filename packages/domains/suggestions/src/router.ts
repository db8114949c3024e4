// Parse, authorise by role, call the service; nothing else. What may be done to which suggestion is decided by the workflows.
import { capacityProcedure, publicProcedure, router } from '@smart/identity/procedures';
import type { Role } from '@smart/identity/capacity';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import * as assignment from './assignment.ts';
import * as board from './board.ts';
import * as coordination from './coordination.ts';
import * as cosigning from './cosigning.ts';
import { suggestionDetail } from './detail.ts';
import * as drafts from './drafts.ts';
import * as evaluation from './evaluation.ts';
import * as commitments from './feedback/commitments.ts';
import './field-labels.ts';
import * as examination from './examination.ts';
import { checkGrounds } from './grounds.ts';
import { inboxOf } from './inbox.ts';
import { letterOf, letterView } from './letter.ts';
import { listSuggestions } from './lists.ts';
import * as inputs from './model-inputs.ts';
import * as views from './model-views.ts';
import * as desks from './model-views-desks.ts';
import * as open from './model-views-public.ts';
import * as publication from './publication.ts';
import { recommendOrgans } from './recommending/recommend.ts';
import { rollupsOf } from './rollup.ts';
import { similarSuggestions } from './similar.ts';
import { statisticsOf } from './statistics.ts';
import * as submission from './submission.ts';
import * as supervision from './supervision.ts';
import * as withdrawal from './withdrawal.ts';

const deputies = ['deputy'] as const satisfies readonly Role[];
/** Writing and reading what the deputy leads: an assistant prepares, only the deputy sends. */
const writers = ['deputy', 'deputy_assistant'] as const satisfies readonly Role[];
const officers = ['congress_officer'] as const satisfies readonly Role[];
const watchers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];
const organs = ['handling_clerk', 'handling_head', 'government_officer', 'congress_officer'] as const satisfies readonly Role[];
const readers = ['deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head'] as const satisfies readonly Role[];

const byId = z.object({ id: idSchema });
const nothing = z.object({});

/** Suggestions as a whole. What one organ does with its part is in router-assignments.ts. */
export const suggestionsRouter = router({
  // --- the deputy writes
  saveDraft: capacityProcedure.meta({ roles: writers, description: '保存建议草稿' }).input(inputs.saveDraftInput).output(views.draftView).mutation(({ ctx, input }) => drafts.saveDraft(ctx.work, ctx.capacity, input)),
  draft: capacityProcedure.meta({ roles: writers, description: '打开建议草稿' }).input(byId).output(views.draftView).query(({ ctx, input }) => drafts.draft(ctx.work, ctx.capacity, input.id)),
  myDrafts: capacityProcedure.meta({ roles: writers, description: '我的草稿' }).input(nothing).output(z.array(views.draftView)).query(({ ctx }) => drafts.myDrafts(ctx.work, ctx.capacity)),
  discardDraft: capacityProcedure.meta({ roles: deputies, description: '作废草稿' }).input(inputs.suggestionRef).output(views.receipt).mutation(({ ctx, input }) => drafts.discardDraft(ctx.work, ctx.capacity, input)),
  checkGrounds: capacityProcedure.meta({ roles: readers, description: '对照不作建议处理的情形检查文稿' }).input(inputs.checkGroundsInput).output(z.array(desks.hintView)).query(({ input }) => checkGrounds(input)),
  similar: capacityProcedure.meta({ roles: readers, description: '查找相似的建议' }).input(inputs.similarInput).output(desks.similarView).query(({ ctx, input }) => similarSuggestions(ctx.work, ctx.capacity, input)),
  inviteCosigners: capacityProcedure.meta({ roles: deputies, description: '邀请联名' }).input(inputs.inviteCosignersInput).output(views.receipt).mutation(({ ctx, input }) => cosigning.inviteCosigners(ctx.work, ctx.capacity, input)),
  removeCosigner: capacityProcedure.meta({ roles: deputies, description: '移出联名' }).input(inputs.removeCosignerInput).output(views.receipt).mutation(({ ctx, input }) => cosigning.removeCosigner(ctx.work, ctx.capacity, input)),
  answerCosign: capacityProcedure.meta({ roles: deputies, description: '答复联名邀请' }).input(inputs.answerCosignInput).output(views.receipt).mutation(({ ctx, input }) => cosigning.answerCosign(ctx.work, ctx.capacity, input)),
  submit: capacityProcedure.meta({ roles: deputies, description: '提交建议' }).input(inputs.submitInput).output(views.receipt).mutation(({ ctx, input }) => submission.submit(ctx.work, ctx.capacity, input)),
  resubmit: capacityProcedure.meta({ roles: deputies, description: '修改后重新提交' }).input(inputs.suggestionRef).output(views.receipt).mutation(({ ctx, input }) => submission.resubmit(ctx.work, ctx.capacity, input)),
  withdraw: capacityProcedure.meta({ roles: deputies, description: '撤回建议（联名的先征求联名代表意见）' }).input(inputs.withdrawInput).output(views.receipt).mutation(({ ctx, input }) => withdrawal.withdraw(ctx.work, ctx.capacity, input)),
  agreeWithdrawal: capacityProcedure.meta({ roles: deputies, description: '答复撤回征询' }).input(inputs.agreeWithdrawalInput).output(views.receipt).mutation(({ ctx, input }) => withdrawal.agreeWithdrawal(ctx.work, ctx.capacity, input)),
  evaluate: capacityProcedure.meta({ roles: deputies, description: '评价答复' }).input(inputs.evaluateInput).output(views.receipt).mutation(({ ctx, input }) => evaluation.evaluate(ctx.work, ctx.capacity, input)),

  // --- everybody looks
  list: capacityProcedure.meta({ roles: readers, description: '建议列表' }).input(inputs.listInput).output(views.listView).query(({ ctx, input }) => listSuggestions(ctx.work, ctx.capacity, input)),
  detail: capacityProcedure.meta({ roles: readers, description: '建议详情' }).input(byId).output(views.detailView).query(({ ctx, input }) => suggestionDetail(ctx.work, ctx.capacity, input.id)),
  inbox: capacityProcedure.meta({ roles: readers, description: '待我办理' }).input(nothing).output(views.inboxView).query(({ ctx }) => inboxOf(ctx.work, ctx.capacity)),

  // --- the congress examines, hands over, watches
  examine: capacityProcedure.meta({ roles: officers, description: '审查：立案、退回修改、不作建议处理、并案' }).input(inputs.examineInput).output(views.receipt).mutation(({ ctx, input }) => examination.examine(ctx.work, ctx.capacity, input)),
  recommend: capacityProcedure.meta({ roles: ['congress_officer', 'government_officer'], description: '推荐承办单位' }).input(byId).output(desks.recommendView).query(({ ctx, input }) => recommendOrgans(ctx.work, ctx.capacity, input.id)),
  assign: capacityProcedure.meta({ roles: officers, description: '交办、重新交办（可预览、可批量）' }).input(inputs.assignInput).output(desks.assignView).mutation(({ ctx, input }) => assignment.assign(ctx.work, ctx.capacity, input)),
  remind: capacityProcedure.meta({ roles: watchers, description: '催办' }).input(inputs.remindInput).output(views.receipt).mutation(({ ctx, input }) => supervision.remind(ctx.work, ctx.capacity, input)),
  supervise: capacityProcedure.meta({ roles: watchers, description: '督办' }).input(inputs.superviseInput).output(views.receipt).mutation(({ ctx, input }) => supervision.supervise(ctx.work, ctx.capacity, input)),
  answerSupervision: capacityProcedure.meta({ roles: organs, description: '回复催办督办' }).input(inputs.answerSupervisionInput).output(views.receipt).mutation(({ ctx, input }) => supervision.answerSupervision(ctx.work, ctx.capacity, input)),
  markKey: capacityProcedure.meta({ roles: watchers, description: '列为或者取消重点督办' }).input(inputs.markKeyInput).output(views.receipt).mutation(({ ctx, input }) => supervision.markKey(ctx.work, ctx.capacity, input)),
  conveneCoordination: capacityProcedure.meta({ roles: officers, description: '安排协调会' }).input(inputs.conveneCoordinationInput).output(views.receipt).mutation(({ ctx, input }) => coordination.conveneCoordination(ctx.work, ctx.capacity, input)),
  closeCoordination: capacityProcedure.meta({ roles: officers, description: '协调结束' }).input(inputs.closeCoordinationInput).output(views.receipt).mutation(({ ctx, input }) => coordination.closeCoordination(ctx.work, ctx.capacity, input)),
  fulfilCommitment: capacityProcedure.meta({ roles: organs, description: '反馈承诺落实情况' }).input(inputs.fulfilCommitmentInput).output(views.receipt).mutation(({ ctx, input }) => commitments.fulfilCommitment(ctx.work, ctx.capacity, input)),
  changeCommitment: capacityProcedure.meta({ roles: organs, description: '申请变更承诺时限' }).input(inputs.changeCommitmentInput).output(views.receipt).mutation(({ ctx, input }) => commitments.changeCommitment(ctx.work, ctx.capacity, input)),
  publish: capacityProcedure.meta({ roles: officers, description: '公开' }).input(inputs.suggestionRef).output(views.receipt).mutation(({ ctx, input }) => publication.publish(ctx.work, ctx.capacity, input)),
  unpublish: capacityProcedure.meta({ roles: officers, description: '撤下公开' }).input(inputs.unpublishInput).output(views.receipt).mutation(({ ctx, input }) => publication.unpublish(ctx.work, ctx.capacity, input)),
  board: capacityProcedure.meta({ roles: ['congress_officer', 'congress_leader', 'government_officer'], description: '监督看板' }).input(nothing).output(desks.boardView).query(({ ctx }) => board.boardOf(ctx.work, ctx.capacity)),
  statistics: capacityProcedure.meta({ roles: ['congress_officer', 'congress_leader', 'government_officer'], description: '建议分析' }).input(inputs.statisticsInput).output(desks.statisticsView).query(({ ctx, input }) => statisticsOf(ctx.work, ctx.capacity, input)),
  rollups: capacityProcedure.meta({ roles: watchers, description: '下级人大汇总数' }).input(inputs.rollupInput).output(desks.rollupView).query(({ ctx, input }) => rollupsOf(ctx.work, ctx.capacity, input)),
  replyLetter: capacityProcedure.meta({ roles: readers, description: '答复公文的内容' }).input(z.object({ replyId: idSchema })).output(letterView).query(({ ctx, input }) => letterOf(ctx.work, ctx.capacity, input.replyId)),

  /** Anybody: published ones only, through the reader role. */
  public: router({
    list: publicProcedure.meta({ description: '已公开的建议' }).input(inputs.publicListInput).output(open.publicListView).query(({ ctx, input }) => publication.publicList(ctx.work, input)),
    detail: publicProcedure.meta({ description: '一件已公开的建议' }).input(byId).output(open.publicDetailView).query(({ ctx, input }) => publication.publicDetail(ctx.work, input.id)),
  }),
});

export { assignmentsRouter } from './router-assignments.ts';
