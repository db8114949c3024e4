/**
 * tRPC, set up once: who calls, in which transaction, and what a refusal looks like. `@smart/identity/procedures`
 * instantiates it with the real capacity; domains build their routers on what that exports.
 */
import { withRetry } from '@smart/database/pg-errors';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { DomainError } from '@smart/kernel/errors';
import { useChineseMessages } from '@smart/kernel/validation';
import { initTRPC, TRPCError } from '@trpc/server';
// The answer to a repeated request comes from the idempotency table and not from the resolver: the only way to hand it
// to tRPC is a middleware's result, and its marker is exported nowhere else. The version of tRPC is pinned.
import { middlewareMarker } from '@trpc/server/unstable-core-do-not-import';
import { refuseMore } from './asked.ts';
import { actingOf, capacityOf, capacitySettings, personSettings, publicSettings, requireStepUp, signedIn } from './context.ts';
import type { BaseCapacity, BaseSession, RpcContext } from './context.ts';
import { refusalOf, trpcCodeOf, wireErrorOf } from './errors.ts';
import type { ProcedureMeta } from './guard.ts';
import { refuseNullCharacters } from './null-characters.ts';
import { claim, idempotencyKeyOf, remember } from './idempotency.ts';
import type { Attempt } from './idempotency.ts';
import type { Change } from './live.ts';

const PING_SECONDS = 15;
/** A stream ends and is opened again by the client after this time, so that no forgotten one lives for ever. */
const STREAM_MINUTES = 10;

/** Why a capacity may not call a procedure, where more can be said than that it lacks the role. */
export type Refusal<C extends BaseCapacity> = (capacity: C, procedure: { readonly roles: readonly string[]; readonly description: string | undefined }) => string | undefined;

/**
 * The builders of one application.
 * - `publicProcedure`: anybody; `ctx.work` reads published rows only.
 * - `personProcedure`: signed in, no capacity chosen; `ctx.work` in the identity realm.
 * - `capacityProcedure`: acts in one capacity; needs `.meta({ roles })`. Queries run read-only; a mutation with the header
 *   `x-idempotency-key` is done once, however often it is sent; one with `.meta({ secret: true })` is not, because its answer is kept nowhere.
 * - `liveProcedure`: subscriptions in one capacity; holds no transaction; `ctx.changes(signal)` yields what changed (null: fetch all again).
 */
export function createProcedures<S extends BaseSession, C extends BaseCapacity, W extends UnitOfWork>(options: { readonly refusal?: Refusal<C> } = {}) {
  useChineseMessages();
  type Context = RpcContext<S, C, W>;
  type Role = C['roles'][number];

  const t = initTRPC
    .context<Context>()
    .meta<ProcedureMeta<Role>>()
    .create({
      isDev: false,
      sse: {
        ping: { enabled: true, intervalMs: PING_SECONDS * 1000 },
        maxDurationMs: STREAM_MINUTES * 60_000,
        client: { reconnectAfterInactivityMs: PING_SECONDS * 3000 },
      },
      errorFormatter: ({ error, ctx, shape }) => {
        const { message, ...data } = wireErrorOf(error, ctx?.requestId ?? '');
        return { message, code: shape.code, data };
      },
    });

  /** Turns whatever a service threw into tRPC's own error, so that the numeric code agrees with ours. */
  const speaking = t.procedure.use(async ({ ctx, next }) => {
    const result = await next();
    if (result.ok) return result;
    const { refusal, expected } = refusalOf(result.error, ctx.requestId);
    throw new TRPCError({ code: trpcCodeOf(refusal), message: refusal.message, cause: expected ? refusal : result.error });
  });

  const base = speaking.use(async ({ getRawInput, next }) => {
    refuseNullCharacters(await getRawInput());
    return next();
  });

  const publicProcedure = base.meta({ access: 'public' }).use(async ({ ctx, next }) => {
    ctx.services.limits.take('address', ctx.address);
    return ctx.services.units.unitOfWork(
      publicSettings,
      async (unit) => mustSucceed(await next({ ctx: { work: ctx.services.workOf(unit, ctx.requestId) } })),
      { readOnly: true },
    );
  });

  const personProcedure = base.meta({ access: 'person' }).use(async ({ ctx, type, path, meta, getRawInput, next }) => {
    const session = await signedIn(ctx);
    await requireStepUp(ctx, meta?.stepUp);
    if (type === 'mutation') refuseMore(ctx.askedOf(path) ?? [], await getRawInput());
    return ctx.services.units.unitOfWork(
      personSettings(session),
      async (unit) => mustSucceed(await next({ ctx: { session, work: ctx.services.workOf(unit, ctx.requestId) } })),
      { readOnly: type === 'query' },
    );
  });

  const capacityProcedure = base.meta({ access: 'capacity' }).use(async ({ ctx, type, path, meta, batchIndex, getRawInput, next }) => {
    const capacity = await permitted(ctx, meta);
    const input = await getRawInput();
    // Who may not do it at all is told that; a question that asks too much is answered without it.
    if (type === 'mutation') refuseMore(ctx.askedOf(path) ?? [], input);
    const key = type === 'mutation' && meta?.secret !== true ? idempotencyKeyOf(ctx.idempotencyHeader, batchIndex) : undefined;
    const attempt = key === undefined ? undefined : attemptOf(ctx, capacity, key, path, input);
    const unitOfWork = () =>
      ctx.services.units.unitOfWork(
        capacitySettings(capacity),
        async (unit) => {
          const run = async () =>
            mustSucceed(await next({ ctx: { capacity, acting: actingOf(capacity), work: ctx.services.workOf(unit, ctx.requestId) } }));
          if (!attempt) return run();
          const claimed = await claim(unit, attempt);
          if (claimed.done) return { marker: middlewareMarker, ok: true as const, data: claimed.response };
          const result = await run();
          await remember(unit, attempt, result.data);
          return result;
        },
        { readOnly: type === 'query' && meta?.writes !== true },
      );
    // Two who get into each other's way (deadlock): the loser's work was undone as a whole and is simply done again.
    return type === 'mutation' ? withRetry(unitOfWork) : unitOfWork();
  });

  const liveProcedure = base.meta({ access: 'live' }).use(async ({ ctx, meta, next }) => {
    const capacity = await permitted(ctx, meta);
    /** @throws DomainError when the sign-in that opened the stream has ended or lost this capacity */
    const confirm = async () => {
      const session = await ctx.sessionNow();
      if (!session) throw new DomainError('identity.session_expired');
      ctx.services.chooseCapacity(session, capacity.id);
    };
    /** The changes of the own congress that concern this person, until the client leaves or may no longer listen. */
    async function* changes(signal: AbortSignal | undefined): AsyncGenerator<Change | null, void, undefined> {
      const concerns = ({ congressId, personIds }: Change) =>
        congressId === capacity.congressId && (personIds === undefined || personIds.includes(capacity.personId));
      for await (const change of ctx.services.live.changes(concerns, signal)) {
        await confirm();
        yield change;
      }
    }
    return next({ ctx: { capacity, changes } });
  });

  /** The capacity of the call. A procedure that names no roles is closed to all. */
  async function permitted(ctx: Context, meta: ProcedureMeta | undefined): Promise<C> {
    const capacity = await capacityOf(ctx);
    const roles = meta?.roles ?? [];
    if (!capacity.roles.some((role) => roles.includes(role))) {
      throw new DomainError('common.forbidden', { reason: options.refusal?.(capacity, { roles, description: meta?.description }) ?? `“${capacity.label}”没有这项职责` });
    }
    await requireStepUp(ctx, meta?.stepUp);
    return capacity;
  }

  return { router: t.router, createCallerFactory: t.createCallerFactory, publicProcedure, personProcedure, capacityProcedure, liveProcedure };
}

function attemptOf(
  ctx: { services: { clock: { now(): Date } } },
  capacity: BaseCapacity,
  key: string,
  procedure: string,
  input: unknown,
): Attempt {
  return { congressId: capacity.congressId, capacityId: capacity.id, key, procedure, input, now: ctx.services.clock.now() };
}

/** tRPC returns a failure instead of throwing it; the transaction rolls back only when something is thrown. */
function mustSucceed<R extends { ok: boolean }>(result: R): Extract<R, { ok: true }> {
  if (isSuccess(result)) return result;
  throw 'error' in result ? result.error : new Error('a middleware failed without an error');
}

function isSuccess<R extends { ok: boolean }>(result: R): result is Extract<R, { ok: true }> {
  return result.ok;
}
