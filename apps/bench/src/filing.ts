// pnpm bench filing: a thousand citizens speak within a minute, as after a flood: each opens the form, waits as a person would, sends it, every
// fifth twice at once. Goals: none lost, none doubled, every receipt opens; p99 at most five times a single one measured alone in the same run.
import pg from 'pg';
import { seeded } from './lib/deployment.ts';
import { startServer } from './lib/processes.ts';

const citizens = Number(process.env['BENCH_CITIZENS'] ?? 1000);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 60);
/** Filed one after another before: what one costs when nobody else is there. */
const alone = Math.min(20, citizens);
/** Receipts that are opened afterwards. */
const opened = Math.min(100, citizens);
/** No form is taken sooner (form-pass.ts). */
const leastMs = 1100;

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
const at = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

const server = await startServer('product-server.ts', { DATA_DIR: await seeded('county') });
const admin = new pg.Client({ connectionString: server.adminUrl });
await admin.connect();
const { rows: [congress] } = await admin.query<{ code: string }>(`SELECT c.division_code AS code FROM congress c JOIN term t ON t.congress_id = c.id AND t.current ORDER BY length(c.division_code) DESC LIMIT 1`);
const mark = `压力测量 ${crypto.randomUUID().slice(0, 8)}`;

type Filed = { readonly receipt: string | null; readonly ms: number };

async function form(): Promise<string> {
  const page = await (await fetch(`${server.origin}/opinions/new?division=${congress?.code ?? ''}`, { headers: { accept: 'text/html' } })).text();
  return /name="pass" value="([^"]+)"/.exec(page)?.[1] ?? '';
}

async function send(pass: string, number: number): Promise<Filed> {
  const begin = performance.now();
  const fields = { division: congress?.code ?? '', content: `${mark} 第 ${number} 位：村口的路被水冲断了，请尽快抢修。`, place: '村口', name: '', hideName: '1', pass, work: '', website: '' };
  const answer = await fetch(`${server.origin}/opinions/new`, { method: 'POST', redirect: 'manual', headers: { accept: 'text/html' }, body: new URLSearchParams(fields) }).catch(() => null);
  await answer?.arrayBuffer();
  return { receipt: answer?.status === 303 ? (answer.headers.get('location') ?? null) : null, ms: performance.now() - begin };
}

try {
  const singles: number[] = [];
  for (let number = 0; number < alone; number += 1) {
    const pass = await form();
    await rest(leastMs);
    singles.push((await send(pass, citizens + number)).ms);
  }
  const begin = performance.now();
  const filed = await Promise.all(Array.from({ length: citizens }, async (_none, number) => {
    await rest(Math.random() * (seconds * 1000 - leastMs) - (performance.now() - begin));
    const pass = await form();
    await rest(leastMs);
    return Promise.all(number % 5 === 0 ? [send(pass, number), send(pass, number)] : [send(pass, number)]);
  }));
  const all = filed.flat();
  const { rows: [counted] } = await admin.query<{ there: number; acts: number }>(
    `SELECT count(*)::int AS there, (SELECT count(*)::int FROM action_log l WHERE l.action = 'register' AND l.subject_id IN (SELECT id FROM opinion WHERE strpos(content, $1) > 0)) AS acts FROM opinion WHERE strpos(content, $1) > 0`,
    [mark],
  );
  const expected = citizens + alone;
  const lost = expected - (counted?.there ?? 0);
  const split = filed.filter((pair) => new Set(pair.map(({ receipt }) => receipt)).size > 1).length;
  let dead = 0;
  for (const { receipt } of all.slice(0, opened)) if (receipt === null || (await fetch(`${server.origin}${receipt}`, { headers: { accept: 'text/html' } })).status !== 200) dead += 1;
  const failed = all.filter(({ receipt }) => receipt === null).length;
  const [single, p99] = [at(singles, 0.5), at(all.map(({ ms }) => ms), 0.99)];
  const say = (words: string, met: boolean): void => console.log(`  ${met ? 'met   ' : 'MISSED'} ${words}`);
  console.log(`${citizens} citizens within ${seconds} s (${all.length} requests, ${failed} failed)\n  alone p50 ${single.toFixed(1)} ms   in the rush p50 ${at(all.map(({ ms }) => ms), 0.5).toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`);
  say(`${lost} lost, ${(counted?.acts ?? 0) - expected} doubled, ${split} with two receipts, ${dead} of ${opened} receipts dead`, lost === 0 && counted?.acts === expected && split === 0 && dead === 0);
  say(`p99 ${(p99 / single).toFixed(2)} × one alone (goal ≤ 5)`, p99 <= 5 * single);
} finally {
  await admin.end();
  await server.stop();
}
process.exit(0);
