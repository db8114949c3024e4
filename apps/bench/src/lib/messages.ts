// What the processes of the benchmark say to each other.

/** One SQL statement of one request of the product. */
export type Statement = { readonly text: string; readonly values: readonly unknown[] };

/** What one kind of request costs the database, for one signed-in person. */
export type Plan = { readonly list: readonly Statement[]; readonly detail: readonly Statement[]; readonly save: readonly Statement[]; readonly submit: readonly Statement[]; readonly savedId: string };

export type Order = { readonly record: string } | { readonly recorded: true };

export function isOrder(value: unknown): value is Order {
  if (typeof value !== 'object' || value === null) return false;
  return ('record' in value && typeof value.record === 'string') || 'recorded' in value;
}

export type Ready = { readonly ready: true; readonly adminUrl: string };
export const isReady = (value: unknown): value is Ready => typeof value === 'object' && value !== null && 'ready' in value && 'adminUrl' in value;

export type Recorded = { readonly statements: Statement[] };
export const isRecorded = (value: unknown): value is Recorded => typeof value === 'object' && value !== null && 'statements' in value && Array.isArray(value.statements);
