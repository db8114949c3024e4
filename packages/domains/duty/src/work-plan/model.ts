// 年度代表工作计划 (代表法 43): words, states and how far an item is. Pure and without libraries: the portal loads it.
import type { Tier } from '@smart/identity/capacity';

export const workPlanStates = ['draft', 'passed', 'told', 'published', 'closed'] as const;
export type WorkPlanState = (typeof workPlanStates)[number];
export const workPlanStateLabels: Readonly<Record<WorkPlanState, string>> = { draft: '拟订中', passed: '已通过', told: '已告知代表', published: '已公布', closed: '年度已终了' };
/** What deputies were told, and what anybody may read. */
export const toldStates = ['told', 'published', 'closed'] as const satisfies readonly WorkPlanState[];

export const workPlanLimits = { title: 60, responsible: 60, meeting: 60, reason: 200, items: 100 } as const;
export const workPlanFewest = { title: 4, responsible: 2, meeting: 2, reason: 2 } as const;

/** 代表法 43: the council of chairpersons passes it; in a township, which has none, the presidium does. */
export const passers = { leaders: '主任会议', presidium: '主席团' } as const;
export type Passer = keyof typeof passers;
export const passerOf = (tier: Tier): Passer => (tier === 'township' ? 'presidium' : 'leaders');

/** For when an item is planned: one month, or a quarter. */
export const periods = [
  ...[1, 2, 3, 4].map((quarter) => ({ key: `q${quarter}`, label: `第${['一', '二', '三', '四'][quarter - 1] ?? ''}季度`, fromMonth: quarter * 3 - 2, untilMonth: quarter * 3 })),
  ...Array.from({ length: 12 }, (_, at) => ({ key: `m${at + 1}`, label: `${at + 1} 月`, fromMonth: at + 1, untilMonth: at + 1 })),
] as const;
export type Months = { readonly fromMonth: number; readonly untilMonth: number };
const samePeriod = (a: Months) => (b: Months): boolean => a.fromMonth === b.fromMonth && a.untilMonth === b.untilMonth;
export const isPeriod = (months: Months): boolean => periods.some(samePeriod(months));
export const periodLabel = (months: Months): string => periods.find(samePeriod(months))?.label ?? `${months.fromMonth}—${months.untilMonth} 月`;

const two = (number: number): string => String(number).padStart(2, '0');
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
/** First and last day of the time an item is planned for, YYYY-MM-DD. */
export const daysOfPeriod = (year: number, { fromMonth, untilMonth }: Months): { first: string; last: string } => ({ first: `${year}-${two(fromMonth)}-01`, last: `${year}-${two(untilMonth)}-${two(daysIn(year, untilMonth))}` });

/** A day to begin with when an activity is made of an item: within its time where that is not over, and never one that has passed. */
export function proposedDay(year: number, months: Months, today: string): string {
  const { first, last } = daysOfPeriod(year, months);
  return today > last ? today : today > first ? today : first;
}

export const itemProgresses = ['done', 'planned', 'overdue', 'waiting'] as const;
export type ItemProgress = (typeof itemProgresses)[number];
export const itemProgressLabels: Readonly<Record<ItemProgress, string>> = { done: '已完成', planned: '已安排', overdue: '逾期未完成', waiting: '待安排' };

/** By the activities made of it; what was cancelled counts for nothing. @param held activities that were held @param open activities that are planned or published */
export function progressOf({ held, open }: { readonly held: number; readonly open: number }, lastDay: string, today: string): ItemProgress {
  if (held > 0) return 'done';
  if (open > 0) return 'planned';
  return today > lastDay ? 'overdue' : 'waiting';
}
