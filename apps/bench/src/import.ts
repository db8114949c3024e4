// pnpm bench import: a sheet of 10,000 staff, from the file to the last row in force, by `smart import` as an office's administrator runs it;
// beside it, in the same run, the same file merely read and its texts put into one bare table. Goal: under a minute.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sheet } from '@smart/identity/import/testing';
import { readSheet } from '@smart/identity/import/read';
import { repositoryRoot } from '@smart/kernel/config';
import pg from 'pg';
import { seeded } from './lib/deployment.ts';
import { startServer } from './lib/processes.ts';

const rows = Number(process.env['BENCH_ROWS'] ?? 10_000);
const goalSeconds = 60;
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨';
const given = '一丁乃之也习乡书云互五井亚人什仁';
const at = (text: string, n: number): string => text[n % text.length] ?? '';

const since = (began: number): number => (performance.now() - began) / 1000;

/** Runs `smart import` on the data folder. @returns seconds. @throws Error when it does not end well */
async function importOnce(dataDir: string, congress: string, file: string): Promise<number> {
  const began = performance.now();
  const smart = join(repositoryRoot, 'apps/server/src/smart.ts');
  const code = await new Promise<number | null>((resolve) =>
    spawn(process.execPath, [smart, 'import', '--kind', 'staff', '--congress', congress, file], { env: { ...process.env, DATA_DIR: dataDir, DEMO: '0' }, stdio: ['ignore', 'inherit', 'inherit'] }).once('exit', resolve),
  );
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return since(began);
}

/** Reads the sheet and inserts its texts, a thousand rows a statement. @returns seconds */
async function barely(pool: pg.Pool, content: Buffer): Promise<number> {
  const began = performance.now();
  const read = await readSheet('staff', 'staff.xlsx', content);
  await pool.query('CREATE TABLE bench_import (line int PRIMARY KEY, cells jsonb NOT NULL)');
  for (let from = 0; from < read.length; from += 1000) {
    await pool.query('INSERT INTO bench_import SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(line int, cells jsonb)', [JSON.stringify(read.slice(from, from + 1000))]);
  }
  await pool.query('DROP TABLE bench_import');
  return since(began);
}

const folder = mkdtempSync(join(tmpdir(), 'smart-import-'));
try {
  const dataDir = join(folder, 'data');
  // With owners and modes: the database is not root's, and must be able to enter the folder above it.
  chmodSync(folder, 0o755);
  execFileSync('cp', ['-a', await seeded('county'), dataDir]);
  const server = await startServer('product-server.ts', { DATA_DIR: dataDir });
  const pool = new pg.Pool({ connectionString: server.adminUrl, max: 1 });
  const { rows: [organ] } = await pool.query<{ organ: string; congress: string }>(
    `SELECT o.name AS organ, d.code AS congress FROM organ o JOIN congress c ON c.id = o.congress_id JOIN division d ON d.code = c.division_code WHERE o.kind = 'department' AND length(d.code) = 6 ORDER BY d.code, o.name LIMIT 1`,
  );
  if (!organ) throw new Error('the seeded county has no department');
  const content = await sheet('staff', Array.from({ length: rows }, (_, n) => ({
    name: `${at(surnames, n)}${at(given, Math.floor(n / 16))}${at(given, Math.floor(n / 256))}${at(given, Math.floor(n / 4096) + 7)}`, phone: `139${String(20_000_000 + n)}`, organ: organ.organ, title: '科员', roles: '承办单位经办人', startsOn: '2026-01-05',
  })));
  const file = join(folder, 'staff.xlsx');
  writeFileSync(file, content);
  const bare = await barely(pool, content);
  await pool.end();
  await server.stop();
  const first = await importOnce(dataDir, organ.congress, file);
  const again = await importOnce(dataDir, organ.congress, file);
  console.log(`${rows} rows: imported in ${first.toFixed(1)} s (checked, sealed, appointed, logged), the same file once more in ${again.toFixed(1)} s; barely read and inserted in ${bare.toFixed(1)} s`);
  console.log(`  ${first <= goalSeconds ? 'met   ' : 'MISSED'} ${(first / bare).toFixed(1)} × the bare insertion (goal: under ${goalSeconds} s)`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
