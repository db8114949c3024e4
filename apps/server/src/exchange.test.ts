// An organ's own office system against the running server: a simulator that reads and sends over a line that breaks, repeats and reorders.
import { fixedClock, type Clock } from '@smart/kernel/clock';
import * as assignment from '@smart/suggestions/assignment';
import * as contact from '@smart/suggestions/contact';
import { evaluate } from '@smart/suggestions/evaluation';
import { createKey, revokeKey } from '@smart/suggestions/exchange/keys';
import { exchangePartDetail, exchangeParts, inboundResults, type InboundResult, outboundPage } from '@smart/suggestions/exchange/model';
import { journalOf } from '@smart/suggestions/exchange/reading';
import { requestReturn } from '@smart/suggestions/handling';
import { createHouse, type House } from '@smart/suggestions/testing';
import { replyBody, type Steps, stepsIn } from '@smart/suggestions/testing-steps';
import { signReply } from '@smart/suggestions/reply';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestApp, type TestApp } from './testing.ts';

const at = '2026-03-02T09:00:00+08:00';
let app: TestApp;
let house: House;
let steps: Steps;
let secret: string;

beforeAll(async () => {
  const clock: Clock = fixedClock(at);
  app = await startTestApp({ clock, arrange: async (_services, database) => {
    house = await createHouse(database);
    steps = stepsIn(house);
  } });
  secret = (await house.as(house.transportHead, (work, who) => createKey(work, who, { name: '办公系统', maySign: true }))).secret;
}, 60_000);
afterAll(() => app.close());

type Message = { id: string; type: string; partId: string; by: string; expectedVersion?: number; data?: object };
type Line = { lost: (call: number) => boolean };

/** What an organ's office system does: it keeps what it read by message id, sends what it has until it is answered, and never gives up. */
function createSystem(key: string, line: Line = { lost: () => false }) {
  const read = new Map<string, { sequence: number; type: string; partId: string | null }>();
  const answers = new Map<string, InboundResult>();
  let after = 0;
  let calls = 0;
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(`${app.origin}/api/v1/exchange${path}`, { ...init, headers: { authorization: `Bearer ${key}`, ...(init.body ? { 'content-type': 'application/json' } : {}), ...init.headers } });
    // The server did it; the answer is lost on the way.
    if (line.lost(++calls)) throw new Error('the line broke');
    return response;
  };
  return {
    read, answers, ask,
    /** Reads on from where it is; a lost answer is read again. */
    async poll(limit = 3): Promise<void> {
      for (;;) {
        const page = await ask(`/messages?after=${after}&limit=${limit}`).then(async (response) => outboundPage.parse(await response.json()), () => null);
        if (page === null) continue;
        for (const message of page.items) read.set(message.id, { sequence: message.sequence, type: message.type, partId: message.content.partId });
        after = page.next;
        if (page.next === page.latest) return;
      }
    },
    acknowledge: async () => (await ask('/cursor', { method: 'PUT', body: JSON.stringify({ sequence: after }) })).json(),
    /** Sends until every message is done; refused ones are sent again behind the others. */
    async send(messages: readonly Message[], rounds = 8): Promise<void> {
      let open = [...messages];
      for (let round = 0; round < rounds && open.length > 0; round++) {
        const results = await ask('/messages', { method: 'POST', body: JSON.stringify({ messages: open }) }).then(async (response) => inboundResults.parse(await response.json()).results, () => []);
        for (const one of results) answers.set(one.id, one);
        open = open.filter((one) => (answers.get(one.id)?.status ?? 'refused') === 'refused');
      }
    },
    rewind: (sequence: number) => void (after = sequence),
    types: () => [...read.values()].toSorted((a, b) => a.sequence - b.sequence).map((one) => one.type),
  };
}

const partOf = async (id: string): Promise<string> => (await steps.part(id, house.organs.transport)).id;
const assigned = async (): Promise<{ id: string; partId: string }> => {
  const id = await steps.registered();
  await steps.assign(id, [{ organId: house.organs.transport, role: 'lead' }]);
  return { id, partId: await partOf(id) };
};
const written = (partId: string, mark: string): Message[] => [
  { id: `${mark}-accept`, type: 'part.accept', partId, by: '张三' },
  { id: `${mark}-contact`, type: 'contact.record', partId, by: '张三', data: { method: 'visit', contactedOn: '2026-03-02', content: '当面听取了代表意见' } },
  { id: `${mark}-draft`, type: 'reply.save', partId, by: '张三', data: { grade: 'A', body: replyBody } },
];
const confirm = async (id: string): Promise<void> => {
  const waiting = (await steps.see(house.deputy, id)).contacts.find((one) => one.state === 'waiting');
  await house.as(house.deputy, (work, who) => contact.confirmContact(work, who, { contactId: waiting?.id ?? '' }));
};

describe('an organ’s system', () => {
  it('handles a suggestion from assignment to evaluation; signing is done at the desk; both sides have the whole story in order', async () => {
    const system = createSystem(secret);
    const { id, partId } = await assigned();
    await system.poll();
    expect(system.types().at(-1)).toBe('part.assigned');
    const detail = exchangePartDetail.parse(await (await system.ask(`/parts/${partId}`)).json());
    expect(detail).toMatchObject({ role: 'lead', state: 'assigned', suggestion: { id, numberLabel: expect.stringContaining('号') }, dueOn: '2026-06-02', totalDueOn: '2026-06-02', returnUntil: '2026-03-16' });
    await system.send([...written(partId, 'a'), { id: 'a-progress', type: 'progress.report', partId, by: '张三', data: { text: '已完成客流调查' } }]);
    expect([...system.answers.values()].map((one) => one.status)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    await confirm(id);
    await system.send([{ id: 'a-submit', type: 'reply.submit', partId, by: '张三' }]);
    expect(system.answers.get('a-submit')).toMatchObject({ status: 'accepted', part: { state: 'reply_under_review' }, receipt: expect.any(String) });
    await house.as(house.transportHead, (work, who) => signReply(work, who, { assignmentId: partId }));
    await house.as(house.deputy, (work, who) => evaluate(work, who, { id, attitude: 'satisfied', result: 'satisfied', comment: '' }));
    await system.poll();
    const own = [...system.read.values()].filter((one) => one.partId === partId).map((one) => one.type);
    expect(own).toEqual(['part.assigned', 'part.accepted', 'contact.recorded', 'progress.reported', 'contact.confirmed', 'reply.submitted', 'reply.signed', 'suggestion.evaluated', 'part.completed']);
    const { timeline } = await steps.see(house.officer, id);
    expect(timeline.find((one) => one.label === '签收')?.actorLabel).toBe('张三（岳阳市交通运输局业务系统）');
    expect(timeline.find((one) => one.label === '反馈办理进展')?.reason).toBe('已完成客流调查');
  });

  it('duplicates, a wrong order and lost answers end as one of each: nothing lost, nothing done twice', async () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
    const system = createSystem(secret, { lost: () => random() < 0.4 });
    const made = [await assigned(), await assigned(), await assigned()];
    const messages = made.flatMap(({ partId }, number) => written(partId, `b${number}`));
    // The contact before the acceptance, everything twice, and every third answer lost on the way.
    await system.send([...messages, ...messages].toSorted(() => random() - 0.5).slice(0, 50), 30);
    await system.send(messages, 30);
    for (const { id } of made) {
      const seen = await steps.see(house.officer, id);
      expect(seen).toMatchObject({ state: 'in_handling' });
      expect(seen.contacts).toHaveLength(1);
      expect(seen.timeline.filter((one) => one.label === '签收')).toHaveLength(1);
    }
    expect(messages.every((one) => ['accepted', 'duplicate'].includes(system.answers.get(one.id)?.status ?? ''))).toBe(true);
    await system.poll(2);
    const numbers = [...system.read.values()].map((one) => one.sequence).toSorted((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, place) => place + 1));
    // Replayed from the beginning: the same messages under the same ids.
    const before = new Map(system.read);
    system.rewind(0);
    await system.poll(5);
    expect(system.read).toEqual(before);
  });

  it('what it may not is refused with the reason in Chinese, by the rules of the desk, and goes through once the ground is gone', async () => {
    const system = createSystem(secret);
    const { id, partId } = await assigned();
    const stale = { id: 'c-stale', type: 'part.accept', partId, by: '张三', expectedVersion: 0 };
    const [first] = inboundResults.parse(await (await system.ask('/messages', { method: 'POST', body: JSON.stringify({ messages: [stale] }) })).json()).results;
    expect(first).toMatchObject({ status: 'refused', code: 'workflow.version_conflict', message: expect.stringMatching(/2026年3月2日.*交承办单位/) });
    await system.send([{ id: 'c-accept', type: 'part.accept', partId, by: '张三' }, { id: 'c-submit', type: 'reply.submit', partId, by: '张三' }], 1);
    expect(system.answers.get('c-submit')).toMatchObject({ status: 'refused', message: expect.stringContaining('代表法第五十一条') });
    // The same id with another content is another message: refused, and what was done stays.
    await system.send([{ id: 'c-accept', type: 'return.request', partId, by: '张三', data: { cause: 'not_our_duty', reason: '不属于我局职责' } }], 1);
    expect(system.answers.get('c-accept')).toMatchObject({ status: 'refused', code: 'exchange.id_reused' });
    expect(await steps.see(house.officer, id)).toMatchObject({ state: 'in_handling' });
    const journal = await house.as(house.transportClerk, (work, who) => journalOf(work, who, { failed: true, limit: 20, offset: 0 }));
    expect(journal.rows.map((one) => one.messageId)).toEqual(expect.arrayContaining(['c-submit', 'c-stale']));
    expect(journal.lag).toBeGreaterThan(0);
    await system.poll();
    await system.acknowledge();
    expect(await house.as(house.transportClerk, (work, who) => journalOf(work, who, { failed: false, limit: 20, offset: 0 }))).toMatchObject({ lag: 0 });
    await system.send(written(partId, 'c').slice(1));
    await confirm(id);
    await system.send([{ id: 'c-submit', type: 'reply.submit', partId, by: '张三' }], 1);
    expect(system.answers.get('c-submit')).toMatchObject({ status: 'accepted' });
  });

  it('a reply signed outside is recorded under the head’s name with the scan, only by a key that may', async () => {
    const system = createSystem(secret);
    const { id, partId } = await assigned();
    await system.send(written(partId, 'd'));
    await confirm(id);
    const upload = await system.ask(`/files?name=${encodeURIComponent('签发件.pdf')}`, { method: 'POST', body: '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF', headers: { 'content-type': 'application/octet-stream' } });
    expect(upload.status, await upload.clone().text()).toBe(201);
    const { id: scanFileId } = z.object({ id: z.string() }).parse(await upload.json());
    const signed = { type: 'reply.signed', partId, by: '张三', data: { letterNumber: '岳交函〔2026〕88号', signatory: '冯刚', scanFileId } };
    const plain = createSystem((await house.as(house.transportHead, (work, who) => createKey(work, who, { name: '另一系统', maySign: false }))).secret);
    await plain.send([{ ...signed, id: 'd-plain' }], 1);
    expect(plain.answers.get('d-plain')).toMatchObject({ status: 'refused', code: 'common.forbidden' });
    await system.send([{ ...signed, id: 'd-signed' }], 1);
    expect(system.answers.get('d-signed')).toMatchObject({ status: 'accepted', part: { state: 'replied' } });
    const seen = await steps.see(house.deputy, id);
    expect(seen.replies).toMatchObject([{ letterNumber: '岳交函〔2026〕88号', signatory: '冯刚', state: 'signed' }]);
    expect(seen.files).toMatchObject([{ name: '签发件.pdf' }]);
    expect(seen.timeline.find((one) => one.label === '签发答复')?.actorLabel).toContain('系统外签发');
    expect((await system.ask(`/files/${scanFileId}`)).status).toBe(200);
  });

  it('is shut out without its key, from other organs’ parts, and at once when the key is taken back', async () => {
    const system = createSystem(secret);
    const { id } = await assigned();
    await steps.assign(await steps.registered(), [{ organId: house.organs.housing, role: 'lead' }]);
    const foreign = (await house.as(house.officer, (work) => work.sql<{ id: string }>('SELECT id FROM assignment WHERE organ_id = $1', [house.organs.housing])))[0]?.id ?? '';
    expect((await system.ask(`/parts/${foreign}`)).status).toBe(404);
    await system.send([{ id: 'e-foreign', type: 'part.accept', partId: foreign, by: '张三' }], 1);
    expect(system.answers.get('e-foreign')).toMatchObject({ status: 'refused', code: 'common.not_found' });
    const parts = exchangeParts.parse(await (await system.ask('/parts?limit=200')).json());
    expect(parts.items.every((one) => one.id !== foreign)).toBe(true);
    expect(parts.items.some((one) => one.suggestion.id === id)).toBe(true);
    for (const wrong of [`${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`, 'sck_1_2', '']) expect((await createSystem(wrong).ask('/messages')).status).toBe(401);
    const keys = await app.admin<{ id: string }>(`SELECT id FROM exchange_key WHERE name = '办公系统'`);
    await house.as(house.transportHead, (work, who) => revokeKey(work, who, keys[0]?.id ?? ''));
    expect((await system.ask('/messages')).status).toBe(401);
    expect(await app.admin(`SELECT 1 FROM domain_event WHERE type = 'exchange.key_administered' AND payload->>'act' = '停用密钥'`)).toHaveLength(1);
  });

  it('a message out and the act it tells of are one: neither without the other, in the order of the acts, also of two at once', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, async () => assigned()));
    const clerk = house.transportClerk;
    await Promise.all(made.map(({ partId }, number) => house.as(clerk, (work, who) => requestReturn(work, who, { assignmentId: partId, cause: 'not_our_duty', reason: `不属于我局职责 ${number}` }))));
    await house.as(house.officer, async (work, who) => {
      const id = await steps.registered();
      await expect(work.attempt(async () => {
        await assignment.assign(work, who, { items: [{ id, organs: [{ organId: house.organs.transport, role: 'lead' }] }], preview: false });
        throw new Error('undone');
      })).rejects.toThrow('undone');
    });
    const rows = await app.admin<{ sequence: number | null }>('SELECT sequence FROM exchange_message WHERE organ_id = $1 ORDER BY sequence', [house.organs.transport]);
    expect(rows.map((one) => one.sequence)).toEqual(rows.map((_, place) => place + 1));
  });
});

it('the interface is described by OpenAPI with its key', async () => {
  const description = z.object({ paths: z.record(z.string(), z.unknown()), components: z.object({ securitySchemes: z.record(z.string(), z.unknown()) }) }).parse(await (await fetch(`${app.origin}/api/v1/openapi.json`)).json());
  expect(Object.keys(description.paths).filter((path) => path.includes('/exchange'))).toEqual(expect.arrayContaining(['/api/v1/exchange/messages', '/api/v1/exchange/cursor', '/api/v1/exchange/parts', '/api/v1/exchange/parts/{id}', '/api/v1/exchange/files']));
  expect(description.components.securitySchemes).toHaveProperty('organKey');
});
