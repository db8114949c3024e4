// Civil dates between the records (Prisma reads a date column as midnight UTC) and the text used everywhere else.
import type { DateString } from '@smart/kernel/dates';

/** 'YYYY-MM-DD' of a date column. */
export function civil(date: Date): DateString;
export function civil(date: Date | null): DateString | null;
export function civil(date: Date | null): DateString | null {
  return date === null ? null : date.toISOString().slice(0, 10);
}

/** What a date column takes. */
export function dateColumn(date: DateString): Date {
  return new Date(`${date}T00:00:00Z`);
}
