// 动态口令: time-based one-time passwords (RFC 6238) and backup codes (备用码), on better-auth's table of its two-factor plug-in.
import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { z } from 'zod';
import { deploymentKey } from './keys.ts';
import { digestOf } from './verifications.ts';

type Sql = Pick<UnitOfWork, 'sql'>;
const STEP_SECONDS = 30;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, without padding: how authenticator apps take a secret. */
export function base32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('');
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}

export const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / STEP_SECONDS);

/** The six digits of a step. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The step whose code this is: the present one, or the one before or after it for clocks that differ; null when it is none of them. */
function stepOf(secret: string, code: string, now: Date): number | null {
  const given = Buffer.from(code);
  let found: number | null = null;
  for (const step of [-1, 0, 1].map((away) => stepAt(now) + away)) {
    const ours = Buffer.from(totpCode(secret, step));
    if (ours.length === given.length && timingSafeEqual(ours, given)) found = step;
  }
  return found;
}

const newTotpSecret = (): string => base32(randomBytes(20));
/** What an authenticator app reads from the picture. */
export const totpUri = (secret: string, account: string): string =>
  `otpauth://totp/${encodeURIComponent('智慧人大')}:${encodeURIComponent(account)}?secret=${secret}&issuer=${encodeURIComponent('智慧人大')}&algorithm=SHA1&digits=6&period=${STEP_SECONDS}`;

/** The secret and the last step that was used: a code is good once, and none before it any more. */
const sealedContent = z.object({ secret: z.string(), used: z.number() });
type Content = z.infer<typeof sealedContent>;

function seal(userId: string, content: Content): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', deploymentKey('totp secret'), nonce).setAAD(Buffer.from(userId));
  return Buffer.concat([nonce, cipher.update(JSON.stringify(content), 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

function open(userId: string, sealed: string): Content {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', deploymentKey('totp secret'), bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(userId));
  decipher.setAuthTag(bytes.subarray(-16));
  return sealedContent.parse(JSON.parse(Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')));
}

// No letters or digits that are mistaken for one another on paper; 32 of them, ten times: 50 bits.
const BACKUP_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const BACKUP_CODES = 10;
const backupCode = (): string => Array.from({ length: 10 }, (_, at) => (at === 5 ? '-' : '') + BACKUP_ALPHABET.charAt(randomInt(BACKUP_ALPHABET.length))).join('');
const backupDigest = (userId: string, code: string): string => digestOf(`backup code ${userId}`, code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''));
const digests = z.array(z.string());

/**
 * Begins setting up: the secret waits, unconfirmed, beside the one in force.
 * @throws DomainError common.not_found when the account is gone
 */
export async function beginTotp(unit: Sql, userId: string): Promise<string> {
  const secret = newTotpSecret();
  await unit.sql('DELETE FROM auth_two_factor WHERE user_id = $1 AND verified = false', [userId]);
  const begun = await unit.sql(
    `INSERT INTO auth_two_factor (id, secret, backup_codes, user_id, verified) SELECT $1, $2, '[]', u.id, false FROM auth_user u WHERE u.id = $3 RETURNING id`,
    [newId(), seal(userId, { secret, used: 0 }), userId],
  );
  if (begun.length === 0) throw new DomainError('common.not_found', { what: '账号' });
  return secret;
}

/** The waiting secret comes into force with its first right code. @returns new backup codes, shown once; null when the code is wrong */
export async function confirmTotp(unit: Sql, userId: string, code: string, now: Date): Promise<string[] | null> {
  const [row] = await unit.sql<{ id: string; secret: string }>('SELECT id, secret FROM auth_two_factor WHERE user_id = $1 AND verified = false FOR UPDATE', [userId]);
  if (!row) return null;
  const { secret } = open(userId, row.secret);
  const step = stepOf(secret, code, now);
  if (step === null) return null;
  await unit.sql('DELETE FROM auth_two_factor WHERE user_id = $1 AND id <> $2', [userId, row.id]);
  await unit.sql('UPDATE auth_two_factor SET verified = true, secret = $2 WHERE id = $1', [row.id, seal(userId, { secret, used: step })]);
  await unit.sql('UPDATE auth_user SET two_factor_enabled = true WHERE id = $1', [userId]);
  return renewBackupCodes(unit, userId);
}

/** Ten new backup codes; the former ones are void. Shown once, kept as keyed hashes. */
export async function renewBackupCodes(unit: Sql, userId: string): Promise<string[]> {
  const codes = Array.from({ length: BACKUP_CODES }, backupCode);
  await unit.sql('UPDATE auth_two_factor SET backup_codes = $2 WHERE user_id = $1 AND verified', [userId, JSON.stringify(codes.map((code) => backupDigest(userId, code)))]);
  return codes;
}

/** Whether the code is right and was not used before; from now on it is used. */
export async function useTotp(unit: Sql, userId: string, code: string, now: Date): Promise<boolean> {
  const [row] = await unit.sql<{ id: string; secret: string }>('SELECT id, secret FROM auth_two_factor WHERE user_id = $1 AND verified FOR UPDATE', [userId]);
  if (!row) return false;
  const { secret, used } = open(userId, row.secret);
  const step = stepOf(secret, code, now);
  if (step === null || step <= used) return false;
  await unit.sql('UPDATE auth_two_factor SET secret = $2 WHERE id = $1', [row.id, seal(userId, { secret, used: step })]);
  return true;
}

/** Whether it is one of the backup codes that are left; from now on it is not. */
export async function useBackupCode(unit: Sql, userId: string, code: string): Promise<boolean> {
  const [row] = await unit.sql<{ id: string; backup_codes: string }>('SELECT id, backup_codes FROM auth_two_factor WHERE user_id = $1 AND verified FOR UPDATE', [userId]);
  if (!row) return false;
  const left = digests.parse(JSON.parse(row.backup_codes));
  const digest = backupDigest(userId, code);
  if (!left.includes(digest)) return false;
  await unit.sql('UPDATE auth_two_factor SET backup_codes = $2 WHERE id = $1', [row.id, JSON.stringify(left.filter((each) => each !== digest))]);
  return true;
}

/** How many backup codes are left; null without a second factor. */
export async function backupCodesLeft(unit: Sql, userId: string): Promise<number | null> {
  const [row] = await unit.sql<{ backup_codes: string }>('SELECT backup_codes FROM auth_two_factor WHERE user_id = $1 AND verified', [userId]);
  return row ? digests.parse(JSON.parse(row.backup_codes)).length : null;
}

export async function dropTotp(unit: Sql, userId: string): Promise<void> {
  await unit.sql('DELETE FROM auth_two_factor WHERE user_id = $1', [userId]);
  await unit.sql('UPDATE auth_user SET two_factor_enabled = false WHERE id = $1', [userId]);
}
