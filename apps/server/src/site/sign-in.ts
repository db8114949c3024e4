/** `/sign-in` and `/sign-out`: plain forms. One sign-in serves every app; a deep link survives it. */
import rateLimit from '@fastify/rate-limit';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { SignInView } from '@smart/public-site/views';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { ownPath, parameters } from './address.ts';
import type { Show } from './show.ts';

const form = z.object({
  username: z.string().default(''),
  password: z.string().default(''),
  next: z.string().default(''),
  rememberMe: z.literal('true').optional(),
});

const notices: Readonly<Record<string, string>> = { out: '您已退出登录。', expired: '登录已过期，请重新登录；您填写的内容已保存。' };

export function registerSignIn(app: FastifyInstance, services: Services, show: Show): void {
  app.get('/sign-in', async (request, reply) => {
    const { next = '', notice } = parameters(request);
    const view = await viewOf(services, { next: ownPath(next) ?? '', username: '', problem: null, notice: notice === undefined ? null : (notices[notice] ?? null) });
    return show(request, reply, view, { private: true });
  });
  app.register(async (scope) => {
    await scope.register(rateLimit, { max: services.authAttemptsPerMinute, timeWindow: 60_000, errorResponseBuilder: (_request, { ttl }) => new DomainError('common.too_many_requests', { seconds: Math.ceil(ttl / 1000) }) });
    scope.post('/sign-in', (request, reply) => signIn(services, show, request, reply));
  });
  app.post('/sign-out', async (request, reply) => {
    const { cookies } = await ask(services, request, '/api/auth/sign-out', {});
    for (const line of cookies) reply.header('set-cookie', line);
    return reply.header('cache-control', 'no-store').redirect('/sign-in?notice=out', 303);
  });
}

async function signIn(services: Services, show: Show, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { username, password, next, rememberMe } = form.parse(request.body ?? {});
  const wanted = ownPath(next);
  try {
    const { cookies } = await ask(services, request, '/api/auth/sign-in/username', { username, password, rememberMe: rememberMe === 'true' });
    for (const line of cookies) reply.header('set-cookie', line);
    return reply.header('cache-control', 'no-store').redirect(wanted ?? (await homeOf(services, cookies)), 303);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const view = await viewOf(services, { next: wanted ?? '', username, problem: error.message, notice: null });
    return show(request, reply, view, { status: error.http, private: true });
  }
}

const ask = (services: Services, request: FastifyRequest, path: string, body: unknown) =>
  services.auth.handle({ method: 'POST', path, cookie: request.headers.cookie ?? '', body, address: request.ip, userAgent: request.headers['user-agent'] ?? '' });

/** Where a person's day begins: deputies in their portal, staff at the desk. */
async function homeOf(services: Services, cookies: readonly string[]): Promise<string> {
  const session = await services.resolveSession(cookies.map((line) => line.split(';')[0]).join('; '));
  const last = session?.capacities.find(({ id }) => id === session.lastCapacityId) ?? session?.capacities[0];
  if (!last) return '/';
  return last.kind === 'mandate' ? '/deputy/' : '/office/';
}

async function viewOf(services: Services, view: Omit<SignInView, 'page' | 'demo'>): Promise<SignInView> {
  const isDemo = services.config.demo && !services.config.production;
  const accounts = isDemo ? await services.demoAccounts() : [];
  const [first] = accounts;
  return { page: 'sign-in', ...view, demo: first ? { password: first.password, accounts: accounts.map(({ username, name, capacities }) => ({ username, name, capacities })) } : null };
}
