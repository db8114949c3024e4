/** Wrong codes of receipts, counted by number: what one address is slowed for (site/opinions.ts and others), many together are slowed for here. */
import type { Clock } from '@smart/kernel/clock';
import { DomainError } from '@smart/kernel/errors';

const HOUR_MS = 3_600_000;
/** Wrong codes for one number in an hour, from wherever: then whoever has been wrong is heard no more. Its holder, who has not, still is. */
const WRONG_PER_NUMBER = 20;
const MAX_NUMBERS = 10_000;
const MAX_ADDRESSES = 1000;

type Guessed = { readonly since: number; count: number; readonly from: Set<string> };
export type Guesses = {
  /** @throws DomainError common.too_many_requests when this number was guessed at too often and this address was among those who did */
  readonly admit: (number: string, address: string) => void;
  readonly wrong: (number: string, address: string) => void;
};

/** Counts wrong codes by number, in this process's memory. A number that exists and one that does not are counted alike. */
export function countGuesses(clock: Clock, factor: number): Guesses {
  const most = Math.max(1, Math.ceil(WRONG_PER_NUMBER * factor));
  const numbers = new Map<string, Guessed>();
  const current = (number: string): Guessed | undefined => {
    const found = numbers.get(number);
    if (found && clock.now().getTime() - found.since < HOUR_MS) return found;
    numbers.delete(number);
    return undefined;
  };
  return {
    admit(number, address) {
      const found = current(number);
      if (found && found.count >= most && found.from.has(address)) throw new DomainError('common.too_many_requests', { seconds: Math.ceil((found.since + HOUR_MS - clock.now().getTime()) / 1000) });
    },
    wrong(number, address) {
      const found = current(number) ?? { since: clock.now().getTime(), count: 0, from: new Set<string>() };
      found.count += 1;
      if (found.from.size < MAX_ADDRESSES) found.from.add(address);
      numbers.set(number, found);
      for (const oldest of numbers.keys()) {
        if (numbers.size <= MAX_NUMBERS) return;
        numbers.delete(oldest);
      }
    },
  };
}
