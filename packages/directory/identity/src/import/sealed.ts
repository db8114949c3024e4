// The cells of an import are kept sealed: they hold numbers and addresses. Bound to their row, removed with the batch.
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { canOpen, loadDataKeys, openText, sealText } from '../data-keys.ts';
import { columnKeys, type Cells } from './kinds.ts';

const cellsSchema = z.partialRecord(z.enum(columnKeys), z.string());
const context = (batchId: string, line: number): string => `import:${batchId}:${line}`;

export const sealCells = (batchId: string, line: number, cells: Cells): string => sealText(context(batchId, line), JSON.stringify(cells));

/** Keys this process does not know yet are fetched first. */
export async function openRows<Row extends { line: number; cells: string }>(work: Pick<Work, 'sql' | 'settings'>, batchId: string, rows: readonly Row[]): Promise<(Omit<Row, 'cells'> & { cells: Cells })[]> {
  if (rows.some(({ cells }) => !canOpen(cells))) await loadDataKeys(work);
  return rows.map((row) => ({ ...row, cells: cellsSchema.parse(JSON.parse(openText(context(batchId, row.line), row.cells))) }));
}
