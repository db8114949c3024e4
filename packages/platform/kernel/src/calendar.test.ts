import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from './calendar.ts';
import type { YearCalendar } from './calendar.ts';
import { parseCalendar } from './calendar-import.ts';
import { knownYears } from './calendars/known.ts';
import { addDays, dateOfDay, dayNumber, weekday } from './dates.ts';
import { DomainError } from './errors.ts';

const calendar = createCalendar({ years: knownYears });
const anyDate = fc.integer({ min: dayNumber('2023-06-01'), max: dayNumber('2027-06-30') }).map(dateOfDay);

/** Working days of a year as the State Council's holidays leave them, counted by hand from the announcements. */
describe('delivered years', () => {
  it.each([
    [2024, '2024-01-01', '2024-12-31'],
    [2025, '2025-01-01', '2025-12-31'],
    [2026, '2026-01-01', '2026-12-31'],
  ])('%i passes its own import check', (year) => {
    const table = knownYears.find((candidate) => candidate.year === year);
    expect(parseCalendar(table)).toEqual(table);
  });

  it('knows holidays, make-up days and weekends', () => {
    expect(calendar.reasonOff('2026-02-17')).toBe('春节');
    expect(calendar.reasonOff('2026-02-14')).toBeNull(); // a Saturday on which people work
    expect(calendar.reasonOff('2026-03-07')).toBe('周末');
    expect(calendar.isWorkingDay('2024-02-09')).toBe(true); // 除夕 2024 was no statutory day off
    expect(calendar.isWorkingDay('2024-02-18')).toBe(true);
    expect(calendar.isWorkingDay('2025-10-08')).toBe(false);
    expect(calendar.isWorkingDay('2025-10-11')).toBe(true);
  });

  it('has as many working days as the announcements leave', () => {
    // 2024: 262 weekdays; 2025: 261; 2026: 261. Each year: less free weekdays, plus make-up days.
    expect(calendar.workingDaysBetween('2023-12-31', '2024-12-31')).toBe(251);
    expect(calendar.workingDaysBetween('2024-12-31', '2025-12-31')).toBe(248);
    expect(calendar.workingDaysBetween('2025-12-31', '2026-12-31')).toBe(248);
  });
});

describe('createCalendar', () => {
  it('steps over holidays and make-up days', () => {
    expect(calendar.nextWorkingDay('2026-02-15')).toBe('2026-02-24');
    expect(calendar.nextWorkingDay('2026-02-24')).toBe('2026-02-24');
    expect(calendar.addWorkingDays('2026-02-13', 1)).toBe('2026-02-14');
    expect(calendar.addWorkingDays('2026-02-13', 2)).toBe('2026-02-24');
    expect(calendar.addWorkingDays('2026-02-24', -2)).toBe('2026-02-13');
    expect(calendar.addWorkingDays('2026-02-15', 0)).toBe('2026-02-15');
    expect(calendar.addWorkingDays('2025-12-31', 1)).toBe('2026-01-04');
    expect(() => calendar.addWorkingDays('2026-02-15', 1.5)).toThrow(RangeError);
  });

  it('counts weekends only in a year without a table, and says so', () => {
    expect(calendar.isWorkingDay('2027-10-01')).toBe(true);
    expect(calendar.isWorkingDay('2027-10-02')).toBe(false);
    expect(calendar.missingYears('2025-06-01', '2027-06-01')).toEqual([2027]);
    expect(calendar.missingYears('2028-06-01', '2026-06-01')).toEqual([2027, 2028]);
    expect(calendar.warnings('2026-01-01', '2026-12-31')).toEqual([]);
    expect(calendar.warnings('2026-12-01', '2027-03-01')).toEqual([
      expect.stringContaining('尚未导入2027年节假日安排'),
    ]);
  });

  it('lets a congress add its own days and an import replace a delivered year', () => {
    const local = createCalendar({
      years: knownYears,
      extraDays: [
        { date: '2026-09-21', kind: 'holiday', name: '州庆' },
        { date: '2026-02-17', kind: 'workday', name: '值班' },
      ],
    });
    expect(local.reasonOff('2026-09-21')).toBe('州庆');
    expect(local.isWorkingDay('2026-02-17')).toBe(true);
    expect(calendar.isWorkingDay('2026-09-21')).toBe(true);

    const corrected: YearCalendar = {
      year: 2026,
      source: '更正',
      holidays: [{ name: '元旦', from: '2026-01-01', to: '2026-01-01' }],
      workdays: [],
    };
    const replaced = createCalendar({ years: [...knownYears, corrected] });
    expect(replaced.isWorkingDay('2026-01-02')).toBe(true);
    expect(replaced.isWorkingDay('2026-02-17')).toBe(true);
  });

  it('gives up on a table that leaves no working day', () => {
    const endless = createCalendar({
      years: [
        { year: 2026, source: 'x', holidays: [{ name: '停', from: '2026-01-01', to: '2027-12-31' }], workdays: [] },
      ],
    });
    expect(() => endless.nextWorkingDay('2026-01-01')).toThrow(RangeError);
  });

  it('agrees with counting day by day', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 60 }), (date, count) => {
        let expected = date;
        for (let left = count; left > 0;) {
          expected = addDays(expected, 1);
          if (calendar.isWorkingDay(expected)) left -= 1;
        }
        const result = calendar.addWorkingDays(date, count);
        expect(result).toBe(expected);
        expect(calendar.workingDaysBetween(date, result)).toBe(count);
        expect(calendar.workingDaysBetween(result, date)).toBe(
          count === 0 ? 0 : -calendar.workingDaysBetween(date, result),
        );
      }),
    );
  });

  it('goes back as far as it went forward', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 60 }), (date, count) => {
        const start = calendar.nextWorkingDay(date);
        expect(calendar.isWorkingDay(start)).toBe(true);
        expect(calendar.addWorkingDays(calendar.addWorkingDays(start, count), -count)).toBe(start);
      }),
    );
  });

  it('is a plain week where no table speaks', () => {
    const plain = createCalendar({ years: [] });
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(plain.isWorkingDay(date)).toBe(![0, 6].includes(weekday(date)));
      }),
    );
  });
});

describe('parseCalendar', () => {
  const good = {
    year: 2027,
    source: '国务院办公厅关于2027年部分节假日安排的通知（样例）',
    holidays: [
      { name: '元旦', from: '2026-12-31', to: '2027-01-02' },
      { name: '春节', from: '2027-02-05', to: '2027-02-12' },
    ],
    workdays: ['2027-02-13'],
  };

  it('reads text and values', () => {
    expect(parseCalendar(JSON.stringify(good))).toEqual(good);
    const next = createCalendar({ years: [...knownYears, parseCalendar(good)] });
    expect(next.isWorkingDay('2026-12-31')).toBe(false);
    expect(next.isWorkingDay('2027-02-13')).toBe(true);
    expect(next.missingYears('2026-12-01', '2027-03-01')).toEqual([]);
  });

  it.each([
    ['not JSON', '{', '', '文件不是有效的 JSON'],
    ['not an object', '[]', '', '应当填写一组内容'],
    ['no year', { ...good, year: undefined }, 'year', '必须填写'],
    ['an unknown entry', { ...good, weekends: [] }, '', '含有不认识的项目：weekends'],
    ['a date that does not exist', { ...good, workdays: ['2027-02-29'] }, 'workdays.0', '不是有效的日期'],
    ['another year', { ...good, workdays: ['2028-02-12'] }, 'workdays.0', '不在2027年内'],
    ['a make-up day on a weekday', { ...good, workdays: ['2027-03-03'] }, 'workdays.0', '应当是周六或者周日'],
    ['a make-up day within a holiday', { ...good, workdays: ['2027-02-06'] }, 'workdays.0', '与“春节”放假日期冲突'],
    ['a make-up day twice', { ...good, workdays: ['2027-02-13', '2027-02-13'] }, 'workdays.1', '重复'],
    [
      'ends before it begins',
      { ...good, holidays: [{ name: '春节', from: '2027-02-12', to: '2027-02-05' }] },
      'holidays.0.to',
      '早于开始日期',
    ],
    [
      'a slip of the month',
      { ...good, holidays: [{ name: '春节', from: '2027-02-05', to: '2027-03-12' }] },
      'holidays.0.to',
      '超过 15 天',
    ],
    [
      'a holiday of another year',
      { ...good, holidays: [{ name: '春节', from: '2028-02-05', to: '2028-02-12' }] },
      'holidays.0.from',
      '不在2027年内',
    ],
    [
      'overlapping holidays',
      { ...good, holidays: [...good.holidays, { name: '休息', from: '2027-02-12', to: '2027-02-13' }] },
      'holidays.2.from',
      '“休息”与“春节”的日期重叠',
    ],
  ])('refuses %s and names the entry', (_, json, path, message) => {
    const error = refusal(() => parseCalendar(json));
    expect(error.code).toBe('common.invalid_input');
    expect(error.fields).toContainEqual({ path, message: expect.stringContaining(message) });
  });
});

function refusal(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('was not refused');
}
