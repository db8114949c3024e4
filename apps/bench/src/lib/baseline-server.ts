// The baseline: bare Fastify and pg, the same statements with the same values, and nothing else: no session, no wall, no
// validation, no log of what it does beyond the statements themselves. Plans come in BASELINE_PLANS (a file), one per person.
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import pg from 'pg';
import type { Plan, Statement } from './messages.ts';

const plans: Plan[] = JSON.parse(readFileSync(process.env['BASELINE_PLANS'] ?? '', 'utf8'));
const pool = new pg.Pool({ connectionString: process.env['BASELINE_DATABASE'], max: Number(process.env['BASELINE_CONNECTIONS'] ?? 16) });
const app = fastify();

const planOf = (who: string): Plan => {
  const plan = plans[Number(who) % plans.length];
  if (!plan) throw new Error('no plan');
  return plan;
};

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Ids that a recorded request made itself: what its INSERTs carry first. A repetition needs its own. */
function madeIn(statements: readonly Statement[], known: ReadonlySet<string>): string[] {
  const inserted = statements.filter(({ text }) => /INSERT INTO/i.test(text)).flatMap(({ values }) => JSON.stringify(values).match(UUID) ?? []);
  return [...new Set(inserted)].filter((id) => !known.has(id));
}

/** Ids that already stood in the database: whatever the reading requests mention. */
const knownOf = (plan: Plan): Set<string> => new Set(JSON.stringify([plan.list, plan.detail]).match(UUID) ?? []);

async function repeat(statements: readonly Statement[], replace: ReadonlyMap<string, string>): Promise<unknown> {
  const client = await pool.connect();
  let last: unknown = null;
  try {
    await client.query('BEGIN');
    for (const { text, values } of statements) {
      const own: unknown[] = JSON.parse(JSON.stringify(values).replace(UUID, (id) => replace.get(id) ?? id));
      last = (await client.query(text, own)).rows;
    }
    await client.query('COMMIT');
    return last;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function read(statements: readonly Statement[]): Promise<unknown> {
  const answers: unknown[] = [];
  for (const { text, values } of statements) answers.push((await pool.query(text, [...values])).rows);
  return answers;
}

/** A request key is new in every request; the recorded one would be taken. */
const keysOf = (statements: readonly Statement[]): string[] => statements.filter(({ text }) => text.includes('idempotency_key')).flatMap(({ values }) => JSON.stringify(values).match(UUID) ?? []);

function fresh(plan: Plan, statements: readonly Statement[], id: string): Map<string, string> {
  const made = [...madeIn(statements, knownOf(plan)), ...keysOf(statements).filter((key) => !knownOf(plan).has(key))];
  return new Map([...made.map((one): [string, string] => [one, randomUUID()]), [plan.savedId, id]]);
}

app.get<{ Params: { who: string } }>('/list/:who', ({ params }) => read(planOf(params.who).list));
app.get<{ Params: { who: string } }>('/detail/:who', ({ params }) => read(planOf(params.who).detail));
app.post<{ Params: { who: string } }>('/save/:who', async ({ params }) => {
  const plan = planOf(params.who);
  const id = randomUUID();
  await repeat(plan.save, fresh(plan, plan.save, id));
  return { id };
});
app.post<{ Params: { who: string }; Body: { id: string } }>('/submit/:who', async ({ params, body }) => {
  const plan = planOf(params.who);
  return repeat(plan.submit, fresh(plan, plan.submit, body.id));
});

await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
process.send?.({ ready: true, adminUrl: '' });
process.on('disconnect', () => process.exit(0));
