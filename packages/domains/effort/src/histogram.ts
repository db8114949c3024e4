// Medians out of sums. Pure.

/** Counts by class, of one measure. */
export type Histogram = ReadonlyMap<number, number>;

export const total = (histogram: Histogram): number => [...histogram.values()].reduce((sum, count) => sum + count, 0);

/** The class in which the middle one lies (of an even number the lower middle); null of nothing. */
export function medianClass(histogram: Histogram): number | null {
  const middle = Math.ceil(total(histogram) / 2);
  let seen = 0;
  for (const [bucket, count] of [...histogram].sort(([one], [other]) => one - other)) {
    seen += count;
    if (middle > 0 && seen >= middle) return bucket;
  }
  return null;
}

/** The class of a value among ascending upper bounds; one more than the last for what is above it. */
export const classOf = (value: number, bounds: readonly number[]): number => bounds.find((bound) => value <= bound) ?? (bounds.at(-1) ?? 0) + 1;

/** From and until of a class made by `classOf`; until null: open. */
export function boundsOf(bucket: number, bounds: readonly number[]): { from: number; until: number | null } {
  const at = bounds.indexOf(bucket);
  return at < 0 ? { from: bounds.at(-1) ?? 0, until: null } : { from: bounds[at - 1] ?? 0, until: bucket };
}
