// A message as numbers: how often each piece of it (characters in a row, words, the beginning) occurs, pieces being hashed into buckets.
import { cut } from './cut.ts';
import type { Message } from './labels.ts';

/** One way of looking at a message. Each has weights of its own; what they say is added up. */
export type View = 'characters' | 'words' | 'lead';
export const views: readonly View[] = ['characters', 'words', 'lead'];

/** Buckets of each view: more cost space, fewer throw unlike pieces together. */
export const BUCKETS = 1 << 19;
/** Letters, the title included, that count as the beginning: there a matter is named. */
const LEAD = 120;
/** Nobody writes more; a pasted book must not keep the server busy. */
const LONGEST = 6000;


/** Half width, lower case, numbers and punctuation levelled: what differs in writing only must not differ. */
export function plain(text: string): string {
  return text.slice(0, LONGEST).normalize('NFKC').toLowerCase().replace(/\d+/g, '0').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

export type Plain = { readonly whole: string; readonly lead: string };

export function plainOf({ title, text }: Message): Plain {
  const head = plain(title ?? '');
  const body = plain(text);
  return { whole: `${head} ${body}`.trim(), lead: `${head} ${body}`.trim().slice(0, LEAD) };
}

/** FNV-1a with a last stir, so that short pieces spread. */
function bucketOf(piece: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (let at = 0; at < piece.length; at++) hash = Math.imul(hash ^ piece.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) & (BUCKETS - 1);
}

/** Told of every piece: its bucket and the letters of the text that it covers. */
type Piece = (bucket: number, from: number, to: number) => void;

function characterPieces(text: string, seed: number, each: Piece): void {
  for (let length = 1; length <= 3; length++) {
    for (let from = 0; from + length <= text.length; from++) {
      each(bucketOf(text.slice(from, from + length), seed + length), from, from + length);
    }
  }
}

/** Words, and with `pairs` every two in a row. */
function wordPieces(text: string, seed: number, pairs: boolean, each: Piece): void {
  let before: { word: string; from: number } | undefined;
  let at = 0;
  for (const word of cut(text)) {
    const from = text.indexOf(word, at);
    if (from < 0) continue;
    at = from + word.length;
    each(bucketOf(word, seed), from, at);
    if (pairs && before) each(bucketOf(`${before.word}_${word}`, seed + 1), before.from, at);
    before = { word, from };
  }
}

/** Tells of every piece that a view sees. Positions are those of `whole` for the first two views, of `lead` for the third. */
export function piecesOf(view: View, { whole, lead }: Plain, each: Piece): void {
  if (view === 'characters') characterPieces(whole, 10, each);
  else if (view === 'words') wordPieces(whole, 50, false, each);
  else {
    characterPieces(lead, 70, each);
    wordPieces(lead, 80, true, each);
  }
}

/** How often each bucket of a view is hit. */
export function countsOf(view: View, text: Plain): Map<number, number> {
  const counts = new Map<number, number>();
  piecesOf(view, text, (bucket) => counts.set(bucket, (counts.get(bucket) ?? 0) + 1));
  return counts;
}
