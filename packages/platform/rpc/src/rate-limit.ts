import type { Clock } from '@smart/kernel/clock';
import { DomainError } from '@smart/kernel/errors';

/** A bucket holds `burst` tokens and is refilled with `perSecond`; each call takes one. */
export type Rate = { readonly burst: number; readonly perSecond: number };

export type RateLimitOptions = {
  /** For each signed-in person, wherever they call from: a whole office may share one address. */
  readonly person: Rate;
  /** For each network address of callers who are not signed in. */
  readonly address: Rate;
};

export type RateLimits = {
  /**
   * Takes one token from a person's or an address's bucket.
   * @throws DomainError common.too_many_requests with the seconds to wait
   */
  take(kind: keyof RateLimitOptions, key: string): void;
};

/** A person at a desk stays far below; a script that hammers is slowed. Each process counts for itself. */
export const defaultRates: RateLimitOptions = {
  person: { burst: 200, perSecond: 20 },
  address: { burst: 300, perSecond: 30 },
};

/** The same limits, `factor` times as generous. */
export function multiplied({ person, address }: RateLimitOptions, factor: number): RateLimitOptions {
  const times = ({ burst, perSecond }: Rate): Rate => ({ burst: Math.max(1, burst * factor), perSecond: perSecond * factor });
  return { person: times(person), address: times(address) };
}

const MAX_BUCKETS = 50_000;

type Bucket = { tokens: number; at: number };

/** Token buckets in this process's memory. Behind several processes the effective limit is multiplied by their number. */
export function createRateLimits(options: RateLimitOptions, clock: Clock): RateLimits {
  const buckets = { person: new Map<string, Bucket>(), address: new Map<string, Bucket>() };
  return {
    take(kind, key) {
      const { burst, perSecond } = options[kind];
      const now = clock.now().getTime();
      const known = buckets[kind].get(key);
      const elapsed = known ? Math.max(0, now - known.at) / 1000 : 0;
      const tokens = known ? Math.min(burst, known.tokens + elapsed * perSecond) : burst;
      if (tokens < 1) {
        throw new DomainError('common.too_many_requests', { seconds: Math.max(1, Math.ceil((1 - tokens) / perSecond)) });
      }
      // Deleting first keeps the map in order of last use, so that the first entries are the idle ones.
      buckets[kind].delete(key);
      buckets[kind].set(key, { tokens: tokens - 1, at: now });
      forgetIdle(buckets[kind]);
    },
  };
}

/** Memory stays bounded however many addresses call: the longest idle ones are forgotten (and start full again). */
function forgetIdle(buckets: Map<string, Bucket>): void {
  for (const key of buckets.keys()) {
    if (buckets.size <= MAX_BUCKETS) return;
    buckets.delete(key);
  }
}
