// What the tests of this package share: a database with queues, errands, and a table in which consumers leave their marks.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Work } from '@smart/workflow/work';
import { advance } from '@smart/workflow/advance';
import { createErrandTable, errandStore, testCongress } from '@smart/workflow/testing/errands';
import { installQueues } from '../install.ts';

/** Fast enough for tests; ten seconds is the shortest life sign the queue allows. */
export const testTiming = { heartbeat: 10, supervision: 1, polling: 0.5, retryDelay: 1 };

export async function createJobsDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase({ size: 8 });
  await createErrandTable(database);
  await database.adminSql('CREATE TABLE mark (event_id uuid NOT NULL, note text NOT NULL)');
  await database.adminSql('GRANT SELECT, INSERT ON mark TO smart_app');
  await installQueues(database.adminUrl);
  return database;
}

/** A congress that is in the directory, so that sweeps find it. */
export async function foundCongress(database: TestDatabase, code: string): Promise<ReturnType<typeof testCongress>> {
  const congress = testCongress(database, { 'deadlines.remind_before': [15, 3], 'deadlines.remind_after': [7, 15] });
  await database.adminSql('INSERT INTO division (code, name, tier) VALUES ($1, $1, $2)', [code, 'city']);
  await database.adminSql(`INSERT INTO congress (id, division_code, name, short_name, tier, congress_id) VALUES ($1, $2, $2, '市', 'city', $1)`, [congress.congressId, code]);
  return congress;
}

/** Submits a new errand; its event is `errand.submitted`. */
export async function submit(congress: ReturnType<typeof testCongress>, title = '修路'): Promise<string> {
  const id = await congress.create(title);
  await congress.inUnit((work) => advance(work, errandStore, { id, action: 'submit', ...congress.li, event: { payload: { title } } }));
  return id;
}

export const mark = (work: Work, eventId: string, note: string): Promise<unknown> => work.sql('INSERT INTO mark (event_id, note) VALUES ($1, $2)', [eventId, note]);

/** Waits until `ask` gives a true answer; gives it. */
export async function until<T>(ask: () => Promise<T | undefined | false>, seconds = 20): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`did not come about within ${seconds} seconds`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
