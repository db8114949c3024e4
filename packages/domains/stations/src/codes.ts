// 代表码: short codes that people read from a poster and type by hand.
import { randomInt } from 'node:crypto';
import { SHORT_CODE_LENGTH, shortCodeAlphabet } from '@smart/kernel/short-code';
import type { Work } from '@smart/workflow/work';

/** A new code; 31^6 of them, and the database refuses a double. */
export const newCode = (): string => Array.from({ length: SHORT_CODE_LENGTH }, () => shortCodeAlphabet[randomInt(shortCodeAlphabet.length)]).join('');

/**
 * Gives every deputy of one congress a code who has none. Safe to repeat.
 * @returns how many were given
 */
export async function giveCodes(work: Work, congressId: string): Promise<number> {
  const waiting = await work.sql<{ personId: string }>(
    `SELECT DISTINCT d.person_id AS "personId" FROM deputy_public d WHERE d.congress_id = $1 AND NOT EXISTS (SELECT 1 FROM deputy_code k WHERE k.congress_id = d.congress_id AND k.person_id = d.person_id)`,
    [congressId],
  );
  let given = 0;
  while (given < waiting.length) {
    const batch = waiting.slice(given, given + 500);
    // A code that somebody has already (one in a billion) is left out here and given in the next run.
    await work.sql(
      `INSERT INTO deputy_code (congress_id, person_id, code) SELECT $1, p, c FROM unnest($2::uuid[], $3::text[]) AS n(p, c) ON CONFLICT DO NOTHING`,
      [congressId, batch.map(({ personId }) => personId), batch.map(newCode)],
    );
    given += batch.length;
  }
  return given;
}
