// Personal data do not leave: a phone number, an identity card and an address are planted in a running server, everything is done with them
// that people do, right and wrong, and then every answer, the whole log at its most talkative, every table, every page that the public can
// reach, every file and feed that is given out, and every message sent are searched for them.
import { Readable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import { extractFileText } from '@smart/files/text';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, endPrograms, readyServer, removeFolders, runProgram, type Run } from '../process-testing.ts';
import { demoPassword } from '../testing.ts';

const phone = '13987650123';
const otherPhone = '13987650124';
const idCard = '430602197001017777';
const address = '岳阳楼区植标路七十七号';
const otherCard = '430602197001017785';
const markers = [phone, otherPhone, idCard, otherCard, address, '植标路'];

let run: Run;
let origin: string;
let databaseUrl: string;
const folder = dataFolder();
const answers: { path: string; text: string }[] = [];

beforeAll(async () => {
  run = runProgram('main', { environment: { DATA_DIR: folder, DEMO: '1', LOG_LEVEL: 'trace', RATE_FACTOR: '1000' } });
  origin = await readyServer(run);
  const asked = runProgram('smart', { args: ['database-url'], environment: { DATA_DIR: folder } });
  await asked.ended;
  databaseUrl = asked.output().trim();
}, 180_000);
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

/** The words of whatever is at an address: of pages as they are, of documents and sheets what stands in them. */
async function textOf(path: string, cookie = ''): Promise<string> {
  const response = await fetch(`${origin}${path}`, { redirect: 'manual', headers: { cookie } });
  const bytes = Buffer.from(await response.arrayBuffer());
  const head = `${response.status} ${[...response.headers].map(([name, value]) => `${name}: ${value}`).join(' ')}`;
  const type = response.headers.get('content-type') ?? '';
  if (type.endsWith('pdf')) {
    const read = await extractFileText({ read: async () => Readable.from([bytes]) }, { sha256: '', mediaType: 'application/pdf' });
    return `${head} ${read.state === 'done' ? read.text : ''}`;
  }
  return `${head} ${/openxmlformats/.test(type) ? unzipped(bytes) : bytes.toString()}`;
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

const found = (text: string): string[] => markers.filter((marker) => text.includes(marker));

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

  it('stand in no page, feed or file that is given out, in no address and no message', async () => {
    // A deputy whose suggestions are all over the place gets the marked number.
    const deputy = await signInCookie('deputy.cosigner', demoPassword);
    const deputyId = /"person":\{"id":"([^"]+)"/.exec(await textOf('/api/trpc/session.me?input={}', deputy))?.[1] ?? '';
    const admin = await signIn('admin.system');
    expect((await admin('people.update', { id: deputyId, phone, idCard: otherCard, address })).status).toBe(200);
    const left = new Map<string, string>();
    await walk(['/', '/suggestions', '/suggestions/feed.xml', '/sitemap.xml', '/motions', '/commitments', '/commitments.csv', '/ranking', '/votes', '/calls', '/reports', '/stations', '/articles', '/articles/feed.xml', '/open-data', '/log',
      '/api/v1/suggestions', '/api/v1/open-data/suggestions.csv', '/api/v1/open-data/suggestions.json', '/demo/messages', '/api/demo/messages', '/api/demo/accounts'], left);
    expect(left.size).toBeGreaterThan(60);
    for (const username of ['deputy.cosigner', 'city.office', 'city.government', 'city.transport.clerk']) {
      const cookie = await signInCookie(username, demoPassword);
      for (const path of ['/api/assignment-list.xlsx', '/api/assignment-list.docx', '/api/assignment-list.pdf']) left.set(`${path} ${username}`, await textOf(path, cookie));
    }
    expect([...left].filter(([path, text]) => found(path).length > 0 || found(text).length > 0).map(([path]) => path)).toEqual([]);
  }, 300_000);

  it('stand in no log, though it tells all it can', () => {
    const log = run.output() + run.errors();
    expect(log).toContain('people.create'); // it does tell
    expect(found(log)).toEqual([]);
  });

  it('stand in no table and no queue in clear', async () => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`);
    const told: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query(`SELECT 1 FROM ${name} t WHERE ${markers.map((_, at) => `t::text LIKE '%' || $${at + 1} || '%'`).join(' OR ')} LIMIT 1`, markers);
      if (rows.length > 0) told.push(name);
    }
    await client.end();
    expect(tables.length).toBeGreaterThan(50);
    expect(told).toEqual([]);
  });
});
