// 交办清单: organ by organ, each reader their own; the meeting's record; the papers of one model.
import { listingDocx, listingPdf, listingXlsx } from '@smart/documents';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { distribute } from '../assignment.ts';
import { createHouse, type House } from '../testing.ts';
import { type Steps, stepsIn } from '../testing-steps.ts';
import { assignmentList, listingOf } from './list.ts';
import { meetingsOf, saveMeeting } from './meetings.ts';
import { saveMeetingInput } from './model.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
  const joint = await steps.registered();
  await steps.assign(joint, [{ organId: house.organs.transport, role: 'lead' }, { organId: house.organs.housing, role: 'assisting' }, { organId: house.organs.districtHousing, role: 'assisting' }]);
  const office = await steps.registered();
  await steps.assign(office, [{ organId: house.organs.office, role: 'distribute' }]);
  const { id: assignmentId } = await steps.part(office, house.organs.office);
  await house.as(house.officeClerk, (work, who) => distribute(work, who, { assignmentId, organs: [{ organId: house.organs.transport, role: 'lead' }] }));
  house.clock.set('2026-03-20T09:00:00+08:00');
  await steps.assign(await steps.registered(), [{ organId: house.organs.education, role: 'lead' }]);
});
afterAll(() => database.close());

const list = (who: House['deputy'], input = {}) => house.as(who, (work) => assignmentList(work, who, input));
const shape = (view: Awaited<ReturnType<typeof list>>) => Object.fromEntries(view.organs.map((one) => [one.organName, one.lines.map((line) => line.modeLabel)]));

it('the congress has every organ with mode, others and limit; an organ has itself, the office what it handed on', async () => {
  const all = await list(house.officer);
  expect(shape(all)).toMatchObject({ 岳阳市交通运输局: ['主办', '单独办理'], 岳阳市住房和城乡建设局: ['协办'], 岳阳楼区住房和城乡建设局: ['协办'], 岳阳市教育局: ['单独办理'] });
  expect(all.organs.find((one) => one.organName === '岳阳市交通运输局')?.lines[0]).toMatchObject({ others: expect.stringContaining('岳阳市住房和城乡建设局（协办）'), dueOn: '2026-06-02' });
  expect(shape(await list(house.housingClerk))).toEqual({ 岳阳市住房和城乡建设局: ['协办'] });
  expect(shape(await list(house.districtClerk))).toEqual({ 岳阳楼区住房和城乡建设局: ['协办'] });
  expect(Object.keys(shape(await list(house.officeClerk)))).toContain('岳阳市交通运输局');
  expect(await list(house.districtOfficer)).toMatchObject({ suggestions: 0, organs: [] });
});

it('a meeting keeps its days and who came; its list holds what was handed over in them', async () => {
  const input = saveMeetingInput.parse({ title: '市九届人大五次会议代表建议交办会', heldOn: '2026-03-03', place: '市政府第一会议室', assignedFrom: '2026-03-01', assignedUntil: '2026-03-10', attendance: [{ organName: '岳阳市交通运输局', people: '副局长郑涛' }] });
  const saved = await house.as(house.officer, (work, who) => saveMeeting(work, who, input));
  expect(saved).toMatchObject({ suggestions: 2, attendance: [{ organName: '岳阳市交通运输局', people: '副局长郑涛' }] });
  expect((await house.as(house.leader, (work, who) => meetingsOf(work, who, { limit: 10, offset: 0 }))).rows).toHaveLength(1);
  const view = await list(house.officer, { meetingId: saved.id });
  expect(view.suggestions).toBe(2);
  expect(view.facts.map((one) => one.value).join()).toContain('市政府第一会议室');
  expect(shape(view)).not.toHaveProperty('岳阳市教育局');
  await expect(list(house.districtOfficer, { meetingId: saved.id })).rejects.toMatchObject({ code: 'common.not_found' });
});

it('PDF, DOCX and XLSX are made of it', async () => {
  const listing = await house.as(house.officer, async (work, who) => listingOf(work, who, await assignmentList(work, who, {})));
  expect(Buffer.from(await listingPdf(listing)).subarray(0, 5).toString()).toBe('%PDF-');
  for (const file of [await listingDocx(listing), await listingXlsx(listing, '承办单位')]) expect(Buffer.from(file).subarray(0, 2).toString()).toBe('PK');
});
