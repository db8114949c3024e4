// The published formula by which handling organs are ranked: inputs and weights as data, the reckoning without I/O.
import { defineParameters } from '@smart/kernel/parameters';
import { z } from 'zod';
import type { Score } from '../model.ts';

/** What an organ's work is measured by. Each gives a share between 0 and 1; what it counts is said beside it. */
export const rankingInputs = {
  punctuality: { label: '按期答复', weight: 25, counts: '已到期限的答复（含重新办理）中，在期限内签发的比例；依法延期的按延长后的期限计算' },
  result: { label: '办理结果满意度', weight: 25, counts: '代表对办理结果的评价平均分：满意 100 分、基本满意 60 分、不满意 0 分；没有评价的不计入' },
  attitude: { label: '办理态度满意度', weight: 10, counts: '代表对办理态度的评价平均分，记分同上；没有评价的不计入' },
  commitments: { label: '承诺按期落实', weight: 20, counts: '时限已到或者已经落实的承诺中，在时限内落实的比例；经同意变更时限的按变更后的时限计算' },
  contact: { label: '按期联系代表', weight: 10, counts: '已到首次联系期限的事项中，在期限内联系代表的比例' },
  returns: { label: '没有不当退办', weight: 5, counts: '承办件数中没有被驳回退办申请的比例' },
  office: { label: '人大评分', weight: 5, counts: '代表工作机构当年的评分（0 至 100 分），须写明理由' },
} as const;
export type RankingInput = keyof typeof rankingInputs;
export const rankingInputNames = Object.keys(rankingInputs).filter((key): key is RankingInput => key in rankingInputs);

/** Points of a score, of 1. */
export const pointsOf: Readonly<Record<Score, number>> = { satisfied: 1, mostly_satisfied: 0.6, not_satisfied: 0 };

const weight = (input: RankingInput) => ({
  label: `排名权重：${rankingInputs[input].label}`, schema: z.int().min(0).max(100), default: rankingInputs[input].weight, unit: '分', legal: null, help: `${rankingInputs[input].counts}。各项权重按比例折算，不必合计为 100。`,
});

/** A congress sets its own weights; they are published with the ranking. */
export const rankingParameters = defineParameters({
  'suggestions.ranking_punctuality': weight('punctuality'),
  'suggestions.ranking_result': weight('result'),
  'suggestions.ranking_attitude': weight('attitude'),
  'suggestions.ranking_commitments': weight('commitments'),
  'suggestions.ranking_contact': weight('contact'),
  'suggestions.ranking_returns': weight('returns'),
  'suggestions.ranking_office': weight('office'),
  'suggestions.ranking_least': { label: '参加排名的最少件数', schema: z.int().min(1).max(100), default: 3, unit: '件', legal: null, help: '全年承办不足此件数的单位单独列出，不参加排名：件数太少，一件就能左右名次。' },
});

export type Weights = Readonly<Record<RankingInput, number>>;
/** One input of one organ: out of how many, and the share; null when there was nothing to measure. */
export type Measured = { readonly of: number; readonly share: number | null };
export type Measures = Readonly<Record<RankingInput, Measured>>;

/** Out of 100, to one decimal: the weighted mean of what could be measured; null when nothing could. */
export function scoreOf(measures: Measures, weights: Weights): number | null {
  let points = 0;
  let whole = 0;
  for (const input of rankingInputNames) {
    const { share } = measures[input];
    if (share === null) continue;
    points += share * weights[input];
    whole += weights[input];
  }
  return whole === 0 ? null : Math.round((points / whole) * 1000) / 10;
}

type Scored = { readonly organName: string; readonly items: number; readonly score: number | null };

/** Places by score, equal scores sharing one; organs with too few items or nothing measured come apart, by name. */
export function placed<Row extends Scored>(rows: readonly Row[], least: number): { ranked: (Row & { place: number })[]; apart: Row[] } {
  const enough = rows.filter((row) => row.items >= least && row.score !== null);
  const apart = rows.filter((row) => !enough.includes(row)).toSorted((a, b) => b.items - a.items || a.organName.localeCompare(b.organName, 'zh-CN'));
  const sorted = enough.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0) || b.items - a.items || a.organName.localeCompare(b.organName, 'zh-CN'));
  return { ranked: sorted.map((row) => ({ ...row, place: 1 + sorted.filter((other) => (other.score ?? 0) > (row.score ?? 0)).length })), apart };
}
