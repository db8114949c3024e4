// pnpm bench opinions: half a million opinions over the congresses of a province. Page 1 of the list, the statistics of the province's own desk with
// the counts of every city below it, and the figures that a map is coloured by, against the reading of one opinion by its key; as requests, one at a
// time, in turn, so that whatever else the machine does slows all of them. Goal: p95 of the figures at most six times that of the reading.
import pg from 'pg';
import { signIn } from './lib/callers.ts';
import { seeded } from './lib/deployment.ts';
import { addOpinions } from './lib/opinions.ts';
import { startServer } from './lib/processes.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 60);
const opinions = Number(process.env['BENCH_OPINIONS'] ?? 500_000);
const goal = 6;

const at = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

const dataDir = await seeded('province');
const server = await startServer('product-server.ts', { DATA_DIR: dataDir });
const admin = new pg.Client({ connectionString: server.adminUrl });
await admin.connect();

type Asked = { readonly name: string; readonly path: () => string; readonly goal: number | null; readonly times: number[] };

/** Milliseconds of one request, its answer read to the end. */
async function timed(path: string, headers: Record<string, string>): Promise<number> {
  const begin = performance.now();
  const response = await fetch(`${server.origin}${path}`, { headers });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  await response.arrayBuffer();
  return performance.now() - begin;
}

try {
  const seededIn = await addOpinions(admin, opinions);
  const [officer] = await signIn(server, dataDir, 'province', { deputies: 0, officers: 1 });
  if (!officer) throw new Error('the province has no officer');
  const { rows: own } = await admin.query<{ id: string }>('SELECT id FROM opinion WHERE congress_id = $1 ORDER BY id LIMIT 200', [officer.congressId]);
  const { rows: [counted] } = await admin.query<{ all: number; own: number }>('SELECT count(*)::int AS all, (count(*) FILTER (WHERE congress_id = $1))::int AS own FROM opinion', [officer.congressId]);
  const headers = { cookie: officer.cookie, 'x-capacity': officer.capacityId };
  const call = (procedure: string, input: object): string => `/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
  let turn = 0;
  const asked: readonly Asked[] = [
    { name: 'one opinion by its key', path: () => call('opinions.detail', { id: own[Math.abs(turn) % own.length]?.id ?? '' }), goal: null, times: [] },
    { name: 'list, page 1', path: () => call('opinions.list', { limit: 20 }), goal: null, times: [] },
    { name: 'statistics of a year with the cities below', path: () => call('opinionStatistics.figures', { year: 2026 }), goal, times: [] },
    { name: 'statistics of all years', path: () => call('opinionStatistics.figures', {}), goal, times: [] },
    { name: 'public figures of the province, as a page', path: () => '/opinions/statistics?division=43&year=2026', goal, times: [] },
  ];
  for (turn = -5; turn < rounds; turn += 1) {
    for (const { path, times } of asked) {
      const taken = await timed(path(), headers);
      if (turn >= 0) times.push(taken); // before: what a process looks up once
    }
  }
  const key = at(asked[0]?.times ?? [], 0.95);
  console.log(`${counted?.all ?? 0} opinions of a province, ${counted?.own ?? 0} of its own congress${seededIn === null ? '' : `, written in ${seededIn.toFixed(0)} s`}; ${rounds} rounds in turn`);
  for (const { name, times, goal: most } of asked) {
    const ratio = at(times, 0.95) / key;
    console.log(`  ${name.padEnd(44)} p50 ${at(times, 0.5).toFixed(1).padStart(6)} ms   p95 ${at(times, 0.95).toFixed(1).padStart(6)} ms   ${ratio.toFixed(2)} ×${most === null ? '' : `   ${ratio <= most ? 'met' : 'MISSED'} (goal ≤ ${most})`}`);
    if (most !== null && ratio > most) process.exitCode = 1;
  }
} finally {
  await admin.end();
  await server.stop();
}
process.exit();
