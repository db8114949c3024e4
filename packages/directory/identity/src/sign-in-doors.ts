// The first step of signing in: password, SMS code, passkey.
import { DomainError } from '@smart/kernel/errors';
import { parseInput } from '@smart/kernel/validation';
import { z } from 'zod';
import { answer, inIdentity, remembered, sixDigits, wrongCode, type AuthHouse, type Door } from './auth-requests.ts';
import { passkeyAnswered, passkeyQuestion } from './passkeys.ts';
import { matches } from './hashing.ts';
import { openField } from './personal-data.ts';
import { phoneIndex } from './phone.ts';
import { accountById, accountNamed, countedAs } from './sign-in-account.ts';
import { afterFirstStep } from './second-step.ts';
import { CODE_MINUTES, makeSmsCode, SECONDS_BETWEEN, useSmsCode, type CodePurpose } from './sms-codes.ts';

const passwordBody = z.object({
  /** User name or phone number. */
  username: z.string().trim().min(1, '请填写用户名或者手机号').max(60, '用户名不超过 60 个字'),
  password: z.string().min(1, '请填写密码').max(128, '密码不超过 128 位'),
  /** Remember this device; honoured for deputies only. */
  rememberMe: remembered,
});

/** `sign-in/username {username, password, rememberMe?}`. Someone unknown is checked, too: the answer costs the same. */
export const passwordDoor: Door = {
  method: 'password',
  open: async (house, request, about) => {
    const input = parseInput(passwordBody, request.body);
    const account = await house.gate(() => inIdentity(house, (unit) => accountNamed(unit, input.username, house.clock), true));
    about.userId = account?.userId ?? null;
    const wrong = (attemptsLeft: number): DomainError => new DomainError('identity.invalid_credentials', { attemptsLeft });
    return house.lockout.guard({ userId: about.userId, key: countedAs(input.username), wrong }, async () => {
      const right = await matches(account?.passwordHash ?? null, input.password);
      if (!right || account === null) return null;
      return inIdentity(house, (unit) => afterFirstStep(house, unit, account, request, { method: 'password', remember: input.rememberMe === true }));
    });
  },
};

const phone = z.string().trim().min(1, '请填写手机号').max(30, '手机号应当为 11 位数字');

function requireSms(house: AuthHouse): NonNullable<AuthHouse['sendCode']> {
  if (house.sendCode === null) throw new DomainError('common.not_found', { what: '短信验证码服务' });
  return house.sendCode;
}

/** Makes a code and, when somebody has the number, sends it after the answer is given. */
export async function sendSmsCode(house: AuthHouse, input: { purpose: CodePurpose; index: string; address: string; personId: string | null }): Promise<void> {
  const send = requireSms(house);
  const { purpose, index, address, personId } = input;
  const message = await inIdentity(house, async (unit) => {
    const code = await makeSmsCode(unit, { purpose, phoneIndex: index, address, now: house.clock.now() });
    const [row] = await unit.sql<{ phone_cipher: string | null }>('SELECT phone_cipher FROM person WHERE id = $1', [personId ?? '00000000-0000-0000-0000-000000000000']);
    if (personId === null || !row?.phone_cipher) return null;
    return { phone: await openField(unit, personId, 'phone', row.phone_cipher), code, minutes: CODE_MINUTES };
  });
  // Not awaited, and a failure is not told: both would say that the number is known. The sender keeps its own record of failures.
  if (message) void send(message).catch(() => undefined);
}

/** `sign-in/sms/send {phone}`: one answer for every number. */
export const smsSendDoor: Door = {
  method: 'sms',
  open: async (house, request, about) => {
    requireSms(house);
    const index = phoneIndex(parseInput(z.object({ phone }), request.body).phone);
    const account = await inIdentity(house, (unit) => accountByPhone(unit, index, house), true);
    about.userId = account?.userId ?? null;
    await sendSmsCode(house, { purpose: 'sign-in', index, address: request.address, personId: account === null || account.closed ? null : account.personId });
    return answer({ seconds: SECONDS_BETWEEN });
  },
};

const accountByPhone = async (unit: Parameters<typeof accountNamed>[0], index: string, { clock }: AuthHouse) => {
  const [row] = await unit.sql<{ user_id: string }>('SELECT user_id FROM person WHERE phone_index = $1 AND user_id IS NOT NULL', [index]);
  return accountById(unit, row?.user_id ?? '00000000-0000-0000-0000-000000000000', clock);
};

/** `sign-in/sms {phone, code, rememberMe?}`. */
export const smsDoor: Door = {
  method: 'sms',
  open: async (house, request, about) => {
    requireSms(house);
    const input = parseInput(z.object({ phone, code: sixDigits, rememberMe: remembered }), request.body);
    const index = phoneIndex(input.phone);
    const account = await inIdentity(house, (unit) => accountByPhone(unit, index, house), true);
    about.userId = account?.userId ?? null;
    return house.lockout.guard({ userId: about.userId, key: index, wrong: wrongCode('code') }, () =>
      inIdentity(house, async (unit) => {
        const right = await useSmsCode(unit, { purpose: 'sign-in', phoneIndex: index, code: input.code, now: house.clock.now() });
        if (!right || account === null || account.closed) return null;
        return afterFirstStep(house, unit, account, request, { method: 'sms', remember: input.rememberMe === true });
      }));
  },
};

/** `sign-in/passkey/options {}`. */
export const passkeyOptionsDoor: Door = {
  method: 'passkey',
  open: async (house) => answer({ options: await inIdentity(house, (unit) => passkeyQuestion(unit, { kind: 'sign-in' }, house.clock.now())) }),
};

/** `sign-in/passkey {response, rememberMe?}`: the device has asked for finger, face or PIN, so no second factor follows. */
export const passkeyDoor: Door = {
  method: 'passkey',
  open: async (house, request, about) => {
    const input = parseInput(z.object({ response: z.unknown(), rememberMe: remembered }), request.body);
    const done = await inIdentity(house, async (unit) => {
      const userId = await passkeyAnswered(unit, { kind: 'sign-in' }, input.response, house.clock.now());
      about.userId = userId;
      const account = userId === null ? null : await accountById(unit, userId, house.clock);
      if (account === null || account.closed) return null; // commits: the question is used up
      return afterFirstStep(house, unit, { ...account, twoFactor: false }, request, { method: 'passkey', remember: input.rememberMe === true });
    });
    if (done === null) throw new DomainError('identity.passkey_refused');
    return done.value;
  },
};
