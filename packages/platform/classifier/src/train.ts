// Learns the weights from labelled messages. The same messages in the same order give the same bytes: chance comes from a fixed seed.
import { BUCKETS, countsOf, plainOf, views, type View } from './features.ts';
import { topicLabels, type Message, type TopicLabel } from './labels.ts';
import { probabilities, scoresOf, type Vector } from './scores.ts';
import { separate } from './separate.ts';
import { RARITY_STEP, type Model, type ViewWeights } from './weights.ts';

export type LabelledMessage = Message & { readonly label: TopicLabel };
export type TrainOptions = {
  /** Told after every step: how many of how many. */
  readonly onProgress?: (done: number, total: number) => void;
};

/** A piece seen in fewer messages says nothing about others. */
const SEEN_IN = 2;
/** How much a mistake on a message costs against the size of the weights. */
const COST = 1;
/** Every so many-th message is kept out of a first training that only fits the temperature. */
const KEPT_OUT = 6;

type Counted = { readonly buckets: Int32Array; readonly counts: Float64Array };

function counted(view: View, message: Message): Counted {
  const counts = countsOf(view, plainOf(message));
  return { buckets: Int32Array.from(counts.keys()), counts: Float64Array.from(counts.values()) };
}

/** How rare each bucket is among the messages, in steps of a byte; 0 for what is hardly ever seen. */
function rarityOf(messages: readonly Counted[]): Uint8Array {
  const seen = new Uint32Array(BUCKETS);
  for (const { buckets } of messages) for (const bucket of buckets) seen[bucket] = (seen[bucket] ?? 0) + 1;
  return Uint8Array.from(seen, (times) => (times < SEEN_IN ? 0 : Math.min(255, Math.round((Math.log((1 + messages.length) / (1 + times)) + 1) / RARITY_STEP))));
}

function vector({ buckets, counts }: Counted, rarity: Uint8Array): Vector {
  const kept = buckets.map((_, at) => at).filter((at) => (rarity[buckets[at] ?? 0] ?? 0) > 0);
  const values = Float64Array.from(kept, (at) => (1 + Math.log(counts[at] ?? 1)) * (rarity[buckets[at] ?? 0] ?? 0) * RARITY_STEP);
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return { buckets: kept.map((at) => buckets[at] ?? 0), values: values.map((value) => value / length) };
}

/** Real weights in bytes: the step is such that the largest fits; what is smaller than half a step falls away. */
function inBytes(found: readonly { readonly weights: Float64Array; readonly bias: number }[], rarity: Uint8Array): ViewWeights {
  let largest = 0;
  for (const { weights } of found) for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  // A few very large weights would make the step coarse for all others: they are cut.
  const scale = largest > 0 ? (largest * 0.75) / 127 : 1;
  const bytes = new Int8Array(BUCKETS * topicLabels.length);
  for (const [topic, { weights }] of found.entries()) {
    for (let bucket = 0; bucket < BUCKETS; bucket++) bytes[topic * BUCKETS + bucket] = Math.max(-127, Math.min(127, Math.round((weights[bucket] ?? 0) / scale)));
  }
  return { rarity, weights: bytes, scale, bias: found.map(({ bias }) => bias) };
}

type Step = () => void;

function viewWeights(view: readonly Counted[], labels: readonly TopicLabel[], step: Step): ViewWeights {
  const rarity = rarityOf(view);
  const vectors = view.map((one) => vector(one, rarity));
  const found = topicLabels.map((topic) => {
    const weights = separate(vectors, labels.map((label) => label === topic), { size: BUCKETS, cost: COST });
    step();
    return weights;
  });
  return inBytes(found, rarity);
}

/** The temperature under which the messages' true topics are the most probable. */
function fitTemperature(scored: readonly { readonly scores: readonly number[]; readonly topic: number }[]): number {
  let best = { temperature: 1, loss: Infinity };
  for (let temperature = 0.1; temperature < 3; temperature *= 1.04) {
    let loss = 0;
    for (const { scores, topic } of scored) loss -= Math.log(Math.max(1e-12, probabilities(scores, temperature)[topic] ?? 0));
    if (loss < best.loss) best = { temperature, loss };
  }
  return best.temperature;
}

/**
 * Trains on all messages; a first training without every sixth finds the temperature of the confidence, judged by those it did not see.
 * About a minute for six thousand messages.
 */
export function train(messages: readonly LabelledMessage[], { onProgress }: TrainOptions = {}): Model {
  const total = 2 * views.length * topicLabels.length + views.length;
  let done = 0;
  const step = (): void => onProgress?.((done += 1), total);
  const seen = Object.fromEntries(views.map((view) => {
    const all = messages.map((message) => counted(view, message));
    step();
    return [view, all];
  }));
  const trainOn = (which: readonly number[], temperature: number): Model => {
    const labels = which.map((at) => messages[at]?.label).filter((label) => label !== undefined);
    const of = (view: View): ViewWeights => viewWeights(which.map((at) => seen[view]?.[at]).filter((one) => one !== undefined), labels, step);
    return { views: { characters: of('characters'), words: of('words'), lead: of('lead') }, temperature, messages: which.length };
  };
  const all = [...messages.keys()];
  const first = trainOn(all.filter((at) => at % KEPT_OUT !== 0), 1);
  const judged = all.filter((at) => at % KEPT_OUT === 0).flatMap((at) => {
    const message = messages[at];
    return message ? [{ scores: scoresOf(first, plainOf(message)), topic: topicLabels.indexOf(message.label) }] : [];
  });
  return trainOn(all, fitTemperature(judged));
}
