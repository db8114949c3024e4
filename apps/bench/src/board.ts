// pnpm bench board: the live board of one congress at province scale against the same board at county scale, with as many items of its own.
// Goal: at most 1.3 times. The two servers are asked in turn, one request at a time, so that whatever else the machine does slows both.
import pg from 'pg';
import { signIn } from './lib/callers.ts';
import { seeded } from './lib/deployment.ts';
import type { SignedIn } from './lib/load.ts';
import { type Server, startServer } from './lib/processes.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 60);
const goal = 1.3;
const parts = { summary: {}, items: { limit: 30 }, changes: { limit: 20 } } as const;

type Board = { readonly server: Server; readonly person: SignedIn; readonly items: number };

/** Suggestions of each congress. */
async function itemsOf(server: Server): Promise<ReadonlyMap<string, number>> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ congressId: string; count: number }>(`SELECT congress_id AS "congressId", count(*)::int AS count FROM suggestion WHERE submitted_at IS NOT NULL GROUP BY 1`);
    return new Map(rows.map(({ congressId, count }) => [congressId, count]));
  } finally {
    await client.end();
  }
}

async function boardsOf(server: Server, dataDir: string): Promise<Board[]> {
  const [people, items] = [await signIn(server, dataDir, 'county', { deputies: 0, officers: 60 }), await itemsOf(server)];
  return people.filter(({ role }) => role === 'officer').map((person) => ({ server, person, items: items.get(person.congressId) ?? 0 }));
}

/** Milliseconds of one look at the whole board. */
async function look({ server, person }: Board): Promise<number> {
  const headers = { cookie: person.cookie, 'x-capacity': person.capacityId };
  const begin = performance.now();
  for (const [part, input] of Object.entries(parts)) {
    const response = await fetch(`${server.origin}/api/trpc/boards.${part}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers });
    if (!response.ok) throw new Error(`boards.${part} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    await response.arrayBuffer();
  }
  return performance.now() - begin;
}

const median = (taken: readonly number[]): number => taken.toSorted((a, b) => a - b)[taken.length >> 1] ?? 0;

const servers: Server[] = [];
try {
  const [province, county] = [await seeded('province'), await seeded('county')];
  const large = await startServer('product-server.ts', { DATA_DIR: province });
  const small = await startServer('product-server.ts', { DATA_DIR: county });
  servers.push(large, small);
  const [little] = await boardsOf(small, county);
  if (!little) throw new Error('the county has no officer');
  const big = (await boardsOf(large, province)).toSorted((a, b) => Math.abs(a.items - little.items) - Math.abs(b.items - little.items))[0];
  if (!big) throw new Error('the province has no officer');
  const taken: { large: number[]; small: number[] } = { large: [], small: [] };
  for (let at = -5; at < rounds; at += 1) {
    const [a, b] = [await look(big), await look(little)];
    if (at < 0) continue; // what a process looks up once
    taken.large.push(a);
    taken.small.push(b);
  }
  const ratio = median(taken.large) / median(taken.small);
  console.log(`the board of one congress (summary, items, changes), ${rounds} looks in turn, medians`);
  console.log(`  province scale   ${median(taken.large).toFixed(1)} ms   ${big.items} items of its own`);
  console.log(`  county scale     ${median(taken.small).toFixed(1)} ms   ${little.items} items of its own`);
  console.log(`  ${ratio <= goal ? 'met   ' : 'MISSED'} ${ratio.toFixed(2)} × (goal ≤ ${goal})`);
  process.exitCode = ratio <= goal ? 0 : 1;
} finally {
  for (const server of servers.reverse()) await server.stop();
}
process.exit();
