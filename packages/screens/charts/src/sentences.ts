// The one sentence above a chart, computed from what it shows. Pure.
import { shownValue, type ChartRow } from './model.ts';

const first = (row: ChartRow): number => row.values[0] ?? 0;
const ordered = (rows: readonly ChartRow[]): ChartRow[] => rows.filter((row) => first(row) > 0).sort((a, b) => first(b) - first(a));

/** The largest rows of the first series and their share. `what`: "提出的建议中". */
export function largestSentence(rows: readonly ChartRow[], what: string, unit = '件'): string {
  const [most, second] = ordered(rows);
  if (!most) return '还没有数据。';
  const sum = rows.reduce((total, row) => total + first(row), 0);
  const share = `${Math.round((first(most) / sum) * 100)}%`;
  const tied = second && first(second) === first(most);
  if (tied) return `${what}${most.label}、${second.label}最多，各 ${first(most)} ${unit}。`;
  return `${what}${most.label}最多，${first(most)} ${unit}，占 ${share}${second ? `；其次是${second.label}，${first(second)} ${unit}` : ''}。`;
}

/** The last row of a series in time against the one before. `what`: "提出的建议". */
export function lastSentence(rows: readonly ChartRow[], what: string, unit = '件'): string {
  const last = rows.at(-1);
  const before = rows.at(-2);
  if (!last) return '还没有数据。';
  const now = `${last.label}${what} ${shownValue(last.values[0], unit)}`;
  if (!before) return `${now}。`;
  const difference = first(last) - first(before);
  return `${now}，${difference === 0 ? `与 ${before.label}持平` : `比 ${before.label}${difference > 0 ? '多' : '少'} ${Math.abs(difference)} ${unit}`}。`;
}

/** The row in time with the most. `what`: "提出建议". */
export function peakSentence(rows: readonly ChartRow[], what: string, unit = '件'): string {
  const [most] = ordered(rows);
  return most ? `${most.label}${what}最多，${first(most)} ${unit}。` : '还没有数据。';
}
