// clients.*: systems that sign people in serve the whole deployment, so only its highest congress's system administrator keeps them.
// session.consents: everybody's own.
import { at, signedIn } from './oracle.ts';
import type { Rows } from './row.ts';

const keeper = at('upper', 'system_administrator');
const clientId = '0'.repeat(32);
const fields = { name: '代表通', redirectUris: ['https://oa.example.gov.cn/callback'] };
const there = { allowed: keeper, otherwise: 'common.not_found' } as const;

export const clientRows: Rows = {
  'clients.list': () => [{ input: {}, allowed: keeper }],
  'clients.create': () => [{ input: fields, allowed: keeper }],
  'clients.change': () => [{ input: { clientId, ...fields }, ...there }],
  'clients.rotate': () => [{ input: { clientId }, ...there }],
  'clients.disable': () => [{ input: { clientId, disabled: true }, ...there }],
  'session.consents': () => [{ input: {}, allowed: signedIn }],
  'session.withdrawConsent': () => [{ input: { clientId }, allowed: signedIn, otherwise: 'common.not_found' }],
};
