// Rates and changes made of counts; the same in the desk, the report and the tests. Pure.
import type { OrganFigures, Totals } from './model.ts';

type Judged = Pick<Totals, 'satisfied' | 'mostlySatisfied' | 'notSatisfied'>;
type Timed = Pick<Totals, 'inTime' | 'late' | 'overdue'>;

/** A share, or null where there is nothing to have a share of. */
export const rateOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Evaluated by the deputy; who said nothing is not among them (重庆 29). */
export const evaluatedOf = (of: Judged): number => of.satisfied + of.mostlySatisfied + of.notSatisfied;

/** 满意率: satisfied and mostly satisfied among the evaluated. */
export const satisfactionRate = (of: Judged): number | null => rateOf(of.satisfied + of.mostlySatisfied, evaluatedOf(of));

/** 按期答复率: answered in time among those whose limit has passed or that were answered (代表法 51). */
export const punctualityRate = (of: Timed): number | null => rateOf(of.inTime, of.inTime + of.late + of.overdue);

/** "87.5%", "—" without a rate. */
export const percent = (rate: number | null): string => (rate === null ? '—' : `${(rate * 100).toFixed(1).replace(/\.0$/, '')}%`);

/** Change of a count against the one before, in words. */
export function changeOf(now: number, before: number): string {
  if (before === 0) return now === 0 ? '与上年同期持平' : '上年同期没有';
  if (now === before) return '与上年同期持平';
  return `比上年同期${now > before ? '增加' : '减少'} ${Math.abs(now - before)} 件（${percent(Math.abs(now - before) / before)}）`;
}

/** Change of a rate in percentage points, in words; '' when one of them is missing. */
export function pointsOf(now: number | null, before: number | null): string {
  if (now === null || before === null) return '';
  const points = Math.round((now - before) * 1000) / 10;
  return points === 0 ? '与上年同期持平' : `比上年同期${points > 0 ? '提高' : '下降'} ${Math.abs(points)} 个百分点`;
}

/** The organ with the most parts first; the same order everywhere. */
export const byCount = (a: OrganFigures, b: OrganFigures): number => b.count - a.count || b.assisting - a.assisting || a.organName.localeCompare(b.organName, 'zh-CN');
