// A gateway that speaks Alibaba Cloud's SendSms (Dysmsapi 2017-05-25) for tests: it checks what the real one checks and answers in its words.
// The signature is computed here a second time, from the request as it arrived.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type GatewayMessage = { readonly phone: string; readonly template: string; readonly sign: string; readonly params: unknown; readonly outId: string };
/** What the gateway does with the next request instead of taking it. */
export type Mood = 'take' | 'hang' | 'cut' | 'not json' | { readonly status: number; readonly code: string };

export type Gateway = {
  readonly endpoint: string;
  readonly messages: readonly GatewayMessage[];
  /** How the next requests are answered, in order; after these they are taken. */
  readonly expect: (...moods: Mood[]) => void;
  readonly close: () => Promise<void>;
};

export const gatewayKey = { accessKeyId: 'LTAI-test', accessKeySecret: 'secret of the test', signName: '智慧人大' } as const;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const FIFTEEN_MINUTES = 15 * 60_000;

/** Why a request is not genuine; null when it is. */
function fault(request: IncomingMessage, body: string, now: Date, nonces: Set<string>): { status: number; code: string } | null {
  const header = (name: string): string => String(request.headers[name] ?? '');
  const parts = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(header('authorization'));
  const [, keyId = '', signed = '', signature = ''] = parts ?? [];
  if (keyId !== gatewayKey.accessKeyId) return { status: 404, code: 'InvalidAccessKeyId.NotFound' };
  if (header('x-acs-action') !== 'SendSms' || header('x-acs-version') !== '2017-05-25') return { status: 404, code: 'InvalidAction.NotFound' };
  const names = signed.split(';');
  const present = Object.keys(request.headers).filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'));
  if (present.some((name) => !names.includes(name)) || header('x-acs-content-sha256') !== sha256(body)) return { status: 400, code: 'SignatureDoesNotMatch' };
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const canonical = [request.method, path, query.split('&').toSorted().join('&'), names.map((name) => `${name}:${header(name).trim()}\n`).join(''), signed, header('x-acs-content-sha256')].join('\n');
  const expected = createHmac('sha256', gatewayKey.accessKeySecret).update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return { status: 400, code: 'SignatureDoesNotMatch' };
  const date = header('x-acs-date');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) || Math.abs(now.getTime() - Date.parse(date)) > FIFTEEN_MINUTES) return { status: 400, code: 'InvalidTimeStamp.Expired' };
  const nonce = header('x-acs-signature-nonce');
  if (nonce === '' || nonces.has(nonce)) return { status: 400, code: 'SignatureNonceUsed' };
  nonces.add(nonce);
  return null;
}

/** What is wrong with the message itself: answered with status 200, as the real one does. */
function refusal(params: URLSearchParams): string | null {
  if (!/^1[3-9]\d{9}$/.test(params.get('PhoneNumbers') ?? '')) return 'isv.MOBILE_NUMBER_ILLEGAL';
  if (params.get('SignName') !== gatewayKey.signName) return 'isv.SMS_SIGNATURE_ILLEGAL';
  return /^SMS_\w+$/.test(params.get('TemplateCode') ?? '') ? null : 'isv.SMS_TEMPLATE_ILLEGAL';
}

const answer = (response: ServerResponse, status: number, body: object): unknown => response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' }).end(JSON.stringify(body));

/** Starts the gateway on a free port. @param now the time it believes it is */
export async function startGateway(now: () => Date = () => new Date()): Promise<Gateway> {
  const messages: GatewayMessage[] = [];
  const nonces = new Set<string>();
  const moods: Mood[] = [];

  function take(request: IncomingMessage, body: string, response: ServerResponse): void {
    const mood = moods.shift() ?? 'take';
    if (mood === 'hang') return;
    if (mood === 'cut') return void request.socket.destroy();
    if (mood === 'not json') return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    const wrong = fault(request, body, now(), nonces) ?? (mood === 'take' ? null : mood);
    if (wrong) return void answer(response, wrong.status, { RequestId: 'R', Code: wrong.code, Message: wrong.code });
    const params = new URL(request.url ?? '', 'http://gateway').searchParams;
    const refused = refusal(params);
    if (refused) return void answer(response, 200, { RequestId: 'R', Code: refused, Message: refused });
    const text = (name: string): string => params.get(name) ?? '';
    messages.push({ phone: text('PhoneNumbers'), template: text('TemplateCode'), sign: text('SignName'), params: JSON.parse(text('TemplateParam')), outId: text('OutId') });
    answer(response, 200, { RequestId: 'R', Code: 'OK', Message: 'OK', BizId: `biz-${messages.length}` });
  }

  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => take(request, body, response));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return {
    endpoint: `http://127.0.0.1:${address.port}/`,
    messages,
    expect: (...next) => void moods.push(...next),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
