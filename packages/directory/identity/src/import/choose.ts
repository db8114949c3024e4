// The clerk says who is meant where a sheet cannot: one of those of the same name, or somebody else. The row and those that share a name or
// number with it are weighed again; the others stay as they were. What is imported is decided anew in any case.
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { batchById } from './batches.ts';
import { fold } from './cells.ts';
import type { Cells } from './kinds.ts';
import { made as madeSchema, NEW_PERSON, type Made } from './made.ts';
import { parseRow } from './parse.ts';
import { planRow } from './plan.ts';
import { openRows } from './sealed.ts';
import { readWorld } from './world.ts';

type Stored = { line: number; cells: Cells; made: Made };

async function storedRows(work: Work, batchId: string): Promise<Stored[]> {
  const stored = await work.prisma.importRow.findMany({ where: { batchId }, orderBy: { line: 'asc' }, select: { line: true, cells: true, made: true } });
  return (await openRows(work, batchId, stored)).map(({ line, cells, made }) => ({ line, cells, made: madeSchema.parse(made) }));
}

const shared = ['name', 'phone', 'idCard', 'certificate'] as const;
const related = (one: Cells, other: Cells): boolean => shared.some((key) => one[key] !== undefined && fold(one[key]) === fold(other[key] ?? ''));

/**
 * Notes who is meant by a row; null takes it back.
 * @throws DomainError common.not_found for a row that does not ask; common.conflict when the batch is not waiting to be imported;
 *   common.invalid_input for somebody who is not among those to choose from
 */
export async function choosePerson(work: Work, congressId: string, { id, line, chosen }: { id: string; line: number; chosen: string | null }): Promise<void> {
  const batch = await batchById(work, congressId, id, { lock: true });
  if (batch.state !== 'previewed') throw new DomainError('common.conflict', { reason: '该批次不在待导入状态，请刷新页面查看' });
  const rows = await storedRows(work, id);
  const row = rows.find((one) => one.line === line);
  if (!row?.made.choices) throw new DomainError('common.not_found', { what: '需要选择人员的行' });
  if (chosen !== null && chosen !== NEW_PERSON && !row.made.choices.some(({ personId }) => personId === chosen)) {
    throw new DomainError('common.invalid_input', { problem: '请从同名人员中选择' }, [{ path: 'chosen', message: '请从同名人员中选择' }]);
  }
  const { chosen: _before, ...rest } = row.made;
  row.made = chosen === null ? rest : { ...rest, chosen };
  const affected = rows.filter((one) => related(row.cells, one.cells));
  const parsed = affected.map(({ line: at, cells, made }) => parseRow(batch.kind, { line: at, cells, chosen: made.chosen }));
  const world = await readWorld(work, batch.kind, congressId, parsed);
  const results = parsed.map((one, at) => {
    const { verdict, problems, differences, choices } = planRow(batch.kind, one, world);
    const made = affected[at]?.made ?? {};
    return { line: one.line, verdict, problems, differences, made: choices.length > 0 ? { ...made, choices } : made };
  });
  await work.sql(
    `UPDATE import_row r SET verdict = d.verdict, problems = d.problems, differences = d.differences, made = d.made
     FROM jsonb_to_recordset($2::jsonb) AS d(line int, verdict text, problems jsonb, differences jsonb, made jsonb) WHERE r.batch_id = $1 AND r.line = d.line`,
    [id, JSON.stringify(results)],
  );
}
