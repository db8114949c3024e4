// Reading a sheet as people keep them: XLSX row by row, CSV in UTF-8 or GBK. What cannot be read is refused in words.
import { Readable } from 'node:stream';
import { DomainError } from '@smart/kernel/errors';
import ExcelJS from 'exceljs';
import { PRECISION_LOST, tidy } from './cells.ts';
import { parseCsv } from './csv.ts';
import { headerIn, type Header, wrongKind } from './header.ts';
import { MAX_ROWS, type Cells, type ImportKind } from './kinds.ts';

export type SheetRow = { readonly line: number; readonly cells: Cells };

/** Rows in which the header is looked for: titles and remarks stand above it. */
const HEADER_WITHIN = 20;
/** Columns beyond are not looked at: a sheet formatted to its last column is not larger for it. */
const MAX_COLUMNS = 100;

export const unreadable = (problem: string): DomainError<'identity.import_unreadable'> => new DomainError('identity.import_unreadable', { problem });

/** A cell as text, whatever a spreadsheet made of it. */
export function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Math.abs(value) >= 1e15 ? PRECISION_LOST : String(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '#日期错误' : value.toISOString().slice(0, 10);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('error' in value) return String(value.error);
  if ('result' in value) return cellText(value.result ?? null);
  if ('text' in value) return cellText(value.text);
  return '';
}

/** Takes rows one by one: finds the header, then gives the rows below it. */
class Collector {
  readonly rows: SheetRow[] = [];
  header: Header | null = null;
  #looked: string[][] = [];
  readonly #kind: ImportKind;

  constructor(kind: ImportKind) {
    this.#kind = kind;
  }

  /** @throws DomainError identity.import_unreadable */
  take(line: number, texts: readonly string[]): void {
    if (this.header === null) return this.#look(line, texts);
    const cells: Cells = {};
    let filled = false;
    for (const [index, key] of this.header.at) {
      const text = tidy(texts[index] ?? '');
      if (text === '') continue;
      cells[key] = text;
      filled = true;
    }
    if (!filled || Object.values(cells).some((text) => /^[（(]示例[）)]/.test(text))) return;
    if (this.rows.length >= MAX_ROWS) throw unreadable(`表中超过 ${MAX_ROWS} 行，请分成几个文件导入`);
    this.rows.push({ line, cells });
  }

  #look(line: number, texts: readonly string[]): void {
    const given = texts.map(tidy);
    if (given.every((text) => text === '')) return;
    const found = headerIn(this.#kind, line, given);
    if (found?.problem) throw unreadable(found.problem);
    if (found) this.header = found.header;
    else this.#looked.push(given);
  }

  get lost(): boolean {
    return this.header === null && this.#looked.length >= HEADER_WITHIN;
  }

  /** Why no header was found. */
  reason(): string {
    const other = this.#looked.map((texts) => wrongKind(this.#kind, texts)).find((problem) => problem !== null);
    return other ?? '没有找到表头：请下载模板，按模板的列名填写';
  }
}

/** Small enough to be read as a whole. */
const WHOLE = 4 * 1024 * 1024;

/** The streaming reader stumbles over some files that are in order (sheets before their strings); small ones are then read as a whole. */
async function readXlsx(kind: ImportKind, content: Buffer): Promise<SheetRow[]> {
  try {
    return await readStreamed(kind, content);
  } catch (error) {
    if (error instanceof DomainError || content.length > WHOLE) throw error;
    return readWhole(kind, content);
  }
}

const textsOf = (row: ExcelJS.Row): string[] => {
  const texts: string[] = [];
  row.eachCell((cell, column) => {
    // A merged cell's text stands in its first cell; the others repeat it.
    if (column <= MAX_COLUMNS && (!cell.isMerged || cell.master === cell)) texts[column - 1] = cellText(cell.value);
  });
  return Array.from(texts, (text) => text ?? '');
};

async function readWhole(kind: ImportKind, content: Buffer): Promise<SheetRow[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.read(Readable.from([content]));
  let reason: string | null = null;
  for (const sheet of book.worksheets.filter(({ state }) => state === 'visible')) {
    const collector = new Collector(kind);
    sheet.eachRow((row, line) => {
      if (!collector.lost) collector.take(line, textsOf(row));
    });
    if (collector.header) return collector.rows;
    reason ??= collector.reason();
  }
  throw unreadable(reason ?? '文件中没有可见的工作表');
}

async function readStreamed(kind: ImportKind, content: Buffer): Promise<SheetRow[]> {
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from(chunked(content)), { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'ignore' });
  let reason: string | null = null;
  for await (const sheet of reader) {
    const collector = new Collector(kind);
    const hidden = 'state' in sheet && (sheet.state === 'hidden' || sheet.state === 'veryHidden');
    for await (const row of sheet) {
      // Skipped to its end: the sheets come one after the other from one stream.
      if (hidden || collector.lost) continue;
      collector.take(row.number, textsOf(row));
    }
    if (collector.header) return collector.rows;
    if (!hidden) reason ??= collector.reason();
  }
  throw unreadable(reason ?? '文件中没有可见的工作表');
}

/** In pieces, so that reading gives way to other work. */
function* chunked(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536);
}

function readCsv(kind: ImportKind, content: Buffer): SheetRow[] {
  const collector = new Collector(kind);
  for (const { line, texts } of parseCsv(content)) {
    if (collector.lost) break;
    collector.take(line, texts.slice(0, MAX_COLUMNS));
  }
  if (!collector.header) throw unreadable(collector.reason());
  return collector.rows;
}

/**
 * The rows of a sheet. Macros, bombs, size and type were refused when the file was taken in.
 * @throws DomainError identity.import_unreadable, saying what to do
 */
export async function readSheet(kind: ImportKind, fileName: string, content: Buffer): Promise<SheetRow[]> {
  const zipped = content.subarray(0, 2).toString('latin1') === 'PK';
  let rows: SheetRow[];
  try {
    rows = zipped ? await readXlsx(kind, content) : readCsv(kind, content);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw unreadable(`“${fileName}”不是完好的 XLSX 文件，请用表格软件打开后另存为 XLSX 再导入`);
  }
  if (rows.length === 0) throw unreadable('表头下面没有数据，请填写后再导入（示例行不导入）');
  return rows;
}
