// The counts of words, kept by the nightly sweep in `suggestion_word` and read once an hour by each process.
import type { Work } from '@smart/workflow/work';
import { noCounts, type WordCounts } from './weighing.ts';

/** The newest published suggestions that are counted: more would not change what is rare. */
const COUNTED = 50_000;
const REMEMBERED_MS = 3_600_000;
/** Few suggestions are counted quickly, and a new deployment changes every day. */
const REMEMBERED_WHEN_EMPTY_MS = 60_000;

let remembered: { counts: WordCounts; until: number } | undefined;

/** As last read; without any count every word weighs the same. */
export async function wordCounts(work: Work): Promise<WordCounts> {
  const now = performance.now();
  if (remembered && remembered.until > now) return remembered.counts;
  const rows = await work.sql<{ word: string; documents: number }>('SELECT word, documents FROM suggestion_word');
  const byWord = new Map(rows.map(({ word, documents }) => [word, documents]));
  const counts: WordCounts = rows.length === 0 ? noCounts : { documents: byWord.get('') ?? 0, of: (word) => byWord.get(word) ?? 0 };
  remembered = { counts, until: now + (rows.length === 0 ? REMEMBERED_WHEN_EMPTY_MS : REMEMBERED_MS) };
  return counts;
}

/** Reads anew at the next question; for tests and after a refresh in the same process. */
export function forgetWordCounts(): void {
  remembered = undefined;
}

/** Counts anew, in the realm of the system. @returns how many suggestions were counted */
export async function refreshWordCounts(work: Work): Promise<number> {
  const [row] = await work.sql<{ counted: number }>('SELECT refresh_suggestion_words($1) AS counted', [COUNTED]);
  forgetWordCounts();
  return row?.counted ?? 0;
}
