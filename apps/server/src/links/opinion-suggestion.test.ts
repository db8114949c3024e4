// 转为建议 from the tap to the answer: what a citizen is told of the suggestion that a deputy made of the opinion.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { useDeploymentSecret } from '@smart/identity/keys';
import { newId } from '@smart/kernel/ids';
import { enterAsCitizen, opinionSecret } from '@smart/opinions/entering';
import { followed } from '@smart/opinions/follow';
import { saveDraft } from '@smart/suggestions/drafts';
import { examine } from '@smart/suggestions/examination';
import { submit } from '@smart/suggestions/submission';
import { createHouse, type House, sample } from '@smart/suggestions/testing';
import { replyBody, type Steps, stepsIn } from '@smart/suggestions/testing-steps';
import type { DomainEvent } from '@smart/workflow/events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerDomains } from '../domains.ts';
import { opinionsFollowing, takeUpOpinion } from './opinion-suggestion.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeAll(async () => {
  registerDomains();
  useDeploymentSecret('a secret for tests only');
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
});
afterAll(() => database.close());

/** What happened to suggestions reaches the opinions, as the jobs do it. */
async function deliver(matterId: string): Promise<void> {
  await house.asSystem(house.city.congressId, async (work) => {
    const events = await work.sql<DomainEvent & { at: Date }>(
      `SELECT id, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at FROM domain_event WHERE matter_id = $1 AND type = ANY ($2) ORDER BY position`,
      [matterId, opinionsFollowing.types],
    );
    for (const event of events) await opinionsFollowing.handle(work, { ...event, at: event.at.toISOString() });
  });
}

/** An opinion that became a suggestion which was answered; what its citizen reads then. */
async function answered(marked: Partial<Parameters<typeof saveDraft>[2]>, phone = '') {
  const { congressId } = house.city;
  const opinion = await house.asSystem(congressId, (work) =>
    enterAsCitizen(work, congressId, { content: '三号楼的路灯坏了三个月，希望尽快修好。', place: '金鹗小区', name: '', hideName: true }, { key: newId(), deputyPersonId: null, stationId: null }));
  const { suggestionId: id } = await house.as(house.deputy, (work, who) => takeUpOpinion(work, who, { id: opinion.id }));
  await house.as(house.deputy, (work, who) => saveDraft(work, who, { id, topic: sample.topic, proposal: sample.proposal, ...marked }));
  await house.as(house.deputy, (work, who) => submit(work, who, { id }));
  await house.as(house.officer, (work, who) => examine(work, who, { id, decision: 'accept' }));
  await steps.assign(id, [{ organId: house.organs.transport, role: 'lead' }]);
  await steps.accept(id, house.transportClerk);
  await steps.answer(id, house.transportClerk, house.transportHead);
  if (phone !== '') await database.adminSql('UPDATE reply SET body = body || $2 WHERE suggestion_id = $1', [id, `联系电话${phone}。`]);
  await deliver(id);
  return house.asSystem(congressId, (work) => followed(work, opinion.number, opinionSecret(opinion.id)));
}

it('the signed reply answers the citizen, with the number and without anybody’s phone', async () => {
  const { state, reply, repliedBy, stations } = await answered({}, '13907305599');
  expect({ state, repliedBy }).toEqual({ state: 'replied', repliedBy: '岳阳市交通运输局' });
  expect(reply).toContain(replyBody);
  expect(reply).not.toContain('13907305599');
  expect(JSON.stringify(stations)).toMatch(/第\d+号/u);
});

it.each([
  ['confidential', { confidential: true, confidentialReason: '涉及反映人的住址' }],
  ['marked as unsuitable for publication', { publishConsent: false }],
])('of one that is %s neither a word nor the number is told, but that there was an answer', async (_what, marked) => {
  const { state, reply, stations } = await answered(marked);
  expect(state).toBe('replied');
  expect(reply).toContain('已经答复');
  expect(reply).not.toContain(replyBody);
  expect(JSON.stringify(stations)).not.toMatch(/第\d+号/u);
});
