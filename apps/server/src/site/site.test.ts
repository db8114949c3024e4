import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing.ts';
import { ownPath } from './address.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const page = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${app.origin}${path}`, { redirect: 'manual', ...init, headers: { accept: 'text/html', ...init.headers } });
  return { response, html: await response.text() };
};

describe('the public site without JavaScript', () => {
  it.each([['/', '代表建议公开情况'], ['/suggestions', '内容分类'], ['/log', '每日封存值'], ['/about', '无障碍说明'], ['/sign-in', '用户名或者手机号']])('%s is a whole page', async (path, words) => {
    const { response, html } = await page(path);
    expect(response.status).toBe(200);
    expect(html).toContain('<html lang="zh-CN"');
    expect(html).toContain(words);
    expect(html).not.toContain('undefined');
  });

  it('escapes what was searched for', async () => {
    const { html } = await page(`/suggestions?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('没有符合条件的建议');
  });

  it('says which condition is wrong and keeps it', async () => {
    const { response, html } = await page('/suggestions?division=岳阳&q=公交');
    expect(response.status).toBe(200);
    expect(html).toContain('查询条件有误');
    expect(html).toContain('value="公交"');
  });

  it.each([
    ['/suggestions/0190f7a0-0000-7000-8000-000000000000', '这件建议没有公开'],
    ['/suggestions/nothing', '已经撤回、撤下公开'],
    ['/nowhere', '没有这个页面'],
  ])('answers %s with a page that says what is the matter', async (path, words) => {
    const { response, html } = await page(path);
    expect(response.status).toBe(404);
    expect(html).toContain(words);
  });

  it('answers programs in the error shape of the platform', async () => {
    const response = await fetch(`${app.origin}/nowhere`, { headers: { accept: 'application/json' } });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { data: { code: 'common.not_found' } } });
  });

  it('checks a receipt that does not exist', async () => {
    const { html } = await page('/log?code=3F2A-91BC-0000-1111-2222');
    expect(html).toContain('没有这个回执码的记录');
  });

  it('remembers large text in a cookie and comes back', async () => {
    const { response } = await page('/text-size?size=large&next=%2Fabout');
    expect(response.headers.get('location')).toBe('/about');
    const { html } = await page('/about', { headers: { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' } });
    expect(html).toContain('class="large-text"');
  });
});

describe('signing in with a form', () => {
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    page('/sign-in', { method: 'POST', body: new URLSearchParams(fields), headers });

  it('keeps the user name and says what was wrong', async () => {
    const { response, html } = await post({ username: 'nobody', password: 'wrong', next: '/deputy/write' });
    expect(response.status).toBe(401);
    expect(html).toContain('value="nobody"');
    expect(html).toContain('value="/deputy/write"');
    expect(html).toContain('role="alert"');
    expect(html).not.toContain('value="wrong"');
  });

  it('refuses a form of another site', async () => {
    const { response } = await post({ username: 'a', password: 'b' }, { origin: 'https://elsewhere.example' });
    expect(response.status).toBe(403);
  });

  it('offers no demonstration accounts in production', async () => {
    expect((await page('/sign-in')).html).not.toContain('nobody.demo');
  });
});

describe('where a sign-in may lead', () => {
  it.each(['/deputy/suggestions/1?capacity=2#evaluate', '/', '/office/'])('goes on to %s', (path) => expect(ownPath(path)).toBe(path));
  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', '', '/a b', '/\t/evil.example'])('never goes to %s', (path) => expect(ownPath(path)).toBeNull());
});
