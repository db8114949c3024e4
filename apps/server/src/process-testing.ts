// Runs the real programs of this app as processes of their own, for tests.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Run = {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  /** The exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
};

const children = new Set<ChildProcess>();
const folders = new Set<string>();

/** Starts `main.ts` or `smart.ts` with an environment of its own: no demonstration data, any free port. */
export function runProgram(program: 'main' | 'smart', { args = [], environment = {}, uid }: { args?: readonly string[]; environment?: Readonly<Record<string, string>>; uid?: number } = {}): Run {
  const child = spawn(process.execPath, [join(import.meta.dirname, `${program}.ts`), ...args], {
    env: { PATH: process.env['PATH'], HOME: tmpdir(), DEMO: '0', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  children.add(child);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  // 'close' comes when both streams have been read to the end.
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => output, errors: () => errors, ended };
}

/** Waits until a server says that it is ready, as long as its data may take; returns its origin. */
export async function readyServer(run: Run, seconds = 60): Promise<string> {
  for (let waited = 0; waited < seconds * 1000; waited += 50) {
    const origin = /人大网站（公众）\s+(\S+)\//.exec(run.output())?.[1];
    if (origin && run.output().includes('Ctrl-C')) return origin;
    if (run.child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server did not start: ${run.output()}\n${run.errors()}`);
}

/** A fresh data folder that the database's account can reach. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'smart-start-'));
  chmodSync(folder, 0o755);
  folders.add(folder);
  return folder;
}

/** Ends what still runs. */
export async function endPrograms(): Promise<void> {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGTERM')) await new Promise((resolve) => child.once('close', resolve));
  }
  children.clear();
}

/** Removes all data folders; their databases must have ended. */
export function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}
