/** `/a/<token>`: the one act that a link in a notice opens. GET shows, POST does; no cookie is looked at and none is set. */
import rateLimit from '@fastify/rate-limit';
import { recordLinkAttempt } from '@smart/identity/act-link-bearer';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { type Holder, holderOf, open, perform, type Refusal, refusalOf } from '@smart/notifications/act-link-visit';
import { capacitySettings } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import type { ActDoneView } from '@smart/public-site/views';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { actView, type Draft, noDraft, problemsOf, refusedView, unknownLink } from './act-view.ts';
import type { Show } from './show.ts';

/** One address, in a minute: a person needs three, a guesser a billion years. */
const PER_MINUTE = 60;

type Asked = FastifyRequest<{ Params: { token: string } }>;
/** All that a form of an act can hold. */
const form = z.object({ grade: z.string(), attitude: z.string(), result: z.string(), comment: z.string(), answer: z.string(), reason: z.string() }).partial();

export function registerActs(app: FastifyInstance, services: Services, show: Show): void {
  app.register(async (scope) => {
    const max = Math.ceil(PER_MINUTE * services.config.rateFactor);
    await scope.register(rateLimit, { max, timeWindow: 60_000, errorResponseBuilder: (_request, { ttl }) => new DomainError('common.too_many_requests', { seconds: Math.ceil(ttl / 1000) }) });
    scope.addHook('onRequest', async (_request, reply) => shield(reply));
    scope.get<{ Params: { token: string } }>('/a/:token', (request, reply) => showAct(services, show, request, reply));
    scope.post<{ Params: { token: string } }>('/a/:token', { config: { asks: Object.keys(form.shape) } }, (request, reply) => doAct(services, show, request, reply));
  });
}

/** The address is the key: it is told to nobody, and the page stands in nobody's frame. */
function shield(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  reply.header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex, nofollow').header('x-frame-options', 'DENY');
  reply.header('content-security-policy', policy.replace(/frame-ancestors [^;]*/, "frame-ancestors 'none'"));
}

/** One unit of work in the realm of identity: whose the link is decides the congress. */
const asIdentity = <T>(services: Services, request: FastifyRequest, work: (work: Work) => Promise<T>): Promise<T> =>
  services.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => work(services.workOf(unit, request.id)));

const asDeputy = <T>(services: Services, request: FastifyRequest, capacity: Capacity, work: (work: Work) => Promise<T>): Promise<T> =>
  services.units.unitOfWork(capacitySettings(capacity), (unit) => work(services.workOf(unit, request.id)));

const note = (services: Services, request: FastifyRequest, attempt: { userId: string | null; outcome: 'ok' | 'wrong' | 'expired' | 'refused' }): Promise<void> =>
  asIdentity(services, request, (work) => recordLinkAttempt(work, { ...attempt, address: request.ip, userAgent: request.headers['user-agent'] ?? '' }));

/** Who only looks ahead on somebody's behalf has not opened it. */
const looksAhead = ({ method, headers }: FastifyRequest): boolean => method === 'HEAD' || /prefetch|prerender|preview/i.test(String(headers['sec-purpose'] ?? headers['purpose'] ?? ''));

type Standing = { readonly holder: Holder; readonly capacity: Capacity };

/** The holder of a good link; null when the refusal has been answered. */
async function standing(services: Services, show: Show, request: Asked, reply: FastifyReply): Promise<Standing | null> {
  const holder = await asIdentity(services, request, (work) => holderOf(work, request.params.token));
  if (holder === null) {
    await note(services, request, { userId: null, outcome: 'wrong' });
    await show(request, reply, unknownLink, { status: 404, private: true });
    return null;
  }
  const { link, bearer } = holder;
  const refusal = refusalOf(link, bearer.capacity, services.clock.now());
  if (refusal === null && bearer.capacity !== null) return { holder, capacity: bearer.capacity };
  if (refusal !== null) await refuse(services, show, request, reply, holder, refusal);
  return null;
}

async function refuse(services: Services, show: Show, request: FastifyRequest, reply: FastifyReply, { link, bearer }: Holder, refusal: Refusal): Promise<FastifyReply> {
  await note(services, request, { userId: bearer.userId, outcome: refusal.kind === 'expired' ? 'expired' : 'refused' });
  return show(request, reply, refusedView(link, refusal), { status: refusal.kind === 'capacity' ? 403 : 410, private: true });
}

async function showAct(services: Services, show: Show, request: Asked, reply: FastifyReply, draft: Draft = noDraft, status = 200): Promise<FastifyReply> {
  const found = await standing(services, show, request, reply);
  if (found === null) return reply;
  const { holder, capacity } = found;
  const opened = await asDeputy(services, request, capacity, (work) => open(work, holder.link, !looksAhead(request)));
  if (opened.refusal) return refuse(services, show, request, reply, holder, opened.refusal);
  return show(request, reply, actView(holder.link, capacity, opened, draft), { status, private: true });
}

async function doAct(services: Services, show: Show, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const found = await standing(services, show, request, reply);
  if (found === null) return reply;
  const { holder, capacity } = found;
  const sent = form.safeParse(request.body ?? {});
  if (!sent.success) throw new DomainError('common.invalid_input', { problem: '表单不完整，请重新打开短信中的链接' });
  const filled = Object.fromEntries(Object.entries(sent.data).filter((pair): pair is [string, string] => pair[1] !== undefined));
  try {
    const answer = await asDeputy(services, request, capacity, (work) => perform(work, capacity, holder.link.id, filled, request.ip));
    if (answer.refusal) return await refuse(services, show, request, reply, holder, answer.refusal);
    await note(services, request, { userId: holder.bearer.userId, outcome: 'ok' });
    const { heading, next, numberLabel, receipt } = answer.done;
    const view: ActDoneView = { page: 'act-done', heading, next, numberLabel, receipt };
    return await show(request, reply, view, { private: true });
  } catch (error) {
    const problems = problemsOf(error);
    if (problems) return showAct(services, show, request, reply, { form: filled, problems }, 400);
    if (isDomainError(error) && error.http < 500) return refuse(services, show, request, reply, holder, { kind: 'over', reason: error.message });
    throw error;
  }
}
