// What an organ sees of its work: parts with both clocks, the ledger of commitments, the deputy's number on a stated purpose.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { useDeploymentSecret } from '@smart/identity/keys';
import { sealPhone } from '@smart/identity/phone';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as assignment from './assignment.ts';
import { deputyContact, showDeputyPhone } from './deputy-contact.ts';
import { examine } from './examination.ts';
import { accept } from './handling.ts';
import { ledgerInput, partsInput } from './model-inputs.ts';
import { ledgerOf, partsOf } from './parts.ts';
import { saveReply } from './reply.ts';
import { decideExtension, requestExtension } from './extension.ts';
import { suggestionDetail } from './detail.ts';
import { createHouse, type House } from './testing.ts';
import { stepsIn } from './testing-steps.ts';

let database: TestDatabase;
let house: House;
let id = '';
beforeAll(async () => {
  useDeploymentSecret('a secret for this test only, long enough');
  database = await createTestDatabase();
  house = await createHouse(database);
  id = await house.submitted(house.deputy);
  await house.as(house.officer, (work, who) => examine(work, who, { id, decision: 'accept' }));
  await house.as(house.officer, (work, who) => assignment.assign(work, who, { items: [{ id, organs: [{ organId: house.organs.office, role: 'distribute' }] }], preview: false }));
});
afterAll(() => database.close());

const parts = (who: House['deputy'], input: object = {}) => house.as(who, (work) => partsOf(work, who, partsInput.parse(input)));

it('shows the office what it has to distribute, then what it distributed', async () => {
  const waiting = await parts(house.officeClerk);
  expect(waiting).toMatchObject({ total: 1, rows: [{ role: 'distribute', due: { kind: 'distribution' }, totalDue: { dueOn: '2026-06-02' } }] });
  const [part] = waiting.rows;
  if (!part) throw new Error('no part');
  await house.as(house.officeClerk, (work, who) => assignment.distribute(work, who, { assignmentId: part.assignmentId, organs: [{ organId: house.organs.transport, role: 'lead' }, { organId: house.organs.housing, role: 'assisting' }] }));
  expect((await parts(house.officeClerk, { scope: 'below' })).rows.map((one) => one.organName).sort()).toEqual(['岳阳市交通运输局', '岳阳市住房和城乡建设局'].sort());
  expect((await parts(house.transportClerk, { scope: 'below' })).total).toBe(0);
});

it('gives an organ its own parts with its own clock and the deputy’s, by light and words', async () => {
  expect(await parts(house.transportClerk)).toMatchObject({ total: 1, rows: [{ role: 'lead', state: 'assigned', contact: null, reply: null, due: { kind: 'acceptance', dueOn: '2026-03-05' }, totalDue: { dueOn: '2026-06-02' } }] });
  expect((await parts(house.housingClerk)).rows).toMatchObject([{ role: 'assisting', suggestionId: id }]);
  expect((await parts(house.transportClerk, { light: 'amber' })).total).toBe(1);
  expect(await parts(house.transportClerk, { light: 'red' })).toMatchObject({ total: 0, rows: [], amber: 1 });
  expect((await parts(house.transportClerk, { q: '公交' })).total).toBe(1);
  expect((await parts(house.transportClerk, { q: '学校' })).total).toBe(0);
});

it('shows the deputy’s number masked, and in clear only to the organ at work, with the purpose recorded', async () => {
  const [part] = (await parts(house.transportClerk)).rows;
  if (!part) throw new Error('no part');
  const { assignmentId } = part;
  const stored = sealPhone(house.deputy.personId, '13907300001');
  await database.adminSql('UPDATE person SET phone_cipher = $2, phone_index = $3, phone_masked = $4 WHERE id = $1', [house.deputy.personId, stored.phoneCipher, stored.phoneIndex, stored.phoneMasked]);
  expect(await house.as(house.transportClerk, (work, who) => deputyContact(work, who, assignmentId))).toEqual({ name: '李明', phoneMasked: stored.phoneMasked });
  await expect(house.as(house.housingClerk, (work, who) => deputyContact(work, who, assignmentId))).rejects.toMatchObject({ code: 'common.not_found' });
  await expect(house.as(house.housingClerk, (work, who) => showDeputyPhone(work, who, { assignmentId, purpose: '联系代表沟通' }))).rejects.toMatchObject({ code: 'common.not_found' });
  expect(await house.as(house.transportClerk, (work, who) => showDeputyPhone(work, who, { assignmentId, purpose: '联系代表沟通' }))).toEqual({ phone: '13907300001' });
  const [event] = await database.adminSql<{ payload: { purpose: string; by: string } }>(`SELECT payload FROM domain_event WHERE type = 'person.phone_shown'`);
  expect(event?.payload).toMatchObject({ purpose: '联系代表沟通', by: '郑涛（市交通运输局）' });
});

it('keeps what a draft lists out of the ledger; what was signed stands in it until it is kept', async () => {
  const [part] = (await parts(house.transportClerk)).rows;
  if (!part) throw new Error('no part');
  const { assignmentId } = part;
  await house.as(house.transportClerk, (work, who) => accept(work, who, { assignmentId }));
  const drafted = await house.as(house.transportClerk, (work, who) => saveReply(work, who, { assignmentId, grade: 'B', body: '将增开公交线路。', commitments: [{ text: '增开公交线路一条', dueOn: '2026-02-01' }] }));
  const ledger = (who: House['deputy'], input: object = {}) => house.as(who, (work) => ledgerOf(work, who, ledgerInput.parse(input)));
  expect(await ledger(house.transportClerk)).toMatchObject({ total: 0, rows: [] });
  expect((await parts(house.transportClerk)).rows).toMatchObject([{ reply: 'draft' }]);
  await database.adminSql(`UPDATE reply SET state = 'signed', signed_at = now() WHERE id = $1`, [drafted.id]);
  await database.adminSql(`UPDATE suggestion SET state = 'tracking_commitment' WHERE id = $1`, [id]);
  expect(await ledger(house.transportClerk)).toMatchObject({ total: 1, open: 1, overdue: 1, kept: 0, rows: [{ text: '增开公交线路一条', light: 'amber', mayReport: true, suggestionId: id }] });
  expect(await ledger(house.transportClerk, { state: 'kept' })).toMatchObject({ total: 0, open: 1, rows: [] });
  expect(await ledger(house.housingClerk)).toMatchObject({ total: 0, open: 0 });
});

it('an extended answer is not late for the first contact that has passed; without the extension it is', async () => {
  const late = async (n: string) => (await parts(house.transportClerk, { light: 'red', q: n })).total;
  const steps = stepsIn(house);
  house.clock.set('2026-03-02T09:00:00+08:00');
  const extended = await steps.registered(house.deputy, { title: '关于整治河道岸线的建议' });
  await steps.assign(extended, [{ organId: house.organs.transport, role: 'lead' }]);
  await steps.accept(extended, house.transportClerk);
  const { id: assignmentId } = await steps.part(extended, house.organs.transport);
  await house.as(house.transportClerk, (work, who) => requestExtension(work, who, { assignmentId, until: '2026-08-20', reason: '涉及面广，需要多方协调' }));
  house.clock.set('2026-05-20T09:00:00+08:00');
  expect(await late('整治河道岸线')).toBe(1);
  const [asked] = (await house.as(house.officer, (work, who) => suggestionDetail(work, who, extended))).extensions;
  await house.as(house.officer, (work, who) => decideExtension(work, who, { extensionId: asked?.id ?? '', grant: true, note: '' }));
  expect(await late('整治河道岸线')).toBe(0);
  expect(await parts(house.transportClerk, { q: '整治河道岸线' })).toMatchObject({ rows: [{ due: { kind: 'reply', dueOn: '2026-08-20' } }] });
});
