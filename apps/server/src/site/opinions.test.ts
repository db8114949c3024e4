// 群众意见 on the public site as those meet it who mean no good: scripts in every field, guessed receipts, floods, forged ids, forms of other sites.
import { fixedClock } from '@smart/kernel/clock';
import { hugePicture, office, picture } from '@smart/files/testing';
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

describe('pictures', () => {
  const sendWith = async (path: string, fields: Readonly<Record<string, string | readonly string[]>>, files: readonly (readonly [name: string, content: Uint8Array])[]) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
    for (const [name, content] of files) body.append('pictures', new File([Uint8Array.from(content)], name));
    return visit(path, { method: 'POST', body });
  };
  const form = async () => ({ pass: await pass(), work: '', website: '', ...typed });
  const shown = (html: string): string[] => [...html.matchAll(/src="(\/o\/[^"]+\/pictures\/[^"]+\/small)"/g)].map(([, path]) => path ?? '');

  it('come with the words, without place and device, and are seen with the receipt and not without', async () => {
    const { status, location } = await sendWith('/opinions/new', await form(), [['IMG_2031.JPG', await picture()], ['wechat.jpg', await picture({ type: 'webp' })]]);
    expect(status).toBe(303);
    const paths = shown((await visit(location)).html);
    expect(paths).toHaveLength(2);
    const large = await fetch(`${app.origin}${paths[0]?.replace('/small', '')}`);
    expect(large.headers.get('content-type')).toBe('image/jpeg');
    const bytes = Buffer.from(await large.arrayBuffer()).toString('latin1');
    expect(bytes).not.toMatch(/SecretPhone|GPS/);
    expect((await fetch(`${app.origin}${paths[0]}`)).headers.get('content-type')).toBe('image/webp');
    const [, own = ''] = /\/pictures\/([^/]+)/.exec(paths[0] ?? '') ?? [];
    const other = (await file()).location.replace('?new=1', '');
    expect((await visit(`${other}/pictures/${own}`)).status).toBe(404);
    expect((await visit(`/api/public/files/${own}`)).status).toBe(404);
    expect((await visit(location)).html).toContain('没有被改动');
  });

  it.each([
    ['a program under the name of a picture', 'photo.jpg', Buffer.from('MZ\u0000\u0001 this program')],
    ['a page with scripts behind a picture’s first bytes', 'photo.gif', Buffer.from('GIF89a/*<script>alert(1)</script>*/')],
    ['a document', 'photo.png', office('docx')],
    ['a picture of a billion points', 'photo.png', hugePicture(40_000, 40_000)],
    ['one that is cut off', 'photo.png', hugePicture(20, 20)],
    ['an empty one', 'photo.png', Buffer.alloc(0)],
    ['one that is too large', 'photo.jpg', Buffer.alloc(10 * 1024 * 1024 + 10, 1)],
  ])('%s is refused by name; words and the good picture stay, and are there once it is sent again', async (_what, name, content) => {
    const first = await form();
    const refused = await sendWith('/opinions/new', first, [['good.jpg', await picture()], [name, content]]);
    expect(refused.status).toBe(415);
    expect(refused.html).toMatch(new RegExp(`第 2 张（${name}）`));
    expect(refused.html).toContain(typed.content);
    const kept = [...refused.html.matchAll(/name="kept" value="([^"]+)"/g)].map(([, line]) => line ?? '');
    expect(kept).toHaveLength(1);
    expect((await fetch(`${app.origin}/opinions/kept/${kept[0]}`)).headers.get('content-type')).toBe('image/webp');
    const { status, location } = await sendWith('/opinions/new', { ...first, kept }, []);
    expect(status).toBe(303);
    expect(shown((await visit(location)).html)).toHaveLength(1);
  });

  it('behind a picture nothing hidden survives', async () => {
    const { location } = await sendWith('/opinions/new', await form(), [['both.jpg', Buffer.concat([await picture(), Buffer.from('<script>alert(1)</script>'), office('docx')])]]);
    const [path = ''] = shown((await visit(location)).html);
    expect(Buffer.from(await (await fetch(`${app.origin}${path.replace('/small', '')}`)).arrayBuffer()).toString('latin1')).not.toContain('script');
  });

  it('are four at most, those of another form or made up are none, and nobody has them looked at without a pass', async () => {
    const one = await picture();
    const many = await sendWith('/opinions/new', await form(), Array.from({ length: 6 }, (_, at) => [`${at}.jpg`, one] as const));
    expect(many.html).toContain('第 6 张照片没有接收：张数已到上限');
    const kept = [...many.html.matchAll(/name="kept" value="([^"]+)"/g)].map(([, line]) => line ?? '');
    expect(kept).toHaveLength(4);
    const foreign = await sendWith('/opinions/new', { ...(await form()), kept: [...kept, 'a.b.c.d.jpg.e'] }, []);
    expect(shown((await visit(foreign.location)).html)).toEqual([]);
    const nobody = await sendWith('/opinions/new', { ...(await form()), pass: 'made.up.pass' }, [['photo.jpg', one]]);
    expect(nobody.status).toBe(409);
    expect(nobody.html).toContain(typed.content);
    expect(nobody.html).not.toContain('name="kept"');
  });

  it('may be added later; one that is refused leaves the words', async () => {
    const path = (await file()).location.replace('?new=1', '');
    expect((await sendWith(`${path}/add`, { content: '又坏了，照片在这里' }, [['a.jpg', await picture()]])).status).toBe(303);
    expect(shown((await visit(path)).html)).toHaveLength(1);
    const refused = await sendWith(`${path}/add`, { content: '再补充一张' }, [['a.jpg', Buffer.from('no picture')]]);
    expect(refused.status).toBe(415);
    expect(refused.html).toContain('再补充一张');
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
