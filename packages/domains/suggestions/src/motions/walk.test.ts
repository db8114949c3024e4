// Random walks over motions on a real database: no dead end, no illegal step succeeds, log and state agree, too few signatures never pass.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import { graphProblems } from '@smart/workflow/graph';
import { readmeIsCurrent, updateReadme } from '@smart/workflow/mermaid';
import { walk, type Walker } from '@smart/workflow/walk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actingOf } from '../act.ts';
import type { Actor } from '../subjects.ts';
import { createHouse, type House } from '../testing.ts';
import { motionPayloadOf } from './events.ts';
import { loadMotion, motionStore } from './store.ts';
import { signatoriesOf } from './subject.ts';
import { motionHouse, motionText } from './testing.ts';
import { motionWorkflow } from './workflow.ts';

let database: TestDatabase;
let house: House;
let motions: Awaited<ReturnType<typeof motionHouse>>;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  motions = await motionHouse(house);
});
afterAll(() => database.close());

const walker = (capacity: Capacity): Walker<Actor> => ({ name: capacity.label, actor: capacity, acting: actingOf(capacity) });

/** A draft that nine deputies have signed and one was asked to sign, without the services. */
async function bareMotion(): Promise<string> {
  const id = newId();
  const { city, deputy } = house;
  await database.adminSql(
    `INSERT INTO motion (id, congress_id, term_id, title, cause, grounds, plan, topic, lead_mandate_id, lead_person_id, lead_name, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'transport', $8, $9, '李明', now())`,
    [id, city.congressId, city.termId, motionText.title, motionText.cause, motionText.grounds, motionText.plan, deputy.id, deputy.personId],
  );
  for (const [at, one] of motions.signers.entries()) {
    await database.adminSql(`INSERT INTO motion_cosigner (id, congress_id, motion_id, mandate_id, person_id, name, state) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [newId(), city.congressId, id, one.id, one.personId, one.personName, at === 0 ? 'invited' : 'confirmed']);
  }
  return id;
}

it('motions: the workflow is walked everywhere and nowhere else', async () => {
  const report = await walk({
    store: motionStore,
    walkers: [house.deputy, house.cosigner, house.otherDeputy, house.officer, motions.committee, house.transportClerk, house.districtOfficer].map(walker),
    as: (_, run) => house.asSystem(house.city.congressId, run),
    create: bareMotion,
    details: async (work, action, subject, chance) => {
      // As though somebody else had left before: the last of the list takes no part in the walk.
      if (action === 'retractCosign') await work.sql(`UPDATE motion_cosigner SET state = 'retracted' WHERE id = (SELECT id FROM motion_cosigner WHERE motion_id = $1 AND state = 'confirmed' ORDER BY id DESC LIMIT 1)`, [subject.id]);
      const patches = {
        submit: { submitted_at: new Date(), number: 1 }, refer: { committee_organ_id: motions.committeeId, committee_organ_name: '城环委' }, resolve: { handling_organ_id: house.organs.transport, handling_organ_name: '交通局' },
        askWithdrawal: { withdrawal_reason: '需要重新论证' }, refuseWithdrawal: { withdrawal_reason: null }, publish: { published_at: new Date() }, unpublish: { published_at: null },
      };
      const patch = Object.entries(patches).find(([name]) => name === action)?.[1] ?? {};
      return { input: { outcome: ['in_handling', 'closed', 'not_adopted'][chance % 3] }, patch, event: { payload: motionPayloadOf(await loadMotion(work, subject.id), { actorLabel: '测试' }) } };
    },
    invariant: (subject) => {
      const { state } = subject;
      if (state === 'in_committee' && subject.committeeOrganId === null) throw new Error('in a committee that is not named');
      if (state === 'in_handling' && subject.handlingOrganId === null) throw new Error('handled by nobody');
      if (state === 'lapsed' && signatoriesOf(subject) >= subject.needed) throw new Error('ended with enough signatures');
    },
    runs: 40,
    steps: 16,
    attempts: 2,
  });
  expect([...report.states].sort()).toEqual(Object.keys(motionWorkflow.states).sort());
  expect(report.refusals).toBeGreaterThan(50);
}, 120_000);

it('every state can be reached and every state ends; the README shows it as it is (UPDATE_README=1 rewrites it)', () => {
  expect(graphProblems(motionWorkflow)).toEqual([]);
  const readme = new URL('../../README.md', import.meta.url).pathname;
  if (process.env['UPDATE_README']) updateReadme(readme, motionWorkflow);
  expect(readmeIsCurrent(readme, motionWorkflow)).toBe(true);
});
