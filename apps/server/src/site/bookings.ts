/** 预约接待日 for anybody: a form of two boxes that may both stay empty, the receipt, and the way to cancel. Works without JavaScript and without an account. */
import rateLimit from '@fastify/rate-limit';
import { checkPass, newPass } from '@smart/identity/form-pass';
import { tokenOf } from '@smart/identity/receipt-codes';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { idSchema, parseInput } from '@smart/kernel/validation';
import type { BookingFormView } from '@smart/public-site/views-stations';
import { book, bookingOf, bookingSecret, cancelBooking } from '@smart/stations/bookings';
import { readShortCode } from '@smart/kernel/short-code';
import { bookingText } from '@smart/stations/model-inputs';
import { publicReception, type BookableReception } from '@smart/stations/public';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { publicRunner } from '../http/caller.ts';
import { refusedInForm } from '../http/refusals.ts';
import type { Services } from '../services.ts';
import { parameters } from './address.ts';
import { hourly, inCongress } from './calls.ts';
import { openReceipt } from './receipts.ts';
import type { Show } from './show.ts';

/** Bookings of one address in an hour: with the little work that browsers do, and without. A household or a village's shop books less. */
const BOOKINGS = { worked: 20, plain: 6 } as const;
/** Requests with a receipt from one address in a minute. */
const PER_MINUTE = 30;
const about = 'booking';

type Asked = FastifyRequest<{ Params: { token: string } }>;
type OfStation = FastifyRequest<{ Params: { code: string } }>;
type Takes = Readonly<Record<'worked' | 'plain', (address: string) => void>>;
type Page = { readonly services: Services; readonly show: Show };

export function registerBookingPages(app: FastifyInstance, services: Services, show: Show): void {
  const { clock, config } = services;
  const page = { services, show };
  const takes = { worked: hourly(clock, BOOKINGS.worked, config.rateFactor), plain: hourly(clock, BOOKINGS.plain, config.rateFactor) };
  app.get<{ Params: { code: string } }>('/s/:code/book', (request, reply) => showForm(page, request, reply, parameters(request)));
  app.post<{ Params: { code: string } }>('/s/:code/book', { config: { asks: ['day', 'question', 'name', 'pass', 'work', 'website'] } }, (request, reply) => send(page, request, reply, takes));
  app.register(async (scope) => {
    const max = Math.ceil(PER_MINUTE * config.rateFactor);
    await scope.register(rateLimit, { max, timeWindow: 60_000, errorResponseBuilder: (_request, { ttl }) => new DomainError('common.too_many_requests', { seconds: Math.ceil(ttl / 1000) }) });
    scope.addHook('onRequest', async (_request, reply) => void reply.header('referrer-policy', 'same-origin').header('x-robots-tag', 'noindex, nofollow'));
    scope.get<{ Params: { token: string } }>('/b/:token', (request, reply) => showBooking(page, request, reply));
    scope.post<{ Params: { token: string } }>('/b/:token/cancel', { config: { asks: [] } }, (request, reply) => cancel(page, request, reply));
  });
}

type Fields = Readonly<Record<string, string | undefined>>;
const fields = z.record(z.string(), z.string());
const sentBy = (request: FastifyRequest): Fields => {
  const parsed = fields.safeParse(request.body ?? {});
  return parsed.success ? parsed.data : {};
};

/** The day that is booked, at the station whose code stands in the address. @throws DomainError stations.not_found */
async function dayOf(services: Services, request: OfStation, day: string | undefined): Promise<BookableReception> {
  const [code, id] = [readShortCode(request.params.code), idSchema.safeParse(day)];
  if (code === null || !id.success) throw new DomainError('stations.not_found');
  return publicRunner(services, request)((work) => publicReception(work, code, id.data), { readOnly: true });
}

async function showForm({ services, show }: Page, request: OfStation, reply: FastifyReply, sent: Fields, problems: Readonly<Record<string, string>> = {}, status = 200): Promise<FastifyReply> {
  const reception = await dayOf(services, request, sent['day']);
  const { question = '', name = '', pass } = sent;
  const view: BookingFormView = { page: 'booking-form', reception, typed: { question, name }, problems, pass: pass ?? newPass(about, services.clock.now()) };
  return show(request, reply, view, { status, private: true });
}

async function send(page: Page, request: OfStation, reply: FastifyReply, takes: Takes): Promise<FastifyReply> {
  const { services } = page;
  const sent = sentBy(request);
  const { question = '', name = '', pass = '', work = '', website = '' } = sent;
  const day = await dayOf(services, request, sent['day']);
  try {
    const text = parseInput(bookingText, { question, name });
    const { key, worked } = checkPass(about, { pass, work, trap: website }, services.clock.now());
    takes[worked ? 'worked' : 'plain'](request.ip);
    const { id, number } = await inCongress(services, request, day.congressId, (unit) => book(unit, day.id, text, key));
    return await reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(`/b/${tokenOf(number, bookingSecret(id))}?new=1`, 303);
  } catch (error) {
    if (!isDomainError(error) || error.http >= 500 || error.http === 404) throw error;
    await refusedInForm(services, request, reply, error);
    const problems = error.fields.length > 0 ? Object.fromEntries(error.fields.map(({ path, message }) => [path, message])) : { form: error.message };
    // A pass that is not taken is not given back.
    const { pass: taken, ...typed } = sent;
    return showForm(page, request, reply, error.code === 'common.form_outdated' ? typed : { ...typed, pass: taken }, problems, error.http);
  }
}

/** @throws DomainError stations.unknown_booking, whatever of the address is wrong; common.too_many_requests */
const withReceipt = <T>(services: Services, request: Asked, run: (work: Work, number: string, secret: string) => Promise<T>): Promise<T> =>
  openReceipt(services, request, { token: request.params.token, unknown: 'stations.unknown_booking' }, run);

async function showBooking({ services, show }: Page, request: Asked, reply: FastifyReply, problem: string | null = null, status = 200): Promise<FastifyReply> {
  const booking = await withReceipt(services, request, bookingOf);
  return show(request, reply, { page: 'booking', booking, token: request.params.token, fresh: parameters(request)['new'] === '1', problem }, { status, private: true });
}

async function cancel(page: Page, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  try {
    await withReceipt(page.services, request, cancelBooking);
  } catch (error) {
    if (!isDomainError(error) || error.http >= 500 || error.http === 404) throw error;
    return showBooking(page, request, reply, error.message, error.http);
  }
  return reply.header('cache-control', 'no-store').redirect(`/b/${encodeURIComponent(request.params.token)}`, 303);
}
