/** The background jobs of this process, and what reacts to events in it. */
import type { UnitsOfWork } from '@smart/database';
import { registerParameters } from '@smart/divisions/parameters';
import { queueFigures, type QueueFigure } from '@smart/jobs/dead-letters';
import { startJobs, type Jobs } from '@smart/jobs/jobs';
import { reminderParameters } from '@smart/jobs/parameters';
import { registerConsumer, registerSweep } from '@smart/jobs/registry';
import type { Clock } from '@smart/kernel/clock';
import { forgetOldKeys } from '@smart/rpc/idempotency';
import { notifyChange } from '@smart/rpc/live';
import { definedEvents } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { UnitOfWork } from '@smart/database';

let running: Jobs | null = null;

/** The jobs of this process, for the administrator's procedures; null while none run. */
export const runningJobs = (): Jobs | null => running;

export type Background = {
  readonly start: () => Promise<void>;
  /** `ok`, `stopped` or `unreachable`. */
  readonly state: () => Promise<string>;
  readonly figures: () => Promise<readonly QueueFigure[]>;
  readonly close: () => Promise<void>;
};

let registered = false;

/** What the server itself does with events and at regular times. Domains and channels register theirs when they are loaded. */
function registerOwn(clock: Clock): void {
  if (registered) return;
  registered = true;
  registerParameters(reminderParameters);
  // Every event is a change that an open page may want to show.
  registerConsumer('live', [...definedEvents()], (work, { congressId, subjectType, matterId }) =>
    notifyChange(work, { congressId, subjectType, ...(matterId === null ? {} : { matterId }) }),
  );
  registerSweep('idempotency-keys', '40 3 * * *', (work) => forgetOldKeys(work, clock.now()));
}

export function createBackground(options: {
  readonly serverUrl: string;
  readonly units: UnitsOfWork;
  readonly workOf: (unit: UnitOfWork, requestId: string) => Work;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}): Background {
  const { serverUrl, units, workOf, clock, log } = options;
  let jobs: Jobs | null = null;
  return {
    start: async () => {
      registerOwn(clock);
      const onError = (error: unknown, about: string) => log(`job ${about}: ${error instanceof Error ? error.message : String(error)}`);
      jobs = await startJobs({ databaseUrl: serverUrl, units, workFor: workOf, onError });
      running = jobs;
    },
    state: async () => {
      if (!jobs) return 'stopped';
      return (await jobs.ready().catch(() => false)) ? 'ok' : 'unreachable';
    },
    figures: () => units.unitOfWork({ role: 'smart_app', 'app.realm': 'system' }, (unit) => queueFigures(unit), { readOnly: true }),
    close: async () => {
      if (running === jobs) running = null;
      await jobs?.stop();
      jobs = null;
    },
  };
}
