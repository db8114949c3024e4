// Random walks over the workflow on a real database: no dead end, no illegal step succeeds, log and state agree.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { readmeIsCurrent } from '@smart/workflow/mermaid';
import { walk, type Walker } from '@smart/workflow/walk';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOffice, type Office } from '../testing.ts';
import type { ArticleEventPayload } from './events.ts';
import { articleStore } from './store.ts';
import { type Actor, articleWorkflow } from './workflow.ts';

let database: TestDatabase;
let office: Office;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await createOffice(database);
});
afterAll(() => database.close());

const walker = (capacity: Capacity): Walker<Actor> => ({ name: capacity.personName, actor: capacity, acting: { personId: capacity.personId, capacityId: capacity.id, label: capacity.personName } });

it('the README shows the workflow as it is', () => expect(readmeIsCurrent(join(import.meta.dirname, '../../README.md'), articleWorkflow)).toBe(true));

it('an article walks everywhere and nowhere else', async () => {
  const { writer, editor, leader, clerk, provincial, county } = office;
  let made = 0;
  const report = await walk({
    store: articleStore,
    walkers: [writer, editor, leader, clerk, provincial, county].map(walker),
    as: (_, run) => office.asSystem(writer.congressId, run),
    // Some that nobody has written a text for yet.
    create: () => office.draft(writer, (made += 1) % 4 === 0 ? { body: '' } : {}),
    details: (_work, action, subject, chance) => {
      const payload: ArticleEventPayload = { title: subject.title, state: subject.state, writerIds: [...subject.writerIds], reason: null, publishAt: null };
      return { input: { later: chance % 2 === 0 }, patch: action === 'submit' ? { body: '<p>文</p>' } : {}, event: { payload } };
    },
    runs: 20,
    steps: 14,
    attempts: 3,
  });
  expect(report.states).toEqual(new Set(['draft', 'in_review', 'scheduled', 'published', 'withdrawn', 'discarded']));
  expect(report.refusals).toBeGreaterThan(100);
}, 120_000);
