/** Rows into tables by COPY: hundreds of thousands of rows a second, in the caller's transaction. */
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';

export type Value = string | number | boolean | null | readonly string[] | { readonly json: unknown };
export type Row = Readonly<Record<string, Value>>;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign);
const element = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** One value in COPY's text format. */
export function copyText(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value !== 'object') return typeof value === 'boolean' ? (value ? 't' : 'f') : String(value);
  if ('json' in value) return escaped(JSON.stringify(value.json));
  return escaped(`{${value.map(element).join(',')}}`);
}

/** Writes rows that all have the first row's columns. */
export async function copyRows(client: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const stream = client.query(from(`COPY "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) FROM STDIN`));
  for (let start = 0; start < rows.length; start += 1000) {
    const lines = rows.slice(start, start + 1000).map((row) => columns.map((column) => copyText(row[column] ?? null)).join('\t'));
    if (!stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}
