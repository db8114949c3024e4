// Each day is closed with one hash over all acts of the day in the deployment, chained to the day before. It is published; whoever
// kept one day's hash can tell whether any act of that day was changed, removed or added afterwards.
import { addDays, type DateString, startOfDayShanghai, today } from '@smart/kernel/dates';
import { canonicalJson, genesisHash, sha256 } from './canonical.ts';
import { labelsOf } from './store.ts';
import type { Work } from './work.ts';

export type Anchor = { day: DateString; rows: number; root: string; previous: string; hash: string };

/** Nobody else seals while one does. */
const sealingLock = 7_203_146;

/**
 * The root of a Merkle tree as in RFC 6962: leaves and nodes are hashed apart, an odd node goes up as it is. No leaf: the hash of nothing.
 * @param leaves hashes in hex, in order
 */
export function merkleRoot(leaves: readonly string[]): string {
  let level = leaves.map((leaf) => sha256(Buffer.concat([Buffer.of(0), Buffer.from(leaf, 'hex')])));
  if (level.length === 0) return sha256('');
  while (level.length > 1) {
    const above: string[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left = '', right] = [level[i], level[i + 1]];
      above.push(right === undefined ? left : sha256(Buffer.concat([Buffer.of(1), Buffer.from(left, 'hex'), Buffer.from(right, 'hex')])));
    }
    level = above;
  }
  return level[0] ?? '';
}

/** An anchor's own hash; the next day's `previous`. */
export const anchorHash = ({ day, rows, root, previous }: Omit<Anchor, 'hash'>): string => sha256(canonicalJson({ day, rows, root, previous }));

/** The span of a day in Shanghai: from the first instant up to, not including, the second. */
export const spanOf = (day: DateString): [string, string] => [startOfDayShanghai(day).toISOString(), startOfDayShanghai(addDays(day, 1)).toISOString()];

const lastAnchor = async (work: Work): Promise<Anchor | undefined> =>
  (await work.sql<Anchor>('SELECT day::text AS day, rows, root, previous, hash FROM log_anchor ORDER BY day DESC LIMIT 1'))[0];

/**
 * Seals one day. Works in the realm of the system. Sealing a sealed day again does nothing.
 * @returns the day's anchor
 * @throws Error when the day is not over, or the day before is not sealed yet
 */
export async function sealDay(work: Work, day: DateString): Promise<Anchor> {
  if (day >= today(work.clock)) throw new Error(`${day} is not over: it cannot be sealed`);
  await work.sql('SELECT pg_advisory_xact_lock($1)', [sealingLock]);
  const [known] = await work.sql<Anchor>('SELECT day::text AS day, rows, root, previous, hash FROM log_anchor WHERE day = $1::date', [day]);
  if (known) return known;
  const last = await lastAnchor(work);
  if (last && addDays(last.day, 1) !== day) throw new Error(`${day} cannot be sealed: the last sealed day is ${last.day}`);
  return seal(work, day, last?.hash ?? genesisHash);
}

async function seal(work: Work, day: DateString, previous: string): Promise<Anchor> {
  const hashes = await work.sql<{ hash: string }>('SELECT hash FROM action_log_hashes($1, $2)', spanOf(day));
  const open = { day, rows: hashes.length, root: merkleRoot(hashes.map(({ hash }) => hash)), previous };
  const anchor = { ...open, hash: anchorHash(open) };
  await work.sql('INSERT INTO log_anchor (day, rows, root, previous, hash, sealed_at) VALUES ($1::date, $2, $3, $4, $5, $6)', [
    day, anchor.rows, anchor.root, previous, anchor.hash, work.clock.now().toISOString(),
  ]);
  return anchor;
}

/**
 * Seals all days up to yesterday (Shanghai) that are not sealed, beginning with the first day of the log. Works in the realm of the
 * system; several processes may call it at once.
 * @returns what was sealed now
 */
export async function sealDueDays(work: Work): Promise<Anchor[]> {
  await work.sql('SELECT pg_advisory_xact_lock($1)', [sealingLock]);
  const last = await lastAnchor(work);
  const [first] = last ? [{ day: addDays(last.day, 1) }] : await work.sql<{ day: DateString | null }>('SELECT action_log_first_day()::text AS day');
  const sealed: Anchor[] = [];
  let previous = last?.hash ?? genesisHash;
  for (let day = first?.day ?? null; day !== null && day < today(work.clock); day = addDays(day, 1)) {
    const anchor = await seal(work, day, previous);
    sealed.push(anchor);
    previous = anchor.hash;
  }
  return sealed;
}

/** Published anchors, newest first; `before` pages on. */
export async function anchors(work: Work, { before, limit = 100 }: { before?: DateString; limit?: number } = {}): Promise<(Anchor & { sealedAt: string })[]> {
  const rows = await work.sql<Anchor & { sealedAt: Date }>(
    `SELECT day::text AS day, rows, root, previous, hash, sealed_at AS "sealedAt" FROM log_anchor
     WHERE $1::date IS NULL OR day < $1::date ORDER BY day DESC LIMIT $2`,
    [before ?? null, limit],
  );
  return rows.map((row) => ({ ...row, sealedAt: row.sealedAt.toISOString() }));
}

export type ReceiptCheck =
  | { found: false }
  | {
      found: true;
      /** The row still has the content it was recorded with, and still follows the row it followed then. */
      unchanged: boolean;
      /** The day of the act is closed. */
      sealed: boolean;
      day: DateString;
      /** Kind of subject and act, in words: 代表建议, 提交. */
      subjectLabel: string;
      actionLabel: string;
      at: string;
    };

/**
 * Looks up a receipt as people type it (with or without dashes and spaces, upper or lower case). Open to everybody and across congresses;
 * answers with facts about the record, never with the matter.
 */
export async function checkReceipt(work: Work, code: string): Promise<ReceiptCheck> {
  const digits = code.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '').toLowerCase();
  const [row] = await work.sql<{ subjectType: string; action: string; at: Date; unchanged: boolean; day: DateString; sealed: boolean }>(
    'SELECT subject_type AS "subjectType", action, at, unchanged, day::text AS day, sealed FROM check_receipt($1)',
    [digits],
  );
  if (!row) return { found: false };
  const labels = labelsOf(row.subjectType);
  const { unchanged, sealed, day } = row;
  return { found: true, unchanged, sealed, day, subjectLabel: labels.subject, actionLabel: labels.action(row.action), at: row.at.toISOString() };
}
