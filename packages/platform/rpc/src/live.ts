import { setMaxListeners } from 'node:events';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { z } from 'zod';

/** PostgreSQL's channel for changes that screens may want to show. */
export const CHANGE_CHANNEL = 'smart_change';

/** What changed, without any content: whoever is told fetches again, under their own capacity. */
export type Change = {
  readonly congressId: string;
  /** For example `suggestion`, `assignment`, `notice`. */
  readonly subjectType: string;
  readonly matterId?: string;
  /** When given, only these people are told. */
  readonly personIds?: readonly string[];
};

/** The output schema of a subscription: every item is validated as it leaves. Use as `.output(streamOf(schema))`. */
export function streamOf<Schema extends z.ZodType>(schema: Schema) {
  return z
    .custom<AsyncIterable<z.input<Schema>>>((value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value)
    .transform(async function* (items): AsyncGenerator<z.output<Schema>, void, undefined> {
      for await (const item of items) yield schema.parse(item);
    });
}

/** What a subscriber is told of a change; who it concerned stays on the server. `null`: something was missed, fetch all again. */
export const changeSchema = z.object({ subjectType: z.string(), matterId: z.string().optional() }).nullable();

/** One connection per process that listens to PostgreSQL's notifications. */
export type Listener = {
  /** Calls `handler` with each payload sent on `channel`; returns the function that stops it. */
  on(channel: string, handler: (payload: string) => void): () => void;
  /** Calls `handler` when notifications may have been missed (the connection was lost and is back). */
  onGap(handler: () => void): () => void;
};

export type LiveHub = {
  /**
   * The changes that `wanted` accepts, until `signal` aborts. A `null` means: something was missed, fetch everything again.
   * A reader that is too slow gets one `null` instead of a long queue.
   */
  changes(wanted: (change: Change) => boolean, signal: AbortSignal | undefined): AsyncGenerator<Change | null, void, undefined>;
  /** Ends every stream: the server is stopping, and clients open them again elsewhere or later. */
  end(): void;
};

/** pg_notify refuses payloads of 8000 bytes; a longer list of people becomes a hint to the whole congress. */
const MAX_PAYLOAD = 7900;
const MAX_QUEUE = 100;

/** Tells every process, when this unit of work commits, that something changed. Nothing is sent when it rolls back. */
export async function notifyChange(work: Pick<UnitOfWork, 'sql'>, change: Change): Promise<void> {
  const full = JSON.stringify(change);
  const { personIds: _left, ...rest } = change;
  const payload = Buffer.byteLength(full) <= MAX_PAYLOAD ? full : JSON.stringify(rest);
  await work.sql('SELECT pg_notify($1, $2)', [CHANGE_CHANNEL, payload]);
}

/** Spreads the process's one stream of notifications over all open subscriptions. */
export function createLiveHub(listener: Listener): LiveHub {
  const readers = new Set<(change: Change | null) => void>();
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  listener.on(CHANGE_CHANNEL, (payload) => {
    const change = parseChange(payload);
    if (change) for (const reader of readers) reader(change);
  });
  listener.onGap(() => {
    for (const reader of readers) reader(null);
  });
  return {
    end: () => ending.abort(),
    async *changes(wanted, left) {
      const signal = left ? AbortSignal.any([left, ending.signal]) : ending.signal;
      let queue: (Change | null)[] = [];
      let wake: () => void = () => undefined;
      const reader = (change: Change | null) => {
        if (change && !wanted(change)) return;
        queue = queue.length >= MAX_QUEUE ? [null] : [...queue, change];
        wake();
      };
      const stop = () => wake();
      readers.add(reader);
      signal.addEventListener('abort', stop);
      try {
        while (!signal.aborted) {
          const next = queue.shift();
          if (next !== undefined) yield next;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        readers.delete(reader);
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

function parseChange(payload: string): Change | null {
  try {
    const value: unknown = JSON.parse(payload);
    return isChange(value) ? value : null;
  } catch {
    // Somebody else's notification on our channel: not ours to show.
    return null;
  }
}

function isChange(value: unknown): value is Change {
  if (typeof value !== 'object' || value === null || !('congressId' in value) || !('subjectType' in value)) return false;
  const people = 'personIds' in value ? value.personIds : undefined;
  return typeof value.congressId === 'string' && typeof value.subjectType === 'string' && (people === undefined || Array.isArray(people));
}
