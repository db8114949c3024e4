// What anybody reads, through the reader role: stations, who is met there and when. Only public fields of deputies (the view deputy_public).
import { timeInShanghai, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { isStationFunction, isStationKind, stationFunctionLabels, stationKindLabels } from './model.ts';
import type { Place, PlaceWithStations, PublicDeputy, PublicDeputyRow, PublicMandate, PublicReception, PublicStation, PublicStationRow } from './model-views-public.ts';
import { stationParameters } from './parameters.ts';
import { picturesOfStation } from './pictures.ts';
import { currentMembers, parameters } from './reading.ts';

const rowColumns = (day: string): string => `s.code, s.name, s.label, g.name AS "congressName", v.name AS "divisionName", s.address, s.hours, s.phone,
  (SELECT count(*)::int FROM ${currentMembers} x WHERE x.station_id = s.id) AS deputies,
  (SELECT to_char(min(d.held_on), 'YYYY-MM-DD') FROM reception_day d WHERE d.station_id = s.id AND d.state = 'announced' AND d.held_on >= ${day}::date) AS "nextOn"`;
const source = 'station s JOIN congress g ON g.id = s.congress_id JOIN division v ON v.code = s.division_code';

type Page = { readonly limit: number; readonly offset: number };

/** Open stations of an area, by place. */
export async function publicStations(work: Work, { divisionCode, q, limit, offset }: Page & { divisionCode?: string | undefined; q?: string | undefined }): Promise<{ rows: PublicStationRow[]; total: number }> {
  const { values, p } = parameters();
  const where = [
    `s.state = 'open'`,
    ...(divisionCode ? [`s.division_code LIKE ${p(`${divisionCode}%`)}`] : []),
    ...(q ? [`strpos(lower(s.name || ' ' || s.address || ' ' || v.name), lower(${p(q)})) > 0`] : []),
  ].join(' AND ');
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM ${source} WHERE ${where}`, values);
  const rows = await work.sql<PublicStationRow>(`SELECT ${rowColumns(p(today(work.clock)))} FROM ${source} WHERE ${where} ORDER BY s.division_code, s.name, s.id LIMIT ${p(limit)} OFFSET ${p(offset)}`, values);
  return { rows, total: count?.total ?? 0 };
}

/** Areas with open stations: counties and what has no county, to be chosen. */
export const stationPlaces = (work: Work): Promise<Place[]> =>
  work.sql(`SELECT v.code, v.name FROM division v WHERE v.code IN (SELECT DISTINCT left(s.division_code, 6) FROM station s WHERE s.state = 'open') ORDER BY v.code`);

const receptionColumns = `d.id, d.state, to_char(d.held_on, 'YYYY-MM-DD') AS "heldOn", d.starts_at AS "startsAt", d.ends_at AS "endsAt", CASE WHEN d.place = '' THEN s.address ELSE d.place END AS place, d.theme, d.cancel_reason AS "cancelReason",
  s.code AS "stationCode", s.name AS "stationName", d.congress_id AS "congressId", ARRAY(SELECT r.name FROM reception_deputy r WHERE r.reception_id = d.id AND r.attended IS NOT FALSE ORDER BY r.name, r.mandate_id) AS deputies`;
type RawReception = Omit<PublicReception, 'canBook' | 'bookable'> & { readonly congressId: string };

const BOOKINGS = 'stations.bookings_per_day';

/** The parameter as the public may read it: the nearest tier's value and nothing of who set it. */
async function bookingsADay(work: Work, congressId: string): Promise<number> {
  const [set] = await work.sql<{ value: unknown }>(
    `WITH RECURSIVE chain AS (SELECT id, parent_id, 0 AS distance FROM congress WHERE id = $1 UNION ALL SELECT c.id, c.parent_id, chain.distance + 1 FROM congress c JOIN chain ON c.id = chain.parent_id)
     SELECT p.value FROM chain JOIN congress_parameter p ON p.congress_id = chain.id AND p.key = '${BOOKINGS}' ORDER BY chain.distance LIMIT 1`,
    [congressId],
  );
  return set === undefined ? stationParameters[BOOKINGS].default : z.int().parse(set.value);
}

/** Until it begins; whoever comes later comes as they are. */
async function receptionOf(work: Work, row: RawReception): Promise<BookableReception> {
  const day = today(work.clock);
  const bookable = (await bookingsADay(work, row.congressId)) > 0;
  return { ...row, bookable, canBook: bookable && row.state === 'announced' && (row.heldOn > day || (row.heldOn === day && row.startsAt > timeInShanghai(work.clock.now()))) };
}

/** Days of one station, or of the few at which somebody receives. */
async function days(work: Work, rows: readonly RawReception[]): Promise<PublicReception[]> {
  const shown: PublicReception[] = [];
  for (const row of rows) {
    const { congressId: _, ...day } = await receptionOf(work, row);
    shown.push(day);
  }
  return shown;
}

/** Announced and cancelled days that have not passed. */
const isAhead = (day: string): string => `d.state IN ('announced', 'cancelled') AND d.held_on >= ${day}::date`;

const deputyColumns = `x.name, x.gender, COALESCE(NULLIF(concat_ws(' ', x.employer, x.position), ''), '') AS post, c.id AS "congressId", c.name AS "congressName", k.name AS "constituencyName", (SELECT q.code FROM deputy_code q WHERE q.congress_id = c.id AND q.person_id = x.person_id) AS code`;

type StationRow = PublicStationRow & { id: string; congressId: string; state: string; kind: string; functions: string[]; rules: string; plan: string; planYear: number | null; longitude: number | null; latitude: number | null; closedOn: string | null; closeReason: string | null; into: string | null };

/**
 * One station by its code, with all that the five disclosures ask for. A merged one answers with the code of the station it went into.
 * @throws DomainError stations.not_found
 */
export async function publicStation(work: Work, code: string): Promise<PublicStation | { movedTo: string }> {
  const day = today(work.clock);
  const [row] = await work.sql<StationRow>(
    `SELECT ${rowColumns('$2')}, s.id, s.congress_id AS "congressId", s.state, s.kind, s.functions, s.rules, s.plan, s.plan_year AS "planYear", s.longitude, s.latitude, to_char(s.closed_on, 'YYYY-MM-DD') AS "closedOn", s.close_reason AS "closeReason",
       (SELECT t.code FROM station t WHERE t.id = s.merged_into_id) AS into FROM ${source} WHERE s.code = $1`,
    [code, day],
  );
  if (!row) throw new DomainError('stations.not_found');
  if (row.into !== null) return { movedTo: row.into };
  const members = await work.sql<PublicStation['members'][number]>(
    `SELECT ${deputyColumns}, x.person_id AS "personId", NULL AS station FROM ${currentMembers} x JOIN congress c ON c.id = x.mandate_congress_id LEFT JOIN constituency k ON k.id = x.constituency_id
     WHERE x.station_id = $1 ORDER BY length(c.division_code), x.name, x.mandate_id LIMIT 300`,
    [row.id],
  );
  const ahead = await work.sql<RawReception>(`SELECT ${receptionColumns} FROM reception_day d JOIN station s ON s.id = d.station_id WHERE d.station_id = $1 AND ${isAhead('$2')} ORDER BY d.held_on, d.starts_at, d.id LIMIT 20`, [row.id, day]);
  const past = await work.sql<RawReception>(`SELECT ${receptionColumns} FROM reception_day d JOIN station s ON s.id = d.station_id WHERE d.station_id = $1 AND d.state = 'held' ORDER BY d.held_on DESC, d.id DESC LIMIT 10`, [row.id]);
  const year = Number(day.slice(0, 4));
  const [figures] = await work.sql<{ held: number; visitors: number }>(
    `SELECT count(*)::int AS held, COALESCE(sum(d.visitors), 0)::int AS visitors FROM reception_day d WHERE d.station_id = $1 AND d.state = 'held' AND extract(year FROM d.held_on) = $2`,
    [row.id, year],
  );
  const { state, kind, functions, closedOn, closeReason, into: _, ...shown } = row;
  return {
    ...shown, pictures: await picturesOfStation(work, row.id), members, ahead: await days(work, ahead), past: await days(work, past), held: figures?.held ?? 0, visitors: figures?.visitors ?? 0, year,
    kindLabel: isStationKind(kind) ? stationKindLabels[kind] : '', functionLabels: functions.filter(isStationFunction).map((one) => stationFunctionLabels[one]),
    closed: state === 'open' ? null : { on: closedOn ?? '', reason: closeReason ?? '' },
  };
}

/**
 * Who a code belongs to: the mandate it was given for and those of the same person in other congresses, with where and when to meet them.
 * @throws DomainError stations.not_found also when the person is no deputy any more
 */
export async function publicDeputy(work: Work, code: string): Promise<PublicDeputy> {
  const rows = await work.sql<PublicMandate & { mandateId: string; name: string; gender: string | null; employer: string | null; position: string | null; resume: string; hasPhoto: boolean }>(
    `SELECT d.mandate_id AS "mandateId", d.person_id AS "personId", d.name, d.gender, d.employer, d.position, d.resume, d.has_photo AS "hasPhoto", c.id AS "congressId", c.name AS "congressName", c.division_code AS "divisionCode", l.name AS "delegationName", k.name AS "constituencyName",
       (SELECT json_build_object('code', s.code, 'name', s.name, 'address', s.address, 'hours', s.hours, 'phone', s.phone) FROM ${currentMembers} x JOIN station s ON s.id = x.station_id WHERE x.mandate_id = d.mandate_id) AS station
     FROM deputy_code q JOIN deputy_public d ON d.person_id = q.person_id JOIN congress c ON c.id = d.congress_id LEFT JOIN delegation l ON l.id = d.delegation_id LEFT JOIN constituency k ON k.id = d.constituency_id
     WHERE q.code = $1 ORDER BY d.congress_id = q.congress_id DESC, length(c.division_code), d.mandate_id`,
    [code],
  );
  const [first] = rows;
  if (!first) throw new DomainError('stations.not_found');
  const ahead = await work.sql<RawReception>(
    `SELECT ${receptionColumns} FROM reception_day d JOIN station s ON s.id = d.station_id WHERE ${isAhead('$2')} AND EXISTS (SELECT 1 FROM reception_deputy r WHERE r.reception_id = d.id AND r.mandate_id = ANY ($1::uuid[])) ORDER BY d.held_on, d.starts_at, d.id LIMIT 20`,
    [rows.map(({ mandateId }) => mandateId), today(work.clock)],
  );
  const { name, gender, employer, position, resume, hasPhoto } = first;
  return {
    code, name, gender, employer, position, resume, hasPhoto, ahead: await days(work, ahead),
    mandates: rows.map(({ personId, congressId, congressName, divisionCode, delegationName, constituencyName, station }) => ({ personId, congressId, congressName, divisionCode, delegationName, constituencyName, station })),
  };
}

/**
 * Whose deputies they are who live in an area: of its own congress, of those above elected here, and of those within. The nearest tier first.
 */
export async function publicDeputies(work: Work, { divisionCode, q, limit, offset }: Page & { divisionCode?: string | undefined; q?: string | undefined }): Promise<{ rows: PublicDeputyRow[]; total: number }> {
  const { values, p } = parameters();
  const area = 'COALESCE(k.division_code, e.division_code, c.division_code)';
  const related = (column: string, code: string): string => `(${column} LIKE ${code} || '%' OR ${code} LIKE ${column} || '%')`;
  const code = divisionCode === undefined ? null : p(divisionCode);
  const where = [...(code ? [related('c.division_code', code), related(area, code)] : []), ...(q ? [`strpos(x.name, ${p(q)}) > 0`] : [])].join(' AND ') || 'true';
  const from = `deputy_public x JOIN congress c ON c.id = x.congress_id LEFT JOIN constituency k ON k.id = x.constituency_id LEFT JOIN congress e ON e.id = k.electing_congress_id`;
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM ${from} WHERE ${where}`, values);
  const rows = await work.sql<PublicDeputyRow>(
    `SELECT ${deputyColumns}, (SELECT json_build_object('code', s.code, 'name', s.name) FROM ${currentMembers} y JOIN station s ON s.id = y.station_id WHERE y.mandate_id = x.mandate_id) AS station
     FROM ${from} WHERE ${where} ORDER BY length(c.division_code) DESC, c.division_code, x.name, x.mandate_id LIMIT ${p(limit)} OFFSET ${p(offset)}`,
    values,
  );
  return { rows, total: count?.total ?? 0 };
}

/** The way down to an area: it and what lies above it, and the areas directly below. Without a code: the provinces that have a congress here. */
export async function publicPlaces(work: Work, divisionCode: string | undefined): Promise<{ path: Place[]; below: Place[] }> {
  if (divisionCode === undefined) return { path: [], below: await work.sql<Place>(`SELECT v.code, v.name FROM division v JOIN congress c ON c.division_code = v.code WHERE v.parent_code IS NULL ORDER BY v.code`) };
  const path = await work.sql<Place>(`SELECT code, name FROM division WHERE $1 LIKE code || '%' ORDER BY length(code)`, [divisionCode]);
  return { path, below: await work.sql<Place>('SELECT code, name FROM division WHERE parent_code = $1 ORDER BY code', [divisionCode]) };
}

export type BookableReception = PublicReception & { readonly congressId: string };

/**
 * One announced or past day of a station, by the station's code.
 * @throws DomainError stations.not_found
 */
export async function publicReception(work: Work, code: string, id: string): Promise<BookableReception> {
  const [row] = await work.sql<RawReception>(
    `SELECT ${receptionColumns} FROM reception_day d JOIN station s ON s.id = d.station_id WHERE d.id = $1 AND s.code = $2`,
    [id, code],
  );
  if (!row) throw new DomainError('stations.not_found');
  return receptionOf(work, row);
}

/** The parts of an area with how many open stations lie in each; of the province when none is named. */
export const partsWithStations = (work: Work, divisionCode: string | undefined): Promise<PlaceWithStations[]> =>
  work.sql(
    `SELECT v.code, v.name, count(s.id)::int AS stations FROM division v LEFT JOIN station s ON s.state = 'open' AND s.division_code LIKE v.code || '%'
     WHERE v.parent_code = COALESCE($1, (SELECT p.code FROM division p JOIN congress c ON c.division_code = p.code WHERE p.parent_code IS NULL ORDER BY p.code LIMIT 1)) GROUP BY v.code, v.name ORDER BY v.code`,
    [divisionCode ?? null],
  );
