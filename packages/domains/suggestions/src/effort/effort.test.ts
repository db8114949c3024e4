// The handling organ's effort: several at once by the same rules as by hand, and templates that are filled.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { partsInput } from '../model-inputs.ts';
import { partsOf, waitsFor } from '../parts.ts';
import { fillTemplate, unknownPlaces } from '../templates/model.ts';
import { removeTemplate, saveTemplate, templatesOf } from '../templates/templates.ts';
import { createHouse, type House } from '../testing.ts';
import { type Steps, stepsIn } from '../testing-steps.ts';
import { acceptMany, recordContacts, remindAssistants } from './many.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
const refs: { assignmentId: string }[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
  for (const by of [house.deputy, house.deputy, house.otherDeputy]) {
    const id = await steps.registered(by);
    await steps.assign(id, [{ organId: house.organs.transport, role: 'lead' }, { organId: house.organs.housing, role: 'assisting' }]);
    refs.push({ assignmentId: (await steps.part(id, house.organs.transport)).id });
  }
});
afterAll(() => database.close());

it('accepts several: the preview changes nothing, one that is not ours is told and the others go through', async () => {
  const foreign = { assignmentId: (await steps.part((await house.as(house.transportClerk, (work, who) => partsOf(work, who, partsInput.parse({})))).rows[0]?.suggestionId ?? '', house.organs.housing)).id };
  const preview = await house.as(house.transportClerk, (work, who) => acceptMany(work, who, { items: [...refs, foreign], preview: true }));
  expect(preview.items.map((one) => one.ok)).toEqual([true, true, true, false]);
  expect((await house.as(house.transportClerk, (work, who) => partsOf(work, who, partsInput.parse({})))).rows.every((row) => row.state === 'assigned')).toBe(true);
  const done = await house.as(house.transportClerk, (work, who) => acceptMany(work, who, { items: [...refs, foreign], preview: false }));
  expect(done.items.map((one) => one.ok)).toEqual([true, true, true, false]);
  const again = await house.as(house.transportClerk, (work, who) => acceptMany(work, who, { items: refs.slice(0, 1), preview: false }));
  expect(again.items[0]).toMatchObject({ ok: false, problem: expect.stringContaining('办理中') });
});

it('one conversation is noted for several suggestions of the same deputy, and of no other', async () => {
  const input = { items: refs, method: 'visit', contactedOn: '2026-03-02', content: '当面听取了代表意见', preview: false } as const;
  const done = await house.as(house.transportClerk, (work, who) => recordContacts(work, who, { ...input, items: [...input.items] }));
  expect(done.items.map((one) => one.ok)).toEqual([true, true, false]);
  expect(done.items[2]?.problem).toContain('赵强');
  const { rows } = await house.as(house.transportClerk, (work, who) => partsOf(work, who, partsInput.parse({})));
  expect(rows.filter((row) => row.waitsFor === '代表确认沟通')).toHaveLength(2);
  expect(rows.every((row) => row.missingOpinions.length === 1)).toBe(true);
});

it('reminds the assisting organs that have not answered, by name', async () => {
  const done = await house.as(house.transportClerk, (work, who) => remindAssistants(work, who, { items: refs.slice(0, 1), preview: false }));
  expect(done.items).toMatchObject([{ ok: true, words: '已催收：岳阳市住房和城乡建设局' }]);
  expect(await database.adminSql(`SELECT 1 FROM domain_event WHERE type = 'assignment.assistants_reminded'`)).toHaveLength(1);
});

it('says whom a part waits for', () => {
  const part = { role: 'lead', state: 'in_handling', contact: 'confirmed', missingOpinions: ['市住建局'], returnLevel: null } as const;
  expect(waitsFor({ ...part, missingOpinions: [...part.missingOpinions] })).toBe('市住建局的协办意见');
  expect(waitsFor({ ...part, missingOpinions: [] })).toBeNull();
  expect(waitsFor({ ...part, missingOpinions: [], state: 'return_requested', returnLevel: 'leaders' })).toBe('主任会议审核退办');
  expect(waitsFor({ ...part, missingOpinions: [], state: 'reply_under_review' })).toBe('主要负责人签发');
});

it('templates are kept by the head, read by the organ and filled with the suggestion’s words', async () => {
  const body = '您提出的{编号}《{标题}》，我局会同有关单位研究办理。\n{协办意见}\n感谢{代表}代表。';
  await expect(house.as(house.transportClerk, (work, who) => saveTemplate(work, who, { shared: false, title: '公交线路', body }))).rejects.toMatchObject({ code: 'common.forbidden' });
  await expect(house.as(house.transportHead, (work, who) => saveTemplate(work, who, { shared: false, title: '公交线路', body: '您提出的{题目}收悉，感谢支持。' }))).rejects.toMatchObject({ code: 'common.invalid_input', message: expect.stringContaining('{题目}') });
  const saved = await house.as(house.transportHead, (work, who) => saveTemplate(work, who, { shared: false, title: '公交线路', body }));
  await house.as(house.officer, (work, who) => saveTemplate(work, who, { shared: true, title: '留作参考', body: '您的意见建议将留作工作参考。' }));
  expect((await house.as(house.transportClerk, (work, who) => templatesOf(work, who))).rows.map((one) => one.title)).toEqual(['公交线路', '留作参考']);
  expect((await house.as(house.housingClerk, (work, who) => templatesOf(work, who))).rows.map((one) => one.title)).toEqual(['留作参考']);
  await expect(house.as(house.transportHead, (work, who) => saveTemplate(work, who, { id: saved.id, expectedVersion: 4, shared: false, title: '公交线路', body }))).rejects.toMatchObject({ code: 'common.conflict' });
  await expect(house.as(house.housingHead, (work, who) => removeTemplate(work, who, saved.id))).rejects.toMatchObject({ code: 'common.not_found' });
  const facts = { 编号: '第12号建议', 标题: '关于公交的建议', 代表: '李明', 日期: '2026年3月2日', 本单位: '市交通运输局', 协办意见: '' };
  expect(fillTemplate(body, facts)).toBe('您提出的第12号建议《关于公交的建议》，我局会同有关单位研究办理。\n感谢李明代表。');
  expect(fillTemplate(body, { ...facts, 协办意见: '经商市住建局：同意。' })).toContain('\n经商市住建局：同意。\n');
  expect(unknownPlaces('{标题}和{题目}')).toEqual(['题目']);
});
