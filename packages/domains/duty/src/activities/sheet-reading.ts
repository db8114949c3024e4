// A sign-in sheet as offices keep it: a title above the head, merged cells, blank rows, two lists side by side, a cover page before it.
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { fold, tidy } from '@smart/identity/import/cells';
import { parseCsv } from '@smart/identity/import/csv';
import { cellText, unreadable } from '@smart/identity/import/read';
import ExcelJS from 'exceljs';

const MOST = 2000;
const HEADER_WITHIN = 20;
/** Columns beyond are not looked at: a sheet formatted to its last column is not larger for it. */
const MAX_COLUMNS = 100;
const headers = { name: ['姓名', '代表姓名', '代表', '签到人'], unit: ['单位', '代表团', '工作单位', '所在单位', '小组'], mark: ['签到', '签名', '签字', '本人签名', '到场', '出席', '签到情况', '到场情况', '出席情况', '是否到场'], remark: ['备注'] } as const;
const columns = ['name', 'unit', 'mark', 'remark'] as const;
type Column = keyof typeof headers;

export type SheetRow = { readonly line: number; readonly texts: string[]; /** Columns in which the cell above goes on. */ readonly continued?: ReadonlySet<number> };
export type SheetLine = { readonly line: number; readonly name: string; readonly unit: string; readonly mark: 'attended' | 'absent' | 'on_leave' };

const noName = /^(合计|总计|共计|小计|应到|实到|备注|说明|注[:：])/u;

/** “姓名（签字）” is 姓名. */
const columnOf = (text: string): Column | undefined => {
  const word = fold(text).replace(/\(.*\)$/u, '');
  return columns.find((column) => headers[column].some((one) => one === word));
};

/** What is merged across columns stands in the first of them; what is merged down stands in each line, as the unit of several people does. */
function textsOf(row: ExcelJS.Row): Pick<SheetRow, 'texts' | 'continued'> {
  const texts: string[] = [];
  const continued = new Set<number>();
  row.eachCell((cell, at) => {
    if (at <= MAX_COLUMNS) texts[at - 1] = cell.isMerged && cell.master.col !== cell.col ? '' : cellText(cell.isMerged ? cell.master.value : cell.value);
    if (cell.isMerged && cell.master.row !== cell.row) continued.add(at - 1);
  });
  return { texts: Array.from(texts, (text) => text ?? ''), continued };
}

/**
 * The rows of each visible sheet of a file, XLSX or CSV (UTF-8 or GBK).
 * @throws DomainError identity.import_unreadable, saying what to do
 */
export async function sheetsIn(content: Buffer): Promise<SheetRow[][]> {
  if (content.subarray(0, 2).toString('latin1') !== 'PK') {
    const rows: SheetRow[] = [];
    for await (const row of parseCsv(content)) rows.push(row);
    return [rows];
  }
  const book = new ExcelJS.Workbook();
  await book.xlsx.read(Readable.from([content])).catch(() => { throw unreadable('文件不是完好的 XLSX，请用表格软件打开后另存为 XLSX 再导入'); });
  const pages = book.worksheets.filter(({ state }) => state === 'visible');
  if (pages.length === 0) throw unreadable('文件中没有可见的工作表');
  return pages.map((page) => Array.from({ length: Math.min(page.rowCount, MOST + HEADER_WITHIN) }, (_none, at) => ({ line: at + 1, ...textsOf(page.getRow(at + 1)) })));
}

/** Whoever stands in the sheet was there, unless the sheet has a column that says otherwise: empty or 未到 is absent, 请假 is leave. */
function markOf(text: string, hasColumn: boolean): SheetLine['mark'] {
  if (text.includes('假')) return 'on_leave';
  return hasColumn && /^$|^(未|缺|否|无|×|x|没)/iu.test(text) ? 'absent' : 'attended';
}

/** Where the columns stand; of lists side by side each has its own. Null: this row is no head. */
function headOf(texts: readonly string[]): ReadonlyMap<Column, number>[] | null {
  const found = columns.map((column) => texts.flatMap((text, at) => (columnOf(text) === column ? [at] : [])));
  const [names = []] = found;
  if (names.length === 0) return null;
  // Two columns of signatures (上午、下午) belong to one list: the first counts.
  return names.map((_at, list) => new Map(columns.flatMap((column, of): [Column, number][] => { const at = found[of]?.[list]; return at === undefined ? [] : [[column, at]]; })));
}

/**
 * Who stands in the sheet: of the first page that has a head with 姓名.
 * @throws DomainError identity.import_unreadable, saying what to do
 */
export function linesOf(pages: readonly (readonly SheetRow[])[]): SheetLine[] {
  for (const rows of pages) {
    const at = rows.slice(0, HEADER_WITHIN).findIndex(({ texts }) => headOf(texts.map(tidy)) !== null);
    if (at >= 0) return linesBelow(rows.slice(at + 1), headOf(rows[at]?.texts.map(tidy) ?? []) ?? []);
  }
  throw unreadable('没有找到“姓名”一列，请在表头写明“姓名”，有重名的加“单位”');
}

function linesBelow(rows: readonly SheetRow[], lists: readonly ReadonlyMap<Column, number>[]): SheetLine[] {
  const lines: SheetLine[] = [];
  for (const list of lists) {
    for (const { line, texts, continued } of rows) {
      const cell = (column: Column): string => tidy(texts[list.get(column) ?? -1] ?? '');
      const name = cell('name');
      // Sums and remarks below, the second row of a head, the second line of one person.
      if (name === '' || noName.test(name) || columnOf(name) !== undefined || continued?.has(list.get('name') ?? -1)) continue;
      if (lines.length >= MOST) throw unreadable(`表中超过 ${MOST} 行，请分成几个文件导入`);
      lines.push({ line, name, unit: cell('unit'), mark: markOf(`${cell('mark')}${cell('remark')}`, list.has('mark')) });
    }
  }
  return lines;
}

/** The lines of a file. @throws DomainError identity.import_unreadable */
export const readLines = async (content: Readable): Promise<SheetLine[]> => linesOf(await sheetsIn(await buffer(content)));
