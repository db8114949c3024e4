// 统一认证: signing in by the province's unified login, an OpenID Connect provider outside. It proves who somebody is; it makes nobody.
import { randomBytes } from 'node:crypto';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { parseInput } from '@smart/kernel/validation';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { inIdentity, type Door } from './auth-requests.ts';
import { cookieNamed } from './cookies.ts';
import { phoneIndex } from './phone.ts';
import { afterFirstStep } from './second-step.ts';
import { accountById } from './sign-in-account.ts';
import { digestOf, keepVerification, takeVerification } from './verifications.ts';

export type UpstreamConfig = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string; readonly name: string };

export const UPSTREAM_COOKIE = 'smart.upstream';
export const UPSTREAM_SECONDS = 10 * 60;
const ANSWER_SECONDS = 8;
const kept = z.object({ verifier: z.string(), state: z.string(), nonce: z.string() });
const nameOf = (token: string): string => `upstream ${digestOf('upstream', token)}`;

type Upstream = { readonly config: UpstreamConfig; readonly callback: string; found: Promise<oidc.Configuration> | null };
let upstream: Upstream | null = null;

/** Set once at the start of a process. @param callback our address that the provider sends people back to */
export function useUpstream(config: UpstreamConfig | null, callback: string): void {
  upstream = config === null ? null : { config, callback, found: null };
}

/** What people know the provider as; null when there is none. */
export const upstreamName = (): string | null => upstream?.config.name ?? null;

function required(): Upstream {
  if (upstream === null) throw new DomainError('common.not_found', { what: '统一认证' });
  return upstream;
}

/** Only a machine of its own is spoken to without encryption. */
const plain = (issuer: string) => (['127.0.0.1', 'localhost', '[::1]'].includes(new URL(issuer).hostname) ? { execute: [oidc.allowInsecureRequests] } : {});

async function provider(of: Upstream): Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret, name } = of.config;
  of.found ??= oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, { ...plain(issuer), timeout: ANSWER_SECONDS });
  try {
    return await of.found;
  } catch {
    of.found = null; // asked again by the next who comes
    throw new DomainError('identity.upstream_unavailable', { name });
  }
}

/**
 * Begins a sign-in there: where to send the browser, and the secret for its cookie.
 * @throws DomainError common.not_found, identity.upstream_unavailable
 */
export async function startUpstream(inUnit: <T>(work: (unit: UnitOfWork) => Promise<T>) => Promise<T>, now: Date): Promise<{ url: string; token: string }> {
  const of = required();
  const configuration = await provider(of);
  const values = { verifier: oidc.randomPKCECodeVerifier(), state: oidc.randomState(), nonce: oidc.randomNonce() };
  const token = randomBytes(32).toString('base64url');
  await inUnit((unit) => keepVerification(unit, nameOf(token), values, { now, seconds: UPSTREAM_SECONDS }));
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: of.callback, scope: 'openid profile phone', state: values.state, nonce: values.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(values.verifier), code_challenge_method: 'S256',
  });
  return { url: url.toString(), token };
}

const claims = z.object({ sub: z.string().min(1), phone_number: z.string().optional(), phone_number_verified: z.boolean().optional() });
type Claims = z.infer<typeof claims>;

/** Changes the code into who it is. The telephone number is asked for where the token does not carry it. */
async function claimsOf(of: Upstream, query: string, checks: z.infer<typeof kept>): Promise<Claims> {
  const configuration = await provider(of);
  const back = new URL(of.callback);
  back.search = query;
  try {
    const tokens = await oidc.authorizationCodeGrant(configuration, back, { pkceCodeVerifier: checks.verifier, expectedState: checks.state, expectedNonce: checks.nonce, idTokenExpected: true });
    const said = claims.parse(tokens.claims());
    if (said.phone_number !== undefined || configuration.serverMetadata().userinfo_endpoint === undefined) return said;
    return claims.parse(await oidc.fetchUserInfo(configuration, tokens.access_token, said.sub));
  } catch (error) {
    // It does not answer, or what it answers does not hold: another person's state, a forged token, a refusal.
    const down = error instanceof TypeError || (error instanceof oidc.ClientError && error.code === 'OAUTH_TIMEOUT');
    throw new DomainError(down ? 'identity.upstream_unavailable' : 'identity.upstream_refused', { name: of.config.name });
  }
}

const numberOf = (said: Claims): string | null => (said.phone_number_verified === true && said.phone_number !== undefined ? /^(?:\+86)?-?(1\d{10})$/.exec(said.phone_number.replaceAll(/[\s-]/g, ''))?.[1] ?? null : null);

/** The account that belongs to a person there: linked before, or found now by the verified telephone number and linked from here on. */
async function accountOf(unit: UnitOfWork, said: Claims, now: Date): Promise<string | null> {
  const [linked] = await unit.sql<{ user_id: string }>("SELECT user_id FROM auth_account WHERE provider_id = 'upstream' AND account_id = $1", [said.sub]);
  if (linked) return linked.user_id;
  const number = numberOf(said);
  if (number === null) return null;
  const [found] = await unit.sql<{ user_id: string }>('SELECT user_id FROM person WHERE phone_index = $1 AND user_id IS NOT NULL', [phoneIndex(number)]);
  if (!found) return null;
  await unit.sql("INSERT INTO auth_account (id, account_id, provider_id, user_id, created_at, updated_at) VALUES ($1, $2, 'upstream', $3, $4, $4)", [newId(), said.sub, found.user_id, now]);
  return found.user_id;
}

/** `sign-in/upstream {query}`: what the provider sent back, with the cookie of the browser that began. Works once. */
export const upstreamDoor: Door = {
  method: 'upstream',
  open: async (house, request, about) => {
    const of = required();
    const { query } = parseInput(z.object({ query: z.string().max(8000) }), request.body);
    const token = cookieNamed(request.cookie, UPSTREAM_COOKIE) ?? '';
    const checks = await inIdentity(house, (unit) => takeVerification(unit, nameOf(token), kept, house.clock.now()));
    if (checks === null) throw new DomainError('identity.upstream_refused', { name: of.config.name });
    const said = await claimsOf(of, query, checks);
    return inIdentity(house, async (unit) => {
      const userId = await accountOf(unit, said, house.clock.now());
      about.userId = userId;
      const account = userId === null ? null : await accountById(unit, userId, house.clock);
      if (account === null || account.closed) throw new DomainError('identity.upstream_unknown', { name: of.config.name });
      const tried = await afterFirstStep(house, unit, account, request, { method: 'upstream', remember: false });
      if (tried === null) throw new DomainError('identity.upstream_unknown', { name: of.config.name });
      return tried.value;
    });
  },
};
