import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { advance } from './advance.ts';
import { effectOfParameter, extendDeadline, openDeadlines } from './deadlines.ts';
import { createErrandTable, errandStore, testCongress } from './testing/errands.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await createErrandTable(database);
});
afterAll(() => database.close());

type Congress = ReturnType<typeof testCongress>;
async function accepted(congress: Congress): Promise<string> {
  const id = await congress.create();
  for (const [action, { actor, acting }] of [['submit', congress.li], ['accept', congress.wang]] as const) {
    await congress.inUnit((work) => advance(work, errandStore, { id, action, actor, acting }));
  }
  return id;
}
const answer = async (congress: Congress, id: string) => (await congress.inUnit((work) => openDeadlines(work, id))).find(({ kind }) => kind === 'answer');

test('a lawful extension keeps the first date and lets reminders begin anew', async () => {
  const congress = testCongress(database);
  const id = await accepted(congress);
  await database.adminSql(`UPDATE deadline SET last_reminder = 'before:15', last_reminded_on = '2026-05-18' WHERE subject_id = $1`, [id]);
  await congress.inUnit((work) => extendDeadline(work, { subjectId: id, kind: 'answer', until: '2026-09-02' }));
  expect(await answer(congress, id)).toMatchObject({ dueOn: '2026-09-02', firstDueOn: '2026-06-02' });
  expect(await database.adminSql(`SELECT last_reminder FROM deadline WHERE subject_id = $1 AND kind = 'answer'`, [id])).toEqual([{ last_reminder: null }]);
  for (const until of ['2026-09-02', '2026-06-02']) {
    await expect(congress.inUnit((work) => extendDeadline(work, { subjectId: id, kind: 'answer', until }))).rejects.toMatchObject({ code: 'common.conflict' });
  }
  await expect(congress.inUnit((work) => extendDeadline(work, { subjectId: id, kind: 'accept', until: '2026-09-02' }))).rejects.toMatchObject({ code: 'common.conflict' });
});

test('a changed parameter moves nothing that runs, and applies to what begins afterwards', async () => {
  const congress = testCongress(database);
  const before = await accepted(congress);
  congress.values['errands.answer_term'] = { unit: 'month', count: 2 };
  const after = await accepted(congress);
  expect(await answer(congress, before)).toMatchObject({ dueOn: '2026-06-02' });
  expect(await answer(congress, after)).toMatchObject({ dueOn: '2026-05-06' }); // 2 May 2026 is a holiday up to the 5th
});

test('the effect of a parameter: figures of the own congress and those below, and the statement that what runs is kept', async () => {
  const [city, county, sibling] = [testCongress(database), testCongress(database), testCongress(database)];
  for (const [congress, code, tier] of [[city, '4306', 'city'], [county, '430602', 'county'], [sibling, '4307', 'city']] as const) {
    await database.adminSql(`INSERT INTO division (code, name, tier) VALUES ($1, $1, $2)`, [code, tier]);
    await database.adminSql(`INSERT INTO congress (id, division_code, name, short_name, tier, congress_id) VALUES ($1, $2, $2, '市', $3, $1)`, [congress.congressId, code, tier]);
    await accepted(congress);
  }
  city.clock.advance({ days: 10 });
  await accepted(city);
  const all = [city, county, sibling].map(({ congressId }) => congressId);
  const term = { unit: 'month', count: 2 } as const;
  const effect = (congress: Congress, ids: string[]) => congress.inUnit((work) => effectOfParameter(work, 'errands.answer_term', ids, term));
  expect(await effect(city, all)).toEqual({
    open: 3, earlier: 3, later: 0, same: 0,
    statement: '新的期限（2 个月）只适用于保存之后开始计算的事项；正在办理的 3 项期限保持原定日期不变（如按新值计算，其中3 件会提前）。',
  });
  expect(await effect(county, all)).toMatchObject({ open: 1 });
  expect(await effect(city, [newId()])).toMatchObject({ open: 0, statement: expect.stringContaining('目前没有') });
});

test('a parameter that holds no term is a fault of the program', async () => {
  const congress = testCongress(database, { 'errands.accept_term': 3 });
  const id = await congress.create();
  await expect(congress.inUnit((work) => advance(work, errandStore, { id, action: 'submit', ...congress.li }))).rejects.toThrow('errands.accept_term');
});
