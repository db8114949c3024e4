// The words of the monthly digest that the page and the document share. Pure.
import { averageDays, contentRate, type DigestView, percentOf, ratedOf } from './model.ts';

const changeWords = (now: number, before: number): string => (now === before ? '与上月持平' : `比上月${now > before ? '增加' : '减少'} ${Math.abs(now - before)} 条`);

/** The sentence of the summary; the same on the page and in the document. */
export function summaryWords({ month, totals, before }: Pick<DigestView, 'month' | 'totals' | 'before'>): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const average = averageDays(totals);
  return `${year} 年 ${number} 月收到群众意见 ${totals.received} 条，${changeWords(totals.received, before.received)}；已答复 ${totals.answered} 条，告知分流 ${totals.redirected} 条${average === null ? '' : `，平均 ${average} 天答复`}。` +
    (ratedOf(totals) === 0 ? `还没有群众评价${totals.unrated > 0 ? `，逾期未评价 ${totals.unrated} 条` : ''}。` : `群众已评价 ${ratedOf(totals)} 条，满意率 ${percentOf(contentRate(totals))}；未评价 ${totals.unrated} 条，单列不计。`);
}

/** One sentence about 督查; the same on the page and in the document. */
export const supervisionWords = ({ supervision: { opened, inTime, late, answered, settled, running, overdue } }: Pick<DigestView, 'supervision'>): string =>
  opened === 0 ? '本月没有发出督查单。' : `本月发出和仍在办的督查单 ${opened} 份：承办单位已回复 ${answered} 份${inTime + late > 0 ? `（按时 ${inTime} 份，逾期 ${late} 份）` : ''}，督查办结 ${settled} 份，正在督查 ${running} 份${overdue > 0 ? `，其中超过回复时限 ${overdue} 份` : ''}。`;
