// What signing in is asked and what it answers; the frame around each door: every refused attempt is recorded.
import type { UnitOfWork, UnitsOfWork } from '@smart/database/unit-of-work';
import type { Clock } from '@smart/kernel/clock';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { z } from 'zod';
import { recordAttempt, type AttemptMethod, type AttemptOutcome } from './attempts.ts';
import type { Limited } from './limited.ts';
import type { Lockout } from './lockout.ts';
import type { StartSession } from './session-start.ts';

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

/** Sends a one-time code. Never awaited by the request: whether somebody has the number must not show in the time it takes. */
export type SendCode = (message: { phone: string; code: string; minutes: number }) => Promise<void>;

/** What the doors share. */
export type AuthHouse = {
  readonly units: Pick<UnitsOfWork, 'unitOfWork'>;
  readonly clock: Clock;
  readonly lockout: Lockout;
  /** A few attempts at once; the others wait here and not before the database, where they would stand in the way of everybody's requests. */
  readonly gate: Limited;
  readonly startSession: StartSession;
  readonly sendCode: SendCode | null;
  readonly secure: boolean;
};

/** What is known of an attempt by the time it ends: filled in by the door, read when it is recorded. */
export type About = { userId: string | null; method: AttemptMethod };
export type Door = { readonly method: AttemptMethod; readonly open: (house: AuthHouse, request: AuthRequest, about: About) => Promise<AuthResponse> };

export const inIdentity = <T>(house: Pick<AuthHouse, 'units'>, work: (unit: UnitOfWork) => Promise<T>, readOnly = false): Promise<T> =>
  house.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, work, { readOnly });

export const answer = (body: object, cookies: readonly string[] = []): AuthResponse => ({ status: 200, cookies, body: { ok: true, ...body } });

const outcomes: Readonly<Record<string, AttemptOutcome>> = {
  'identity.locked': 'locked', 'identity.invalid_credentials': 'wrong', 'identity.code_wrong': 'wrong', 'identity.second_step_expired': 'expired', 'identity.session_expired': 'expired',
};

/** @throws DomainError identity.more_than_asked */
function refuseMore(body: unknown, fields: readonly string[]): void {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return; // the door itself says what is wrong with it
  const more = Object.keys(body).find((name) => !fields.includes(name));
  if (more !== undefined) throw new DomainError('identity.more_than_asked');
}

/**
 * Opens a door to who brings nothing but its fields; what is refused is recorded in a unit of work of its own, because the attempt's was
 * undone. A form filled in wrongly is no attempt.
 */
export async function attempted(house: AuthHouse, door: Door, fields: readonly string[], request: AuthRequest): Promise<AuthResponse> {
  const about: About = { userId: null, method: door.method };
  try {
    refuseMore(request.body, fields);
    return await door.open(house, request, about);
  } catch (error) {
    if (isDomainError(error) && error.code !== 'common.invalid_input' && error.code !== 'common.not_found') {
      const outcome = outcomes[error.code] ?? 'refused';
      const { address, userAgent } = request;
      await house.gate(() => inIdentity(house, (unit) => recordAttempt(unit, { ...about, outcome, address, userAgent, at: house.clock.now() })));
    }
    throw error;
  }
}

export const wrongCode = (field: 'code' | 'backupCode' | 'totp' | 'smsCode') => (attemptsLeft: number): DomainError =>
  new DomainError('identity.code_wrong', { attemptsLeft }, [{ path: field, message: '验证码不正确或者已经失效' }]);

/** Six digits; blanks that an app shows between them are let pass. */
export const sixDigits = z.string().trim().transform((text) => text.replaceAll(/\s/g, '')).pipe(z.string().regex(/^\d{6}$/, '请填写 6 位数字验证码'));
export const remembered = z.boolean().optional();
