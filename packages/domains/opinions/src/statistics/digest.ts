// 月报: what a station's congress heard in a month (汇总), about what (梳理), to whom it was handed (交办) and what is late (督查).
import type { Capacity } from '@smart/identity/capacity';
import { formatDate, today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { isTopic, opinionTopicLabels } from '../model.ts';
import { summaryWords, supervisionWords } from './digest-words.ts';
import { contentRate, type Counted, type DigestRow, type DigestView, type Figures, noFigures, percentOf } from './model.ts';
import { type SupervisionState, supervisionStateLabels } from '../supervising/model.ts';
import { measures } from './measures.ts';
import { monthBefore, monthSpan, supervisionFiguresOf } from './service.ts';

const inMonth = `o.congress_id = $1 AND o.created_at >= $2::timestamp AT TIME ZONE 'Asia/Shanghai' AND o.created_at < $3::timestamp AT TIME ZONE 'Asia/Shanghai'`;
/** Lists in the report; the desk's own list has all. */
const mostListed = 50;

async function totalsOf(work: Work, congressId: string, month: string): Promise<Figures> {
  const { from, before } = monthSpan(month);
  const [row] = await work.sql<Figures>(`SELECT ${measures} FROM opinion o WHERE ${inMonth}`, [congressId, from, before]);
  return row ?? noFigures;
}

const listColumns = `o.id, o.number, o.title, COALESCE(o.organ_name, '本级人大代表工作机构') AS label, to_char(o.due_on, 'YYYY-MM-DD') AS "dueOn"`;

/** What was heard, sorted, handed over and is late, in and at the end of a month. */
export async function digestOf(work: Work, capacity: Capacity, month: string): Promise<DigestView> {
  const { congressId } = capacity;
  const { from, before } = monthSpan(month);
  const values = [congressId, from, before];
  const day = today(work.clock);
  const topics = await work.sql<Figures & { key: string | null; titles: string[] }>(`SELECT o.topic AS key, ${measures}, (array_agg(o.title ORDER BY o.urgent DESC, o.created_at))[1:5] AS titles FROM opinion o WHERE ${inMonth} GROUP BY o.topic ORDER BY received DESC, o.topic`, values);
  const stations = await work.sql<Counted>(`SELECT s.id::text AS key, COALESCE(s.name, '没有经联络站') AS label, ${measures} FROM opinion o LEFT JOIN station s ON s.id = o.station_id WHERE ${inMonth} GROUP BY s.id, s.name ORDER BY received DESC, label`, values);
  const handed = await work.sql<DigestView['handed'][number]>(
    `SELECT o.organ_name AS "organName", count(*)::int AS handed, (count(*) FILTER (WHERE o.state IN ('answered', 'replied', 'closed')))::int AS answered, (count(*) FILTER (WHERE o.state IN ('assigned', 'handling')))::int AS open,
       (count(*) FILTER (WHERE o.state IN ('assigned', 'handling') AND o.due_on < $4::date))::int AS overdue FROM opinion o WHERE ${inMonth} AND o.organ_name IS NOT NULL GROUP BY o.organ_name ORDER BY handed DESC, o.organ_name`,
    [...values, day],
  );
  const overdue = await work.sql<DigestRow>(`SELECT ${listColumns}, $2::date - o.due_on AS late FROM opinion o WHERE o.congress_id = $1 AND o.due_on < $2::date AND o.state NOT IN ('closed', 'redirected') ORDER BY o.due_on, o.id LIMIT ${mostListed}`, [congressId, day]);
  const dissatisfied = await work.sql<DigestRow>(`SELECT ${listColumns}, 0 AS late FROM opinion o WHERE ${inMonth} AND (o.satisfaction = 'dissatisfied' OR o.dissatisfied > 0) ORDER BY o.created_at, o.id LIMIT ${mostListed}`, values);
  // By the day of the letter: an old opinion may be supervised this month.
  const letters = `o.congress_id = $1 AND s.created_at < $3::timestamp AT TIME ZONE 'Asia/Shanghai' AND (s.created_at >= $2::timestamp AT TIME ZONE 'Asia/Shanghai' OR s.state IN ('issued', 'answered'))`;
  const supervised = await work.sql<DigestRow & { numberLabel: string; state: SupervisionState }>(
    `SELECT o.id, o.number, o.title, s.organ_name AS label, to_char(s.due_on, 'YYYY-MM-DD') AS "dueOn", CASE WHEN s.state = 'issued' THEN GREATEST($4::date - s.due_on, 0) ELSE 0 END AS late, s.number_label AS "numberLabel", s.state
     FROM opinion_supervision s JOIN opinion o ON o.id = s.opinion_id WHERE ${letters} AND s.state NOT IN ('draft', 'withdrawn') ORDER BY s.state IN ('issued', 'answered') DESC, s.due_on, s.id LIMIT ${mostListed}`,
    [...values, day],
  );
  return {
    month, asOf: day, congressName: capacity.congressName, totals: await totalsOf(work, congressId, month), before: await totalsOf(work, congressId, monthBefore(month)),
    topics: topics.map(({ key, ...row }) => ({ ...row, key, label: key !== null && isTopic(key) ? opinionTopicLabels[key] : '未分类' })), stations, handed, overdue, dissatisfied,
    supervised: supervised.map(({ state, ...row }) => ({ ...row, stateLabel: supervisionStateLabels[state] })), supervision: await supervisionFiguresOf(work, letters, values),
  };
}

const cells = ({ label, received, answered, redirected, ...rest }: Counted): string[] => [label, `${received}`, `${answered}`, `${redirected}`, percentOf(contentRate({ received, answered, redirected, ...rest }))];
const head = ['收到', '已答复', '告知分流', '满意率'];

type Section = { readonly heading: string; readonly text: string; readonly tables: readonly { readonly caption: string; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly bars: readonly { label: string; value: number }[] | null }[] };

/** The digest as a report: title and sections with tables. */
export function digestReport(digest: DigestView): { title: string; sections: Section[] } {
  const { month, topics, stations, handed, overdue, dissatisfied, supervised } = digest;
  const lines = (rows: readonly DigestRow[]): string[][] => rows.map((row) => [row.title, row.number, row.label, row.dueOn === null ? '无' : formatDate(row.dueOn), row.late > 0 ? `${row.late}` : '—']);
  const listHead = ['意见', '编号', '办理单位', '期限', '超期天数'];
  return {
    title: `${digest.congressName}群众意见月报（${Number(month.slice(0, 4))} 年 ${Number(month.slice(5))} 月）`,
    sections: [
      { heading: '一、汇总', text: summaryWords(digest), tables: [{ caption: '各联络站收到的意见', head: ['联络站', ...head], rows: stations.map(cells), bars: null }] },
      { heading: '二、梳理', text: topics.map(({ label, received, titles }) => `${label} ${received} 条：${titles.join('；')}。`).join('\n') || '本月没有收到意见。', tables: [{ caption: '意见分类', head: ['分类', ...head], rows: topics.map(cells), bars: topics.map(({ label, received }) => ({ label, value: received })) }] },
      { heading: '三、交办', text: handed.length === 0 ? '本月收到的意见没有交办到单位。' : `本月收到的意见交 ${handed.length} 个单位办理。`, tables: [{ caption: '交办和反馈', head: ['承办单位', '交办', '已反馈', '办理中', '超期'], rows: handed.map((row) => [row.organName, `${row.handed}`, `${row.answered}`, `${row.open}`, `${row.overdue}`]), bars: null }] },
      { heading: '四、督查', text: `截至${formatDate(digest.asOf)}，超期未办结 ${overdue.length} 条；本月收到的意见中群众不满意过 ${dissatisfied.length} 条。${supervisionWords(digest)}`, tables: [{ caption: '督查单', head: ['督查单', '意见', '承办单位', '回复时限', '现在'], rows: supervised.map((row) => [row.numberLabel, row.title, row.label, row.dueOn === null ? '无' : formatDate(row.dueOn), row.late > 0 ? `${row.stateLabel}，超期 ${row.late} 天` : row.stateLabel]), bars: null }, { caption: '超期未办结', head: listHead, rows: lines(overdue), bars: null }, { caption: '群众不满意过的', head: listHead, rows: lines(dissatisfied), bars: null }] },
    ],
  };
}
