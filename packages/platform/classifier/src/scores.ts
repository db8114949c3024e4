// What the weights say of a message: one number a topic, and which letters said it.
import { BUCKETS, countsOf, piecesOf, views, type Plain, type View } from './features.ts';
import { topicLabels } from './labels.ts';
import { RARITY_STEP, type Model, type ViewWeights } from './weights.ts';

/** Buckets of one message with their share, of length one together. */
export type Vector = { readonly buckets: Int32Array; readonly values: Float64Array };

/** The share of a piece: how often it occurs, dampened, times how rare it is. Unknown pieces count for nothing. */
export function vectorOf(view: View, text: Plain, rarity: Uint8Array): Vector {
  const known = [...countsOf(view, text)].filter(([bucket]) => (rarity[bucket] ?? 0) > 0);
  const values = Float64Array.from(known, ([bucket, count]) => (1 + Math.log(count)) * (rarity[bucket] ?? 0) * RARITY_STEP);
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return { buckets: Int32Array.from(known, ([bucket]) => bucket), values: values.map((value) => value / length) };
}

const weightOf = ({ weights, scale }: ViewWeights, topic: number, bucket: number): number => (weights[topic * BUCKETS + bucket] ?? 0) * scale;

/** One number a topic, in the order of `topicLabels`: the higher the more it speaks for the topic. */
export function scoresOf(model: Model, text: Plain): number[] {
  const scores = topicLabels.map((_, topic) => model.offsets[topic] ?? 0);
  for (const view of views) {
    const part = model.views[view];
    const { buckets, values } = vectorOf(view, text, part.rarity);
    for (const topic of topicLabels.keys()) {
      let sum = part.bias[topic] ?? 0;
      for (let at = 0; at < buckets.length; at++) sum += (values[at] ?? 0) * weightOf(part, topic, buckets[at] ?? 0);
      scores[topic] = (scores[topic] ?? 0) + sum;
    }
  }
  return scores;
}

/** For every letter of `text.whole`, how much it speaks for `topic` rather than for the mean of the others. */
export function lettersFor(model: Model, text: Plain, topic: number): Float64Array {
  const letters = new Float64Array(text.whole.length);
  for (const view of ['characters', 'words'] as const) {
    const part = model.views[view];
    const counts = countsOf(view, text);
    piecesOf(view, text, (bucket, from, to) => {
      const rarity = part.rarity[bucket] ?? 0;
      if (rarity === 0 || to <= from) return;
      const count = counts.get(bucket) ?? 1;
      let others = 0;
      for (const other of topicLabels.keys()) others += weightOf(part, other, bucket);
      const own = weightOf(part, topic, bucket);
      const says = (((1 + Math.log(count)) * rarity) / count) * (own - (others - own) / (topicLabels.length - 1));
      for (let at = from; at < to; at++) letters[at] = (letters[at] ?? 0) + says / (to - from);
    });
  }
  return letters;
}

/** Scores as shares of one. */
export function probabilities(scores: readonly number[], temperature: number): number[] {
  const highest = Math.max(...scores);
  const raised = scores.map((score) => Math.exp((score - highest) / temperature));
  const sum = raised.reduce((total, one) => total + one, 0);
  return raised.map((one) => one / sum);
}
