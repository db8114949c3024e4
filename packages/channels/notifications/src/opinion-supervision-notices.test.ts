// 督查 told: the organ what is asked, the office that it was answered, the deputy and the citizen that it is supervised; once each.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { registerParameters } from '@smart/divisions/parameters';
import { reminderParameters } from '@smart/jobs/parameters';
import { remind } from '@smart/jobs/reminders';
import { newId } from '@smart/kernel/ids';
import { handOn, handOver } from '@smart/opinions/sorting';
import { supervisionEventPayload, supervisionEvents } from '@smart/opinions/supervising/events';
import { supervisionsOf } from '@smart/opinions/supervising/looking';
import { answerSupervision, pressSupervision, settleSupervision, supervise } from '@smart/opinions/supervising/supervising';
import { createHouse, type House } from '@smart/opinions/testing';
import type { DomainEvent } from '@smart/workflow/events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noticeDeadline } from './consumers.ts';
import { noticeOpinionSupervision, supervisionRules } from './opinion-supervision-notices.ts';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  registerParameters(reminderParameters);
  house = await createHouse(database);
  for (const who of [house.officer, house.clerk, house.otherClerk]) await database.adminSql(`INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on) VALUES ($1, $2, $3, $4, '科员', $5, '2022-01-05')`, [who.id, who.personId, who.congressId, who.organId, who.roles]);
});
afterAll(() => database.close());

const payload = supervisionEventPayload.parse({ number: '430602-260302-ABCDEF', title: '路灯坏了', numberLabel: '岳阳楼区意督〔2026〕1号', issuer: '岳阳楼区人民代表大会', issuerOrganId: 'x', organId: null, organName: '区住建局', dueOn: '2026-03-12', request: '请说明原因', reason: '请补充', outcome: null, deputyPersonId: null });

it.each([...supervisionEvents.keys()])('%s has a rule that speaks in whole Chinese sentences', (type) => {
  const rule = supervisionRules[type];
  expect(`${rule?.title}${rule?.body(payload)}`).not.toMatch(/undefined|null|[a-z]{3,}/i);
  expect([...(rule?.stage ?? '')].length).toBeLessThanOrEqual(20);
});

async function deliver(opinionId: string): Promise<void> {
  const events = await database.adminSql<DomainEvent & { at: Date }>(
    `SELECT id, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at FROM domain_event WHERE matter_id = $1 AND subject_type = 'opinion_supervision' ORDER BY position`, [opinionId],
  );
  for (const event of events) for (let time = 0; time < 2; time += 1) await house.inDistrict((work) => noticeOpinionSupervision(work, { ...event, at: event.at.toISOString() }));
}
const inbox = async ({ personId }: Capacity): Promise<string[]> => (await database.adminSql<{ title: string }>('SELECT title FROM notice WHERE person_id = $1 ORDER BY created_at, id', [personId])).map(({ title }) => title).sort();

it('reaches the organ that handles, the office and the deputy who was addressed, and nobody else', async () => {
  const { as, officer, clerk, otherClerk, deputy, otherDeputy, housing } = house;
  const { id } = await house.byCitizen({}, { deputyPersonId: deputy.personId });
  await as(officer, (work, who) => handOver(work, who, { id, organId: housing, reason: '请按职责办理' }));
  await as(officer, (work, who) => supervise(work, who, { opinionIds: [id], ground: 'serious', request: '请优先办理并说明措施', dueOn: '2026-03-12' }));
  const [letter] = (await as(officer, (work, who) => supervisionsOf(work, who, id))).rows;
  await as(clerk, (work, who) => answerSupervision(work, who, { id: letter?.id ?? '', answer: '已经安排抢修队伍进场', doneBy: null }));
  await as(officer, (work, who) => pressSupervision(work, who, { id: letter?.id ?? '', reason: '请写明完成时间', dueOn: '2026-03-16' }));
  await as(officer, (work, who) => settleSupervision(work, who, { id: letter?.id ?? '', outcome: '路灯已经换好' }));
  await deliver(id);
  expect(await inbox(clerk)).toEqual(['收到群众意见督查单', '群众意见督查办结', '群众意见继续督查'].sort());
  expect(await inbox(officer)).toEqual(['群众意见督查已回复']);
  expect(await inbox(deputy)).toEqual(['群众向您反映的意见正在督查']);
  expect([...(await inbox(otherClerk)), ...(await inbox(otherDeputy))]).toEqual([]);
});

it('overdue, the organ and the office of the tier above that asked are reminded, once; answered, nobody is', async () => {
  const { as, officer, cityOfficer, cityOffice, clock } = house;
  const department = newId();
  const handler: Capacity = { ...house.clerk, id: newId(), personId: newId(), congressId: cityOfficer.congressId, organId: department };
  await database.adminSql(`INSERT INTO organ (id, congress_id, name, short_name, kind, remit) VALUES ($1, $2, '市住房和城乡建设局', '市住建局', 'department', '')`, [department, cityOfficer.congressId]);
  await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, '何斌', ARRAY[$2::uuid], true)`, [handler.personId, cityOfficer.congressId]);
  for (const who of [cityOfficer, handler]) await database.adminSql(`INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on) VALUES ($1, $2, $3, $4, '科员', $5, '2022-01-05')`, [who.id, who.personId, who.congressId, who.organId, who.roles]);
  const asked = async (): Promise<string> => {
    const { id } = await house.byCitizen();
    await as(officer, (work, who) => handOver(work, who, { id, organId: cityOffice, reason: '属于市级事项' }));
    await as(cityOfficer, (work, who) => handOn(work, who, { id, organId: department, reason: '请按职责办理' }));
    await as(cityOfficer, (work, who) => supervise(work, who, { opinionIds: [id], ground: 'serious', request: '请优先办理并说明措施', dueOn: '2026-03-12' }));
    return id;
  };
  const [late, answered] = [await asked(), await asked()];
  const [letter] = (await as(handler, (work, who) => supervisionsOf(work, who, answered))).rows;
  await as(handler, (work, who) => answerSupervision(work, who, { id: letter?.id ?? '', answer: '已经安排抢修队伍进场', doneBy: null }));
  for (const day of ['2026-03-13', '2026-03-14', '2026-03-19', '2026-03-27']) {
    clock.set(`${day}T08:00:00+08:00`);
    await house.inDistrict((work) => remind(work, house.districtId));
  }
  const events = await database.adminSql<DomainEvent & { at: Date }>(
    `SELECT id, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at FROM domain_event WHERE matter_id = ANY ($1::uuid[]) AND subject_type = 'opinion_supervision' AND type LIKE 'deadline.%'`, [[late, answered]],
  );
  expect(events.map(({ type, matterId }) => [type, matterId])).toEqual([['deadline.overdue', late]]);
  for (const event of events) await house.inDistrict((work) => noticeDeadline(work, { ...event, at: event.at.toISOString() }));
  const reminded = await database.adminSql<{ personId: string; body: string }>('SELECT person_id AS "personId", body FROM reminder_entry WHERE matter_id = ANY ($1::uuid[])', [[late, answered]]);
  expect(new Set(reminded.map(({ personId }) => personId))).toEqual(new Set([handler.personId, cityOfficer.personId, officer.personId]));
  expect(reminded.every(({ body }) => /意督〔2026〕\d+号/.test(body))).toBe(true);
});
