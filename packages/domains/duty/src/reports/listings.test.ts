import { registerParameters } from '@smart/divisions/parameters';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity, Role } from '@smart/identity/capacity';
import { fixedClock } from '@smart/kernel/clock';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dutyParameters } from '../parameters.ts';
import { archiveListing } from './listings.ts';

let database: TestDatabase;
const clock = fixedClock('2026-11-30T09:00:00+08:00');
const people: Record<'deputy' | 'other' | 'officer' | 'city', Capacity> = Object.create(null);
const delegationId = newId();

beforeAll(async () => {
  database = await createTestDatabase();
  registerParameters(dutyParameters);
  const directory = await createTestDirectory(database, { clock });
  const base = (code: string, name: string, role: Role): Capacity => ({
    id: newId(), kind: role === 'deputy' ? 'mandate' : 'appointment', personId: newId(), personName: name, userId: newId(), label: role, congressId: directory.congress(code), congressName: '岳阳楼区人民代表大会', divisionCode: code, tier: 'county', roles: [role],
  });
  Object.assign(people, { deputy: base('430602', '王强', 'deputy'), other: base('430602', '赵敏', 'deputy'), officer: base('430602', '张华', 'congress_officer'), city: base('4306', '李市', 'congress_officer') });
  const termId = newId();
  await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [termId, people.deputy.congressId]);
  await database.adminSql(`INSERT INTO delegation (id, congress_id, term_id, name) VALUES ($1, $2, $3, '城陵矶代表团')`, [delegationId, people.deputy.congressId, termId]);
  for (const [who, group] of [[people.deputy, delegationId], [people.other, null]] as const) {
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, $2, ARRAY[$3::uuid], true)`, [who.personId, who.personName, who.congressId]);
    await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, delegation_id, certificate, starts_on) VALUES ($1, $2, $3, $4, $5, $6, '2022-01-05')`, [who.id, who.personId, who.congressId, termId, group, who.id.slice(-12)]);
  }
  for (const [who, kind, title, day] of [[people.deputy, 'voters_visited', '走访两户', '2026-03-02'], [people.deputy, 'research', '调研农村公路', '2025-04-02'], [people.other, 'inspection', '视察菜市场', '2026-05-02']] as const)
    await database.adminSql(
      `INSERT INTO duty_record (id, congress_id, mandate_id, person_id, event_id, event_at, record_key, kind, title, occurred_on, subject_type, subject_id, detail) VALUES ($1, $2, $3, $4, $5, now(), gen_random_uuid()::text, $6, $7, $8, 'suggestion', $9, '{"whom": "固定联系户"}')`,
      [newId(), who.congressId, who.id, who.personId, newId(), kind, title, day, newId()],
    );
});
afterAll(() => database.close());

const as = <T>(who: Capacity, run: (work: Work, who: Capacity) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.congress': who.congressId, 'app.person': who.personId }, (unit) => run(testWork(unit, clock), who));
const codeOf = async (act: Promise<unknown>): Promise<string> => act.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));

it('an archive is for its deputy and the office, of a year or all of it', async () => {
  const own = await as(people.deputy, (work, me) => archiveListing(work, me, {}));
  expect(own.sections).toEqual([
    { heading: '联系群众（1 项）', rows: [['2026年3月2日', '走访联系群众', '走访两户', '联系对象：固定联系户']] }, { heading: '代表活动（1 项）', rows: [['2025年4月2日', '专题调研', '调研农村公路', '联系对象：固定联系户']] },
  ]);
  expect((await as(people.officer, (work, me) => archiveListing(work, me, { mandateId: people.deputy.id, year: '2025' }))).sections).toHaveLength(1);
  expect(await codeOf(as(people.other, (work, me) => archiveListing(work, me, { mandateId: people.deputy.id })))).toBe('common.not_found');
  expect(await codeOf(as(people.city, (work, me) => archiveListing(work, me, { mandateId: people.deputy.id })))).toBe('common.not_found');
  expect(await codeOf(as(people.officer, (work, me) => archiveListing(work, me, { mandateId: people.deputy.id, year: 'zwei' })))).toBe('common.invalid_input');
});
