// What a link in a notice needs of identity: the capacity it was made for, as it stands today, and the record of its use. Who holds the
// link is nobody's sign-in: no session is made.
import { today } from '@smart/kernel/dates';
import { tier } from '@smart/divisions/model';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { type Attempt, recordAttempt } from './attempts.ts';
import type { Capacity } from './capacity.ts';
import { unscopedIdentity } from './realm.ts';

const bearerRow = z.object({
  personName: z.string(), userId: z.string().nullable(), accountClosed: z.boolean(), mandateId: z.string().nullable(), congressId: z.string(), congressName: z.string(),
  divisionName: z.string(), divisionCode: z.string(), tier, termId: z.string().nullable(), delegationName: z.string().nullable(),
});

export type Bearer = {
  /** Null for a deputy without an account. */
  readonly userId: string | null;
  /** Null when the mandate has ended, is suspended, went to another entry of the person, or the account was closed. */
  readonly capacity: Capacity | null;
};

const statement = `
  SELECT p.name AS "personName", p.user_id AS "userId", u.disabled_at IS NOT NULL AS "accountClosed",
    CASE WHEN m.status = 'active' AND m.starts_on <= $3 AND m.person_id = p.id THEN m.id END AS "mandateId",
    c.id AS "congressId", c.name AS "congressName", v.name AS "divisionName", c.division_code AS "divisionCode", c.tier, m.term_id AS "termId", d.name AS "delegationName"
  FROM person p JOIN mandate m ON m.id = $2 JOIN congress c ON c.id = m.congress_id JOIN division v ON v.code = c.division_code
    LEFT JOIN delegation d ON d.id = m.delegation_id LEFT JOIN auth_user u ON u.id = p.user_id
  WHERE p.id = $1`;

/** The deputy a link was made for. The log says by which way the act came. Null when there is no such person or mandate any more. */
export async function bearerOf(work: Work, { personId, capacityId }: { personId: string; capacityId: string }): Promise<Bearer | null> {
  const [found] = await unscopedIdentity(work, 'a link is opened before anybody is known: whose it is decides the congress', () => work.sql(statement, [personId, capacityId, today(work.clock)]));
  if (!found) return null;
  const row = bearerRow.parse(found);
  if (row.mandateId === null || row.accountClosed) return { userId: row.userId, capacity: null };
  const label = `${row.divisionName}人大代表`;
  return {
    userId: row.userId,
    capacity: {
      id: row.mandateId, kind: 'mandate', personId, personName: row.personName, userId: row.userId ?? '', label, logLabel: `${label}，经通知链接`, roles: ['deputy'],
      congressId: row.congressId, congressName: row.congressName, divisionCode: row.divisionCode, tier: row.tier,
      ...(row.termId ? { termId: row.termId } : {}), ...(row.delegationName ? { delegationName: row.delegationName } : {}),
    },
  };
}

/** Notes a use or refusal of a link among the attempts to sign in, where the person and the security administrator see it. */
export const recordLinkAttempt = (work: Work, attempt: Omit<Attempt, 'method' | 'at'>): Promise<void> => recordAttempt(work, { ...attempt, method: 'act_link', at: work.clock.now() });

/** Ends every open link of a person: signed out everywhere, or the phone the links were sent to is no longer theirs. */
export async function revokeActLinks(work: Work, personId: string): Promise<void> {
  await unscopedIdentity(work, 'links were sent in every congress the person serves', () =>
    work.sql('UPDATE act_link SET revoked_at = $2 WHERE person_id = $1 AND used_at IS NULL AND revoked_at IS NULL', [personId, work.clock.now()]),
  );
}
