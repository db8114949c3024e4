// Proving again who one is before a sensitive act (再次验证身份): good for ten minutes, for this sign-in only.
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { DomainError } from '@smart/kernel/errors';
import { parseInput } from '@smart/kernel/validation';
import { z } from 'zod';
import { recordAttempt } from './attempts.ts';
import { answer, inIdentity, sixDigits, wrongCode, type AuthHouse, type AuthRequest, type AuthResponse, type Door } from './auth-requests.ts';
import { announceIdentityChange } from './changes.ts';
import { passkeyAnswered, passkeyQuestion } from './passkeys.ts';
import { matches } from './hashing.ts';
import { tokenOf } from './session.ts';
import { accountOfSession, type SignInAccount } from './sign-in-account.ts';
import { sendSmsCode } from './sign-in-doors.ts';
import { SECONDS_BETWEEN, useSmsCode } from './sms-codes.ts';
import { useTotp } from './totp.ts';

type Present = SignInAccount & { sessionId: string };

/** @throws DomainError common.unauthenticated, identity.session_expired */
async function present(house: AuthHouse, request: AuthRequest, about: { userId: string | null }): Promise<Present> {
  const token = tokenOf(request.cookie);
  if (token === null) throw new DomainError('common.unauthenticated');
  const account = await inIdentity(house, (unit) => accountOfSession(unit, token, house.clock), true);
  if (account === null) throw new DomainError('identity.session_expired');
  about.userId = account.userId;
  return account;
}

async function proved(house: AuthHouse, unit: UnitOfWork, account: Present, { address, userAgent }: AuthRequest): Promise<AuthResponse> {
  const at = house.clock.now();
  await unit.sql('UPDATE auth_session SET stepped_up_at = $2 WHERE id = $1', [account.sessionId, at]);
  await recordAttempt(unit, { userId: account.userId, method: 'step_up', outcome: 'ok', address, userAgent, at });
  await announceIdentityChange(unit, account.sessionId);
  return answer({});
}

const body = z.union([
  z.object({ password: z.string().min(1, '请填写密码').max(128, '密码不超过 128 位') }),
  z.object({ totp: sixDigits }),
  z.object({ smsCode: sixDigits }),
], { error: '请填写密码、动态口令或者短信验证码' });
type Proof = z.infer<typeof body>;

function refusalOf(proof: Proof): (attemptsLeft: number) => DomainError {
  if ('totp' in proof) return wrongCode('totp');
  if ('smsCode' in proof) return wrongCode('smsCode');
  return (attemptsLeft) => new DomainError('identity.invalid_credentials', { attemptsLeft }, [{ path: 'password', message: '密码不正确' }]);
}

async function holds(unit: UnitOfWork, account: Present, proof: Exclude<Proof, { password: string }>, now: Date): Promise<boolean> {
  if ('totp' in proof) return useTotp(unit, account.userId, proof.totp, now);
  return account.phoneIndex !== null && useSmsCode(unit, { purpose: 'step-up', phoneIndex: account.phoneIndex, code: proof.smsCode, now });
}

/** `step-up {password} | {totp} | {smsCode}`. Wrong ones count towards the lock, like those at signing in. */
export const stepUpDoor: Door = {
  method: 'step_up',
  open: async (house, request, about) => {
    const proof = parseInput(body, request.body);
    const account = await present(house, request, about);
    return house.lockout.guard({ userId: account.userId, key: account.userId, wrong: refusalOf(proof) }, async () => {
      // The hash is computed outside the transaction: it takes its time.
      if ('password' in proof && !(await matches(account.passwordHash, proof.password))) return null;
      return inIdentity(house, async (unit) => {
        if (!('password' in proof) && !(await holds(unit, account, proof, house.clock.now()))) return null;
        return { finished: true, value: await proved(house, unit, account, request) };
      });
    });
  },
};

/** `step-up/sms/send {}`: to the number that is registered. */
export const stepUpSmsDoor: Door = {
  method: 'step_up',
  open: async (house, request, about) => {
    const account = await present(house, request, about);
    if (account.phoneIndex === null) throw new DomainError('common.conflict', { reason: '您的账号没有登记手机号，请改用其他方式验证' });
    await sendSmsCode(house, { purpose: 'step-up', index: account.phoneIndex, address: request.address, personId: account.personId });
    return answer({ seconds: SECONDS_BETWEEN });
  },
};

/** `step-up/passkey/options {}`: a question for the own passkeys, answered in this sign-in only. */
export const stepUpPasskeyOptionsDoor: Door = {
  method: 'step_up',
  open: async (house, request, about) => {
    const { userId, sessionId } = await present(house, request, about);
    return answer({ options: await inIdentity(house, (unit) => passkeyQuestion(unit, { kind: 'step-up', sessionId }, house.clock.now(), userId)) });
  },
};

/** `step-up/passkey {response}`. */
export const stepUpPasskeyDoor: Door = {
  method: 'step_up',
  open: async (house, request, about) => {
    const { response } = parseInput(z.object({ response: z.unknown() }), request.body);
    const account = await present(house, request, about);
    const done = await inIdentity(house, async (unit) => {
      const owner = await passkeyAnswered(unit, { kind: 'step-up', sessionId: account.sessionId }, response, house.clock.now());
      return owner === account.userId ? proved(house, unit, account, request) : null;
    });
    if (done === null) throw new DomainError('identity.passkey_refused');
    return done;
  },
};
