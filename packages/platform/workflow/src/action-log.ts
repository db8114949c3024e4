// The log of all acts: append-only by grant, each row chained to the one before it of the same subject.
// Why per subject and not per congress: docs/decisions/0002-action-log-chain.md.
import { newId } from '@smart/kernel/ids';
import { canonicalJson, genesisHash, type Json, sha256, storable, storableText } from './canonical.ts';
import { labelsOf } from './store.ts';
import type { Work } from './work.ts';

/** In which capacity somebody acts, as it will be read years later: "李明（岳阳市人大代表）". The system acts as {null, null, '系统'}. */
export type Acting = { readonly personId: string | null; readonly capacityId: string | null; readonly label: string };

/** How the system itself acts: a limit passed, the follow-up of another act. */
export const systemActing: Acting = { personId: null, capacityId: null, label: '系统' };

/** One row of the log; `at` in ISO 8601, UTC, milliseconds. */
export type LogRow = {
  readonly id: string;
  readonly congressId: string;
  readonly matterId: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** 1, 2, 3 … within the subject: its version after the act. */
  readonly sequence: number;
  readonly action: string;
  readonly fromState: string | null;
  readonly toState: string;
  readonly personId: string | null;
  readonly capacityId: string | null;
  readonly actorLabel: string;
  readonly reason: string | null;
  readonly detail: Json;
  readonly at: string;
  readonly previousHash: string;
  readonly hash: string;
};

/** The hash that a row must carry: SHA-256 over the canonical JSON of all its other fields. */
export function hashOf(row: Omit<LogRow, 'hash'>): string {
  return sha256(canonicalJson(Object.fromEntries(Object.entries(row).filter(([field]) => field !== 'hash'))));
}

/** All columns of a row under the names of `LogRow`; for `SELECT ${logColumns} FROM action_log l`. */
export const logColumns = `l.id, l.congress_id AS "congressId", l.matter_id AS "matterId", l.subject_type AS "subjectType", l.subject_id AS "subjectId",
  l.sequence, l.action, l.from_state AS "fromState", l.to_state AS "toState", l.person_id AS "personId", l.capacity_id AS "capacityId",
  l.actor_label AS "actorLabel", l.reason, l.detail, to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
  l.previous_hash AS "previousHash", l.hash`;

/** The newest row of a subject, or nothing when nobody has acted on it yet. */
export async function lastRow(work: Work, subjectType: string, subjectId: string): Promise<LogRow | undefined> {
  const rows = await work.sql<LogRow>(
    `SELECT ${logColumns} FROM action_log l WHERE l.subject_type = $1 AND l.subject_id = $2 ORDER BY l.sequence DESC LIMIT 1`,
    [subjectType, subjectId],
  );
  return rows[0];
}

export type NewLogRow = Omit<LogRow, 'id' | 'hash' | 'previousHash' | 'personId' | 'capacityId' | 'actorLabel' | 'detail'> & {
  readonly acting: Acting;
  readonly detail: { readonly [key: string]: unknown };
};

/**
 * Adds the next row to a subject's chain. Only `advance` calls it, holding the subject's lock.
 * @param previous the newest row so far, read under that lock
 * @throws Error when the chain does not end where the new row begins: somebody removed rows or changed the version past the workflow
 */
export async function appendRow(work: Work, previous: LogRow | undefined, { acting, detail, ...act }: NewLogRow): Promise<LogRow> {
  if ((previous?.sequence ?? 0) !== act.sequence - 1) {
    throw new Error(`action log of ${act.subjectType} ${act.subjectId} ends at ${previous?.sequence ?? 0}, but its version is ${act.sequence - 1}`);
  }
  const content = {
    ...act,
    id: newId(),
    personId: acting.personId,
    capacityId: acting.capacityId,
    actorLabel: storableText(acting.label),
    reason: act.reason === null ? null : storableText(act.reason),
    detail: storable(detail),
    previousHash: previous?.hash ?? genesisHash,
  };
  const row: LogRow = { ...content, hash: hashOf(content) };
  await work.sql(
    `INSERT INTO action_log (id, congress_id, matter_id, subject_type, subject_id, sequence, action, from_state, to_state, person_id,
       capacity_id, actor_label, reason, detail, at, previous_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb, $15, $16, $17)`,
    [row.id, row.congressId, row.matterId, row.subjectType, row.subjectId, row.sequence, row.action, row.fromState, row.toState, row.personId,
      row.capacityId, row.actorLabel, row.reason, JSON.stringify(row.detail), row.at, row.previousHash, row.hash],
  );
  return row;
}

/** The receipt of an act: the first 80 bits of its hash in groups of four, "3F2A-…". Whoever holds it can prove what was recorded. */
export function receiptOf(row: { readonly hash: string }): string {
  return (row.hash.slice(0, 20).toUpperCase().match(/.{4}/g) ?? []).join('-');
}

/** One line of a timeline. */
export type HistoryEntry = {
  id: string;
  subjectType: string;
  subjectLabel: string;
  subjectId: string;
  sequence: number;
  action: string;
  actionLabel: string;
  fromState: string | null;
  toState: string;
  toStateLabel: string;
  /** The person of the act, for showing the reader's own acts; null for the system. */
  personId: string | null;
  actorLabel: string;
  reason: string | null;
  detail: Json;
  at: string;
  receipt: string;
};

/** All acts on a matter and its parts that the reader's congress may see, oldest first. */
export async function history(work: Work, matterId: string): Promise<HistoryEntry[]> {
  const rows = await work.sql<LogRow>(`SELECT ${logColumns} FROM action_log l WHERE l.matter_id = $1 ORDER BY l.at, l.id`, [matterId]);
  return rows.map((row) => {
    const labels = labelsOf(row.subjectType);
    const { id, subjectType, subjectId, sequence, action, fromState, toState, personId, actorLabel, reason, detail, at } = row;
    return {
      id, subjectType, subjectId, sequence, action, fromState, toState, personId, actorLabel, reason, detail, at,
      subjectLabel: labels.subject, actionLabel: labels.action(action), toStateLabel: labels.state(toState), receipt: receiptOf(row),
    };
  });
}
