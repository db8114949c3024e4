/** To the province's unified login and back. What goes wrong there is said on the sign-in page, beside the other ways. */
import { cookieLine } from '@smart/identity/cookies';
import { startUpstream, UPSTREAM_COOKIE, UPSTREAM_SECONDS, upstreamName } from '@smart/identity/upstream';
import { isDomainError } from '@smart/kernel/errors';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { queryOf } from '../http/oauth.ts';
import { publicUrlOf, type Services } from '../services.ts';
import { ownPath, parameters } from './address.ts';

const NEXT_COOKIE = 'smart.upstream_next';

export function registerUpstream(app: FastifyInstance, services: Services): void {
  if (upstreamName() === null) return;
  const secure = publicUrlOf(services.config).startsWith('https:');
  app.get('/api/auth/upstream/start', async (request, reply) => {
    const next = ownPath(parameters(request)['next']) ?? '';
    try {
      const { url, token } = await startUpstream(services.auth.inUnit, services.clock.now());
      reply.header('set-cookie', cookieLine(UPSTREAM_COOKIE, token, { secure, seconds: UPSTREAM_SECONDS }));
      reply.header('set-cookie', cookieLine(NEXT_COOKIE, encodeURIComponent(next), { secure, seconds: UPSTREAM_SECONDS }));
      return goOn(reply, url);
    } catch (error) {
      return refused(reply, error, next);
    }
  });
  app.get('/api/auth/upstream/callback', async (request, reply) => {
    const cookie = request.headers.cookie ?? '';
    const next = ownPath(decoded(request.cookies[NEXT_COOKIE] ?? request.cookies[`__Secure-${NEXT_COOKIE}`] ?? '')) ?? '';
    try {
      const { cookies, body } = await services.auth.handle({
        method: 'POST', path: '/api/auth/sign-in/upstream', cookie, body: { query: queryOf(request.url) }, address: request.ip, userAgent: request.headers['user-agent'] ?? '',
      });
      for (const line of [...cookies, cookieLine(UPSTREAM_COOKIE, '', { secure, seconds: 0 }), cookieLine(NEXT_COOKIE, '', { secure, seconds: 0 })]) reply.header('set-cookie', line);
      const second = z.object({ next: z.string() }).parse(body).next === 'totp';
      return goOn(reply, withNext(second ? '/sign-in/second' : '/sign-in/go', next));
    } catch (error) {
      return refused(reply, error, next);
    }
  });
}

const goOn = (reply: FastifyReply, to: string): FastifyReply => reply.header('cache-control', 'no-store').redirect(to, 303);
const withNext = (path: string, next: string): string => (next === '' ? path : `${path}${path.includes('?') ? '&' : '?'}next=${encodeURIComponent(next)}`);

function refused(reply: FastifyReply, error: unknown, next: string): FastifyReply {
  if (!isDomainError(error)) throw error;
  return goOn(reply, withNext(`/sign-in?notice=${error.code.replace('identity.', '')}`, next));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
