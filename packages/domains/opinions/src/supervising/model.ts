// 督查: the words of supervising a citizens' opinion, and what goes in and out. Pure.
import { keysOf } from '@smart/kernel/keys';
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';

export const supervisionStateLabels = { draft: '拟稿', issued: '待回复', answered: '待审核', closed: '督查办结', withdrawn: '已撤销' } as const;
export type SupervisionState = keyof typeof supervisionStateLabels;
export const supervisionStates = keysOf(supervisionStateLabels);
/** Something is still to be done about it. */
export const runningStates = ['issued', 'answered'] as const satisfies readonly SupervisionState[];

export const groundLabels = { overdue: '超期未反馈', vague: '答复不具体或者没有落实', dissatisfied: '群众对结果不满意', repeated: '同一件事反复反映', serious: '事关群众安全或者影响面大' } as const;
export type Ground = keyof typeof groundLabels;
export const grounds = keysOf(groundLabels);
export const isGround = (value: string): value is Ground => value in groundLabels;

/** Longest texts, in characters; how many opinions one press puts under supervision. */
export const supervisionLimits = { request: 500, answer: 2000, outcome: 300, reason: 300, many: 50 } as const;
/** Shortest texts, in characters. */
export const supervisionFewest = { request: 4, answer: 10, outcome: 4, reason: 4 } as const;
/** How many days the form proposes for an answer. */
export const proposedDays = 10;

const text = (least: number, most: number, what: string) => z.string().trim().min(least, { error: `${what}不少于 ${least} 个字` }).max(most, { error: `${what}不超过 ${most} 个字` });
const ref = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0).optional() });

export const superviseInput = z.strictObject({
  opinionIds: z.array(idSchema).min(1, { error: '请至少选择一条意见' }).max(supervisionLimits.many, { error: `一次最多督查 ${supervisionLimits.many} 条` }),
  ground: z.enum(grounds, { error: '请选择督查事由' }), request: text(supervisionFewest.request, supervisionLimits.request, '督查要求'), dueOn: dateSchema,
});
export const answerSupervisionInput = ref.extend({ answer: text(supervisionFewest.answer, supervisionLimits.answer, '办理情况'), /** Null: nothing is left to do. */ doneBy: dateSchema.nullable() });
export const pressInput = ref.extend({ reason: text(supervisionFewest.reason, supervisionLimits.reason, '继续督查的理由'), dueOn: dateSchema });
export const settleInput = ref.extend({ outcome: text(supervisionFewest.outcome, supervisionLimits.outcome, '督查结果') });
export const withdrawInput = ref.extend({ reason: text(supervisionFewest.reason, supervisionLimits.reason, '撤销的理由') });
export const supervisionsInput = z.strictObject({ states: z.array(z.enum(supervisionStates)).optional(), overdue: z.boolean().default(false), q: z.string().trim().max(60).optional(), limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) });

export const supervisionView = z.object({
  id: z.string(), version: z.int(), opinionId: z.string(), number: z.string(), title: z.string(), numberLabel: z.string(), issuer: z.string(), signer: z.string(), state: z.enum(supervisionStates), stateLabel: z.string(), groundLabel: z.string(), request: z.string(),
  dueOn: z.string(), overdue: z.boolean(), organName: z.string(), issuedAt: z.string(), answer: z.string().nullable(), doneBy: z.string().nullable(), answeredAt: z.string().nullable(), answeredBy: z.string().nullable(), outcome: z.string().nullable(),
  actions: z.array(z.string()),
});
export type SupervisionView = z.output<typeof supervisionView>;
export const supervisionListView = z.object({ rows: z.array(supervisionView), total: z.int() });
export const ofOpinionView = z.object({ rows: z.array(supervisionView), /** Null when it may be supervised now. */ refusal: z.string().nullable(), /** What the figures and dates speak for. */ ground: z.enum(grounds) });
export type OfOpinionView = z.output<typeof ofOpinionView>;
export const superviseReceipt = z.object({ opened: z.int(), /** Opinions that were left out, each with the reason. */ left: z.array(z.object({ number: z.string(), reason: z.string() })), next: z.string() });
export type SuperviseReceipt = z.output<typeof superviseReceipt>;
export const supervisionReceipt = z.object({ id: z.string(), version: z.int(), next: z.string() });
export type SupervisionReceipt = z.output<typeof supervisionReceipt>;

export const supervisionFigures = z.object({ opened: z.int(), answered: z.int(), settled: z.int(), running: z.int(), overdue: z.int() });
export type SupervisionFigures = z.output<typeof supervisionFigures>;
