// Staff from a sheet: a wrong row is named by column, corrected and sent again; what was imported is taken back. On desktop and phone.
import { readFileSync } from 'node:fs';
import type { Download } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const count = async (name: string): Promise<number> => (await system().app.admin<{ n: number }>('SELECT count(*)::int AS n FROM person WHERE name = $1', [name]))[0]?.n ?? -1;
const departmentOf = async (code: string): Promise<string> => {
  const [row] = await system().app.admin<{ name: string }>(`SELECT o.name FROM organ o JOIN congress c ON c.id = o.congress_id WHERE c.division_code = $1 AND o.kind = 'department' AND o.abolished_on IS NULL LIMIT 1`, [code]);
  return row?.name ?? '';
};
const sheetOf = (...rows: string[][]) => ({
  name: '工作人员.csv', mimeType: 'text/csv',
  buffer: Buffer.from(`\uFEFF${[['岳阳市工作人员名册'], [], ['机构', '姓名', '手机号', '职务', '职责', '任职日期'], ...rows].map((row) => row.join(',')).join('\r\n')}`),
});

const beginningOf = async (file: Download): Promise<string> => readFileSync(await file.path()).subarray(0, 2).toString('latin1');

async function upload({ page, open }: Person, file: ReturnType<typeof sheetOf>): Promise<void> {
  await open('/office/admin/imports');
  await page.getByRole('radio', { name: /^工作人员/ }).check();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('link', { name: /工作人员/ }).first().waitFor();
  await page.getByRole('button', { name: '上传并核对' }).click();
  await page.getByText(/共 \d+ 行：/).waitFor();
}

it('staff are imported with a faulty row corrected, found the same the second time, and taken back', async () => {
  const admin = await system().arrive('admin.system');
  const { page } = admin;
  const organ = await departmentOf('4306');
  const right = [organ, '导入甲', '13700010001', '科员', '承办单位经办人', '2026年1月5日'];
  const wrong = [organ, '导入乙', '1370001', '科员', '经办', '2026/1/5'];
  await admin.open('/office/admin/imports');
  await page.getByRole('button', { name: '上传并核对' }).click();
  await page.getByText('请选择导入类型').waitFor();
  await page.getByText('请选择要导入的文件').waitFor();
  await page.getByRole('radio', { name: /^机构/ }).check();
  const template = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载模板' }).click();
  expect(await beginningOf(await template)).toBe('PK');
  await admin.inspect('import');

  await upload(admin, sheetOf(right, wrong));
  await page.getByText('共 2 行：新增 1 行，有变化 0 行，无变化 0 行，有错误 1 行').waitFor();
  await page.getByRole('button', { name: '有错误 1' }).click();
  await page.getByText('应当为 11 位手机号，请核对').waitFor();
  await page.getByText('没有职责“经办”', { exact: false }).waitFor();
  await admin.inspect('import-preview');
  const faulty = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载有错误的行' }).click();
  expect(await beginningOf(await faulty)).toBe('PK');
  await page.getByRole('button', { name: '只导入没有错误的 1 行' }).click();
  await page.getByText('已导入 1 行').waitFor();
  expect([await count('导入甲'), await count('导入乙')]).toEqual([1, 0]);

  await upload(admin, sheetOf(right, [organ, '导入乙', '13700010002', '科员', '承办单位经办人', '2026/1/5']));
  await page.getByText('共 2 行：新增 1 行，有变化 0 行，无变化 1 行，有错误 0 行').waitFor();
  await page.getByRole('button', { name: '导入 1 行' }).click();
  await page.getByText('已导入 1 行').waitFor();
  expect(await count('导入乙')).toBe(1);

  await page.getByRole('button', { name: '撤销导入' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤销导入' }).click();
  await page.getByText('已撤销 1 行').waitFor();
  expect([await count('导入甲'), await count('导入乙')]).toEqual([1, 0]);
  await admin.inspect('import-undone');
});

it('on a phone a sheet that is of another kind is refused in words', async () => {
  const admin = await system().arrive('admin.system', { size: 'phone' });
  const { page } = admin;
  await admin.open('/office/admin/imports');
  await page.getByRole('radio', { name: /^机构/ }).check();
  await page.locator('input[type=file]').setInputFiles(sheetOf(['某局', '某人', '13700010009', '科员', '承办单位经办人', '2026-01-05']));
  await page.getByRole('link', { name: /工作人员/ }).first().waitFor();
  await page.getByRole('button', { name: '上传并核对' }).click();
  await page.getByText('这是“工作人员”导入表，不是“机构”导入表', { exact: false }).waitFor();
  await admin.inspect('import-wrong-kind');
});
