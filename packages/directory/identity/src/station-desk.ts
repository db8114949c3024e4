// The desk of a liaison station (站长、联络员): whom the rules of stations and of citizens' opinions take for its staff. Pure; the browser uses it too.
import { type Capacity, postOf } from './capacity.ts';

/** Somebody who sits at the desk of a station. */
export type DeskPost = { readonly appointmentId: string; readonly duty: string };

/** 站长 or 联络员: how the capacity sits at this desk; null for everybody else. */
export function deskDuty(actor: Pick<Capacity, 'id' | 'standIn' | 'roles'>, desk: readonly DeskPost[]): string | null {
  if (!actor.roles.includes('station_clerk')) return null;
  return desk.find(({ appointmentId }) => appointmentId === postOf(actor))?.duty ?? null;
}

/** The desk of the station in a column, as JSON. */
export const deskOfStation = (column: string): string => `(SELECT COALESCE(json_agg(json_build_object('appointmentId', x.appointment_id, 'duty', x.duty)), '[]') FROM station_desk x WHERE x.station_id = ${column})`;

/** The condition that the station in a column is one of those at whose desk the appointment in `$post` sits. */
export const isAtDesk = (column: string, post: string): string => `${column} IN (SELECT x.station_id FROM station_desk x WHERE x.appointment_id = ${post}::uuid)`;

/** The open stations at whose desk the appointment in `$post` sits, without what was merged into them. */
export const ownDesks = (post: string): string => `(SELECT s.id, s.name FROM station_desk x JOIN station s ON s.id = x.station_id AND s.state = 'open' WHERE x.appointment_id = ${post}::uuid)`;
