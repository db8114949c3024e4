// A thread that computes scrypt and nothing else, with better-auth's figures. On Linux a thread may stand back behind the others of its own
// process: whenever a request wants the processor, it comes first. (Elsewhere the priority would be the whole process's; there it is left.)
import { scryptSync } from 'node:crypto';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { z } from 'zod';

const job = z.object({ password: z.string(), salt: z.string() });
const N = 16_384;
const r = 16;

if (process.platform === 'linux') setPriority(5);
parentPort?.on('message', (message: unknown) => {
  const { password, salt } = job.parse(message);
  parentPort?.postMessage(scryptSync(password.normalize('NFKC'), salt, 64, { N, r, p: 1, maxmem: 256 * N * r }).toString('hex'));
});
