import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, twoCongresses } from './fixtures.ts';
import { prepareDatabase } from './prepare.ts';
import { StartupError } from './startup-error.ts';
import { testSecret } from './test-server.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';
import type { UnitSettings } from './unit-of-work.ts';
import { tableWalls } from './wall-tables.ts';
import { assertWall, wallProblems } from './wall.ts';

let database: TestDatabase;
let fixture: Fixture;
let settings: (congress?: string, realm?: UnitSettings['app.realm']) => UnitSettings;
const matter = '018f0000-0000-7000-8000-00000000aaaa';

type Column = { name: string; type: string; required: boolean };
const columns = new Map<string, Column[]>();

/** A row of any table as administrator, foreign keys aside: every required column gets some value of its type. */
async function insertRow(run: (text: string) => Promise<unknown>, table: string, given: Record<string, unknown>) {
  const samples: Record<string, string> = {
    uuid: 'gen_random_uuid()', text: `gen_random_uuid()::text`, int4: '1', int8: '1', bool: 'true', jsonb: `'{}'`, date: `'2026-01-01'::date + (random() * 10000)::int`,
    timestamptz: 'now()', _text: `'{}'`, _uuid: `'{}'`, _int4: `'{}'`, _timestamptz: `'{}'`, bytea: `'\\x00'`,
  };
  const all = columns.get(table) ?? [];
  const used = all.filter(({ name, required }) => required || name in given);
  const values = used.map(({ name, type }) => (name in given ? pg.escapeLiteral(String(given[name])) : (samples[type] ?? 'NULL')));
  await run(`INSERT INTO "${table}" (${used.map(({ name }) => `"${name}"`).join(', ')}) VALUES (${values.join(', ')})`);
}

/** Columns that place a row on one side of the wall. */
function belonging(table: string, congress: string): Record<string, unknown> {
  const names = new Set((columns.get(table) ?? []).map(({ name }) => name));
  return { ...(names.has('congress_id') ? { congress_id: congress } : {}), ...(names.has('congress_ids') ? { congress_ids: `{${congress}}` } : {}) };
}

const inTable = (table: string, unit: UnitSettings, what = 'count(*)::int') =>
  database.units.unitOfWork(unit, async ({ sql }) => (await sql<{ n: number }>(`SELECT ${what} AS n FROM "${table}"`))[0]?.n);

beforeAll(async () => {
  database = await createTestDatabase();
  fixture = await twoCongresses(database);
  settings = (congress, realm) => ({ role: 'smart_app', 'app.congress': congress, 'app.realm': realm });
  const rows = await database.adminSql<Column & { table: string }>(`
    SELECT table_name AS table, column_name AS name, udt_name AS type, is_nullable = 'NO' AND column_default IS NULL AS required
    FROM information_schema.columns WHERE table_schema = 'public'`);
  for (const row of rows) columns.set(row.table, [...(columns.get(row.table) ?? []), row]);
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(`SET session_replication_role = replica; DELETE FROM congress; DELETE FROM term; DELETE FROM division`);
  for (const table of Object.keys(tableWalls)) for (const congress of [fixture.city, fixture.district]) await insertRow((text) => admin.query(text), table, belonging(table, congress));
  await admin.end();
});
afterAll(() => database.close());

/** What a congress sees of the two rows (one of each congress), by kind; written down here apart from the policies. */
const visibleToOne = { tenant: 1, shared: 1, directory: 2, reference: 2, person: 1, capacity: 1, identity: 0, system: 0, share: 2 } as const;
const visibleToIdentity = { ...visibleToOne, person: 2, capacity: 2, identity: 2 } as const;
const visibleToNobody = { ...visibleToOne, tenant: 0, shared: 0, person: 0, capacity: 0 } as const;

describe.each(Object.entries(tableWalls))('%s', (table, { kind, readable, appendOnly, public: published }) => {
  test('is read by whom it concerns', async () => {
    if (readable) return expect(await inTable(table, settings(fixture.city))).toBe(2);
    expect(await inTable(table, settings(fixture.city))).toBe(visibleToOne[kind]);
    expect(await inTable(table, settings(fixture.district, 'identity'))).toBe(visibleToIdentity[kind]);
    expect(await inTable(table, settings())).toBe(visibleToNobody[kind]);
    expect(await inTable(table, settings(undefined, 'system'))).toBe(kind === 'system' ? 2 : visibleToNobody[kind]);
  });

  test('is written only from its own side', async () => {
    const write = (unit: UnitSettings, statement: string) =>
      database.units.unitOfWork(unit, async ({ sql }) => (await sql(statement)).length).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    const other = columns.get(table)?.some(({ name }) => name === 'congress_id') ? `congress_id = '${fixture.district}'` : kind === 'person' ? `congress_ids @> '{${fixture.district}}'` : 'true';
    const first = columns.get(table)?.[0]?.name ?? '';
    const foreign = kind === 'share' ? `congress_id = '${fixture.city}'` : other;
    for (const statement of [`UPDATE "${table}" SET "${first}" = "${first}" WHERE ${foreign} RETURNING 1`, `DELETE FROM "${table}" WHERE ${foreign} RETURNING 1`]) {
      const result = await write(settings(fixture.city), statement);
      if (appendOnly || kind === 'reference') expect(result).toContain('permission denied');
      else expect(result).toBe(0);
    }
    await expect(database.units.unitOfWork(settings(fixture.city), ({ sql }) => sql(`TRUNCATE "${table}"`))).rejects.toThrow('permission denied');
  });

  test('takes no row for somebody else', async () => {
    const inserting = database.units.unitOfWork(settings(fixture.city), ({ sql }) => insertRow(sql, table, belonging(table, kind === 'share' ? fixture.city : fixture.district)));
    await expect(inserting).rejects.toThrow(/row-level security|permission denied/);
  });

  test('shows the public what is declared, no more', async () => {
    const all = (columns.get(table) ?? []).map(({ name }) => name);
    for (const column of all) {
      const reading = inTable(table, { role: 'smart_reader' }, `count("${column}")::int`).then(() => true, () => false);
      expect([column, await reading]).toEqual([column, published !== undefined && (published.columns?.includes(column) ?? true)]);
    }
    await expect(database.units.unitOfWork({ role: 'smart_reader' }, ({ sql }) => sql(`DELETE FROM "${table}"`))).rejects.toThrow('permission denied');
  });
});

test('a matter is seen by the congress it is shared with, and by no other; nobody shares with itself', async () => {
  const city = settings(fixture.city);
  const district = settings(fixture.district);
  const log = (sequence: number) =>
    `INSERT INTO action_log (id, congress_id, matter_id, subject_type, subject_id, sequence, action, to_state, actor_label, at, previous_hash, hash)
     VALUES (gen_random_uuid(), '${fixture.city}', '${matter}', 'suggestion', '${matter}', ${sequence}, 'submit', 'submitted', '测试', now(), '', 'h${sequence}')`;
  await database.units.unitOfWork(city, ({ sql }) => sql(log(1)));
  const seen = () => database.units.unitOfWork(district, ({ sql }) => sql('SELECT 1 FROM action_log WHERE matter_id = $1', [matter]));
  expect(await seen()).toHaveLength(0);
  const share = (unit: UnitSettings, congress: string) => database.units.unitOfWork(unit, ({ prisma }) => prisma.matterShare.create({ data: { matterId: matter, congressId: congress, since: new Date() } }));
  await expect(share(district, fixture.district)).rejects.toThrow();
  await share(city, fixture.district);
  expect(await seen()).toHaveLength(1);
  await database.units.unitOfWork(district, ({ sql }) => sql(log(2)));
  await database.units.unitOfWork(city, ({ sql }) => sql('DELETE FROM matter_share WHERE matter_id = $1', [matter]));
  expect(await seen()).toHaveLength(0);
});

test('the reader sees published suggestions and what belongs to them', async () => {
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query('SET session_replication_role = replica');
  const insert = (table: string, given: Record<string, unknown>) => insertRow((text) => admin.query(text), table, { congress_id: fixture.city, ...given });
  const ids = { open: '018f0000-0000-7000-8000-00000000bb01', hidden: '018f0000-0000-7000-8000-00000000bb02', withdrawn: '018f0000-0000-7000-8000-00000000bb03' };
  await insert('suggestion', { id: ids.open, title: '公开', published_at: '2026-01-01' });
  await insert('suggestion', { id: ids.hidden, title: '不公开' });
  await insert('suggestion', { id: ids.withdrawn, title: '撤回', published_at: '2026-01-01', state: 'withdrawn' });
  for (const suggestion of Object.values(ids)) await insert('reply', { suggestion_id: suggestion, state: 'signed', organ_name: suggestion });
  await insert('reply', { suggestion_id: ids.open, state: 'draft' });
  await admin.end();
  const read = await database.units.unitOfWork({ role: 'smart_reader' }, async ({ sql }) => [await sql('SELECT title FROM suggestion'), await sql('SELECT organ_name FROM reply')]);
  expect(read).toEqual([[{ title: '公开' }], [{ organ_name: ids.open }]]);
});

test('the login itself has no right to anything, and cannot become the owner', async () => {
  const server = new pg.Client({ connectionString: database.serverUrl });
  await server.connect();
  await expect(server.query('SELECT * FROM division')).rejects.toThrow('permission denied');
  await expect(server.query('SET ROLE smart_owner')).rejects.toThrow('permission denied');
  await expect(server.query('SET ROLE postgres')).rejects.toThrow('permission denied');
  await server.end();
});

test('a table without a declaration, a view with the owner\'s eyes, a removed or added policy are found', async () => {
  const own = await createTestDatabase();
  const admin = new pg.Client({ connectionString: own.adminUrl });
  await admin.connect();
  expect(await wallProblems(admin)).toEqual([]);
  await admin.query('CREATE TABLE stray (id int); CREATE VIEW peep AS SELECT * FROM notice; DROP POLICY wall ON notice; CREATE POLICY more ON deadline TO smart_app USING (true); ALTER TABLE reply NO FORCE ROW LEVEL SECURITY');
  const problems = await wallProblems(admin);
  expect(problems.map((problem) => /stray|peep|notice|deadline|reply/.exec(problem)?.[0]).sort()).toEqual(['deadline', 'notice', 'peep', 'reply', 'stray']);
  await expect(prepareDatabase(own.adminUrl, testSecret)).rejects.toThrow(StartupError);
  await admin.query('DROP TABLE stray; DROP VIEW peep');
  await prepareDatabase(own.adminUrl, testSecret);
  expect(await wallProblems(admin)).toEqual([]);
  await admin.end();
  await own.close();
});

test('a role that can pass the wall stops the server', async () => {
  const asServer = async (before: string, after: string) => {
    await database.adminSql(before);
    const server = new pg.Client({ connectionString: database.serverUrl });
    await server.connect();
    const result = await assertWall(server).then(() => 'fine', (error: unknown) => error);
    await server.end();
    await database.adminSql(after);
    return result;
  };
  expect(await asServer('SELECT 1', 'SELECT 1')).toBe('fine');
  expect(await asServer('GRANT UPDATE ON action_log TO smart_app', 'REVOKE UPDATE ON action_log FROM smart_app')).toBeInstanceOf(StartupError);
  expect(await asServer('ALTER TABLE notice OWNER TO smart_app', 'ALTER TABLE notice OWNER TO smart_owner')).toBeInstanceOf(StartupError);
  expect(await asServer('ALTER TABLE notice DISABLE ROW LEVEL SECURITY', 'ALTER TABLE notice ENABLE ROW LEVEL SECURITY')).toBeInstanceOf(StartupError);
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await expect(assertWall(admin)).rejects.toThrow('superuser');
  await admin.end();
});
