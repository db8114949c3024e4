// What one organ does with its part: parse, authorise by role, call the service.
import { capacityProcedure, router } from '@smart/identity/procedures';
import type { Role } from '@smart/identity/capacity';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import * as assignment from './assignment.ts';
import * as contact from './contact.ts';
import * as deputyContact from './deputy-contact.ts';
import * as extension from './extension.ts';
import * as handling from './handling.ts';
import * as inputs from './model-inputs.ts';
import * as views from './model-views.ts';
import * as desks from './model-views-desks.ts';
import { ledgerOf, partsOf } from './parts.ts';
import * as reply from './reply.ts';

const handlers = ['handling_clerk', 'handling_head', 'government_officer', 'congress_officer'] as const satisfies readonly Role[];
const handingOver = ['congress_officer', 'government_officer'] as const satisfies readonly Role[];
/** Repeated requests to return go up to the council of chairpersons. */
const deciding = [...handingOver, 'congress_leader'] as const satisfies readonly Role[];

export const assignmentsRouter = router({
  parts: capacityProcedure.meta({ roles: handlers, description: '本单位承办的（或者本办公厅（室）分办出去的）事项' }).input(inputs.partsInput).output(desks.partsView).query(({ ctx, input }) => partsOf(ctx.work, ctx.capacity, input)),
  commitments: capacityProcedure.meta({ roles: handlers, description: '本单位的承诺台账' }).input(inputs.ledgerInput).output(desks.ledgerView).query(({ ctx, input }) => ledgerOf(ctx.work, ctx.capacity, input)),
  deputyContact: capacityProcedure.meta({ roles: handlers, description: '联系领衔代表的方式（手机号脱敏）' }).input(z.object({ assignmentId: idSchema })).output(desks.deputyContactView).query(({ ctx, input }) => deputyContact.deputyContact(ctx.work, ctx.capacity, input.assignmentId)),
  showDeputyPhone: capacityProcedure.meta({ roles: handlers, description: '查看领衔代表的完整手机号；须写明用途，查看情况记入日志' }).input(inputs.showDeputyPhoneInput).output(z.object({ phone: z.string().nullable() })).mutation(({ ctx, input }) => deputyContact.showDeputyPhone(ctx.work, ctx.capacity, input)),
  distribute: capacityProcedure.meta({ roles: ['government_officer'], description: '分办' }).input(inputs.distributeInput).output(views.assignmentReceipt).mutation(({ ctx, input }) => assignment.distribute(ctx.work, ctx.capacity, input)),
  accept: capacityProcedure.meta({ roles: handlers, description: '签收' }).input(inputs.assignmentRef).output(views.assignmentReceipt).mutation(({ ctx, input }) => handling.accept(ctx.work, ctx.capacity, input)),
  requestReturn: capacityProcedure.meta({ roles: handlers, description: '申请退办' }).input(inputs.requestReturnInput).output(views.assignmentReceipt).mutation(({ ctx, input }) => handling.requestReturn(ctx.work, ctx.capacity, input)),
  decideReturn: capacityProcedure.meta({ roles: deciding, description: '审核退办' }).input(inputs.decideReturnInput).output(views.assignmentReceipt).mutation(({ ctx, input }) => handling.decideReturn(ctx.work, ctx.capacity, input)),
  recordContact: capacityProcedure.meta({ roles: handlers, description: '登记与代表的沟通' }).input(inputs.recordContactInput).output(views.assignmentReceipt).mutation(({ ctx, input }) => contact.recordContact(ctx.work, ctx.capacity, input)),
  confirmContact: capacityProcedure.meta({ roles: ['deputy'], description: '确认沟通' }).input(inputs.contactAnswerInput).output(views.assignmentReceipt).mutation(({ ctx, input }) => contact.confirmContact(ctx.work, ctx.capacity, input)),
  disputeContact: capacityProcedure.meta({ roles: ['deputy'], description: '对沟通登记提出异议' }).input(inputs.disputeContactInput).output(views.assignmentReceipt).mutation(({ ctx, input }) => contact.disputeContact(ctx.work, ctx.capacity, input)),
  reportProgress: capacityProcedure.meta({ roles: handlers, description: '反馈办理进展' }).input(inputs.reportProgressInput).output(views.assignmentReceipt).mutation(({ ctx, input }) => handling.reportProgress(ctx.work, ctx.capacity, input)),
  giveOpinion: capacityProcedure.meta({ roles: handlers, description: '提出协办意见' }).input(inputs.giveOpinionInput).output(views.assignmentReceipt).mutation(({ ctx, input }) => handling.giveOpinion(ctx.work, ctx.capacity, input)),
  saveReply: capacityProcedure.meta({ roles: handlers, description: '保存答复稿' }).input(inputs.saveReplyInput).output(views.replyView).mutation(({ ctx, input }) => reply.saveReply(ctx.work, ctx.capacity, input)),
  submitReply: capacityProcedure.meta({ roles: handlers, description: '答复送审' }).input(inputs.assignmentRef).output(views.assignmentReceipt).mutation(({ ctx, input }) => reply.submitReply(ctx.work, ctx.capacity, input)),
  signReply: capacityProcedure.meta({ roles: ['handling_head'], description: '签发答复' }).input(inputs.signReplyInput).output(views.assignmentReceipt).mutation(({ ctx, input }) => reply.signReply(ctx.work, ctx.capacity, input)),
  sendBackReply: capacityProcedure.meta({ roles: ['handling_head'], description: '打回答复' }).input(inputs.sendBackReplyInput).output(views.assignmentReceipt).mutation(({ ctx, input }) => reply.sendBackReply(ctx.work, ctx.capacity, input)),
  requestExtension: capacityProcedure.meta({ roles: handlers, description: '申请延期' }).input(inputs.requestExtensionInput).output(views.assignmentReceipt).mutation(({ ctx, input }) => extension.requestExtension(ctx.work, ctx.capacity, input)),
  decideExtension: capacityProcedure.meta({ roles: handingOver, description: '审批延期' }).input(inputs.decideExtensionInput).output(views.assignmentReceipt).mutation(({ ctx, input }) => extension.decideExtension(ctx.work, ctx.capacity, input)),
});
