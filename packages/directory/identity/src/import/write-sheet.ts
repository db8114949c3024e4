// Sheets that leave: the template with its drop-downs, and the faulty rows with what is wrong, to be corrected and imported again. Cells are
// texts, and none of them is taken for a formula.
import { congressById } from '@smart/divisions/congresses';
import { organKindLabels, organKinds } from '@smart/divisions/model';
import type { Work } from '@smart/workflow/work';
import ExcelJS from 'exceljs';
import type { Handout } from './accounts.ts';
import { neutral, PRECISION_LOST } from './cells.ts';
import { columnsOf, electionLabels, importKindLabels, MAX_ROWS, SAME_NAME_NEW, type Cells, type Column, type ImportKind, type Problem } from './kinds.ts';
import { importedRoleLabels, importedRoles } from './roles.ts';
import { termFor } from './world.ts';

type Lists = Readonly<Record<NonNullable<Column['list']>, readonly string[]>>;
/** Rows of the template that carry drop-downs and text format. */
const PREPARED_ROWS = 2000;
const problemHeader = '存在问题';

async function listsOf(work: Work, kind: ImportKind, congressId: string): Promise<Lists> {
  const term = await termFor(work, kind, congressId);
  const names = (rows: readonly { name: string }[]): string[] => rows.map(({ name }) => name);
  const ofTerm = { where: { congressId, termId: term?.id ?? congressId }, select: { name: true } } as const;
  return {
    genders: ['男', '女'],
    elections: Object.values(electionLabels),
    same: [SAME_NAME_NEW],
    roles: importedRoles.map((role) => importedRoleLabels[role]),
    organKinds: organKinds.map((one) => organKindLabels[one]),
    organs: names(await work.prisma.organ.findMany({ where: { congressId, abolishedOn: null }, orderBy: [{ sort: 'asc' }, { id: 'asc' }], select: { name: true } })),
    delegations: names(await work.prisma.delegation.findMany({ ...ofTerm, orderBy: [{ sort: 'asc' }, { name: 'asc' }] })),
    constituencies: names(await work.prisma.constituency.findMany({ ...ofTerm, orderBy: { name: 'asc' } })),
  };
}

const letter = (column: number): string => (column <= 26 ? String.fromCodePoint(64 + column) : `${letter(Math.floor((column - 1) / 26))}${letter(((column - 1) % 26) + 1)}`);

/** The choices of a drop-down stand on a hidden sheet: a list in the cell itself ends at 255 characters. */
function addLists(book: ExcelJS.Workbook, page: ExcelJS.Worksheet, columns: readonly Column[], lists: Lists, rows: number): void {
  const choices = book.addWorksheet('选项', { state: 'veryHidden' });
  let at = 0;
  for (const [index, column] of columns.entries()) {
    const values = column.list ? lists[column.list] : [];
    if (values.length === 0) continue;
    at += 1;
    for (const [row, value] of values.entries()) choices.getCell(row + 1, at).value = value;
    const formula = `选项!$${letter(at)}$1:$${letter(at)}$${values.length}`;
    // Several roles stand in one cell, so that other words than the listed ones are let through there and told in the preview.
    const strict = column.list !== 'roles' && column.list !== 'organs';
    for (let row = 2; row <= rows + 1; row++) {
      page.getCell(row, index + 1).dataValidation = {
        type: 'list', allowBlank: true, formulae: [formula], showErrorMessage: strict, errorTitle: column.header, error: `请从下拉列表选择：${column.hint}`.slice(0, 200),
      };
    }
  }
}

function explain(book: ExcelJS.Workbook, kind: ImportKind, congressName: string): void {
  const page = book.addWorksheet('填表说明');
  page.columns = [{ width: 20 }, { width: 8 }, { width: 80 }];
  page.addRow([`${congressName} ${importKindLabels[kind]}导入表`]).font = { bold: true, size: 14 };
  page.addRow(['列', '必填', '说明']).font = { bold: true };
  for (const column of columnsOf[kind]) page.addRow([column.header, column.required ? '是' : '', column.hint]);
  for (const line of [
    `表头以外的行数不超过 ${MAX_ROWS} 行，文件不超过 20 MB，格式为 XLSX 或者 CSV（UTF-8、GBK）。`,
    '以“（示例）”开头的行不导入。列的次序可以调整，表头上方可以有标题行。',
    '空着的格子不改动已登记的内容。同一文件可以重复导入，已登记的不会重复登记。',
    '人员依次按身份证号码、手机号、姓名和代表证号（工作人员为姓名和任职）认定是否同一人。',
  ]) page.addRow([line]);
}

/** A page with its header, all columns as text, so that numbers keep their zeros and digits. */
function dataPage(book: ExcelJS.Workbook, columns: readonly Column[], more: readonly string[]): ExcelJS.Worksheet {
  const page = book.addWorksheet('数据', { views: [{ state: 'frozen', ySplit: 1 }] });
  const headers = [...columns.map(({ header, required }) => (required ? `${header}*` : header)), ...more];
  page.columns = headers.map((header) => ({ width: header === problemHeader ? 60 : Math.max(12, header.length * 2 + 4), style: { numFmt: '@' } }));
  const row = page.addRow(headers);
  row.font = { bold: true, color: { argb: 'FFFFFFFF' } };
  row.eachCell((cell, at) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: columns[at - 1]?.required ? 'FFB3191E' : 'FF5B6470' } };
  });
  return page;
}

const fileOf = async (book: ExcelJS.Workbook): Promise<Buffer> => Buffer.from(await book.xlsx.writeBuffer());

/** The sheet to fill, with the congress's own organs, delegations and constituencies to choose from. */
export async function templateFile(work: Work, kind: ImportKind, congressId: string): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const columns = columnsOf[kind];
  const page = dataPage(book, columns, []);
  page.addRow(columns.map(({ example }) => example)).font = { italic: true, color: { argb: 'FF888888' } };
  addLists(book, page, columns, await listsOf(work, kind, congressId), PREPARED_ROWS);
  explain(book, kind, (await congressById(work, congressId)).name);
  return fileOf(book);
}

/** One-time passwords to be cut apart and handed over. */
export async function passwordsFile(rows: readonly Handout[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('一次性密码', { views: [{ state: 'frozen', ySplit: 1 }] });
  page.columns = [14, 30, 24, 24, 44].map((width) => ({ width, style: { numFmt: '@' } }));
  page.addRow(['姓名', '机构或者代表证号', '用户名', '一次性密码', '说明']).font = { bold: true };
  for (const { name, place, username, password } of rows) page.addRow([neutral(name), neutral(place), username, password, '首次登录时须修改密码，请当面或者密封交付本人']);
  return fileOf(book);
}

/** Rows as they were sent, with what is wrong in the last column; corrected, the file can be imported as it is. */
export async function faultyFile(work: Work, kind: ImportKind, congressId: string, rows: readonly { cells: Cells; problems: readonly Problem[] }[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const columns = columnsOf[kind];
  const page = dataPage(book, columns, [problemHeader]);
  for (const { cells, problems } of rows) {
    const wrong = new Set(problems.map(({ column }) => column));
    const texts = columns.map(({ key }) => (cells[key] === PRECISION_LOST ? '' : neutral(cells[key] ?? '')));
    const row = page.addRow([...texts, neutral(problems.map(({ column, message }) => (column === '' ? message : `${column}：${message}`)).join('；'))]);
    for (const [index, { header }] of columns.entries()) {
      if (wrong.has(header)) row.getCell(index + 1).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFE3E3' } };
    }
  }
  addLists(book, page, columns, await listsOf(work, kind, congressId), rows.length);
  return fileOf(book);
}
