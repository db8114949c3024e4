// The queues and how patient they are.
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { type Db, PgBoss, type QueuePolicy } from 'pg-boss';
import { queueSchema } from './install.ts';
import type { Consumer, Sweep } from './registry.ts';

/** How often and how long; seconds. */
export type Timing = {
  /** A process that gives no sign of life for so long is dead, and its work is given to another. At least 10. */
  heartbeat: number;
  /** How often the dead are looked for. */
  supervision: number;
  /** How often a queue is looked into when nobody in this process says that something came. */
  polling: number;
  /** Wait before the first repetition; doubled each time. */
  retryDelay: number;
};

export const usualTiming: Timing = { heartbeat: 20, supervision: 15, polling: 2, retryDelay: 5 };

/** How often work is repeated before it goes to the dead letters. */
export const retryLimit = 5;

export const eventsQueue = 'events';
export const deadLetterQueue = 'dead-letters';
export const consumerQueue = (consumer: Pick<Consumer, 'name'>): string => `consumer.${consumer.name}`;
export const sweepQueue = (sweep: Pick<Sweep, 'name'>): string => `sweep.${sweep.name}`;
/** The part of a sweep that concerns one congress. */
export const congressQueue = (sweep: Pick<Sweep, 'name'>): string => `${sweepQueue(sweep)}.congress`;

/**
 * The library on connections of the server's login, under the application's role from the first statement on.
 * It makes and changes no structure.
 */
export function openBoss(databaseUrl: string, timing: Timing, onError: (error: unknown) => void): PgBoss {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    options: '-c role=smart_app',
    application_name: 'smart-jobs',
    schema: queueSchema,
    max: 4,
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: timing.supervision,
    monitorIntervalSeconds: timing.supervision,
    queueCacheIntervalSeconds: 600,
  });
  boss.on('error', onError);
  return boss;
}

/** Makes the queues that are missing and gives all of them the settings of this version. */
export async function prepareQueues(boss: PgBoss, consumers: readonly Consumer[], sweeps: readonly Sweep[], timing: Timing): Promise<void> {
  await boss.createQueue(deadLetterQueue, { retentionSeconds: 90 * 86_400 });
  const settings = {
    retryLimit, retryBackoff: true, retryDelay: timing.retryDelay, retryDelayMax: 600, heartbeatSeconds: timing.heartbeat, deadLetter: deadLetterQueue,
  };
  const prepare = async (name: string, policy: QueuePolicy) => {
    await boss.createQueue(name, { ...settings, policy });
    await boss.updateQueue(name, settings);
  };
  await prepare(eventsQueue, 'standard');
  for (const consumer of consumers) await prepare(consumerQueue(consumer), 'standard');
  for (const sweep of sweeps) {
    // Exclusive: while one run waits or works, the next is not added.
    await prepare(sweepQueue(sweep), 'exclusive');
    if (sweep.scope === 'congress') await prepare(congressQueue(sweep), 'exclusive');
  }
}

/** Lets the library write in the transaction of a unit of work. */
export const within = ({ sql }: Pick<UnitOfWork, 'sql'>): { db: Db } => ({
  db: { executeSql: async (text, values = []) => ({ rows: await sql(text, values) }) },
});
