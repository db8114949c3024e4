// Who is invited: everybody in force of what was chosen, each once. Suspended mandates do no duty and are not invited (代表法 61).
import type { Capacity } from '@smart/identity/capacity';
import { unscopedIdentity } from '@smart/identity/realm';
import { newId } from '@smart/kernel/ids';
import { sessionOfTerm } from '@smart/kernel/numbers';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { Targets } from './model.ts';
import type { choicesInput } from './model-inputs.ts';
import type { Choices } from './model-views.ts';
import { sessionSql, type SessionOf } from './store.ts';

/** Deputies by the station at which they are met. Another domain's affair: the server tells. */
export type Stations = {
  readonly list: (work: Work, congressId: string) => Promise<{ id: string; name: string; deputies: number }[]>;
  readonly mandates: (work: Work, congressId: string, stationIds: readonly string[]) => Promise<string[]>;
};
let stations: Stations = { list: async () => [], mandates: async () => [] };
/** Set by the server, which knows both domains. */
export function registerStations(known: Stations): void {
  stations = known;
}

export type Invitee = { readonly mandateId: string; readonly personId: string; readonly name: string; readonly status: string };

/** The deputies of the current term whom the choice names, suspended ones too. */
export async function namedBy(work: Work, congressId: string, { all, delegationIds, groupIds, stationIds, mandateIds }: Targets): Promise<Invitee[]> {
  const ofStations = stationIds.length === 0 ? [] : await stations.mandates(work, congressId, stationIds);
  return work.sql<Invitee>(
    `SELECT m.id AS "mandateId", m.person_id AS "personId", p.name, m.status FROM mandate m JOIN person p ON p.id = m.person_id JOIN term t ON t.id = m.term_id AND t.current
     WHERE m.congress_id = $1 AND m.status IN ('active', 'suspended')
       AND ($2 OR m.delegation_id = ANY ($3::uuid[]) OR m.id = ANY ($4::uuid[]) OR EXISTS (SELECT 1 FROM deputy_group_member g WHERE g.person_id = m.person_id AND g.congress_id = $1 AND g.group_id = ANY ($5::uuid[])))
     ORDER BY p.name, m.id`,
    [congressId, all, delegationIds, [...mandateIds, ...ofStations], groupIds],
  );
}

export type Outsider = { readonly name: string; readonly congressName: string };

/**
 * Members of the groups named who are deputies of another tier (代表法 27) and not of this congress: an invitation hangs on a mandate of the
 * congress, so they get none. Of them only what the public knows (代表法 58).
 */
export async function outsidersOf(work: Work, congressId: string, groupIds: readonly string[]): Promise<Outsider[]> {
  if (groupIds.length === 0) return [];
  return unscopedIdentity(work, 'members of a group may be deputies of a higher tier (代表法 27); only public facts are shown (代表法 58)', () =>
    work.sql<Outsider>(
      `SELECT DISTINCT p.name, d.name AS "congressName" FROM deputy_group_member g JOIN person p ON p.id = g.person_id
       JOIN LATERAL (SELECT c.name FROM mandate m JOIN congress c ON c.id = m.congress_id WHERE m.person_id = g.person_id AND m.congress_id <> $1 AND m.status = 'active' ORDER BY length(c.division_code), c.name LIMIT 1) d ON true
       WHERE g.congress_id = $1 AND g.group_id = ANY ($2::uuid[]) AND NOT EXISTS (SELECT 1 FROM mandate m JOIN term t ON t.id = m.term_id AND t.current WHERE m.person_id = g.person_id AND m.congress_id = $1 AND m.status IN ('active', 'suspended')) ORDER BY 1, 2`,
      [congressId, groupIds],
    ),
  );
}

/** What is said of them to whoever invites; nothing when there is nobody. */
export const outsiderWords = (outsiders: readonly Outsider[]): string =>
  outsiders.length === 0 ? '' : `代表小组中另有 ${outsiders.length} 名其他层级的代表（${outsiders.map(({ name, congressName }) => `${name}，${congressName}`).join('；')}）不在本级代表名册，没有邀请，请另行告知。`;

/** Whom a choice means, in words for everybody: no single deputy by name. */
export async function audienceOf(work: Work, congressId: string, { all, delegationIds, groupIds, stationIds, mandateIds }: Targets): Promise<string> {
  if (all) return '全体代表';
  const named = await work.sql<{ name: string }>(`SELECT d.name FROM delegation d WHERE d.congress_id = $1 AND d.id = ANY ($2::uuid[]) UNION ALL SELECT g.name FROM deputy_group g WHERE g.congress_id = $1 AND g.id = ANY ($3::uuid[])`, [congressId, delegationIds, groupIds]);
  const atStations = stationIds.length === 0 ? [] : (await stations.list(work, congressId)).filter(({ id }) => stationIds.includes(id)).map(({ name }) => `${name}的代表`);
  return [...named.map(({ name }) => name), ...atStations, ...(mandateIds.length > 0 ? ['部分代表'] : [])].join('、');
}

/** How many would be invited, how many of those named are suspended, and who of their groups is left out. */
export async function countTargets(work: Work, capacity: Capacity, targets: Targets): Promise<{ invited: number; suspended: number; outsiders: Outsider[] }> {
  const named = await namedBy(work, capacity.congressId, targets);
  const invited = named.filter(({ status }) => status === 'active').length;
  return { invited, suspended: named.length - invited, outsiders: await outsidersOf(work, capacity.congressId, targets.groupIds) };
}

/**
 * Makes the invitations of an activity those of the choice; of one that is announced none is taken away.
 * @returns who is newly invited
 */
export async function setInvitations(work: Work, { id, congressId }: { readonly id: string; readonly congressId: string }, targets: Targets, keep: boolean): Promise<Invitee[]> {
  const wanted = (await namedBy(work, congressId, targets)).filter(({ status }) => status === 'active');
  if (!keep) await work.sql('DELETE FROM duty_invitation WHERE activity_id = $1 AND mandate_id <> ALL ($2::uuid[])', [id, wanted.map(({ mandateId }) => mandateId)]);
  const added = await work.sql<{ mandateId: string }>(
    `INSERT INTO duty_invitation (id, activity_id, congress_id, mandate_id, person_id, name, updated_at)
     SELECT n.id, $1, $2, n.mandate, n.person, n.name, $3 FROM unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::text[]) AS n(id, mandate, person, name)
     ON CONFLICT (activity_id, mandate_id) DO NOTHING RETURNING mandate_id AS "mandateId"`,
    [id, congressId, work.clock.now(), wanted.map(() => newId()), wanted.map((one) => one.mandateId), wanted.map((one) => one.personId), wanted.map((one) => one.name)],
  );
  const fresh = new Set(added.map(({ mandateId }) => mandateId));
  return wanted.filter(({ mandateId }) => fresh.has(mandateId));
}

const active = `m.congress_id = $1 AND m.status = 'active' AND EXISTS (SELECT 1 FROM term t WHERE t.id = m.term_id AND t.current)`;

/** What the form of an activity offers to choose from. */
export async function choicesOf(work: Work, capacity: Capacity, { q }: z.output<typeof choicesInput>): Promise<Choices> {
  const id = capacity.congressId;
  const [count] = await work.sql<{ deputies: number; suspended: number }>(
    `SELECT count(*) FILTER (WHERE m.status = 'active')::int AS deputies, count(*) FILTER (WHERE m.status = 'suspended')::int AS suspended FROM mandate m JOIN term t ON t.id = m.term_id AND t.current WHERE m.congress_id = $1`, [id]);
  const delegations = await work.sql<Choices['delegations'][number]>(
    `SELECT d.id, d.name, count(m.id)::int AS deputies FROM delegation d JOIN term t ON t.id = d.term_id AND t.current LEFT JOIN mandate m ON m.delegation_id = d.id AND m.status = 'active' WHERE d.congress_id = $1 GROUP BY d.id ORDER BY d.sort, d.name`, [id]);
  const groups = await work.sql<Choices['groups'][number]>(
    `SELECT g.id, g.name, (SELECT count(*)::int FROM mandate m WHERE ${active} AND EXISTS (SELECT 1 FROM deputy_group_member x WHERE x.group_id = g.id AND x.person_id = m.person_id)) AS deputies FROM deputy_group g WHERE g.congress_id = $1 ORDER BY g.name`, [id]);
  const sessions = await work.sql<{ id: string; session: SessionOf }>(
    `SELECT s.id, ${sessionSql} AS session FROM session s JOIN term t ON t.id = s.term_id WHERE s.congress_id = $1 AND t.current ORDER BY s.starts_on DESC`, [id]);
  const found = q === '' ? [] : await work.sql<Choices['found'][number]>(
    `SELECT m.id AS "mandateId", p.name, COALESCE(d.name, p.employer) AS unit FROM mandate m JOIN person p ON p.id = m.person_id LEFT JOIN delegation d ON d.id = m.delegation_id WHERE ${active} AND strpos(p.name || COALESCE(p.employer, ''), $2) > 0 ORDER BY p.name, m.id LIMIT 20`, [id, q]);
  return { deputies: count?.deputies ?? 0, suspended: count?.suspended ?? 0, delegations, groups, stations: await stations.list(work, id), sessions: sessions.map(({ id: sessionId, session }) => ({ id: sessionId, label: sessionOfTerm(session) })), found, organiser: capacity.organName ?? capacity.congressName };
}
