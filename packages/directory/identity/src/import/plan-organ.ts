// What a row does to the congress's organs. An empty cell changes nothing; renaming is a reorganisation and not done by a sheet. Pure.
import { organKindLabels } from '@smart/divisions/model';
import { newId } from '@smart/kernel/ids';
import { fold } from './cells.ts';
import { headerOf, type ColumnKey, type Difference, type Problem } from './kinds.ts';
import type { OrganGiven, ParsedRow } from './parse.ts';
import type { ImportWorld, KnownOrgan } from './world.ts';

export type OrganPlan = { readonly isNew: boolean; readonly organ: Omit<KnownOrgan, 'line'>; readonly before: Omit<KnownOrgan, 'line'> | null };
export type OrganPlanned = { plan: OrganPlan | null; differences: Difference[]; problems: Problem[] };

const fields = ['shortName', 'letterCode', 'contactName', 'contactPhone', 'remit', 'sort'] as const;
const header = (key: ColumnKey): string => headerOf('organs', key);
const nothing = (problems: Problem[]): OrganPlanned => ({ plan: null, differences: [], problems });

/** An organ does not come to lie under itself. */
function liesUnder(world: ImportWorld, id: string, parentId: string): boolean {
  const byId = new Map([...world.organs.values()].map((one) => [one.id, one]));
  const seen = new Set<string>();
  for (let at: string | null = parentId; at !== null && !seen.has(at); at = byId.get(at)?.parentId ?? null) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
}

function planKnown(known: KnownOrgan, given: OrganGiven, parent: KnownOrgan | null, world: ImportWorld): OrganPlanned {
  if (known.line !== undefined) return nothing([{ column: header('name'), message: `与第 ${known.line} 行的机构名称相同，请保留一行` }]);
  if (parent && liesUnder(world, known.id, parent.id)) return nothing([{ column: header('parent'), message: '上级机构不能是该机构自身或者它的下属机构' }]);
  const { line: _line, ...before } = known;
  const after = { ...before };
  const differences: Difference[] = [];
  for (const field of fields) {
    if (!given.filled.has(field) || given[field] === before[field]) continue;
    Object.assign(after, { [field]: given[field] });
    differences.push({ column: header(field), from: String(before[field] ?? ''), to: String(given[field]) });
  }
  if (given.kind !== before.kind) {
    after.kind = given.kind;
    differences.push({ column: header('kind'), from: organKindLabels[before.kind], to: organKindLabels[given.kind] });
  }
  if (parent && parent.id !== before.parentId) {
    const from = [...world.organs.values()].find(({ id }) => id === before.parentId)?.name ?? '';
    after.parentId = parent.id;
    differences.push({ column: header('parent'), from, to: parent.name });
  }
  if (differences.length === 0) return nothing([]);
  return { plan: { isNew: false, organ: after, before }, differences, problems: [] };
}

export function planOrgan(row: ParsedRow, given: OrganGiven, world: ImportWorld): OrganPlanned {
  const parent = given.parent === null ? null : (world.organs.get(fold(given.parent)) ?? null);
  if (given.parent !== null && parent === null) return nothing([{ column: header('parent'), message: `本级没有机构“${given.parent}”，本表中的上级机构须排在它前面` }]);
  const known = world.organs.get(fold(given.name));
  if (known) {
    const planned = planKnown(known, given, parent, world);
    if (planned.problems.length === 0) world.organs.set(fold(given.name), { ...(planned.plan?.organ ?? known), line: row.line });
    return planned;
  }
  const { name, shortName, kind, letterCode, contactName, contactPhone, remit, sort } = given;
  const organ = { id: newId(), name, shortName, kind, parentId: parent?.id ?? null, letterCode, contactName, contactPhone, remit, sort };
  world.organs.set(fold(name), { ...organ, line: row.line });
  return { plan: { isNew: true, organ, before: null }, differences: [], problems: [] };
}
