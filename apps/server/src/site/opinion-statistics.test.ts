// 意见统计 as anybody meets it: numbers that equal what was heard, a ranking that says how it is made, and not a word of anybody.
import { newId } from '@smart/kernel/ids';
import { countOpinions } from '@smart/opinions/statistics/rollup';
import { createHouse, type House } from '@smart/suggestions/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let house: House;
const station = newId();
const secretWords = '没有公开的原话';

/** Ten opinions of a district: six answered within a day, four not yet; half of them at a station. */
beforeAll(async () => {
  app = await startTestApp({ arrange: async (_services, database) => void (house = await createHouse(database)) });
  const congressId = house.district.congressId;
  await app.admin(`INSERT INTO station (id, congress_id, code, division_code, name, label, functions, address, opened_on, updated_at) VALUES ($1, $2, 'EF2345', '430602', '洛王站', '代表联络站', '{}', '洛王路', '2025-01-01', now())`, [station, congressId]);
  await app.admin(
    `INSERT INTO opinion (id, congress_id, number, source, state, title, content, station_id, reply, replied_at, satisfaction, held_because, created_at, updated_at)
     SELECT gen_random_uuid(), $1, '430602-2511-' || lpad(n::text, 6, '0'), 'web', CASE WHEN n <= 6 THEN 'closed' ELSE 'registered' END, $2, $2, CASE WHEN n % 2 = 0 THEN $3::uuid END, CASE WHEN n <= 6 THEN '已经办好' END,
       CASE WHEN n <= 6 THEN '2025-11-04T09:00:00+08:00'::timestamptz END, CASE WHEN n <= 6 THEN 'satisfied' END, '{}', '2025-11-03T09:00:00+08:00', now() FROM generate_series(1, 10) n`,
    [congressId, secretWords, station],
  );
  await app.services.units.unitOfWork({ role: 'smart_app', 'app.congress': congressId }, (unit) => countOpinions(app.services.workOf(unit, 'test'), congressId, null));
});
afterAll(() => app.close());

const page = async (query: string): Promise<string> => (await fetch(`${app.origin}/opinions/statistics${query}`, { headers: { accept: 'text/html' } })).text();
const text = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

it('counts the area with everything below it, and leads down to it', async () => {
  const city = await page('?division=4306&year=2025');
  expect(text(city)).toContain('收到 10 条');
  expect(text(city)).toContain('答复率 60%');
  expect(text(city)).toContain('平均用时 1 天');
  expect(city).toContain('/opinions/statistics?division=430602&amp;year=2025');
  expect(text(city)).toContain('11 月 收到 10，答复 6');
  expect(text(await page('?division=4306&year=2024'))).toContain('还没有收到意见');
  // In the head of the city's own site; nothing said is shown.
  expect(city).toContain('href="/c/4306"');
  for (const html of [city, await page(''), await page('?division=430602')]) expect(html).not.toContain(secretWords);
});

it('ranks stations within a county by the formula beside them', async () => {
  const html = await page('?division=430602');
  expect(text(html)).toContain('洛王站 第 1 名');
  expect(html).toContain('href="/s/EF2345"');
  expect(html).toContain('得分 = 答复率 × 40');
});

it('says which condition is wrong', async () => {
  for (const query of ['?division=999999', '?year=20x', `?division=${encodeURIComponent('"><script>alert(1)</script>')}`]) {
    const html = await page(query);
    expect(html, query).toContain('查询条件有误');
    expect(html, query).not.toContain('<script>alert');
  }
});
