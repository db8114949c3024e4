/** 群众意见 for anybody: a box to speak, the receipt, and the way to follow, add and evaluate. Works without JavaScript and without an account. */
import rateLimit from '@fastify/rate-limit';
import { checkPass, newPass } from '@smart/identity/form-pass';
import { normalCode, parseReceiptNumber, tokenOf } from '@smart/identity/receipt-codes';
import { takePictureForms } from '@smart/files/form';
import { send as sendFile, sendThumbnail } from '@smart/files/http';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { parseInput } from '@smart/kernel/validation';
import { dropContact, keepContact } from '@smart/opinions/contact';
import { enterAsCitizen, opinionSecret } from '@smart/opinions/entering';
import { addMessage, dropPoint, evaluate, followed, followedPicture } from '@smart/opinions/follow';
import { readPoint } from '@smart/opinions/point';
import { opinionLimits } from '@smart/opinions/model';
import { evaluation, messageText, opinionText } from '@smart/opinions/model-inputs';
import type { OpinionFormView } from '@smart/public-site/views-opinions';
import { readShortCode } from '@smart/kernel/short-code';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { publicRunner } from '../http/caller.ts';
import { refusedInForm } from '../http/refusals.ts';
import type { Services } from '../services.ts';
import { parameters } from './address.ts';
import { hourly, inCongress } from './calls.ts';
import { registerContactByCode } from './contact-by-code.ts';
import { readForm, registerKeptPictures, type SentForm } from './pictures.ts';
import { type Asked, type Page, showOpinion, still, withReceipt } from './opinion-receipt.ts';
import type { Show } from './show.ts';
import { frameOf } from './site-home.ts';

/** Opinions of one address in an hour: with the little work that browsers do, and without. A household or a station hands in less. */
const OPINIONS = { worked: 30, plain: 6 } as const;
/** Pictures of one address in an hour: each is made anew, which costs more than a word. */
const PICTURE_FORMS = 20;
/** Requests with a receipt from one address in a minute: a person needs a few, a guesser a billion years. */
const PER_MINUTE = 30;
/** One view of a receipt's page asks for as many pictures. */
const PICTURES_OF_A_PAGE = 8;
/** All that the form holds; `kept` are pictures that came with it before. */
const opinionFields = ['division', 'content', 'place', 'name', 'hideName', 'latitude', 'longitude', 'sharePoint', 'station', 'deputy', 'kept', 'pass', 'work', 'website'];
/** What a form's pass is for. */
const about = 'opinion';

export function registerOpinionPages(app: FastifyInstance, services: Services, show: Show): void {
  const { clock, config } = services;
  const limit = (count: number) => hourly(clock, count, config.rateFactor);
  const page = { services, show, takes: { worked: limit(OPINIONS.worked), plain: limit(OPINIONS.plain), pictures: limit(PICTURE_FORMS) } };
  app.get('/opinions/new', (request, reply) => showForm(page, request, reply, parameters(request)));
  app.register(async (scope) => {
    await takePictureForms(scope, opinionLimits.pictureBytes);
    scope.post('/opinions/new', { config: { asks: opinionFields } }, (request, reply) => send(page, request, reply));
    registerKeptPictures(scope, services);
  });
  const byReceipt = async (scope: FastifyInstance, perMinute: number): Promise<void> => {
    const max = Math.ceil(perMinute * config.rateFactor);
    await scope.register(rateLimit, { max, timeWindow: 60_000, errorResponseBuilder: (_request, { ttl }) => new DomainError('common.too_many_requests', { seconds: Math.ceil(ttl / 1000) }) });
    scope.addHook('onRequest', async (_request, reply) => void reply.header('referrer-policy', 'same-origin').header('x-robots-tag', 'noindex, nofollow'));
  };
  app.register(async (scope) => {
    await byReceipt(scope, PER_MINUTE);
    await takePictureForms(scope, opinionLimits.pictureBytes);
    scope.get('/opinions/follow', async (request, reply) => show(request, reply, { page: 'opinion-follow-form', typed: { number: '', code: '' }, problem: null }, { private: true }));
    scope.post('/opinions/follow', { config: { asks: ['number', 'code'] } }, (request, reply) => find(page, request, reply));
    scope.get<{ Params: { token: string } }>('/o/:token', (request, reply) => showOpinion(page, request, reply));
    scope.post<{ Params: { token: string } }>('/o/:token/add', { config: { asks: ['content'] } }, (request, reply) => add(page, request, reply));
    registerContactByCode(scope, services, {
      path: '/o', unknown: 'opinions.unknown_receipt', find: followed, keep: keepContact, drop: dropContact,
      show: (request, reply, asking, status) => showOpinion(page, request, reply, { ...still, asking }, status),
    });
    scope.post<{ Params: { token: string } }>('/o/:token/forget-point', { config: { asks: [] } }, (request, reply) => forgetPoint(page, request, reply));
    scope.post<{ Params: { token: string } }>('/o/:token/evaluate', { config: { asks: ['verdict'] } }, (request, reply) => judge(page, request, reply));
  });
  app.register(async (scope) => {
    await byReceipt(scope, PER_MINUTE * PICTURES_OF_A_PAGE);
    scope.get<{ Params: { token: string; id: string } }>('/o/:token/pictures/:id', (request, reply) => picture(page, request, reply, false));
    scope.get<{ Params: { token: string; id: string } }>('/o/:token/pictures/:id/small', (request, reply) => picture(page, request, reply, true));
  });
}

type Fields = Readonly<Record<string, string | undefined>>;
const fields = z.record(z.string(), z.string());
const sentBy = (request: FastifyRequest): Fields => {
  const parsed = fields.safeParse(request.body ?? {});
  return parsed.success ? parsed.data : {};
};

type Known = { readonly congressId: string; readonly divisionCode: string; readonly label: string };
type Named = { readonly congressId: string; readonly code: string; readonly name: string };
type Addressed = { readonly station: (Named & { readonly id: string }) | null; readonly deputy: (Named & { readonly personId: string }) | null };

/** Congresses that serve citizens here: those with somebody in office to take an opinion in. */
const congresses = (work: Work): Promise<Known[]> =>
  work.sql(`SELECT c.id AS "congressId", c.division_code AS "divisionCode", c.name AS label FROM congress c WHERE EXISTS (SELECT 1 FROM term t WHERE t.congress_id = c.id AND t.current) ORDER BY length(c.division_code), c.division_code`);

/** Whom the scanned codes name; a code of nobody is no hindrance to speak. */
async function addressed(work: Work, { station, deputy }: Fields): Promise<Addressed> {
  const [stationCode, deputyCode] = [readShortCode(station ?? ''), readShortCode(deputy ?? '')];
  const [at] = stationCode === null ? [] : await work.sql<Named & { id: string }>(`SELECT id, congress_id AS "congressId", code, name FROM station WHERE code = $1 AND state = 'open'`, [stationCode]);
  const [to] = deputyCode === null ? [] : await work.sql<Named & { personId: string }>(
    `SELECT d.person_id AS "personId", k.congress_id AS "congressId", k.code, d.name FROM deputy_code k JOIN deputy_public d ON d.congress_id = k.congress_id AND d.person_id = k.person_id WHERE k.code = $1`,
    [deputyCode],
  );
  return { station: at ?? null, deputy: to ?? null };
}

/** The form with what was typed; `pass` stays the same while the person corrects what was wrong, so that it is still one form. */
async function showForm({ services, show }: Page, request: FastifyRequest, reply: FastifyReply, sent: Fields, problems: Readonly<Record<string, string>> = {}, status = 200, kept: readonly string[] = []): Promise<FastifyReply> {
  const { all, station, deputy, site } = await publicRunner(services, request)(async (work) => ({ all: await congresses(work), ...(await addressed(work, sent)), site: await frameOf(work, sent.division ?? '') }), { readOnly: true });
  const bound = deputy?.congressId ?? station?.congressId;
  const known = bound === undefined ? all : all.filter(({ congressId }) => congressId === bound);
  const { division = '', content = '', place = '', name = '', hideName, pass, latitude = '', longitude = '', sharePoint } = sent;
  const view: OpinionFormView = {
    page: 'opinion-form', congresses: known.map(({ divisionCode, label }) => ({ key: divisionCode, label })),
    station: station && { code: station.code, name: station.name }, deputy: deputy && { code: deputy.code, name: deputy.name },
    typed: { division, content, place, name, hideName: request.method === 'GET' || hideName === '1', latitude, longitude, sharePoint: sharePoint === '1' }, kept, problems, pass: pass ?? newPass(about, services.clock.now()),
  };
  return show(request, reply, view, { status, private: true, site });
}

/** Before a picture is looked at: the form is one of ours and its address has some left. */
const admit = ({ services, takes }: Page, request: FastifyRequest) => ({ pass = '', work = '', website = '' }: Fields): void => {
  checkPass(about, { pass, work, trap: website }, services.clock.now());
  takes.pictures(request.ip);
};

async function send(page: Page, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sent = await readForm(page.services, request, admit(page, request));
  try {
    return await keep(page, request, reply, sent);
  } catch (error) {
    if (!isDomainError(error) || error.http >= 500 || error.http === 404) throw error;
    await refusedInForm(page.services, request, reply, error);
    const problems = { ...(sent.problem === '' ? {} : { pictures: sent.problem }), ...(error.fields.length > 0 ? Object.fromEntries(error.fields.map(({ path, message }) => [path, message])) : { form: error.message }) };
    // A pass that is not taken is not given back, nor what came with it.
    const { pass: taken, ...typed } = sent.fields;
    const outdated = error.code === 'common.form_outdated';
    return showForm(page, request, reply, outdated ? typed : { ...typed, pass: taken }, problems, error.http, outdated ? [] : sent.kept);
  }
}

async function keep({ services, takes }: Page, request: FastifyRequest, reply: FastifyReply, { fields: sent, pictures, problem, refused }: SentForm): Promise<FastifyReply> {
  const { division = '', content = '', place = '', name = '', hideName, pass = '', work = '', website = '', latitude = '', longitude = '', sharePoint } = sent;
  if (refused) throw refused;
  const text = parseInput(opinionText, { content, place, name, hideName: hideName === '1' });
  const point = readPoint(latitude, longitude, sharePoint === '1');
  const { key, worked } = checkPass(about, { pass, work, trap: website }, services.clock.now());
  if (problem !== '') throw new DomainError('opinions.picture_refused', undefined, [{ path: 'pictures', message: problem }]);
  takes[worked ? 'worked' : 'plain'](request.ip);
  const { all, station, deputy } = await publicRunner(services, request)(async (unit) => ({ all: await congresses(unit), ...(await addressed(unit, sent)) }), { readOnly: true });
  const bound = deputy?.congressId ?? station?.congressId ?? all.find(({ divisionCode }) => divisionCode === division)?.congressId;
  if (bound === undefined) throw new DomainError('opinions.no_congress', undefined, [{ path: 'division', message: '请选择向哪一级人大反映' }]);
  const stationId = station !== null && station.congressId === bound ? station.id : null;
  const form = { key, deputyPersonId: deputy?.personId ?? null, stationId, point, pictures: { store: services.files, contents: pictures } };
  const { id, number } = await inCongress(services, request, bound, (unit) => enterAsCitizen(unit, bound, text, form));
  return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(`/o/${tokenOf(number, opinionSecret(id))}?new=1`, 303);
}

async function find({ services, show }: Page, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { number = '', code = '' } = sentBy(request);
  const parsed = parseReceiptNumber(number);
  const token = tokenOf(parsed?.number ?? '', normalCode(code));
  try {
    await withReceipt(services, request, token, followed);
    return await reply.header('cache-control', 'no-store').redirect(`/o/${encodeURIComponent(token)}`, 303);
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'opinions.unknown_receipt') throw error;
    await refusedInForm(services, request, reply, error);
    return show(request, reply, { page: 'opinion-follow-form', typed: { number, code }, problem: error.message }, { status: 404, private: true });
  }
}

const back = (request: Asked, reply: FastifyReply, notice: string): FastifyReply => reply.header('cache-control', 'no-store').redirect(`/o/${encodeURIComponent(request.params.token)}?notice=${notice}`, 303);

/** What is added later has no pass: whoever has the receipt may. */
const admitted = ({ takes }: Page, request: FastifyRequest) => (): void => takes.pictures(request.ip);

async function add(page: Page, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  // The receipt first: nobody without one has pictures looked at.
  await withReceipt(page.services, request, request.params.token, followed);
  const { fields: sent, pictures, problem, refused } = await readForm(page.services, request, admitted(page, request));
  const { content = '' } = sent;
  try {
    if (refused) throw refused;
    const { content: text } = parseInput(z.object({ content: messageText }), { content });
    if (problem !== '') throw new DomainError('opinions.picture_refused', undefined, [{ path: 'pictures', message: problem }]);
    await withReceipt(page.services, request, request.params.token, (work, number, secret) => addMessage(work, number, secret, text, { store: page.services.files, contents: pictures }));
    return back(request, reply, 'added');
  } catch (error) {
    if (!isDomainError(error) || error.http === 404 || error.http >= 500) throw error;
    await refusedInForm(page.services, request, reply, error);
    const problems = error.fields.length > 0 ? Object.fromEntries(error.fields.map(({ path, message }) => [path, message])) : { content: error.message };
    return showOpinion(page, request, reply, { ...still, adding: content, problems }, error.http);
  }
}

async function picture({ services }: Page, request: FastifyRequest<{ Params: { token: string; id: string } }>, reply: FastifyReply, small: boolean): Promise<FastifyReply> {
  const { token, id } = request.params;
  const file = await withReceipt(services, request, token, (work, number, secret) => followedPicture(work, number, secret, id));
  return small ? sendThumbnail(reply, services.files, file) : sendFile(reply, services.files, file, true);
}

async function forgetPoint({ services }: Page, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  await withReceipt(services, request, request.params.token, dropPoint);
  return back(request, reply, 'point');
}

async function judge({ services }: Page, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const { verdict } = parseInput(z.object({ verdict: evaluation }), { verdict: sentBy(request)['verdict'] });
  await withReceipt(services, request, request.params.token, (work, number, secret) => evaluate(work, number, secret, verdict));
  return back(request, reply, 'evaluated');
}
