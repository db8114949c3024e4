// 代表简介: a deputy's picture and résumé go through the office into the directory, and what the person hides is gone at once.
import { expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { useSystem } from './harness/system.ts';

const system = useSystem();

it('代表简介：手机上传照片和简历，机关核定后名录可见，本人不公开的立即不显示', async () => {
  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await deputy.open('/deputy/me');
  await deputy.page.getByRole('link', { name: /我的简介/ }).click();
  await deputy.page.getByRole('textbox', { name: '工作简历' }).fill('在社区医院工作二十年，关心基层医疗。');
  await deputy.page.locator('input[type=file]').setInputFiles({ name: '照片.jpg', mimeType: 'image/jpeg', buffer: readFileSync(new URL('../../server/src/demo/avatar-two.jpg', import.meta.url)) });
  await deputy.page.getByRole('img', { name: '我的照片' }).waitFor();
  await deputy.page.getByRole('button', { name: '提交核定' }).click();
  await deputy.page.getByText('已提交，代表工作机构核定后公开').waitFor();
  await deputy.inspect('deputy-profile');
  // Codes are given by night.
  await system().app.admin(`INSERT INTO deputy_code (code, congress_id, person_id) SELECT 'QQ2345', congress_id, person_id FROM deputy_profile WHERE state = 'proposed' ON CONFLICT DO NOTHING`);
  const [row] = await system().app.admin<{ code: string }>(`SELECT q.code FROM deputy_code q JOIN deputy_profile d ON d.person_id = q.person_id AND d.congress_id = q.congress_id WHERE d.state = 'proposed'`);
  const path = `/d/${row?.code ?? ''}`;
  const before = await system().arrive(null, { size: 'phone', plain: true });
  await before.open(path);
  expect(await before.page.getByText('基层医疗').count()).toBe(0);

  const office = await system().arrive('city.office');
  await office.open('/office/profiles');
  await office.page.getByText('1 名代表的简介待核定').waitFor();
  await office.inspect('office-profiles');
  await office.page.getByRole('button', { name: /^核定/ }).first().click();
  await office.page.getByRole('dialog').getByRole('img', { name: '代表提交的照片' }).waitFor();
  await office.inspect('office-profile');
  await office.page.getByRole('dialog').getByRole('button', { name: '核定' }).click();
  await office.page.getByText(/代表的简介在名录中更新/).waitFor();

  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  await citizen.open(path);
  await citizen.page.getByText('基层医疗').waitFor();
  expect(await citizen.page.getByRole('img', { name: /的照片/ }).evaluate((image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0)).toBe(true);
  await citizen.inspect('public-deputy-profile');
  const desk = await system().arrive(null, { size: 'desk' });
  await desk.open('/deputies?division=4306');
  await desk.inspect('public-deputies-photos');

  await deputy.page.reload();
  await deputy.page.getByLabel('不公开照片').check();
  await deputy.page.getByText('网站立即按您的选择显示').waitFor();
  const later = await system().arrive(null, { size: 'phone', plain: true });
  await later.open(path);
  await later.page.getByText('基层医疗').waitFor();
  expect(await later.page.getByRole('img', { name: /的照片/ }).count()).toBe(0);
  for (const person of [deputy, office, citizen, desk, later]) expect(person.complaints).toEqual([]);
});
