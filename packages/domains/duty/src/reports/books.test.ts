import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { registerParameters } from '@smart/divisions/parameters';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { FileStore } from '@smart/files/store';
import { temporaryStore } from '@smart/files/testing';
import type { Capacity, Role } from '@smart/identity/capacity';
import { advanceOperation } from '@smart/identity/operations';
import { fixedClock } from '@smart/kernel/clock';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dutyParameters } from '../parameters.ts';
import { mayReadBook, registerBooks, startBook, useBookFiles } from './book.ts';
import type { BookView } from './book-model.ts';
import { bookById, bookChoices, cancelBook, listBooks } from './book-reading.ts';

let database: TestDatabase;
let store: FileStore;
let removeStore: () => Promise<void>;
const clock = fixedClock('2026-11-30T09:00:00+08:00');
const people: Record<'deputy' | 'other' | 'officer' | 'city', Capacity> = Object.create(null);
const [delegationId, unitId] = [newId(), newId()];

beforeAll(async () => {
  database = await createTestDatabase();
  ({ store, remove: removeStore } = await temporaryStore());
  registerParameters(dutyParameters);
  registerBooks();
  useBookFiles(() => ({ store, demo: true }));
  const directory = await createTestDirectory(database, { clock });
  const base = (code: string, name: string, role: Role): Capacity => ({
    id: newId(), kind: role === 'deputy' ? 'mandate' : 'appointment', personId: newId(), personName: name, userId: newId(), label: role, congressId: directory.congress(code), congressName: '岳阳楼区人民代表大会', divisionCode: code, tier: 'county', roles: [role],
  });
  Object.assign(people, { deputy: base('430602', '王强', 'deputy'), other: base('430602', '赵敏', 'deputy'), officer: base('430602', '张华', 'congress_officer'), city: base('4306', '李市', 'congress_officer') });
  const termId = newId();
  const { congressId } = people.deputy;
  await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [termId, congressId]);
  await database.adminSql(`INSERT INTO delegation (id, congress_id, term_id, name) VALUES ($1, $2, $3, '城陵矶代表团')`, [delegationId, congressId, termId]);
  await database.adminSql(`INSERT INTO constituency (id, congress_id, term_id, name, kind) VALUES ($1, $2, $3, '第三选区', 'direct')`, [unitId, congressId, termId]);
  for (const [who, group, unit] of [[people.deputy, delegationId, null], [people.other, null, unitId]] as const) {
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, $2, ARRAY[$3::uuid], true)`, [who.personId, who.personName, congressId]);
    await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, delegation_id, constituency_id, certificate, starts_on) VALUES ($1, $2, $3, $4, $5, $6, $7, '2022-01-05')`, [who.id, who.personId, congressId, termId, group, unit, who.id.slice(-12)]);
  }
  for (const [who, kind, title, standing, day] of [[people.deputy, 'voters_visited', '走访两户', 'counted', '2026-03-02'], [people.other, 'inspection', '视察菜市场', 'counted', '2026-03-02'], [people.other, 'session_attended', '准假', 'noted', '2026-03-03']] as const)
    await database.adminSql(
      `INSERT INTO duty_record (id, congress_id, mandate_id, person_id, event_id, event_at, record_key, kind, title, occurred_on, subject_type, subject_id, standing, detail) VALUES (gen_random_uuid(), $1, $2, $3, gen_random_uuid(), now(), gen_random_uuid()::text, $4, $5, $7, 'suggestion', gen_random_uuid(), $6, '{"whom": "固定联系户"}')`,
      [congressId, who.id, who.personId, kind, title, standing, day],
    );
});
afterAll(async () => {
  await database.close();
  await removeStore();
});

const as = <T>(who: Capacity, run: (work: Work, who: Capacity) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.congress': who.congressId, 'app.person': who.personId }, (unit) => run(testWork(unit, clock), who));
const codeOf = async (act: Promise<unknown>): Promise<string> => act.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));
class Killed extends Error {}
/** One portion, as the jobs do it; a killed one leaves nothing behind. */
const portion = (id: string, killed = false): Promise<boolean> =>
  as(people.officer, async (work, { congressId }) => {
    const more = await advanceOperation(work, congressId, id, 1);
    if (killed) throw new Killed();
    return more;
  }).catch((error: unknown) => {
    if (error instanceof Killed) return true;
    throw error;
  });
const look = (id: string): Promise<BookView> => as(people.officer, (work, { congressId }) => bookById(work, congressId, id));
async function make(id: string, broken: boolean): Promise<BookView> {
  for (let more = true; more; ) {
    if (broken) await portion(id, true);
    more = await portion(id);
  }
  return look(id);
}
async function contentOf(view: BookView, form: 'pdf' | 'docx' | 'xlsx'): Promise<Buffer> {
  const fileId = view.files.find((file) => file.form === form)?.id;
  const [row] = await database.adminSql<{ sha256: string }>('SELECT sha256 FROM stored_file WHERE id = $1', [fileId]);
  const bytes = await buffer(await store.read(row?.sha256 ?? ''));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(row?.sha256);
  return bytes;
}
async function sheetOf(bytes: Buffer, name: string): Promise<string[][]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.read(Readable.from([bytes]));
  const rows: string[][] = [];
  book.getWorksheet(name)?.eachRow((row) => void rows.push((Array.isArray(row.values) ? row.values.slice(1) : []).map((value) => String(value ?? ''))));
  return rows;
}

it('a book is gathered and written in portions, and broken off at each of them it ends the same', async () => {
  const begin = () => as(people.officer, (work, me) => startBook(work, me, { year: 2026, scope: 'congress' }));
  const id = await begin();
  expect([(await look(id)).state, await codeOf(begin())]).toEqual(['running', 'common.conflict']);
  await portion(id);
  expect(await look(id)).toMatchObject({ state: 'running', step: '汇总代表履职', done: 1, files: [] });
  const whole = await make(id, false);
  expect(whole).toMatchObject({ state: 'done', title: '岳阳楼区人民代表大会代表履职年册（2026 年）', step: null, done: whole.total });
  const again = await make(await begin(), true);
  expect(again.files.map(({ name }) => name)).toEqual(whole.files.map(({ name }) => name));
  expect([await sheetOf(await contentOf(again, 'xlsx'), '履职记录'), await sheetOf(await contentOf(again, 'xlsx'), '代表履职数字')]).toEqual([await sheetOf(await contentOf(whole, 'xlsx'), '履职记录'), await sheetOf(await contentOf(whole, 'xlsx'), '代表履职数字')]);
  expect(await database.adminSql('SELECT 1 FROM duty_book_part')).toEqual([]);
  expect((await as(people.officer, (work, me) => listBooks(work, me, { limit: 10, offset: 0 }))).total).toBe(2);

  for (const [form, sign] of [['pdf', '%PDF'], ['docx', 'PK\u0003\u0004']] as const) expect((await contentOf(whole, form)).subarray(0, 4).toString('latin1')).toBe(sign);
  const figures = await sheetOf(await contentOf(whole, 'xlsx'), '代表履职数字');
  const head = figures.find(([first]) => first === '代表') ?? [];
  const figure = (name: string, column: string): string | undefined => figures.find(([first]) => first === name)?.[head.indexOf(column)];
  expect([figure('王强', '走访联系群众'), figure('王强', '视察'), figure('王强', '年度得分'), figure('赵敏', '视察'), figure('赵敏', '不计入'), figure('赵敏', '选区（选举单位）'), figure('王强', '联系群众得分')]).toEqual(['1', '0', '3', '1', '1', '第三选区', '3']);
  expect((await sheetOf(await contentOf(whole, 'xlsx'), '履职记录')).filter(([, , , day]) => day?.startsWith('2026')).map((row) => [row[0], row[5], row[7], row[8]])).toEqual([['王强', '走访联系群众', '计入', '固定联系户'], ['赵敏', '视察', '计入', '固定联系户'], ['赵敏', '出席人代会会议', '不计入', '固定联系户']]);
}, 60_000);

it('a book is of a congress, a delegation or a constituency, for the office of the congress alone; one that is given up leaves nothing', async () => {
  expect(await as(people.officer, (work, me) => bookChoices(work, me))).toEqual({ years: [2026], direct: true, delegations: [{ id: delegationId, name: '城陵矶代表团', deputies: 1 }], constituencies: [{ id: unitId, name: '第三选区', deputies: 1 }] });
  const view = await make(await as(people.officer, (work, me) => startBook(work, me, { year: 2026, scope: 'constituency', scopeId: unitId })), false);
  expect(view.title).toBe('第三选区代表履职年册（2026 年）');
  expect((await sheetOf(await contentOf(view, 'xlsx'), '代表履职数字')).map(([first]) => first)).toEqual(expect.arrayContaining(['赵敏']));
  expect((await sheetOf(await contentOf(view, 'xlsx'), '代表履职数字')).map(([first]) => first)).not.toContain('王强');
  const file = { matterId: view.id, subjectType: 'duty_book' };
  expect(await Promise.all([people.officer, people.city, people.deputy].map((who) => as(who, (work, me) => mayReadBook(work, me, file))))).toEqual([true, false, false]);

  expect(await codeOf(as(people.city, (work, me) => startBook(work, me, { year: 2026, scope: 'delegation', scopeId: delegationId })))).toBe('common.not_found');
  expect(await codeOf(as(people.officer, (work, me) => startBook(work, me, { year: 2027, scope: 'congress' })))).toBe('common.invalid_input');
  expect(await codeOf(as(people.officer, (work, me) => startBook(work, me, { year: 2010, scope: 'congress' })))).toBe('common.invalid_input');
  expect(await codeOf(as(people.city, (work, me) => bookById(work, me.congressId, view.id)))).toBe('common.not_found');

  const id = await as(people.officer, (work, me) => startBook(work, me, { year: 2026, scope: 'delegation', scopeId: delegationId }));
  for (let at = 0; at < 3; at += 1) await portion(id);
  const { version } = await look(id);
  const acting = { personId: people.officer.personId, capacityId: people.officer.id, label: '张华' };
  expect(await as(people.officer, (work, me) => cancelBook(work, acting, me.congressId, { id, version }))).toMatchObject({ state: 'cancelled', files: [] });
  expect([await database.adminSql('SELECT 1 FROM duty_book_part'), await database.adminSql('SELECT 1 FROM stored_file WHERE subject_id = $1', [id])]).toEqual([[], []]);
}, 60_000);
