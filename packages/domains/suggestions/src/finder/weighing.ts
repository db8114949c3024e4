// A text as weighted words: what is rare among published suggestions weighs much, what stands in every other one next to nothing; words of
// the title weigh more, and different words for one thing count as one thing. Pure but for the tokenizer.
import { keywords, queryTerms, tokens } from '@smart/search';
import { everywhere } from '../telling-words.ts';
import { isPlaceWord } from './place-words.ts';
import { tradeWords } from './trade-words.ts';

/** In how many suggestions a word stands, of how many; a word that is not named stands in one at most. */
export type WordCounts = { readonly documents: number; readonly of: (word: string) => number };

export const noCounts: WordCounts = { documents: 0, of: () => 0 };

/** Keeps few published suggestions from saying that a word is common. */
const PRIOR = 120;

/** Where it is tells less than what it is. */
const PLACE = 0.45;

/** How telling a word is: next to nothing for what stands everywhere. */
const rarity = (counts: WordCounts, word: string): number =>
  everywhere.has(word) ? 0.3 : (isPlaceWord(word) ? PLACE : 1) * Math.log(1 + (counts.documents + PRIOR) / (counts.of(word) + 1));

export const TITLE = 2.4;
/** Words from a group of the trade, told by any of its words. */
const THING = 1.8;

type Thing = { readonly key: string; readonly terms: readonly (readonly string[])[] };
let known: readonly Thing[] | undefined;
/** The things of the trade by the words under which they are indexed; cut once, at first use. */
const things = (): readonly Thing[] => (known ??= tradeWords.map((words, at) => ({ key: `#${at}`, terms: words.map((word) => queryTerms(word)) })));

/** Words with their strength: how often and how prominently they stand. */
export type Strengths = ReadonlyMap<string, number>;

/** Adds the things that the words speak of; single letters apart never make a thing. */
function withThings(strengths: Map<string, number>): Map<string, number> {
  for (const { key, terms } of things()) {
    const strongest = Math.max(0, ...terms.map((parts) => Math.min(...parts.map((part) => strengths.get(part) ?? 0))));
    if (strongest > 0) strengths.set(key, strongest);
  }
  return strengths;
}

function add(counts: Map<string, number>, words: readonly string[], weight: number): void {
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + weight);
}

const damped = (counts: Map<string, number>): Map<string, number> => new Map([...counts].map(([word, count]) => [word, Math.log(1 + count)]));

/** A text that is not in the database (yet). */
export function strengthsOf(title: string, text: string): Strengths {
  const counts = new Map<string, number>();
  add(counts, tokens(title), TITLE);
  add(counts, tokens(text), 1);
  return withThings(damped(counts));
}

const LEXEME = /'((?:[^']|'')*)':(\S+)/g;

/** A search vector as PostgreSQL prints it (positions with weights A and B). */
export function strengthsOfVector(vector: string): Strengths {
  const counts = new Map<string, number>();
  for (const [, word = '', marks = ''] of vector.matchAll(LEXEME)) {
    let weight = 0;
    for (const mark of marks.split(',')) weight += mark.endsWith('A') ? TITLE : 1;
    counts.set(word.replaceAll("''", "'"), weight);
  }
  return withThings(damped(counts));
}

function weightOf(counts: WordCounts, word: string): number {
  if (!word.startsWith('#')) return rarity(counts, word);
  const terms = tradeWords[Number(word.slice(1))] ?? [];
  return THING * Math.min(...terms.map((term) => rarity(counts, term)));
}

/** A text ready to be compared: weights and their length. */
export type Weighed = { readonly weights: ReadonlyMap<string, number>; readonly length: number };

export function weigh(strengths: Strengths, counts: WordCounts): Weighed {
  const weights = new Map<string, number>();
  let square = 0;
  for (const [word, strength] of strengths) {
    const weight = strength * weightOf(counts, word);
    weights.set(word, weight);
    square += weight * weight;
  }
  return { weights, length: Math.sqrt(square) || 1 };
}

/** 0 for texts without a common word, 1 for the same text. */
export function cosine(a: Weighed, b: Weighed): number {
  const [small, large] = a.weights.size < b.weights.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, weight] of small.weights) sum += weight * (large.weights.get(word) ?? 0);
  return sum / (a.length * b.length);
}

const plain = (title: string): string => title.replaceAll(/关于|进一步|的建议|建议|[\s，。、；：“”《》（）()]/g, '');

/** Pairs of neighbouring characters. */
function pairsOf(title: string): Set<string> {
  const characters = [...plain(title)];
  return new Set(characters.slice(1).map((character, at) => (characters[at] ?? '') + character));
}

/** How much of two titles is the same, letter by letter: 0 to 1. Catches names that no dictionary holds. */
export function titleLikeness(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  if (left.size === 0 || right.size === 0) return 0;
  return (2 * [...left].filter((pair) => right.has(pair)).length) / (left.size + right.size);
}

const quoted = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const allOf = (parts: readonly string[]): string => (parts.length === 1 ? quoted(parts[0] ?? '') : `(${parts.map(quoted).join(' & ')})`);

/** A word or a thing that is asked for: its condition, how much it tells, in how many of the counted suggestions it stands. */
type Term = { readonly query: string; readonly weight: number; readonly documents: number };

/** What to ask the index for. `any`: one of all the words; `questions`: rare words alone, commoner ones two at a time. */
export type Questions = { readonly any: string; readonly questions: readonly { readonly query: string; readonly weight: number }[] };

/** More words tell nothing new. */
const MOST_TERMS = 14;
/** The words that are asked in pairs: 36 pairs. */
const PAIRED = 9;
/** A word in at most this part of all suggestions is asked alone. */
const RARE = 0.004;

/** The most telling words and things of a text. */
function termsOf(title: string, text: string, counts: WordCounts): Term[] {
  const inTitle = new Set(queryTerms(title));
  const words = [...new Set([...inTitle, ...keywords(text, 24)])].filter((word) => [...word].length > 1 && !everywhere.has(word));
  const strengths = strengthsOf(title, text);
  const single = words.map((word): Term => ({ query: quoted(word), weight: (inTitle.has(word) ? TITLE : 1) * rarity(counts, word), documents: counts.of(word) }));
  const grouped = things().flatMap(({ key, terms }, at): Term[] => {
    if (!strengths.has(key)) return [];
    const titled = terms.some((parts) => parts.every((part) => inTitle.has(part)));
    const documents = (tradeWords[at] ?? []).reduce((sum, word) => sum + counts.of(word), 0);
    return [{ query: `(${terms.map(allOf).join(' | ')})`, weight: (titled ? TITLE : 1) * weightOf(counts, key), documents }];
  });
  return [...single, ...grouped].toSorted((a, b) => b.weight - a.weight).slice(0, MOST_TERMS);
}

/** What to ask the index for; null for a text without a telling word. */
export function questionsOf(title: string, text: string, counts: WordCounts): Questions | null {
  const terms = termsOf(title, text, counts);
  if (terms.length === 0) return null;
  const isRare = (term: Term): boolean => term.documents <= Math.max(3, counts.documents * RARE);
  const paired = terms.slice(0, PAIRED);
  const pairs = paired.flatMap((first, at) => paired.slice(at + 1).map((second) => ({ query: `${first.query} & ${second.query}`, weight: first.weight + second.weight })));
  return { any: terms.map((one) => one.query).join(' | '), questions: [...terms.filter(isRare).map(({ query, weight }) => ({ query, weight: weight * 2 })), ...pairs] };
}
