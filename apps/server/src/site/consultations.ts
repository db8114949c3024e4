/** 草案征求意见 for anybody: drafts to read article by article, a form to speak about one of them. Works without JavaScript and without an account. */
import { commentAsCitizen } from '@smart/content/consultations/commenting';
import { commentSecret } from '@smart/content/consultations/follow';
import { commentText } from '@smart/content/consultations/model-inputs';
import { consultationPlaces, publicComments, publicConsultation, publicConsultations, type PublicFilter, publicPhases } from '@smart/content/consultations/public';
import { siteFace } from '@smart/content/sites/settings';
import { checkPass, newPass } from '@smart/identity/form-pass';
import { tokenOf } from '@smart/identity/receipt-codes';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { idSchema, parseInput } from '@smart/kernel/validation';
import type { ConsultationCommentsView, ConsultationFormView, ConsultationPageView, ConsultationsView } from '@smart/public-site/views-consultations';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { publicRunner } from '../http/caller.ts';
import { refusedInForm } from '../http/refusals.ts';
import type { Services } from '../services.ts';
import { originOf, parameters } from './address.ts';
import { hourly, inCongress } from './calls.ts';
import { consultationFeed } from './consultation-feed.ts';
import type { Show } from './show.ts';
import { siteAt } from './site-home.ts';

const pageSize = 20;
const lastPage = 100;
/** Comments of one address in an hour: with the little work that browsers do, and without. A person may speak about many articles. */
const COMMENTS = { worked: 60, plain: 12 } as const;

type Of = FastifyRequest<{ Params: { id: string } }>;
type Filters = ConsultationsView['filters'];

const idOf = (text: string): string => {
  const id = idSchema.safeParse(text);
  if (!id.success) throw new DomainError('consultations.not_public');
  return id.data;
};
const pageOf = (text: string | undefined): number => Math.min(lastPage, Math.max(1, Math.trunc(Number(text)) || 1));

const filtersOf = (request: FastifyRequest): Filters => {
  const { q = '', division = '', phase = '' } = parameters(request);
  return { q: q.trim().slice(0, 100), division: division.trim().slice(0, 9), phase: phase.trim().slice(0, 20) };
};
const addressOf = (filters: Filters): string => new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== '')).toString();

/** The conditions in an address: what cannot be understood is said and left out. */
async function readFilters(work: Work, { q, division, phase }: Filters): Promise<{ filter: PublicFilter; face: ConsultationsView['face']; problem: string | null }> {
  const at = division === '' ? null : await siteAt(work, division);
  const asked = publicPhases.find((one) => one === phase);
  const wrong = (division !== '' && at === null) || (phase !== '' && asked === undefined);
  return { filter: { q: q === '' ? undefined : q, congressId: at?.congressId, phase: asked }, face: at?.face ?? null, problem: wrong ? '查询条件有误，有误的已略去，请重新选择' : null };
}

async function listView(work: Work, request: FastifyRequest): Promise<ConsultationsView> {
  const filters = filtersOf(request);
  const { filter, face, problem } = await readFilters(work, filters);
  const pageNumber = pageOf(parameters(request)['page']);
  const { rows, total } = await publicConsultations(work, filter, { limit: pageSize, offset: (pageNumber - 1) * pageSize });
  return { page: 'consultations', face, filters, address: addressOf(filters), rows, total, pageNumber, pages: Math.min(lastPage, Math.ceil(total / pageSize)), places: await consultationPlaces(work), problem };
}

/** The consultation with the site it stands on. @throws DomainError consultations.not_public, consultations.withdrawn */
async function whole(work: Work, sent: string): Promise<Pick<ConsultationPageView, 'face' | 'one'> & { readonly congressId: string }> {
  const { congressId, ...one } = await publicConsultation(work, idOf(sent));
  const face = await siteFace(work, congressId);
  if (face === null) throw new DomainError('consultations.not_public');
  return { face, one, congressId };
}

async function commentsView(work: Work, request: Of): Promise<ConsultationCommentsView> {
  const { face, one } = await whole(work, request.params.id);
  const { about = '', page } = parameters(request);
  const known = about === 'whole' || one.articles.some(({ id }) => id === about) ? about : '';
  const pageNumber = pageOf(page);
  const { rows, total } = await publicComments(work, one.id, known === '' ? null : known, { limit: pageSize, offset: (pageNumber - 1) * pageSize });
  return { page: 'consultation-comments', face, one, about: known, rows, total, pageNumber, pages: Math.min(lastPage, Math.ceil(total / pageSize)) };
}

const form = z.object({ about: z.string(), content: z.string(), pass: z.string(), work: z.string(), website: z.string() }).partial();
type Form = z.output<typeof form>;

/** The form with what was typed; `pass` stays the same while the person corrects what was wrong, so that it is still one form. */
async function showForm(services: Services, show: Show, request: Of, reply: FastifyReply, sent: Form, problems: Readonly<Record<string, string>> = {}, status = 200): Promise<FastifyReply> {
  const { face, one } = await publicRunner(services, request)((work) => whole(work, request.params.id), { readOnly: true });
  const view: ConsultationFormView = { page: 'consultation-form', face, one, typed: { about: sent.about ?? '', content: sent.content ?? '' }, problems, pass: sent.pass ?? newPass(one.id, services.clock.now()) };
  return show(request, reply, view, { status, private: true, site: face });
}

type Takes = Readonly<Record<'worked' | 'plain', (address: string) => void>>;

async function comment(services: Services, show: Show, request: Of, reply: FastifyReply, takes: Takes): Promise<FastifyReply> {
  const id = idOf(request.params.id);
  const parsed = form.safeParse(request.body ?? {});
  const sent = parsed.success ? parsed.data : {};
  try {
    const text = parseInput(commentText, { articleId: sent.about ? sent.about : null, content: sent.content ?? '' });
    const { key, worked } = checkPass(id, { pass: sent.pass ?? '', work: sent.work ?? '', trap: sent.website ?? '' }, services.clock.now());
    takes[worked ? 'worked' : 'plain'](request.ip);
    const { congressId } = await publicRunner(services, request)((work) => publicConsultation(work, id), { readOnly: true });
    const handed = await inCongress(services, request, congressId, (work) => commentAsCitizen(work, id, text, key));
    return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(`/f/${tokenOf(handed.number, commentSecret(handed.id))}?new=1`, 303);
  } catch (error) {
    if (!isDomainError(error) || error.http >= 500 || error.http === 404 || error.http === 410) throw error;
    await refusedInForm(services, request, reply, error);
    const problems = error.fields.length > 0 ? Object.fromEntries(error.fields.map(({ path, message }) => [path, message])) : { form: error.message };
    // A pass that is not taken is not given back.
    const { pass, ...typed } = sent;
    return showForm(services, show, request, reply, error.code === 'common.form_outdated' ? typed : { ...typed, ...(pass === undefined ? {} : { pass }) }, problems, error.http);
  }
}

export function registerConsultations(app: FastifyInstance, services: Services, show: Show): void {
  const { clock, config } = services;
  const read = <T>(request: FastifyRequest, work: (work: Work) => Promise<T>): Promise<T> => publicRunner(services, request)(work, { readOnly: true });
  const takes: Takes = { worked: hourly(clock, COMMENTS.worked, config.rateFactor), plain: hourly(clock, COMMENTS.plain, config.rateFactor) };
  app.get('/consultations', async (request, reply) => {
    const view = await read(request, (work) => listView(work, request));
    return show(request, reply, view, { site: view.face });
  });
  app.get('/consultations/feed.xml', async (request, reply) => {
    const body = await read(request, async (work) => {
      const { filter, face, problem } = await readFilters(work, filtersOf(request));
      if (problem !== null) throw new DomainError('common.invalid_input', { problem });
      return consultationFeed(work, filter, { origin: originOf(services, request), path: request.url, title: `草案征求意见 - ${face?.name ?? '各级人大'}` });
    });
    return reply.type('application/rss+xml; charset=utf-8').header('cache-control', 'public, max-age=300').send(body);
  });
  for (const [path, print] of [['/consultations/:id', false], ['/consultations/:id/print', true]] as const) {
    app.get<{ Params: { id: string } }>(path, async (request, reply) => {
      const { face, one } = await read(request, (work) => whole(work, request.params.id));
      return show(request, reply, { page: 'consultation', face, one, print }, { site: face });
    });
  }
  app.get<{ Params: { id: string } }>('/consultations/:id/comments', async (request, reply) => {
    const view = await read(request, (work) => commentsView(work, request));
    return show(request, reply, view, { site: view.face });
  });
  app.get<{ Params: { id: string } }>('/consultations/:id/comment', (request, reply) => showForm(services, show, request, reply, { about: parameters(request)['about'] }));
  app.post<{ Params: { id: string } }>('/consultations/:id/comment', { config: { asks: Object.keys(form.shape) } }, (request, reply) => comment(services, show, request, reply, takes));
}
