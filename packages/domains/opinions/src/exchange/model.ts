// The exchange of opinions with hotlines as both sides see it (docs/operations/opinion-exchange.md).
import { z } from 'zod';
import { evaluations, opinionFewest, opinionLimits } from '../model.ts';

/** What another system is told, by the event it comes from. */
export const outboundTypes = {
  'opinion.registered': '已登记', 'opinion.accepted': '已受理', 'opinion.redirected': '已告知分流', 'opinion.assigned': '已交办', 'opinion.handed_on': '已转交', 'opinion.handling': '办理中', 'opinion.given_back': '已退回',
  'opinion.answered': '已反馈', 'opinion.replied': '已答复', 'opinion.merged': '已并案', 'opinion.unmerged': '退出并案', 'opinion.taken_up': '已转建议', 'opinion.released': '代表撤回', 'opinion.added': '群众补充', 'opinion.reopened': '重新办理', 'opinion.closed': '已办结',
} as const;
export type OutboundType = keyof typeof outboundTypes;
export const isOutboundType = (type: string): type is OutboundType => type in outboundTypes;

const text = (least: number, most: number, what: string) => z.string().trim().min(least, { error: `${what}不少于 ${least} 个字` }).max(most, { error: `${what}不超过 ${most} 个字` });
const externalId = z.string().trim().min(1, '请填写来源系统的工单编号').max(60, '工单编号不超过 60 个字').describe('来源系统自己的工单编号，长期不变');
const number = z.string().trim().min(10).max(40).describe('意见编号，即回执编号');

export const outboundContent = z.object({
  number: z.string(), externalId: z.string().nullable(), state: z.string(), stateLabel: z.string(), title: z.string(),
  /** 意见全文只发给承办单位；来源系统自己有。 */
  content: z.string().nullable(), place: z.string().nullable(), organName: z.string().nullable(), reply: z.string().nullable(), repliedBy: z.string().nullable(), channel: z.string().nullable(), satisfaction: z.string().nullable(), reason: z.string().nullable(), dueOn: z.string().nullable(),
});
export const outboundMessage = z.object({ id: z.string().describe('消息标识，长期不变，请按它去重'), sequence: z.int(), type: z.string(), label: z.string(), at: z.string(), content: outboundContent });
export const outboundPage = z.object({ items: z.array(outboundMessage), next: z.int().describe('下次从此序号之后读取'), latest: z.int().describe('最新的序号') });
export const outboundQuery = z.object({ after: z.coerce.number().int().min(0).default(0).describe('读取此序号之后的消息'), limit: z.coerce.number().int().min(1).max(200).default(50) });

const by = z.string().trim().min(1, '请填写经办人').max(30, '经办人不超过 30 个字').describe('经办人，记入操作日志');
const head = { id: z.string().trim().min(1, '请填写消息标识').max(80, '消息标识不超过 80 个字').describe('发送方的消息标识：同一标识只办理一次'), by };
export const inboundMessage = z.discriminatedUnion('type', [
  z.strictObject({
    ...head, type: z.literal('opinion.submit'),
    data: z.strictObject({ externalId, content: text(opinionFewest.content, opinionLimits.content, '意见内容'), place: z.string().trim().max(opinionLimits.place, { error: `地点不超过 ${opinionLimits.place} 个字` }).default(''), urgent: z.boolean().default(false) }),
  }),
  z.strictObject({ ...head, type: z.literal('opinion.receive'), number, data: z.strictObject({ externalId: externalId.optional() }).default({}) }),
  z.strictObject({ ...head, type: z.literal('opinion.give_back'), number, data: z.strictObject({ reason: text(opinionFewest.reason, opinionLimits.reason, '说明') }) }),
  z.strictObject({ ...head, type: z.literal('opinion.reply'), number, data: z.strictObject({ reply: text(opinionFewest.reply, opinionLimits.reply, '答复内容') }) }),
  z.strictObject({ ...head, type: z.literal('opinion.add'), number, data: z.strictObject({ content: text(opinionFewest.message, opinionLimits.message, '补充内容') }) }),
  z.strictObject({ ...head, type: z.literal('opinion.evaluate'), number, data: z.strictObject({ verdict: z.enum(evaluations).describe('回访结果：满意、基本满意、不满意') }) }),
]);
export type InboundMessage = z.output<typeof inboundMessage>;
export const inboundTypes: Readonly<Record<InboundMessage['type'], string>> = {
  'opinion.submit': '转来意见', 'opinion.receive': '签收', 'opinion.give_back': '退回', 'opinion.reply': '反馈办理情况', 'opinion.add': '补充内容', 'opinion.evaluate': '回访评价',
};
export const inboundBatch = z.object({ messages: z.array(inboundMessage).min(1).max(50) });
export const inboundResult = z.object({
  id: z.string(), status: z.enum(['accepted', 'duplicate', 'refused']), code: z.string().nullable(), message: z.string().nullable(), opinion: z.object({ number: z.string(), state: z.string(), stateLabel: z.string() }).nullable(),
});
export type InboundResult = z.output<typeof inboundResult>;
export const inboundResults = z.object({ results: z.array(inboundResult) });
export const cursorBody = z.object({ sequence: z.int().min(0) });
export const cursorAnswer = z.object({ sequence: z.int(), latest: z.int() });

export const exchangeView = z.object({
  systems: z.array(z.object({ organId: z.string(), organName: z.string(), latest: z.int(), read: z.int(), lag: z.int(), oldestUnreadAt: z.string().nullable(), readAt: z.string().nullable(), sentIn: z.int(), handled: z.int(), failed: z.int() })),
  failures: z.array(z.object({ organName: z.string(), messageId: z.string(), typeLabel: z.string(), problem: z.string(), attempts: z.int(), updatedAt: z.string() })),
});
