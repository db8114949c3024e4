// Looking at the register inside the system. Stations are public places: every congress reads all; who staffs them only their own.
import { type Capacity, hasRole, postOf } from '@smart/identity/capacity';
import { isAtDesk } from '@smart/identity/station-desk';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { type Basis, isBasis, isStaffDuty, isStationFunction, isStationKind, isStationState, type StaffDuty } from './model.ts';
import type { listStationsInput } from './model-inputs.ts';
import type { StationRow, StationView } from './model-views.ts';
import { picturesOfStation } from './pictures.ts';
import { isConfined } from './staffing.ts';

/** Collects the values of a statement: `p(value)` gives its placeholder. */
export function parameters(): { values: unknown[]; p: (value: unknown) => string } {
  const values: unknown[] = [];
  return { values, p: (value) => `$${values.push(value)}` };
}

/**
 * Who is met where, as a relation `(station_id, mandate_id, …)`: a merged station's deputies are met at the one it went into. Ended mandates
 * and closed stations are not in it.
 */
export const currentMembers = `(SELECT COALESCE(s.merged_into_id, s.id) AS station_id, m.mandate_id, m.person_id, m.mandate_congress_id, m.congress_id, m.basis, m.starts_on, d.name, d.gender, d.employer, d.position, d.constituency_id
  FROM station_member m JOIN station s ON s.id = m.station_id JOIN station t ON t.id = COALESCE(s.merged_into_id, s.id) AND t.state = 'open' JOIN deputy_public d ON d.mandate_id = m.mandate_id
  WHERE m.current_mandate_id IS NOT NULL)`;

export type RawStation = Omit<StationRow, 'state' | 'kind' | 'functions'> & { state: string; kind: string; functions: string[] };

export const stationColumns = `s.id, s.code, s.version, s.state, s.name, s.kind, s.label, s.functions, s.congress_id AS "congressId", g.name AS "congressName", s.division_code AS "divisionCode", d.name AS "divisionName", s.address, s.hours, s.phone`;
export const stationSource = 'station s JOIN congress g ON g.id = s.congress_id JOIN division d ON d.code = s.division_code';
const countOfMembers = `(SELECT count(*)::int FROM ${currentMembers} x WHERE x.station_id = s.id)`;

export function stationRowOf({ state, kind, functions, ...row }: RawStation): StationRow {
  return { ...row, state: isStationState(state) ? state : 'closed', kind: isStationKind(kind) ? kind : 'station', functions: functions.filter(isStationFunction) };
}

/** Stations of the congress and of the area below it, open ones first; for a station's staff their own. */
export async function listStations(work: Work, capacity: Capacity, input: z.output<typeof listStationsInput>): Promise<{ rows: StationRow[]; total: number }> {
  const { values, p } = parameters();
  const where = [
    `s.division_code LIKE ${p(`${capacity.divisionCode}%`)}`,
    ...(isConfined(capacity) ? [isAtDesk('s.id', p(postOf(capacity)))] : []),
    ...(input.states?.length ? [`s.state = ANY (${p(input.states)})`] : []),
    ...(input.q ? [`strpos(lower(s.name || ' ' || s.address || ' ' || d.name || ' ' || s.code), lower(${p(input.q)})) > 0`] : []),
  ].join(' AND ');
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM ${stationSource} WHERE ${where}`, values);
  const rows = await work.sql<RawStation>(
    `SELECT ${stationColumns}, ${countOfMembers} AS deputies FROM ${stationSource} WHERE ${where} ORDER BY s.state <> 'open', s.division_code, s.name, s.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  return { rows: rows.map(stationRowOf), total: count?.total ?? 0 };
}

type Detail = RawStation & Pick<StationView, 'longitude' | 'latitude' | 'rules' | 'plan' | 'planYear' | 'openedOn' | 'closedOn' | 'closeReason' | 'mergedInto'>;

/**
 * One station with who is met there; to a station's staff there is no other than their own.
 * @throws DomainError common.not_found
 */
export async function stationOf(work: Work, capacity: Capacity, id: string): Promise<StationView> {
  const [row] = await work.sql<Detail>(
    `SELECT ${stationColumns}, ${countOfMembers} AS deputies, s.longitude, s.latitude, s.rules, s.plan, s.plan_year AS "planYear", to_char(s.opened_on, 'YYYY-MM-DD') AS "openedOn", to_char(s.closed_on, 'YYYY-MM-DD') AS "closedOn",
       s.close_reason AS "closeReason", (SELECT json_build_object('id', t.id, 'name', t.name) FROM station t WHERE t.id = s.merged_into_id) AS "mergedInto"
     FROM ${stationSource} WHERE s.id = $1`,
    [id],
  );
  const [desk] = hasRole(capacity, 'station_clerk') ? await work.sql(`SELECT 1 WHERE ${isAtDesk('$1::uuid', '$2')}`, [id, postOf(capacity)]) : [];
  if (!row || (isConfined(capacity) && !desk)) throw new DomainError('common.not_found', { what: '联络站' });
  const members = await work.sql<{ mandateId: string; name: string; congressName: string; basis: string; since: string }>(
    `SELECT x.mandate_id AS "mandateId", x.name, c.name AS "congressName", x.basis, to_char(x.starts_on, 'YYYY-MM-DD') AS since FROM ${currentMembers} x JOIN congress c ON c.id = x.mandate_congress_id
     WHERE x.station_id = $1 ORDER BY length(c.division_code), x.name, x.mandate_id LIMIT 500`,
    [id],
  );
  const staff = await work.sql<{ appointmentId: string; name: string; duty: string }>(
    `SELECT f.appointment_id AS "appointmentId", f.name, f.duty FROM station_staff f JOIN appointment a ON a.id = f.appointment_id AND a.starts_on <= $2::date AND (a.ends_on IS NULL OR a.ends_on > $2::date) WHERE f.station_id = $1 ORDER BY f.duty, f.name`,
    [id, today(work.clock)],
  );
  const { longitude, latitude, rules, plan, planYear, openedOn, closedOn, closeReason, mergedInto, ...raw } = row;
  const basisOf = (basis: string): Basis => (isBasis(basis) ? basis : 'chosen');
  const dutyOf = (duty: string): StaffDuty => (isStaffDuty(duty) ? duty : 'liaison');
  return {
    ...stationRowOf(raw), longitude, latitude, rules, plan, planYear, openedOn, closedOn, closeReason, mergedInto, own: row.congressId === capacity.congressId && capacity.roles.includes('congress_officer'), mine: desk !== undefined, pictures: await picturesOfStation(work, id),
    staff: desk !== undefined || (row.congressId === capacity.congressId && hasRole(capacity, 'congress_officer', 'congress_leader', 'standing_committee_member')) ? staff.map((one) => ({ ...one, duty: dutyOf(one.duty) })) : [],
    members: members.map((one) => ({ ...one, basis: basisOf(one.basis) })),
  };
}

/** Where the congress may have stations: its own area and the divisions directly below, streets among them. */
export const placesOf = (work: Work, capacity: Capacity): Promise<{ code: string; name: string }[]> =>
  work.sql('SELECT code, name FROM division WHERE code = $1 OR parent_code = $1 ORDER BY length(code), code', [capacity.divisionCode]);

/** People of the congress who can staff a station. */
export const staffChoicesOf = (work: Work, capacity: Capacity, q: string | undefined): Promise<{ appointmentId: string; name: string; title: string }[]> =>
  work.sql(
    `SELECT a.id AS "appointmentId", p.name, o.name || ' ' || a.title AS title FROM appointment a JOIN person p ON p.id = a.person_id JOIN organ o ON o.id = a.organ_id
     WHERE a.congress_id = $1 AND (a.ends_on IS NULL OR a.ends_on >= $2::date) AND a.roles && ARRAY['congress_officer', 'congress_leader', 'standing_committee_member', 'station_clerk'] AND ($3 = '' OR strpos(p.name || o.name || a.title, $3) > 0)
     ORDER BY p.name, a.id LIMIT 50`,
    [capacity.congressId, work.clock.now(), q ?? ''],
  );
