// From the figures of the analysis to the charts of the desk: rows, sentence, and the filters of the list behind each value. Pure.
import type { ChartModel, ChartRow } from '@smart/charts/model.ts';
import { largestSentence, lastSentence, peakSentence } from '@smart/charts/sentences.ts';
import { changeOf, evaluatedOf, percent, punctualityRate, satisfactionRate } from '@smart/suggestions/analysis/figures';
import type { AnalysisView, Count } from '@smart/suggestions/analysis/model';

/** Filters of the library by which a value's matters are found; undefined where there are none to show. */
export type Behind = (row: ChartRow, series: number) => Readonly<Record<string, string>> | undefined;
export type Card = { readonly id: string; readonly title: string; readonly sentence: string; readonly model: ChartModel; readonly note?: string; readonly behind?: Behind };

const one = [{ name: '件数' }] as const;
const rowsOf = (counts: readonly Count[]): ChartRow[] => counts.map(({ key, label, count }) => ({ key, label, values: [count] }));
const monthLabel = (month: string): string => `${Number(month.slice(0, 4))} 年 ${Number(month.slice(5))} 月`;

function topics(view: AnalysisView): Card {
  const { before } = view;
  const earlier = new Map(before?.byTopic.map(({ key, count }) => [key, count]));
  const rows = rowsOf(view.byTopic).map((row) => (before ? { ...row, values: [...row.values, earlier.get(row.key) ?? 0] } : row));
  const [most] = rows;
  const change = before && most ? `“${most.label}”${changeOf(most.values[0] ?? 0, most.values[1] ?? 0)}。` : '';
  const series = before ? [{ name: '本期', tone: 'info' as const }, { name: '上年同期', tone: 'grey' as const }] : one;
  return { id: 'topics', title: '内容分类', sentence: largestSentence(rows, '提出的建议中') + change, model: { kind: 'bars', head: '分类', unit: '件', series, rows }, behind: (row, at) => (at === 0 ? { topic: row.key } : undefined) };
}

function years(view: AnalysisView): Card[] {
  const rows = view.byYear.map((year) => ({ key: String(year.year), label: `${year.year} 年`, values: [year.total] }));
  const rates = view.byYear.map((year) => ({ key: String(year.year), label: `${year.year} 年`, values: [satisfactionRate(year), punctualityRate(year)] }));
  const last = view.byYear.at(-1);
  const sentence = last ? `${last.year} 年提出的建议，满意率 ${percent(satisfactionRate(last))}，按期答复率 ${percent(punctualityRate(last))}。` : '还没有数据。';
  return [
    { id: 'years', title: '历年提出', sentence: lastSentence(rows, '提出'), model: { kind: 'columns', head: '年度', unit: '件', series: one, rows }, behind: (row) => ({ year: row.key }) },
    {
      id: 'rates', title: '历年满意率和按期答复率', sentence, note: '满意率只计已评价的件数，未作评价的单列；按期答复率为按期答复占应答复件数的比例。',
      model: { kind: 'lines', head: '年度', unit: '%', series: [{ name: '满意率', tone: 'info' }, { name: '按期答复率', tone: 'green' }], rows: rates }, behind: (row) => ({ year: row.key }),
    },
  ];
}

function months(view: AnalysisView): Card {
  const rows = view.byMonth.slice(-24).map((month) => ({ key: month.month, label: monthLabel(month.month), values: [month.submitted, month.replied, month.closed] }));
  return {
    id: 'months', title: '每月提出、答复和办结', sentence: peakSentence(rows, '提出建议'), note: '答复、办结按发生的月份统计；最多显示最近 24 个月。',
    model: { kind: 'columns', head: '月份', unit: '件', series: [{ name: '提出', tone: 'info' }, { name: '答复', tone: 'green' }, { name: '办结', tone: 'grey' }], rows },
    behind: (row, series) => (series === 0 ? { month: row.key } : undefined),
  };
}

const promptTones = { in_time: 'green', late: 'amber', running: 'info', overdue: 'red' } as const;

function promptness(view: AnalysisView): Card {
  const { inTime, late, overdue } = view.totals;
  const rate = punctualityRate(view.totals);
  const sentence = rate === null ? '还没有到期应答复的建议。' : `应答复 ${inTime + late + overdue} 件，按期答复 ${inTime} 件，按期答复率 ${percent(rate)}；${overdue ? `${overdue} 件超期尚未答复。` : '没有超期未答复的。'}`;
  return {
    id: 'promptness', title: '办理时效', sentence, note: '依法批准延期的，按延长后的期限统计，不计超期。',
    model: { kind: 'bars', head: '办理时效', unit: '件', series: one, rows: rowsOf(view.byPromptness) }, behind: (row) => ({ prompt: row.key }),
  };
}

function evaluation(view: AnalysisView): Card[] {
  const { totals } = view;
  const done = evaluatedOf(totals);
  const silent = `另有 ${totals.notEvaluated} 件经提醒未作评价，单列，不计入满意率。`;
  const sentence = done === 0 ? `还没有代表评价。${totals.notEvaluated ? silent : ''}` : `已评价 ${done} 件，满意和基本满意 ${totals.satisfied + totals.mostlySatisfied} 件，满意率 ${percent(satisfactionRate(totals))}。${silent}`;
  const scores = ['满意', '基本满意', '不满意'];
  const tones = ['green', 'amber', 'red'] as const;
  const rows = [
    { key: 'attitude', label: '办理态度', values: view.byAttitude.map(({ count }) => count) },
    { key: 'result', label: '办理结果', values: [totals.satisfied, totals.mostlySatisfied, totals.notSatisfied] },
  ];
  const keys = ['satisfied', 'mostly_satisfied', 'not_satisfied'];
  const bad = rows.map((row) => `${row.label} ${row.values[2] ?? 0} 件`).join('，');
  return [
    { id: 'evaluation', title: '代表评价', sentence, model: { kind: 'bars', head: '评价', unit: '件', series: one, rows: rowsOf(view.byEvaluation) }, behind: (row) => ({ evaluation: row.key }) },
    {
      id: 'scores', title: '办理态度和办理结果', sentence: done === 0 ? '还没有代表评价。' : `代表分别评价态度和结果，不满意的：${bad}。`,
      model: { kind: 'bars', head: '评价对象', unit: '件', stacked: true, series: scores.map((name, at) => ({ name, tone: tones[at] })), rows },
      behind: (row, series) => ({ [row.key]: keys[series] ?? '' }),
    },
  ];
}

function organs(view: AnalysisView): Card {
  const rows = view.organs.filter((organ) => organ.count > 0).map((organ) => ({ key: organ.organId, label: organ.organName, values: [organ.inTime, organ.late, organ.running, organ.overdue] }));
  const [most] = view.organs;
  const overdue = view.organs.filter((organ) => organ.overdue > 0);
  const sentence = most && most.count > 0 ? `${rows.length} 个单位主办或者分别办理，${most.organName}最多，${most.count} 件；${overdue.length ? `${overdue.length} 个单位有超期未答复的。` : '没有单位超期未答复。'}` : '还没有交办。';
  return {
    id: 'organs', title: '承办单位', sentence, note: '按各单位自己的答复期限统计；期限已取消的不计。',
    model: { kind: 'bars', head: '承办单位', unit: '件', stacked: true, drawn: 15, series: [{ name: '按期答复', tone: promptTones.in_time }, { name: '超期答复', tone: promptTones.late }, { name: '期限内办理', tone: promptTones.running }, { name: '超期未答复', tone: promptTones.overdue }], rows },
    behind: (row) => ({ answers: row.key }),
  };
}

function words(view: AnalysisView): Card {
  const compared = view.before !== null;
  const rows = view.words.map(({ word, count, previous }) => ({ key: word, label: word, values: compared ? [count, previous] : [count] }));
  const fresh = view.words.filter((word) => word.previous === 0).slice(0, 3).map((word) => `“${word.word}”`);
  const sentence = largestSentence(rows, '标题里', '件').replace(/，占 \d+%/, '') + (compared && fresh.length ? `上年同期没有的词：${fresh.join('、')}。` : '');
  return {
    id: 'words', title: '热词', sentence, note: '统计标题里含有该词的建议件数，“建议”“加强”等常用词不计。',
    model: { kind: 'bars', head: '词语', unit: '件', drawn: 15, series: compared ? [{ name: '本期', tone: 'accent' }, { name: '上年同期', tone: 'grey' }] : one, rows },
    behind: (row, series) => (series === 0 ? { word: row.key } : undefined),
  };
}

function simple(id: string, title: string, head: string, counts: readonly Count[], what: string, behind: Behind, drawn?: number): Card {
  const rows = rowsOf(counts);
  return { id, title, sentence: largestSentence(rows, what), model: { kind: 'bars', head, unit: '件', series: one, rows, ...(drawn === undefined ? {} : { drawn }) }, behind };
}

/** All cards in their order on the page. */
export function cardsOf(view: AnalysisView): Card[] {
  const [volume, rates] = years(view);
  return [
    ...(volume ? [volume] : []), months(view), topics(view), organs(view), promptness(view), ...evaluation(view), ...(rates ? [rates] : []),
    simple('grades', '办理结果', '类别', view.byGrade, '已答复的建议中', (row) => ({ grade: row.key })),
    simple('states', '办理状态', '状态', view.byState, '现在的建议中', (row) => ({ state: row.key })),
    simple('delegations', '代表团', '代表团', view.byDelegation, '各代表团中', (row) => ({ delegation: row.key }), 15),
    simple('sessions', '会议期间和闭会期间', '提出时间', view.bySession, '提出的建议中', (row) => ({ session: row.key })),
    words(view),
  ];
}
