// Quota of deputies and size of the standing committee: what was decided, what the law says to it, and how many there are now.
import { congressById } from '@smart/divisions/congresses';
import { checkQuota, quotaByLaw } from '@smart/divisions/quota';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import type { Capacity } from './capacity.ts';
import { quotaSet } from './events.ts';

const count = (what: string, max: number) => z.number(`${what}应当为整数`).int(`${what}应当为整数`).min(1, `${what}应当大于 0`).max(max, `${what}不大于 ${max}`).nullable();
export const quotaInput = z.strictObject({ population: count('人口数', 200_000_000), deputyQuota: count('代表名额', 3000), committeeSeats: count('常委会名额', 200) });
export const quotaView = z.object({
  ...quotaInput.shape,
  tier: z.enum(['province', 'city', 'county', 'township']),
  /** What 选举法 12 yields for the population. */
  byLaw: z.number().int().nullable(),
  deputies: z.number().int(),
  committeeMembers: z.number().int(),
  checks: z.array(z.object({ field: z.string(), level: z.enum(['refused', 'warning']), message: z.string() })),
});

/** The numbers of a congress with what is to be said about them. */
export async function quotaOf(work: Work, congressId: string): Promise<z.infer<typeof quotaView>> {
  const { tier } = await congressById(work, congressId);
  const [row] = await work.sql<{ population: number | null; deputyQuota: number | null; committeeSeats: number | null; deputies: number; members: number }>(
    `SELECT c.population, c.deputy_quota AS "deputyQuota", c.committee_seats AS "committeeSeats",
       (SELECT count(*)::int FROM mandate m WHERE m.congress_id = c.id AND m.status IN ('active', 'suspended')) AS deputies,
       (SELECT count(DISTINCT a.person_id)::int FROM appointment a WHERE a.congress_id = c.id AND a.roles @> ARRAY['standing_committee_member'] AND (a.ends_on IS NULL OR a.ends_on > $2)) AS members
     FROM congress c WHERE c.id = $1`,
    [congressId, today(work.clock)],
  );
  const facts = { tier, population: row?.population ?? null, deputyQuota: row?.deputyQuota ?? null, committeeSeats: row?.committeeSeats ?? null };
  const [deputies, members] = [row?.deputies ?? 0, row?.members ?? 0];
  const checks: z.infer<typeof quotaView>['checks'] = [...checkQuota(facts)];
  if (facts.deputyQuota !== null && deputies > facts.deputyQuota) checks.push({ field: 'deputyQuota', level: 'warning', message: `现有代表 ${deputies} 名，超过名额 ${facts.deputyQuota} 名，请核对代表资格登记` });
  if (facts.committeeSeats !== null && members > facts.committeeSeats) checks.push({ field: 'committeeSeats', level: 'warning', message: `现有常委会组成人员 ${members} 名，超过名额 ${facts.committeeSeats} 名，请核对任职登记` });
  return { ...facts, byLaw: facts.population === null ? null : quotaByLaw(tier, facts.population), deputies, committeeMembers: members, checks };
}

/**
 * Enters the numbers as they were decided.
 * @throws DomainError common.invalid_input, naming field and article, where the law leaves no room
 */
export async function setQuota(work: Work, capacity: Capacity, input: z.output<typeof quotaInput>): Promise<z.infer<typeof quotaView>> {
  const { tier, name } = await congressById(work, capacity.congressId);
  const refused = checkQuota({ tier, ...input }).filter(({ level }) => level === 'refused');
  const [first] = refused;
  if (first) throw new DomainError('common.invalid_input', { problem: first.message }, refused.map(({ field, message }) => ({ path: field, message })));
  await work.prisma.congress.update({ where: { id: capacity.congressId }, data: input });
  await appendEvent(work, {
    congressId: capacity.congressId, matterId: null, type: quotaSet.name, subjectType: 'congress', subjectId: capacity.congressId, personId: capacity.personId,
    payload: { congressName: name, by: `${capacity.personName}（${capacity.label}）`, ...input },
  });
  return quotaOf(work, capacity.congressId);
}
