/** `/invitation/<token>`: the invited administrator sets the password. GET shows and changes nothing, POST uses the link up. */
import rateLimit from '@fastify/rate-limit';
import { acceptInvitation, readInvitation } from '@smart/identity/invitations';
import { formatDateTime } from '@smart/kernel/dates';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { InvitationView } from '@smart/public-site/views';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Services } from '../services.ts';
import type { Show } from './show.ts';

type Asked = FastifyRequest<{ Params: { token: string } }>;
/** Only the two fields are looked at; whatever else is sent changes nothing. */
const form = z.object({ password: z.string().default(''), again: z.string().default('') });

export function registerInvitations(app: FastifyInstance, services: Services, show: Show): void {
  app.register(async (scope) => {
    await scope.register(rateLimit, { max: services.authAttemptsPerMinute, timeWindow: 60_000, errorResponseBuilder: (_request, { ttl }) => new DomainError('common.too_many_requests', { seconds: Math.ceil(ttl / 1000) }) });
    // The address is the key: other sites are not told it (referrer-policy same-origin holds for all pages), nor is it to be found.
    scope.addHook('onRequest', async (_request, reply) => void reply.header('x-robots-tag', 'noindex, nofollow'));
    scope.get<{ Params: { token: string } }>('/invitation/:token', async (request, reply) => show(request, reply, await viewOf(services, request, null), { private: true }));
    // The name stands in the form for password managers.
    scope.post<{ Params: { token: string } }>('/invitation/:token', { config: { asks: ['username', ...Object.keys(form.shape)] } }, (request, reply) => accept(services, show, request, reply));
  });
}

/** Whoever is invited has no congress to act for yet. */
async function run<T>(services: Services, request: FastifyRequest, work: (work: Work) => Promise<T>): Promise<T> {
  try {
    return await services.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => work(services.workOf(unit, request.id)));
  } catch (error) {
    if (isDomainError(error) && error.code === 'identity.invitation_invalid') await services.noteRefusal(request, { method: 'invitation', userId: null });
    throw error;
  }
}

async function viewOf(services: Services, request: Asked, problem: string | null): Promise<InvitationView> {
  const { congressName, title, username, expiresAt } = await run(services, request, (work) => readInvitation(work, request.params.token));
  return { page: 'invitation', congressName, title, username, until: formatDateTime(expiresAt), problem };
}

async function accept(services: Services, show: Show, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const { password, again } = form.parse(request.body ?? {});
  if (password !== again) return show(request, reply, await viewOf(services, request, '两次输入的密码不一致，请重新输入'), { status: 400, private: true });
  try {
    await run(services, request, (work) => acceptInvitation(work, request.params.token, password));
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'identity.weak_password') throw error;
    return show(request, reply, await viewOf(services, request, error.message), { status: error.http, private: true });
  }
  return reply.header('cache-control', 'no-store').redirect('/sign-in?notice=invited', 303);
}
