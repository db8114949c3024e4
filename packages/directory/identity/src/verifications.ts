// Short-lived things that are kept until they are used once: codes, second steps, challenges, trusted devices. On better-auth's table.
import { createHmac } from 'node:crypto';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { newId } from '@smart/kernel/ids';
import type { z } from 'zod';
import { deploymentKey } from './keys.ts';

type Sql = Pick<UnitOfWork, 'sql'>;

/** The keyed hash under which a secret is kept: who reads the table can use none of it. */
export const digestOf = (purpose: string, secret: string): string => createHmac('sha256', deploymentKey('verification')).update(`${purpose}\0${secret}`).digest('base64url');

/** Keeps a value for some time. @returns its id */
export async function keepVerification(unit: Sql, identifier: string, value: unknown, until: { now: Date; seconds: number }): Promise<string> {
  const id = newId();
  await unit.sql(
    'INSERT INTO auth_verification (id, identifier, value, expires_at, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)',
    [id, identifier, JSON.stringify(value), new Date(until.now.getTime() + until.seconds * 1000), until.now],
  );
  return id;
}

export type Kept<T> = { id: string; value: T; createdAt: Date; expiresAt: Date };
type Row = { id: string; value: string; created_at: Date; expires_at: Date };

const keptOf = <T>(schema: z.ZodType<T>, row: Row): Kept<T> => ({ id: row.id, value: schema.parse(JSON.parse(row.value)), createdAt: row.created_at, expiresAt: row.expires_at });

/** What is kept under a name and not over yet, newest first, locked against others who want it. */
export async function keptVerifications<T>(unit: Sql, identifier: string, schema: z.ZodType<T>, now: Date): Promise<Kept<T>[]> {
  const rows = await unit.sql<Row>('SELECT id, value, created_at, expires_at FROM auth_verification WHERE identifier = $1 AND expires_at > $2 ORDER BY created_at DESC, id DESC FOR UPDATE', [identifier, now]);
  return rows.map((row) => keptOf(schema, row));
}

/** Takes what is kept: whoever comes second finds nothing. Null when there is nothing, or it is over. */
export async function takeVerification<T>(unit: Sql, identifier: string, schema: z.ZodType<T>, now: Date): Promise<T | null> {
  const [row] = await unit.sql<Row>('DELETE FROM auth_verification WHERE identifier = $1 RETURNING id, value, created_at, expires_at', [identifier]);
  return row && row.expires_at > now ? keptOf(schema, row).value : null;
}

export const replaceVerification = (unit: Sql, id: string, value: unknown): Promise<unknown> => unit.sql('UPDATE auth_verification SET value = $2 WHERE id = $1', [id, JSON.stringify(value)]);
export const dropVerifications = (unit: Sql, identifier: string): Promise<unknown> => unit.sql('DELETE FROM auth_verification WHERE identifier = $1', [identifier]);
