// Who reacts to events, and what is looked at regularly. Domains register when they are loaded, before the jobs start.
import { definedEvents, type DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';

/** Opens a unit of work of the event's congress. */
export type Units = <T>(run: (work: Work) => Promise<T>) => Promise<T>;

export type Consumer = {
  readonly name: string;
  readonly types: readonly string[];
  /** Of events written together one for each kind of subject and matter is enough. */
  readonly hint?: boolean;
} & (
  | { readonly handle: (work: Work, event: DomainEvent) => Promise<void>; readonly run?: never }
  /** Takes long: outside any unit of work, and opens its own. */
  | { readonly run: (units: Units, event: DomainEvent) => Promise<void>; readonly handle?: never }
);

export type Sweep = { readonly name: string; readonly cron: string } & (
  | { readonly scope: 'congress'; readonly handle: (work: Work, congressId: string) => Promise<void> }
  | { readonly scope: 'deployment'; readonly handle: (work: Work) => Promise<void> }
);

type Handle = (work: Work, event: DomainEvent) => Promise<void>;

const consumers = new Map<string, Consumer>();
const sweeps = new Map<string, Sweep>();
const form = /^[a-z][a-z0-9-]{0,40}$/;

function claim<T>(all: Map<string, T>, name: string, entry: T): void {
  if (!form.test(name)) throw new Error(`“${name}” is no name for a consumer or sweep: small letters, digits, dashes`);
  if (all.has(name)) throw new Error(`${name} is registered twice`);
  all.set(name, entry);
}

/**
 * Has every event of these types delivered to `handle`: at least once in time, its effect exactly once. `handle` runs in a unit of work of
 * the event's congress; that the event is done with is written in the same transaction. Events may arrive in any order.
 * The name must not change later: by it the database knows what was delivered.
 */
export function registerConsumer(name: string, eventTypes: readonly string[], handle: Handle): void {
  claim(consumers, name, { name, types: eventTypes, handle });
}

/**
 * The same for what only says that something has changed: of the events of one act or portion of work, one for each kind of subject and
 * matter is delivered, after all of them are there; the others are noted as done. Ten thousand imported rows are not ten thousand hints.
 */
export function registerHint(name: string, eventTypes: readonly string[], handle: Handle): void {
  claim(consumers, name, { name, types: eventTypes, handle, hint: true });
}

/**
 * The same for what takes longer than a transaction should: `run` opens units of work where it needs them and may wait between them for
 * anything else. One event at a time in each process. Killed, or failed, it comes again: what it does must be safe to repeat.
 */
export function registerTask(name: string, eventTypes: readonly string[], run: (units: Units, event: DomainEvent) => Promise<void>): void {
  claim(consumers, name, { name, types: eventTypes, run });
}

/**
 * Has `handle` run for every congress at the times of a cron expression (Asia/Shanghai), each in a unit of work of its own, so that one
 * congress's trouble is not another's. After a standstill it runs once. Must be safe to repeat.
 */
export function registerSweep(name: string, cron: string, handle: (work: Work, congressId: string) => Promise<void>): void {
  claim(sweeps, name, { name, cron, scope: 'congress', handle });
}

/** The same, once for the whole deployment, in the realm of the system. */
export function registerDeploymentSweep(name: string, cron: string, handle: (work: Work) => Promise<void>): void {
  claim(sweeps, name, { name, cron, scope: 'deployment', handle });
}

/**
 * All consumers.
 * @throws Error when one waits for an event that nobody defines: it would wait for ever
 */
export function registeredConsumers(): readonly Consumer[] {
  const known = definedEvents();
  for (const { name, types } of consumers.values()) {
    const unknown = types.filter((type) => !known.has(type));
    if (unknown.length > 0) throw new Error(`consumer ${name} waits for events that are not defined: ${unknown.join(', ')}`);
  }
  return [...consumers.values()];
}

/** All sweeps. */
export const registeredSweeps = (): readonly Sweep[] => [...sweeps.values()];
