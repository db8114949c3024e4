// Quiet hours as rules, over random calendars: nothing goes out in them but what is urgent, and nothing waits longer than to their end.
import { createCalendar } from '@smart/kernel/calendar';
import { addDays, dateInShanghai, startOfDayShanghai } from '@smart/kernel/dates';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fateOf, isQuiet, nextSending, type Quiet } from './quiet.ts';

const HOUR = 3_600_000;
const at = (day: string, hour: number): Date => new Date(startOfDayShanghai(day).getTime() + hour * HOUR);
const plain = createCalendar({ years: [{ year: 2026, source: '测试', holidays: [{ name: '国庆节', from: '2026-10-01', to: '2026-10-07' }], workdays: ['2026-10-10'] }] });
const usual: Quiet = { fromHour: 21, toHour: 8, daysOff: true };

const calendars = fc.record({ from: fc.integer({ min: 0, max: 300 }), length: fc.integer({ min: 0, max: 9 }), work: fc.integer({ min: 0, max: 51 }) }).map(({ from, length, work }) =>
  createCalendar({ years: [{ year: 2026, source: '随机', holidays: [{ name: '节假日', from: addDays('2026-01-05', from), to: addDays('2026-01-05', from + length) }], workdays: [addDays('2026-01-03', work * 7)] }] }),
);
const quiets: fc.Arbitrary<Quiet> = fc.record({ fromHour: fc.integer({ min: 0, max: 23 }), toHour: fc.integer({ min: 0, max: 23 }), daysOff: fc.boolean() });

describe('quiet hours', () => {
  it.each([
    ['an evening', at('2026-03-03', 21), true],
    ['early in the morning', at('2026-03-04', 7.9), true],
    ['at the end of the night', at('2026-03-04', 8), false],
    ['a Saturday', at('2026-03-07', 10), true],
    ['a holiday', at('2026-10-05', 10), true],
    ['a Saturday on which people work', at('2026-10-10', 10), false],
  ])('%s', (_what, instant, quiet) => {
    expect(isQuiet(instant, usual, plain)).toBe(quiet);
  });

  it('end with the first hour that is not quiet', () => {
    expect(nextSending(at('2026-09-30', 22), usual, plain)).toEqual(at('2026-10-08', 8));
    expect(nextSending(at('2026-03-06', 20.5), usual, plain)).toEqual(at('2026-03-06', 20.5));
    expect(nextSending(at('2026-03-06', 21), { ...usual, daysOff: false }, plain)).toEqual(at('2026-03-07', 8));
    expect(nextSending(at('2026-03-06', 3), { fromHour: 8, toHour: 8, daysOff: false }, plain)).toEqual(at('2026-03-06', 3));
  });

  it('the next time of sending is never quiet, never earlier, and no hour before it would do', () => {
    fc.assert(
      fc.property(calendars, quiets, fc.integer({ min: 0, max: 340 }), fc.integer({ min: 0, max: 1439 }), (calendar, quiet, day, minute) => {
        const from = new Date(at(addDays('2026-01-05', day), 0).getTime() + minute * 60_000);
        const next = nextSending(from, quiet, calendar);
        expect(next.getTime()).toBeGreaterThanOrEqual(from.getTime());
        expect(isQuiet(next, quiet, calendar)).toBe(false);
        for (let hour = Math.floor(from.getTime() / HOUR) * HOUR; hour < next.getTime() && hour > next.getTime() - 40 * HOUR; hour += HOUR) {
          if (hour >= from.getTime()) expect(isQuiet(new Date(hour), quiet, calendar)).toBe(true);
        }
      }),
    );
  });

  it('what is over is dropped, what is urgent goes at any hour, everything else once a day outside the quiet', () => {
    const about = { quiet: usual, calendar: plain, urgentDays: 1, digested: false };
    const night = at('2026-03-03', 23);
    const fate = (dueOn: string, more: object = {}, now = night) => fateOf({ current: true, dueOn, ...more }, now, about);
    expect(fate('2026-03-10', { current: false })).toBe('drop');
    expect(fate('2026-03-10')).toBe('wait');
    expect(fate('2026-03-04')).toBe('send');
    expect(fate('2026-03-03')).toBe('send');
    expect(fate('2026-03-02')).toBe('wait'); // late already: tomorrow morning is soon enough
    expect(fate('2026-03-10', {}, at('2026-03-03', 9))).toBe('send');
    expect(fateOf({ current: true, dueOn: '2026-03-10' }, at('2026-03-03', 9), { ...about, digested: true })).toBe('wait');
    expect(dateInShanghai(night)).toBe('2026-03-03');
  });
});
