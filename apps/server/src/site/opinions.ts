/** 群众意见 for anybody: a box to speak, the receipt, and the way to follow, add and evaluate. Works without JavaScript and without an account. */
import rateLimit from '@fastify/rate-limit';
import { checkPass, newPass } from '@smart/identity/form-pass';
import { normalCode, parseReceiptNumber, parseToken, tokenOf } from '@smart/identity/receipt-codes';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { parseInput } from '@smart/kernel/validation';
import { enterAsCitizen, opinionSecret } from '@smart/opinions/entering';
import { addMessage, evaluate, followed } from '@smart/opinions/follow';
import { evaluation, messageText, opinionText } from '@smart/opinions/model-inputs';
import type { OpinionFollowView, OpinionFormView } from '@smart/public-site/views-opinions';
import { readCode } from '@smart/stations/codes';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { publicRunner } from '../http/caller.ts';
import type { Services } from '../services.ts';
import { parameters } from './address.ts';
import { hourly, inCongress } from './calls.ts';
import type { Show } from './show.ts';

/** Opinions of one address in an hour: with the little work that browsers do, and without. A household or a station hands in less. */
const OPINIONS = { worked: 30, plain: 6 } as const;
/** Requests with a receipt from one address in a minute: a person needs a few, a guesser a billion years. */
const PER_MINUTE = 30;
/** What a form's pass is for. */
const about = 'opinion';

type Asked = FastifyRequest<{ Params: { token: string } }>;
type Takes = Readonly<Record<'worked' | 'plain', (address: string) => void>>;
type Page = { readonly services: Services; readonly show: Show };

export function registerOpinionPages(app: FastifyInstance, services: Services, show: Show): void {
  const { clock, config } = services;
  const page = { services, show };
  const takes = { worked: hourly(clock, OPINIONS.worked, config.rateFactor), plain: hourly(clock, OPINIONS.plain, config.rateFactor) };
  app.get('/opinions/new', (request, reply) => showForm(page, request, reply, parameters(request)));
  app.post('/opinions/new', (request, reply) => send(page, request, reply, takes));
  app.register(async (scope) => {
    const max = Math.ceil(PER_MINUTE * config.rateFactor);
    await scope.register(rateLimit, { max, timeWindow: 60_000, errorResponseBuilder: (_request, { ttl }) => new DomainError('common.too_many_requests', { seconds: Math.ceil(ttl / 1000) }) });
    scope.addHook('onRequest', async (_request, reply) => void reply.header('referrer-policy', 'same-origin').header('x-robots-tag', 'noindex, nofollow'));
    scope.get('/opinions/follow', async (request, reply) => show(request, reply, { page: 'opinion-follow-form', typed: { number: '', code: '' }, problem: null }, { private: true }));
    scope.post('/opinions/follow', (request, reply) => find(page, request, reply));
    scope.get<{ Params: { token: string } }>('/o/:token', (request, reply) => showOpinion(page, request, reply));
    scope.post<{ Params: { token: string } }>('/o/:token/add', (request, reply) => add(page, request, reply));
    scope.post<{ Params: { token: string } }>('/o/:token/evaluate', (request, reply) => judge(page, request, reply));
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
  const [stationCode, deputyCode] = [readCode(station ?? ''), readCode(deputy ?? '')];
  const [at] = stationCode === null ? [] : await work.sql<Named & { id: string }>(`SELECT id, congress_id AS "congressId", code, name FROM station WHERE code = $1 AND state = 'open'`, [stationCode]);
  const [to] = deputyCode === null ? [] : await work.sql<Named & { personId: string }>(
    `SELECT d.person_id AS "personId", k.congress_id AS "congressId", k.code, d.name FROM deputy_code k JOIN deputy_public d ON d.congress_id = k.congress_id AND d.person_id = k.person_id WHERE k.code = $1`,
    [deputyCode],
  );
  return { station: at ?? null, deputy: to ?? null };
}

/** The form with what was typed; `pass` stays the same while the person corrects what was wrong, so that it is still one form. */
async function showForm({ services, show }: Page, request: FastifyRequest, reply: FastifyReply, sent: Fields, problems: Readonly<Record<string, string>> = {}, status = 200): Promise<FastifyReply> {
  const { all, station, deputy } = await publicRunner(services, request)(async (work) => ({ all: await congresses(work), ...(await addressed(work, sent)) }), { readOnly: true });
  const bound = deputy?.congressId ?? station?.congressId;
  const known = bound === undefined ? all : all.filter(({ congressId }) => congressId === bound);
  const { division = '', content = '', place = '', name = '', hideName, pass } = sent;
  const view: OpinionFormView = {
    page: 'opinion-form', congresses: known.map(({ divisionCode, label }) => ({ key: divisionCode, label })),
    station: station && { code: station.code, name: station.name }, deputy: deputy && { code: deputy.code, name: deputy.name },
    typed: { division, content, place, name, hideName: request.method === 'GET' || hideName === '1' }, problems, pass: pass ?? newPass(about, services.clock.now()),
  };
  return show(request, reply, view, { status, private: true });
}

async function send(page: Page, request: FastifyRequest, reply: FastifyReply, takes: Takes): Promise<FastifyReply> {
  const { services } = page;
  const sent = sentBy(request);
  const { division = '', content = '', place = '', name = '', hideName, pass = '', work = '', website = '' } = sent;
  try {
    const text = parseInput(opinionText, { content, place, name, hideName: hideName === '1' });
    const { key, worked } = checkPass(about, { pass, work, trap: website }, services.clock.now());
    takes[worked ? 'worked' : 'plain'](request.ip);
    const { all, station, deputy } = await publicRunner(services, request)(async (unit) => ({ all: await congresses(unit), ...(await addressed(unit, sent)) }), { readOnly: true });
    const bound = deputy?.congressId ?? station?.congressId ?? all.find(({ divisionCode }) => divisionCode === division)?.congressId;
    if (bound === undefined) throw new DomainError('opinions.no_congress', undefined, [{ path: 'division', message: '请选择向哪一级人大反映' }]);
    const stationId = station !== null && station.congressId === bound ? station.id : null;
    const { id, number } = await inCongress(services, request, bound, (unit) => enterAsCitizen(unit, bound, text, { key, deputyPersonId: deputy?.personId ?? null, stationId }));
    return await reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(`/o/${tokenOf(number, opinionSecret(id))}?new=1`, 303);
  } catch (error) {
    if (!isDomainError(error) || error.http >= 500 || error.http === 404) throw error;
    const problems = error.fields.length > 0 ? Object.fromEntries(error.fields.map(({ path, message }) => [path, message])) : { form: error.message };
    // A pass that is not taken is not given back.
    const { pass: taken, ...typed } = sent;
    return showForm(page, request, reply, error.code === 'common.form_outdated' ? typed : { ...typed, pass: taken }, problems, error.http);
  }
}

/**
 * Runs in the congress the receipt's number names. A wrong guess is logged without what was guessed.
 * @throws DomainError opinions.unknown_receipt
 */
async function withReceipt<T>(services: Services, request: FastifyRequest, token: string, run: (work: Work, number: string, secret: string) => Promise<T>): Promise<T> {
  try {
    const parts = parseToken(token);
    const known = parts === null ? [] : await publicRunner(services, request)((work) => work.sql<{ id: string }>('SELECT id FROM congress WHERE division_code = $1', [parts.divisionCode]), { readOnly: true });
    const congressId = known[0]?.id;
    if (parts === null || congressId === undefined) throw new DomainError('opinions.unknown_receipt');
    return await inCongress(services, request, congressId, (work) => run(work, parts.number, parts.secret));
  } catch (error) {
    if (isDomainError(error) && error.code === 'opinions.unknown_receipt') request.log.warn({ address: request.ip }, 'a receipt was guessed or mistyped');
    throw error;
  }
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
    return show(request, reply, { page: 'opinion-follow-form', typed: { number, code }, problem: error.message }, { status: 404, private: true });
  }
}

const notices: Readonly<Record<string, string>> = { added: '已补充，办理的同志会看到。', evaluated: '谢谢您的评价，已经记下。' };

type Stage = Pick<OpinionFollowView, 'adding' | 'problems'>;

async function showOpinion({ services, show }: Page, request: Asked, reply: FastifyReply, stage: Stage = { adding: '', problems: {} }, status = 200): Promise<FastifyReply> {
  const { token } = request.params;
  const found = await withReceipt(services, request, token, followed);
  const secret = (normalCode(parseToken(token)?.secret ?? '').match(/.{1,4}/g) ?? []).join('-');
  const { notice = '', ...rest } = parameters(request);
  return show(request, reply, { page: 'opinion', found, token, secret, fresh: rest['new'] === '1', notice: notices[notice] ?? null, ...stage }, { status, private: true });
}

const back = (request: Asked, reply: FastifyReply, notice: string): FastifyReply => reply.header('cache-control', 'no-store').redirect(`/o/${encodeURIComponent(request.params.token)}?notice=${notice}`, 303);

async function add(page: Page, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const { content = '' } = sentBy(request);
  try {
    const { content: text } = parseInput(z.object({ content: messageText }), { content });
    await withReceipt(page.services, request, request.params.token, (work, number, secret) => addMessage(work, number, secret, text));
    return back(request, reply, 'added');
  } catch (error) {
    if (!isDomainError(error) || error.http === 404 || error.http >= 500) throw error;
    return showOpinion(page, request, reply, { adding: content, problems: { content: error.fields[0]?.message ?? error.message } }, error.http);
  }
}

async function judge({ services }: Page, request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const { verdict } = parseInput(z.object({ verdict: evaluation }), { verdict: sentBy(request)['verdict'] });
  await withReceipt(services, request, request.params.token, (work, number, secret) => evaluate(work, number, secret, verdict));
  return back(request, reply, 'evaluated');
}
