// 照片: what people show besides what they say. They belong to the opinion and go with it to whoever may see it; nothing of them is public by itself.
import { createHash } from 'node:crypto';
import { attach, copyFiles, type Content, recordContent, type StoredFile } from '@smart/files/service';
import type { FileStore } from '@smart/files/store';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { opinionLimits } from './model.ts';
import type { Picture } from './model-views.ts';

/** What a file of an opinion is for, and what it is attached to: the opinion, or one of the messages added later. */
export const pictureSubject = 'opinion';
export const messageSubject = 'opinion_message';
const citizen = { id: null, label: '群众' } as const;

/** Pictures that lie in the store, with where it is. */
export type Sent = { readonly store: FileStore; readonly contents: readonly Content[] };

type Place = { readonly opinionId: string; readonly congressId: string; /** Null: what was handed in at first. */ readonly messageId: string | null };

/**
 * Records a citizen's pictures as files of the opinion.
 * @throws DomainError common.conflict when one was cleaned away since it was sent (a day later)
 */
export async function recordPictures(work: Work, { store, contents }: Sent, { opinionId, congressId, messageId }: Place): Promise<void> {
  const subject = { congressId, matterId: opinionId, subjectType: messageId === null ? pictureSubject : messageSubject, subjectId: messageId ?? opinionId };
  try {
    for (const content of contents) await recordContent(work, store, content, { purpose: pictureSubject, person: citizen }, subject);
  } catch (error) {
    throw isDomainError(error, 'files.not_found') ? new DomainError('opinions.pictures_gone', undefined, [{ path: 'pictures', message: '照片已过期，请重新选择' }]) : error;
  }
}

/**
 * What staff uploaded with what they took down.
 * @throws DomainError files.not_found (not theirs), opinions.only_pictures
 */
export async function attachPictures(work: Work, capacity: Capacity, opinionId: string, fileIds: readonly string[]): Promise<void> {
  await attach(work, fileIds, { congressId: capacity.congressId, matterId: opinionId, subjectType: pictureSubject, subjectId: opinionId }, capacity.personId);
  const [other] = await work.sql(`SELECT 1 FROM stored_file WHERE matter_id = $1 AND media_type NOT IN ('image/jpeg', 'image/png', 'image/webp')`, [opinionId]);
  if (other) throw new DomainError('opinions.only_pictures', undefined, [{ path: 'fileIds', message: '只能添加照片' }]);
}

/** A digest of the pictures that were handed in at first; empty without any. The log keeps it, so that a later change shows. */
export async function digestOfPictures(work: Work, opinionId: string): Promise<string> {
  const rows = await work.sql<{ sha256: string }>(`SELECT sha256 FROM stored_file WHERE matter_id = $1 AND subject_type = '${pictureSubject}' ORDER BY sha256`, [opinionId]);
  return rows.length === 0 ? '' : createHash('sha256').update(rows.map(({ sha256 }) => sha256).join('\n')).digest('hex');
}

/** Of one opinion, in the order they came. */
export const picturesOf = (work: Work, opinionId: string): Promise<Picture[]> =>
  work.sql<Picture>(`SELECT id, name FROM stored_file WHERE matter_id = $1 AND subject_type IN ('${pictureSubject}', '${messageSubject}') ORDER BY created_at, id LIMIT 100`, [opinionId]);

/** One picture for the holder of the receipt. @throws DomainError files.not_found */
export async function pictureOf(work: Work, opinionId: string, fileId: string): Promise<Pick<StoredFile, 'name' | 'mediaType' | 'size' | 'sha256'>> {
  const [file] = await work.sql<Pick<StoredFile, 'name' | 'mediaType' | 'size' | 'sha256'>>(
    `SELECT name, media_type AS "mediaType", size::int AS size, sha256 FROM stored_file WHERE id::text = $2 AND matter_id = $1 AND subject_type IN ('${pictureSubject}', '${messageSubject}')`,
    [opinionId, fileId],
  );
  if (!file) throw new DomainError('files.not_found');
  return file;
}

/** Carries the pictures of these opinions over to a draft that a deputy makes of them, as the deputy's own; they may be taken out there. */
export const carryPictures = (work: Work, capacity: Capacity, opinionIds: readonly string[], suggestionId: string): Promise<number> =>
  copyFiles(
    work, { subjectType: pictureSubject, subjectIds: opinionIds },
    { purpose: 'suggestion', person: { id: capacity.personId, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）` } },
    { congressId: capacity.congressId, matterId: suggestionId, subjectType: 'suggestion', subjectId: suggestionId }, opinionLimits.carried,
  );
