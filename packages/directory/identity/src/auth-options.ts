// better-auth inside our unit of work: it makes the sessions and their cookies, and carries the plug-ins of other files.
//
// What proves who somebody is we check ourselves, on the tables of better-auth's plug-ins (username, two-factor, passkey). Their own doors
// make the session first and ask for the second factor afterwards, take one code several times within its half minute, count wrong codes
// apart from wrong passwords, and answer differently for names and numbers that do not exist.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { betterAuth, type BetterAuthOptions, type BetterAuthPlugin } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { createAuthEndpoint } from 'better-auth/api';
import { deleteSessionCookie, setSessionCookie } from 'better-auth/cookies';
import { username } from 'better-auth/plugins';
import { z } from 'zod';
import { COOKIE_NAME, cookieSecret } from './session.ts';

const HOUR = 60 * 60 * 1000;
/** Shared office machines: half a day. A deputy's own phone that is to be remembered: a week. Both slide (session.ts). */
export const SESSION_MS = 12 * HOUR;
export const REMEMBERED_MS = 7 * 24 * HOUR;

const units = new AsyncLocalStorage<UnitOfWork>();

/** Runs better-auth's work in a unit of work of the realm `identity`. */
export const withBetterAuth = <T>(unit: UnitOfWork, work: () => Promise<T>): Promise<T> => units.run(unit, work);

/** The unit of work in which better-auth was called: for the callbacks of its plug-ins. */
export function currentUnit(): UnitOfWork {
  const unit = units.getStore();
  if (!unit) throw new Error('better-auth was used outside a unit of work');
  return unit;
}

/** The models better-auth is given; whatever else it asks of the client (its start looks for the data model) is not there. */
const authModels: readonly (string | symbol)[] = [
  'user', 'authSession', 'account', 'verification', 'jwks',
  'oauthClient', 'oauthResource', 'oauthClientResource', 'oauthRefreshToken', 'oauthAccessToken', 'oauthConsent', 'oauthClientAssertion',
];
/** Prisma as better-auth sees it: always the client of the unit of work in which it is called. */
const prismaOfUnit = new Proxy({}, { get: (_target, key) => (authModels.includes(key) ? Reflect.get(currentUnit().prisma, key) : undefined) });

const sessionBody = z.object({
  userId: z.string(), now: z.date(), expiresAt: z.date(), remember: z.boolean(), method: z.string(), steppedUpAt: z.date().nullable(),
  address: z.string(), userAgent: z.string(),
});

/** Makes and ends sessions for callers within this process; there is no address by which a client could reach it. */
const sessionStarter = {
  id: 'smart-session',
  endpoints: {
    startSmartSession: createAuthEndpoint.serverOnly({ method: 'POST', body: sessionBody }, async (ctx) => {
      const { userId, now, expiresAt, remember, method, steppedUpAt, address, userAgent } = ctx.body;
      const own = { createdAt: now, updatedAt: now, expiresAt, ipAddress: address, userAgent, method, steppedUpAt };
      const session = await ctx.context.internalAdapter.createSession(userId, !remember, own, true);
      const user = await ctx.context.internalAdapter.findUserById(userId);
      if (!user) throw new Error('a session was asked for somebody without an account');
      await setSessionCookie(ctx, { session, user }, !remember);
      return { sessionId: session.id };
    }),
    endSmartSession: createAuthEndpoint.serverOnly({ method: 'POST' }, async (ctx) => {
      deleteSessionCookie(ctx);
      return { ok: true };
    }),
  },
} satisfies BetterAuthPlugin;

/** What better-auth is told; a test compares the tables it wants with the schema. */
export function authOptions({ publicUrl, plugins = [] }: { publicUrl: string; plugins?: readonly BetterAuthPlugin[] }) {
  return {
    appName: '智慧人大',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: cookieSecret(),
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: prismaAdapter(prismaOfUnit, { provider: 'postgresql' }),
    emailAndPassword: { enabled: false },
    plugins: [username({ maxUsernameLength: 30 }), sessionStarter, ...plugins],
    session: {
      modelName: 'authSession', expiresIn: REMEMBERED_MS / 1000, disableSessionRefresh: true,
      additionalFields: { method: { type: 'string', required: false, input: false }, steppedUpAt: { type: 'date', required: false, input: false } },
    },
    rateLimit: { enabled: false }, // the server limits /api/auth for all alike
    advanced: {
      database: { generateId: false },
      useSecureCookies: publicUrl.startsWith('https://'),
      cookies: { session_token: { name: COOKIE_NAME } },
      cookiePrefix: 'smart',
      disableCSRFCheck: true, // the server refuses cross-site requests before they come here
      disableOriginCheck: true,
    },
  } satisfies BetterAuthOptions;
}

const madeBy = z.object({ response: z.object({ sessionId: z.string() }), headers: z.instanceof(Headers) });
const endedBy = z.object({ headers: z.instanceof(Headers) });

type Plugged = { publicUrl: string; plugins?: readonly BetterAuthPlugin[] };
const instanceOf = (options: Plugged) => betterAuth(authOptions(options));

type SessionFacts = { userId: string; now: Date; remember: boolean; method: string; steppedUpAt: Date | null; address: string; userAgent: string };
export type BetterAuth = {
  /** The instance itself, for files that speak to its plug-ins; use it within `withBetterAuth`. */
  readonly auth: ReturnType<typeof instanceOf>;
  readonly makeSession: (unit: UnitOfWork, facts: SessionFacts) => Promise<{ sessionId: string; cookies: string[] }>;
  /** The lines that clear the session's cookies. */
  readonly clearCookies: (unit: UnitOfWork) => Promise<string[]>;
};

export function createBetterAuth(options: Plugged): BetterAuth {
  const auth = instanceOf(options);
  return {
    auth,
    makeSession: async (unit, { now, remember, ...facts }) => {
      const body = { ...facts, now, remember, expiresAt: new Date(now.getTime() + (remember ? REMEMBERED_MS : SESSION_MS)) };
      const made = madeBy.parse(await withBetterAuth(unit, () => auth.api.startSmartSession({ body, headers: new Headers(), returnHeaders: true })));
      return { sessionId: made.response.sessionId, cookies: made.headers.getSetCookie() };
    },
    clearCookies: async (unit) => endedBy.parse(await withBetterAuth(unit, () => auth.api.endSmartSession({ headers: new Headers(), returnHeaders: true }))).headers.getSetCookie(),
  };
}
