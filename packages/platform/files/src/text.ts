/** The words inside a stored document, for search: PDF, DOCX and plain text, within limits of time and memory. */
import { buffer } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { FileStore } from './store.ts';
import { acceptedTypes } from './types.ts';

/** Seconds, megabytes of the reading thread, and characters kept of one document. */
export const textLimits = { seconds: 20, megabytes: 256, characters: 200_000 } as const;

/** `none`: a kind of file that has no words to take out (pictures, tables, OFD). `problem` is for users. */
export type ExtractedText = { state: 'done'; text: string } | { state: 'none' } | { state: 'failed'; problem: string };

const kinds = { [acceptedTypes.pdf.mediaType]: 'pdf', [acceptedTypes.docx.mediaType]: 'docx', [acceptedTypes.txt.mediaType]: 'txt' } as const;
const isReadable = (mediaType: string): mediaType is keyof typeof kinds => mediaType in kinds;

const problems = {
  password: '文件设有密码，请上传不带密码的文件',
  unreadable: '文件损坏或者格式不规范，未能读出文字',
  empty: '没有可以提取的文字，可能是扫描件',
  slow: `文件过大或者过于复杂，未能在 ${textLimits.seconds} 秒内读完`,
} as const;

const answer = z.union([z.object({ text: z.string() }), z.object({ problem: z.enum(['password', 'unreadable']) })]);

function read(kind: 'pdf' | 'docx' | 'txt', bytes: Uint8Array, seconds: number): Promise<ExtractedText> {
  return new Promise((resolve) => {
    const thread = new Worker(new URL('./text-thread.ts', import.meta.url), { workerData: { kind, bytes }, resourceLimits: { maxOldGenerationSizeMb: textLimits.megabytes }, stdout: true, stderr: true });
    const end = (result: ExtractedText): void => {
      clearTimeout(timer);
      resolve(result);
      void thread.terminate();
    };
    const timer = setTimeout(() => end({ state: 'failed', problem: problems.slow }), seconds * 1000);
    thread.once('error', () => end({ state: 'failed', problem: problems.unreadable }));
    thread.once('message', (message: unknown) => {
      const told = answer.parse(message);
      end('problem' in told ? { state: 'failed', problem: problems[told.problem] } : finished(told.text));
    });
  });
}

/** Lines of a page end in the middle of a Chinese sentence: joined again, so that words across them are found. */
const joined = (text: string): string => text.replace(/(?<=[\p{Script=Han}，。、；：])[ \t]*\r?\n[ \t]*(?=[\p{Script=Han}])/gu, '').replaceAll('\u0000', '').trim();

function finished(raw: string): ExtractedText {
  const text = joined(raw).slice(0, textLimits.characters);
  return text === '' ? { state: 'failed', problem: problems.empty } : { state: 'done', text };
}

/**
 * The words of a stored file. Never throws because of what is in the file; throws when the store cannot be read.
 * @param seconds how long it may take
 */
export async function extractFileText(store: Pick<FileStore, 'read'>, file: { sha256: string; mediaType: string }, seconds: number = textLimits.seconds): Promise<ExtractedText> {
  if (!isReadable(file.mediaType)) return { state: 'none' };
  const bytes = new Uint8Array(await buffer(await store.read(file.sha256)));
  return read(kinds[file.mediaType], bytes, seconds);
}
