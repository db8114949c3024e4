import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toQuery, toSimilarQuery, toVector } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const BODY = '代表李明、欧阳小龙和龘镕珺提出：岳阳楼区老旧小区加装电梯，G107国道改造；依照岳交函〔2026〕12号。';

async function matches(query: string, text: string): Promise<boolean> {
  const [row] = await database.adminSql<{ found: boolean }>('SELECT $1::tsvector @@ $2::tsquery AS found', [toVector([{ text, weight: 'D' }]), toQuery(query)]);
  return row?.found ?? false;
}

it.each(['加装电梯', '岳阳 电梯', '李明', '龘镕珺', '岳交函〔2026〕12号', 'g107', '老'])('PostgreSQL finds "%s"', async (query) => {
  expect(await matches(query, BODY)).toBe(true);
});

it('PostgreSQL does not find what is not there', async () => {
  expect(await matches('地铁', BODY)).toBe(false);
  expect(await matches('电梯 地铁', BODY)).toBe(false);
});

it('PostgreSQL takes whatever people type', async () => {
  const odd = ["'; DROP TABLE suggestion; --", "o'neil''", '电梯\\', '电梯 & | ! :* <-> ()', '\\', '%', '〇〇', 'é à ü ﬁ', '龘'.repeat(3000), 'x'.repeat(5000), '👍🏽 电梯', '1.2.3-4/5_6', '\u202e电梯'];
  for (const text of odd) {
    await database.adminSql('SELECT $1::tsvector, $2::tsquery, $3::tsquery', [toVector([{ text, weight: 'A' }]), toQuery(text), toSimilarQuery(text)]);
  }
});

it('ranks a match in the title above one in the body', async () => {
  const [row] = await database.adminSql<{ title: number; body: number }>('SELECT ts_rank($1::tsvector, $3::tsquery) AS title, ts_rank($2::tsvector, $3::tsquery) AS body', [
    toVector([{ text: '加装电梯', weight: 'A' }, { text: '资金', weight: 'D' }]),
    toVector([{ text: '资金', weight: 'A' }, { text: '加装电梯', weight: 'D' }]),
    toQuery('电梯'),
  ]);
  expect(row?.title).toBeGreaterThan(row?.body ?? 1);
});
