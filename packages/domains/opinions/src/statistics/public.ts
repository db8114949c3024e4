// 开放数据: the figures of citizens' opinions for everybody, through the reader role: numbers only, made in the database.
import { csvCell } from '@smart/kernel/csv';
import type { Work } from '@smart/workflow/work';
import { isTopic, opinionTopicLabels } from '../model.ts';
import { contentRate, type Counted, type Figures, inTimeDays } from './model.ts';

export type PublicFigure = Figures & { readonly congressName: string; readonly divisionCode: string; readonly stationName: string | null; readonly topic: string | null; readonly month: string };

/** Counts of a year by congress, station, topic and month. @param scope beginning of division codes; '' for all */
export async function publicFigures(work: Work, scope: string, year: number): Promise<PublicFigure[]> {
  return work.sql<PublicFigure>(
    `SELECT c.name AS "congressName", c.division_code AS "divisionCode", s.name AS "stationName", f.topic, f.month, f.received, f.answered, f.redirected, f.in_time AS "inTime", f.days, f.satisfied, f.basically, f.dissatisfied, f.unrated
     FROM opinion_figures($1, make_date($2, 1, 1), make_date($2 + 1, 1, 1)) f JOIN congress c ON c.id = f.congress_id LEFT JOIN station s ON s.id = f.station_id
     ORDER BY length(c.division_code), c.division_code, f.month, s.name NULLS FIRST, f.topic LIMIT 50000`,
    [scope, year],
  );
}

/** The stations of an area as counts, for a ranking; `key` is the station's code. Only where something was heard. @param year null for all */
export const stationFigures = (work: Work, scope: string, year: number | null): Promise<Counted[]> =>
  work.sql<Counted>(
    `SELECT s.code AS key, s.name AS label, sum(f.received)::int AS received, sum(f.answered)::int AS answered, sum(f.redirected)::int AS redirected, sum(f.in_time)::int AS "inTime", sum(f.days)::int AS days,
       sum(f.satisfied)::int AS satisfied, sum(f.basically)::int AS basically, sum(f.dissatisfied)::int AS dissatisfied, sum(f.unrated)::int AS unrated
     FROM opinion_figures($1, make_date(COALESCE($2, 2000), 1, 1), make_date(COALESCE($2 + 1, 2101), 1, 1)) f JOIN station s ON s.id = f.station_id GROUP BY s.code, s.name`,
    [scope, year],
  );

type Field = { readonly name: string; readonly label: string; readonly type: 'text' | 'integer'; readonly about: string; readonly of: (one: PublicFigure) => string | number | null };
/** Every column in its order. A column is never renamed; new ones are added at the end. */
const fields = [
  { name: 'congress', label: '人大', type: 'text', about: '收到意见的人民代表大会全称', of: (one) => one.congressName },
  { name: 'division', label: '行政区划代码', type: 'text', about: '该人民代表大会的行政区划代码', of: (one) => one.divisionCode },
  { name: 'month', label: '收到月份', type: 'text', about: 'YYYY-MM，北京时间', of: (one) => one.month },
  { name: 'station', label: '联络站', type: 'text', about: '经由的代表联络站；没有经联络站的为空', of: (one) => one.stationName },
  { name: 'topic', label: '内容分类', type: 'text', about: `取值：${Object.values(opinionTopicLabels).join('、')}；没有分类的为空`, of: (one) => (one.topic !== null && isTopic(one.topic) ? opinionTopicLabels[one.topic] : null) },
  { name: 'received', label: '收到', type: 'integer', about: '收到的意见条数', of: (one) => one.received },
  { name: 'answered', label: '已答复', type: 'integer', about: '其中已经答复群众的', of: (one) => one.answered },
  { name: 'redirected', label: '告知分流', type: 'integer', about: '其中属于诉讼、仲裁等其他渠道，已告知去向的', of: (one) => one.redirected },
  { name: 'inTime', label: '及时答复', type: 'integer', about: `收到后 ${inTimeDays} 天内答复的`, of: (one) => one.inTime },
  { name: 'days', label: '答复总天数', type: 'integer', about: '已答复的各条自收到至最后一次答复的天数之和；除以“已答复”即平均天数', of: (one) => one.days },
  { name: 'satisfied', label: '满意', type: 'integer', about: '群众评价为满意的', of: (one) => one.satisfied },
  { name: 'basically', label: '基本满意', type: 'integer', about: '群众评价为基本满意的', of: (one) => one.basically },
  { name: 'dissatisfied', label: '不满意', type: 'integer', about: '群众最后评价为不满意的', of: (one) => one.dissatisfied },
  { name: 'unrated', label: '未评价', type: 'integer', about: '期限内没有评价的，不视为满意', of: (one) => one.unrated },
  { name: 'satisfaction', label: '满意率', type: 'text', about: '（满意＋基本满意）÷ 已评价，0 至 1 的小数；没有评价的为空', of: (one) => contentRate(one)?.toFixed(3) ?? null },
] as const satisfies readonly Field[];

export const figureDictionary: { name: string; label: string; type: string; about: string }[] = fields.map(({ name, label, type, about }) => ({ name, label, type, about }));
export const figureRecord = (one: PublicFigure): Record<string, string | number | null> => Object.fromEntries(fields.map((field) => [field.name, field.of(one)]));
export const figuresCsv = (rows: readonly PublicFigure[]): string => `\uFEFF${[fields.map(({ name }) => csvCell(name)), ...rows.map((row) => fields.map((field) => csvCell(field.of(row))))].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
