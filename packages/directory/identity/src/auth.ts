// Signing in and out: better-auth checks passwords and makes sessions; around it stand the lockout, sign-in by phone, our error shape
// and our unit of work.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { UnitOfWork, UnitsOfWork } from '@smart/database/unit-of-work';
import { systemClock, type Clock } from '@smart/kernel/clock';
import { today } from '@smart/kernel/dates';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { parseInput } from '@smart/kernel/validation';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { username } from 'better-auth/plugins';
import { z } from 'zod';
import { COOKIE_NAME, cookieSecret, tokenOf } from './session.ts';
import { announceIdentityChange } from './changes.ts';
import { createLockout } from './lockout.ts';
import { phoneIndex } from './phone.ts';

const HOUR = 60 * 60 * 1000;
/** Shared office machines: half a day. A deputy's own phone that is to be remembered: a week. Both slide (session.ts). */
export const SESSION_MS = 12 * HOUR;
export const REMEMBERED_MS = 7 * 24 * HOUR;

type Frame = { unit: UnitOfWork; lifetime: number };
const frames = new AsyncLocalStorage<Frame>();

function currentUnit(): UnitOfWork {
  const frame = frames.getStore();
  if (!frame) throw new Error('better-auth was used outside a unit of work');
  return frame.unit;
}

/** The models better-auth is given; whatever else it asks of the client (its start looks for the data model) is not there. */
const authModels: readonly (string | symbol)[] = ['user', 'authSession', 'account', 'verification'];
/** Prisma as better-auth sees it: always the client of the unit of work in which it is called. */
const prismaOfUnit = new Proxy({}, { get: (_target, key) => (authModels.includes(key) ? Reflect.get(currentUnit().prisma, key) : undefined) });

/** What better-auth is told; a test compares the tables it wants with the schema. */
export function authOptions(options: { publicUrl: string; clock: Clock }) {
  return {
    appName: '智慧人大',
    baseURL: options.publicUrl,
    basePath: '/api/auth',
    secret: cookieSecret(),
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: prismaAdapter(prismaOfUnit, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 1, maxPasswordLength: 128 },
    plugins: [username({ maxUsernameLength: 30 })],
    session: { modelName: 'authSession', expiresIn: REMEMBERED_MS / 1000, disableSessionRefresh: true },
    databaseHooks: {
      session: {
        create: {
          before: async (session: Record<string, unknown>) => {
            const now = options.clock.now();
            const lifetime = frames.getStore()?.lifetime ?? SESSION_MS;
            return { data: { ...session, createdAt: now, updatedAt: now, expiresAt: new Date(now.getTime() + lifetime) } };
          },
        },
      },
    },
    rateLimit: { enabled: false }, // the server limits /api/auth for all alike
    advanced: {
      database: { generateId: false },
      useSecureCookies: options.publicUrl.startsWith('https://'),
      cookies: { session_token: { name: COOKIE_NAME } },
      cookiePrefix: 'smart',
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      disableCSRFCheck: true, // the server refuses cross-site requests before they come here
      disableOriginCheck: true,
    },
  } satisfies BetterAuthOptions;
}

/** Set by ourselves from the connection, so that a client cannot claim another address. */
const ADDRESS_HEADER = 'x-smart-address';

const signInBody = z.object({
  /** User name or phone number. */
  username: z.string().trim().min(1, '请填写用户名或者手机号').max(60, '用户名不超过 60 个字'),
  password: z.string().min(1, '请填写密码').max(128, '密码不超过 128 位'),
  /** Remember this device; honoured for deputies only. */
  rememberMe: z.boolean().optional(),
});

export type AuthRequest = {
  readonly method: string;
  /** Path below the host, such as `/api/auth/sign-in/username`. */
  readonly path: string;
  readonly cookie: string;
  readonly body: unknown;
  readonly address: string;
  readonly userAgent: string;
};
export type AuthResponse = { readonly status: number; readonly cookies: readonly string[]; readonly body: unknown };

export type Auth = {
  /**
   * Answers `POST /api/auth/sign-in/username` {username, password, rememberMe?} with `{ ok: true, mustChangePassword }` and
   * `POST /api/auth/sign-out` with `{ ok: true }`; sets or clears the cookie.
   * @throws DomainError common.not_found for other paths, common.invalid_input, identity.invalid_credentials, identity.locked
   */
  handle: (request: AuthRequest) => Promise<AuthResponse>;
};

type Found = { userId: string; username: string; deputy: boolean; mustChangePassword: boolean };

export function createAuth(options: { units: Pick<UnitsOfWork, 'unitOfWork'>; publicUrl: string; clock?: Clock }): Auth {
  const { units, publicUrl, clock = systemClock } = options;
  const auth = betterAuth(authOptions({ publicUrl, clock }));
  const lockout = createLockout({ units, clock });
  const inUnit = <T>(lifetime: number, work: (unit: UnitOfWork) => Promise<T>): Promise<T> =>
    units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => frames.run({ unit, lifetime }, () => work(unit)));

  const pass = (request: AuthRequest, body: unknown): Promise<Response> =>
    auth.handler(new Request(new URL(request.path, publicUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: request.cookie, 'user-agent': request.userAgent.slice(0, 300), [ADDRESS_HEADER]: request.address },
      body: JSON.stringify(body),
    }));

  async function signIn(request: AuthRequest): Promise<AuthResponse> {
    const input = parseInput(signInBody, request.body);
    const found = await units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => accountNamed(unit, input.username, clock), { readOnly: true });
    const remember = input.rememberMe === true && found?.deputy === true;
    return lockout.guard(found?.userId ?? null, input.username, async () => {
      const response = await inUnit(remember ? REMEMBERED_MS : SESSION_MS, () =>
        // Someone unknown is checked, too: the answer takes the same time.
        pass(request, { username: found?.username ?? 'nobody.here', password: input.password, rememberMe: remember }),
      );
      if (response.status === 401) return null;
      if (!response.ok) throw new Error(`better-auth answered ${response.status} to a sign-in: ${await response.text()}`);
      return { status: 200, cookies: response.headers.getSetCookie(), body: { ok: true, mustChangePassword: found?.mustChangePassword ?? false } };
    });
  }

  async function signOut(request: AuthRequest): Promise<AuthResponse> {
    const token = tokenOf(request.cookie);
    const response = await inUnit(SESSION_MS, async (unit) => {
      const ended = token === null ? [] : await unit.sql<{ id: string }>('DELETE FROM auth_session WHERE token = $1 RETURNING id', [token]);
      for (const { id } of ended) await announceIdentityChange(unit, id);
      return pass(request, {}); // clears the cookies
    });
    return { status: 200, cookies: response.headers.getSetCookie(), body: { ok: true } };
  }

  return {
    handle: async (request) => {
      const path = request.path.split('?')[0];
      if (request.method === 'POST' && path === '/api/auth/sign-in/username') return signIn(request);
      if (request.method === 'POST' && path === '/api/auth/sign-out') return signOut(request);
      throw new DomainError('common.not_found', { what: '接口' });
    },
  };
}

/** The account of a user name or, for eleven digits, of the person with this phone number. */
async function accountNamed(unit: UnitOfWork, name: string, clock: Clock): Promise<Found | null> {
  const index = indexOf(name);
  const [row] = await unit.sql<{ id: string; username: string; deputy: boolean; must_change_password: boolean }>(
    `SELECT u.id, u.username, u.must_change_password,
       EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = p.id AND m.status = 'active' AND m.starts_on <= $3) AS deputy
     FROM auth_user u JOIN person p ON p.user_id = u.id
     WHERE u.username = $1 OR ($2::text IS NOT NULL AND p.phone_index = $2)`,
    [name.toLowerCase(), index, today(clock)],
  );
  return row ? { userId: row.id, username: row.username, deputy: row.deputy, mustChangePassword: row.must_change_password } : null;
}

function indexOf(name: string): string | null {
  try {
    return phoneIndex(name);
  } catch (error) {
    if (isDomainError(error, 'identity.phone_invalid')) return null;
    throw error;
  }
}

