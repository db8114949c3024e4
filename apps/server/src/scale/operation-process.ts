// A process that does nothing but the batches of one operation, for the tests that kill it: `node operation-process.ts SERVER_URL CONGRESS OPERATION [BATCH]`.
import { createUnitsOfWork } from '@smart/database/unit-of-work';
import { advanceOperation } from '@smart/identity/operations';
import { fixedClock } from '@smart/kernel/clock';
import { registerDomains } from '../domains.ts';
import { createWorkOf, loadCalendar } from '../world.ts';
import { firstDay } from './operation-ground.ts';

const [connectionString = '', congressId = '', operationId = '', batch = '10'] = process.argv.slice(2);
registerDomains();
const units = createUnitsOfWork({ connectionString, size: 1 });
const workOf = createWorkOf(fixedClock(firstDay), loadCalendar('/nonexistent'));
let more = true;
while (more) {
  more = await units.unitOfWork({ role: 'smart_app', 'app.congress': congressId }, (unit) => advanceOperation(workOf(unit, 'operation'), congressId, operationId, Number(batch)));
  process.stdout.write('.');
}
await units.close();
