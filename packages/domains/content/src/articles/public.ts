// What anybody reads of articles, through the reader role: published ones only, of any congress.
import { dateInShanghai, formatDate } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { excerpt, queryOf, queryTerms } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import type { SiteColumn } from '../sites/fields.ts';
import { columnName, columnsOf } from '../sites/settings.ts';
import type { DocumentFacts, DocumentKind, Validity } from './documents.ts';
import { factColumns } from './facts.ts';
import type { ArticleKind } from './model.ts';
import type { GazetteEntry, PublicArticle, PublicArticleRow } from './model-views-public.ts';
import { beginningOf, cleanHtml, wordsOf } from './rich-text.ts';

/** Of more matches than these the newest are shown. */
const mostFound = 500;
/** Beyond this nobody turns pages; counting further would only cost. */
const mostCounted = 2_000;

export type PublicArticleFilter = {
  readonly congressId?: string | undefined;
  readonly kind?: ArticleKind | undefined;
  readonly columnKey?: string | undefined;
  readonly q?: string | undefined;
  /** Adopted in this year; published in it where no day of adoption is known. */
  readonly year?: number | undefined;
  readonly documentKind?: DocumentKind | undefined;
  readonly issuer?: string | undefined;
  readonly validity?: Validity | undefined;
};

type Row = { id: string; congressId: string; congressName: string; divisionCode: string; kind: ArticleKind; columnKey: string; title: string; summary: string; body: string; publishedAt: Date; facts: DocumentFacts };

const rowColumns = `a.id, a.congress_id AS "congressId", c.name AS "congressName", c.division_code AS "divisionCode", a.kind, a.column_key AS "columnKey", a.title, a.summary, a.body, a.published_at AS "publishedAt", ${factColumns} AS facts`;
const conditions = `a.state = 'published' AND ($1::uuid IS NULL OR a.congress_id = $1) AND ($2::text IS NULL OR a.kind = $2) AND ($3::text IS NULL OR a.column_key = $3)
  AND ($4::int IS NULL OR extract(year FROM COALESCE(a.adopted_on, a.published_at AT TIME ZONE 'Asia/Shanghai')) = $4)
  AND ($5::text IS NULL OR a.document_kind = $5) AND ($6::text IS NULL OR a.issuer = $6) AND ($7::text IS NULL OR (a.kind = 'document' AND a.validity = $7))`;

/** The columns of the sites that some rows belong to, each looked up once. */
async function columnsFor(work: Pick<Work, 'sql'>, rows: readonly { congressId: string }[]): Promise<ReadonlyMap<string, readonly SiteColumn[]>> {
  const found = new Map<string, readonly SiteColumn[]>();
  for (const { congressId } of rows) if (!found.has(congressId)) found.set(congressId, await columnsOf(work, congressId));
  return found;
}

export type PublicArticles = { readonly rows: PublicArticleRow[]; readonly total: number; readonly atLeast: boolean };

/** Published articles, newest first. Words are looked for in title, summary and text; a query without words finds nothing less. */
export async function publicArticles(work: Work, filter: PublicArticleFilter, page: { readonly limit: number; readonly offset: number }): Promise<PublicArticles> {
  const terms = queryTerms(filter.q ?? '');
  const query = queryOf(terms);
  const values = [filter.congressId ?? null, filter.kind ?? null, filter.columnKey ?? null, filter.year ?? null, filter.documentKind ?? null, filter.issuer ?? null, filter.validity ?? null];
  const from = query === null ? 'article a' : 'search_articles($8::tsquery, $9::tsquery, $1::uuid, $10::int) f JOIN article a ON a.id = f.id';
  const asked = query === null ? values : [...values, query.narrow, query.asked, mostFound];
  const at = asked.length;
  const [rows, [count]] = await Promise.all([
    work.sql<Row>(`SELECT ${rowColumns} FROM ${from} JOIN congress c ON c.id = a.congress_id WHERE ${conditions} ORDER BY a.published_at DESC, a.id DESC LIMIT $${at + 1} OFFSET $${at + 2}`, [...asked, page.limit, page.offset]),
    work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM (SELECT 1 FROM ${from} WHERE ${conditions} LIMIT ${mostCounted}) x`, asked),
  ]);
  const columns = await columnsFor(work, rows);
  const total = count?.total ?? 0;
  return {
    rows: rows.map(({ congressId, body, publishedAt, facts, ...row }) => ({
      ...row, facts: factsOf(row.kind, facts), summary: row.summary === '' ? beginningOf(body, 90) : row.summary, columnName: columnName(columns.get(congressId) ?? [], row.columnKey, row.kind), publishedAt: publishedAt.toISOString(),
      excerpt: query === null ? null : excerpt(`${row.summary} ${wordsOf(body)}`, terms),
    })),
    total, atLeast: total >= (query === null ? mostCounted : mostFound),
  };
}

const factsOf = (kind: ArticleKind, facts: DocumentFacts): DocumentFacts | null => (kind === 'document' || kind === 'gazette' ? facts : null);

/** The documents of an issue of the gazette, in the order in which they were adopted. */
const contentsOf = (work: Work, { congressId, facts }: Row): Promise<GazetteEntry[]> =>
  work.sql<GazetteEntry>(
    `SELECT a.id, a.title, a.document_number AS number FROM article a WHERE a.congress_id = $1 AND a.kind = 'document' AND a.state = 'published' AND a.gazette_year = $2 AND a.gazette_issue = $3 ORDER BY a.adopted_on NULLS LAST, a.published_at, a.id LIMIT 200`,
    [congressId, facts.gazetteYear, facts.gazetteIssue],
  );

async function issueOf(work: Work, { congressId, facts }: Row): Promise<string | null> {
  const [issue] = await work.sql<{ id: string }>(
    `SELECT a.id FROM article a WHERE a.congress_id = $1 AND a.kind = 'gazette' AND a.state = 'published' AND a.gazette_year = $2 AND a.gazette_issue = $3 ORDER BY a.published_at DESC LIMIT 1`,
    [congressId, facts.gazetteYear, facts.gazetteIssue],
  );
  return issue?.id ?? null;
}

/** Who issued published documents, the most frequent first; of one congress when it is named. */
export async function documentIssuers(work: Work, congressId: string | undefined): Promise<string[]> {
  const rows = await work.sql<{ issuer: string }>(
    `SELECT a.issuer FROM article a WHERE a.state = 'published' AND a.kind = 'document' AND a.issuer <> '' AND ($1::uuid IS NULL OR a.congress_id = $1) GROUP BY a.issuer ORDER BY count(*) DESC, a.issuer LIMIT 100`,
    [congressId ?? null],
  );
  return rows.map(({ issuer }) => issuer);
}

/**
 * One published article with its attachments.
 * @throws DomainError content.not_public (404), content.withdrawn (410: it was published and taken off)
 */
export async function publicArticle(work: Work, id: string): Promise<PublicArticle & { readonly congressId: string }> {
  const [row] = await work.sql<Row & { source: string }>(`SELECT ${rowColumns}, a.source FROM article a JOIN congress c ON c.id = a.congress_id WHERE a.id = $1 AND a.state = 'published'`, [id]);
  if (!row) {
    const [end] = await work.sql<{ reason: string; endedAt: Date }>('SELECT reason, ended_at AS "endedAt" FROM article_end WHERE article_id = $1', [id]);
    throw end ? new DomainError('content.withdrawn', { reason: end.reason.replace(/[。；\s]+$/u, ''), endedOn: formatDate(dateInShanghai(end.endedAt)) }) : new DomainError('content.not_public');
  }
  const files = await work.sql<{ id: string; name: string; size: number; mediaType: string }>(`SELECT id, name, size, media_type AS "mediaType" FROM stored_file WHERE matter_id = $1 AND purpose = 'article' ORDER BY id`, [id]);
  const [contents, issueId] = [row.kind === 'gazette' ? await contentsOf(work, row) : [], row.kind === 'document' ? await issueOf(work, row) : null];
  const description = row.summary === '' ? beginningOf(row.body, 120) : row.summary;
  return {
    ...row, facts: factsOf(row.kind, row.facts), contents, issueId, body: cleanHtml(row.body), columnName: columnName(await columnsOf(work, row.congressId), row.columnKey, row.kind), publishedAt: row.publishedAt.toISOString(), description,
    files: files.map(({ mediaType, ...file }) => ({ ...file, picture: mediaType.startsWith('image/') })),
  };
}

/** Addresses for the map: articles published in one month (YYYY-MM), newest first. */
export const articleAddresses = (work: Pick<Work, 'sql'>, month: string): Promise<{ id: string; at: Date }[]> =>
  work.sql(
    `SELECT a.id, a.published_at AS at FROM article a WHERE a.state = 'published' AND a.published_at >= ($1 || '-01')::timestamp AT TIME ZONE 'Asia/Shanghai'
       AND a.published_at < (($1 || '-01')::timestamp + interval '1 month') AT TIME ZONE 'Asia/Shanghai' ORDER BY a.published_at DESC LIMIT 20000`,
    [month],
  );

/** Months in which something was published, each with its newest moment. */
export const articleMonths = (work: Pick<Work, 'sql'>): Promise<{ month: string; last: Date }[]> =>
  work.sql(`SELECT to_char(a.published_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month, max(a.published_at) AS last FROM article a WHERE a.state = 'published' GROUP BY 1 ORDER BY 1 DESC LIMIT 1000`);
