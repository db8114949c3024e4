// Random walks over the workflow on a real database: no dead end, no illegal step succeeds, log and state agree; and the README shows it as it is.
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import { graphProblems } from '@smart/workflow/graph';
import { readmeIsCurrent } from '@smart/workflow/mermaid';
import { walk, type Walker } from '@smart/workflow/walk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { opinionEvents } from './events.ts';
import { titleOf } from './model.ts';
import { opinionStore, payloadOf } from './store.ts';
import { createHouse, type House } from './testing.ts';
import { type Actor, opinionWorkflow } from './workflow.ts';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
});
afterAll(() => database.close());

const walker = (capacity: Capacity): Walker<Actor> => ({ name: capacity.label, actor: capacity, acting: { personId: capacity.personId, capacityId: capacity.id, label: capacity.personName } });

it('every state can be reached and left, each act announces an event of its own domain, and the README shows the workflow as it is', () => {
  expect(graphProblems(opinionWorkflow)).toEqual([]);
  expect([...opinionEvents.keys()].every((name) => name.startsWith('opinion.'))).toBe(true);
  expect(readmeIsCurrent(join(import.meta.dirname, '../README.md'), opinionWorkflow)).toBe(true);
});

it.each([['路灯坏了。希望修好。', '路灯坏了'], ['  长'.repeat(40), `${' 长'.repeat(40).trim().slice(0, 29)}…`], ['没有标点', '没有标点']])('a title is the first sentence of %s', (content, title) => expect(titleOf(content)).toBe(title));

it('an opinion walks everywhere and nowhere else', async () => {
  let made = 0;
  const report = await walk({
    store: opinionStore,
    walkers: [house.officer, house.leader, house.clerk, house.otherClerk, house.deputy, house.cityOfficer, house.cityDeputy].map(walker),
    as: (_, run) => house.inDistrict(run),
    create: async () => {
      const id = newId();
      made += 1;
      await database.adminSql(
        `INSERT INTO opinion (id, congress_id, number, source, title, content, held_because, updated_at) VALUES ($1, $2, $3, 'web', '标题', '内容', $4, now())`,
        [id, house.districtId, `430602-260302-${String(made).padStart(6, '0')}`, made % 4 === 0 ? ['insult'] : []],
      );
      return id;
    },
    details: async (work, action, subject) => {
      const patches = {
        handOver: { organ_id: house.housing, organ_name: '区住建局' }, giveBack: { organ_id: null, organ_name: null }, takeUp: { mandate_id: house.deputy.id, organ_id: null }, answer: { organ_id: null }, handOn: { organ_id: house.housing, via_organ_id: house.cityOffice }, returnUp: { organ_id: house.cityOffice, via_organ_id: null },
        rehandle: { dissatisfied: 1 }, reopen: { dissatisfied: 1 },
      };
      return { patch: Object.entries(patches).find(([name]) => name === action)?.[1] ?? {}, event: { payload: await payloadOf(work, subject.id) } };
    },
    runs: 40,
    steps: 20,
    attempts: 3,
  });
  expect(report.states).toEqual(new Set(Object.keys(opinionWorkflow.states)));
  expect(report.refusals).toBeGreaterThan(100);
}, 120_000);
