// 批量登记: what each row of a sheet comes to, nothing written before it was looked at, nothing registered twice.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { receiveUpload } from '@smart/files/service';
import { temporaryStore } from '@smart/files/testing';
import { isDomainError } from '@smart/kernel/errors';
import ExcelJS from 'exceljs';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { followed } from './follow.ts';
import { importOpinions, importTemplate, previewImport, useImportFiles } from './importing.ts';
import { opinionOf } from './looking.ts';
import { createHouse, type House } from './testing.ts';

let database: TestDatabase;
let house: House;
let home: Awaited<ReturnType<typeof temporaryStore>>;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  home = await temporaryStore();
  useImportFiles(() => home.store);
});
afterAll(async () => {
  useImportFiles(() => null);
  await home.remove();
  await database.close();
});

const head = ['意见内容*', '地点', '反映日期', '姓名', '紧急'];
async function sheet(rows: readonly (readonly string[])[], name = '意见.xlsx'): Promise<string> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('表');
  page.addRow(['荣家湾联络站二月份登记']);
  for (const row of [head, ...rows]) page.addRow([...row]);
  return upload(Buffer.from(await book.xlsx.writeBuffer()), name);
}
const upload = async (content: Buffer, name: string): Promise<string> =>
  (await house.as(house.officer, (work, who) => receiveUpload(work, home.store, { stream: Readable.from([content]), name, purpose: 'opinion_import', congressId: who.congressId, person: { id: who.personId, label: '孙丽' } }))).id;
const look = (fileId: string) => house.as(house.officer, (work, who) => previewImport(work, who, { fileId }));
const take = (fileId: string) => house.as(house.officer, (work, who) => importOpinions(work, who, { fileId }));
const count = async (): Promise<number> => (await database.adminSql<{ count: number }>(`SELECT count(*)::int AS count FROM opinion WHERE form_key LIKE 'sheet %'`))[0]?.count ?? 0;
const refusal = (run: Promise<unknown>): Promise<string> => run.then(() => 'done', (error: unknown) => (isDomainError(error) ? `${error.code}：${error.message}` : String(error)));

const good = ['三号楼的路灯坏了三个月，没有人来修。', '金鹗小区', '2026/2/20', '王大爷', '是'];

it('says of each row what is wrong, writes nothing, registers the good ones once, and takes the corrected sheet afterwards', async () => {
  const rows = [good, ['短', '', '', '', ''], ['下水道一下雨就冒水，摊贩都要蹚水。', '', '2026-04-01', '', ''], ['菜市场门口占道经营，早上走不过去。', '', '昨天', '', '急'], good, ['（示例）不导入的行', '', '', '', '']];
  const first = await sheet(rows);
  const preview = await look(first);
  expect(preview).toMatchObject({ ready: 1, faulty: 4, known: 0 });
  expect(preview.rows.map(({ line, problems }) => [line, problems.join('；')])).toEqual([
    [3, ''], [4, '意见内容不少于 5 个字'], [5, '反映日期晚于今天，请核对'], [6, '反映日期“昨天”不是日期，请写成 2026-03-02；紧急一列只填“是”或者“否”'], [7, '与第 3 行相同'],
  ]);
  expect(await count()).toBe(0);
  expect((await take(first)).imported).toBe(1);
  expect((await take(first)).imported).toBe(0);
  const second = await sheet([good, ['菜市场门口占道经营，早上走不过去。', '', '2026-02-27', '', '否']], '改好的.xlsx');
  expect(await look(second)).toMatchObject({ ready: 1, known: 1, faulty: 0 });
  const { imported, content } = await take(second);
  expect([imported, await count()]).toEqual([1, 2]);
  // The receipt of the sheet opens the opinion; the name is sealed and seen by the office only.
  const book = new ExcelJS.Workbook();
  await book.xlsx.read(Readable.from([Buffer.from(content, 'base64')]));
  const [number, secret] = [book.worksheets[0]?.getCell('A2').text ?? '', book.worksheets[0]?.getCell('B2').text ?? ''];
  expect(await house.inDistrict((work) => followed(work, number, secret))).toMatchObject({ state: 'registered', unchanged: true, createdAt: expect.stringContaining('2026-02-27') });
  const [known] = await database.adminSql<{ id: string }>(`SELECT id FROM opinion WHERE urgent AND form_key LIKE 'sheet %'`);
  expect(await house.as(house.officer, (work, who) => opinionOf(work, who, known?.id ?? ''))).toMatchObject({ name: '王大爷', hideName: true, urgent: true, sourceLabel: '批量登记', dueOn: '2026-03-05' });
  expect(JSON.stringify(await database.adminSql(`SELECT * FROM opinion WHERE form_key LIKE 'sheet %'`))).not.toContain('王大爷');
});

it('its own template is read; CSV is, too; what is no sheet, and another person’s file, are refused in words', async () => {
  const template = Buffer.from((await importTemplate()).content, 'base64');
  expect(await look(await upload(template, '模板.xlsx'))).toMatchObject({ rows: [], ready: 0 });
  expect(await look(await upload(Buffer.from('意见内容,地点\n"公交站台没有雨棚,下雨淋湿",巴陵大道\n'), '意见.csv'))).toMatchObject({ ready: 1 });
  expect(await refusal(look(await upload(Buffer.from('姓名,电话\n张三,1\n'), '名单.csv')))).toContain('没有找到“意见内容”一列');
  const own = await sheet([good]);
  expect(await refusal(house.as(house.leader, (work, who) => previewImport(work, who, { fileId: own })))).toContain('files.not_found');
  expect(await refusal(house.as(house.cityOfficer, (work, who) => importOpinions(work, who, { fileId: own })))).toContain('files.not_found');
});
