// One-tap corrections: a congress's own small layer above the shipped weights. Kept as words a person can read, so that an office sees what its
// corrections have taught. Passive-aggressive steps (Crammer et al., JMLR 2006): a correction moves the words of its message as far as needed, at most STRIDE.
import { words } from '@smart/search';
import { plainOf, type Plain } from './features.ts';
import { topicLabels, type Message, type TopicLabel } from './labels.ts';
import { scoresOf } from './scores.ts';
import { shippedModel } from './weights.ts';

/** Goes into JSON and back. `words[word]` = what is added to each topic, in the order of `topicLabels`. */
export type Adjustment = { readonly version: 1; readonly corrections: number; readonly words: Readonly<Record<string, readonly number[]>> };
export type Correction = Message & { readonly label: TopicLabel };

/** By how much one correction may move the balance of two topics; the shipped weights' own sure answers stand about 3 apart. */
const STRIDE = 0.7;
/** The right topic shall lead by this much. */
const LEAD_BY = 0.3;
/** A congress's own words; the weakest are forgotten first. */
const MOST_WORDS = 5000;
/** Words of one message that are moved: the first ones, where the matter is named. */
const WORDS_OF_A_MESSAGE = 40;

export const emptyAdjustment = (): Adjustment => ({ version: 1, corrections: 0, words: {} });

/** The different words of a message by which an adjustment knows it again. */
function wordsOf({ whole }: Plain): string[] {
  return [...new Set(words(whole))].filter((word) => word.length >= 2).slice(0, WORDS_OF_A_MESSAGE);
}

/** What an adjustment adds to the scores of a message. */
export function adjustmentScores(adjustment: Adjustment, text: Plain): number[] {
  const own = wordsOf(text);
  const share = 1 / Math.sqrt(Math.max(1, own.length));
  const scores = topicLabels.map(() => 0);
  for (const word of own) {
    const known = Object.hasOwn(adjustment.words, word) ? adjustment.words[word] : undefined;
    if (known) for (const topic of scores.keys()) scores[topic] = (scores[topic] ?? 0) + (known[topic] ?? 0) * share;
  }
  return scores;
}

/**
 * The adjustment after a person said what topic a message has. One correction weighs little, the same again weighs more; messages with other
 * words stay as they were. The given adjustment is not changed.
 */
export function learn(adjustment: Adjustment, correction: Correction): Adjustment {
  const text = plainOf(correction);
  const right = topicLabels.indexOf(correction.label);
  const own = wordsOf(text);
  const added = adjustmentScores(adjustment, text);
  const scores = scoresOf(shippedModel(), text).map((score, topic) => score + (added[topic] ?? 0));
  const rival = topicLabels.map((_, topic) => topic).filter((topic) => topic !== right).reduce((best, topic) => ((scores[topic] ?? 0) > (scores[best] ?? 0) ? topic : best), right === 0 ? 1 : 0);
  const missing = LEAD_BY - ((scores[right] ?? 0) - (scores[rival] ?? 0));
  if (own.length === 0 || missing <= 0) return { ...adjustment, corrections: adjustment.corrections + 1 };
  const move = Math.min(STRIDE, missing) / 2 / Math.sqrt(own.length);
  const changed = new Map<string, readonly number[]>(Object.entries(adjustment.words));
  for (const word of own) {
    const before = changed.get(word) ?? topicLabels.map(() => 0);
    changed.set(word, before.map((value, topic) => rounded(value + (topic === right ? move : topic === rival ? -move : 0))));
  }
  return { version: 1, corrections: adjustment.corrections + 1, words: Object.fromEntries(strongest(changed)) };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
const strength = (values: readonly number[]): number => values.reduce((sum, value) => sum + Math.abs(value), 0);

function strongest(changed: ReadonlyMap<string, readonly number[]>): [string, readonly number[]][] {
  const all = [...changed];
  return all.length <= MOST_WORDS ? all : all.toSorted(([, a], [, b]) => strength(b) - strength(a)).slice(0, MOST_WORDS);
}

/** Reads an adjustment that was kept as JSON; whatever is not one counts as none. */
export function readAdjustment(value: unknown): Adjustment {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1 || !('words' in value) || typeof value.words !== 'object' || value.words === null) return emptyAdjustment();
  const isValues = (values: unknown): values is number[] => Array.isArray(values) && values.length === topicLabels.length && values.every((one) => typeof one === 'number' && Number.isFinite(one));
  const kept = Object.entries(value.words).filter((entry): entry is [string, number[]] => isValues(entry[1]));
  const corrections = 'corrections' in value && typeof value.corrections === 'number' ? value.corrections : 0;
  return { version: 1, corrections, words: Object.fromEntries(kept) };
}
