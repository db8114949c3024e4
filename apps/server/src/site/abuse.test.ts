// 滥用: what people try who mean no good, over everything that a citizen can reach without an account. Each is refused, slowed and written down for the security administrator;
// what one kind of form does by itself stands in its own test (opinions, calls, bookings, articles).
import { office, picture } from '@smart/files/testing';
import { createAccount } from '@smart/identity/accounts';
import { createPerson } from '@smart/identity/people';
import { fixedClock } from '@smart/kernel/clock';
import { createHouse, type House } from '@smart/suggestions/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoPassword, startTestApp, type TestApp } from '../testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let app: TestApp;
let house: House;
beforeAll(async () => {
  app = await startTestApp({
    clock, environment: { RATE_FACTOR: '1', TRUST_PROXY: '1' },
    arrange: async (_services, database) => {
      house = await createHouse(database);
      await house.as(house.officer, (work) => createAccount(work, { personId: house.officer.personId, username: 'abuse.officer', password: demoPassword }));
      await house.as(house.officer, (work) => createPerson(work, house.city.congressId, { name: '贾琳', phone: knownPhone }));
    },
  });
});
afterAll(() => app.close());
// Each test comes hours later and from elsewhere: what the one before used up is there again.
let tests = 0;
beforeEach(() => {
  clock.advance({ hours: 2 });
  tests += 1;
});

const knownPhone = '13907301111';
const unknownPhone = '13907302222';
const typed = { division: '4306', content: '三号楼的楼道灯坏了三个月，没有人来修。', place: '金鹗小区', name: '', hideName: '1' };
const attack = `"'><img src=x onerror=alert(1)><script>alert(1)</script>`;

const addressOf = (from: number): string => `10.${tests}.${Math.trunc(from / 250)}.${(from % 250) + 1}`;
const visit = async (path: string, init: RequestInit = {}, from = 0) => {
  const response = await fetch(`${app.origin}${path}`, { redirect: 'manual', ...init, headers: { accept: 'text/html', 'x-forwarded-for': addressOf(from), ...init.headers } });
  return { status: response.status, location: response.headers.get('location') ?? '', wait: response.headers.get('retry-after'), html: await response.text() };
};
const send = (path: string, fields: Readonly<Record<string, string>>, from = 0) => visit(path, { method: 'POST', body: new URLSearchParams(fields) }, from);
async function pass(): Promise<string> {
  const found = /name="pass" value="([^"]+)"/.exec((await visit('/opinions/new')).html)?.[1] ?? '';
  clock.advance({ seconds: 20 });
  return found;
}
const file = async (fields: Partial<Record<string, string>> = {}) => send('/opinions/new', { ...typed, pass: await pass(), work: '', website: '', ...fields });
const receipt = async (): Promise<string> => (await file()).location.replace('?new=1', '');
/** How often something was written down for the security administrator in this test. */
const noted = async (method: string): Promise<number> =>
  (await app.admin<{ count: number }>(`SELECT count(*)::int AS count FROM auth_sign_in_attempt WHERE method = $1 AND outcome = 'refused' AND user_id IS NULL AND at > $2::timestamptz - interval '1 hour'`, [method, clock.now()]))[0]?.count ?? 0;

describe('scripts', () => {
  const q = encodeURIComponent(attack);
  it.each([
    ...['/search', '/suggestions', '/motions', '/opinions', '/opinions/statistics', '/deputies', '/stations', '/find', '/articles', '/calls', '/commitments', '/reports'].map((path) => `${path}?q=${q}&division=${q}&page=${q}&topic=${q}&year=${q}&session=${q}&organ=${q}&deputy=${q}&grade=${q}&station=${q}&code=${q}&address=${q}&in=${q}&congress=${q}`),
    `/deputies?division=4306&q=${q}`, `/query?number=${q}&congress=${q}`, `/log?code=${q}`, `/opinions/new?division=${q}&content=${q}&place=${q}&name=${q}&station=${q}&deputy=${q}&pass=${q}`, `/sign-in?next=${q}&problem=${q}`, `/suggestions/feed.xml?q=${q}`,
    `/opinions/feed.xml?q=${q}`, `/s/${q}`, `/d/${q}`, `/o/${q}`, `/f/${q}`, `/b/${q}`, `/opinions/${q}`, `/articles/${q}`, `/text-size?next=${q}`,
  ])('in the address %s are text and nothing else', async (path) => {
    const { status, html } = await visit(path);
    expect(status).toBeLessThan(500);
    expect(html).not.toMatch(/<img src=x|<script>alert/);
  });

  it('in what is asked for a receipt and a phone are text and nothing else', async () => {
    const path = await receipt();
    for (const [form, fields] of [['/opinions/follow', { number: attack, code: attack }], ['/f', { number: attack, code: attack }], [`${path}/phone`, { phone: attack.slice(0, 30) }], [`${path}/code`, { phone: '13907303333', sent: attack.slice(0, 30) }], [`${path}/add`, { content: attack.repeat(60) }]] as const) {
      const { status, html } = await send(form, fields);
      expect([form, status >= 400 && status < 500]).toEqual([form, true]);
      expect(html).not.toMatch(/<img src=x|<script>alert/);
    }
  });

  it('in what staff write are text in the receipt, on the public page, in the feed and in open data, where no cell runs as a formula either', async () => {
    const officer = await app.signIn('abuse.officer');
    const { id, number, secret } = await officer.trpc.opinions.enter.mutate({ content: `=1+1 ${attack}`, place: `=2 ${attack}`.slice(0, 60), name: `<script>alert(7)`.slice(0, 20) });
    await officer.trpc.opinions.answer.mutate({ id, reply: `=3+3 ${attack}` });
    const path = `/o/${number.replaceAll('-', '')}.${secret.replaceAll('-', '')}`;
    const { html: own } = await visit(path);
    expect(own).toContain('=3+3');
    expect(own).not.toMatch(/<img src=x|<script>alert/);
    expect((await send(`${path}/evaluate`, { verdict: 'satisfied' })).status).toBe(303);
    await officer.trpc.opinionPublication.publish.mutate({ opinionId: id, title: `=4 ${attack.slice(3)}`.slice(0, 38), content: `=1+1 ${attack}`, place: `=2 ${attack}`.slice(0, 60), reply: `=3+3 ${attack}` });
    const [row] = await app.admin<{ id: string }>('SELECT id FROM opinion_publication WHERE opinion_id = $1', [id]);
    for (const page of ['/opinions', `/opinions/${row?.id}`, '/opinions/feed.xml', '/search?q=alert']) {
      const { status, html } = await visit(page);
      expect([page, status]).toEqual([page, 200]);
      expect(html, page).not.toMatch(/<img src=x|<script>alert/);
    }
    expect((await visit('/api/v1/open-data/opinions.csv')).html).not.toMatch(/(?:^|,|")=/m);
  });
});

describe('files that are two things at once', () => {
  const sendWith = async (name: string, content: Uint8Array) => {
    const body = new FormData();
    for (const [field, value] of Object.entries({ pass: await pass(), work: '', website: '', ...typed })) body.append(field, value);
    body.append('pictures', new File([Uint8Array.from(content)], name));
    return visit('/opinions/new', { method: 'POST', body });
  };

  it.each<[string, () => Promise<Buffer>]>([
    ['a picture with a page behind it', async () => Buffer.concat([await picture(), Buffer.from('<html><script>alert(1)</script></html>')])],
    ['a picture with a program behind it', async () => Buffer.concat([await picture({ type: 'png' }), Buffer.from('\n*/fetch("//evil.example")/*')])],
    ['a picture with a document behind it', async () => Buffer.concat([await picture(), Buffer.from('%PDF-1.7\n1 0 obj<</JS(app.alert(1))>>endobj\n%%EOF')])],
    ['a picture with an archive behind it', async () => Buffer.concat([await picture({ type: 'webp' }), office('docx')])],
  ])('%s: only the picture is kept, and it is sent as one', async (_what, content) => {
    const { status, location } = await sendWith('photo.jpg', await content());
    expect(status).toBe(303);
    const path = /src="(\/o\/[^"]+\/pictures\/[^"]+)\/small"/.exec((await visit(location)).html)?.[1] ?? '';
    const response = await fetch(`${app.origin}${path}`);
    expect(response.headers.get('content-type')).toMatch(/^image\/(?:jpeg|png|webp)$/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1')).not.toMatch(/<script|evil\.example|%PDF|word\/document\.xml/);
  });

  it.each<[string, string, Buffer]>([
    ['a page under the name of a picture', 'photo.jpg', Buffer.from('<html><script>alert(1)</script></html>')], ['a document under the name of a picture', 'photo.png', Buffer.from('%PDF-1.7\n%%EOF')], ['an archive under the name of a picture', 'photo.webp', office('docx')],
    ['a drawing that runs scripts', 'photo.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ])('%s is refused and written down', async (_what, name, content) => {
    expect((await sendWith(name, content)).status).toBe(415);
    expect(await noted('file')).toBe(1);
  });
});

describe('more than a form asks for', () => {
  it.each<[string, () => Promise<{ status: number; html: string }>]>([
    ['of an opinion', () => file({ state: 'closed', congressId: house.city.congressId })],
    ['of an opinion with pictures', async () => {
      const body = new FormData();
      for (const [field, value] of Object.entries({ pass: await pass(), work: '', website: '', ...typed, state: 'closed' })) body.append(field, value);
      return visit('/opinions/new', { method: 'POST', body });
    }],
    ['behind a receipt', async () => send(`${await receipt()}/evaluate`, { verdict: 'satisfied', state: 'closed' })],
    ['of a bare button', async () => send(`${await receipt()}/forget`, { personId: house.officer.personId })],
    ['of signing in', () => send('/sign-in', { username: 'abuse.officer', password: demoPassword, roles: 'system_administrator' })],
    ['of another system', async () => visit('/api/v1/exchange/cursor', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ sequence: 0, organId: house.city.congressId }) })],
  ])('%s is refused and written down, and nothing was done', async (_what, attempt) => {
    const count = async () => (await app.admin<{ count: number }>('SELECT count(*)::int AS count FROM opinion WHERE satisfaction IS NOT NULL'))[0]?.count;
    const [before, sent] = [await count(), await attempt()];
    expect(sent.status).toBe(400);
    expect(sent.html).toMatch(/不需要的项目（(?:state|congressId|personId|roles|organId)）/);
    expect(await noted('excess')).toBe(1);
    expect(await count()).toBe(before);
  });

  it('of a procedure is refused and written down with whose sign-in it was', async () => {
    const officer = await app.signIn('abuse.officer');
    const response = await officer.fetch('/api/trpc/opinions.enter', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ content: typed.content, place: '', name: '', congressId: house.city.congressId }) });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('common.more_than_asked')]);
    // Written down beside the answer, which does not wait for it.
    await expect.poll(() => app.admin<{ count: number }>(`SELECT count(*)::int AS count FROM auth_sign_in_attempt a JOIN auth_user u ON u.id = a.user_id WHERE a.method = 'excess' AND a.outcome = 'refused' AND u.username = 'abuse.officer'`)).toEqual([{ count: 1 }]);
  });
});

describe('guessing receipts', () => {
  it('is answered alike whatever is wrong, and written down', async () => {
    const [number = ''] = (await receipt()).slice(3).split('.');
    const paths = ['000000000000', 'ZZZZZZZZZZZZ', 'x'].map((code) => `/o/${number}.${code}`);
    const pages = await Promise.all([...paths, '/o/4306260302ZZZZZZ.000000000000', '/o/9999260302ZZZZZZ.000000000000'].map((path) => visit(path)));
    const words = pages.map(({ html }) => /<h1[^>]*>([^<]+)[\s\S]*?回执编号或者查询码不正确/.exec(html)?.[1]);
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(new Set(words)).toEqual(new Set([words[0]]));
    expect(words[0]).toBeTruthy();
    expect(await noted('receipt')).toBe(5);
  });

  it('is slowed for one address, with how long to wait', async () => {
    const answers = [];
    for (let count = 0; count < 32; count += 1) answers.push(await visit(`/o/4306260302ZZZZZZ.${String(count).padStart(12, '0')}`));
    const last = answers.at(-1);
    expect(last?.status).toBe(429);
    expect(Number(last?.wait)).toBeGreaterThan(0);
    expect(last?.html).toContain('访问过于频繁');
    expect(await noted('flood')).toBeGreaterThan(0);
  });

  it.each(['o', 'f', 'b'])('of one number from many addresses is slowed at /%s; its holder is not', async (kind) => {
    const path = await receipt();
    const [number = ''] = kind === 'o' ? path.slice(3).split('.') : ['4306260302ABCDEF'];
    const wrong = (from: number) => visit(`/${kind}/${number}.000000000000`, {}, from);
    for (let from = 1; from <= 20; from += 1) expect((await wrong(from)).status).toBe(404);
    // Who guessed is heard no more, even with another code; who comes anew has one guess.
    expect((await visit(`/${kind}/${number}.111111111111`, {}, 1)).status).toBe(429);
    expect((await wrong(21)).status).toBe(404);
    expect((await wrong(21)).status).toBe(429);
    if (kind === 'o') expect((await visit(path)).status).toBe(200);
    clock.advance({ hours: 1 });
    expect((await wrong(1)).status).toBe(404);
  });
});

describe('asking for phones', () => {
  /** What a page says, without what differs from receipt to receipt. */
  const same = (html: string, phone: string): string => html.replaceAll(phone, '').replaceAll(/<[^>]+>/g, ' ').replaceAll(/[\w-]{12,}/g, '').replaceAll(/\d/g, '');

  it('tells nothing of whether a phone is known: sending, a wrong code, and one already left elsewhere', async () => {
    const [one, two] = [await receipt(), await receipt()];
    const [known, unknown] = [await send(`${one}/phone`, { phone: knownPhone }), await send(`${two}/phone`, { phone: unknownPhone })];
    expect([known.status, unknown.status]).toEqual([200, 200]);
    expect(same(known.html, knownPhone)).toBe(same(unknown.html, unknownPhone));
    const [wrongKnown, wrongUnknown] = [await send(`${one}/code`, { phone: knownPhone, sent: '000000' }), await send(`${two}/code`, { phone: unknownPhone, sent: '000000' })];
    expect([wrongKnown.status, same(wrongKnown.html, knownPhone)]).toEqual([wrongUnknown.status, same(wrongUnknown.html, unknownPhone)]);
    // A number nobody asked a code for is answered like one with a wrong code.
    expect((await send(`${two}/code`, { phone: '13907309999', sent: '000000' })).html).toContain('验证码不正确或者已经过期');
    expect(app.services.smsBox?.messages().length).toBeGreaterThanOrEqual(2);
  });

  it('the door for staff answers a number that is nobody’s like one that is somebody’s', async () => {
    const ask = async (phone: string) => {
      const response = await fetch(`${app.origin}/api/auth/sign-in/sms/send`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': addressOf(1) }, body: JSON.stringify({ phone }) });
      return [response.status, (await response.text()).replace(/"requestId":"[^"]+"/, '')];
    };
    expect(await ask(knownPhone)).toEqual(await ask('13907304444'));
  });

  it('is slowed for a receipt, for a number and for an address, and written down', async () => {
    const path = await receipt();
    const answers = [];
    for (let count = 0; count < 6; count += 1) answers.push((await send(`${path}/phone`, { phone: `1390731000${count}` }, count + 1)).status);
    expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
    const [other, third] = [await receipt(), await receipt()];
    expect((await send(`${other}/phone`, { phone: '13907311111' }, 20)).status).toBe(200);
    const again = await send(`${third}/phone`, { phone: '13907311111' }, 21);
    expect([again.status, Number(again.wait) > 0]).toEqual([429, true]);
    expect(again.html).toMatch(/请在 \d+ 秒后再试/);
    expect(await noted('flood')).toBe(2);
  });
});

describe('gathering what is told of people', () => {
  it.each(['/deputies?division=4306', '/find?q=李', '/search?q=李四&in=deputies', '/stations', '/opinions'])('%s: a reader who is faster than anybody turns pages waits; others do not, nor do those who read slowly', async (path) => {
    const answers = [];
    for (let count = 0; count < 122; count += 1) answers.push(await visit(`${path}${path.includes('?') ? '&' : '?'}page=${count % 3}`));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.html).toContain('访问过于频繁');
    expect(Number(refused[0]?.wait)).toBeGreaterThan(0);
    expect(await noted('flood')).toBeGreaterThan(0);
    expect((await visit(path, {}, 1)).status).toBe(200);
    // The form to speak and the map for search engines stay open to the same address.
    expect((await visit('/opinions/new')).status).toBe(200);
    expect((await visit('/sitemap/people.xml')).status).toBe(200);
    clock.advance({ seconds: 5 });
    expect((await visit(path)).status).toBe(200);
  });
});

it('a form that a program filled in is written down; one that a person sent is not', async () => {
  await file();
  expect(await noted('form')).toBe(0);
  expect((await file({ website: 'http://buy.example' })).status).toBe(400);
  expect(await noted('form')).toBe(1);
});
