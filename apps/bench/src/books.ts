// pnpm bench books: the year book of a city's congress, of all its deputies (BENCH_TIER, BENCH_SCALE: of another's), made in the background while a deputy opens the list of suggestions
// again and again. Goals: finished by itself, with its progress told; the deputy's p95 meanwhile at most six times that before.
import pg from 'pg';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '@smart/kernel/config';
import { z } from 'zod';
import { addDutyEvents } from './lib/archive.ts';
import { mutate, query, signIn } from './lib/callers.ts';
import { type Scale, seeded } from './lib/deployment.ts';
import type { SignedIn } from './lib/load.ts';
import { type Server, startServer } from './lib/processes.ts';

const scale: Scale = process.env['BENCH_SCALE'] === 'province' ? 'province' : 'county';
const tier = process.env['BENCH_TIER'] ?? 'city';
const each = Number(process.env['BENCH_EVENTS'] ?? 8);
const deputies = Number(process.env['BENCH_DEPUTIES'] ?? 10_000);
const goal = 6;
const MOST_MS = 20 * 60_000;
const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const at = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

const bookSchema = z.object({ id: z.string(), version: z.int(), state: z.string(), problem: z.string().nullable(), step: z.string().nullable(), done: z.int(), total: z.int(), files: z.array(z.object({ name: z.string(), size: z.int() })) });
type Book = z.output<typeof bookSchema>;
const booksSchema = z.object({ rows: z.array(bookSchema) });

async function timed(server: Server, person: SignedIn): Promise<number> {
  const begin = performance.now();
  await query(server, person, 'suggestions.list', { limit: 20 });
  await rest(20);
  return performance.now() - begin - 20;
}

/** Until the book is over; what others waited meanwhile, and how often its progress was seen to grow. */
async function wait(server: Server, officer: SignedIn, deputy: SignedIn, id: string): Promise<{ book: Book; times: number[]; steps: number }> {
  const times: number[] = [];
  const begin = performance.now();
  let [steps, before] = [0, -1];
  for (let looked = 0; ; ) {
    times.push(await timed(server, deputy));
    if (performance.now() - looked < 500) continue;
    looked = performance.now();
    const book = booksSchema.parse(await query(server, officer, 'dutyBooks.list', { limit: 50 })).rows.find((one) => one.id === id);
    if (book === undefined) throw new Error('the book is not in the list');
    if (book.done > before) steps += 1;
    before = book.done;
    if (book.state !== 'running') return { book, times, steps };
    if (performance.now() - begin > MOST_MS) throw new Error(`the book is not finished after ${MOST_MS / 60_000} minutes: ${book.step ?? ''} ${book.done}/${book.total}`);
  }
}

async function rebuild(dataDir: string): Promise<void> {
  const code = await new Promise<number | null>((resolve) =>
    spawn(process.execPath, [join(repositoryRoot, 'apps/server/src/smart.ts'), 'rebuild-archive'], { env: { ...process.env, DATA_DIR: dataDir, DEMO: '0' }, stdio: ['ignore', 'ignore', 'inherit'] }).once('exit', resolve),
  );
  if (code !== 0) throw new Error(`rebuild-archive ended with ${code}`);
}

const dataDir = await seeded(scale);
const server = await startServer('product-server.ts', { DATA_DIR: dataDir });
const admin = new pg.Client({ connectionString: server.adminUrl });
await admin.connect();
try {
  if ((await addDutyEvents(admin, { deputies, each })) !== null) await rebuild(dataDir);
  const people = await signIn(server, dataDir, tier, { deputies: 1, officers: 1 });
  const [deputy, officer] = [people.find(({ role }) => role === 'deputy'), people.find(({ role }) => role === 'officer')];
  if (!deputy || !officer) throw new Error('nobody can sign in');
  const alone: number[] = [];
  for (let turn = -20; turn < 150; turn += 1) {
    const taken = await timed(server, deputy);
    if (turn >= 0) alone.push(taken);
  }
  const begin = performance.now();
  const { id } = bookSchema.parse(await mutate(server, officer, 'dutyBooks.start', { year: 2025, scope: 'congress' }));
  const { rows: [counted] } = await admin.query<{ deputies: number; records: number }>(
    `SELECT count(*)::int AS deputies, (SELECT count(*)::int FROM duty_record r WHERE r.congress_id = $2 AND r.occurred_on BETWEEN '2025-01-01' AND '2025-12-31') AS records FROM duty_book_part WHERE operation_id = $1`, [id, officer.congressId]);
  const { book, times, steps } = await wait(server, officer, deputy, id);
  const seconds = (performance.now() - begin) / 1000;
  const ratio = at(times, 0.95) / at(alone, 0.95);
  console.log(`a year book of ${counted?.deputies ?? 0} deputies with ${counted?.records ?? 0} records: ${book.files.length} files, ${(book.files.reduce((sum, { size }) => sum + size, 0) / 1e6).toFixed(1)} MB, in ${seconds.toFixed(1)} s; progress seen ${steps} times`);
  console.log(`  ${book.state === 'done' ? 'met   ' : 'MISSED'} ${book.state}${book.problem === null ? '' : `: ${book.problem}`}`);
  console.log(`  a deputy's list  alone p50 ${at(alone, 0.5).toFixed(1)} ms p95 ${at(alone, 0.95).toFixed(1)} ms   meanwhile p50 ${at(times, 0.5).toFixed(1)} ms p95 ${at(times, 0.95).toFixed(1)} ms`);
  console.log(`  ${ratio <= goal ? 'met   ' : 'MISSED'} p95 ${ratio.toFixed(2)} × (goal ≤ ${goal})`);
  if (book.state !== 'done' || ratio > goal) process.exitCode = 1;
  await mutate(server, officer, 'dutyBooks.remove', { id, version: book.version });
} finally {
  await admin.end();
  await server.stop();
}
process.exit();
