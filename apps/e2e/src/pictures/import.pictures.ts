// The picture of a sheet's preview.
import { it } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem();
const rows = [
  ['机构', '姓名', '手机号', '职务', '职责', '任职日期'],
  ['岳阳市交通运输局', '周文', '13700020001', '科员', '承办单位经办人', '2026-01-05'],
  ['岳阳市交通运输局', '吴岳', '1370002', '科员', '承办单位经办人', '2026-01-05'],
  ['岳阳市民政事务局', '郑楼', '13700020003', '科长', '承办单位经办人', '2026-01-05'],
];

it('draws the preview of an import', async () => {
  const admin = await system().arrive('admin.system');
  const { page } = admin;
  await page.setViewportSize({ width: 1280, height: 800 });
  await admin.open('/office/admin/imports');
  await page.getByRole('radio', { name: /^工作人员/ }).check();
  await page.locator('input[type=file]').setInputFiles({ name: '工作人员.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.map((row) => row.join(',')).join('\n')) });
  await page.getByRole('link', { name: /^工作人员/ }).first().waitFor();
  await page.getByRole('button', { name: '上传并核对' }).click();
  await page.getByText('共 3 行：').waitFor();
  await page.getByText('吴岳').waitFor();
  await snap(admin, 'import-preview');
});
