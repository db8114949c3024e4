// Opinions at province scale, written by one statement: as many of each congress as its tier brings, over three years, in states and verdicts that
// follow from their number. Words are few and alike; what is measured is counting and listing.
import type pg from 'pg';

/** How many opinions a congress has for one of a township. */
const weights = { province: 40, city: 20, county: 8, township: 1 } as const;
const weight = `CASE c.tier ${Object.entries(weights).map(([tier, many]) => `WHEN '${tier}' THEN ${many}`).join(' ')} ELSE 1 END`;

/**
 * Fills the deployment with opinions and their kept figures; does nothing when it has as many.
 * @returns seconds; null when they were there
 */
export async function addOpinions(admin: pg.Client, count: number): Promise<number | null> {
  const { rows: [there] } = await admin.query<{ count: number }>('SELECT count(*)::int AS count FROM opinion');
  if ((there?.count ?? 0) >= count * 0.9) return null;
  const begin = performance.now();
  await admin.query('TRUNCATE opinion, opinion_rollup CASCADE'); // a run that was interrupted, or of another size
  await admin.query(
    `INSERT INTO opinion (id, congress_id, number, source, state, title, content, place, topic, division_code, organ_id, organ_name, reply, replied_by, replied_at, satisfaction, held_because, created_at, updated_at)
     SELECT gen_random_uuid(), x.id, x.code || '-' || to_char(x.at, 'YYMM') || '-' || lpad(x.n::text, 6, '0'), (ARRAY['web', 'station', 'visit'])[x.n % 3 + 1],
       (ARRAY['registered', 'accepted', 'assigned', 'handling', 'replied', 'closed', 'closed', 'redirected'])[x.n % 8 + 1], '反映第' || x.n || '处路灯和道路的问题', '村口的路灯和道路需要维修，晚上出行不方便，希望尽快处理。', '村口',
       (ARRAY['urban', 'transport', 'health', 'education', NULL])[x.n % 5 + 1], x.code, CASE WHEN x.n % 8 BETWEEN 2 AND 6 THEN x.organ END, CASE WHEN x.n % 8 BETWEEN 2 AND 6 THEN '承办单位' END, CASE WHEN x.n % 8 BETWEEN 4 AND 6 THEN '已经修好。' END, CASE WHEN x.n % 8 BETWEEN 4 AND 6 THEN '承办单位' END,
       CASE WHEN x.n % 8 BETWEEN 4 AND 6 THEN x.at + (x.n % 45) * interval '1 day' END, CASE WHEN x.n % 8 BETWEEN 5 AND 6 THEN (ARRAY['satisfied', 'basically', 'dissatisfied', 'none'])[x.n % 4 + 1] END, '{}', x.at, x.at
     FROM (SELECT c.id, c.division_code AS code, o.id AS organ, n, '2024-01-01T08:00:00+08:00'::timestamptz + (n * 7919 % 1050) * interval '1 day' AS at
       FROM congress c CROSS JOIN LATERAL (SELECT g.id FROM organ g WHERE g.congress_id = c.id ORDER BY g.id LIMIT 1) o
         CROSS JOIN LATERAL generate_series(1, ($1::int * ${weight} / (SELECT sum(${weight}) FROM congress c))::int) AS n) x`,
    [count],
  );
  // As the nightly counting leaves them.
  await admin.query(
    `INSERT INTO opinion_rollup SELECT o.congress_id, to_char(o.created_at AT TIME ZONE 'Asia/Shanghai', p.form), count(*), count(*) FILTER (WHERE o.reply IS NOT NULL), count(*) FILTER (WHERE o.state = 'redirected'),
       count(*) FILTER (WHERE o.replied_at - o.created_at <= interval '30 days'), COALESCE(sum(extract(day FROM o.replied_at - o.created_at)), 0), count(*) FILTER (WHERE o.satisfaction = 'satisfied'), count(*) FILTER (WHERE o.satisfaction = 'basically'),
       count(*) FILTER (WHERE o.satisfaction = 'dissatisfied'), count(*) FILTER (WHERE o.satisfaction = 'none') FROM opinion o CROSS JOIN (VALUES ('YYYY-MM'), ('YYYY')) AS p(form) GROUP BY 1, 2`,
  );
  await admin.query('ANALYZE opinion, opinion_rollup');
  return (performance.now() - begin) / 1000;
}
