// A tiny system that signs people in through us, as its makers would write it with the library openid-client.
import { createServer } from 'node:http';
import * as oidc from 'openid-client';

export type RelyingParty = {
  readonly origin: string;
  readonly callback: string;
  /** Knows us from here on. */
  readonly use: (issuer: string, clientId: string, secret: string) => Promise<void>;
  /** Renews the token of whoever signed in last. @throws ResponseBodyError when we refuse */
  readonly renew: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Begun = { verifier: string; state: string; nonce: string };

/** `/login` leads to us, `/callback` greets by name or says what was refused. */
export async function startRelyingParty(): Promise<RelyingParty> {
  let config: oidc.Configuration | null = null;
  let begun: Begun | null = null;
  let refresh = '';
  const known = (): oidc.Configuration => {
    if (config === null) throw new Error('the system knows no provider yet');
    return config;
  };
  async function login(): Promise<string> {
    begun = { verifier: oidc.randomPKCECodeVerifier(), state: oidc.randomState(), nonce: oidc.randomNonce() };
    const { verifier, state, nonce } = begun;
    return oidc.buildAuthorizationUrl(known(), {
      redirect_uri: callback, scope: 'openid profile offline_access', state, nonce, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    }).toString();
  }
  async function greet(url: URL): Promise<string> {
    if (!begun) return '没有开始登录';
    try {
      const tokens = await oidc.authorizationCodeGrant(known(), url, { pkceCodeVerifier: begun.verifier, expectedState: begun.state, expectedNonce: begun.nonce });
      refresh = tokens.refresh_token ?? '';
      return `您好，${String(tokens.claims()?.['name'])}`;
    } catch (error) {
      return `没有登录：${error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError ? error.error : String(error)}`;
    }
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin);
    const answer = url.pathname === '/login'
      ? login().then((to) => response.writeHead(302, { location: to }).end())
      : url.pathname === '/callback'
        ? greet(url).then((words) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<title>其他系统</title><link rel="icon" href="data:,"><h1>${words}</h1>`))
        : Promise.resolve(response.writeHead(404).end());
    answer.catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const callback = `${origin}/callback`;
  return {
    origin, callback,
    use: async (issuer, clientId, secret) => {
      config = await oidc.discovery(new URL(issuer), clientId, secret, undefined, { execute: [oidc.allowInsecureRequests] });
    },
    renew: async () => {
      refresh = (await oidc.refreshTokenGrant(known(), refresh)).refresh_token ?? '';
    },
    close: () => new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
  };
}
