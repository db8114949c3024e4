// The life of a batch: read, previewed, written portion by portion, done, taken back. Each portion is a unit of work of its own; which rows
// are done is written with them, so that an interruption at any point loses nothing and doubles nothing.
import { setImmediate } from 'node:timers/promises';
import { insertMany } from '@smart/divisions/bulk';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Acting } from '@smart/rpc/context';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { signInSetup } from '../sign-in-setup.ts';
import { importFinished, importRequested, importStep } from './events.ts';
import { accountWays, importKinds, importKindLabels, type AccountWay, KEPT_DAYS, type ImportKind, type Problem, type Verdict } from './kinds.ts';
import { accountCounts, accountsPortion, rowsForAccounts, takePasswords, type Handout } from './accounts.ts';
import { made as madeSchema } from './made.ts';
import { parseRow, type ParsedRow } from './parse.ts';
import { planRow } from './plan.ts';
import { readSheet } from './read.ts';
import { openRows, sealCells } from './sealed.ts';
import { undoPortion } from './undo.ts';
import { readWorld } from './world.ts';
import { writeActs } from './write.ts';

/** Rows of one unit of work. */
export const PORTION = 500;

const optionsSchema = z.object({
  fileId: z.string().nullable().default(null), step: z.enum(['apply', 'undo', 'accounts']).nullable().default(null), skipped: z.number().default(0),
  /** Who pressed the button of the step. */
  actor: z.object({ personId: z.string().nullable(), label: z.string() }).nullable().default(null),
  /** Accounts that somebody ordered for the people of the batch; `since`: when they began to be opened. */
  accounts: z.object({ way: z.enum(accountWays), personId: z.string(), label: z.string(), since: z.string().nullable() }).nullable().default(null),
  /** What the import did, kept while a further step counts anew. */
  applied: z.object({ done: z.number(), skipped: z.number() }).nullable().default(null),
});
const batchSchema = z.object({
  id: z.string(), congressId: z.string(), kind: z.enum(importKinds), fileName: z.string(), state: z.enum(['reading', 'previewed', 'running', 'done', 'undone', 'failed']),
  options: optionsSchema, total: z.number(), done: z.number(), problem: z.string().nullable(), createdById: z.string(), createdBy: z.string(), createdAt: z.date(), finishedAt: z.date().nullable(),
});
export type Batch = z.output<typeof batchSchema>;

/** @throws DomainError common.not_found */
export async function batchById(work: Work, congressId: string, id: string, { lock = false }: { lock?: boolean } = {}): Promise<Batch> {
  if (lock) await work.sql('SELECT 1 FROM import_batch WHERE id = $1 AND congress_id = $2 FOR UPDATE', [id, congressId]);
  const row = await work.prisma.importBatch.findFirst({ where: { id, congressId } });
  if (!row) throw new DomainError('common.not_found', { what: '导入批次' });
  return batchSchema.parse(row);
}

/** Whose act the step is: whoever set it going, not whoever uploaded the file. */
const actingOf = ({ options: { actor }, createdById, createdBy }: Batch): Acting => ({ capacityId: null, ...(actor ?? { personId: createdById, label: createdBy }) });

/** Opens a batch for a file that has been taken in; reading it is the next portion of work. */
export async function createBatch(work: Work, acting: Acting, congressId: string, { kind, fileName, fileId }: { kind: ImportKind; fileName: string; fileId: string | null }): Promise<string> {
  const id = newId();
  await work.prisma.importBatch.create({
    data: { id, congressId, kind, fileName, options: { fileId, step: null, skipped: 0 }, createdById: acting.personId ?? id, createdBy: acting.label, createdAt: work.clock.now() },
  });
  await appendEvent(work, {
    congressId, matterId: null, type: importRequested.name, subjectType: 'import', subjectId: id, personId: acting.personId,
    payload: { batchId: id, kind: importKindLabels[kind], fileName, by: acting.label },
  });
  return id;
}

/** Reads the sheet into rows with their verdicts. What cannot be read is the batch's problem, not this process's. */
export async function readBatch(work: Work, congressId: string, id: string, content: Buffer): Promise<void> {
  const batch = await batchById(work, congressId, id, { lock: true });
  if (batch.state !== 'reading') return;
  try {
    const sheet = await readSheet(batch.kind, batch.fileName, content);
    const parsed: ParsedRow[] = [];
    for (const row of sheet) {
      parsed.push(parseRow(batch.kind, row));
      if (parsed.length % PORTION === 0) await setImmediate(); // other requests go on meanwhile
    }
    const world = await readWorld(work, batch.kind, congressId, parsed);
    const cellsOf = new Map(sheet.map(({ line, cells }) => [line, cells]));
    const rows = parsed.map((row) => {
      const { line, verdict, problems, differences, choices } = planRow(batch.kind, row, world);
      return { batch_id: id, congress_id: congressId, line, cells: sealCells(id, line, cellsOf.get(line) ?? {}), verdict, problems, differences, outcome: 'pending', made: choices.length > 0 ? { choices } : {} };
    });
    await insertMany(work.sql, 'import_row', ['batch_id', 'congress_id', 'line', 'cells', 'verdict', 'problems', 'differences', 'outcome', 'made'], rows);
    await work.prisma.importBatch.update({ where: { id }, data: { state: 'previewed', total: rows.length } });
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'identity.import_unreadable') throw error;
    await failBatch(work, id, error.message);
  }
}

/** Closes a batch that cannot be read. */
export async function failBatch(work: Work, id: string, problem: string): Promise<void> {
  await work.prisma.importBatch.update({ where: { id }, data: { state: 'failed', problem, finishedAt: work.clock.now() } });
}

/** Removes a batch of which nothing was imported. @throws DomainError common.conflict when something was */
export async function discardBatch(work: Work, congressId: string, id: string): Promise<void> {
  const batch = await batchById(work, congressId, id, { lock: true });
  if (batch.state !== 'previewed' && batch.state !== 'failed' && batch.state !== 'reading') throw new DomainError('common.conflict', { reason: '该批次已经导入，不能放弃；需要时请撤销' });
  await work.sql('DELETE FROM import_row WHERE batch_id = $1', [id]);
  await work.prisma.importBatch.delete({ where: { id } });
}

async function begin(work: Work, acting: Pick<Acting, 'personId' | 'label'>, batch: Batch, step: 'apply' | 'undo' | 'accounts', total: number): Promise<void> {
  await work.prisma.importBatch.update({ where: { id: batch.id }, data: { state: 'running', total, done: 0, options: { ...batch.options, step, skipped: 0, actor: { personId: acting.personId, label: acting.label } } } });
  await nextStep(work, acting, batch);
}

async function nextStep(work: Work, acting: Pick<Acting, 'personId'>, batch: Batch): Promise<void> {
  await appendEvent(work, { congressId: batch.congressId, matterId: null, type: importStep.name, subjectType: 'import', subjectId: batch.id, personId: acting.personId, payload: { batchId: batch.id } });
}

/**
 * Begins to write a previewed batch.
 * @throws DomainError common.conflict when it is not waiting for that, nothing would change, or rows are wrong and not to be left out
 */
export async function applyBatch(work: Work, acting: Acting, congressId: string, { id, validOnly }: { id: string; validOnly: boolean }): Promise<void> {
  const batch = await batchById(work, congressId, id, { lock: true });
  if (batch.state !== 'previewed') throw new DomainError('common.conflict', { reason: '该批次不在待导入状态，请刷新页面查看' });
  const counts = await verdictCounts(work, id);
  if (counts.invalid > 0 && !validOnly) throw new DomainError('common.conflict', { reason: `有 ${counts.invalid} 行错误。请更正后重新上传，或者选择只导入没有错误的行` });
  const total = counts.new + counts.changed;
  if (total === 0) throw new DomainError('common.conflict', { reason: '没有需要导入的行：各行与已登记的一致，或者有错误' });
  await begin(work, acting, batch, 'apply', total);
}

/**
 * Begins to take a batch back; rows on which something was built since are left.
 * @throws DomainError common.conflict when it was not imported
 */
export async function undoBatch(work: Work, acting: Acting, congressId: string, { id }: { id: string }): Promise<void> {
  const batch = await batchById(work, congressId, id, { lock: true });
  if (batch.state !== 'done') throw new DomainError('common.conflict', { reason: '只能撤销已经导入的批次' });
  const total = await work.prisma.importRow.count({ where: { batchId: id, outcome: 'done' } });
  if (total === 0) throw new DomainError('common.conflict', { reason: '该批次没有导入任何行，不需要撤销' });
  await begin(work, acting, batch, 'undo', total);
}

/**
 * Orders accounts for the people of a batch: after the import when it is still to come, at once when it is done. Null takes an order back.
 * @throws DomainError common.conflict when no accounts can be opened (any more), or passwords of an earlier order still wait for somebody
 */
export async function orderAccounts(work: Work, acting: Acting, congressId: string, { id, way }: { id: string; way: AccountWay | null }): Promise<void> {
  const batch = await batchById(work, congressId, id, { lock: true });
  if (batch.kind === 'organs') throw new DomainError('common.conflict', { reason: '机构没有账号，只有人员可以开通账号' });
  if (batch.state !== 'previewed' && batch.state !== 'done') throw new DomainError('common.conflict', { reason: '该批次正在办理或者已经撤销，请刷新页面查看' });
  if (way === 'sms' && !signInSetup().sms) throw new DomainError('common.conflict', { reason: '本系统没有接入短信，不能凭短信登录，请选择一次性密码' });
  if ((await accountCounts(work, id)).waiting > 0) throw new DomainError('common.conflict', { reason: '上一次开通的一次性密码还没有下载，请先下载' });
  const accounts = way === null ? null : { way, personId: acting.personId ?? batch.createdById, label: acting.label, since: null };
  await work.prisma.importBatch.update({ where: { id }, data: { options: { ...batch.options, accounts } } });
  if (batch.state === 'done' && accounts) await beginAccounts(work, { ...batch, options: { ...batch.options, accounts } });
}

/** @returns whether there are people to open accounts for */
async function beginAccounts(work: Work, batch: Batch): Promise<boolean> {
  const { accounts } = batch.options;
  const total = accounts ? await rowsForAccounts(work, batch.id) : 0;
  if (!accounts || total === 0) return false;
  const applied = { done: batch.done, skipped: batch.options.skipped };
  await begin(work, accounts, { ...batch, options: { ...batch.options, applied, accounts: { ...accounts, since: work.clock.now().toISOString() } } }, 'accounts', total);
  return true;
}

/**
 * Hands the one-time passwords of a batch out, once, with a trace.
 * @throws DomainError common.conflict while accounts are being opened, and when there are no passwords (any more)
 */
export async function handOut(work: Work, acting: Acting, batch: Batch): Promise<Handout[]> {
  if (batch.state === 'running') throw new DomainError('common.conflict', { reason: '正在开通账号，请在完成后下载' });
  const rows = await takePasswords(work, batch);
  await appendEvent(work, {
    congressId: batch.congressId, matterId: null, type: importFinished.name, subjectType: 'import', subjectId: batch.id, personId: acting.personId,
    payload: { kind: importKindLabels[batch.kind], fileName: batch.fileName, by: acting.label, act: '下载一次性密码', done: rows.length, skipped: 0 },
  });
  return rows;
}

/** Goes on with a batch whose work has come to a halt. @throws DomainError common.conflict when none is under way */
export async function resumeBatch(work: Work, acting: Acting, congressId: string, { id }: { id: string }): Promise<void> {
  const batch = await batchById(work, congressId, id, { lock: true });
  if (batch.state !== 'running') throw new DomainError('common.conflict', { reason: '该批次没有正在进行的工作' });
  await nextStep(work, acting, batch);
}

/** How many rows have each verdict. */
export async function verdictCounts(work: Work, batchId: string): Promise<Record<Verdict, number>> {
  const rows = await work.sql<{ verdict: Verdict; count: number }>('SELECT verdict, count(*)::int AS count FROM import_row WHERE batch_id = $1 GROUP BY verdict', [batchId]);
  const counts: Record<Verdict, number> = { new: 0, changed: 0, same: 0, invalid: 0 };
  for (const { verdict, count } of rows) counts[verdict] = count;
  return counts;
}

export type RowResult = { line: number; outcome: 'done' | 'skipped' | 'undone'; made?: object; problems?: readonly Problem[]; verdict?: Verdict };

/** Writes what became of each row; what is not given stays. */
async function settle(work: Work, batchId: string, results: readonly RowResult[]): Promise<void> {
  await work.sql(
    `UPDATE import_row r SET outcome = d.outcome, made = coalesce(d.made, r.made), problems = coalesce(d.problems, r.problems), verdict = coalesce(d.verdict, r.verdict)
     FROM jsonb_to_recordset($2::jsonb) AS d(line int, outcome text, made jsonb, problems jsonb, verdict text) WHERE r.batch_id = $1 AND r.line = d.line`,
    [batchId, JSON.stringify(results)],
  );
}

/** One portion: what is written is decided anew, because the records may have changed since the preview. */
async function applyPortion(work: Work, batch: Batch): Promise<RowResult[]> {
  const stored = await work.prisma.importRow.findMany({
    where: { batchId: batch.id, outcome: 'pending', verdict: { in: ['new', 'changed'] } }, orderBy: { line: 'asc' }, take: PORTION, select: { line: true, cells: true, made: true },
  });
  const rows = (await openRows(work, batch.id, stored)).map(({ line, cells, made }) => parseRow(batch.kind, { line, cells, chosen: madeSchema.parse(made).chosen }));
  const world = await readWorld(work, batch.kind, batch.congressId, rows, { lock: true });
  const plans = rows.map((row) => planRow(batch.kind, row, world));
  const made = await writeActs(work, actingOf(batch), world, plans.flatMap(({ act }) => (act ? [act] : [])));
  return plans.map(({ line, verdict, problems }): RowResult => (verdict === 'invalid' ? { line, outcome: 'skipped', problems, verdict } : { line, outcome: 'done', made: made.get(line) ?? {} }));
}

async function portion(work: Work, batch: Batch): Promise<RowResult[]> {
  const { step, accounts } = batch.options;
  if (step === 'apply') return applyPortion(work, batch);
  if (step === 'accounts' && accounts) return accountsPortion(work, actingOf(batch), batch, accounts.way);
  return undoPortion(work, actingOf(batch), batch, PORTION);
}

const acts = { apply: '导入', undo: '撤销导入', accounts: '开通账号' } as const;

/** Does the next portion of a batch. @returns whether more is to be done */
export async function stepBatch(work: Work, congressId: string, id: string): Promise<boolean> {
  const batch = await batchById(work, congressId, id, { lock: true });
  if (batch.state !== 'running' || batch.options.step === null) return false;
  const results = await portion(work, batch);
  await settle(work, id, results);
  const done = batch.done + results.length;
  const skipped = batch.options.skipped + results.filter(({ outcome }) => outcome === 'skipped').length;
  const after = { ...batch, done, options: { ...batch.options, skipped } };
  await work.prisma.importBatch.update({ where: { id }, data: { done, options: after.options } });
  if (results.length > 0 && done < batch.total) {
    await nextStep(work, actingOf(batch), batch);
    return true;
  }
  return finish(work, after, batch.options.step);
}

/** Closes a step; after an import the accounts that were ordered with it follow. @returns whether more is to be done */
async function finish(work: Work, batch: Batch, step: 'apply' | 'undo' | 'accounts'): Promise<boolean> {
  const { id, congressId, fileName, done, options } = batch;
  const { skipped, applied } = options;
  const now = work.clock.now();
  const actor = actingOf(batch);
  if (step === 'accounts' && applied) {
    await work.prisma.importBatch.update({ where: { id }, data: { state: 'done', ...accountsDone(applied, options) } });
  } else await work.prisma.importBatch.update({ where: { id }, data: step === 'undo' ? { state: 'undone', undoneAt: now } : { state: 'done', finishedAt: now } });
  await appendEvent(work, {
    congressId, matterId: null, type: importFinished.name, subjectType: 'import', subjectId: id, personId: actor.personId,
    payload: { kind: importKindLabels[batch.kind], fileName, by: actor.label, act: acts[step], done: done - skipped, skipped },
  });
  return step === 'apply' && beginAccounts(work, batch);
}

/** The figures of the import again, instead of those of its accounts. */
const accountsDone = ({ done, skipped }: { done: number; skipped: number }, options: Batch['options']) => ({ done, total: done, options: { ...options, applied: null, skipped } });

/** Removes rows a month after: they hold personal data. What was imported stays. @returns how many batches */
export async function forgetBatches(work: Work, congressId: string): Promise<number> {
  const before = new Date(work.clock.now().getTime() - KEPT_DAYS * 86_400_000);
  await work.sql('DELETE FROM import_row WHERE congress_id = $1 AND batch_id IN (SELECT id FROM import_batch WHERE congress_id = $1 AND created_at < $2)', [congressId, before]);
  return (await work.prisma.importBatch.deleteMany({ where: { congressId, createdAt: { lt: before } } })).count;
}
