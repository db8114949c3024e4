// The addresses of the congresses' sites: what they answer to bad input, what machines read, and what never leaves.
import { createTestDirectory } from '@smart/divisions/testing';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
const [shown, draft, ended] = [newId(), newId(), newId()];
beforeAll(async () => {
  app = await startTestApp({ arrange: async (_services, database) => void (await createTestDirectory(database)) });
  const [congress] = await app.admin<{ id: string }>(`SELECT id FROM congress ORDER BY length(division_code), division_code LIMIT 1`);
  const add = (id: string, state: string, title: string, body: string) =>
    app.admin(
      `INSERT INTO article (id, congress_id, state, kind, column_key, title, body, published_at, search_vector, created_at, updated_at) VALUES ($1, $2, $3, 'news', 'news', $4, $5, '2026-03-02T01:00:00Z', '''栈道'':1A'::tsvector, now(), now())`,
      [id, congress?.id, state, title, body],
    );
  await add(shown, 'published', '湖滨栈道</script><script>alert(1)</script>', '<p>已经恢复通行</p><script>alert(2)</script>');
  await add(draft, 'draft', '湖滨栈道草稿不得外泄', '<p>还没有审核</p>');
  await add(ended, 'withdrawn', '湖滨栈道旧文不得外泄', '<p>旧文</p>');
  await app.admin(`INSERT INTO article_end (article_id, congress_id, reason, ended_at) VALUES ($1, $2, '内容有误', now())`, [ended, congress?.id]);
});
afterAll(() => app.close());

const page = async (path: string) => {
  const response = await fetch(`${app.origin}${path}`, { redirect: 'manual', headers: { accept: 'text/html' } });
  return { response, html: await response.text() };
};

describe('articles', () => {
  it('an article carries its one address, its description and its data, and nothing that runs', async () => {
    const { response, html } = await page(`/articles/${shown}?from=elsewhere`);
    expect(response.status).toBe(200);
    expect(html).toContain(`rel="canonical" href="${app.origin}/articles/${shown}"`);
    expect(html).toContain('<meta name="description" content="已经恢复通行">');
    expect(html).not.toContain('alert(2)');
    expect(html.match(/<script>/g)).toBeNull();
    const data: unknown = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? '');
    expect(data).toMatchObject({ '@graph': [{ '@type': 'NewsArticle', headline: '湖滨栈道</script><script>alert(1)</script>' }, { '@type': 'BreadcrumbList' }] });
  });

  it.each([['a draft', (): string => draft, 404, '没有这篇文章'], ['what was taken off', (): string => ended, 410, '内容有误'], ['nothing', (): string => newId(), 404, '没有这篇文章'], ['no id', (): string => '%27%20OR%201=1', 404, '没有这篇文章']] as const)('%s is answered in words', async (_what, id, status, words) => {
    const { response, html } = await page(`/articles/${id()}`);
    expect(response.status).toBe(status);
    expect(html).toContain(words);
    expect(html).not.toContain('不得外泄');
  });

  it('lists, feed, map and search hold what is published only', async () => {
    for (const path of ['/', '/articles', '/articles?q=栈道', '/articles/feed.xml', '/search?q=栈道', '/sitemap/2026-03.xml', '/sitemap.xml']) {
      const { response, html } = await page(path);
      expect(response.status, path).toBe(200);
      expect(html, path).not.toContain('不得外泄');
      expect(html.includes('湖滨栈道') || html.includes(shown) || html.includes('/sitemap/2026-03.xml'), path).toBe(true);
      for (const hidden of [draft, ended]) expect(html, path).not.toContain(hidden);
    }
  });

  it('says which condition is wrong and keeps what was typed', async () => {
    const { response, html } = await page(`/articles?division=999999&year=20x&q=${encodeURIComponent('"><script>')}`);
    expect(response.status).toBe(200);
    expect(html).toContain('查询条件有误');
    expect(html).not.toContain('"><script>');
    expect((await page('/articles/feed.xml?division=999999')).response.status).toBe(400);
  });
});

describe('sites', () => {
  it('the home of a congress, and none of a division without one', async () => {
    expect((await page('/c/4306')).html).toContain('岳阳市人民代表大会');
    for (const code of ['999999', 'x', '..%2f']) expect((await page(`/c/${code}`)).response.status, code).toBe(404);
  });

  it('contrast is a cookie set by a link, which leads nowhere else', async () => {
    const { response } = await page('/contrast?contrast=high&next=//evil.example');
    expect(response.headers.get('location')).toBe('/');
    const again = await fetch(`${app.origin}/c/4306`, { headers: { accept: 'text/html', cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' } });
    expect(await again.text()).toContain('class="high-contrast"');
  });

  it('the search says nothing about words nobody used, and takes no page beyond its last', async () => {
    expect((await page('/search?q=%E6%B2%A1%E6%9C%89%E7%9A%84%E8%AF%8D')).html).toContain('没有找到');
    expect((await page('/search?q=栈道&in=articles&page=99999999999')).response.status).toBe(200);
    expect((await page('/search?q=栈道&in=nowhere&division=1')).html).toContain('没有这个人大');
  });
});
