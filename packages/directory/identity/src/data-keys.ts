// The keys with which personal data are sealed. Each is random, kept in the database sealed with the deployment's secret, and has a number
// that stands at the head of what it sealed; the newest seals, all of them open. Before any is loaded (seeding, tests) number 0 serves: it is
// derived from the secret and heads its work with "v1".
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Work } from '@smart/workflow/work';
import { deploymentKey } from './keys.ts';
import { unscopedIdentity } from './realm.ts';

/** AES-256-GCM, or the national SM4 in counter mode with HMAC-SM3 over nonce, context and cipher text. */
export const cipherAlgorithms = ['aes-256-gcm', 'sm4-ctr-hmac-sm3'] as const;
export type CipherAlgorithm = (typeof cipherAlgorithms)[number];

/** PostgreSQL's channel on which a new key is announced to the other processes. */
export const DATA_KEYS_CHANNEL = 'smart_data_keys';

type DataKey = { readonly number: number; readonly algorithm: CipherAlgorithm; readonly material: Buffer };
let ring: ReadonlyMap<number, DataKey> = new Map();

const MATERIAL_BYTES = 64;
const isAlgorithm = (text: string): text is CipherAlgorithm => cipherAlgorithms.some((each) => each === text);
const parts = (...all: Buffer[]): string => all.map((part) => part.toString('base64url')).join('.');

function sealGcm(key: Buffer, context: string, plain: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return parts(nonce, sealed, cipher.getAuthTag());
}

function openGcm(key: Buffer, context: string, [nonce, sealed, tag]: readonly Buffer[]): Buffer {
  if (!nonce || !sealed || !tag) throw new Error('the sealed text has an unknown form');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}

/** Lengths go in as well: otherwise a piece of the context could be taken for a piece of the cipher text. */
function macOf(key: Buffer, nonce: Buffer, context: string, sealed: Buffer): Buffer {
  const about = Buffer.from(context);
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(nonce.length, 0);
  lengths.writeUInt32BE(about.length, 4);
  return createHmac('sm3', key).update(Buffer.concat([lengths, nonce, about, sealed])).digest();
}

function sealSm4(material: Buffer, context: string, plain: Buffer): string {
  const nonce = randomBytes(16);
  const cipher = createCipheriv('sm4-ctr', material.subarray(0, 16), nonce);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return parts(nonce, sealed, macOf(material.subarray(32), nonce, context, sealed));
}

function openSm4(material: Buffer, context: string, [nonce, sealed, mac]: readonly Buffer[]): Buffer {
  if (!nonce || !sealed || !mac) throw new Error('the sealed text has an unknown form');
  const ours = macOf(material.subarray(32), nonce, context, sealed);
  if (ours.length !== mac.length || !timingSafeEqual(ours, mac)) throw new Error('the sealed text was altered or belongs to another row');
  const decipher = createDecipheriv('sm4-ctr', material.subarray(0, 16), nonce);
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}

const newest = (): DataKey | undefined => [...ring.values()].reduce<DataKey | undefined>((best, key) => (best && best.number > key.number ? best : key), undefined);

/** How what the newest key sealed begins; whatever begins otherwise waits for a rotation. */
export function newestHead(): string {
  const key = newest();
  return key ? `k${key.number}.` : 'v1.';
}

/** The algorithm of the newest key; null before any is loaded. */
export const newestAlgorithm = (): CipherAlgorithm | null => newest()?.algorithm ?? null;

/**
 * Seals a text with the newest key, bound to its context: in another row or column it does not open.
 * @param legacyContext the context of number 0, which did not name the column
 */
export function sealText(context: string, plain: string, legacyContext = context): string {
  const key = newest();
  const text = Buffer.from(plain, 'utf8');
  if (!key) return `v1.${sealGcm(deploymentKey('phone encryption'), legacyContext, text)}`;
  const sealed = key.algorithm === 'aes-256-gcm' ? sealGcm(key.material.subarray(0, 32), context, text) : sealSm4(key.material, context, text);
  return `k${key.number}.${sealed}`;
}

/** Whether this process knows the key that sealed the text. */
export function canOpen(cipher: string): boolean {
  const head = cipher.slice(0, cipher.indexOf('.'));
  return head === 'v1' || ring.has(Number(head.slice(1)));
}

/**
 * Opens what `sealText` sealed.
 * @throws Error when it was sealed for another row, with another secret, with a key this process does not know, or altered
 */
export function openText(context: string, cipher: string, legacyContext = context): string {
  const [head = '', ...rest] = cipher.split('.');
  const pieces = rest.map((piece) => Buffer.from(piece, 'base64url'));
  if (head === 'v1') return openGcm(deploymentKey('phone encryption'), legacyContext, pieces).toString('utf8');
  const key = /^k\d+$/.test(head) ? ring.get(Number(head.slice(1))) : undefined;
  if (!key) throw new Error('the text was sealed with a key that is not known here');
  return (key.algorithm === 'aes-256-gcm' ? openGcm(key.material.subarray(0, 32), context, pieces) : openSm4(key.material, context, pieces)).toString('utf8');
}

/** Reads the keys into this process. */
export async function loadDataKeys(work: Pick<Work, 'sql' | 'settings'>): Promise<void> {
  const rows = await unscopedIdentity(work, 'keys belong to the deployment', () =>
    work.sql<{ number: number; algorithm: string; sealed: string }>('SELECT number, algorithm, sealed FROM data_key ORDER BY number'),
  );
  const next = new Map<number, DataKey>();
  for (const { number, algorithm, sealed } of rows) {
    if (!isAlgorithm(algorithm)) throw new Error(`data key ${number} has the unknown algorithm ${algorithm}`);
    const material = openGcm(deploymentKey('data key wrapping'), `data key ${algorithm}`, sealed.split('.').map((piece) => Buffer.from(piece, 'base64url')));
    next.set(number, { number, algorithm, material });
  }
  ring = next;
}

/** Makes a new key, with which everything is sealed from now on, and tells the other processes when the unit of work commits. */
export async function addDataKey(work: Pick<Work, 'sql' | 'settings' | 'clock'>, algorithm: CipherAlgorithm): Promise<number> {
  const sealed = sealGcm(deploymentKey('data key wrapping'), `data key ${algorithm}`, randomBytes(MATERIAL_BYTES));
  const [row] = await unscopedIdentity(work, 'keys belong to the deployment', () =>
    work.sql<{ number: number }>(
      `WITH announced AS (SELECT pg_notify($4, ''))
       INSERT INTO data_key (id, algorithm, sealed, created_at) SELECT gen_random_uuid(), $1, $2, $3 FROM announced RETURNING number`,
      [algorithm, sealed, work.clock.now(), DATA_KEYS_CHANNEL],
    ),
  );
  await loadDataKeys(work);
  return row?.number ?? 0;
}

/**
 * Loads the keys at the start of a process that owns the deployment, and makes one when there is none of the configured algorithm yet.
 * Two that start at once wait for each other.
 */
export async function readyDataKeys(work: Pick<Work, 'sql' | 'settings' | 'clock'>, algorithm: CipherAlgorithm): Promise<void> {
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [DATA_KEYS_CHANNEL]);
  await loadDataKeys(work);
  if (newest()?.algorithm !== algorithm) await addDataKey(work, algorithm);
}
