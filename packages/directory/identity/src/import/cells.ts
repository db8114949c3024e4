// What people type into cells, made into one form. Pure.

const invisible = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;

/** A text as it is kept: no invisible characters, no space at the ends, one space inside, none between Han characters ("张 三"). */
export function tidy(text: string): string {
  return text.replace(invisible, '').replace(/[\s\u3000]+/g, ' ').trim().replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

/** For comparing: full-width and half-width forms, spaces and case make no difference. */
export const fold = (text: string): string => text.normalize('NFKC').replace(invisible, '').replace(/\s/g, '').toLowerCase();

/** Digits, letters and signs of a number or code in half width. */
export const code = (text: string): string => tidy(text.normalize('NFKC')).replace(/^'/, '');

/** A number of more digits than a spreadsheet keeps: what stands behind them is lost. */
export const PRECISION_LOST = '\u0000lost';

/** The days since 1899-12-30 as which spreadsheets keep dates. */
function fromSerial(serial: number): string {
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
}

/**
 * A date in the forms in use: 2026-01-15, 2026/1/15, 2026.1.15, 20260115, 2026年1月15日, a spreadsheet's serial number, with or without a
 * time behind. Null when it is none; “01/02/2026” is none, because nobody knows which is the month.
 */
export function dateOf(text: string): string | null {
  const plain = code(text);
  if (/^\d{5}(\.\d+)?$/.test(plain)) return Number(plain) > 20_000 && Number(plain) < 80_000 ? fromSerial(Number(plain)) : null;
  const found = /^(\d{4})(?:[-/.年])\s?(\d{1,2})(?:[-/.月])\s?(\d{1,2})日?(?:[ T]\d{1,2}:\d{2}.*)?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (!found) return null;
  const [, year = '', month = '', day = ''] = found;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === iso && year >= '1900' && year < '2200' ? iso : null;
}

/** A cell of ours that a spreadsheet would take for a formula is kept a text (CSV injection). */
export const neutral = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
