/**
 * Identifiers are UUIDv7 (RFC 9562): they sort by time of creation, which keeps indexes compact and pages stable.
 * Within one process each id is greater than the one before, also when the machine's clock steps back.
 */
const COUNTER_MAX = 0xfff;

/** Random bytes are drawn in batches: a seed run makes millions of ids. */
const pool = new Uint8Array(4096);
let used = pool.length;

const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

let lastTime = 0;
let counter = 0;

/** A new identifier, greater than all earlier ones of this process. */
export function newId(): string {
  const now = Date.now();
  if (now > lastTime) {
    lastTime = now;
    counter = seed();
  } else if (counter < COUNTER_MAX) {
    counter += 1;
  } else {
    // More than the counter holds in one millisecond: borrow the next one.
    lastTime += 1;
    counter = seed();
  }
  const time = lastTime.toString(16).padStart(12, '0');
  const low = counter.toString(16).padStart(3, '0');
  const variant = `${hex(0x80 | (randomByte() & 0x3f))}${hex(randomByte())}`;
  const tail = `${hex(randomByte())}${hex(randomByte())}${hex(randomByte())}${hex(randomByte())}${hex(randomByte())}${hex(randomByte())}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${low}-${variant}-${tail}`;
}

/** The counter begins in its lower half, so that a millisecond has room for at least 2048 ids. */
function seed(): number {
  return ((randomByte() << 8) | randomByte()) & 0x7ff;
}

function randomByte(): number {
  if (used === pool.length) {
    globalThis.crypto.getRandomValues(pool);
    used = 0;
  }
  const value = pool[used] ?? 0;
  used += 1;
  return value;
}

function hex(value: number): string {
  return HEX[value] ?? '00';
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a UUID in the lower-case form we store; forged or truncated ids fail before they reach the database. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}
