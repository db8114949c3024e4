// The moving itself, behind the wall of one congress after the other, and back.
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { personColumns } from './person-columns.ts';
import { withinCongress } from './realm.ts';

/** What was moved, as `person_merge.moved` keeps it. */
export const movedRows = z.array(z.object({ congressId: z.string(), table: z.string(), column: z.string(), ids: z.array(z.string()) }));
export type MovedRows = z.infer<typeof movedRows>;

const where = ({ column, unless }: { column: string; unless?: string }): string => `t.${column} = $1 AND t.congress_id = $3 AND NOT (${unless ?? 'false'}) AND $2::uuid IS NOT NULL`;

/** How much would go over, by what it is. */
export async function countMoves(work: Work, from: string, to: string, congressIds: readonly string[]): Promise<{ label: string; count: number }[]> {
  const counts = new Map<string, number>();
  for (const congressId of congressIds) {
    await withinCongress(work, congressId, 'the preview of a merge counts in every congress the person serves', async () => {
      for (const one of personColumns()) {
        const [row] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM ${one.table} t WHERE ${where(one)}`, [from, to, congressId]);
        counts.set(one.label, (counts.get(one.label) ?? 0) + (row?.count ?? 0));
      }
    });
  }
  return [...counts].filter(([, count]) => count > 0).map(([label, count]) => ({ label, count }));
}

/** Gives everything of `from` to `to`, and says which rows it was. */
export async function moveRows(work: Work, from: string, to: string, congressIds: readonly string[]): Promise<MovedRows> {
  const moved: MovedRows = [];
  for (const congressId of congressIds) {
    await withinCongress(work, congressId, 'a merge moves what each congress keeps of the person', async () => {
      for (const one of personColumns()) {
        const rows = await work.sql<{ id: string }>(`UPDATE ${one.table} t SET ${one.column} = $2 WHERE ${where(one)} RETURNING t.${one.key}::text AS id`, [from, to, congressId]);
        if (rows.length > 0) moved.push({ congressId, table: one.table, column: one.column, ids: rows.map(({ id }) => id) });
      }
    });
  }
  return moved;
}

/** Gives exactly the remembered rows back; what has got another person meanwhile stays. Only registered columns are touched. */
export async function returnRows(work: Work, from: string, to: string, moved: MovedRows): Promise<void> {
  for (const { congressId, table, column, ids } of moved.toReversed()) {
    const known = personColumns().find((one) => one.table === table && one.column === column);
    if (!known) throw new Error(`nobody registered ${table}.${column}`);
    await withinCongress(work, congressId, 'a merge that is undone gives back what each congress keeps of the person', () =>
      work.sql(`UPDATE ${known.table} t SET ${known.column} = $1 WHERE t.${known.column} = $2 AND t.congress_id = $3 AND t.${known.key} = ANY ($4::uuid[])`, [from, to, congressId, ids]),
    );
  }
}
