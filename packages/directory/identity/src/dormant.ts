// Dormant accounts: whoever has not signed in for long is reviewed by the security administrator: kept with a reason and asked about again,
// or closed. A closed account keeps its history and is opened again after review.
import type { ParameterChange, ParameterEffect } from '@smart/divisions/parameters';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { defineParameters } from '@smart/kernel/parameters';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { requireHighestCongress, revokeSessions } from './accounts.ts';
import type { Capacity } from './capacity.ts';
import { announceIdentityChange } from './changes.ts';
import { accountReviewed } from './events.ts';
import { paging, searchText } from './group-lists.ts';
import { personById } from './people.ts';
import { unscopedIdentity } from './realm.ts';

export const dormantParameters = defineParameters({
  'accounts.dormant_days': {
    label: '账号长期未使用的天数', schema: z.int().min(30).max(365), default: 180, unit: '日', legal: null,
    help: '超过这些天没有登录的账号列入长期未使用账号，由安全管理员核查后保留或者停用。',
  },
  'accounts.never_used_days': {
    label: '账号开通后从未使用的天数', schema: z.int().min(7).max(180), default: 30, unit: '日', legal: null,
    help: '开通超过这些天仍从未登录的账号列入长期未使用账号。',
  },
});

/** A reason to keep an account holds for so long; then it is asked again. */
const KEPT_DAYS = 180;

export const dormantFilter = z.object({
  /** open: to be reviewed; kept: reviewed not long ago; disabled: closed. */
  show: z.enum(['open', 'kept', 'disabled']).default('open'),
  text: searchText,
  ...paging,
});
export const dormantRow = z.object({
  personId: z.string(), name: z.string(), posts: z.array(z.string()), state: z.enum(['dormant', 'never', 'disabled']),
  /** ISO instants. */
  lastSignedInAt: z.string().nullable(), createdAt: z.string(), reviewedAt: z.string().nullable(),
  reason: z.string().nullable(),
});
export const dormantPage = z.object({ rows: z.array(dormantRow), total: z.number().int(), open: z.number().int() });

type Row = Omit<z.infer<typeof dormantRow>, 'lastSignedInAt' | 'createdAt' | 'reviewedAt'> & { lastSignedInAt: Date | null; createdAt: Date; reviewedAt: Date | null; total: number };

const dormantSql = `
  WITH reviewed AS (
    SELECT DISTINCT ON (subject_id) subject_id, at, payload->>'reason' AS reason FROM domain_event
    WHERE congress_id = $1 AND type = 'account.reviewed' AND payload->>'outcome' = 'kept' ORDER BY subject_id, at DESC),
  found AS (
    SELECT p.id AS "personId", p.name, u.last_signed_in_at AS "lastSignedInAt", u.created_at AS "createdAt", r.at AS "reviewedAt", coalesce(u.disabled_reason, r.reason) AS reason,
      CASE WHEN u.disabled_at IS NOT NULL THEN 'disabled' WHEN u.last_signed_in_at IS NULL THEN 'never' ELSE 'dormant' END AS state,
      CASE WHEN u.disabled_at IS NOT NULL THEN 'disabled' WHEN r.at > $5 THEN 'kept' ELSE 'open' END AS shelf,
      ARRAY(SELECT o.name || ' ' || a.title FROM appointment a JOIN organ o ON o.id = a.organ_id WHERE a.person_id = p.id AND a.congress_id = $1 AND (a.ends_on IS NULL OR a.ends_on > $2)
        UNION ALL SELECT '人大代表' FROM mandate m WHERE m.person_id = p.id AND m.congress_id = $1 AND m.status <> 'ended') AS posts
    FROM person p JOIN auth_user u ON u.id = p.user_id LEFT JOIN reviewed r ON r.subject_id = p.id
    WHERE p.congress_ids @> ARRAY[$1::uuid] AND p.merged_into_id IS NULL
      AND (u.disabled_at IS NOT NULL OR (u.last_signed_in_at IS NULL AND u.created_at < $4) OR u.last_signed_in_at < $3))`;

const daysAgo = (work: Work, days: number): Date => new Date(work.clock.now().getTime() - days * 86_400_000);

/** @param change a parameter looked at as if it were set */
async function limits(work: Work, congressId: string, change?: ParameterChange): Promise<unknown[]> {
  const days = async (key: keyof typeof dormantParameters) => z.int().parse(change?.key === key ? change.value : await work.parameter(congressId, key));
  return [congressId, today(work.clock), daysAgo(work, await days('accounts.dormant_days')), daysAgo(work, await days('accounts.never_used_days')), daysAgo(work, KEPT_DAYS)];
}

const countOpen = async (work: Work, values: readonly unknown[]): Promise<number> =>
  (await unscopedIdentity(work, 'accounts belong to no congress', () => work.sql<{ count: number }>(`${dormantSql} SELECT count(*)::int AS count FROM found WHERE shelf = 'open'`, values)))[0]?.count ?? 0;

/** How many accounts another number of days would put on the list to be reviewed. */
export async function effectOnDormant(work: Work, change: ParameterChange): Promise<ParameterEffect> {
  const [now, then] = [await countOpen(work, await limits(work, change.congressId)), await countOpen(work, await limits(work, change.congressId, change))];
  return { open: now, words: `保存后立即生效：等待核查的长期未使用账号由 ${now} 个变为 ${then} 个；是否停用仍由安全管理员逐个核查决定。` };
}

/** Accounts of people of the congress that have not been used for long, the longest first. */
export async function dormantAccounts(work: Work, congressId: string, filter: z.output<typeof dormantFilter>): Promise<z.infer<typeof dormantPage>> {
  const values = await limits(work, congressId);
  const rows = await unscopedIdentity(work, 'accounts belong to no congress', () =>
    work.sql<Row>(
      `${dormantSql} SELECT *, count(*) OVER ()::int AS total FROM found WHERE shelf = $6 AND name LIKE $7 ORDER BY "lastSignedInAt" NULLS FIRST, "createdAt", "personId" LIMIT $8 OFFSET $9`,
      [...values, filter.show, `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`, filter.size, (filter.page - 1) * filter.size],
    ),
  );
  const open = await countOpen(work, values);
  return {
    rows: rows.map(({ personId, name, posts, state, reason, lastSignedInAt, createdAt, reviewedAt }) => ({
      personId, name, posts, state, reason, lastSignedInAt: lastSignedInAt?.toISOString() ?? null, createdAt: createdAt.toISOString(), reviewedAt: reviewedAt?.toISOString() ?? null,
    })),
    total: rows[0]?.total ?? 0, open,
  };
}

export const reviewOutcomes = { kept: '保留', disabled: '停用', enabled: '恢复使用' } as const;
export type ReviewOutcome = keyof typeof reviewOutcomes;

/**
 * The outcome of a review: kept, closed (sign-ins end) or opened again. Closing and opening are the highest congress's, as all of an account.
 * @throws DomainError common.not_found; common.forbidden; common.conflict for the own account or when it is so already
 */
export async function reviewAccount(work: Work, capacity: Capacity, input: { personId: string; outcome: ReviewOutcome; reason: string }): Promise<void> {
  const { personId, outcome, reason } = input;
  const person = await personById(work, personId);
  if (personId === capacity.personId) throw new DomainError('common.conflict', { reason: '不能核查自己的账号，请由其他管理员办理' });
  const [account] = await unscopedIdentity(work, 'accounts belong to no congress', () =>
    work.sql<{ id: string; disabled: boolean }>('SELECT u.id, u.disabled_at IS NOT NULL AS disabled FROM person p JOIN auth_user u ON u.id = p.user_id WHERE p.id = $1 FOR UPDATE OF u', [personId]),
  );
  if (!account) throw new DomainError('common.not_found', { what: '账号' });
  if (account.disabled !== (outcome === 'enabled')) throw new DomainError('common.conflict', { reason: account.disabled ? `${person.name}的账号已经停用` : `${person.name}的账号没有停用` });
  if (outcome !== 'kept') {
    await requireHighestCongress(work, personId, capacity.congressId);
    const closed = outcome === 'disabled';
    await unscopedIdentity(work, 'accounts belong to no congress', () =>
      work.prisma.user.update({ where: { id: account.id }, data: { disabledAt: closed ? work.clock.now() : null, disabledReason: closed ? reason : null } }),
    );
    if (closed) await revokeSessions(work, personId);
    await announceIdentityChange(work, personId);
  }
  await appendEvent(work, {
    congressId: capacity.congressId, matterId: null, type: accountReviewed.name, subjectType: 'person', subjectId: personId, personId: capacity.personId,
    payload: { personId, personName: person.name, congressName: capacity.congressName, by: `${capacity.personName}（${capacity.label}）`, outcome, reason },
  });
}
