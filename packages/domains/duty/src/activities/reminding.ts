// The day before, whoever comes or has not answered is reminded; the day after the office is asked for the record. What somebody said about
// health when asking for leave is erased a month after the activity.
import { addDays, today } from '@smart/kernel/dates';
import { appendEvent, defineEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

const payload = z.object({ title: z.string(), kindLabel: z.string(), heldOn: z.string(), startsAt: z.string(), place: z.string(), people: z.array(z.object({ mandateId: z.string(), personId: z.string() })) });
const approaching = defineEvent('activity.approaching', payload);
const unrecorded = defineEvent('activity.unrecorded', payload);
/** 个人信息保护法 19: no longer than needed. */
const REASONS_KEPT_DAYS = 30;

type Row = { id: string; title: string; kind: string; heldOn: string; startsAt: string; place: string; people: { mandateId: string; personId: string }[] };

/** Safe to repeat: each is told once of a day. @returns how many activities were told of */
export async function remindOfActivities(work: Work, congressId: string, labelOf: (kind: string) => string): Promise<number> {
  const day = today(work.clock);
  let told = 0;
  for (const { event, column, on } of [{ event: approaching.name, column: 'a.held_on', on: addDays(day, 1) }, { event: unrecorded.name, column: 'a.ends_on', on: addDays(day, -1) }]) {
    const rows = await work.sql<Row>(
      `SELECT a.id, a.theme AS title, a.kind, to_char(a.held_on, 'YYYY-MM-DD') AS "heldOn", a.starts_at AS "startsAt", a.place,
         (SELECT COALESCE(json_agg(json_build_object('mandateId', i.mandate_id, 'personId', i.person_id)), '[]') FROM duty_invitation i JOIN mandate m ON m.id = i.mandate_id AND m.status = 'active' WHERE i.activity_id = a.id AND i.state IN ('invited', 'joining', 'leave_refused')) AS people
       FROM duty_activity a WHERE a.congress_id = $1 AND a.state = 'published' AND ${column} = $2::date
         AND NOT EXISTS (SELECT 1 FROM domain_event e WHERE e.congress_id = $1 AND e.type = $3 AND e.subject_id = a.id AND e.payload->>'heldOn' = to_char(a.held_on, 'YYYY-MM-DD'))`,
      [congressId, on, event],
    );
    for (const { id, kind, ...facts } of rows) await appendEvent(work, { congressId, matterId: id, type: event, subjectType: 'duty_activity', subjectId: id, personId: null, payload: { ...facts, kindLabel: labelOf(kind) } });
    told += rows.length;
  }
  await work.sql(`UPDATE duty_invitation i SET reason = NULL FROM duty_activity a WHERE a.id = i.activity_id AND i.congress_id = $1 AND i.reason IS NOT NULL AND a.ends_on < $2::date`, [congressId, addDays(day, -REASONS_KEPT_DAYS)]);
  return told;
}
