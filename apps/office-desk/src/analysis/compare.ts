// Two organs side by side: the same figures of both, as charts. Pure.
import type { ChartRow } from '@smart/charts/model.ts';
import { evaluatedOf, percent, punctualityRate, satisfactionRate } from '@smart/suggestions/analysis/figures';
import type { CompareView, OrganFigures } from '@smart/suggestions/analysis/model';
import type { Card } from './models.ts';

type Compared = CompareView['organs'][number];
type Count = readonly [string, string, (one: OrganFigures) => number | null];

const rowsOf = (organs: readonly Compared[], counts: readonly Count[]): ChartRow[] => counts.map(([key, label, of]) => ({ key, label, values: organs.map(of) }));

/** Who has the better rate, in a sentence. */
function betterSentence(organs: readonly Compared[], what: string, rate: (one: OrganFigures) => number | null): string {
  const [a, b] = organs;
  if (!a || !b) return '';
  const [first, second] = [rate(a), rate(b)];
  if (first === null || second === null) return `${what}：${organs.map((one) => `${one.organName} ${percent(rate(one))}`).join('，')}。`;
  if (first === second) return `两个单位${what}相同，都是 ${percent(first)}。`;
  const [high, low] = first > second ? [a, b] : [b, a];
  return `${high.organName}${what} ${percent(rate(high))}，高于${low.organName}的 ${percent(rate(low))}。`;
}

const timing: readonly Count[] = [['in_time', '按期答复', (one) => one.inTime], ['late', '超期答复', (one) => one.late], ['running', '期限内办理', (one) => one.running], ['overdue', '超期未答复', (one) => one.overdue]];
const judged: readonly Count[] = [
  ['satisfied', '满意', (one) => one.satisfied], ['mostly_satisfied', '基本满意', (one) => one.mostlySatisfied], ['not_satisfied', '不满意', (one) => one.notSatisfied],
  ['waiting', '待评价', (one) => one.waiting], ['not_evaluated', '未作评价', (one) => one.notEvaluated],
];
const graded: readonly Count[] = [['A', 'A 类', (one) => one.gradeA], ['B', 'B 类', (one) => one.gradeB], ['C', 'C 类', (one) => one.gradeC], ['D', 'D 类', (one) => one.gradeD]];

function topicRows(organs: readonly Compared[]): ChartRow[] {
  const labels = new Map(organs.flatMap((one) => one.byTopic.map(({ key, label }) => [key, label] as const)));
  const rows = [...labels].map(([key, label]) => ({ key, label, values: organs.map((one) => one.byTopic.find((topic) => topic.key === key)?.count ?? 0) }));
  return rows.sort((a, b) => b.values.reduce((sum, value) => sum + value, 0) - a.values.reduce((sum, value) => sum + value, 0));
}

/** The charts of the comparison; the list behind each value is that of the organ. */
export function compareCards({ organs }: CompareView): Card[] {
  const tones = ['info', 'accent'] as const;
  const series = organs.map(({ organName }, at) => ({ name: organName, tone: tones[at] }));
  const behind = (name: string) => (row: ChartRow, at: number) => ({ answers: organs[at]?.organId ?? '', [name]: row.key });
  const card = (id: string, title: string, head: string, sentence: string, rows: ChartRow[], filter: string | null): Card => ({
    id, title, sentence, model: { kind: 'bars', head, unit: '件', series, rows }, ...(filter === null ? {} : { behind: behind(filter) }),
  });
  const answered = organs.map((one) => `${one.organName}主办、分别办理 ${one.count} 件`).join('，');
  return [
    // An organ's own limit may differ from the suggestion's (分别办理), so the list behind could not be the same.
    { ...card('timing', '办理时效', '办理时效', `${answered}。${betterSentence(organs, '按期答复率', punctualityRate)}`, rowsOf(organs, timing), null), note: '按各单位自己的答复期限统计。' },
    card('evaluation', '代表评价', '评价', betterSentence(organs, '满意率', satisfactionRate), rowsOf(organs, judged), 'evaluation'),
    card('grades', '办理结果', '类别', betterSentence(organs, 'A 类占比', (one) => (one.gradeA + one.gradeB + one.gradeC + one.gradeD === 0 ? null : one.gradeA / (one.gradeA + one.gradeB + one.gradeC + one.gradeD))), rowsOf(organs, graded), 'grade'),
    card('topics', '内容分类', '分类', organs.map((one) => (one.byTopic[0] ? `${one.organName}办理的“${one.byTopic[0].label}”最多，${one.byTopic[0].count} 件` : `${one.organName}还没有主办件`)).join('；').concat('。'), topicRows(organs), 'topic'),
  ];
}

/** The rows of the table of both: everything that is counted, and the rates. */
export const comparedFigures: readonly { readonly label: string; readonly of: (one: OrganFigures) => string }[] = [
  { label: '主办、分别办理', of: (one) => `${one.count} 件` }, { label: '协办', of: (one) => `${one.assisting} 件` }, { label: '已答复', of: (one) => `${one.replied} 件` },
  { label: '按期答复率', of: (one) => percent(punctualityRate(one)) }, { label: '超期未答复', of: (one) => `${one.overdue} 件` }, { label: '交办至首次答复平均用时', of: (one) => (one.days === null ? '—' : `${one.days} 天`) },
  { label: '退办', of: (one) => `${one.returned} 件` }, { label: '批准延期', of: (one) => `${one.extended} 次` }, { label: '与代表沟通', of: (one) => `${one.contacts} 次` },
  { label: '已评价', of: (one) => `${evaluatedOf(one)} 件` }, { label: '满意率', of: (one) => percent(satisfactionRate(one)) }, { label: '未作评价（不计入满意率）', of: (one) => `${one.notEvaluated} 件` },
];
