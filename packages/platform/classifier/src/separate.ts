// A straight line between two classes: support vectors with squared hinge loss, by dual coordinate descent (Hsieh et al., ICML 2008).
import type { Vector } from './scores.ts';

export type SeparateOptions = {
  readonly size: number;
  /** What a mistake costs against the size of the weights. */
  readonly cost: number;
  /** How much of the members' being few their mistakes make up for: 0 none, 1 all. */
  readonly balance: number;
};
export type Line = { readonly weights: Float64Array; readonly bias: number };

/** Good enough: no message pulls harder than this. */
const STILL = 0.02;
const ROUNDS = 20;
const SEED = 20_260_101;

/** Numbers from 0 to below 1, the same each time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle(order: Int32Array, next: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
}

/** Weights and bias that put the vectors marked true above zero and the others below, as far as may be. */
export function separate(vectors: readonly Vector[], isMember: readonly boolean[], { size, cost, balance }: SeparateOptions): Line {
  const weights = new Float64Array(size);
  let bias = 0;
  const pull = new Float64Array(vectors.length);
  const members = isMember.filter(Boolean).length;
  const giveOfOthers = 0.5 / cost;
  const giveOfMembers = giveOfOthers / ((isMember.length - members) / Math.max(1, members)) ** balance;
  const order = Int32Array.from(vectors.keys());
  const next = chance(SEED);
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, next);
    let hardest = 0;
    for (const at of order) {
      const one = vectors[at];
      if (!one) continue;
      const { buckets, values } = one;
      const side = isMember[at] ? 1 : -1;
      const give = side > 0 ? giveOfMembers : giveOfOthers;
      let sum = bias;
      for (let k = 0; k < buckets.length; k++) sum += (weights[buckets[k] ?? 0] ?? 0) * (values[k] ?? 0);
      const before = pull[at] ?? 0;
      const slope = sum * side - 1 + before * give;
      const free = before === 0 ? Math.min(slope, 0) : slope;
      if (free === 0) continue;
      hardest = Math.max(hardest, Math.abs(free));
      // Vectors have length one, the bias counts as one more piece.
      const after = Math.max(0, before - slope / (2 + give));
      pull[at] = after;
      const move = (after - before) * side;
      for (let k = 0; k < buckets.length; k++) {
        const bucket = buckets[k] ?? 0;
        weights[bucket] = (weights[bucket] ?? 0) + move * (values[k] ?? 0);
      }
      bias += move;
    }
    if (hardest < STILL) break;
  }
  return { weights, bias };
}
