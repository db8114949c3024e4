// The package brings no types; what the test uses of it.
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export default class Provider {
    constructor(issuer: string, configuration: {
      readonly clients: readonly object[];
      readonly claims: Readonly<Record<string, readonly string[]>>;
      readonly findAccount: (context: unknown, id: string) => { accountId: string; claims: () => Promise<Record<string, unknown>> };
      readonly cookies: { readonly keys: readonly string[] };
    });
    callback(): RequestListener;
  }
}
