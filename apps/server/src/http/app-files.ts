/**
 * Serves a built single-page app from memory: only files that were there at start can be asked for, so that no path
 * leads out of the folder. Compressed once, on first use; `index.html` answers every address without a file name.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { DomainError } from '@smart/kernel/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt', '.wasm']);

type Encoding = 'br' | 'gzip' | 'identity';
type AppFile = { type: string; etag: string; body(encoding: Encoding): Promise<Buffer>; compressible: boolean };

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * Mounts the app built in `folder` (a vite `dist`) under `prefix`, for example `/deputy`.
 * @param options.hashed every file has its hash in its name, not only those in `assets/`
 */
export function registerApp(app: FastifyInstance, prefix: string, folder: string, { hashed = false } = {}): void {
  const files = new Map(listFiles(folder).map((path) => [path, lazyFile(folder, path)]));
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const path = decodeURIComponent(request.url.split('?')[0] ?? '').slice(prefix.length + 1);
    const known = files.get(path);
    // An address with a file name is a file or nothing; every other address is a page of the app.
    const name = known ? path : extname(path) === '' ? 'index.html' : undefined;
    const file = name === undefined ? undefined : files.get(name);
    if (!name || !file) throw new DomainError('common.not_found', { what: files.size === 0 ? '应用（尚未构建）' : '文件' });
    return sendFile(request, reply, await file(), hashed || name.startsWith('assets/'));
  };
  app.get(prefix, async (_request, reply) => reply.redirect(`${prefix}/`, 308));
  app.get(`${prefix}/*`, answer);
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: AppFile, hashed: boolean): Promise<FastifyReply> {
  reply
    .header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('etag', file.etag)
    .type(file.type);
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  const encoding = file.compressible ? encodingOf(request.headers['accept-encoding']) : 'identity';
  if (file.compressible) reply.header('vary', 'accept-encoding');
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.send(await file.body(encoding));
}

function encodingOf(accepted: string | string[] | undefined): Encoding {
  const text = String(accepted ?? '');
  if (/\bbr\b/.test(text)) return 'br';
  return /\bgzip\b/.test(text) ? 'gzip' : 'identity';
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.endsWith('.br') && !path.endsWith('.gz') && !path.endsWith('.map'));
}

function lazyFile(folder: string, path: string): () => Promise<AppFile> {
  let loading: Promise<AppFile> | undefined;
  return () => (loading ??= load(folder, path));
}

async function load(folder: string, path: string): Promise<AppFile> {
  const raw = await readFile(join(folder, path));
  const variants: Partial<Record<Encoding, Promise<Buffer>>> = { identity: Promise.resolve(raw) };
  const make: Record<Encoding, () => Promise<Buffer>> = {
    identity: async () => raw,
    br: () => brotli(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } }),
    gzip: () => zip(raw, { level: 9 }),
  };
  const extension = extname(path);
  return {
    type: TYPES[extension] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(raw).digest('base64url').slice(0, 22)}"`,
    compressible: COMPRESSIBLE.has(extension),
    body: (encoding) => (variants[encoding] ??= make[encoding]()),
  };
}
