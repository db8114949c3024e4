// The same attempts in SQL, under the application's role: whatever a service forgot, the database does not give, take or change rows of
// another congress. On the matrix's own world, so that real rows are there to be had. And a connection forgets whom it served.
import { createUnitsOfWork, type UnitSettings } from '@smart/database/unit-of-work';
import { tableWalls } from '@smart/database/wall-tables';
import type { SignIn } from '@smart/identity/sign-in';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestApp, type TestApp } from '../testing.ts';
import { call } from './calling.ts';
import { sees } from './oracle.ts';
import type { World } from './row.ts';
import { createWorld } from './setting.ts';
import { type Caller, known, type Known, type Place, standing } from './world.ts';

let app: TestApp;
let world: World;
let signInOf: (who: Caller) => SignIn | null;

beforeAll(async () => {
  app = await startTestApp({
    clock: fixedClock('2026-03-02T09:00:00+08:00'),
    arrange: async (_services, database) => {
      ({ world, signInOf } = await createWorld(database));
    },
  });
}, 120_000);
afterAll(() => app.close());

/** Written here apart from the wall's own list: tables whose rows everybody may read (divisions, congresses, organs and what belongs to them; the public register of stations with their pictures and what they are rated by, who is met there, codes on posters; bare ids of shared matters; counts). */
const open = ['division', 'congress', 'term', 'session', 'organ', 'delegation', 'constituency', 'deputy_group', 'deputy_group_member', 'station', 'station_picture', 'station_criterion', 'station_member', 'deputy_code', 'matter_share', 'suggestion_rollup', 'opinion_rollup', 'log_anchor'];
/** Tables that carry the parts of a matter, by the column that names it: a tier with which it is shared reads them. */
const parts: Record<string, string> = {
  suggestion: 'id', cosigner: 'suggestion_id', assignment: 'suggestion_id', contact: 'suggestion_id', reply: 'suggestion_id', commitment: 'suggestion_id', evaluation: 'suggestion_id',
  extension: 'suggestion_id', supervision: 'suggestion_id', action_log: 'matter_id', domain_event: 'matter_id', deadline: 'matter_id', stored_file: 'matter_id', file_text: 'matter_id',
};
/** Tables whose rows are handed in to the tier above, which audits them: from when on that tier reads and answers them. */
const handedIn: Record<string, string> = { station_rating: `state <> 'draft'` };
/** What of the home congress's rows another place may have to do with. */
const theirsToo = (table: string, place: Place): string => {
  if (place === 'upper' && handedIn[table]) return ` AND NOT (${handedIn[table]})`;
  return place === 'lower' && parts[table] ? ` AND "${parts[table]}" IS DISTINCT FROM '${world.matters.shared.id}'` : '';
};
const foreign: readonly Place[] = ['upper', 'sibling', 'lower', 'lowest'];
const settings = (place: Place): UnitSettings => ({ role: 'smart_app', 'app.congress': world.at[place].congressId });
const run = <R extends object>(unit: UnitSettings, text: string, values: unknown[] = []) => app.services.units.unitOfWork(unit, ({ sql }) => sql<R>(text, values));
const tenantTables = Object.keys(tableWalls).filter((table) => !open.includes(table));

const columnsOf = async (table: string) => (await app.admin<{ name: string }>(`SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND table_schema = 'public'`, [table])).map(({ name }) => name);

/** Which rows of a table are the home congress's; null when the table knows no congress. */
async function ofHome(table: string): Promise<string | null> {
  const columns = await columnsOf(table);
  const home = world.at.home.congressId;
  if (columns.includes('congress_id')) return `congress_id = '${home}'`;
  return columns.includes('congress_ids') ? `congress_ids = ARRAY['${home}'::uuid]` : null;
}

describe.each(tenantTables)('%s', (table) => {
  it('gives rows of the home congress to no other, but those of a matter shared with it', async () => {
    const where = await ofHome(table);
    for (const place of foreign) {
      const seen = await run<{ n: number }>(settings(place), `SELECT count(*)::int AS n FROM "${table}" WHERE ${where ?? 'true'}${theirsToo(table, place)}`);
      expect([place, seen[0]?.n]).toEqual([place, 0]);
    }
  });

  it('is changed by no other, and takes no row in its name', async () => {
    const where = (await ofHome(table)) ?? 'true';
    const [column = ''] = await columnsOf(table);
    const count = async () => (await app.admin<{ n: number }>(`SELECT count(*)::int AS n FROM "${table}"`))[0]?.n;
    const before = await count();
    for (const place of foreign) {
      const share = theirsToo(table, place);
      for (const statement of [`UPDATE "${table}" SET "${column}" = "${column}" WHERE ${where}${share} RETURNING 1`, `DELETE FROM "${table}" WHERE ${where}${share} RETURNING 1`]) {
        const changed = await run(settings(place), statement).then((rows) => rows.length, (error: unknown) => String(error));
        expect([place, typeof changed === 'string' ? /permission denied/.test(changed) : changed]).toEqual([place, typeof changed === 'string' ? true : 0]);
      }
    }
    expect(await count()).toBe(before);
  });
});

describe('a row of the home congress copied by another', () => {
  it.each(Object.entries({ suggestion: 'id', notice: 'id', duty_record: 'id', mandate: 'id', appointment: 'id', idempotency_key: 'key', congress_parameter: 'key', suggestion_series: 'series', letter_series: 'series' }))('%s', async (table, key) => {
    const columns = await columnsOf(table);
    if (columns.length === 0) throw new Error(`no table ${table}`);
    const [row] = await app.admin<{ row: Record<string, unknown> }>(`SELECT to_jsonb(t) AS row FROM "${table}" t WHERE congress_id = $1 LIMIT 1`, [world.at.home.congressId]);
    const copy = { ...(row?.row ?? { congress_id: world.at.home.congressId }), ...(row ? { [key]: key === 'id' ? '01900000-0000-7000-8000-00000000abcd' : 'copied' } : {}) };
    const inserting = run(settings('sibling'), `INSERT INTO "${table}" SELECT * FROM jsonb_populate_record(NULL::"${table}", $1::jsonb)`, [JSON.stringify(copy)]);
    await expect(inserting).rejects.toThrow(/row-level security|permission denied|generated/);
  });
});

describe('what was recorded stays', () => {
  it.each(['action_log', 'domain_event', 'log_anchor'])('%s cannot be changed, emptied or thinned out by the application', async (table) => {
    for (const realm of [undefined, 'system', 'identity'] as const) {
      for (const statement of [`UPDATE ${table} SET ${table === 'log_anchor' ? 'hash' : 'id'} = ${table === 'log_anchor' ? 'hash' : 'id'}`, `DELETE FROM ${table}`, `TRUNCATE ${table}`, `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`]) {
        await expect(run({ ...settings('home'), 'app.realm': realm }, statement), statement).rejects.toThrow(/permission denied|must be owner/);
      }
    }
  });
});

describe('the public', () => {
  const reader: UnitSettings = { role: 'smart_reader' };
  it('reads published suggestions, and of their parts what is public', async () => {
    expect(await run(reader, 'SELECT id FROM suggestion')).toEqual([{ id: world.matters.published.id }]);
    expect(await run(reader, 'SELECT DISTINCT suggestion_id AS id FROM reply')).toEqual([{ id: world.matters.published.id }]);
  });
  it('reads no person, account, notice, event or draft, and no telephone', async () => {
    for (const table of ['person', 'mandate', 'appointment', 'auth_user', 'auth_session', 'auth_account', 'notice', 'domain_event', 'duty_record', 'contact', 'supervision', 'extension', 'idempotency_key', 'matter_share']) {
      await expect(run(reader, `SELECT * FROM ${table}`), table).rejects.toThrow('permission denied');
    }
    for (const column of ['lead_person_id', 'owner_person_id', 'confidential_reason', 'decision_reason']) await expect(run(reader, `SELECT ${column} FROM suggestion`), column).rejects.toThrow('permission denied');
    await expect(run(reader, 'SELECT contact_phone FROM reply'), 'contact_phone').rejects.toThrow('permission denied');
  });
});

describe('a pooled connection', () => {
  it('never keeps the last request’s capacity: 200 requests of 20 capacities, mixed, on 3 connections', async () => {
    const units = createUnitsOfWork({ connectionString: app.database.serverUrl, size: 3 });
    const people: Known[] = known.filter((who) => !standing(who).role.endsWith('administrator') && standing(who).role !== 'station_clerk').filter((_who, index) => index % 2 === 0).slice(0, 20);
    expect(people).toHaveLength(20);
    const list = { path: 'suggestions.list', type: 'query' } as const;
    const expected = (who: Known) => Object.values(world.matters).filter((matter) => sees(who, matter)).map(({ id }) => id).toSorted();
    const rows = z.object({ rows: z.array(z.object({ id: z.string() })) });
    const one = async (at: number) => {
      const who = people[(at * 7) % people.length] ?? 'home.lead';
      // In between: failing statements, another realm, the public, and acts that are refused half-way.
      if (at % 5 === 1) await units.unitOfWork({ role: 'smart_app', 'app.congress': world.at.home.congressId }, ({ sql }) => sql('SELECT 1/0')).catch(() => undefined);
      if (at % 5 === 2) await units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity', 'app.person': world.home.personId }, ({ sql }) => sql('SELECT 1 FROM auth_user'));
      if (at % 5 === 3) await units.unitOfWork({ role: 'smart_reader' }, ({ sql }) => sql('SELECT 1 FROM suggestion'), { readOnly: true });
      const outcome = await call(app.services, units, signInOf(who), list, { limit: 100 });
      if (!outcome.ok) throw new Error(`${who}: ${outcome.message}`);
      // What only the rows of the examination use is not among the matters.
      const { splitting, waitingLetter, sentLetter } = world.motions;
      expect([who, rows.parse(outcome.output).rows.map(({ id }) => id).filter((id) => ![splitting, waitingLetter, sentLetter].includes(id)).toSorted()]).toEqual([who, expected(who)]);
      const bare = await units.unitOfWork({ role: 'smart_app' }, ({ sql }) => sql(`SELECT current_setting('app.congress', true) AS c, current_setting('app.person', true) AS p, current_setting('app.organ', true) AS o, current_setting('app.realm', true) AS r`));
      expect(Object.values(bare[0] ?? {}).filter((value) => value !== '' && value !== null)).toEqual([]);
    };
    await Promise.all(Array.from({ length: 200 }, (_, at) => one(at)));
    expect(units.stats().open).toBeLessThanOrEqual(3);
    await units.close();
  });
});
