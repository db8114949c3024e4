// What the meter tells the rest of the house when a server loads it.
import { registerSweep } from '@smart/jobs/registry';
import { forgetOldEffort } from './service.ts';

let registered = false;

/** Once per process, before the jobs start. */
export function registerEffort(): void {
  if (registered) return;
  registered = true;
  registerSweep('effort-retention', '35 3 * * *', forgetOldEffort);
}
