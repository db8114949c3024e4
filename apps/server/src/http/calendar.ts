/** `GET /api/activities/:id.ics`: an activity for the calendar of the phone, for whoever is invited to it. */
import { myActivity } from '@smart/duty/activities/looking';
import { addDays } from '@smart/kernel/dates';
import { idSchema, parseInput } from '@smart/kernel/validation';
import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';
import { callerOf } from './caller.ts';

/** RFC 5545: signs of the format are escaped, lines are folded at 75 octets. */
const escaped = (text: string): string => text.replace(/[\\;,]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const sign of line) {
    if (Buffer.byteLength(part + sign) > 73) {
      parts.push(part);
      part = '';
    }
    part += sign;
  }
  return [...parts, part].join('\r\n ');
}
const stamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');
const at = (day: string, time: string): string => stamp(new Date(`${day}T${time}:00+08:00`));

export type CalendarEntry = { readonly id: string; readonly version: number; readonly theme: string; readonly kindLabel: string; readonly heldOn: string; readonly endsOn: string; readonly startsAt: string; readonly endsAt: string; readonly place: string; readonly organiser: string };

/** One event; of several days one that repeats every day at the same hours. */
export function calendarOf(entry: CalendarEntry, now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Smart Congress//Activities//ZH', 'METHOD:PUBLISH', 'BEGIN:VEVENT', `UID:${entry.id}@activities`, `SEQUENCE:${entry.version}`, `DTSTAMP:${stamp(now)}`,
    `DTSTART:${at(entry.heldOn, entry.startsAt)}`, `DTEND:${at(entry.heldOn, entry.endsAt > entry.startsAt ? entry.endsAt : '23:59')}`,
    ...(entry.endsOn > entry.heldOn ? [`RRULE:FREQ=DAILY;UNTIL=${at(addDays(entry.endsOn, 1), '00:00')}`] : []),
    `SUMMARY:${escaped(`${entry.kindLabel}：${entry.theme}`)}`, `LOCATION:${escaped(entry.place)}`, `DESCRIPTION:${escaped(`${entry.organiser}组织`)}`,
    'BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:代表活动', 'TRIGGER:-PT1H', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** @throws DomainError common.not_found for whoever is not invited */
export function registerCalendar(app: FastifyInstance, services: Services): void {
  app.get<{ Params: { id: string } }>('/api/activities/:id.ics', async (request, reply) => {
    const { capacity, run } = await callerOf(services, request);
    const id = parseInput(idSchema, request.params.id);
    const text = await run(async (work) => calendarOf(await myActivity(work, capacity, { id }), work.clock.now()));
    return reply.header('content-type', 'text/calendar; charset=utf-8').header('content-disposition', 'attachment; filename="activity.ics"').send(text);
  });
}
