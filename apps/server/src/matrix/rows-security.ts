// session.*: the security of the own account. Everybody sees to their own only; in this world only home.lead has an account and is signed in
// with it, so that somebody else's things are not there for anybody else. people.resetTotp: the administrator of the highest congress.
import { expect } from 'vitest';
import { z } from 'zod';
import { at, signedIn } from './oracle.ts';
import type { Rows } from './row.ts';

const own = ['home.lead'] as const;
const id = '0190f3c6-0000-7000-8000-000000000001';
const security = z.object({ phoneMasked: z.string().nullable(), stepUp: z.object({ ways: z.array(z.string()) }) });

export const securityRows: Rows = {
  'session.security': () => [{ input: {}, allowed: signedIn, check: (output, who) => expect(security.parse(output).stepUp.ways.includes('password')).toBe(who === 'home.lead') }],
  'session.history': () => [{ input: {}, allowed: signedIn }],
  'session.revokeTrust': () => [{ input: { id }, allowed: signedIn, otherwise: 'common.not_found' }],
  'session.enrolTotp': () => [{ input: {}, allowed: own, refusals: ['common.not_found'] }],
  'session.confirmTotp': () => [{ input: { code: '000000' }, allowed: signedIn, otherwise: 'identity.code_wrong' }],
  'session.renewBackupCodes': () => [{ input: {}, allowed: signedIn, otherwise: 'common.conflict' }],
  'session.disableTotp': () => [{ input: {}, allowed: signedIn }],
  'session.passkeyOptions': () => [{ input: {}, allowed: signedIn }],
  'session.addPasskey': () => [{ input: { name: '手机', response: {} }, allowed: signedIn, otherwise: 'identity.passkey_refused' }],
  'session.renamePasskey': () => [{ input: { id, name: '手机' }, allowed: signedIn, otherwise: 'common.not_found' }],
  'session.removePasskey': () => [{ input: { id }, allowed: signedIn, otherwise: 'common.not_found' }],
  'people.resetTotp': ({ home }) => [{ input: { personId: home.accountPersonId }, allowed: at('home', 'system_administrator') }],
};
