/** 建议征集 for anybody: calls to read, a form to propose, a button to support. Works without JavaScript and without an account. */
import { randomBytes } from 'node:crypto';
import { createRateLimits } from '@smart/rpc/rate-limit';
import type { Clock } from '@smart/kernel/clock';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { idSchema, parseInput } from '@smart/kernel/validation';
import { checkPass, newPass } from '@smart/identity/form-pass';
import { proposalSecret } from '@smart/suggestions/calls/follow';
import { proposalText } from '@smart/suggestions/calls/model-inputs';
import { proposeAsCitizen, supportAsCitizen, supportedBy } from '@smart/suggestions/calls/proposing';
import { publicCall, publicCallPlaces, publicCalls } from '@smart/suggestions/calls/public';
import { tokenOf } from '@smart/identity/receipt-codes';
import type { CallFormView, CallsView, CallView } from '@smart/public-site/views-calls';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { publicRunner } from '../http/caller.ts';
import { refusedInForm } from '../http/refusals.ts';
import { publicUrlOf, type Services } from '../services.ts';
import { parameters } from './address.ts';
import type { Show } from './show.ts';
import { frameOf } from './site-home.ts';

const pageSize = 20;
const lastPage = 100;
const voterCookie = 'smart.voter';
const VOTER_SECONDS = 31_536_000;

/** Proposals of one address in an hour: with the little work that browsers do, and without. A household or a station hands in less. */
const PROPOSALS = { worked: 30, plain: 6 } as const;
/** Supports of one address: an office or a village behind one address is not shut out, a script is slowed. */
const SUPPORTS_PER_HOUR = 120;

type OfCall = FastifyRequest<{ Params: { id: string } }>;
type OfTopic = FastifyRequest<{ Params: { id: string; topicId: string } }>;

/** What an address may do in an hour, each kind by itself. */
export function hourly(clock: Clock, count: number, factor: number): (address: string) => void {
  const burst = Math.max(1, Math.ceil(count * factor));
  const limits = createRateLimits({ address: { burst, perSecond: burst / 3600 }, person: { burst: 1, perSecond: 1 } }, clock);
  return (address) => limits.take('address', address);
}

/** A unit of work of one congress on behalf of somebody who has not signed in. */
export const inCongress = <T>(services: Services, request: FastifyRequest, congressId: string, work: (work: Work) => Promise<T>): Promise<T> =>
  services.units.unitOfWork({ role: 'smart_app', 'app.congress': congressId }, (unit) => work(services.workOf(unit, request.id)));

const idOf = (text: string): string => {
  const id = idSchema.safeParse(text);
  if (!id.success) throw new DomainError('calls.not_public');
  return id.data;
};

const pageOf = (text: string | undefined): number => Math.min(lastPage, Math.max(1, Math.trunc(Number(text)) || 1));

export function registerCalls(app: FastifyInstance, services: Services, show: Show): void {
  const { clock, config } = services;
  const takes = { worked: hourly(clock, PROPOSALS.worked, config.rateFactor), plain: hourly(clock, PROPOSALS.plain, config.rateFactor), support: hourly(clock, SUPPORTS_PER_HOUR, config.rateFactor) };
  app.get('/calls', async (request, reply) => {
    const view = await callsView(services, request);
    return show(request, reply, view, { site: await publicRunner(services, request)((work) => frameOf(work, view.division), { readOnly: true }) });
  });
  app.get<{ Params: { id: string } }>('/calls/:id', async (request, reply) => show(request, reply, await callView(services, request), { private: request.cookies[voterCookie] !== undefined }));
  app.get<{ Params: { id: string } }>('/calls/:id/propose', (request, reply) => showForm(services, show, request, reply, {}));
  app.post<{ Params: { id: string } }>('/calls/:id/propose', { config: { asks: Object.keys(form.shape) } }, (request, reply) => propose(services, show, request, reply, takes));
  app.post<{ Params: { id: string; topicId: string } }>('/calls/:id/topics/:topicId/support', { config: { asks: [] } }, (request, reply) => support(services, request, reply, takes.support));
}

async function callsView(services: Services, request: FastifyRequest): Promise<CallsView> {
  const { division = '', page } = parameters(request);
  const pageNumber = pageOf(page);
  const divisionCode = /^\d{2,9}$/.test(division) ? division : undefined;
  return publicRunner(services, request)(
    async (work) => {
      const { rows, total } = await publicCalls(work, { divisionCode, limit: pageSize, offset: (pageNumber - 1) * pageSize });
      return { page: 'calls', rows, total, pageNumber, pages: Math.ceil(total / pageSize), division: divisionCode ?? '', places: await publicCallPlaces(work) };
    },
    { readOnly: true },
  );
}

async function callView(services: Services, request: OfCall): Promise<CallView> {
  const id = idOf(request.params.id);
  const { page, notice = '' } = parameters(request);
  const pageNumber = pageOf(page);
  const { call, topics, total, congressId } = await publicRunner(services, request)((work) => publicCall(work, id, { limit: pageSize, offset: (pageNumber - 1) * pageSize }), { readOnly: true });
  const token = request.cookies[voterCookie];
  const supported = token === undefined ? new Set<string>() : await inCongress(services, request, congressId, (work) => supportedBy(work, id, token));
  return { page: 'call', call, topics: topics.map((topic) => ({ ...topic, supported: supported.has(topic.id) })), total, pageNumber, pages: Math.ceil(total / pageSize), notice: notices[notice] ?? null };
}

const notices: Readonly<Record<string, string>> = { supported: '已记下您的支持。', again: '您已经支持过这一条，每人支持一次，不重复计数。' };

const form = z.object({ title: z.string(), situation: z.string(), wish: z.string(), place: z.string(), pass: z.string(), work: z.string(), website: z.string() }).partial();
type Form = z.output<typeof form>;

/** The form with what was typed; `pass` stays the same while the person corrects what was wrong, so that it is still one form. */
async function showForm(services: Services, show: Show, request: OfCall, reply: FastifyReply, sent: Form, problems: Readonly<Record<string, string>> = {}, status = 200): Promise<FastifyReply> {
  const id = idOf(request.params.id);
  const { call } = await publicRunner(services, request)((work) => publicCall(work, id, { limit: 1, offset: 0 }), { readOnly: true });
  const typed = { title: sent.title ?? '', situation: sent.situation ?? '', wish: sent.wish ?? '', place: sent.place ?? '' };
  const view: CallFormView = { page: 'call-form', call, typed, problems, pass: sent.pass ?? newPass(id, services.clock.now()) };
  return show(request, reply, view, { status, private: true });
}

type Takes = Readonly<Record<'worked' | 'plain', (address: string) => void>>;

async function propose(services: Services, show: Show, request: OfCall, reply: FastifyReply, takes: Takes): Promise<FastifyReply> {
  const id = idOf(request.params.id);
  const parsed = form.safeParse(request.body ?? {});
  const sent = parsed.success ? parsed.data : {};
  try {
    const text = parseInput(proposalText, { title: sent.title ?? '', situation: sent.situation ?? '', wish: sent.wish ?? '', place: sent.place ?? '' });
    const { key, worked } = checkPass(id, { pass: sent.pass ?? '', work: sent.work ?? '', trap: sent.website ?? '' }, services.clock.now());
    takes[worked ? 'worked' : 'plain'](request.ip);
    const { congressId } = await publicRunner(services, request)((work) => publicCall(work, id, { limit: 1, offset: 0 }), { readOnly: true });
    const { id: proposalId, number } = await inCongress(services, request, congressId, (work) => proposeAsCitizen(work, id, text, key));
    return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(`/f/${tokenOf(number, proposalSecret(proposalId))}?new=1`, 303);
  } catch (error) {
    if (!isDomainError(error) || error.http >= 500 || error.http === 404) throw error;
    await refusedInForm(services, request, reply, error);
    const problems = error.fields.length > 0 ? Object.fromEntries(error.fields.map(({ path, message }) => [path, message])) : { form: error.message };
    // A pass that is not taken is not given back.
    const { pass, ...typed } = sent;
    return showForm(services, show, request, reply, error.code === 'common.form_outdated' ? typed : { ...typed, ...(pass === undefined ? {} : { pass }) }, problems, error.http);
  }
}

async function support(services: Services, request: OfTopic, reply: FastifyReply, take: (address: string) => void): Promise<FastifyReply> {
  const [id, topicId] = [idOf(request.params.id), idOf(request.params.topicId)];
  take(request.ip);
  const known = request.cookies[voterCookie];
  const token = known !== undefined && /^[\w-]{22}$/.test(known) ? known : randomBytes(16).toString('base64url');
  const { congressId } = await publicRunner(services, request)((work) => publicCall(work, id, { limit: 1, offset: 0 }), { readOnly: true });
  const notice = await inCongress(services, request, congressId, (work) => supportAsCitizen(work, id, topicId, token)).then(
    () => 'supported',
    (error: unknown) => {
      if (isDomainError(error) && error.code === 'calls.supported_already') return 'again';
      throw error;
    },
  );
  const { page } = parameters(request);
  reply.setCookie(voterCookie, token, { path: '/calls', httpOnly: true, sameSite: 'lax', secure: publicUrlOf(services.config).startsWith('https:'), maxAge: VOTER_SECONDS });
  return reply.header('cache-control', 'no-store').redirect(`/calls/${id}?notice=${notice}${page === undefined ? '' : `&page=${pageOf(page)}`}#topic-${topicId}`, 303);
}
