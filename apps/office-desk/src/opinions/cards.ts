// From the figures of citizens' opinions to the charts of the desk: rows, sentence, and the filters of the list behind each value. Pure.
import { hasMap } from '@smart/charts/maps.ts';
import type { ChartModel, ChartRow } from '@smart/charts/model.ts';
import { largestSentence, lastSentence, peakSentence } from '@smart/charts/sentences.ts';
import { averageDays, contentRate, type Counted, percentOf, ratedOf, type StatisticsView } from '@smart/opinions/statistics/model';

type Filters = Readonly<Record<string, string>>;
export type OpinionCard = { readonly id: string; readonly title: string; readonly sentence: string; readonly model: ChartModel; readonly note?: string; readonly behind?: (row: ChartRow, series: number) => Filters | undefined };

const none = '';
const rowsOf = (rows: readonly Counted[], values: (one: Counted) => (number | null)[] = (one) => [one.received]): ChartRow[] => rows.map((one) => ({ key: one.key ?? none, label: one.label, values: values(one) }));
const count = [{ name: '收到' }] as const;
const handled = [{ name: '收到', tone: 'info' as const }, { name: '已答复', tone: 'green' as const }];
const both = (one: Counted): number[] => [one.received, one.answered];

function bars(id: string, title: string, head: string, rows: readonly Counted[], what: string, behind?: OpinionCard['behind']): OpinionCard {
  const drawn = rowsOf(rows, both);
  // Those without one are in the table; the sentence is about the others.
  const known = drawn.filter(({ key }) => key !== none);
  return { id, title, sentence: largestSentence(known, what, '条'), model: { kind: 'bars', head, unit: '条', series: handled, rows: drawn, drawn: 15 }, ...(behind ? { behind } : {}) };
}

const monthLabel = (key: string): string => `${Number(key.slice(0, 4))} 年 ${Number(key.slice(5))} 月`;

function satisfaction({ totals }: StatisticsView): OpinionCard {
  const rated = ratedOf(totals);
  const silent = `未评价 ${totals.unrated} 条，单列，不计入满意率。`;
  const rows = [['satisfied', '满意', totals.satisfied], ['basically', '基本满意', totals.basically], ['dissatisfied', '不满意', totals.dissatisfied], ['none', '未评价', totals.unrated]] as const;
  return {
    id: 'satisfaction', title: '群众评价', sentence: rated === 0 ? `还没有群众评价。${silent}` : `已评价 ${rated} 条，满意率 ${percentOf(contentRate(totals))}；${silent}`,
    model: { kind: 'bars', head: '评价', unit: '条', series: count, rows: rows.map(([key, label, value]) => ({ key, label, values: [value] })) }, behind: (row) => ({ satisfaction: row.key }),
  };
}

function times(view: StatisticsView): OpinionCard {
  const rows = view.byTopic.map((one) => ({ key: one.key ?? none, label: one.label, values: [averageDays(one)] }));
  const average = averageDays(view.totals);
  return {
    id: 'times', title: '答复用时', sentence: average === null ? '还没有答复。' : `平均 ${average} 天答复，一半在 ${view.medianDays ?? 0} 天之内。`, note: '自收到至最后一次答复的自然天数。',
    model: { kind: 'bars', head: '分类', unit: '天', series: [{ name: '平均天数' }], rows }, behind: (row) => (row.key === none ? undefined : { topic: row.key }),
  };
}

function below(view: StatisticsView): OpinionCard[] {
  if (view.below.length === 0) return [];
  const drawable = hasMap(view.division);
  const rows = view.below.map((one) => ({ key: one.code, label: drawable && one.label.length > 4 ? one.label.slice(0, 4) : one.label, values: [one.received] }));
  return [{
    id: 'below', title: '分地区：各地收到的群众意见', sentence: largestSentence(rows, '各地（含乡镇）中', '条'), note: '只汇总下级人大的条数，不含具体意见；具体内容请到公众网站查看已公开的意见和答复。',
    model: { kind: drawable ? 'map' : 'bars', head: '地区', unit: '条', series: count, rows, ...(drawable ? { map: view.division } : { drawn: 20 }) },
  }];
}

/** All cards in their order on the page. */
export function opinionCards(view: StatisticsView): OpinionCard[] {
  const years = rowsOf(view.byYear, both);
  const months = view.byMonth.slice(-24).map((one) => ({ key: one.key ?? none, label: monthLabel(one.label), values: both(one) }));
  const perStation = view.stations === 0 ? '' : `本级现有联络站 ${view.stations} 个，平均每站 ${(view.totals.received / view.stations).toFixed(1)} 条。`;
  const stations = bars('stations', '联络站', '联络站', view.byStation, '各联络站中', (row) => (row.key === none ? undefined : { station: row.key }));
  return [
    { id: 'years', title: '历年收到', sentence: lastSentence(years, '收到', '条'), model: { kind: 'columns', head: '年份', unit: '条', series: handled, rows: years }, behind: (row) => ({ year: row.key }) },
    { id: 'months', title: '每月收到和答复', sentence: peakSentence(months, '收到意见', '条'), note: '“已答复”按收到的月份统计；最多显示 24 个月。', model: { kind: 'lines', head: '月份', unit: '条', series: handled, rows: months }, behind: (row) => ({ month: row.key }) },
    bars('topics', '内容分类', '分类', view.byTopic, '收到的意见中', (row) => (row.key === none ? undefined : { topic: row.key })),
    { ...stations, sentence: stations.sentence + perStation },
    satisfaction(view), times(view),
    bars('deputies', '代表', '代表', view.byDeputy, '指明或者转为建议的代表中', (row) => (row.key === none ? undefined : { deputy: row.key })),
    bars('places', '地区', '地区', view.byPlace, '按联络站所在地，'),
    bars('organs', '承办单位', '承办单位', view.byOrgan, '交办的单位中'),
    ...below(view),
  ];
}
