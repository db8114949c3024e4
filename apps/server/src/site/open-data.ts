/** What programs read of the public site without the API's shape: feeds, open data as a stream, the map of addresses. */
import { Readable } from 'node:stream';
import { deputyAddresses, stationAddresses } from '@smart/stations/deputy-directory';
import { articleAddresses, articleMonths } from '@smart/content/articles/public';
import { consultationAddresses, consultationMonths } from '@smart/content/consultations/public';
import { opinionAddresses, opinionMonths } from '@smart/opinions/publishing/public';
import { dateInShanghai } from '@smart/kernel/dates';
import type { PublicListInput } from '@smart/suggestions/model-inputs';
import type { PublicDetailView } from '@smart/suggestions/model-views-public';
import { isPublic } from '@smart/suggestions/publication/conditions';
import { openDataCsvHead, openDataCsvLine, openDataRecord } from '@smart/suggestions/publication/open-data';
import { publicWhole } from '@smart/suggestions/publication/reading';
import type { Work } from '@smart/workflow/work';
import type { RunWork } from '../http/caller.ts';

export type OpenFilter = Omit<PublicListInput, 'limit' | 'offset'>;

/** Rows that are read at once; nobody's transaction stays open while a slow reader takes them. */
const portion = 200;

async function* wholes(run: RunWork, filter: OpenFilter): AsyncGenerator<PublicDetailView> {
  let after: { publishedAt: string; id: string } | null = null;
  for (;;) {
    const from: typeof after = after;
    const rows: PublicDetailView[] = await run((work) => publicWhole(work, filter, { after: from, limit: portion }), { readOnly: true });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < portion) return;
    after = { publishedAt: last.publishedAt, id: last.id };
  }
}

async function* csv(run: RunWork, filter: OpenFilter): AsyncGenerator<string> {
  yield openDataCsvHead;
  for await (const one of wholes(run, filter)) yield openDataCsvLine(one);
}

async function* json(run: RunWork, filter: OpenFilter, at: Date): AsyncGenerator<string> {
  yield `{"asOf":${JSON.stringify(at.toISOString())},"dictionary":"/api/v1/open-data/dictionary","suggestions":[`;
  let first = true;
  for await (const one of wholes(run, filter)) {
    yield `${first ? '' : ','}\n${JSON.stringify(openDataRecord(one))}`;
    first = false;
  }
  yield '\n]}\n';
}

/** The open data of a filter as a stream. */
export const openDataStream = (run: RunWork, filter: OpenFilter, format: 'csv' | 'json', at: Date): Readable => Readable.from(format === 'csv' ? csv(run, filter) : json(run, filter, at));

/** Text for XML; control characters, which XML does not know, are left out. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[^\P{Cc}\t\n\r]/gu, '');

/** Items of a feed; who wants more reads the open data. */
const feedLength = 30;

/** RSS 2.0 of the newest published suggestions of a filter; `self` and the pages' addresses are absolute. */
export async function feedOf(work: Work, filter: OpenFilter, { origin, path, title }: { origin: string; path: string; title: string }): Promise<string> {
  const rows = await publicWhole(work, filter, { after: null, limit: feedLength });
  const items = rows.map((one) => {
    const link = `${origin}/suggestions/${one.id}`;
    const reply = one.replies.at(-1);
    const about = `${one.congressName}${one.numberLabel === null ? '' : `，${one.numberLabel}`}。${one.leadName}代表提出，${one.stateLabel}。${reply ? `${reply.organName}答复：${reply.body.slice(0, 150)}` : one.background.slice(0, 150)}`;
    return `<item><title>${escapeXml(one.title)}</title><link>${escapeXml(link)}</link><guid isPermaLink="true">${escapeXml(link)}</guid><pubDate>${new Date(one.publishedAt).toUTCString()}</pubDate><description>${escapeXml(about)}</description></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${escapeXml(title)}</title><link>${escapeXml(`${origin}/suggestions`)}</link><description>${escapeXml('最近公开的代表建议、答复和评价')}</description><language>zh-CN</language>
<atom:link href="${escapeXml(`${origin}${path}`)}" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel></rss>
`;
}

/** The map's parts: months in which something was published, each with the day of its newest entry. */
export async function sitemapIndex(work: Work, origin: string): Promise<string> {
  const months = await work.sql<{ month: string; last: Date }>(
    `SELECT to_char(s.published_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month, max(s.published_at) AS last FROM suggestion s WHERE ${isPublic} GROUP BY 1 ORDER BY 1 DESC LIMIT 1000`,
  );
  const newest = new Map(months.map(({ month, last }) => [month, last]));
  for (const { month, last } of [...(await articleMonths(work)), ...(await opinionMonths(work)), ...(await consultationMonths(work))]) if ((newest.get(month) ?? last) <= last) newest.set(month, last);
  const parts = [...newest].sort(([a], [b]) => (a < b ? 1 : -1)).map(([month, last]) => `<sitemap><loc>${escapeXml(`${origin}/sitemap/${month}.xml`)}</loc><lastmod>${dateInShanghai(last)}</lastmod></sitemap>`);
  parts.unshift(`<sitemap><loc>${escapeXml(`${origin}/sitemap/people.xml`)}</loc></sitemap>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${parts.join('')}</sitemapindex>\n`;
}

/** The addresses published in one month (YYYY-MM), at most as many as a map may have. */
export async function sitemapOf(work: Work, origin: string, month: string): Promise<string> {
  const rows = await work.sql<{ id: string; at: Date }>(
    `SELECT s.id, s.published_at AS at FROM suggestion s WHERE ${isPublic} AND s.published_at >= ($1 || '-01')::timestamp AT TIME ZONE 'Asia/Shanghai' AND s.published_at < (($1 || '-01')::timestamp + interval '1 month') AT TIME ZONE 'Asia/Shanghai'
     ORDER BY s.published_at DESC LIMIT 50000`,
    [month],
  );
  const articles = (await articleAddresses(work, month)).map((one) => ({ path: `/articles/${one.id}`, at: one.at }));
  const opinions = (await opinionAddresses(work, month)).map((one) => ({ path: `/opinions/${one.id}`, at: one.at }));
  const consultations = (await consultationAddresses(work, month)).map((one) => ({ path: `/consultations/${one.id}`, at: one.at }));
  const parts = [...articles, ...consultations, ...opinions, ...rows.map(({ id, at }) => ({ path: `/suggestions/${id}`, at }))].slice(0, 50_000).map(({ path, at }) => `<url><loc>${escapeXml(`${origin}${path}`)}</loc><lastmod>${dateInShanghai(at)}</lastmod></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${parts.join('')}</urlset>\n`;
}

/** Pages that stand whenever: stations and deputies by their codes, and the ways in. */
export async function sitemapOfPeople(work: Work, origin: string): Promise<string> {
  const [stations, deputies] = [await stationAddresses(work), await deputyAddresses(work)];
  const paths = ['/', '/opinions', '/opinions/statistics', '/opinions/new', '/find', '/deputies', '/stations', '/calls', '/activities', '/consultations', ...stations.map(({ code }) => `/s/${code}`), ...deputies.map(({ code }) => `/d/${code}`)].slice(0, 50_000);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map((path) => `<url><loc>${escapeXml(`${origin}${path}`)}</loc></url>`).join('')}</urlset>\n`;
}
