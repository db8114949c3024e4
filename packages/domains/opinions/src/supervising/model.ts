// 督查: the words of supervising a citizens' opinion, and what goes in and out. Pure.
import type { Role } from '@smart/identity/capacity';
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
/** How many days a form proposes to an organ that has something left to do. */
export const proposedDays = 10;

/** Who asks; who answers; who reads the letters about an opinion they see. */
export const supervisionKeepers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];
export const supervisionHandlers = ['handling_clerk', 'handling_head', 'government_officer'] as const satisfies readonly Role[];
export const supervisionReaders = [...supervisionKeepers, ...supervisionHandlers, 'station_clerk'] as const satisfies readonly Role[];

/** How a letter was answered; each that was issued and not withdrawn is exactly one of these. */
export const timingLabels = { in_time: '按时回复', late: '逾期回复', open: '在期限内', overdue: '超期未回复', unanswered: '未回复即办结' } as const;
export type Timing = keyof typeof timingLabels;
export const timings = keysOf(timingLabels);
export const isTiming = (value: string): value is Timing => value in timingLabels;

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
/** YYYY or YYYY-MM. */
const period = z.string().regex(/^20\d{2}(?:-(?:0[1-9]|1[0-2]))?$/, { error: '时间请写成 2026 或者 2026-03 的样子' });
const figureInput = z.strictObject({ period: period.optional(), timing: z.enum(timings).optional(), organName: z.string().max(100).optional(), /** Null: brought to no station. */ stationId: idSchema.nullable().optional() });
export type FigureInput = z.output<typeof figureInput>;
export const supervisionFiguresInput = z.strictObject({ year: z.int().min(2000, { error: '年份不早于 2000 年' }).max(2100, { error: '年份不晚于 2100 年' }).optional() });
export const supervisionsInput = z.strictObject({ states: z.array(z.enum(supervisionStates)).optional(), overdue: z.boolean().default(false),
  /** What stands behind a figure: letters of the own congress by their day, how they were answered, the organ, the station. */
  figure: figureInput.optional(), q: z.string().trim().max(60).optional(), limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) });

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

export const supervisionFigures = z.object({ opened: z.int(), inTime: z.int(), late: z.int(), answered: z.int(), settled: z.int(), running: z.int(), overdue: z.int() });
export type SupervisionFigures = z.output<typeof supervisionFigures>;

const counted = z.object({ key: z.string().nullable(), label: z.string(), opened: z.int(), inTime: z.int(), late: z.int(), open: z.int(), overdue: z.int(), unanswered: z.int() });
export type CountedLetters = z.output<typeof counted>;
/** 督查统计: what the own congress asked in a year or in all, by organ, station and month. */
export const supervisionStatisticsView = z.object({ asOf: dateSchema, year: z.int().nullable(), total: counted, byOrgan: z.array(counted), byStation: z.array(counted), byMonth: z.array(counted) });
export type SupervisionStatistics = z.output<typeof supervisionStatisticsView>;
/** The day a new letter is to be answered by, as the congress's parameter has it. */
export const supervisionTermView = z.object({ days: z.int(), dueOn: dateSchema });
