/**
 * Looks into a zip without keeping anything unpacked: what kind of document it is, whether it would blow up, and whether
 * it can be read at all. First the directory's claims are held to the limits, then each entry is read to its end and
 * thrown away: an entry that is longer than it claims stops there.
 */
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@smart/kernel/errors';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { limits, type TypeName } from './types.ts';

/** A document inside the zip: its type, and what it carries that is not accepted. */
export type Archive = { type: TypeName | undefined; macros: boolean };

/** A part that only this type has. */
const MARKS: Readonly<Record<string, TypeName>> = {
  'word/document.xml': 'docx',
  'xl/workbook.xml': 'xlsx',
  'ppt/presentation.xml': 'pptx',
  'OFD.xml': 'ofd',
};
const MACROS = /(^|\/)(vbaProject\w*\.bin|vbaData\.xml|macrosheets\/|activeX\/)/i;
/** Binary workbooks and the like name their main part so. */
const BINARY_PART = /^(xl\/workbook\.bin)$/i;

function checkEntry(entry: Entry, total: number, name: string): void {
  const { uncompressedSize: size, compressedSize: packed } = entry;
  const inflated = size > limits.ratioFrom && size > packed * limits.unpackRatio;
  if (total > limits.unpackedSize || inflated) throw new DomainError('files.bomb', { name });
  // Bit 0 of the flags: the entry is encrypted.
  if ((entry.generalPurposeBitFlag & 1) !== 0) throw new DomainError('files.damaged', { name });
}

/** Entries whose data overlap unpack to far more than the file holds; real documents have none (D. Fifield, 2019). */
function overlaps(entries: readonly { start: number; end: number }[]): boolean {
  const sorted = entries.toSorted((a, b) => a.start - b.start);
  return sorted.some((entry, at) => entry.start < (sorted[at - 1]?.end ?? 0));
}

/**
 * Reads the directory of the zip at `path`.
 * @throws DomainError files.bomb (too much, too dense, too many entries), files.damaged (broken or encrypted)
 */
export async function inspectArchive(path: string, name: string): Promise<Archive> {
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  } catch {
    throw new DomainError('files.damaged', { name });
  }
  try {
    if (zip.entryCount > limits.archiveEntries) throw new DomainError('files.bomb', { name });
    const { archive, entries } = await readDirectory(zip, name);
    await readThrough(zip, entries, name);
    return archive;
  } finally {
    zip.close();
  }
}

async function readDirectory(zip: ZipFile, name: string): Promise<{ archive: Archive; entries: Entry[] }> {
  const entries: Entry[] = [];
  const ranges: { start: number; end: number }[] = [];
  let type: TypeName | undefined;
  let [macros, hasTypes, total] = [false, false, 0];
  try {
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize;
      checkEntry(entry, total, name);
      entries.push(entry);
      ranges.push({ start: entry.relativeOffsetOfLocalHeader, end: entry.relativeOffsetOfLocalHeader + 30 + entry.compressedSize });
      type ??= MARKS[entry.fileName];
      macros ||= MACROS.test(entry.fileName) || BINARY_PART.test(entry.fileName);
      hasTypes ||= entry.fileName === '[Content_Types].xml';
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('files.damaged', { name });
  }
  if (overlaps(ranges)) throw new DomainError('files.bomb', { name });
  return { archive: { type: type !== 'ofd' && !hasTypes ? undefined : type, macros }, entries };
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Reads every entry; yauzl ends with an error where the content is not as long as the directory says. */
async function readThrough(zip: ZipFile, entries: readonly Entry[], name: string): Promise<void> {
  try {
    for (const entry of entries) {
      if (!entry.fileName.endsWith('/')) await pipeline(await zip.openReadStreamPromise(entry), nowhere());
    }
  } catch {
    throw new DomainError('files.damaged', { name });
  }
}
