// The background of a server process: delivers events, runs sweeps, and stops without losing anything.
import type { UnitOfWork, UnitsOfWork } from '@smart/database/unit-of-work';
import { sealDueDays } from '@smart/workflow/anchors';
import { setOutbox } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { Job, JobResult, PgBoss, WorkOptions } from 'pg-boss';
import { catchUp, createOutbox, createRunIn, deliver, type EventJob, type EventsJob, fanOut, type RunIn } from './delivery.ts';
import { retryDeadLetter } from './dead-letters.ts';
import { congressQueue, consumerQueue, eventsQueue, openBoss, prepareQueues, sweepQueue, type Timing, usualTiming, within } from './queues.ts';
import { type Consumer, registeredConsumers, registeredSweeps, type Sweep } from './registry.ts';
import { remind } from './reminders.ts';

export type JobsOptions = {
  /** Address with the login of the server (`smart_server`). The schema must be installed (`installQueues`). */
  readonly databaseUrl: string;
  readonly units: UnitsOfWork;
  /** Puts a unit of work into the world, as for requests. */
  readonly workFor: (unit: UnitOfWork, requestId: string) => Work;
  /** Told of every failed attempt and of troubles of the queue itself. */
  readonly onError?: (error: unknown, about: string) => void;
  /** For tests. */
  readonly timing?: Partial<Timing>;
};

export type Jobs = {
  /** Whether the queues can be reached and are at this version. */
  readonly ready: () => Promise<boolean>;
  /** Runs a sweep now, besides its times. */
  readonly runSweep: (name: string) => Promise<void>;
  /**
   * Gives a dead letter back to where it failed.
   * @throws DomainError common.not_found
   */
  readonly retryDeadLetter: (work: Work, id: string) => Promise<void>;
  /** Takes nothing new, lets running work finish (10 seconds at most), closes the connections. What was not finished is done again by the next process. */
  readonly stop: () => Promise<void>;
};

type Context = { boss: PgBoss; runIn: RunIn; consumers: readonly Consumer[]; onError: (error: unknown, about: string) => void; timing: Timing; workers: Map<string, string> };

/** Jobs taken from a queue at once. */
const usualBatch = 20;
const graceMilliseconds = 10_000;

/**
 * Starts the workers of this process. Any number of processes may do so on one database: each job is done by one of them.
 * Consumers and sweeps must be registered before.
 */
export async function startJobs({ databaseUrl, units, workFor, onError = () => {}, timing: changes }: JobsOptions): Promise<Jobs> {
  const timing = { ...usualTiming, ...changes };
  const consumers = registeredConsumers();
  const sweeps = [...registeredSweeps(), ...ownSweeps(() => context)];
  const boss = openBoss(databaseUrl, timing, (error) => onError(error, 'queue'));
  const context: Context = { boss, runIn: createRunIn(units, workFor), consumers, onError, timing, workers: new Map() };
  await boss.start();
  try {
    await prepareQueues(boss, consumers, sweeps, timing);
    await workOnEvents(context);
    for (const sweep of sweeps) await workOnSweep(context, sweep);
    setOutbox(createOutbox(boss, () => wake(context, eventsQueue)));
    await boss.send(sweepQueue({ name: 'seal' })); // days may have passed while no process ran
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
  return {
    ready: async () => (await boss.schemaVersion()) !== null,
    runSweep: async (name) => {
      await boss.send(sweepQueue({ name }));
      wake(context, sweepQueue({ name }));
    },
    retryDeadLetter: (work, id) => retryDeadLetter(boss, work, id),
    stop: async () => {
      setOutbox(null);
      await boss.stop({ graceful: true, timeout: graceMilliseconds });
    },
  };
}

/** What the platform itself looks at regularly. The context is made after the list. */
const ownSweeps = (context: () => Context): Sweep[] => [
  { name: 'catch-up', cron: '* * * * *', scope: 'deployment', handle: async (work) => void (await catchUp(context().boss, work, context().consumers)) },
  { name: 'seal', cron: '20 0 * * *', scope: 'deployment', handle: async (work) => void (await sealDueDays(work)) },
  { name: 'reminders', cron: '0 8 * * *', scope: 'congress', handle: remind },
];

const wake = ({ boss, workers }: Context, queue: string): void => boss.notifyWorker(workers.get(queue) ?? '');

async function work<Data extends object>(context: Context, queue: string, handle: (data: Data) => Promise<void>, { polling = context.timing.polling, batchSize = usualBatch } = {}): Promise<void> {
  const options = { batchSize, perJobResults: true, pollingIntervalSeconds: polling, burstWhenBatchFull: true } as const satisfies WorkOptions;
  const id = await context.boss.work<Data>(queue, options, async (jobs: Job<Data>[]) => {
    const results: JobResult[] = [];
    for (const job of jobs) results.push(await attempt(context, job, handle));
    return results;
  });
  context.workers.set(queue, id);
}

async function attempt<Data extends object>({ onError }: Context, job: Job<Data>, handle: (data: Data) => Promise<void>): Promise<JobResult> {
  try {
    await handle(job.data);
    return { id: job.id, status: 'completed' };
  } catch (error) {
    onError(error, `${job.name} ${JSON.stringify(job.data)}`);
    // The message alone: a stack or the values of a statement may hold what no administrator of another congress should read.
    return { id: job.id, status: 'failed', output: { message: (error instanceof Error ? error.message : String(error)).slice(0, 500) } };
  }
}

async function workOnEvents(context: Context): Promise<void> {
  const { boss, runIn, consumers } = context;
  for (const consumer of consumers) await work<EventJob>(context, consumerQueue(consumer), (data) => deliver(runIn, consumer, data), consumer.run ? { batchSize: 1 } : {}); // others need not wait for what takes long
  await work<EventsJob>(context, eventsQueue, (data) => fanOut(boss, runIn, consumers, data, (consumer) => wake(context, consumerQueue(consumer))));
}

async function workOnSweep(context: Context, sweep: Sweep): Promise<void> {
  const { boss, runIn } = context;
  const polling = context.timing.polling * 5; // nobody waits for a sweep: many queues looked into often would cost more than they bring
  if (sweep.scope === 'deployment') {
    await work(context, sweepQueue(sweep), () => runIn(null, sweep.name, sweep.handle), { polling });
  } else {
    await work(context, sweepQueue(sweep), () => spread(context, sweep), { polling });
    const handle = ({ congressId }: { congressId: string }) => runIn(congressId, `${sweep.name}:${congressId}`, (unit) => sweep.handle(unit, congressId));
    await work(context, congressQueue(sweep), handle, { polling });
  }
  await boss.schedule(sweepQueue(sweep), sweep.cron, null, { tz: 'Asia/Shanghai', missed: 'once' });
}

/** One job for each congress; for one that is still waiting or at work none is added. */
async function spread(context: Context, sweep: Sweep): Promise<void> {
  await context.runIn(null, sweep.name, async (unit) => {
    const congresses = await unit.sql<{ id: string }>('SELECT id FROM congress');
    await context.boss.insert(congressQueue(sweep), congresses.map(({ id }) => ({ data: { congressId: id }, singletonKey: id })), within(unit));
    unit.afterCommit(() => wake(context, congressQueue(sweep)));
  });
}
