// One-tap corrections: a congress's own small layer above the shipped weights. Kept as words a person can read, so that an office sees what its
// corrections have taught. Passive-aggressive steps (Crammer et al., JMLR 2006): a correction moves the words of its message as far as needed, at most STRIDE.
import { namingWords } from './cut.ts';
import { plainOf, type Plain } from './features.ts';
import { topicLabels, type Message, type TopicLabel } from './labels.ts';
import { scoresOf } from './scores.ts';
import { shippedModel } from './weights.ts';

/** Goes into JSON and back. `words[word]` = what is added to each topic, in the order of `topicLabels`. */
export type Adjustment = { readonly version: 1; readonly corrections: number; readonly words: Readonly<Record<string, readonly number[]>> };
export type Correction = Message & { readonly label: TopicLabel };

/** By how much one correction may move the balance of two topics; the shipped weights' own sure answers stand about 3 apart. */
const STRIDE = 1;
/** The right topic shall lead by this much. */
const LEAD_BY = 0.3;
/** A congress's own words; the weakest are forgotten first. */
const MOST_WORDS = 5000;
/** Words of one message that are moved: the first ones, where the matter is named. */
const WORDS_OF_A_MESSAGE = 40;

export const emptyAdjustment = (): Adjustment => ({ version: 1, corrections: 0, words: {} });

/** The different words of a message by which an adjustment knows it again. */
function wordsOf({ whole }: Plain): string[] {
  return [...new Set(namingWords(whole))].slice(0, WORDS_OF_A_MESSAGE);
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
  const moves = movesTo(right, scores);
  if (own.length === 0 || moves.every((move) => move === 0)) return { ...adjustment, corrections: adjustment.corrections + 1 };
  const share = 1 / Math.sqrt(own.length);
  const changed = new Map<string, readonly number[]>(Object.entries(adjustment.words));
  for (const word of own) {
    const before = changed.get(word) ?? topicLabels.map(() => 0);
    changed.set(word, before.map((value, topic) => rounded(value + (moves[topic] ?? 0) * share)));
  }
  return { version: 1, corrections: adjustment.corrections + 1, words: Object.fromEntries(strongest(changed)) };
}

/** How far each topic moves so that the right one leads: one rival after the other, until it leads or the stride is used up. */
function movesTo(right: number, scores: readonly number[]): number[] {
  const moves = topicLabels.map(() => 0);
  const now = (topic: number): number => (scores[topic] ?? 0) + (moves[topic] ?? 0);
  const rivals = [...topicLabels.keys()].filter((topic) => topic !== right);
  for (let left = STRIDE; left > 0.001; ) {
    const rival = rivals.reduce((best, topic) => (now(topic) > now(best) ? topic : best));
    const missing = LEAD_BY - (now(right) - now(rival));
    if (missing <= 0.001) break;
    const move = Math.min(left, missing);
    moves[right] = (moves[right] ?? 0) + move / 2;
    moves[rival] = (moves[rival] ?? 0) - move / 2;
    left -= move;
  }
  return moves;
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
