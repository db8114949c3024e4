// What is counted of an opinion, as SQL over `opinion o`: the page, the digest and the kept figures say the same.
import { inTimeDays } from './model.ts';

const day = (column: string): string => `(${column} AT TIME ZONE 'Asia/Shanghai')::date`;
export const answered = `o.reply IS NOT NULL AND o.state IN ('replied', 'closed')`;
/** Days from hearing to the last answer. */
export const took = `${day('o.replied_at')} - ${day('o.created_at')}`;
/** The month of hearing, 2026-03. */
export const monthOf = `to_char(o.created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')`;
/** The measures over `opinion o`, as the figures name them and in their order. */
export const measures = `count(*)::int AS received, (count(*) FILTER (WHERE ${answered}))::int AS answered, (count(*) FILTER (WHERE o.state = 'redirected'))::int AS redirected,
  (count(*) FILTER (WHERE ${answered} AND ${took} <= ${inTimeDays}))::int AS "inTime", COALESCE(sum(${took}) FILTER (WHERE ${answered}), 0)::int AS days,
  (count(*) FILTER (WHERE o.satisfaction = 'satisfied'))::int AS satisfied, (count(*) FILTER (WHERE o.satisfaction = 'basically'))::int AS basically,
  (count(*) FILTER (WHERE o.satisfaction = 'dissatisfied'))::int AS dissatisfied, (count(*) FILTER (WHERE o.satisfaction = 'none'))::int AS unrated`;
