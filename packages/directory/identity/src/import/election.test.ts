// Election results from a sheet: of a general election into the term that is being prepared, of a by-election into the term in office, under the
// seats of the constituency (选举法 25, 57).
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestIdentity, type TestIdentity } from '../testing.ts';
import { importing, type Given } from './testing.ts';

const acting = { personId: newId(), capacityId: null, label: '王工（岳阳楼区人大常委会 系统管理员）' };
const home = '430602';
const prepared = newId();
let database: TestDatabase;
let identity: TestIdentity;
let imports: ReturnType<typeof importing>;
let present: string;

async function constituency(termId: string, name: string, seats: number): Promise<void> {
  await database.adminSql(`INSERT INTO constituency (id, congress_id, term_id, name, kind, seats) VALUES ($1, $2, $3, $4, 'direct', $5)`, [newId(), identity.congress(home), termId, name, seats]);
}
beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock: fixedClock('2026-11-05T09:00:00+08:00') });
  imports = importing(identity, acting, home);
  present = await identity.term(home);
  await constituency(present, '第一选区', 2);
}, 120_000);
afterAll(() => database.close());

const elected = (n: number, more: Given = {}): Given => ({ name: `${'甲乙丙丁戊己'[n] ?? ''}当选`, phone: `136${String(10_000_000 + n)}`, certificate: `E${n}`, constituency: '第一选区', startsOn: '2026-11-01', ...more });
type Row = { verdict: string; outcome: string; problems: { column: string; message: string }[] };
const rowsOf = (id: string) => database.adminSql<Row>('SELECT verdict, outcome, problems FROM import_row WHERE batch_id = $1 ORDER BY line', [id]);
const told = async (id: string) => (await rowsOf(id)).map(({ verdict, problems }) => [verdict, ...problems.map(({ column }) => column)].join(' '));
const mandates = () => database.adminSql(
  `SELECT m.certificate, m.status, m.election, m.term_id = $1 AS prepared, m.starts_on::text AS "startsOn", array_agg(a.act ORDER BY a.id) AS acts FROM mandate m JOIN mandate_act a ON a.mandate_id = m.id
   WHERE m.congress_id = $2 GROUP BY m.id ORDER BY m.certificate`, [prepared, identity.congress(home)]);

it('a by-election needs a vacancy and the credentials examined', async () => {
  const by = { election: '补选', qualifiedOn: '2026-11-03', announcementNumber: '第 3 号' };
  const id = await imports.preview('election_results', [elected(0, by), elected(1, { election: '补选' }), elected(2, by), elected(3, by), elected(4, { ...by, constituency: '没有的选区' }), elected(5, { ...by, election: '增选' })]);
  expect(await told(id)).toEqual(['new', 'invalid 资格审查日期', 'new', 'invalid 选区（选举单位）', 'invalid 选区（选举单位）', 'invalid 选举类型']);
  await imports.apply(id, true);
  expect(await mandates()).toEqual(['E0', 'E2'].map((certificate) => ({ certificate, status: 'active', election: 'by_election', prepared: false, startsOn: '2026-11-01', acts: ['by_elected', 'qualified'] })));
});

it('a general election fills the term that is being prepared; the deputies are in office when its first session opens', async () => {
  await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) SELECT $1, congress_id, number + 1, '2027-01-08', false FROM term WHERE id = $2`, [prepared, present]);
  await constituency(prepared, '第一选区', 2);
  // The first one is in office now and elected again: no second mandate beside it (选举法 48), but one in the next term.
  const rows = [elected(0), elected(1), elected(3), elected(4, { election: '补选', qualifiedOn: '2026-11-03' })];
  const id = await imports.preview('election_results', rows);
  expect(await told(id)).toEqual(['new', 'new', 'invalid 选区（选举单位）', expect.stringMatching(/^invalid/)]);
  await imports.apply(id, true);
  expect((await mandates()).filter(({ prepared: next }) => next)).toEqual(['E0', 'E1'].map((certificate) => ({ certificate, status: 'elected', election: 'general', prepared: true, startsOn: '2027-01-08', acts: ['elected'] })));
  expect(await database.adminSql(`SELECT count(DISTINCT person_id)::int AS people FROM mandate WHERE certificate = 'E0'`)).toEqual([{ people: 1 }]);
  const again = await imports.preview('election_results', rows.slice(0, 2));
  expect(await told(again)).toEqual(['same', 'same']);
  await imports.undo(id);
  expect(await mandates()).toHaveLength(2);
});
