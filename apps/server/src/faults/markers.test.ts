// Personal data do not leave: a phone number, an identity card and an address are planted in a running server, everything is done with them
// that people do, right and wrong, and then every answer, the whole log at its most talkative, every table, every page that the public can
// reach, every message sent, and the lists, matters, letters, reports, feeds and import files that are given out are searched for them.
import { Readable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import { extractFileText, textLimits } from '@smart/files/text';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { dataFolder, endPrograms, readyServer, removeFolders, runProgram, type Run } from '../process-testing.ts';
import { demoPassword } from '../testing.ts';

const phone = '13987650123';
const otherPhone = '13987650124';
const idCard = '430602197001017777';
const address = '岳阳楼区植标路七十七号';
const markers = [phone, otherPhone, idCard, address, '植标路'];

/** People of the demonstration who stand behind its documents: a lead deputy, a co-signer, and who writes and signs replies. */
const marked = [
  { username: 'deputy.city', phone: '13987650125', idCard: '430602197102038884', address: '岳阳楼区植标路七十八号' },
  { username: 'deputy.cosigner', phone: '13987650126', idCard: '430602197203049996', address: '岳阳楼区植标路七十九号' },
  { username: 'city.transport', phone: '13987650127', idCard: '430602197304051112', address: '岳阳楼区植标路八十号' },
] as const;
/** What an import file brings: a row that is taken and one that is refused for its identity card. */
const imported = { phone: '13987650129', idCard: '430602197001017785', address: '岳阳楼区植标路八十二号' };
const refused = { phone: '13987650130', idCard: '430602197001017786', address: '岳阳楼区植标路八十三号' };
markers.push(...[...marked, imported, refused].flatMap((one) => [one.phone, one.idCard, one.address]));

let run: Run;
let origin: string;
let databaseUrl: string;
const folder = dataFolder();
const answers: { path: string; text: string }[] = [];

beforeAll(async () => {
  run = runProgram('main', { environment: { DATA_DIR: folder, DEMO: '1', LOG_LEVEL: 'trace', RATE_FACTOR: '1000' } });
  origin = await readyServer(run, 300);
  const asked = runProgram('smart', { args: ['database-url'], environment: { DATA_DIR: folder } });
  await asked.ended;
  databaseUrl = asked.output().trim();
}, 400_000);
afterAll(async () => {
  await endPrograms();
  removeFolders();
});

type Caller = (path: string, input?: unknown, query?: boolean) => Promise<{ status: number; text: string }>;

/** Somebody who keeps every answer. */
async function signIn(username: string): Promise<Caller> {
  const cookie = await signInCookie(username, demoPassword);
  return async (path, input = {}, query = false) => {
    const address = `${origin}/api/trpc/${path}`;
    const response = query
      ? await fetch(`${address}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: { cookie } })
      : await fetch(address, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(input) });
    const text = await response.text();
    answers.push({ path, text });
    return { status: response.status, text };
  };
}

async function signInCookie(username: string, password: string): Promise<string> {
  const response = await fetch(`${origin}/api/auth/sign-in/username`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password }) });
  answers.push({ path: 'sign-in', text: await response.text() });
  return response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
}

/** The words of whatever is at an address, behind its status and head: of pages as they are, of documents and sheets what stands in them. */
async function textOf(path: string, cookie = ''): Promise<string> {
  const response = await fetch(`${origin}${path}`, { redirect: 'manual', headers: { cookie } });
  const bytes = Buffer.from(await response.arrayBuffer());
  const head = `${response.status} ${[...response.headers].map(([name, value]) => `${name}: ${value}`).join(' ')}`;
  const type = response.headers.get('content-type') ?? '';
  if (type.endsWith('pdf')) {
    const read = await extractFileText({ read: async () => Readable.from([bytes]) }, { sha256: '', mediaType: 'application/pdf' });
    if (read.state !== 'done' || read.text.length >= textLimits.characters) throw new Error(`${path} was not read to its end: ${read.state}`);
    return `${head}\n${read.text}`;
  }
  return `${head}\n${/openxmlformats/.test(type) ? unzipped(bytes) : bytes.toString()}`;
}

/** What a document says that somebody is given indeed; `words` stand in it. */
async function documentOf(path: string, cookie: string, words: string): Promise<string> {
  const text = await textOf(path, cookie);
  expect(text.slice(0, 4), `${path} ${text.slice(0, 300)}`).toBe('200 ');
  expect(text.slice(text.indexOf('\n')), path).toContain(words);
  return text;
}

/** The texts in a DOCX or XLSX: its parts, one after the other, by the directory at its end. */
function unzipped(zip: Buffer): string {
  const parts: string[] = [];
  let at = zip.readUInt32LE(zip.lastIndexOf(Buffer.from('PK\u0005\u0006')) + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [method, size, name, extra, comment, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(from, from + size);
    parts.push((method === 0 ? packed : inflateRawSync(packed)).toString().replaceAll(/<[^>]+>/g, ''));
    at += 46 + name + extra + comment;
  }
  return parts.join('\n');
}

const PAGES = 250;

/** Opens addresses of this server, and what their pages lead to, as anybody may. */
async function walk(from: readonly string[], seen: Map<string, string>): Promise<void> {
  const waiting = [...from];
  for (let path = waiting.shift(); path !== undefined && seen.size < PAGES; path = waiting.shift()) {
    if (seen.has(path)) continue;
    const text = await textOf(path);
    seen.set(path, text);
    const links = [...text.matchAll(/(?:href|action)="([^"#]+)|<link>([^<]+)</g)].map(([, link = '', feed = '']) => link || feed);
    const own = links.map((link) => link.replaceAll('&amp;', '&').replace(origin, '')).filter((link) => /^\/(?!\/)/.test(link) && !/^\/(assets|deputy|office|sign-in|text-size|contrast)/.test(link));
    // Lists first: every kind of page is met before the hundredth suggestion.
    waiting.push(...own.filter((link) => !seen.has(link)).toSorted((one, other) => Number(/[0-9a-f-]{36}/.test(one)) - Number(/[0-9a-f-]{36}/.test(other))));
  }
}

/** What a procedure answered. */
const answered = z.object({ result: z.object({ data: z.unknown() }) });
function dataOf<T>({ status, text }: { status: number; text: string }, schema: z.ZodType<T>): T {
  expect(status, text.slice(0, 300)).toBe(200);
  return schema.parse(answered.parse(JSON.parse(text)).result.data);
}
const withId = z.object({ id: z.string() });

const found = (text: string): string[] => markers.filter((marker) => text.includes(marker));
/** The addresses that say a marker, themselves or in what they answer. */
const markedIn = (left: ReadonlyMap<string, string>): string[] => [...left].filter(([path, text]) => found(path).length > 0 || found(text).length > 0).map(([path]) => path);

async function rowsOf<T extends pg.QueryResultRow>(sql: string, values: readonly string[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<T>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

describe('personal data planted in a running server', () => {
  it('are used in every way people use them', async () => {
    const admin = await signIn('admin.system');
    const created = await admin('people.create', { name: '植标某', phone, idCard, address });
    expect(created.status, created.text).toBe(200);
    const id = /"id":"([^"]+)"/.exec(created.text)?.[1] ?? '';
    // wrong in every field, taken by somebody else, too long, not text
    for (const wrong of [{ phone: `${phone}9` }, { idCard: `${idCard.slice(0, 17)}1` }, { address: address.repeat(30) }, { phone: [phone] }, { phone: { $ne: phone } }]) {
      expect((await admin('people.create', { name: '植标乙', ...wrong })).status).toBe(400);
    }
    expect((await admin('people.create', { name: '植标丙', phone })).status).toBe(409);
    expect((await admin('people.create', { name: '植标丁', idCard })).status).toBe(409);
    expect((await admin('people.findByPhone', { phone })).status).toBe(200);
    expect((await admin('people.update', { id, phone: otherPhone })).status).toBe(200);
    expect((await admin('people.list', { text: '植标' }, true)).text).toContain('139****0124');
    await admin('people.list', { text: phone }, true); // typed into the search box
    expect((await admin('people.showPhone', { personId: id, purpose: '看' })).status).toBe(400);
    const made = await admin('people.createAccount', { personId: id, username: 'marker.person' });
    expect(made.status, made.text).toBe(200);
    for (const name of [phone, otherPhone, idCard]) await signInCookie(name, 'Wrong-2026-Password');
    await fetch(`${origin}/sign-in`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ username: otherPhone, password: 'wrong', next: '' }) });
    const audit = await signIn('admin.audit');
    await audit('personal.looks', {}, true);
    await audit('log.acts', { limit: 100, offset: 0 }, true);
  });

  it('are seen by whoever says what for, and nowhere else in an answer', async () => {
    expect(answers.filter(({ text }) => found(text).length > 0)).toEqual([]);
    const admin = await signIn('admin.system');
    const listed = await admin('people.list', { text: '植标' }, true);
    const id = /"id":"([^"]+)"/.exec(listed.text)?.[1] ?? '';
    expect(found((await admin('personal.show', { personId: id, field: 'address', purpose: '邮寄代表证件' })).text)).toEqual([address, '植标路']);
    expect(found((await admin('personal.show', { personId: id, field: 'id_card', purpose: '核对代表资格' })).text)).toEqual([idCard]);
  });

  it('stand in no page, feed or list that is given out, in no address and no message', async () => {
    const admin = await signIn('admin.system');
    for (const { username, ...personal } of marked) {
      const me = await textOf('/api/trpc/session.me?input={}', await signInCookie(username, demoPassword));
      dataOf(await admin('people.update', { id: /"person":\{"id":"([^"]+)"/.exec(me)?.[1] ?? '', ...personal }), z.unknown());
    }
    const left = new Map<string, string>();
    await walk(['/', '/suggestions', '/suggestions/feed.xml', '/sitemap.xml', '/motions', '/commitments', '/commitments.csv', '/ranking', '/votes', '/calls', '/reports', '/stations', '/articles', '/articles/feed.xml', '/open-data', '/log',
      '/api/v1/suggestions', '/api/v1/open-data/suggestions.csv', '/api/v1/open-data/suggestions.json', '/demo/messages', '/api/demo/messages', '/api/demo/accounts'], left);
    expect(left.size).toBeGreaterThan(60);
    for (const username of ['deputy.cosigner', 'city.office', 'city.government', 'city.transport.clerk']) {
      const cookie = await signInCookie(username, demoPassword);
      for (const list of ['assignment-list', 'key-list']) for (const format of ['xlsx', 'docx', 'pdf']) left.set(`/api/${list}.${format} ${username}`, await textOf(`/api/${list}.${format}`, cookie));
    }
    for (const format of ['xlsx', 'docx', 'pdf']) expect(left.get(`/api/assignment-list.${format} city.office`)).toMatch(/^200 [^\n]*\n[^]*建议/);
    expect(markedIn(left)).toEqual([]);
  }, 300_000);

  it('stand in no matter, no official letter and no report, though the names of these people do', async () => {
    const left = new Map<string, string>();
    const keep = async (path: string, cookie: string, words: string): Promise<string> => {
      const text = await documentOf(path, cookie, words);
      left.set(`${path} ${left.size}`, text);
      return text;
    };
    const office = await signIn('city.office');
    const cookie = await signInCookie('city.office', demoPassword);
    const people = await Promise.all(marked.map(async ({ username }) => {
      const own = await signInCookie(username, demoPassword);
      const [, me = '{}'] = (await textOf('/api/trpc/session.me?input={}', own)).split('\n');
      const { person, capacities } = dataOf({ status: 200, text: me }, z.object({ person: z.object({ name: z.string() }), capacities: z.array(z.object({ id: z.string(), congressName: z.string() })) }));
      return { username, own, name: person.name, capacity: capacities.find(({ congressName }) => congressName.startsWith('岳阳市'))?.id ?? '', matters: 0 };
    }));
    for (let offset = 0; people.some(({ matters }) => matters < 3); offset += 100) {
      const { rows, hasMore } = dataOf(await office('suggestions.list', { limit: 100, offset }, true), z.object({ rows: z.array(withId), hasMore: z.boolean() }));
      for (const { id } of rows) {
        const one = dataOf(await office('suggestions.detail', { id }, true), z.looseObject({ replies: z.array(z.object({ id: z.string(), state: z.string() })) }));
        const reply = one.replies.find(({ state }) => state === 'signed');
        for (const who of people) {
          if (!reply || who.matters === 3 || !JSON.stringify(one).includes(who.name)) continue;
          who.matters += 1;
          for (const [as, query] of [[cookie, ''], [who.own, `?capacity=${who.capacity}`]] as const) {
            expect(await keep(`/api/suggestions/${id}/matter.pdf${query}`, as, '建议正文'), who.username).toContain(who.name);
            for (const format of ['docx', 'pdf']) await keep(`/api/suggestions/${id}/replies/${reply.id}.${format}${query}`, as, '建议');
          }
          left.set(`/api/public/suggestions/${id}.pdf`, await textOf(`/api/public/suggestions/${id}.pdf`));
        }
      }
      if (!hasMore) break;
    }
    for (const { username, matters } of people) expect(matters, username).toBeGreaterThan(0);
    expect([...left].filter(([path, text]) => path.startsWith('/api/public/') && text.startsWith('200 ')).length).toBeGreaterThan(0);

    const today = new Date(Date.now() + 8 * 3_600_000).toISOString();
    const report = dataOf(await office('reports.generate', { year: Number(today.slice(0, 4)) }), withId);
    await keep(`/api/reports/${report.id}.docx`, cookie, '建议');
    await keep('/api/opinions/statistics.xlsx', cookie, '满意率');
    await keep('/api/opinions/statistics.csv', cookie, '满意率');
    await keep(`/api/opinions/digest/${today.slice(0, 7)}.docx`, cookie, '群众意见');
    expect(markedIn(left)).toEqual([]);
  }, 300_000);

  it('go from an import file to whoever uploaded it, and to nobody else', async () => {
    const admin = await signIn('admin.system');
    const cookie = await signInCookie('admin.system', demoPassword);
    const [organ] = await rowsOf<{ name: string }>("SELECT o.name FROM organ o JOIN congress c ON c.id = o.congress_id WHERE c.division_code = '4306' AND o.kind = 'department' AND o.abolished_on IS NULL LIMIT 1");
    const line = (name: string, one: typeof imported): string => [organ?.name, name, one.phone, one.idCard, one.address, '科员', '承办单位经办人', '2026年1月5日'].join(',');
    const sheet = ['机构,姓名,手机号,身份证号码,住址,职务,职责,任职日期', line('植标进', imported), line('植标退', refused)].join('\r\n');
    const form = new FormData();
    form.append('file', new Blob([`\uFEFF${sheet}`]), '工作人员.csv');
    const sent = await fetch(`${origin}/api/files?purpose=import`, { method: 'POST', body: form, headers: { cookie } });
    const { id: fileId } = withId.parse(await sent.json());
    const { id } = dataOf(await admin('imports.start', { kind: 'staff', fileId }), withId);
    const stateOf = async (): Promise<string> => dataOf(await admin('imports.show', { id }, true), z.object({ batch: z.object({ state: z.string() }).loose() }).loose()).batch.state;
    const waitFor = (state: string) => vi.waitFor(async () => expect(await stateOf()).toBe(state), { timeout: 60_000, interval: 500 });
    await waitFor('previewed');
    const shown = await admin('imports.rows', { id }, true);
    expect(shown.text).toContain('植标退');
    expect(found(shown.text)).toEqual([]);

    // What was refused goes back to be corrected, with its personal data, to the uploader alone.
    const sheetIn = z.object({ content: z.base64() });
    const back = unzipped(Buffer.from(dataOf(await admin('imports.faulty', { id }, true), sheetIn).content, 'base64'));
    expect(found(back)).toEqual(expect.arrayContaining([refused.phone, refused.idCard, refused.address]));
    expect(found(back)).not.toContain(imported.phone);
    expect(found(await textOf(`/api/files/${fileId}`, cookie))).not.toEqual([]);
    for (const username of ['', 'city.office', 'city.transport', 'deputy.city', 'admin.audit', 'admin.security']) {
      const other = username === '' ? '' : await signInCookie(username, demoPassword);
      for (const path of [`/api/files/${fileId}`, `/api/public/files/${fileId}`, `/api/trpc/imports.faulty?input=${encodeURIComponent(JSON.stringify({ id }))}`, `/api/trpc/imports.rows?input=${encodeURIComponent(JSON.stringify({ id }))}`]) {
        const text = await textOf(path, other);
        expect(text.slice(0, 2), `${path} ${username}`).toBe('40');
        expect(found(text), `${path} ${username}`).toEqual([]);
      }
    }

    dataOf(await admin('imports.accounts', { id, way: 'password' }), z.unknown());
    dataOf(await admin('imports.run', { id, validOnly: true }), z.unknown());
    await waitFor('done');
    const handed = unzipped(Buffer.from(dataOf(await admin('imports.passwords', { id }), sheetIn).content, 'base64'));
    expect(handed).toContain('植标进');
    const template = unzipped(Buffer.from(dataOf(await admin('imports.template', { kind: 'staff' }, true), sheetIn).content, 'base64'));
    expect(template).toContain(organ?.name);
    expect([found(handed), found(template), found((await admin('imports.rows', { id }, true)).text), found((await admin('imports.list', {}, true)).text)]).toEqual([[], [], [], []]);
  }, 300_000);

  it('stand in no log, though it tells all it can', () => {
    const log = run.output() + run.errors();
    expect(log).toContain('people.create'); // it does tell
    expect(found(log)).toEqual([]);
  });

  it('stand in no table and no queue in clear', async () => {
    const tables = await rowsOf<{ name: string }>(`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`);
    const told: string[] = [];
    for (const { name } of tables) {
      const rows = await rowsOf(`SELECT 1 FROM ${name} t WHERE ${markers.map((_, at) => `t::text LIKE '%' || $${at + 1} || '%'`).join(' OR ')} LIMIT 1`, markers);
      if (rows.length > 0) told.push(name);
    }
    expect(tables.length).toBeGreaterThan(50);
    expect(told).toEqual([]);
  });
});
