// Parse, authorise by role, call the service; nothing else. Citizens come through the public site and not through here.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { receipt as suggestionReceipt } from '../model-views.ts';
import * as calls from './calls.ts';
import './field-labels.ts';
import { proposedGroups } from './groups.ts';
import * as looking from './looking.ts';
import * as inputs from './model-inputs.ts';
import * as views from './model-views.ts';
import * as proposing from './proposing.ts';
import * as sorting from './sorting.ts';
import * as takingUp from './taking-up.ts';

const deputies = ['deputy'] as const satisfies readonly Role[];
const officers = ['congress_officer'] as const satisfies readonly Role[];
const watchers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];
const readers = ['deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member'] as const satisfies readonly Role[];

const byId = z.strictObject({ id: idSchema });
const byTopic = z.strictObject({ topicId: idSchema });

/** 建议征集. */
export const callsRouter = router({
  // --- everybody of the congress looks
  list: capacityProcedure.meta({ roles: readers, description: '本级的建议征集' }).input(inputs.listCallsInput).output(views.callListView).query(({ ctx, input }) => looking.listCalls(ctx.work, ctx.capacity, input)),
  detail: capacityProcedure.meta({ roles: readers, description: '一次征集' }).input(byId).output(views.callView).query(({ ctx, input }) => looking.callOf(ctx.work, ctx.capacity, input.id)),
  topics: capacityProcedure.meta({ roles: readers, description: '一次征集的选题' }).input(inputs.listTopicsInput).output(views.topicListView).query(({ ctx, input }) => looking.listTopics(ctx.work, ctx.capacity, input)),
  topic: capacityProcedure.meta({ roles: readers, description: '一个征集选题' }).input(byTopic).output(views.topicView).query(({ ctx, input }) => looking.topicOf(ctx.work, ctx.capacity, input.topicId)),

  // --- deputies take part
  propose: capacityProcedure.meta({ roles: deputies, description: '向征集提出建言' }).input(inputs.proposeInput).output(views.proposeReceipt).mutation(async ({ ctx, input }) => {
    const { topicId, number, held } = await proposing.propose(ctx.work, ctx.capacity, input);
    return { topicId, number, held, next: held ? '工作人员核看后公布，结果通知您。' : '已公布在征集页面，结果通知您。' };
  }),
  support: capacityProcedure.meta({ roles: deputies, description: '支持一个选题' }).input(byTopic).output(views.supportReceipt).mutation(({ ctx, input }) => proposing.support(ctx.work, ctx.capacity, input)),
  takeUp: capacityProcedure.meta({ roles: deputies, description: '认领选题' }).input(inputs.topicRef).output(views.takeUpReceipt).mutation(({ ctx, input }) => takingUp.takeUp(ctx.work, ctx.capacity, input)),
  join: capacityProcedure.meta({ roles: deputies, description: '申请参加联名' }).input(inputs.topicRef).output(views.callReceipt).mutation(({ ctx, input }) => takingUp.join(ctx.work, ctx.capacity, input)),
  inviteJoined: capacityProcedure.meta({ roles: deputies, description: '邀请申请联名的代表' }).input(byTopic).output(suggestionReceipt).mutation(({ ctx, input }) => takingUp.inviteJoined(ctx.work, ctx.capacity, input)),

  // --- staff keep the call
  save: capacityProcedure.meta({ roles: officers, description: '编写征集' }).input(inputs.saveCallInput).output(views.callReceipt).mutation(({ ctx, input }) => calls.saveCall(ctx.work, ctx.capacity, input)),
  open: capacityProcedure.meta({ roles: officers, description: '开始征集' }).input(inputs.callRef).output(views.callReceipt).mutation(({ ctx, input }) => calls.openCall(ctx.work, ctx.capacity, input)),
  discard: capacityProcedure.meta({ roles: officers, description: '作废征集草稿' }).input(inputs.callRef).output(views.callReceipt).mutation(({ ctx, input }) => calls.discardCall(ctx.work, ctx.capacity, input)),
  extend: capacityProcedure.meta({ roles: officers, description: '延长征集' }).input(inputs.extendCallInput).output(views.callReceipt).mutation(({ ctx, input }) => calls.extendCall(ctx.work, ctx.capacity, input)),
  close: capacityProcedure.meta({ roles: officers, description: '提前截止征集' }).input(inputs.closeCallInput).output(views.callReceipt).mutation(({ ctx, input }) => calls.closeCall(ctx.work, ctx.capacity, input)),
  conclude: capacityProcedure.meta({ roles: officers, description: '公布征集结果' }).input(inputs.concludeCallInput).output(views.callReceipt).mutation(({ ctx, input }) => calls.concludeCall(ctx.work, ctx.capacity, input)),
  statistics: capacityProcedure.meta({ roles: watchers, description: '征集统计' }).input(z.strictObject({})).output(views.callStatisticsView).query(({ ctx }) => looking.statisticsOf(ctx.work, ctx.capacity)),

  // --- staff sort what came in
  groups: capacityProcedure.meta({ roles: officers, description: '系统提示的同类选题' }).input(byId).output(views.groupListView).query(({ ctx, input }) => proposedGroups(ctx.work, ctx.capacity, input.id)),
  proposals: capacityProcedure.meta({ roles: officers, description: '选题中每位提出人的原文' }).input(byTopic).output(views.proposalListView).query(({ ctx, input }) => looking.proposalsOf(ctx.work, ctx.capacity, input.topicId)),
  release: capacityProcedure.meta({ roles: officers, description: '核看后公布' }).input(inputs.releaseInput).output(views.releaseReceipt).mutation(({ ctx, input }) => sorting.release(ctx.work, ctx.capacity, input)),
  amend: capacityProcedure.meta({ roles: officers, description: '整理公布的文字' }).input(inputs.amendTopicInput).output(views.callReceipt).mutation(({ ctx, input }) => sorting.amend(ctx.work, ctx.capacity, input)),
  merge: capacityProcedure.meta({ roles: officers, description: '合并同类选题' }).input(inputs.mergeTopicsInput).output(views.mergeReceipt).mutation(({ ctx, input }) => sorting.mergeTopics(ctx.work, ctx.capacity, input)),
  setAside: capacityProcedure.meta({ roles: officers, description: '不予采用并说明理由' }).input(inputs.setAsideInput).output(views.callReceipt).mutation(({ ctx, input }) => sorting.setAside(ctx.work, ctx.capacity, input)),
  restore: capacityProcedure.meta({ roles: officers, description: '重新列入选题' }).input(inputs.topicRef).output(views.callReceipt).mutation(({ ctx, input }) => sorting.restore(ctx.work, ctx.capacity, input)),
});
