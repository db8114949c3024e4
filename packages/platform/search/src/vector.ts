/** Words as PostgreSQL's full text search takes them: text for `$1::tsvector` and `$1::tsquery`. */
import { keywords, queryTerms, tokens } from './tokens.ts';

/** A weighs most (title, number, names), D least (body). */
export type Weight = 'A' | 'B' | 'C' | 'D';
export type VectorPart = { text: string; weight: Weight };

/** Limits of PostgreSQL's tsvector: largest position, positions per word. */
const LAST_POSITION = 16_383;
const MOST_POSITIONS = 255;
/** Together with the positions this stays far below the 1 MB a tsvector may have. */
const MOST_WORDS = 20_000;
/** Words at the end of one part and the start of the next are no neighbours. */
const GAP = 16;

/** A lexeme in quotes; quotes and backslashes inside are doubled. */
function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/**
 * The search vector of a record as a literal for `$1::tsvector`: no `to_tsvector` in the database, which cannot cut
 * Chinese. Very long texts are indexed up to 20,000 different words.
 * @example toVector([{ text: title, weight: 'A' }, { text: body, weight: 'D' }])
 */
export function toVector(parts: readonly VectorPart[]): string {
  const positions = new Map<string, string[]>();
  let position = 0;
  for (const part of parts) {
    for (const word of tokens(part.text)) {
      position = Math.min(position + 1, LAST_POSITION);
      const known = positions.get(word);
      const mark = part.weight === 'D' ? `${position}` : `${position}${part.weight}`;
      if (known) {
        if (known.length < MOST_POSITIONS && known.at(-1) !== mark) known.push(mark);
      } else if (positions.size < MOST_WORDS) {
        positions.set(word, [mark]);
      }
    }
    position += GAP;
  }
  return [...positions].map(([word, marks]) => `${quoted(word)}:${marks.join(',')}`).join(' ');
}

/** One Han character, or a short word of letters or digits that may still be in the typing. */
function isShort(term: string): boolean {
  return [...term].length === 1 || /^[a-z0-9]{1,3}$/.test(term);
}

/**
 * What a person typed as a literal for `$1::tsquery`: all words must occur; a single Han character, and a short last
 * word, also match as the beginning of a word (路 finds 路灯). Null when nothing searchable was typed (empty, only
 * punctuation or stop words): the caller then drops the condition.
 */
export function toQuery(text: string): string | null {
  return queryOf(queryTerms(text))?.asked ?? null;
}

/** A query as `toQuery` gives it, and the part of it that an index answers quickly: its whole words, without the beginnings of words. */
export type TwoQueries = { readonly asked: string; readonly narrow: string };

/** The same with the terms known already. Null when there are none. */
export function queryOf(terms: readonly string[]): TwoQueries | null {
  if (terms.length === 0) return null;
  const parts = terms.map((term, at) => ({ term, prefix: at === terms.length - 1 ? isShort(term) : [...term].length === 1 && /\p{Script=Han}/u.test(term) }));
  const whole = parts.filter((one) => !one.prefix).map((one) => quoted(one.term));
  const asked = parts.map(({ term, prefix }) => (prefix ? `${quoted(term)}:*` : quoted(term))).join(' & ');
  return { asked, narrow: whole.length === 0 ? asked : whole.join(' & ') };
}

/**
 * The `most` words that say most about a text, any of which may occur, as a literal for `$1::tsquery`: order the hits
 * by `ts_rank` to find similar records. Null when the text has no such words.
 */
export function toSimilarQuery(text: string, most = 12): string | null {
  const words = keywords(text, most);
  return words.length === 0 ? null : words.map(quoted).join(' | ');
}
