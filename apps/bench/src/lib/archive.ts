// What deputies did, as events of three years, written by one statement: visits, households, opinions brought back. As many of each deputy, so that
// an archive can be built of them. Words are few and alike; what is measured is building and reading.
import type pg from 'pg';

/** Identifiers begin with their time, as everywhere: what is old is not looked for by whoever catches up. */
const id = `(lpad(to_hex((extract(epoch FROM x.at) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || 'a' || substr(md5(random()::text), 1, 15))::uuid`;

/**
 * Writes events of deputies of the current terms; does nothing when there are as many.
 * @returns seconds; null when they were there
 */
export async function addDutyEvents(admin: pg.Client, { deputies, each }: { deputies: number; each: number }): Promise<number | null> {
  const { rows: [there] } = await admin.query<{ count: number }>(`SELECT count(*)::int AS count FROM domain_event WHERE type IN ('visit.logged', 'household.linked', 'opinion.registered')`);
  const { rows: [mandates] } = await admin.query<{ count: number }>(`SELECT count(*)::int AS count FROM mandate WHERE status = 'active'`);
  const wanted = Math.min(deputies, mandates?.count ?? 0) * each;
  if ((there?.count ?? 0) >= wanted) return null;
  const begin = performance.now();
  await admin.query(
    `INSERT INTO domain_event (id, congress_id, type, subject_type, subject_id, person_id, payload, at)
     SELECT ${id}, x.congress_id, (ARRAY['visit.logged', 'household.linked', 'opinion.registered'])[x.n % 3 + 1], (ARRAY['deputy_visit', 'household', 'opinion'])[x.n % 3 + 1], gen_random_uuid(), x.person_id,
       jsonb_build_object('mandateId', x.id, 'title', '走访联系群众，了解农村公路和饮水', 'visitedOn', to_char(x.at, 'YYYY-MM-DD'), 'way', '入户', 'household', x.n % 2 = 0, 'number', '2026-' || x.n), x.at
     FROM (SELECT m.*, n, '2024-01-01T08:00:00+08:00'::timestamptz + (n * 7919 % 1050) * interval '1 day' AS at FROM (SELECT id, congress_id, person_id FROM mandate WHERE status = 'active' ORDER BY id LIMIT $1) m CROSS JOIN generate_series(1, $2::int) n) x`,
    [deputies, each],
  );
  await admin.query('ANALYZE domain_event');
  return (performance.now() - begin) / 1000;
}
