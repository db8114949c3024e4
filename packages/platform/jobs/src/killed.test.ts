import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOutbox } from './delivery.ts';
import { createJobsDatabase, foundCongress, mark, submit, testTiming, until } from './testing/database.ts';
import { startJobs } from './jobs.ts';
import { openBoss } from './queues.ts';
import { registerConsumer } from './registry.ts';
import { setOutbox } from '@smart/workflow/events';

let database: TestDatabase;
beforeAll(async () => {
  database = await createJobsDatabase();
});
afterAll(() => database.close());

registerConsumer('marker', ['errand.submitted'], (work, event) => mark(work, event.id, 'survivor').then(() => undefined));

test('an event whose handling is killed with -9 is handled again by another process, and takes effect once', async () => {
  const congress = await foundCongress(database, '4306');
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/killed.ts'), database.serverUrl], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  await until(async () => said.includes('ready'));

  // This process only queues, as an API server whose jobs run elsewhere.
  const boss = await openBoss(database.serverUrl, testTiming, () => {}).start();
  setOutbox(createOutbox(boss, () => {}));
  const subject = await submit(congress);
  await boss.stop();
  await until(async () => said.includes('handling'));
  child.kill('SIGKILL');
  await new Promise((done) => child.once('exit', done));
  expect(await database.adminSql('SELECT note FROM mark')).toEqual([]);

  const jobs = await startJobs({ databaseUrl: database.serverUrl, units: database.units, workFor: (unit) => congress.workFor(unit), timing: testTiming });
  try {
    const notes = await until(async () => {
      const rows = await database.adminSql<{ note: string }>('SELECT m.note FROM mark m JOIN domain_event e ON e.id = m.event_id WHERE e.subject_id = $1', [subject]);
      return rows.length > 0 && rows;
    }, 40);
    expect(notes).toEqual([{ note: 'survivor' }]);
  } finally {
    await jobs.stop();
  }
}, 90_000);
