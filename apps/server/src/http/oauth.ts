/** The addresses of the OAuth 2.1 / OpenID Connect provider. better-auth's plug-in answers; only what is listed here is reachable. */
import rateLimit from '@fastify/rate-limit';
import { answerOauth } from '@smart/identity/oauth-provider';
import { DomainError } from '@smart/kernel/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { publicUrlOf, type Services } from '../services.ts';

/** Addresses that other systems call. */
const machines = ['POST /api/auth/oauth2/token', 'GET /api/auth/oauth2/userinfo', 'POST /api/auth/oauth2/userinfo', 'POST /api/auth/oauth2/revoke', 'POST /api/auth/oauth2/introspect', 'GET /api/auth/jwks'];
const discovery = ['GET /.well-known/openid-configuration', 'GET /.well-known/oauth-authorization-server'];
const passedOn = ['content-type', 'authorization', 'accept'] as const;

/** Mounts discovery, authorisation, tokens, userinfo, revocation, introspection and keys. The pages people see are in site/oauth.ts. */
export async function registerOauth(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(rateLimit, {
      max: services.authAttemptsPerMinute * 10, // other systems ask from one address for all their people
      timeWindow: 60_000,
      errorResponseBuilder: (_request, { ttl }) => new DomainError('common.too_many_requests', { seconds: Math.ceil(ttl / 1000) }),
    });
    // The protocol's forms go on as they came: their signatures and repeated fields count.
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 32_768 }, (_request, body, done) => done(null, body));
    for (const line of [...machines, ...discovery]) {
      const [method = 'GET', url = ''] = line.split(' ');
      scope.route({
        method, url,
        // OAuth: parameters that are not known are passed over (RFC 6749 3.2).
        config: { asks: 'elsewhere' },
        handler: async (request, reply) => {
          const response = await askProvider(services, request);
          // A code or token that was used, stolen or made up; a system that is not who it says.
          if (response.status >= 400) await services.noteRefusal(request, { method: 'oauth', userId: null });
          return passBack(reply, response);
        },
      });
    }
    scope.get('/api/auth/oauth2/authorize', async (request, reply) => {
      // A closed account, or one that must put its password right first, does not count as signed in.
      const session = await services.resolveSession(request.headers.cookie ?? '');
      const ready = session !== null && !session.mustChangePassword && !session.passwordExpired && !session.mustEnrolTotp;
      const response = await askProvider(services, request, ready ? { cookie: request.headers.cookie ?? '' } : {});
      if (isRefusal(response)) await services.noteRefusal(request, { method: 'oauth', userId: session?.userId ?? null });
      return passBack(reply, response);
    });
    // Signing out is asked on our own page (site/oauth.ts).
    scope.get('/api/auth/oauth2/end-session', async (request, reply) => reply.redirect(`/oauth/sign-out${queryOf(request.url)}`, 303));
  });
}

/** Not what a system asks of somebody who has yet to sign in or to agree: those answers are part of the protocol. */
function isRefusal(response: Response): boolean {
  const location = response.headers.get('location');
  if (location === null) return response.status >= 400;
  const error = URL.canParse(location, 'http://own.invalid') ? new URL(location, 'http://own.invalid').searchParams.get('error') : null;
  return error !== null && !['login_required', 'consent_required', 'interaction_required', 'access_denied'].includes(error);
}

export const queryOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');

/** Puts a request to the provider: the fastify request itself, or one of our pages speaking for the person. */
export function askProvider(services: Services, request: FastifyRequest, more: { cookie?: string; url?: string; body?: string } = {}): Promise<Response> {
  const headers = new Headers();
  for (const name of passedOn) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  if (more.cookie !== undefined) headers.set('cookie', more.cookie);
  if (more.body !== undefined) {
    headers.set('content-type', 'application/json');
    headers.set('accept', 'application/json');
  }
  const body = more.body ?? (typeof request.body === 'string' ? request.body : request.method === 'POST' ? JSON.stringify(request.body ?? {}) : undefined);
  const basic = more.body === undefined ? unbasic(headers, body) : { body };
  const asked = new Request(new URL(more.url ?? request.url, publicUrlOf(services.config)), { method: request.method, headers, ...(basic.body === undefined ? {} : { body: basic.body }) });
  return services.auth.inUnit((unit) => answerOauth(services.auth.better, unit, asked));
}

/** A client may prove itself in the header or in the form, as it likes: the plug-in knows one way for each, we give it the form. */
function unbasic(headers: Headers, body: string | undefined): { body: string | undefined } {
  const basic = /^Basic ([\w+/=-]+)$/.exec(headers.get('authorization') ?? '')?.[1];
  if (basic === undefined || !(headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded')) return { body };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':').map(formDecoded);
  const form = new URLSearchParams(body ?? '');
  if (form.has('client_secret')) return { body }; // two proofs at once are refused by the plug-in
  form.set('client_id', id);
  form.set('client_secret', secret);
  headers.delete('authorization');
  return { body: form.toString() };
}

const formDecoded = (text: string): string => new URLSearchParams(`v=${text}`).get('v') ?? '';

async function passBack(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.code(response.status).header('cache-control', 'no-store');
  for (const name of ['content-type', 'location', 'www-authenticate']) {
    const value = response.headers.get(name);
    if (value !== null) reply.header(name, value);
  }
  return reply.send(await response.text());
}
