// The key of an organ's system: given by the organ's head, shown once, kept as a hash, good for that organ's parts only, taken back at any time.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Capacity } from '@smart/identity/capacity';
import { unscopedIdentity } from '@smart/identity/realm';
import { DomainError } from '@smart/kernel/errors';
import { isId, newId } from '@smart/kernel/ids';
import { appendEvent, defineEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { actingOf } from '../act.ts';
import { type createKeyInput, keyView, type newKeyView } from './model.ts';

export const exchangeKeyAdministered = defineEvent('exchange.key_administered', z.object({ organId: z.string(), organName: z.string(), name: z.string(), act: z.string(), by: z.string() }));

type Row = { id: string; name: string; maySign: boolean; createdBy: string; createdAt: Date; lastUsedAt: Date | null; revokedAt: Date | null };
const columns = `id, name, may_sign AS "maySign", created_by AS "createdBy", created_at AS "createdAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;
const viewOf = ({ createdAt, lastUsedAt, revokedAt, ...row }: Row): z.output<typeof keyView> =>
  keyView.parse({ ...row, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null, revokedAt: revokedAt?.toISOString() ?? null });

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
export const isKeeper = (capacity: Capacity): boolean => capacity.organId !== undefined && capacity.roles.includes('handling_head');

/** @throws DomainError common.forbidden */
function organOf(capacity: Capacity): { organId: string; organName: string } {
  if (capacity.organId === undefined) throw new DomainError('common.forbidden', { reason: '当前身份不属于任何承办单位' });
  return { organId: capacity.organId, organName: capacity.organName ?? '' };
}

export async function keysOf(work: Work, capacity: Capacity): Promise<z.output<typeof keyView>[]> {
  const { organId } = organOf(capacity);
  return (await work.sql<Row>(`SELECT ${columns} FROM exchange_key WHERE organ_id = $1 ORDER BY id DESC LIMIT 50`, [organId])).map(viewOf);
}

async function traced(work: Work, capacity: Capacity, name: string, act: string): Promise<void> {
  const { organId, organName } = organOf(capacity);
  await appendEvent(work, { congressId: capacity.congressId, matterId: null, type: exchangeKeyAdministered.name, subjectType: 'exchange_key', subjectId: organId, personId: capacity.personId, payload: { organId, organName, name, act, by: actingOf(capacity).label } });
}

/** A new key; the secret is in the answer and nowhere else. @throws DomainError common.conflict (two are in force already) */
export async function createKey(work: Work, capacity: Capacity, { name, maySign }: z.output<typeof createKeyInput>): Promise<z.output<typeof newKeyView>> {
  const { organId } = organOf(capacity);
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`exchange-key:${organId}`]);
  const inForce = (await keysOf(work, capacity)).filter((one) => one.revokedAt === null);
  // Two, so that a system can go over to a new one without a pause.
  if (inForce.length >= 2) throw new DomainError('common.conflict', { reason: '同时有效的密钥不超过两个，请先停用不再使用的密钥' });
  const id = newId();
  const secret = randomBytes(32).toString('base64url');
  await work.db.insertInto('exchange_key').values({ id, congress_id: capacity.congressId, organ_id: organId, name, secret_hash: hashOf(secret), may_sign: maySign, created_by_id: capacity.personId, created_by: actingOf(capacity).label, created_at: work.clock.now() }).execute();
  await traced(work, capacity, name, maySign ? '发放密钥（可登记签发件）' : '发放密钥');
  const [row] = await work.sql<Row>(`SELECT ${columns} FROM exchange_key WHERE id = $1`, [id]);
  if (!row) throw new Error(`key ${id} is not there`);
  return { key: viewOf(row), secret: `sck_${id}_${secret}` };
}

/** Whether an organ has a system of its own: a key in force. */
export async function hasKey(work: Work, organId: string): Promise<boolean> {
  return (await work.sql('SELECT 1 FROM exchange_key WHERE organ_id = $1 AND revoked_at IS NULL LIMIT 1', [organId])).length > 0;
}

/** Ends a key at once. @throws DomainError common.not_found */
export async function revokeKey(work: Work, capacity: Capacity, id: string): Promise<void> {
  const { organId } = organOf(capacity);
  const [found] = await work.sql<{ name: string }>('UPDATE exchange_key SET revoked_at = $3 WHERE id = $1 AND organ_id = $2 AND revoked_at IS NULL RETURNING name', [id, organId, work.clock.now()]);
  if (!found) throw new DomainError('common.not_found', { what: '有效的密钥' });
  await traced(work, capacity, found.name, '停用密钥');
}

type Bearer = { id: string; secretHash: string; maySign: boolean; organId: string; organName: string; organKind: string; congressId: string; congressName: string; divisionCode: string; tier: Capacity['tier'] };
export type OrganSystem = Omit<Bearer, 'secretHash'>;

/**
 * Whose key it is. Called without a congress: nobody knows it yet.
 * @throws DomainError common.unauthenticated for a key that is malformed, unknown, wrong or taken back: which of them is not told
 */
export async function systemOf(work: Work, bearer: string | undefined): Promise<OrganSystem> {
  const [, id = '', secret = ''] = /^Bearer sck_([0-9a-f-]{36})_([\w-]{43})$/.exec(bearer ?? '') ?? [];
  const found = isId(id) ? await unscopedIdentity(work, 'a key is found before anybody knows whose it is', () => bearerById(work, id)) : undefined;
  const given = Buffer.from(hashOf(secret), 'hex');
  // Compared in any case, so that an unknown id takes as long as a wrong secret.
  const same = timingSafeEqual(given, Buffer.from(found?.secretHash ?? hashOf('nobody'), 'hex'));
  if (!found || !same) throw new DomainError('common.unauthenticated');
  const { secretHash: _hash, ...system } = found;
  return system;
}

async function bearerById(work: Work, id: string): Promise<Bearer | undefined> {
  const [found] = await work.sql<Bearer>(
    `SELECT k.id, k.secret_hash AS "secretHash", k.may_sign AS "maySign", o.id AS "organId", o.name AS "organName", o.kind AS "organKind", c.id AS "congressId", c.name AS "congressName", c.division_code AS "divisionCode", c.tier
     FROM exchange_key k JOIN organ o ON o.id = k.organ_id JOIN congress c ON c.id = k.congress_id WHERE k.id = $1 AND k.revoked_at IS NULL AND o.abolished_on IS NULL`,
    [id],
  );
  if (found) await work.sql(`UPDATE exchange_key SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`, [id, work.clock.now()]);
  return found;
}

/** The capacity in which a system acts: its organ's handling clerk, under the name of who sent the message. */
export const capacityOfSystem = (system: OrganSystem, by: string, signs = false): Capacity => ({
  id: system.id, kind: 'appointment', personId: system.id, userId: system.id, personName: by, label: `${system.organName}业务系统`, congressId: system.congressId, congressName: system.congressName, divisionCode: system.divisionCode,
  tier: system.tier, roles: signs ? ['handling_clerk', 'handling_head'] : ['handling_clerk'], organId: system.organId, organName: system.organName, organKind: system.organKind,
});
