// What organs were called and what became of them: renamed, merged, abolished. Old names stay on old records and lead to today's organ.
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { civil, dateColumn } from './civil.ts';

export const organActLabels = { renamed: '更名', merged: '合并', abolished: '撤销' } as const;
export const organActView = z.object({
  id: z.string(), organId: z.string(), act: z.enum(['renamed', 'merged', 'abolished']), oldName: z.string(), newName: z.string().nullable(),
  successorId: z.string().nullable(), on: z.string(), basis: z.string().nullable(), actingLabel: z.string(),
});
export type OrganActView = z.infer<typeof organActView>;
export type NewOrganAct = Omit<OrganActView, 'id' | 'actingLabel'>;

/** Writes down what became of an organ, in the transaction that changes it; the same act on the same organ is written once. */
export async function recordOrganAct(work: Work, congressId: string, actingLabel: string, act: NewOrganAct): Promise<void> {
  const on = dateColumn(act.on);
  const known = act.act === 'renamed' ? null : await work.prisma.organAct.findFirst({ where: { organId: act.organId, act: act.act }, select: { id: true } });
  if (!known) await work.prisma.organAct.create({ data: { ...act, id: newId(), congressId, on, actingLabel, at: work.clock.now() } });
}

/** What became of the organs of a congress, newest first. */
export async function organActs(work: Pick<Work, 'prisma'>, congressId: string): Promise<OrganActView[]> {
  const rows = await work.prisma.organAct.findMany({ where: { congressId }, orderBy: [{ on: 'desc' }, { id: 'desc' }], take: 1000 });
  return rows.map((row) => organActView.parse({ ...row, on: civil(row.on) }));
}

/** By organ, the names under which it or what was merged into it was known: a search by the old name finds the organ of today. */
export async function formerNames(work: Pick<Work, 'prisma'>, congressId: string): Promise<Map<string, string[]>> {
  const acts = await work.prisma.organAct.findMany({ where: { congressId }, orderBy: { id: 'asc' }, select: { organId: true, oldName: true, successorId: true } });
  const names = new Map<string, string[]>();
  const successor = new Map(acts.flatMap(({ organId, successorId }) => (successorId === null ? [] : [[organId, successorId] as const])));
  for (const { organId, oldName } of acts) {
    const seen = new Set<string>();
    for (let at: string | undefined = organId; at !== undefined && !seen.has(at); at = successor.get(at)) {
      seen.add(at);
      names.set(at, [...new Set([...(names.get(at) ?? []), oldName])]);
    }
  }
  return names;
}
