// Reminders of reception days: the day before to those who receive, and after it to those who have not written down how it was. They stop when
// the day is recorded or cancelled, because only announced days are looked at, and after the second time anyhow.
import { addDays, today } from '@smart/kernel/dates';
import { appendEvent, defineEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { receptionPayload } from './reception-store.ts';

/** How many days after a reception its record is asked for; then the office has it in its list, and nobody is told any more. */
const ASKED_AFTER = [1, 4] as const;

const reminderPayload = receptionPayload.extend({ /** Which reminder it is, so that each is sent once. */ step: z.string(), bookings: z.int() });
const approaching = defineEvent('reception.approaching', reminderPayload);
const unrecorded = defineEvent('reception.unrecorded', reminderPayload);

type Day = { id: string; stationName: string; heldOn: string; startsAt: string; bookings: number; deputies: { mandateId: string; personId: string; mandateCongressId: string }[] };

/** Safe to repeat. @returns how many reminders were announced */
export async function remindOfReceptions(work: Work, congressId: string): Promise<number> {
  const day = today(work.clock);
  const steps = [{ event: approaching.name, step: 'before:1', heldOn: addDays(day, 1) }, ...ASKED_AFTER.map((days) => ({ event: unrecorded.name, step: `after:${days}`, heldOn: addDays(day, -days) }))];
  let announced = 0;
  for (const { event, step, heldOn } of steps) {
    const days = await work.sql<Day>(
      `SELECT d.id, s.name AS "stationName", to_char(d.held_on, 'YYYY-MM-DD') AS "heldOn", d.starts_at AS "startsAt", (SELECT count(*)::int FROM reception_booking b WHERE b.reception_id = d.id AND b.state = 'booked') AS bookings,
         (SELECT COALESCE(json_agg(json_build_object('mandateId', r.mandate_id, 'personId', r.person_id, 'mandateCongressId', r.mandate_congress_id)), '[]') FROM reception_deputy r WHERE r.reception_id = d.id) AS deputies
       FROM reception_day d JOIN station s ON s.id = d.station_id
       WHERE d.congress_id = $1 AND d.state = 'announced' AND d.held_on = $2::date
         AND NOT EXISTS (SELECT 1 FROM domain_event e WHERE e.congress_id = $1 AND e.type = $3 AND e.subject_id = d.id AND e.payload->>'step' = $4 AND e.payload->>'heldOn' = to_char(d.held_on, 'YYYY-MM-DD'))
       ORDER BY d.id`,
      [congressId, heldOn, event, step],
    );
    for (const { id, ...facts } of days) {
      await appendEvent(work, { congressId, matterId: id, type: event, subjectType: 'reception_day', subjectId: id, personId: null, payload: { title: `在${facts.stationName}接待选民`, reason: null, announced: true, step, ...facts } });
      announced += 1;
    }
  }
  return announced;
}
