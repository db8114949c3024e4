/** Large documents are written in a thread of their own: nobody waits while a book of thousands of pages is set. */
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Listing } from './listing.ts';
import type { Tables } from './tables-xlsx.ts';

export type Writing = { readonly form: 'pdf' | 'docx'; readonly content: Listing } | { readonly form: 'xlsx'; readonly content: Tables };

const answer = z.instanceof(Uint8Array);

/**
 * The document's bytes.
 * @throws Error when it cannot be written, for want of memory too; the server itself takes no harm
 */
export function writeAside(writing: Writing): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./aside-thread.ts', import.meta.url), { workerData: writing });
    thread.once('message', (message: unknown) => resolve(answer.parse(message)));
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the thread that wrote a document ended with ${code}`))); // nothing is left to refuse once it has answered
  });
}
