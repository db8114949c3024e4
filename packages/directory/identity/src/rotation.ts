// Replacing the key of personal data: a new key, then everything sealed anew in batches, then the old keys retired. Interrupted at any point
// and begun again it goes on where it was; whatever is sealed meanwhile opens at all times.
import type { UnitOfWork, UnitsOfWork } from '@smart/database/unit-of-work';
import type { Clock } from '@smart/kernel/clock';
import { addDataKey, newestAlgorithm, newestHead, openText, readyDataKeys, sealText, type CipherAlgorithm } from './data-keys.ts';
import { openField, sealField, type PersonalField } from './personal-data.ts';
import { type SealedColumn, sealedColumns } from './sealed-columns.ts';

const BATCH = 500;
const fields = { phone: 'phone_cipher', id_card: 'id_card_cipher', address: 'address_cipher' } as const satisfies Record<PersonalField, string>;

type Row = { id: string; phone: string | null; id_card: string | null; address: string | null };
export type RotationOptions = {
  readonly units: Pick<UnitsOfWork, 'unitOfWork'>;
  readonly clock: Clock;
  readonly algorithm: CipherAlgorithm;
  /** Told after each batch. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the rotation after the running batch. */
  readonly signal?: AbortSignal;
};

const waiting = `(phone_cipher IS NOT NULL AND NOT starts_with(phone_cipher, $1)) OR (id_card_cipher IS NOT NULL AND NOT starts_with(id_card_cipher, $1))
  OR (address_cipher IS NOT NULL AND NOT starts_with(address_cipher, $1))`;

/** One batch sealed anew; rows that somebody changes right now are left for the next round. */
async function resealBatch(unit: UnitOfWork): Promise<number> {
  const head = newestHead();
  const rows = await unit.sql<Row>(
    `SELECT id, phone_cipher AS phone, id_card_cipher AS id_card, address_cipher AS address FROM person WHERE ${waiting} ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [head, BATCH],
  );
  const again = async (id: string, field: PersonalField, cipher: string | null): Promise<string | null> =>
    cipher === null || cipher.startsWith(head) ? cipher : sealField(id, field, await openField(unit, id, field, cipher));
  const next: Row[] = [];
  for (const { id, phone, id_card, address } of rows) {
    next.push({ id, phone: await again(id, 'phone', phone), id_card: await again(id, 'id_card', id_card), address: await again(id, 'address', address) });
  }
  await unit.sql(
    `UPDATE person p SET ${Object.entries(fields).map(([field, column]) => `${column} = n.${field}`).join(', ')}
     FROM jsonb_to_recordset($1::jsonb) AS n(id uuid, phone text, id_card text, address text) WHERE p.id = n.id`,
    [JSON.stringify(next)],
  );
  return rows.length;
}

const sealedBefore = (value: string): string => `${value} IS NOT NULL AND NOT starts_with(${value}, $1)`;

/** One batch of a column of one congress sealed anew; rows that somebody changes right now are left for the next round. */
async function resealColumn(unit: UnitOfWork, congressId: string, { table, value, set, key, context }: SealedColumn): Promise<number> {
  const names = Object.keys(key);
  const rows = await unit.sql<Record<string, string | number> & { sealed: string; context: string }>(
    `SELECT ${names.map((name) => `t.${name}`).join(', ')}, ${value} AS sealed, ${context} AS context FROM ${table} t
     WHERE t.congress_id = $2 AND ${sealedBefore(value)} ORDER BY ${names.map((name) => `t.${name}`).join(', ')} LIMIT $3 FOR UPDATE SKIP LOCKED`,
    [newestHead(), congressId, BATCH],
  );
  if (rows.length === 0) return 0;
  const next = rows.map((row) => ({ ...row, sealed: sealText(row.context, openText(row.context, row.sealed)) }));
  await unit.sql(
    `UPDATE ${table} t SET ${set} FROM jsonb_to_recordset($1::jsonb) AS n(${Object.entries(key).map(([name, type]) => `${name} ${type}`).join(', ')}, sealed text) WHERE ${names.map((name) => `t.${name} = n.${name}`).join(' AND ')}`,
    [JSON.stringify(next)],
  );
  return rows.length;
}

type InCongress = <T>(congressId: string, work: (unit: UnitOfWork) => Promise<T>) => Promise<T>;
const anyLeft = async (unit: UnitOfWork): Promise<boolean> => {
  for (const { table, value } of sealedColumns()) {
    const [row] = await unit.sql<{ waits: boolean }>(`SELECT EXISTS (SELECT 1 FROM ${table} t WHERE ${sealedBefore(value)}) AS waits`, [newestHead()]);
    if (row?.waits) return true;
  }
  return false;
};

/** Everything that stands beside the entries of people, congress after congress. @returns whether nothing is left; told of after each batch */
async function resealRecords(congressIds: readonly string[], inCongress: InCongress, told: (count: number) => void, signal: AbortSignal | undefined): Promise<boolean> {
  let finished = true;
  for (const congressId of congressIds) {
    for (const column of sealedColumns()) {
      for (;;) {
        if (signal?.aborted) return false;
        const done = await inCongress(congressId, (unit) => resealColumn(unit, congressId, column));
        if (done === 0) break;
        told(done);
      }
    }
    if (await inCongress(congressId, anyLeft)) finished = false;
  }
  return finished;
}

/**
 * Seals all personal data with a new key; one that an earlier, interrupted rotation made serves.
 * @returns how many entries of people and records beside them were sealed anew, and whether all was done
 */
export async function rotateDataKeys({ units, clock, algorithm, onProgress = () => {}, signal }: RotationOptions): Promise<{ sealed: number; finished: boolean }> {
  const inIdentity = <T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> => units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, work);
  const inCongress: InCongress = (congressId, work) => units.unitOfWork({ role: 'smart_app', 'app.congress': congressId }, work);
  await inIdentity(async (unit) => {
    await unit.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', ['data key rotation']);
    await readyDataKeys({ ...unit, clock }, newestAlgorithm() ?? algorithm); // the first rotation of all replaces a key, too: two not retired mean an unfinished one
    const [begun] = await unit.sql<{ unfinished: boolean }>('SELECT count(*) > 1 AS unfinished FROM data_key WHERE retired_at IS NULL');
    if (!begun?.unfinished) await addDataKey({ ...unit, clock }, algorithm);
  });
  const [count] = await inIdentity((unit) => unit.sql<{ total: number }>(`SELECT count(*)::int AS total FROM person WHERE ${waiting}`, [newestHead()]));
  const congressIds = (await inIdentity((unit) => unit.sql<{ id: string }>('SELECT id FROM congress ORDER BY division_code'))).map(({ id }) => id);
  let sealed = 0;
  const told = (done: number): void => {
    sealed += done;
    onProgress(sealed, Math.max(sealed, count?.total ?? 0));
  };
  for (;;) {
    if (signal?.aborted) return { sealed, finished: false };
    const done = await inIdentity(resealBatch);
    told(done);
    if (done > 0) continue;
    const records = await resealRecords(congressIds, inCongress, told, signal);
    if (signal?.aborted) return { sealed, finished: false };
    const finished = records && (await inIdentity(retireOldKeys(clock)));
    if (finished) return { sealed, finished };
    await new Promise((resolve) => setTimeout(resolve, 200)); // somebody holds a row: its transaction ends soon
  }
}

/** The old keys still open backups; nothing is sealed with them any more. */
const retireOldKeys = (clock: Clock) => async (unit: UnitOfWork): Promise<boolean> => {
  const [left] = await unit.sql<{ waits: boolean }>(`SELECT EXISTS (SELECT 1 FROM person WHERE ${waiting}) AS waits`, [newestHead()]);
  if (left?.waits) return false;
  await unit.sql('UPDATE data_key SET retired_at = $1 WHERE retired_at IS NULL AND number < (SELECT max(number) FROM data_key)', [clock.now()]);
  return true;
};
