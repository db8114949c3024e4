// Bad input through HTTP: whatever is sent, the answer is one clear Chinese message with the right status, nothing of it reaches the
// database half-way, and nothing of the program (stack, SQL, English of a library) reaches the client.
import { hugePicture, zip } from '@smart/files/testing';
import { createAccount } from '@smart/identity/accounts';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import { createHouse, sample, type House, type Someone } from '@smart/suggestions/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoPassword, startTestApp, type TestApp, type TestClient } from '../testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let app: TestApp;
let house: House;
let people: Record<'deputy' | 'officer' | 'clerk' | 'head', TestClient>;

beforeAll(async () => {
  app = await startTestApp({ clock, arrange: async (_services, database) => {
    house = await createHouse(database);
  } });
  const account = async (someone: Someone, username: string) => {
    await house.as(someone, (work) => createAccount(work, { personId: someone.personId, username, password: demoPassword }));
    return app.signIn(username);
  };
  people = { deputy: await account(house.deputy, 'bad.deputy'), officer: await account(house.officer, 'bad.officer'), clerk: await account(house.transportClerk, 'bad.clerk'), head: await account(house.transportHead, 'bad.head') };
});
afterAll(() => app.close());

const refusal = z.object({ error: z.object({ message: z.string(), data: z.object({ code: z.string(), httpStatus: z.number(), requestId: z.string(), fields: z.array(z.object({ path: z.string(), message: z.string() })).optional() }) }) });
type Answer = { status: number; code: string; message: string; fields: string[] };

/** Reads a refusal and sees to it that it has the one shape and says nothing of the inside. */
async function refused(response: Response): Promise<Answer> {
  const text = await response.text();
  expect(text).not.toMatch(/\bat \S+:\d+|SELECT |INSERT |postgres|prisma|node_modules|zod|SyntaxError|TypeError/i);
  const { error } = refusal.parse(JSON.parse(text));
  expect(error.message).toMatch(/[一-鿿]/);
  expect(error.message).toMatch(/。$/);
  expect(error.data.httpStatus).toBe(response.status);
  return { status: response.status, code: error.data.code, message: error.message, fields: error.data.fields?.map((one) => one.path) ?? [] };
}

const post = (client: TestClient, procedure: string, body: string, headers: Record<string, string> = {}) =>
  client.fetch(`/api/trpc/${procedure}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-idempotency-key': newId(), ...headers }, body });
const send = (client: TestClient, procedure: string, input: unknown) => post(client, procedure, JSON.stringify(input));
const ask = (client: TestClient, procedure: string, input: unknown) => client.fetch(`/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`);
const count = async () => (await app.admin<{ n: number }>('SELECT count(*)::int AS n FROM suggestion'))[0]?.n;

describe('a draft that cannot be', () => {
  it.each<[string, object, string, RegExp]>([
    ['a title too long', { title: '长'.repeat(61) }, 'title', /标题不得超过 60 个字/],
    ['a text too long', { background: '长'.repeat(3001) }, 'background', /情况和问题不得超过 3000 个字/],
    ['a number for a text', { proposal: 7 }, 'proposal', /具体建议：应当填写文字/],
    ['a text for a yes or no', { publishConsent: 'true' }, 'publishConsent', /是否同意公开：应当填写是或者否/],
    ['a topic that does not exist', { topic: 'astrology' }, 'topic', /内容分类：只能选择/],
    ['null for a title', { title: null }, 'title', /标题：必须填写/],
    ['a list for a text', { title: ['标题'] }, 'title', /标题：应当填写文字/],
    ['an id that is none', { id: 'not-an-id' }, 'id', /编号不正确/],
    ['an id with SQL in it', { id: "x' OR '1'='1" }, 'id', /编号不正确/],
    ['too many organs', { proposedOrganIds: Array.from({ length: 6 }, newId) }, 'proposedOrganIds', /建议承办单位不超过 5 个/],
    ['an organ that is none', { proposedOrganIds: ['x'] }, 'proposedOrganIds.0', /建议承办单位第 1 项：编号不正确|编号不正确/],
    ['a null character', { title: '标题\0结尾' }, 'title', /空字符/],
    ['half a number', { revision: 1.5 }, 'revision', /草稿版本：/],
    ['a number beyond all numbers', { revision: 1e300 }, 'revision', /草稿版本：/],
  ])('%s', async (_what, input, field, words) => {
    const before = await count();
    const answer = await refused(await send(people.deputy, 'suggestions.saveDraft', input));
    expect(answer).toMatchObject({ status: 400, code: 'common.invalid_input', message: expect.stringMatching(words) });
    expect(answer.fields).toContain(field);
    expect(await count()).toBe(before);
  });

  it.each(Object.entries({ congressId: 'x', leadPersonId: 'x', state: 'closed', number: 1, publishedAt: '2026-01-01', constructor: 'x' }))('a field that does not exist (%s) is refused by name: nobody writes as somebody else, into another congress or state', async (field, value) => {
    const response = await send(people.deputy, 'suggestions.saveDraft', { title: '多余的字段', [field]: value });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(`（${field}）`)]);
    expect(await app.admin(`SELECT 1 FROM suggestion WHERE title = '多余的字段'`)).toEqual([]);
  });

  it('half a character (a lone surrogate) is refused in words or kept as a sign of it, never a fault', async () => {
    const response = await post(people.deputy, 'suggestions.saveDraft', '{"title":"半个字符\\ud83d"}');
    expect(response.status).toBeLessThan(500);
  });
});

describe('a request that is none', () => {
  it.each<[string, string, Record<string, string>, number, string]>([
    ['broken JSON', '{"title": "没有写完', {}, 400, 'common.invalid_input'],
    ['no JSON at all', '标题=关于公交', {}, 400, 'common.invalid_input'],
    ['nothing', '', {}, 400, 'common.invalid_input'],
    ['a bare list', '[]', {}, 400, 'common.invalid_input'],
    ['a number', '42', {}, 400, 'common.invalid_input'],
    ['huge JSON', JSON.stringify({ title: '长'.repeat(200_000) }), {}, 413, 'common.too_large'],
    ['JSON nested without end', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, {}, 400, 'common.invalid_input'],
    ['another kind of content', '<title/>', { 'content-type': 'text/xml' }, 415, 'common.unsupported_media_type'],
    ['an idempotency key that is none', '{}', { 'x-idempotency-key': 'a b' }, 400, 'common.invalid_input'],
    ['an unknown capacity', '{}', { 'x-capacity': newId() }, 403, 'identity.capacity_unknown'],
    ['a capacity that is no id', '{}', { 'x-capacity': "'; DROP TABLE suggestion; --" }, 403, 'identity.capacity_unknown'],
    ['from another site', '{}', { origin: 'https://evil.example' }, 403, 'common.cross_site'],
  ])('%s', async (_what, body, headers, status, code) => {
    const before = await count();
    expect(await refused(await post(people.deputy, 'suggestions.saveDraft', body, headers))).toMatchObject({ status, code });
    expect(await count()).toBe(before);
  });

  it('an address that does not exist, a method that does not fit', async () => {
    expect(await refused(await ask(people.deputy, 'suggestions.nothing', {}))).toMatchObject({ status: 404, code: 'common.not_found' });
    expect((await refused(await ask(people.deputy, 'suggestions.saveDraft', {}))).status).toBe(400);
    expect((await refused(await people.deputy.fetch('/api/trpc/suggestions.list?input=%7Bbroken'))).status).toBe(400);
    expect(await refused(await people.deputy.fetch('/api/nothing'))).toMatchObject({ status: 404 });
  });

  it('the same key for another act is refused, and the first stays as it was', async () => {
    const key = { 'x-idempotency-key': newId() };
    const first = await post(people.deputy, 'suggestions.saveDraft', JSON.stringify({ title: '第一次保存' }), key);
    expect(first.status).toBe(200);
    expect(await refused(await post(people.deputy, 'suggestions.saveDraft', JSON.stringify({ title: '第二次保存' }), key))).toMatchObject({ status: 409, code: 'common.idempotency_mismatch' });
    expect(await app.admin(`SELECT title FROM suggestion WHERE title IN ('第一次保存', '第二次保存')`)).toEqual([{ title: '第一次保存' }]);
  });
});

describe('forged ids', () => {
  it('of another congress, of another kind, of nothing: the same answer, which tells nothing', async () => {
    const foreign = await house.submitted(house.districtDeputy);
    const [organ] = await app.admin<{ id: string }>('SELECT id FROM organ LIMIT 1');
    const answers = await Promise.all([foreign, organ?.id ?? '', newId()].map(async (id) => refused(await ask(people.officer, 'suggestions.detail', { id }))));
    for (const answer of answers) expect(answer).toEqual({ ...answers[2], status: 404, code: 'common.not_found' });
    for (const [procedure, input] of [['suggestions.remind', { id: foreign, text: '请抓紧办理' }], ['suggestions.publish', { id: foreign }], ['suggestions.examine', { id: foreign, decision: 'accept' }]] as const) {
      expect(await refused(await send(people.officer, procedure, input))).toMatchObject({ status: 404 });
    }
  });

  it('somebody else’s picture is not attached to one’s own draft', async () => {
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const { body } = await upload(people.clerk, png, '别人的.png', 'reply');
    const fileId = z.object({ id: z.string() }).parse(body).id;
    expect(await refused(await send(people.deputy, 'suggestions.saveDraft', { title: '借用附件', fileIds: [fileId] }))).toMatchObject({ status: 404, code: 'files.not_found' });
    expect(await app.admin(`SELECT 1 FROM suggestion WHERE title = '借用附件'`)).toEqual([]);
  });
});

async function upload(client: TestClient, content: Buffer, name: string, purpose = 'suggestion'): Promise<{ status: number; body: unknown; response: Response }> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)]), name);
  const response = await client.fetch(`/api/files?purpose=${purpose}`, { method: 'POST', body: form });
  return { status: response.status, body: await response.clone().json(), response };
}

describe('signing in with what is no user name or password', () => {
  const signIn = (body: string, headers: Record<string, string> = {}) => app.anonymous.fetch('/api/auth/sign-in/username', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  it.each<[string, string, number]>([
    ['a null character in the name', JSON.stringify({ username: 'bad\0deputy', password: demoPassword }), 400],
    ['a null character in the password', JSON.stringify({ username: 'bad.deputy', password: 'x\0y' }), 400],
    ['a number', JSON.stringify({ username: 7, password: true }), 400],
    ['an object that wants to be a query', JSON.stringify({ username: { $ne: null }, password: { $ne: null } }), 400],
    ['nothing', '{}', 400],
    ['broken JSON', '{"username":', 400],
    ['a name of a million letters', JSON.stringify({ username: 'x'.repeat(1_000_000), password: 'y' }), 413],
    ['a password of a hundred thousand letters', JSON.stringify({ username: 'bad.deputy', password: 'y'.repeat(100_000) }), 400],
    ['SQL', JSON.stringify({ username: "' OR 1=1 --", password: "' OR 1=1 --" }), 401],
  ])('%s', async (_what, body, status) => {
    const answer = await refused(await signIn(body));
    expect(answer.status).toBe(status);
  });

  it('the old addresses of the sign-in library are not open beside ours', async () => {
    for (const path of ['sign-up/email', 'sign-in/email', 'update-user', 'delete-user', 'change-email', 'forget-password', 'list-sessions']) {
      const response = await app.anonymous.fetch(`/api/auth/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'a@b.cn', password: demoPassword, name: 'x' }) });
      expect([path, response.status]).toEqual([path, 404]);
    }
  });
});

describe('addresses that make no sense', () => {
  it.each([
    '/api/v1/suggestions?limit=abc', '/api/v1/suggestions?limit=-1', '/api/v1/suggestions?offset=99999999999999999999', '/api/v1/suggestions?year=0', '/api/v1/suggestions?division=%27', '/api/v1/suggestions?topic=x',
    '/api/v1/suggestions/not-an-id', '/api/v1/receipts/%E0%A4%A', '/api/v1/log-anchors?before=2026-13-45', '/api/v1/congresses?within=430602100999', '/api/v1/nothing', '/api/v1/suggestions?q=%00',
    '/api/files/not-an-id', '/api/files/..%2f..%2fetc%2fpasswd', '/api/public/files/x', '/api/suggestions/x/replies/y.pdf',
  ])('%s', async (path) => {
    const answer = await refused(await people.deputy.fetch(path));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it.each(['/suggestions?page=abc', '/suggestions?page=-1', '/suggestions?page=999999999999', '/suggestions?year=99999999999', '/suggestions?q=%E0%A4%A', '/suggestions?q[]=a&q[]=b', `/suggestions?q=${'x'.repeat(5000)}`, '/suggestions/x', '/log?before=x', '/log?code=%27', '/log?code[]=1', '/nothing', '/deputy/../../../etc/passwd', '/deputy/%2e%2e%2f%2e%2e%2fpackage.json', '/office/%00'])(
    'a page: %s',
    async (path) => {
      const response = await app.anonymous.fetch(path, { headers: { accept: 'text/html' }, redirect: 'manual' });
      const text = await response.text();
      expect([path, response.status < 500]).toEqual([path, true]);
      expect(text).not.toMatch(/\bat \S+:\d+:\d+|node_modules|root:x:0|"dependencies"/);
    },
  );
});

describe('files', () => {
  const zeros = Buffer.alloc(50_000_000);
  it.each<[string, string, () => Buffer, number, string]>([
    ['a program behind the name of a picture', '现场.png', () => Buffer.from('MZ\u0090\u0000 this program cannot be run'), 415, 'files.type_mismatch'],
    ['a page with a script behind the name of a PDF', '材料.pdf', () => Buffer.from('<html><script>alert(1)</script></html>'), 415, 'files.type_mismatch'],
    ['a drawing that can run scripts', '图.svg', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 415, 'files.type_refused'],
    ['a program by its name', '安装.exe', () => Buffer.from('MZ'), 415, 'files.type_refused'],
    ['nothing', '空.txt', () => Buffer.alloc(0), 400, 'files.empty'],
    ['a zip bomb as a document', '炸弹.docx', () => zip([{ name: '[Content_Types].xml', content: Buffer.from('<Types/>') }, { name: 'word/document.xml', content: zeros }]), 413, 'files.bomb'],
    ['a picture of 60000 × 60000', '大图.png', () => hugePicture(60_000, 60_000), 413, 'files.bomb'],
    ['more than is allowed', '大.txt', () => Buffer.alloc(60_000_000, 'a'), 413, 'files.too_large'],
  ])('%s', async (_what, name, content, status, code) => {
    const { response } = await upload(people.deputy, content(), name);
    const answer = await refused(response);
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  it('a name that wants to leave its folder, or to break a header, becomes a plain name', async () => {
    const { status, body } = await upload(people.deputy, Buffer.from('情况说明'), '../../etc/passwd"\r\nx: y.txt');
    expect(status).toBe(201);
    const { id, name } = z.object({ id: z.string(), name: z.string() }).parse(body);
    expect(name).not.toMatch(/[/\\\r\n]|\.\./);
    const fetched = await people.deputy.fetch(`/api/files/${id}`);
    expect([fetched.status, fetched.headers.get('x')]).toEqual([200, null]);
    expect(fetched.headers.get('content-disposition')).toMatch(/^attachment/);
  });
});

describe('script in a text', () => {
  const script = '<script>alert("公交")</script><img src=x onerror=alert(1)>';
  it('is kept as it was written, and never leaves as a page', async () => {
    const title = `关于公交的建议${script}`.slice(0, 60);
    const { id } = await people.deputy.trpc.suggestions.saveDraft.mutate({ ...sample, title, background: `${sample.background}${script}`, researched: true, publishConsent: true });
    await people.deputy.trpc.suggestions.submit.mutate({ id });
    await people.officer.trpc.suggestions.examine.mutate({ id, decision: 'accept' });
    await people.officer.trpc.suggestions.publish.mutate({ id });
    expect(await people.deputy.trpc.suggestions.detail.query({ id })).toMatchObject({ title, background: `${sample.background}${script}` });
    const json = await app.anonymous.fetch(`/api/v1/suggestions/${id}`);
    expect([json.headers.get('content-type'), json.headers.get('x-content-type-options')]).toEqual([expect.stringContaining('application/json'), 'nosniff']);
    const page = await app.anonymous.fetch(`/suggestions/${id}`, { headers: { accept: 'text/html' } });
    const html = await page.text();
    if (page.status === 200) expect(html).toContain('&lt;script&gt;alert(');
    expect(html).not.toContain('<script>alert(');
    expect(html).not.toContain('<img src=x');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  it('in a search and in an address is words and nothing else', async () => {
    expect(await people.deputy.trpc.suggestions.list.query({ q: script })).toMatchObject({ rows: expect.any(Array) });
    for (const q of ["' OR 1=1 --", '%_\\', '!!!', '&|!():*', '\'; DROP TABLE suggestion; --', '😀']) expect((await ask(people.deputy, 'suggestions.list', { q })).status, q).toBe(200);
    const page = await app.anonymous.fetch(`/suggestions?q=${encodeURIComponent(script)}`, { headers: { accept: 'text/html' } });
    expect(await page.text()).not.toContain('<script>alert(');
  });
});

describe('a sign-in', () => {
  it('that ended, that was forged, that never was: 401 and what to do', async () => {
    const signed = /smart\.session_token=([^.;]+)\.([^;]+)/.exec(people.deputy.cookie);
    const [, token = '', signature = ''] = signed ?? [];
    expect(signature.length).toBeGreaterThan(20);
    for (const value of [`${token}.AAAA`, token, `${token}.`, `${token.slice(1)}x.${signature}`, `.${signature}`, '%E0%A4%A', 'null.null']) {
      const forged = await fetch(`${app.origin}/api/trpc/session.me`, { headers: { cookie: `smart.session_token=${value}` } });
      expect(await refused(forged), value).toMatchObject({ status: 401 });
    }
    expect(await refused(await ask(app.anonymous, 'session.me', {}))).toMatchObject({ status: 401, code: 'common.unauthenticated' });
    await house.as(house.otherDeputy, (work) => createAccount(work, { personId: house.otherDeputy.personId, username: 'bad.sleeper', password: demoPassword }));
    const sleeper = await app.signIn('bad.sleeper');
    expect((await ask(sleeper, 'session.me', {})).status).toBe(200);
    clock.advance({ days: 30 });
    expect(await refused(await ask(sleeper, 'session.me', {}))).toMatchObject({ status: 401, code: 'identity.session_expired', message: expect.stringContaining('重新登录') });
    expect(await refused(await send(sleeper, 'suggestions.saveDraft', { title: '过期以后' }))).toMatchObject({ status: 401, code: 'identity.session_expired' });
    clock.advance({ days: -30 });
  });
});
