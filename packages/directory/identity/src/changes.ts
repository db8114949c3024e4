// Sign-ins are remembered for a few seconds in each process; whoever changes what they stand for says so here.
import type { Work } from '@smart/workflow/work';

/** PostgreSQL's channel; the payload is the id of a session, account, person or congress. */
export const IDENTITY_CHANNEL = 'smart_identity';

const forgetters = new Set<(id: string) => void>();

/** Registers a memory of this process; returns the function that takes it out. */
export function onIdentityChange(forget: (id: string) => void): () => void {
  forgetters.add(forget);
  return () => forgetters.delete(forget);
}

/** Forgets in this process what depends on the id. Called for each notification on the channel. */
export function forgetIdentity(id: string): void {
  for (const forget of forgetters) forget(id);
}

/**
 * When the unit of work commits, every process forgets what it remembers of this session, account, person or congress: a revoked
 * sign-in or an ended capacity is refused at once in this process, and in the others as soon as the notification arrives.
 */
export async function announceIdentityChange(work: Pick<Work, 'sql' | 'afterCommit'>, id: string): Promise<void> {
  await work.sql('SELECT pg_notify($1, $2)', [IDENTITY_CHANNEL, id]);
  work.afterCommit(() => forgetIdentity(id));
}
