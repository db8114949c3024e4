// What the engine reckons with, for one mandate or for all of a congress: whose, how much of the year, which records, what was established.
import { addDays, today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { isDutyKind, type Subsystem } from '../model.ts';
import { lasting } from '../plan/model.ts';
import type { Evidence, Rules } from './model.ts';
import { type Adjustment, type Available, availableDays, type Period, type Scored } from './points.ts';

export type Holder = {
  readonly mandateId: string; readonly personId: string; readonly name: string; readonly delegation: string | null; readonly status: string; readonly startsOn: string; readonly endsOn: string | null;
  /** Was a deputy of this congress in an earlier term, too. */
  readonly continuing: boolean;
};

/** Mandates that fell into a year: all of the congress, one, or some. */
export const holdersOf = (work: Work, { congressId, year, mandateId, mandateIds = mandateId == null ? null : [mandateId] }: { congressId: string; year: number; mandateId?: string | null; mandateIds?: readonly string[] | null }): Promise<Holder[]> =>
  work.sql<Holder>(
    `SELECT m.id AS "mandateId", m.person_id AS "personId", p.name, g.name AS delegation, m.status, to_char(m.starts_on, 'YYYY-MM-DD') AS "startsOn", to_char(m.ends_on, 'YYYY-MM-DD') AS "endsOn",
       EXISTS (SELECT 1 FROM mandate e JOIN term et ON et.id = e.term_id WHERE e.person_id = m.person_id AND e.congress_id = m.congress_id AND et.number < t.number) AS continuing
     FROM mandate m JOIN person p ON p.id = m.person_id JOIN term t ON t.id = m.term_id LEFT JOIN delegation g ON g.id = m.delegation_id
     WHERE m.congress_id = $1 AND m.starts_on <= $2::date AND (m.ends_on IS NULL OR m.ends_on >= $3::date) AND ($4::uuid[] IS NULL OR m.id = ANY ($4)) ORDER BY g.name NULLS LAST, p.name, m.id`,
    [congressId, `${year}-12-31`, `${year}-01-01`, mandateIds],
  );

type Turn = { mandateId: string; act: string; day: string };

/** Suspended days by mandate (代表法 61): from its day to the day before it resumed. */
function suspensions(turns: readonly Turn[]): Map<string, Period[]> {
  const periods = new Map<string, Period[]>();
  for (const [mandateId, acts] of Map.groupBy(turns, (turn) => turn.mandateId)) {
    let from: string | null = null;
    const list: Period[] = [];
    for (const { act, day } of acts) {
      if (act === 'suspended') from ??= day;
      else if (from !== null) {
        list.push({ from, until: addDays(day, -1) });
        from = null;
      }
    }
    if (from !== null) list.push({ from, until: null });
    periods.set(mandateId, list);
  }
  return periods;
}

export type Circumstances = { readonly available: Available; readonly vetoes: readonly string[]; readonly adjustments: readonly Adjustment[]; readonly suspended: boolean; readonly onLeave: boolean };

/** What stands beside the records, for each of these. */
export async function circumstancesOf(work: Work, holders: readonly Holder[], year: number): Promise<Map<string, Circumstances>> {
  const ids = holders.map(({ mandateId }) => mandateId);
  const turns = await work.sql<Turn>(
    `SELECT mandate_id AS "mandateId", act, day FROM (
       SELECT mandate_id, act, to_char(on_day, 'YYYY-MM-DD') AS day, at FROM mandate_act WHERE mandate_id = ANY ($1::uuid[]) AND act IN ('suspended', 'resumed')
       UNION ALL SELECT id, 'suspended', to_char(suspended_on, 'YYYY-MM-DD'), 'infinity' FROM mandate WHERE id = ANY ($1::uuid[]) AND status = 'suspended' AND suspended_on IS NOT NULL) t ORDER BY mandate_id, at`,
    [ids],
  );
  const noted = await work.sql<{ mandateId: string; kind: string; key: string | null; from: string | null; until: string | null }>(
    `SELECT mandate_id AS "mandateId", kind, key, to_char(from_day, 'YYYY-MM-DD') AS from, to_char(until_day, 'YYYY-MM-DD') AS until FROM duty_circumstance c
     WHERE mandate_id = ANY ($1::uuid[]) AND (kind = 'leave' OR (kind = 'veto' AND year = $2)) AND NOT EXISTS (SELECT 1 FROM duty_circumstance r WHERE r.revokes_id = c.id)`,
    [ids, year],
  );
  // Leave granted for an activity is neutral as any other: its days could not be used (代表法 13).
  const excused = await work.sql<Period & { mandateId: string }>(
    `SELECT i.mandate_id AS "mandateId", to_char(a.held_on, 'YYYY-MM-DD') AS from, to_char(a.ends_on, 'YYYY-MM-DD') AS until FROM duty_invitation i JOIN duty_activity a ON a.id = i.activity_id
     WHERE i.mandate_id = ANY ($1::uuid[]) AND i.state = 'on_leave' AND a.state IN ('published', 'held') AND a.held_on <= $3::date AND a.ends_on >= $2::date`,
    [ids, `${year}-01-01`, `${year}-12-31`],
  );
  const granted = await work.sql<{ mandateId: string; id: string; subsystem: Subsystem; points: number }>(
    `SELECT mandate_id AS "mandateId", id, subsystem, granted AS points FROM duty_objection WHERE mandate_id = ANY ($1::uuid[]) AND year = $2 AND state = 'upheld' AND granted IS NOT NULL ORDER BY decided_at, id`,
    [ids, year],
  );
  const suspended = suspensions(turns);
  const excusedOf = Map.groupBy(excused, ({ mandateId }) => mandateId);
  const notedOf = Map.groupBy(noted, ({ mandateId }) => mandateId);
  const day = today(work.clock);
  return new Map(holders.map(({ mandateId, startsOn, endsOn }) => {
    const own = notedOf.get(mandateId) ?? [];
    const leave = [...own.flatMap(({ kind, from, until }) => (kind === 'leave' && from !== null ? [{ from, until }] : [])), ...(excusedOf.get(mandateId) ?? [])];
    const away = suspended.get(mandateId) ?? [];
    const touches = ({ from, until }: Period): boolean => from <= `${year}-12-31` && (until === null || until >= `${year}-01-01`);
    return [mandateId, {
      available: availableDays(year, day, { mandate: { from: startsOn, until: endsOn }, neutral: [...away, ...leave] }),
      vetoes: own.flatMap(({ kind, key }) => (kind === 'veto' && key !== null ? [key] : [])),
      adjustments: granted.filter((one) => one.mandateId === mandateId), suspended: away.some(touches), onLeave: leave.some(touches),
    }];
  }));
}

/** The evidence each kind asks for, as SQL reads it. */
const evidenceOf = (rules: Rules): string => JSON.stringify(Object.fromEntries(rules.weights.map(({ kind, evidence }) => [kind, evidence])));
const lacks = (parameter: string): string => `ARRAY(SELECT e FROM jsonb_array_elements_text(${parameter}::jsonb -> kind) e WHERE NOT detail ? e)`;
/** Of the year; what lasts counts in every year in which it stands. */
const ofYear = `standing = 'counted' AND occurred_on < $3::date AND (occurred_on >= $2::date OR kind = ANY ($5::text[]))`;
const yearParameters = (rules: Rules, year: number) => [`${year}-01-01`, `${year + 1}-01-01`, evidenceOf(rules), [...lasting]] as const;

/** Records of all of a congress, or of some mandates of it, for a year, by mandate: how many of each kind, without what they say. */
export async function scoredOfAll(work: Work, congressId: string, { rules, year, mandateIds = null }: { rules: Rules; year: number; mandateIds?: readonly string[] | null }): Promise<Map<string, Scored[]>> {
  const rows = await work.sql<{ mandateId: string; kind: string; lacks: Evidence[]; count: number }>(
    `SELECT mandate_id AS "mandateId", kind, lacks, count(*)::int AS count FROM (SELECT mandate_id, kind, ${lacks('$4')} AS lacks FROM duty_record WHERE congress_id = $1 AND ($6::uuid[] IS NULL OR mandate_id = ANY ($6)) AND ${ofYear}) r GROUP BY 1, 2, 3`,
    [congressId, ...yearParameters(rules, year), mandateIds],
  );
  const all = new Map<string, Scored[]>();
  for (const { mandateId, kind, lacks: missing, count } of rows) {
    if (!isDutyKind(kind)) continue;
    const list = all.get(mandateId) ?? [];
    for (let at = 0; at < count; at += 1) list.push({ kind, lacks: missing });
    all.set(mandateId, list);
  }
  return all;
}

export type ScoredRecord = Scored & { readonly id: string; readonly title: string; readonly occurredOn: string; readonly subjectType: string; readonly subjectId: string };

/** The records of these mandates, of each in the order in which they happened. */
export async function scoredOf(work: Work, mandateIds: readonly string[], { rules, year }: { rules: Rules; year: number }): Promise<Map<string, ScoredRecord[]>> {
  const rows = await work.sql<Omit<ScoredRecord, 'kind'> & { kind: string; mandateId: string }>(
    `SELECT mandate_id AS "mandateId", id, kind, title, to_char(occurred_on, 'YYYY-MM-DD') AS "occurredOn", subject_type AS "subjectType", subject_id AS "subjectId", ${lacks('$4')} AS lacks
     FROM duty_record WHERE mandate_id = ANY ($1::uuid[]) AND ${ofYear} ORDER BY mandate_id, occurred_on, id`,
    [mandateIds, ...yearParameters(rules, year)],
  );
  const all = new Map<string, ScoredRecord[]>();
  for (const { mandateId, kind, ...row } of rows) {
    if (!isDutyKind(kind)) continue;
    const list = all.get(mandateId) ?? [];
    list.push({ ...row, kind });
    all.set(mandateId, list);
  }
  return all;
}
