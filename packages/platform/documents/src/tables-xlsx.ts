/** Figures as XLSX: several sheets, numbers as numbers so that they can be reckoned with, each sheet with its head frozen and filtered. Written row by row. */
import { buffer } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import ExcelJS from 'exceljs';
import { DEMO_NOTE, printable } from './letter.ts';
import { plainCell } from './listing.ts';

export type Tables = {
  title: string;
  /** Above the head of each sheet. */
  facts: readonly string[];
  /** `name`: at most 31 characters. `width` in characters. */
  sheets: readonly { name: string; columns: readonly { header: string; width: number }[]; rows: readonly (readonly (string | number | null)[])[] }[];
  /** Below the rows of the first sheet. */
  notes: readonly string[];
  printedBy: string;
  demo?: boolean | undefined;
};

const cell = (value: string | number | null) => (typeof value === 'string' ? plainCell(printable(value)) : value);

/** The tables as one workbook. */
export async function tablesXlsx({ title, facts, sheets, notes, printedBy, demo }: Tables): Promise<Uint8Array> {
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  book.creator = printedBy;
  const above = [title, ...facts, ...(demo ? [DEMO_NOTE] : [])];
  for (const [at, { name, columns, rows }] of sheets.entries()) {
    const head = above.length + 1;
    const page = book.addWorksheet(name, { pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 }, views: [{ state: 'frozen', xSplit: 1, ySplit: head }] });
    page.columns = columns.map(({ width }) => ({ width }));
    above.forEach((words, line) => {
      const row = page.addRow([cell(words)]);
      if (line === 0) row.font = { bold: true, size: 16 };
      row.commit();
    });
    const heads = page.addRow(columns.map(({ header }) => header));
    heads.font = { bold: true };
    heads.alignment = { wrapText: true, vertical: 'middle' };
    heads.commit();
    page.autoFilter = { from: { row: head, column: 1 }, to: { row: head, column: columns.length } };
    for (const values of rows) page.addRow(values.map(cell)).commit();
    if (at === 0) for (const note of notes) page.addRow([cell(note)]).commit();
    page.commit();
  }
  await book.commit();
  return new Uint8Array(await bytes);
}
