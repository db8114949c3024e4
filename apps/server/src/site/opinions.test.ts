// 群众意见 on the public site as those meet it who mean no good: scripts in every field, guessed receipts, floods, forged ids, forms of other sites.
import { fixedClock } from '@smart/kernel/clock';
import { createHouse, type House } from '@smart/suggestions/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withoutKeys } from '../http/request-log.ts';
import { startTestApp, type TestApp } from '../testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let app: TestApp;
let house: House;
beforeAll(async () => {
  app = await startTestApp({ clock, environment: { RATE_FACTOR: '1' }, arrange: async (_services, database) => void (house = await createHouse(database)) });
});
afterAll(() => app.close());
// Each test comes hours later: what the one before used up is there again.
beforeEach(() => clock.advance({ hours: 2 }));

const visit = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${app.origin}${path}`, { redirect: 'manual', ...init, headers: { accept: 'text/html', ...init.headers } });
  return { status: response.status, location: response.headers.get('location') ?? '', html: await response.text() };
};
const send = (path: string, fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) => visit(path, { method: 'POST', body: new URLSearchParams(fields), headers });
const typed = { division: '4306', content: '三号楼的楼道灯坏了三个月，没有人来修。', place: '金鹗小区', name: '', hideName: '1' };

/** A form as it was given out, some seconds ago. */
async function pass(): Promise<string> {
  const found = /name="pass" value="([^"]+)"/.exec((await visit('/opinions/new')).html)?.[1] ?? '';
  clock.advance({ seconds: 20 });
  return found;
}
const file = async (fields: Partial<Record<string, string>> = {}) => send('/opinions/new', { ...typed, pass: await pass(), work: '', website: '', ...fields });
const receiptOf = (html: string): [string, string] => [/编号<\/dt><dd[^>]*>([\w-]+)</.exec(html)?.[1] ?? '', /查询码<\/dt><dd[^>]*>([\w-]+)</.exec(html)?.[1] ?? ''];

describe('speaking', () => {
  it('gives a receipt that opens what became of it, by its address and by number and code', async () => {
    const { status, location } = await file();
    expect(status).toBe(303);
    expect(location).toMatch(/^\/o\/[\w.]{20,40}\?new=1$/);
    const { html } = await visit(location);
    expect(html).toContain('请保存回执');
    expect(html).toContain('没有被改动');
    const [number, code] = receiptOf(html);
    expect((await send('/opinions/follow', { number: ` ${number.toLowerCase()} `, code: code.toLowerCase().replaceAll('-', ' ') })).location).toBe(location.replace('?new=1', ''));
    expect(withoutKeys(location)).toBe('/o/…?new=1');
  });

  it('sent twice is one opinion', async () => {
    const sent = { ...typed, pass: await pass(), work: '', website: '' };
    expect((await send('/opinions/new', sent)).location).toBe((await send('/opinions/new', sent)).location);
  });

  it('keeps what was typed and names the field; a congress that does not exist is not guessed', async () => {
    const short = await file({ content: '灯坏' });
    expect(short.status).toBe(400);
    expect(short.html).toContain('意见内容不少于 5 个字');
    expect(short.html).toContain(typed.place);
    const nowhere = await file({ division: '999999' });
    expect(nowhere.status).toBe(400);
    expect(nowhere.html).toContain('请选择向哪一级人大反映');
    expect(nowhere.html).toContain(typed.content);
  });

  it.each(['content', 'place', 'name'])('a script in the field %s is text and nothing else', async (field) => {
    const attack = `"><script>alert(1)</script>${field}`.slice(0, field === 'name' ? 20 : 60);
    const { location } = await file({ [field]: attack });
    expect((await visit(location)).html).not.toMatch(/<script>alert/);
    const refused = await file({ [field]: attack, ...(field === 'content' ? { place: '长'.repeat(61) } : { content: '短' }) });
    expect(refused.status).toBe(400);
    expect(refused.html).not.toMatch(/<script>alert/);
  });

  it('of nobody’s code hinders nobody; a made-up station or deputy is not kept', async () => {
    expect((await visit("/opinions/new?station=';--&deputy=ZZZZZZ")).html).toContain('反映意见');
    expect((await file({ station: 'ZZZZZZ', deputy: house.deputy.personId })).status).toBe(303);
  });

  it('is refused from another site, with a made-up pass, and when a program filled in the form; floods are stopped', async () => {
    expect((await send('/opinions/new', { ...typed, pass: await pass(), work: '', website: '' }, { origin: 'https://elsewhere.example' })).status).toBe(403);
    const outdated = await file({ pass: 'made.up.pass' });
    expect(outdated.status).toBe(409);
    expect(outdated.html).toContain(typed.content);
    expect((await file({ website: 'http://buy.example' })).status).toBe(400);
    const answers: number[] = [];
    for (let count = 0; count < 9; count += 1) answers.push((await file()).status);
    expect(answers.filter((status) => status === 429).length).toBeGreaterThan(0);
  });
});

describe('the receipt', () => {
  it('answers a wrong number and a wrong code with the same words, and nothing is evaluated or added by guessing', async () => {
    const { html } = await visit((await file()).location);
    const [number] = receiptOf(html);
    const wrongCode = await send('/opinions/follow', { number, code: '0000-0000-0000' });
    const wrongNumber = await send('/opinions/follow', { number: '4306-260302-000000', code: '0000-0000-0000' });
    const said = (page: string) => /role="alert"[^>]*>([^<]+)</.exec(page)?.[1];
    expect([wrongCode.status, wrongNumber.status]).toEqual([404, 404]);
    expect(said(wrongCode.html)).toBe(said(wrongNumber.html));
    const guessed = `/o/${number.replaceAll('-', '')}.000000000000`;
    expect((await visit(guessed)).status).toBe(404);
    expect((await send(`${guessed}/evaluate`, { verdict: 'satisfied' })).status).toBe(404);
    expect((await send(`${guessed}/add`, { content: '冒充补充的内容' })).status).toBe(404);
  });

  it('takes what is added, keeps it when it is too short, and evaluates nothing before there is an answer', async () => {
    const path = (await file()).location.replace('?new=1', '');
    expect((await send(`${path}/add`, { content: '<b>昨天</b>又坏了' })).status).toBe(303);
    const { html } = await visit(path);
    expect(html).toContain('&lt;b&gt;昨天');
    expect(html).not.toContain('您满意吗');
    const short = await send(`${path}/add`, { content: '又' });
    expect(short.status).toBe(400);
    expect(short.html).toContain('补充内容不少于 2 个字');
    expect((await send(`${path}/evaluate`, { verdict: 'satisfied' })).status).toBe(409);
    expect((await send(`${path}/evaluate`, { verdict: 'closed' })).status).toBe(400);
  });

  it('is not asked for as often as a guesser would', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => visit('/o/4306260302000000.000000000000')));
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  });
});
