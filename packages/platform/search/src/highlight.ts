/** Shows where a text answers a query. Returns data, never markup: the screen decides how a match looks. */
import { normalise, queryTerms } from './tokens.ts';

/** A stretch of the text as written; `match` when it answers the query. */
export type Segment = { text: string; match: boolean };

type Range = { from: number; to: number };

/** Ranges of `text` (in its own UTF-16 units) in which a term occurs; joined where they touch. */
function matches(text: string, terms: readonly string[]): Range[] {
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
  const found: Range[] = [];
  for (const term of terms) {
    for (let hit = plain.indexOf(term); hit >= 0; hit = plain.indexOf(term, hit + term.length)) {
      const [first, last] = [origin[hit], origin[hit + term.length - 1]];
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

/** The whole text in segments; joined together they are exactly `text`. */
export function highlight(text: string, query: string): Segment[] {
  return segments(text, matches(text, queryTerms(query)));
}

/**
 * About `length` characters around the first match, white space folded, with … where something was left out; the
 * beginning of the text when nothing matches.
 */
export function excerpt(text: string, query: string, length = 120): Segment[] {
  const folded = text.replace(/\s+/gu, ' ').trim();
  const terms = queryTerms(query);
  const first = matches(folded, terms)[0]?.from ?? 0;
  const characters = [...folded];
  const firstCharacter = Array.from(folded.slice(0, first)).length;
  const from = Math.max(0, Math.min(firstCharacter - Math.floor(length / 4), characters.length - length));
  const cut = characters.slice(from, from + length).join('');
  const shown = segments(cut, matches(cut, terms));
  if (from > 0) shown.unshift({ text: '…', match: false });
  if (from + length < characters.length) shown.push({ text: '…', match: false });
  return shown;
}
