// How the workflow engine reaches a consultation and a comment, and how one act is done with its event.
import type { ConsultationCommentTable, ConsultationTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { advance } from '@smart/workflow/advance';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { actingOf, selfReviewOf } from '../articles/store.ts';
import { consultationEventPayload } from './events.ts';
import type { CommentState, ConsultationState, DraftKind } from './model.ts';
import { daysParameter } from './parameters.ts';
import { type Actor, type CommentAction, type CommentSubject, commentWorkflow, type ConsultationAction, type ConsultationSubject, consultationWorkflow } from './workflow.ts';

export type Consultation = ConsultationSubject & { readonly revision: number; readonly kind: DraftKind; readonly comments: number };

const writers = (part: 'draft' | 'outcome'): string => `ARRAY(SELECT w.person_id::text FROM consultation_writer w WHERE w.consultation_id = c.id AND w.part = '${part}' ORDER BY w.at, w.person_id)`;

/** What the rules look at; `$1` is today. */
export const subjectColumns = `c.id, c.id AS "matterId", c.congress_id AS "congressId", c.state, c.version, c.revision, c.kind, c.title, to_char(c.starts_on, 'YYYY-MM-DD') AS "startsOn", to_char(c.ends_on, 'YYYY-MM-DD') AS "endsOn",
  c.ends_on - GREATEST(c.starts_on, $1::date) + 1 AS days, c.comments, c.outcome_draft AS "outcomeDraft", (SELECT count(*)::int FROM consultation_article a WHERE a.consultation_id = c.id) AS articles,
  (SELECT count(*)::int FROM consultation_comment m WHERE m.consultation_id = c.id AND m.state IN ('held', 'received')) AS undecided, ${writers('draft')} AS "writerIds", ${writers('outcome')} AS "outcomeWriterIds"`;

/** The fewest days that the congress's rule allows for such a draft. */
export const leastDaysOf = async (work: Work, congressId: string, kind: DraftKind): Promise<number> => z.int().parse(await work.parameter(congressId, daysParameter(kind)));

/** What the rules need besides the row: the parameter, and whether somebody else could examine what waits. */
export async function completed<Row extends Omit<Consultation, 'leastDays' | 'selfReview'>>(work: Work, row: Row): Promise<Row & Pick<Consultation, 'leastDays' | 'selfReview'>> {
  const examined = row.state === 'outcome_review' ? row.outcomeWriterIds : row.writerIds;
  return { ...row, leastDays: await leastDaysOf(work, row.congressId, row.kind), selfReview: await selfReviewOf(work, row.congressId, examined) };
}

async function lockConsultation(work: Work, id: string): Promise<Consultation> {
  await work.sql('SELECT 1 FROM consultation WHERE id = $1 FOR UPDATE', [id]);
  const [row] = await work.sql<Omit<Consultation, 'leastDays' | 'selfReview'>>(`SELECT ${subjectColumns} FROM consultation c WHERE c.id = $2`, [today(work.clock), id]);
  if (!row) throw new DomainError('common.not_found', { what: '征求意见' });
  return completed(work, row);
}

export const consultationStore = defineStore<ConsultationState, ConsultationAction, Consultation, Actor, Updateable<ConsultationTable>>({
  workflow: consultationWorkflow,
  table: 'consultation',
  lock: lockConsultation,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('consultation').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
});

async function lockComment(work: Work, id: string): Promise<CommentSubject> {
  await work.sql('SELECT 1 FROM consultation_comment WHERE id = $1 FOR UPDATE', [id]);
  const [row] = await work.sql<CommentSubject>(
    `SELECT m.id, m.consultation_id AS "matterId", m.congress_id AS "congressId", m.state, m.version, m.shown, c.state NOT IN ('open', 'closed') AS settled
     FROM consultation_comment m JOIN consultation c ON c.id = m.consultation_id WHERE m.id = $1`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '意见' });
  return row;
}

export const commentStore = defineStore<CommentState, CommentAction, CommentSubject, Actor, Updateable<ConsultationCommentTable>>({
  workflow: commentWorkflow,
  table: 'consultation_comment',
  lock: lockComment,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('consultation_comment').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
});

/**
 * A consultation of the own congress, locked.
 * @throws DomainError common.not_found: to other congresses it does not exist
 */
export async function lockedConsultation(work: Work, capacity: Capacity, id: string): Promise<Consultation> {
  const found = await lockConsultation(work, id);
  if (found.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '征求意见' });
  return found;
}

type Request<Action extends string, Table> = {
  readonly id: string; readonly action: Action; readonly expectedVersion?: number | undefined; readonly input?: unknown; readonly reason?: string | undefined; readonly patch?: Updateable<Table>;
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** One act on a consultation. @param capacity null for the system @throws DomainError what `advance` throws */
export async function actOnConsultation(work: Work, capacity: Capacity | null, request: Request<ConsultationAction, ConsultationTable>): Promise<Consultation> {
  const { title, endsOn, comments, writerIds, outcomeWriterIds } = await lockConsultation(work, request.id);
  const payload = consultationEventPayload.parse({ consultationId: request.id, title, endsOn, comments, writerIds: [...writerIds], outcomeWriterIds: [...outcomeWriterIds], reason: request.reason ?? null });
  return advance(work, consultationStore, { ...request, actor: capacity, acting: actingOf(capacity), event: { payload } });
}

/** One act on a comment of a consultation that is known. @throws DomainError what `advance` throws */
export async function actOnComment(work: Work, capacity: Capacity | null, { title, endsOn, comments, matterId }: Pick<Consultation, 'title' | 'endsOn' | 'comments' | 'matterId'>, request: Request<CommentAction, ConsultationCommentTable>): Promise<CommentSubject> {
  const payload = consultationEventPayload.parse({ consultationId: matterId, title, endsOn, comments, writerIds: [], outcomeWriterIds: [], reason: request.reason ?? null });
  return advance(work, commentStore, { ...request, actor: capacity, acting: actingOf(capacity), event: { payload } });
}
