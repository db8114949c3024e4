import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, systemClock } from './clock.ts';
import {
  addDays,
  addMonths,
  dateInShanghai,
  dateOfDay,
  dayNumber,
  daysBetween,
  formatDate,
  formatDateTime,
  isDate,
  parseDate,
  startOfDayShanghai,
  today,
  weekday,
  yearOf,
} from './dates.ts';
import { isDomainError } from './errors.ts';

/** Any date from 1990 to 2099. */
const anyDate = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2099-12-31') }).map(dateOfDay);

describe.each(['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati'])(
  'with the machine set to %s',
  (zone) => {
    const before = process.env['TZ'];
    beforeAll(() => {
      process.env['TZ'] = zone;
      expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    });
    afterAll(() => {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });

    it('changes the date at midnight in Shanghai, also at the turn of the year', () => {
      const clock = fixedClock('2026-12-31T15:59:59.999Z');
      expect(today(clock)).toBe('2026-12-31');
      clock.advance({ milliseconds: 1 });
      expect(today(clock)).toBe('2027-01-01');
      expect(dateInShanghai('2026-03-05T00:00:00+08:00')).toBe('2026-03-05');
      expect(dateInShanghai('2026-03-04T23:59:59+08:00')).toBe('2026-03-04');
    });

    it('begins a day at midnight in Shanghai', () => {
      expect(startOfDayShanghai('2026-03-05').toISOString()).toBe('2026-03-04T16:00:00.000Z');
      fc.assert(
        fc.property(anyDate, (date) => {
          const start = startOfDayShanghai(date);
          expect(dateInShanghai(start)).toBe(date);
          expect(dateInShanghai(new Date(start.getTime() - 1))).toBe(addDays(date, -1));
        }),
      );
    });

    it('prints dates and times as documents do', () => {
      expect(formatDate('2026-03-05')).toBe('2026年3月5日');
      expect(formatDateTime('2026-03-05T06:30:00Z')).toBe('2026年3月5日 14:30');
      expect(formatDateTime(new Date('2026-12-31T16:05:00Z'))).toBe('2027年1月1日 00:05');
    });

    it('counts days and weekdays over leap days and year ends', () => {
      expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
      expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
      expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
      expect(daysBetween('2026-03-05', '2026-03-05')).toBe(0);
      expect(daysBetween('2023-12-31', '2024-12-31')).toBe(366);
      expect(weekday('2026-03-08')).toBe(0);
      expect(yearOf('2026-03-08')).toBe(2026);
    });
  },
);

describe('addMonths', () => {
  it.each([
    ['2026-03-05', 3, '2026-06-05'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s + %i months = %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected));

  it('keeps the day of the month or ends with the month', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -60, max: 60 }), (date, months) => {
        const result = addMonths(date, months);
        const sameDay = result.slice(8) === date.slice(8);
        const monthEnd = addDays(result, 1).endsWith('-01') && result.slice(8) < date.slice(8);
        expect(sameDay || monthEnd).toBe(true);
        const monthsApart =
          (Number(result.slice(0, 4)) - Number(date.slice(0, 4))) * 12 +
          Number(result.slice(5, 7)) -
          Number(date.slice(5, 7));
        expect(monthsApart).toBe(months);
      }),
    );
  });
});

describe('arithmetic', () => {
  it('addDays and daysBetween undo each other', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(dateOfDay(dayNumber(date) + days)).toBe(addDays(date, days));
      }),
    );
  });
});

describe('parseDate', () => {
  it.each(['2026-03-05', '2026-3-5', '2026/3/5', '2026.03.05', '2026年3月5日', ' 2026-03-05 '])('reads %j', (text) =>
    expect(parseDate(text)).toBe('2026-03-05'),
  );

  it.each(['', '2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-3-5', '2026-03-05T00:00:00Z', '五月一日'])(
    'refuses %j and names the field',
    (text) => {
      expect(isDate(text)).toBe(false);
      try {
        parseDate(text, 'heldOn');
        expect.unreachable();
      } catch (error) {
        if (!isDomainError(error, 'common.invalid_input')) throw error;
        expect(error.fields).toEqual([{ path: 'heldOn', message: expect.stringContaining('不是有效的日期') }]);
      }
    },
  );

  it('does not compute with what is no date', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow('不是有效的日期');
    expect(() => dateInShanghai('yesterday')).toThrow('不是有效的日期');
    expect(() => addDays('9999-12-31', 1)).toThrow('不是有效的日期');
  });
});

describe('clocks', () => {
  it('stand still until moved', () => {
    const clock = fixedClock('2026-03-05T08:00:00+08:00');
    clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4 });
    expect(clock.now().toISOString()).toBe('2026-03-06T02:03:04.000Z');
    clock.set('2026-01-01T00:00:00Z');
    expect(clock.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(() => fixedClock('soon')).toThrow(RangeError);
    expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1000);
  });
});
