// Another system signs people in through us, with the library openid-client as that system would use it.
import { createOauthClient, disableOauthClient } from '@smart/identity/oauth-clients';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoPassword, startTestApp, type TestApp } from '../testing.ts';
import { freePort, Visitor, type Page } from './oauth-testing.ts';
import { signInPeople } from '../oauth-testing.ts';

const BACK = 'http://127.0.0.1:1/callback';
const ALL = 'openid profile phone capacities offline_access';
let app: TestApp;
let client: oidc.Configuration;
let other: oidc.Configuration;
let clientId: string;

const insecure = { execute: [oidc.allowInsecureRequests] };

async function register(name: string, auth?: (secret: string) => oidc.ClientAuth): Promise<oidc.Configuration> {
  const made = await app.services.auth.inUnit((unit) => createOauthClient(unit, { name, redirectUris: [BACK], isPublic: false }, { httpsOnly: true, now: new Date() }));
  const secret = made.clientSecret ?? '';
  return oidc.discovery(new URL(app.origin), made.clientId, secret, auth?.(secret), insecure);
}

beforeAll(async () => {
  const port = await freePort();
  app = await startTestApp({ port, environment: { PUBLIC_URL: `http://127.0.0.1:${port}` }, arrange: signInPeople });
  client = await register('代表通');
  clientId = client.clientMetadata().client_id;
  other = await register('另一系统', (secret) => oidc.ClientSecretBasic(secret));
});
afterAll(() => app.close());

type Asked = { verifier: string; state: string; nonce: string; url: URL };
async function ask(config: oidc.Configuration, more: Record<string, string> = {}): Promise<Asked> {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(config, { redirect_uri: BACK, scope: ALL, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', state, nonce, ...more });
  return { verifier, state, nonce, url };
}

/** Signs in and agrees; ends at the address of the other system. */
async function agree(url: URL, { username = 'deputy.test', decision = 'accept', visitor = new Visitor((to) => to.startsWith(BACK)), remember = false } = {}): Promise<Page> {
  let page = await visitor.open(url.toString());
  if (page.url.includes('/sign-in')) page = await visitor.submit(page, { username, password: demoPassword }, '/sign-in');
  return page.url.includes('/oauth/consent') ? visitor.submit(page, { decision, ...(remember ? { remember: 'true' } : {}) }) : page;
}

const tokensOf = async (config: oidc.Configuration, { verifier, state, nonce, url }: Asked, username?: string) =>
  oidc.authorizationCodeGrant(config, new URL((await agree(url, username === undefined ? {} : { username })).url), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });

const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'nothing was refused';
  } catch (error) {
    return error instanceof oidc.ResponseBodyError || error instanceof oidc.AuthorizationResponseError ? error.error : String(error);
  }
};

describe('signing in to another system', () => {
  it('tells who it is, with duties and scope codes, after sign-in and consent; the issuer is the public address', async () => {
    expect(client.serverMetadata()).toMatchObject({ issuer: app.origin, code_challenge_methods_supported: ['S256'] });
    const tokens = await tokensOf(client, await ask(client));
    const claims = tokens.claims();
    expect(claims).toMatchObject({ iss: app.origin, aud: clientId, name: '李测试', scope_codes: ['4306'] });
    expect(claims).not.toHaveProperty('phone_number');
    const info = await oidc.fetchUserInfo(client, tokens.access_token, claims?.sub ?? '');
    expect(info).toMatchObject({ name: '李测试', phone_number: '+8613800138001', phone_number_verified: true });
    expect(info['capacities']).toMatchObject([{ kind: 'mandate', roles: ['deputy'], division_code: '4306', tier: 'city' }]);
  });

  it('tells no more than was asked for', async () => {
    const asked = await ask(client, { scope: 'openid profile' });
    const tokens = await tokensOf(client, asked);
    expect(tokens.refresh_token).toBeUndefined();
    const info = await oidc.fetchUserInfo(client, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(Object.keys(info).sort()).toEqual(['name', 'sub']);
  });

  it('asks again unless it is to be remembered; who refuses is not signed in there', async () => {
    const visitor = new Visitor((to) => to.startsWith(BACK));
    const refused = await ask(client);
    expect(new URL((await agree(refused.url, { visitor, decision: 'refuse' })).url).searchParams.get('error')).toBe('access_denied');
    await agree((await ask(client)).url, { visitor });
    expect((await visitor.open((await ask(client)).url.toString())).html).toContain('请求使用您的账号登录');
    await agree((await ask(client)).url, { visitor, remember: true });
    expect(new URL((await visitor.open((await ask(client)).url.toString())).url).searchParams.get('code')).toBeTruthy();
  });

  it('renews tokens in turn; a refresh token used twice ends them all', async () => {
    const first = await tokensOf(client, await ask(client));
    const second = await oidc.refreshTokenGrant(client, first.refresh_token ?? '');
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await refusal(oidc.refreshTokenGrant(client, first.refresh_token ?? ''))).toBe('invalid_grant');
    expect(await refusal(oidc.refreshTokenGrant(client, second.refresh_token ?? ''))).toBe('invalid_grant');
  });

  it('revokes and introspects; a client that sends its secret in the header is served, too', async () => {
    const tokens = await tokensOf(other, await ask(other));
    expect(await oidc.tokenIntrospection(other, tokens.access_token)).toMatchObject({ active: true });
    expect(await oidc.tokenIntrospection(client, tokens.access_token).then(({ active }) => active, () => false)).toBe(false);
    await oidc.tokenRevocation(other, tokens.access_token);
    expect(await oidc.tokenIntrospection(other, tokens.access_token)).toMatchObject({ active: false });
  });
});

/** How often something asked of the provider was refused and written down since the last question. */
let refusedBefore = 0;
async function newlyRefused(): Promise<number> {
  const [row] = await app.admin<{ count: number }>(`SELECT count(*)::int AS count FROM auth_sign_in_attempt WHERE method = 'oauth' AND outcome = 'refused'`, []);
  const count = row?.count ?? 0;
  const since = count - refusedBefore;
  refusedBefore = count;
  return since;
}

describe('attacks', () => {
  // What one address may fill the record with in a minute starts anew.
  beforeEach(async () => {
    await app.admin(`DELETE FROM auth_sign_in_attempt WHERE method = 'oauth'`, []);
    refusedBefore = 0;
  });

  it('a code used twice is refused, and what it gave ends', async () => {
    const asked = await ask(client);
    const back = new URL((await agree(asked.url)).url);
    const checks = { pkceCodeVerifier: asked.verifier, expectedState: asked.state, expectedNonce: asked.nonce };
    const tokens = await oidc.authorizationCodeGrant(client, back, checks);
    expect(await refusal(oidc.authorizationCodeGrant(client, back, checks))).toBe('invalid_grant');
    expect(await oidc.tokenIntrospection(client, tokens.access_token)).toMatchObject({ active: false });
    expect(await newlyRefused()).toBe(1);
  });

  it('a code is worth nothing without its verifier, with another one, and in the hands of another system', async () => {
    for (const verifier of ['', oidc.randomPKCECodeVerifier()]) {
      const asked = await ask(client);
      const back = new URL((await agree(asked.url)).url);
      const given = oidc.authorizationCodeGrant(client, back, { ...(verifier === '' ? {} : { pkceCodeVerifier: verifier }), expectedState: asked.state, expectedNonce: asked.nonce });
      expect(await refusal(given)).toMatch(/^invalid_(grant|request)$/);
    }
    const asked = await ask(client);
    const back = new URL((await agree(asked.url)).url);
    expect(await refusal(oidc.authorizationCodeGrant(other, back, { pkceCodeVerifier: asked.verifier, expectedState: asked.state, expectedNonce: asked.nonce }))).toBe('invalid_grant');
    expect(await newlyRefused()).toBe(3);
  });

  it('no proof key, a plain one, a foreign address: refused', async () => {
    const visitor = new Visitor((to) => to.startsWith(BACK));
    const at = async (change: (params: URLSearchParams) => void) => {
      const { url } = await ask(client);
      change(url.searchParams);
      return visitor.open(url.toString());
    };
    const without = await at((params) => ['code_challenge', 'code_challenge_method'].forEach((name) => params.delete(name)));
    expect(new URL(without.url).searchParams.get('error')).toBe('invalid_request');
    const plain = await at((params) => params.set('code_challenge_method', 'plain'));
    expect(new URL(plain.url).searchParams.get('error')).toBe('invalid_request');
    for (const uri of ['https://evil.example/callback', `${BACK}/../evil`, `${BACK}#x`, 'http://127.0.0.1:1@evil.example/callback']) {
      const foreign = await at((params) => params.set('redirect_uri', uri));
      expect(foreign.url.startsWith(app.origin), uri).toBe(true);
    }
    expect(await newlyRefused()).toBe(6);
  });

  it('a consent that was changed on the way counts for nothing', async () => {
    const visitor = new Visitor((to) => to.startsWith('http://evil.example'));
    const asked = await ask(client, { prompt: 'consent' });
    let page = await visitor.open(asked.url.toString());
    page = await visitor.submit(page, { username: 'deputy.test', password: demoPassword }, '/sign-in');
    const query = new URL(page.url).searchParams;
    query.set('redirect_uri', 'http://evil.example/');
    for (const decision of ['accept', 'refuse']) expect((await visitor.submit(page, { decision, query: query.toString() })).status).toBe(400);
    expect(await newlyRefused()).toBe(2);
  });

  it('a token of another system opens nothing of ours', async () => {
    const { access_token: token } = await tokensOf(client, await ask(client));
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${app.origin}/api/trpc/session.me`, { headers })).status).toBe(401);
    expect((await fetch(`${app.origin}/api/trpc/session.me`, { headers: { cookie: `smart.session_token=${token}` } })).status).toBe(401);
    expect(await app.admin(`SELECT 1 FROM auth_sign_in_attempt WHERE method = 'session' AND outcome = 'refused'`, [])).toHaveLength(1);
  });
});

describe('the end of it', () => {
  it('a closed account and a locked-out system have no tokens any more', async () => {
    const mine = await tokensOf(client, await ask(client), 'leaving.test');
    await app.admin('UPDATE auth_user SET disabled_at = now() WHERE username = $1', ['leaving.test']);
    expect(await refusal(oidc.refreshTokenGrant(client, mine.refresh_token ?? ''))).toBe('invalid_grant');
    expect(await oidc.tokenIntrospection(client, mine.access_token)).toMatchObject({ active: false });
    const theirs = await tokensOf(other, await ask(other));
    await app.services.auth.inUnit((unit) => disableOauthClient(unit, other.clientMetadata().client_id, true, new Date()));
    expect(await refusal(oidc.refreshTokenGrant(other, theirs.refresh_token ?? ''))).toMatch(/^invalid_(client|grant)$/);
  });

  it('an ended mandate is not in the next token', async () => {
    const tokens = await tokensOf(client, await ask(client));
    await app.admin("UPDATE mandate SET status = 'ended' WHERE person_id = (SELECT id FROM person WHERE name = '李测试')", []);
    const next = await oidc.refreshTokenGrant(client, tokens.refresh_token ?? '');
    expect(next.claims()).toMatchObject({ capacities: [], scope_codes: [] });
  });

  it('keeps secrets, codes and keys only sealed', async () => {
    const rows = await app.admin<{ client_secret: string; private_key: string }>('SELECT c.client_secret, j.private_key FROM auth_oauth_client c, auth_jwks j LIMIT 1', []);
    expect(rows[0]?.private_key).not.toMatch(/"d"|kty/);
    expect(rows[0]?.client_secret).toMatch(/^[\w-]{43}$/);
  });
});
