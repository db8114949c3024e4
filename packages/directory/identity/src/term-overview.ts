// The check list of a change of term: what is ready, what is missing, what goes over.
import { termChangeSteps } from '@smart/divisions/hooks';
import { preparedTerm } from '@smart/divisions/term-preparation';
import { currentTerm } from '@smart/divisions/terms';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { operationById, operationView } from './operations.ts';
import { TERM_CHANGE } from './term-change.ts';

const item = z.object({ label: z.string(), count: z.number().int(), note: z.string() });
export const termOverview = z.object({
  current: z.object({ id: z.string(), number: z.number().int(), startsOn: z.string() }).nullable(),
  prepared: z.object({ id: z.string(), number: z.number().int(), startsOn: z.string(), endsOn: z.string() }).nullable(),
  /** The latest change of term, open or not. */
  operation: operationView.nullable(),
  counts: z.object({ deputies: z.number().int(), elected: z.number().int(), reelected: z.number().int(), seats: z.number().int() }),
  /** Constituencies whose seats are not all filled. */
  unfilled: z.array(z.object({ name: z.string(), seats: z.number().int(), elected: z.number().int() })),
  items: z.array(item),
});

/** Where the change of term of the congress stands. */
export async function overviewOfTermChange(work: Work, congressId: string): Promise<z.infer<typeof termOverview>> {
  const current = await currentTerm(work, congressId);
  const prepared = await preparedTerm(work, congressId);
  const latest = await work.prisma.operation.findFirst({ where: { congressId, kind: TERM_CHANGE }, orderBy: { id: 'desc' }, select: { id: true } });
  const [counts] = await work.sql<z.infer<typeof termOverview>['counts']>(
    `SELECT count(*) FILTER (WHERE m.term_id = $2 AND m.status IN ('active', 'suspended'))::int AS deputies, count(*) FILTER (WHERE m.term_id = $3 AND m.status = 'elected')::int AS elected,
       count(*) FILTER (WHERE m.term_id = $3 AND m.status = 'elected' AND EXISTS (SELECT 1 FROM mandate o WHERE o.person_id = m.person_id AND o.term_id = $2 AND o.status <> 'ended'))::int AS reelected,
       (SELECT coalesce(sum(k.seats), 0)::int FROM constituency k WHERE k.term_id = $3) AS seats
     FROM mandate m WHERE m.congress_id = $1`,
    [congressId, current?.id ?? null, prepared?.id ?? null],
  );
  const unfilled = await work.sql<{ name: string; seats: number; elected: number }>(
    `SELECT k.name, k.seats, count(m.id)::int AS elected FROM constituency k LEFT JOIN mandate m ON m.constituency_id = k.id AND m.status <> 'ended'
     WHERE k.term_id = $1 GROUP BY k.id HAVING count(m.id) < k.seats ORDER BY k.name LIMIT 50`,
    [prepared?.id ?? null],
  );
  const items: z.infer<typeof item>[] = [];
  if (current) {
    const change = { congressId, oldTermId: current.id, newTermId: prepared?.id ?? null, on: prepared?.startsOn ?? current.startsOn };
    for (const [, step] of termChangeSteps()) items.push(...(await step.preview(work, change)));
  }
  return {
    current: current && { id: current.id, number: current.number, startsOn: current.startsOn }, prepared,
    operation: latest && (await operationById(work, congressId, latest.id)),
    counts: counts ?? { deputies: 0, elected: 0, reelected: 0, seats: 0 }, unfilled, items,
  };
}
