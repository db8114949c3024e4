// pnpm bench archive: the archive of a province's 100,000 deputies built anew from its events by the command, with its progress; then one event entered
// as it arrives; then a deputy's home page as the one request that the portal sends, against the reading of one suggestion by its key, in turn.
// Goals: minutes; one event under 10 ms of database time; the home page's p95 at most six times that of the reading.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { project } from '@smart/duty/archive';
import { readConfig, repositoryRoot } from '@smart/kernel/config';
import { newId } from '@smart/kernel/ids';
import { openDeployment } from '@smart/server/deployment';
import { createServices } from '@smart/server/services';
import pg from 'pg';
import { addDutyEvents } from './lib/archive.ts';
import { signIn } from './lib/callers.ts';
import { type Scale, seeded } from './lib/deployment.ts';
import { type Server, startServer } from './lib/processes.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 100);
const deputies = Number(process.env['BENCH_DEPUTIES'] ?? 100_000);
const each = Number(process.env['BENCH_EVENTS'] ?? 8);
const scale: Scale = process.env['BENCH_SCALE'] === 'county' ? 'county' : 'province';
const goals = { minutes: 10, event: 10, home: 6 } as const;

const at = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const middle = (times: readonly number[]): string => `p50 ${at(times, 0.5).toFixed(1).padStart(6)} ms   p95 ${at(times, 0.95).toFixed(1).padStart(6)} ms`;
function verdict(met: boolean, goal: string): string {
  if (!met) process.exitCode = 1;
  return `${met ? 'met' : 'MISSED'} (goal ${goal})`;
}

/** Seconds that the command takes; its progress goes to the terminal. */
async function command(dataDir: string, ...args: string[]): Promise<number> {
  const begin = performance.now();
  const code = await new Promise<number | null>((resolve) =>
    spawn(process.execPath, [join(repositoryRoot, 'apps/server/src/smart.ts'), 'rebuild-archive', ...args], { env: { ...process.env, DATA_DIR: dataDir, DEMO: '0' }, stdio: ['ignore', 'ignore', 'inherit'] }).once('exit', resolve),
  );
  if (code !== 0) throw new Error(`rebuild-archive ${args.join(' ')} ended with ${code}`);
  return (performance.now() - begin) / 1000;
}

class Undone extends Error {}
type Mandate = { readonly id: string; readonly congressId: string };

/** Milliseconds in which one event is entered, in a unit of work that is undone. */
async function entering(dataDir: string, mandates: readonly Mandate[]): Promise<number[]> {
  const deployment = await openDeployment(readConfig({ DATA_DIR: dataDir, DEMO: '0', LOG_LEVEL: 'error' }), () => undefined, 'command');
  const services = await createServices(deployment, { log: () => undefined });
  const times: number[] = [];
  try {
    for (const [turn, { id, congressId }] of mandates.entries()) {
      await services.units
        .unitOfWork({ role: 'smart_app', 'app.congress': congressId }, async (unit) => {
          const work = services.workOf(unit, 'bench');
          const event = { id: newId(), congressId, matterId: null, type: 'visit.logged', subjectType: 'deputy_visit', subjectId: newId(), personId: null, payload: { mandateId: id, title: '走访联系群众', visitedOn: '2026-06-01' }, at: work.clock.now().toISOString() };
          const begin = performance.now();
          await project(work, event);
          if (turn >= 20) times.push(performance.now() - begin); // before: what a connection plans once
          throw new Undone();
        })
        .catch((error: unknown) => {
          if (!(error instanceof Undone)) throw error;
        });
    }
  } finally {
    await services.close();
    await deployment.close();
  }
  return times;
}

/** What the portal's home page asks for, in the one request in which it is sent. */
const home: readonly (readonly [string, object])[] = [
  ['notices.unreadCount', {}], ['suggestions.inbox', {}], ['suggestions.myDrafts', {}], ['suggestions.list', { scope: 'mine', sort: 'updated', limit: 8 }], ['motions.list', { scope: 'signed', states: ['awaiting_cosigners'], limit: 20 }],
  ['activities.mine', { when: 'ahead', limit: 3 }], ['duty.myPlan', {}], ['stations.mine', {}], ['calls.list', { states: ['open'], limit: 5 }], ['opinions.list', { states: ['registered', 'accepted'], limit: 1 }], ['opinions.waiting', {}],
];
const encoded = (input: object): string => encodeURIComponent(JSON.stringify(input));
const homePath = `/api/trpc/${home.map(([name]) => name).join(',')}?batch=1&input=${encoded(Object.fromEntries(home.map(([, input], place) => [place, input])))}`;

async function timed(server: Server, path: string, headers: Record<string, string>): Promise<number> {
  const begin = performance.now();
  const response = await fetch(`${server.origin}${path}`, { headers });
  const said = await response.text();
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${said.slice(0, 300)}`);
  return performance.now() - begin;
}

async function homeAgainstKey(server: Server, dataDir: string): Promise<{ home: number[]; key: number[] }> {
  const people = await signIn(server, dataDir, 'county', { deputies: 20, officers: 0 });
  const times = { home: [] as number[], key: [] as number[] };
  for (let turn = -people.length; turn < rounds; turn += 1) {
    const person = people[(turn + people.length) % people.length];
    if (person === undefined) throw new Error('nobody can sign in');
    const headers = { cookie: person.cookie, 'x-capacity': person.capacityId };
    const taken = { home: await timed(server, homePath, headers), key: await timed(server, `/api/trpc/suggestions.detail?input=${encoded({ id: person.detailId })}`, headers) };
    if (turn < 0) continue; // what a process looks up once
    times.home.push(taken.home);
    times.key.push(taken.key);
  }
  return times;
}

const dataDir = await seeded(scale);
const server = await startServer('product-server.ts', { DATA_DIR: dataDir });
const admin = new pg.Client({ connectionString: server.adminUrl });
await admin.connect();
try {
  const writtenIn = await addDutyEvents(admin, { deputies, each });
  const rebuilt = await command(dataDir);
  const compared = await command(dataDir, '--check');
  const { rows: [counted] } = await admin.query<{ deputies: number; records: number; events: number }>(
    `SELECT (SELECT count(*)::int FROM mandate) AS deputies, (SELECT count(*)::int FROM duty_record) AS records, (SELECT count(*)::int FROM domain_event) AS events`);
  const { rows: mandates } = await admin.query<Mandate>(`SELECT id, congress_id AS "congressId" FROM mandate WHERE status = 'active' ORDER BY md5(id::text) LIMIT 220`);
  const event = await entering(dataDir, mandates);
  const asked = await homeAgainstKey(server, dataDir);
  const ratio = at(asked.home, 0.95) / at(asked.key, 0.95);
  console.log(`${counted?.deputies ?? 0} deputies, ${counted?.events ?? 0} events, ${counted?.records ?? 0} records${writtenIn === null ? '' : `; events written in ${writtenIn.toFixed(0)} s`}; ${rounds} rounds in turn`);
  console.log(`  built anew           ${rebuilt.toFixed(1)} s   ${verdict(rebuilt <= goals.minutes * 60, `≤ ${goals.minutes} minutes`)}; compared in ${compared.toFixed(1)} s`);
  console.log(`  one event entered    ${middle(event)}   ${verdict(at(event, 0.95) < goals.event, `< ${goals.event} ms`)}`);
  console.log(`  one suggestion       ${middle(asked.key)}`);
  console.log(`  a deputy's home page ${middle(asked.home)}   ${ratio.toFixed(2)} ×   ${verdict(ratio <= goals.home, `≤ ${goals.home}`)}`);
} finally {
  await admin.end();
  await server.stop();
}
process.exit();
