// Sheets for tests, as people would fill them, and the steps from a sheet to what it brings.
import type { Acting } from '@smart/rpc/context';
import ExcelJS from 'exceljs';
import type { TestIdentity } from '../testing.ts';
import { applyBatch, createBatch, readBatch, stepBatch, undoBatch } from './batches.ts';
import { columnsOf, type Cells, type ImportKind } from './kinds.ts';

export type Given = Cells;

/** An identity-card number that passes the check digit, the same for the same number. */
export function idCardOf(n: number): string {
  const digits = `43060219${String(60 + (n % 40))}0101${String(n % 1000).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return `${digits}${'10X98765432'[sum % 11] ?? ''}`;
}

/** An XLSX file of these rows under the headers of its kind. */
export async function sheet(kind: ImportKind, rows: readonly Given[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('数据');
  page.addRow(columnsOf[kind].map(({ header }) => header));
  for (const row of rows) page.addRow(columnsOf[kind].map(({ key }) => row[key] ?? null));
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Reads a sheet into a new batch, imports it, takes it back, each to its end. */
export function importing(identity: TestIdentity, acting: Acting, home: string) {
  const preview = async (kind: ImportKind, rows: readonly Given[]): Promise<string> => {
    const content = await sheet(kind, rows);
    return identity.act(home, async (work) => {
      const id = await createBatch(work, acting, identity.congress(home), { kind, fileName: 'a.xlsx', fileId: null });
      await readBatch(work, identity.congress(home), id, content);
      return id;
    });
  };
  const step = (id: string): Promise<boolean> => identity.act(home, (work) => stepBatch(work, identity.congress(home), id));
  const toEnd = async (id: string): Promise<void> => {
    while (await step(id)) await Promise.resolve();
  };
  const apply = async (id: string, validOnly = false): Promise<void> => {
    await identity.act(home, (work) => applyBatch(work, acting, identity.congress(home), { id, validOnly }));
    await toEnd(id);
  };
  const undo = async (id: string, by = acting): Promise<void> => {
    await identity.act(home, (work) => undoBatch(work, by, identity.congress(home), { id }));
    await toEnd(id);
  };
  return { preview, step, toEnd, apply, undo };
}
