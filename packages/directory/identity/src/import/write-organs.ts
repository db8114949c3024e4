// Organs of a portion of rows, parents before children as the sheet has them.
import { insertMany } from '@smart/divisions/bulk';
import type { Work } from '@smart/workflow/work';
import type { Change, Made } from './made.ts';
import type { OrganPlan } from './plan-organ.ts';
import type { Act } from './plan.ts';
import type { ImportWorld } from './world.ts';

export const organColumns = ['parent_id', 'name', 'short_name', 'kind', 'letter_code', 'contact_name', 'contact_phone', 'remit', 'sort'] as const;

/** An organ's columns as they are stored. */
export function organRow(organ: OrganPlan['organ']) {
  const { parentId, name, shortName, kind, letterCode, contactName, contactPhone, remit, sort } = organ;
  return { parent_id: parentId, name, short_name: shortName, kind, letter_code: letterCode, contact_name: contactName, contact_phone: contactPhone, remit, sort };
}

/** Sets organs to these columns. */
export async function setOrgans(work: Work, rows: readonly { id: string; columns: Change['after'] }[]): Promise<void> {
  const sets = organColumns.map((column) => `${column} = d.${column}`).join(', ');
  await work.sql(
    `UPDATE organ o SET ${sets} FROM (SELECT r.* FROM jsonb_populate_recordset(NULL::organ, $1::jsonb) r) d WHERE o.id = d.id`,
    [JSON.stringify(rows.map(({ id, columns }) => ({ id, ...columns })))],
  );
}

/** Creates and corrects organs. */
export async function writeOrgans(work: Work, world: ImportWorld, acts: readonly Act[], madeBy: Map<number, Made>): Promise<void> {
  const planned = acts.flatMap(({ row, organ }) => (organ ? [{ line: row.line, ...organ }] : []));
  if (planned.length === 0) return;
  const added = planned.filter(({ isNew }) => isNew);
  await insertMany(work.sql, 'organ', ['id', 'congress_id', ...organColumns], added.map(({ organ }) => ({ id: organ.id, congress_id: world.congress.id, ...organRow(organ) })));
  const changed = planned.filter(({ isNew }) => !isNew);
  await setOrgans(work, changed.map(({ organ }) => ({ id: organ.id, columns: organRow(organ) })));
  for (const { line, organ } of added) madeBy.set(line, { createdOrgan: { id: organ.id, before: {}, after: organRow(organ) } });
  for (const { line, organ, before } of changed) if (before) madeBy.set(line, { changedOrgan: { id: organ.id, before: organRow(before), after: organRow(organ) } });
}
