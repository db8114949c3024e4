// 草案征求意见 on the public site as those meet it who mean no good, and as those who read it with machines.
import { approveConsultation, saveConsultation, submitConsultation, withdrawConsultation } from '@smart/content/consultations/editing';
import { saveConsultationInput } from '@smart/content/consultations/model-inputs';
import { showComments } from '@smart/content/consultations/sorting';
import { fixedClock } from '@smart/kernel/clock';
import { createHouse, type House } from '@smart/suggestions/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let app: TestApp;
let house: House;
let shown: string;
let draft: string;
let ended: string;

async function made(title: string, open: boolean): Promise<string> {
  const { officer } = house;
  const { id } = await house.as(officer, (work, who) =>
    saveConsultation(work, who, saveConsultationInput.parse({
      kind: 'regulation', title, explanation: '为了保护湖滨环境起草，请逐条提出意见。<script>alert(1)</script>', startsOn: '2026-03-02', endsOn: '2026-06-30',
      articles: [{ label: '第一条', heading: '第一章 总则', text: '湖滨五十米内不得新建建筑物。' }, { label: '第二条', heading: '', text: '本条例自公布之日起施行。' }],
    })),
  );
  if (!open) return id;
  await app.admin('UPDATE consultation_writer SET person_id = gen_random_uuid() WHERE consultation_id = $1', [id]);
  await house.as(officer, (work, who) => submitConsultation(work, who, { id }));
  await house.as(officer, (work, who) => approveConsultation(work, who, { id }));
  return id;
}

beforeAll(async () => {
  app = await startTestApp({ clock, environment: { RATE_FACTOR: '1' }, arrange: async (_services, database) => void (house = await createHouse(database)) });
  [shown, draft, ended] = [await made('湖滨保护条例（草案）', true), await made('尚未公开的草案不得外泄', false), await made('发错的草案', true)];
  await house.as(house.officer, (work, who) => withdrawConsultation(work, who, { id: ended, reason: '附件有误，重新发布' }));
});
afterAll(() => app.close());
// Each test comes an hour later: what the one before used up is there again.
beforeEach(() => clock.advance({ hours: 2 }));

const visit = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${app.origin}${path}`, { redirect: 'manual', ...init, headers: { accept: 'text/html', ...init.headers } });
  return { status: response.status, location: response.headers.get('location') ?? '', html: await response.text() };
};
const send = (path: string, fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) => visit(path, { method: 'POST', body: new URLSearchParams(fields), headers });

async function pass(): Promise<string> {
  const found = /name="pass" value="([^"]+)"/.exec((await visit(`/consultations/${shown}/comment`)).html)?.[1] ?? '';
  clock.advance({ seconds: 20 });
  return found;
}
const comment = async (fields: Partial<Record<string, string>> = {}) => send(`/consultations/${shown}/comment`, { about: '', content: '五十米太窄，建议改为一百米。', pass: await pass(), work: '', website: '', ...fields });
const articleId = async (): Promise<string> => /id="article-([^"]+)"/.exec((await visit(`/consultations/${shown}`)).html)?.[1] ?? '';

describe('speaking about a draft', () => {
  it('gives a receipt that opens what became of it, by address or by number and code', async () => {
    const { status, location } = await comment({ about: await articleId() });
    expect(status).toBe(303);
    expect(location).toMatch(/^\/f\/[\w.]{20,40}\?new=1$/);
    const { html } = await visit(location);
    expect(html).toContain('请保存回执');
    expect(html).toContain('第一条');
    const [number, code] = [/编号<\/dt><dd[^>]*>([\w-]+)</.exec(html)?.[1] ?? '', /查询码<\/dt><dd[^>]*>([\w-]+)</.exec(html)?.[1] ?? ''];
    expect((await send('/f', { number: ` ${number.toLowerCase()} `, code: code.toLowerCase().replaceAll('-', ' ') })).location).toBe(location.replace('?new=1', ''));
    expect((await send('/f', { number, code: '0000-0000-0000' })).status).toBe(404);
    // Nobody reads it on the page before the office let it out; the count says that it is there.
    expect((await visit(`/consultations/${shown}`)).html).not.toContain('一百米');
  });

  it('is shown once the office let it, without a script that stood in it', async () => {
    const attack = `"><img src=x onerror=alert(1)><script>alert('意见')</script>`;
    const { location } = await comment({ content: attack });
    expect((await visit(location)).html).not.toMatch(/<script>alert|<img src=x/);
    const [row] = await app.admin<{ id: string }>('SELECT id FROM consultation_comment WHERE content = $1', [attack]);
    await house.as(house.officer, (work, who) => showComments(work, who, { consultationId: shown, commentIds: [row?.id ?? ''] }));
    const { html } = await visit(`/consultations/${shown}/comments`);
    expect(html).toContain('onerror');
    expect(html).not.toMatch(/<script>alert|<img src=x/);
    expect((await visit(`/consultations/${shown}/comments?about=${encodeURIComponent("' OR 1=1")}`)).status).toBe(200);
  });

  it('keeps what was typed and names the field', async () => {
    const { status, html } = await comment({ content: '好', about: await articleId() });
    expect(status).toBe(400);
    expect(html).toContain('意见不少于 5 个字');
    expect(html).toMatch(/<option[^>]*selected[^>]*>第一条/);
    const wrong = await comment({ about: '0190f7a0-0000-7000-8000-000000000000' });
    expect(wrong.html).toContain('没有这一条，请重新选择');
    expect(wrong.html).toContain('一百米');
  });

  it('is refused from another site, with a made-up pass, and when a program filled in the form; a flood has to wait', async () => {
    expect((await send(`/consultations/${shown}/comment`, { content: '来自别的网站的意见', pass: await pass() }, { origin: 'https://elsewhere.example' })).status).toBe(403);
    const outdated = await comment({ pass: 'made.up.pass' });
    expect(outdated.status).toBe(409);
    expect(outdated.html).toContain('一百米');
    expect((await comment({ website: 'http://buy.example' })).status).toBe(400);
    const statuses: number[] = [];
    for (let at = 0; at < 14; at += 1) statuses.push((await comment({ content: `刷屏的第 ${at} 条意见` })).status);
    expect(statuses.filter((status) => status === 303)).toHaveLength(12);
    expect(statuses.at(-1)).toBe(429);
  });

  it('takes a text as long as it may be, and the same form once', async () => {
    const given = await pass();
    const fields = { about: '', content: '意见'.repeat(750), pass: given, work: '', website: '' };
    const [one, two] = [await send(`/consultations/${shown}/comment`, fields), await send(`/consultations/${shown}/comment`, fields)];
    expect(one.status).toBe(303);
    expect(two.location).toBe(one.location);
  });
});

describe('what is read', () => {
  it('carries its one address, its description and its data, and nothing that runs', async () => {
    const { status, html } = await visit(`/consultations/${shown}?from=elsewhere`);
    expect(status).toBe(200);
    expect(html).toContain(`rel="canonical" href="${app.origin}/consultations/${shown}"`);
    expect(html.match(/<script>/g)).toBeNull();
    const data: unknown = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? '');
    expect(data).toMatchObject({ '@graph': [{ '@type': 'Legislation', name: '湖滨保护条例（草案）', legislationLegalForce: 'NotInForce', potentialAction: { '@type': 'CommentAction', endTime: '2026-06-30' } }, { '@type': 'BreadcrumbList' }] });
    expect((await visit(`/consultations/${shown}/print`)).html).toContain('noindex');
  });

  it.each([['a draft', (): string => draft, 404, '没有这次征求意见'], ['what was taken off', (): string => ended, 410, '附件有误'], ['no id', (): string => '%27%20OR%201=1', 404, '没有这次征求意见']] as const)('%s is answered in words', async (_what, id, status, words) => {
    for (const path of ['', '/comment', '/comments', '/print']) {
      const answer = await visit(`/consultations/${id()}${path}`);
      expect([path, answer.status]).toEqual([path, status]);
      expect(answer.html).toContain(words);
      expect(answer.html).not.toContain('不得外泄');
    }
  });

  it('lists, feed, map and search hold what is laid open only', async () => {
    for (const path of ['/', '/c/4306', '/consultations', '/consultations?phase=running', '/consultations?q=湖滨', '/consultations/feed.xml', '/search?q=湖滨', '/sitemap/2026-03.xml']) {
      const { status, html } = await visit(path);
      expect([path, status]).toEqual([path, 200]);
      expect(html, path).toContain(shown);
      for (const hidden of [draft, ended]) expect(html, path).not.toContain(hidden);
    }
    expect((await visit('/consultations?phase=concluded')).html).not.toContain(shown);
    expect((await visit('/consultations?phase=soon')).html).toContain('查询条件有误');
    expect((await visit(`/consultations?q=${encodeURIComponent('"><script>alert(1)</script>')}`)).html).not.toContain('<script>alert');
  });
});
