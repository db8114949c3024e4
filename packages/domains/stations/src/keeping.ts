// What staff do with a station: found it, keep it true, close it, merge it.
import type { Capacity } from '@smart/identity/capacity';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { newCode } from './codes.ts';
import type { closeStationInput, mergeStationInput, saveStationInput, stationRef } from './model-inputs.ts';
import type { StationReceipt } from './model-views.ts';
import { actOnStation } from './store.ts';
import type { StationSubject } from './workflow.ts';

type Saved = z.output<typeof saveStationInput>;

const receipt = ({ id, version }: StationSubject, next: string): StationReceipt => ({ id, version, next });

const wrong = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);

/** A congress has stations in its own area only. */
async function checkPlace(work: Work, capacity: Capacity, { divisionCode, longitude, latitude }: Saved): Promise<void> {
  const [known] = divisionCode.startsWith(capacity.divisionCode) ? await work.sql('SELECT 1 FROM division WHERE code = $1', [divisionCode]) : [];
  if (!known) throw wrong('divisionCode', '所在地不在本行政区域内，请重新选择');
  if ((longitude === null) !== (latitude === null)) throw wrong(longitude === null ? 'longitude' : 'latitude', '经度和纬度应当同时填写，或者都不填');
}

async function setStaff(work: Work, capacity: Capacity, stationId: string, staff: Saved['staff']): Promise<void> {
  const ids = staff.map(({ appointmentId }) => appointmentId);
  const known = await work.sql<{ id: string }>('SELECT id FROM appointment WHERE id = ANY ($1::uuid[]) AND congress_id = $2 AND (ends_on IS NULL OR ends_on >= $3::date)', [ids, capacity.congressId, today(work.clock)]);
  if (known.length !== new Set(ids).size) throw wrong('staff', '所选人员不是本级在任的工作人员，请重新选择');
  await work.sql('DELETE FROM station_staff WHERE station_id = $1', [stationId]);
  await work.sql(
    `INSERT INTO station_staff (station_id, appointment_id, congress_id, person_id, name, duty)
     SELECT $1, a.id, a.congress_id, a.person_id, p.name, n.duty FROM unnest($2::uuid[], $3::text[]) AS n(id, duty) JOIN appointment a ON a.id = n.id JOIN person p ON p.id = a.person_id`,
    [stationId, ids, staff.map(({ duty }) => duty)],
  );
}

/**
 * Founds a station, or changes what its page says when it has an id.
 * @throws DomainError common.invalid_input (place, staff), common.not_found, workflow.*
 */
export async function saveStation(work: Work, capacity: Capacity, input: Saved): Promise<StationReceipt> {
  await checkPlace(work, capacity, input);
  const { id: known, expectedVersion, staff, divisionCode, planYear, ...texts } = input;
  const id = known ?? newId();
  const patch = { ...texts, division_code: divisionCode, plan_year: planYear };
  if (known === undefined) {
    await work.db.insertInto('station').values({ ...patch, id, congress_id: capacity.congressId, code: newCode(), state: 'open', version: 0, opened_on: today(work.clock), updated_at: work.clock.now() }).execute();
  }
  const station = await actOnStation(work, capacity, { id, action: known === undefined ? 'found' : 'amend', expectedVersion, patch, detail: { name: input.name } });
  await setStaff(work, capacity, id, staff);
  return receipt(station, known === undefined ? '已设立。可以到“代表进站”为代表安排联络站。' : '已保存，公开页面随之更新。');
}

/** @throws DomainError common.not_found, common.invalid_input (no reason), workflow.* */
export async function closeStation(work: Work, capacity: Capacity, { reason, ...ref }: z.output<typeof closeStationInput>): Promise<StationReceipt> {
  const station = await actOnStation(work, capacity, { ...ref, action: 'close', reason, patch: { closed_on: today(work.clock), close_reason: reason } });
  return receipt(station, '已撤销，记录保留。原来在此进站的代表列入“待安排”。');
}

/** @throws DomainError as closeStation */
export async function reopenStation(work: Work, capacity: Capacity, ref: z.output<typeof stationRef>): Promise<StationReceipt> {
  return receipt(await actOnStation(work, capacity, { ...ref, action: 'reopen', patch: { closed_on: null, close_reason: null } }), '已恢复开放，原进站代表随之恢复。');
}

/**
 * Its deputies and its address on posters lead to the other station from now on; what was merged into it before goes along.
 * @throws DomainError common.invalid_input (the other one is not open, or lies outside the area), common.not_found, workflow.*
 */
export async function mergeStation(work: Work, capacity: Capacity, { reason, intoId, ...ref }: z.output<typeof mergeStationInput>): Promise<StationReceipt> {
  const [into] = await work.sql<{ name: string }>(`SELECT name FROM station WHERE id = $1 AND id <> $2 AND state = 'open' AND division_code LIKE $3`, [intoId, ref.id, `${capacity.divisionCode}%`]);
  if (!into) throw wrong('intoId', '请选择本行政区域内另一个开放的联络站');
  const station = await actOnStation(work, capacity, { ...ref, action: 'merge', reason, patch: { merged_into_id: intoId, closed_on: today(work.clock), close_reason: reason }, detail: { into: into.name } });
  await work.sql('UPDATE station SET merged_into_id = $2 WHERE merged_into_id = $1 AND congress_id = $3', [ref.id, intoId, capacity.congressId]);
  return receipt(station, `已并入${into.name}，代表和原代表码随之转到该站，历史记录保留。`);
}
