// Random walks over both workflows on a real database: no dead end, no illegal step succeeds, log and state agree.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import { graphProblems } from '@smart/workflow/graph';
import { readmeIsCurrent, updateReadme } from '@smart/workflow/mermaid';
import { walk, type Walker } from '@smart/workflow/walk';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actingOf } from './act.ts';
import { payloadOf } from './events.ts';
import { loadMatter } from './matter.ts';
import type { AssignmentRole } from './model.ts';
import { assignmentStore, suggestionStore } from './store.ts';
import type { Actor } from './subjects.ts';
import { createHouse, type House, sample } from './testing.ts';
import { suggestionWorkflow } from './workflow.ts';
import { assignmentWorkflow } from './workflow-assignment.ts';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
});
afterAll(() => database.close());

const walker = (capacity: Capacity): Walker<Actor> => ({ name: capacity.label, actor: capacity, acting: actingOf(capacity) });
const inCity = <T>(_: Walker<Actor> | null, run: (work: Work) => Promise<T>) => house.asSystem(house.city.congressId, run);
const eventOf = async (work: Work, matterId: string, assignmentId?: string) => ({ payload: payloadOf(await loadMatter(work, matterId), { actorLabel: '测试', assignmentId }) });

/** A draft with one co-signer invited, without the services. */
async function bareSuggestion(state = 'draft'): Promise<string> {
  const id = newId();
  const { personId, id: mandateId } = house.deputy;
  await database.adminSql(
    `INSERT INTO suggestion (id, congress_id, term_id, state, title, background, proposal, topic, proposed_organ_ids, lead_mandate_id, lead_person_id, lead_name, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'transport', '{}', $8, $9, '李明', now())`,
    [id, house.city.congressId, house.city.termId, state, sample.title, sample.background, sample.proposal, mandateId, personId],
  );
  await database.adminSql(`INSERT INTO cosigner (id, congress_id, suggestion_id, mandate_id, person_id, name, state) VALUES ($1, $2, $3, $4, $5, '王芳', 'confirmed')`, [
    newId(), house.city.congressId, id, house.cosigner.id, house.cosigner.personId,
  ]);
  return id;
}

it('the suggestion walks everywhere and nowhere else', async () => {
  const results = ['satisfied', 'mostly_satisfied', 'not_satisfied'];
  const report = await walk({
    store: suggestionStore,
    walkers: [house.deputy, house.cosigner, house.otherDeputy, house.officer, house.districtOfficer, house.transportClerk].map(walker),
    as: inCity,
    create: () => bareSuggestion(),
    details: async (work, action, subject, chance) => {
      const result = results[chance % 3];
      if (action === 'evaluate') {
        await work.sql(`INSERT INTO evaluation (id, congress_id, suggestion_id, round, person_id, attitude, result, at) VALUES ($1, $2, $3, $4, $5, 'satisfied', $6, now())`, [
          newId(), subject.congressId, subject.id, subject.version, subject.leadPersonId, result,
        ]);
      }
      if (action === 'reopen') await work.sql(`UPDATE suggestion SET reopen_until = '2026-12-31' WHERE id = $1`, [subject.id]);
      if (action === 'agreeWithdrawal') await work.sql('UPDATE cosigner SET withdrawal_agreed = true WHERE suggestion_id = $1', [subject.id]);
      const patches = {
        askWithdrawal: { withdrawal_reason: '不再需要' }, refuseWithdrawal: { withdrawal_reason: null }, assign: { assigned_on: '2026-03-02' }, merge: { merged_into_id: null },
        publish: { published_at: new Date() }, followPublication: { published_at: new Date() }, unpublish: { published_at: null }, submit: { submitted_at: new Date() },
      };
      const patch = Object.entries(patches).find(([name]) => name === action)?.[1] ?? {};
      return { input: { result, heldOn: '2026-03-20', ground: 'reply_untrue' }, patch, event: await eventOf(work, subject.id) };
    },
    // Up to six times as many, as long as a state was not seen: chance alone cannot leave the counts below short.
    runs: 10,
    steps: 22,
    attempts: 3,
  });
  expect(report.states.size).toBeGreaterThanOrEqual(9);
  expect(report.refusals).toBeGreaterThan(100);
}, 120_000);

it('an assignment walks everywhere and nowhere else', async () => {
  const roles: AssignmentRole[] = ['lead', 'assisting', 'distribute', 'separate'];
  let made = 0;
  const report = await walk({
    store: assignmentStore,
    walkers: [house.deputy, house.officer, house.transportClerk, house.transportHead, house.housingClerk, house.officeClerk].map(walker),
    as: inCity,
    create: async () => {
      const suggestionId = await bareSuggestion('assigned');
      const id = newId();
      const role = roles[made++ % roles.length] ?? 'lead';
      const organId = role === 'distribute' ? house.organs.office : house.organs.transport;
      await database.adminSql(
        `INSERT INTO assignment (id, congress_id, suggestion_id, organ_id, organ_name, organ_congress_id, role, assigned_on, return_until) VALUES ($1, $2, $3, $4, '承办单位', $2, $5, '2026-03-02', '2026-03-16')`,
        [id, house.city.congressId, suggestionId, organId, role],
      );
      return id;
    },
    details: async (work, action, subject, chance) => {
      const base = [newId(), subject.congressId, subject.matterId, subject.id, subject.organId, subject.organName];
      if (action === 'recordContact') {
        await work.sql(`UPDATE contact SET state = 'confirmed' WHERE assignment_id = $1 AND $2::int % 2 = 0`, [subject.id, chance]);
        await work.sql(`INSERT INTO contact (id, congress_id, suggestion_id, assignment_id, organ_id, organ_name, method, contacted_on, content, by_name, round, state) SELECT $1, $2, $3, $4, $5, $6, 'phone', '2026-03-02', '沟通', '郑涛', $7, 'confirmed' WHERE NOT EXISTS (SELECT 1 FROM contact WHERE assignment_id = $4 AND state = 'waiting')`, [...base, subject.round]);
      }
      if (action === 'submitReply') {
        await work.sql(`INSERT INTO contact (id, congress_id, suggestion_id, assignment_id, organ_id, organ_name, method, contacted_on, content, by_name, round, state) VALUES ($1, $2, $3, $4, $5, $6, 'phone', '2026-03-02', '沟通', '郑涛', $7, 'confirmed')`, [...base, subject.round]);
        await work.sql(`INSERT INTO reply (id, congress_id, suggestion_id, assignment_id, organ_id, organ_name, round, grade, body, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'A', '这是一份写得完整的答复正文，逐条回应了代表提出的问题。', now()) ON CONFLICT DO NOTHING`, [...base, subject.round]);
      }
      if (action === 'confirmContact' || action === 'assumeContact' || action === 'disputeContact') {
        await work.sql(`INSERT INTO contact (id, congress_id, suggestion_id, assignment_id, organ_id, organ_name, method, contacted_on, content, by_name, round, state) VALUES ($1, $2, $3, $4, $5, $6, 'phone', '2026-03-02', '沟通', '郑涛', $7, 'waiting')`, [...base, subject.round]);
      }
      if (action === 'grantExtension' || action === 'refuseExtension') {
        await work.sql(`INSERT INTO extension (id, congress_id, suggestion_id, assignment_id, organ_name, reason, requested_until) VALUES ($1, $2, $3, $4, $5, '延期', '2026-08-31')`, [base[0], base[1], base[2], base[3], base[5]]);
      }
      if (action === 'proposeMeeting') {
        await work.sql(`INSERT INTO suggestion_meeting (id, congress_id, suggestion_id, assignment_id, organ_id, organ_name, round, state, place, slots, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'cancelled', '会议室', '{}', '郑涛', now())`, [...base, subject.round]);
      }
      if (['acceptMeeting', 'counterMeeting', 'confirmMeeting', 'remindMeeting', 'cancelMeeting'].includes(action)) {
        const state = action === 'confirmMeeting' ? 'countered' : action === 'remindMeeting' ? 'agreed' : 'proposed';
        await work.sql(`INSERT INTO suggestion_meeting (id, congress_id, suggestion_id, assignment_id, organ_id, organ_name, round, state, place, slots, at, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '会议室', '{}', now(), '郑涛', now())`, [...base, subject.round, state]);
      }
      return { input: { until: '2026-08-31' }, event: await eventOf(work, subject.matterId, subject.id) };
    },
    runs: 24,
    steps: 16,
    attempts: 3,
  });
  expect(report.states.size).toBeGreaterThanOrEqual(6);
}, 120_000);

it('every state can be reached and every state ends', () => {
  expect(graphProblems(suggestionWorkflow)).toEqual([]);
  expect(graphProblems(assignmentWorkflow)).toEqual([]);
});

it('the README shows both workflows as they are (UPDATE_README=1 rewrites them)', () => {
  const readme = new URL('../README.md', import.meta.url).pathname;
  for (const workflow of [suggestionWorkflow, assignmentWorkflow]) {
    if (process.env['UPDATE_README']) updateReadme(readme, workflow);
    expect(readmeIsCurrent(readme, workflow)).toBe(true);
  }
});
