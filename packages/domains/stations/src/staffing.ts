// 站长、联络员: at whose desk somebody with such a post sits. The post comes from the directory, the stations are chosen here; both end with the station.
import { type Capacity, postOf } from '@smart/identity/capacity';
import { appointmentBegan } from '@smart/identity/events';
import { isAtDesk } from '@smart/identity/station-desk';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { isStaffDuty, type StaffDuty, staffDutyLabels } from './model.ts';
import type { deskChoicesInput, setDesksInput } from './model-inputs.ts';
import type { deskChoices, deskReceipt } from './model-views.ts';
import { actOnStation } from './store.ts';

type Post = { readonly name: string };

/** @throws DomainError common.not_found when it is no post at a station in force in this congress */
async function postAt(work: Work, capacity: Capacity, appointmentId: string): Promise<Post> {
  const [post] = await work.sql<Post>(
    `SELECT p.name FROM appointment a JOIN person p ON p.id = a.person_id WHERE a.id = $1 AND a.congress_id = $2 AND 'station_clerk' = ANY (a.roles) AND (a.ends_on IS NULL OR a.ends_on > $3::date)`,
    [appointmentId, capacity.congressId, today(work.clock)],
  );
  if (!post) throw new DomainError('common.not_found', { what: '联络站工作人员的任职' });
  return post;
}

/** The congress's open stations, and what somebody is at them. @throws DomainError common.not_found */
export async function desksOf(work: Work, capacity: Capacity, { appointmentId }: z.output<typeof deskChoicesInput>): Promise<z.output<typeof deskChoices>> {
  if (appointmentId !== undefined) await postAt(work, capacity, appointmentId);
  const rows = await work.sql<{ stationId: string; name: string; duty: string | null }>(
    `SELECT s.id AS "stationId", s.name, f.duty FROM station s LEFT JOIN station_staff f ON f.station_id = s.id AND f.appointment_id = $2
     WHERE s.congress_id = $1 AND s.state = 'open' ORDER BY f.duty IS NULL, s.name, s.id LIMIT 300`,
    [capacity.congressId, appointmentId ?? null],
  );
  return rows.map(({ duty, ...row }) => ({ ...row, duty: duty !== null && isStaffDuty(duty) ? duty : null }));
}

/**
 * Says at which stations somebody with the post sits, and as what; those left out end. Each change stands in the station's log.
 * @throws DomainError common.not_found (post), common.invalid_input (a station that is not open or not the congress's own)
 */
export async function setDesks(work: Work, capacity: Capacity, { appointmentId, desks }: z.output<typeof setDesksInput>): Promise<z.output<typeof deskReceipt>> {
  const { name } = await postAt(work, capacity, appointmentId);
  const known = new Map((await desksOf(work, capacity, { appointmentId })).map((one) => [one.stationId, one.duty]));
  const wanted = new Map<string, StaffDuty>(desks.map(({ stationId, duty }) => [stationId, duty]));
  const strange = [...wanted.keys()].some((id) => !known.has(id));
  if (strange) throw new DomainError('common.invalid_input', { problem: '请选择本级设立的、开放的联络站' }, [{ path: 'desks', message: '请选择本级设立的、开放的联络站' }]);
  for (const [stationId, before] of known) {
    const after = wanted.get(stationId) ?? null;
    if (after === before) continue;
    await work.sql('DELETE FROM station_staff WHERE station_id = $1 AND appointment_id = $2', [stationId, appointmentId]);
    if (after !== null) {
      await work.sql(
        `INSERT INTO station_staff (station_id, appointment_id, congress_id, person_id, name, duty) SELECT $1, a.id, a.congress_id, a.person_id, $3, $4 FROM appointment a WHERE a.id = $2`,
        [stationId, appointmentId, name, after],
      );
    }
    await actOnStation(work, capacity, { id: stationId, action: 'staff', detail: { person: name, duty: after === null ? '移出' : staffDutyLabels[after] } });
  }
  return { next: wanted.size === 0 ? '已移出全部联络站，该职务暂时没有可以办理的事。' : '已保存，登录后即可办理所选联络站的事。' };
}

/** A post that changed title or duties goes on at its stations: an event `appointment.began` that follows a post of the same person in the same organ. Safe to repeat. */
export async function followPost(work: Work, event: DomainEvent): Promise<void> {
  const { personId, organId, on } = appointmentBegan.payloadOf(event);
  await work.sql(
    `INSERT INTO station_staff (station_id, appointment_id, congress_id, person_id, name, duty)
     SELECT f.station_id, n.id, f.congress_id, f.person_id, f.name, f.duty FROM appointment n JOIN appointment a ON a.person_id = n.person_id AND a.organ_id = n.organ_id AND a.id <> n.id AND a.ends_on = $4::date
       JOIN station_staff f ON f.appointment_id = a.id WHERE n.id = $1 AND n.person_id = $2 AND n.organ_id = $3 AND 'station_clerk' = ANY (n.roles) ON CONFLICT DO NOTHING`,
    [event.subjectId, personId, organId, on],
  );
}

/**
 * Refuses what is done for a station by whoever neither runs it nor sits at its desk.
 * @throws DomainError common.forbidden
 */
export async function requireDesk(work: Work, capacity: Capacity, stationId: string): Promise<void> {
  if (capacity.roles.includes('congress_officer')) return;
  const [found] = await work.sql(`SELECT 1 WHERE ${isAtDesk('$1::uuid', '$2')}`, [stationId, postOf(capacity)]);
  if (!found) throw new DomainError('common.forbidden', { reason: '您不是该联络站的工作人员' });
}

/** Whether the capacity is confined to the stations at whose desk it sits. */
export const isConfined = ({ roles }: Pick<Capacity, 'roles'>): boolean => roles.includes('station_clerk') && !roles.some((role) => role === 'congress_officer' || role === 'congress_leader' || role === 'standing_committee_member');
