/** A list for the table of a meeting: facts, then sections (one for each organ) with the same columns. One model for PDF, DOCX and XLSX. */
import type { DateString } from '@smart/kernel/dates';

export type Listing = {
  title: string;
  subtitle?: string | undefined;
  facts: readonly { label: string; value: string }[];
  /** `share` of the line's width; the shares add up to 1. */
  columns: readonly { header: string; share: number; centred?: boolean }[];
  sections: readonly { heading: string; rows: readonly (readonly string[])[] }[];
  /** Below the last section. */
  notes?: readonly string[] | undefined;
  printedBy: string;
  printedOn: DateString;
  demo?: boolean | undefined;
};

/** What a spreadsheet would take for a formula is text. */
export const plainCell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
