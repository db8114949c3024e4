// `pnpm dev` as a developer starts it: the server and one page server per app, all ended by one Ctrl-C.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
const root = join(import.meta.dirname, '..');
let dataDir: string;
let child: ChildProcess;
let port: number;
let said = '';

/** A port with room above it for the apps' own. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  await new Promise((resolve) => probe.close(resolve));
  return address.port;
}
const page = async (address: string): Promise<string> => {
  try {
    return await (await fetch(address)).text();
  } catch {
    return '';
  }
};
const waiting = { timeout: 120_000, interval: 250 };

beforeAll(async () => {
  port = await freePort();
  dataDir = mkdtempSync(join(tmpdir(), 'smart-dev-'));
  chmodSync(dataDir, 0o755);
  // A group of its own, as a terminal makes one: Ctrl-C reaches all of it.
  child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'dev'], { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, DEMO: '0' } });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
});
afterAll(() => {
  if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

it('serves every app with hot reload in front of the server, which starts again when its code changes, and ends with Ctrl-C', async () => {
  await expect.poll(() => page(`http://127.0.0.1:${port}/api/v1/openapi.json`), waiting).not.toBe('');
  await expect.poll(() => [...said.matchAll(/(deputy-portal|office-desk|public-site): (http\S+)/g)].length, waiting).toBe(3);
  const addresses = new Map([...said.matchAll(/(deputy-portal|office-desk): (http\S+)/g)].map(([, name = '', address = '']) => [name, address]));
  for (const [name, address] of addresses) expect(await page(address), name).toContain('/@vite/client');
  expect(await page(new URL('/api/v1/openapi.json', addresses.get('office-desk')).href)).toBe(await page(`http://127.0.0.1:${port}/api/v1/openapi.json`));

  const started = () => said.split('Ctrl-C').length - 1;
  const before = started();
  expect(before).toBeGreaterThan(0);
  utimesSync(join(root, 'apps/server/src/listener.ts'), new Date(), new Date());
  await expect.poll(started, waiting).toBeGreaterThan(before);

  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  await ended;
  await expect.poll(() => page(`http://127.0.0.1:${port}/api/v1/openapi.json`), waiting).toBe('');
  expect(said).not.toMatch(/\n\s+at /);
});
