// Quiet hours: when reminders wait. Pure; the same rule sends digests and tells a person when the next one comes.
import type { Calendar } from '@smart/kernel/calendar';
import { addDays, type DateString, dateInShanghai, daysBetween, startOfDayShanghai } from '@smart/kernel/dates';

export type Quiet = {
  /** Full hours in Shanghai, 0–23. The quiet begins with `fromHour` and ends with `toHour`, over midnight when it is the earlier one; equal ones: none. */
  readonly fromHour: number;
  readonly toHour: number;
  /** Weekends and holidays are quiet as a whole. */
  readonly daysOff: boolean;
};

const HOUR = 3_600_000;

const hourOf = (instant: Date): number => Math.floor((instant.getTime() - startOfDayShanghai(dateInShanghai(instant)).getTime()) / HOUR);

function isQuietHour({ fromHour, toHour }: Quiet, hour: number): boolean {
  return fromHour <= toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
}

/** Whether nothing but what is urgent goes out at this instant. */
export function isQuiet(instant: Date, quiet: Quiet, calendar: Calendar): boolean {
  return isQuietHour(quiet, hourOf(instant)) || (quiet.daysOff && !calendar.isWorkingDay(dateInShanghai(instant)));
}

/** The first instant from this one on at which a reminder may go out: this one, or the beginning of an hour that is not quiet. */
export function nextSending(from: Date, quiet: Quiet, calendar: Calendar): Date {
  if (!isQuiet(from, quiet, calendar)) return from;
  let day: DateString = dateInShanghai(from);
  for (let hour = hourOf(from) + 1; ; hour += 1) {
    if (hour > 23) [day, hour] = [nextDay(day, quiet, calendar), 0];
    const at = new Date(startOfDayShanghai(day).getTime() + hour * HOUR);
    if (!isQuiet(at, quiet, calendar)) return at;
  }
}

const nextDay = (day: DateString, quiet: Quiet, calendar: Calendar): DateString => (quiet.daysOff ? calendar.nextWorkingDay(addDays(day, 1)) : addDays(day, 1));

export type Waiting = {
  /** The limit it speaks of runs on, with the date it had when the reminder was made. */
  readonly current: boolean;
  readonly dueOn: DateString;
};

/** What becomes of a waiting reminder now. */
export type Fate = 'send' | 'wait' | 'drop';

/**
 * One digest for each person and day, outside the quiet hours. Urgent is what has at most `urgentDays` left: it goes at any hour. What was done,
 * extended or ended meanwhile is dropped, never sent.
 * @param digested whether the person's digest of this day went out already
 */
export function fateOf(waiting: Waiting, now: Date, about: { quiet: Quiet; calendar: Calendar; urgentDays: number; digested: boolean }): Fate {
  if (!waiting.current) return 'drop';
  const left = daysBetween(dateInShanghai(now), waiting.dueOn);
  if (left >= 0 && left <= about.urgentDays) return 'send';
  return about.digested || isQuiet(now, about.quiet, about.calendar) ? 'wait' : 'send';
}
