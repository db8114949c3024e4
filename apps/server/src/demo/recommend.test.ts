// Does the recommendation name the department that fits? Judged on all matters of the demonstration, in a city where nothing was handled yet:
// only titles, texts and the words of the departments' remits speak.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import { recommendOrgans } from '@smart/suggestions/recommending/recommend';
import { createHouse, type House } from '@smart/suggestions/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { departmentsOf, type DepartmentKey } from './departments.ts';
import { fieldMatters } from './matters-fields.ts';
import { homeMatters } from './matters-homes.ts';
import { peopleMatters } from './matters-people.ts';
import { streetMatters } from './matters-streets.ts';
import { demoPlaces } from './places.ts';
import { fill } from './writing.ts';

const matters = [...streetMatters, ...homeMatters, ...peopleMatters, ...fieldMatters];
let database: TestDatabase;
let house: House;
const departments = new Map<string, DepartmentKey>();
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  await database.adminSql(`UPDATE organ SET abolished_on = '2026-01-01' WHERE kind = 'department'`);
  for (const one of departmentsOf('city')) {
    const id = newId();
    departments.set(id, one.key);
    await database.adminSql(`INSERT INTO organ (id, congress_id, name, short_name, kind, remit) VALUES ($1, $2, $3, $4, 'department', $5)`, [id, house.city.congressId, `岳阳市${one.title}`, one.title, one.remit]);
  }
});
afterAll(() => database.close());

it('names the fitting department first for four of five matters at least', async () => {
  const place = demoPlaces.find(({ slug }) => slug === 'city');
  if (!place) throw new Error('the demonstration has no city');
  const missed: string[] = [];
  for (const one of matters) {
    const setting = { place, area: '城陵矶', other: '君山', seed: one.key };
    const id = await house.submitted(house.deputy, { title: fill(one.title, setting), background: fill(one.situation, setting), proposal: fill(one.proposal, setting), topic: one.topic });
    const { organs } = await house.as(house.officer, (work, who) => recommendOrgans(work, who, id));
    const named = organs.flatMap(({ organId }) => departments.get(organId) ?? []);
    if (named[0] !== one.organ) missed.push(`${one.key}: ${one.organ}, recommended ${named.join(' ') || 'nobody'}`);
  }
  expect(1 - missed.length / matters.length, missed.join('\n')).toBeGreaterThanOrEqual(0.8);
});
