// One sign-in on several host names: a code that works once brings the cookie of a sign-in to another of our own hosts.
import { createHmac, randomBytes } from 'node:crypto';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { z } from 'zod';
import { recordAttempt } from './attempts.ts';
import { cookieNamed } from './cookies.ts';
import { COOKIE_NAME, cookieSecret, tokenOf } from './session.ts';
import { SESSION_MS } from './auth-options.ts';
import { digestOf, keepVerification, takeVerification } from './verifications.ts';

/** Set at the host that asks; a code that somebody else began is worth nothing in this browser. */
export const ARRIVAL_COOKIE = 'smart.arrival';
export const ARRIVAL_SECONDS = 15 * 60;
const CODE_SECONDS = 60;

const kept = z.object({ sessionId: z.string(), origin: z.string(), state: z.string() });
const nameOf = (code: string): string => `arrival ${digestOf('arrival', code)}`;

export const newArrival = (): string => randomBytes(32).toString('base64url');
/** What of the cookie travels. */
export const stateOf = (cookie: string): string => digestOf('arrival state', cookie);

/** A code for the sign-in of this cookie, good for one minute at one origin and in one browser; null when nobody is signed in. */
export async function leaveFor(unit: UnitOfWork, { cookie, origin, state, now }: { cookie: string; origin: string; state: string; now: Date }): Promise<string | null> {
  const token = tokenOf(cookie);
  const [session] = token === null ? [] : await unit.sql<{ id: string }>('SELECT id FROM auth_session WHERE token = $1 AND expires_at > $2', [token, now]);
  if (!session) return null;
  const code = newArrival();
  await keepVerification(unit, nameOf(code), { sessionId: session.id, origin, state }, { now, seconds: CODE_SECONDS });
  return code;
}

type Arriving = { code: string; cookie: string; origin: string; address: string; userAgent: string; now: Date; secure: boolean };

/** Takes a code: the cookie line of the same sign-in; null for a code that is used, over, for elsewhere, or begun in another browser. Every attempt is recorded. */
export async function arrive(unit: UnitOfWork, { code, cookie, origin, address, userAgent, now, secure }: Arriving): Promise<string | null> {
  const value = await takeVerification(unit, nameOf(code), kept, now);
  const begun = cookieNamed(cookie, ARRIVAL_COOKIE);
  const right = value !== null && begun !== null && value.origin === origin && value.state === stateOf(begun);
  const [session] = right ? await unit.sql<{ token: string; user_id: string; expires_at: Date }>(
    'SELECT s.token, s.user_id, s.expires_at FROM auth_session s JOIN auth_user u ON u.id = s.user_id WHERE s.id = $1 AND s.expires_at > $2 AND u.disabled_at IS NULL', [value.sessionId, now],
  ) : [];
  await recordAttempt(unit, { userId: session?.user_id ?? null, method: 'arrival', outcome: session ? 'ok' : 'refused', address, userAgent, at: now });
  return session ? sessionLine(session.token, session.expires_at.getTime() - now.getTime(), secure) : null;
}

/** As better-auth writes it. One that is not to be remembered ends with the browser. */
function sessionLine(token: string, left: number, secure: boolean): string {
  const signature = createHmac('sha256', cookieSecret()).update(token).digest('base64');
  const age = left > SESSION_MS ? `; Max-Age=${Math.floor(left / 1000)}` : '';
  return `${secure ? '__Secure-' : ''}${COOKIE_NAME}=${encodeURIComponent(`${token}.${signature}`)}${age}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
