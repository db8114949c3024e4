import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { registerParameters } from '@smart/divisions/parameters';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { FileStore } from '@smart/files/store';
import { temporaryStore } from '@smart/files/testing';
import type { Capacity, Role } from '@smart/identity/capacity';
import { advanceAside, resumeOperation } from '@smart/identity/operations';
import { fixedClock } from '@smart/kernel/clock';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dutyParameters } from '../parameters.ts';
import { registerBooks, useBookFiles } from './book.ts';
import { keptUntil, mayReadBook, removeBook, removeOldBooks } from './book-keeping.ts';
import { type BookView, deputiesPerVolume, fileName, volumeNumberOf, volumeOf } from './book-model.ts';
import { bookById, bookChoices, cancelBook, listBooks } from './book-reading.ts';
import { startBook } from './book-starting.ts';

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
/** One portion, as the jobs do it; one that is killed before its n-th commit leaves nothing of that unit behind. */
function portion(id: string, killedAt = 0): Promise<boolean> {
  let begun = 0;
  const units = <T>(run: (work: Work) => Promise<T>): Promise<T> =>
    as(people.officer, async (work) => {
      const result = await run(work);
      begun += 1;
      if (begun === killedAt) throw new Killed();
      return result;
    });
  return advanceAside(units, people.officer.congressId, id, 1).catch((error: unknown) => {
    if (error instanceof Killed) return true;
    throw error;
  });
}
const look = (id: string): Promise<BookView> => as(people.officer, (work, { congressId }) => bookById(work, congressId, id));
async function make(id: string, broken: boolean): Promise<BookView> {
  for (let more = true; more; ) {
    if (broken) for (const at of [1, 2]) await portion(id, at);
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
  expect(await database.adminSql('SELECT 1 FROM stored_file WHERE subject_id = $1', [id])).toHaveLength(1);
  const { version } = await look(id);
  const acting = { personId: people.officer.personId, capacityId: people.officer.id, label: '张华' };
  expect(await as(people.officer, (work, me) => cancelBook(work, acting, me.congressId, { id, version }))).toMatchObject({ state: 'cancelled', files: [] });
  expect([await database.adminSql('SELECT 1 FROM duty_book_part'), await database.adminSql('SELECT 1 FROM stored_file WHERE subject_id = $1', [id])]).toEqual([[], []]);
}, 60_000);

it('nothing is held in the database while a file is written; one that was given up meanwhile gets none, and what fails is said and gone on with', async () => {
  const acting = { personId: people.officer.personId, capacityId: people.officer.id, label: '张华' };
  const id = await as(people.officer, (work, me) => startBook(work, me, { year: 2026, scope: 'delegation', scopeId: delegationId }));
  const held: number[] = [];
  const slow = { ...store, incoming: async () => { held.push(database.units.stats().inUse); return store.incoming(); } };
  useBookFiles(() => ({ store: slow, demo: true }));
  for (let at = 0; at < 3; at += 1) await portion(id);
  expect(held).toEqual([0]);
  const broken = { ...store, incoming: () => Promise.reject(new Error('disk full')) };
  useBookFiles(() => ({ store: broken, demo: true }));
  await expect(portion(id)).rejects.toThrow('disk full');
  expect(await look(id)).toMatchObject({ state: 'stopped', problem: '“生成 Word”没有成功，请稍后继续；再次停下的，请告知系统管理员', files: [] });
  expect(await portion(id)).toBe(false);
  const cancelled = { ...store, incoming: async () => {
    const { version } = await look(id);
    await as(people.officer, (work, me) => cancelBook(work, acting, me.congressId, { id, version }));
    return store.incoming();
  } };
  useBookFiles(() => ({ store: cancelled, demo: true }));
  await as(people.officer, (work, me) => resumeOperation(work, acting, me.congressId, id));
  expect([await portion(id), (await look(id)).state, await database.adminSql('SELECT 1 FROM stored_file WHERE subject_id = $1', [id])]).toEqual([false, 'cancelled', []]);
  useBookFiles(() => ({ store, demo: true }));
}, 60_000);

it('a large congress has its book in volumes of like size, and everybody’s figures on one sheet', async () => {
  expect([1, 100, 101, 1000].map((deputies) => volumeOf(1, deputies))).toEqual([{ number: 1, of: 1, from: 1, until: 1 }, { number: 1, of: 1, from: 1, until: 100 }, { number: 1, of: 2, from: 1, until: 51 }, { number: 1, of: 10, from: 1, until: 100 }]);
  expect([fileName('年册', 'pdf', volumeOf(1, 1)), fileName('年册', 'docx', volumeOf(2, 101)), fileName('年册', 'xlsx', null)]).toEqual(['年册.pdf', '年册（第 2 册，共 2 册）.docx', '年册（全部数字）.xlsx']);
  const { congressId } = people.deputy;
  const many = Array.from({ length: deputiesPerVolume }, (_none, at) => ({ person: newId(), mandate: newId(), name: `代表${at}` }));
  await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) SELECT x.person, x.name, ARRAY[$2::uuid], true FROM jsonb_to_recordset($1::jsonb) AS x(person uuid, name text)`, [JSON.stringify(many), congressId]);
  await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, certificate, starts_on) SELECT x.mandate, x.person, $2, (SELECT id FROM term WHERE congress_id = $2), right(x.mandate::text, 12), '2022-01-05' FROM jsonb_to_recordset($1::jsonb) AS x(person uuid, mandate uuid, name text)`, [JSON.stringify(many), congressId]);
  const id = await as(people.officer, (work, me) => startBook(work, me, { year: 2026, scope: 'congress' }));
  const units = <T>(run: (work: Work) => Promise<T>): Promise<T> => as(people.officer, run);
  for (let more = true; more; ) more = await advanceAside(units, congressId, id);
  const view = await look(id);
  expect(view.files.map(({ form, volume }) => `${form} ${volume}`)).toEqual(['pdf 1', 'pdf 2', 'docx 1', 'docx 2', 'xlsx 1', 'xlsx 2', 'xlsx 0']);
  expect(view.files.map(({ name, volume }) => volumeNumberOf(name) === volume)).not.toContain(false);
  const rows = async (at: number): Promise<number> => {
    const [row] = await database.adminSql<{ sha256: string }>('SELECT sha256 FROM stored_file WHERE id = $1', [view.files[at]?.id]);
    return (await sheetOf(await buffer(await store.read(row?.sha256 ?? '')), '代表履职数字')).filter(([first = '']) => first === '王强' || first === '赵敏' || /^代表\d+$/.test(first)).length;
  };
  expect([await rows(4), await rows(5), await rows(6)]).toEqual([51, 51, 102]);
  expect(await database.adminSql('SELECT 1 FROM duty_book_part WHERE operation_id = $1', [id])).toEqual([]);
}, 60_000);

it('the office throws a finished book away, which the log says; what was kept long enough goes by itself', async () => {
  const acting = { personId: people.officer.personId, capacityId: people.officer.id, label: '张华' };
  const { rows: [newest, ...others], total } = await as(people.officer, (work, me) => listBooks(work, me, { limit: 10, offset: 0 }));
  const { id = '', version = 0, title = '' } = newest ?? {};
  expect(newest?.keptUntil).toBe(keptUntil(newest?.finishedAt ?? '', 90));
  const remove = (ref: { id: string; version: number }, who = people.officer) => as(who, (work, me) => removeBook(work, acting, me.congressId, ref));
  expect([await codeOf(remove({ id, version: 1 })), await codeOf(remove({ id, version }, people.city)), await codeOf(remove({ id, version })), await codeOf(remove({ id, version }))]).toEqual(['common.conflict', 'common.not_found', 'done', 'common.not_found']);
  expect(await database.adminSql('SELECT 1 FROM stored_file WHERE subject_id = $1', [id])).toEqual([]);
  expect(await database.adminSql(`SELECT payload FROM domain_event WHERE type = 'duty.book_removed'`)).toEqual([{ payload: { title, by: '张华', reason: '' } }]);

  const running = await as(people.officer, (work, me) => startBook(work, me, { year: 2026, scope: 'delegation', scopeId: delegationId }));
  expect(await codeOf(remove({ id: running, version: (await look(running)).version }))).toBe('common.conflict');
  expect(await as(people.officer, (work, me) => removeOldBooks(work, me.congressId))).toBe(0);
  clock.set('2027-03-01T09:00:00+08:00');
  expect(await as(people.officer, (work, me) => removeOldBooks(work, me.congressId))).toBe(total - 1);
  expect(others).toHaveLength(total - 1);
  expect((await as(people.officer, (work, me) => listBooks(work, me, { limit: 10, offset: 0 }))).rows.map((one) => one.id)).toEqual([running]);
}, 60_000);
