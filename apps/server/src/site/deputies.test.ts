// 代表名录 as anybody meets it: what a congress does not tell of its deputies does not leave the server, and nothing personal is there to be scraped.
import { newId } from '@smart/kernel/ids';
import { createHouse, type House } from '@smart/suggestions/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let house: House;
let set: (fields: readonly string[]) => Promise<void>;
const code = 'AB2345';
const [station, opinion] = [newId(), newId()];
beforeAll(async () => {
  app = await startTestApp({
    arrange: async (_services, database) => {
      house = await createHouse(database);
      const { personId, congressId } = house.deputy;
      await database.adminSql(`UPDATE person SET gender = '女', employer = '湖滨小学', position = '教师', phone_masked = '138****1111' WHERE id = $1`, [personId]);
      await database.adminSql('INSERT INTO deputy_code (code, congress_id, person_id) VALUES ($1, $2, $3)', [code, congressId, personId]);
      await database.adminSql(
        `INSERT INTO station (id, congress_id, code, division_code, name, label, functions, address, hours, phone, opened_on, updated_at) VALUES ($1, $2, 'CD2345', '4306', '湖滨路联络站', '代表联络站', '{}', '湖滨路八号', '工作日', '0730-0000001', '2026-01-01', now())`,
        [station, congressId],
      );
      await database.adminSql(
        `INSERT INTO station_member (id, congress_id, station_id, mandate_id, person_id, mandate_congress_id, basis, starts_on, current_mandate_id) VALUES ($1, $2, $3, $4, $5, $2, 'chosen', '2026-01-01', $4)`,
        [newId(), congressId, station, house.deputy.id, personId],
      );
      await database.adminSql(
        `INSERT INTO opinion_publication (id, congress_id, opinion_id, station_id, state, title, content, place, topic, reply, replied_by, received_on, replied_on, published_at, search_vector, updated_at)
         VALUES ($1, $2, $3, $4, 'published', '湖滨路路灯不亮', '路灯坏了', '湖滨路', 'urban', '已经修好', '市住建局', '2026-02-01', '2026-02-03', now(), '''路灯'':1A'::tsvector, now())`,
        [opinion, congressId, newId(), station],
      );
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
const name = (): string => encodeURIComponent(house.deputy.personName);

it('shows name, sex, post and a way to speak; never a phone number, nor what the congress switched off', async () => {
  const html = await list();
  expect(html).toContain(house.deputy.personName);
  expect(html).toContain('湖滨小学 教师');
  expect(html).toContain(`/opinions/new?deputy=${code}`);
  expect(html).not.toContain('138');
  await set(['gender']);
  for (const told of [await list(), await page(`/d/${code}`), await page('/s/CD2345'), await page(`/find?q=${name()}`), await page(`/search?q=${name()}`)]) {
    expect(told).toContain(house.deputy.personName);
    expect(told).toContain('女');
    expect(told).not.toContain('湖滨小学');
  }
  await set([]);
  for (const told of [await list(), await page('/s/CD2345'), await page('/find?division=430602')]) expect(told).not.toContain('>女<');
});

it('the search finds a deputy by name, a station, an opinion with its reply; in the head of the congress that was asked', async () => {
  const found = await page(`/search?q=${name()}%E4%BB%A3%E8%A1%A8`);
  expect(found).toContain(`/d/${code}`);
  expect(await page('/search?q=湖滨路&division=4306')).toContain('href="/s/CD2345"');
  expect(await page('/search?q=路灯')).toContain(`/opinions/${opinion}`);
  expect(await page('/search?q=路灯&in=deputies')).toContain('没有找到');
  // No name, nobody: "%" is a letter like any other.
  expect(await page('/search?q=%25&in=deputies')).not.toContain(`/d/${code}`);
  for (const path of ['/search?q=路灯&division=4306', '/opinions?division=4306', '/stations?division=4306', '/suggestions?division=4306', '/calls?division=4306', '/opinions/new?division=4306', '/find?division=4306', '/find?division=4306&code=999999']) expect(await page(path), path).toContain('href="/c/4306"');
});

it('both home pages lead to deputies and stations and show what citizens said; a station says to search engines where it is', async () => {
  for (const path of ['/', '/c/4306']) {
    const html = await page(path);
    expect(html, path).toContain('action="/find"');
    expect(html, path).toContain(`/opinions/${opinion}`);
  }
  expect(await page('/c/4306')).toContain('1 个联络站');
  const html = await page('/s/CD2345?today=1');
  expect(html).toContain(`rel="canonical" href="${app.origin}/s/CD2345"`);
  expect(html).toContain('/opinions?station=CD2345');
  expect(JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? '')).toMatchObject({ '@graph': [{ '@type': 'GovernmentOffice', name: '湖滨路联络站', telephone: '0730-0000001' }, { '@type': 'BreadcrumbList' }] });
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
