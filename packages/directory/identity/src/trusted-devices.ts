// A device on which the second factor was given and is not asked for again for 30 days (受信任设备).
import { randomBytes } from 'node:crypto';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { z } from 'zod';
import { digestOf, dropVerifications, keepVerification, keptVerifications, replaceVerification } from './verifications.ts';

type Sql = Pick<UnitOfWork, 'sql'>;
export const TRUST_COOKIE = 'smart.trusted_device';
export const TRUST_SECONDS = 30 * 24 * 60 * 60;

/** `sessionId`: the last sign-in on it, by which the list says "this device". */
const kept = z.object({ digest: z.string(), userAgent: z.string(), sessionId: z.string() });
const nameOf = (userId: string): string => `trusted ${userId}`;

/** @returns what goes into the device's cookie; only its keyed hash is kept */
export async function trustDevice(unit: Sql, userId: string, about: { userAgent: string; sessionId: string; now: Date }): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await keepVerification(unit, nameOf(userId), { digest: digestOf('trusted device', token), userAgent: about.userAgent.slice(0, 300), sessionId: about.sessionId }, { now: about.now, seconds: TRUST_SECONDS });
  return token;
}

/** Notes the new sign-in on a trusted device. */
export type Trust = { noteSession: (sessionId: string) => Promise<void> };

/** The trust that a device's cookie stands for; null when there is none for this account, or it was withdrawn or is over. */
export async function trustOf(unit: Sql, userId: string, token: string | null, now: Date): Promise<Trust | null> {
  if (token === null) return null;
  const digest = digestOf('trusted device', token);
  const row = (await keptVerifications(unit, nameOf(userId), kept, now)).find(({ value }) => value.digest === digest);
  return row ? { noteSession: async (sessionId) => void (await replaceVerification(unit, row.id, { ...row.value, sessionId })) } : null;
}

export type TrustedDevice = { id: string; userAgent: string; sessionId: string; trustedAt: Date; expiresAt: Date };

export async function trustedDevices(unit: Sql, userId: string, now: Date): Promise<TrustedDevice[]> {
  const rows = await unit.sql<{ id: string; value: string; created_at: Date; expires_at: Date }>(
    'SELECT id, value, created_at, expires_at FROM auth_verification WHERE identifier = $1 AND expires_at > $2 ORDER BY created_at DESC', [nameOf(userId), now]);
  return rows.map((row) => {
    const { userAgent, sessionId } = kept.parse(JSON.parse(row.value));
    return { id: row.id, userAgent, sessionId, trustedAt: row.created_at, expiresAt: row.expires_at };
  });
}

/** @returns whether there was one */
export async function withdrawTrust(unit: Sql, userId: string, id: string): Promise<boolean> {
  return (await unit.sql('DELETE FROM auth_verification WHERE identifier = $1 AND id = $2 RETURNING id', [nameOf(userId), id])).length > 0;
}

/** After a change of password or "sign out everywhere" no device is trusted any more. */
export const withdrawAllTrust = (unit: Sql, userId: string): Promise<unknown> => dropVerifications(unit, nameOf(userId));
