/**
 * Civil dates and instants in Asia/Shanghai, whatever time zone the machine is set to. China has kept UTC+8
 * without summer time since 1992, so a fixed offset is exact for everything this platform records.
 */
import type { Clock } from './clock.ts';
import { DomainError } from './errors.ts';

/** A civil date in Shanghai, 'YYYY-MM-DD'. Sorts and compares as text. */
export type DateString = string;

/** An instant: a `Date`, or ISO 8601 text as it travels on the wire. */
export type Instant = Date | string;

const OFFSET = 8 * 60 * 60 * 1000;
const DAY = 24 * 60 * 60 * 1000;
const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Today's date in Shanghai. */
export function today(clock: Clock): DateString {
  return dateInShanghai(clock.now());
}

/** The date on the wall calendar in Shanghai at this instant. */
export function dateInShanghai(instant: Instant): DateString {
  return textOf(time(instant) + OFFSET);
}

/** True for a date that exists ('2026-02-29' does not), years 1000–9999. */
export function isDate(value: unknown): value is DateString {
  if (typeof value !== 'string') return false;
  const match = FORM.exec(value);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * Reads a date as people write it: 2026-03-05, 2026-3-5, 2026/3/5, 2026.3.5 or 2026年3月5日.
 * @throws DomainError common.invalid_input naming `field` when no such date exists
 */
export function parseDate(text: string, field = 'date'): DateString {
  const match = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/.exec(text.trim());
  const date = match ? `${match[1]}-${(match[2] ?? '').padStart(2, '0')}-${(match[3] ?? '').padStart(2, '0')}` : '';
  if (isDate(date)) return date;
  throw invalidDate(text, field);
}

/** The date `days` later (earlier when negative). */
export function addDays(date: DateString, days: number): DateString {
  return textOf(utc(date) + days * DAY);
}

/** The same date `months` later, or the last day of that month when it has no such date (31 January + 1 → 28/29 February). */
export function addMonths(date: DateString, months: number): DateString {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = (((index % 12) + 12) % 12) + 1;
  return textOf(Date.UTC(targetYear, targetMonth - 1, Math.min(day, daysInMonth(targetYear, targetMonth))));
}

/** Calendar days from `from` to `to`: 0 on the same day, negative when `to` is earlier. */
export function daysBetween(from: DateString, to: DateString): number {
  return Math.round((utc(to) - utc(from)) / DAY);
}

/** Days since 1970-01-01, for arithmetic over many dates. */
export function dayNumber(date: DateString): number {
  return utc(date) / DAY;
}

/** The date of a day number. */
export function dateOfDay(day: number): DateString {
  return textOf(day * DAY);
}

/** Day of the week, 0 = Sunday … 6 = Saturday. */
export function weekday(date: DateString): number {
  return new Date(utc(date)).getUTCDay();
}

/** The year of a date. */
export function yearOf(date: DateString): number {
  return partsOf(date).year;
}

/** "2026年3月5日", as official documents print it. */
export function formatDate(date: DateString): string {
  const { year, month, day } = partsOf(date);
  return `${year}年${month}月${day}日`;
}

/** "2026年3月5日 14:30", the time in Shanghai. */
export function formatDateTime(instant: Instant): string {
  const shifted = new Date(time(instant) + OFFSET);
  const clock = shifted.toISOString().slice(11, 16);
  return `${formatDate(textOf(shifted.getTime()))} ${clock}`;
}

/** The instant at which this date begins in Shanghai. A day's end is the beginning of the next. */
export function startOfDayShanghai(date: DateString): Date {
  return new Date(utc(date) - OFFSET);
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function partsOf(date: DateString): { year: number; month: number; day: number } {
  if (!isDate(date)) throw invalidDate(date, 'date');
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

function utc(date: DateString): number {
  const { year, month, day } = partsOf(date);
  return Date.UTC(year, month - 1, day);
}

function textOf(utcTime: number): DateString {
  const text = new Date(utcTime).toISOString().slice(0, 10);
  if (!isDate(text)) throw invalidDate(text, 'date');
  return text;
}

function time(instant: Instant): number {
  const value = typeof instant === 'string' ? Date.parse(instant) : instant.getTime();
  if (Number.isNaN(value)) throw invalidDate(String(instant), 'date');
  return value;
}

function invalidDate(text: string, field: string): DomainError {
  const problem = `“${text.slice(0, 40)}”不是有效的日期，应当写成 2026-03-05 的形式`;
  return new DomainError('common.invalid_input', { problem }, [{ path: field, message: problem }]);
}

/** The time of day in Shanghai as HH:MM, for comparing with times of a schedule. */
export const timeInShanghai = (instant: Instant): string => new Date(time(instant) + OFFSET).toISOString().slice(11, 16);
