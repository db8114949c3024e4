// From the sums of real use to the charts of the desk: where taps, time and people are lost. Pure.
import type { ChartModel } from '@smart/charts/model.ts';
import type { OverviewRow } from '@smart/effort/model';

export type EffortCard = { readonly id: string; readonly title: string; readonly sentence: string; readonly note: string; readonly model: ChartModel };

/** 「20–30 秒」, 「2–3 分钟」. */
export function secondsWords(seconds: OverviewRow['seconds']): string {
  if (seconds === null) return '—';
  const { from, until } = seconds;
  if (until === null) return `${from / 60} 分钟以上`;
  return from >= 60 ? `${from / 60}–${until / 60} 分钟` : `${from}–${until} 秒`;
}

export const shareWords = (share: number | null): string => (share === null ? '—' : `${Math.round(share * 100)}%`);
/** More taps than the budget in the middle case. */
export const isOver = ({ taps, budget }: OverviewRow): boolean => taps !== null && taps > budget;

function taps(rows: readonly OverviewRow[]): EffortCard {
  const over = rows.filter(isOver);
  return {
    id: 'taps', title: '点击次数', note: '中位数：一半的人不超过这个次数。打字不计。',
    sentence: over.length === 0 ? '各项任务的点击次数都在规定以内。' : `${over.map(({ label, taps: middle, budget }) => `${label} ${middle} 次（规定 ${budget} 次）`).join('、')}超过规定，请反映给系统管理员。`,
    model: { kind: 'bars', head: '任务', unit: '次', series: [{ name: '中位数', tone: 'info' }, { name: '规定以内', tone: 'grey' }], rows: rows.map(({ task, label, taps: middle, budget }) => ({ key: task, label, values: [middle, budget] })) },
  };
}

function left(rows: readonly OverviewRow[]): EffortCard {
  const most = rows.toSorted((one, other) => (other.leftShare ?? 0) - (one.leftShare ?? 0))[0];
  return {
    id: 'left', title: '中途离开', note: '打开以后没有办完就离开的占比。草稿仍在，可以接着办。',
    sentence: most?.leftShare ? `${most.label}中途离开的最多，占 ${shareWords(most.leftShare)}${most.worst ? `，多在“${most.worst.label}”离开` : ''}。` : '没有中途离开的。',
    model: { kind: 'bars', head: '任务', unit: '%', series: [{ name: '中途离开', tone: 'amber' }], rows: rows.map(({ task, label, leftShare }) => ({ key: task, label, values: [leftShare] })) },
  };
}

function time(rows: readonly OverviewRow[]): EffortCard {
  const known = rows.filter(({ seconds }) => seconds !== null);
  const most = known.toSorted((one, other) => (other.seconds?.from ?? 0) - (one.seconds?.from ?? 0))[0];
  return {
    id: 'time', title: '用时', note: '中位数所在区间的上限；只计页面在眼前的时间。',
    sentence: most ? `${most.label}用时最长，一半在 ${secondsWords(most.seconds)}以内办完。` : '办完的次数还太少。',
    model: { kind: 'bars', head: '任务', unit: '秒', series: [{ name: '用时', tone: 'info' }], rows: known.map(({ task, label, seconds }) => ({ key: task, label, values: [seconds?.until ?? seconds?.from ?? null] })) },
  };
}

export const effortCards = (rows: readonly OverviewRow[]): EffortCard[] => [taps(rows), left(rows), time(rows)];
