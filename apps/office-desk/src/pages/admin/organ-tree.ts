import type { Organ } from '@smart/divisions/model';

/** How deep each organ lies; an organ whose upper organ is not in the list stands at the top. A circle ends where it began. */
export function depthsOf(organs: readonly Pick<Organ, 'id' | 'parentId'>[]): Map<string, number> {
  const parents = new Map(organs.map((one) => [one.id, one.parentId]));
  const depths = new Map<string, number>();
  for (const { id } of organs) {
    const seen = new Set([id]);
    let depth = 0;
    for (let at = parents.get(id) ?? null; at !== null && parents.has(at) && !seen.has(at); at = parents.get(at) ?? null) {
      seen.add(at);
      depth += 1;
    }
    depths.set(id, depth);
  }
  return depths;
}
