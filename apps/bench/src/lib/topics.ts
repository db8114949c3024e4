// What the bench of the classifier counts with.
import { topicLabels, type TopicLabel } from '@smart/classifier';

export type Figures = {
  readonly macroF1: number;
  readonly accuracy: number;
  readonly topics: readonly { readonly label: TopicLabel; readonly precision: number; readonly recall: number; readonly f1: number; readonly count: number }[];
  /** `confusion[true][told]`, in the order of `topicLabels`. */
  readonly confusion: readonly (readonly number[])[];
};

export function figuresOf(truth: readonly TopicLabel[], told: readonly TopicLabel[]): Figures {
  const confusion = topicLabels.map((is) => topicLabels.map((as) => truth.filter((label, at) => label === is && told[at] === as).length));
  const topics = topicLabels.map((label, at) => {
    const right = confusion[at]?.[at] ?? 0;
    const count = truth.filter((one) => one === label).length;
    const toldSo = told.filter((one) => one === label).length;
    return { label, precision: right / Math.max(1, toldSo), recall: right / Math.max(1, count), f1: (2 * right) / Math.max(1, count + toldSo), count };
  });
  return { macroF1: topics.reduce((sum, { f1 }) => sum + f1, 0) / topics.length, accuracy: truth.filter((label, at) => told[at] === label).length / Math.max(1, truth.length), topics, confusion };
}

/** Letters in a row by which two texts are known to be alike. */
const PIECE = 6;
/** Share of the shorter text's pieces that stand in the other one, too. */
const ALIKE = 0.3;
/** A piece of more texts than this is a formula, not a copy. */
const FORMULA = 20;

/** Each text's fold, 0 to count − 1: by a hash of the first of its near-identical texts, so that no copy is judged by what learned from the other. */
export function foldsOf(texts: readonly string[], count: number): number[] {
  const pieces = texts.map((text) => {
    const plain = text.replace(/[^\p{L}\p{N}]/gu, '');
    return new Set(Array.from({ length: Math.max(0, plain.length - PIECE + 1) }, (_, at) => plain.slice(at, at + PIECE)));
  });
  const holders = new Map<string, number[]>();
  for (const [at, own] of pieces.entries()) for (const piece of own) holders.set(piece, [...(holders.get(piece) ?? []), at].slice(0, FORMULA + 1));
  const parent = texts.map((_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (parent[top] !== undefined && parent[top] !== top) top = parent[top] ?? top;
    return top;
  };
  for (const [at, own] of pieces.entries()) {
    const shared = new Map<number, number>();
    for (const piece of own) {
      const with_ = holders.get(piece) ?? [];
      if (with_.length <= FORMULA) for (const other of with_) if (other < at) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    for (const [other, number] of shared) {
      const [a, b] = [root(at), root(other)];
      if (number >= ALIKE * Math.min(own.size, pieces[other]?.size ?? 0)) parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return texts.map((_, at) => hash(texts[root(at)] ?? '') % count);
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}
