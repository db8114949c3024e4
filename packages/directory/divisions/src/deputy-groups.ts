// Deputy groups (代表小组): by area or by field; deputies of a higher tier may join (代表法 27).
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';

export type DeputyGroup = { id: string; name: string; kind: string };
export type DeputyGroupInput = { name: string; kind: 'area' | 'field' };

async function refuseTakenName(work: Pick<Work, 'prisma'>, congressId: string, name: string, except: string | null): Promise<void> {
  const taken = await work.prisma.deputyGroup.findFirst({ where: { congressId, name, ...(except === null ? {} : { id: { not: except } }) } });
  if (taken) throw new DomainError('common.conflict', { reason: `已有名为“${name}”的代表小组` });
}

/** Founds a deputy group, by area or by field (代表法 27). @throws DomainError common.conflict when the name is taken */
export async function createDeputyGroup(work: Pick<Work, 'prisma'>, congressId: string, input: DeputyGroupInput): Promise<DeputyGroup> {
  await refuseTakenName(work, congressId, input.name, null);
  return work.prisma.deputyGroup.create({ data: { congressId, ...input } });
}

/** @throws DomainError common.not_found; common.conflict when the name is taken */
export async function updateDeputyGroup(work: Pick<Work, 'prisma'>, congressId: string, input: DeputyGroupInput & { id: string }): Promise<DeputyGroup> {
  await ownGroup(work, congressId, input.id);
  await refuseTakenName(work, congressId, input.name, input.id);
  return work.prisma.deputyGroup.update({ where: { id: input.id }, data: { name: input.name, kind: input.kind } });
}

/** Dissolves a group; its members stay deputies. @throws DomainError common.not_found */
export async function removeDeputyGroup(work: Pick<Work, 'prisma'>, congressId: string, id: string): Promise<void> {
  await ownGroup(work, congressId, id);
  await work.prisma.deputyGroupMember.deleteMany({ where: { groupId: id } });
  await work.prisma.deputyGroup.delete({ where: { id } });
}

/**
 * Adds a deputy; those of a higher tier may join a lower tier's group (代表法 27). Adding again only changes who leads; a group has one
 * leader. That the person is a deputy is asked by the caller, who knows mandates.
 * @throws DomainError common.not_found
 */
export async function joinDeputyGroup(work: Pick<Work, 'prisma'>, congressId: string, input: { groupId: string; personId: string; leader?: boolean }): Promise<void> {
  await ownGroup(work, congressId, input.groupId);
  const leader = input.leader ?? false;
  if (leader) await work.prisma.deputyGroupMember.updateMany({ where: { groupId: input.groupId, leader: true }, data: { leader: false } });
  await work.prisma.deputyGroupMember.upsert({
    where: { groupId_personId: { groupId: input.groupId, personId: input.personId } },
    create: { groupId: input.groupId, personId: input.personId, congressId, leader },
    update: { leader },
  });
}

/** @throws DomainError common.not_found when the group is not the congress's or the person not in it */
export async function leaveDeputyGroup(work: Pick<Work, 'prisma'>, congressId: string, input: { groupId: string; personId: string }): Promise<void> {
  await ownGroup(work, congressId, input.groupId);
  const gone = await work.prisma.deputyGroupMember.deleteMany({ where: input });
  if (gone.count === 0) throw new DomainError('common.not_found', { what: '小组成员' });
}

/** @throws DomainError common.not_found */
export async function ownGroup(work: Pick<Work, 'prisma'>, congressId: string, id: string): Promise<DeputyGroup> {
  const group = await work.prisma.deputyGroup.findFirst({ where: { id, congressId } });
  if (!group) throw new DomainError('common.not_found', { what: '代表小组' });
  return group;
}
