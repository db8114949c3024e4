// Who acts, as far as the directory must know. Identity's Capacity satisfies it; divisions do not know identity.

export type DirectoryActor = {
  readonly id: string;
  readonly personId: string;
  readonly label: string;
  readonly congressId: string;
  readonly roles: readonly string[];
};
