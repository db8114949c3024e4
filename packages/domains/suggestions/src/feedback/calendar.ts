// Times of appointments, and the appointment as a calendar file (RFC 5545). Pure.
import { formatDateTime } from '@smart/kernel/dates';

/** The instant of a moment in Shanghai ('2026-03-05T09:30'). */
export const instantOf = (moment: string): Date => new Date(`${moment}:00+08:00`);

/** 2026年3月5日 09:30 */
export const formatMoment = (at: Date): string => formatDateTime(at.toISOString());

const stamp = (at: Date): string => at.toISOString().replace(/[-:]/g, '').replace(/\.\d{3}/, '');

/** Text of a property: what separates is escaped, line ends become \n. */
const escaped = (text: string): string => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');

/** Lines longer than 75 octets are folded; no character is torn apart. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    if (Buffer.byteLength(part + character) > 73) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part].join('\r\n ');
}

/** One hour, with an alarm on the evening before. `stampAt` is when the file was made. */
export function calendarFile(event: { id: string; at: Date; title: string; place: string; description: string; stampAt: Date }): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Smart Congress//Appointments//ZH', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH',
    'BEGIN:VEVENT', `UID:${event.id}@smart-congress`, `DTSTAMP:${stamp(event.stampAt)}`, `DTSTART:${stamp(event.at)}`, `DTEND:${stamp(new Date(event.at.getTime() + 3_600_000))}`,
    `SUMMARY:${escaped(event.title)}`, `LOCATION:${escaped(event.place)}`, `DESCRIPTION:${escaped(event.description)}`,
    'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT15H', `DESCRIPTION:${escaped(event.title)}`, 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
