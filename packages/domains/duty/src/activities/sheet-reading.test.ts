// Real XLSX files as offices hand them in, written by a spreadsheet's library and read back.
import { Readable } from 'node:stream';
import { listingXlsx } from '@smart/documents';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { readLines } from './sheet-reading.ts';

async function fileOf(fill: (book: ExcelJS.Workbook) => void): Promise<Readable> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Readable.from([Buffer.from(await book.xlsx.writeBuffer())]);
}
const read = async (fill: (book: ExcelJS.Workbook) => void): Promise<string[]> => (await readLines(await fileOf(fill))).map(({ line, name, unit, mark }) => [line, name, unit, mark].join(' '));

it('a title above the head, merged cells, blank rows, numbers as text and as numbers, formulas and rich text', async () => {
  expect(await read((book) => {
    book.addWorksheet('封面').addRow(['视察活动材料']);
    book.addWorksheet('草稿', { state: 'hidden' }).addRow(['姓名']);
    const page = book.addWorksheet('签到表');
    page.addRow(['岳阳楼区人大代表视察活动签到表']);
    page.mergeCells('A1:F1');
    page.addRow([]);
    page.addRow(['序号', '单  位', '姓　名', '签到（签名）', '', '备注']);
    page.addRow(['', '', '', '上午', '下午', '']);
    for (const column of ['A', 'B', 'C', 'F']) page.mergeCells(`${column}3:${column}4`);
    page.mergeCells('D3:E3');
    page.addRow(['1', '城陵矶代表团', '王 强', '王强', '', '']);
    page.addRow([2, '', { richText: [{ text: '赵' }, { text: '敏' }] }, '', '', '']);
    page.mergeCells('B5:B6');
    page.addRow([]);
    page.addRow(['湖滨代表团']);
    page.mergeCells('A8:F8');
    page.addRow([{ formula: 'A6+1', result: 3 }, { formula: '"湖滨"&"代表团"', result: '湖滨代表团' }, '孙立', '', '', '病假']);
    page.addRow(['', '', '合计：3 人']);
    page.mergeCells('A10:B10');
  })).toEqual(['5 王强 城陵矶代表团 attended', '6 赵敏 城陵矶代表团 absent', '9 孙立 湖滨代表团 on_leave']);
});

it('two lists side by side are both read, and a name merged over two lines is one person', async () => {
  expect(await read((book) => {
    const page = book.addWorksheet('签到');
    page.addRow(['姓名', '签到', '', '姓名', '签到']);
    page.addRow(['王强', '√', '', '孙立', '']);
    page.addRow(['赵敏', '未到', '', '李四', '到']);
    page.addRow(['', '', '', '', '补签']);
    page.mergeCells('D3:D4');
  })).toEqual(['2 王强  attended', '3 赵敏  absent', '2 孙立  absent', '3 李四  attended']);
});

it('a list this system has written is read back, and what is no list of people is refused with the remedy', async () => {
  const written = await listingXlsx({ title: '代表视察名单', facts: [{ label: '时间', value: '2026年3月2日' }], columns: [{ header: '姓名', share: 0.3 }, { header: '签到', share: 0.7 }], sections: [{ heading: '城陵矶代表团', rows: [['王强', '王强'], ['赵敏', '']] }], notes: ['由系统生成'], printedBy: '张华', printedOn: '2026-03-02' }, '代表团');
  expect((await readLines(Readable.from([Buffer.from(written)]))).map(({ name, unit, mark }) => [name, unit, mark])).toEqual([['王强', '城陵矶代表团', 'attended'], ['赵敏', '城陵矶代表团', 'absent']]);
  await expect(read((book) => void book.addWorksheet('表').addRow(['单位', '电话']))).rejects.toThrow('没有找到“姓名”一列');
  await expect(readLines(Readable.from([Buffer.from('PK broken')]))).rejects.toThrow('另存为 XLSX');
});
