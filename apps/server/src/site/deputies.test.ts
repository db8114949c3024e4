// 代表名录 as anybody meets it: what a congress does not tell of its deputies does not leave the server, and nothing personal is there to be scraped.
import { createHouse, type House } from '@smart/suggestions/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let house: House;
let set: (fields: readonly string[]) => Promise<void>;
const code = 'AB2345';
beforeAll(async () => {
  app = await startTestApp({
    arrange: async (_services, database) => {
      house = await createHouse(database);
      const { personId, congressId } = house.deputy;
      await database.adminSql(`UPDATE person SET gender = '女', employer = '湖滨小学', position = '教师', phone_masked = '138****1111' WHERE id = $1`, [personId]);
      await database.adminSql('INSERT INTO deputy_code (code, congress_id, person_id) VALUES ($1, $2, $3)', [code, congressId, personId]);
      set = async (fields) =>
        void (await database.adminSql(
          `INSERT INTO site_setting (congress_id, key, value, set_by_label, set_at) VALUES ($1, 'deputyFields', $2, '测试', now()) ON CONFLICT (congress_id, key) DO UPDATE SET value = EXCLUDED.value`,
          [congressId, JSON.stringify(fields)],
        ));
    },
  });
});
afterAll(() => app.close());

const page = async (path: string): Promise<string> => (await fetch(`${app.origin}${path}`, { headers: { accept: 'text/html' } })).text();
const list = () => page('/deputies?division=4306');

it('shows name, sex, post and a way to speak; never a phone number, nor what the congress switched off', async () => {
  const html = await list();
  expect(html).toContain(house.deputy.personName);
  expect(html).toContain('湖滨小学 教师');
  expect(html).toContain(`/opinions/new?deputy=${code}`);
  expect(html).not.toContain('138');
  await set(['gender']);
  for (const told of [await list(), await page(`/d/${code}`)]) {
    expect(told).toContain(house.deputy.personName);
    expect(told).toContain('女');
    expect(told).not.toContain('湖滨小学');
  }
  await set([]);
  expect(await list()).not.toContain('>女<');
});

it('is searched by name and constituency, says when nobody fits, and takes what is typed as text', async () => {
  expect(await page(`/deputies?division=4306&q=${encodeURIComponent(house.deputy.personName)}`)).toContain(`/d/${code}`);
  expect(await page('/deputies?division=4306&q=没有这个人')).toContain('没有找到代表');
  expect(await page(`/deputies?division=4306&q=${encodeURIComponent('"><script>alert(1)</script>')}`)).not.toContain('<script>alert');
  expect(await page("/deputies?division=';--")).toContain('请选择哪一级人大');
});

it('the map of addresses names deputies and ways in', async () => {
  const map = await page('/sitemap/people.xml');
  expect(map).toContain(`/d/${code}</loc>`);
  expect(map).toContain('/opinions</loc>');
  expect(await page('/sitemap.xml')).toContain('/sitemap/people.xml');
});
