// Wrong passwords and codes in a row lock an account for a while. Unknown names are counted the same way, so that the answers do not tell
// which accounts exist.
import type { UnitsOfWork } from '@smart/database/unit-of-work';
import type { Clock } from '@smart/kernel/clock';
import { DomainError } from '@smart/kernel/errors';
import { lockRules, type LockRules } from './account-parameters.ts';
import type { Limited } from './limited.ts';

/** Unknown names are remembered in this process only, and at most so many. */
const MAX_UNKNOWN = 10_000;
/** How many attempts on one account may wait for each other. */
const MAX_QUEUE = 20;

type Count = { failed: number; until: number };
type State = Count & { rules: LockRules };
type Store = { read: () => Promise<State>; write: (count: Count) => Promise<void> };

/** What one attempt came to; null: wrong. `finished: false` keeps the count, because a further step is still to come. */
export type Tried<T> = { value: T; finished: boolean } | null;

export type Lockout = {
  /**
   * Runs one attempt. Attempts on one account follow each other in this process, so that many at once do not get more tries.
   * @param who.key names the count of somebody unknown
   * @param who.wrong the refusal of a wrong answer
   * @throws DomainError identity.locked, common.too_many_requests, what `wrong` makes
   */
  guard: <T>(who: { userId: string | null; key: string; wrong: (attemptsLeft: number) => DomainError }, attempt: () => Promise<Tried<T>>) => Promise<T>;
};

/** @param options.gate through which every attempt goes when its turn has come */
export function createLockout({ units, clock, gate }: { units: Pick<UnitsOfWork, 'unitOfWork'>; clock: Clock; gate: Limited }): Lockout {
  const unknown = new Map<string, Count>();
  const queues = new Map<string, { tail: Promise<unknown>; length: number }>();
  const nobody = '00000000-0000-0000-0000-000000000000';

  /** One statement for the known and the unknown alike. */
  const read = (userId: string): Promise<State> =>
    units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, async ({ sql }) => {
      const [row] = await sql<{ failed_attempts: number; locked_until: Date | null }>('SELECT failed_attempts, locked_until FROM auth_user WHERE id = $1', [userId]);
      return { failed: row?.failed_attempts ?? 0, until: row?.locked_until?.getTime() ?? 0, rules: await lockRules({ sql }) };
    }, { readOnly: true });
  const write = (userId: string, { failed, until }: Count): Promise<void> =>
    units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, async ({ sql }) => {
      await sql('UPDATE auth_user SET failed_attempts = $2, locked_until = $3 WHERE id = $1', [userId, failed, until === 0 ? null : new Date(until)]);
    });

  const ofAccount = (userId: string): Store => ({ read: () => read(userId), write: (count) => write(userId, count) });
  const ofName = (name: string): Store => ({
    read: async () => ({ ...(await read(nobody)), ...(unknown.get(name) ?? { failed: 0, until: 0 }) }),
    write: async (count) => {
      await write(nobody, count);
      unknown.delete(name);
      const oldest = unknown.size >= MAX_UNKNOWN ? unknown.keys().next().value : undefined;
      if (oldest !== undefined) unknown.delete(oldest);
      unknown.set(name, count);
    },
  });

  async function tryOnce<T>(store: Store, wrong: (attemptsLeft: number) => DomainError, attempt: () => Promise<Tried<T>>): Promise<T> {
    const now = clock.now().getTime();
    const { rules, ...before } = await store.read();
    if (before.until > now) throw locked(before.until - now);
    const result = await attempt();
    if (result !== null) {
      if (result.finished && (before.failed > 0 || before.until > 0)) await store.write({ failed: 0, until: 0 });
      return result.value;
    }
    // A lock that has passed starts the count again.
    const failed = (before.until > 0 ? 0 : before.failed) + 1;
    const milliseconds = rules.minutes * 60_000;
    const until = failed >= rules.attempts ? now + milliseconds : 0;
    await store.write({ failed, until });
    if (until > 0) throw locked(milliseconds);
    throw wrong(rules.attempts - failed);
  }

  const guard: Lockout['guard'] = async ({ userId, key: name, wrong }, attempt) => {
    const key = userId ?? `?${name}`;
    const store = userId === null ? ofName(name) : ofAccount(userId);
    const queue = queues.get(key) ?? { tail: Promise.resolve(), length: 0 };
    if (queue.length >= MAX_QUEUE) throw new DomainError('common.too_many_requests', { seconds: 5 });
    const turn = queue.tail.then(() => gate(() => tryOnce(store, wrong, attempt)));
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
  };
  return { guard };
}

const locked = (milliseconds: number): DomainError => new DomainError('identity.locked', { minutes: Math.ceil(milliseconds / 60_000) });
