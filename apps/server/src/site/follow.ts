/** 跟踪: `/f` asks for number and code, `/f/<number.code>` is the receipt itself, of a proposal or of a comment on a draft. No account; the address is the key. */
import rateLimit from '@fastify/rate-limit';
import { followedComment } from '@smart/content/consultations/follow';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { smsChannel } from '@smart/notifications/sms';
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
import { registerContactByCode } from './contact-by-code.ts';
import { openReceipt } from './receipts.ts';
import type { Show } from './show.ts';

/** One address in a minute: a person needs a few, a guesser a billion years. */
const PER_MINUTE = 30;

type Asked = FastifyRequest<{ Params: { token: string } }>;
const unknown = 'calls.unknown_receipt';
const form = z.object({ number: z.string().max(60), code: z.string().max(60) }).partial();
type Form = z.output<typeof form>;

export function registerFollow(app: FastifyInstance, services: Services, show: Show): void {
  app.register(async (scope) => {
    const max = Math.ceil(PER_MINUTE * services.config.rateFactor);
    await scope.register(rateLimit, { max, timeWindow: 60_000, errorResponseBuilder: (_request, { ttl }) => new DomainError('common.too_many_requests', { seconds: Math.ceil(ttl / 1000) }) });
    scope.addHook('onRequest', async (_request, reply) => void reply.header('referrer-policy', 'same-origin').header('x-robots-tag', 'noindex, nofollow'));
    scope.get('/f', async (request, reply) => show(request, reply, { page: 'follow-form', typed: { number: '', code: '' }, problem: null }, { private: true }));
    scope.post('/f', { config: { asks: Object.keys(form.shape) } }, (request, reply) => find(services, show, request, reply));
    scope.get<{ Params: { token: string } }>('/f/:token', (request, reply) => showReceipt(services, show, request, reply));
    registerContactByCode(scope, services, {
      path: '/f', unknown, find: followed, keep: keepContact, drop: dropContact,
      show: (request, reply, { problem, ...asking }, status) => showReceipt(services, show, request, reply, { asking, problem }, status),
    });
  });
}

const sentBy = (request: FastifyRequest): Form => {
  const parsed = form.safeParse(request.body ?? {});
  return parsed.success ? parsed.data : {};
};

/** @throws DomainError calls.unknown_receipt, whatever of the address is wrong; common.too_many_requests */
const withReceipt = <T>(services: Services, request: FastifyRequest, token: string, run: (work: Work, number: string, secret: string) => Promise<T>): Promise<T> =>
  openReceipt(services, request, { token, unknown }, run);

async function find(services: Services, show: Show, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { number = '', code = '' } = sentBy(request);
  const parsed = parseReceiptNumber(number);
  try {
    if (parsed === null || code.trim() === '') throw new DomainError(unknown);
    const token = tokenOf(parsed.number, normalCode(code));
    if ((await withReceipt(services, request, token, followedComment)) === null) await withReceipt(services, request, token, followed);
    return await reply.header('cache-control', 'no-store').redirect(`/f/${encodeURIComponent(token)}`, 303);
  } catch (error) {
    if (!isDomainError(error) || error.code !== unknown) throw error;
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
