// Congresses and the divisions they belong to.
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { hasCongress } from './data.ts';
import { congress as congressSchema, type Congress, type Division, tier } from './model.ts';
import { ancestors, scopeOf } from './scope.ts';
import { congressName, shortNameOf, standardOrgans, type StandardOrgan } from './standard-organs.ts';

/** The congress with this id. @throws DomainError common.not_found */
export async function congressById(work: Pick<Work, 'prisma'>, id: string): Promise<Congress> {
  const row = await work.prisma.congress.findUnique({ where: { id } });
  if (!row) throw new DomainError('common.not_found', { what: '人民代表大会' });
  return congressSchema.parse(row);
}

/** The congress of this division, or null. */
export async function congressOfDivision(work: Pick<Work, 'prisma'>, code: string): Promise<Congress | null> {
  const row = await work.prisma.congress.findUnique({ where: { divisionCode: scopeOf(code) } });
  return row ? congressSchema.parse(row) : null;
}

/** Congresses within a division (all when not given), by code. */
export async function listCongresses(work: Pick<Work, 'prisma'>, filter: { within?: string | undefined; parentId?: string | undefined; take?: number | undefined }): Promise<Congress[]> {
  const rows = await work.prisma.congress.findMany({
    where: {
      ...(filter.within === undefined ? {} : { divisionCode: { startsWith: scopeOf(filter.within) } }),
      ...(filter.parentId === undefined ? {} : { parentId: filter.parentId }),
    },
    orderBy: { divisionCode: 'asc' },
    take: filter.take ?? 200,
  });
  return rows.map((row) => congressSchema.parse(row));
}

/** The divisions directly below one (the provinces when null), each with its congress. */
export async function divisionsBelow(work: Pick<Work, 'sql'>, parentCode: string | null): Promise<Division[]> {
  const rows = await work.sql<{ code: string; name: string; tier: string; parent: string | null; statistical: boolean; street: boolean; congress: string | null; children: boolean }>(
    `SELECT d.code, d.name, d.tier, d.parent_code AS parent, d.statistical, d.street, c.id AS congress,
       EXISTS (SELECT 1 FROM division below WHERE below.parent_code = d.code) AS children
     FROM division d LEFT JOIN congress c ON c.division_code = d.code
     WHERE d.parent_code IS NOT DISTINCT FROM $1 ORDER BY d.code`,
    [parentCode],
  );
  return rows.map((row) => ({
    code: row.code, name: row.name, tier: tier.parse(row.tier), parentCode: row.parent,
    statistical: row.statistical, street: row.street, congressId: row.congress, hasChildren: row.children,
  }));
}

/**
 * Founds the congress of a division with its standard organs, in a unit of work that acts for the new congress
 * (`app.congress` = `id`). The parent is the nearest division above that has a congress.
 * @throws DomainError directory.division_has_no_congress for a street or a statistical unit; common.conflict when it exists
 */
export async function createCongress(
  work: Pick<Work, 'prisma'>,
  input: { id: string; divisionCode: string },
): Promise<{ congress: Congress; organs: Record<string, string> }> {
  const division = await work.prisma.division.findUnique({ where: { code: input.divisionCode } });
  if (!division) throw new DomainError('common.not_found', { what: '行政区划' });
  if (!hasCongress(division)) throw new DomainError('directory.division_has_no_congress', { division: division.name });
  const existing = await congressOfDivision(work, division.code);
  if (existing) throw new DomainError('common.conflict', { reason: `${existing.name}已经建立` });
  const above = await work.prisma.congress.findMany({ where: { divisionCode: { in: ancestors(division.code) } }, orderBy: { divisionCode: 'desc' }, take: 1 });
  const place = { name: division.name, tier: tier.parse(division.tier) };
  const congress: Congress = {
    id: input.id, divisionCode: division.code, name: congressName(place), shortName: shortNameOf(place), tier: place.tier, parentId: above[0]?.id ?? null,
  };
  await work.prisma.congress.create({ data: { ...congress, congressId: congress.id } });
  const streets = await work.prisma.division.findMany({ where: { parentCode: division.code, street: true }, orderBy: { code: 'asc' } });
  const rows = organRows(congress.id, standardOrgans(place, streets.map((street) => street.name)));
  await work.prisma.organ.createMany({ data: rows.map(({ key: _key, ...row }) => row) });
  return { congress, organs: Object.fromEntries(rows.map((row) => [row.key, row.id])) };
}

export type OrganRow = {
  key: string; id: string; congressId: string; parentId: string | null; name: string; shortName: string; kind: string; remit: string; sort: number;
};

/** The standard organs as rows, parents before children, with new ids. */
export function organRows(congressId: string, organs: readonly StandardOrgan[]): OrganRow[] {
  const ids = new Map(organs.map((organ) => [organ.key, newId()]));
  return organs.map((organ, index) => ({
    key: organ.key,
    id: ids.get(organ.key) ?? newId(),
    congressId,
    parentId: organ.parentKey === null ? null : (ids.get(organ.parentKey) ?? null),
    name: organ.name,
    shortName: organ.shortName,
    kind: organ.kind,
    remit: organ.remit,
    sort: (index + 1) * 10,
  }));
}
