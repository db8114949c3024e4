/** Takes in an upload: streamed to disk, measured, inspected, cleaned. No database; nothing is kept when it is refused. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { DomainError } from '@smart/kernel/errors';
import { cleanImage } from './images.ts';
import { inspectFile } from './inspect.ts';
import { extensionOf, safeName } from './names.ts';
import type { FileStore } from './store.ts';
import { acceptedTypes, limits } from './types.ts';

/** A file that passed every check and lies ready beside the store. Keep it or `discard` it. */
export type Received = {
  path: string;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
  /** Removes it when it was not kept; harmless afterwards. */
  discard(): Promise<void>;
};

/** Writes the stream to `path`, never more than the limit, and forces it to the disk; gives its size. */
async function writeLimited(stream: Readable, path: string, name: string, limit: number): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
      size += bytes.length;
      // Leaving the loop destroys the stream: the rest is not read.
      if (size > limit) throw new DomainError('files.too_large', { name, limit });
      await file.write(bytes);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (size === 0) throw new DomainError('files.empty', { name });
  return size;
}

async function measure(path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(path)) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    hash.update(bytes);
  }
  return { size, sha256: hash.digest('hex') };
}

/**
 * Receives one file from `stream`; `name` as the sender gives it, `limit` in bytes.
 * @throws DomainError files.too_large, files.empty, files.type_refused, files.type_mismatch, files.macros, files.bomb, files.damaged
 */
export async function receive(store: FileStore, { stream, name: given, limit = limits.fileSize }: { stream: Readable; name: string; limit?: number }): Promise<Received> {
  const name = safeName(given);
  const raw = await store.incoming();
  const cleaned = `${raw}.clean`;
  const discard = async () => {
    await rm(raw, { force: true });
    await rm(cleaned, { force: true });
  };
  try {
    await writeLimited(stream, raw, name, limit);
    const type = await inspectFile(raw, name);
    const accepted = acceptedTypes[type];
    let path = raw;
    if (type === 'jpg' || type === 'png' || type === 'webp') {
      await cleanImage(raw, cleaned, type, name);
      await rm(raw, { force: true });
      path = cleaned;
    }
    const named = extensionOf(name) === '' ? `${name}.${accepted.extension}` : name;
    return { path, name: named, mediaType: accepted.mediaType, ...(await measure(path)), discard };
  } catch (error) {
    await discard();
    throw error;
  }
}
