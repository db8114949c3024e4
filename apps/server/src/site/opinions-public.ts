/** 意见和答复 for anybody: what staff published of what citizens said, as pages, feed and open data. Read as the public; works without JavaScript. */
import { Readable } from 'node:stream';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { idSchema } from '@smart/kernel/validation';
import { isTopic, opinionTopicLabels, opinionTopics } from '@smart/opinions/model';
import { opinionDataCsvHead, opinionDataCsvLine, opinionDataRecord } from '@smart/opinions/publishing/open-data';
import { placesWithOpinions, type PublicOpinion, publicOpinion, type PublicOpinionFilter, publicOpinionPortion, publicOpinions } from '@smart/opinions/publishing/public';
import type { OpinionListFilters, OpinionListView } from '@smart/public-site/views-opinions';
import { readShortCode } from '@smart/kernel/short-code';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance } from 'fastify';
import { publicRunner, type RunWork } from '../http/caller.ts';
import type { Services } from '../services.ts';
import { originOf } from './address.ts';
import { escapeXml } from './open-data.ts';
import { frameOf } from './site-home.ts';
import type { Show } from './show.ts';

type Query = Readonly<Record<string, unknown>>;
const pageSize = 20;
const lastPage = 200;
/** Items of a feed; who wants more reads the open data. */
const feedLength = 30;
/** Rows that are read at once; nobody's transaction stays open while a slow reader takes them. */
const portion = 200;
const names = ['q', 'division', 'topic', 'year', 'station'] as const;

function filtersOf(query: Query): OpinionListFilters {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name].trim().slice(0, 100) : '');
  return { q: text('q'), division: text('division'), topic: text('topic'), year: text('year'), station: text('station') };
}

const addressOf = (filters: OpinionListFilters): string => new URLSearchParams(names.flatMap((name) => (filters[name] === '' ? [] : [[name, filters[name]]]))).toString();

type Read = { readonly filter: PublicOpinionFilter; readonly stationName: string | null; readonly wrong: boolean };

/** The conditions in an address: what cannot be understood is left out and said. */
async function readFilters(work: Work, { q, division, topic, year, station }: OpinionListFilters): Promise<Read> {
  const code = readShortCode(station);
  const [at] = code === null ? [] : await work.sql<{ id: string; name: string }>('SELECT id, name FROM station WHERE code = $1', [code]);
  const isDivision = /^(?:\d{2}|\d{4}|\d{6}|\d{9})$/.test(division);
  const isYear = /^20\d{2}$/.test(year);
  return {
    filter: { q: q === '' ? undefined : q, division: isDivision ? division : undefined, topic: isTopic(topic) ? topic : undefined, year: isYear ? Number(year) : undefined, stationId: at?.id },
    stationName: at?.name ?? null, wrong: (division !== '' && !isDivision) || (topic !== '' && !isTopic(topic)) || (year !== '' && !isYear) || (station !== '' && !at),
  };
}

async function listView(work: Work, query: Query): Promise<OpinionListView> {
  const filters = filtersOf(query);
  const pageNumber = Math.min(lastPage, Math.max(1, Math.trunc(Number(query['page'])) || 1));
  const { filter, stationName, wrong } = await readFilters(work, filters);
  const { rows, total } = await publicOpinions(work, filter, { limit: pageSize, offset: (pageNumber - 1) * pageSize });
  const thisYear = Number(today(work.clock).slice(0, 4));
  return {
    page: 'opinion-list', filters, address: addressOf(filters), rows, total, pageNumber, pages: Math.min(lastPage, Math.ceil(total / pageSize)), places: await placesWithOpinions(work), stationName,
    topics: opinionTopics.map((key) => ({ key, label: opinionTopicLabels[key] })), years: Array.from({ length: 6 }, (_none, back) => thisYear - back), problem: wrong ? '查询条件有误，有误的已略去，请重新选择' : null,
  };
}

export function registerPublicOpinions(app: FastifyInstance, services: Services, show: Show): void {
  app.get<{ Querystring: Query }>('/opinions', async (request, reply) => {
    const { view, site } = await publicRunner(services, request)(async (work) => ({ view: await listView(work, request.query), site: await frameOf(work, filtersOf(request.query).division) }), { readOnly: true });
    return show(request, reply, view, { site });
  });
  app.get<{ Params: { id: string } }>('/opinions/:id', async (request, reply) => {
    const id = idSchema.safeParse(request.params.id);
    if (!id.success) throw new DomainError('opinions.not_public');
    return show(request, reply, { page: 'opinion-public', opinion: await publicRunner(services, request)((work) => publicOpinion(work, id.data), { readOnly: true }) });
  });
  app.get<{ Querystring: Query }>('/opinions/feed.xml', async (request, reply) => {
    const body = await publicRunner(services, request)(async (work) => feedOf(await publicOpinions(work, (await readFilters(work, filtersOf(request.query))).filter, { limit: feedLength, offset: 0 }), originOf(services, request), request.url), { readOnly: true });
    return reply.type('application/rss+xml; charset=utf-8').header('cache-control', 'public, max-age=300').send(body);
  });
}

function feedOf({ rows }: { readonly rows: readonly PublicOpinion[] }, origin: string, path: string): string {
  const items = rows.map((one) => {
    const link = escapeXml(`${origin}/opinions/${one.id}`);
    return `<item><title>${escapeXml(one.title)}</title><link>${link}</link><guid isPermaLink="true">${link}</guid><pubDate>${new Date(one.publishedAt).toUTCString()}</pubDate><description>${escapeXml(`${one.congressName}。${one.repliedBy}答复：${one.reply.slice(0, 150)}`)}</description></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${escapeXml('群众意见和答复')}</title><link>${escapeXml(`${origin}/opinions`)}</link><description>${escapeXml('最近公开的群众意见和答复')}</description><language>zh-CN</language>
<atom:link href="${escapeXml(`${origin}${path}`)}" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel></rss>
`;
}

async function* wholes(run: RunWork, filter: PublicOpinionFilter): AsyncGenerator<PublicOpinion> {
  let after: { publishedAt: string; id: string } | null = null;
  for (;;) {
    const from: typeof after = after;
    const rows: PublicOpinion[] = await run((work) => publicOpinionPortion(work, filter, { after: from, limit: portion }), { readOnly: true });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < portion) return;
    after = { publishedAt: last.publishedAt, id: last.id };
  }
}

async function* csv(run: RunWork, filter: PublicOpinionFilter): AsyncGenerator<string> {
  yield opinionDataCsvHead;
  for await (const one of wholes(run, filter)) yield opinionDataCsvLine(one);
}

async function* json(run: RunWork, filter: PublicOpinionFilter, at: Date): AsyncGenerator<string> {
  yield `{"asOf":${JSON.stringify(at.toISOString())},"dictionary":"/api/v1/open-data/opinions/dictionary","opinions":[`;
  let first = true;
  for await (const one of wholes(run, filter)) {
    yield `${first ? '' : ','}\n${JSON.stringify(opinionDataRecord(one))}`;
    first = false;
  }
  yield '\n]}\n';
}

/** The published opinions of a filter as a stream. */
export const opinionDataStream = (run: RunWork, filter: PublicOpinionFilter, format: 'csv' | 'json', at: Date): Readable => Readable.from(format === 'csv' ? csv(run, filter) : json(run, filter, at));
