// 接入系统: the other systems that sign people in through us. One list for the whole deployment, kept by the highest congress.
import { randomBytes } from 'node:crypto';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { clientSecretDigest, oauthScopes, type OauthScope } from './oauth-provider.ts';

type Sql = Pick<UnitOfWork, 'sql'>;

export type OauthClientRow = {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** What it may ask for; the person agrees to each request. */
  readonly scopes: readonly OauthScope[];
  /** An app on people's devices: it cannot keep a secret and has none. */
  readonly isPublic: boolean;
  readonly disabled: boolean;
  readonly createdAt: string;
  /** How many people agreed to it or use it now. */
  readonly people: number;
  /** How many of them are not asked again. */
  readonly remembered: number;
  /** ISO instant of the last token it was given; null when it has none at present. */
  readonly lastUsedAt: string | null;
};

export type NewClient = { readonly name: string; readonly redirectUris: readonly string[]; readonly postLogoutRedirectUris?: readonly string[]; readonly scopes?: readonly OauthScope[]; readonly isPublic: boolean };

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Why an address cannot be one to come back to; null when it can. A program on the person's own machine needs no encryption. */
export function redirectProblem(uri: string, { httpsOnly }: { httpsOnly: boolean }): string | null {
  if (!URL.canParse(uri)) return '回调地址应当是完整的网址，例如 https://oa.example.gov.cn/callback';
  const { protocol, hostname, hash, username, password } = new URL(uri);
  if (uri.includes('#') || hash !== '') return '回调地址不能带“#”';
  if (username !== '' || password !== '' || uri.includes('*')) return '回调地址不能带用户名、密码或者“*”';
  if (protocol === 'https:') return null;
  if (protocol === 'http:' && (LOOPBACK.has(hostname) || !httpsOnly)) return null;
  return protocol === 'http:' ? '回调地址应当以 https:// 开头（本机地址除外）' : '回调地址应当以 https:// 开头';
}

/** @throws DomainError common.invalid_input naming each address that cannot be used */
function requireRedirects(field: string, uris: readonly string[], rule: { httpsOnly: boolean }): void {
  const problems = uris.flatMap((uri, at) => {
    const message = redirectProblem(uri, rule);
    return message === null ? [] : [{ path: `${field}.${at}`, message }];
  });
  if (problems.length > 0) throw new DomainError('common.invalid_input', { problem: problems[0]?.message ?? '' }, problems);
}

/** In the order of the catalogue; without the first it would not be told who it is. */
const scopesOf = (asked: readonly OauthScope[] = oauthScopes): OauthScope[] => oauthScopes.filter((scope) => scope === 'openid' || asked.includes(scope));

const newSecret = (): string => randomBytes(32).toString('base64url');

/**
 * Registers a system. The secret is shown this once and kept as a hash.
 * @throws DomainError common.invalid_input for an address that cannot be used
 */
export async function createOauthClient(unit: Sql, input: NewClient, rule: { httpsOnly: boolean; now: Date }): Promise<{ id: string; clientId: string; clientSecret: string | null }> {
  requireRedirects('redirectUris', input.redirectUris, rule);
  requireRedirects('postLogoutRedirectUris', input.postLogoutRedirectUris ?? [], rule);
  const id = newId();
  const clientId = randomBytes(16).toString('hex');
  const clientSecret = input.isPublic ? null : newSecret();
  await unit.sql(
    `INSERT INTO auth_oauth_client (id, client_id, client_secret, name, redirect_uris, post_logout_redirect_uris, scopes, grant_types, response_types,
       token_endpoint_auth_method, application_type, require_pkce, disabled, client_credentials_scopes, contacts, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, '{authorization_code,refresh_token}', '{code}', $8, $9, true, false, '{}', '{}', $10, $10)`,
    [id, clientId, clientSecret === null ? null : clientSecretDigest(clientSecret), input.name, input.redirectUris, input.postLogoutRedirectUris ?? [], scopesOf(input.scopes),
      input.isPublic ? 'none' : 'client_secret_post', input.isPublic ? 'native' : 'web', rule.now],
  );
  return { id, clientId, clientSecret };
}

type Row = {
  id: string; client_id: string; name: string | null; redirect_uris: string[]; post_logout_redirect_uris: string[]; scopes: string[]; token_endpoint_auth_method: string | null;
  disabled: boolean | null; created_at: Date | null; people: number; remembered: number; last_used_at: Date | null; total: number;
};

const rowOf = (row: Row): OauthClientRow => ({
  id: row.id, clientId: row.client_id, name: row.name ?? '', redirectUris: row.redirect_uris, postLogoutRedirectUris: row.post_logout_redirect_uris,
  scopes: oauthScopes.filter((scope) => row.scopes.includes(scope)), isPublic: row.token_endpoint_auth_method === 'none', disabled: row.disabled === true,
  createdAt: (row.created_at ?? new Date(0)).toISOString(), people: row.people, remembered: row.remembered, lastUsedAt: row.last_used_at?.toISOString() ?? null,
});

export type OauthClientPage = { readonly rows: OauthClientRow[]; readonly total: number };

/** The systems by name, those in use first. @param asked.text part of the name or the whole id */
export async function listOauthClients(unit: Sql, { text = '', page = 1, size = 500 }: { text?: string; page?: number; size?: number } = {}): Promise<OauthClientPage> {
  const rows = await unit.sql<Row>(`
    SELECT c.*, count(*) OVER ()::int AS total, (SELECT count(DISTINCT user_id)::int FROM (
      SELECT user_id FROM auth_oauth_consent o WHERE o.client_id = c.client_id
      UNION SELECT user_id FROM auth_oauth_refresh_token t WHERE t.client_id = c.client_id AND t.revoked IS NULL) users) AS people,
      (SELECT count(DISTINCT user_id)::int FROM auth_oauth_consent o WHERE o.client_id = c.client_id) AS remembered,
      (SELECT max(created_at) FROM (SELECT created_at FROM auth_oauth_access_token a WHERE a.client_id = c.client_id
        UNION ALL SELECT created_at FROM auth_oauth_refresh_token t WHERE t.client_id = c.client_id) used) AS last_used_at
    FROM auth_oauth_client c WHERE $1 = '' OR strpos(lower(c.name), lower($1)) > 0 OR c.client_id = $1
    ORDER BY coalesce(c.disabled, false), c.name, c.id LIMIT $2 OFFSET $3`, [text, size, (page - 1) * size]);
  return { rows: rows.map(rowOf), total: rows[0]?.total ?? 0 };
}

/** The name under which people know a system that may ask at present; null for an unknown or disabled one. */
export async function oauthClientNamed(unit: Sql, clientId: string): Promise<{ name: string; postLogoutRedirectUris: readonly string[] } | null> {
  const [row] = await unit.sql<{ name: string | null; post_logout_redirect_uris: string[] }>(
    'SELECT name, post_logout_redirect_uris FROM auth_oauth_client WHERE client_id = $1 AND NOT coalesce(disabled, false)', [clientId]);
  return row ? { name: row.name ?? '', postLogoutRedirectUris: row.post_logout_redirect_uris } : null;
}

/** The row and name of a system, also of a locked one. @throws DomainError common.not_found */
export async function oauthClientLabel(unit: Sql, clientId: string): Promise<{ id: string; name: string }> {
  const [row] = await unit.sql<{ id: string; name: string | null }>('SELECT id, name FROM auth_oauth_client WHERE client_id = $1', [clientId]);
  if (!row) throw notThere();
  return { id: row.id, name: row.name ?? '' };
}

const notThere = (): DomainError => new DomainError('common.not_found', { what: '接入系统' });

/**
 * What it may no longer ask for ends at once: tokens that carry it, and agreements to it.
 * @throws DomainError common.not_found, common.invalid_input
 */
export async function changeOauthClient(unit: Sql, clientId: string, input: Omit<NewClient, 'isPublic'>, rule: { httpsOnly: boolean; now: Date }): Promise<void> {
  requireRedirects('redirectUris', input.redirectUris, rule);
  requireRedirects('postLogoutRedirectUris', input.postLogoutRedirectUris ?? [], rule);
  const scopes = scopesOf(input.scopes);
  const rows = await unit.sql(
    'UPDATE auth_oauth_client SET name = $2, redirect_uris = $3, post_logout_redirect_uris = $4, scopes = $5, updated_at = $6 WHERE client_id = $1 RETURNING id',
    [clientId, input.name, input.redirectUris, input.postLogoutRedirectUris ?? [], scopes, rule.now],
  );
  if (rows.length === 0) throw notThere();
  for (const table of ['auth_oauth_access_token', 'auth_oauth_refresh_token', 'auth_oauth_consent']) {
    await unit.sql(`DELETE FROM ${table} WHERE client_id = $1 AND NOT scopes <@ $2`, [clientId, scopes]);
  }
}

/** A new secret; the former one is over at once. @throws DomainError common.not_found for an unknown system and one without a secret */
export async function rotateClientSecret(unit: Sql, clientId: string, now: Date): Promise<string> {
  const secret = newSecret();
  const rows = await unit.sql('UPDATE auth_oauth_client SET client_secret = $2, updated_at = $3 WHERE client_id = $1 AND client_secret IS NOT NULL RETURNING id', [clientId, clientSecretDigest(secret), now]);
  if (rows.length === 0) throw notThere();
  return secret;
}

/** Locks a system out or lets it in again. Locked out, all its tokens are over. @throws DomainError common.not_found */
export async function disableOauthClient(unit: Sql, clientId: string, disabled: boolean, now: Date): Promise<void> {
  const rows = await unit.sql('UPDATE auth_oauth_client SET disabled = $2, updated_at = $3 WHERE client_id = $1 RETURNING id', [clientId, disabled, now]);
  if (rows.length === 0) throw notThere();
  if (!disabled) return;
  await unit.sql('DELETE FROM auth_oauth_access_token WHERE client_id = $1', [clientId]);
  await unit.sql('DELETE FROM auth_oauth_refresh_token WHERE client_id = $1', [clientId]);
}
