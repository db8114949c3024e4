// The congresses directly below, as far as the tier above looks at them: whether they can work by themselves. Nothing of their inner data.
import { tier } from '@smart/divisions/model';
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { openInvitations } from './invitations.ts';
import { unscopedIdentity } from './realm.ts';
import { administratorRoles } from './service.ts';

export const belowFilter = z.object({
  text: z.string().trim().max(30, '查询内容不超过 30 个字').default(''),
  /** gaps: without one of the three administrators, standing organs or a term. */
  show: z.enum(['all', 'gaps']).default('all'),
  page: z.number().int().min(1).max(10_000).default(1),
  size: z.number().int().min(1).max(100).default(20),
});
export const belowRow = z.object({
  id: z.string(), name: z.string(), tier, divisionCode: z.string(),
  system: z.number().int(), security: z.number().int(), audit: z.number().int(),
  organsReady: z.boolean(), termNumber: z.number().int().nullable(),
  /** ISO instant of the latest sign-in of anybody who serves there. */
  lastActivityAt: z.string().nullable(),
});
export const belowPage = z.object({ rows: z.array(belowRow), total: z.number().int(), all: z.number().int(), gaps: z.number().int() });

const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
type Row = Omit<z.infer<typeof belowRow>, 'lastActivityAt'> & { lastActivityAt: Date | null; total: number };

const facts = `
  WITH below AS (
    SELECT c.id, c.name, c.tier, c.division_code AS "divisionCode",
      (SELECT t.number FROM term t WHERE t.congress_id = c.id AND t.current) AS "termNumber",
      EXISTS (SELECT 1 FROM organ o WHERE o.congress_id = c.id AND o.abolished_on IS NULL AND o.kind = CASE WHEN c.tier = 'township' THEN 'presidium' ELSE 'standing_committee' END)
        AND (c.tier = 'township' OR EXISTS (SELECT 1 FROM organ o WHERE o.congress_id = c.id AND o.abolished_on IS NULL AND o.kind = 'deputies_affairs')) AS "organsReady",
      (SELECT max(u.last_signed_in_at) FROM appointment a JOIN person p ON p.id = a.person_id JOIN auth_user u ON u.id = p.user_id
       WHERE a.congress_id = c.id AND (a.ends_on IS NULL OR a.ends_on > $2)) AS "lastActivityAt",
      ${administratorRoles.map((role) => `(SELECT count(DISTINCT a.person_id)::int FROM appointment a WHERE a.congress_id = c.id AND a.roles @> ARRAY['${role}'] AND (a.ends_on IS NULL OR a.ends_on > $2)) AS "${role.split('_')[0]}"`).join(', ')}
    FROM congress c WHERE c.parent_id = $1),
  gap AS (SELECT *, (system = 0 OR security = 0 OR audit = 0 OR NOT "organsReady" OR "termNumber" IS NULL) AS gap FROM below)`;

/** The congresses directly below with what they lack, by code. */
export async function congressesBelow(work: Work, congressId: string, filter: z.output<typeof belowFilter>): Promise<z.infer<typeof belowPage>> {
  const { text, show, page, size } = filter;
  const [rows, [sums]] = await unscopedIdentity(work, 'the tier above sees who administers the tiers below, and nothing else of them', async () => [
    await work.sql<Row>(
      `${facts} SELECT id, name, tier, "divisionCode", "termNumber", "organsReady", "lastActivityAt", system, security, audit, count(*) OVER ()::int AS total
       FROM gap WHERE name LIKE $3 AND ($4 = 'all' OR gap) ORDER BY "divisionCode" LIMIT $5 OFFSET $6`,
      [congressId, today(work.clock), containing(text), show, size, (page - 1) * size],
    ),
    await work.sql<{ all: number; gaps: number }>(`${facts} SELECT count(*)::int AS "all", (count(*) FILTER (WHERE gap))::int AS gaps FROM gap`, [congressId, today(work.clock)]),
  ] as const);
  return {
    rows: rows.map(({ total: _total, lastActivityAt, ...row }) => ({ ...row, lastActivityAt: lastActivityAt?.toISOString() ?? null })),
    total: rows[0]?.total ?? 0, all: sums?.all ?? 0, gaps: sums?.gaps ?? 0,
  };
}

export const administratorRow = z.object({
  appointmentId: z.string(), personId: z.string(), name: z.string(), phoneMasked: z.string().nullable(), role: z.enum(administratorRoles), title: z.string(),
  username: z.string().nullable(), startsOn: z.string(),
  /** ISO instants. */
  lastSignedInAt: z.string().nullable(), invitedUntil: z.string().nullable(),
  /** The own password has not been set yet. */
  pending: z.boolean(),
});

/** Who administers a congress, as its tier above sees them. */
export async function administratorsOf(work: Work, congressId: string): Promise<z.infer<typeof administratorRow>[]> {
  const rows = await unscopedIdentity(work, 'the tier above administers the administrators of the tier below', () =>
    work.sql<Omit<z.infer<typeof administratorRow>, 'lastSignedInAt' | 'invitedUntil' | 'role'> & { roles: string[]; lastSignedInAt: Date | null }>(
      `SELECT a.id AS "appointmentId", p.id AS "personId", p.name, p.phone_masked AS "phoneMasked", a.roles, a.title, u.username, a.starts_on::text AS "startsOn", coalesce(u.must_change_password, false) AS pending, u.last_signed_in_at AS "lastSignedInAt"
       FROM appointment a JOIN person p ON p.id = a.person_id LEFT JOIN auth_user u ON u.id = p.user_id
       WHERE a.congress_id = $1 AND a.roles && $2::text[] AND (a.ends_on IS NULL OR a.ends_on > $3) ORDER BY a.starts_on, a.id`,
      [congressId, [...administratorRoles], today(work.clock)],
    ),
  );
  const invitations = await openInvitations(work, rows.map(({ appointmentId }) => appointmentId));
  return rows.flatMap(({ roles, lastSignedInAt, ...row }) =>
    administratorRoles.filter((role) => roles.includes(role)).map((role) => ({ ...row, role, lastSignedInAt: lastSignedInAt?.toISOString() ?? null, invitedUntil: invitations.get(row.appointmentId) ?? null })),
  );
}
