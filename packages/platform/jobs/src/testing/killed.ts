// A process that is killed in the middle of handling an event. Started by killed.test.ts with the server's address.
import { createUnitsOfWork } from '@smart/database/unit-of-work';
import { createCalendar } from '@smart/kernel/calendar';
import { systemClock } from '@smart/kernel/clock';
import '@smart/workflow/testing/errands';
import { workOn } from '@smart/workflow/work';
import { mark, testTiming } from './database.ts';
import { startJobs } from '../jobs.ts';
import { registerConsumer } from '../registry.ts';

const [databaseUrl] = process.argv.slice(2);
if (databaseUrl === undefined) throw new Error('the database’s address is missing');

registerConsumer('marker', ['errand.submitted'], async (work, event) => {
  await mark(work, event.id, 'killed');
  console.log('handling');
  await new Promise((done) => setTimeout(done, 60_000));
});

const world = { clock: systemClock, calendar: createCalendar({ years: [] }), parameter: async () => undefined, requestId: 'killed' };
await startJobs({ databaseUrl, units: createUnitsOfWork({ connectionString: databaseUrl, size: 3 }), workFor: (unit) => workOn(unit, world), timing: testTiming });
console.log('ready');
