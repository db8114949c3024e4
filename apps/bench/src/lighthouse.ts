// pnpm bench lighthouse: Lighthouse as on a mid-range phone over slow 4G, on the demonstration: home, a deputy's page, the form, a published
// opinion. Goal: at least 95 in each of the four categories. The program is no part of the workspace (170 MB): it is fetched by npx at the
// version written here when it is asked for; LIGHTHOUSE names one that is already there.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { repositoryRoot } from '@smart/kernel/config';
import pg from 'pg';
import { z } from 'zod';
import { startServer } from './lib/processes.ts';

const version = 'lighthouse@13.5.0';
const goal = 95;
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const run = promisify(execFile);
const chrome = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
if (!chrome) {
  console.error('No Chromium found: apt-get install chromium, or set CHROMIUM to its path.');
  process.exit(1);
}

const scored = z.object({ score: z.number().nullable() });
const report = z.object({
  categories: z.object({ performance: scored, accessibility: scored, 'best-practices': scored, seo: scored }),
  audits: z.record(z.string(), z.object({ title: z.string(), score: z.number().nullable(), scoreDisplayMode: z.string(), displayValue: z.string().optional() })),
});

const folder = mkdtempSync(join(tmpdir(), 'smart-lighthouse-'));
await run(process.execPath, [join(repositoryRoot, 'apps/server/src/smart.ts'), 'seed', '--scale', 'demo'], { env: { ...process.env, DATA_DIR: folder } });
const server = await startServer('product-server.ts', { DATA_DIR: folder, DEMO: '0' });
const admin = new pg.Client({ connectionString: server.adminUrl });
await admin.connect();

async function measure(name: string, path: string): Promise<boolean> {
  const file = join(folder, 'report.json');
  const own = process.env['LIGHTHOUSE'];
  const [program, first] = own ? [own, []] : ['npx', ['--yes', version]];
  await run(program, [...first, `${server.origin}${path}`, '--output=json', `--output-path=${file}`, '--quiet', '--chrome-flags=--headless --no-sandbox --disable-dev-shm-usage'], { env: { ...process.env, CHROME_PATH: chrome } });
  const { categories: found, audits } = report.parse(JSON.parse(readFileSync(file, 'utf8')));
  const scores = categories.map((one) => Math.round((found[one].score ?? 0) * 100));
  const page = await (await fetch(`${server.origin}${path}`)).text();
  const met = scores.every((score) => score >= goal);
  console.log(`${name.padEnd(18)} ${categories.map((one, at) => `${one} ${String(scores[at]).padStart(3)}`).join('   ')}   page ${(gzipSync(page).length / 1000).toFixed(1)} KB gzip   ${met ? 'met' : 'MISSED'}`);
  for (const { title, score, scoreDisplayMode, displayValue } of Object.values(audits)) {
    if (!met && score !== null && score < 0.9 && scoreDisplayMode !== 'informative') console.log(`    ${(score * 100).toFixed(0).padStart(3)}  ${title}${displayValue ? ` (${displayValue})` : ''}`);
  }
  return met;
}

try {
  const { rows: [deputy] } = await admin.query<{ code: string }>('SELECT code FROM deputy_code ORDER BY code LIMIT 1');
  const { rows: [opinion] } = await admin.query<{ id: string }>(`SELECT id FROM opinion_publication WHERE state = 'published' ORDER BY published_at LIMIT 1`);
  const pages = [['home', '/'], ['deputy', `/d/${deputy?.code ?? ''}`], ['form', '/opinions/new'], ['published opinion', `/opinions/${opinion?.id ?? ''}`]] as const;
  console.log(`Lighthouse on mobile, goal ≥ ${goal} in all four`);
  for (const [name, path] of pages) await measure(name, path);
} finally {
  await admin.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
