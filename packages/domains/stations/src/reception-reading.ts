// Looking at reception days: the office's list, and what a deputy has ahead and behind.
import { type Capacity, hasRole, postOf } from '@smart/identity/capacity';
import { isAtDesk } from '@smart/identity/station-desk';
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { nameOf } from './bookings.ts';
import type { listReceptionsInput } from './model-inputs.ts';
import type { MyStationView, ReceptionRow } from './model-views.ts';
import { currentMembers, parameters } from './reading.ts';
import { receptionPicturesSql } from './reception-pictures.ts';
import { isConfined } from './staffing.ts';

const columns = `d.id, d.version, d.state, d.station_id AS "stationId", s.name AS "stationName", to_char(d.held_on, 'YYYY-MM-DD') AS "heldOn", d.starts_at AS "startsAt", d.ends_at AS "endsAt",
  CASE WHEN d.place = '' THEN s.address ELSE d.place END AS place, d.theme, d.cancel_reason AS "cancelReason", d.visitors, d.form, d.questions, d.outcome, d.recorded_by AS "recordedBy", ${receptionPicturesSql} AS pictures,
  (SELECT COALESCE(json_agg(json_build_object('mandateId', r.mandate_id, 'name', r.name, 'attended', r.attended, 'signedInAt', to_char(r.signed_in_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI')) ORDER BY r.name, r.mandate_id), '[]') FROM reception_deputy r WHERE r.reception_id = d.id) AS deputies,
  (SELECT COALESCE(json_agg(json_build_object('id', b.id, 'question', b.question, 'cipher', b.name_cipher) ORDER BY b.created_at, b.id), '[]') FROM reception_booking b WHERE b.reception_id = d.id AND b.state <> 'cancelled') AS bookings`;
const source = 'reception_day d JOIN station s ON s.id = d.station_id';

type Raw = Omit<ReceptionRow, 'due' | 'bookings'> & { bookings: { id: string; question: string; cipher: string | null }[] };

/** Due: the day has come and nothing is recorded. How people who booked are called is for those who meet them at the door. */
const rowOf = (row: Raw, day: string, named = false): ReceptionRow => ({
  ...row, due: row.state === 'announced' && row.heldOn <= day,
  bookings: row.bookings.map(({ id, question, cipher }) => ({ question, name: named ? nameOf(id, cipher) : null })),
});

/** The congress's reception days, the next first, then those behind; to a station's staff those of their own stations. */
export async function listReceptions(work: Work, capacity: Capacity, input: z.output<typeof listReceptionsInput>): Promise<{ rows: ReceptionRow[]; total: number }> {
  const { values, p } = parameters();
  const where = [
    `d.congress_id = ${p(capacity.congressId)}`,
    ...(isConfined(capacity) ? [isAtDesk('d.station_id', p(postOf(capacity)))] : []),
    ...(input.stationId ? [`d.station_id = ${p(input.stationId)}`] : []),
    ...(input.states?.length ? [`d.state = ANY (${p(input.states)})`] : []),
    ...(input.q ? [`(strpos(s.name || d.theme, ${p(input.q)}) > 0 OR EXISTS (SELECT 1 FROM reception_deputy r WHERE r.reception_id = d.id AND strpos(r.name, ${p(input.q)}) > 0))`] : []),
  ].join(' AND ');
  const day = today(work.clock);
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM ${source} WHERE ${where}`, values);
  const rows = await work.sql<Raw>(
    `SELECT ${columns} FROM ${source} WHERE ${where} ORDER BY d.state IN ('held', 'cancelled'), CASE WHEN d.state IN ('held', 'cancelled') THEN ${p(day)}::date - d.held_on ELSE d.held_on - ${p(day)}::date END, d.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  return { rows: rows.map((row) => rowOf(row, day, hasRole(capacity, 'congress_officer') || isConfined(capacity))), total: count?.total ?? 0 };
}

/** 我的联络站: where the deputy is met, their code, the reception days ahead and those that wait for a record, and how many this year. */
export async function myStation(work: Work, capacity: Capacity): Promise<MyStationView> {
  const day = today(work.clock);
  const [station] = await work.sql<NonNullable<MyStationView['station']>>(
    `SELECT s.id, s.code, s.name, s.label, s.address, s.hours, s.phone FROM ${currentMembers} x JOIN station s ON s.id = x.station_id WHERE x.mandate_id = $1`,
    [capacity.id],
  );
  const [code] = await work.sql<{ code: string }>('SELECT code FROM deputy_code WHERE congress_id = $1 AND person_id = $2', [capacity.congressId, capacity.personId]);
  const mine = `${source} JOIN reception_deputy me ON me.reception_id = d.id AND me.mandate_id = $1`;
  const ahead = await work.sql<Raw>(`SELECT ${columns} FROM ${mine} WHERE d.state = 'announced' ORDER BY d.held_on, d.starts_at, d.id LIMIT 20`, [capacity.id]);
  const behind = await work.sql<Raw>(`SELECT ${columns} FROM ${mine} WHERE d.state = 'held' AND me.attended ORDER BY d.held_on DESC, d.id DESC LIMIT 10`, [capacity.id]);
  const [count] = await work.sql<{ held: number }>(`SELECT count(*)::int AS held FROM ${mine} WHERE d.state = 'held' AND me.attended AND extract(year FROM d.held_on) = $2`, [capacity.id, Number(day.slice(0, 4))]);
  const direct = capacity.tier === 'county' || capacity.tier === 'township';
  return {
    station: station ?? null, code: code?.code ?? null, ahead: ahead.map((row) => rowOf(row, day)), behind: behind.map((row) => rowOf(row, day)), heldThisYear: count?.held ?? 0,
    wanted: direct ? z.int().parse(await work.parameter(capacity.congressId, 'stations.receptions_per_year')) : null,
  };
}
