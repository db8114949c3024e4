// What anybody reads of consultations, through the reader role: what was laid open, what staff released of the comments, and the outcome.
import { dateInShanghai, formatDate, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { queryOf, queryTerms } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import { decisionLabels, type DraftKind, draftKindLabels, isDecision, type PublicState, publicStateLabels } from './model.ts';
import type { PublicComment, PublicConsultation, PublicConsultationRow } from './model-views-public.ts';

type Page = { readonly limit: number; readonly offset: number };
export const publicPhases = ['running', 'ended', 'concluded'] as const;
export type PublicPhase = (typeof publicPhases)[number];
export type PublicFilter = { readonly congressId?: string | undefined; readonly q?: string | undefined; readonly phase?: PublicPhase | undefined };

type Row = { id: string; congressName: string; divisionCode: string; kind: DraftKind; title: string; explanation: string; startsOn: string; endsOn: string; state: PublicState; publishedAt: Date; comments: number };

const columns = `c.id, g.name AS "congressName", g.division_code AS "divisionCode", c.kind, c.title, c.explanation, to_char(c.starts_on, 'YYYY-MM-DD') AS "startsOn", to_char(c.ends_on, 'YYYY-MM-DD') AS "endsOn", c.state, c.published_at AS "publishedAt", c.comments`;
const laidOpen = `c.state IN ('open', 'closed', 'outcome_review', 'concluded')`;
const summaryLength = 90;

function rowOf({ explanation, publishedAt, ...row }: Row, day: string): PublicConsultationRow {
  const line = [...explanation.replace(/\s+/g, ' ')];
  const running = row.state === 'open' && row.startsOn <= day && day <= row.endsOn;
  return {
    ...row, kindLabel: draftKindLabels[row.kind], publishedAt: publishedAt.toISOString(), summary: line.length > summaryLength ? `${line.slice(0, summaryLength - 1).join('')}…` : line.join(''), running,
    stateLabel: running ? publicStateLabels.open : row.state === 'open' && day < row.startsOn ? '即将开始' : row.state === 'open' ? publicStateLabels.closed : publicStateLabels[row.state],
  };
}

/** Consultations laid open, running ones first, then the last ended. Words are looked for in title, explanation and articles. */
export async function publicConsultations(work: Work, { congressId, q, phase }: PublicFilter, page: Page): Promise<{ rows: PublicConsultationRow[]; total: number }> {
  const query = queryOf(queryTerms(q ?? ''));
  const day = today(work.clock);
  const values = [congressId ?? null, phase ?? null, day, query?.narrow ?? null, query?.asked ?? null];
  const where = `${laidOpen} AND ($1::uuid IS NULL OR c.congress_id = $1) AND ($4::tsquery IS NULL OR (c.search_vector @@ $4 AND c.search_vector @@ $5::tsquery))
    AND (CASE $2 WHEN 'running' THEN c.state = 'open' AND c.ends_on >= $3::date WHEN 'ended' THEN c.state <> 'concluded' AND (c.state <> 'open' OR c.ends_on < $3::date) WHEN 'concluded' THEN c.state = 'concluded' ELSE true END)`;
  const from = 'consultation c JOIN congress g ON g.id = c.congress_id';
  const rows = await work.sql<Row>(`SELECT ${columns} FROM ${from} WHERE ${where} ORDER BY (c.state = 'open' AND c.ends_on >= $3::date) DESC, c.ends_on DESC, c.id LIMIT $6 OFFSET $7`, [...values, page.limit, page.offset]);
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM ${from} WHERE ${where}`, values);
  return { rows: rows.map((row) => rowOf(row, day)), total: count?.total ?? 0 };
}

/** Congresses that have laid something open. */
export const consultationPlaces = (work: Work): Promise<{ divisionCode: string; name: string }[]> =>
  work.sql(`SELECT g.division_code AS "divisionCode", g.name FROM congress g WHERE g.id IN (SELECT c.congress_id FROM consultation c) ORDER BY length(g.division_code), g.division_code`);

type Whole = Row & { congressId: string; drafter: string; commentsPublic: boolean; outcome: string; adopted: number; partly: number; declined: number; concludedAt: Date | null };

/**
 * One consultation with the text of its draft.
 * @throws DomainError consultations.not_public (404), consultations.withdrawn (410: it was laid open and taken off)
 */
export async function publicConsultation(work: Work, id: string): Promise<PublicConsultation & { readonly congressId: string }> {
  const [row] = await work.sql<Whole>(
    `SELECT ${columns}, c.congress_id AS "congressId", c.drafter, c.comments_public AS "commentsPublic", c.outcome, c.adopted, c.partly, c.declined, c.concluded_at AS "concludedAt" FROM consultation c JOIN congress g ON g.id = c.congress_id WHERE c.id = $1 AND ${laidOpen}`,
    [id],
  );
  if (!row) {
    const [end] = await work.sql<{ reason: string; endedAt: Date }>('SELECT reason, ended_at AS "endedAt" FROM consultation_end WHERE consultation_id = $1', [id]);
    throw end ? new DomainError('consultations.withdrawn', { reason: end.reason.replace(/[。；\s]+$/u, ''), endedOn: formatDate(dateInShanghai(end.endedAt)) }) : new DomainError('consultations.not_public');
  }
  const articles = await work.sql<PublicConsultation['articles'][number]>(
    `SELECT a.id, a.label, a.heading, a.text, a.comments, (SELECT count(*)::int FROM consultation_comment m WHERE m.consultation_id = a.consultation_id AND m.article_id = a.id) AS shown FROM consultation_article a WHERE a.consultation_id = $1 ORDER BY a.position`,
    [id],
  );
  const [whole] = await work.sql<{ shown: number }>('SELECT count(*)::int AS shown FROM consultation_comment WHERE consultation_id = $1 AND article_id IS NULL', [id]);
  const { congressId, drafter, commentsPublic, outcome, adopted, partly, declined, concludedAt, ...listed } = row;
  return {
    ...rowOf(listed, today(work.clock)), congressId, explanation: row.explanation, drafter, commentsPublic, articles, wholeShown: whole?.shown ?? 0,
    wholeComments: row.comments - articles.reduce((sum, { comments }) => sum + comments, 0),
    outcome: concludedAt === null ? null : { text: outcome, at: concludedAt.toISOString(), adopted, partly, declined },
  };
}

type CommentRow = { id: string; articleLabel: string; content: string; createdAt: Date; toldState: string | null; answer: string };

/** Released comments on one article (its id), on the whole draft (`whole`), or all; the first ones first. */
export async function publicComments(work: Work, consultationId: string, articleId: string | null, page: Page): Promise<{ rows: PublicComment[]; total: number }> {
  const values = [consultationId, articleId === 'whole', articleId === 'whole' ? null : articleId];
  const where = 'm.consultation_id = $1 AND (NOT $2 OR m.article_id IS NULL) AND ($3::uuid IS NULL OR m.article_id = $3)';
  const rows = await work.sql<CommentRow>(
    `SELECT m.id, COALESCE(a.label, '整个草案') AS "articleLabel", m.content, m.created_at AS "createdAt", m.told_state AS "toldState", m.told_answer AS answer
     FROM consultation_comment m LEFT JOIN consultation_article a ON a.id = m.article_id WHERE ${where} ORDER BY a.position NULLS FIRST, m.created_at, m.id LIMIT $4 OFFSET $5`,
    [...values, page.limit, page.offset],
  );
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM consultation_comment m WHERE ${where}`, values);
  return {
    rows: rows.map(({ toldState, createdAt, ...row }) => {
      const decision = toldState !== null && isDecision(toldState) ? toldState : null;
      return { ...row, createdAt: createdAt.toISOString(), decision, decisionLabel: decision === null ? null : decisionLabels[decision] };
    }),
    total: count?.total ?? 0,
  };
}

/** Addresses for the map: laid open in one month (YYYY-MM), newest first. */
export const consultationAddresses = (work: Pick<Work, 'sql'>, month: string): Promise<{ id: string; at: Date }[]> =>
  work.sql(
    `SELECT c.id, c.published_at AS at FROM consultation c WHERE ${laidOpen} AND c.published_at >= ($1 || '-01')::timestamp AT TIME ZONE 'Asia/Shanghai'
       AND c.published_at < (($1 || '-01')::timestamp + interval '1 month') AT TIME ZONE 'Asia/Shanghai' ORDER BY c.published_at DESC LIMIT 20000`,
    [month],
  );

/** Months in which something was laid open, each with its newest moment. */
export const consultationMonths = (work: Pick<Work, 'sql'>): Promise<{ month: string; last: Date }[]> =>
  work.sql(`SELECT to_char(c.published_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month, max(c.published_at) AS last FROM consultation c WHERE ${laidOpen} GROUP BY 1 ORDER BY 1 DESC LIMIT 1000`);
