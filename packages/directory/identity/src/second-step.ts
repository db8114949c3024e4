// After the first step: a session, or first the second factor. Between the two there is no session, only a cookie good for five minutes.
import { randomBytes } from 'node:crypto';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { DomainError } from '@smart/kernel/errors';
import { parseInput } from '@smart/kernel/validation';
import { z } from 'zod';
import { recordAttempt, type AttemptMethod } from './attempts.ts';
import { answer, inIdentity, sixDigits, wrongCode, type AuthHouse, type AuthRequest, type AuthResponse, type Door } from './auth-requests.ts';
import { cookieLine, cookieNamed } from './cookies.ts';
import type { Tried } from './lockout.ts';
import type { Begun } from './session-start.ts';
import { accountById, type SignInAccount } from './sign-in-account.ts';
import { useBackupCode, useTotp } from './totp.ts';
import { TRUST_COOKIE, TRUST_SECONDS, trustDevice, trustOf } from './trusted-devices.ts';
import { digestOf, dropVerifications, keepVerification, keptVerifications } from './verifications.ts';

const COOKIE = 'smart.second_step';
const SECONDS = 5 * 60;
const waiting = z.object({ userId: z.string(), remember: z.boolean() });
const nameOf = (token: string): string => `second-step ${digestOf('second step', token)}`;

const signedIn = ({ cookies, mustChangePassword, passwordExpired, mustEnrolTotp }: Begun, more: readonly string[] = []): AuthResponse =>
  answer({ next: 'done', mustChangePassword, passwordExpired, mustEnrolTotp }, [...cookies, ...more]);

/**
 * The first step was right. Without a second factor, or on a trusted device, the sign-in begins; otherwise its second step is awaited, and
 * the count of wrong tries stands until that is right, too.
 */
export async function afterFirstStep(
  house: AuthHouse, unit: UnitOfWork, account: SignInAccount, request: AuthRequest, first: { method: AttemptMethod; remember: boolean },
): Promise<Tried<AuthResponse>> {
  const now = house.clock.now();
  const remember = first.remember && account.deputy;
  const { address, userAgent, cookie } = request;
  const trust = account.twoFactor ? await trustOf(unit, account.userId, cookieNamed(cookie, TRUST_COOKIE), now) : null;
  if (!account.twoFactor || trust !== null) {
    const begun = await house.startSession(unit, account.userId, { method: first.method, remember, address, userAgent, cookie, proved: true });
    await trust?.noteSession(begun.sessionId);
    return { finished: true, value: signedIn(begun) };
  }
  const token = randomBytes(32).toString('base64url');
  await keepVerification(unit, nameOf(token), { userId: account.userId, remember }, { now, seconds: SECONDS });
  await recordAttempt(unit, { userId: account.userId, method: first.method, outcome: 'pending', address, userAgent, at: now });
  const line = cookieLine(COOKIE, token, { secure: house.secure, seconds: SECONDS });
  return { finished: false, value: answer({ next: 'totp', mustChangePassword: false, passwordExpired: false, mustEnrolTotp: false }, [line]) };
}

const body = z.union([
  z.object({ code: sixDigits, trustDevice: z.boolean().optional() }),
  z.object({ backupCode: z.string().trim().min(8, '请填写备用码').max(30, '备用码不超过 30 位'), trustDevice: z.boolean().optional() }),
], { error: '请填写 6 位动态口令，或者备用码' });

/** `sign-in/totp {code, trustDevice?}` or `{backupCode, trustDevice?}`. */
export const totpDoor: Door = {
  method: 'totp',
  open: async (house, request, about) => {
    const input = parseInput(body, request.body);
    const byCode = 'code' in input;
    about.method = byCode ? 'totp' : 'backup_code';
    const now = house.clock.now();
    const token = cookieNamed(request.cookie, COOKIE) ?? '';
    const [pending] = await inIdentity(house, (unit) => keptVerifications(unit, nameOf(token), waiting, now));
    if (!pending) throw new DomainError('identity.second_step_expired');
    const { userId, remember } = pending.value;
    about.userId = userId;
    return house.lockout.guard({ userId, key: userId, wrong: wrongCode(byCode ? 'code' : 'backupCode') }, () =>
      inIdentity(house, async (unit) => {
        const account = await accountById(unit, userId, house.clock);
        const right = byCode ? await useTotp(unit, userId, input.code, now) : await useBackupCode(unit, userId, input.backupCode);
        if (!right || account === null || account.closed) return null;
        await dropVerifications(unit, nameOf(token));
        const { address, userAgent, cookie } = request;
        const begun = await house.startSession(unit, userId, { method: about.method, remember, address, userAgent, cookie, proved: true });
        const { secure } = house;
        const trusted = input.trustDevice === true ? [cookieLine(TRUST_COOKIE, await trustDevice(unit, userId, { userAgent, sessionId: begun.sessionId, now }), { secure, seconds: TRUST_SECONDS })] : [];
        return { finished: true, value: signedIn(begun, [cookieLine(COOKIE, '', { secure, seconds: 0 }), ...trusted]) };
      }));
  },
};
