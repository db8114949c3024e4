import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOffice, type Office } from '../testing.ts';
import { standardColumns } from './fields.ts';
import { saveSiteInput } from './model.ts';
import { saveSite, siteFace, siteSettings } from './settings.ts';

let database: TestDatabase;
let office: Office;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await createOffice(database);
});
afterAll(() => database.close());

const nothing = { name: '', headerLine: '', organiser: '', address: '', postcode: '', phone: '', email: '', icp: '', police: '', siteCode: '', columns: null };
const faceOf = (congressId: string) => office.asPublic((work) => siteFace(work, congressId));

it('a tier uses what the nearest tier above has set, except a name', async () => {
  const { as, provincial, writer, county } = office;
  await as(provincial, (work) => saveSite(work, provincial, saveSiteInput.parse({ ...nothing, name: '湖南人大网', icp: '湘ICP备12345678号', phone: '0731-1234567' })));
  await as(writer, (work) => saveSite(work, writer, saveSiteInput.parse({ ...nothing, phone: '0730-7654321', columns: [...standardColumns, { key: 'voice', kind: 'work', name: '代表风采' }] })));
  const face = await faceOf(county.congressId);
  expect(face?.name).toBe('岳阳楼区人民代表大会');
  expect(face?.footer.map(({ key, value, of }) => [key, value, of])).toEqual([['phone', '0730-7654321', '岳阳市人民代表大会'], ['icp', '湘ICP备12345678号', '湖南省人民代表大会']]);
  expect(face?.columns.map(({ name }) => name)).toContain('代表风采');
  const settings = await as(county, (work) => siteSettings(work, county));
  expect(settings.fields.phone).toMatchObject({ own: null, inForce: '0730-7654321', inheritedFrom: '岳阳市人民代表大会' });
  expect(settings.columns).toMatchObject({ own: false, inheritedFrom: '岳阳市人民代表大会' });
});

it('what is emptied follows the tier above again', async () => {
  const { as, writer, county } = office;
  await as(county, (work) => saveSite(work, county, saveSiteInput.parse({ ...nothing, phone: '0730-1111111' })));
  expect((await faceOf(county.congressId))?.footer[0]).toMatchObject({ value: '0730-1111111', of: null });
  await as(county, (work) => saveSite(work, county, saveSiteInput.parse(nothing)));
  expect((await faceOf(county.congressId))?.footer[0]).toMatchObject({ value: '0730-7654321' });
  expect((await as(writer, (work) => siteSettings(work, writer))).fields.phone).toMatchObject({ own: '0730-7654321', setBy: '张华（人大常委会）' });
});

it('refuses what is no number of its kind, in words', () => {
  const refused = saveSiteInput.safeParse({ ...nothing, postcode: '41', icp: '12345', siteCode: '43', phone: '<script>', columns: [{ key: 'news', kind: 'news', name: '要闻' }, { key: 'more', kind: 'news', name: '要闻' }] });
  expect(refused.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual(expect.arrayContaining([
    ['postcode', '邮编是 6 位数字'], ['icp', '请按“湘ICP备12345678号”的形式填写'], ['siteCode', '网站标识码是 10 位字母或者数字'], ['phone', '请填写公开的办公电话，例如 0730-1234567'], ['columns', '栏目名称不能重复'],
  ]));
});

it('the public reads what is set, never who set it', async () => {
  await expect(office.asPublic((work) => work.sql('SELECT set_by_label FROM site_setting'))).rejects.toThrow();
});
