// Who can do what, and why: read from the very data that guards. Procedures come from the router's own descriptions (roles in `meta`);
// domains register who can do what with one of their records.
import { DomainError } from '@smart/kernel/errors';
import { today } from '@smart/kernel/dates';
import type { DescribedProcedure } from '@smart/rpc/guard';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { type Capacity, type Role, roles } from './capacity.ts';

let catalogue: () => readonly DescribedProcedure[] = () => [];

/** Says where the list of all procedures comes from: the router, which is built above this floor. */
export function registerCatalogue(list: () => readonly DescribedProcedure[]): void {
  catalogue = list;
}

export const act = z.object({ path: z.string(), label: z.string(), changes: z.boolean(), roles: z.array(z.enum(roles)) });
export type Act = z.infer<typeof act>;

const isRole = (name: string): name is Role => roles.some((role) => role === name);

/** Every procedure that asks for a capacity, with the roles it is open to. */
export function acts(): Act[] {
  return catalogue()
    .filter(({ access }) => access === 'capacity')
    .map(({ path, type, roles: open, description }) => ({ path, label: description ?? path, changes: type === 'mutation', roles: open.filter(isRole) }));
}

/** What somebody with these roles may call. */
export const actsOf = (held: readonly string[]): Act[] => acts().filter((one) => one.roles.some((role) => held.includes(role)));

/** What a change of roles gives and takes away. */
export function difference(before: readonly string[], after: readonly string[]): { gains: Act[]; losses: Act[]; kept: number } {
  const had = new Set(actsOf(before).map(({ path }) => path));
  const has = new Set(actsOf(after).map(({ path }) => path));
  return { gains: actsOf(after).filter(({ path }) => !had.has(path)), losses: actsOf(before).filter(({ path }) => !has.has(path)), kept: [...has].filter((path) => had.has(path)).length };
}

export const holder = z.object({ personId: z.string(), name: z.string(), post: z.string(), roles: z.array(z.string()) });
type Holder = z.infer<typeof holder>;

/** Posts, mandates and stand-ins in force, under the conditions of the session's own statement; $2 is the day, $3 the instant. */
const inForce = `
  SELECT p.id AS "personId", p.name, o.name || ' ' || a.title AS post, a.roles, a.organ_id FROM appointment a JOIN person p ON p.id = a.person_id JOIN organ o ON o.id = a.organ_id
  WHERE a.congress_id = $1 AND a.starts_on <= $2 AND (a.ends_on IS NULL OR a.ends_on > $2)
  UNION ALL SELECT p.id, p.name, '人大代表', ARRAY['deputy'], NULL FROM mandate m JOIN person p ON p.id = m.person_id WHERE m.congress_id = $1 AND m.status = 'active'
  UNION ALL SELECT p.id, p.name, CASE i.kind WHEN 'substitute' THEN o.name || ' ' || a.title || '（代班，代' || f.name || '）' WHEN 'assistant' THEN '代表' || f.name || '的助理' ELSE o.name || '（应急授权）' END,
      array_remove(i.roles, 'confidential'), o.id
    FROM stand_in i JOIN person p ON p.id = i.person_id LEFT JOIN appointment a ON a.id = i.appointment_id LEFT JOIN mandate m ON m.id = i.mandate_id
      LEFT JOIN person f ON f.id = coalesce(a.person_id, m.person_id) LEFT JOIN organ o ON o.id = coalesce(a.organ_id, i.organ_id)
    WHERE i.congress_id = $1 AND i.starts_at <= $3 AND (i.ends_at IS NULL OR i.ends_at > $3) AND i.refused_at IS NULL AND (i.kind = 'substitute' OR i.approved_at IS NOT NULL)
      AND (i.kind <> 'substitute' OR (a.starts_on <= $2 AND (a.ends_on IS NULL OR a.ends_on > $2))) AND (i.kind <> 'assistant' OR m.status = 'active')`;
const columns = 'held."personId", held.name, held.post, held.roles';

/** What one person holds in the congress now. */
export async function capacitiesHeld(work: Work, congressId: string, personId: string): Promise<Holder[]> {
  return work.sql<Holder>(`SELECT ${columns} FROM (${inForce}) held WHERE held."personId" = $4`, [congressId, today(work.clock), work.clock.now(), personId]);
}

export const holderPage = z.object({ rows: z.array(holder), total: z.number().int() });

/** Who in the congress may call a procedure, with the post that lets them. @throws DomainError common.not_found */
export async function holdersOf(work: Work, congressId: string, input: { path: string; page: number; size: number }): Promise<z.infer<typeof holderPage>> {
  const found = acts().find(({ path }) => path === input.path);
  if (!found) throw new DomainError('common.not_found', { what: '办理事项' });
  const rows = await work.sql<Holder & { total: number }>(
    `SELECT ${columns}, count(*) OVER ()::int AS total FROM (${inForce}) held WHERE held.roles && $4::text[] ORDER BY held.post, held.name, held."personId" LIMIT $5 OFFSET $6`,
    [congressId, today(work.clock), work.clock.now(), found.roles, input.size, (input.page - 1) * input.size],
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** Who acts for an organ, by which post. */
export async function staffOf(work: Work, congressId: string, input: { organId: string; page: number; size: number }): Promise<z.infer<typeof holderPage>> {
  const rows = await work.sql<Holder & { total: number }>(
    `SELECT ${columns}, count(*) OVER ()::int AS total FROM (${inForce}) held WHERE held.organ_id = $4 ORDER BY held.post, held.name, held."personId" LIMIT $5 OFFSET $6`,
    [congressId, today(work.clock), work.clock.now(), input.organId, input.size, (input.page - 1) * input.size],
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export const explainedAct = z.object({ label: z.string(), part: z.string(), allowed: z.boolean(), reason: z.string().nullable(), source: z.string().nullable() });
export const explainedParty = z.object({ name: z.string(), label: z.string(), /** Why the record is seen at all. */ sees: z.array(z.string()), acts: z.array(explainedAct) });
export const explainedRecord = z.object({ title: z.string(), state: z.string(), parties: z.array(explainedParty), /** Candidates who see nothing and can do nothing. */ nobody: z.number().int(), /** There are more candidates than were asked about. */ more: z.boolean() });
export type ExplainedRecord = z.infer<typeof explainedRecord>;

/** Who can do what with one record of a domain. @throws DomainError common.not_found when whoever asks may not see it */
export type Explainer = (work: Work, capacity: Capacity, id: string) => Promise<ExplainedRecord>;
const explainers = new Map<string, Explainer>();

/** Registers a domain's record; the same name again replaces the earlier one. */
export function registerExplainer(type: string, explain: Explainer): void {
  explainers.set(type, explain);
}

/** @throws DomainError common.not_found */
export async function explainRecord(work: Work, capacity: Capacity, input: { type: string; id: string }): Promise<ExplainedRecord> {
  const explain = explainers.get(input.type);
  if (!explain) throw new DomainError('common.not_found', { what: '事项类别' });
  return explain(work, capacity, input.id);
}
