/** How far a suggestion has come by today: most are closed, the newest wait, a few went another way. */
import { addDays, daysBetween, type DateString } from '@smart/kernel/dates';

export const fates = ['submitted', 'registered', 'assigned', 'in_handling', 'replied', 'closed', 'not_accepted', 'withdrawn'] as const;
export type Fate = (typeof fates)[number];

/** Days after submission on which each step is taken. */
export const steps = { registered: 3, assigned: 6, accepted: 8, contacted: 20, confirmed: 22, drafted: 58, signed: 60, evaluated: 70, published: 75 } as const;

/** @param chance in [0, 1): which of the possible fates at this age */
export function fateOf(submittedOn: DateString, today: DateString, chance: number): Fate {
  const age = daysBetween(submittedOn, today);
  if (age > steps.published + 5) return chance < 0.03 ? 'not_accepted' : chance < 0.05 ? 'withdrawn' : chance < 0.97 ? 'closed' : 'replied';
  if (age > steps.signed) return chance < 0.7 ? 'replied' : 'in_handling';
  if (age > steps.accepted) return chance < 0.05 ? 'not_accepted' : 'in_handling';
  if (age > steps.assigned) return 'assigned';
  return age > steps.registered ? 'registered' : 'submitted';
}

/** An instant within office hours, some days after submission; the same seed gives the same minute. */
export function instantOf(submittedOn: DateString, after: number, seed: number): string {
  const minutes = 8 * 60 + (seed % 540);
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return new Date(`${addDays(submittedOn, after)}T${hours}:${String(minutes % 60).padStart(2, '0')}:00.000+08:00`).toISOString();
}
