/** Articles, the homes of congresses and the search over everything: for anybody, without JavaScript. */
import { isArticleKind, kindLabels } from '@smart/content/articles/model';
import { isDocumentKind, isValidity } from '@smart/content/articles/documents';
import { documentIssuers, publicArticle, publicArticles, type PublicArticleFilter } from '@smart/content/articles/public';
import { columnOf, siteFace } from '@smart/content/sites/settings';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { idSchema } from '@smart/kernel/validation';
import type { ArticlePageView, ArticlesView } from '@smart/public-site/views-site';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { publicRunner } from '../http/caller.ts';
import type { Services } from '../services.ts';
import { originOf, parameters } from './address.ts';
import { articleFeed } from './article-feed.ts';
import { searchView } from './search.ts';
import type { Show } from './show.ts';
import { frameOf, placesWithSites, siteAt, siteHomeView } from './site-home.ts';

const pageSize = 20;
const lastPage = 100;
const names = ['q', 'division', 'column', 'kind', 'year', 'type', 'issuer', 'validity'] as const;
type Filters = ArticlesView['filters'];

const filtersOf = (request: FastifyRequest): Filters => {
  const sent = parameters(request);
  const text = (name: (typeof names)[number]): string => (sent[name] ?? '').trim().slice(0, 100);
  return { q: text('q'), division: text('division'), column: text('column'), kind: text('kind'), year: text('year'), type: text('type'), issuer: text('issuer'), validity: text('validity') };
};

const addressOf = (filters: Filters): string => new URLSearchParams(names.flatMap((name) => (filters[name] === '' ? [] : [[name, filters[name]]]))).toString();

type Read = { readonly documents: boolean; readonly filter: PublicArticleFilter; readonly face: ArticlesView['face']; readonly heading: string; readonly problem: string | null };

/** The conditions in an address: what cannot be understood is said and left out. */
async function readFilters(work: Work, { q, division, column, kind, year, type, issuer, validity }: Filters): Promise<Read> {
  const at = division === '' ? null : await siteAt(work, division);
  const face = at?.face ?? null;
  const own = face === null ? undefined : columnOf(face.columns, column);
  const wrong = (division !== '' && at === null) || (column !== '' && face !== null && !own) || (kind !== '' && !isArticleKind(kind)) || (year !== '' && !/^(?:19|20)\d{2}$/.test(year)) || (type !== '' && !isDocumentKind(type)) || (validity !== '' && !isValidity(validity));
  const asked = isArticleKind(kind) ? kind : undefined;
  return {
    face, problem: wrong ? '查询条件有误，有误的已略去，请重新选择' : null, documents: own?.kind === 'document' || asked === 'document' || type !== '' || issuer !== '' || validity !== '', heading: own?.name ?? (asked ? kindLabels[asked] : '要闻公告'),
    filter: { q: q === '' ? undefined : q, congressId: at?.congressId, columnKey: own?.key, kind: asked, year: /^(?:19|20)\d{2}$/.test(year) ? Number(year) : undefined, documentKind: isDocumentKind(type) ? type : undefined, issuer: issuer === '' ? undefined : issuer, validity: isValidity(validity) ? validity : undefined },
  };
}

async function articlesView(work: Work, request: FastifyRequest): Promise<ArticlesView> {
  const filters = filtersOf(request);
  const pageNumber = Math.min(lastPage, Math.max(1, Math.trunc(Number(parameters(request)['page'])) || 1));
  const { filter, ...read } = await readFilters(work, filters);
  const { rows, total, atLeast } = await publicArticles(work, filter, { limit: pageSize, offset: (pageNumber - 1) * pageSize });
  const thisYear = Number(today(work.clock).slice(0, 4));
  return {
    page: 'articles', ...read, filters, address: addressOf(filters), rows, total, atLeast, pageNumber, pages: Math.min(lastPage, Math.ceil(total / pageSize)),
    issuers: read.documents ? await documentIssuers(work, filter.congressId) : [], places: await placesWithSites(work), years: Array.from({ length: 6 }, (_none, back) => thisYear - back),
  };
}

/** @throws DomainError content.not_public, content.withdrawn */
async function articleView(work: Work, sent: string, print: boolean): Promise<ArticlePageView> {
  const id = idSchema.safeParse(sent);
  if (!id.success) throw new DomainError('content.not_public');
  const { congressId, ...article } = await publicArticle(work, id.data);
  const face = await siteFace(work, congressId);
  if (face === null) throw new DomainError('content.not_public');
  return { page: 'article', face, article, print };
}

export function registerArticles(app: FastifyInstance, services: Services, show: Show): void {
  const read = <T>(request: FastifyRequest, work: (work: Work) => Promise<T>): Promise<T> => publicRunner(services, request)(work, { readOnly: true });
  app.get<{ Params: { code: string } }>('/c/:code', async (request, reply) => {
    const view = await read(request, (work) => siteHomeView(work, request.params.code));
    return show(request, reply, view, { site: view.face });
  });
  app.get('/articles', async (request, reply) => {
    const view = await read(request, (work) => articlesView(work, request));
    return show(request, reply, view, { site: view.face });
  });
  for (const [path, print] of [['/articles/:id', false], ['/articles/:id/print', true]] as const) {
    app.get<{ Params: { id: string } }>(path, async (request, reply) => {
      const view = await read(request, (work) => articleView(work, request.params.id, print));
      return show(request, reply, view, { site: view.face });
    });
  }
  app.get('/articles/feed.xml', async (request, reply) => {
    const body = await read(request, async (work) => {
      const { filter, face, heading, problem } = await readFilters(work, filtersOf(request));
      if (problem !== null) throw new DomainError('common.invalid_input', { problem });
      return articleFeed(work, filter, { origin: originOf(services, request), path: request.url, title: `${heading} - ${face?.name ?? '各级人大'}` });
    });
    return reply.type('application/rss+xml; charset=utf-8').header('cache-control', 'public, max-age=300').send(body);
  });
  app.get('/search', async (request, reply) => {
    const { view, site } = await read(request, async (work) => {
      const found = await searchView(work, parameters(request));
      return { view: found, site: await frameOf(work, found.division) };
    });
    return show(request, reply, view, { site });
  });
}
