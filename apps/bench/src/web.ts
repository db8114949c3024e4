// pnpm bench web: how much JavaScript a first visit loads, as a real browser asks for it. Goals: portal ≤ 120 KB, public page ≤ 30 KB (gzip).
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { startServer } from './lib/processes.ts';

const executablePath = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
if (!executablePath) {
  console.error('No Chromium found: apt-get install chromium, or set CHROMIUM to its path.');
  process.exit(1);
}

const goals = [
  { name: 'public page', path: '/', limit: 30_000 },
  { name: 'public list', path: '/suggestions', limit: 30_000 },
  { name: 'sign-in', path: '/sign-in', limit: 30_000 },
  { name: 'deputy portal', path: '/deputy/', limit: 120_000 },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'smart-web-'));
const server = await startServer('product-server.ts', { DATA_DIR: folder });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'] });
try {
  for (const { name, path, limit } of goals) {
    const page = await browser.newPage();
    const scripts = new Map<string, number>();
    page.on('response', async (response) => {
      if (response.request().resourceType() !== 'script') return;
      const body = await response.body().catch(() => Buffer.alloc(0));
      scripts.set(new URL(response.url()).pathname, gzipSync(body).length);
    });
    await page.goto(`${server.origin}${path}`, { waitUntil: 'networkidle' });
    const bytes = [...scripts.values()].reduce((sum, size) => sum + size, 0);
    console.log(`${name.padEnd(16)} ${(bytes / 1000).toFixed(1).padStart(6)} KB gzip in ${scripts.size} files   ${bytes <= limit ? 'met' : 'MISSED'} (goal ≤ ${limit / 1000} KB)`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
