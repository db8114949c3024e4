// Sheets for tests, as people would fill them.
import ExcelJS from 'exceljs';
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
