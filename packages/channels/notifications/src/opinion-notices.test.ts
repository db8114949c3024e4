// 群众意见: who is told what, in which words, and what a citizen's phone gets; on a real database with the events of real acts.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { readyDataKeys } from '@smart/identity/data-keys';
import { merge } from '@smart/opinions/cases';
import { keepContact, openContact } from '@smart/opinions/contact';
import { enter, opinionSecret } from '@smart/opinions/entering';
import { opinionEventPayload, opinionEvents } from '@smart/opinions/events';
import { addMessage, evaluate } from '@smart/opinions/follow';
import { accept, giveBack, handOver, reply } from '@smart/opinions/sorting';
import { createHouse, type House, sample } from '@smart/opinions/testing';
import type { DomainEvent } from '@smart/workflow/events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noticeOpinionEvent, opinionRules, sendOpinionDue } from './opinion-notices.ts';
import { type SmsMessage, useSms } from './sms.ts';

let database: TestDatabase;
let house: House;
const sent: SmsMessage[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  await database.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => readyDataKeys({ ...unit, clock: house.clock }, 'aes-256-gcm'));
  for (const who of [house.officer, house.clerk]) await database.adminSql(`INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on) VALUES ($1, $2, $3, $4, '科员', $5, '2022-01-05')`, [who.id, who.personId, who.congressId, who.organId, who.roles]);
  useSms({ origin: 'https://rd.example', provider: { send: async (message) => (sent.push(message), { accepted: message.phone !== '13900000000', reference: message.id, code: 'refused' }) } });
});
afterAll(async () => {
  useSms(null);
  await database.close();
});

const payload = opinionEventPayload.parse({ number: '430602-260302-ABCDEF', title: '三号楼的路灯坏了', organId: null, organName: '区住建局', deputyPersonId: null, leadPersonId: null, suggestionId: null, held: false, reason: '请核实' });

it.each([...opinionEvents.keys()])('%s has a rule that speaks in whole Chinese sentences or tells nobody', (type) => {
  const rule = opinionRules[type];
  expect(rule).toBeDefined();
  if (rule === undefined) return;
  expect(`${rule.title}${rule.body(payload).replace(payload.number, '')}`).not.toMatch(/undefined|null|[a-z]{3,}/i);
  // The gap of an SMS; the message names neither the matter nor its number.
  expect([...(rule.stage ?? '')].length).toBeLessThanOrEqual(20);
});

/** The events of one opinion that nobody was told of yet, delivered as the jobs do it, twice. */
const delivered = new Set<string>();
async function deliver(opinionId: string): Promise<void> {
  for (let more = true; more; ) {
    const events = (await database.adminSql<DomainEvent & { at: Date }>(
      `SELECT id, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at FROM domain_event WHERE matter_id = $1 ORDER BY position`, [opinionId],
    )).filter(({ id }) => !delivered.has(id));
    more = events.length > 0;
    for (const event of events) {
      delivered.add(event.id);
      const told = { ...event, at: event.at.toISOString() };
      if (opinionEvents.has(event.type)) for (let time = 0; time < 2; time += 1) await house.inDistrict((work) => noticeOpinionEvent(work, time === 0 ? told : { ...told }));
      if (event.type === 'notice.opinion_due') await house.inDistrict((work) => sendOpinionDue(work, told));
    }
  }
}
const inbox = async ({ personId }: Capacity, opinionId: string): Promise<string[]> => (await database.adminSql<{ title: string }>('SELECT title FROM notice WHERE person_id = $1 AND matter_id = $2 ORDER BY created_at, id', [personId, opinionId])).map(({ title }) => title);
const reason = '请按职责办理';

it('tells the deputy, the organ and the office what concerns them, once, and nobody their own act', async () => {
  const { as, officer, clerk, deputy, otherDeputy, housing } = house;
  const { id, number } = await house.byCitizen({}, { deputyPersonId: deputy.personId });
  await as(officer, (work, who) => handOver(work, who, { id, organId: housing, reason }));
  await as(clerk, (work, who) => giveBack(work, who, { id, reason: '属于交通部门职责' }));
  await as(officer, (work, who) => handOver(work, who, { id, organId: housing, reason }));
  await house.inDistrict((work) => addMessage(work, number, opinionSecret(id), '昨晚还是不亮'));
  await as(clerk, (work, who) => reply(work, who, { id, reply: '已派人更换灯具，今晚恢复照明。' }));
  await house.inDistrict((work) => evaluate(work, number, opinionSecret(id), 'dissatisfied'));
  await deliver(id);
  expect(new Set(await inbox(deputy, id))).toEqual(new Set(['有群众向您反映意见', '群众意见已交办', '群众意见已答复']));
  expect(new Set(await inbox(clerk, id))).toEqual(new Set(['群众意见已交办', '群众补充了内容', '群众不满意，请重新办理']));
  expect(await inbox(officer, id)).toEqual(['承办单位退回群众意见']);
  expect(await inbox(otherDeputy, id)).toEqual([]);
});

it('tells of what the word filter held back only after staff have looked at it; staff tell who spoke at the station', async () => {
  const { as, officer, clerk, deputy, housing } = house;
  const { id } = await house.byCitizen({ content: '某主任受贿，请查一查。' }, { deputyPersonId: deputy.personId });
  await deliver(id);
  expect(await inbox(deputy, id)).toEqual([]);
  await as(officer, (work, who) => accept(work, who, { id }));
  await deliver(id);
  expect(await inbox(deputy, id)).toEqual(['有群众向您反映意见']);
  const taken = await as(officer, (work, who) => enter(work, who, { ...sample, fileIds: [], urgent: false }));
  await as(officer, (work, who) => handOver(work, who, { id: taken.id, organId: housing, reason }));
  await as(clerk, (work, who) => reply(work, who, { id: taken.id, reply: '已派人更换灯具，今晚恢复照明。' }));
  await deliver(taken.id);
  expect(await inbox(officer, taken.id)).toEqual(['群众意见已反馈，请告知群众']);
});

it('sends a citizen who left a number the stage and the way to the receipt; a case reaches each phone; the number is forgotten at the end', async () => {
  const { as, officer, clerk, housing } = house;
  const [head, member] = [await house.byCitizen(), await house.byCitizen()];
  for (const [one, phone] of [[head, '13812345678'], [member, '13900000000']] as const) await house.inDistrict((work) => keepContact(work, one.number, opinionSecret(one.id), phone));
  expect(JSON.stringify(await database.adminSql('SELECT * FROM opinion WHERE id = $1', [head.id]))).not.toContain('13812345678');
  await as(officer, (work, who) => merge(work, who, { id: head.id, memberIds: [member.id] }));
  await as(officer, (work, who) => handOver(work, who, { id: head.id, organId: housing, reason }));
  await as(clerk, (work, who) => reply(work, who, { id: head.id, reply: '已派人更换灯具，今晚恢复照明。' }));
  await deliver(head.id);
  await deliver(member.id);
  const texts = sent.filter(({ phone }) => phone === '13812345678').map(({ text }) => text);
  expect(texts.map((text) => /新进展：([^。]+)/.exec(text)?.[1])).toEqual(['已交有关单位办理', '已答复，请评价']);
  expect(texts[0]).toMatch(/https:\/\/rd\.example\/o\/[\w.]{20,40}$/);
  expect(texts.join('')).not.toMatch(/路灯|430602-/);
  // The provider says that this number will never take a message: it is not kept, and not tried again.
  expect(sent.filter(({ phone }) => phone === '13900000000')).toHaveLength(1);
  expect(await house.inDistrict((work) => openContact(work, member.id))).toBeNull();
  const events = JSON.stringify(await database.adminSql(`SELECT payload FROM domain_event WHERE type LIKE 'notice.opinion%'`));
  expect(events).not.toContain('138');
});
