import { createHash } from 'node:crypto';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { DomainError } from '@smart/kernel/errors';

/** One attempt to do something once. */
export type Attempt = {
  readonly congressId: string;
  readonly capacityId: string;
  /** Chosen by the client, the same for every retry of one act. */
  readonly key: string;
  readonly procedure: string;
  readonly input: unknown;
  readonly now: Date;
};

/** The earlier answer, or nothing: then the act is this caller's to do, and nobody else's until the transaction ends. */
export type Claim = { readonly done: true; readonly response: unknown } | { readonly done: false };

const KEY = /^[\w-]{8,100}$/;

/**
 * Reads the header `x-idempotency-key`.
 * @throws DomainError common.invalid_input when it is not 8 to 100 letters, digits, `-` or `_`
 */
export function idempotencyKeyOf(header: string | undefined, batchIndex: number): string | undefined {
  if (header === undefined) return undefined;
  if (!KEY.test(header)) {
    throw new DomainError('common.invalid_input', { problem: 'x-idempotency-key 应当是 8 至 100 个字母、数字、“-”或者“_”' });
  }
  // The calls of one batch share the header; a retried batch has the same order.
  return batchIndex === 0 ? header : `${header}#${batchIndex}`;
}

/**
 * Claims the key inside the act's own transaction. A second request with the same key waits here until the first one ends:
 * committed, it is given the same answer; rolled back, it does the act itself.
 * @throws DomainError common.idempotency_mismatch when the key was used for another procedure or input
 */
export async function claim(work: Pick<UnitOfWork, 'sql'>, attempt: Attempt): Promise<Claim> {
  const { congressId, capacityId, key, procedure, now } = attempt;
  const inputHash = hashOf(attempt.input);
  const claimed = await work.sql<{ key: string }>(
    `INSERT INTO idempotency_key (congress_id, capacity_id, key, procedure, input_hash, response, created_at)
     VALUES ($1, $2, $3, $4, $5, '{}', $6) ON CONFLICT DO NOTHING RETURNING key`,
    [congressId, capacityId, key, procedure, inputHash, now],
  );
  if (claimed.length > 0) return { done: false };
  const [earlier] = await work.sql<{ procedure: string; input_hash: string; response: { value?: unknown } }>(
    'SELECT procedure, input_hash, response FROM idempotency_key WHERE capacity_id = $1 AND key = $2',
    [capacityId, key],
  );
  if (!earlier || earlier.procedure !== procedure || earlier.input_hash !== inputHash) {
    throw new DomainError('common.idempotency_mismatch');
  }
  return { done: true, response: earlier.response.value };
}

/** Keeps the answer for retries, in the same transaction as the act. */
export async function remember(work: Pick<UnitOfWork, 'sql'>, attempt: Attempt, value: unknown): Promise<void> {
  await work.sql('UPDATE idempotency_key SET response = $3 WHERE capacity_id = $1 AND key = $2', [
    attempt.capacityId,
    attempt.key,
    JSON.stringify({ value }),
  ]);
}

/** Forgets answers older than a week: no client retries for that long. Run under `smart_app` of one congress at a time. */
export async function forgetOldKeys(work: Pick<UnitOfWork, 'sql'>, now: Date): Promise<void> {
  await work.sql('DELETE FROM idempotency_key WHERE created_at < $1', [new Date(now.getTime() - 7 * 24 * 60 * 60 * 1000)]);
}

function hashOf(input: unknown): string {
  return createHash('sha256').update(canonical(input)).digest('base64url');
}

/** JSON with sorted keys, so that the order in which a client wrote the fields does not matter. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return `{${fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
