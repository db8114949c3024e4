import type { UnitOfWork, UnitSettings, UnitsOfWork } from '@smart/database/unit-of-work';
import type { Clock } from '@smart/kernel/clock';
import { DomainError } from '@smart/kernel/errors';
import type { AskedOf } from './asked.ts';
import type { LiveHub } from './live.ts';
import type { RateLimits } from './rate-limit.ts';

/** What this floor needs to know of a capacity; `@smart/identity` knows the rest. */
export type BaseCapacity = {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly label: string;
  /** How the log names it, where that differs from `label`. */
  readonly logLabel?: string;
  readonly congressId: string;
  readonly organId?: string;
  readonly roles: readonly string[];
  /** What lends the capacity, when it is lent. */
  readonly standIn?: { readonly kind: string };
};

/** What this floor needs to know of a sign-in. */
export type BaseSession = {
  readonly personId: string;
  /** ISO instant until which sensitive acts need no new proof of who it is; null when there was none. */
  readonly steppedUpUntil?: string | null;
};

/** Who acts, as the action log keeps it: `label` is "李明（岳阳市人大代表）". */
export type Acting = { readonly personId: string | null; readonly capacityId: string | null; readonly label: string };

/** What procedures need from the running server. Made once at start (`apps/server/src/services.ts`). */
export type RpcServices<S extends BaseSession, C extends BaseCapacity, W extends UnitOfWork> = {
  readonly units: Pick<UnitsOfWork, 'unitOfWork'>;
  readonly clock: Clock;
  /** Adds the world around a unit of work: clock, calendar, parameters, request id. */
  readonly workOf: (unit: UnitOfWork, requestId: string) => W;
  /** The sign-in a cookie header stands for; null when there is none (any more). */
  readonly resolveSession: (cookie: string) => Promise<S | null>;
  /**
   * The capacity the person acts in: the one the header names, else the last used, else the first.
   * @throws DomainError identity.capacity_unknown, identity.capacity_required
   */
  readonly chooseCapacity: (session: S, header: string | undefined) => C;
  readonly limits: RateLimits;
  readonly live: LiveHub;
};

/** What every procedure of one HTTP request shares. */
export type RpcContext<S extends BaseSession, C extends BaseCapacity, W extends UnitOfWork> = {
  readonly requestId: string;
  readonly services: RpcServices<S, C, W>;
  /** Network address of the caller, for rate limits. */
  readonly address: string;
  /** Whether the request carried any cookie: tells "not signed in" from "signed in too long ago". */
  readonly hadCookie: boolean;
  readonly capacityHeader: string | undefined;
  readonly idempotencyHeader: string | undefined;
  /** Looks the sign-in up, once per request. */
  readonly session: () => Promise<S | null>;
  /** Looks it up again: a live stream outlives a sign-in. */
  readonly sessionNow: () => Promise<S | null>;
  /** What each procedure asks for; whoever lets strangers call procedures gives it. */
  readonly askedOf: AskedOf;
};

export type IncomingRequest = {
  readonly id: string;
  readonly ip: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** The context of one HTTP request. An `EventSource` cannot set headers: its capacity comes in `connectionParams.capacity`. */
export function createContext<S extends BaseSession, C extends BaseCapacity, W extends UnitOfWork>(
  services: RpcServices<S, C, W>,
  request: IncomingRequest,
  connectionParams?: Readonly<Record<string, string | undefined>> | null,
  askedOf: AskedOf = () => undefined,
): RpcContext<S, C, W> {
  const cookie = header(request, 'cookie') ?? '';
  const lookUp = async () => (cookie === '' ? null : services.resolveSession(cookie));
  let session: Promise<S | null> | undefined;
  return {
    requestId: request.id,
    services,
    address: request.ip,
    hadCookie: cookie.includes('session_token'),
    capacityHeader: header(request, 'x-capacity') ?? connectionParams?.['capacity'],
    idempotencyHeader: header(request, 'x-idempotency-key'),
    session: () => (session ??= lookUp()),
    sessionNow: lookUp,
    askedOf,
  };
}

function header(request: IncomingRequest, name: string): string | undefined {
  const value = request.headers[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === '' ? undefined : first;
}

/**
 * The sign-in of a request; counts against the person's rate limit, or the address's when there is none.
 * @throws DomainError common.unauthenticated, identity.session_expired, common.too_many_requests
 */
export async function signedIn<S extends BaseSession, C extends BaseCapacity, W extends UnitOfWork>(ctx: RpcContext<S, C, W>): Promise<S> {
  const session = await ctx.session();
  if (session) {
    ctx.services.limits.take('person', session.personId);
    return session;
  }
  ctx.services.limits.take('address', ctx.address);
  throw ctx.hadCookie ? new DomainError('identity.session_expired') : new DomainError('common.unauthenticated');
}

/**
 * Refuses a sensitive act when the person has not proved to be themselves within the last minutes: a sign-in left open on a desk, or a
 * stolen cookie, does not suffice.
 * @throws DomainError identity.step_up_required; as `signedIn`
 */
export async function requireStepUp<S extends BaseSession, C extends BaseCapacity, W extends UnitOfWork>(ctx: RpcContext<S, C, W>, sensitive: boolean | undefined): Promise<void> {
  if (sensitive !== true) return;
  const session = await ctx.session();
  const until = session?.steppedUpUntil ?? null;
  if (until === null || Date.parse(until) <= ctx.services.clock.now().getTime()) throw new DomainError('identity.step_up_required');
}

/**
 * The capacity a request acts in, for tRPC and for the addresses beside it (files, letters).
 * @throws DomainError as `signedIn`, and as `chooseCapacity`
 */
export async function capacityOf<S extends BaseSession, C extends BaseCapacity, W extends UnitOfWork>(ctx: RpcContext<S, C, W>): Promise<C> {
  return ctx.services.chooseCapacity(await signedIn(ctx), ctx.capacityHeader);
}

/** Settings of a unit of work for anybody: published rows only. */
export const publicSettings: UnitSettings = { role: 'smart_reader' };

/** Settings for a person who has not chosen a capacity: their own account and capacities. */
export function personSettings(session: BaseSession): UnitSettings {
  return { role: 'smart_app', 'app.person': session.personId, 'app.realm': 'identity' };
}

/** Settings for one capacity: the wall of row-level security goes by them. */
export function capacitySettings(capacity: BaseCapacity): UnitSettings {
  return {
    role: 'smart_app',
    'app.congress': capacity.congressId,
    'app.person': capacity.personId,
    ...(capacity.organId ? { 'app.organ': capacity.organId } : {}),
    ...(capacity.standIn?.kind === 'emergency' ? { 'app.emergency': capacity.id } : {}),
  };
}

/** How the action log names the one who acts. */
export function actingOf(capacity: BaseCapacity): Acting {
  return { personId: capacity.personId, capacityId: capacity.id, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）` };
}
