/** 跟踪: `/f` asks for number and code, `/f/<number.code>` is the receipt itself, of a proposal or of a comment on a draft. No account; the address is the key. */
import rateLimit from '@fastify/rate-limit';
import { followedComment } from '@smart/content/consultations/follow';
import { indexOf } from '@smart/identity/personal-data';
import { CODE_MINUTES, makeSmsCode, useSmsCode } from '@smart/identity/sms-codes';
import { newId } from '@smart/kernel/ids';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { smsChannel } from '@smart/notifications/sms';
import { smsWords } from '@smart/notifications/sms-texts';
import { dropContact, followed, keepContact } from '@smart/suggestions/calls/follow';
import { normalCode, parseReceiptNumber, parseToken, tokenOf } from '@smart/identity/receipt-codes';
import type { FollowView, FollowFormView } from '@smart/public-site/views-calls';
import type { CommentFollowView } from '@smart/public-site/views-consultations';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refusedInForm } from '../http/refusals.ts';
import type { Services } from '../services.ts';
import { parameters } from './address.ts';
import { openReceipt } from './receipts.ts';
import type { Show } from './show.ts';

/** One address in a minute: a person needs a few, a guesser a billion years. */
const PER_MINUTE = 30;

type Asked = FastifyRequest<{ Params: { token: string } }>;
const form = z.object({ number: z.string().max(60), code: z.string().max(60), phone: z.string().max(30), sent: z.string().max(30) }).partial();
type Form = z.output<typeof form>;

export function registerFollow(app: FastifyInstance, services: Services, show: Show): void {
  app.register(async (scope) => {
    const max = Math.ceil(PER_MINUTE * services.config.rateFactor);
    await scope.register(rateLimit, { max, timeWindow: 60_000, errorResponseBuilder: (_request, { ttl }) => new DomainError('common.too_many_requests', { seconds: Math.ceil(ttl / 1000) }) });
    scope.addHook('onRequest', async (_request, reply) => void reply.header('referrer-policy', 'same-origin').header('x-robots-tag', 'noindex, nofollow'));
    scope.get('/f', async (request, reply) => show(request, reply, { page: 'follow-form', typed: { number: '', code: '' }, problem: null }, { private: true }));
    scope.post('/f', (request, reply) => find(services, show, request, reply));
    scope.get<{ Params: { token: string } }>('/f/:token', (request, reply) => showReceipt(services, show, request, reply));
    scope.post<{ Params: { token: string } }>('/f/:token/phone', (request, reply) => askForCode(services, show, request, reply));
    scope.post<{ Params: { token: string } }>('/f/:token/code', (request, reply) => confirmCode(services, show, request, reply));
    scope.post<{ Params: { token: string } }>('/f/:token/forget', (request, reply) => forget(services, request, reply));
  });
}

const sentBy = (request: FastifyRequest): Form => {
  const parsed = form.safeParse(request.body ?? {});
  return parsed.success ? parsed.data : {};
};

/** @throws DomainError calls.unknown_receipt, whatever of the address is wrong; common.too_many_requests */
const withReceipt = <T>(services: Services, request: FastifyRequest, token: string, run: (work: Work, number: string, secret: string) => Promise<T>): Promise<T> =>
  openReceipt(services, request, { token, unknown: 'calls.unknown_receipt' }, run);

async function find(services: Services, show: Show, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { number = '', code = '' } = sentBy(request);
  const parsed = parseReceiptNumber(number);
  try {
    if (parsed === null || code.trim() === '') throw new DomainError('calls.unknown_receipt');
    const token = tokenOf(parsed.number, normalCode(code));
    if ((await withReceipt(services, request, token, followedComment)) === null) await withReceipt(services, request, token, followed);
    return await reply.header('cache-control', 'no-store').redirect(`/f/${encodeURIComponent(token)}`, 303);
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'calls.unknown_receipt') throw error;
    await refusedInForm(services, request, reply, error);
    const view: FollowFormView = { page: 'follow-form', typed: { number, code }, problem: error.message };
    return show(request, reply, view, { status: 404, private: true });
  }
}

type Stage = Pick<FollowView, 'asking' | 'problem'>;

async function showReceipt(services: Services, show: Show, request: Asked, reply: FastifyReply, stage: Stage = { asking: null, problem: null }, status = 200): Promise<FastifyReply> {
  const { token } = request.params;
  const receipt = { secret: (normalCode(parseToken(token)?.secret ?? '').match(/.{1,4}/g) ?? []).join('-'), fresh: parameters(request)['new'] === '1' };
  const comment = await withReceipt(services, request, token, followedComment);
  if (comment !== null) {
    const view: CommentFollowView = { page: 'comment-follow', found: comment, ...receipt };
    return show(request, reply, view, { status, private: true });
  }
  const found = await withReceipt(services, request, token, followed);
  const view: FollowView = { page: 'follow', found, token, ...receipt, sms: smsChannel() !== null, ...stage };
  return show(request, reply, view, { status, private: true });
}

const asIdentity = <T>(services: Services, request: FastifyRequest, work: (work: Work) => Promise<T>): Promise<T> =>
  services.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => work(services.workOf(unit, request.id)));

const back = (request: Asked, reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store').redirect(`/f/${encodeURIComponent(request.params.token)}#tell`, 303);

/** Sends a code to the number; limits by number and by address are those of signing in. */
async function askForCode(services: Services, show: Show, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const channel = smsChannel();
  if (channel === null) throw new DomainError('common.not_found', { what: '短信告知' });
  await withReceipt(services, request, request.params.token, followed);
  const { phone = '' } = sentBy(request);
  try {
    const index = indexOf('phone', phone);
    const code = await asIdentity(services, request, (work) => makeSmsCode(work, { purpose: 'follow', phoneIndex: index, address: request.ip, receipt: request.params.token.split('.', 1)[0] ?? '', now: services.clock.now() }));
    const params = { code, minutes: String(CODE_MINUTES) };
    await channel.provider.send({ id: newId(), phone: phone.replace(/\D/g, '').slice(-11), template: 'code', params, text: smsWords.code(params, channel.origin) });
    return await showReceipt(services, show, request, reply, { asking: { phone, step: 'code' }, problem: null });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    await refusedInForm(services, request, reply, error);
    return showReceipt(services, show, request, reply, { asking: { phone, step: 'phone' }, problem: error.message }, error.http);
  }
}

async function confirmCode(services: Services, show: Show, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const { phone = '', sent = '' } = sentBy(request);
  await withReceipt(services, request, request.params.token, followed);
  try {
    const right = await asIdentity(services, request, (work) => useSmsCode(work, { purpose: 'follow', phoneIndex: indexOf('phone', phone), code: sent.trim(), now: services.clock.now() }));
    if (!right) throw new DomainError('common.invalid_input', { problem: '验证码不正确或者已经过期' });
    await withReceipt(services, request, request.params.token, (work, number, secret) => keepContact(work, number, secret, phone));
    return back(request, reply);
  } catch (error) {
    if (!isDomainError(error) || error.http === 404) throw error;
    await refusedInForm(services, request, reply, error);
    return showReceipt(services, show, request, reply, { asking: { phone, step: 'code' }, problem: error.message }, error.http);
  }
}

async function forget(services: Services, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  await withReceipt(services, request, request.params.token, dropContact);
  return back(request, reply);
}
