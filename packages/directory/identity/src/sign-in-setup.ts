// How this deployment signs people in, for the services and procedures that must know: set once by `createAuth`.

export type SignInSetup = {
  /** WebAuthn's relying party: the host name that passkeys belong to, and the origins they may be used at. */
  readonly relyingParty: { readonly id: string; readonly origins: readonly string[] };
  /** Whether codes can be sent by SMS. */
  readonly sms: boolean;
};

let setup: SignInSetup | null = null;

export function useSignInSetup(value: SignInSetup): void {
  setup = value;
}

/** @throws Error before `createAuth` */
export function signInSetup(): SignInSetup {
  if (setup === null) throw new Error('createAuth has not been called');
  return setup;
}
