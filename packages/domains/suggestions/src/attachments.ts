// Files of a suggestion, its replies and commitments.
import { setAttachments } from '@smart/files/service';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { isShutOut, principalOf } from './own.ts';
import { parameters, partySql, visibleSql } from './visibility.ts';

export type Attached = { id: string; name: string; mediaType: string; size: number; purpose: string; subjectId: string | null };

/** Parts of a matter that files are attached to; a file's purpose is named like its part. */
export type AttachedTo = 'suggestion' | 'reply' | 'commitment' | 'coordination' | 'question' | 'answer' | 'paper';

/** Scans of handwritten originals: for the congress's own people, besides the deputy who leads. */
export const seesPaper = (row: { congressId: string }, capacity: Pick<Capacity, 'congressId' | 'roles'>): boolean =>
  capacity.congressId === row.congressId && capacity.roles.some((role) => role === 'congress_officer' || role === 'congress_leader');

/**
 * Makes `fileIds` the files of one part of a suggestion. They are the suggestion's: what an organ of another tier attaches belongs to the congress that
 * handed over, or its deputy would never see it.
 * @throws DomainError files.not_found when one is not the actor's own upload or belongs to another matter
 */
export async function attachFiles(work: Work, capacity: Capacity, matterId: string, subject: { type: AttachedTo; id: string }, fileIds: readonly string[]): Promise<void> {
  const [matter] = await work.sql<{ congressId: string }>('SELECT congress_id AS "congressId" FROM suggestion WHERE id = $1', [matterId]);
  if (!matter) throw new DomainError('common.not_found', { what: '建议' });
  await setAttachments(work, fileIds, { congressId: matter.congressId, matterId, subjectType: subject.type, subjectId: subject.id }, subject.type, capacity.personId);
}

/** The files of a matter and its parts. */
export const filesOf = (work: Work, matterId: string): Promise<Attached[]> =>
  work.sql<Attached>(
    `SELECT id, name, media_type AS "mediaType", size, purpose, subject_id AS "subjectId" FROM stored_file WHERE matter_id = $1 AND subject_id IS NOT NULL ORDER BY created_at, id`,
    [matterId],
  );

/**
 * Whether a capacity may have a file that is attached to a suggestion or its parts: it must see the suggestion, and a reply must be signed
 * or of the own organ. False for files of other domains.
 */
export async function mayReadAttachment(work: Work, capacity: Capacity, file: { matterId: string; subjectType: string | null; subjectId: string | null }): Promise<boolean> {
  if (file.subjectType === 'paper') return mayReadPaper(work, capacity, file.matterId);
  const { values, p } = parameters();
  const reply = `NOT (${p(file.subjectType)}::text = 'reply') OR EXISTS (SELECT 1 FROM reply r WHERE r.id = ${p(file.subjectId)}::uuid AND (r.state = 'signed' OR r.organ_id = ${p(capacity.organId ?? null)}::uuid))`;
  // What the deputy and an organ write to each other concerns those with a part in it, not every deputy.
  const thread = `NOT (${p(file.subjectType)}::text IN ('question', 'answer', 'coordination')) OR ${partySql(capacity, p)}`;
  const found = await work.sql(`SELECT 1 FROM suggestion s WHERE s.id = ${p(file.matterId)} AND ${visibleSql(capacity, p)} AND (${reply}) AND (${thread})`, values);
  return found.length > 0;
}

/** The deputy who leads (and whoever prepares for them), and the congress's own people, also before the deputy has confirmed the entry. */
async function mayReadPaper(work: Work, capacity: Capacity, id: string): Promise<boolean> {
  const [row] = await work.sql<{ congressId: string; leadPersonId: string; confidential: boolean }>('SELECT congress_id AS "congressId", lead_person_id AS "leadPersonId", confidential FROM suggestion WHERE id = $1', [id]);
  if (!row) return false;
  return seesPaper(row, capacity) || (row.congressId === capacity.congressId && row.leadPersonId === principalOf(capacity)?.personId && !isShutOut(capacity, row));
}
