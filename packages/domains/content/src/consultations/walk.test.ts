// Random walks over the workflow on a real database: no dead end, no illegal step succeeds, log and state agree.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { readmeIsCurrent } from '@smart/workflow/mermaid';
import { walk, type Walker } from '@smart/workflow/walk';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { consultationSample, createOffice, type Office } from '../testing.ts';
import { saveConsultation } from './editing.ts';
import type { ConsultationEventPayload } from './events.ts';
import { saveConsultationInput } from './model-inputs.ts';
import { consultationStore } from './store.ts';
import { type Actor, commentWorkflow, consultationWorkflow } from './workflow.ts';

let database: TestDatabase;
let office: Office;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await createOffice(database);
});
afterAll(() => database.close());

const walker = (capacity: Capacity): Walker<Actor> => ({ name: capacity.personName, actor: capacity, acting: { personId: capacity.personId, capacityId: capacity.id, label: capacity.personName } });
const walkers = (): Walker<Actor>[] => [office.writer, office.editor, office.leader, office.clerk, office.provincial, office.county].map(walker);
const payload: ConsultationEventPayload = { consultationId: 'x', title: '草案', endsOn: '2026-04-02', comments: 0, writerIds: [], outcomeWriterIds: [], reason: null };

it.each([consultationWorkflow, commentWorkflow])('the README shows the workflow $subject as it is', (workflow) => expect(readmeIsCurrent(join(import.meta.dirname, '../../README.md'), workflow)).toBe(true));

it('a consultation walks everywhere and nowhere else', async () => {
  const { writer } = office;
  let made = 0;
  const report = await walk({
    store: consultationStore,
    walkers: walkers(),
    as: (_, run) => office.asSystem(writer.congressId, run),
    // Some without articles.
    create: async () => {
      made += 1;
      const { id } = await office.as(writer, (work) => saveConsultation(work, writer, saveConsultationInput.parse({ ...consultationSample, ...(made % 5 === 0 ? { articles: [] } : {}) })));
      return id;
    },
    // The last day is over as soon as it is laid open or extended, so that it lapses.
    details: (_work, action) => ({ input: { endsOn: '2026-06-30' }, patch: action === 'extend' || action === 'approve' ? { ends_on: '2026-03-01', outcome_draft: '采纳情况'.repeat(6) } : {}, event: { payload } }),
    runs: 15,
    steps: 14,
    attempts: 3,
  });
  expect(report.states).toEqual(new Set(['draft', 'in_review', 'open', 'closed', 'outcome_review', 'concluded', 'withdrawn', 'discarded']));
  expect(report.refusals).toBeGreaterThan(100);
}, 120_000);
