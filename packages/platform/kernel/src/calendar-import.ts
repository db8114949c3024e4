/**
 * Import of a future year's holidays. Apart from `calendar.ts` so that pages which only show deadlines
 * do not carry the validation library.
 */
import { z } from 'zod';
import { createCalendar } from './calendar.ts';
import type { YearCalendar } from './calendar.ts';
import { dayNumber, daysBetween, formatDate } from './dates.ts';
import { dateSchema, parseInput } from './validation.ts';

/** No announcement has ever given more days off in a row; more is a slip in the year or month. */
const LONGEST_HOLIDAY = 15;

const yearCalendarSchema = z
  .strictObject({
    year: z.int().min(2000).max(2999),
    source: z.string().trim().min(1).max(200),
    holidays: z
      .array(z.strictObject({ name: z.string().trim().min(1).max(20), from: dateSchema, to: dateSchema }))
      .min(1)
      .max(30),
    workdays: z.array(dateSchema).max(60),
  })
  .superRefine((table, context) => {
    const report = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    checkHolidays(table, report);
    checkWorkdays(table, report);
  });

type Report = (path: (string | number)[], message: string) => void;

function checkHolidays(table: YearCalendar, report: Report): void {
  const taken = new Map<number, string>();
  table.holidays.forEach(({ name, from, to }, index) => {
    if (from > to) {
      report(['holidays', index, 'to'], `“${name}”的截止日期早于开始日期，请对调或者改正`);
      return;
    }
    if (daysBetween(from, to) + 1 > LONGEST_HOLIDAY) {
      report(['holidays', index, 'to'], `“${name}”超过 ${LONGEST_HOLIDAY} 天，请核对年份和月份`);
      return;
    }
    if (![from, to].some((date) => belongsTo(table.year, date))) {
      report(['holidays', index, 'from'], `“${name}”不在${table.year}年内，请核对年份`);
    }
    for (let day = dayNumber(from); day <= dayNumber(to); day += 1) {
      const other = taken.get(day);
      if (other !== undefined) {
        report(['holidays', index, 'from'], `“${name}”与“${other}”的日期重叠，请合并为一项`);
        return;
      }
      taken.set(day, name);
    }
  });
}

function checkWorkdays(table: YearCalendar, report: Report): void {
  const holidaysOnly = createCalendar({ years: [{ ...table, holidays: usable(table), workdays: [] }] });
  const seen = new Set<string>();
  table.workdays.forEach((date, index) => {
    const path = ['workdays', index];
    if (seen.has(date)) report(path, `调休上班日${formatDate(date)}重复，请删去一个`);
    seen.add(date);
    if (!belongsTo(table.year, date)) report(path, `调休上班日${formatDate(date)}不在${table.year}年内，请核对年份`);
    const reason = holidaysOnly.reasonOff(date);
    if (reason === null) report(path, `调休上班日${formatDate(date)}本来就是工作日，应当是周六或者周日`);
    else if (reason !== '周末') report(path, `调休上班日${formatDate(date)}与“${reason}”放假日期冲突，请核对`);
  });
}

/** Periods that are in order; the others are reported already and would only cause follow-up errors. */
function usable(table: YearCalendar): YearCalendar['holidays'] {
  return table.holidays.filter(({ from, to }) => from <= to && daysBetween(from, to) < LONGEST_HOLIDAY);
}

/** An announcement may reach into the last days of the year before (New Year 2023 began on 2022-12-31). */
function belongsTo(year: number, date: string): boolean {
  return date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);
}

/**
 * Reads one year's table, as an administrator imports it:
 * `{ "year": 2027, "source": "国办发明电〔2026〕×号", "holidays": [{ "name", "from", "to" }], "workdays": ["2027-02-06"] }`.
 * @param json the text of the file, or the value already read from it
 * @throws DomainError common.invalid_input naming each faulty entry
 */
export function parseCalendar(json: unknown): YearCalendar {
  return parseInput(yearCalendarSchema, typeof json === 'string' ? readJson(json) : json);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseInput(z.never('文件不是有效的 JSON，请使用系统提供的模板填写'), text);
  }
}
