// Signing in and out under /api/auth: which door answers which path. better-auth makes the sessions (auth-options.ts).
import type { UnitOfWork, UnitsOfWork } from '@smart/database/unit-of-work';
import type { BetterAuthPlugin } from 'better-auth';
import { systemClock, type Clock } from '@smart/kernel/clock';
import { DomainError } from '@smart/kernel/errors';
import { createBetterAuth, type BetterAuth } from './auth-options.ts';
import { attempted, inIdentity, type AuthHouse, type AuthRequest, type AuthResponse, type Door, type SendCode } from './auth-requests.ts';
import { announceIdentityChange } from './changes.ts';
import { HASHES_AT_ONCE } from './hashing.ts';
import { limited } from './limited.ts';
import { createLockout } from './lockout.ts';
import { tokenOf } from './session.ts';
import { createSessionStart, type StartSession } from './session-start.ts';
import { passkeyDoor, passkeyOptionsDoor, passwordDoor, smsDoor, smsSendDoor } from './sign-in-doors.ts';
import { useSignInSetup } from './sign-in-setup.ts';
import { stepUpDoor, stepUpPasskeyDoor, stepUpPasskeyOptionsDoor, stepUpSmsDoor } from './step-up.ts';
import { totpDoor } from './second-step.ts';
import { upstreamDoor } from './upstream.ts';

export type { AuthRequest, AuthResponse, SendCode } from './auth-requests.ts';

/** Which door answers which path, and what may be brought to it: whoever brings more wants more than to sign in. */
const doors: Readonly<Record<string, readonly [door: Door, ...fields: readonly string[]]>> = {
  'sign-in/username': [passwordDoor, 'username', 'password', 'rememberMe'], 'sign-in/totp': [totpDoor, 'code', 'backupCode', 'trustDevice'],
  'sign-in/sms/send': [smsSendDoor, 'phone'], 'sign-in/sms': [smsDoor, 'phone', 'code', 'rememberMe'],
  'sign-in/passkey/options': [passkeyOptionsDoor], 'sign-in/passkey': [passkeyDoor, 'response', 'rememberMe'], 'sign-in/upstream': [upstreamDoor, 'query'],
  'step-up': [stepUpDoor, 'password', 'totp', 'smsCode'], 'step-up/sms/send': [stepUpSmsDoor],
  'step-up/passkey/options': [stepUpPasskeyOptionsDoor], 'step-up/passkey': [stepUpPasskeyDoor, 'response'],
};

export type Auth = {
  /**
   * Answers `POST /api/auth/…`: `sign-in/username`, `sign-in/totp`, `sign-in/sms/send`, `sign-in/sms`, `sign-in/passkey/options`,
   * `sign-in/passkey` with `{ ok: true, next: 'done' | 'totp', mustChangePassword, passwordExpired, mustEnrolTotp }`; `step-up…` and
   * `sign-out` with `{ ok: true }`; sets or clears cookies. Every attempt is recorded.
   * @throws DomainError common.not_found for other paths, common.invalid_input, common.too_many_requests, common.unauthenticated,
   *   identity.invalid_credentials, identity.locked, identity.code_wrong, identity.second_step_expired, identity.passkey_refused,
   *   identity.phone_invalid, identity.session_expired
   */
  handle: (request: AuthRequest) => Promise<AuthResponse>;
  /** Begins a sign-in for somebody who was recognised otherwise, in the caller's unit of work (realm `identity`). */
  startSession: StartSession;
  /** better-auth itself, for files that speak to its plug-ins. */
  better: BetterAuth;
  /** Runs work in a unit of work of the realm `identity`. */
  inUnit: <T>(work: (unit: UnitOfWork) => Promise<T>) => Promise<T>;
  /** The ways of signing in beside the password. */
  ways: { readonly sms: boolean };
};

export type AuthConfig = {
  units: Pick<UnitsOfWork, 'unitOfWork'>;
  publicUrl: string;
  clock?: Clock;
  /** Staff and administrators must have a second factor: outside demonstration mode. */
  requireTotp?: boolean;
  /** Without it nobody signs in by SMS. */
  sendCode?: SendCode;
  /** Other origins of this deployment at which passkeys of the public host may be used. */
  otherOrigins?: readonly string[];
  plugins?: readonly BetterAuthPlugin[];
};

export function createAuth({ units, publicUrl, clock = systemClock, requireTotp = false, sendCode, otherOrigins = [], plugins = [] }: AuthConfig): Auth {
  const better = createBetterAuth({ publicUrl, plugins });
  const { hostname, origin, protocol } = new URL(publicUrl);
  useSignInSetup({ relyingParty: { id: hostname, origins: [origin, ...otherOrigins] }, sms: sendCode !== undefined });
  const startSession = createSessionStart({ better, clock, requireTotp });
  const gate = limited(2 * HASHES_AT_ONCE);
  const house: AuthHouse = { units, clock, startSession, gate, lockout: createLockout({ units, clock, gate }), sendCode: sendCode ?? null, secure: protocol === 'https:' };

  const signOut = (request: AuthRequest): Promise<AuthResponse> =>
    inIdentity(house, async (unit) => {
      const token = tokenOf(request.cookie);
      const ended = token === null ? [] : await unit.sql<{ id: string }>('DELETE FROM auth_session WHERE token = $1 RETURNING id', [token]);
      for (const { id } of ended) await announceIdentityChange(unit, id);
      return { status: 200, cookies: await better.clearCookies(unit), body: { ok: true } };
    });

  return {
    handle: async (request) => {
      const path = request.path.split('?')[0]?.replace(/^\/api\/auth\//, '') ?? '';
      if (request.method === 'POST' && path === 'sign-out') return signOut(request);
      const [door, ...fields] = (request.method === 'POST' && Object.hasOwn(doors, path) && doors[path]) || [];
      if (!door) throw new DomainError('common.not_found', { what: '接口' });
      return attempted(house, door, fields, request);
    },
    startSession,
    better,
    inUnit: (work) => inIdentity(house, work),
    ways: { sms: sendCode !== undefined },
  };
}
