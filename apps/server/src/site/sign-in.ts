/** `/sign-in` and `/sign-out`: plain forms for every way. One sign-in serves every app; a deep link survives it. */
import rateLimit from '@fastify/rate-limit';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { SignIn } from '@smart/identity/sign-in';
import { upstreamName } from '@smart/identity/upstream';
import type { SignInView } from '@smart/public-site/views';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { ownPath, parameters } from './address.ts';
import type { Show } from './show.ts';

const text = z.string().default('');
const ticked = z.literal('true').optional();
const form = z.object({ username: text, password: text, phone: text, code: text, backupCode: text, next: text, rememberMe: ticked, trustDevice: ticked });
type Form = z.infer<typeof form>;

/** What the sign-in answers, as far as it decides where to go. */
const answered = z.object({ next: z.enum(['done', 'totp']).default('done'), seconds: z.number().default(0) });

const upstreamProblems = ['identity.upstream_unavailable', 'identity.upstream_refused', 'identity.upstream_unknown'] as const;

/** What happened before this page was opened, in a sentence. */
function noticeOf(notice: string): string | null {
  const name = upstreamName();
  const problem = upstreamProblems.find((code) => code === `identity.${notice}`);
  return name !== null && problem !== undefined ? new DomainError(problem, { name }).message : (notices[notice] ?? null);
}

const notices: Readonly<Record<string, string>> = { out: '您已退出登录。', expired: '登录已过期，请重新登录；您填写的内容已保存。', invited: '密码已经设置，请用用户名和新密码登录。' };

type Shown = Pick<SignInView, 'step' | 'way' | 'next'> & Partial<Pick<SignInView, 'typed' | 'problem' | 'fields' | 'wait' | 'notice'>>;

export function registerSignIn(app: FastifyInstance, services: Services, show: Show): void {
  app.get('/sign-in', async (request, reply) => {
    const { next, notice = '', way } = parameters(request);
    const view = await viewOf(services, { step: 'start', way: way === 'sms' && services.auth.ways.sms ? 'sms' : 'password', next: ownPath(next) ?? '', notice: noticeOf(notice) });
    return show(request, reply, view, { private: true });
  });
  app.get('/sign-in/second', async (request, reply) => {
    const view = await viewOf(services, { step: 'second', way: 'password', next: ownPath(parameters(request)['next']) ?? '' });
    return show(request, reply, view, { private: true });
  });
  // Whoever signed in by script (a passkey) asks here where to go.
  app.get('/sign-in/go', async (request, reply) => {
    const session = await services.resolveSession(request.headers.cookie ?? '');
    const wanted = ownPath(parameters(request)['next']);
    return goOn(reply, session ? destination(session, wanted) : again(wanted));
  });
  app.register(async (scope) => {
    await scope.register(rateLimit, { max: services.authAttemptsPerMinute, timeWindow: 60_000, errorResponseBuilder: (_request, { ttl }) => new DomainError('common.too_many_requests', { seconds: Math.ceil(ttl / 1000) }) });
    registerForms(scope, services, show);
  });
  app.post('/sign-out', { config: { asks: [] } }, async (request, reply) => {
    const { cookies } = await ask(services, request, 'sign-out', {});
    for (const line of cookies) reply.header('set-cookie', line);
    return goOn(reply, '/sign-in?notice=out');
  });
}

function registerForms(app: FastifyInstance, services: Services, show: Show): void {
  const submit = submitter(services, show);
  app.post('/sign-in', { config: { asks: ['username', 'password', 'rememberMe', 'next'] } }, (request, reply) =>
    submit(request, reply, { step: 'start', way: 'password' }, ({ username, password, rememberMe }) => ['sign-in/username', { username, password, rememberMe: rememberMe === 'true' }]),
  );
  app.post('/sign-in/sms', { config: { asks: ['phone', 'code', 'rememberMe', 'next'] } }, (request, reply) =>
    submit(request, reply, { step: 'sms-code', way: 'sms' }, ({ phone, code, rememberMe }) => ['sign-in/sms', { phone, code: code.trim(), rememberMe: rememberMe === 'true' }]),
  );
  app.post('/sign-in/second', { config: { asks: ['code', 'backupCode', 'trustDevice', 'next'] } }, (request, reply) =>
    submit(request, reply, { step: 'second', way: 'password' }, ({ code, backupCode, trustDevice }) =>
      ['sign-in/totp', backupCode === '' ? { code: code.trim(), trustDevice: trustDevice === 'true' } : { backupCode: backupCode.trim() }]),
  );
  // The page for the code is the answer itself: a redirect would carry the phone number in an address.
  app.post('/sign-in/sms/send', { config: { asks: ['phone', 'next'] } }, async (request, reply) => {
    const typed = form.parse(request.body ?? {});
    const next = ownPath(typed.next) ?? '';
    try {
      const { body } = await ask(services, request, 'sign-in/sms/send', { phone: typed.phone.trim() });
      const view = await viewOf(services, { step: 'sms-code', way: 'sms', next, typed: typedOf(typed), wait: answered.parse(body).seconds });
      return show(request, reply, view, { private: true });
    } catch (error) {
      // Asked again too soon: the code that is under way is still good.
      const step = isDomainError(error) && error.code === 'common.too_many_requests' ? 'sms-code' : 'start';
      return refused(services, show, request, reply, { step, way: 'sms', next, typed: typedOf(typed) }, error);
    }
  });
}

type Submit = (request: FastifyRequest, reply: FastifyReply, shown: Pick<Shown, 'step' | 'way'>, call: (typed: Form) => readonly [path: string, body: unknown]) => Promise<FastifyReply>;

/** One try with what was typed: on to the second step or to the person's work, or the same page with what was wrong. */
function submitter(services: Services, show: Show): Submit {
  return async (request, reply, shown, call) => {
    const typed = form.parse(request.body ?? {});
    const wanted = ownPath(typed.next);
    try {
      const { cookies, body } = await ask(services, request, ...call(typed));
      for (const line of cookies) reply.header('set-cookie', line);
      if (answered.parse(body).next === 'totp') return goOn(reply, withNext('/sign-in/second', wanted));
      const session = await services.resolveSession(cookies.map((line) => line.split(';')[0]).join('; '));
      return goOn(reply, session ? destination(session, wanted) : again(wanted));
    } catch (error) {
      return refused(services, show, request, reply, { ...shown, next: wanted ?? '', typed: typedOf(typed) }, error);
    }
  };
}

async function refused(services: Services, show: Show, request: FastifyRequest, reply: FastifyReply, shown: Shown, error: unknown): Promise<FastifyReply> {
  if (!isDomainError(error)) throw error;
  // Who hesitated too long before the second step begins again.
  if (error.code === 'identity.second_step_expired') return show(request, reply, await viewOf(services, { step: 'start', way: 'password', next: shown.next, problem: error.message }), { status: error.http, private: true });
  const fields = fieldsOf(error, request.body, shown.step);
  const view = await viewOf(services, { ...shown, fields, problem: Object.keys(fields).length > 0 ? null : error.message });
  return show(request, reply, view, { status: error.http, private: true });
}

/** What is wrong, by the field beside which it is said. A wrong password is said beside it; which of the two was wrong nobody learns. */
function fieldsOf(error: DomainError, body: unknown, step: Shown['step']): Record<string, string> {
  const code = form.parse(body ?? {}).backupCode === '' ? 'code' : 'backupCode';
  const found = error.fields.filter(({ path }) => fieldsShown.has(path));
  if (found.length > 0) return Object.fromEntries(found.map(({ path, message }) => [path === 'code' ? code : path, message]));
  if (error.code === 'identity.invalid_credentials') return { password: error.message };
  return error.code === 'common.invalid_input' && step !== 'start' ? { [code]: error.message } : {};
}
const fieldsShown = new Set(['username', 'password', 'phone', 'code', 'backupCode']);

const typedOf = ({ username, phone, code, rememberMe }: Form): SignInView['typed'] => ({ username, phone, code, rememberMe: rememberMe === 'true' });

const ask = (services: Services, request: FastifyRequest, path: string, body: unknown) =>
  services.auth.handle({ method: 'POST', path: `/api/auth/${path}`, cookie: request.headers.cookie ?? '', body, address: request.ip, userAgent: request.headers['user-agent'] ?? '' });

const goOn = (reply: FastifyReply, to: string): FastifyReply => reply.header('cache-control', 'no-store').redirect(to, 303);
const withNext = (path: string, wanted: string | null): string => (wanted === null ? path : `${path}?next=${encodeURIComponent(wanted)}`);
const again = (wanted: string | null): string => withNext('/sign-in', wanted);

/**
 * Where to go on: the page that was wanted, else where the person's day begins, deputies in their portal and staff at the desk.
 * Who must put the own account right first does so there and is led on; the apps see to it for their own pages.
 */
function destination(session: SignIn, wanted: string | null): string {
  const last = session.capacities.find(({ id }) => id === session.lastCapacityId) ?? session.capacities[0];
  if (!last) return wanted ?? '/';
  const home = last.kind === 'mandate' ? '/deputy/' : '/office/';
  const duties = session.mustChangePassword || session.passwordExpired || session.mustEnrolTotp;
  if (duties && wanted !== null && !/^\/(deputy|office)(\/|$)/.test(wanted)) return withNext(last.kind === 'mandate' ? '/deputy/security' : '/office/account', wanted);
  return wanted ?? home;
}

async function viewOf(services: Services, shown: Shown): Promise<SignInView> {
  const isDemo = services.config.demo && !services.config.production;
  const accounts = isDemo ? await services.demoAccounts() : [];
  const [first] = accounts;
  const upstream = upstreamName();
  return {
    page: 'sign-in',
    typed: { username: '', phone: '', code: '', rememberMe: false },
    problem: null,
    fields: {},
    wait: 0,
    notice: null,
    sms: services.auth.ways.sms,
    upstream: upstream === null ? null : { name: upstream },
    ...shown,
    demo: first ? { password: first.password, accounts: accounts.map(({ username, name, capacities }) => ({ username, name, capacities })) } : null,
  };
}
