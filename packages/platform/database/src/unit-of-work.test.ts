import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('hello', async () => {
  const rows = await database.units.unitOfWork({ role: 'smart_app' }, async ({ sql, prisma, db }) => [await sql('SELECT current_user AS who'), await prisma.division.count(), await db.selectFrom('division').selectAll().execute()]);
  expect(rows).toEqual([[{ who: 'smart_app' }], 0, []]);
});
