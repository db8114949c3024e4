// A sign-in begins: one door for every way (password, SMS, passkey, upstream). A new token each time, the browser's former sign-in ends.
import type { UnitOfWork } from '@smart/database/unit-of-work';
import type { Clock } from '@smart/kernel/clock';
import { recordAttempt, type AttemptMethod } from './attempts.ts';
import type { BetterAuth } from './auth-options.ts';
import { announceIdentityChange } from './changes.ts';
import { readSignIn, tokenOf } from './session.ts';

export type Beginning = {
  readonly method: AttemptMethod;
  /** A week instead of half a day; the caller has checked that it is a deputy's. */
  readonly remember: boolean;
  readonly address: string;
  readonly userAgent: string;
  /** The browser's cookie header: the sign-in it holds ends, whoever's it is. */
  readonly cookie: string;
  /** Whether the person has proved to us just now who they are: then sensitive acts need no further proof for some minutes. */
  readonly proved: boolean;
};

export type Begun = {
  readonly sessionId: string;
  readonly cookies: readonly string[];
  readonly mustChangePassword: boolean;
  readonly passwordExpired: boolean;
  readonly mustEnrolTotp: boolean;
};

/** Makes the session and its cookies in the caller's unit of work (realm `identity`). The caller has checked that the account is open. */
export type StartSession = (unit: UnitOfWork, userId: string, beginning: Beginning) => Promise<Begun>;

export function createSessionStart(options: { better: BetterAuth; clock: Clock; requireTotp: boolean }): StartSession {
  const { better, clock, requireTotp } = options;
  return async (unit, userId, { method, remember, address, userAgent, cookie, proved }) => {
    const now = clock.now();
    const former = tokenOf(cookie);
    const ended = former === null ? [] : await unit.sql<{ id: string }>('DELETE FROM auth_session WHERE token = $1 RETURNING id', [former]);
    for (const { id } of ended) await announceIdentityChange(unit, id);
    const { sessionId, cookies } = await better.makeSession(unit, {
      userId, now, remember, method, steppedUpAt: proved ? now : null, address, userAgent: userAgent.slice(0, 300),
    });
    await unit.sql('UPDATE auth_user SET last_signed_in_at = $2 WHERE id = $1', [userId, now]);
    await recordAttempt(unit, { userId, method, outcome: 'ok', address, userAgent, at: now });
    const token = tokenOf(cookies.map((line) => line.split(';')[0]).join('; '));
    const signIn = token === null ? null : await readSignIn(unit, token, { clock, requireTotp });
    return {
      sessionId, cookies,
      mustChangePassword: signIn?.mustChangePassword ?? false, passwordExpired: signIn?.passwordExpired ?? false, mustEnrolTotp: signIn?.mustEnrolTotp ?? false,
    };
  };
}
