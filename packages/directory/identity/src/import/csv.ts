// CSV as Excel and others write it: UTF-8 or GBK, comma, semicolon or tab, quotes, line breaks inside quotes. Pure.
import { DomainError } from '@smart/kernel/errors';

/** @throws DomainError identity.import_unreadable */
function decoded(content: Buffer): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(content);
    } catch {
      // Not in this encoding; try the next.
    }
  }
  throw new DomainError('identity.import_unreadable', { problem: '文件的文字编码不是 UTF-8 或者 GBK，请另存为 XLSX 再导入' });
}

/** The sign between the cells: whichever the first line has most of. */
function separatorOf(text: string): string {
  const first = text.slice(0, Math.max(0, text.indexOf('\n')) || text.length);
  const count = (sign: string): number => first.split(sign).length;
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/**
 * The records of a CSV file, each with the line on which it begins.
 * @throws DomainError identity.import_unreadable
 */
export function* parseCsv(content: Buffer): Generator<{ line: number; texts: string[] }> {
  const text = decoded(content);
  const separator = separatorOf(text);
  let [line, begun, quoted, cell] = [1, 1, false, ''];
  let texts: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (sign === '\n') line++;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at] ?? '';
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) {
      texts.push(cell);
      cell = '';
    } else if (sign === '\n') {
      yield { line: begun, texts: [...texts, cell.replace(/\r$/, '')] };
      [texts, cell, begun] = [[], '', line];
    } else cell += sign;
  }
  if (quoted) throw new DomainError('identity.import_unreadable', { problem: `第 ${begun} 行的引号没有结束，请用表格软件打开后另存为 XLSX 再导入` });
  if (cell !== '' || texts.length > 0) yield { line: begun, texts: [...texts, cell] };
}
