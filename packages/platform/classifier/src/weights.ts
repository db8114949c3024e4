// The trained weights and the file that holds them: a short JSON head, then for each view one byte a bucket (how rare it is) and seven (what it
// says for each topic), all compressed. A few megabytes, read once.
import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { BUCKETS, views, type View } from './features.ts';
import { topicLabels } from './labels.ts';

/** `weights[topic * BUCKETS + bucket] * scale` is what a bucket says for a topic; `rarity[bucket] * RARITY_STEP` its weight in a message, 0 = unknown. */
export type ViewWeights = { readonly rarity: Uint8Array; readonly weights: Int8Array; readonly scale: number; readonly bias: readonly number[] };
export type Model = {
  readonly views: Readonly<Record<View, ViewWeights>>;
  /** Turns sums of weights into probabilities: they are divided by this before the exponential. */
  readonly temperature: number;
  /** Added to the scores, so that small topics are found as surely as large ones. */
  readonly offsets: readonly number[];
  readonly messages: number;
};

export const RARITY_STEP = 1 / 24;
const MAGIC = 'smart-topics-1';

type Head = { magic: string; buckets: number; temperature: number; offsets: number[]; messages: number; views: { name: string; scale: number; bias: number[] }[] };

export function encodeModel(model: Model): Uint8Array {
  const head: Head = {
    magic: MAGIC, buckets: BUCKETS, temperature: model.temperature, offsets: [...model.offsets], messages: model.messages,
    views: views.map((name) => ({ name, scale: model.views[name].scale, bias: [...model.views[name].bias] })),
  };
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const parts = views.flatMap((name) => [Buffer.from(model.views[name].rarity.buffer), Buffer.from(model.views[name].weights.buffer)]);
  return gzipSync(Buffer.concat([length, text, ...parts]), { level: 9 });
}

const isHead = (value: unknown): value is Head => typeof value === 'object' && value !== null && 'magic' in value && value.magic === MAGIC && 'buckets' in value && value.buckets === BUCKETS;

/** @throws Error when the file is not one of this version's weights */
export function decodeModel(file: Uint8Array): Model {
  const content = gunzipSync(file);
  const length = content.readUInt32LE(0);
  const head: unknown = JSON.parse(content.toString('utf8', 4, 4 + length));
  if (!isHead(head)) throw new Error('权重文件不是本版本的格式：请用 pnpm smart train 重新训练。');
  let at = 4 + length;
  const take = (size: number): Uint8Array => {
    const part = new Uint8Array(content.subarray(at, at + size));
    at += size;
    return part;
  };
  const read = (name: View): ViewWeights => {
    const known = head.views.find((view) => view.name === name);
    if (!known) throw new Error(`权重文件缺少“${name}”部分：请用 pnpm smart train 重新训练。`);
    const rarity = take(BUCKETS);
    return { rarity, weights: new Int8Array(take(BUCKETS * topicLabels.length).buffer), scale: known.scale, bias: known.bias };
  };
  return { temperature: head.temperature, offsets: head.offsets, messages: head.messages, views: { characters: read('characters'), words: read('words'), lead: read('lead') } };
}

/** Where the shipped weights lie. */
export const shippedWeights = new URL('../weights/topics.bin.gz', import.meta.url);

let shipped: Model | undefined;
/** The shipped weights, read at first use. */
export function shippedModel(): Model {
  shipped ??= decodeModel(readFileSync(shippedWeights));
  return shipped;
}
