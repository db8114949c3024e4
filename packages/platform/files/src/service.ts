/** What files belong to and who may have them. The wall of the database decides by congress; callers decide inside it. */
import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { DomainError } from '@smart/kernel/errors';
import { isId, newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { safeName } from './names.ts';
import { receive, type Received } from './receive.ts';
import type { FileStore } from './store.ts';
import { limits } from './types.ts';

/** A file as screens and other services see it. */
export type StoredFile = {
  id: string;
  congressId: string;
  /** Equal to `id` until the file is attached. */
  matterId: string;
  subjectType: string | null;
  subjectId: string | null;
  purpose: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  sha256: string;
};

/** Who uploads: the person and their words in the record ("李明（岳阳市人大代表）"). Null: the system itself. */
export type Uploader = { id: string | null; label: string };

/** What a file is attached to: the matter (for sharing) with the congress it belongs to, whoever's organ uploads, and the record in it. */
export type Subject = { congressId: string; matterId: string; subjectType: string; subjectId: string };

export type UploadFacts = {
  /** What it is for: `suggestion`, `reply`, … Says which list it appears in, and whether it may become public. */
  purpose: string;
  congressId: string;
  person: Uploader;
};

/** The columns that may be read by everybody who may read the row, the public included. */
const visible = {
  id: true,
  congressId: true,
  matterId: true,
  subjectType: true,
  subjectId: true,
  purpose: true,
  name: true,
  mediaType: true,
  size: true,
  sha256: true,
} as const;

const PURPOSE = /^[a-z][a-z_]{0,39}$/;

/** Nobody removes a content while it is being taken in, and the other way round. Held until the end of the transaction. */
export async function lockContent(work: Pick<Work, 'sql'>, sha256: string): Promise<void> {
  await work.sql(`SELECT pg_advisory_xact_lock(hashtextextended('file:' || $1, 0))`, [sha256]);
}

/** A person cannot fill the store with files that belong to nothing. */
async function checkPending(work: Work, personId: string): Promise<void> {
  const [row] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM stored_file WHERE uploaded_by = $1 AND matter_id = id`, [personId]);
  if ((row?.count ?? 0) >= limits.pendingPerPerson) throw new DomainError('files.too_many_pending', { limit: limits.pendingPerPerson });
}

/**
 * Records a received file and takes its content into the store. It belongs to nothing yet: attach it within a day.
 * @throws DomainError files.too_many_pending
 */
export async function keepUpload(work: Work, store: FileStore, received: Received, { purpose, congressId, person }: UploadFacts): Promise<StoredFile> {
  if (!PURPOSE.test(purpose)) throw new DomainError('common.invalid_input', { problem: '附件用途不正确' }, [{ path: 'purpose', message: '附件用途不正确' }]);
  if (person.id) await checkPending(work, person.id);
  const { path, name, mediaType, size, sha256 } = received;
  await lockContent(work, sha256);
  await store.keep(path, sha256, size);
  const id = newId();
  return work.prisma.storedFile.create({
    data: { id, congressId, matterId: id, purpose, name, mediaType, size, sha256, uploadedBy: person.id, uploaderLabel: person.label, createdAt: work.clock.now() },
    select: visible,
  });
}

/** A content that lies in the store, and what it is called. */
export type Content = Pick<Received, 'name' | 'mediaType' | 'size' | 'sha256'>;

/**
 * Records a content that lies in the store already as a file of a record.
 * @throws DomainError files.not_found when the clean-up took it in the meantime
 */
export async function recordContent(work: Work, store: FileStore, { name, mediaType, size, sha256 }: Content, { purpose, person }: Omit<UploadFacts, 'congressId'>, subject: Subject): Promise<StoredFile> {
  await lockContent(work, sha256);
  if (!(await store.has(sha256))) throw new DomainError('files.not_found');
  return work.prisma.storedFile.create({
    data: { id: newId(), ...subject, purpose, name, mediaType, size, sha256, uploadedBy: person.id, uploaderLabel: person.label, createdAt: work.clock.now() },
    select: visible,
  });
}

type Written = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };

/**
 * Lays a document that the system itself has written into the store, outside any unit of work; `recordContent` makes it a file of a record.
 * Until then it belongs to nothing, and the clean-up takes it after a day. What was never sent over the network needs no inspection.
 */
export async function storeWritten(store: FileStore, { name, mediaType, bytes }: Written): Promise<Content> {
  const path = await store.incoming();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  try {
    await writeFile(path, bytes, { mode: 0o600, flush: true });
    await store.keep(path, sha256, bytes.byteLength);
  } finally {
    await rm(path, { force: true });
  }
  return { name: safeName(name), mediaType, size: bytes.byteLength, sha256 };
}

/**
 * The same in one unit of work, for documents written in a moment.
 * @returns its size in bytes
 */
export async function keepWritten(work: Work, store: FileStore, written: Written, { purpose, person }: Omit<UploadFacts, 'congressId'>, subject: Subject): Promise<number> {
  await lockContent(work, createHash('sha256').update(written.bytes).digest('hex'));
  const content = await storeWritten(store, written);
  await recordContent(work, store, content, { purpose, person }, subject);
  return content.size;
}

/**
 * Gives another record of the same congress the files of these records: new rows over the same contents, as the person's own.
 * @returns how many
 */
export async function copyFiles(work: Work, from: { readonly subjectType: string; readonly subjectIds: readonly string[] }, { purpose, person }: Omit<UploadFacts, 'congressId'>, subject: Subject, most: number): Promise<number> {
  const files = await work.prisma.storedFile.findMany({ where: { subjectType: from.subjectType, subjectId: { in: [...from.subjectIds] }, congressId: subject.congressId }, orderBy: { id: 'asc' }, take: most, select: visible });
  for (const { name, mediaType, size, sha256 } of files) {
    await lockContent(work, sha256);
    await work.prisma.storedFile.create({ data: { id: newId(), ...subject, purpose, name, mediaType, size, sha256, uploadedBy: person.id, uploaderLabel: person.label, createdAt: work.clock.now() } });
  }
  return files.length;
}

/**
 * `receive` and `keepUpload` in one, for files that come from this machine (imports, demonstration data, generated letters).
 * For uploads over the network use the two apart: a slow sender must not hold a transaction open.
 */
export async function receiveUpload(work: Work, store: FileStore, upload: { stream: Readable; name: string } & UploadFacts): Promise<StoredFile> {
  const received = await receive(store, upload);
  try {
    return await keepUpload(work, store, received, upload);
  } finally {
    await received.discard();
  }
}

/**
 * Attaches files that `personId` uploaded and that belong to nothing yet; files already attached to the same record stay so.
 * Call it inside the unit of work that saves the record.
 * @param personId null for the system, which may attach its own files only
 * @throws DomainError files.not_found when one is missing, of somebody else, or attached elsewhere
 */
export async function attach(work: Work, fileIds: readonly string[], { congressId, matterId, subjectType, subjectId }: Subject, personId: string | null): Promise<void> {
  const ids = [...new Set(fileIds)];
  if (ids.length === 0) return;
  if (!ids.every(isId)) throw new DomainError('files.not_found');
  const attached = await work.sql(
    `UPDATE stored_file SET congress_id = $6, matter_id = $2, subject_type = $3, subject_id = $4
     WHERE id = ANY ($1::uuid[]) AND ((matter_id = id AND uploaded_by IS NOT DISTINCT FROM $5::uuid) OR (matter_id = $2 AND subject_id = $4))
     RETURNING id`,
    [ids, matterId, subjectType, subjectId, personId, congressId],
  );
  if (attached.length !== ids.length) throw new DomainError('files.not_found');
}

/** It belongs to nothing any more, and to the congress of whoever let it go: behind the wall nobody else could take it up again. */
const letGo = `congress_id = COALESCE(NULLIF(current_setting('app.congress', true), '')::uuid, congress_id), matter_id = id, subject_type = NULL, subject_id = NULL`;

/**
 * Makes `fileIds` the attachments of a record for one purpose: attaches new ones, lets the others go (the next clean-up
 * removes those older than a day, unless the same person attaches them again before).
 * @throws DomainError files.not_found as `attach`
 */
export async function setAttachments(work: Work, fileIds: readonly string[], subject: Subject, purpose: string, personId: string): Promise<void> {
  if (!fileIds.every(isId)) throw new DomainError('files.not_found');
  await work.sql(
    `UPDATE stored_file SET ${letGo} WHERE matter_id = $1 AND subject_type = $2 AND subject_id = $3 AND purpose = $4 AND NOT id = ANY ($5::uuid[])`,
    [subject.matterId, subject.subjectType, subject.subjectId, purpose, fileIds],
  );
  await attach(work, fileIds, subject, personId);
}

/** Lets all files of a record go, when the record itself is discarded. */
export async function detachAll(work: Work, subjectType: string, subjectId: string): Promise<void> {
  await work.sql(`UPDATE stored_file SET ${letGo} WHERE subject_type = $1 AND subject_id = $2`, [subjectType, subjectId]);
}

/** The files of a matter in the order they were uploaded; what the wall hides is not among them. */
export async function filesOfMatter(work: Pick<Work, 'prisma'>, matterId: string): Promise<StoredFile[]> {
  return work.prisma.storedFile.findMany({ where: { matterId, subjectId: { not: null } }, orderBy: { id: 'asc' }, select: visible });
}

/** Whether the file belongs to nothing and was uploaded by this person. */
export async function isOwnPending(work: Pick<Work, 'prisma'>, file: StoredFile, personId: string): Promise<boolean> {
  if (file.matterId !== file.id) return false;
  return (await work.prisma.storedFile.count({ where: { id: file.id, uploadedBy: personId } })) === 1;
}

/**
 * The file's row as the wall shows it to this unit of work (under the reader role: published files only).
 * @throws DomainError files.not_found when there is none or the wall hides it
 */
export async function openDownload(work: Pick<Work, 'prisma'>, id: string): Promise<StoredFile> {
  const file = isId(id) ? await work.prisma.storedFile.findUnique({ where: { id }, select: visible }) : null;
  if (!file) throw new DomainError('files.not_found');
  return file;
}
