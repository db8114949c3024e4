// Every attempt to sign in or to prove oneself again is kept for 180 days (网络安全法 21: logs for six months at least).
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { deviceOf } from './device.ts';
import { unscopedIdentity } from './realm.ts';

export const attemptMethods = [
  'password', 'sms', 'totp', 'backup_code', 'passkey', 'upstream', 'act_link', 'step_up', 'arrival',
  // What is only ever refused: an invitation that is worthless, another system's request, another site's form, a cookie that is not ours, a foreign address to go on to.
  'invitation', 'oauth', 'cross_site', 'session', 'redirect',
  // What is refused of those who sign in nowhere: a guessed receipt, a form filled in by a program, a file that is not what it says, more than anybody asks for.
  'receipt', 'form', 'file', 'flood',
  // A field in a request that nothing asks for.
  'excess',
] as const;
/** `pending`: the first step was right, the second is still to come. */
export const attemptOutcomes = ['ok', 'pending', 'wrong', 'locked', 'expired', 'refused'] as const;
export type AttemptMethod = (typeof attemptMethods)[number];
export type AttemptOutcome = (typeof attemptOutcomes)[number];
export type Attempt = { userId: string | null; method: AttemptMethod; outcome: AttemptOutcome; address: string; userAgent: string; at: Date };

const KEEP_ATTEMPTS_DAYS = 180;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Keeps one attempt. Called in the realm `identity`. What failed is kept in a unit of work of its own: the attempt's own is undone. */
export async function recordAttempt(unit: Pick<UnitOfWork, 'sql'>, { userId, method, outcome, address, userAgent, at }: Attempt): Promise<void> {
  await unit.sql(
    'INSERT INTO auth_sign_in_attempt (id, user_id, method, outcome, address, user_agent, at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [newId(), userId, method, outcome, address.slice(0, 60), userAgent.slice(0, 300), at],
  );
}

export const attemptPage = z.object({
  rows: z.array(z.object({
    id: z.string(),
    /** ISO instant. */
    at: z.string(),
    method: z.enum(attemptMethods), outcome: z.enum(attemptOutcomes), device: z.string(), address: z.string().nullable(),
  })),
  total: z.number().int(),
});

/** The attempts on one account, newest first. */
export async function attemptsOf(work: Work, userId: string, { page, pageSize }: { page: number; pageSize: number }): Promise<z.infer<typeof attemptPage>> {
  const [rows, [count]] = [
    await work.sql<AttemptRow>(
      'SELECT id, at, method, outcome, user_agent, address FROM auth_sign_in_attempt WHERE user_id = $1 ORDER BY at DESC, id DESC LIMIT $2 OFFSET $3',
      [userId, pageSize, (page - 1) * pageSize],
    ),
    await work.sql<{ total: number }>('SELECT count(*)::int AS total FROM auth_sign_in_attempt WHERE user_id = $1', [userId]),
  ];
  return {
    rows: rows.map(attemptOf),
    total: count?.total ?? 0,
  };
}

export const refusedPage = z.object({
  items: z.array(attemptPage.shape.rows.element.extend({ /** Whose account or sign-in it was about; null when it named nobody. */ personName: z.string().nullable() })),
  hasMore: z.boolean(),
});

/**
 * What was refused, newest first, for the security administrator: attempts on the accounts of those who serve highest in this congress. What
 * named nobody belongs to no congress: the highest of the deployment watches it.
 */
export async function refusedAttempts(work: Work, congressId: string, { limit, offset }: { limit: number; offset: number }): Promise<z.infer<typeof refusedPage>> {
  const rows = await unscopedIdentity(work, 'attempts belong to no congress', () =>
    work.sql<AttemptRow & { person_name: string | null }>(
      `SELECT a.id, a.at, a.method, a.outcome, a.user_agent, a.address, p.name AS person_name
       FROM auth_sign_in_attempt a CROSS JOIN (SELECT parent_id IS NULL AS highest, length(division_code) AS depth FROM congress WHERE id = $1) own LEFT JOIN person p ON p.user_id = a.user_id
       WHERE a.outcome NOT IN ('ok', 'pending') AND (a.user_id IS NULL AND own.highest OR p.congress_ids @> ARRAY[$1::uuid]
         AND NOT EXISTS (SELECT 1 FROM congress h WHERE h.id = ANY (p.congress_ids) AND length(h.division_code) < own.depth))
       ORDER BY a.at DESC, a.id DESC LIMIT $2 OFFSET $3`,
      [congressId, limit + 1, offset],
    ),
  );
  return { items: rows.slice(0, limit).map((row) => ({ ...attemptOf(row), personName: row.person_name })), hasMore: rows.length > limit };
}

type AttemptRow = { id: string; at: Date; method: string; outcome: string; user_agent: string; address: string };
const attemptOf = (row: AttemptRow): z.infer<typeof attemptPage.shape.rows.element> => ({
  id: row.id, at: row.at.toISOString(), method: z.enum(attemptMethods).parse(row.method), outcome: z.enum(attemptOutcomes).parse(row.outcome),
  device: deviceOf(row.user_agent), address: row.address === '' ? null : row.address,
});

/** Removes attempts older than 180 days, and what waited for its use in vain; run daily. @returns how many attempts */
export async function forgetOldAttempts(work: Work): Promise<number> {
  const now = work.clock.now();
  return unscopedIdentity(work, 'attempts belong to no congress', async () => {
    await work.sql('DELETE FROM auth_verification WHERE expires_at < $1', [now]);
    const gone = await work.sql<{ id: string }>('DELETE FROM auth_sign_in_attempt WHERE at < $1 RETURNING id', [new Date(now.getTime() - KEEP_ATTEMPTS_DAYS * DAY_MS)]);
    return gone.length;
  });
}
