// Looking, inside one congress: the desk's list and one article with its buttons.
import type { Capacity } from '@smart/identity/capacity';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { SiteColumn } from '../sites/fields.ts';
import { columnName, columnsOf } from '../sites/settings.ts';
import type { DocumentFacts } from './documents.ts';
import { factColumns } from './facts.ts';
import { type ArticleKind, articleStateLabels, articleStates, type ArticleState } from './model.ts';
import type { listArticlesInput } from './model-inputs.ts';
import type { ArticleRowView, ArticleView } from './model-views.ts';
import { selfReviewOf } from './store.ts';
import { articleWorkflow } from './workflow.ts';

type Row = {
  id: string; version: number; state: ArticleState; kind: ArticleKind; columnKey: string; title: string; writers: string[]; reviewerName: string | null;
  publishAt: Date | null; publishedAt: Date | null; updatedAt: Date;
};

const columns = `a.id, a.version, a.state, a.kind, a.column_key AS "columnKey", a.title, ARRAY(SELECT w.name FROM article_writer w WHERE w.article_id = a.id ORDER BY w.at, w.person_id) AS writers,
  a.reviewer_name AS "reviewerName", a.publish_at AS "publishAt", a.published_at AS "publishedAt", a.updated_at AS "updatedAt"`;

const rowOf = (known: readonly SiteColumn[], { publishAt, publishedAt, updatedAt, ...row }: Row): ArticleRowView => ({
  ...row, stateLabel: articleStateLabels[row.state], columnName: columnName(known, row.columnKey, row.kind),
  publishAt: publishAt?.toISOString() ?? null, publishedAt: publishedAt?.toISOString() ?? null, updatedAt: updatedAt.toISOString(),
});

type Listed = { rows: ArticleRowView[]; total: number; counts: Record<ArticleState, number> };

/** The congress's articles, what waits for review first, then the last changed. Without a filter by state, what was discarded is left out. */
export async function listArticles(work: Work, capacity: Capacity, input: z.output<typeof listArticlesInput>): Promise<Listed> {
  const states = input.states?.length ? input.states : articleStates.filter((state) => state !== 'discarded');
  const values = [capacity.congressId, states, input.q ?? null, input.kind ?? null, input.columnKey ?? null];
  const where = `a.congress_id = $1 AND a.state = ANY ($2) AND ($3::text IS NULL OR strpos(lower(a.title || ' ' || a.summary), lower($3)) > 0) AND ($4::text IS NULL OR a.kind = $4) AND ($5::text IS NULL OR a.column_key = $5)`;
  const [rows, [count], known, byState] = await Promise.all([
    work.sql<Row>(`SELECT ${columns} FROM article a WHERE ${where} ORDER BY a.state = 'in_review' DESC, a.updated_at DESC, a.id DESC LIMIT $6 OFFSET $7`, [...values, input.limit, input.offset]),
    work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM article a WHERE ${where}`, values),
    columnsOf(work, capacity.congressId),
    work.sql<{ state: ArticleState; count: number }>('SELECT state, count(*)::int AS count FROM article WHERE congress_id = $1 GROUP BY state', [capacity.congressId]),
  ]);
  const counts = { draft: 0, in_review: 0, scheduled: 0, published: 0, withdrawn: 0, discarded: 0 };
  for (const { state, count: number } of byState) counts[state] = number;
  return { rows: rows.map((row) => rowOf(known, row)), total: count?.total ?? 0, counts };
}

type Whole = Row & { facts: DocumentFacts; revision: number; summary: string; source: string; body: string; reason: string | null; submittedAt: Date | null; writerIds: string[]; files: ArticleView['files'] };

/** @throws DomainError common.not_found */
export async function articleOf(work: Work, capacity: Capacity, id: string): Promise<ArticleView> {
  const [row] = await work.sql<Whole>(
    `SELECT ${columns}, ${factColumns} AS facts, a.revision, a.summary, a.source, a.body, a.reason, a.submitted_at AS "submittedAt", ARRAY(SELECT w.person_id::text FROM article_writer w WHERE w.article_id = a.id) AS "writerIds",
       (SELECT COALESCE(json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size) ORDER BY f.id), '[]') FROM stored_file f WHERE f.matter_id = a.id AND f.subject_id IS NOT NULL) AS files
     FROM article a WHERE a.id = $1 AND a.congress_id = $2`,
    [id, capacity.congressId],
  );
  if (!row) throw new DomainError('common.not_found', { what: '稿件' });
  const { submittedAt, writerIds, revision, facts, summary, source, body, reason, files, ...listed } = row;
  const subject = { id, matterId: id, congressId: capacity.congressId, state: row.state, version: row.version, title: row.title, written: body !== '', document: row.kind === 'document', writerIds, selfReview: await selfReviewOf(work, capacity.congressId, writerIds) };
  return {
    ...rowOf(await columnsOf(work, capacity.congressId), listed), revision, facts, summary, source, body, reason, files, submittedAt: submittedAt?.toISOString() ?? null,
    actions: availableActions(articleWorkflow, subject, capacity, { today: today(work.clock) }), ownWriting: writerIds.includes(capacity.personId) && !subject.selfReview,
  };
}

/** Whether somebody of the congress's office may have a file of an article. False for files of other domains. */
export async function mayReadArticleFile(work: Work, capacity: Capacity, { matterId, subjectType }: { matterId: string; subjectType: string | null }): Promise<boolean> {
  if (subjectType !== 'article' || !capacity.roles.some((role) => role === 'congress_officer' || role === 'congress_leader')) return false;
  return (await work.sql('SELECT 1 FROM article WHERE id = $1 AND congress_id = $2', [matterId, capacity.congressId])).length > 0;
}
