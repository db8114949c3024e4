// What the public reads, and how it gets there: by an officer, or by itself with the first reply where the congress has set so.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evaluate } from './evaluation.ts';
import { examine } from './examination.ts';
import { publish, unpublish } from './publication.ts';
import { publicListInput } from './model-inputs.ts';
import { publicDetail, publicList } from './publication/reading.ts';
import { createHouse, type House } from './testing.ts';
import { type Steps, stepsIn } from './testing-steps.ts';
import { withdraw } from './withdrawal.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
});
afterAll(() => database.close());

const shown = (id: string) => house.asPublic((work) => publicDetail(work, id));
const hidden = { code: 'suggestions.not_public' };
const ended = (reason: string) => ({ code: 'suggestions.publication_ended', params: { reason, endedOn: '2026年3月2日' } });

/** One in handling with another merged into it, both of deputies who agree to publication. */
async function merged(): Promise<{ main: string; other: string }> {
  const main = await steps.inHandling();
  const other = await house.submitted(house.otherDeputy);
  await house.as(house.officer, (work, who) => examine(work, who, { id: other, decision: 'merge', intoId: main, reason: '内容相同' }));
  await steps.answer(main, house.transportClerk, house.transportHead);
  return { main, other };
}

it('a merged suggestion is public with the reply of the main one, once that one is public too', async () => {
  const { main, other } = await merged();
  await house.as(house.officer, (work, who) => publish(work, who, { id: other }));
  expect(await shown(other)).toMatchObject({ replies: [], mergedInto: null, repliedAt: expect.any(String) });
  await house.as(house.officer, (work, who) => publish(work, who, { id: main }));
  expect(await shown(other)).toMatchObject({ mergedInto: { id: main }, replies: [{ organName: '岳阳市交通运输局' }], organs: [{ organName: '岳阳市交通运输局' }] });
  expect(await shown(main)).toMatchObject({ mergedInto: null, replies: [{ organName: '岳阳市交通运输局' }] });
});

it('what was taken off the site or withdrawn says so, with the reason for the public and never the deputy\'s own', async () => {
  const id = await steps.registered();
  await expect(shown(id)).rejects.toMatchObject(hidden);
  await house.as(house.officer, (work, who) => publish(work, who, { id }));
  expect(await shown(id)).toMatchObject({ id });
  await house.as(house.officer, (work, who) => unpublish(work, who, { id, reason: '代表要求暂不公开' }));
  await expect(shown(id)).rejects.toMatchObject(ended('代表要求暂不公开'));
  await house.as(house.officer, (work, who) => publish(work, who, { id }));
  await house.as(house.deputy, (work, who) => withdraw(work, who, { id, reason: '问题已经解决' }));
  await expect(shown(id)).rejects.toMatchObject(ended('提出建议的代表撤回了这件建议'));
});

it('words find the newest first and say how many there are: exactly while all published could be looked at, else at least so many', async () => {
  const ids: string[] = [];
  for (const spot of ['东', '西', '南']) {
    const id = await steps.registered(house.deputy, { title: `关于在观鹭亭${spot}侧设置护栏的建议` });
    await house.as(house.officer, (work, who) => publish(work, who, { id }));
    ids.unshift(id);
    house.clock.advance({ hours: 1 });
  }
  const asked = (more: object) => house.asPublic((work) => publicList(work, publicListInput.parse({ q: '观鹭亭', ...more })));
  expect(await asked({ limit: 2 })).toMatchObject({ rows: [{ id: ids[0] }, { id: ids[1] }], total: 3, atLeast: false, hasMore: true });
  expect(await asked({ limit: 2, offset: 2 })).toMatchObject({ rows: [{ id: ids[2] }], total: 3, hasMore: false });
  expect(await asked({ limit: 2, congressId: house.city.congressId, replied: false })).toMatchObject({ total: 3, atLeast: false });
  expect(await asked({ limit: 2, replied: true })).toMatchObject({ rows: [], total: 0 });
  // As if more were published than are looked at one by one: the answer is the newest, and the least that there are.
  const walk = async (needed: number, step?: number) => (await database.adminSql<{ ids: string[]; ended: boolean }>(`SELECT ids, ended FROM lately_published('观鹭 | 观鹭亭'::tsquery, $1${step === undefined ? '' : `, ${step}`})`, [needed]))[0];
  expect(await walk(2, 1)).toEqual({ ids: ids.slice(0, 2), ended: false });
  expect(await walk(9)).toEqual({ ids, ended: true });
});

it('with the first reply where the congress has set so: recorded, announced, and never against an officer who took it off', async () => {
  await database.adminSql(
    `INSERT INTO congress_parameter (congress_id, key, value, set_by_label, set_at) VALUES ($1, 'suggestions.publish_automatically', 'true', '测试', now())`,
    [house.city.congressId],
  );
  const { main, other } = await merged();
  for (const id of [main, other]) {
    expect(await shown(id)).toMatchObject({ replies: [{ organName: '岳阳市交通运输局' }] });
    expect(await database.adminSql(`SELECT actor_label FROM action_log WHERE subject_id = $1 AND action = 'followPublication'`, [id])).toHaveLength(1);
    expect(await database.adminSql(`SELECT 1 FROM domain_event WHERE matter_id = $1 AND type = 'suggestion.published'`, [id])).toHaveLength(1);
  }
  await house.as(house.officer, (work, who) => unpublish(work, who, { id: main, reason: '代表要求暂不公开' }));
  await house.as(house.deputy, (work, who) => evaluate(work, who, { id: main, attitude: 'satisfied', result: 'not_satisfied', comment: '' }));
  await steps.answer(main, house.transportClerk, house.transportHead);
  await expect(shown(main)).rejects.toMatchObject(ended('代表要求暂不公开'));
  const silent = await steps.replied(house.otherDeputy);
  expect(await shown(silent)).toMatchObject({ id: silent });
});
