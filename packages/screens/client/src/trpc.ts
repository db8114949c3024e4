import { newId } from '@smart/kernel/ids';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  retryLink,
  splitLink,
  type HTTPBatchLinkOptions,
  type Operation,
  type TRPCClient,
  type TRPCLink,
} from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { observable, tap } from '@trpc/server/observable';
import { refusalStatus, TimeoutError, worthRetrying } from './errors.ts';
import { announceMutation } from './mutations.ts';
import { announceSignedOut } from './signed-out.ts';
import { isStepUpRefusal, proveAndRepeat } from './step-up.ts';

/** The part of `fetch` that tRPC uses; ours is narrower than the browser's, so both fit. */
type Send = NonNullable<HTTPBatchLinkOptions<{ transformer: false; errorShape: never }>['fetch']>;

export interface ClientOptions {
  /** Address of the API, `/api/trpc` in the browser. */
  url: string;
  /** The capacity in which the person acts; null before the session is known. */
  getCapacity: () => string | null;
  /** For tests and servers; the browser's own otherwise. */
  fetch?: Send | undefined;
  /** Milliseconds before the n-th retry; 0.4 s, 1.2 s, 3.6 s with some chance unless given. */
  retryDelay?: ((attempt: number) => number) | undefined;
  /** Milliseconds without an answer after which a call has failed; 30 s unless given. */
  timeout?: number | undefined;
}

type KeysOf<T> = T extends unknown ? keyof T : never;
type At<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;
/** What is given, as long as nothing in it is too much. */
type Only<G, I> = unknown extends I ? G : G extends readonly unknown[]
  ? { [K in keyof G]: Only<G[K], At<NonNullable<I>, number>> }
  : G extends object ? { [K in keyof G]: K extends KeysOf<NonNullable<I>> ? Only<G[K], At<NonNullable<I>, K>> : never } : G;
/** The API, whose acts take what they ask for and nothing else: the server refuses a field too many (common.more_than_asked). */
type Exactly<C> = {
  readonly [K in keyof C]: C[K] extends { mutate: (input: infer I, options?: infer O) => infer R }
    ? undefined extends I ? C[K] : { readonly mutate: <G extends I>(input: G & Only<G, I>, options?: O) => R }
    : C[K] extends { query: unknown } | { subscribe: unknown } ? C[K] : Exactly<C[K]>;
};
/** A client of one router. */
export type Client<Router extends AnyTRPCRouter> = Exactly<TRPCClient<Router>>;

const maxRetries = 3;

/**
 * The API of one app: `createClient<AppRouter>({ url: '/api/trpc', getCapacity })`.
 *
 * Queries travel in batches; every mutation travels alone under its own `x-idempotency-key`. When the network fails
 * or the server is restarting, both are repeated up to three times, a mutation always with the same key and in the
 * same capacity, so that it happens once. A caller that repeats an act itself (a draft's submission after a crash) passes its own
 * key, and what was kept on the device goes out in the capacity it was written in: `mutate(input, { context: { idempotencyKey, capacity } })`. Subscriptions use server-sent events.
 * A 401 is announced through `onSignedOut`; a call that needs fresh proof of the person waits for it (`step-up.ts`).
 */
export function createClient<Router extends AnyTRPCRouter>(options: ClientOptions): Client<Router>;
export function createClient(options: ClientOptions): TRPCClient<AnyTRPCRouter> {
  const { url, getCapacity } = options;
  const send = withTimeout(options.fetch ?? browserFetch, options.timeout ?? 30_000);
  return createTRPCClient<AnyTRPCRouter>({
    links: [
      prepare(getCapacity),
      proveAndRepeat,
      announce,
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({ url, connectionParams: () => connectionParams(getCapacity()) }),
        false: [
          retryLink({
            retry: ({ error, attempts }) => attempts <= maxRetries && isOnline() && worthRetrying(error),
            retryDelayMs: options.retryDelay ?? ((attempt) => 400 * 3 ** (attempt - 1) * (0.8 + Math.random() * 0.4)),
          }),
          splitLink({
            condition: ({ type }) => type === 'mutation',
            true: httpLink({ url, fetch: send, headers: ({ op }) => headersOf(op) }),
            // Old proxies cut long addresses; a longer batch is sent in two.
            false: httpBatchLink({
              url,
              fetch: send,
              maxURLLength: 2000,
              headers: ({ opList: [op] }) => headersOf(op),
            }),
          }),
        ],
      }),
    ],
  });
}

/** Fixes key and capacity of a call before it can be retried. */
function prepare(getCapacity: () => string | null): TRPCLink<AnyTRPCRouter> {
  return () =>
    ({ op, next }) =>
      next({
        ...op,
        context: {
          ...op.context,
          capacity: op.context['capacity'] ?? getCapacity(),
          ...(op.type === 'mutation' ? { idempotencyKey: op.context['idempotencyKey'] ?? newId() } : {}),
        },
      });
}

/** Whoever listens learns of acts and of a session that has ended. */
const announce: TRPCLink<AnyTRPCRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op)
        .pipe(
          tap({
            next() {
              if (op.type === 'mutation') announceMutation(op.path, true);
            },
            error(error) {
              if (op.type === 'mutation' && refusalStatus(error) !== undefined) announceMutation(op.path, false);
              // Who must prove once more who they are is still signed in.
              if (refusalStatus(error) === 401 && !isStepUpRefusal(error)) announceSignedOut();
            },
          }),
        )
        .subscribe(observer),
    );

function headersOf(op: Pick<Operation, 'context'>): Record<string, string> {
  const { capacity, idempotencyKey } = op.context;
  return {
    ...(typeof capacity === 'string' ? { 'x-capacity': capacity } : {}),
    ...(typeof idempotencyKey === 'string' ? { 'x-idempotency-key': idempotencyKey } : {}),
  };
}

function connectionParams(capacity: string | null): Record<string, string> {
  return capacity === null ? {} : { capacity };
}

/** Looked up at each call: tests and service workers replace it. */
const browserFetch: Send = (input, init) => fetch(input, init && { ...init, signal: init.signal ?? null });

function isOnline(): boolean {
  return typeof navigator === 'undefined' || navigator.onLine !== false;
}

/** A connection that neither answers nor breaks (a lift, a tunnel) becomes a failure that can be retried. */
function withTimeout(inner: Send, milliseconds: number): Send {
  return async (input, init) => {
    const controller = new AbortController();
    const outer = init?.signal;
    const passOn = () => controller.abort(outer?.reason);
    if (outer?.aborted) passOn();
    outer?.addEventListener('abort', passOn);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      controller.abort();
    }, milliseconds);
    try {
      return await inner(input, { ...init, signal: controller.signal });
    } catch (error) {
      throw late ? new TimeoutError('no answer in time', { cause: error }) : error;
    } finally {
      clearTimeout(timer);
      outer?.removeEventListener('abort', passOn);
    }
  };
}
