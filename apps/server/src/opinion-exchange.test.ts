// A hotline's system against the running server: a simulator that sends and reads over a line that breaks, repeats and reorders.
import { fixedClock } from '@smart/kernel/clock';
import { exchangeOf } from '@smart/opinions/exchange/journal';
import { inboundResults, type InboundResult, outboundPage } from '@smart/opinions/exchange/model';
import { tellSystems } from '@smart/opinions/exchange/outbound';
import { opinionEvents } from '@smart/opinions/events';
import { opinionOf } from '@smart/opinions/looking';
import { accept, answer, handOver, redirect } from '@smart/opinions/sorting';
import { createKey, hasKey, revokeKey } from '@smart/suggestions/exchange/keys';
import { createHouse, type House } from '@smart/suggestions/testing';
import type { DomainEvent } from '@smart/workflow/events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './testing.ts';

let app: TestApp;
let house: House;
let key: { id: string; secret: string };
beforeAll(async () => {
  app = await startTestApp({ clock: fixedClock('2026-03-02T09:00:00+08:00'), arrange: async (_services, database) => void (house = await createHouse(database)) });
  const made = await house.as(house.transportHead, (work, who) => createKey(work, who, { name: '热线平台', maySign: false }));
  key = { id: made.key.id, secret: made.secret };
}, 60_000);
afterAll(() => app.close());

type Message = { id: string; type: string; by: string; number?: string; data?: object };
const seen = new Set<string>();

/** What happened to opinions reaches other systems, as the jobs do it, twice. */
async function deliver(): Promise<void> {
  await house.asSystem(house.city.congressId, async (work) => {
    const events = await work.sql<DomainEvent & { at: Date }>(
      `SELECT id, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at FROM domain_event WHERE type = ANY ($1) ORDER BY position`,
      [[...opinionEvents.keys()]],
    );
    for (const event of events.filter(({ id }) => !seen.has(id))) {
      seen.add(event.id);
      for (let time = 0; time < 2; time += 1) await tellSystems(work, { ...event, at: event.at.toISOString() }, hasKey);
    }
  });
}

/** What a hotline does: it keeps what it read by message id, sends what it has until it is answered, and never gives up. */
function createHotline(secret: string, lost: () => boolean = () => false) {
  const read = new Map<string, { sequence: number; type: string; number: string; externalId: string | null; stateLabel: string; reply: string | null; content: string | null }>();
  const answers = new Map<string, InboundResult>();
  let after = 0;
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(`${app.origin}/api/v1/exchange/opinions${path}`, { ...init, headers: { authorization: `Bearer ${secret}`, ...(init.body ? { 'content-type': 'application/json' } : {}) } });
    if (lost()) throw new Error('the line broke');
    return response;
  };
  return {
    read, answers, ask,
    async poll(limit = 3): Promise<void> {
      for (;;) {
        const page = await ask(`/messages?after=${after}&limit=${limit}`).then(async (response) => outboundPage.parse(await response.json()), () => null);
        if (page === null) continue;
        for (const { id, sequence, type, content } of page.items) read.set(id, { sequence, type, number: content.number, externalId: content.externalId, stateLabel: content.stateLabel, reply: content.reply, content: content.content });
        after = page.next;
        if (page.next === page.latest) return;
      }
    },
    acknowledge: async () => (await ask('/cursor', { method: 'PUT', body: JSON.stringify({ sequence: after }) })).json(),
    async send(messages: readonly Message[], rounds = 12): Promise<void> {
      let open = [...messages];
      for (let round = 0; round < rounds && open.length > 0; round += 1) {
        const results = await ask('/messages', { method: 'POST', body: JSON.stringify({ messages: open }) }).then(async (response) => inboundResults.parse(await response.json()).results, () => []);
        for (const one of results) answers.set(one.id, one);
        open = open.filter(({ id }) => (answers.get(id)?.status ?? 'refused') === 'refused');
      }
    },
    rewind: (): void => void (after = 0),
    numberOf: (id: string): string => answers.get(id)?.opinion?.number ?? '',
    of: (number: string): string[] => [...read.values()].filter((one) => one.number === number).toSorted((a, b) => a.sequence - b.sequence).map(({ type }) => type),
  };
}
const submit = (id: string, externalId: string, content = '小区门口的消防栓漏水，已经两天没有人来修。'): Message => ({ id, type: 'opinion.submit', by: '李接线', data: { externalId, content, place: '金鹗小区' } });
const idOf = async (number: string): Promise<string> => (await house.asSystem(house.city.congressId, (work) => work.sql<{ id: string }>('SELECT id FROM opinion WHERE number = $1', [number])))[0]?.id ?? '';
const reason = '请按职责办理';

it('sends in what a caller said and reads the whole way back: taken in, answered, judged by the return call', async () => {
  const hotline = createHotline(key.secret);
  await hotline.send([submit('a1', 'GD-1')]);
  const number = hotline.numberOf('a1');
  const id = await idOf(number);
  expect(await house.as(house.officer, (work, who) => opinionOf(work, who, id))).toMatchObject({ sourceLabel: '热线转来', name: null, stations: [{ label: '登记', actor: expect.stringContaining('李接线') }] });
  await house.as(house.officer, (work, who) => accept(work, who, { id }));
  await hotline.send([{ id: 'a2', type: 'opinion.add', by: '李接线', number, data: { content: '来电人说今天水更大了' } }]);
  await house.as(house.officer, (work, who) => answer(work, who, { id, reply: '已联系供水公司当天修复。' }));
  await hotline.send([{ id: 'a3', type: 'opinion.evaluate', by: '李接线', number, data: { verdict: 'satisfied' } }]);
  await deliver();
  await hotline.poll();
  expect(hotline.of(number)).toEqual(['opinion.registered', 'opinion.accepted', 'opinion.added', 'opinion.replied', 'opinion.closed']);
  expect([...hotline.read.values()].find(({ type }) => type === 'opinion.replied')).toMatchObject({ externalId: 'GD-1', reply: '已联系供水公司当天修复。', content: null });
});

it('handles what was handed over to it: the words arrive, its reply is the citizen’s', async () => {
  const hotline = createHotline(key.secret);
  const other = createHotline(key.secret);
  await other.send([submit('b0', 'GD-20')]);
  const number = other.numberOf('b0');
  const id = await idOf(number);
  await house.as(house.officer, (work, who) => handOver(work, who, { id, organId: house.organs.transport, reason }));
  await deliver();
  await hotline.poll();
  expect(hotline.of(number)).toContain('opinion.assigned');
  await hotline.send([{ id: 'b1', type: 'opinion.receive', by: '张派单', number }, { id: 'b2', type: 'opinion.reply', by: '张派单', number, data: { reply: '已派单到供水公司并修复。' } }]);
  expect(hotline.answers.get('b2')).toMatchObject({ status: 'accepted', opinion: { state: 'replied' } });
});

it('duplicates, a wrong order and lost answers end as one of each; from the beginning the same is read again; the desk sees the lag', async () => {
  let seed = 11;
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const hotline = createHotline(key.secret, () => random() < 0.4);
  const messages = Array.from({ length: 8 }, (_, at) => submit(`c${at}`, `GD-3${at % 5}`, `第${at % 5}处的消防栓漏水，已经两天没有人来修。`));
  await hotline.send([...messages, ...messages].toSorted(() => random() - 0.5), 40);
  await hotline.send(messages, 40);
  // Eight messages about five callers: five opinions.
  expect(new Set(messages.map(({ id }) => hotline.numberOf(id))).size).toBe(5);
  const [count] = await house.asSystem(house.city.congressId, (work) => work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM opinion_exchange WHERE external_id LIKE 'GD-3%'`));
  expect(count?.count).toBe(5);
  await deliver();
  await hotline.poll();
  const before = new Map(hotline.read);
  expect([...before.values()].map(({ sequence }) => sequence).toSorted((a, b) => a - b)).toEqual([...before.values()].map((_, at) => at + 1));
  const behind = await house.as(house.officer, exchangeOf);
  expect(behind.systems).toMatchObject([{ lag: before.size, sentIn: 7 }]);
  for (let tries = 0; tries < 5; tries += 1) await hotline.acknowledge().catch(() => null);
  expect((await house.as(house.officer, exchangeOf)).systems).toMatchObject([{ lag: 0, oldestUnreadAt: null }]);
  hotline.rewind();
  await hotline.poll(5);
  expect(hotline.read).toEqual(before);
});

it('may nothing that is not its own; what is refused says why in Chinese, stands on the desk, and goes through once the ground is gone', async () => {
  const hotline = createHotline(key.secret);
  const foreign = await house.asSystem(house.city.congressId, async (work) => (await import('@smart/opinions/entering')).enterAsCitizen(work, house.city.congressId, { content: '别人在网上反映的事情', place: '', name: '', hideName: true }, { key: 'somebody', deputyPersonId: null, stationId: null }));
  await hotline.send([{ id: 'd1', type: 'opinion.reply', by: '张三', number: foreign.number, data: { reply: '冒充承办单位的答复内容' } }, { id: 'd2', type: 'opinion.evaluate', by: '张三', number: foreign.number, data: { verdict: 'satisfied' } }], 1);
  for (const id of ['d1', 'd2']) expect(hotline.answers.get(id)).toMatchObject({ status: 'refused', code: 'common.not_found' });
  await house.as(house.officer, (work, who) => handOver(work, who, { id: foreign.id, organId: house.organs.transport, reason }));
  await deliver();
  // It handles this one, and still does not speak for whoever said it.
  await hotline.send([{ id: 'd3', type: 'opinion.add', by: '张三', number: foreign.number, data: { content: '冒充群众的补充' } }], 1);
  expect(hotline.answers.get('d3')).toMatchObject({ status: 'refused', code: 'common.forbidden' });
  await hotline.send([{ id: 'd1', type: 'opinion.reply', by: '张三', number: foreign.number, data: { reply: '冒充承办单位的答复内容' } }], 1);
  expect(hotline.answers.get('d1')?.status).toBe('accepted');
  await hotline.send([submit('a1', 'GD-1', '同一标识换了内容的消息')], 1);
  expect(hotline.answers.get('a1')).toMatchObject({ status: 'refused', code: 'exchange.id_reused' });
  const { failures } = await house.as(house.officer, exchangeOf);
  expect(failures.map(({ messageId }) => messageId)).toEqual(expect.arrayContaining(['d2', 'd3']));
  expect((await hotline.ask('/messages', { method: 'POST', body: JSON.stringify({ messages: [{ ...submit('e1', 'GD-9'), data: { externalId: 'GD-9', content: '短' } }] }) })).status).toBe(400);
});

it('tells where to go, and a key that was taken back opens nothing', async () => {
  const hotline = createHotline(key.secret);
  await hotline.send([submit('f1', 'GD-8', '邻居欠钱不还，想请人大帮忙要回来。')]);
  const number = hotline.numberOf('f1');
  await house.as(house.officer, async (work, who) => redirect(work, who, { id: await idOf(number), channel: 'court', reason: '债务纠纷请向法院起诉' }));
  await deliver();
  await hotline.poll();
  expect(hotline.of(number)).toEqual(['opinion.registered', 'opinion.redirected']);
  await house.as(house.transportHead, (work, who) => revokeKey(work, who, key.id));
  expect((await hotline.ask('/messages')).status).toBe(401);
  expect((await fetch(`${app.origin}/api/v1/exchange/opinions/messages`)).status).toBe(401);
});
