// pnpm bench api: the product against bare Fastify + pg, the same statements on the same data, in turn, 50 connections.
// Goals: list and detail at least half the baseline's throughput, submission at least 0.3, p99 at most three times the baseline's;
// a request at province scale costs at most 1.3 times one at county scale.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from './lib/deployment.ts';
import { plansOf, signIn } from './lib/callers.ts';
import { baselineScript, type Figures, inTurn, type Kind, productScript, round } from './lib/load.ts';
import { type Server, startServer } from './lib/processes.ts';

const seconds = Number(process.env['BENCH_SECONDS'] ?? 8);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const goals: Readonly<Record<Kind, number>> = { list: 0.5, detail: 0.5, submission: 0.3 };

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
