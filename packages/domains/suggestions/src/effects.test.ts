// What a parameter's change would do, told before it is saved; and what is told of a limit whose date is not certain.
import { previewParameter, setParameter } from '@smart/divisions/parameters';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as handling from './handling.ts';
import { listSuggestions } from './lists.ts';
import { listInput } from './model-inputs.ts';
import { registerSuggestions } from './register.ts';
import { claim } from './review/claims.ts';
import { createHouse, type House } from './testing.ts';
import { type Steps, stepsIn } from './testing-steps.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  registerSuggestions();
  steps = stepsIn(house);
  await steps.inHandling();
  await steps.inHandling();
  await house.submitted(house.deputy, { confidential: true, confidentialReason: '涉及群众隐私' });
});
afterAll(() => database.close());

const preview = (key: string, value: unknown) => house.as(house.administrator, (work, who) => previewParameter(work, who.congressId, key, value));

it.each<[string, unknown, number, string]>([
  ['suggestions.evaluation_term', { unit: 'working_day', count: 15 }, 0, '目前没有'],
  ['suggestions.reply_term', { unit: 'month', count: 2 }, 4, '保持原定日期不变'],
  ['suggestions.amber_days', 60, 3, '由 1 件变为 3 件'],
  ['suggestions.extended_reply_months', 5, 2, '5 个月'],
  ['suggestions.session_assignment_months', 2, 0, '保持原定日期不变'],
  ['suggestions.grades', 'four', 2, '已经签发的答复不变'],
  ['suggestions.publish_automatically', true, 2, '将自动公开'],
  ['suggestions.publish_automatically', false, 2, '逐件公开'],
  ['suggestions.after_cutoff', 'refuse', 0, '已经提交的建议不变'],
])('%s = %j tells what happens to open cases', async (key, value, open, words) => {
  const effect = await preview(key, value);
  expect(effect.words[0]).toContain(words);
  expect(effect.open).toBe(open);
});

it('what is below the floor of the law is refused with its article', async () => {
  await expect(preview('suggestions.reply_term', { unit: 'month', count: 4 })).rejects.toMatchObject({ code: 'parameters.below_legal_floor', message: expect.stringContaining('代表法第五十一条') });
  await expect(preview('suggestions.extended_reply_months', 7)).rejects.toMatchObject({ code: 'parameters.below_legal_floor' });
});

it('lists judge lights by the days the congress has set, at once', async () => {
  const amber = async () => (await house.as(house.officer, (work, who) => listSuggestions(work, who, listInput.parse({ light: 'amber' })))).rows.length;
  expect(await amber()).toBe(1);
  await house.as(house.administrator, (work, who) => setParameter(work, who, 'suggestions.amber_days', 60));
  expect(await amber()).toBe(3);
});

it('what is asked or shown at once says how much would change: claims, returns, promises that are late', async () => {
  await house.as(house.officer, async (work, who) => claim(work, who, { id: await house.submitted(house.otherDeputy), takeOver: false }));
  expect(await preview('suggestions.examination_claim_minutes', 60)).toMatchObject({ open: 1, words: expect.arrayContaining([expect.stringContaining('正在审查占用的 1 件到原定时间释放')]) });

  const id = await steps.registered();
  for (const organ of [house.organs.transport, house.organs.housing]) {
    await steps.assign(id, [{ organId: organ, role: 'lead' }]);
    const { id: assignmentId } = await steps.part(id, organ);
    await house.as(organ === house.organs.transport ? house.transportClerk : house.housingClerk, (work, who) => handling.requestReturn(work, who, { assignmentId, cause: 'not_our_duty', reason: '不是我单位职责' }));
    await house.as(house.officer, (work, who) => handling.decideReturn(work, who, { assignmentId, approve: true, reason: '' }));
  }
  expect(await preview('suggestions.return_coordination', 2)).toMatchObject({ open: 1, words: expect.arrayContaining([expect.stringContaining('由 0 件变为 1 件')]) });
  expect(await preview('suggestions.return_escalation', 3)).toMatchObject({ open: 0 });
  await house.as(house.officer, (work, who) => steps.assign(id, [{ organId: house.organs.education, role: 'lead' }], who));
  expect(await preview('suggestions.return_escalation', 3)).toMatchObject({ open: 1, words: expect.arrayContaining([expect.stringContaining('按第 3 次起')]) });

  const promised = await steps.inHandling();
  await steps.answer(promised, house.transportClerk, house.transportHead, { grade: 'B', commitments: [{ text: '完成道路维修', dueOn: '2026-04-30' }] });
  house.clock.set('2026-05-20T09:00:00+08:00');
  expect(await preview('suggestions.commitment_red_days', 10)).toMatchObject({ open: 1, words: expect.arrayContaining([expect.stringContaining('由 0 项变为 1 项')]) });
  house.clock.set('2026-03-02T09:00:00+08:00');
});

it('a limit that reaches into a year without a calendar says so to who sees it (2027)', async () => {
  house.clock.set('2026-12-24T09:00:00+08:00');
  const id = await steps.registered();
  for (const who of [house.deputy, house.officer]) {
    const [limit] = (await steps.see(who, id)).deadlines.filter((one) => one.status === 'open');
    expect(limit).toMatchObject({ kind: 'assignment', warnings: [expect.stringContaining('2027年节假日')] });
  }
});
