import type { YearCalendar } from '../calendar.ts';
import { calendar2024 } from './2024.ts';
import { calendar2025 } from './2025.ts';
import { calendar2026 } from './2026.ts';

/** The years delivered with the program; later years are imported each autumn (`parseCalendar`). */
export const knownYears: readonly YearCalendar[] = [calendar2024, calendar2025, calendar2026];
