/**
 * The working-day calendar. Which days are free is data: the State Council announces each year's holidays and
 * make-up working days in autumn. A year without a table counts weekends only, and says so (`warnings`).
 */
import { dateOfDay, dayNumber, yearOf } from './dates.ts';
import type { DateString } from './dates.ts';

/** A run of days off, both ends included. */
export type HolidayPeriod = { name: string; from: DateString; to: DateString };

/** One year's announcement. */
export type YearCalendar = {
  year: number;
  /** Title and number of the announcement. */
  source: string;
  holidays: readonly HolidayPeriod[];
  /** Make-up working days, which fall on weekends. */
  workdays: readonly DateString[];
};

/** A day that differs in one congress only, such as the founding day of an autonomous prefecture (州庆). */
export type ExtraDay = { date: DateString; kind: 'holiday' | 'workday'; name: string };

export type Calendar = {
  isWorkingDay(date: DateString): boolean;
  /** Why the day is free: the holiday's name or 周末; null on a working day. */
  reasonOff(date: DateString): string | null;
  /** The date itself when it is a working day, else the first one after it. */
  nextWorkingDay(date: DateString): DateString;
  /** The n-th working day after the date, which itself is not counted (before it, when n is negative); n = 0 gives the date. */
  addWorkingDays(date: DateString, count: number): DateString;
  /** Working days after `from` up to and including `to`; negative when `to` is earlier. */
  workingDaysBetween(from: DateString, to: DateString): number;
  /** Years between the two dates for which no table is loaded. */
  missingYears(from: DateString, to: DateString): number[];
  /** One Chinese sentence for each missing year, to be shown beside every date computed from it. */
  warnings(from: DateString, to: DateString): string[];
};

/** A table that reaches past this many free days in a row is broken; searching on would never end. */
const LONGEST_BREAK = 366;

/**
 * Builds a calendar. A later table replaces an earlier one of the same year (a corrected import wins over the
 * delivered one); extra days win over tables.
 */
export function createCalendar(options: { years: readonly YearCalendar[]; extraDays?: readonly ExtraDay[] }): Calendar {
  const tables = new Map(options.years.map((table) => [table.year, table]));
  const exceptions = exceptionsOf([...tables.values()], options.extraDays ?? []);

  const offReason = (day: number): string | null => {
    const exception = exceptions.get(day);
    if (exception) return exception.working ? null : exception.name;
    return isWeekend(day) ? '周末' : null;
  };

  const step = (from: number, direction: 1 | -1): number => {
    for (let day = from + direction, tries = 0; tries < LONGEST_BREAK; day += direction, tries += 1) {
      if (offReason(day) === null) return day;
    }
    throw new RangeError(`calendar: no working day within ${LONGEST_BREAK} days of ${dateOfDay(from)}`);
  };

  const missingYears = (from: DateString, to: DateString): number[] => {
    const [first, last] = from <= to ? [yearOf(from), yearOf(to)] : [yearOf(to), yearOf(from)];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((year) => !tables.has(year));
  };

  return {
    isWorkingDay: (date) => offReason(dayNumber(date)) === null,
    reasonOff: (date) => offReason(dayNumber(date)),
    nextWorkingDay: (date) => {
      const day = dayNumber(date);
      return offReason(day) === null ? date : dateOfDay(step(day, 1));
    },
    addWorkingDays: (date, count) => {
      if (!Number.isInteger(count)) throw new RangeError(`addWorkingDays: ${count} is not a whole number of days`);
      let day = dayNumber(date);
      for (let left = Math.abs(count); left > 0; left -= 1) day = step(day, count > 0 ? 1 : -1);
      return dateOfDay(day);
    },
    workingDaysBetween: (from, to) => {
      const [start, end] = [dayNumber(from), dayNumber(to)];
      let count = 0;
      for (let day = Math.min(start, end) + 1; day <= Math.max(start, end); day += 1) {
        if (offReason(day) === null) count += 1;
      }
      return end >= start ? count : -count;
    },
    missingYears,
    warnings: (from, to) =>
      missingYears(from, to).map(
        (year) => `尚未导入${year}年节假日安排，涉及该年的日期暂按周末休息推算，请管理员导入国务院办公厅通知后核对。`,
      ),
  };
}

type Exception = { working: boolean; name: string };

function exceptionsOf(tables: readonly YearCalendar[], extraDays: readonly ExtraDay[]): Map<number, Exception> {
  const exceptions = new Map<number, Exception>();
  for (const table of tables) {
    for (const { name, from, to } of table.holidays) {
      for (let day = dayNumber(from); day <= dayNumber(to); day += 1) exceptions.set(day, { working: false, name });
    }
    for (const date of table.workdays) exceptions.set(dayNumber(date), { working: true, name: '调休上班' });
  }
  for (const { date, kind, name } of extraDays) {
    exceptions.set(dayNumber(date), { working: kind === 'workday', name });
  }
  return exceptions;
}

/** Day 0 (1970-01-01) was a Thursday. */
function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}
