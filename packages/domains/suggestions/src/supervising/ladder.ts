// The ladder as rules: which rung a running limit has reached, and what comes next if nothing happens. Pure.
import { addDays, type DateString } from '@smart/kernel/dates';
import type { Rung } from './model.ts';

const usualRungs = ['organ_head', 'government_office', 'deputies_affairs', 'special_committee', 'council_of_chairpersons', 'standing_committee'] as const satisfies readonly Rung[];
const townshipRungs = ['organ_head', 'government_office', 'presidium'] as const satisfies readonly Rung[];

/** The rungs of a tier, from the bottom. */
export const rungsOf = (tier: string): readonly Rung[] => (tier === 'township' ? townshipRungs : usualRungs);

/** One rung with its day. */
export type Step = { readonly rung: Rung; readonly on: DateString };

/**
 * The days of the ladder of one limit.
 * @param days days from the limit for each rung of the tier, rising: −15 is fifteen days before it
 */
export const stepsOf = (tier: string, dueOn: DateString, days: readonly number[]): Step[] =>
  rungsOf(tier).flatMap((rung, at) => {
    const day = days[at];
    return day === undefined ? [] : [{ rung, on: addDays(dueOn, day) }];
  });

export type Running = { readonly startedOn: DateString; readonly dueOn: DateString };

/**
 * The rungs that were reached by a day. Before the limit itself a rung counts only when its day lies after the beginning: a short limit does not
 * start with a warning.
 */
export const reachedBy = (tier: string, { startedOn, dueOn }: Running, days: readonly number[], day: DateString): Step[] =>
  stepsOf(tier, dueOn, days).filter(({ on }) => on <= day && on > startedOn);

/** The next rung and its day, when nothing happens; null at the top. */
export const nextAfter = (tier: string, { startedOn, dueOn }: Running, days: readonly number[], day: DateString): Step | null =>
  stepsOf(tier, dueOn, days).find(({ on }) => on > day && on > startedOn) ?? null;
