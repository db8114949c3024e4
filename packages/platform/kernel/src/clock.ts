/** Where the time comes from. Services take a clock, so that tests stand at any instant. */
export type Clock = { now(): Date };

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at `iso` (ISO 8601 with offset) until told to move. */
export function fixedClock(iso: string): Clock & {
  /** Moves forward (or back, when negative). */
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number; milliseconds?: number }): void;
  /** Moves to another instant. */
  set(iso: string): void;
} {
  let now = instant(iso);
  return {
    now: () => new Date(now),
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }) => {
      now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
    },
    set: (next) => {
      now = instant(next);
    },
  };
}

function instant(iso: string): number {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) throw new RangeError(`fixedClock: "${iso}" is not an instant`);
  return time;
}
