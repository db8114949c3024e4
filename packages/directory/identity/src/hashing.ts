// Password hashes, in the form better-auth keeps them ("salt:key"), computed beside the event loop by threads that stand back.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { limited } from './limited.ts';

/**
 * scrypt takes 60 ms of a processor and 32 MB. A wave of sign-ins may use half of the machine, never all of it: the others' requests go on
 * meanwhile, and who signs in waits a little.
 */
export const HASHES_AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 2));
const oneOfFew = limited(HASHES_AT_ONCE);
const idle: Worker[] = [];
let computed = 0;

/** How many hashes this process has computed: whether an attempt on an unknown name costs what one on a known name costs. */
export const hashesComputed = (): number => computed;

/** One thread's answer. A thread keeps the process alive only while somebody waits for it. */
function ask(thread: Worker, job: { password: string; salt: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(error);
    thread.ref();
    thread.once('error', failed);
    thread.once('message', (key: unknown) => {
      thread.off('error', failed);
      thread.unref();
      idle.push(thread);
      resolve(z.string().parse(key));
    });
    thread.postMessage(job);
  });
}

const keyOf = (password: string, salt: string): Promise<string> => oneOfFew(() => {
  computed += 1;
  return ask(idle.pop() ?? new Worker(new URL('./hashing-thread.ts', import.meta.url)), { password, salt });
});

/** A new hash of a password. */
export async function hash(password: string): Promise<string> {
  const salt = randomBytes(16).toString('hex');
  return `${salt}:${await keyOf(password, salt)}`;
}

/** The hash of nobody's password. */
const nobodys = `${'0'.repeat(32)}:${'0'.repeat(128)}`;

/** Whether the password belongs to the hash; with null it does not, at the same cost. */
export async function matches(stored: string | null, password: string): Promise<boolean> {
  const [salt = '', key = ''] = (stored ?? nobodys).split(':');
  const given = Buffer.from(await keyOf(password, salt));
  const kept = Buffer.from(key);
  return stored !== null && given.length === kept.length && timingSafeEqual(given, kept);
}
