// Looking, inside one congress: the desk's list, one consultation with its buttons, and the comments as they are sorted.
import type { Capacity } from '@smart/identity/capacity';
import { dateInShanghai, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { commentStateLabels, type CommentState, consultationStateLabels, type DraftKind, draftKindLabels, heldLabels, isHeldReason } from './model.ts';
import type { listCommentsInput, listConsultationsInput } from './model-inputs.ts';
import type { CommentView, ConsultationRow, ConsultationView } from './model-views.ts';
import { completed, type Consultation, leastDaysOf, subjectColumns } from './store.ts';
import { consultationWorkflow } from './workflow.ts';

type Row = Omit<Consultation, 'leastDays' | 'selfReview'> & { kind: DraftKind; held: number; writers: string[]; reviewerName: string | null; updatedAt: Date };

const rowColumns = `${subjectColumns}, (SELECT count(*)::int FROM consultation_comment m WHERE m.consultation_id = c.id AND m.state = 'held') AS held,
  ARRAY(SELECT w.name FROM consultation_writer w WHERE w.consultation_id = c.id AND w.part = 'draft' ORDER BY w.at, w.person_id) AS writers, c.reviewer_name AS "reviewerName", c.updated_at AS "updatedAt"`;

const rowOf = ({ id, version, state, kind, title, startsOn, endsOn, articles, comments, held, undecided, writers, reviewerName, updatedAt }: Row): ConsultationRow => ({
  id, version, state, stateLabel: consultationStateLabels[state], kind, kindLabel: draftKindLabels[kind], title, startsOn, endsOn, articles, comments, held, undecided, writers, reviewerName, updatedAt: updatedAt.toISOString(),
});

/** The congress's consultations: what waits for somebody first, then by their last day. Without a filter, what was discarded is left out. */
export async function listConsultations(work: Work, capacity: Capacity, { q, states, limit, offset }: z.output<typeof listConsultationsInput>): Promise<{ rows: ConsultationRow[]; total: number }> {
  const where = `c.congress_id = $2 AND ($3::text IS NULL OR strpos(lower(c.title), lower($3)) > 0) AND (CASE WHEN $4::text[] IS NULL THEN c.state <> 'discarded' ELSE c.state = ANY ($4) END)`;
  const values = [today(work.clock), capacity.congressId, q ?? null, states?.length ? states : null];
  const rows = await work.sql<Row>(
    `SELECT ${rowColumns} FROM consultation c WHERE ${where}
     ORDER BY array_position(ARRAY['in_review', 'outcome_review', 'closed', 'open', 'draft', 'concluded', 'withdrawn', 'discarded'], c.state), c.ends_on DESC, c.id LIMIT $5 OFFSET $6`,
    [...values, limit, offset],
  );
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM consultation c WHERE $1::date IS NOT NULL AND ${where}`, values);
  return { rows: rows.map(rowOf), total: count?.total ?? 0 };
}

type Whole = Row & {
  explanation: string; drafter: string; reason: string | null; publishedAt: Date | null; outcome: string; concludedAt: Date | null; commentsPublic: boolean; wholeComments: number; wholeUndecided: number; shown: number;
  decided: { adopted: number; partly: number; declined: number };
};

const wholeColumns = `${rowColumns}, c.explanation, c.drafter, c.reason, c.published_at AS "publishedAt", c.outcome, c.concluded_at AS "concludedAt", c.comments_public AS "commentsPublic", f.*`;
const figures = `CROSS JOIN LATERAL (SELECT (count(*) FILTER (WHERE m.article_id IS NULL))::int AS "wholeComments", (count(*) FILTER (WHERE m.article_id IS NULL AND m.state IN ('held', 'received')))::int AS "wholeUndecided",
  (count(*) FILTER (WHERE m.shown))::int AS shown,
  json_build_object('adopted', count(*) FILTER (WHERE m.state = 'adopted'), 'partly', count(*) FILTER (WHERE m.state = 'partly'), 'declined', count(*) FILTER (WHERE m.state = 'declined')) AS decided
  FROM consultation_comment m WHERE m.consultation_id = c.id) f`;

/** @throws DomainError common.not_found */
export async function consultationOf(work: Work, capacity: Capacity, id: string): Promise<ConsultationView> {
  const [found] = await work.sql<Whole>(`SELECT ${wholeColumns} FROM consultation c ${figures} WHERE c.id = $2 AND c.congress_id = $3`, [today(work.clock), id, capacity.congressId]);
  if (!found) throw new DomainError('common.not_found', { what: '征求意见' });
  const articleRows = await work.sql<ConsultationView['articleRows'][number]>(
    `SELECT a.id, a.label, a.heading, a.text, a.comments, (SELECT count(*)::int FROM consultation_comment m WHERE m.article_id = a.id AND m.state IN ('held', 'received')) AS undecided FROM consultation_article a WHERE a.consultation_id = $1 ORDER BY a.position`,
    [id],
  );
  const row = await completed(work, found);
  const { explanation, drafter, revision, reason, publishedAt, outcome, outcomeDraft, concludedAt, commentsPublic, leastDays, wholeComments, wholeUndecided, shown, decided } = row;
  const examined = row.state === 'outcome_review' ? row.outcomeWriterIds : row.writerIds;
  return {
    ...rowOf(row), revision, explanation, drafter, reason, publishedAt: publishedAt?.toISOString() ?? null, outcome, outcomeDraft, concludedAt: concludedAt?.toISOString() ?? null, commentsPublic, leastDays,
    wholeComments, wholeUndecided, shown, decided, articleRows,
    actions: availableActions(consultationWorkflow, row, capacity, { today: today(work.clock) }), ownWriting: examined.includes(capacity.personId) && !row.selfReview,
  };
}

/** The fewest days for each kind of draft, for the form. */
export async function leastDays(work: Work, capacity: Capacity): Promise<Record<DraftKind, number>> {
  const of = (kind: DraftKind): Promise<number> => leastDaysOf(work, capacity.congressId, kind);
  return { regulation: await of('regulation'), document: await of('document'), plan: await of('plan') };
}

type CommentRow = Omit<CommentView, 'stateLabel' | 'createdAt' | 'heldBecause'> & { state: CommentState; heldBecause: string[]; createdAt: Date };

/** What came in, by article and then as it came. @throws DomainError common.not_found */
export async function listComments(work: Work, capacity: Capacity, { consultationId, q, articleId, states, limit, offset }: z.output<typeof listCommentsInput>): Promise<{ rows: CommentView[]; total: number }> {
  const [known] = await work.sql('SELECT 1 FROM consultation WHERE id = $1 AND congress_id = $2', [consultationId, capacity.congressId]);
  if (!known) throw new DomainError('common.not_found', { what: '征求意见' });
  const values = [consultationId, q ?? null, articleId === 'whole', articleId === undefined || articleId === 'whole' ? null : articleId, states?.length ? states : null];
  const where = `m.consultation_id = $1 AND ($2::text IS NULL OR strpos(lower(m.content), lower($2)) > 0) AND (NOT $3 OR m.article_id IS NULL) AND ($4::uuid IS NULL OR m.article_id = $4) AND ($5::text[] IS NULL OR m.state = ANY ($5))`;
  const rows = await work.sql<CommentRow>(
    `SELECT m.id, m.state, m.article_id AS "articleId", COALESCE(a.label, '整个草案') AS "articleLabel", m.content, m.held_because AS "heldBecause", m.shown, m.answer, m.created_at AS "createdAt"
     FROM consultation_comment m LEFT JOIN consultation_article a ON a.id = m.article_id WHERE ${where} ORDER BY a.position NULLS FIRST, m.created_at, m.id LIMIT $6 OFFSET $7`,
    [...values, limit, offset],
  );
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM consultation_comment m WHERE ${where}`, values);
  return {
    rows: rows.map(({ heldBecause, createdAt, ...row }) => ({ ...row, stateLabel: commentStateLabels[row.state], heldBecause: heldBecause.filter(isHeldReason).map((one) => heldLabels[one]), createdAt: dateInShanghai(createdAt) })),
    total: count?.total ?? 0,
  };
}
