/** The world around every unit of work: the time, the working-day calendar, the parameters of congresses. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { createParameterReader } from '@smart/divisions/parameters';
import { createCalendar, type Calendar } from '@smart/kernel/calendar';
import { parseCalendar } from '@smart/kernel/calendar-import';
import { knownYears } from '@smart/kernel/calendars/known';
import type { Clock } from '@smart/kernel/clock';
import type { Work } from '@smart/workflow/work';

/** Where `smart import-calendar` keeps the announcements of later years. */
export const calendarFolder = (dataDir: string): string => join(dataDir, 'calendars');

/**
 * The calendar in force: the delivered years, then the imported ones, which win.
 * @throws DomainError common.invalid_input when an imported file was changed by hand and is no longer valid
 */
export function loadCalendar(dataDir: string): Calendar {
  const folder = calendarFolder(dataDir);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).sort() : [];
  const imported = files.map((name) => parseCalendar(readFileSync(join(folder, name), 'utf8')));
  return createCalendar({ years: [...knownYears, ...imported] });
}

/** Completes a unit of work. The unit is made for one request, so that it can carry the rest itself. */
export function createWorkOf(clock: Clock, calendar: Calendar): (unit: UnitOfWork, requestId: string) => Work {
  return (unit, requestId) => Object.assign(unit, { clock, calendar, parameter: createParameterReader(unit), requestId });
}
