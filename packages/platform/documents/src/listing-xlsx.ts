/** A listing as XLSX: one sheet, one row a line, the section in a column of its own so that it can be sorted and filtered. */
import ExcelJS from 'exceljs';
import { DEMO_NOTE, printable } from './letter.ts';
import { type Listing, plainCell } from './listing.ts';

const CHARACTERS = 110;
const cell = (text: string) => plainCell(printable(text));

/** The listing as one workbook; `section` names the column that tells the sections apart. */
export async function listingXlsx(listing: Listing, section: string): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.creator = listing.printedBy;
  const page = book.addWorksheet('清单', { pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 } });
  page.columns = [{ width: 26 }, ...listing.columns.map((one) => ({ width: Math.max(8, Math.round(one.share * CHARACTERS)) }))];
  page.addRow([cell(listing.title)]).font = { bold: true, size: 16 };
  if (listing.subtitle) page.addRow([cell(listing.subtitle)]);
  if (listing.demo) page.addRow([DEMO_NOTE]);
  for (const { label, value } of listing.facts) page.addRow([cell(`${label}：${value}`)]);
  const head = page.addRow([section, ...listing.columns.map((one) => one.header)]);
  head.font = { bold: true };
  page.views = [{ state: 'frozen', ySplit: head.number }];
  page.autoFilter = { from: { row: head.number, column: 1 }, to: { row: head.number, column: listing.columns.length + 1 } };
  page.pageSetup.printTitlesRow = `${head.number}:${head.number}`;
  for (const { heading, rows } of listing.sections) {
    for (const row of rows) page.addRow([cell(heading), ...row.map(cell)]).alignment = { wrapText: true, vertical: 'middle' };
  }
  for (const note of listing.notes ?? []) page.addRow([cell(note)]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}
