// Finding the header among title rows, in whatever order its columns are. Pure.
import { fold } from './cells.ts';
import { columnsOf, importKindLabels, importKinds, type Column, type ColumnKey, type ImportKind } from './kinds.ts';

export type Header = { readonly line: number; readonly at: ReadonlyMap<number, ColumnKey> };

/** "选区(选举单位)*" and "选区（选举单位）" are the same header. */
const headerFold = (text: string): string => fold(text).replace(/[*＊]|\(必填\)|\(选填\)/g, '');
const wordsOf = (column: Column): string[] => [column.header, ...(column.aliases ?? [])].map(headerFold);

function columnAt(kind: ImportKind, text: string): ColumnKey | undefined {
  const word = headerFold(text);
  if (word === '') return undefined;
  // The name of a column wins over another one's alias.
  return (columnsOf[kind].find((column) => headerFold(column.header) === word) ?? columnsOf[kind].find((column) => wordsOf(column).includes(word)))?.key;
}

export type HeaderFound = { header: Header; problem: null } | { header: null; problem: string };

/** Whether a row is the header of this kind: at least two of its columns, one of them required. */
export function headerIn(kind: ImportKind, line: number, cells: readonly string[]): HeaderFound | null {
  const at = new Map<number, ColumnKey>();
  const twice: string[] = [];
  for (const [index, text] of cells.entries()) {
    const key = columnAt(kind, text);
    if (key === undefined) continue;
    if ([...at.values()].includes(key)) twice.push(text.trim());
    else at.set(index, key);
  }
  const known = [...at.values()];
  const required = columnsOf[kind].filter((column) => column.required);
  if (known.length < 2 || !required.some(({ key }) => known.includes(key))) return null;
  if (twice.length > 0) return { header: null, problem: `第 ${line} 行的表头中“${twice.join('”“')}”列重复，请只保留一列` };
  const missing = required.filter(({ key }) => !known.includes(key)).map((column) => column.header);
  if (missing.length > 0) return { header: null, problem: wrongKind(kind, cells) ?? `第 ${line} 行的表头缺少“${missing.join('”“')}”列，请下载模板对照` };
  return { header: { line, at }, problem: null };
}

/** A sheet of another kind is named as such. */
export function wrongKind(kind: ImportKind, cells: readonly string[]): string | null {
  const fits = (one: ImportKind): boolean => {
    const known = new Set(cells.map((text) => columnAt(one, text)));
    return columnsOf[one].every((column) => !column.required || known.has(column.key));
  };
  const other = importKinds.find((one) => one !== kind && fits(one));
  return other === undefined ? null : `这是“${importKindLabels[other]}”导入表，不是“${importKindLabels[kind]}”导入表，请重新选择导入类型或者文件`;
}
