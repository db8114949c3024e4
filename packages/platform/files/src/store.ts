/**
 * Where contents lie: a folder on disk, or an S3 bucket. A content is stored once, under its SHA-256 (`ab/cd/<hash>`);
 * who may have it is said by the rows of `stored_file`, never by the store.
 */
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { FilesConfig } from '@smart/kernel/config';
import { newId } from '@smart/kernel/ids';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { S3Driver } from 'flydrive/drivers/s3';

/** A content as it lies in the store. */
export type StoredContent = { sha256: string; modified: Date };

export type FileStore = {
  /** A path for a file that is being received; nothing is there yet. Only this process's account can read the folder. */
  incoming(): Promise<string>;
  /** Takes the complete file at `path` into the store. The same content again replaces itself. */
  keep(path: string, sha256: string, size: number): Promise<void>;
  /** Opens a content. Rejects when it is not there. */
  read(sha256: string): Promise<Readable>;
  has(sha256: string): Promise<boolean>;
  remove(sha256: string): Promise<void>;
  /** The preview of a picture, when one was made. */
  readThumbnail(sha256: string): Promise<Uint8Array | undefined>;
  keepThumbnail(sha256: string, content: Uint8Array): Promise<void>;
  /** Every content, in no order. */
  contents(): AsyncIterable<StoredContent>;
  /** Removes what was left behind by uploads that never ended. */
  removeIncomplete(before: Date): Promise<number>;
};

const HASH = /^[0-9a-f]{64}$/;
const CONTENTS = 'contents';

function keyOf(sha256: string, folder = CONTENTS): string {
  if (!HASH.test(sha256)) throw new TypeError(`not a SHA-256: ${sha256}`);
  return `${folder}/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}

const thumbnailKey = (sha256: string) => `${keyOf(sha256, 'thumbnails')}.webp`;

type Backend = { disk: Disk; incomingFolder: string; place: (path: string, key: string, size: number) => Promise<void> };

function diskBackend(folder: string): Backend {
  return {
    disk: new Disk(new FSDriver({ location: folder, visibility: 'private' })),
    // Beside the contents, so that moving in is one rename: there is never half a file under a hash.
    incomingFolder: join(folder, 'incoming'),
    place: async (path, key) => {
      const target = join(folder, key);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await rename(path, target);
    },
  };
}

function s3Backend(config: Extract<FilesConfig, { driver: 's3' }>): Backend {
  const disk = new Disk(
    new S3Driver({
      bucket: config.bucket,
      region: config.region,
      ...(config.endpoint ? { endpoint: config.endpoint } : {}),
      forcePathStyle: config.forcePathStyle,
      credentials: { accessKeyId: config.accessKeyId, secretAccessKey: config.secretAccessKey },
      visibility: 'private',
      // Self-hosted stores often know neither access lists nor the newer checksums; buckets are private by themselves.
      supportsACL: false,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
  );
  return {
    disk,
    incomingFolder: join(tmpdir(), `smart-congress-incoming-${process.getuid?.() ?? 0}`),
    place: async (path, key, size) => {
      await disk.putStream(key, createReadStream(path), { contentLength: size, contentType: 'application/octet-stream' });
      await unlink(path);
    },
  };
}

async function* listContents(disk: Disk): AsyncIterable<StoredContent> {
  let token: string | undefined;
  do {
    const page = await disk.listAll(CONTENTS, { recursive: true, ...(token ? { paginationToken: token } : {}) });
    for (const file of page.objects) {
      if (!file.isFile) continue;
      const sha256 = file.key.split('/').at(-1) ?? '';
      if (HASH.test(sha256)) yield { sha256, modified: (await file.getMetaData()).lastModified };
    }
    token = page.paginationToken;
  } while (token);
}

async function removeOlder(folder: string, before: Date): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (!found || found.mtime >= before) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

/** The store that the configuration names. Folders are made when the first file comes. */
export function createFileStore(config: FilesConfig): FileStore {
  const { disk, incomingFolder, place } = config.driver === 'disk' ? diskBackend(config.folder) : s3Backend(config);
  return {
    async incoming() {
      await mkdir(incomingFolder, { recursive: true, mode: 0o700 });
      return join(incomingFolder, newId());
    },
    keep: (path, sha256, size) => place(path, keyOf(sha256), size),
    read: (sha256) => disk.getStream(keyOf(sha256)),
    has: (sha256) => disk.exists(keyOf(sha256)),
    async remove(sha256) {
      await disk.delete(keyOf(sha256));
      await disk.delete(thumbnailKey(sha256));
    },
    async readThumbnail(sha256) {
      const key = thumbnailKey(sha256);
      return (await disk.exists(key)) ? disk.getBytes(key) : undefined;
    },
    keepThumbnail: (sha256, content) => disk.put(thumbnailKey(sha256), content, { contentType: 'image/webp' }),
    contents: () => listContents(disk),
    removeIncomplete: (before) => removeOlder(incomingFolder, before),
  };
}
