// How the workflow engine reaches letters of supervision. Who must answer is read from the opinion: given to another organ, the question goes along.
import type { OpinionSupervisionTable } from '@smart/database/generated/kysely/types';
import { DomainError } from '@smart/kernel/errors';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import type { Actor } from '../workflow.ts';
import type { SupervisionState } from './model.ts';
import { type SupervisionAction, type SupervisionSubject, supervisionLimit, supervisionWorkflow } from './workflow.ts';

export type SupervisionRow = {
  id: string; congressId: string; opinionId: string; issuerOrganId: string; issuer: string; signer: string; state: SupervisionState; version: number; numberLabel: string; ground: string; request: string; dueOn: string; organName: string;
  issuedAt: Date | null; answer: string | null; doneBy: string | null; answeredAt: Date | null; answeredBy: string | null; outcome: string | null;
  number: string; title: string; deputyPersonId: string | null; organId: string | null; organCongressId: string | null; viaOrganId: string | null; issuerCongressId: string | null;
};

export const supervisionColumns = `s.id, s.congress_id AS "congressId", s.opinion_id AS "opinionId", s.issuer_organ_id AS "issuerOrganId", s.issuer, s.signer, s.state, s.version, s.number_label AS "numberLabel", s.ground, s.request,
  to_char(s.due_on, 'YYYY-MM-DD') AS "dueOn", s.organ_name AS "organName", s.issued_at AS "issuedAt", s.answer, to_char(s.done_by, 'YYYY-MM-DD') AS "doneBy", s.answered_at AS "answeredAt", s.answered_by AS "answeredBy", s.outcome,
  o.number, o.title, o.deputy_person_id AS "deputyPersonId", o.organ_id AS "organId", g.congress_id AS "organCongressId", o.via_organ_id AS "viaOrganId", i.congress_id AS "issuerCongressId"`;
export const supervisionTables = 'opinion_supervision s JOIN opinion o ON o.id = s.opinion_id LEFT JOIN organ g ON g.id = o.organ_id LEFT JOIN organ i ON i.id = s.issuer_organ_id';

/** @throws DomainError common.not_found */
export async function lockSupervision(work: Work, id: string): Promise<SupervisionRow> {
  const [row] = await work.sql<SupervisionRow>(`SELECT ${supervisionColumns} FROM ${supervisionTables} WHERE s.id = $1 FOR UPDATE OF s`, [id]);
  if (!row) throw new DomainError('common.not_found', { what: '督查单' });
  return row;
}

export const supervisionSubject = ({ id, opinionId, congressId, state, version, issuerCongressId, organId, organCongressId, viaOrganId }: SupervisionRow): SupervisionSubject => ({ id, matterId: opinionId, congressId, state, version, opinionId, issuerCongressId, organId, organCongressId, viaOrganId });

export const supervisionStore = defineStore<SupervisionState, SupervisionAction, SupervisionSubject, Actor, Updateable<OpinionSupervisionTable>>({
  workflow: supervisionWorkflow,
  table: 'opinion_supervision',
  lock: async (work, id) => supervisionSubject(await lockSupervision(work, id)),
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('opinion_supervision').set({ ...patch, state, version }).where('id', '=', id).execute();
  },
  // Overdue, the organ and whoever issued it are told on the next day, once; answered, nobody is.
  remindAfter: { [supervisionLimit]: [1] },
  describe: async (work, ids) => {
    const rows = await work.sql<{ id: string; title: string; numberLabel: string; issuerOrganId: string }>('SELECT s.id, o.title, s.number_label AS "numberLabel", s.issuer_organ_id AS "issuerOrganId" FROM opinion_supervision s JOIN opinion o ON o.id = s.opinion_id WHERE s.id = ANY ($1::uuid[])', [[...ids]]);
    return new Map(rows.map(({ id, ...words }) => [id, words]));
  },
});

/** The opinion goes to another organ: what was asked about it is now asked of that one, by the same day. */
export const moveSupervision = (work: Work, opinionId: string, organId: string): Promise<unknown> =>
  work.sql(`UPDATE deadline SET owner_organ_id = $2 WHERE matter_id = $1 AND subject_type = 'opinion_supervision' AND kind = '${supervisionLimit}' AND status = 'open'`, [opinionId, organId]);
