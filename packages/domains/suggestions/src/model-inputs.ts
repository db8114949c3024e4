// What comes in: schemas with Chinese messages and longest texts. Pure; runs in the browser too.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { evaluations, promptnesses } from './analysis/words.ts';
import {
  assignmentRoles,
  contactMethods,
  declineFollowUps,
  declineGroundNames,
  grades,
  lights,
  limits,
  returnReasons,
  scores,
  stages,
  suggestionStates,
  topics,
} from './model.ts';

/** Text that may stay empty, cut of blanks at both ends. */
const optionalText = (max: number, label: string) => z.string().trim().max(max, `${label}不得超过 ${max} 个字`);
/** Text of a draft, kept as typed: one that comes back changed would look like another device's. */
const typedText = (max: number, label: string) => z.string().max(max, `${label}不得超过 ${max} 个字`);
/** Text that must say something. */
const requiredText = (max: number, label: string, min = 1) =>
  z.string().trim().min(min, min === 1 ? `请填写${label}` : `${label}至少写 ${min} 个字`).max(max, `${label}不得超过 ${max} 个字`);

/** The version the client saw; when somebody acted since, the act is refused with who, when and what. */
const expectedVersion = z.int().min(0);
const reason = (label: string) => requiredText(limits.reason, label, 4);

/** One suggestion, as the client saw it. */
export const suggestionRef = z.object({ id: idSchema, expectedVersion: expectedVersion.optional() });
/** One organ's part, as the client saw it; the version is the assignment's. */
export const assignmentRef = z.object({ assignmentId: idSchema, expectedVersion: expectedVersion.optional() });

/** What a deputy writes. A draft may be incomplete; completeness is checked at submission. */
export const draftFields = z.object({
  title: typedText(limits.title, '标题'),
  background: typedText(limits.background, '情况和问题'),
  proposal: typedText(limits.proposal, '具体建议'),
  topic: z.enum(topics).nullable(),
  researched: z.boolean(),
  proposedOrganIds: z.array(idSchema).max(5, '建议承办单位不超过 5 个'),
  publishConsent: z.boolean(),
  confidential: z.boolean(),
  confidentialReason: optionalText(limits.confidentialReason, '保密理由').nullable(),
});
export type DraftFields = z.output<typeof draftFields>;

/**
 * Saving: without `id` a new draft is made (the client may choose its id, so that a retry after a lost answer saves the same draft).
 * `revision` is the one the client last saw; another device's newer text is not overwritten.
 */
export const saveDraftInput = draftFields.partial().extend({
  id: idSchema.optional(),
  revision: z.int().min(0).optional(),
  fileIds: z.array(idSchema).max(10, '附件不超过 10 个').optional(),
});
export const inviteCosignersInput = suggestionRef.extend({
  mandateIds: z.array(idSchema).min(1, '请选择联名代表').max(50, '一次最多邀请 50 位代表'),
});
export const removeCosignerInput = suggestionRef.extend({ mandateId: idSchema });
export const answerCosignInput = suggestionRef.extend({ agree: z.boolean() });
/** `asRecess`: the deputy knows that the session's cut-off has passed. */
export const submitInput = suggestionRef.extend({ asRecess: z.boolean().default(false) });
export const withdrawInput = suggestionRef.extend({ reason: reason('撤回理由') });
export const agreeWithdrawalInput = suggestionRef.extend({ agree: z.boolean() });

/** 审查: accept, ask for amendment, not accept with the legal ground, or merge into another of the same content. */
export const examineInput = z.discriminatedUnion('decision', [
  suggestionRef.extend({ decision: z.literal('accept'), note: optionalText(limits.note, '审查意见').optional() }),
  suggestionRef.extend({ decision: z.literal('return_for_amendment'), reason: reason('退回修改的理由') }),
  suggestionRef.extend({
    decision: z.literal('decline'),
    ground: z.enum(declineGroundNames, '请选择不作建议处理的法定情形'),
    followUp: z.enum(declineFollowUps, '请选择后续处理方式'),
    reason: reason('向代表说明的理由'),
  }),
  suggestionRef.extend({ decision: z.literal('merge'), intoId: idSchema, reason: reason('并案理由') }),
]);
export type ExamineInput = z.output<typeof examineInput>;

/** The organs of one hand-over: one lead with assisting organs, or separate ones, or the government office that distributes. */
export const handOver = z
  .array(z.object({ organId: idSchema, role: z.enum(assignmentRoles), note: optionalText(limits.note, '交办意见').optional() }))
  .min(1, '请选择承办单位')
  .max(20, '承办单位不超过 20 个');
export type HandOver = z.output<typeof handOver>;

/** One or many at once; each with its own organs. `preview` changes nothing and tells what would happen. */
export const assignInput = z.object({
  items: z.array(suggestionRef.extend({ organs: handOver })).min(1, '请选择要交办的建议').max(50, '一次最多交办 50 件'),
  preview: z.boolean().default(false),
});
export const distributeInput = assignmentRef.extend({ organs: handOver });

export const requestReturnInput = assignmentRef.extend({
  cause: z.enum(returnReasons),
  reason: reason('退办理由'),
  proposedOrganId: idSchema.optional(),
});
export const decideReturnInput = assignmentRef.extend({ approve: z.boolean(), reason: optionalText(limits.reason, '审核意见') }).refine(
  (input) => input.approve || input.reason.length >= 4,
  { path: ['reason'], error: '不同意退办的，请写明理由（至少 4 个字）' },
);

export const recordContactInput = assignmentRef.extend({
  method: z.enum(contactMethods),
  contactedOn: dateSchema,
  content: requiredText(limits.contact, '沟通内容', 4),
});
export const contactAnswerInput = z.object({ contactId: idSchema });
export const disputeContactInput = contactAnswerInput.extend({ reason: reason('异议内容') });
export const reportProgressInput = assignmentRef.extend({ text: reason('办理进展') });
export const giveOpinionInput = assignmentRef.extend({ opinion: requiredText(limits.opinion, '协办意见', 4) });

export const commitmentInput = z.object({ text: requiredText(limits.commitment, '承诺事项', 4), dueOn: dateSchema });
/** The reply as the clerk writes it; saved as often as one likes, complete only when it goes to review. */
export const saveReplyInput = assignmentRef.extend({
  revision: z.int().min(0).optional(),
  grade: z.enum(grades).nullable().optional(),
  body: typedText(limits.replyBody, '答复正文').optional(),
  contactName: optionalText(40, '联系人').nullable().optional(),
  contactPhone: optionalText(40, '联系电话').nullable().optional(),
  copies: z.array(requiredText(60, '抄送单位')).max(20).optional(),
  commitments: z.array(commitmentInput).max(20, '承诺事项不超过 20 项').optional(),
  fileIds: z.array(idSchema).max(10, '附件不超过 10 个').optional(),
});
/** Signing: the letter number is given by the system from the organ's series unless one is named. */
export const signReplyInput = assignmentRef.extend({ letterNumber: optionalText(60, '文号').optional() });
export const sendBackReplyInput = assignmentRef.extend({ reason: reason('打回意见') });

export const requestExtensionInput = assignmentRef.extend({ until: dateSchema, reason: reason('延期理由') });
export const decideExtensionInput = z
  .object({ extensionId: idSchema, grant: z.boolean(), note: optionalText(limits.note, '审批意见') })
  .refine((input) => input.grant || input.note.length >= 4, { path: ['note'], error: '不同意延期的，请写明理由（至少 4 个字）' });

export const evaluateInput = suggestionRef
  .extend({ attitude: z.enum(scores), result: z.enum(scores), comment: optionalText(limits.comment, '评价意见').default('') })
  .refine((input) => input.result !== 'not_satisfied' || input.comment.length >= 4, {
    path: ['comment'],
    error: '对办理结果不满意的，请说明还希望解决什么（至少 4 个字）',
  });

export const remindInput = suggestionRef.extend({ organId: idSchema.optional(), text: requiredText(limits.supervision, '催办内容', 4) });
export const superviseInput = remindInput.extend({ dueOn: dateSchema });
export const answerSupervisionInput = z.object({ supervisionId: idSchema, answer: requiredText(limits.supervision, '回复内容', 4) });
export const fulfilCommitmentInput = z.object({
  commitmentId: idSchema,
  evidence: requiredText(limits.opinion, '落实情况', 4),
  fileIds: z.array(idSchema).max(10, '附件不超过 10 个').optional(),
});
export const changeCommitmentInput = z.object({ commitmentId: idSchema, dueOn: dateSchema, reason: reason('变更理由') });
export const conveneCoordinationInput = suggestionRef.extend({ heldOn: dateSchema, text: requiredText(limits.contact, '协调安排', 4) });
export const closeCoordinationInput = suggestionRef.extend({ outcome: requiredText(limits.contact, '协调结果', 4), fileIds: z.array(idSchema).max(10, '附件不超过 10 个').optional() });
export const unpublishInput = suggestionRef.extend({ reason: reason('撤下理由') });

/** Which list: my own, those I co-signed, my organ's, or all of my congress that I may see. */
export const listScopes = ['mine', 'cosigned', 'organ', 'congress'] as const;
export const listSorts = ['due', 'submitted', 'updated', 'number'] as const;
export const listInput = z.object({
  scope: z.enum(listScopes).optional(),
  /** Words in title, text and reply; or a number ("12", "第12号"). */
  q: optionalText(100, '搜索词').optional(),
  states: z.array(z.enum(suggestionStates)).optional(),
  stage: z.enum(stages).optional(),
  topic: z.enum(topics).optional(),
  organId: idSchema.optional(),
  termId: idSchema.optional(),
  sessionId: idSchema.optional(),
  inRecess: z.boolean().optional(),
  key: z.boolean().optional(),
  light: z.enum(lights).optional(),
  grade: z.enum(grades).optional(),
  result: z.enum(scores).optional(),
  published: z.boolean().optional(),
  attitude: z.enum(scores).optional(),
  submittedFrom: dateSchema.optional(),
  submittedTo: dateSchema.optional(),
  /** What a figure of the analysis counts (analysis/measures.ts): delegation as printed, answered in time or not, evaluated or not, */
  delegation: optionalText(50, '代表团').optional(),
  promptness: z.enum(promptnesses).optional(),
  evaluation: z.enum(evaluations).optional(),
  /** the organ that answers (lead or separate), a word of the title. */
  answeringOrganId: idSchema.optional(),
  titleWord: optionalText(64, '标题词语').optional(),
  sort: z.enum(listSorts).default('submitted'),
  limit: z.int().min(1).max(100, '每页最多 100 件').default(20),
  offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0),
  /** Also count all that match. */
  withTotal: z.boolean().default(false),
});
export type ListInput = z.output<typeof listInput>;

/** Parts of the own organ, or those it handed on; `open` ones are still at work. */
export const partsInput = z.object({
  scope: z.enum(['own', 'below']).default('own'),
  open: z.boolean().default(true),
  q: optionalText(100, '搜索词').optional(),
  organId: idSchema.optional(),
  role: z.enum(assignmentRoles).optional(),
  light: z.enum(['red', 'amber', 'green']).optional(),
  limit: z.int().min(1).max(100, '每页最多 100 件').default(20),
  offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0),
});
export type PartsInput = z.output<typeof partsInput>;
export const ledgerInput = z.object({
  state: z.enum(['open', 'kept']).optional(),
  q: optionalText(100, '搜索词').optional(),
  limit: z.int().min(1).max(100, '每页最多 100 项').default(20),
  offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0),
});
export type LedgerInput = z.output<typeof ledgerInput>;
export const showDeputyPhoneInput = z.object({ assignmentId: idSchema, purpose: requiredText(100, '查看用途', 4) });

export const similarInput = z.object({ id: idSchema.optional(), title: z.string().max(200).default(''), text: z.string().max(6000).default(''), limit: z.int().min(1).max(20).default(5) });
export const checkGroundsInput = z.object({ title: z.string().max(200), background: z.string().max(6000), proposal: z.string().max(6000) });
/** The congress is the own one, or one below: then only counts. */
export const rollupInput = z.object({ congressIds: z.array(idSchema).max(200).optional(), from: z.string().regex(/^\d{4}-\d{2}$/).optional(), to: z.string().regex(/^\d{4}-\d{2}$/).optional() });

export const publicListInput = z.object({
  q: optionalText(100, '搜索词').optional(),
  congressId: idSchema.optional(),
  /** Division code: its own congress and those below. */
  division: z.string().regex(/^\d{2,9}$/, '行政区划代码应为 2 至 9 位数字').optional(),
  termId: idSchema.optional(),
  sessionId: idSchema.optional(),
  topic: z.enum(topics).optional(),
  /** The handling organ that answers. */
  organId: idSchema.optional(),
  /** Name of the deputy who leads or co-signed. */
  deputy: optionalText(40, '代表姓名').optional(),
  grade: z.enum(grades).optional(),
  /** Answered already. */
  replied: z.boolean().optional(),
  year: z.int().min(2000).max(2100).optional(),
  limit: z.int().min(1).max(50, '每页最多 50 件').default(20),
  offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0),
});
export type PublicListInput = z.output<typeof publicListInput>;
