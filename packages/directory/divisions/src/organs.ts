// Organs of the congress for which the unit of work acts, as a tree.
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { civil, dateColumn } from './civil.ts';
import { organUses } from './hooks.ts';
import { formerNames } from './organ-history.ts';
import { organKind, organInput, type Organ, type OrganAbolition, type OrganChange, type OrganInput } from './model.ts';

type OrganRecord = {
  id: string; congressId: string; parentId: string | null; name: string; shortName: string; kind: string; letterCode: string | null;
  contactName: string | null; contactPhone: string | null; remit: string; sort: number; abolishedOn: Date | null; successorId: string | null;
};

const organOf = (row: OrganRecord): Organ => ({ ...row, kind: organKind.parse(row.kind), abolishedOn: civil(row.abolishedOn) });

/** The organs of a congress in the order of the tree (parents before children); abolished ones only on request. */
export async function listOrgans(work: Pick<Work, 'prisma'>, congressId: string, options: { abolished?: boolean | undefined } = {}): Promise<Organ[]> {
  const rows = await work.prisma.organ.findMany({
    where: { congressId, ...(options.abolished ? {} : { abolishedOn: null }) },
    orderBy: [{ sort: 'asc' }, { id: 'asc' }],
  });
  const known = new Set(rows.map((row) => row.id));
  const below = (parentId: string | null): OrganRecord[] =>
    rows
      .filter((row) => (row.parentId !== null && known.has(row.parentId) ? row.parentId : null) === parentId)
      .flatMap((row) => [row, ...below(row.id)]);
  const former = await formerNames(work, congressId);
  return below(null).map((row) => ({ ...organOf(row), formerNames: former.get(row.id) ?? [] }));
}

/** @throws DomainError common.not_found */
export async function organById(work: Pick<Work, 'prisma'>, congressId: string, id: string): Promise<Organ> {
  const row = await work.prisma.organ.findFirst({ where: { id, congressId } });
  if (!row) throw new DomainError('common.not_found', { what: '机构' });
  return organOf(row);
}

/**
 * Creates an organ.
 * @throws DomainError common.not_found when the upper organ is of another congress; common.conflict when the name is in use
 */
export async function createOrgan(work: Pick<Work, 'prisma'>, congressId: string, input: OrganInput): Promise<Organ> {
  const data = organInput.parse(input);
  if (data.parentId !== null) await activeOrgan(work, congressId, data.parentId);
  await refuseTakenName(work, congressId, data.name, null);
  return organOf(await work.prisma.organ.create({ data: { ...data, congressId } }));
}

/**
 * Renames, moves or completes an organ.
 * @throws DomainError common.conflict when it would come to lie under itself or the name is in use
 */
export async function updateOrgan(work: Pick<Work, 'prisma'>, congressId: string, change: OrganChange): Promise<Organ> {
  const { id, ...given } = change;
  const before = await activeOrgan(work, congressId, id);
  if (given.name !== undefined && given.name !== before.name) await refuseTakenName(work, congressId, given.name, id);
  if (given.parentId !== undefined && given.parentId !== null) await refuseCycle(work, congressId, id, given.parentId);
  const data = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return organOf(await work.prisma.organ.update({ where: { id }, data }));
}

/**
 * Abolishes an organ, naming the organ that takes over. Its past stays; it can no longer be chosen.
 * @throws DomainError directory.organ_in_use while organs lie under it, people serve in it, or somebody registered says that work is open
 */
export async function abolishOrgan(work: Work, congressId: string, input: OrganAbolition): Promise<Organ> {
  const before = await activeOrgan(work, congressId, input.id);
  if (input.successorId !== null) {
    if (input.successorId === input.id) throw new DomainError('common.conflict', { reason: '承接机构不能是被撤销的机构本身' });
    await activeOrgan(work, congressId, input.successorId);
  }
  const below = await work.prisma.organ.count({ where: { parentId: input.id, abolishedOn: null } });
  const reasons = [...(below > 0 ? [`尚有 ${below} 个下属机构`] : []), ...(await organUses(work, before))];
  if (reasons.length > 0) throw new DomainError('directory.organ_in_use', { organ: before.name, reason: reasons.join('，') });
  const row = await work.prisma.organ.update({
    where: { id: input.id }, data: { abolishedOn: dateColumn(input.on), successorId: input.successorId },
  });
  return organOf(row);
}

async function activeOrgan(work: Pick<Work, 'prisma'>, congressId: string, id: string): Promise<Organ> {
  const organ = await organById(work, congressId, id);
  if (organ.abolishedOn !== null) throw new DomainError('common.conflict', { reason: `“${organ.name}”已经撤销` });
  return organ;
}

async function refuseTakenName(work: Pick<Work, 'prisma'>, congressId: string, name: string, except: string | null): Promise<void> {
  const same = await work.prisma.organ.findFirst({ where: { congressId, name, abolishedOn: null, ...(except === null ? {} : { id: { not: except } }) } });
  if (same) throw new DomainError('common.conflict', { reason: `本级已有名为“${name}”的机构` });
}

async function refuseCycle(work: Pick<Work, 'prisma'>, congressId: string, id: string, parentId: string): Promise<void> {
  const seen = new Set<string>();
  for (let at: string | null = parentId; at !== null && !seen.has(at); ) {
    if (at === id) throw new DomainError('common.conflict', { reason: '上级机构不能是该机构自身或者它的下属机构' });
    seen.add(at);
    const organ: Organ = await activeOrgan(work, congressId, at);
    at = organ.parentId;
  }
}
