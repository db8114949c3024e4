// standIns.*: 代班, 代表助理, 应急授权.
import { date, id } from '@smart/divisions/model';
import { z } from 'zod';
import * as assistants from './assistants.ts';
import { appointedRoles, roles } from './capacity.ts';
import * as emergencies from './emergencies.ts';
import { capacityProcedure, router } from './procedures.ts';
import { endStandIn } from './stand-in.ts';
import * as lists from './stand-in-lists.ts';
import { grantSubstitute } from './substitutes.ts';
import './stand-in-fields.ts';

/** Who may grant a substitute: the system administrator, and inside the own organ its head or the congress's officers. */
const granters = ['system_administrator', 'handling_head', 'congress_officer'] as const;
const deputies = ['deputy'] as const;
const offices = ['congress_officer'] as const;
const approvers = ['security_administrator', 'congress_leader'] as const;

const created = z.object({ id: z.string() });
const done = z.object({ ok: z.literal(true) });
const decision = z.object({ id, accept: z.boolean() });
const text = z.string().trim().max(30, '查询内容不超过 30 个字').default('');
const reason = z.string().trim().min(4, '理由不少于 4 个字').max(200, '理由不超过 200 个字');
const assistant = z.object({
  name: z.string().trim().min(2, '姓名不少于 2 个字').max(30, '姓名不超过 30 个字'),
  phone: z.string().trim().min(1, '请填写手机号').max(20, '手机号应当为 11 位数字'),
  confidential: z.boolean().default(false),
  endsOn: date.nullable().default(null),
  reason: reason.default('协助整理材料、起草文稿'),
});

const substitutes = {
  posts: capacityProcedure
    .meta({ roles: granters, description: '可以办理代班的任职' })
    .input(z.object({ text })).output(z.array(lists.postView))
    .query(({ ctx: { work, capacity }, input }) => lists.substitutablePosts(work, capacity, input.text)),
  candidates: capacityProcedure
    .meta({ roles: granters, description: '可以代班的工作人员' })
    .input(z.object({ text })).output(z.array(lists.candidateView))
    .query(({ ctx: { work, capacity }, input }) => lists.substituteCandidates(work, capacity, input.text)),
  substitutes: capacityProcedure
    .meta({ roles: appointedRoles, description: '代班一览' })
    .input(lists.standInFilter).output(lists.standInPage)
    .query(({ ctx: { work, capacity }, input }) => lists.listStandIns(work, capacity, 'substitute', input)),
  grantSubstitute: capacityProcedure
    .meta({ roles: granters, description: '办理代班' })
    .input(z.object({ appointmentId: id, personId: id, startsOn: date, endsOn: date, reason })).output(created)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => ({ id: (await grantSubstitute(work, acting, capacity, input)).id })),
};

const helpers = {
  assistants: capacityProcedure
    .meta({ roles: ['deputy', 'deputy_assistant', 'congress_officer'], description: '代表助理一览' })
    .input(lists.standInFilter).output(lists.standInPage)
    .query(({ ctx: { work, capacity }, input }) => lists.listStandIns(work, capacity, 'assistant', input)),
  nameAssistant: capacityProcedure
    .meta({ roles: deputies, description: '指定助理' })
    .input(assistant).output(created)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => ({ id: (await assistants.nameAssistant(work, acting, capacity, input)).id })),
  enterAssistant: capacityProcedure
    .meta({ roles: offices, description: '为代表登记助理' })
    .input(assistant.extend({ mandateId: id })).output(created)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => ({ id: (await assistants.enterAssistant(work, acting, capacity, input)).id })),
  decideAssistant: capacityProcedure
    .meta({ roles: ['deputy', 'congress_officer'], description: '确认助理' })
    .input(decision).output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await assistants.decideAssistant(work, acting, capacity, input);
      return { ok: true };
    }),
  setAssistantConfidential: capacityProcedure
    .meta({ roles: deputies, description: '设定助理能否查看保密建议' })
    .input(z.object({ id, confidential: z.boolean() })).output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await assistants.setConfidential(work, acting, capacity, input);
      return { ok: true };
    }),
};

const urgent = {
  emergencies: capacityProcedure
    .meta({ roles: appointedRoles, description: '应急授权一览' })
    .input(lists.standInFilter).output(lists.standInPage)
    .query(({ ctx: { work, capacity }, input }) => lists.listStandIns(work, capacity, 'emergency', input)),
  emergencyActs: capacityProcedure
    .meta({ roles: ['audit_administrator', 'congress_leader'], description: '应急授权期间办理的全部事项' })
    .input(z.object({ id })).output(z.array(lists.actView))
    .query(({ ctx: { work, capacity }, input }) => lists.emergencyActs(work, capacity.congressId, input.id)),
  requestEmergency: capacityProcedure
    .meta({ roles: appointedRoles, description: '申请应急授权' })
    .input(z.object({
      organId: id, role: z.enum(emergencies.emergencyRoles),
      hours: z.number().int().min(1, '至少 1 小时').max(emergencies.longestEmergencyHours, `不超过 ${emergencies.longestEmergencyHours} 小时`),
      reason: z.string().trim().min(10, '请写明紧急情况和需要办理的事项，不少于 10 个字').max(300, '理由不超过 300 个字'),
    })).output(created)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => ({ id: (await emergencies.requestEmergency(work, acting, capacity, input)).id })),
  decideEmergency: capacityProcedure
    .meta({ roles: approvers, description: '批准或者不批准应急授权', stepUp: true })
    .input(decision).output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await emergencies.decideEmergency(work, acting, capacity, input);
      return { ok: true };
    }),
};

export const standInRouter = router({
  ...substitutes, ...helpers, ...urgent,
  end: capacityProcedure
    .meta({ roles, description: '提前结束代班、助理或者应急授权' })
    .input(z.object({ id })).output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await endStandIn(work, acting, capacity, input);
      return { ok: true };
    }),
});
