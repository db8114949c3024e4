// What happened, for those who react. An event is written in the transaction of the act that caused it, and its delivery is
// queued in the same transaction: either both are there or neither.
import { newId } from '@smart/kernel/ids';
import { z } from 'zod';
import { storable } from './canonical.ts';
import type { Work } from './work.ts';

export type DomainEvent = {
  readonly id: string;
  readonly congressId: string;
  /** Null for what belongs to no matter, such as a change of parameters. */
  readonly matterId: string | null;
  readonly type: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** Who did it; null for the system. */
  readonly personId: string | null;
  readonly payload: unknown;
  /** ISO 8601. */
  readonly at: string;
};

export type NewEvent = Omit<DomainEvent, 'id' | 'at'>;

export type EventType<Payload> = {
  readonly name: string;
  readonly schema: z.ZodType<Payload>;
  /** The payload of an event of this type, checked. */
  readonly payloadOf: (event: DomainEvent) => Payload;
};

const types = new Map<string, z.ZodType>();

/**
 * Declares an event: `assignment.accepted`, … The payload carries all that consumers need for words, so that they need no foreign tables.
 * @throws Error when the name is taken
 */
export function defineEvent<Payload>(name: string, schema: z.ZodType<Payload>): EventType<Payload> {
  if (types.has(name)) throw new Error(`the event ${name} is defined twice`);
  types.set(name, schema);
  return { name, schema, payloadOf: (event) => schema.parse(event.payload) };
}

/** The names of all events, for those who register consumers. */
export const definedEvents = (): ReadonlySet<string> => new Set(types.keys());

/** Queues the delivery of events; must write through `work`, so that it is part of the transaction. */
export type Outbox = (work: Work, batch: readonly { readonly congressId: string; readonly eventIds: readonly string[] }[]) => Promise<void>;

let outbox: Outbox | null = null;

/** Set once at the start by the process that has a job queue. Without it events are only written, and the jobs' sweep finds them later. */
export function setOutbox(queue: Outbox | null): void {
  outbox = queue;
}

const pending = new WeakMap<Work, Map<string, string[]>>();

/** What is kept: an event of an emergency authorisation carries its id as `emergencyId`, so that audit finds it whatever it was. */
function payloadOf(work: Work, schema: z.ZodType, event: NewEvent): unknown {
  const payload = z.record(z.string(), z.unknown()).parse(storable(schema.parse(event.payload)));
  const emergencyId = work.settings['app.emergency'];
  return emergencyId === undefined ? payload : { ...payload, emergencyId };
}

/**
 * Writes an event and sees to its delivery.
 * @returns the event's id
 * @throws Error when the type was not defined, ZodError when the payload does not fit it: both are faults of the program
 */
export async function appendEvent(work: Work, event: NewEvent): Promise<string> {
  const schema = types.get(event.type);
  if (!schema) throw new Error(`the event ${event.type} is not defined: call defineEvent('${event.type}', …) in the domain's events.ts`);
  const id = newId();
  await work.sql(
    `INSERT INTO domain_event (id, congress_id, matter_id, type, subject_type, subject_id, person_id, payload, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9)`,
    [id, event.congressId, event.matterId, event.type, event.subjectType, event.subjectId, event.personId,
      JSON.stringify(payloadOf(work, schema, event)), work.clock.now().toISOString()],
  );
  queue(work, event.congressId, id);
  return id;
}

/**
 * Writes many events of one congress in one statement, as `appendEvent` would one by one.
 * @throws Error and ZodError as `appendEvent`
 */
export async function appendEvents(work: Work, events: readonly NewEvent[]): Promise<void> {
  const at = work.clock.now().toISOString();
  const rows = events.map((event) => {
    const schema = types.get(event.type);
    if (!schema) throw new Error(`the event ${event.type} is not defined: call defineEvent('${event.type}', …) in the domain's events.ts`);
    return {
      id: newId(), congress_id: event.congressId, matter_id: event.matterId, type: event.type, subject_type: event.subjectType, subject_id: event.subjectId,
      person_id: event.personId, payload: payloadOf(work, schema, event), at,
    };
  });
  if (rows.length === 0) return;
  await work.sql(
    `INSERT INTO domain_event (id, congress_id, matter_id, type, subject_type, subject_id, person_id, payload, at)
     SELECT id, congress_id, matter_id, type, subject_type, subject_id, person_id, payload, at FROM jsonb_populate_recordset(NULL::domain_event, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
  for (const { id, congress_id } of rows) queue(work, congress_id, id);
}

// Every event asks for a flush and the first flush takes all: what an earlier, undone attempt left behind cannot keep a
// later event from being delivered. The id of an event that was undone finds nothing and does no harm.
function queue(work: Work, congressId: string, eventId: string): void {
  const batch = pending.get(work) ?? new Map<string, string[]>();
  pending.set(work, batch);
  batch.set(congressId, [...(batch.get(congressId) ?? []), eventId]);
  work.beforeCommit(async () => {
    const waiting = pending.get(work);
    pending.delete(work);
    if (!waiting || !outbox) return;
    await outbox(work, [...waiting].map(([congress, eventIds]) => ({ congressId: congress, eventIds })));
  });
}
