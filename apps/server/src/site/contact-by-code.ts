/** Whoever holds a receipt and wants to be told by SMS leaves a number on its page; a code shows that it is theirs. Nobody learns whether a number is known here. */
import { indexOf } from '@smart/identity/personal-data';
import { CODE_MINUTES, makeSmsCode, useSmsCode } from '@smart/identity/sms-codes';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { smsChannel } from '@smart/notifications/sms';
import { smsWords } from '@smart/notifications/sms-texts';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refusedInForm } from '../http/refusals.ts';
import type { Services } from '../services.ts';
import { openReceipt, type UnknownReceipt } from './receipts.ts';

type Asked = FastifyRequest<{ Params: { token: string } }>;
/** Where the person stands: the number is asked for, or the code that was sent to it. */
export type Asking = { readonly phone: string; readonly step: 'phone' | 'code'; readonly problem: string | null };

export type ReceiptPage = {
  /** The address before the receipt's token. */
  readonly path: '/f' | '/o';
  readonly unknown: UnknownReceipt;
  /** Finds what the receipt stands for; throws when there is nothing. */
  readonly find: (work: Work, number: string, secret: string) => Promise<unknown>;
  readonly keep: (work: Work, number: string, secret: string, phone: string) => Promise<unknown>;
  readonly drop: (work: Work, number: string, secret: string) => Promise<unknown>;
  readonly show: (request: Asked, reply: FastifyReply, asking: Asking, status: number) => Promise<FastifyReply>;
};

const form = z.object({ phone: z.string().max(30), sent: z.string().max(30) }).partial();
const sentBy = ({ body }: FastifyRequest): z.output<typeof form> => form.safeParse(body ?? {}).data ?? {};

/** Adds the three acts (ask for a code, confirm it, forget the number) to a receipt's page. */
export function registerContactByCode(scope: FastifyInstance, services: Services, page: ReceiptPage): void {
  const { path, drop } = page;
  scope.post<{ Params: { token: string } }>(`${path}/:token/phone`, { config: { asks: ['phone'] } }, (request, reply) => askForCode(services, page, request, reply));
  scope.post<{ Params: { token: string } }>(`${path}/:token/code`, { config: { asks: Object.keys(form.shape) } }, (request, reply) => confirmCode(services, page, request, reply));
  scope.post<{ Params: { token: string } }>(`${path}/:token/forget`, { config: { asks: [] } }, async (request, reply) => {
    await withReceipt(services, page, request, drop);
    return back(page, request, reply);
  });
}

const withReceipt = <T>(services: Services, { unknown }: ReceiptPage, request: Asked, run: (work: Work, number: string, secret: string) => Promise<T>): Promise<T> =>
  openReceipt(services, request, { token: request.params.token, unknown }, run);

const asIdentity = <T>(services: Services, request: FastifyRequest, work: (work: Work) => Promise<T>): Promise<T> =>
  services.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => work(services.workOf(unit, request.id)));

const back = ({ path }: ReceiptPage, request: Asked, reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store').redirect(`${path}/${encodeURIComponent(request.params.token)}#tell`, 303);

/** Sends a code to the number; limits by number and by address are those of signing in. */
async function askForCode(services: Services, page: ReceiptPage, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const channel = smsChannel();
  if (channel === null) throw new DomainError('common.not_found', { what: '短信告知' });
  await withReceipt(services, page, request, page.find);
  const { phone = '' } = sentBy(request);
  try {
    const index = indexOf('phone', phone);
    const receipt = request.params.token.split('.', 1)[0] ?? '';
    const code = await asIdentity(services, request, (work) => makeSmsCode(work, { purpose: 'follow', phoneIndex: index, address: request.ip, receipt, now: services.clock.now() }));
    const params = { code, minutes: String(CODE_MINUTES) };
    await channel.provider.send({ id: newId(), phone: phone.replace(/\D/g, '').slice(-11), template: 'code', params, text: smsWords.code(params, channel.origin) });
    return await page.show(request, reply, { phone, step: 'code', problem: null }, 200);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    await refusedInForm(services, request, reply, error);
    return page.show(request, reply, { phone, step: 'phone', problem: error.message }, error.http);
  }
}

async function confirmCode(services: Services, page: ReceiptPage, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const { phone = '', sent = '' } = sentBy(request);
  await withReceipt(services, page, request, page.find);
  try {
    const right = await asIdentity(services, request, (work) => useSmsCode(work, { purpose: 'follow', phoneIndex: indexOf('phone', phone), code: sent.trim(), now: services.clock.now() }));
    if (!right) throw new DomainError('common.invalid_input', { problem: '验证码不正确或者已经过期' });
    await withReceipt(services, page, request, (work, number, secret) => page.keep(work, number, secret, phone));
    return back(page, request, reply);
  } catch (error) {
    if (!isDomainError(error) || error.http === 404) throw error;
    await refusedInForm(services, request, reply, error);
    return page.show(request, reply, { phone, step: 'code', problem: error.message }, error.http);
  }
}
