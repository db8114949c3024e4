// 建议征集 on the public site as those meet it who mean no good: guessed receipts, scripts in every field, double support, floods, forms of other sites.
import { fixedClock } from '@smart/kernel/clock';
import { openCall, saveCall } from '@smart/suggestions/calls/calls';
import { isWorked } from '@smart/identity/form-pass';
import { createHouse, type House } from '@smart/suggestions/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withoutKeys } from '../http/request-log.ts';
import { startTestApp, type TestApp } from '../testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let app: TestApp;
let house: House;
let call: string;

beforeAll(async () => {
  app = await startTestApp({ clock, environment: { RATE_FACTOR: '1' }, arrange: async (_services, database) => void (house = await createHouse(database)) });
  const { id } = await house.as(house.officer, (work, who) =>
    saveCall(work, who, { title: '老旧小区征集', wanted: '请说说您所在的小区遇到了什么困难，希望怎样解决。', topics: [], startsOn: '2026-03-01', endsOn: '2026-12-31', participants: 'both' }),
  );
  await house.as(house.officer, (work, who) => openCall(work, who, { id }));
  call = id;
});
afterAll(() => app.close());
// Each test comes an hour later: what the one before used up is there again.
beforeEach(() => clock.advance({ hours: 2 }));

const visit = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${app.origin}${path}`, { redirect: 'manual', ...init, headers: { accept: 'text/html', ...init.headers } });
  return { status: response.status, location: response.headers.get('location') ?? '', cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '', html: await response.text() };
};
const send = (path: string, fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) => visit(path, { method: 'POST', body: new URLSearchParams(fields), headers });
const text = { title: '楼道里的灯坏了', situation: '三号楼的楼道灯坏了三个月，没有人来修。', wish: '请物业尽快修好。', place: '金鹗小区' };

/** A form as it was given out, some seconds ago. */
async function pass(): Promise<string> {
  const found = /name="pass" value="([^"]+)"/.exec((await visit(`/calls/${call}/propose`)).html)?.[1] ?? '';
  clock.advance({ seconds: 20 });
  return found;
}
const propose = async (fields: Partial<Record<string, string>> = {}) => send(`/calls/${call}/propose`, { ...text, pass: await pass(), work: '', website: '', ...fields });
const workFor = (given: string): string => {
  for (let answer = 0; ; answer += 1) if (isWorked(given, String(answer))) return String(answer);
};

describe('proposing', () => {
  it('gives a receipt that opens what became of it', async () => {
    const { status, location } = await propose();
    expect(status).toBe(303);
    expect(location).toMatch(/^\/f\/[\w.]{20,40}\?new=1$/);
    const { html } = await visit(location);
    expect(html).toContain('请保存回执');
    expect(html).toContain('已收到您的建言');
    const [number, code] = [/编号<\/dt><dd[^>]*>([\w-]+)</.exec(html)?.[1] ?? '', /查询码<\/dt><dd[^>]*>([\w-]+)</.exec(html)?.[1] ?? ''];
    expect((await send('/f', { number: ` ${number.toLowerCase()} `, code: code.toLowerCase().replaceAll('-', ' ') })).location).toBe(location.replace('?new=1', ''));
    expect((await visit(`/calls/${call}`)).html).toContain(text.title);
  });

  it('keeps what was typed and names the field', async () => {
    const { status, html } = await propose({ title: '短', wish: '' });
    expect(status).toBe(400);
    expect(html).toContain('标题不少于 4 个字');
    expect(html).toContain('希望怎么解决不少于 5 个字');
    expect(html).toContain(text.situation);
  });

  it('takes texts as long as they may be', async () => {
    expect((await propose({ title: '标'.repeat(50), situation: '情况说明'.repeat(200), wish: '希望'.repeat(300), place: '地'.repeat(60) })).status).toBe(303);
  });

  it.each(['title', 'situation', 'wish', 'place'])('a script in the field %s is text and nothing else', async (field) => {
    const attack = `"><img src=x onerror=alert(1)><script>alert('${field}')</script>`.slice(0, 50);
    const { location } = await propose({ [field]: attack });
    for (const path of [location, `/calls/${call}`]) {
      const { html } = await visit(path);
      expect(html).not.toMatch(/<script>alert|<img src=x/);
    }
    const refused = await propose({ [field]: attack, wish: field === 'wish' ? `${attack}${'长'.repeat(1001)}` : '' });
    expect(refused.status).toBe(400);
    expect(refused.html).not.toMatch(/<script>alert|<img src=x/);
  });

  it('is refused from another site, with a made-up pass, and when a program filled in the form; what was typed stays', async () => {
    expect((await send(`/calls/${call}/propose`, { ...text, pass: await pass(), work: '', website: '' }, { origin: 'https://elsewhere.example' })).status).toBe(403);
    const outdated = await propose({ pass: 'made.up.pass' });
    expect(outdated.status).toBe(409);
    expect(outdated.html).toContain('这张表打开的时间太长');
    expect(outdated.html).toContain(text.situation);
    expect(outdated.html).not.toContain('made.up.pass');
    const trapped = await propose({ website: 'http://buy.example' });
    expect(trapped.status).toBe(400);
    expect(trapped.html).toContain('提交得太快');
    const before = await house.asPublic((work) => work.sql<{ count: number }>('SELECT count(*)::int AS count FROM call_topic WHERE call_id = $1', [call]));
    expect((await send(`/calls/${call}/propose`, { ...text, title: 'x'.repeat(20_000) })).status).toBeGreaterThanOrEqual(400);
    expect(await house.asPublic((work) => work.sql('SELECT count(*)::int AS count FROM call_topic WHERE call_id = $1', [call]))).toEqual(before);
  });

  it('sent twice is one proposal', async () => {
    const given = await pass();
    const sent = { ...text, title: '同一张表交了两次', pass: given, work: '', website: '' };
    const [one, two] = [await send(`/calls/${call}/propose`, sent), await send(`/calls/${call}/propose`, sent)];
    expect(two.location).toBe(one.location);
  });

  it('a flood is refused with the time to wait, sooner where no work was done for it, and nothing typed is lost', async () => {
    const plain: number[] = [];
    let last = { status: 0, html: '' };
    for (let at = 0; at < 9; at += 1) {
      last = await propose({ title: `刷屏第${at}次的标题` });
      plain.push(last.status);
    }
    expect(plain.filter((status) => status === 303)).toHaveLength(6);
    expect(last.status).toBe(429);
    expect(last.html).toMatch(/请在 \d+ 秒后再试/);
    expect(last.html).toContain('刷屏第8次的标题');
    const given = await pass();
    expect((await propose({ pass: given, work: workFor(given), title: '做过工作量的照常受理' })).status).toBe(303);
  });
});

describe('supporting', () => {
  it('counts a browser once, however often it presses, and shows that it did', async () => {
    await propose({ title: '给支持用的选题' });
    const { html } = await visit(`/calls/${call}`);
    const topic = /topics\/([\w-]+)\/support/.exec(html)?.[1] ?? '';
    const path = `/calls/${call}/topics/${topic}/support`;
    const first = await send(path, {});
    expect(first.location).toContain('notice=supported');
    const again = await send(path, {}, { cookie: first.cookie });
    expect(again.location).toContain('notice=again');
    const shown = await visit(again.location.split('#')[0] ?? '', { headers: { cookie: first.cookie } });
    expect(shown.html).toContain('您已经支持过这一条');
    expect(shown.html).toContain('您已支持');
    expect((await send(path, {}, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await send(`/calls/${call}/topics/${call}/support`, {})).status).toBe(404);
  });
});

describe('receipts', () => {
  it('guessed ones open nothing, say the same whatever is wrong, and guessing is cut short', async () => {
    const statuses: number[] = [];
    for (let guess = 0; guess < 40; guess += 1) statuses.push((await visit(`/f/4306260302${String(guess).padStart(6, '0')}.ABCDEFGHJKMN`)).status);
    expect(new Set(statuses)).toEqual(new Set([404, 429]));
    expect(statuses.filter((one) => one === 404).length).toBeLessThanOrEqual(30);
  });

  it('stand in no log', () => {
    expect(withoutKeys('/f/43062603027K3F9Q.ABCDEFGHJKMN/phone')).toBe('/f/…/phone');
    expect(withoutKeys('/text-size?next=%2Ff%2F43062603027K3F9Q.ABCDEFGHJKMN')).not.toContain('ABCDEFGHJKMN');
  });
});
