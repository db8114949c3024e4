// Our own OAuth 2.1 / OpenID Connect provider: other systems of the congresses sign people in through us. better-auth's plug-in speaks the
// protocol; here is what it may do, what it tells of a person, and whose tokens are over.
import { oauthProvider } from '@better-auth/oauth-provider';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import type { Clock } from '@smart/kernel/clock';
import type { BetterAuthPlugin } from 'better-auth';
import { jwt } from 'better-auth/plugins';
import { z } from 'zod';
import { currentUnit, withBetterAuth, type BetterAuth } from './auth-options.ts';
import { oauthClaims } from './oauth-claims.ts';
import { digestOf } from './verifications.ts';

/** What another system may ask for, as far as it is registered for it; the person agrees to each request. */
export const oauthScopes = ['openid', 'profile', 'phone', 'capacities', 'offline_access'] as const;
export type OauthScope = (typeof oauthScopes)[number];

const ACCESS_SECONDS = 15 * 60;
const REFRESH_SECONDS = 30 * 24 * 60 * 60;
/** The consent page may be read this long, too: the plug-in has one limit for both. */
const CODE_SECONDS = 5 * 60;

/** Where the plug-in sends people: our own pages. */
export const oauthPages = { signIn: '/oauth/sign-in', consent: '/oauth/consent' } as const;

/** A client's secret is kept as a keyed hash only. */
export const clientSecretDigest = (secret: string): string => digestOf('oauth client', secret);

/** The plug-in's own type says more of its addresses' documentation than the host's type allows. */
const plugin = z.custom<BetterAuthPlugin>((value) => typeof value === 'object' && value !== null && 'id' in value);

/** The plug-ins of better-auth that make the provider. The issuer is the public address itself. */
export function oauthPlugins({ publicUrl, clock }: { publicUrl: string; clock: Clock }): BetterAuthPlugin[] {
  const claims = ({ user, scopes }: { user: { id: string }; scopes: readonly string[] }) => oauthClaims(currentUnit(), { userId: user.id, scopes, clock });
  return [
    jwt({
      // Many systems know RSA only. The private key is sealed with the deployment's secret.
      jwks: { keyPairConfig: { alg: 'RS256' } },
      jwt: { issuer: publicUrl },
      disableSettingJwtHeader: true,
    }),
    plugin.parse(oauthProvider({
      loginPage: oauthPages.signIn,
      consentPage: oauthPages.consent,
      scopes: [...oauthScopes],
      grantTypes: ['authorization_code', 'refresh_token'],
      accessTokenExpiresIn: ACCESS_SECONDS,
      idTokenExpiresIn: ACCESS_SECONDS,
      refreshTokenExpiresIn: REFRESH_SECONDS,
      codeExpiresIn: CODE_SECONDS,
      storeClientSecret: { hash: async (secret) => clientSecretDigest(secret) },
      customUserInfoClaims: claims,
      // The telephone number is asked for with the access token; a token that travels through the browser does not carry it.
      customIdTokenClaims: ({ user, scopes }) => claims({ user, scopes: scopes.filter((scope) => scope !== 'phone') }),
      advertisedMetadata: { claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'name', 'phone_number', 'phone_number_verified', 'capacities', 'scope_codes'] },
      silenceWarnings: { oauthAuthServerConfig: true, openidConfig: true },
    })),
  ];
}

/**
 * Ends the tokens of closed and erased accounts, and those that were good only as long as the sign-in from which they came. Done before a
 * token is used: so nobody who closes an account needs to know of other systems.
 */
export async function endStaleTokens(unit: Pick<UnitOfWork, 'sql'>): Promise<void> {
  const gone = 'user_id IN (SELECT u.id FROM auth_user u LEFT JOIN person p ON p.user_id = u.id WHERE u.disabled_at IS NOT NULL OR p.id IS NULL)';
  await unit.sql(`DELETE FROM auth_oauth_access_token WHERE ${gone}
    OR refresh_id IS NULL AND session_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM auth_session s WHERE s.id = auth_oauth_access_token.session_id)`);
  await unit.sql(`DELETE FROM auth_oauth_refresh_token WHERE ${gone}`);
}

/** Lets the provider answer one request of the protocol, in the caller's unit of work (realm `identity`). */
export async function answerOauth(better: BetterAuth, unit: UnitOfWork, request: Request): Promise<Response> {
  await endStaleTokens(unit);
  return withBetterAuth(unit, () => better.auth.handler(request));
}
