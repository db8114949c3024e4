// Whose mandate has ended is told nothing more in it; who is elected again is told in the mandate of today.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import { suggestionEventPayload } from '@smart/suggestions/events';
import { createHouse, type House, type Someone } from '@smart/suggestions/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recipientsOf } from '@smart/notifications/recipients';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
});
afterAll(() => database.close());

it('co-signers who left get no notices; the re-elected get them in the new mandate', async () => {
  const [stays, left, again] = [await house.deputyOf('留任者'), await house.deputyOf('离任者'), await house.deputyOf('连任者')];
  const renewed = newId();
  await database.adminSql(`UPDATE mandate SET status = 'ended', ends_on = '2026-03-01' WHERE id = ANY ($1::uuid[])`, [[left.id, again.id]]);
  await database.adminSql(
    `INSERT INTO mandate (id, person_id, congress_id, term_id, certificate, starts_on) SELECT $1, person_id, congress_id, term_id, 'N1', '2026-03-01' FROM mandate WHERE id = $2`, [renewed, again.id],
  );
  const cosigner = (one: Someone) => ({ personId: one.personId, mandateId: one.id, name: one.personName, state: 'confirmed' });
  const payload = suggestionEventPayload.parse({
    title: '关于延伸公交线路的建议', numberLabel: null, kind: 'suggestion', submittedMonth: null, topic: null, inSession: false, confidential: false, state: 'registered',
    leadName: house.deputy.personName, leadPersonId: house.deputy.personId, leadMandateId: house.deputy.id, cosigners: [stays, left, again].map(cosigner), organs: [], organ: null, actorLabel: '工委', reason: null, facts: {},
  });
  const told = await house.asSystem(house.city.congressId, (work) => recipientsOf(work, { congressId: house.city.congressId, matterId: newId() }, ['lead', 'cosigners'], payload));
  expect(new Map(told.map((one) => [one.personId, one.capacityId]))).toEqual(new Map([[house.deputy.personId, house.deputy.id], [stays.personId, stays.id], [again.personId, renewed]]));
});
