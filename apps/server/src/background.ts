/** The background jobs of this process. What they react to is registered in domains.ts. */
import type { UnitOfWork, UnitsOfWork } from '@smart/database';
import type { FileStore } from '@smart/files/store';
import { sweepOrphans } from '@smart/files/sweep';
import { queueFigures, type QueueFigure } from '@smart/jobs/dead-letters';
import { startJobs, type Jobs } from '@smart/jobs/jobs';
import type { Clock } from '@smart/kernel/clock';
import type { Work } from '@smart/workflow/work';

export type BackgroundOptions = {
  readonly serverUrl: string;
  readonly units: UnitsOfWork;
  readonly workOf: (unit: UnitOfWork, requestId: string) => Work;
  readonly clock: Clock;
  readonly files: FileStore;
  /** Whether what is written says that it is a demonstration's. */
  readonly demonstration: boolean;
  readonly log: (line: string) => void;
};

export type Background = {
  readonly start: () => Promise<void>;
  /** `ok`, `stopped` or `unreachable`. */
  readonly state: () => Promise<string>;
  readonly figures: () => Promise<readonly QueueFigure[]>;
  readonly close: () => Promise<void>;
};

let running: { jobs: Jobs; options: BackgroundOptions } | null = null;

/** The jobs of this process, for the administrator's procedures; null while none run. */
export const runningJobs = (): Jobs | null => running?.jobs ?? null;

/** The file store of the running jobs; null while none run. */
export const runningFiles = (): FileStore | null => running?.options.files ?? null;

let made: BackgroundOptions | null = null;
/** Where this process lays what it writes, its jobs running or not, and whether that says it is a demonstration's. */
export const writingHost = (): { store: FileStore | null; demo: boolean } => ({ store: made?.files ?? null, demo: made?.demonstration ?? false });

/** Removes files that belong to nothing, in the database and the store of the running jobs. */
export async function sweepFiles(): Promise<void> {
  if (running) await sweepOrphans(running.options.units, running.options.files, running.options.clock);
}

/** The jobs of one server; nothing runs before `start`. */
export function createBackground(options: BackgroundOptions): Background {
  const { serverUrl, units, workOf, log } = options;
  let jobs: Jobs | null = null;
  made = options;
  return {
    start: async () => {
      const onError = (error: unknown, about: string) => log(`jobs: ${about}: ${messageOf(error)}`);
      jobs = await startJobs({ databaseUrl: serverUrl, units, workFor: workOf, onError });
      running = { jobs, options };
    },
    state: async () => {
      if (!jobs) return 'stopped';
      return (await jobs.ready().catch(() => false)) ? 'ok' : 'unreachable';
    },
    figures: () => units.unitOfWork({ role: 'smart_app', 'app.realm': 'system' }, (unit) => queueFigures(unit), { readOnly: true }),
    close: async () => {
      if (running?.jobs === jobs) running = null;
      if (made === options) made = null;
      await jobs?.stop();
      jobs = null;
    },
  };
}

/** The queue's library also reports plain objects that carry a message. */
function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
