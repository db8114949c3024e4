// 信息公示: what a deputy marked as unsuitable for publication never appears. Suggestions that must not be public are planted with words of
// their own, and every public outlet is searched for them: pages, searches, feeds, open data, REST, files, the map of addresses, counts.
import { newId } from '@smart/kernel/ids';
import { fixedClock } from '@smart/kernel/clock';
import { publish, unpublish } from '@smart/suggestions/publication';
import { createHouse, type House } from '@smart/suggestions/testing';
import { type Steps, stepsIn } from '@smart/suggestions/testing-steps';
import { withdraw } from '@smart/suggestions/withdrawal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
const marks = { notConsented: '琵琶王', confidential: '鲇鱼须', taken: '三眼桥', withdrawn: '枫桥湖', waiting: '金鹗山' } as const;
type Name = keyof typeof marks;
const phone = '13907305599';

let app: TestApp;
let house: House;
let steps: Steps;
let shown: string;
const ids: Partial<Record<Name, string>> = {};
const numbers: string[] = [];

const textsOf = (mark: string) => ({
  title: `关于${mark}道路养护的建议`, background: `${mark}一带道路坑洼积水，居民出行不便，雨天尤其明显，群众多次反映，希望尽快修缮并落实管护。`, proposal: `建议对${mark}道路进行修缮，明确管护单位和时限。`,
});

beforeAll(async () => {
  app = await startTestApp({ clock, arrange: async (_services, database) => {
    house = await createHouse(database);
    steps = stepsIn(house);
  } });
  shown = await steps.registered(house.deputy, { background: `城陵矶片区公交候车时间长，请联系${phone}，邮箱someone@example.com，身份证430602199001011234。群众多次反映，希望尽快改善。` });
  await house.as(house.officer, (work, who) => publish(work, who, { id: shown }));
  ids.notConsented = await steps.registered(house.otherDeputy, { ...textsOf(marks.notConsented), publishConsent: false });
  ids.confidential = await steps.registered(house.otherDeputy, { ...textsOf(marks.confidential), confidential: true, confidentialReason: '涉及商业秘密' });
  ids.waiting = await steps.registered(house.otherDeputy, textsOf(marks.waiting));
  ids.taken = await steps.registered(house.otherDeputy, textsOf(marks.taken));
  ids.withdrawn = await steps.registered(house.otherDeputy, textsOf(marks.withdrawn));
  for (const name of ['taken', 'withdrawn'] as const) await house.as(house.officer, (work, who) => publish(work, who, { id: ids[name] ?? '' }));
  await house.as(house.officer, (work, who) => unpublish(work, who, { id: ids.taken ?? '', reason: '代表要求暂不公开' }));
  await house.as(house.otherDeputy, (work, who) => withdraw(work, who, { id: ids.withdrawn ?? '', reason: '个人原因不再提出' }));
  // Even a row that an error of somebody's made public stays out when the deputy marked it.
  for (const name of ['notConsented', 'confidential'] as const) await app.admin('UPDATE suggestion SET published_at = now() WHERE id = $1', [ids[name]]);
  for (const [name, id] of Object.entries(ids)) {
    await app.admin(`INSERT INTO stored_file (id, congress_id, matter_id, subject_type, subject_id, purpose, name, media_type, size, sha256, uploader_label, created_at) VALUES ($1, $2, $3, 'suggestion', $3, 'suggestion', $4, 'text/plain', 3, $5, '赵强', now())`, [newId(), house.city.congressId, id, `${marks[name as Name]}照片.txt`, name]);
  }
  await app.admin(`INSERT INTO suggestion_rollup (congress_id, period, measure, count) VALUES ($1, '2026-03', 'submitted', 4711)`, [house.city.congressId]);
  numbers.push(...(await app.admin<{ number: string }>(`SELECT number_label AS number FROM suggestion WHERE id = ANY ($1::uuid[])`, [Object.values(ids)])).map((one) => one.number));
}, 120_000);
afterAll(() => app.close());

const get = async (path: string, accept = 'text/html') => {
  const response = await fetch(`${app.origin}${path}`, { redirect: 'manual', headers: { accept } });
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
};
const trpc = (path: string, input: object) => get(`/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, 'application/json');

/** Addresses that list or count; `q` is a word to search by. */
const outlets = (q: string): string[] => [
  '/', '/suggestions', `/suggestions?q=${q}`, '/suggestions?division=4306', '/suggestions?deputy=%E8%B5%B5%E5%BC%BA', '/suggestions?grade=A', `/query?congress=${house.city.congressId}&number=2`, '/open-data', '/log', '/about',
  '/motions', `/motions?q=${q}`, '/commitments', '/commitments.csv', '/commitments?division=4306', '/ranking', '/votes', '/votes?kind=satisfaction_vote', '/calls', '/reports',
  '/suggestions/feed.xml', `/suggestions/feed.xml?q=${q}`, '/suggestions/feed.xml?division=4306', '/sitemap.xml', '/sitemap/2026-03.xml', '/robots.txt',
  '/api/v1/suggestions', `/api/v1/suggestions?q=${q}`, '/api/v1/open-data/suggestions.csv', '/api/v1/open-data/suggestions.json', `/api/v1/open-data/suggestions.json?q=${q}`, '/api/v1/openapi.json',
];

describe('信息公示 gives away nothing that is not public', () => {
  it.each(Object.entries(marks))('%s: not in pages, searches, feeds, data, files, archives', async (name, mark) => {
    const id = ids[name as Name] ?? '';
    for (const path of [...outlets(encodeURIComponent(mark)), `/suggestions/${id}/print`, `/api/public/suggestions/${id}.pdf`, `/api/v1/suggestions/${id}`]) {
      const { text } = await get(path);
      // The word asked for stands in the field again; nothing else may hold it.
      const answer = text.replaceAll(`value="${mark}"`, '').replaceAll(encodeURIComponent(mark), '');
      expect(answer.includes(mark) ? path : '', `${path} tells of ${mark}`).toBe('');
      expect(!path.includes(id) && text.includes(id) ? path : '', `${path} tells of ${name}`).toBe('');
    }
    for (const answer of [await trpc('suggestions.public.list', { q: mark }), await trpc('suggestions.public.detail', { id })]) expect(answer.text).not.toContain(mark);
    for (const { id: file } of await app.admin<{ id: string }>('SELECT id FROM stored_file WHERE matter_id = $1', [id])) expect((await get(`/api/public/files/${file}`)).status).toBe(404);
  });

  it('counts only what is public', async () => {
    expect((await get('/')).text).toMatch(/已公开<\/dt><dd[^>]*>1</);
    expect((await get('/suggestions')).text).toContain('共 1 件');
    expect(JSON.parse((await get('/api/v1/suggestions', 'application/json')).text)).toMatchObject({ total: 1 });
    for (const path of outlets('%E5%85%AC%E4%BA%A4')) expect((await get(path)).text, path).not.toContain('4711');
    await expect(house.asPublic((work) => work.sql('SELECT count FROM suggestion_rollup'))).rejects.toThrow();
  });

  it('tells a withdrawn page from one that never was: 410 with the reason for the public, 404', async () => {
    const taken = await get(`/suggestions/${ids.taken}`);
    expect([taken.status, taken.text.includes('代表要求暂不公开')]).toEqual([410, true]);
    const withdrawn = await get(`/suggestions/${ids.withdrawn}`);
    expect([withdrawn.status, withdrawn.text.includes('提出建议的代表撤回了这件建议'), withdrawn.text.includes('个人原因')]).toEqual([410, true, false]);
    const nowhere = (await get(`/suggestions/${newId()}`)).text;
    for (const name of ['notConsented', 'confidential', 'waiting'] as const) {
      const { status, text } = await get(`/suggestions/${ids[name]}`);
      expect(status).toBe(404);
      const plain = (html: string) => html.replace(/请求编号：[^<]*/, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '');
      expect(plain(text)).toBe(plain(nowhere));
    }
  });

  it('answers a number that is not public exactly like one that does not exist', async () => {
    const ask = async (number: string) => {
      const { text } = await get(`/query?congress=${house.city.congressId}&number=${encodeURIComponent(number)}`);
      // The number typed stands in the field and in the addresses of larger text and contrast; nothing else may differ.
      return text.replace(`value="${number}"`, '').replaceAll(`number%3D${number}"`, '');
    };
    const unknown = await ask('9999');
    expect(unknown).toContain('没有查到这个编号的公开信息');
    for (const label of numbers) expect(await ask(/第(\d+)号/.exec(label)?.[1] ?? label)).toBe(unknown);
    expect(await ask('1')).toContain('城陵矶');
  });

  it('hides phones, cards and addresses of a published text everywhere, and nobody finds it by them', async () => {
    for (const path of [...outlets(phone), ...outlets('someone'), `/suggestions/${shown}`, `/suggestions/${shown}/print`, `/api/v1/suggestions/${shown}`]) {
      const { text } = await get(path);
      for (const secret of [phone, 'someone@example.com', '430602199001011234']) expect(text.replaceAll(`value="${secret}"`, '').replaceAll(`q=${secret}`, '').replaceAll(`q%3D${secret}`, ''), path).not.toContain(secret);
    }
    for (const q of [phone, '430602199001011234']) expect(JSON.parse((await get(`/api/v1/suggestions?q=${q}`, 'application/json')).text)).toMatchObject({ total: 0 });
    expect((await get(`/suggestions/${shown}`)).text).toContain('［电话已隐去］');
  });

  it('streams open data that agrees with its dictionary, and a feed that readers take', async () => {
    const csv = await get('/api/v1/open-data/suggestions.csv');
    const dictionary: { name: string }[] = JSON.parse((await get('/api/v1/open-data/dictionary', 'application/json')).text);
    expect(csv.type).toContain('text/csv');
    expect(csv.text.split('\r\n')[0]).toBe(`${dictionary.map((one) => one.name).join(',')}`);
    const json = JSON.parse((await get('/api/v1/open-data/suggestions.json')).text);
    expect(json.suggestions).toHaveLength(1);
    expect(Object.keys(json.suggestions[0])).toEqual(dictionary.map((one) => one.name));
    const feed = await get('/suggestions/feed.xml?division=4306');
    expect(feed.type).toContain('application/rss+xml');
    expect(feed.text).toContain(`<link>${app.origin}/suggestions/${shown}</link>`);
    expect((await get('/suggestions/feed.xml?division=x', 'application/xml')).status).toBe(400);
    expect((await get('/sitemap/2026-03.xml')).text).toContain(`/suggestions/${shown}</loc>`);
    expect((await get(`/api/public/suggestions/${shown}.pdf`)).type).toBe('application/pdf');
  });
});
