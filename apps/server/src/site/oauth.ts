/** The pages between another system and us: sign in first, agree or refuse, go back, sign out. Plain forms. */
import { forgetConsent } from '@smart/identity/oauth-consents';
import { oauthClientNamed } from '@smart/identity/oauth-clients';
import { oauthPages, oauthScopes } from '@smart/identity/oauth-provider';
import { DomainError } from '@smart/kernel/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { askProvider, queryOf } from '../http/oauth.ts';
import type { Services } from '../services.ts';
import { parameters } from './address.ts';
import type { Show } from './show.ts';

const AUTHORIZE = '/api/auth/oauth2/authorize';
const decision = z.object({ query: z.string().max(8000), decision: z.enum(['accept', 'refuse']), remember: z.literal('true').optional() });
const answered = z.object({ url: z.string() });

export function registerOauthPages(app: FastifyInstance, services: Services, show: Show): void {
  app.get(oauthPages.signIn, async (request, reply) => {
    const asked = asAsked(request.url);
    return reply.header('cache-control', 'no-store').redirect(`/sign-in?next=${encodeURIComponent(`/oauth/continue?${asked}`)}`, 303);
  });
  // After signing in. A page, not a redirect: the browser lets a form lead to no other site, also not by redirects.
  app.get('/oauth/continue', async (request, reply) => goOn(show, request, reply, `${AUTHORIZE}${queryOf(request.url)}`));
  app.get(oauthPages.consent, async (request, reply) => consentPage(services, show, request, reply));
  app.post(oauthPages.consent, { config: { asks: Object.keys(decision.shape) } }, async (request, reply) => decide(services, show, request, reply));
  // Where the plug-in sends people whose request leads nowhere: an unknown or locked-out system, an address it has not registered.
  app.get('/api/auth/error', async (_request, reply) => reply.header('cache-control', 'no-store').redirect('/oauth/refused', 303));
  app.get('/oauth/refused', async () => {
    throw new DomainError('identity.client_refused');
  });
  registerSignOut(app, services, show);
}

/** The request as the other system made it: without what the plug-in added, and without the demand to sign in anew, which has been met. */
function asAsked(url: string): URLSearchParams {
  const asked = new URLSearchParams(queryOf(url));
  const added = [...asked.keys()].filter((name) => name.startsWith('ba_') || name === 'sig' || name === 'exp' || name === 'max_age');
  for (const name of added) asked.delete(name);
  const prompts = (asked.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== '' && prompt !== 'login');
  if (prompts.length > 0) asked.set('prompt', prompts.join(' '));
  else asked.delete('prompt');
  return asked;
}

/** Leads on by itself after showing where to: works without JavaScript. */
const goOn = (show: Show, request: FastifyRequest, reply: FastifyReply, to: string): Promise<FastifyReply> => {
  reply.header('refresh', `0;url=${to}`);
  return show(request, reply, { page: 'leaving', to, host: URL.canParse(to) ? new URL(to).host : null }, { private: true });
};

async function consentPage(services: Services, show: Show, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const session = await services.resolveSession(request.headers.cookie ?? '');
  if (!session) return reply.redirect(`/sign-in?next=${encodeURIComponent(`/oauth/continue?${asAsked(request.url)}`)}`, 303);
  const { client_id: clientId = '', scope = '' } = parameters(request);
  const client = await services.auth.inUnit((unit) => oauthClientNamed(unit, clientId));
  if (!client) throw new DomainError('common.not_found', { what: '接入系统' });
  const asked = scope.split(' ');
  const { capacities, personName } = session;
  return show(request, reply, {
    page: 'consent', client: client.name, person: personName, capacities: capacities.filter(({ standIn }) => standIn === undefined).map(({ label }) => label),
    scopes: oauthScopes.filter((one) => asked.includes(one)), query: queryOf(request.url).slice(1),
  }, { private: true });
}

async function decide(services: Services, show: Show, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = decision.safeParse(request.body);
  if (!form.success) throw new DomainError('common.invalid_input', { problem: '请选择同意或者不同意' });
  const { query, decision: chosen, remember } = form.data;
  const cookie = request.headers.cookie ?? '';
  const session = await services.resolveSession(cookie);
  if (!session) throw new DomainError('identity.session_expired');
  const response = await askProvider(services, request, { cookie, url: '/api/auth/oauth2/consent', body: JSON.stringify({ accept: chosen === 'accept', oauth_query: query }) });
  const answer = answered.safeParse(await response.json());
  // Changed on the way, or left open too long.
  if (!response.ok || !answer.success) {
    await services.noteRefusal(request, { method: 'oauth', userId: session.userId });
    throw new DomainError('common.invalid_input', { problem: '授权请求已失效，请回到原来的系统重新登录' });
  }
  const clientId = new URLSearchParams(query).get('client_id') ?? '';
  if (chosen === 'accept' && remember === undefined) await services.auth.inUnit((unit) => forgetConsent(unit, session.userId, clientId));
  return goOn(show, request, reply, answer.data.url);
}

/** Signing out on behalf of another system is asked of the person: a link must not sign anybody out. */
function registerSignOut(app: FastifyInstance, services: Services, show: Show): void {
  app.get('/oauth/sign-out', async (request, reply) => {
    const { client, back } = await signOutOf(services, parameters(request));
    return show(request, reply, { page: 'sign-out', client, query: queryOf(request.url).slice(1), back }, { private: true });
  });
  app.post('/oauth/sign-out', { config: { asks: ['query'] } }, async (request, reply) => {
    const form = z.object({ query: z.string().max(8000) }).safeParse(request.body);
    const { cookies } = await services.auth.handle({ method: 'POST', path: '/api/auth/sign-out', cookie: request.headers.cookie ?? '', body: {}, address: request.ip, userAgent: request.headers['user-agent'] ?? '' });
    for (const line of cookies) reply.header('set-cookie', line);
    const { back } = await signOutOf(services, Object.fromEntries(new URLSearchParams(form.data?.query ?? '')));
    return back === null ? reply.redirect('/sign-in?notice=out', 303) : goOn(show, request, reply, back);
  });
}

/** Who asks, and where to go afterwards: only to an address that the system has registered. */
async function signOutOf(services: Services, asked: Readonly<Record<string, string>>): Promise<{ client: string | null; back: string | null }> {
  const clientId = asked['client_id'] ?? audienceOf(asked['id_token_hint'] ?? '');
  const client = clientId === null ? null : await services.auth.inUnit((unit) => oauthClientNamed(unit, clientId));
  const wanted = asked['post_logout_redirect_uri'];
  if (!client || wanted === undefined || !client.postLogoutRedirectUris.includes(wanted)) return { client: client?.name ?? null, back: null };
  const back = new URL(wanted);
  if (asked['state'] !== undefined) back.searchParams.set('state', asked['state']);
  return { client: client.name, back: back.toString() };
}

/** Whose token it says it is. Not verified: it only chooses among registered addresses, as `client_id` would. */
function audienceOf(token: string): string | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return z.object({ aud: z.string() }).safeParse(claims).data?.aud ?? null;
  } catch {
    return null;
  }
}
