/** Shows where a text answers a query. Returns data, never markup: the screen decides how a match looks. */
import { normalise, queryTerms } from './tokens.ts';

/** A stretch of the text as written; `match` when it answers the query. */
export type Segment = { text: string; match: boolean };

type Range = { from: number; to: number };

/** Characters that stay one unit long when normalised: ordinary Chinese text with its punctuation, Latin letters, full-width forms. */
const STEADY = /^[\t\n\r -~\u2014\u2018-\u201d\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*$/;

/** The text as it is compared, and where each of its units comes from: null when from the same place. */
function normalisedWithOrigin(text: string): { plain: string; origin: Range[] | null } {
  if (STEADY.test(text)) return { plain: normalise(text), origin: null };
  // Normalising may change lengths (㎡ → m2), so each normalised unit remembers where it comes from.
  const origin: Range[] = [];
  let plain = '';
  let at = 0;
  for (const character of text) {
    const form = normalise(character);
    for (let unit = 0; unit < form.length; unit++) origin.push({ from: at, to: at + character.length });
    plain += form;
    at += character.length;
  }
  return { plain, origin };
}

/** Ranges of `text` (in its own UTF-16 units) in which a term occurs; joined where they touch. */
function matches(text: string, terms: readonly string[]): Range[] {
  const { plain, origin } = normalisedWithOrigin(text);
  const found: Range[] = [];
  for (const term of terms) {
    for (let hit = plain.indexOf(term); hit >= 0; hit = plain.indexOf(term, hit + term.length)) {
      const [first, last] = origin === null ? [{ from: hit, to: hit + 1 }, { from: hit, to: hit + term.length }] : [origin[hit], origin[hit + term.length - 1]];
      if (first && last) found.push({ from: first.from, to: last.to });
    }
  }
  found.sort((a, b) => a.from - b.from);
  const joined: Range[] = [];
  for (const range of found) {
    const last = joined.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else joined.push({ ...range });
  }
  return joined;
}

function segments(text: string, ranges: readonly Range[]): Segment[] {
  const parts: Segment[] = [];
  let at = 0;
  for (const { from, to } of ranges) {
    if (from > at) parts.push({ text: text.slice(at, from), match: false });
    parts.push({ text: text.slice(from, to), match: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), match: false });
  return parts;
}

/** What is asked for: the words as typed, or their terms (`queryTerms`) when many texts are looked at for one query. */
type Asked = string | readonly string[];
const termsOf = (asked: Asked): readonly string[] => (typeof asked === 'string' ? queryTerms(asked) : asked);

/** The whole text in segments; joined together they are exactly `text`. */
export function highlight(text: string, query: Asked): Segment[] {
  return segments(text, matches(text, termsOf(query)));
}

/**
 * About `length` characters around the first match, white space folded, with … where something was left out; the
 * beginning of the text when nothing matches.
 */
export function excerpt(text: string, query: Asked, length = 120): Segment[] {
  const folded = text.replace(/\s+/gu, ' ').trim();
  const terms = termsOf(query);
  const first = matches(folded, terms)[0]?.from ?? 0;
  const { from, to } = window(folded, first, length);
  const cut = folded.slice(from, to);
  const shown = segments(cut, matches(cut, terms));
  if (from > 0) shown.unshift({ text: '…', match: false });
  if (to < folded.length) shown.push({ text: '…', match: false });
  return shown;
}

const isTrail = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/** The stretch of `length` characters around a place, in units of the text; a rare character of two units is never cut in two. */
function window(text: string, first: number, length: number): { from: number; to: number } {
  let from = first;
  for (let back = Math.floor(length / 4); back > 0 && from > 0; back--) from -= isTrail(text, from - 1) ? 2 : 1;
  let to = from;
  let shown = 0;
  for (; shown < length && to < text.length; shown++) to += isTrail(text, to + 1) ? 2 : 1;
  for (; shown < length && from > 0; shown++) from -= isTrail(text, from - 1) ? 2 : 1;
  return { from, to };
}
