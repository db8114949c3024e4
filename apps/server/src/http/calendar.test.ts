import { expect, it } from 'vitest';
import { calendarOf } from './calendar.ts';

const entry = { id: 'a1', version: 3, theme: '检查物业管理条例实施情况；分两组, 最后座谈', kindLabel: '执法检查', heldOn: '2026-12-06', endsOn: '2026-12-06', startsAt: '14:30', endsAt: '17:30', place: '四个住宅小区', organiser: '区人大常委会' };

it('gives the hours of Shanghai, escapes signs of the format and folds long lines', () => {
  const text = calendarOf(entry, new Date('2026-12-01T00:00:00Z'));
  expect(text).toContain('DTSTART:20261206T063000Z\r\nDTEND:20261206T093000Z');
  expect(text).toContain('UID:a1@activities\r\nSEQUENCE:3');
  expect(text.replaceAll('\r\n ', '')).toContain(String.raw`SUMMARY:执法检查：检查物业管理条例实施情况；分两组\, 最后座谈`);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toContain('RRULE');
});

it('repeats every day to the last of several', () => {
  expect(calendarOf({ ...entry, endsOn: '2026-12-08' }, new Date('2026-12-01T00:00:00Z'))).toContain('RRULE:FREQ=DAILY;UNTIL=20261208T160000Z');
});
