/** The own account, as far as every app lets its owner look after it: the password, and where one is signed in. */
export interface AccountDevice {
  readonly id: string;
  /** "Windows 电脑 · Chrome 浏览器". */
  readonly device: string;
  readonly address: string | null;
  readonly lastUsedAt: string;
  readonly current: boolean;
}

/** What the server does for it: `session.*` of the app's client. */
export interface AccountCalls {
  readonly sessions: () => Promise<readonly AccountDevice[]>;
  readonly revoke: (id: string) => Promise<unknown>;
  /** Ends every sign-in, this one included. */
  readonly signOutEverywhere: () => Promise<unknown>;
  readonly changePassword: (input: { readonly current: string; readonly next: string }) => Promise<unknown>;
}
