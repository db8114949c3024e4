// Delegations, constituencies, deputy groups and those who attend without a vote, with the deputies in them. Of deputies only what the
// public may know of them (代表法 58).
import type { Tier } from '@smart/divisions/scope';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { unscopedIdentity } from './realm.ts';

/** 居住地区或者生产单位 with three deputies or more may form a group (地方组织法 43). */
export const FEWEST_IN_GROUP = 3;

export const paging = { page: z.number().int().min(1).max(10_000).default(1), size: z.number().int().min(1).max(100).default(20) };
export const searchText = z.string().trim().max(30, '查询内容不超过 30 个字').default('');
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

export const delegationRow = z.object({
  id: z.string(), name: z.string(), sort: z.number().int(), members: z.number().int(), leaderId: z.string().nullable(), leaderName: z.string().nullable(),
});
export const delegationList = z.object({ rows: z.array(delegationRow), /** Deputies of the term that are in none. */ without: z.number().int() });

/** Delegations of a term with their leaders and sizes. */
export async function delegationsOf(work: Pick<Work, 'sql'>, congressId: string, termId: string): Promise<z.infer<typeof delegationList>> {
  const rows = await work.sql<z.infer<typeof delegationRow>>(
    `SELECT d.id, d.name, d.sort, d.leader_id AS "leaderId", p.name AS "leaderName",
       (SELECT count(*)::int FROM mandate m WHERE m.delegation_id = d.id AND m.status <> 'ended') AS members
     FROM delegation d LEFT JOIN person p ON p.id = d.leader_id WHERE d.congress_id = $1 AND d.term_id = $2 ORDER BY d.sort, d.name`,
    [congressId, termId],
  );
  const [rest] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM mandate WHERE congress_id = $1 AND term_id = $2 AND status <> 'ended' AND delegation_id IS NULL`, [congressId, termId]);
  return { rows, without: rest?.count ?? 0 };
}

export const memberRow = z.object({ mandateId: z.string(), personId: z.string(), name: z.string(), employer: z.string().nullable(), position: z.string().nullable(), constituencyName: z.string().nullable(), leader: z.boolean(), fictitious: z.boolean() });
export const memberPage = z.object({ rows: z.array(memberRow), total: z.number().int() });

/** Deputies of a delegation, its leader first; of none when null. */
export async function delegationMembers(
  work: Pick<Work, 'sql'>, congressId: string, filter: { termId: string; delegationId: string | null; text: string; page: number; size: number },
): Promise<z.infer<typeof memberPage>> {
  const rows = await work.sql<z.infer<typeof memberRow> & { total: number }>(
    `SELECT m.id AS "mandateId", p.id AS "personId", p.name, p.employer, p.position, k.name AS "constituencyName", p.fictitious, p.id IS NOT DISTINCT FROM d.leader_id AS leader, count(*) OVER ()::int AS total
     FROM mandate m JOIN person p ON p.id = m.person_id LEFT JOIN constituency k ON k.id = m.constituency_id LEFT JOIN delegation d ON d.id = m.delegation_id
     WHERE m.congress_id = $1 AND m.term_id = $2 AND m.status <> 'ended' AND m.delegation_id IS NOT DISTINCT FROM $3::uuid AND (p.name LIKE $4 OR p.employer LIKE $4)
     ORDER BY leader DESC, p.name, m.id LIMIT $5 OFFSET $6`,
    [congressId, filter.termId, filter.delegationId, containing(filter.text), filter.size, (filter.page - 1) * filter.size],
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export const constituencyRow = z.object({
  id: z.string(), name: z.string(), kind: z.string(), seats: z.number().int(), filled: z.number().int(), electingCongressId: z.string().nullable(), electingName: z.string().nullable(), divisionCode: z.string().nullable(), divisionName: z.string().nullable(),
});
export const constituencyPage = z.object({ rows: z.array(constituencyRow), total: z.number().int(), seats: z.number().int(), filled: z.number().int() });

/** Constituencies or electing units of a term with seats to fill and filled. */
export async function constituenciesOf(work: Pick<Work, 'sql'>, congressId: string, filter: { termId: string; text: string; page: number; size: number }): Promise<z.infer<typeof constituencyPage>> {
  const rows = await work.sql<z.infer<typeof constituencyRow> & { total: number; allSeats: number; allFilled: number }>(
    `WITH units AS (
       SELECT k.id, k.name, k.kind, k.seats, k.electing_congress_id AS "electingCongressId", c.name AS "electingName", k.division_code AS "divisionCode", v.name AS "divisionName",
         (SELECT count(*)::int FROM mandate m WHERE m.constituency_id = k.id AND m.status <> 'ended') AS filled
       FROM constituency k LEFT JOIN congress c ON c.id = k.electing_congress_id LEFT JOIN division v ON v.code = k.division_code
       WHERE k.congress_id = $1 AND k.term_id = $2 AND k.name LIKE $3)
     SELECT *, count(*) OVER ()::int AS total, sum(seats) OVER ()::int AS "allSeats", sum(filled) OVER ()::int AS "allFilled" FROM units ORDER BY name, id LIMIT $4 OFFSET $5`,
    [congressId, filter.termId, containing(filter.text), filter.size, (filter.page - 1) * filter.size],
  );
  return { rows: rows.map(({ total: _total, allSeats: _seats, allFilled: _filled, ...row }) => row), total: rows[0]?.total ?? 0, seats: rows[0]?.allSeats ?? 0, filled: rows[0]?.allFilled ?? 0 };
}

export const groupRow = z.object({ id: z.string(), name: z.string(), kind: z.enum(['area', 'field']), members: z.number().int(), leaderName: z.string().nullable(), warning: z.string().nullable() });
export const groupPage = z.object({ rows: z.array(groupRow), total: z.number().int() });

/** What is to be said about a group's size (地方组织法 43). */
export const groupWarning = (members: number): string | null =>
  members < FEWEST_IN_GROUP ? `不足 ${FEWEST_IN_GROUP} 名代表。代表三人以上的居住地区或者生产单位可以组织代表小组（地方组织法第四十三条），请补充成员` : null;

/** Deputy groups of a congress. Members may be deputies of other tiers, whom the wall of people hides. */
export async function deputyGroupsOf(work: Work, congressId: string, filter: { text: string; page: number; size: number }): Promise<z.infer<typeof groupPage>> {
  const rows = await unscopedIdentity(work, 'members of a group may be deputies of a higher tier (代表法 27)', () =>
    work.sql<Omit<z.infer<typeof groupRow>, 'warning'> & { total: number }>(
      `SELECT g.id, g.name, g.kind, (SELECT count(*)::int FROM deputy_group_member m WHERE m.group_id = g.id) AS members,
         (SELECT p.name FROM deputy_group_member m JOIN person p ON p.id = m.person_id WHERE m.group_id = g.id AND m.leader LIMIT 1) AS "leaderName", count(*) OVER ()::int AS total
       FROM deputy_group g WHERE g.congress_id = $1 AND g.name LIKE $2 ORDER BY g.kind, g.name, g.id LIMIT $3 OFFSET $4`,
      [congressId, containing(filter.text), filter.size, (filter.page - 1) * filter.size],
    ),
  );
  return { rows: rows.map(({ total: _total, ...row }) => ({ ...row, warning: groupWarning(row.members) })), total: rows[0]?.total ?? 0 };
}

export const groupMember = z.object({ personId: z.string(), name: z.string(), employer: z.string().nullable(), position: z.string().nullable(), congressName: z.string().nullable(), own: z.boolean(), leader: z.boolean() });

const deputyOf = `LEFT JOIN LATERAL (SELECT c.name, c.id FROM mandate m JOIN congress c ON c.id = m.congress_id WHERE m.person_id = p.id AND m.status IN ('active', 'suspended')
       ORDER BY (m.congress_id = $1) DESC, c.division_code LIMIT 1) d ON true`;

/** Members of one group, the leader first, with the congress whose deputy each is. */
export async function deputyGroupMembers(work: Work, congressId: string, groupId: string): Promise<z.infer<typeof groupMember>[]> {
  return unscopedIdentity(work, 'members of a group may be deputies of a higher tier (代表法 27)', () =>
    work.sql<z.infer<typeof groupMember>>(
      `SELECT p.id AS "personId", p.name, p.employer, p.position, d.name AS "congressName", coalesce(d.id = $1, false) AS own, g.leader
       FROM deputy_group_member g JOIN person p ON p.id = g.person_id ${deputyOf} WHERE g.group_id = $2 ORDER BY g.leader DESC, own DESC, p.name, p.id`,
      [congressId, groupId],
    ),
  );
}

export const groupCandidate = groupMember.omit({ leader: true });

/** Deputies of the congress and of those above it, by name or employer: who may join a group (代表法 27). */
export async function groupCandidates(work: Work, congressId: string, filter: { text: string; personId?: string; take: number }): Promise<z.infer<typeof groupCandidate>[]> {
  return unscopedIdentity(work, 'deputies of a higher tier may join a group (代表法 27); only public facts are shown (代表法 58)', () =>
    work.sql<z.infer<typeof groupCandidate>>(
      `WITH RECURSIVE chain AS (SELECT id, parent_id FROM congress WHERE id = $1 UNION ALL SELECT c.id, c.parent_id FROM congress c JOIN chain ON c.id = chain.parent_id)
       SELECT p.id AS "personId", p.name, p.employer, p.position, d.name AS "congressName", coalesce(d.id = $1, false) AS own
       FROM person p ${deputyOf}
       WHERE (p.name LIKE $2 OR p.employer LIKE $2) AND ($3::uuid IS NULL OR p.id = $3)
         AND EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = p.id AND m.status = 'active' AND m.congress_id IN (SELECT id FROM chain))
       ORDER BY own DESC, p.name, p.id LIMIT $4`,
      [congressId, containing(filter.text), filter.personId ?? null, filter.take],
    ),
  );
}

export const attendeeRow = z.object({ personId: z.string(), name: z.string(), employer: z.string().nullable(), position: z.string().nullable(), congressName: z.string(), unitName: z.string(), why: z.string() });
export const attendeePage = z.object({ rows: z.array(attendeeRow), total: z.number().int(), source: z.string() });

/**
 * Who may attend the sessions of a congress without a vote (列席, 代表法 34), derived from mandates: deputies whom it elected into the
 * congress above; in a township the county's deputies of the constituencies there.
 */
export async function attendeesOf(work: Work, congress: { id: string; tier: Tier; divisionCode: string }, filter: { text: string; page: number; size: number }): Promise<z.infer<typeof attendeePage>> {
  const township = congress.tier === 'township';
  const rows = await unscopedIdentity(work, 'mandates of the congress above decide who attends (代表法 34); only public facts are shown (代表法 58)', () =>
    work.sql<Omit<z.infer<typeof attendeeRow>, 'why'> & { total: number }>(
      `SELECT p.id AS "personId", p.name, p.employer, p.position, c.name AS "congressName", k.name AS "unitName", count(*) OVER ()::int AS total
       FROM mandate m JOIN person p ON p.id = m.person_id JOIN congress c ON c.id = m.congress_id JOIN constituency k ON k.id = m.constituency_id
       WHERE m.status = 'active' AND (${township ? `k.kind = 'direct' AND c.id = (SELECT parent_id FROM congress WHERE id = $1) AND k.division_code = $2` : 'k.electing_congress_id = $1 AND $2::text IS NOT NULL'})
         AND (p.name LIKE $3 OR p.employer LIKE $3)
       ORDER BY c.division_code, p.name, p.id LIMIT $4 OFFSET $5`,
      [congress.id, congress.divisionCode, containing(filter.text), filter.size, (filter.page - 1) * filter.size],
    ),
  );
  const why = township ? '选区在本乡镇的县级人大代表' : '由本级人大选出的上一级人大代表';
  return { rows: rows.map(({ total: _total, ...row }) => ({ ...row, why })), total: rows[0]?.total ?? 0, source: '代表法第三十四条' };
}
