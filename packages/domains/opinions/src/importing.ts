// 批量登记: opinions that a station kept in a sheet. Looked at row by row before anything is written; the same row again is not registered again.
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { isOwnPending, openDownload } from '@smart/files/service';
import type { FileStore } from '@smart/files/store';
import type { Capacity } from '@smart/identity/capacity';
import { dateOf, fold, neutral, tidy } from '@smart/identity/import/cells';
import { parseCsv } from '@smart/identity/import/csv';
import { cellText, unreadable } from '@smart/identity/import/read';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import ExcelJS from 'exceljs';
import type { z } from 'zod';
import { enterFromSheet } from './entering.ts';
import { opinionFewest, opinionLimits } from './model.ts';
import type { importInput } from './model-inputs.ts';
import type { ImportPreview, ImportRow } from './model-views.ts';

/** Rows of one file. */
const MOST = 500;
/** Rows in which the header is looked for. */
const HEADER_WITHIN = 10;
const columns = { content: '意见内容', place: '地点', receivedOn: '反映日期', name: '姓名', urgent: '紧急' } as const;
type Column = keyof typeof columns;
const isColumn = (name: string): name is Column => name in columns;
const hints: Readonly<Record<Column, string>> = {
  content: `必填，${opinionFewest.content} 至 ${opinionLimits.content} 个字，用群众原话`, place: `小区、路名或者村组，不超过 ${opinionLimits.place} 个字`, receivedOn: '如 2026-03-02；不填为导入当日，不能晚于当日', name: '可不填，加密保存，对承办单位隐名', urgent: '紧急的填“是”',
};
const example: Readonly<Record<Column, string>> = { content: '（示例）三号楼的路灯坏了三个月，希望尽快修好', place: '金鹗小区', receivedOn: '2026-03-02', name: '', urgent: '' };
const keys = Object.keys(columns).filter(isColumn);

let storeOf: () => FileStore | null = () => null;
/** Where uploaded sheets lie; set once when the server starts. */
export function useImportFiles(files: () => FileStore | null): void {
  storeOf = files;
}

/** The sheet to fill: one column a thing, an example, an explanation. */
export async function importTemplate(): Promise<{ fileName: string; content: string }> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('群众意见', { views: [{ state: 'frozen', ySplit: 1 }] });
  page.columns = keys.map((key) => ({ width: key === 'content' ? 60 : 18, style: { numFmt: '@' } }));
  page.addRow(keys.map((key) => `${columns[key]}${key === 'content' ? '*' : ''}`)).font = { bold: true };
  page.addRow(keys.map((key) => example[key])).font = { italic: true, color: { argb: 'FF888888' } };
  const notes = book.addWorksheet('填表说明');
  notes.columns = [{ width: 16 }, { width: 80 }];
  for (const key of keys) notes.addRow([columns[key], hints[key]]);
  notes.addRow(['', `一次不超过 ${MOST} 行。以“（示例）”开头的行不导入。同一行重复导入，不重复登记。`]);
  return { fileName: '群众意见导入模板.xlsx', content: Buffer.from(await book.xlsx.writeBuffer()).toString('base64') };
}

type Cells = Partial<Record<Column, string>>;
type Line = { readonly line: number; readonly cells: Cells };

async function* textsOf(content: Buffer): AsyncGenerator<{ line: number; texts: string[] }> {
  if (content.subarray(0, 2).toString('latin1') !== 'PK') {
    yield* parseCsv(content);
    return;
  }
  const book = new ExcelJS.Workbook();
  await book.xlsx.read(Readable.from([content])).catch(() => { throw unreadable('文件不是完好的 XLSX，请用表格软件打开后另存为 XLSX 再导入'); });
  const page = book.worksheets.find(({ state }) => state === 'visible');
  if (!page) throw unreadable('文件中没有可见的工作表');
  for (let line = 1; line <= page.rowCount; line += 1) {
    const texts: string[] = [];
    page.getRow(line).eachCell((cell, at) => void (texts[at - 1] = cellText(cell.value)));
    yield { line, texts: Array.from(texts, (text) => text ?? '') };
  }
}

/** @throws DomainError identity.import_unreadable, saying what to do */
async function linesOf(content: Buffer): Promise<Line[]> {
  let header: Map<number, Column> | null = null;
  const lines: Line[] = [];
  let looked = 0;
  for await (const { line, texts } of textsOf(content)) {
    const given = texts.map(tidy);
    if (given.every((text) => text === '')) continue;
    if (header === null) {
      const at = new Map(given.flatMap((text, index): [number, Column][] => keys.filter((key) => fold(columns[key]) === fold(text.replace(/\*$/, ''))).map((key) => [index, key])));
      if ([...at.values()].includes('content')) header = at;
      else if ((looked += 1) >= HEADER_WITHIN) break;
      continue;
    }
    const cells: Cells = {};
    for (const [index, key] of header) if (given[index]) cells[key] = given[index];
    if (Object.keys(cells).length === 0 || /^[（(]示例[）)]/.test(cells.content ?? '')) continue;
    if (lines.length >= MOST) throw unreadable(`表中超过 ${MOST} 行，请分成几个文件导入`);
    lines.push({ line, cells });
  }
  if (header === null) throw unreadable(`没有找到“${columns.content}”一列，请下载模板填写`);
  return lines;
}

function problemsOf({ content = '', place = '', receivedOn, name = '', urgent = '' }: Cells, day: string): string[] {
  const size = [...content].length;
  const on = receivedOn === undefined ? day : dateOf(receivedOn);
  return [
    ...(size < opinionFewest.content ? [`意见内容不少于 ${opinionFewest.content} 个字`] : size > opinionLimits.content ? [`意见内容不超过 ${opinionLimits.content} 个字`] : []),
    ...([...place].length > opinionLimits.place ? [`地点不超过 ${opinionLimits.place} 个字`] : []),
    ...(on === null ? [`反映日期“${receivedOn ?? ''}”不是日期，请写成 2026-03-02`] : on > day ? ['反映日期晚于今天，请核对'] : []),
    ...([...name].length > opinionLimits.name ? [`姓名不超过 ${opinionLimits.name} 个字`] : []),
    ...(['', '是', '否'].includes(urgent) ? [] : ['紧急一列只填“是”或者“否”']),
  ];
}

type Read = ImportRow & { readonly key: string; readonly receivedOn: string; readonly name: string; readonly urgent: boolean };

/** The same words of the same day and place are one opinion, however often the sheet comes. */
const keyOf = (congressId: string, content: string, place: string, on: string): string => `sheet ${createHash('sha256').update(JSON.stringify([congressId, fold(content), fold(place), on])).digest('hex')}`;

async function rowsOf(work: Work, capacity: Capacity, { fileId }: z.output<typeof importInput>): Promise<Read[]> {
  const file = await openDownload(work, fileId);
  if (!(await isOwnPending(work, file, capacity.personId))) throw new DomainError('files.not_found');
  const store = storeOf();
  if (store === null) throw new DomainError('common.unavailable');
  const day = today(work.clock);
  const read = (await linesOf(await buffer(await store.read(file.sha256)))).map(({ line, cells }): Read => {
    const { content = '', place = '', name = '', urgent = '' } = cells;
    const receivedOn = (cells.receivedOn === undefined ? null : dateOf(cells.receivedOn)) ?? day;
    return { line, content, place, problems: problemsOf(cells, day), known: false, key: keyOf(capacity.congressId, content, place, receivedOn), receivedOn, name, urgent: urgent === '是' };
  });
  const known = new Set((await work.sql<{ key: string }>('SELECT form_key AS key FROM opinion WHERE form_key = ANY ($1)', [read.map(({ key }) => key)])).map(({ key }) => key));
  const seen = new Map<string, number>();
  return read.map((row) => {
    const first = seen.get(row.key);
    if (first === undefined) seen.set(row.key, row.line);
    return { ...row, known: known.has(row.key), problems: first === undefined ? row.problems : [...row.problems, `与第 ${first} 行相同`] };
  });
}

/** What an import would do, row by row. Writes nothing. @throws DomainError files.not_found, identity.import_unreadable */
export async function previewImport(work: Work, capacity: Capacity, input: z.output<typeof importInput>): Promise<ImportPreview> {
  const rows = await rowsOf(work, capacity, input);
  return {
    rows: rows.map(({ line, content, place, problems, known }) => ({ line, content, place, problems, known })),
    ready: rows.filter(({ known, problems }) => !known && problems.length === 0).length, faulty: rows.filter(({ problems }) => problems.length > 0).length, known: rows.filter(({ known }) => known).length,
  };
}

/**
 * Registers every row without a problem that is not there yet, all or none; faulty rows are left out and may come again with the corrected sheet.
 * The receipts come back as a sheet, to be handed over.
 * @throws DomainError files.not_found, identity.import_unreadable
 */
export async function importOpinions(work: Work, capacity: Capacity, input: z.output<typeof importInput>): Promise<{ imported: number; fileName: string; content: string }> {
  const ready = (await rowsOf(work, capacity, input)).filter(({ known, problems }) => !known && problems.length === 0);
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('回执');
  page.columns = [24, 20, 60].map((width) => ({ width, style: { numFmt: '@' } }));
  page.addRow(['编号', '查询码', '意见内容']).font = { bold: true };
  for (const row of ready) {
    const { number, secret } = await enterFromSheet(work, capacity, { content: row.content, place: row.place, name: row.name, hideName: true }, { key: row.key, urgent: row.urgent, receivedOn: row.receivedOn });
    page.addRow([number, secret, neutral(row.content)]);
  }
  return { imported: ready.length, fileName: '群众意见回执.xlsx', content: Buffer.from(await book.xlsx.writeBuffer()).toString('base64') };
}
