// One way to write a value as JSON, so that its hash can be computed again anywhere: keys in order of code points, no spaces.
// The database computes the same text (canonical_json in the database package); a test holds the two together.
import { createHash } from 'node:crypto';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Hash of an empty past: what the first row of a chain names as the one before it. */
export const genesisHash = '0'.repeat(64);

/** SHA-256 as 64 lower-case hex digits. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Keys in order of code points. JavaScript's own order differs from it only where halves of surrogate pairs are compared. */
const sorted = (keys: string[]): string[] => (keys.some((key) => /[\ud800-\udfff]/.test(key)) ? keys.sort(byCodePoint) : keys.sort());

/**
 * The value as canonical JSON.
 * @throws TypeError for a number that JSON writers print differently (not finite, or needing an exponent)
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = sorted(Object.keys(value)).map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

/** `Array.isArray` does not narrow readonly arrays. */
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function plainNumber(value: number): string {
  const text = String(Object.is(value, -0) ? 0 : value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new TypeError(`canonical JSON: ${text} has no plain decimal form; keep it as text`);
  return text;
}

/** The text as PostgreSQL keeps it: without NUL and without halves of surrogate pairs. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '');

/** A copy of the value in which every text is storable; members that are undefined are left out. */
export function storable(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return storableText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} cannot be kept as JSON`);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[storableText(key), storable(member)]])),
  );
}
