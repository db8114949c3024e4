// What a congress has learned from its own assignments: for each organ the words of what it handled (a centroid), and the handled
// suggestions nearest to a new one (neighbours). Neither decides; both speak beside the words of the remits. Pure.
import { cosine, type Strengths, strengthsOf, weigh, type Weighed, type WordCounts } from '../finder/weighing.ts';

/** One handled suggestion: who answered it. */
type Lesson = { readonly organId: string; readonly strengths: Strengths };
/** A handled suggestion that is like the new one. */
export type Neighbour = { readonly id: string; readonly title: string; readonly likeness: number; readonly organIds: readonly string[]; readonly assistingIds: readonly string[] };

export type Learned = { readonly lessons: number; readonly byOrgan: ReadonlyMap<string, Weighed> };

/** Words kept of each organ: those that tell most. */
const KEPT = 240;

/** The centroid of each organ's lessons, every lesson with the same weight. */
export function learn(lessons: readonly Lesson[], counts: WordCounts): Learned {
  const sums = new Map<string, Map<string, number>>();
  for (const { organId, strengths } of lessons) {
    const { weights, length } = weigh(strengths, counts);
    const sum = sums.get(organId) ?? new Map<string, number>();
    sums.set(organId, sum);
    for (const [word, weight] of weights) sum.set(word, (sum.get(word) ?? 0) + weight / length);
  }
  return { lessons: lessons.length, byOrgan: new Map([...sums].map(([organId, sum]) => [organId, kept(sum)])) };
}

function kept(sum: ReadonlyMap<string, number>): Weighed {
  const weights = new Map([...sum].toSorted((a, b) => b[1] - a[1]).slice(0, KEPT));
  return { weights, length: Math.sqrt([...weights.values()].reduce((square, weight) => square + weight * weight, 0)) || 1 };
}

export type Learning = { readonly points: number; readonly words: readonly string[]; readonly example: Neighbour | null };

const POINTS = { centroid: 5, neighbours: 6 } as const;
/** From this likeness on neighbours speak with full weight. */
const NEAR = 0.4;
/** Few lessons say little about an organ's words. */
const ENOUGH = 30;
const MOST_WORDS = 4;

/** How much the past speaks for each organ: 0 to 11 points, with the words and the example that do. */
export function learningOf(learned: Learned, neighbours: readonly Neighbour[], subject: { readonly title: string; readonly text: string }, counts: WordCounts): Map<string, Learning> {
  const asked = weigh(strengthsOf(subject.title, subject.text), counts);
  const likeness = new Map([...learned.byOrgan].map(([organId, centroid]) => [organId, cosine(asked, centroid)]));
  const best = Math.max(0.001, ...likeness.values());
  // What lies clearly nearest counts, not what lies near in itself: everyday words make every centroid a little alike.
  const trust = Math.min(1, learned.lessons / ENOUGH) * Math.min(1, best / 0.2);
  const votes = votesOf(neighbours);
  const organs = new Set([...likeness.keys(), ...votes.keys()]);
  return new Map([...organs].map((organId) => {
    const relative = (likeness.get(organId) ?? 0) / best;
    const points = POINTS.centroid * trust * relative ** 3 + POINTS.neighbours * (votes.get(organId)?.share ?? 0);
    return [organId, { points, words: sharedWith(learned.byOrgan.get(organId), asked), example: votes.get(organId)?.example ?? null }];
  }));
}

/** Neighbours vote with the square of their likeness; far ones hardly. */
function votesOf(neighbours: readonly Neighbour[]): Map<string, { share: number; example: Neighbour }> {
  const weightOf = ({ likeness }: Neighbour): number => likeness ** 2;
  const all = neighbours.reduce((sum, one) => sum + weightOf(one) * one.organIds.length, 0) || 1;
  const sure = Math.min(1, (neighbours[0]?.likeness ?? 0) / NEAR);
  const votes = new Map<string, { share: number; example: Neighbour }>();
  for (const one of neighbours) {
    for (const organId of one.organIds) {
      const known = votes.get(organId);
      votes.set(organId, { share: (known?.share ?? 0) + (sure * weightOf(one)) / all, example: known?.example ?? one });
    }
  }
  return votes;
}

/** Whole words that the new suggestion and the organ's past have in common, the most telling first. */
function sharedWith(centroid: Weighed | undefined, asked: Weighed): string[] {
  if (!centroid) return [];
  return [...asked.weights]
    .map(([word, weight]): [string, number] => [word, weight * (centroid.weights.get(word) ?? 0)])
    .filter(([word, weight]) => weight > 0 && !word.startsWith('#') && [...word].length > 1)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MOST_WORDS)
    .map(([word]) => word);
}

/** Who assisted in suggestions like it: a share of the neighbours' votes, with the example. */
export function assistingOf(neighbours: readonly Neighbour[]): Map<string, { share: number; example: Neighbour }> {
  return votesOf(neighbours.map((one) => ({ ...one, organIds: one.assistingIds })));
}
