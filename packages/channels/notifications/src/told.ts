// 转办告知 as it was done: whom of the own congress a hand-over, transfer, merger, refusal, extension or return was told, when, and who has read it.
import type { Capacity } from '@smart/identity/capacity';
import { visibleMatter } from '@smart/suggestions/detail';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

/** What must be told the same day (domain rule 8.1 no. 8). */
export const toldKinds = [
  'suggestion.assigned', 'suggestion.organs_added', 'assignment.distributed', 'assignment.handed_over', 'suggestion.merged', 'suggestion.unmerged', 'suggestion.not_accepted', 'suggestion.returned_for_amendment', 'assignment.extended',
  'assignment.returned', 'assignment.return_refused', 'assignment.organ_succeeded',
] as const;

export const toldView = z.object({ rows: z.array(z.object({ title: z.string(), body: z.string(), at: z.string(), people: z.array(z.object({ name: z.string(), read: z.boolean() })) })) });

type Row = { title: string; body: string; at: Date; people: { name: string; read: boolean }[] };

/**
 * The notices of one matter, the newest first.
 * @throws DomainError common.not_found for a matter the capacity may not see
 */
export async function toldOf(work: Work, capacity: Capacity, matterId: string): Promise<z.output<typeof toldView>> {
  await visibleMatter(work, capacity, matterId);
  const rows = await work.sql<Row>(
    `SELECT n.title, n.body, min(n.created_at) AS at, json_agg(json_build_object('name', p.name, 'read', n.read_at IS NOT NULL) ORDER BY p.name, p.id) AS people
     FROM notice n JOIN person p ON p.id = n.person_id WHERE n.matter_id = $1 AND n.kind = ANY ($2::text[]) GROUP BY n.event_id, n.title, n.body ORDER BY min(n.created_at) DESC LIMIT 50`,
    [matterId, toldKinds],
  );
  return toldView.parse({ rows: rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })) });
}
