// 建议评价 beyond the deputies' own scores: what comes in and goes out. Pure; runs in the browser too.
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { limits } from '../model.ts';
import { rankingInputNames } from './formula.ts';

export const qualityLabels = { excellent: '优秀', good: '良好', fair: '一般' } as const;
export type Quality = keyof typeof qualityLabels;
export const qualities = ['excellent', 'good', 'fair'] as const satisfies readonly Quality[];
export const recommenderLabels = { organ: '承办单位', committee: '人大机构', delegation: '代表团' } as const;
export const recommenderKinds = ['organ', 'committee', 'delegation'] as const satisfies readonly (keyof typeof recommenderLabels)[];

const reason = (label: string) => z.string().trim().min(4, `${label}至少写 4 个字`).max(limits.reason, `${label}不得超过 ${limits.reason} 个字`);
const year = z.int('请选择年度').min(2000).max(2100);

export const yearInput = z.object({ year: year.optional() });
export const scoreOrganInput = z.object({ organId: idSchema, year, score: z.int('请填写 0 至 100 的整数').min(0, '评分不低于 0 分').max(100, '评分不高于 100 分'), reason: reason('评分理由') });
export const publishRankingInput = z.object({ year });
export const judgeInput = z.object({ id: idSchema, quality: z.enum(qualities, '请选择质量评定'), reason: reason('评定理由') });
export const recommendInput = z.object({ id: idSchema, reason: reason('推荐理由') });
export const recommendedInput = z.object({ year: year.optional(), limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) });

const measured = z.object({ of: z.number(), share: z.number().nullable() });
export const measuresView = z.object({ punctuality: measured, result: measured, attitude: measured, commitments: measured, contact: measured, returns: measured, office: measured });
export const organRow = z.object({
  organId: z.string(), organName: z.string(), items: z.number(), score: z.number().nullable(), place: z.number().nullable(), measures: measuresView,
  /** Closed without an evaluation: shown apart, in no share. */
  notEvaluated: z.number(), evaluated: z.number(),
  /** Items taken up again after they were closed. */
  reopened: z.number(), officeReason: z.string().nullable(),
});
export type OrganRow = z.output<typeof organRow>;
export const formulaView = z.object({
  inputs: z.array(z.object({ input: z.enum(rankingInputNames), label: z.string(), weight: z.number(), counts: z.string() })),
  least: z.number(),
  /** Day since which these weights are in force; null for the platform's own. */
  since: z.string().nullable(),
});
export type FormulaView = z.output<typeof formulaView>;
export const rankingView = z.object({ year: z.number(), asOf: z.string(), formula: formulaView, ranked: z.array(organRow), apart: z.array(organRow), published: z.object({ at: z.string(), byLabel: z.string() }).nullable() });
export type RankingView = z.output<typeof rankingView>;
export const publicRankingView = z.object({
  congresses: z.array(z.object({ id: z.string(), name: z.string(), years: z.array(z.number()) })),
  ranking: z.object({ congressId: z.string(), congressName: z.string(), year: z.number(), asOf: z.string(), publishedAt: z.string(), formula: formulaView, organs: z.array(organRow.omit({ officeReason: true })) }).nullable(),
});
export type PublicRankingView = z.output<typeof publicRankingView>;
export const publicRankingInput = z.object({ congressId: idSchema.optional(), year: year.optional() });

export const recommendationView = z.object({ id: z.string(), byKind: z.enum(recommenderKinds), byName: z.string(), reason: z.string(), at: z.string() });
export const appraisalView = z.object({
  quality: z.object({ quality: z.enum(qualities), label: z.string(), reason: z.string(), byLabel: z.string(), at: z.string() }).nullable(),
  mayJudge: z.boolean(),
  recommendations: z.array(recommendationView),
  /** In whose name the viewer may recommend it; null when not. */
  mayRecommendAs: z.string().nullable(),
});
export type AppraisalView = z.output<typeof appraisalView>;
export const recommendedView = z.object({
  rows: z.array(z.object({ id: z.string(), title: z.string(), numberLabel: z.string().nullable(), leadName: z.string(), stateLabel: z.string(), quality: z.string().nullable(), recommendations: z.array(recommendationView) })),
  total: z.number(),
});
export type RecommendedView = z.output<typeof recommendedView>;
export const done = z.object({ done: z.literal(true) });

/** The four statistics of the desk's first page: 办理, 交办清单, 办复, 重点建议. */
export const fourView = z.object({
  year: z.number(),
  handling: z.object({ open: z.number(), overdue: z.number() }),
  assigned: z.number(),
  replied: z.object({ count: z.number(), inTime: z.number() }),
  key: z.object({ count: z.number(), open: z.number() }),
});
export type FourView = z.output<typeof fourView>;
