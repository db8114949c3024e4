// The inputs of the ranking as SQL: one row for each organ that answers deputies of the congress, of what was handed over in a year.
import { addDays } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import type { Measured, Measures } from './formula.ts';
import { pointsOf } from './formula.ts';
import type { OrganRow } from './model.ts';

type Row = {
  organId: string; organName: string; items: number; onTime: number; timed: number; resultPoints: number; attitudePoints: number; evaluated: number; notEvaluated: number; kept: number; promised: number;
  contactOnTime: number; contactTimed: number; refused: number; reopened: number; office: number | null; officeReason: string | null;
};

const points = (column: string) => `CASE ${column} WHEN 'satisfied' THEN ${pointsOf.satisfied} WHEN 'mostly_satisfied' THEN ${pointsOf.mostly_satisfied} ELSE ${pointsOf.not_satisfied} END`;

/** Limits of one kind that were met or have passed, and how many were met in time; what still runs and is not due is no input. */
const limits = (kinds: string) => `LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE d.status = 'met' OR d.due_on < $4::date)::int AS timed, count(*) FILTER (WHERE d.status = 'met' AND d.ended_on <= d.due_on)::int AS on_time
    FROM deadline d WHERE d.subject_id = a.id AND d.kind IN (${kinds}) AND d.status <> 'cancelled')`;

const statement = `
  WITH part AS MATERIALIZED (
    SELECT a.id, a.organ_id, a.organ_name, s.id AS suggestion_id, s.result, s.attitude, s.state, s.reopened, r.timed, r.on_time, f.timed AS contact_timed, f.on_time AS contact_on_time,
      (SELECT count(*)::int FROM part_return q WHERE q.assignment_id = a.id AND q.state = 'refused') AS refused
    FROM assignment a JOIN suggestion s ON s.id = a.suggestion_id
    ${limits(`'reply', 'second_reply'`)} r ON true ${limits(`'first_contact'`)} f ON true
    WHERE a.congress_id = $1 AND a.role IN ('lead', 'separate') AND a.state NOT IN ('returned', 'cancelled') AND a.assigned_on BETWEEN $2::date AND $3::date
      AND ($6::boolean IS NOT TRUE OR (s.publish_consent AND NOT s.confidential))),
  organ_part AS (
    SELECT organ_id, max(organ_name) AS organ_name, count(*)::int AS items, sum(on_time)::int AS on_time, sum(timed)::int AS timed,
      COALESCE(sum(${points('result')}) FILTER (WHERE result IS NOT NULL), 0)::float AS result_points, COALESCE(sum(${points('attitude')}) FILTER (WHERE attitude IS NOT NULL), 0)::float AS attitude_points,
      count(result)::int AS evaluated, count(*) FILTER (WHERE state = 'closed' AND result IS NULL)::int AS not_evaluated,
      sum(contact_on_time)::int AS contact_on_time, sum(contact_timed)::int AS contact_timed, count(*) FILTER (WHERE refused > 0)::int AS refused, count(*) FILTER (WHERE reopened > 0)::int AS reopened
    FROM part GROUP BY organ_id),
  promise AS (
    SELECT m.organ_id, count(*) FILTER (WHERE m.state = 'kept' OR m.due_on < $4::date)::int AS promised, count(*) FILTER (WHERE m.state = 'kept' AND m.kept_on <= m.due_on)::int AS kept
    FROM commitment m JOIN reply r ON r.id = m.reply_id AND r.state = 'signed' JOIN part ON part.id = r.assignment_id WHERE m.congress_id = $1 GROUP BY m.organ_id)
  SELECT p.organ_id AS "organId", p.organ_name AS "organName", p.items, p.on_time AS "onTime", p.timed, p.result_points AS "resultPoints", p.attitude_points AS "attitudePoints", p.evaluated,
    p.not_evaluated AS "notEvaluated", COALESCE(c.kept, 0) AS kept, COALESCE(c.promised, 0) AS promised, p.contact_on_time AS "contactOnTime", p.contact_timed AS "contactTimed", p.refused, p.reopened,
    o.score AS office, o.reason AS "officeReason"
  FROM organ_part p LEFT JOIN promise c ON c.organ_id = p.organ_id LEFT JOIN organ_score o ON o.congress_id = $1 AND o.organ_id = p.organ_id AND o.year = $5`;

const share = (part: number, of: number): Measured => ({ of, share: of === 0 ? null : part / of });

export type Measurement = Omit<OrganRow, 'score' | 'place' | 'measures'> & { measures: Measures };

/**
 * Everything that can be measured of the organs of one congress and year, as of `today`.
 * @param open leaves out what must not be made public: beside the open data an organ's figures would tell of a single one (重庆 36)
 */
export async function measure(work: Work, congressId: string, year: number, { today, open }: { today: string; open: boolean }): Promise<Measurement[]> {
  const rows = await work.sql<Row>(statement, [congressId, `${year}-01-01`, addDays(`${year + 1}-01-01`, -1), today, year, open]);
  return rows.map((row) => ({
    organId: row.organId, organName: row.organName, items: row.items, evaluated: row.evaluated, notEvaluated: row.notEvaluated, reopened: row.reopened, officeReason: row.officeReason,
    measures: {
      punctuality: share(row.onTime, row.timed),
      result: share(row.resultPoints, row.evaluated),
      attitude: share(row.attitudePoints, row.evaluated),
      commitments: share(row.kept, row.promised),
      contact: share(row.contactOnTime, row.contactTimed),
      returns: share(row.items - row.refused, row.items),
      office: { of: row.office === null ? 0 : 1, share: row.office === null ? null : row.office / 100 },
    },
  }));
}
