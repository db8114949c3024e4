/**
 * Identifiers are UUIDv7 (RFC 9562): they sort by time of creation, which keeps indexes compact and pages stable.
 * Within one process each id is greater than the one before, also when the machine's clock steps back.
 */
const COUNTER_MAX = 0xfff;

let lastTime = 0;
let counter = 0;

/** A new identifier, greater than all earlier ones of this process. */
export function newId(): string {
  const random = globalThis.crypto.getRandomValues(new Uint8Array(10));
  const seed = ((byte(random, 0) << 8) | byte(random, 1)) & 0x7ff;
  const now = Date.now();
  if (now > lastTime) {
    lastTime = now;
    counter = seed;
  } else if (counter < COUNTER_MAX) {
    counter += 1;
  } else {
    // More than the counter holds in one millisecond: borrow the next one.
    lastTime += 1;
    counter = seed;
  }
  const time = lastTime.toString(16).padStart(12, '0');
  const variant = (0x80 | (byte(random, 2) & 0x3f)).toString(16);
  const tail = Array.from(random.subarray(3, 10), (value) => value.toString(16).padStart(2, '0')).join('');
  const low = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${low}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`;
}

function byte(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a UUID in the lower-case form we store; forged or truncated ids fail before they reach the database. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}
