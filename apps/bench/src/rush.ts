// pnpm bench rush: a session's last hour. Five hundred deputies hand in within a minute, at random moments, every fifth of them twice (a second
// press, a retry). Goals: none lost, none doubled, p99 at most five times a single submission measured alone in the same run.
import pg from 'pg';
import { seeded } from './lib/deployment.ts';
import { draft } from './lib/load.ts';
import { password, prepareCallers } from './lib/people.ts';
import { startServer } from './lib/processes.ts';

const deputies = Number(process.env['BENCH_DEPUTIES'] ?? 500);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 60);
/** Handed in one after another before the rush: what a submission costs when nobody else is there. */
const alone = Math.min(40, deputies);
/** At the same time in preparation: enough to keep the machine busy. */
const lanes = 8;

type Deputy = { readonly headers: Record<string, string>; readonly id: string };

const median = (times: readonly number[], share = 0.5): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

async function inLanes<In, Out>(all: readonly In[], run: (one: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  const waiting = [...all.entries()];
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await run(next[1]);
  }));
  return results;
}

const dataDir = await seeded('province');
const callers = (await prepareCallers(dataDir, { deputies, officers: 0, tier: 'province' })).filter(({ role }) => role === 'deputy');
const more = callers.length < deputies ? (await prepareCallers(dataDir, { deputies: deputies - callers.length, officers: 0, tier: 'city' })).filter(({ role }) => role === 'deputy') : [];
const server = await startServer('product-server.ts', { DATA_DIR: dataDir });
const admin = new pg.Client({ connectionString: server.adminUrl });
await admin.connect();

const post = (headers: Record<string, string>, path: string, input: unknown, key: string) =>
  fetch(`${server.origin}/api/trpc/${path}`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json', 'x-idempotency-key': key }, body: JSON.stringify(input) });

async function prepare(caller: (typeof callers)[number]): Promise<Deputy> {
  const signedIn = await fetch(`${server.origin}/api/auth/sign-in/username`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: caller.username, password }) });
  if (!signedIn.ok) throw new Error(`${caller.username} cannot sign in: ${signedIn.status}`);
  const headers = { cookie: signedIn.headers.getSetCookie().map((line) => line.split(';')[0]).join('; '), 'x-capacity': caller.capacityId };
  const id = crypto.randomUUID();
  const saved = await post(headers, 'suggestions.saveDraft', { ...draft, id }, crypto.randomUUID());
  if (!saved.ok) throw new Error(`${caller.username} cannot save: ${saved.status} ${await saved.text()}`);
  return { headers, id };
}

/** From the moment it was due to the answer; null when it failed. */
async function submit({ headers, id }: Deputy, key: string, due: number): Promise<number | null> {
  const answer = await post(headers, 'suggestions.submit', { id }, key).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.ok ? performance.now() - due : null;
}

try {
  const everybody = [...callers, ...more];
  const first = await inLanes(everybody.slice(0, alone), prepare);
  const rush = await inLanes(everybody, prepare);
  const singles: number[] = [];
  for (const one of first) singles.push((await submit(one, crypto.randomUUID(), performance.now())) ?? Number.NaN);
  const begin = performance.now();
  const answers = await Promise.all(rush.map(async (one, at) => {
    const due = begin + Math.random() * seconds * 1000;
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    const key = crypto.randomUUID();
    return Promise.all(at % 5 === 0 ? [submit(one, key, due), submit(one, key, due)] : [submit(one, key, due)]);
  }));
  const times = answers.flat().filter((one) => one !== null);
  const failed = answers.flat().length - times.length;
  const ids = rush.map((one) => one.id);
  const { rows: [counted] } = await admin.query<{ there: number; acts: number }>(
    `SELECT (SELECT count(*)::int FROM suggestion WHERE id = ANY ($1::uuid[]) AND state = 'submitted') AS there, (SELECT count(*)::int FROM action_log WHERE subject_id = ANY ($1::uuid[]) AND action = 'submit') AS acts`,
    [ids],
  );
  const [lost, doubled] = [rush.length - (counted?.there ?? 0), (counted?.acts ?? 0) - rush.length];
  const [single, p99] = [median(singles), median(times, 0.99)];
  const say = (words: string, met: boolean): void => console.log(`  ${met ? 'met   ' : 'MISSED'} ${words}`);
  console.log(`${rush.length} deputies within ${seconds} s (${answers.flat().length} requests, ${failed} failed), province scale\n  alone p50 ${single.toFixed(1)} ms   in the rush p50 ${median(times).toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`);
  say(`${lost} lost, ${doubled} doubled`, lost === 0 && doubled === 0);
  say(`p99 ${(p99 / single).toFixed(2)} × a single submission (goal ≤ 5)`, p99 <= 5 * single);
} finally {
  await admin.end();
  await server.stop();
}
process.exit(0);
