// What comes in and goes out.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { lights, ownerKinds, topics } from '../model.ts';
import { actionView } from '../model-views.ts';
import { committeeProposals, motionLimits, motionScopes, motionStates, presidiumDecisions, resolutions } from './model.ts';

const typed = (max: number, label: string) => z.string().max(max, `${label}不得超过 ${max} 个字`);
const required = (max: number, label: string, min = 4) => z.string().trim().min(min, `${label}至少写 ${min} 个字`).max(max, `${label}不得超过 ${max} 个字`);
export const motionRef = z.object({ id: idSchema, expectedVersion: z.int().min(0).optional() });
const reason = (label: string) => required(motionLimits.reason, label);

export const saveMotionInput = z.object({
  id: idSchema.optional(),
  revision: z.int().min(0).optional(),
  title: typed(motionLimits.title, '标题').optional(),
  cause: typed(motionLimits.cause, '案由').optional(),
  grounds: typed(motionLimits.grounds, '案据').optional(),
  plan: typed(motionLimits.plan, '方案').optional(),
  topic: z.enum(topics).nullable().optional(),
  publishConsent: z.boolean().optional(),
});
export type SaveMotion = z.output<typeof saveMotionInput>;
export const inviteInput = motionRef.extend({ mandateIds: z.array(idSchema).min(1, '请选择联名代表').max(50, '一次最多邀请 50 位代表') });
export const removeInput = motionRef.extend({ mandateId: idSchema });
export const answerInput = motionRef.extend({ agree: z.boolean() });
export const withdrawInput = motionRef.extend({ reason: reason('撤回理由') });
export const answerWithdrawalInput = motionRef.extend({ consent: z.boolean(), reason: z.string().trim().max(motionLimits.reason).default('') }).refine((input) => input.consent || input.reason.length >= 4, { path: ['reason'], error: '不同意撤回的，请写明理由（至少 4 个字）' });
export const decideInput = z.discriminatedUnion('decision', [
  motionRef.extend({ decision: z.literal('listed'), decidedOn: dateSchema, note: z.string().trim().max(motionLimits.reason).optional() }),
  motionRef.extend({ decision: z.literal('referred'), decidedOn: dateSchema, committeeOrganId: idSchema, note: z.string().trim().max(motionLimits.reason).optional() }),
  motionRef.extend({ decision: z.literal('converted'), decidedOn: dateSchema, reason: reason('不作议案处理的理由') }),
]);
export type DecideInput = z.output<typeof decideInput>;
export const reportInput = motionRef.extend({ report: required(motionLimits.report, '审议结果报告', 10), proposal: z.enum(committeeProposals, '请选择审议意见'), reportedOn: dateSchema });
export const resolveInput = motionRef
  .extend({ outcome: z.enum(resolutions, '请选择审议结果'), resolution: required(motionLimits.report, '决定内容'), resolvedOn: dateSchema, handlingOrganId: idSchema.optional() })
  .refine((input) => input.outcome !== 'in_handling' || input.handlingOrganId !== undefined, { path: ['handlingOrganId'], error: '交有关机关办理的，请选择负责办理的机关' });
export const handlingReportInput = motionRef.extend({ report: required(motionLimits.report, '办理情况', 10) });
export const sendBackInput = motionRef.extend({ reason: reason('退回理由') });
export const unpublishMotionInput = motionRef.extend({ reason: reason('撤下理由') });
export const cutoffInput = z.object({ sessionId: idSchema, cutoff: z.iso.datetime({ offset: true, error: '请选择截止时间' }) });

export const motionListInput = z.object({
  scope: z.enum(motionScopes).optional(),
  states: z.array(z.enum(motionStates)).optional(),
  q: z.string().trim().max(100).optional(),
  limit: z.int().min(1).max(100, '每页最多 100 件').default(20),
  offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0),
});
export type MotionListInput = z.output<typeof motionListInput>;

const text = z.string().nullable();
const due = z.object({ label: z.string(), dueOn: z.string(), light: z.enum(lights), timeLeft: z.string() });
export const motionRow = z.object({
  id: z.string(), version: z.number(), state: z.enum(motionStates), stateLabel: z.string(), title: z.string(), topic: z.enum(topics).nullable(), numberLabel: text, leadName: z.string(), delegationName: text,
  signatories: z.number(), needed: z.number(), ownerKind: z.enum(ownerKinds), due: due.nullable(), submittedAt: text, updatedAt: z.string(), published: z.boolean(), withdrawalAsked: z.boolean(),
  /** What is asked of the reader now. */
  task: text,
});
export type MotionRow = z.output<typeof motionRow>;
export const motionListView = z.object({ rows: z.array(motionRow), total: z.number() });
export const motionDetailView = motionRow.extend({
  cause: z.string(), grounds: z.string(), plan: z.string(), publishConsent: z.boolean(), revision: z.number(), mine: z.boolean(),
  cosigners: z.array(z.object({ mandateId: z.string(), name: z.string(), state: z.enum(['invited', 'confirmed', 'declined', 'retracted', 'lapsed']), me: z.boolean() })),
  presidiumDecision: z.enum(presidiumDecisions).nullable(), presidiumLabel: text, decidedOn: text, decisionReason: text, committeeOrganName: text, committeeReport: text, committeeProposalLabel: text, reportedOn: text,
  resolution: text, resolvedOn: text, handlingOrganName: text, handlingReport: text, handledOn: text, withdrawalReason: text,
  converted: z.object({ id: z.string(), numberLabel: text }).nullable(),
  deadlines: z.array(due.extend({ status: z.enum(['open', 'met', 'cancelled']), explanation: z.string() })),
  timeline: z.array(z.object({ id: z.string(), at: z.string(), label: z.string(), actorLabel: z.string(), reason: text, toStateLabel: z.string(), receipt: z.string() })),
  actions: z.array(actionView),
});
export type MotionDetail = z.output<typeof motionDetailView>;
export const motionReceipt = z.object({ id: z.string(), version: z.number(), state: z.enum(motionStates), stateLabel: z.string(), numberLabel: text, receipt: text, next: z.string(), suggestionId: text });
export type MotionReceipt = z.output<typeof motionReceipt>;
/** Whether motions can be handed in now, and until when. */
export const windowView = z.object({ sessionId: text, sessionLabel: text, cutoff: text, open: z.boolean(), needed: z.number() });

export const publicMotionsInput = z.object({ q: z.string().trim().max(100).optional(), congressId: idSchema.optional(), limit: z.int().min(1).max(50, '每页最多 50 件').default(20), offset: z.int().min(0).max(10_000).default(0) });
export const publicMotionRow = z.object({ id: z.string(), congressId: z.string(), congressName: z.string(), title: z.string(), numberLabel: text, leadName: z.string(), signatories: z.number(), stateLabel: z.string(), publishedAt: z.string() });
export const publicMotionsView = z.object({ rows: z.array(publicMotionRow), total: z.number() });
export const publicMotionView = publicMotionRow.extend({
  cause: z.string(), grounds: z.string(), plan: z.string(), delegationName: text, cosigners: z.array(z.string()), presidiumLabel: text, decidedOn: text, committeeOrganName: text, committeeReport: text, reportedOn: text,
  resolution: text, resolvedOn: text, handlingOrganName: text, handlingReport: text, handledOn: text, submittedAt: text,
});
export type PublicMotion = z.output<typeof publicMotionView>;
export type PublicMotionRow = z.output<typeof publicMotionRow>;
