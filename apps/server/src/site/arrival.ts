/**
 * Several host names, one sign-in. People sign in at the public address only; from another configured host they are sent there and back
 * with a code that works once. It is the same sign-in everywhere, so signing out anywhere ends it everywhere.
 */
import { cookieLine } from '@smart/identity/cookies';
import { ARRIVAL_COOKIE, ARRIVAL_SECONDS, arrive, leaveFor, newArrival, stateOf } from '@smart/identity/hosts-arrival';
import { DomainError } from '@smart/kernel/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { publicUrlOf, type Services } from '../services.ts';
import { ownPath, parameters } from './address.ts';
import type { Show } from './show.ts';

type Host = { readonly origin: string; readonly home: string };

export function registerArrival(app: FastifyInstance, services: Services, show: Show): void {
  const { deputyUrl, officeUrl } = services.config;
  const ours = new URL(publicUrlOf(services.config)).origin;
  const hosts: Host[] = [{ url: deputyUrl, home: '/deputy/' }, { url: officeUrl, home: '/office/' }]
    .flatMap(({ url, home }) => (url === null || new URL(url).origin === ours ? [] : [{ origin: new URL(url).origin, home }]));
  if (hosts.length === 0) return;
  const hostOf = (request: FastifyRequest): Host | undefined => hosts.find(({ origin }) => new URL(origin).host === request.host);

  // At another host: signing in happens at the public address; its first page is the host's app.
  app.addHook('onRequest', async (request, reply) => {
    const host = request.method === 'GET' ? hostOf(request) : undefined;
    const [path = '', query = ''] = request.url.split('?');
    if (!host || (path !== '/' && path !== '/sign-in')) return;
    if (path === '/') return redirected(reply, host.home);
    const token = newArrival();
    reply.header('set-cookie', cookieLine(ARRIVAL_COOKIE, token, { secure: host.origin.startsWith('https:'), seconds: ARRIVAL_SECONDS }));
    const next = ownPath(new URLSearchParams(query).get('next') ?? undefined) ?? host.home;
    return redirected(reply, `${ours}/arrival/leave?${new URLSearchParams({ to: host.origin, state: stateOf(token), next }).toString()}`);
  });
  registerLeaving(app, services, show, hosts);
  app.get('/arrival', async (request, reply) => {
    const host = hostOf(request);
    const { code = '', next } = parameters(request);
    if (!host) throw new DomainError('common.not_found', { what: '页面' });
    const secure = host.origin.startsWith('https:');
    const line = await services.auth.inUnit((unit) => arrive(unit, {
      code, cookie: request.headers.cookie ?? '', origin: host.origin, address: request.ip, userAgent: request.headers['user-agent'] ?? '', now: services.clock.now(), secure,
    }));
    if (line === null) throw new DomainError('identity.arrival_refused');
    reply.header('set-cookie', line).header('set-cookie', cookieLine(ARRIVAL_COOKIE, '', { secure, seconds: 0 }));
    return redirected(reply, ownPath(next) ?? host.home);
  });
}

/** At the public address: on to a host that asked, after signing in. Shown as a page, because a form may lead to no other host. */
function registerLeaving(app: FastifyInstance, services: Services, show: Show, hosts: readonly Host[]): void {
  const configured = (origin: string): string => {
    if (!hosts.some((host) => host.origin === origin)) throw new DomainError('common.not_found', { what: '页面' });
    return origin;
  };
  const lead = (request: FastifyRequest, reply: FastifyReply, to: string) => {
    reply.header('refresh', `0;url=${to}`);
    return show(request, reply, { page: 'leaving', to, host: new URL(to).host }, { private: true });
  };
  app.get('/arrival/leave', async (request, reply) => {
    const { to = '', state = '', next } = parameters(request);
    const origin = configured(to);
    const cookie = request.headers.cookie ?? '';
    // A closed account is not signed in, whatever its cookie says.
    const code = (await services.resolveSession(cookie)) === null ? null : await services.auth.inUnit((unit) => leaveFor(unit, { cookie, origin, state, now: services.clock.now() }));
    if (code === null) return redirected(reply, `/sign-in?next=${encodeURIComponent(request.url)}`);
    return lead(request, reply, `${origin}/arrival?${new URLSearchParams({ code, next: ownPath(next) ?? '/' }).toString()}`);
  });
  // `/sign-in?next=` with a whole address of a configured host goes on from here: that host asks for its own code.
  app.get('/arrival/to', async (request, reply) => {
    const { address = '' } = parameters(request);
    if (!URL.canParse(address)) throw new DomainError('common.not_found', { what: '页面' });
    const { origin, pathname, search, username } = new URL(address);
    if (username !== '') throw new DomainError('common.not_found', { what: '页面' });
    return lead(request, reply, `${configured(origin)}/sign-in?next=${encodeURIComponent(pathname + search)}`);
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' || !request.url.startsWith('/sign-in?')) return;
    const query = new URLSearchParams(request.url.slice('/sign-in?'.length));
    const next = query.get('next') ?? '';
    if (!URL.canParse(next) || !hosts.some(({ origin }) => new URL(next).origin === origin) || !next.startsWith('http')) return;
    query.set('next', `/arrival/to?address=${encodeURIComponent(next)}`);
    return redirected(reply, `/sign-in?${query.toString()}`);
  });
}

const redirected = (reply: FastifyReply, to: string): FastifyReply => reply.header('cache-control', 'no-store').redirect(to, 303);
