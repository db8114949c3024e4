// Batches and their rows as pages show them.
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import type { Batch } from './batches.ts';
import { batchById } from './batches.ts';
import { accountWays, importKinds, type Cells, type ImportKind, type Verdict } from './kinds.ts';
import { choices, made as madeSchema } from './made.ts';
import { openRows } from './sealed.ts';

export const batchView = z.object({
  id: z.string(), kind: z.enum(importKinds), fileName: z.string(), state: z.enum(['reading', 'previewed', 'running', 'done', 'undone', 'failed']), step: z.enum(['apply', 'undo', 'accounts']).nullable(),
  total: z.number(), done: z.number(), skipped: z.number(), problem: z.string().nullable(), createdBy: z.string(), createdAt: z.string(), own: z.boolean(),
  /** The way in that was ordered for its people. */
  accountWay: z.enum(accountWays).nullable(),
});
export const batchesPage = z.object({ total: z.number(), rows: z.array(batchView) });
const problem = z.object({ column: z.string(), message: z.string() });
const difference = z.object({ column: z.string(), from: z.string(), to: z.string() });
export const rowView = z.object({
  line: z.number(), name: z.string(), detail: z.string(), verdict: z.enum(['new', 'changed', 'same', 'invalid']), outcome: z.enum(['pending', 'done', 'skipped', 'undone']),
  problems: z.array(problem), differences: z.array(difference),
  /** The user name of the account that was opened, or why none was. */
  account: z.string().nullable(),
  /** People of the same name to choose from, and who was chosen: a person's id or `new`. */
  choices, chosen: z.string().nullable(),
});
export const rowsPage = z.object({ total: z.number(), rows: z.array(rowView) });

export function viewOf(batch: Batch, personId: string): z.output<typeof batchView> {
  const { id, kind, fileName, state, options, total, done, problem: wrong, createdBy, createdAt, createdById } = batch;
  return { id, kind, fileName, state, step: options.step, total, done, skipped: options.skipped, problem: wrong, createdBy, createdAt: createdAt.toISOString(), own: createdById === personId, accountWay: options.accounts?.way ?? null };
}

/** The batches of a congress, newest first. */
export async function listBatches(work: Work, congressId: string, { kinds, page, size }: { kinds: readonly ImportKind[]; page: number; size: number }): Promise<z.output<typeof batchesPage>> {
  const where = { congressId, kind: { in: [...kinds] } };
  const ids = await work.prisma.importBatch.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], skip: (page - 1) * size, take: size, select: { id: true } });
  const rows: z.output<typeof batchView>[] = [];
  for (const { id } of ids) rows.push(viewOf(await batchById(work, congressId, id), work.settings['app.person'] ?? ''));
  return { total: await work.prisma.importBatch.count({ where }), rows };
}

/** What tells a row's person or organ from others, without personal data. */
function detailOf(kind: ImportKind, cells: Cells): string {
  const parts = kind === 'organs' ? [cells.kind, cells.parent] : kind === 'staff' ? [cells.organ, cells.title, cells.roles] : [cells.certificate, cells.delegation, cells.constituency];
  return parts.filter((part) => part !== undefined).join(' ').slice(0, 200);
}

/** A page of rows in the order of the sheet. */
export async function listRows(work: Work, batch: Batch, { verdict, page, size }: { verdict: Verdict | null; page: number; size: number }): Promise<z.output<typeof rowsPage>> {
  const where = { batchId: batch.id, ...(verdict === null ? {} : { verdict }) };
  const stored = await work.prisma.importRow.findMany({ where, orderBy: { line: 'asc' }, skip: (page - 1) * size, take: size });
  const rows = (await openRows(work, batch.id, stored)).map(({ line, cells, verdict: found, outcome, problems, differences, made }) => {
    const { account, choices: open = [], chosen = null } = madeSchema.parse(made);
    return rowView.parse({
      line, name: (cells.name ?? '').slice(0, 60), detail: detailOf(batch.kind, cells), verdict: found, outcome, problems, differences,
      account: account && outcome !== 'undone' ? (account.reason ?? `账号 ${account.username}`) : null,
      choices: batch.state === 'previewed' ? open : [], chosen,
    });
  });
  return { total: await work.prisma.importRow.count({ where }), rows };
}

/** The rows that were not imported because they are wrong, as they were sent. */
export async function faultyRows(work: Work, batch: Batch): Promise<{ line: number; cells: Cells; problems: z.output<typeof problem>[] }[]> {
  const stored = await work.prisma.importRow.findMany({ where: { batchId: batch.id, verdict: 'invalid' }, orderBy: { line: 'asc' }, select: { line: true, cells: true, problems: true } });
  return (await openRows(work, batch.id, stored)).map(({ line, cells, problems }) => ({ line, cells, problems: z.array(problem).parse(problems) }));
}
