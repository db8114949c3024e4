// Five wrong passwords in a row lock an account for a quarter of an hour. Unknown names are counted the same way, so that the answers
// do not tell which accounts exist.
import type { UnitsOfWork } from '@smart/database/unit-of-work';
import type { Clock } from '@smart/kernel/clock';
import { DomainError } from '@smart/kernel/errors';

export const MAX_ATTEMPTS = 5;
export const LOCK_MINUTES = 15;
const LOCK_MS = LOCK_MINUTES * 60_000;
/** Unknown names are remembered in this process only, and at most so many. */
const MAX_UNKNOWN = 10_000;
/** How many attempts on one account may wait for each other. */
const MAX_QUEUE = 20;

type Count = { failed: number; until: number };
type Store = { read: () => Promise<Count>; write: (count: Count) => Promise<void> };

export type Lockout = {
  /**
   * Runs one attempt; `null` from it means that the password was wrong. Attempts on one account follow each other in this process, so
   * that many at once do not get more than five tries.
   * @throws DomainError identity.locked, identity.invalid_credentials, common.too_many_requests
   */
  guard: <T>(userId: string | null, name: string, attempt: () => Promise<T | null>) => Promise<T>;
};

export function createLockout({ units, clock }: { units: Pick<UnitsOfWork, 'unitOfWork'>; clock: Clock }): Lockout {
  const unknown = new Map<string, Count>();
  const queues = new Map<string, { tail: Promise<unknown>; length: number }>();

  const ofAccount = (userId: string): Store => ({
    read: () =>
      units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, async ({ sql }) => {
        const [row] = await sql<{ failed_attempts: number; locked_until: Date | null }>('SELECT failed_attempts, locked_until FROM auth_user WHERE id = $1', [userId]);
        return { failed: row?.failed_attempts ?? 0, until: row?.locked_until?.getTime() ?? 0 };
      }, { readOnly: true }),
    write: ({ failed, until }) =>
      units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, async ({ sql }) => {
        await sql('UPDATE auth_user SET failed_attempts = $2, locked_until = $3 WHERE id = $1', [userId, failed, until === 0 ? null : new Date(until)]);
      }),
  });
  const ofName = (name: string): Store => ({
    read: async () => unknown.get(name) ?? { failed: 0, until: 0 },
    write: async (count) => {
      unknown.delete(name);
      const oldest = unknown.size >= MAX_UNKNOWN ? unknown.keys().next().value : undefined;
      if (oldest !== undefined) unknown.delete(oldest);
      unknown.set(name, count);
    },
  });

  async function tryOnce<T>(store: Store, attempt: () => Promise<T | null>): Promise<T> {
    const now = clock.now().getTime();
    const before = await store.read();
    if (before.until > now) throw locked(before.until - now);
    const result = await attempt();
    if (result !== null) {
      if (before.failed > 0 || before.until > 0) await store.write({ failed: 0, until: 0 });
      return result;
    }
    // A lock that has passed starts the count again.
    const failed = (before.until > 0 ? 0 : before.failed) + 1;
    const until = failed >= MAX_ATTEMPTS ? now + LOCK_MS : 0;
    await store.write({ failed, until });
    if (until > 0) throw locked(LOCK_MS);
    throw new DomainError('identity.invalid_credentials', { attemptsLeft: MAX_ATTEMPTS - failed });
  }

  async function guard<T>(userId: string | null, name: string, attempt: () => Promise<T | null>): Promise<T> {
    const key = userId ?? `?${name.toLowerCase()}`;
    const store = userId === null ? ofName(name.toLowerCase()) : ofAccount(userId);
    const queue = queues.get(key) ?? { tail: Promise.resolve(), length: 0 };
    if (queue.length >= MAX_QUEUE) throw new DomainError('common.too_many_requests', { seconds: 5 });
    const turn = queue.tail.then(() => tryOnce(store, attempt));
    queues.set(key, { tail: turn.catch(() => undefined), length: queue.length + 1 });
    try {
      return await turn;
    } finally {
      const now = queues.get(key);
      if (now) {
        if (now.length <= 1) queues.delete(key);
        else now.length -= 1;
      }
    }
  }
  return { guard };
}

const locked = (milliseconds: number): DomainError => new DomainError('identity.locked', { minutes: Math.ceil(milliseconds / 60_000) });
