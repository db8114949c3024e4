// Starting the servers that are measured, each in a process of its own, and stopping them with this one.
import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { isReady, isRecorded, type Statement } from './messages.ts';

export type Server = { readonly origin: string; readonly adminUrl: string; readonly child: ChildProcess; readonly stop: () => Promise<void> };

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });

/** Starts one of the server scripts of this folder. @throws Error when it ends before it is ready */
export async function startServer(script: 'product-server.ts' | 'baseline-server.ts', environment: Readonly<Record<string, string>>): Promise<Server> {
  const port = await freePort();
  const child = fork(join(import.meta.dirname, script), { env: { ...process.env, ...environment, PORT: String(port) }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const adminUrl = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: unknown) => isReady(message) && resolve(message.adminUrl));
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code} before it was ready`)));
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      child.removeAllListeners('exit');
      child.once('exit', () => resolve());
      child.disconnect();
    });
  return { origin: `http://127.0.0.1:${port}`, adminUrl, child, stop };
}

/** The statements that the product issues for `request`, made as `personId`. */
export async function statementsOf(server: Server, personId: string, request: () => Promise<unknown>): Promise<Statement[]> {
  server.child.send({ record: personId });
  await request();
  return new Promise((resolve) => {
    const answer = (message: unknown) => {
      if (!isRecorded(message)) return;
      server.child.off('message', answer);
      resolve(message.statements);
    };
    server.child.on('message', answer);
    server.child.send({ recorded: true });
  });
}
