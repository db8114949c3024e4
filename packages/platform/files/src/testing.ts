/** For tests of this package and of those above it: a store in a fresh folder, bytes of every kind, a small S3. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { createFileStore, type FileStore } from './store.ts';

/** A disk store in a folder of its own; `remove` takes the folder away. */
export async function temporaryStore(): Promise<{ store: FileStore; folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'smart-files-'));
  return { store: createFileStore({ driver: 'disk', folder }), folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A small picture with the place and device it was taken in its EXIF; `turned` says it lies on its side. */
export function picture({ width = 40, height = 20, type = 'jpeg', turned = false }: { width?: number; height?: number; type?: 'jpeg' | 'png' | 'webp'; turned?: boolean } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#c8102e' } })
    .withMetadata({ orientation: turned ? 6 : 1 })
    .withExifMerge({ IFD0: { Make: 'SecretPhone', Copyright: '某某' }, IFD3: { GPSLatitude: '29/1 21/1 0/1', GPSLongitude: '113/1 7/1 0/1' } })
    .toFormat(type)
    .toBuffer();
}

export type ZipPart = { name: string; content: Uint8Array; /** What the directory says, when it lies. */ claimedSize?: number };

/** CRC-32 as zips keep it. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** A zip made by hand, so that it may also claim what is not true. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedSize = content.length } of parts) {
    const packed = deflateRawSync(content, { level: 9 });
    const label = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x0800, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(content.length > 1e6 ? 0 : crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(claimedSize, 18);
    facts.writeUInt16LE(label.length, 22);
    const body = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), facts, label, packed]);
    const entry = Buffer.alloc(42);
    facts.copy(entry, 2);
    entry.writeUInt16LE(20, 0);
    entry.writeUInt32LE(offset, 38);
    directory.push(Buffer.from('PK\u0001\u0002', 'latin1'), entry, label);
    bodies.push(body);
    offset += body.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, index, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}

const text = (content: string) => Buffer.from(content);

/** The smallest document of each office type that we take for one. */
export function office(type: 'docx' | 'xlsx' | 'pptx' | 'ofd', more: readonly ZipPart[] = []): Buffer {
  const main = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml', pptx: 'ppt/presentation.xml', ofd: 'OFD.xml' }[type];
  const types = type === 'ofd' ? [] : [{ name: '[Content_Types].xml', content: text('<Types/>') }];
  return zip([...types, { name: main, content: text('<document>正文</document>') }, ...more]);
}

/** A PDF of one empty page. */
export const pdf = (): Buffer => text('%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** A PNG whose header claims a size that its few bytes do not have. */
export function hugePicture(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(content.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', Buffer.alloc(16)), chunk('IEND', Buffer.alloc(0))]);
}

type S3Object = { content: Buffer; modified: Date };
export type FakeS3 = { endpoint: string; bucket: string; objects: Map<string, S3Object>; requests: string[]; close: () => Promise<void> };

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const notFound = (key: string) => `<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Key>${key}</Key></Error>`;

function listing(bucket: string, objects: Map<string, S3Object>, query: URLSearchParams): string {
  const keys = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).toSorted();
  const from = Number(query.get('continuation-token') ?? 0);
  // Pages of two, so that callers must page.
  const page = keys.slice(from, from + 2);
  const more = from + 2 < keys.length;
  const rows = page.map((key) => `<Contents><Key>${key}</Key><LastModified>${objects.get(key)?.modified.toISOString()}</LastModified><ETag>"x"</ETag><Size>${objects.get(key)?.content.length}</Size></Contents>`);
  return `<?xml version="1.0"?><ListBucketResult><Name>${bucket}</Name><KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''}${rows.join('')}</ListBucketResult>`;
}

/**
 * An S3 on a loopback port, faithful in what the store uses: PUT, GET, HEAD, DELETE, COPY, ListObjectsV2 by path-style
 * addresses. Refuses requests without a SigV4 signature or whose body is not the one that was signed.
 */
export async function startFakeS3(bucket = 'smart'): Promise<FakeS3> {
  const objects = new Map<string, S3Object>();
  const requests: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://s3');
    const key = decodeURIComponent(url.pathname).replace(`/${bucket}`, '').replace(/^\//, '');
    requests.push(`${request.method} ${key}`);
    const body = await bodyOf(request);
    const signed = /^AWS4-HMAC-SHA256 Credential=[^,]+\/s3\/aws4_request, SignedHeaders=[^,]+, Signature=[0-9a-f]{64}$/.test(request.headers.authorization ?? '');
    const hash = request.headers['x-amz-content-sha256'];
    const honest = hash === 'UNSIGNED-PAYLOAD' || hash === createHash('sha256').update(body).digest('hex');
    if (!signed || !request.headers['x-amz-date'] || !honest) return response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    const object = objects.get(key);
    switch (request.method) {
      case 'PUT': {
        const source = request.headers['x-amz-copy-source'];
        const copied = typeof source === 'string' ? objects.get(decodeURIComponent(source).replace(`/${bucket}/`, '')) : undefined;
        if (source && !copied) return response.writeHead(404).end(notFound(key));
        objects.set(key, { content: copied?.content ?? body, modified: new Date() });
        return response.writeHead(200, { etag: '"x"' }).end(source ? '<CopyObjectResult><ETag>"x"</ETag></CopyObjectResult>' : '');
      }
      case 'DELETE':
        objects.delete(key);
        return response.writeHead(204).end();
      case 'GET':
        if (url.searchParams.get('list-type') === '2') return response.writeHead(200, { 'content-type': 'application/xml' }).end(listing(bucket, objects, url.searchParams));
        if (!object) return response.writeHead(404, { 'content-type': 'application/xml' }).end(notFound(key));
        return response.writeHead(200, { 'content-length': object.content.length, etag: '"x"', 'last-modified': object.modified.toUTCString() }).end(object.content);
      case 'HEAD':
        return object ? response.writeHead(200, { 'content-length': object.content.length, etag: '"x"', 'last-modified': object.modified.toUTCString() }).end() : response.writeHead(404).end();
      default:
        return response.writeHead(405).end();
    }
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${address.port}`, bucket, objects, requests, close: () => new Promise((done) => void server.close(() => done())) };
}
