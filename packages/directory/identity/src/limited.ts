// So many at once and no more: whoever comes later waits in line.

export type Limited = <T>(work: () => Promise<T>) => Promise<T>;

/** At most `most` pieces of work run at the same time; the others follow in the order in which they came. */
export function limited(most: number): Limited {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((start) => waiting.push(start));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes on to the next in line; only without one does it become free.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
