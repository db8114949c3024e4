// 履职清单: what a congress expects of a deputy in a year or a quarter, and how far one is. Pure; runs in the browser too.
import { z } from 'zod';
import { type DutyKind, isDutyKind } from '../model.ts';

export const planLimits = { items: 20, label: 20, most: 366 } as const;

export const planItemSchema = z.strictObject({
  /** Stays when the words change. */
  key: z.string().regex(/^[a-z_]{2,30}$/),
  label: z.string().trim().min(2, { error: '清单项目不少于 2 个字' }).max(planLimits.label, { error: `清单项目不超过 ${planLimits.label} 个字` }),
  /** Which records count towards it; one record may count towards several items. */
  kinds: z.array(z.custom<DutyKind>(isDutyKind, { error: '请选择计入的履职' })).min(1, { error: '请选择计入的履职' }).max(20),
  /** How many in a year and in each quarter; 0: shown, nothing is expected. */
  yearly: z.int({ error: '全年次数请填整数' }).min(0).max(planLimits.most, { error: `次数不超过 ${planLimits.most}` }),
  quarterly: z.int({ error: '每季次数请填整数' }).min(0).max(planLimits.most, { error: `次数不超过 ${planLimits.most}` }),
});
export type PlanItem = z.output<typeof planItemSchema>;
export const planSchema = z.array(planItemSchema).min(1, { error: '清单至少有一项' }).max(planLimits.items, { error: `清单不超过 ${planLimits.items} 项` }).refine((items) => new Set(items.map(({ key }) => key)).size === items.length, { error: '清单项目不能重复' });

/**
 * 十项清单 as proposed, with the yearly quotas of 汨罗 (固定联系 10 户、活动 2 次、走访 2 次、意见 5 条、建议 1 件). The ten are the customer's to
 * set: each congress changes them, those below inherit.
 */
export const proposedPlan: PlanItem[] = [
  { key: 'households', label: '固定联系群众（户）', kinds: ['household_linked'], yearly: 10, quarterly: 0 },
  { key: 'visits', label: '走访联系群众', kinds: ['voters_visited'], yearly: 2, quarterly: 0 },
  { key: 'opinions', label: '收集群众意见', kinds: ['opinion_collected', 'opinion_taken_up'], yearly: 5, quarterly: 0 },
  { key: 'suggestions', label: '提出建议议案', kinds: ['suggestion_submitted', 'motion_submitted'], yearly: 1, quarterly: 0 },
  { key: 'receptions', label: '进站接待选民', kinds: ['voters_received'], yearly: 2, quarterly: 0 },
  { key: 'activities', label: '参加代表活动', kinds: ['inspection', 'research', 'law_inspection', 'group_activity', 'special_activity', 'discussion'], yearly: 2, quarterly: 0 },
  { key: 'training', label: '履职学习培训', kinds: ['training_taken'], yearly: 1, quarterly: 0 },
  { key: 'sitting_in', label: '列席常委会会议', kinds: ['committee_attended'], yearly: 0, quarterly: 0 },
  { key: 'reports', label: '述职', kinds: ['report_given'], yearly: 0, quarterly: 0 },
  { key: 'practical_work', label: '为群众办实事', kinds: ['practical_work'], yearly: 0, quarterly: 0 },
];

/** Kinds that last: as many as there are, whenever they began. */
export const lasting: ReadonlySet<DutyKind> = new Set(['household_linked']);

/** How many records of a kind count: of this year, of this quarter, and altogether. */
export type KindCount = { readonly kind: string; readonly year: number; readonly quarter: number; readonly ever: number };

export type Progress = { readonly key: string; readonly label: string; readonly kinds: DutyKind[]; readonly done: number; readonly wanted: number; readonly period: 'year' | 'quarter'; readonly missing: number };

const sum = (counts: readonly KindCount[], kinds: readonly DutyKind[], period: 'year' | 'quarter'): number =>
  counts.reduce((total, count) => total + (isDutyKind(count.kind) && kinds.includes(count.kind) ? (lasting.has(count.kind) ? count.ever : count[period]) : 0), 0);

/** How far one is: a line for what a year wants, and one for what a quarter wants. What wants nothing is shown with what was done. */
export function progressOf(plan: readonly PlanItem[], counts: readonly KindCount[]): Progress[] {
  return plan.flatMap(({ key, label, kinds, yearly, quarterly }) => {
    const line = (period: 'year' | 'quarter', wanted: number): Progress => {
      const done = sum(counts, kinds, period);
      return { key, label, kinds, done, wanted, period, missing: Math.max(0, wanted - done) };
    };
    return [line('year', yearly), ...(quarterly > 0 ? [line('quarter', quarterly)] : [])];
  });
}

const DAY = 86_400_000;
const daysOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;

/** The first day of the quarter of a date. */
export const quarterStart = (date: string): string => `${date.slice(0, 4)}-${String(Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
export const quarterOf = (date: string): number => Math.floor((Number(date.slice(5, 7)) - 1) / 3) + 1;

/** How much of the period is over, 0 to 1. */
export function elapsed(period: 'year' | 'quarter', today: string): number {
  const start = period === 'year' ? `${today.slice(0, 4)}-01-01` : quarterStart(today);
  return (daysOf(today) - daysOf(start) + 1) / (period === 'year' ? 365 : 91);
}

/** What is behind most by now: the share that is missing against the share of time that has passed. Null when all is done. */
export function nextStep(progress: readonly Progress[], today: string): Progress | null {
  const behind = ({ done, wanted, period }: Progress): number => Math.min(1, elapsed(period, today)) - done / wanted;
  return progress.filter(({ missing }) => missing > 0).toSorted((one, other) => behind(other) - behind(one))[0] ?? null;
}
