// 办理反馈: questions, appointments, the ledger of commitments, reopening: parse, authorise by role, call the service.
import { capacityProcedure, publicProcedure, router } from '@smart/identity/procedures';
import type { Role } from '@smart/identity/capacity';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { assignmentReceipt, receipt } from '../model-views.ts';
import { bookOf } from './book.ts';
import { decideCommitmentChange } from './commitments.ts';
import './field-labels.ts';
import * as meetings from './meetings.ts';
import * as model from './model.ts';
import { publicBook } from './public-book.ts';
import { answerBack, askBack } from './questions.ts';
import { reopen } from './reopening.ts';
import { keepSeal, ownSeal, retireSeal } from './seals.ts';
import { feedbackOf } from './view.ts';

const deputies = ['deputy'] as const satisfies readonly Role[];
const organs = ['handling_clerk', 'handling_head', 'government_officer', 'congress_officer'] as const satisfies readonly Role[];
const readers = ['deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head'] as const satisfies readonly Role[];
const nothing = z.object({});

export const feedbackRouter = router({
  of: capacityProcedure.meta({ roles: readers, description: '一件建议的追问、面商安排' }).input(z.object({ id: idSchema })).output(model.feedbackView).query(({ ctx, input }) => feedbackOf(ctx.work, ctx.capacity, input.id)),
  ask: capacityProcedure.meta({ roles: deputies, description: '追问承办单位' }).input(model.askInput).output(receipt).mutation(({ ctx, input }) => askBack(ctx.work, ctx.capacity, input)),
  answer: capacityProcedure.meta({ roles: organs, description: '答复代表追问' }).input(model.answerInput).output(receipt).mutation(({ ctx, input }) => answerBack(ctx.work, ctx.capacity, input)),
  proposeMeeting: capacityProcedure.meta({ roles: organs, description: '约请代表面商' }).input(model.proposeMeetingInput).output(assignmentReceipt).mutation(({ ctx, input }) => meetings.proposeMeeting(ctx.work, ctx.capacity, input)),
  acceptMeeting: capacityProcedure.meta({ roles: deputies, description: '选定面商时间' }).input(model.acceptMeetingInput).output(assignmentReceipt).mutation(({ ctx, input }) => meetings.acceptMeeting(ctx.work, ctx.capacity, input)),
  counterMeeting: capacityProcedure.meta({ roles: deputies, description: '另提面商时间' }).input(model.counterMeetingInput).output(assignmentReceipt).mutation(({ ctx, input }) => meetings.counterMeeting(ctx.work, ctx.capacity, input)),
  confirmMeeting: capacityProcedure.meta({ roles: organs, description: '同意代表提出的面商时间' }).input(model.meetingRef).output(assignmentReceipt).mutation(({ ctx, input }) => meetings.confirmMeeting(ctx.work, ctx.capacity, input)),
  cancelMeeting: capacityProcedure.meta({ roles: ['deputy', ...organs], description: '取消面商' }).input(model.cancelMeetingInput).output(assignmentReceipt).mutation(({ ctx, input }) => meetings.cancelMeeting(ctx.work, ctx.capacity, input)),
  holdMeeting: capacityProcedure.meta({ roles: organs, description: '登记面商情况' }).input(model.holdMeetingInput).output(assignmentReceipt).mutation(({ ctx, input }) => meetings.holdMeeting(ctx.work, ctx.capacity, input)),
  reopen: capacityProcedure.meta({ roles: deputies, description: '提请重启办理' }).input(model.reopenInput).output(receipt).mutation(({ ctx, input }) => reopen(ctx.work, ctx.capacity, input)),
  book: capacityProcedure.meta({ roles: readers, description: '承诺台账' }).input(model.bookInput).output(model.bookView).query(({ ctx, input }) => bookOf(ctx.work, ctx.capacity, input)),
  decideChange: capacityProcedure.meta({ roles: ['congress_officer'], description: '审核承诺时限变更' }).input(model.decideChangeInput).output(receipt).mutation(({ ctx, input }) => decideCommitmentChange(ctx.work, ctx.capacity, input)),
  seal: capacityProcedure.meta({ roles: ['handling_head'], description: '本单位的印章图片' }).input(nothing).output(model.sealView).query(({ ctx }) => ownSeal(ctx.work, ctx.capacity)),
  keepSeal: capacityProcedure.meta({ roles: ['handling_head'], description: '保存本单位的印章图片' }).input(model.keepSealInput).output(model.sealView).mutation(({ ctx, input }) => keepSeal(ctx.work, ctx.capacity, input)),
  retireSeal: capacityProcedure.meta({ roles: ['handling_head'], description: '停用本单位的印章图片' }).input(nothing).output(model.sealView).mutation(({ ctx }) => retireSeal(ctx.work, ctx.capacity)),
  publicBook: publicProcedure.meta({ description: '公开的承诺台账' }).input(model.publicBookInput).output(model.publicBookView).query(({ ctx, input }) => publicBook(ctx.work, input)),
});
