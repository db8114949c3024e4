// pnpm bench api: the product against bare Fastify + pg, the same statements on the same data, in turn, 50 connections.
// Goals: list and detail at least half the baseline's throughput, submission at least 0.3, p99 at most three times the baseline's;
// a request at province scale costs at most 1.3 times one at county scale.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from './lib/deployment.ts';
import { baselineScript, type Figures, inTurn, type Kind, pick, productScript, round, type SignedIn } from './lib/load.ts';
import type { Plan } from './lib/messages.ts';
import { password, prepareCallers } from './lib/people.ts';
import { type Server, startServer, statementsOf } from './lib/processes.ts';

const seconds = Number(process.env['BENCH_SECONDS'] ?? 8);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const goals: Readonly<Record<Kind, number>> = { list: 0.5, detail: 0.5, submission: 0.3 };
const say = (line: string): void => console.error(line);

type Wire = { result?: { data?: unknown } };
const dataOf = async (response: Response): Promise<unknown> => {
  const body: Wire = await response.json();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(body).slice(0, 300)}`);
  return body.result?.data;
};
const textAt = (value: unknown, key: string): string => (typeof value === 'object' && value !== null && key in value ? String(Reflect.get(value, key)) : '');

const headersOf = (person: { cookie: string; capacityId: string }): Record<string, string> => ({ cookie: person.cookie, 'x-capacity': person.capacityId, 'content-type': 'application/json' });
const query = (server: Server, person: SignedIn, path: string, input: unknown) => fetch(`${server.origin}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: headersOf(person) }).then(dataOf);
const mutate = (server: Server, person: SignedIn, path: string, input: unknown) =>
  fetch(`${server.origin}/api/trpc/${path}`, { method: 'POST', headers: { ...headersOf(person), 'x-idempotency-key': crypto.randomUUID() }, body: JSON.stringify(input) }).then(dataOf);

/** Signs everybody in and finds a suggestion that each may read. */
async function signIn(server: Server, dataDir: string, tier: string): Promise<SignedIn[]> {
  const callers = await prepareCallers(dataDir, { deputies: 30, officers: 20, tier });
  const people: SignedIn[] = [];
  for (const caller of callers) {
    const response = await fetch(`${server.origin}/api/auth/sign-in/username`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: caller.username, password }) });
    if (!response.ok) throw new Error(`${caller.username} cannot sign in: ${response.status} ${await response.text()}`);
    const person = { ...caller, cookie: response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; '), detailId: '' };
    const list = await query(server, person, 'suggestions.list', { limit: 20 });
    const rows: unknown[] = typeof list === 'object' && list !== null && 'rows' in list && Array.isArray(list.rows) ? list.rows : [];
    if (rows.length > 0) people.push({ ...person, detailId: textAt(rows[rows.length >> 1], 'id') });
  }
  say(`${people.length} people of ${new Set(people.map(({ congressId }) => congressId)).size} congresses (${tier}) signed in`);
  return people;
}

/** What each person's requests ask of the database, written down once. */
async function plansOf(server: Server, people: readonly SignedIn[], deputies: readonly SignedIn[]): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const [at, person] of people.entries()) {
    const deputy = pick(deputies, at);
    let savedId = '';
    plans.push({
      list: await statementsOf(server, person.personId, () => query(server, person, 'suggestions.list', { limit: 20 })),
      detail: await statementsOf(server, person.personId, () => query(server, person, 'suggestions.detail', { id: person.detailId })),
      save: await statementsOf(server, deputy.personId, async () => (savedId = textAt(await mutate(server, deputy, 'suggestions.saveDraft', { title: '关于改善农村客运班线衔接的建议', background: '部分乡镇客运班线与县城公交时间不衔接，群众换乘要等四十分钟以上，赶集日更为突出，老人学生出行不便。', proposal: '建议统筹调整班线发车时间，与县城公交首末班衔接，并在换乘点设置候车亭和时刻表。', topic: 'transport' }), 'id'))),
      submit: await statementsOf(server, deputy.personId, () => mutate(server, deputy, 'suggestions.submit', { id: savedId, expectedVersion: 0 })),
      savedId,
    });
  }
  return plans;
}

const show = (name: string, { perSecond, p50, p99, errors }: Figures): string =>
  `${name.padEnd(26)} ${perSecond.toFixed(0).padStart(7)} /s   p50 ${String(p50).padStart(4)} ms   p99 ${String(p99).padStart(4)} ms${errors > 0 ? `   ${errors} ERRORS` : ''}`;
const verdict = (words: string, met: boolean): string => `  ${met ? 'met   ' : 'MISSED'} ${words}`;

const folder = mkdtempSync(join(tmpdir(), 'smart-bench-'));
const servers: Server[] = [];
try {
  const province = await seeded('province');
  const county = await seeded('county');
  const product = await startServer('product-server.ts', { DATA_DIR: province });
  servers.push(product);
  const people = await signIn(product, province, 'county');
  const deputies = people.filter(({ role }) => role === 'deputy');
  const plans = join(folder, 'plans.json');
  writeFileSync(plans, JSON.stringify(await plansOf(product, people, deputies)));
  const baseline = await startServer('baseline-server.ts', { BASELINE_PLANS: plans, BASELINE_DATABASE: product.adminUrl });
  servers.push(baseline);

  const results: Record<string, Figures> = {};
  console.log(`product against bare Fastify + pg: the same statements, province scale, ${rounds} rounds of ${seconds} s each in turn, medians`);
  for (const kind of ['list', 'detail', 'submission'] as const) {
    const callers = kind === 'submission' ? deputies : people;
    const [ours, bare] = await inTurn(rounds, () => round(product.origin, productScript(kind, callers), seconds), () => round(baseline.origin, baselineScript(kind, callers), seconds));
    Object.assign(results, { [kind]: ours, [`${kind} baseline`]: bare });
    const ratio = ours.perSecond / bare.perSecond;
    const tail = ours.p99 / Math.max(1, bare.p99);
    console.log([show(kind, ours), show(`${kind} (baseline)`, bare), verdict(`throughput ${ratio.toFixed(2)} of the baseline (goal ≥ ${goals[kind]})`, ratio >= goals[kind]), verdict(`p99 ${tail.toFixed(2)} × the baseline's (goal ≤ 3)`, tail <= 3)].join('\n'));
  }

  const small = await startServer('product-server.ts', { DATA_DIR: county });
  servers.push(small);
  const villagers = await signIn(small, county, 'county');
  console.log('the product at province scale against itself at county scale');
  for (const kind of ['list', 'detail'] as const) {
    const [large, little] = await inTurn(rounds, () => round(product.origin, productScript(kind, people), seconds), () => round(small.origin, productScript(kind, villagers), seconds));
    Object.assign(results, { [`${kind} county scale`]: little });
    const cost = little.perSecond / large.perSecond;
    console.log([show(`${kind} (province)`, large), show(`${kind} (county)`, little), verdict(`a request costs ${cost.toFixed(2)} × (goal ≤ 1.3)`, cost <= 1.3)].join('\n'));
  }
  writeFileSync(join(province, 'bench-api.json'), JSON.stringify({ at: new Date().toISOString(), seconds, rounds, results }, null, 2));
} finally {
  for (const server of servers.reverse()) await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
