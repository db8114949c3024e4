import { connect } from 'node:net';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { UnitSettings } from '@smart/database/unit-of-work';
import { createCalendar } from '@smart/kernel/calendar';
import { fixedClock } from '@smart/kernel/clock';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { type Work, workOn } from '@smart/workflow/work';
import { fastify, type FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesRoutes } from './http.ts';
import { attach, detachAll, filesOfMatter, receiveUpload, setAttachments } from './service.ts';
import { sweepOrphans } from './sweep.ts';
import { pdf, picture, temporaryStore } from './testing.ts';
import { limits } from './types.ts';

const CITY = newId();
const DISTRICT = newId();
const people = { li: newId(), wang: newId(), zhao: newId(), many: newId() };
const congressOf: Record<keyof typeof people, string> = { li: CITY, wang: CITY, zhao: DISTRICT, many: CITY };
const clock = fixedClock('2026-05-08T10:00:00+08:00');

let database: TestDatabase;
let home: Awaited<ReturnType<typeof temporaryStore>>;
let app: FastifyInstance;
let origin: string;
/** What `mayRead` was asked and what it answers: files of these subjects may be read by these people. */
const readers = new Map<string, readonly (keyof typeof people)[]>();

function run<T>(settings: UnitSettings, work: (work: Work) => Promise<T>, options?: { readOnly?: boolean }): Promise<T> {
  const world = { clock, calendar: createCalendar({ years: [] }), parameter: async () => undefined, requestId: 'test' };
  return database.units.unitOfWork(settings, (unit) => work(workOn(unit, world)), options);
}
const as = <T>(who: keyof typeof people, work: (work: Work) => Promise<T>) => run({ role: 'smart_app', 'app.congress': congressOf[who], 'app.person': people[who] }, work);

const isPerson = (name: unknown): name is keyof typeof people => typeof name === 'string' && name in people;

beforeAll(async () => {
  database = await createTestDatabase();
  home = await temporaryStore();
  app = fastify({ bodyLimit: 256 * 1024 });
  app.setErrorHandler((error, _request, reply) => {
    if (isDomainError(error)) return reply.code(error.http).send({ code: error.code, message: error.message });
    return reply.code(error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500).send({ code: String(error) });
  });
  await filesRoutes(app, {
    store: home.store,
    resolve: async (request) => {
      const name = request.headers['x-person'];
      if (!isPerson(name)) throw new DomainError('common.unauthenticated');
      const settings: UnitSettings = { role: 'smart_app', 'app.congress': congressOf[name], 'app.person': people[name] };
      return { capacity: name, congressId: congressOf[name], person: { id: people[name], label: name }, run: (work, options) => run(settings, work, options) };
    },
    mayRead: async (_work, capacity, file) => readers.get(file.subjectId ?? '')?.includes(capacity) ?? false,
    runPublic: () => (work, options) => run({ role: 'smart_reader' }, work, options),
  });
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await app.close();
  await database.close();
  await home.remove();
});

type Sent = { status: number; id: string; code: string; message: string; name: string };

async function send(who: keyof typeof people | undefined, name: string, content: Uint8Array, purpose = 'suggestion'): Promise<Sent> {
  const form = new FormData();
  form.set('file', new Blob([Buffer.from(content)]), name);
  const response = await fetch(`${origin}/api/files?purpose=${purpose}`, { method: 'POST', body: form, headers: who ? { 'x-person': who } : {} });
  const { id = '', code = '', message = '', name: kept = '' } = (await response.json()) as Partial<Sent>;
  return { status: response.status, id, code, message, name: kept };
}

const get = (who: keyof typeof people | undefined, path: string, headers: Record<string, string> = {}) =>
  fetch(`${origin}${path}`, { headers: { ...headers, ...(who ? { 'x-person': who } : {}) } });
const status = async (who: keyof typeof people | undefined, path: string) => (await get(who, path)).status;

describe('sending and fetching a file', () => {
  it('goes through, with the Chinese name and safe headers', async () => {
    const sent = await send('li', '加装电梯 方案（龘）.pdf', pdf());
    expect(sent).toMatchObject({ status: 201, name: '加装电梯 方案（龘）.pdf' });
    const response = await get('li', `/api/files/${sent.id}`);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(pdf());
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf().length),
      'content-disposition': `attachment; filename="____ _____.pdf"; filename*=UTF-8''${encodeURIComponent('加装电梯 方案（龘）.pdf')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': 'private, no-cache',
    });
    const etag = response.headers.get('etag') ?? '';
    expect((await get('li', `/api/files/${sent.id}`, { 'if-none-match': etag })).status).toBe(304);
    expect((await get('li', `/api/files/${sent.id}?inline=1`)).headers.get('content-disposition')).toMatch(/^inline;/);
  });

  it('never shows a text or office document in the browser', async () => {
    const { id } = await send('li', '说明.txt', Buffer.from('正文'));
    expect((await get('li', `/api/files/${id}?inline=1`)).headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  it('makes a preview of pictures only', async () => {
    const { id } = await send('li', '照片.jpg', await picture({ width: 1200, height: 600 }));
    for (let time = 0; time < 2; time++) {
      const preview = await get('li', `/api/files/${id}/thumbnail`);
      expect(preview.headers.get('content-type')).toBe('image/webp');
      const { width, height } = await sharp(Buffer.from(await preview.arrayBuffer())).metadata();
      expect({ width, height }).toEqual({ width: 480, height: 240 });
    }
    const document = await send('li', '方案.pdf', pdf());
    expect(await status('li', `/api/files/${document.id}/thumbnail`)).toBe(404);
  });

  it('stores the same content once', async () => {
    const [first, second] = [await send('li', 'a.txt', Buffer.from('同一内容')), await send('zhao', 'b.txt', Buffer.from('同一内容'))];
    const rows = await database.adminSql<{ sha256: string }>('SELECT DISTINCT sha256 FROM stored_file WHERE id = ANY ($1::uuid[])', [[first.id, second.id]]);
    expect(rows).toHaveLength(1);
    expect(await (await get('zhao', `/api/files/${second.id}`)).text()).toBe('同一内容');
  });
});

describe('who may have a file', () => {
  it('nobody without signing in', async () => {
    const { id } = await send('li', 'a.txt', Buffer.from('a'));
    expect((await send(undefined, 'a.txt', Buffer.from('a'))).status).toBe(401);
    expect(await status(undefined, `/api/files/${id}`)).toBe(401);
  });

  it('only its uploader as long as it belongs to nothing; a stranger cannot tell that it exists', async () => {
    const { id } = await send('li', 'a.txt', Buffer.from('a'));
    expect(await Promise.all([status('li', `/api/files/${id}`), status('wang', `/api/files/${id}`), status('zhao', `/api/files/${id}`)])).toEqual([200, 404, 404]);
    const [foreign, absent] = await Promise.all([get('wang', `/api/files/${id}`), get('wang', `/api/files/${newId()}`)]);
    expect(await foreign.text()).toBe(await absent.text());
    expect(await status('li', '/api/files/not-an-id')).toBe(404);
  });

  it('whom the record allows once it is attached, and never another congress', async () => {
    const { id } = await send('li', 'a.txt', Buffer.from('a'));
    const subject = { congressId: CITY, matterId: newId(), subjectType: 'suggestion', subjectId: newId() };
    await as('li', (work) => attach(work, [id], subject, people.li));
    expect(await status('li', `/api/files/${id}`)).toBe(404);
    readers.set(subject.subjectId, ['li', 'wang', 'zhao']);
    expect(await Promise.all([status('li', `/api/files/${id}`), status('wang', `/api/files/${id}`), status('zhao', `/api/files/${id}`)])).toEqual([200, 200, 404]);
    // The matter is handed over to the district: the wall opens for it.
    await database.adminSql('INSERT INTO matter_share (matter_id, congress_id, since) VALUES ($1, $2, now())', [subject.matterId, DISTRICT]);
    expect(await status('zhao', `/api/files/${id}`)).toBe(200);
  });

  it('the public when the suggestion is published, and of replies only signed ones', async () => {
    const suggestion = newId();
    await database.adminSql(
      `INSERT INTO suggestion (id, congress_id, term_id, state, title, lead_mandate_id, lead_person_id, lead_name, updated_at, created_at)
       VALUES ($1, $2, $3, 'replied', '建议', $3, $3, '李明', now(), now())`,
      [suggestion, CITY, newId()],
    );
    const file = async (purpose: string, subjectId: string) => {
      const { id } = await send('li', `${purpose}.txt`, Buffer.from(purpose), purpose);
      await as('li', (work) => attach(work, [id], { congressId: CITY, matterId: suggestion, subjectType: purpose, subjectId }, people.li));
      return id;
    };
    const [own, contact, reply] = [await file('suggestion', suggestion), await file('contact', newId()), await file('reply', newId())];
    const seen = () => Promise.all([own, contact, reply].map((id) => status(undefined, `/api/public/files/${id}`)));
    expect(await seen()).toEqual([404, 404, 404]);
    await database.adminSql('UPDATE suggestion SET published_at = now() WHERE id = $1', [suggestion]);
    expect(await seen()).toEqual([200, 404, 404]);
    expect(await (await get(undefined, `/api/public/files/${own}`)).text()).toBe('suggestion');
  });
});

describe('attaching', () => {
  it('takes only own files that belong to nothing, all or none', async () => {
    const subject = { congressId: CITY, matterId: newId(), subjectType: 'suggestion', subjectId: newId() };
    const [mine, other] = [await send('li', 'a.txt', Buffer.from('a')), await send('wang', 'b.txt', Buffer.from('b'))];
    for (const ids of [[mine.id, other.id], [mine.id, newId()], ['x']]) {
      await expect(as('li', (work) => attach(work, ids, subject, people.li))).rejects.toMatchObject({ code: 'files.not_found' });
    }
    expect(await as('li', (work) => filesOfMatter(work, subject.matterId))).toEqual([]);
    await as('li', (work) => attach(work, [mine.id, mine.id], subject, people.li));
    await as('li', (work) => attach(work, [mine.id], subject, people.li));
    const elsewhere = { congressId: CITY, matterId: newId(), subjectType: 'suggestion', subjectId: newId() };
    await expect(as('li', (work) => attach(work, [mine.id], elsewhere, people.li))).rejects.toMatchObject({ code: 'files.not_found' });
  });

  it('replaces the list of one purpose and lets the others go', async () => {
    const subject = { congressId: CITY, matterId: newId(), subjectType: 'suggestion', subjectId: newId() };
    const names = async () => (await as('li', (work) => filesOfMatter(work, subject.matterId))).map(({ name }) => name);
    const [a, b, c] = [await send('li', 'a.txt', Buffer.from('a')), await send('li', 'b.txt', Buffer.from('b')), await send('li', 'c.txt', Buffer.from('c'))];
    await as('li', (work) => setAttachments(work, [a.id, b.id], subject, 'suggestion', people.li));
    await as('li', (work) => setAttachments(work, [b.id, c.id], subject, 'suggestion', people.li));
    expect(await names()).toEqual(['b.txt', 'c.txt']);
    await as('li', (work) => setAttachments(work, [a.id], subject, 'suggestion', people.li));
    expect(await names()).toEqual(['a.txt']);
    await as('li', (work) => detachAll(work, 'suggestion', subject.subjectId));
    expect(await names()).toEqual([]);
  });
});

describe('bad uploads', () => {
  it('are refused with a message that names the file and the remedy', async () => {
    expect(await send('li', '照片.jpg', pdf())).toMatchObject({ status: 415, code: 'files.type_mismatch', message: expect.stringMatching(/照片\.jpg.*PDF.*重新上传/) });
    expect(await send('li', '程序.exe', pdf())).toMatchObject({ status: 415, code: 'files.type_refused' });
    expect(await send('li', '空.txt', Buffer.alloc(0))).toMatchObject({ status: 400, code: 'files.empty' });
    expect(await send('li', 'a.txt', Buffer.from('a'), 'Drop%20Table')).toMatchObject({ status: 400, code: 'common.invalid_input' });
    const noFile = await fetch(`${origin}/api/files?purpose=suggestion`, { method: 'POST', headers: { 'x-person': 'li' }, body: new URLSearchParams({ a: '1' }) });
    expect(noFile.status).toBeGreaterThanOrEqual(400);
    expect(noFile.status).toBeLessThan(500);
  });

  it('accept a file that just fits and refuse one byte more', async () => {
    expect((await send('li', '大.txt', Buffer.alloc(limits.fileSize, 0x61))).status).toBe(201);
    expect(await send('li', '大.txt', Buffer.alloc(limits.fileSize + 1, 0x61))).toMatchObject({ status: 413, code: 'files.too_large' });
    expect(await send('li', '大.txt', Buffer.alloc(2 * limits.fileSize, 0x61))).toMatchObject({ status: 413, code: 'files.too_large' });
  });

  it('stop reading a stream that never ends', async () => {
    const { port, hostname } = new URL(origin);
    const socket = connect(Number(port), hostname);
    let [answer, sent] = ['', 0];
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => {});
    socket.write('POST /api/files?purpose=suggestion HTTP/1.1\r\nhost: x\r\nx-person: li\r\ntransfer-encoding: chunked\r\ncontent-type: multipart/form-data; boundary=b\r\n\r\n');
    const frame = (content: Buffer) => Buffer.concat([Buffer.from(`${content.length.toString(16)}\r\n`), content, Buffer.from('\r\n')]);
    socket.write(frame(Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="endless.txt"\r\n\r\n')));
    const block = frame(Buffer.alloc(256 * 1024, 0x61));
    const closed = new Promise((done) => socket.once('close', done));
    while (socket.writable && sent < 200 * 1024 * 1024) {
      sent += block.length;
      await new Promise((done) => socket.write(block, done));
    }
    await closed;
    expect(sent).toBeLessThan(60 * 1024 * 1024);
    expect(answer).toContain('413');
    socket.destroy();
  });

  it('keep nothing of an upload that breaks off, and go on serving', async () => {
    const before = await database.adminSql('SELECT id FROM stored_file');
    const { port, hostname } = new URL(origin);
    const socket = connect(Number(port), hostname);
    socket.write('POST /api/files?purpose=suggestion HTTP/1.1\r\nhost: x\r\nx-person: li\r\ncontent-length: 5000\r\ncontent-type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf');
    await new Promise((done) => setTimeout(done, 200));
    socket.destroy();
    await new Promise((done) => setTimeout(done, 200));
    expect(await database.adminSql('SELECT id FROM stored_file')).toHaveLength(before.length);
    expect((await send('li', 'a.txt', Buffer.from('a'))).status).toBe(201);
  });

  it('cannot fill the store with files that belong to nothing', async () => {
    await database.adminSql(
      `INSERT INTO stored_file (id, congress_id, matter_id, purpose, name, media_type, size, sha256, uploaded_by, uploader_label, created_at)
       SELECT g.id, $1, g.id, 'suggestion', 'x', 'text/plain', 1, repeat('0', 64), $2, 'x', $4 FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, $3)) g`,
      [CITY, people.many, limits.pendingPerPerson, clock.now()],
    );
    expect(await send('many', 'a.txt', Buffer.from('a'))).toMatchObject({ status: 429, code: 'files.too_many_pending' });
  });
});

describe('the daily clean-up', () => {
  it('removes what belongs to nothing and keeps what is in use or young', async () => {
    const { Readable } = await import('node:stream');
    const facts = { purpose: 'suggestion', congressId: CITY, person: { id: people.li, label: '李明' } };
    const make = (content: string) => as('li', (work) => receiveUpload(work, home.store, { stream: Readable.from([Buffer.from(content)]), name: 'a.txt', ...facts }));
    const [used, orphan, twin] = [await make('在用'), await make('无主'), await make('双份')];
    const second = await make('双份');
    const subject = { congressId: CITY, matterId: newId(), subjectType: 'suggestion', subjectId: newId() };
    await as('li', (work) => attach(work, [used.id, second.id], subject, people.li));

    expect(await sweepOrphans(database.units, home.store, clock)).toMatchObject({ files: 0, contents: 0 });
    const tomorrow = fixedClock(new Date(Math.max(clock.now().getTime(), Date.now()) + 25 * 60 * 60 * 1000).toISOString());
    const swept = await sweepOrphans(database.units, home.store, tomorrow);
    expect(swept.files).toBeGreaterThanOrEqual(2);
    expect(swept.contents).toBeGreaterThanOrEqual(1);
    expect(await Promise.all([used, orphan, twin].map(({ sha256 }) => home.store.has(sha256)))).toEqual([true, false, true]);
    expect(await database.adminSql('SELECT id FROM stored_file WHERE id = ANY ($1::uuid[])', [[orphan.id, twin.id]])).toEqual([]);
    expect(await sweepOrphans(database.units, home.store, tomorrow)).toEqual({ files: 0, contents: 0, incomplete: 0 });
  });
});
