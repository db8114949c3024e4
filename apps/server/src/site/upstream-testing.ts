// The province's unified login, played for tests by the npm package oidc-provider with the pages that it brings for development.
import { createServer, type Server } from 'node:http';
import Provider from 'oidc-provider';

export type UnifiedLogin = {
  /** What our server is told about it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

/**
 * Starts it at `issuer`, for our server at `ours`.
 * @param numberOf the telephone number of whoever signs in there under a name
 */
export async function startUnifiedLogin({ issuer, ours, name, numberOf }: {
  issuer: string; ours: string; name: string; numberOf: (login: string) => { phone: string; verified: boolean };
}): Promise<UnifiedLogin> {
  const [id, secret] = ['smart', 'a secret of the province'];
  const provider = new Provider(issuer, {
    clients: [{ client_id: id, client_secret: secret, redirect_uris: [`${ours}/api/auth/upstream/callback`], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], profile: ['name'], phone: ['phone_number', 'phone_number_verified'] },
    findAccount: (_context, login) => ({
      accountId: login,
      claims: async () => {
        const { phone, verified } = numberOf(login);
        return { sub: login, phone_number: phone, phone_number_verified: verified };
      },
    }),
    cookies: { keys: ['a key for tests only'] },
  });
  const server: Server = createServer(provider.callback());
  await new Promise<void>((done) => server.listen(Number(new URL(issuer).port), '127.0.0.1', done));
  return {
    environment: { PUBLIC_URL: ours, UPSTREAM_ISSUER: issuer, UPSTREAM_CLIENT_ID: id, UPSTREAM_CLIENT_SECRET: secret, UPSTREAM_NAME: name },
    close: () => new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
  };
}
