/** Decides by content what a file is, and refuses what is not accepted, is not what its name says, or is harmful. */
import { open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { DomainError } from '@smart/kernel/errors';
import { fileTypeFromBuffer } from 'file-type';
import { inspectArchive } from './archive.ts';
import { extensionOf } from './names.ts';
import { acceptedLabels, type TypeName, typeOfExtension } from './types.ts';

/** Enough for every signature that is looked for at the beginning of a file. */
const HEAD = 8192;
/** Where a PDF must have its end mark. */
const PDF_TAIL = 2048;

type Ends = { head: Buffer; tail: Buffer };

async function readEnds(path: string): Promise<Ends> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(HEAD, size));
    const tail = Buffer.alloc(Math.min(PDF_TAIL, size));
    await file.read(head, 0, head.length, 0);
    await file.read(tail, 0, tail.length, size - tail.length);
    return { head, tail };
  } finally {
    await file.close();
  }
}

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const EMPTY_ZIP = Buffer.from('PK\u0005\u0006', 'latin1');
/** Texts that browsers, shells or Office would run. */
const ACTIVE_TEXT = /^\s*(<\?xml|<!doctype|<html|<svg|<script|<head|<body|<iframe|#!|\{\\rtf)/i;

/** The accepted types by the names of file-type; zips are looked into by ourselves. */
const BY_DETECTION: Readonly<Record<string, TypeName>> = { jpg: 'jpg', png: 'png', webp: 'webp', pdf: 'pdf' };

/** Whether the whole file is text in UTF-8 or GB 18030, without control characters. */
async function isText(path: string): Promise<boolean> {
  for (const encoding of ['utf-8', 'gb18030']) {
    const decoder = new TextDecoder(encoding, { fatal: true });
    try {
      let first = true;
      for await (const chunk of createReadStream(path)) {
        if (!Buffer.isBuffer(chunk)) return false;
        const text = decoder.decode(chunk, { stream: true });
        // oxlint-disable-next-line no-control-regex -- control characters tell binary content from text
        if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) || (first && ACTIVE_TEXT.test(text))) return false;
        first = false;
      }
      decoder.decode();
      return true;
    } catch {
      // Not in this encoding; try the next.
    }
  }
  return false;
}

/** What the content is: one of our types, or the label of something else. */
async function contentType(path: string, name: string): Promise<{ type: TypeName } | { type: undefined; actual: string | undefined }> {
  const { head, tail } = await readEnds(path);
  if (head.subarray(0, 4).equals(ZIP) || head.subarray(0, 4).equals(EMPTY_ZIP)) {
    const { type, macros } = await inspectArchive(path, name);
    if (macros) throw new DomainError('files.macros', { name });
    return type ? { type } : { type, actual: 'ZIP' };
  }
  const detected = await fileTypeFromBuffer(head);
  if (detected) {
    const type = BY_DETECTION[detected.ext];
    if (type === 'pdf' && !tail.includes('%%EOF')) throw new DomainError('files.damaged', { name });
    return type ? { type } : { type, actual: detected.ext.toUpperCase() };
  }
  return (await isText(path)) ? { type: 'txt' } : { type: undefined, actual: undefined };
}

/**
 * The type of the file at `path`, whose name is `name`.
 * @throws DomainError files.type_refused (a type we do not take), files.type_mismatch (the name says another type),
 *   files.macros, files.bomb, files.damaged
 */
export async function inspectFile(path: string, name: string): Promise<TypeName> {
  const extension = extensionOf(name);
  const claimed = typeOfExtension(extension);
  if (extension !== '' && claimed === undefined) throw new DomainError('files.type_refused', { name, accepted: acceptedLabels });
  const found = await contentType(path, name);
  if (claimed === undefined) {
    if (found.type === undefined) throw new DomainError('files.type_refused', { name, accepted: acceptedLabels });
    return found.type;
  }
  if (found.type === claimed) return claimed;
  const actual = found.type?.toUpperCase() ?? ('actual' in found ? found.actual : undefined);
  throw new DomainError('files.type_mismatch', actual === undefined ? { name } : { name, actual });
}
