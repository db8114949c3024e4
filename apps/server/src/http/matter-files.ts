// What is attached to a matter, as far as the viewer may open it, made ready for paper.
import { buffer } from 'node:stream/consumers';
import type { Enclosure } from '@smart/documents';
import { pictureForPrint } from '@smart/files/images';
import type { FileStore } from '@smart/files/store';
import { acceptedTypes } from '@smart/files/types';
import type { Capacity } from '@smart/identity/capacity';
import type { PrintedFile } from '@smart/suggestions/query/matter-print';
import { mayReadAttachment } from '@smart/suggestions/attachments';
import type { Work } from '@smart/workflow/work';

/** Together, in bytes: beyond it files are named in the list and fetched alone. */
const MOST_BYTES = 60_000_000;
const pictures: readonly string[] = [acceptedTypes.jpg.mediaType, acceptedTypes.png.mediaType, acceptedTypes.webp.mediaType];

export type Printable = { readonly name: string; readonly kind: Enclosure['kind']; readonly sha256: string };

/** Pictures and PDF files among them that this capacity may open. Other formats are in the list of files only. */
export async function printableFiles(work: Work, capacity: Capacity, matterId: string, files: readonly PrintedFile[]): Promise<Printable[]> {
  const rows = await work.sql<{ id: string; sha256: string }>('SELECT id, sha256 FROM stored_file WHERE matter_id = $1', [matterId]);
  const contents = new Map(rows.map(({ id, sha256 }) => [id, sha256]));
  const found: Printable[] = [];
  let bytes = 0;
  for (const { id, name, mediaType, size, purpose, subjectId } of files) {
    const kind = pictures.includes(mediaType) ? 'picture' : mediaType === acceptedTypes.pdf.mediaType ? 'pdf' : null;
    const sha256 = contents.get(id);
    if (kind === null || sha256 === undefined || bytes + size > MOST_BYTES) continue;
    if (!(await mayReadAttachment(work, capacity, { matterId, subjectType: purpose, subjectId }))) continue;
    bytes += size;
    found.push({ name, kind, sha256 });
  }
  return found;
}

/** Their contents; one that cannot be read is named on its page and does not keep the others back. */
export async function enclosuresOf(store: FileStore, files: readonly Printable[]): Promise<Enclosure[]> {
  const enclosures: Enclosure[] = [];
  for (const { name, kind, sha256 } of files) {
    const content = await store.read(sha256).then(buffer).then((read) => (kind === 'picture' ? pictureForPrint(read) : read)).catch(() => null);
    enclosures.push({ name, kind, content });
  }
  return enclosures;
}
