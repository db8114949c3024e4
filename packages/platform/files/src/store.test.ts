import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileStore, type FileStore } from './store.ts';
import { type FakeS3, startFakeS3, temporaryStore } from './testing.ts';

let home: Awaited<ReturnType<typeof temporaryStore>>;
let s3: FakeS3;
const stores = new Map<string, FileStore>();

beforeAll(async () => {
  home = await temporaryStore();
  s3 = await startFakeS3();
  stores.set('disk', home.store);
  stores.set('s3', createFileStore({ driver: 's3', bucket: s3.bucket, region: 'cn-test-1', endpoint: s3.endpoint, accessKeyId: 'key', secretAccessKey: 'secret', forcePathStyle: true }));
});
afterAll(async () => {
  await home.remove();
  await s3.close();
});

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

function storeOf(name: string): FileStore {
  const store = stores.get(name);
  if (!store) throw new Error(name);
  return store;
}

async function put(store: FileStore, content: string): Promise<string> {
  const path = await store.incoming();
  await writeFile(path, content);
  const hash = sha256(content);
  await store.keep(path, hash, Buffer.byteLength(content));
  return hash;
}

async function all(store: FileStore): Promise<string[]> {
  const found: string[] = [];
  for await (const { sha256: hash, modified } of store.contents()) {
    expect(Math.abs(Date.now() - modified.getTime())).toBeLessThan(60_000);
    found.push(hash);
  }
  return found.toSorted();
}

describe.each(['disk', 's3'])('a store on %s', (name) => {
  it('keeps a content once, gives it back, lists and removes it', async () => {
    const store = storeOf(name);
    const hashes = [await put(store, '一'), await put(store, '二'), await put(store, '三')];
    expect(await put(store, '一')).toBe(hashes[0]);
    expect(await all(store)).toEqual(hashes.toSorted());
    expect((await buffer(await store.read(hashes[0] ?? ''))).toString()).toBe('一');
    expect(await store.has(hashes[1] ?? '')).toBe(true);
    expect(await store.readThumbnail(hashes[1] ?? '')).toBeUndefined();
    await store.keepThumbnail(hashes[1] ?? '', Buffer.from('small'));
    expect(Buffer.from((await store.readThumbnail(hashes[1] ?? '')) ?? []).toString()).toBe('small');
    await store.remove(hashes[1] ?? '');
    await store.remove(hashes[1] ?? '');
    expect(await store.has(hashes[1] ?? '')).toBe(false);
    expect(await store.readThumbnail(hashes[1] ?? '')).toBeUndefined();
    expect(await all(store)).toHaveLength(2);
  });

  it('leaves nothing where uploads are received, and takes no other key than a hash', async () => {
    const store = storeOf(name);
    await expect(async () => store.read('../../etc/passwd')).rejects.toThrow('not a SHA-256');
    const path = await store.incoming();
    await writeFile(path, 'half');
    expect(await store.removeIncomplete(new Date(0))).toBe(0);
    expect(await store.removeIncomplete(new Date(Date.now() + 1000))).toBeGreaterThanOrEqual(1);
  });
});

it('lies on disk under its hash and nowhere else', async () => {
  const hash = await put(home.store, '内容');
  expect(await readdir(join(home.folder, 'contents', hash.slice(0, 2), hash.slice(2, 4)))).toEqual([hash]);
  expect(await readdir(join(home.folder, 'incoming'))).toEqual([]);
});

it('signs every request to S3', () => {
  expect(s3.requests.some((request) => request.startsWith('PUT contents/'))).toBe(true);
  expect(s3.requests.some((request) => request.startsWith('DELETE contents/'))).toBe(true);
});
