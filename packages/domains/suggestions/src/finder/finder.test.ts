// The finder on pairs rewritten by hand, with look-alikes beside them: the earlier request is among the first five.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publish } from '../publication.ts';
import { indexWords } from '../submission.ts';
import { createHouse, type House, type Someone } from '../testing.ts';
import { stepsIn } from '../testing-steps.ts';
import { withdraw } from '../withdrawal.ts';
import { forgetWordCounts, refreshWordCounts } from './counts.ts';
import { findSimilar } from './finder.ts';
import { labelledPairs, lookAlikes } from './labelled-pairs.ts';
import { noCounts, questionsOf, strengthsOf, strengthsOfVector, titleLikeness } from './weighing.ts';

let database: TestDatabase;
let house: House;
const ids: string[] = [];

/** A closed suggestion as rows only: many are needed and none of them is acted on. */
async function earlier([title, background, proposal]: readonly [string, string, string], published: boolean): Promise<string> {
  const id = newId();
  const { personId, id: mandateId } = house.deputy;
  await database.adminSql(
    `INSERT INTO suggestion (id, congress_id, term_id, state, title, background, proposal, topic, proposed_organ_ids, lead_mandate_id, lead_person_id, lead_name, submitted_at, published_at, updated_at)
     VALUES ($1, $2, $3, 'closed', $4, $5, $6, 'other', '{}', $7, $8, '李明', '2025-03-02', $9, now())`,
    [id, house.city.congressId, house.city.termId, title, background, proposal, mandateId, personId, published ? '2025-09-02' : null],
  );
  return id;
}

beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  for (const [at, pair] of labelledPairs.entries()) ids.push(await earlier(pair[0], at % 2 === 0));
  for (const alike of lookAlikes) await earlier(alike, true);
  await house.asSystem(house.city.congressId, async (work) => {
    const rows = await work.sql<{ id: string; title: string; background: string; proposal: string }>('SELECT id, title, background, proposal FROM suggestion');
    for (const row of rows) await indexWords(work, { row, replies: [] });
  });
  await house.asRealm(refreshWordCounts);
});
afterAll(() => database.close());

const find = (who: Someone, title: string, text: string, limit = 5) => house.as(who, (work) => findSimilar(work, who, { title, text, limit }));

it('recalls the earlier request among the first five for nine of ten rewritten pairs at least', async () => {
  const missed: string[] = [];
  for (const [at, [[title], [laterTitle, laterText]]] of labelledPairs.entries()) {
    const found = await find(house.deputy, laterTitle, laterText);
    if (!found.some((one) => one.id === ids[at])) missed.push(`${title} ← ${laterTitle}: ${found.map((one) => one.title).join(' | ')}`);
  }
  expect(labelledPairs.length).toBeGreaterThanOrEqual(60);
  expect(1 - missed.length / labelledPairs.length, missed.join('\n')).toBeGreaterThanOrEqual(0.9);
});

describe('what is found', () => {
  it('elsewhere only what is published, and nothing that its deputy keeps from the public', async () => {
    const [, secondLater] = labelledPairs[1] ?? [];
    const [, firstLater] = labelledPairs[0] ?? [];
    const away = await find(house.districtDeputy, firstLater?.[0] ?? '', firstLater?.[1] ?? '');
    expect(away.find((one) => one.id === ids[0])).toMatchObject({ own: false });
    expect((await find(house.districtDeputy, secondLater?.[0] ?? '', secondLater?.[1] ?? '', 20)).map((one) => one.id)).not.toContain(ids[1]);
  });

  it('is gone when it is withdrawn or taken off the public list', async () => {
    const steps = stepsIn(house);
    const title = '关于在麻布山隧道口增设防撞设施的建议';
    const id = await steps.registered(house.deputy, { title, background: '麻布山隧道口弯道多，货车追尾频发，一年内发生事故十二起，过往司机提心吊胆。', proposal: '在麻布山隧道口增设防撞桶和爆闪灯。' });
    const seen = async (who: Someone) => (await find(who, title, '麻布山隧道口防撞桶')).some((one) => one.id === id);
    expect([await seen(house.deputy), await seen(house.districtDeputy)]).toEqual([true, false]);
    await house.as(house.officer, (work, who) => publish(work, who, { id }));
    expect(await seen(house.districtDeputy)).toBe(true);
    await house.as(house.deputy, (work, who) => withdraw(work, who, { id, reason: '情况已经解决' }));
    expect([await seen(house.deputy), await seen(house.districtDeputy)]).toEqual([false, false]);
  });

  it('stands once when it was asked again and again in the same words: the one that was answered', async () => {
    const steps = stepsIn(house);
    const text = { title: '关于在雷锋山公园增设直饮水点的建议', background: '雷锋山公园健身群众多，园内没有直饮水，夏季中暑时有发生，群众多次反映。', proposal: '在雷锋山公园主要步道设置直饮水点三处。' };
    const answered = await steps.registered(house.deputy, text);
    await database.adminSql('UPDATE suggestion SET replied_at = now() WHERE id = $1', [answered]);
    await steps.registered(house.deputy, text);
    const found = (await find(house.deputy, text.title, text.background)).filter((one) => one.title === text.title);
    expect(found.map((one) => one.id)).toEqual([answered]);
  });

  it('is nothing for a text without a subject', async () => {
    expect(await find(house.deputy, '关于有关工作的建议', '。')).toEqual([]);
  });
});

describe('weighing', () => {
  it('reads back from the index what it wrote there', () => {
    expect([...strengthsOfVector("'路灯':1A,20B '巷':3B 'o''neil':4B")].filter(([word]) => !word.startsWith('#')).map(([word]) => word)).toEqual(['路灯', '巷', "o'neil"]);
    expect(strengthsOf('电瓶车', '').has([...strengthsOf('电动自行车', '').keys()].find((word) => word.startsWith('#')) ?? '')).toBe(true);
  });

  it('asks for few and rare words, however common the others are', () => {
    const common = { documents: 200_000, of: (word: string) => (word === '梅溪' ? 3 : 15_000) };
    const asked = questionsOf('关于梅溪路过街难的建议', '行人过马路没有红绿灯，电动车又快', common);
    expect(asked?.questions[0]?.query).toContain('梅溪');
    // What is common is never asked for alone: each such question names two things.
    expect(asked?.questions.slice(1).every(({ query }) => query.includes(' & ') || query.includes('梅溪'))).toBe(true);
    expect(questionsOf('', '，。', noCounts)).toBeNull();
  });

  it('compares titles letter by letter, without what every title has', () => {
    expect(titleLikeness('关于加固青石桥的建议', '青石桥加固')).toBeGreaterThan(0.6);
    expect(titleLikeness('关于路灯的建议', '关于电梯的建议')).toBe(0);
  });
});

it('counts again when asked to, in the realm of the system only', async () => {
  expect(await house.as(house.officer, refreshWordCounts)).toBe(0);
  expect(await house.asRealm(refreshWordCounts)).toBeGreaterThan(40);
  forgetWordCounts();
});
