// 纸质签到表: an XLSX or CSV list is matched to those invited by name, and by unit where two are called the same. Nothing is written here: the
// clerk looks at the differences and confirms them as a roll call.
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { isOwnPending, openDownload } from '@smart/files/service';
import type { FileStore } from '@smart/files/store';
import type { Capacity } from '@smart/identity/capacity';
import { fold, tidy } from '@smart/identity/import/cells';
import { parseCsv } from '@smart/identity/import/csv';
import { cellText, unreadable } from '@smart/identity/import/read';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import ExcelJS from 'exceljs';
import type { z } from 'zod';
import { invitationsOf } from './looking.ts';
import { invitationStateLabels } from './model.ts';
import type { sheetInput } from './model-inputs.ts';
import type { InvitationRow, SheetView } from './model-views.ts';

const MOST = 2000;
const HEADER_WITHIN = 20;
const headers = { name: ['姓名', '代表姓名', '代表', '签到人'], unit: ['单位', '代表团', '工作单位', '所在单位', '小组'], mark: ['签到', '签名', '到场', '出席', '出席情况', '是否到场'], remark: ['备注'] } as const;
type Column = keyof typeof headers;

let storeOf: () => FileStore | null = () => null;
/** Where uploaded sheets lie; set once when the server starts. */
export function useSheetFiles(files: () => FileStore | null): void {
  storeOf = files;
}

async function textsOf(content: Buffer): Promise<{ line: number; texts: string[] }[]> {
  const rows: { line: number; texts: string[] }[] = [];
  if (content.subarray(0, 2).toString('latin1') !== 'PK') {
    for await (const row of parseCsv(content)) rows.push(row);
    return rows;
  }
  const book = new ExcelJS.Workbook();
  await book.xlsx.read(Readable.from([content])).catch(() => { throw unreadable('文件不是完好的 XLSX，请用表格软件打开后另存为 XLSX 再导入'); });
  const page = book.worksheets.find(({ state }) => state === 'visible');
  if (!page) throw unreadable('文件中没有可见的工作表');
  for (let line = 1; line <= Math.min(page.rowCount, MOST + HEADER_WITHIN); line += 1) {
    const texts: string[] = [];
    page.getRow(line).eachCell((cell, at) => void (texts[at - 1] = cellText(cell.value)));
    rows.push({ line, texts: Array.from(texts, (text) => text ?? '') });
  }
  return rows;
}

type Line = { readonly line: number; readonly name: string; readonly unit: string; readonly mark: 'attended' | 'absent' | 'on_leave' };

const columnOf = (text: string): Column | undefined => (['name', 'unit', 'mark', 'remark'] as const).find((column) => headers[column].some((word) => fold(word) === fold(text)));

/** Whoever stands in the sheet was there, unless the sheet has a column that says otherwise: empty or 未到 is absent, 请假 is leave. */
function markOf(text: string, hasColumn: boolean): Line['mark'] {
  if (text.includes('假')) return 'on_leave';
  return hasColumn && /^$|^(未|缺|否|无|×|x|没)/iu.test(text) ? 'absent' : 'attended';
}

/** @throws DomainError identity.import_unreadable, saying what to do */
export function linesOf(rows: readonly { line: number; texts: string[] }[]): Line[] {
  let at: Map<Column, number> | null = null;
  const lines: Line[] = [];
  for (const [index, { line, texts }] of rows.entries()) {
    const given = texts.map(tidy);
    if (at === null) {
      const found = new Map(given.flatMap((text, column): [Column, number][] => { const known = columnOf(text); return known === undefined ? [] : [[known, column]]; }).toReversed());
      if (found.has('name')) at = found;
      else if (index >= HEADER_WITHIN) break;
      continue;
    }
    const cell = (column: Column): string => given[at?.get(column) ?? -1] ?? '';
    if (cell('name') === '') continue;
    if (lines.length >= MOST) throw unreadable(`表中超过 ${MOST} 行，请分成几个文件导入`);
    lines.push({ line, name: cell('name'), unit: cell('unit'), mark: markOf(`${cell('mark')}${cell('remark')}`, at.has('mark')) });
  }
  if (at === null) throw unreadable('没有找到“姓名”一列，请在表头写明“姓名”，有重名的加“单位”');
  return lines;
}

/** Whom a line means, and where the system says otherwise. */
export function matched(line: Line, people: readonly InvitationRow[]): SheetView['rows'][number] {
  const called = people.filter(({ name }) => fold(name) === fold(line.name));
  const near = line.unit === '' ? [] : called.filter(({ unit, employer }) => [unit, employer].some((known) => known !== null && (fold(known).includes(fold(line.unit)) || fold(line.unit).includes(fold(known)))));
  const [one] = near.length === 1 ? near : called.length === 1 ? called : [];
  const label = ({ name, unit, employer }: InvitationRow): string => [name, unit, employer].filter(Boolean).join('，');
  const known = one !== undefined && one.state !== line.mark && ['attended', 'absent', 'on_leave'].includes(one.state) ? `系统记录为“${invitationStateLabels[one.state]}”` : null;
  return { ...line, match: one !== undefined ? 'matched' : called.length > 1 ? 'several' : 'unknown', invitationId: one?.id ?? null, candidates: one === undefined ? called.map((person) => ({ invitationId: person.id, label: label(person) })) : [], differs: known };
}

/** What the sheet says, matched to those invited; whoever is not in it is named. Writes nothing. @throws DomainError common.not_found, files.not_found, identity.import_unreadable */
export async function readSheet(work: Work, capacity: Capacity, { id, fileId }: z.output<typeof sheetInput>): Promise<SheetView> {
  const people = (await invitationsOf(work, capacity, { id })).rows.filter(({ state, inForce }) => state !== 'withdrawn' && inForce);
  const file = await openDownload(work, fileId);
  if (!(await isOwnPending(work, file, capacity.personId))) throw new DomainError('files.not_found');
  const store = storeOf();
  if (store === null) throw new DomainError('common.unavailable');
  const rows = linesOf(await textsOf(await buffer(await store.read(file.sha256)))).map((line) => matched(line, people));
  const named = new Set(rows.flatMap(({ invitationId, candidates }) => [invitationId, ...candidates.map((one) => one.invitationId)]));
  return { rows, missing: people.filter(({ id: invitationId }) => !named.has(invitationId)).map(({ id: invitationId, name, unit, state }) => ({ invitationId, name, unit, state })) };
}
