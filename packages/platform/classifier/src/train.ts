// Learns the weights from labelled messages. The same messages in the same order give the same bytes: chance comes from a fixed seed.
import { BUCKETS, countsOf, plainOf, views, type View } from './features.ts';
import { topicLabels, type Message, type TopicLabel } from './labels.ts';
import { probabilities, scoresOf, vectorOf, type Vector } from './scores.ts';
import { separate } from './separate.ts';
import { RARITY_STEP, type Model, type ViewWeights } from './weights.ts';

export type LabelledMessage = Message & { readonly label: TopicLabel };
export type TrainOptions = {
  /** Told after every step: how many of how many. */
  readonly onProgress?: (done: number, total: number) => void;
};

/** A piece seen in fewer messages says nothing about others. */
const SEEN_IN = 2;
/** What a mistake costs in each view, and how far small topics are made up for: found by trying. */
const SETTINGS: Readonly<Record<View, { readonly cost: number; readonly balance: number }>> = {
  characters: { cost: 8, balance: 0.5 }, words: { cost: 2, balance: 0.7 }, lead: { cost: 1, balance: 0.7 },
};
/** Parts of the messages that are judged by a training on the others, to fit offsets and temperature. */
const PARTS = 3;

/** What a message that a training did not see was given by it, and its true topic. */
type Judged = { readonly scores: readonly number[]; readonly topic: number };
/** What an offset must gain for each unit of its size. */
const FAR = 0.0013;

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

function viewWeights(name: View, view: readonly Counted[], labels: readonly TopicLabel[], step: Step): ViewWeights {
  const rarity = rarityOf(view);
  const vectors = view.map((one) => vector(one, rarity));
  const found = topicLabels.map((topic) => {
    const weights = separate(vectors, labels.map((label) => label === topic), { size: BUCKETS, ...SETTINGS[name] });
    step();
    return weights;
  });
  return inBytes(found, rarity);
}

/** The temperature under which the messages' true topics are the most probable. */
function fitTemperature(judged: readonly Judged[]): number {
  let best = { temperature: 1, loss: Infinity };
  for (let temperature = 0.1; temperature < 3; temperature *= 1.04) {
    let loss = 0;
    for (const { scores, topic } of judged) loss -= Math.log(Math.max(1e-12, probabilities(scores, temperature)[topic] ?? 0));
    if (loss < best.loss) best = { temperature, loss };
  }
  return best.temperature;
}

/** How well topics are told apart, each counting the same however many messages it has (macro-F1). */
function macro(judged: readonly Judged[], offsets: readonly number[]): number {
  const counts = topicLabels.map(() => ({ right: 0, told: 0, true: 0 }));
  for (const { scores, topic } of judged) {
    let best = 0;
    for (const at of scores.keys()) if ((scores[at] ?? 0) + (offsets[at] ?? 0) > (scores[best] ?? 0) + (offsets[best] ?? 0)) best = at;
    const [told, meant] = [counts[best], counts[topic]];
    if (told) told.told += 1;
    if (meant) meant.true += 1;
    if (told && best === topic) told.right += 1;
  }
  return counts.reduce((sum, count) => sum + (2 * count.right) / Math.max(1, count.told + count.true), 0) / counts.length;
}

/** What is added to each topic so that small ones are not overlooked; far offsets must be worth it. */
function fitOffsets(judged: readonly Judged[]): number[] {
  const offsets = topicLabels.map(() => 0);
  for (let round = 0; round < 3; round++) {
    for (const topic of topicLabels.keys()) {
      let best = { value: -Infinity, offset: 0 };
      for (let step = -12; step <= 12; step++) {
        const offset = step * 0.15;
        const value = macro(judged, offsets.with(topic, offset)) - FAR * Math.abs(offset);
        if (value > best.value + 1e-9) best = { value, offset };
      }
      offsets[topic] = best.offset;
    }
  }
  return offsets;
}

/**
 * Trains on all messages; before that on every two thirds, to fit offsets and temperature by what the remaining third shows.
 * One to three minutes for six thousand messages.
 */
export function train(messages: readonly LabelledMessage[], { onProgress }: TrainOptions = {}): Model {
  const total = (PARTS + 1) * views.length * topicLabels.length + views.length;
  let done = 0;
  const step = (): void => onProgress?.((done += 1), total);
  const countedIn = (view: View): Counted[] => {
    const all = messages.map((message) => counted(view, message));
    step();
    return all;
  };
  const seen = { characters: countedIn('characters'), words: countedIn('words'), lead: countedIn('lead') };
  const trainOn = (which: readonly number[]): Model => {
    const labels = which.map((at) => messages[at]?.label).filter((label) => label !== undefined);
    const of = (view: View): ViewWeights => viewWeights(view, which.map((at) => seen[view][at]).filter((one) => one !== undefined), labels, step);
    return { views: { characters: of('characters'), words: of('words'), lead: of('lead') }, temperature: 1, offsets: topicLabels.map(() => 0), messages: which.length };
  };
  const all = [...messages.keys()];
  const judged: Judged[] = [];
  for (let part = 0; part < PARTS; part++) {
    const model = trainOn(all.filter((at) => at % PARTS !== part));
    for (const [at, message] of messages.entries()) {
      if (at % PARTS === part) judged.push({ scores: scoresOf(model, plainOf(message)), topic: topicLabels.indexOf(message.label) });
    }
  }
  const offsets = fitOffsets(judged);
  const shifted = judged.map(({ scores, topic }) => ({ scores: scores.map((score, at) => score + (offsets[at] ?? 0)), topic }));
  return { ...trainOn(all), offsets, temperature: fitTemperature(shifted) };
}

/** The plain linear model that `pnpm bench classify` compares with: one to three characters in a row, one cost, nothing fitted. */
export function plainModel(messages: readonly LabelledMessage[]): (message: Message) => TopicLabel {
  const seen = messages.map((message) => counted('characters', message));
  const rarity = rarityOf(seen);
  const vectors = seen.map((one) => vector(one, rarity));
  const lines = topicLabels.map((topic) => separate(vectors, messages.map(({ label }) => label === topic), { size: BUCKETS, cost: 1, balance: 0 }));
  return (message) => {
    const { buckets, values } = vectorOf('characters', plainOf(message), rarity);
    const scores = lines.map(({ weights, bias }) => buckets.reduce((sum, bucket, at) => sum + (weights[bucket] ?? 0) * (values[at] ?? 0), bias));
    return topicLabels[scores.indexOf(Math.max(...scores))] ?? topicLabels[0];
  };
}
