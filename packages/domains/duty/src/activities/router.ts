// Parse, authorise by role, call the service; nothing else.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { z } from 'zod';
import '../field-labels.ts';
import * as disclosing from './disclosing.ts';
import * as inviting from './inviting.ts';
import * as leading from './leading.ts';
import * as looking from './looking.ts';
import * as inputs from './model-inputs.ts';
import * as views from './model-views.ts';
import * as planning from './planning.ts';
import * as recording from './recording.ts';
import * as replying from './replying.ts';
import { rollCall } from './roll-call.ts';
import { readSheet } from './sheets.ts';
import * as signingIn from './signing-in.ts';
import { warnings } from './warnings.ts';

const deputies = ['deputy'] as const satisfies readonly Role[];
const officers = ['congress_officer'] as const satisfies readonly Role[];
const watchers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];

/** 代表活动. */
export const activitiesRouter = router({
  list: capacityProcedure.meta({ roles: watchers, description: '本级的代表活动' }).input(inputs.listActivitiesInput).output(views.activityListView).query(({ ctx, input }) => looking.listActivities(ctx.work, ctx.capacity, input)),
  detail: capacityProcedure.meta({ roles: watchers, description: '一次代表活动' }).input(inputs.activityIdInput).output(views.activityView).query(({ ctx, input }) => looking.activityOf(ctx.work, ctx.capacity, input)),
  invitations: capacityProcedure.meta({ roles: officers, description: '活动的邀请和回复' }).input(inputs.activityIdInput).output(views.invitationListView).query(({ ctx, input }) => looking.invitationsOf(ctx.work, ctx.capacity, input)),
  choices: capacityProcedure.meta({ roles: officers, description: '可以邀请的范围' }).input(inputs.choicesInput).output(views.choicesView).query(({ ctx, input }) => inviting.choicesOf(ctx.work, ctx.capacity, input)),
  countTargets: capacityProcedure.meta({ roles: officers, description: '邀请范围有多少代表' }).input(inputs.countTargetsInput).output(views.targetCountView).query(({ ctx, input }) => inviting.countTargets(ctx.work, ctx.capacity, input.targets)),
  warnings: capacityProcedure.meta({ roles: watchers, description: '未经批准没有出席会议的提醒' }).input(z.strictObject({})).output(views.warningsView).query(({ ctx }) => warnings(ctx.work, ctx.capacity.congressId)),

  save: capacityProcedure.meta({ roles: officers, description: '安排、修改活动' }).input(inputs.saveActivityInput).output(views.activityReceipt).mutation(({ ctx, input }) => planning.saveActivity(ctx.work, ctx.capacity, input)),
  publish: capacityProcedure.meta({ roles: officers, description: '发布活动' }).input(inputs.activityRef).output(views.activityReceipt).mutation(({ ctx, input }) => planning.publishActivity(ctx.work, ctx.capacity, input)),
  change: capacityProcedure.meta({ roles: officers, description: '改活动的时间、地点' }).input(inputs.changeActivityInput).output(views.activityReceipt).mutation(({ ctx, input }) => planning.changeActivity(ctx.work, ctx.capacity, input)),
  cancel: capacityProcedure.meta({ roles: officers, description: '取消活动' }).input(inputs.cancelActivityInput).output(views.activityReceipt).mutation(({ ctx, input }) => planning.cancelActivity(ctx.work, ctx.capacity, input)),
  invite: capacityProcedure.meta({ roles: officers, description: '补充邀请' }).input(inputs.inviteInput).output(views.activityReceipt).mutation(({ ctx, input }) => planning.inviteMore(ctx.work, ctx.capacity, input)),
  uninvite: capacityProcedure.meta({ roles: officers, description: '不再邀请' }).input(inputs.invitationRef).output(views.activityReceipt).mutation(({ ctx, input }) => planning.uninvite(ctx.work, ctx.capacity, input)),
  decideLeave: capacityProcedure.meta({ roles: officers, description: '批复请假' }).input(inputs.decideLeaveInput).output(views.activityReceipt).mutation(({ ctx, input }) => replying.decideLeave(ctx.work, ctx.capacity, input)),
  revokeLeave: capacityProcedure.meta({ roles: officers, description: '撤销准假' }).input(inputs.revokeLeaveInput).output(views.activityReceipt).mutation(({ ctx, input }) => replying.revokeLeave(ctx.work, ctx.capacity, input)),
  signInCode: capacityProcedure.meta({ roles: officers, description: '活动的签到码' }).input(inputs.activityIdInput).output(views.signInCodeView).query(({ ctx, input }) => signingIn.signInCode(ctx.work, ctx.capacity, input)),
  rollCall: capacityProcedure.meta({ roles: officers, description: '活动点名' }).input(inputs.rollCallInput).output(views.rollCallReceipt).mutation(({ ctx, input }) => rollCall(ctx.work, ctx.capacity, input)),
  disclose: capacityProcedure.meta({ roles: officers, description: '在网站公开活动' }).input(inputs.discloseInput).output(views.activityReceipt).mutation(({ ctx, input }) => disclosing.disclose(ctx.work, ctx.capacity, input)),
  conceal: capacityProcedure.meta({ roles: officers, description: '网站不再公开活动' }).input(inputs.activityRef).output(views.activityReceipt).mutation(({ ctx, input }) => disclosing.conceal(ctx.work, ctx.capacity, input)),
  // Changes nothing; a mutation because reading a sheet is no light question.
  readSheet: capacityProcedure.meta({ roles: officers, description: '读取签到表并核对' }).input(inputs.sheetInput).output(views.sheetView).mutation(({ ctx, input }) => readSheet(ctx.work, ctx.capacity, input)),
  setSheets: capacityProcedure.meta({ roles: officers, description: '保存签到表照片' }).input(inputs.sheetPicturesInput).output(views.activityReceipt).mutation(({ ctx, input }) => recording.setSheets(ctx.work, ctx.capacity, input)),
  record: capacityProcedure.meta({ roles: officers, description: '记录活动情况' }).input(inputs.recordActivityInput).output(views.activityReceipt).mutation(({ ctx, input }) => recording.recordActivity(ctx.work, ctx.capacity, input)),

  mine: capacityProcedure.meta({ roles: deputies, description: '我的活动' }).input(inputs.myActivitiesInput).output(views.myActivitiesView).query(({ ctx, input }) => looking.myActivities(ctx.work, ctx.capacity, input)),
  mineDetail: capacityProcedure.meta({ roles: deputies, description: '我受邀请的一次活动' }).input(inputs.activityIdInput).output(views.myActivityView).query(({ ctx, input }) => looking.myActivity(ctx.work, ctx.capacity, input)),
  join: capacityProcedure.meta({ roles: deputies, description: '回复参加活动' }).input(inputs.invitationRef).output(views.activityReceipt).mutation(({ ctx, input }) => replying.join(ctx.work, ctx.capacity, input)),
  askLeave: capacityProcedure.meta({ roles: deputies, description: '活动请假' }).input(inputs.leaveInput).output(views.activityReceipt).mutation(({ ctx, input }) => replying.askLeave(ctx.work, ctx.capacity, input)),
  signIn: capacityProcedure.meta({ roles: deputies, description: '活动签到' }).input(inputs.signInInput).output(views.signInReceipt).mutation(({ ctx, input }) => signingIn.signIn(ctx.work, ctx.capacity, input)),
});

/** 代表小组活动, arranged by whoever leads the group: rights come from the group, asked for in `leading.ts` and in the workflow. */
export const groupActivitiesRouter = router({
  led: capacityProcedure.meta({ roles: deputies, description: '我任组长的代表小组和活动' }).input(inputs.ledActivitiesInput).output(views.ledGroupsView).query(({ ctx, input }) => leading.ledGroups(ctx.work, ctx.capacity, input)),
  people: capacityProcedure.meta({ roles: deputies, description: '小组活动的回复' }).input(inputs.activityIdInput).output(views.ledActivityView).query(({ ctx, input }) => leading.ledActivityPeople(ctx.work, ctx.capacity, input)),
  plan: capacityProcedure.meta({ roles: deputies, description: '组长安排小组活动' }).input(inputs.groupActivityInput).output(views.activityReceipt).mutation(({ ctx, input }) => leading.planForGroup(ctx.work, ctx.capacity, input)),
  change: capacityProcedure.meta({ roles: deputies, description: '组长改小组活动的时间、地点' }).input(inputs.changeActivityInput).output(views.activityReceipt).mutation(({ ctx, input }) => leading.changeForGroup(ctx.work, ctx.capacity, input)),
  cancel: capacityProcedure.meta({ roles: deputies, description: '组长取消小组活动' }).input(inputs.cancelActivityInput).output(views.activityReceipt).mutation(({ ctx, input }) => leading.cancelForGroup(ctx.work, ctx.capacity, input)),
  detail: capacityProcedure.meta({ roles: deputies, description: '我任组长的小组的一次活动' }).input(inputs.activityIdInput).output(views.ledActivityDetailView).query(({ ctx, input }) => leading.ledActivityDetail(ctx.work, ctx.capacity, input)),
  rollCall: capacityProcedure.meta({ roles: deputies, description: '组长点名' }).input(inputs.ledRollCallInput).output(views.rollCallReceipt).mutation(({ ctx, input }) => leading.rollCallForGroup(ctx.work, ctx.capacity, input)),
  decideLeave: capacityProcedure.meta({ roles: deputies, description: '组长批复请假' }).input(inputs.decideLeaveInput).output(views.activityReceipt).mutation(({ ctx, input }) => leading.decideLeaveForGroup(ctx.work, ctx.capacity, input)),
  record: capacityProcedure.meta({ roles: deputies, description: '组长记录小组活动' }).input(inputs.recordActivityInput).output(views.activityReceipt).mutation(({ ctx, input }) => leading.recordForGroup(ctx.work, ctx.capacity, input)),
});
