// The profile of the matrix: one that a deputy of the home congress proposed and nobody has looked at.
import type { TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import type { People } from './world.ts';

/** @returns the mandate */
export async function createProfile({ at: { home }, of }: People, { adminSql }: TestDatabase): Promise<string> {
  const deputy = of('home.cosigner');
  await adminSql(
    `INSERT INTO deputy_profile (id, congress_id, mandate_id, person_id, state, proposed_resume, hidden, created_at, updated_at) VALUES ($1, $2, $3, $4, 'proposed', '等待核定的简历', '{}', '2026-03-02', '2026-03-02')`,
    [newId(), home.congressId, deputy.id, deputy.personId],
  );
  return deputy.id;
}
