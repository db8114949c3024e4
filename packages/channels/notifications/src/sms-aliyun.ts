// Alibaba Cloud Short Message Service: SendSms of Dysmsapi 2017-05-25, signed with ACS3-HMAC-SHA256 (signature version 3). Other gateways
// of government clouds speak the same protocol at another address.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { SmsConfig } from '@smart/kernel/config';
import type { Clock } from '@smart/kernel/clock';
import { z } from 'zod';
import { type SmsProvider, SmsTrouble } from './sms.ts';

/** Somebody may be waiting at the sign-in page. */
const TIMEOUT_MS = 5000;
const algorithm = 'ACS3-HMAC-SHA256';

/** Refusals that concern this one number: no later try helps. */
const forGood: ReadonlySet<string> = new Set(['isv.MOBILE_NUMBER_ILLEGAL', 'isv.BLACK_KEY_CONTROL_LIMIT']);

const answer = z.object({ Code: z.string(), BizId: z.string().optional() });

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');
/** RFC 3986, as the signature counts it. */
const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

export type Signed = { readonly query: string; readonly headers: Readonly<Record<string, string>> };

/** Query and headers of one signed call. `nonce` and `at` are never used twice. */
export function signCall(call: { host: string; path: string; action: string; params: Readonly<Record<string, string>>; nonce: string; at: Date }, key: Pick<SmsConfig, 'accessKeyId' | 'accessKeySecret'>): Signed {
  const query = Object.keys(call.params).toSorted().map((name) => `${encode(name)}=${encode(call.params[name] ?? '')}`).join('&');
  const payload = hex('');
  const signedHeaders: Readonly<Record<string, string>> = {
    host: call.host, 'x-acs-action': call.action, 'x-acs-content-sha256': payload, 'x-acs-date': call.at.toISOString().replace(/\.\d+Z$/, 'Z'),
    'x-acs-signature-nonce': call.nonce, 'x-acs-version': '2017-05-25',
  };
  const names = Object.keys(signedHeaders).toSorted();
  const lines = names.map((name) => `${name}:${signedHeaders[name]}\n`).join('');
  const request = ['POST', call.path, query, lines, names.join(';'), payload].join('\n');
  const signature = createHmac('sha256', key.accessKeySecret).update(`${algorithm}\n${hex(request)}`).digest('hex');
  const { host: _host, ...headers } = signedHeaders;
  return { query, headers: { ...headers, accept: 'application/json', authorization: `${algorithm} Credential=${key.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}` } };
}

/** Sends through the gateway of the configuration. */
export function createAliyunSms(config: SmsConfig, clock: Clock): SmsProvider {
  const { host, pathname } = new URL(config.endpoint);
  return {
    send: async ({ id, phone, template, params }) => {
      const values = { PhoneNumbers: phone, SignName: config.signName, TemplateCode: config.templates[template], TemplateParam: JSON.stringify(params), OutId: id };
      const { query, headers } = signCall({ host, path: pathname, action: 'SendSms', params: values, nonce: randomUUID(), at: clock.now() }, config);
      const { Code: code, BizId: reference } = await ask(`${config.endpoint}?${query}`, headers);
      if (code === 'OK') return { accepted: true, reference: reference ?? '' };
      if (forGood.has(code)) return { accepted: false, code };
      throw new SmsTrouble(code);
    },
  };
}

/** @throws SmsTrouble when nothing usable came back. The cause is left out: it would show the address with the number in it. */
async function ask(address: string, headers: Readonly<Record<string, string>>): Promise<z.output<typeof answer>> {
  let text: string;
  try {
    const response = await fetch(address, { method: 'POST', headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    text = await response.text();
    const parsed = answer.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    throw new SmsTrouble(`HTTP ${response.status}`);
  } catch (error) {
    if (error instanceof SmsTrouble) throw error;
    throw new SmsTrouble(error instanceof Error && error.name === 'TimeoutError' ? '超时' : '无法连接');
  }
}
