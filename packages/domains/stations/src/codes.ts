// 代表码: short codes that people read from a poster and type by hand. No letter that looks like a digit.
import { randomInt } from 'node:crypto';
import type { Work } from '@smart/workflow/work';

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 6;

/** A new code; 31^6 of them, and the database refuses a double. */
export const newCode = (): string => Array.from({ length: LENGTH }, () => alphabet[randomInt(alphabet.length)]).join('');

/** What somebody typed or scanned as a code; null when it cannot be one. */
export function readCode(text: string): string | null {
  const code = text.trim().toUpperCase().replace(/[\s-]/g, '');
  return code.length === LENGTH && [...code].every((sign) => alphabet.includes(sign)) ? code : null;
}

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
