// Sheets as people keep them, and those that must be refused in words.
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { useDeploymentSecret } from '../keys.ts';
import { dateOf, neutral, tidy } from './cells.ts';
import { columnsOf, MAX_ROWS, type ImportKind } from './kinds.ts';
import { parseRow } from './parse.ts';
import { readSheet } from './read.ts';
import { idCardOf, sheet } from './testing.ts';

useDeploymentSecret('a secret for tests only');
const headers = ['姓名', '手机号', '代表证号', '任期起始日期'];
type Fill = (book: ExcelJS.Workbook) => void;
async function book(fill: Fill): Promise<Buffer> {
  const made = new ExcelJS.Workbook();
  fill(made);
  return Buffer.from(await made.xlsx.writeBuffer());
}
const page = (...rows: ExcelJS.CellValue[][]): Fill => (made) => void made.addWorksheet('名册').addRows(rows);
const read = async (content: Buffer, kind: ImportKind = 'deputies') => readSheet(kind, 'a.xlsx', content);
const parsed = async (...row: ExcelJS.CellValue[]) => {
  const [first] = await read(await book(page(headers, row)));
  if (!first) throw new Error('no row');
  return parseRow('deputies', first);
};
const person = ['张三', '13700000001', '0001', '2026-01-05'];

describe('what is understood', () => {
  const same: [string, () => Promise<Buffer>][] = [
    ['as it should be', () => book(page(headers, person))],
    ['title rows above, an empty row, a merged title', () => book((made) => {
      const one = made.addWorksheet('名册');
      one.addRows([['岳阳楼区人大代表名册', '', '', ''], [], ['制表：某某'], headers, person]);
      one.mergeCells('A1:D1');
    })],
    ['columns in another order, with one we do not know', () => book(page(['备注', '代表证号', '任期起始日期', '手机号', '姓名'], ['无', '0001', '2026-01-05', '13700000001', '张三']))],
    ['headers with stars, spaces and other words', () => book(page([' 姓 名 *', '手机号码', '证号（必填）', '起始日期'], person))],
    ['phone as a number, date as a date', () => book(page(headers, ['张三', 13700000001, '0001', new Date('2026-01-05T00:00:00Z')]))],
    ['date as a serial number', () => book(page(headers, ['张三', '13700000001', '0001', 46027]))],
    ['full-width digits and letters, spaces in the name', () => book(page(headers, ['张　三 ', '１３７０００００００１', '０００１', '2026年1月5日']))],
    ['a phone with the country code and dashes', () => book(page(headers, ['张三', '+86 137-0000-0001', '0001', '2026/1/5']))],
    ['rich text and formulas with results', () => book(page(headers, [{ richText: [{ text: '张' }, { text: '三' }] }, { formula: 'A1', result: '13700000001' }, { formula: '"0001"', result: '0001' }, '2026.01.05']))],
    ['a hidden sheet before, an example row, empty rows behind', () => book((made) => {
      made.addWorksheet('旧', { state: 'hidden' }).addRows([headers, ['旧人', '13700000009', '0009', '2020-01-01']]);
      made.addWorksheet('名册').addRows([headers, ['（示例）李四', '13900000000', '0000', '2026-01-05'], [], person, ['', ' ', '', '']]);
    })],
    ['CSV in UTF-8 with a mark', async () => Buffer.from(`\uFEFF${headers.join(',')}\r\n"张三","13700000001",0001,2026-01-05\r\n`)],
    ['CSV in GBK', async () => Buffer.concat([Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]), Buffer.from(','), Buffer.from([0xca, 0xd6, 0xbb, 0xfa]), Buffer.from(','), Buffer.from([0xd6, 0xa4, 0xba, 0xc5]), Buffer.from(','),
      Buffer.from([0xc6, 0xf0, 0xca, 0xbc, 0xc8, 0xd5, 0xc6, 0xda]), Buffer.from('\n'), Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]), Buffer.from(',13700000001,0001,2026-01-05\n')])],
    ['CSV with semicolons and a line break in quotes', async () => Buffer.from(`姓名;手机号;代表证号;任期起始日期;备注\n张三;13700000001;0001;20260105;"两\n行"\n`)],
  ];
  it.each(same)('%s', async (_what, make) => {
    const rows = (await read(await make())).map((row) => parseRow('deputies', row));
    expect(rows).toMatchObject([{ problems: [], person: { name: '张三', phone: '13700000001' }, mandate: { certificate: '0001', startsOn: '2026-01-05' } }]);
  });
});

describe('what is refused, and how', () => {
  const files: [string, () => Promise<Buffer>, RegExp][] = [
    ['no header', () => book(page(['甲', '乙'], ['丙', '丁'])), /没有找到表头/],
    ['a required column missing', () => book(page(['姓名', '手机号', '代表证号'], ['张三', '', '1'])), /缺少“任期起始日期”列/],
    ['a column twice', () => book(page([...headers, '手机号'], person)), /“手机号”列重复/],
    ['another kind', () => sheet('organs', [{ name: '某某局', shortName: '某局', kind: '政府部门' }]), /这是“机构”导入表，不是“代表”导入表/],
    ['nothing below the header', () => book(page(headers)), /没有数据/],
    ['only the example', () => book(page(headers, ['（示例）张三', '', '1', ''])), /没有数据/],
    ['no zip at all under this name', async () => Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), /不是完好的 XLSX/],
    ['cut off', async () => (await book(page(headers, person))).subarray(0, 900), /不是完好的 XLSX/],
    ['only hidden sheets', () => book((made) => {
      made.addWorksheet('空');
      made.addWorksheet('名册', { state: 'hidden' }).addRows([headers, person]);
    }), /没有找到表头/],
    ['CSV with an open quote', async () => Buffer.from(`${headers.join(',')}\n"张三,1,2,3\n`), /引号没有结束/],
    ['a text in no known encoding', async () => Buffer.from([0xff, 0xff, 0x80, 0xff, 0x0a]), /文字编码/],
    ['too many rows', async () => Buffer.from(`${headers.join(',')}\n${'张三,13700000001,1,2026-01-05\n'.repeat(MAX_ROWS + 1)}`), /超过 20000 行/],
  ];
  it.each(files)('%s', async (_what, make, words) => {
    await expect(read(await make())).rejects.toMatchObject({ code: 'identity.import_unreadable', message: expect.stringMatching(words) });
  });

  const cells: [string, ExcelJS.CellValue[], string, RegExp][] = [
    ['a name of one character', ['张', '13700000001', '1', '2026-01-05'], '姓名', /不少于 2 个字/],
    ['no name', ['', '13700000001', '1', '2026-01-05'], '姓名', /必填/],
    ['a short phone', ['张三', '1370000', '1', '2026-01-05'], '手机号', /11 位/],
    ['a landline', ['张三', '0730-8888888', '1', '2026-01-05'], '手机号', /11 位/],
    ['an error of a formula', ['张三', { error: '#REF!' }, '1', '2026-01-05'], '手机号', /公式错误/],
    ['a day that is none', ['张三', '', '1', '2026-02-30'], '任期起始日期', /2026-01-15/],
    ['a date of unknown order', ['张三', '', '1', '01/02/2026'], '任期起始日期', /2026-01-15/],
    ['a certificate too long', ['张三', '', '1'.repeat(41), '2026-01-05'], '代表证号', /不超过 40 个字/],
    ['a certificate that lost digits', ['张三', '', 4.30602199001011e17, '2026-01-05'], '代表证号', /末几位已经丢失/],
  ];
  it.each(cells)('%s', async (_what, row, column, words) => {
    expect((await parsed(...row)).problems).toEqual([{ column, message: expect.stringMatching(words) }]);
  });
});

it('identity cards are measured by their check digit', () => {
  const row = (idCard: string) => parseRow('deputies', { line: 2, cells: { name: '张三', idCard, certificate: '1', startsOn: '2026-01-05' } });
  const right = idCardOf(7);
  expect(row(right).person?.idCard).toBe(right);
  expect(row(right.toLowerCase()).problems).toEqual([]);
  expect(row(`${right.slice(0, 17)}${right.endsWith('1') ? '2' : '1'}`).problems.map(({ column }) => column)).toEqual(['身份证号码']);
});

it('dates, names and formulas', () => {
  expect(['2026-1-5', '2026年01月05日', '20260105', '2026/1/5 08:00:00'].map(dateOf)).toEqual(Array.from({ length: 4 }, () => '2026-01-05'));
  expect(['', '26-1-5', '2026-13-01', '1', '999999'].map(dateOf)).toEqual([null, null, null, null, null]);
  expect(tidy(' 欧阳　 某\u200b某 ')).toBe('欧阳某某');
  expect(['=1+1', '@a', '-1', '+86', '某某'].map(neutral)).toEqual(["'=1+1", "'@a", "'-1", "'+86", '某某']);
  expect(Object.values(columnsOf).every((columns) => new Set(columns.map(({ header }) => header)).size === columns.length)).toBe(true);
});
