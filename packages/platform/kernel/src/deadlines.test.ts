import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from './calendar.ts';
import { knownYears } from './calendars/known.ts';
import { addDays, addMonths, dateOfDay, dayNumber, daysBetween } from './dates.ts';
import { computeDeadline, effectiveDueOn, termLabel, timeLeft, trafficLight } from './deadlines.ts';
import type { Term } from './deadlines.ts';

const calendar = createCalendar({ years: knownYears });
const anyDate = fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2026-12-31') }).map(dateOfDay);
const anyTerm: fc.Arbitrary<Term> = fc.record({
  unit: fc.constantFrom('working_day', 'day', 'month'),
  count: fc.integer({ min: 1, max: 40 }),
});

describe('computeDeadline', () => {
  it.each<[string, Term, string]>([
    ['2026-03-05', { unit: 'month', count: 3 }, '2026-06-05'],
    // 31 December + 2 months has no date: the month's last day, which is a make-up Saturday in 2026.
    ['2025-12-31', { unit: 'month', count: 2 }, '2026-02-28'],
    // 19 June 2026 is 端午节; the next working day is Monday 22 June.
    ['2026-03-19', { unit: 'month', count: 3 }, '2026-06-22'],
    // 15 November 2025 + 3 months falls into 春节.
    ['2025-11-15', { unit: 'month', count: 3 }, '2026-02-24'],
    ['2024-08-31', { unit: 'month', count: 6 }, '2025-02-28'],
    ['2026-03-05', { unit: 'day', count: 1 }, '2026-03-06'],
    ['2026-03-05', { unit: 'day', count: 2 }, '2026-03-09'],
    ['2026-03-05', { unit: 'working_day', count: 7 }, '2026-03-16'],
    ['2025-12-30', { unit: 'working_day', count: 3 }, '2026-01-05'],
    ['2026-02-13', { unit: 'working_day', count: 2 }, '2026-02-24'],
  ])('from %s: %j ends on %s', (start, term, dueOn) =>
    expect(computeDeadline(start, term, calendar).dueOn).toBe(dueOn),
  );

  it('explains how the date came about', () => {
    expect(computeDeadline('2026-03-05', { unit: 'month', count: 3 }, calendar).explanation).toBe(
      '自2026年3月5日起 3 个月（当日不计），于2026年6月5日届满',
    );
    expect(computeDeadline('2026-03-19', { unit: 'month', count: 3 }, calendar).explanation).toBe(
      '自2026年3月19日起 3 个月（当日不计），末日2026年6月19日为端午节，顺延至2026年6月22日',
    );
  });

  it('warns when a year that matters has no table', () => {
    expect(computeDeadline('2023-12-01', { unit: 'month', count: 3 }, calendar).warnings).toEqual([]);
    expect(computeDeadline('2023-12-01', { unit: 'working_day', count: 30 }, calendar).warnings).toHaveLength(1);
    expect(computeDeadline('2026-11-24', { unit: 'month', count: 3 }, calendar).warnings).toHaveLength(1);
    expect(computeDeadline('2026-03-05', { unit: 'month', count: 3 }, calendar).warnings).toEqual([]);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a term of %d', (count) =>
    expect(() => computeDeadline('2026-03-05', { unit: 'day', count }, calendar)).toThrow(RangeError),
  );

  it('ends on a working day, after the start, never earlier than the plain term and as early as possible', () => {
    fc.assert(
      fc.property(anyDate, anyTerm, (start, term) => {
        const { dueOn } = computeDeadline(start, term, calendar);
        expect(calendar.isWorkingDay(dueOn)).toBe(true);
        expect(dueOn > start).toBe(true);
        if (term.unit === 'working_day') {
          expect(calendar.workingDaysBetween(start, dueOn)).toBe(term.count);
          return;
        }
        const plain = term.unit === 'day' ? addDays(start, term.count) : addMonths(start, term.count);
        expect(dueOn >= plain).toBe(true);
        for (let day = plain; day < dueOn; day = addDays(day, 1)) expect(calendar.isWorkingDay(day)).toBe(false);
      }),
    );
  });

  it('never ends earlier when it begins later or lasts longer', () => {
    fc.assert(
      fc.property(anyDate, anyTerm, fc.integer({ min: 0, max: 40 }), (start, term, more) => {
        const { dueOn } = computeDeadline(start, term, calendar);
        expect(computeDeadline(addDays(start, more), term, calendar).dueOn >= dueOn).toBe(true);
        expect(computeDeadline(start, { ...term, count: term.count + more }, calendar).dueOn >= dueOn).toBe(true);
      }),
    );
  });
});

describe('trafficLight', () => {
  it.each([
    ['2026-06-05', '2026-05-20', 'green'],
    ['2026-06-05', '2026-05-21', 'amber'],
    ['2026-06-05', '2026-06-05', 'amber'],
    ['2026-06-05', '2026-06-06', 'red'],
  ])('due %s, today %s: %s', (dueOn, today, light) =>
    expect(trafficLight(dueOn, today, { status: 'open' })).toBe(light),
  );

  it('is out when the act is done, and follows a lawful extension', () => {
    expect(trafficLight('2026-06-05', '2026-07-01', { status: 'done' })).toBe('done');
    expect(trafficLight('2026-06-05', '2026-07-01', { status: 'open', extendedUntil: '2026-09-05' })).toBe('green');
    expect(trafficLight('2026-06-05', '2026-07-01', { status: 'open', extendedUntil: null })).toBe('red');
    expect(trafficLight('2026-06-05', '2026-06-01', { status: 'open', amberDays: 3 })).toBe('green');
    expect(effectiveDueOn('2026-06-05', '2026-05-01')).toBe('2026-06-05');
  });

  it('agrees with the days left', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (dueOn, today) => {
        const light = trafficLight(dueOn, today, { status: 'open' });
        expect(light === 'red').toBe(timeLeft(dueOn, today).startsWith('已超期'));
        expect(light === 'green').toBe(daysBetween(today, dueOn) > 15);
      }),
    );
  });
});

describe('words', () => {
  it.each([
    ['2026-06-05', '2026-05-31', '还有 5 天'],
    ['2026-06-05', '2026-06-05', '今天到期'],
    ['2026-06-05', '2026-06-08', '已超期 3 天'],
    ['2027-01-01', '2026-12-31', '还有 1 天'],
  ])('due %s, today %s: %s', (dueOn, today, words) => expect(timeLeft(dueOn, today)).toBe(words));

  it('names terms', () => {
    expect(termLabel({ unit: 'working_day', count: 10 })).toBe('10 个工作日');
    expect(termLabel({ unit: 'day', count: 15 })).toBe('15 日');
    expect(termLabel({ unit: 'month', count: 3 })).toBe('3 个月');
  });
});
