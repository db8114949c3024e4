/** Whoever wants to be told by SMS leaves a number on the page of the receipt; a code shows that it is theirs. Nobody learns whether a number is known here. */
import { indexOf } from '@smart/identity/personal-data';
import { CODE_MINUTES, makeSmsCode, useSmsCode } from '@smart/identity/sms-codes';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { smsChannel } from '@smart/notifications/sms';
import { smsWords } from '@smart/notifications/sms-texts';
import { dropContact, keepContact } from '@smart/opinions/contact';
import { followed } from '@smart/opinions/follow';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refusedInForm } from '../http/refusals.ts';
import type { Services } from '../services.ts';
import { type Asked, type Page, showOpinion, withReceipt } from './opinion-receipt.ts';

const form = z.object({ phone: z.string().max(30), sent: z.string().max(30) }).partial();
const sentBy = ({ body }: FastifyRequest): z.output<typeof form> => form.safeParse(body ?? {}).data ?? {};

export function registerOpinionContact(scope: FastifyInstance, page: Page): void {
  scope.post<{ Params: { token: string } }>('/o/:token/phone', (request, reply) => askForCode(page, request, reply));
  scope.post<{ Params: { token: string } }>('/o/:token/code', (request, reply) => confirmCode(page, request, reply));
  scope.post<{ Params: { token: string } }>('/o/:token/forget', async (request, reply) => {
    await withReceipt(page.services, request, request.params.token, dropContact);
    return back(request, reply);
  });
}

const asIdentity = <T>(services: Services, request: FastifyRequest, work: (work: Work) => Promise<T>): Promise<T> =>
  services.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => work(services.workOf(unit, request.id)));

const back = (request: Asked, reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store').redirect(`/o/${encodeURIComponent(request.params.token)}#tell`, 303);

/** Sends a code to the number; limits by number and by address are those of signing in. */
async function askForCode(page: Page, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const { services } = page;
  const channel = smsChannel();
  if (channel === null) throw new DomainError('common.not_found', { what: '短信告知' });
  await withReceipt(services, request, request.params.token, followed);
  const { phone = '' } = sentBy(request);
  const asking = (step: 'phone' | 'code', problem: string | null, status: number) => showOpinion(page, request, reply, { adding: '', problems: {}, asking: { phone, step, problem } }, status);
  try {
    const index = indexOf('phone', phone);
    const code = await asIdentity(services, request, (work) => makeSmsCode(work, { purpose: 'follow', phoneIndex: index, address: request.ip, receipt: request.params.token.split('.', 1)[0] ?? '', now: services.clock.now() }));
    const params = { code, minutes: String(CODE_MINUTES) };
    await channel.provider.send({ id: newId(), phone: phone.replace(/\D/g, '').slice(-11), template: 'code', params, text: smsWords.code(params, channel.origin) });
    return await asking('code', null, 200);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    await refusedInForm(services, request, reply, error);
    return asking('phone', error.message, error.http);
  }
}

async function confirmCode(page: Page, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const { services } = page;
  const { phone = '', sent = '' } = sentBy(request);
  await withReceipt(services, request, request.params.token, followed);
  try {
    const right = await asIdentity(services, request, (work) => useSmsCode(work, { purpose: 'follow', phoneIndex: indexOf('phone', phone), code: sent.trim(), now: services.clock.now() }));
    if (!right) throw new DomainError('common.invalid_input', { problem: '验证码不正确或者已经过期' });
    await withReceipt(services, request, request.params.token, (work, number, secret) => keepContact(work, number, secret, phone));
    return back(request, reply);
  } catch (error) {
    if (!isDomainError(error) || error.http === 404) throw error;
    await refusedInForm(services, request, reply, error);
    return showOpinion(page, request, reply, { adding: '', problems: {}, asking: { phone, step: 'code', problem: error.message } }, error.http);
  }
}
