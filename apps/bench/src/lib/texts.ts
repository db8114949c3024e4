// Texts as the index would hold them, without a database.
import { tokens, toVector } from '@smart/search';
import type { WordCounts } from '@smart/suggestions/finder/weighing';

/** In how many of the texts each word stands. */
export function countsOf(texts: readonly string[]): WordCounts {
  const documents = new Map<string, number>();
  for (const text of texts) for (const word of new Set(tokens(text))) documents.set(word, (documents.get(word) ?? 0) + 1);
  return { documents: texts.length, of: (word) => documents.get(word) ?? 0 };
}

/** The search vector as PostgreSQL prints it. */
export const vectorOf = (title: string, text: string): string => toVector([{ text: title, weight: 'A' }, { text, weight: 'B' }]);
