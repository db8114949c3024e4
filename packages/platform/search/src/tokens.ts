/**
 * Chinese text into search words, the same way for what is stored and for what is asked.
 *
 * Words come from the dictionary alone (jieba without its guessing of new words): guesses depend on the neighbours,
 * so that a name would be cut one way in a text and another way in a query. What the dictionary does not know falls
 * apart into single characters; for these the index also holds the pairs with their neighbours, so that names and
 * new words (李明, 龘镕珺) are found as a whole.
 */
import { Jieba, TfIdf } from '@node-rs/jieba';
import { dict, idf } from '@node-rs/jieba/dict.js';
import { isStopWord } from './stop-words.ts';

/** PostgreSQL refuses lexemes above 2 kB; nobody searches for a longer word than this. */
const LONGEST_WORD = 64;

/** Nobody types more; a pasted page as a query would only keep the database busy. */
const MOST_TERMS = 32;

const RUNS = /(?<han>[\p{Script=Han}〇]+)|(?<other>[\p{L}\p{M}\p{N}]+(?:[._\-/][\p{L}\p{M}\p{N}]+)*)/gu;
const OTHER_BEFORE_HAN = /[\p{Script=Han}〇]/u;

let dictionary: Jieba | undefined;
let frequencies: TfIdf | undefined;

/** Loaded at first use (about 0.2 s), so that processes that never search do not pay for it. */
function jieba(): Jieba {
  dictionary ??= Jieba.withDict(dict);
  return dictionary;
}

function tfIdf(): TfIdf {
  if (!frequencies) {
    frequencies = TfIdf.withDict(idf);
    frequencies.setConfig({ useHmm: false, minKeywordLength: 2 });
  }
  return frequencies;
}

/** Full-width to half-width, compatibility forms to plain ones, lower case. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

type Run = { han: boolean; text: string };

/** The stretches of Han characters and of letters and digits; everything else only separates. */
function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const match of normalise(text).matchAll(RUNS)) {
    if (match.groups?.han) {
      runs.push({ han: true, text: match.groups.han });
      continue;
    }
    // The second group may swallow Han characters behind a letter ("4s店维修"): cut them off again.
    for (const piece of match[0].split(/(?<=[^\p{Script=Han}〇])(?=[\p{Script=Han}〇])|(?<=[\p{Script=Han}〇])(?=[^\p{Script=Han}〇])/u)) {
      runs.push({ han: OTHER_BEFORE_HAN.test(piece), text: piece.replace(/^[._\-/]+|[._\-/]+$/gu, '') });
    }
  }
  return runs.filter((run) => run.text !== '');
}

function isSingle(word: string | undefined): word is string {
  return word !== undefined && [...word].length === 1;
}

/** Dictionary words inside a longer word: 人民代表大会 → 人民, 代表, 大会, … */
function subWords(word: string): string[] {
  return [...word].length < 3 ? [] : jieba().cutForSearch(word, false).filter((part) => part !== word && !isSingle(part));
}

/** Every pair of neighbours in a longer word; place names are cut short in speech (岳阳 for 岳阳楼区). */
function pairs(word: string): string[] {
  const characters = [...word];
  return characters.length < 3 ? [] : characters.slice(1).map((character, at) => (characters[at] ?? '') + character);
}

/** A word of letters and digits, and its parts: "g107-2026" → g107-2026, g107, 2026. */
function otherWords(text: string): string[] {
  const parts = text.split(/[._\-/]+/u).filter(Boolean);
  return (parts.length > 1 ? [text, ...parts] : [text]).map((word) => word.slice(0, LONGEST_WORD));
}

function indexRun(run: string): string[] {
  const words = jieba().cut(run, false);
  return words.flatMap((word, at) => {
    if (!isSingle(word)) return [...new Set([...pairs(word), ...subWords(word)]), word];
    if (isStopWord(word)) return [];
    const before = [...(words[at - 1] ?? '')].at(-1);
    const after = [...(words[at + 1] ?? '')][0];
    // The pair with the character before is already there when that one is an indexed single itself.
    const pairBefore = before && !(isSingle(words[at - 1]) && !isStopWord(before)) ? [before + word] : [];
    return [...pairBefore, word, ...(after ? [word + after] : [])];
  });
}

/** Every word under which `text` is found, in order, with repeats; stop words left out. */
export function tokens(text: string): string[] {
  return runsOf(text)
    .flatMap((run) => (run.han ? indexRun(run.text) : otherWords(run.text)))
    .filter((word) => !isStopWord(word));
}

/**
 * The dictionary's words in `text`, in order, with repeats; no stop words, no single characters, no pairs of neighbours: what a person would
 * call a word. Each of them is also among `tokens(text)`.
 */
export function words(text: string): string[] {
  return runsOf(text)
    .flatMap((run) => (run.han ? jieba().cut(run.text, false).filter((word) => !isSingle(word)) : otherWords(run.text)))
    .filter((word) => !isStopWord(word));
}

/** A long word is asked for by its parts when these cover it: the text may hold it inside a still longer word. */
function askWord(word: string): string[] {
  if ([...word].length < 4) return [word];
  const parts = subWords(word);
  const covered = Array.from({ length: word.length }, () => false);
  for (const part of parts) {
    for (let at = word.indexOf(part); at >= 0; at = word.indexOf(part, at + 1)) covered.fill(true, at, at + part.length);
  }
  return covered.every(Boolean) ? parts : [word];
}

/** Neighbouring single characters are asked for in pairs; a lone one as itself. */
function askSingles(singles: readonly string[]): string[] {
  let [from, to] = [0, singles.length];
  while (from < to && isStopWord(singles[from] ?? '')) from += 1;
  while (to > from && isStopWord(singles[to - 1] ?? '')) to -= 1;
  const rest = singles.slice(from, to);
  if (rest.length < 2) return rest;
  return rest.slice(1).map((character, at) => (rest[at] ?? '') + character);
}

function askRun(run: string): string[] {
  const terms: string[] = [];
  let singles: string[] = [];
  const flush = () => {
    terms.push(...askSingles(singles));
    singles = [];
  };
  for (const word of jieba().cut(run, false)) {
    if (isSingle(word)) {
      singles.push(word);
    } else {
      flush();
      if (!isStopWord(word)) terms.push(...askWord(word));
    }
  }
  flush();
  return terms;
}

/** The words that a text must hold to answer the query `text`, each once, in the order asked; the first 32. */
export function queryTerms(text: string): string[] {
  const terms = runsOf(text).flatMap((run) => {
    if (run.han) return askRun(run.text);
    const word = run.text.slice(0, LONGEST_WORD);
    return isStopWord(word) ? [] : [word];
  });
  return [...new Set(terms)].slice(0, MOST_TERMS);
}

/** The words that say most about `text` (by frequency here against frequency in general), best first. */
export function keywords(text: string, count: number): string[] {
  return tfIdf()
    .extractKeywords(jieba(), normalise(text), count * 2)
    .map((found) => found.keyword)
    .filter((word) => !isStopWord(word) && word.length <= LONGEST_WORD && /[\p{L}\p{N}]/u.test(word))
    .slice(0, count);
}
