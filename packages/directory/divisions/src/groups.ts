// Delegations (代表团), constituencies and electing units (选区、选举单位), deputy groups (代表小组).
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { congressById } from './congresses.ts';

export type Delegation = { id: string; congressId: string; termId: string; name: string; sort: number };
export type Constituency = {
  id: string; congressId: string; termId: string; name: string; kind: string; electingCongressId: string | null; divisionCode: string | null; seats: number;
};

/** Creates a delegation of a term: by electing unit or area at county level and above, optional in a township (代表法 14). */
export async function createDelegation(work: Pick<Work, 'prisma'>, congressId: string, input: { termId: string; name: string; sort?: number }): Promise<Delegation> {
  const taken = await work.prisma.delegation.findFirst({ where: { termId: input.termId, name: input.name } });
  if (taken) throw new DomainError('common.conflict', { reason: `本届已有名为“${input.name}”的代表团` });
  return work.prisma.delegation.create({ data: { congressId, termId: input.termId, name: input.name, sort: input.sort ?? 0 } });
}

/** Delegations of a term, in their order. */
export function listDelegations(work: Pick<Work, 'prisma'>, termId: string): Promise<Delegation[]> {
  return work.prisma.delegation.findMany({ where: { termId }, orderBy: [{ sort: 'asc' }, { name: 'asc' }] });
}

/**
 * Creates a constituency (county and township, elected directly: 1–3 seats, 选举法 25) or an electing unit (province and city: a
 * congress of the next lower tier elects, 选举法 3). The tier decides which it is.
 * @throws DomainError common.invalid_input when seats or the electing congress do not fit the tier
 */
export async function createConstituency(
  work: Pick<Work, 'prisma'>,
  congressId: string,
  input: { termId: string; name: string; seats?: number; electingCongressId?: string; divisionCode?: string },
): Promise<Constituency> {
  const congress = await congressById(work, congressId);
  const direct = congress.tier === 'county' || congress.tier === 'township';
  const seats = input.seats ?? 1;
  if (direct && (seats < 1 || seats > 3)) throw invalid('seats', '每一选区选举代表一名至三名（选举法第二十五条）');
  if (direct && input.electingCongressId !== undefined) throw invalid('electingCongressId', '县、乡两级人大代表由选民直接选举（选举法第三条），不设选举单位');
  if (!direct) await requireElectingCongress(work, congressId, input.electingCongressId);
  return work.prisma.constituency.create({
    data: {
      congressId, termId: input.termId, name: input.name, kind: direct ? 'direct' : 'indirect', seats,
      electingCongressId: input.electingCongressId ?? null, divisionCode: input.divisionCode ?? null,
    },
  });
}

async function requireElectingCongress(work: Pick<Work, 'prisma'>, congressId: string, electing: string | undefined): Promise<void> {
  const message = '省、市两级人大代表由下一级人民代表大会选举（选举法第三条），请选择下一级人大作为选举单位';
  if (electing === undefined) throw invalid('electingCongressId', message);
  const elector = await congressById(work, electing);
  if (elector.parentId !== congressId) throw invalid('electingCongressId', message);
}

const invalid = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);

/** Constituencies or electing units of a term, by name. */
export function listConstituencies(work: Pick<Work, 'prisma'>, termId: string): Promise<Constituency[]> {
  return work.prisma.constituency.findMany({ where: { termId }, orderBy: { name: 'asc' } });
}

/** Founds a deputy group, by area or by field (代表法 27). */
export async function createDeputyGroup(work: Pick<Work, 'prisma'>, congressId: string, input: { name: string; kind: 'area' | 'field' }): Promise<{ id: string; name: string; kind: string }> {
  const taken = await work.prisma.deputyGroup.findFirst({ where: { congressId, name: input.name } });
  if (taken) throw new DomainError('common.conflict', { reason: `已有名为“${input.name}”的代表小组` });
  return work.prisma.deputyGroup.create({ data: { congressId, ...input } });
}

/** Adds a deputy; those of a higher tier may join a lower tier's group (代表法 27). Adding again only changes who leads. */
export async function joinDeputyGroup(work: Pick<Work, 'prisma'>, congressId: string, input: { groupId: string; personId: string; leader?: boolean }): Promise<void> {
  const leader = input.leader ?? false;
  await work.prisma.deputyGroupMember.upsert({
    where: { groupId_personId: { groupId: input.groupId, personId: input.personId } },
    create: { groupId: input.groupId, personId: input.personId, congressId, leader },
    update: { leader },
  });
}
