// Tables as CSV that spreadsheet programs open as it is: with a byte order mark, so that Chinese is read as UTF-8, and with no
// cell that could run as a formula. What people wrote is data, whatever sign it begins with.

const formulaStart = /^[=+\-@\t\r＝＋－＠]/;

/** One cell: quoted, and with an apostrophe before what a spreadsheet would run. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== value ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The whole file. */
export function csvOf(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
