// 转办 beyond the own government: to another tier, up and down, with one number throughout; to court, procuratorate, supervisory commission,
// the congress's own bodies and others; and nobody passes on who may not.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@smart/kernel/ids';
import { assign, distribute } from './assignment.ts';
import { filesOf } from './attachments.ts';
import { confirmContact, recordContact } from './contact.ts';
import { suggestionDetail } from './detail.ts';
import { evaluate } from './evaluation.ts';
import { examine } from './examination.ts';
import { accept, decideReturn, requestReturn } from './handling.ts';
import type { AssignmentRole } from './model.ts';
import { saveReply, signReply, submitReply } from './reply.ts';
import { createHouse, type House } from './testing.ts';
import { replyBody, type Steps, stepsIn } from './testing-steps.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
});
afterAll(() => database.close());

const see = (who: Capacity, id: string) => house.as(who, (work) => suggestionDetail(work, who, id));
const partOf = async (who: Capacity, id: string): Promise<string> => (await see(who, id)).assignments.findLast((one) => one.organId === who.organId && one.state !== 'returned')?.id ?? '';
const handOver = (officer: Capacity, id: string, organId: string, role: AssignmentRole = 'lead') => house.as(officer, (work) => assign(work, officer, { items: [{ id, organs: [{ organId, role }] }], preview: false }));
const registeredBy = async (deputy: Capacity, officer: Capacity): Promise<string> => {
  const id = await house.submitted(deputy);
  await house.as(officer, (work) => examine(work, officer, { id, decision: 'accept' }));
  return id;
};
/** Accepted, talked over, answered and signed by an organ wherever it is; evaluated by the deputy. Of the files all but the first are taken off again. */
async function answered(id: string, deputy: Capacity, clerk: Capacity, head: Capacity, fileIds: string[] = []): Promise<void> {
  const assignmentId = await partOf(clerk, id);
  await house.as(clerk, (work) => accept(work, clerk, { assignmentId }));
  await house.as(clerk, (work) => recordContact(work, clerk, { assignmentId, method: 'visit', contactedOn: '2026-03-02', content: '当面听取了代表意见' }));
  const contactId = (await see(deputy, id)).contacts[0]?.id ?? '';
  await house.as(deputy, (work) => confirmContact(work, deputy, { contactId }));
  await house.as(clerk, (work) => saveReply(work, clerk, { assignmentId, grade: 'A', body: replyBody, fileIds }));
  await house.as(clerk, (work) => saveReply(work, clerk, { assignmentId, grade: 'A', body: replyBody, fileIds: fileIds.slice(0, 1) }));
  await house.as(clerk, (work) => submitReply(work, clerk, { assignmentId }));
  await house.as(head, (work) => signReply(work, head, { assignmentId }));
  await house.as(deputy, (work) => evaluate(work, deputy, { id, attitude: 'satisfied', result: 'satisfied', comment: '' }));
}
/** A file as its uploader's congress holds it before it belongs to anything. */
async function uploaded(who: Capacity, name: string): Promise<string> {
  const id = newId();
  await database.adminSql(
    `INSERT INTO stored_file (id, congress_id, matter_id, purpose, name, media_type, size, sha256, uploaded_by, uploader_label, created_at) VALUES ($1, $2, $1, 'reply', $3, 'image/png', 9, $3, $4, '测试', $5)`,
    [id, who.congressId, name, who.personId, house.clock.now()],
  );
  return id;
}
const numberOf = (id: string) => database.adminSql<{ label: string; copies: number }>(`SELECT number_label AS label, (SELECT count(*)::int FROM suggestion x WHERE x.title = s.title AND x.id = s.id) AS copies FROM suggestion s WHERE id = $1`, [id]);

describe('another tier', () => {
  it('up: a district’s suggestion is answered by a department of the city under the district’s number; return and reply flow back', async () => {
    const id = await registeredBy(house.districtDeputy, house.districtOfficer);
    const [before] = await numberOf(id);
    await handOver(house.districtOfficer, id, house.organs.housing);
    const assignmentId = await partOf(house.housingClerk, id);
    await house.as(house.housingClerk, (work, who) => requestReturn(work, who, { assignmentId, cause: 'other_organ_leads', reason: '应由市交通运输局主办' }));
    // The city's own officers have nothing to decide of it and do not see it; the district's do.
    await expect(see(house.officer, id)).rejects.toMatchObject({ code: 'common.not_found' });
    await house.as(house.districtOfficer, (work, who) => decideReturn(work, who, { assignmentId, approve: true, reason: '' }));
    await handOver(house.districtOfficer, id, house.organs.transport);
    const [kept, dropped] = [await uploaded(house.transportClerk, '线路图.png'), await uploaded(house.transportClerk, '不用的.png')];
    await answered(id, house.districtDeputy, house.transportClerk, house.transportHead, [kept, dropped]);
    // What an organ of another tier attached is the matter's: deputy and office of the district have it.
    for (const who of [house.districtDeputy, house.districtOfficer, house.transportClerk]) {
      expect(await house.as(who, (work) => filesOf(work, id))).toMatchObject([{ id: kept, name: '线路图.png', purpose: 'reply' }]);
    }
    expect(await see(house.districtOfficer, id)).toMatchObject({ state: 'closed', replies: [{ organName: '岳阳市交通运输局', letterNumber: expect.stringContaining('岳交函') }] });
    expect((await see(house.transportClerk, id)).numberLabel).toBe(before?.label);
    expect(await numberOf(id)).toEqual([before]);
  });

  it('down and on: the district’s government office hands the city’s suggestion to its own department', async () => {
    const districtOffice = (await database.adminSql<{ id: string }>(`SELECT id FROM organ WHERE congress_id = $1 AND kind = 'government_office'`, [house.district.congressId]))[0]?.id ?? '';
    const office = await house.staffOf('区政府办', districtOffice, '区政府办公室', 'government_office', ['government_officer'], house.district);
    const head = await house.staffOf('区局长', house.organs.districtHousing, '区住建局', 'department', ['handling_head'], house.district);
    const id = await steps.registered();
    await handOver(house.officer, id, districtOffice, 'distribute');
    await house.as(office, async (work, who) => distribute(work, who, { assignmentId: await partOf(office, id), organs: [{ organId: house.organs.districtHousing, role: 'lead' }] }));
    const asked = await partOf(house.districtClerk, id);
    await house.as(house.districtClerk, (work, who) => requestReturn(work, who, { assignmentId: asked, cause: 'not_our_duty', reason: '不属于本局职责范围' }));
    // Who handed on decides, in its own tier.
    await expect(house.as(house.officer, (work, who) => decideReturn(work, who, { assignmentId: asked, approve: true, reason: '' }))).rejects.toMatchObject({ code: 'common.forbidden' });
    await house.as(office, (work, who) => decideReturn(work, who, { assignmentId: asked, approve: false, reason: '确属你局职责，请办理' }));
    await answered(id, house.deputy, house.districtClerk, head);
    const seen = await see(house.officer, id);
    expect(seen).toMatchObject({ state: 'closed', replies: [{ organName: '岳阳楼区住房和城乡建设局' }] });
    expect((await see(office, id)).numberLabel).toBe(seen.numberLabel);
  });
});

describe('organs outside the government', () => {
  it.each([['court', '岳阳市中级人民法院'], ['procuratorate', '岳阳市人民检察院'], ['supervisory_commission', '岳阳市监察委员会'], ['special_committee', '岳阳市人大社会建设委员会'], ['other', '岳阳市供水集团']])('%s answers as lead from the congress’s hand, and hands on to nobody', async (kind, name) => {
    const organId = newId();
    await database.adminSql(`INSERT INTO organ (id, congress_id, name, short_name, kind, remit) VALUES ($1, $2, $3, $3, $4, '')`, [organId, house.city.congressId, `${name}甲`, kind]);
    const clerk = await house.staffOf('经办', organId, name, kind, ['handling_clerk']);
    const head = await house.staffOf('负责人', organId, name, kind, ['handling_head']);
    const id = await steps.registered();
    await expect(handOver(house.officer, id, organId, 'distribute')).rejects.toMatchObject({ code: 'common.invalid_input', message: expect.stringContaining('不能分办') });
    await handOver(house.officer, id, organId);
    const assignmentId = await partOf(clerk, id);
    await expect(house.as(clerk, (work) => distribute(work, clerk, { assignmentId, organs: [{ organId: house.organs.transport, role: 'lead' }] }))).rejects.toMatchObject({ code: 'common.forbidden' });
    await answered(id, house.deputy, clerk, head);
    expect(await see(house.deputy, id)).toMatchObject({ state: 'closed', leadOrganName: `${name}甲` });
  });

  it('an organ of an unrelated area cannot be given anything', async () => {
    const [foreign] = await database.adminSql<{ id: string }>(`SELECT o.id FROM organ o JOIN congress c ON c.id = o.congress_id WHERE c.division_code NOT LIKE '4306%' AND length(c.division_code) > 2 LIMIT 1`);
    const id = await steps.registered();
    await expect(handOver(house.officer, id, foreign?.id ?? newId())).rejects.toMatchObject({ code: 'common.invalid_input' });
  });
});
