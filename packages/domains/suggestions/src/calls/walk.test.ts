// Random walks over both workflows on a real database: no dead end, no illegal step succeeds, log and state agree.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import { walk, type Walker } from '@smart/workflow/walk';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actingOf } from '../act.ts';
import type { Actor } from '../subjects.ts';
import { createHouse, type House } from '../testing.ts';
import { callEvents, type CallEventPayload } from './events.ts';
import { callStore, topicPayload, topicStore } from './store.ts';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
});
afterAll(() => database.close());

const walker = (capacity: Capacity): Walker<Actor> => ({ name: capacity.label, actor: capacity, acting: actingOf(capacity) });
const everybody = () => [house.deputy, house.otherDeputy, house.officer, house.leader, house.districtOfficer, house.districtDeputy, house.transportClerk].map(walker);
const inCity = <T>(_: Walker<Actor> | null, run: (work: Work) => Promise<T>) => house.asSystem(house.city.congressId, run);

async function bareCall(state = 'draft', endsOn = '2026-03-31'): Promise<string> {
  const id = newId();
  await database.adminSql(
    `INSERT INTO topic_call (id, congress_id, state, title, wanted, topics, starts_on, ends_on, participants, updated_at) VALUES ($1, $2, $3, '征集', '说说您的困难', '{}', '2026-02-01', $4, 'both', now())`,
    [id, house.city.congressId, state, endsOn],
  );
  return id;
}

async function bareTopic(callId: string): Promise<string> {
  const id = newId();
  await database.adminSql(`INSERT INTO call_topic (id, congress_id, call_id, title, situation, wish, held_because, updated_at) VALUES ($1, $2, $3, '标题', '情况', '希望', '{}', now())`, [id, house.city.congressId, callId]);
  return id;
}

it('each act announces an event of its own domain', () => expect([...callEvents.keys()].every((name) => name.startsWith('call.'))).toBe(true));

it('the call walks everywhere and nowhere else', async () => {
  let made = 0;
  const report = await walk({
    store: callStore,
    walkers: everybody(),
    as: inCity,
    // Some whose days are over, so that they end by themselves; some with a topic nobody has decided about.
    create: async () => {
      made += 1;
      const id = await bareCall('draft', made % 3 === 0 ? '2026-03-02' : '2026-03-31');
      if (made % 4 === 0) await bareTopic(id);
      return id;
    },
    details: (_work, action, subject, chance) => {
      const payload: CallEventPayload = { callId: subject.id, callTitle: subject.title, endsOn: subject.endsOn, topic: null, deputies: [], contacts: [], reason: null };
      return {
        input: { endsOn: '2026-12-31', summary: chance % 3 === 0 ? '' : '收到建言若干条，均已告知提出人办理结果，感谢各位参与。' },
        patch: action === 'open' && chance % 2 === 0 ? { ends_on: '2026-03-01' } : {}, event: { payload },
      };
    },
    runs: 30,
    steps: 14,
    attempts: 3,
  });
  expect(report.states).toEqual(new Set(['draft', 'open', 'closed', 'concluded', 'discarded']));
  expect(report.actions).toEqual(new Set(['open', 'discard', 'extend', 'close', 'lapse', 'conclude']));
  expect(report.refusals).toBeGreaterThan(100);
}, 120_000);

it('a topic walks everywhere and nowhere else', async () => {
  let made = 0;
  const report = await walk({
    store: topicStore,
    walkers: everybody(),
    as: inCity,
    create: async () => bareTopic(await bareCall(made++ % 5 === 4 ? 'concluded' : 'open')),
    details: async (work, action, subject, chance) => {
      const patches = { takeUp: { mandate_id: house.deputy.id, deputy_name: '李明', stage: 'taken_up' }, giveBack: { mandate_id: null, deputy_name: null, stage: null }, progress: { stage: chance % 2 === 0 ? 'taken_up' : 'replied' } };
      const patch = Object.entries(patches).find(([name]) => name === action)?.[1] ?? {};
      return { input: { mandateId: house.otherDeputy.id }, patch, event: { payload: await topicPayload(work, subject.id) } };
    },
    runs: 30,
    steps: 16,
    attempts: 3,
  });
  expect(report.states).toEqual(new Set(['held', 'open', 'taken_up', 'set_aside', 'merged']));
  expect(report.refusals).toBeGreaterThan(100);
}, 120_000);
