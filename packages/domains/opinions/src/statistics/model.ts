// 意见统计: what is counted, in which words, and how a score is made of it. Pure, so that desk, site, files and tests say the same.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { opinionTopics } from '../model.ts';
import { supervisionFigures } from '../supervising/model.ts';

/** Answered within so many days counts as in time (the default of `opinions.feedback_term`); the same everywhere, so that places can be compared. */
export const inTimeDays = 30;
/** With fewer than these nobody is ranked: two opinions say nothing about a place. */
export const fewestRanked = 3;

export const figures = z.object({
  received: z.int(), answered: z.int(),
  /** Told where to go, because it belongs to other channels. */
  redirected: z.int(),
  inTime: z.int(),
  /** Days from hearing to the last answer, of all that were answered. */
  days: z.int(),
  satisfied: z.int(), basically: z.int(), dissatisfied: z.int(),
  /** 未评价: apart, in no rate. */
  unrated: z.int(),
});
export type Figures = z.output<typeof figures>;
export const noFigures: Figures = { received: 0, answered: 0, redirected: 0, inTime: 0, days: 0, satisfied: 0, basically: 0, dissatisfied: 0, unrated: 0 };

export const addFigures = (a: Figures, b: Figures): Figures => ({
  received: a.received + b.received, answered: a.answered + b.answered, redirected: a.redirected + b.redirected, inTime: a.inTime + b.inTime, days: a.days + b.days,
  satisfied: a.satisfied + b.satisfied, basically: a.basically + b.basically, dissatisfied: a.dissatisfied + b.dissatisfied, unrated: a.unrated + b.unrated,
});

const rateOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
/** 答复率: of those that were to be answered here. */
export const answerRate = (of: Figures): number | null => rateOf(of.answered, of.received - of.redirected);
/** 及时率: answered within 30 days among those answered. */
export const promptRate = (of: Figures): number | null => rateOf(of.inTime, of.answered);
export const ratedOf = (of: Figures): number => of.satisfied + of.basically + of.dissatisfied;
/** 满意率: satisfied and mostly satisfied among those who said something. */
export const contentRate = (of: Figures): number | null => rateOf(of.satisfied + of.basically, ratedOf(of));
/** Average days to the answer. */
export const averageDays = (of: Figures): number | null => (of.answered === 0 ? null : Math.round((of.days / of.answered) * 10) / 10);

const weights = [[answerRate, 40], [promptRate, 30], [contentRate, 30]] as const;
export const formulaWords = `得分 = 答复率 × 40 + 及时率 × 30 + 满意率 × 30。答复率为已答复占应答复（收到减告知分流）的比例；及时率为 ${inTimeDays} 天内答复占已答复的比例；满意率为满意和基本满意占已评价的比例，未评价的单列不计。某一项没有数据的，其权重按比例分给其他项；收到不足 ${fewestRanked} 条的不排名。`;

/** The score from 0 to 100, one decimal; null when it is not ranked. */
export function scoreOf(of: Figures): number | null {
  if (of.received < fewestRanked) return null;
  let [sum, whole] = [0, 0];
  for (const [rate, weight] of weights) {
    const value = rate(of);
    if (value === null) continue;
    sum += value * weight;
    whole += weight;
  }
  return whole === 0 ? null : Math.round((sum / whole) * 1000) / 10;
}

/** "87.5%", "—" without a rate. */
export const percentOf = (rate: number | null): string => (rate === null ? '—' : `${(rate * 100).toFixed(1).replace(/\.0$/, '')}%`);

export const statisticsInput = z.strictObject({
  year: z.int().min(2000, { error: '年份不早于 2000 年' }).max(2100, { error: '年份不晚于 2100 年' }).optional(),
  topic: z.enum(opinionTopics).optional(), stationId: idSchema.optional(), deputyId: idSchema.optional(),
});
export type StatisticsInput = z.output<typeof statisticsInput>;

const counted = figures.extend({ key: z.string().nullable(), label: z.string() });
export type Counted = z.output<typeof counted>;

export const statisticsView = z.object({
  asOf: dateSchema, year: z.int().nullable(), totals: figures, medianDays: z.number().nullable(),
  byTopic: z.array(counted), byStation: z.array(counted), byDeputy: z.array(counted), byPlace: z.array(counted), byOrgan: z.array(counted), byMonth: z.array(counted), byYear: z.array(counted),
  /** 督查 of these opinions. */
  supervision: supervisionFigures,
  /** Open stations, for opinions per station and year. */
  stations: z.int(),
  ranking: z.array(counted.extend({ rank: z.int().nullable(), score: z.number().nullable() })), formula: z.string(),
  /** The congresses below as counts, by the division right below the own one; the map is coloured by them. */
  division: z.string(), below: z.array(counted.extend({ code: z.string() })),
});
export type StatisticsView = z.output<typeof statisticsView>;
export type Ranked = StatisticsView['ranking'][number];

/** Best first; those without a score last. Equal scores share a rank. */
export function ranked(rows: readonly Counted[]): Ranked[] {
  const scored = rows.map((row) => ({ ...row, score: scoreOf(row) })).sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || b.received - a.received || a.label.localeCompare(b.label, 'zh-CN'));
  return scored.map((row) => ({ ...row, rank: row.score === null ? null : 1 + scored.filter((other) => other.score !== null && row.score !== null && other.score > row.score).length }));
}

export const monthInput = z.strictObject({ month: z.string().regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/, { error: '月份请写成 2026-03 的样子' }) });
const listed = z.object({ id: z.string(), number: z.string(), title: z.string(), label: z.string(), dueOn: z.string().nullable(), late: z.int() });
export type DigestRow = z.output<typeof listed>;
/** 月报: 汇总、梳理、交办、督查 of one month. */
export const digestView = z.object({
  month: z.string(), asOf: dateSchema, congressName: z.string(), totals: figures, before: figures,
  topics: z.array(counted.extend({ titles: z.array(z.string()) })), stations: z.array(counted),
  handed: z.array(z.object({ organName: z.string(), handed: z.int(), answered: z.int(), open: z.int(), overdue: z.int() })),
  overdue: z.array(listed), dissatisfied: z.array(listed),
  /** Letters of supervision that were issued in the month or run at its end, and how many of each. */
  supervised: z.array(listed.extend({ numberLabel: z.string(), stateLabel: z.string() })), supervision: supervisionFigures,
});
export type DigestView = z.output<typeof digestView>;
