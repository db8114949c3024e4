// 数据交换 with organs' own systems: the words of the interface (docs/operations/exchange.md). Pure.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { assignmentRoles, assignmentStates, contactMethods, grades, limits, returnReasons } from '../model.ts';
import { commitmentInput } from '../model-inputs.ts';

const text = (max: number, label: string, min = 1) => z.string().trim().min(min, `${label}至少写 ${min} 个字`).max(max, `${label}不得超过 ${max} 个字`);

/** What goes out, and what happened for it. */
export const outboundTypes = {
  'part.assigned': '交办', 'part.distributed': '已分办', 'part.accepted': '已签收', 'part.cancelled': '终止办理', 'part.completed': '办结', 'part.reopened': '重新办理', 'part.succeeded': '承办单位变更',
  'return.requested': '已申请退办', 'return.approved': '同意退办', 'return.refused': '不同意退办', 'contact.recorded': '已登记沟通', 'contact.confirmed': '代表确认沟通', 'contact.disputed': '代表对沟通有异议',
  'opinion.given': '协办意见', 'progress.reported': '办理进展', 'reply.submitted': '答复送审', 'reply.sent_back': '答复打回', 'reply.signed': '答复签发', 'extension.requested': '申请延期', 'extension.granted': '同意延期', 'extension.refused': '不同意延期',
  'coordination.asked': '提请协调', 'coordination.held': '协调结果', 'opinion.reminded': '催收协办意见', 'suggestion.reminded': '催办', 'suggestion.supervised': '督办', 'suggestion.key_marked': '重点督办', 'suggestion.evaluated': '代表评价',
  'suggestion.withdrawn': '建议撤回', 'suggestion.closed': '逾期未评办结',
} as const;
export type OutboundType = keyof typeof outboundTypes;
const isOutbound = (name: string): name is OutboundType => name in outboundTypes;
export const outboundType = z.string().refine(isOutbound, '消息类型不正确').transform((name): OutboundType => name);

export const outboundMessage = z.object({
  id: z.string().describe('消息标识，重复读取时不变'),
  sequence: z.number().describe('本单位消息的序号，从 1 起连续，不跳号'),
  type: z.string().describe('消息类型，见接口文档'),
  label: z.string().describe('消息类型的中文名称'),
  at: z.string().describe('发生时间（ISO 8601）'),
  content: z.object({
    suggestion: z.object({ id: z.string(), numberLabel: z.string().nullable(), title: z.string() }).describe('建议：标识和编号始终不变'),
    partId: z.string().nullable().describe('本单位的承办事项'),
    actor: z.string().describe('办理人'),
    ownSystem: z.boolean().describe('由本单位系统经本接口办理'),
    reason: z.string().nullable().describe('理由'),
    facts: z.record(z.string(), z.unknown()).describe('期限、评价等'),
  }),
});
export const outboundPage = z.object({ items: z.array(outboundMessage), next: z.number().describe('下次从此序号之后读取'), latest: z.number().describe('目前最新的序号') });
export const outboundQuery = z.object({
  after: z.coerce.number().int().min(0).default(0).describe('只要此序号之后的消息；可以从任何序号重新读取'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('每次条数，1 至 200'),
});

const head = {
  id: z.string().regex(/^[\w.:-]{1,80}$/, '消息标识应为 1 至 80 个字母、数字或者 . : - _').describe('发送方的消息标识；同一标识只办理一次'),
  partId: idSchema.describe('承办事项标识'),
  by: text(40, '经办人').describe('经办人姓名，记入办理日志'),
  expectedVersion: z.int().min(0).optional().describe('发送方所见的承办事项版本；填写后，他人已经办理的不会被覆盖'),
};
const fileIds = z.array(idSchema).max(10, '附件不超过 10 个').optional();
/** What comes in: each the same act as by hand. */
export const inboundMessage = z.discriminatedUnion('type', [
  z.object({ ...head, type: z.literal('part.accept') }),
  z.object({ ...head, type: z.literal('return.request'), data: z.object({ cause: z.enum(returnReasons), reason: text(limits.reason, '退办理由', 4), proposedOrganId: idSchema.optional() }) }),
  z.object({ ...head, type: z.literal('contact.record'), data: z.object({ method: z.enum(contactMethods), contactedOn: dateSchema, content: text(limits.contact, '沟通内容', 4) }) }),
  z.object({ ...head, type: z.literal('progress.report'), data: z.object({ text: text(limits.reason, '办理进展', 4) }) }),
  z.object({ ...head, type: z.literal('opinion.give'), data: z.object({ opinion: text(limits.opinion, '协办意见', 4) }) }),
  z.object({
    ...head, type: z.literal('reply.save'),
    data: z.object({
      grade: z.enum(grades).nullable().optional(), body: z.string().max(limits.replyBody, `答复正文不得超过 ${limits.replyBody} 个字`).optional(), contactName: text(40, '联系人').optional(), contactPhone: text(40, '联系电话').optional(),
      copies: z.array(text(60, '抄送单位')).max(20).optional(), commitments: z.array(commitmentInput).max(20, '承诺事项不超过 20 项').optional(), fileIds,
    }),
  }),
  z.object({ ...head, type: z.literal('reply.submit') }),
  z.object({ ...head, type: z.literal('reply.signed'), data: z.object({ letterNumber: text(60, '文号'), signatory: text(40, '签发人'), scanFileId: idSchema.describe('签发件扫描件，先经文件接口上传') }) }),
  z.object({ ...head, type: z.literal('extension.request'), data: z.object({ until: dateSchema, reason: text(limits.reason, '延期理由', 4) }) }),
]);
export type InboundMessage = z.output<typeof inboundMessage>;
export type InboundType = InboundMessage['type'];
export const inboundLabels: Readonly<Record<InboundType, string>> = {
  'part.accept': '签收', 'return.request': '申请退办', 'contact.record': '登记沟通', 'progress.report': '反馈进展', 'opinion.give': '协办意见', 'reply.save': '答复稿', 'reply.submit': '答复送审', 'reply.signed': '签发件登记', 'extension.request': '申请延期',
};
export const isInboundType = (name: string): name is InboundType => name in inboundLabels;
export const inboundBatch = z.object({ messages: z.array(inboundMessage).min(1, '请至少发送一条消息').max(50, '一次最多发送 50 条消息') });

export const inboundResult = z.object({
  id: z.string(),
  status: z.enum(['accepted', 'duplicate', 'refused']).describe('已办理；此前已办理（结果相同）；未办理'),
  code: z.string().nullable().describe('未办理的原因代码'),
  message: z.string().nullable().describe('未办理的原因和处理办法'),
  part: z.object({ id: z.string(), state: z.enum(assignmentStates), version: z.number() }).nullable().describe('办理以后的承办事项'),
  receipt: z.string().nullable().describe('办理回执编号'),
});
export type InboundResult = z.output<typeof inboundResult>;
export const inboundResults = z.object({ results: z.array(inboundResult) });

export const exchangePart = z.object({
  id: z.string(), version: z.number(), role: z.enum(assignmentRoles), roleLabel: z.string(), state: z.enum(assignmentStates), stateLabel: z.string(), assignedOn: z.string(), dueOn: z.string().nullable(), totalDueOn: z.string().nullable(),
  suggestion: z.object({ id: z.string(), numberLabel: z.string().nullable(), title: z.string(), leadName: z.string() }),
});
export const exchangeParts = z.object({ items: z.array(exchangePart), next: z.string().nullable().describe('下一页的起点；空为最后一页') });
export const exchangePartDetail = exchangePart.extend({
  background: z.string(), proposal: z.string(), topic: z.string().nullable(), cosigners: z.array(z.string()), confidential: z.boolean(), note: z.string().nullable(), returnUntil: z.string().nullable(),
  opinions: z.array(z.object({ organName: z.string(), opinion: z.string() })),
  contacts: z.array(z.object({ method: z.string(), contactedOn: z.string(), content: z.string(), state: z.string(), disputeReason: z.string().nullable() })),
  reply: z.object({ state: z.string(), grade: z.string().nullable(), body: z.string(), letterNumber: z.string().nullable(), reviewNote: z.string().nullable() }).nullable(),
  evaluations: z.array(z.object({ round: z.number(), attitude: z.string(), result: z.string(), comment: z.string().nullable() })),
  files: z.array(z.object({ id: z.string(), name: z.string(), mediaType: z.string(), size: z.number() })),
});

// --- the desk's page
export const createKeyInput = z.object({ name: text(60, '系统名称', 2), maySign: z.boolean().default(false) });
export const keyView = z.object({ id: z.string(), name: z.string(), maySign: z.boolean(), createdBy: z.string(), createdAt: z.string(), lastUsedAt: z.string().nullable(), revokedAt: z.string().nullable() });
export const keysView = z.object({ rows: z.array(keyView), mayKeep: z.boolean() });
export const newKeyView = z.object({ key: keyView, secret: z.string() });
export const journalInput = z.object({ failed: z.boolean().default(false), limit: z.int().min(1).max(100, '每页最多 100 条').default(20), offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0) });
export const journalView = z.object({
  organName: z.string(),
  latest: z.number(), read: z.number(), lag: z.number(), oldestUnreadAt: z.string().nullable(), readAt: z.string().nullable(), failed: z.number(),
  rows: z.array(z.object({ messageId: z.string(), typeLabel: z.string(), assignmentId: z.string(), suggestionId: z.string().nullable(), title: z.string().nullable(), state: z.enum(['accepted', 'refused']), problem: z.string().nullable(), attempts: z.number(), sentBy: z.string(), updatedAt: z.string() })),
  total: z.number(),
});
export const systemsView = z.object({ rows: z.array(z.object({ organId: z.string(), organName: z.string(), keys: z.number(), lastUsedAt: z.string().nullable(), lag: z.number(), failed: z.number() })) });
