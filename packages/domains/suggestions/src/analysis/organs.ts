// What each organ did with its parts, and how the deputies judged what it answered.
import type { Work } from '@smart/workflow/work';
import { answeringSql, dayOf, evaluationSql, type Scope } from './measures.ts';
import { byCount } from './figures.ts';
import type { OrganFigures } from './model.ts';

/** More organs than one congress hands over to in years. */
const MOST = 500;

const when = (condition: string, name: string): string => `count(*) FILTER (WHERE ${condition})::int AS "${name}"`;

/**
 * Parts by organ. In time or late is the organ's own first reply against its own limit; extended limits have moved, and a limit that was
 * cancelled is none. Grades are those of the suggestion, as in the list behind them.
 */
export async function organsOf(work: Work, { text, values, today }: Scope, organIds: readonly string[] | null = null): Promise<OrganFigures[]> {
  const day = `$${values.length + 1}::date`;
  const organs = `$${values.length + 2}::uuid[]`;
  const rows = await work.sql<OrganFigures>(
    `WITH s AS MATERIALIZED (SELECT s.id, s.grade, ${evaluationSql} AS evaluation FROM suggestion s WHERE ${text}),
     part AS (
       SELECT a.organ_id, a.organ_name, a.state, a.role, a.assigned_on, s.grade, s.evaluation, ${answeringSql('a')} AS answers, r.first_on, d.due_on, d.status, d.ended_on, k.contacts, x.extended
       FROM s JOIN assignment a ON a.suggestion_id = s.id
       LEFT JOIN LATERAL (SELECT min(${dayOf('r.signed_at')}) AS first_on FROM reply r WHERE r.assignment_id = a.id AND r.state = 'signed') r ON true
       LEFT JOIN LATERAL (SELECT d.due_on, d.status, d.ended_on FROM deadline d WHERE d.subject_id = a.id AND d.kind = 'reply' ORDER BY d.started_on DESC, d.id DESC LIMIT 1) d ON true
       LEFT JOIN LATERAL (SELECT count(*) AS contacts FROM contact k WHERE k.suggestion_id = s.id AND k.assignment_id = a.id) k ON true
       LEFT JOIN LATERAL (SELECT count(*) AS extended FROM extension x WHERE x.suggestion_id = s.id AND x.assignment_id = a.id AND x.state = 'granted') x ON true
       WHERE ${organs} IS NULL OR a.organ_id = ANY (${organs}))
     SELECT organ_id AS "organId", max(organ_name) AS "organName", ${when('answers', 'count')}, ${when(`role = 'assisting' AND state NOT IN ('returned', 'cancelled')`, 'assisting')},
       ${when('answers AND first_on IS NOT NULL', 'replied')}, ${when(`answers AND status = 'met' AND ended_on <= due_on`, 'inTime')}, ${when(`answers AND status = 'met' AND ended_on > due_on`, 'late')},
       ${when(`answers AND status = 'open' AND due_on >= ${day}`, 'running')}, ${when(`answers AND status = 'open' AND due_on < ${day}`, 'overdue')},
       ${['A', 'B', 'C', 'D'].map((grade) => when(`answers AND grade = '${grade}'`, `grade${grade}`)).join(', ')},
       ${when(`answers AND evaluation = 'satisfied'`, 'satisfied')}, ${when(`answers AND evaluation = 'mostly_satisfied'`, 'mostlySatisfied')}, ${when(`answers AND evaluation = 'not_satisfied'`, 'notSatisfied')},
       ${when(`answers AND evaluation = 'waiting'`, 'waiting')}, ${when(`answers AND evaluation = 'not_evaluated'`, 'notEvaluated')},
       ${when(`state = 'returned'`, 'returned')}, coalesce(sum(extended), 0)::int AS extended, coalesce(sum(contacts), 0)::int AS contacts,
       round(avg(first_on - assigned_on) FILTER (WHERE answers), 1)::float8 AS days
     FROM part GROUP BY organ_id LIMIT ${MOST}`,
    [...values, today, organIds],
  );
  return rows.sort(byCount);
}

/** What one organ answers, by topic. */
export function topicsOfOrgan(work: Work, { text, values }: Scope, organId: string): Promise<{ key: string; count: number }[]> {
  return work.sql(
    `SELECT s.topic AS key, count(*)::int AS count FROM suggestion s JOIN assignment a ON a.suggestion_id = s.id AND a.organ_id = $${values.length + 1} AND ${answeringSql('a')}
     WHERE ${text} AND s.topic IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
    [...values, organId],
  );
}
