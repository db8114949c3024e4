/** Plain JSON values, as they are kept and sent. */

/** A copy that shares nothing with the original; what JSON does not know is left out, as on the wire. */
export function copyOf<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

/** Text that is equal for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** The stored value, with fields that were added to the form since. */
export function filledUp<Value>(initial: Value, stored: unknown): Value {
  return JSON.parse(JSON.stringify(isRecord(initial) && isRecord(stored) ? { ...initial, ...stored } : stored));
}

/** Only the fields the form has: the server may send more (its own times and ids). */
export function sameKeys<Value>(value: Value, form: Value): Value {
  if (!isRecord(value) || !isRecord(form)) return value;
  return JSON.parse(JSON.stringify(Object.fromEntries(Object.keys(form).map((key) => [key, value[key]]))));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A short stand-in for a text (two 32-bit FNV-1a hashes), to recognise one's own; not a protection against anybody. */
export function fingerprint(text: string): string {
  let [first, second] = [0x811c9dc5, 0x050c5d1f];
  for (let at = 0; at < text.length; at += 1) {
    first = Math.imul(first ^ text.charCodeAt(at), 0x01000193);
    second = Math.imul(second ^ text.charCodeAt(text.length - 1 - at), 0x01000193);
  }
  return `${text.length}.${(first >>> 0).toString(36)}.${(second >>> 0).toString(36)}`;
}
