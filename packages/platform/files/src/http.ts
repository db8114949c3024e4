/**
 * The three addresses for files: send one, fetch one, its preview; and the public's way to files of published matters.
 * Who asks and what they may see is injected: this floor knows no capacities.
 */
import multipart from '@fastify/multipart';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { makeThumbnail } from './images.ts';
import { contentDisposition } from './names.ts';
import { receive } from './receive.ts';
import { isOwnPending, keepUpload, openDownload, type StoredFile, type Uploader } from './service.ts';
import type { FileStore } from './store.ts';
import { limits, typeOfMedia } from './types.ts';

/** Runs work in one unit of work of the one who asks; `readOnly` as in `unitOfWork`. */
export type WorkRunner = <T>(work: (work: Work) => Promise<T>, options?: { readOnly?: boolean }) => Promise<T>;

/** Who asks. */
export type FilesCaller<C> = {
  capacity: C;
  congressId: string;
  person: Uploader & { id: string };
  run: WorkRunner;
};

export type FilesHost<C> = {
  store: FileStore;
  /** Finds who asks. @throws DomainError common.unauthenticated, identity.capacity_required, … */
  resolve(request: FastifyRequest): Promise<FilesCaller<C>>;
  /**
   * Whether this capacity may have a file that is attached to a record. The wall has already let the row through; this decides
   * inside the congress (somebody else's draft, another organ's note). Unknown subject types must answer false.
   */
  mayRead(work: Work, capacity: C, file: StoredFile): Promise<boolean>;
  /** Runs work under the reader role, which sees published files only. Left out: no public address. */
  runPublic?(request: FastifyRequest): WorkRunner;
};

/** A shell around what is sent: room for the multipart frame beside the file. */
const FRAME = 64 * 1024;

const uploadQuery = z.object({
  purpose: z.string('请求缺少附件用途').regex(/^[a-z][a-z_]{0,39}$/, '附件用途不正确'),
});
const idParams = z.object({ id: z.string() });
const downloadQuery = z.object({ inline: z.enum(['1', '0']).optional() });

/** What the sender gets back. */
const view = ({ id, name, mediaType, size, purpose }: StoredFile) => ({ id, name, mediaType, size, purpose });

/**
 * Sends a content so that no browser runs it: as a download, or shown when the type is safe and `inline` asked for; never
 * guessed, never in the page's own rights, never kept by proxies.
 */
export async function send(reply: FastifyReply, store: FileStore, file: Pick<StoredFile, 'mediaType' | 'sha256' | 'name' | 'size'>, inline: boolean): Promise<FastifyReply> {
  const shown = inline && (typeOfMedia(file.mediaType)?.inline ?? false);
  const etag = `"${file.sha256}"`;
  reply.headers({
    'content-disposition': contentDisposition(shown ? 'inline' : 'attachment', file.name),
    'x-content-type-options': 'nosniff',
    // Browsers do not show a PDF inside a sandbox; their viewer is one by itself.
    'content-security-policy': shown && file.mediaType === 'application/pdf' ? "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'" : "default-src 'none'; sandbox; frame-ancestors 'self'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-cache',
    etag,
  });
  if (reply.request.headers['if-none-match'] === etag) return reply.code(304).send();
  if (!(await store.has(file.sha256))) throw new DomainError('files.not_found');
  reply.headers({ 'content-type': file.mediaType, 'content-length': file.size });
  return reply.send(await store.read(file.sha256));
}

/** The preview of a picture. @throws DomainError files.not_found for what is no picture */
export async function sendThumbnail(reply: FastifyReply, store: FileStore, file: Pick<StoredFile, 'mediaType' | 'sha256'>): Promise<FastifyReply> {
  if (typeOfMedia(file.mediaType)?.kind !== 'image') throw new DomainError('files.not_found');
  let content = await store.readThumbnail(file.sha256);
  if (!content) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await store.read(file.sha256)) chunks.push(Buffer.from(chunk));
    content = await makeThumbnail(Buffer.concat(chunks));
    await store.keepThumbnail(file.sha256, content);
  }
  reply.headers({
    'content-type': 'image/webp',
    'content-disposition': 'inline',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=3600',
  });
  return reply.send(content);
}

/** The one file of a multipart request, received and checked. */
async function receivePart(request: FastifyRequest, store: FileStore) {
  if (!request.isMultipart()) throw new DomainError('common.invalid_input', { problem: '请选择要上传的附件' });
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > limits.fileSize + FRAME) throw new DomainError('files.too_large', { limit: limits.fileSize });
  const part = await request.file();
  if (!part) throw new DomainError('common.invalid_input', { problem: '请选择要上传的附件' });
  // An upload that breaks off must not be taken for a short file.
  request.raw.once('close', () => {
    if (!request.raw.complete) part.file.destroy(new DomainError('files.damaged', { name: part.filename }));
  });
  return receive(store, { stream: part.file, name: part.filename });
}

/** Checks inside the wall: an attached file goes by its record, a pending one is its uploader's alone. */
async function readable<C>(host: FilesHost<C>, caller: FilesCaller<C>, id: string): Promise<StoredFile> {
  return caller.run(
    async (work) => {
      const file = await openDownload(work, id);
      const allowed = file.matterId === file.id ? await isOwnPending(work, file, caller.person.id) : await host.mayRead(work, caller.capacity, file);
      // The same answer as for a file that does not exist: ids tell nothing.
      if (!allowed) throw new DomainError('files.not_found');
      return file;
    },
    { readOnly: true },
  );
}

async function upload<C>(host: FilesHost<C>, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { run, person, congressId } = await host.resolve(request);
  const query = uploadQuery.safeParse(request.query);
  if (!query.success) throw new DomainError('common.invalid_input', { problem: '附件用途不正确' }, [{ path: 'purpose', message: '附件用途不正确' }]);
  try {
    const received = await receivePart(request, host.store);
    try {
      const file = await run((work) => keepUpload(work, host.store, received, { purpose: query.data.purpose, congressId, person }));
      return await reply.code(201).send(view(file));
    } finally {
      await received.discard();
    }
  } catch (error) {
    // What has not been read of the request is not read any more: the connection ends with the answer.
    if (!request.raw.complete) reply.header('connection', 'close');
    throw error;
  }
}

/**
 * Registers the routes; errors are thrown as `DomainError` for the application's own error handler.
 * `POST /api/files?purpose=…` (multipart, one file) → 201 `{ id, name, mediaType, size, purpose }`;
 * `GET /api/files/:id[?inline=1]`; `GET /api/files/:id/thumbnail`; the latter two also under `/api/public/files`.
 */
export async function filesRoutes<C>(app: FastifyInstance, host: FilesHost<C>): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart, {
      // One byte more than allowed reaches us, so that the limit is told from a file that just fits.
      limits: { files: 1, fields: 8, parts: 10, fieldSize: 1024, headerPairs: 50, fileSize: limits.fileSize + 1 },
      throwFileSizeLimit: false,
    });
    scope.post('/api/files', { bodyLimit: limits.fileSize + FRAME }, (request, reply) => upload(host, request, reply));
    scope.get('/api/files/:id', async (request, reply) => {
      const file = await readable(host, await host.resolve(request), idParams.parse(request.params).id);
      return send(reply, host.store, file, downloadQuery.safeParse(request.query).data?.inline === '1');
    });
    scope.get('/api/files/:id/thumbnail', async (request, reply) => {
      const file = await readable(host, await host.resolve(request), idParams.parse(request.params).id);
      return sendThumbnail(reply, host.store, file);
    });
    if (host.runPublic) registerPublic(scope, host, host.runPublic);
  });
}

function registerPublic<C>(scope: FastifyInstance, { store }: FilesHost<C>, runPublic: (request: FastifyRequest) => WorkRunner): void {
  const published = (request: FastifyRequest) =>
    runPublic(request)((work) => openDownload(work, idParams.parse(request.params).id), { readOnly: true });
  scope.get('/api/public/files/:id', async (request, reply) =>
    send(reply, store, await published(request), downloadQuery.safeParse(request.query).data?.inline === '1'));
  scope.get('/api/public/files/:id/thumbnail', async (request, reply) => sendThumbnail(reply, store, await published(request)));
}
