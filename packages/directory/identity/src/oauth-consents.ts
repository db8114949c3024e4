// 授权同意: which other systems a person agreed to, and the end of it.
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { DomainError } from '@smart/kernel/errors';

type Sql = Pick<UnitOfWork, 'sql'>;
export type Consent = { readonly clientId: string; readonly name: string; readonly scopes: readonly string[]; readonly since: string };

/** Systems that may ask for this person without a question, and those that hold a token of a single agreement. */
export async function consentsOf(unit: Sql, userId: string): Promise<Consent[]> {
  const rows = await unit.sql<{ client_id: string; name: string | null; scopes: string[]; since: Date }>(
    `SELECT DISTINCT ON (c.client_id) c.client_id, c.name, g.scopes, g.since
     FROM (SELECT client_id, scopes, updated_at AS since, 0 AS rank FROM auth_oauth_consent WHERE user_id = $1
           UNION ALL SELECT client_id, scopes, created_at, 1 FROM auth_oauth_refresh_token WHERE user_id = $1 AND revoked IS NULL) g
     JOIN auth_oauth_client c ON c.client_id = g.client_id ORDER BY c.client_id, g.rank, g.since DESC`, [userId]);
  return rows.map((row) => ({ clientId: row.client_id, name: row.name ?? '', scopes: row.scopes, since: row.since.toISOString() }));
}

/** The system's tokens end at once; the next time it must ask again. @throws DomainError common.not_found */
export async function withdrawConsent(unit: Sql, userId: string, clientId: string): Promise<void> {
  const gone = await Promise.all(['auth_oauth_consent', 'auth_oauth_access_token', 'auth_oauth_refresh_token'].map((table) =>
    unit.sql(`DELETE FROM ${table} WHERE user_id = $1 AND client_id = $2 RETURNING id`, [userId, clientId])));
  if (gone.flat().length === 0) throw new DomainError('common.not_found', { what: '授权' });
}

/** Agreed to for this once: nothing is remembered, what was issued stays. */
export const forgetConsent = (unit: Sql, userId: string, clientId: string): Promise<unknown> =>
  unit.sql('DELETE FROM auth_oauth_consent WHERE user_id = $1 AND client_id = $2', [userId, clientId]);
