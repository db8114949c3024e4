// pnpm bench search: page 1 of a full-text search with highlights over a province's 200,000 suggestions against the reading of one suggestion by
// its key, in turn. As requests, one at a time: the officers of sixty congresses at the desk, then anybody on the public site. Goal: p95 at
// most three times that of the reading. Beside it the services alone, without HTTP, session and validation, against one bare row by its key.
import type { Capacity } from '@smart/identity/capacity';
import { readConfig } from '@smart/kernel/config';
import { openDeployment } from '@smart/server/deployment';
import { createServices } from '@smart/server/services';
import { publicListInput } from '@smart/suggestions/model-inputs';
import { publicList } from '@smart/suggestions/publication/reading';
import { searchInput } from '@smart/suggestions/query/model';
import { searchSuggestions } from '@smart/suggestions/query/search';
import { rowColumns } from '@smart/suggestions/rows';
import { signIn } from './lib/callers.ts';
import { seeded } from './lib/deployment.ts';
import { startServer } from './lib/processes.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 6);
/** Frequent and rare words, several words, part of a name, what is nowhere, a number. */
const words = ['公交末班车', '通村公路', '灌溉渠道', '互助养老', '小区加装电梯', '黑臭水体', '取暖设备', '建议', '群众', '老人 出行', '河长巡查', '答复 公交', '幼儿园学位', '高标准农田', '村卫生室', '量子计算', '第12号', '信号灯'];

type Place = { congressId: string; name: string; code: string; tier: Capacity['tier']; officeId: string; suggestions: number };
type Times = { readonly key: number[]; readonly search: number[] };

const dataDir = await seeded('province');
const config = readConfig({ ...process.env, DATA_DIR: dataDir, DEMO: '0', LOG_LEVEL: 'error' });
const deployment = await openDeployment(config, () => undefined, 'command');
const services = await createServices(deployment, { log: () => undefined });
const asPublic = { role: 'smart_reader' } as const;

async function places(): Promise<Place[]> {
  return services.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, ({ sql }) =>
    sql<Place>(`SELECT c.id AS "congressId", c.name, c.division_code AS code, c.tier, (SELECT o.id FROM organ o WHERE o.congress_id = c.id LIMIT 1) AS "officeId", 0 AS suggestions
      FROM congress c WHERE c.tier <> 'township' ORDER BY length(c.division_code), c.division_code LIMIT 60`));
}

const officerOf = (place: Place): Capacity => ({
  id: place.officeId, kind: 'appointment', personId: place.officeId, personName: '测量', userId: place.officeId, congressId: place.congressId, congressName: place.name, divisionCode: place.code,
  tier: place.tier, label: '代表工委', roles: ['congress_officer'], organId: place.officeId, organName: '代表工委', organKind: 'deputies_affairs',
});

async function timed<T>(into: number[] | null, work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await work();
  into?.push(performance.now() - begin);
  return result;
}

const share = (times: readonly number[], part: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;

function report(name: string, { key, search }: Times, hits: number, goal: number | null): void {
  const line = (what: string, times: readonly number[]) => `${`${name}: ${what}`.padEnd(58)} p50 ${share(times, 0.5).toFixed(2).padStart(6)} ms   p95 ${share(times, 0.95).toFixed(2).padStart(6)} ms   p99 ${share(times, 0.99).toFixed(2).padStart(6)} ms   (${times.length})`;
  const ratio = share(search, 0.95) / share(key, 0.95);
  const verdict = goal === null ? '      ' : ratio <= goal ? 'met   ' : 'MISSED';
  console.log([line('one by its key', key), line(`page 1 of a search, ${hits} hits`, search), `  ${verdict} p95 ${ratio.toFixed(2)} ×${goal === null ? '' : ` (goal ≤ ${goal})`}`].join('\n'));
  if (goal !== null && ratio > goal) process.exitCode = 1;
}

type Hits = { rows: { id: string }[] };
type Asker = { readonly headers: Record<string, string>; readonly find: string; readonly input: (q: string) => object; readonly detail: string };

/** As requests, each with its session, its permission and its answer checked; what is slow only the first time is not counted. */
async function requests(name: string, origin: string, askers: readonly Asker[], turns: number): Promise<void> {
  const times: Times = { key: [], search: [] };
  let hits = 0;
  const get = async (into: number[] | null, path: string, input: object, headers: Record<string, string>): Promise<unknown> =>
    timed(into, async () => {
      const response = await fetch(`${origin}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers });
      const body: { result: { data: unknown } } = await response.json();
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      return body.result.data;
    });
  for (let turn = -1; turn < turns; turn += 1) {
    for (const [at, { headers, find, input, detail }] of askers.entries()) {
      const q = words[(at + Math.max(0, turn)) % words.length] ?? '';
      const found = await get(turn < 0 ? null : times.search, find, input(q), headers);
      const ids = isHits(found) ? found.rows.map(({ id }) => id) : [];
      hits += ids.length;
      if (ids[0] !== undefined) await get(turn < 0 ? null : times.key, detail, { id: ids[0] }, headers);
    }
  }
  report(name, times, hits, 3);
}

const isHits = (value: unknown): value is Hits => typeof value === 'object' && value !== null && 'rows' in value && Array.isArray(value.rows);

async function asRequests(): Promise<void> {
  const server = await startServer('product-server.ts', { DATA_DIR: dataDir });
  try {
    const officers = await signIn(server, dataDir, 'county', { deputies: 0, officers: 60 });
    const desks = officers.map(({ cookie, capacityId }): Asker => ({ headers: { cookie, 'x-capacity': capacityId }, find: 'search.find', input: (q) => ({ q }), detail: 'suggestions.detail' }));
    await requests('desk', server.origin, desks, rounds);
    const anybody: Asker = { headers: {}, find: 'suggestions.public.list', input: (q) => ({ q }), detail: 'suggestions.public.detail' };
    await requests('public site', server.origin, words.map(() => anybody), rounds * 3);
  } finally {
    await server.stop();
  }
}

/** An officer of each congress searches; what is slow only the first time is not counted. */
async function desk(all: readonly Place[]): Promise<void> {
  const times: Times = { key: [], search: [] };
  let hits = 0;
  for (let round = -1; round < rounds; round += 1) {
    for (const [at, place] of all.entries()) {
      const officer = officerOf(place);
      const settings = { role: 'smart_app', 'app.congress': place.congressId, 'app.organ': place.officeId, 'app.person': place.officeId } as const;
      const q = words[(at + Math.max(0, round)) % words.length] ?? '';
      const found = await timed(round < 0 ? null : times.search, () => services.units.unitOfWork(settings, (unit) => searchSuggestions(services.workOf(unit, 'bench'), officer, searchInput.parse({ q })), { readOnly: true }));
      hits += found.rows.length;
      const id = found.rows[0]?.id ?? place.congressId;
      await timed(round < 0 ? null : times.key, () => services.units.unitOfWork(settings, ({ sql }) => sql(`SELECT ${rowColumns} FROM suggestion s WHERE s.id = $1`, [id]), { readOnly: true }));
      if (process.env['BENCH_VERBOSE'] && round >= 0) console.log(`  ${place.name} ${q}: ${found.total}${found.atLeast ? '+' : ''} ${(times.search.at(-1) ?? 0).toFixed(2)} / ${(times.key.at(-1) ?? 0).toFixed(2)}`);
    }
  }
  report('desk, service alone', times, hits, null);
}

/** Anybody searches everything that is public. */
async function site(): Promise<void> {
  const times: Times = { key: [], search: [] };
  let hits = 0;
  for (let round = -1; round < rounds * 3; round += 1) {
    for (const q of words) {
      const found = await timed(round < 0 ? null : times.search, () => services.units.unitOfWork(asPublic, (unit) => publicList(services.workOf(unit, 'bench'), publicListInput.parse({ q })), { readOnly: true }));
      hits += found.rows.length;
      const id = found.rows[0]?.id ?? nobodys;
      await timed(round < 0 ? null : times.key, () => services.units.unitOfWork(asPublic, ({ sql }) => sql('SELECT s.id, s.title, s.background, s.proposal FROM suggestion s WHERE s.id = $1', [id]), { readOnly: true }));
      if (process.env['BENCH_VERBOSE'] && round >= 0) console.log(`  ${q}: ${found.total} ${(times.search.at(-1) ?? 0).toFixed(2)} / ${(times.key.at(-1) ?? 0).toFixed(2)}`);
    }
  }
  report('public site, service alone', times, hits, null);
}

const nobodys = '00000000-0000-7000-8000-000000000000';
try {
  await desk(await places());
  await site();
} finally {
  await services.close();
  await deployment.close();
}
await asRequests();
process.exit();
