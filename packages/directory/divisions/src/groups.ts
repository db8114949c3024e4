// Delegations (代表团), constituencies and electing units (选区、选举单位).
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { congressById } from './congresses.ts';

export type Delegation = { id: string; congressId: string; termId: string; name: string; sort: number; leaderId: string | null };
export type Constituency = {
  id: string; congressId: string; termId: string; name: string; kind: string; electingCongressId: string | null; divisionCode: string | null; seats: number;
};

/** Creates a delegation of a term: by electing unit or area at county level and above, optional in a township (代表法 14). */
export async function createDelegation(work: Pick<Work, 'prisma'>, congressId: string, input: { termId: string; name: string; sort?: number }): Promise<Delegation> {
  const taken = await work.prisma.delegation.findFirst({ where: { termId: input.termId, name: input.name } });
  if (taken) throw new DomainError('common.conflict', { reason: `本届已有名为“${input.name}”的代表团` });
  return work.prisma.delegation.create({ data: { congressId, termId: input.termId, name: input.name, sort: input.sort ?? 0 } });
}

/**
 * Renames or moves a delegation, or names its leader (团长), who is one of its deputies.
 * @throws DomainError common.not_found; common.conflict when the name is taken; common.invalid_input when the leader is not in it
 */
export async function updateDelegation(work: Pick<Work, 'prisma'>, congressId: string, input: { id: string; name: string; sort: number; leaderId: string | null }): Promise<Delegation> {
  const before = await work.prisma.delegation.findFirst({ where: { id: input.id, congressId } });
  if (!before) throw new DomainError('common.not_found', { what: '代表团' });
  const taken = await work.prisma.delegation.findFirst({ where: { termId: before.termId, name: input.name, id: { not: input.id } } });
  if (taken) throw new DomainError('common.conflict', { reason: `本届已有名为“${input.name}”的代表团` });
  const isMember = input.leaderId === null || (await work.prisma.mandate.count({ where: { delegationId: input.id, personId: input.leaderId, status: { not: 'ended' } } })) > 0;
  if (!isMember) throw invalid('leaderId', '团长应当是本代表团的代表，请先将其编入本团');
  return work.prisma.delegation.update({ where: { id: input.id }, data: { name: input.name, sort: input.sort, leaderId: input.leaderId } });
}

/** Removes a delegation that nobody is or was in. @throws DomainError common.not_found; common.conflict while deputies are in it */
export async function removeDelegation(work: Pick<Work, 'prisma'>, congressId: string, id: string): Promise<void> {
  const members = await work.prisma.mandate.count({ where: { delegationId: id, congressId } });
  if (members > 0) throw new DomainError('common.conflict', { reason: `该代表团有 ${members} 名代表，请先将其调整到其他代表团` });
  const gone = await work.prisma.delegation.deleteMany({ where: { id, congressId } });
  if (gone.count === 0) throw new DomainError('common.not_found', { what: '代表团' });
}

/** Delegations of a term, in their order. */
export function listDelegations(work: Pick<Work, 'prisma'>, termId: string): Promise<Delegation[]> {
  return work.prisma.delegation.findMany({ where: { termId }, orderBy: [{ sort: 'asc' }, { name: 'asc' }] });
}

export type ConstituencyInput = { termId: string; name: string; seats?: number | undefined; electingCongressId?: string | null | undefined; divisionCode?: string | null | undefined };

/**
 * Creates a constituency (county and township, elected directly: 1–3 seats, 选举法 25) or an electing unit (province and city: a
 * congress of the next lower tier elects, 选举法 3). The tier decides which it is.
 * @throws DomainError common.invalid_input when seats or the electing congress do not fit the tier; common.conflict when the name is taken
 */
export async function createConstituency(work: Pick<Work, 'prisma'>, congressId: string, input: ConstituencyInput): Promise<Constituency> {
  const data = await constituencyOf(work, congressId, input, null);
  return work.prisma.constituency.create({ data });
}

/**
 * Corrects a constituency or electing unit.
 * @throws DomainError common.not_found; common.invalid_input as when creating, or when it has more deputies than seats; common.conflict
 */
export async function updateConstituency(work: Pick<Work, 'prisma'>, congressId: string, input: Omit<ConstituencyInput, 'termId'> & { id: string }): Promise<Constituency> {
  const before = await work.prisma.constituency.findFirst({ where: { id: input.id, congressId } });
  if (!before) throw new DomainError('common.not_found', { what: '选区或者选举单位' });
  const data = await constituencyOf(work, congressId, { ...input, termId: before.termId }, before.id);
  const filled = await work.prisma.mandate.count({ where: { constituencyId: before.id, status: { not: 'ended' } } });
  if (filled > data.seats) throw invalid('seats', `现有 ${filled} 名代表由其选出，应选名额不得少于 ${filled} 名`);
  return work.prisma.constituency.update({ where: { id: before.id }, data });
}

/** Removes one from which nobody was elected. @throws DomainError common.not_found; common.conflict when somebody was */
export async function removeConstituency(work: Pick<Work, 'prisma'>, congressId: string, id: string): Promise<void> {
  const elected = await work.prisma.mandate.count({ where: { constituencyId: id, congressId } });
  if (elected > 0) throw new DomainError('common.conflict', { reason: `已有 ${elected} 名代表由其选出，不能删除` });
  const gone = await work.prisma.constituency.deleteMany({ where: { id, congressId } });
  if (gone.count === 0) throw new DomainError('common.not_found', { what: '选区或者选举单位' });
}

async function constituencyOf(work: Pick<Work, 'prisma'>, congressId: string, input: ConstituencyInput, except: string | null) {
  const congress = await congressById(work, congressId);
  const direct = congress.tier === 'county' || congress.tier === 'township';
  const seats = input.seats ?? 1;
  const electingCongressId = input.electingCongressId ?? null;
  if (direct && (seats < 1 || seats > 3)) throw invalid('seats', '每一选区选举代表一名至三名（选举法第二十五条）');
  if (direct && electingCongressId !== null) throw invalid('electingCongressId', '县、乡两级人大代表由选民直接选举（选举法第三条），不设选举单位');
  if (!direct) await requireElectingCongress(work, congressId, electingCongressId);
  const taken = await work.prisma.constituency.findFirst({ where: { termId: input.termId, name: input.name, ...(except === null ? {} : { id: { not: except } }) } });
  if (taken) throw new DomainError('common.conflict', { reason: `本届已有名为“${input.name}”的${direct ? '选区' : '选举单位'}` });
  return { congressId, termId: input.termId, name: input.name, kind: direct ? 'direct' : 'indirect', seats, electingCongressId, divisionCode: input.divisionCode ?? null };
}

async function requireElectingCongress(work: Pick<Work, 'prisma'>, congressId: string, electing: string | null): Promise<void> {
  const message = '省、市两级人大代表由下一级人民代表大会选举（选举法第三条），请选择下一级人大作为选举单位';
  if (electing === null) throw invalid('electingCongressId', message);
  const elector = await congressById(work, electing);
  if (elector.parentId !== congressId) throw invalid('electingCongressId', message);
}

const invalid = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);

/** Constituencies or electing units of a term, by name. */
export function listConstituencies(work: Pick<Work, 'prisma'>, termId: string): Promise<Constituency[]> {
  return work.prisma.constituency.findMany({ where: { termId }, orderBy: { name: 'asc' } });
}
