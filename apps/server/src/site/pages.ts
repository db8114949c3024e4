/**
 * The public site: rendered on the server, read as the public, works without JavaScript. Pages may be kept for a minute by
 * whoever stands between, except those that say who is asking.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import formbody from '@fastify/formbody';
import { DomainError, type ErrorCode, isDomainError } from '@smart/kernel/errors';
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { refusalOf } from '@smart/rpc/errors';
import { anchors, checkReceipt } from '@smart/workflow/anchors';
import type { Frame, LogView, ProblemView } from '@smart/public-site/views';
import { publicReport, publicReports } from '@smart/suggestions/reports/public';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { registerApp } from '../http/app-files.ts';
import { publicRunner } from '../http/caller.ts';
import { sendError } from '../http/errors.ts';
import { waitAsTold } from '../http/refusals.ts';
import type { Services } from '../services.ts';
import { registerActs } from './act.ts';
import { registerCalls } from './calls.ts';
import { registerConsultations } from './consultations.ts';
import { conditionsOf, filtersOf } from './filters.ts';
import { registerEffortPages } from './effort.ts';
import { registerFollow } from './follow.ts';
import { registerOpinionPages } from './opinions.ts';
import { registerOpinionStatistics } from './opinion-statistics.ts';
import { registerPublicOpinions } from './opinions-public.ts';
import { feedOf, sitemapIndex, sitemapOf, sitemapOfPeople } from './open-data.ts';
import { detailView, homeView, listView, motionsView, motionView, numberView, openDataView } from './reading.ts';
import { originOf, ownPath, parameters } from './address.ts';
import { registerActivityPages } from './activities.ts';
import { registerArticles } from './articles.ts';
import { registerArrival } from './arrival.ts';
import { createPortal } from './portal.ts';
import { registerOauthPages } from './oauth.ts';
import { registerUpstream } from './upstream.ts';
import { loadSite, type Site, siteAssets } from './renderer.ts';
import { registerLedger } from './ledger.ts';
import { registerInvitations } from './invitation.ts';
import { registerBookingPages } from './bookings.ts';
import { slowGatherers } from './people-limit.ts';
import { registerDeputyDirectory } from './deputies.ts';
import { registerStationPages } from './stations.ts';
import { frameOf } from './site-home.ts';
import { registerSignIn } from './sign-in.ts';
import type { Show } from './show.ts';

const largeTextCookie = 'smart.large-text';
const contrastCookie = 'smart.high-contrast';
const anchorsPerPage = 60;

/** Mounts the public site, or nothing when it was not built. */
export async function registerSite(app: FastifyInstance, services: Services): Promise<void> {
  const site = await loadSite();
  if (!site) return;
  const show = createShow(site, services);
  registerApp(app, '/assets', siteAssets, { hashed: true });
  await app.register(async (scope) => {
    await scope.register(formbody, { bodyLimit: 16_384 });
    scope.setErrorHandler((error, request, reply) => {
      if (!isDomainError(error)) request.log.error({ err: error }, 'page failed');
      return wantsPage(request) ? showProblem(show, request, reply, error) : sendError(error, request, reply);
    });
    slowGatherers(scope, services);
    registerReading(scope, services, show);
    registerLedger(scope, services, show);
    registerSignIn(scope, services, show);
    registerInvitations(scope, services, show);
    registerActs(scope, services, show);
    registerCalls(scope, services, show);
    registerConsultations(scope, services, show);
    registerArticles(scope, services, show);
    registerActivityPages(scope, services, show);
    registerStationPages(scope, services, show);
    registerBookingPages(scope, services, show);
    registerDeputyDirectory(scope, services, show);
    registerFollow(scope, services, show);
    registerOpinionPages(scope, services, show);
    registerEffortPages(scope, services);
    registerOpinionStatistics(scope, services, show);
    registerPublicOpinions(scope, services, show);
    registerOauthPages(scope, services, show);
    registerUpstream(scope, services);
    registerArrival(scope, services, show);
    registerMessages(scope, services, show);
    // Addresses that nobody else has: a page for people, the error shape of the platform for programs.
    scope.get('/*', async () => {
      throw new DomainError('common.not_found', { what: '页面' });
    });
  });
}

function createShow(site: Site, services: Services): Show {
  const portal = createPortal(services);
  return async (request, reply, view, { status = 200, private: isPrivate = false, site: own = null } = {}) => {
    const frame: Frame = { ...site.assets, largeText: request.cookies[largeTextCookie] === '1', highContrast: request.cookies[contrastCookie] === '1', path: request.url, origin: originOf(services, request), site: own, portal: await portal(), demo: services.config.demo && !services.config.production };
    const html = await site.render(view, frame);
    const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 27)}"`;
    reply.code(status).type('text/html; charset=utf-8').header('vary', 'cookie, accept-encoding').header('cache-control', isPrivate || status !== 200 ? 'no-store' : 'public, max-age=60').header('etag', etag);
    if (request.headers['if-none-match'] === etag && status === 200) return reply.code(304).send();
    // Sent small where the browser can open it; not a page with a secret on it: beside what was asked for, its length would tell (BREACH).
    return !isPrivate && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? reply.header('content-encoding', 'gzip').send(gzipSync(html, { level: 5 })) : reply.send(html);
  };
}

const wantsPage = (request: FastifyRequest): boolean => !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');

/** What is not there, in the words of the thing that was looked for. */
const absent: Partial<Record<ErrorCode, string>> = { 'suggestions.not_public': '这件建议没有公开', 'calls.not_public': '没有这次征集', 'activities.not_public': '没有这次活动', 'stations.not_found': '没有这个代表码', 'calls.unknown_receipt': '没有找到这份回执', 'opinions.not_public': '这条意见没有公开', 'content.not_public': '没有这篇文章', 'content.withdrawn': '这篇文章已撤下', 'consultations.not_public': '没有这次征求意见', 'consultations.withdrawn': '这次征求意见已撤下' };

/** A refusal as a page: what happened and what to do, never a stack. */
function showProblem(show: Show, request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<FastifyReply> {
  const { refusal } = refusalOf(error, request.id);
  waitAsTold(reply, refusal);
  const titles: Partial<Record<number, string>> = { 404: '没有这个页面', 410: '这件建议已撤下公开', 429: '访问过于频繁', 503: '服务暂时不可用' };
  const notPublic = isDomainError(error) ? absent[error.code] : undefined;
  const view: ProblemView = { page: 'problem', status: refusal.http, title: notPublic ?? titles[refusal.http] ?? (refusal.http >= 500 ? '出现了意外情况' : '不能这样操作'), hint: refusal.message, requestId: request.id };
  return show(request, reply, view, { status: refusal.http });
}

type Query = Record<string, unknown>;

function registerReading(app: FastifyInstance, services: Services, show: Show): void {
  app.get('/', async (request, reply) => show(request, reply, await publicRunner(services, request)(homeView, { readOnly: true })));
  app.get<{ Querystring: Query }>('/suggestions', async (request, reply) => {
    const { view, site } = await publicRunner(services, request)(async (work) => ({ view: await listView(work, request.query), site: await frameOf(work, filtersOf(request.query).division) }), { readOnly: true });
    return show(request, reply, view, { site });
  });
  for (const [path, print] of [['/suggestions/:id', false], ['/suggestions/:id/print', true]] as const) {
    app.get<{ Params: { id: string } }>(path, async (request, reply) => {
      const id = idSchema.safeParse(request.params.id);
      if (!id.success) throw new DomainError('suggestions.not_public');
      return show(request, reply, await publicRunner(services, request)((work) => detailView(work, id.data, print), { readOnly: true }));
    });
  }
  app.get<{ Querystring: Query }>('/query', async (request, reply) => show(request, reply, await publicRunner(services, request)((work) => numberView(work, request.query), { readOnly: true })));
  app.get('/open-data', async (request, reply) => show(request, reply, await publicRunner(services, request)(openDataView, { readOnly: true })));
  app.get<{ Querystring: Query }>('/motions', async (request, reply) =>
    show(request, reply, await publicRunner(services, request)((work) => motionsView(work, request.query), { readOnly: true })),
  );
  app.get<{ Params: { id: string } }>('/motions/:id', async (request, reply) => {
    const id = idSchema.safeParse(request.params.id);
    if (!id.success) throw new DomainError('suggestions.not_public');
    return show(request, reply, await publicRunner(services, request)((work) => motionView(work, id.data), { readOnly: true }));
  });
  app.get<{ Querystring: { code?: unknown; before?: unknown } }>('/log', async (request, reply) => show(request, reply, await logView(services, request)));
  app.get('/reports', async (request, reply) => show(request, reply, { page: 'reports', reports: await publicRunner(services, request)(publicReports, { readOnly: true }) }));
  app.get<{ Params: { id: string } }>('/reports/:id', async (request, reply) => {
    const id = idSchema.safeParse(request.params.id);
    if (!id.success) throw new DomainError('common.not_found', { what: '已公开的年度报告' });
    return show(request, reply, { page: 'report', id: id.data, report: await publicRunner(services, request)((work) => publicReport(work, id.data), { readOnly: true }) });
  });
  app.get('/about', async (request, reply) => show(request, reply, { page: 'about' }));
  app.get('/text-size', async (request, reply) => {
    const { size, next } = parameters(request);
    reply.setCookie(largeTextCookie, size === 'large' ? '1' : '0', { path: '/', sameSite: 'lax', maxAge: 31_536_000 });
    return reply.header('cache-control', 'no-store').redirect(ownPath(next) ?? '/', 303);
  });
  app.get('/contrast', async (request, reply) => {
    const { contrast, next } = parameters(request);
    reply.setCookie(contrastCookie, contrast === 'high' ? '1' : '0', { path: '/', sameSite: 'lax', maxAge: 31_536_000 });
    return reply.header('cache-control', 'no-store').redirect(ownPath(next) ?? '/', 303);
  });
  registerMachineReading(app, services);
}

const xml = (reply: FastifyReply, type: string, body: string): FastifyReply => reply.type(`${type}; charset=utf-8`).header('cache-control', 'public, max-age=300').send(body);

/** Feeds, and the map of addresses for search engines. */
function registerMachineReading(app: FastifyInstance, services: Services): void {
  app.get<{ Querystring: Query }>('/suggestions/feed.xml', async (request, reply) => {
    const { filter, problem } = conditionsOf(filtersOf(request.query));
    if (filter === null) throw new DomainError('common.invalid_input', { problem: problem ?? '' });
    const body = await publicRunner(services, request)((work) => feedOf(work, filter, { origin: originOf(services, request), path: request.url, title: '人大代表建议公开网' }), { readOnly: true });
    return xml(reply, 'application/rss+xml', body);
  });
  app.get('/sitemap.xml', async (request, reply) => xml(reply, 'application/xml', await publicRunner(services, request)((work) => sitemapIndex(work, originOf(services, request)), { readOnly: true })));
  app.get('/sitemap/people.xml', async (request, reply) => xml(reply, 'application/xml', await publicRunner(services, request)((work) => sitemapOfPeople(work, originOf(services, request)), { readOnly: true })));
  app.get<{ Params: { month: string } }>('/sitemap/:month.xml', async (request, reply) => {
    if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(request.params.month)) throw new DomainError('common.not_found', { what: '页面' });
    return xml(reply, 'application/xml', await publicRunner(services, request)((work) => sitemapOf(work, originOf(services, request), request.params.month), { readOnly: true }));
  });
  app.get('/robots.txt', async (request, reply) =>
    reply.type('text/plain; charset=utf-8').send(`User-agent: *\nDisallow: /api/\nDisallow: /sign-in\nDisallow: /invitation/\nDisallow: /a/\nDisallow: /f$\nDisallow: /f/\nDisallow: /o/\nDisallow: /b/\nDisallow: /find?\nDisallow: /text-size\nDisallow: /contrast\nDisallow: /search?\nDisallow: /query?\nSitemap: ${originOf(services, request)}/sitemap.xml\n`));
}

/** The demonstration's SMS as a page; elsewhere the address does not exist. */
function registerMessages(app: FastifyInstance, { smsBox }: Services, show: Show): void {
  if (smsBox === null) return;
  app.get('/demo/messages', async (request, reply) => {
    const messages = smsBox.messages().map((one) => ({ ...one, link: /\/a\/[\w-]{35}|\/f\/[\w.]{20,60}/.exec(one.text)?.[0] ?? null }));
    return show(request, reply, { page: 'messages', messages }, { private: true });
  });
}

async function logView(services: Services, request: FastifyRequest<{ Querystring: { code?: unknown; before?: unknown } }>): Promise<LogView> {
  const code = typeof request.query.code === 'string' ? request.query.code.trim().slice(0, 60) : '';
  const before = dateSchema.safeParse(request.query.before);
  return publicRunner(services, request)(
    async (work) => {
      const rows = await anchors(work, { limit: anchorsPerPage, ...(before.success ? { before: before.data } : {}) });
      const last = rows.length === anchorsPerPage ? rows.at(-1) : undefined;
      return { page: 'log', anchors: rows.map(({ day, rows: count, hash }) => ({ day, rows: count, hash })), before: last?.day ?? null, code, result: code === '' ? null : await checkReceipt(work, code) };
    },
    { readOnly: true },
  );
}
