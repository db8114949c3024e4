// The four statistics that are one click from the desk: 办理, 交办清单, 办复, 重点建议. Of what the capacity may see, this year.
import type { Capacity } from '@smart/identity/capacity';
import { startOfDayShanghai, yearOf } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { statesOfHandling } from '../model.ts';
import { todayOf } from '../settle.ts';
import { parameters, visibleSql } from '../visibility.ts';
import type { FourView } from './model.ts';

type Row = { open: number; overdue: number; assigned: number; replied: number; inTime: number; key: number; keyOpen: number };

export async function fourOf(work: Work, capacity: Capacity): Promise<FourView> {
  const { values, p } = parameters();
  const today = todayOf(work);
  const year = yearOf(today);
  const open = `s.state IN (${statesOfHandling.map((state) => `'${state}'`).join(', ')})`;
  const visible = visibleSql(capacity, p);
  const begin = p(startOfDayShanghai(`${year}-01-01`));
  const day = p(today);
  const first = p(`${year}-01-01`);
  const [row] = await work.sql<Row>(
    `SELECT count(*) FILTER (WHERE ${open})::int AS open, count(*) FILTER (WHERE ${open} AND s.replied_at IS NULL AND s.reply_due_on < ${day}::date)::int AS overdue,
       count(*) FILTER (WHERE s.assigned_on >= ${first}::date)::int AS assigned, count(*) FILTER (WHERE s.replied_at >= ${begin})::int AS replied,
       count(*) FILTER (WHERE s.replied_at >= ${begin} AND (s.replied_at AT TIME ZONE 'Asia/Shanghai')::date <= s.reply_due_on)::int AS "inTime",
       count(*) FILTER (WHERE s.key_supervision AND s.state <> 'withdrawn')::int AS key, count(*) FILTER (WHERE s.key_supervision AND ${open})::int AS "keyOpen"
     FROM suggestion s WHERE ${visible} AND (${open} OR s.assigned_on >= ${first}::date OR s.replied_at >= ${begin} OR s.key_supervision)`,
    values,
  );
  const { open: handling = 0, overdue = 0, assigned = 0, replied = 0, inTime = 0, key = 0, keyOpen = 0 } = row ?? {};
  return { year, handling: { open: handling, overdue }, assigned, replied: { count: replied, inTime }, key: { count: key, open: keyOpen } };
}
