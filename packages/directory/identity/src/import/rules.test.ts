// The sheet is weighed by the same rules as the forms: random rows are planned in a set, and entered one by one through the services; both
// refuse the same rows. Then sheets that leave come back as they should.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAppointment } from '../appointments.ts';
import { addMandate } from '../mandates.ts';
import { createPerson, findByPhone } from '../people.ts';
import { systemContext } from '../procedures.ts';
import { createTestIdentity, type TestIdentity } from '../testing.ts';
import { type Cells, type ImportKind } from './kinds.ts';
import { parseRow, type ParsedRow } from './parse.ts';
import { planRow } from './plan.ts';
import { readSheet } from './read.ts';
import { importedRoleLabels, importedRoles } from './roles.ts';
import { readWorld } from './world.ts';
import { faultyFile, templateFile } from './write-sheet.ts';

const home = '430602';
const { acting } = systemContext;
let database: TestDatabase;
let identity: TestIdentity;
let organs: { id: string; name: string }[];
beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock: fixedClock('2026-03-05T09:00:00+08:00') });
  await identity.term(home);
  const elsewhere = await identity.person('430626', '平江代表', { phone: '13700000000' });
  await identity.mandate('430626', elsewhere);
  const above = await identity.person('4306', '市代表', { phone: '13700000001' });
  await identity.mandate('4306', above);
  const here = await identity.person(home, '本级代表', { phone: '13700000002' });
  await identity.mandate(home, here);
  const member = await identity.person(home, '常委委员', { phone: '13700000003' });
  await identity.mandate(home, member);
  await identity.appointment(home, member, 'standing_committee', ['standing_committee_member'], '委员');
  await identity.appointment('4306', above, 'government_office', ['government_officer'], '科长');
  organs = await database.adminSql(
    `SELECT DISTINCT ON (kind) id, name FROM organ WHERE congress_id = $1 AND kind IN ('standing_committee', 'deputies_affairs', 'government_office', 'department', 'court') ORDER BY kind, name`, [identity.congress(home)]);
}, 120_000);
afterAll(() => database.close());

/** The same numbers for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * sides);
  };
}
const names = ['平江代表', '市代表', '本级代表', '常委委员', '新人甲', '新人乙', '新人丙'];
function rowOf(kind: ImportKind, line: number, roll: (sides: number) => number): Cells {
  const who = roll(names.length);
  const cells: Cells = { name: names[who] ?? '', phone: `1370000000${String(who)}`, startsOn: '2026-01-05' };
  if (kind === 'deputies') return { ...cells, certificate: `R${String(roll(6))}` };
  const roles = importedRoles.filter(() => roll(4) === 0);
  return { ...cells, organ: organs[roll(organs.length)]?.name ?? '', title: `职务${String(line)}`, roles: (roles.length > 0 ? roles : [importedRoles[roll(6)] ?? 'handling_clerk']).map((role) => importedRoleLabels[role]).join('、') };
}

/** Enters one row as the forms would. */
async function enter(work: Work, { person, mandate, post }: ParsedRow): Promise<void> {
  const congressId = identity.congress(home);
  if (!person) throw new Error('no person');
  const known = await findByPhone(work, person.phone ?? '');
  const personId = known?.id ?? (await createPerson(work, congressId, { name: person.name, phone: person.phone })).id;
  if (mandate) await addMandate(work, acting, congressId, { personId, termId: await identity.term(home), certificate: mandate.certificate, startsOn: mandate.startsOn });
  if (post) await addAppointment(work, acting, congressId, { personId, organId: organs.find(({ name }) => name === post.organ)?.id ?? '', title: post.title, roles: post.roles, startsOn: post.startsOn });
}

class Undo extends Error {}

describe.each(['deputies', 'staff'] as const)('%s', (kind) => {
  it('sheet and form refuse the same rows', async () => {
    const seen = { accepted: 0, refused: 0 };
    for (let seed = 1; seed <= 40; seed++) {
      const roll = dice(seed);
      const rows = Array.from({ length: 8 }, (_, at) => parseRow(kind, { line: at + 2, cells: rowOf(kind, at + 2, roll) }));
      const attempt = identity.act(home, async (work) => {
        const world = await readWorld(work, kind, identity.congress(home), rows);
        const planned = rows.map((row) => planRow(kind, row, world).verdict !== 'invalid');
        const entered: boolean[] = [];
        for (const row of rows) {
          entered.push(await work.attempt(() => enter(work, row)).then(() => true, (error: unknown) => {
            if (!isDomainError(error)) throw error;
            return false;
          }));
        }
        expect({ seed, accepted: planned }).toEqual({ seed, accepted: entered });
        for (const accepted of planned) seen[accepted ? 'accepted' : 'refused'] += 1;
        throw new Undo();
      });
      await expect(attempt).rejects.toBeInstanceOf(Undo);
    }
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(20);
  }, 120_000);
});

it('the template has the congress\'s own choices, and its example is not imported', async () => {
  const content = await identity.act(home, (work) => templateFile(work, 'staff', identity.congress(home)));
  await expect(readSheet('staff', 'a.xlsx', content)).rejects.toMatchObject({ message: expect.stringContaining('没有数据') });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(content).buffer);
  expect(book.worksheets.map(({ name, state }) => [name, state])).toEqual([['数据', 'visible'], ['选项', 'veryHidden'], ['填表说明', 'visible']]);
  const choices = book.getWorksheet('选项')?.getSheetValues().flat() ?? [];
  expect(choices).toEqual(expect.arrayContaining([organs[0]?.name, '承办单位经办人', '男']));
  expect(book.getWorksheet('数据')?.getCell('C2').numFmt).toBe('@');
});

it('faulty rows come back with their problem, are neutral, and can be imported as they are', async () => {
  const cells: Cells = { name: '=HYPERLINK("http://x")', phone: '13700000009', certificate: '00012', startsOn: '2026-01-05' };
  const content = await identity.act(home, (work) => faultyFile(work, 'deputies', identity.congress(home), [{ cells, problems: [{ column: '姓名', message: '不正确' }] }]));
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(content).buffer);
  const page = book.getWorksheet('数据');
  expect([page?.getCell('A2').value, page?.getRow(2).values]).toEqual([`'=HYPERLINK("http://x")`, expect.arrayContaining(['00012', '姓名：不正确'])]);
  expect(await readSheet('deputies', 'a.xlsx', content)).toEqual([{ line: 2, cells: { ...cells, name: `'=HYPERLINK("http://x")` } }]);
});
