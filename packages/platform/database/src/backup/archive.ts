// The container of a backup: entries of unknown length, one after the other, in one gzip stream.
//   entry := {"entry": name} newline, chunks (length as four bytes, then so many bytes), a chunk of length 0
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { StartupError } from '../startup-error.ts';

export type Digest = { bytes: number; sha256: string };
export type ArchiveWriter = {
  /** Writes one entry and returns what was written. */
  entry: (name: string, source: AsyncIterable<Buffer> | Iterable<Buffer>) => Promise<Digest>;
};

/** Passes chunks on and knows, once they have passed, how many bytes they were and their SHA-256. */
export function digesting(source: AsyncIterable<Buffer> | Iterable<Buffer>): { chunks: AsyncIterable<Buffer>; digest: () => Digest } {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* chunks() {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  return { chunks: chunks(), digest: () => ({ bytes, sha256: hash.digest('hex') }) };
}

/**
 * Writes an archive beside its place and moves it there when it is complete and on the disk: whatever interrupts it, there is no
 * half archive under the name. Only its owner may read it.
 */
export async function writeArchive(file: string, fill: (archive: ArchiveWriter) => Promise<void>, signal?: AbortSignal): Promise<void> {
  const draft = `${file}.partial`;
  const input = new PassThrough();
  const written = pipeline(input, createGzip({ level: 5 }), createWriteStream(draft, { mode: 0o600 }), signal ? { signal } : {});
  const failed = written.then(() => new Promise<never>(() => {}));
  const put = async (chunk: Buffer) => {
    signal?.throwIfAborted();
    if (!input.write(chunk)) await Promise.race([new Promise((drained) => input.once('drain', drained)), failed]);
  };
  const entry = async (name: string, source: AsyncIterable<Buffer> | Iterable<Buffer>) => {
    await put(Buffer.from(`${JSON.stringify({ entry: name })}\n`));
    const { chunks, digest } = digesting(source);
    for await (const chunk of chunks) if (chunk.length > 0) await put(Buffer.concat([lengthOf(chunk.length), chunk]));
    await put(lengthOf(0));
    return digest();
  };
  try {
    await Promise.race([fill({ entry }), failed]);
    input.end();
    await written;
    const handle = await open(draft, 'r');
    await handle.sync().finally(() => handle.close());
    await rename(draft, file);
  } catch (error) {
    input.destroy();
    await written.catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

const damaged = (cause?: unknown) => new StartupError('备份文件已损坏或不完整：请使用另一份备份。 The backup file is damaged or incomplete: use another one.', { cause });

/** Hands out exactly as many bytes as are asked for. */
function byteReader(source: AsyncIterator<Buffer>) {
  let rest: Buffer = Buffer.alloc(0);
  const more = async () => {
    const { value, done } = await source.next();
    if (done) return false;
    rest = rest.length === 0 ? value : Buffer.concat([rest, value]);
    return true;
  };
  return {
    async exactly(length: number): Promise<Buffer> {
      while (rest.length < length) if (!(await more())) throw damaged();
      const taken = rest.subarray(0, length);
      rest = rest.subarray(length);
      return taken;
    },
    /** The next line, or undefined at the end of the archive. */
    async line(): Promise<string | undefined> {
      for (let end = rest.indexOf(10); ; end = rest.indexOf(10)) {
        if (end >= 0) {
          const line = rest.subarray(0, end).toString();
          rest = rest.subarray(end + 1);
          return line;
        }
        if (rest.length > 10_000) throw damaged();
        if (!(await more())) {
          if (rest.length > 0) throw damaged();
          return undefined;
        }
      }
    },
  };
}

async function* gunzipped(file: string): AsyncGenerator<Buffer> {
  const stream = createReadStream(file).on('error', (error) => unzipped.destroy(error));
  const unzipped = stream.pipe(createGunzip());
  try {
    for await (const chunk of unzipped) yield chunk;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') throw new StartupError(`找不到备份文件 ${file}。 There is no such backup file.`, { cause: error });
    throw code.startsWith('Z_') ? damaged(error) : error;
  } finally {
    stream.destroy();
  }
}

function entryName(line: string): string {
  try {
    const header: unknown = JSON.parse(line);
    const name: unknown = typeof header === 'object' && header !== null ? Reflect.get(header, 'entry') : undefined;
    if (typeof name === 'string') return name;
  } catch {
    // not a header: the bytes before it were damaged
  }
  throw damaged();
}

/**
 * Reads an archive from beginning to end; `onEntry` gets each entry's name and content, and need not read the content.
 * @throws StartupError when the file is missing, damaged or ends too early.
 */
export async function readArchive(file: string, onEntry: (name: string, chunks: AsyncIterable<Buffer>) => Promise<void>): Promise<void> {
  const source = gunzipped(file);
  const reader = byteReader(source);
  async function* chunks(state: { done: boolean }) {
    for (;;) {
      const length = (await reader.exactly(4)).readUInt32BE();
      if (length === 0) break;
      yield await reader.exactly(length);
    }
    state.done = true;
  }
  try {
    for (let line = await reader.line(); line !== undefined; line = await reader.line()) {
      const state = { done: false };
      const content = chunks(state);
      // A consumer that leaves early closes its generator; what it left is read here.
      const unclosed = { [Symbol.asyncIterator]: () => ({ next: () => content.next() }) };
      await onEntry(entryName(line), unclosed);
      while (!state.done) await content.next();
    }
  } finally {
    await source.return(undefined);
  }
}
