// From the outbox to the consumers. The act's transaction queues one job per congress; that job is fanned out to one job per event and
// consumer, whose id is the event's own: queueing it again adds nothing. What a consumer has done it notes in its own transaction.
import type { UnitsOfWork } from '@smart/database/unit-of-work';
import { addDays, startOfDayShanghai, today } from '@smart/kernel/dates';
import type { DomainEvent, Outbox } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { PgBoss } from 'pg-boss';
import { consumerQueue, eventsQueue, within } from './queues.ts';
import type { Consumer, Units } from './registry.ts';

export type EventsJob = { congressId: string; eventIds: string[] };
export type EventJob = { congressId: string; eventId: string };

/** Runs one piece of background work in a unit of work: of one congress, or of the system as a whole (null). */
export type RunIn = <T>(congressId: string | null, requestId: string, run: (work: Work) => Promise<T>) => Promise<T>;

export function createRunIn(units: UnitsOfWork, workFor: (unit: Parameters<Parameters<UnitsOfWork['unitOfWork']>[1]>[0], requestId: string) => Work): RunIn {
  return (congressId, requestId, run) =>
    units.unitOfWork(congressId === null ? { role: 'smart_app', 'app.realm': 'system' } : { role: 'smart_app', 'app.congress': congressId }, (unit) => run(workFor(unit, requestId)));
}

/** Events of one job at most; more are spread over several. */
const eventsPerJob = 500;

function jobsOf(byCongress: Iterable<readonly [string, readonly { readonly eventId: string }[]]>): { data: EventsJob }[] {
  return [...byCongress].flatMap(([congressId, events]) =>
    Array.from({ length: Math.ceil(events.length / eventsPerJob) }, (_, part) => ({
      data: { congressId, eventIds: events.slice(part * eventsPerJob, (part + 1) * eventsPerJob).map(({ eventId }) => eventId) },
    })),
  );
}

/**
 * Queues events in the transaction that wrote them.
 * @param wake called after the commit, so that this process need not wait for its next look into the queue
 */
export function createOutbox(boss: PgBoss, wake: () => void): Outbox {
  return async (work, batch) => {
    await boss.insert(eventsQueue, jobsOf(batch.map(({ congressId, eventIds }) => [congressId, eventIds.map((eventId) => ({ eventId }))])), within(work));
    work.afterCommit(wake);
  };
}

type Heard = { id: string; type: string; subjectType: string; matterId: string | null };

/** The last event of each kind of subject and matter; the others are done with. */
async function onePerSubject(work: Work, consumer: Consumer, congressId: string, events: readonly Heard[]): Promise<Heard[]> {
  const last = [...new Map(events.map((event) => [`${event.subjectType} ${event.matterId}`, event])).values()];
  const rest = events.filter((event) => !last.includes(event)).map(({ id }) => id);
  if (rest.length > 0) {
    await work.sql('INSERT INTO consumed_event (consumer, event_id, congress_id, at) SELECT $1, e, $3, $4 FROM unnest($2::uuid[]) e ON CONFLICT DO NOTHING', [
      consumer.name, rest, congressId, work.clock.now().toISOString(),
    ]);
  }
  return last;
}

/** Gives the events of one job to the queues of those who take them. */
export async function fanOut(boss: PgBoss, runIn: RunIn, consumers: readonly Consumer[], { congressId, eventIds }: EventsJob, wake: (consumer: Consumer) => void): Promise<void> {
  await runIn(congressId, 'events', async (work) => {
    const events = await work.sql<Heard>('SELECT id, type, subject_type AS "subjectType", matter_id AS "matterId" FROM domain_event WHERE id = ANY ($1::uuid[]) ORDER BY id', [eventIds]);
    for (const consumer of consumers) {
      const wanted = events.filter(({ type }) => consumer.types.includes(type));
      if (wanted.length === 0) continue;
      const told = consumer.hint ? await onePerSubject(work, consumer, congressId, wanted) : wanted;
      await boss.insert(consumerQueue(consumer), told.map(({ id }) => jobOf(id, congressId)), within(work));
      work.afterCommit(() => wake(consumer));
    }
  });
}

const jobOf = (eventId: string, congressId: string): { id: string; data: EventJob } => ({ id: eventId, data: { congressId, eventId } });

const eventColumns = `id, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId",
  person_id AS "personId", payload, at`;

async function eventOf(work: Work, eventId: string): Promise<DomainEvent | undefined> {
  const [event] = await work.sql<Omit<DomainEvent, 'at'> & { at: Date }>(`SELECT ${eventColumns} FROM domain_event WHERE id = $1`, [eventId]);
  return event && { ...event, at: event.at.toISOString() };
}

/** Notes that an event is done with. @returns whether it was not so already */
async function take(work: Work, consumer: Consumer, { congressId, eventId }: EventJob): Promise<boolean> {
  const taken = await work.sql('INSERT INTO consumed_event (consumer, event_id, congress_id, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1', [
    consumer.name, eventId, congressId, work.clock.now().toISOString(),
  ]);
  return taken.length > 0;
}

/** Has one consumer deal with one event, unless it already has. */
export async function deliver(runIn: RunIn, consumer: Consumer, job: EventJob): Promise<void> {
  const units: Units = (run) => runIn(job.congressId, `${consumer.name}:${job.eventId}`, run);
  if (consumer.run) return runTask(units, consumer, consumer.run, job);
  await units(async (work) => {
    const event = await eventOf(work, job.eventId);
    if (!event) return; // the attempt that wrote it was undone
    // Taken first: whoever else delivers the same event at this moment waits here, and finds it done.
    if (await take(work, consumer, job)) await consumer.handle(work, event);
  });
}

/** Done with when it has run to its end: nothing of it is one transaction. */
async function runTask(units: Units, consumer: Consumer, run: (units: Units, event: DomainEvent) => Promise<void>, job: EventJob): Promise<void> {
  const event = await units(async (work) => {
    const done = await work.sql('SELECT 1 FROM consumed_event WHERE consumer = $1 AND event_id = $2', [consumer.name, job.eventId]);
    return done.length > 0 ? undefined : eventOf(work, job.eventId);
  });
  if (!event) return;
  await run(units, event);
  await units((work) => take(work, consumer, job));
}

/** How far back the catch-up looks: what is older was lost by a restored backup, not by a crash, and is for `smart` commands. */
const catchUpDays = 2;
const catchUpBatch = 1000;

/** UUIDv7 begin with their time: the smallest one of an instant. */
const firstIdAt = (instant: Date): string => {
  const time = instant.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
};

/**
 * Finds events that a consumer has not dealt with a minute after they happened and queues them again. What still waits in a queue stays as
 * it is, because its job has the same id; so this repairs whatever was written without being queued.
 * @returns how many deliveries were found missing
 */
export async function catchUp(boss: PgBoss, work: Work, consumers: readonly Consumer[]): Promise<number> {
  const map = JSON.stringify(Object.fromEntries(consumers.map(({ name, types }) => [name, types])));
  const before = new Date(work.clock.now().getTime() - 60_000).toISOString();
  let after = firstIdAt(startOfDayShanghai(addDays(today(work.clock), -catchUpDays)));
  let found = 0;
  for (;;) {
    const missing = await work.sql<{ consumer: string; eventId: string; congressId: string }>(
      'SELECT consumer, event_id AS "eventId", congress_id AS "congressId" FROM undelivered_events($1::jsonb, $2, $3, $4)',
      [map, after, before, catchUpBatch],
    );
    for (const consumer of consumers) {
      const own = missing.filter(({ consumer: name }) => name === consumer.name);
      if (own.length > 0 && consumer.hint) await boss.insert(eventsQueue, jobsOf(Map.groupBy(own, ({ congressId }) => congressId)), within(work));
      else if (own.length > 0) await boss.insert(consumerQueue(consumer), own.map(({ eventId, congressId }) => jobOf(eventId, congressId)), within(work));
    }
    found += missing.length;
    const last = missing.at(-1);
    if (!last || missing.length < catchUpBatch) return found;
    after = last.eventId;
  }
}
