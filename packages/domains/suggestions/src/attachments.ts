// Files of a suggestion: an uploaded file belongs to nobody but its uploader until it is attached here.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';

export type Attached = { id: string; name: string; mediaType: string; size: number; purpose: string; subjectId: string | null };

/**
 * Makes `fileIds` the files of one part of a suggestion (the suggestion's own text, a reply). What was attached there and is no longer
 * named is released to its uploader's loose files, which the clean-up removes.
 * @throws DomainError files.not_found when one is not the actor's own upload or belongs to another matter
 */
export async function attachFiles(work: Work, capacity: Capacity, matterId: string, subject: { type: string; id: string }, fileIds: readonly string[]): Promise<void> {
  await work.sql(
    `UPDATE stored_file SET matter_id = id, subject_type = NULL, subject_id = NULL WHERE matter_id = $1 AND subject_id = $2 AND NOT (id = ANY ($3::uuid[]))`,
    [matterId, subject.id, fileIds],
  );
  if (fileIds.length === 0) return;
  const attached = await work.sql<{ id: string }>(
    `UPDATE stored_file SET matter_id = $1, subject_type = $2, subject_id = $3
     WHERE id = ANY ($4::uuid[]) AND ((matter_id = id AND uploaded_by = $5) OR (matter_id = $1 AND subject_id = $3)) RETURNING id`,
    [matterId, subject.type, subject.id, fileIds, capacity.personId],
  );
  if (attached.length !== new Set(fileIds).size) throw new DomainError('files.not_found');
}

/** The files of a matter and its parts. */
export const filesOf = (work: Work, matterId: string): Promise<Attached[]> =>
  work.sql<Attached>(`SELECT id, name, media_type AS "mediaType", size, purpose, subject_id AS "subjectId" FROM stored_file WHERE matter_id = $1 ORDER BY created_at, id`, [matterId]);
