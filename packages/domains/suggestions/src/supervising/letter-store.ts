// How the workflow engine reaches letters of supervision.
import type { SupervisionLetterTable } from '@smart/database/generated/kysely/types';
import { DomainError } from '@smart/kernel/errors';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import type { Actor } from '../subjects.ts';
import type { LetterState } from './model.ts';
import { type LetterAction, type LetterSubject, letterWorkflow } from './workflow-letter.ts';

export type LetterRow = {
  id: string; congressId: string; suggestionId: string; organId: string; organName: string; state: LetterState; version: number; numberLabel: string | null; text: string; dueOn: string | null;
  issuer: string; signer: string | null; contactName: string | null; contactPhone: string | null; issuedAt: Date | null; answer: string | null; answeredAt: Date | null; answeredBy: string | null;
  reviewNote: string | null; closedAt: Date | null;
};

export const letterColumns = `l.id, l.congress_id AS "congressId", l.suggestion_id AS "suggestionId", l.organ_id AS "organId", l.organ_name AS "organName", l.state, l.version, l.number_label AS "numberLabel", l.text,
  l.due_on AS "dueOn", l.issuer, l.signer, l.contact_name AS "contactName", l.contact_phone AS "contactPhone", l.issued_at AS "issuedAt", l.answer, l.answered_at AS "answeredAt", l.answered_by AS "answeredBy",
  l.review_note AS "reviewNote", l.closed_at AS "closedAt"`;

/** @throws DomainError common.not_found */
export async function lockLetter(work: Work, id: string): Promise<LetterRow> {
  const [row] = await work.sql<LetterRow>(`SELECT ${letterColumns} FROM supervision_letter l WHERE l.id = $1 FOR UPDATE`, [id]);
  if (!row) throw new DomainError('common.not_found', { what: '督办单' });
  return row;
}

const subjectOf = ({ id, suggestionId, congressId, state, version, organId, answer }: LetterRow): LetterSubject => ({ id, matterId: suggestionId, congressId, state, version, organId, answer });

export const letterStore = defineStore<LetterState, LetterAction, LetterSubject, Actor, Updateable<SupervisionLetterTable>>({
  workflow: letterWorkflow,
  table: 'supervision_letter',
  lock: async (work, id) => subjectOf(await lockLetter(work, id)),
  save: async (work, subject, { state, version, patch }) => {
    await work.db.updateTable('supervision_letter').set({ ...patch, state, version }).where('id', '=', subject.id).execute();
  },
  describe: async (work, ids) => {
    const rows = await work.sql<{ id: string; title: string; numberLabel: string | null; letterLabel: string | null }>(
      `SELECT l.id, s.title, s.number_label AS "numberLabel", l.number_label AS "letterLabel" FROM supervision_letter l JOIN suggestion s ON s.id = l.suggestion_id WHERE l.id = ANY ($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, ...words }) => [id, words]));
  },
});
