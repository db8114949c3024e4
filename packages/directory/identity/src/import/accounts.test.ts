// Accounts for imported people: by the rules of accounts, passwords handed out once, taken back with the import while nobody has used them.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestIdentity, type TestIdentity } from '../testing.ts';
import { accountCounts, forgetPasswords, type Handout } from './accounts.ts';
import { batchById, handOut, orderAccounts } from './batches.ts';
import type { AccountWay } from './kinds.ts';
import { importing, type Given } from './testing.ts';
import { passwordsFile } from './write-sheet.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
const acting = { personId: newId(), capacityId: null, label: '王工（岳阳楼区人大常委会 系统管理员）' };
const home = '430602';
let database: TestDatabase;
let identity: TestIdentity;
let imports: ReturnType<typeof importing>;
beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock, auth: { sendCode: () => Promise.resolve() } });
  imports = importing(identity, acting, home);
  await identity.term(home);
}, 120_000);
afterAll(() => database.close());

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨';
const deputy = (n: number, more: Given = {}): Given => ({ name: `${surnames[n % 16] ?? ''}代表`, phone: `137${String(10_000_000 + n)}`, certificate: `H${String(n).padStart(4, '0')}`, startsOn: '2022-01-05', ...more });
const order = (id: string, way: AccountWay | null) => identity.act(home, (work) => orderAccounts(work, acting, identity.congress(home), { id, way }));
const hand = (id: string): Promise<Handout[]> => identity.act(home, async (work) => handOut(work, acting, await batchById(work, identity.congress(home), id)));
const counts = (id: string) => identity.act(home, (work) => accountCounts(work, id));
const reasons = async (id: string) => (await database.adminSql<{ reason: string | null }>(`SELECT made #>> '{account,reason}' AS reason FROM import_row WHERE batch_id = $1 ORDER BY line`, [id])).map(({ reason }) => reason);

it('opens them after the import with one-time passwords that are handed out once and kept nowhere in clear', async () => {
  const above = await identity.person('4306', '市级领导', { phone: '13712345678' });
  await identity.mandate('4306', above);
  const rows = [...Array.from({ length: 25 }, (_, n) => deputy(n)), deputy(30, { name: '市级领导', phone: '13712345678' })];
  const id = await imports.preview('deputies', rows);
  await order(id, 'password');
  await imports.apply(id);
  expect(await identity.act(home, (work) => batchById(work, identity.congress(home), id))).toMatchObject({ state: 'done', done: 26, options: { skipped: 0 } });
  expect(await counts(id)).toEqual({ opened: 25, left: 1, waiting: 25 });
  expect((await reasons(id)).at(-1)).toContain('岳阳市');
  const trace = await database.adminSql(`SELECT DISTINCT person_id, payload ->> 'act' AS act FROM domain_event WHERE type = 'account.administered'`);
  expect(trace).toEqual([{ person_id: acting.personId, act: '开通账号（批量导入）' }]);
  const stored = JSON.stringify(await database.adminSql('SELECT made FROM import_row WHERE batch_id = $1', [id]));

  const handouts = await hand(id);
  expect(handouts).toHaveLength(25);
  expect(handouts[3]).toMatchObject({ name: '李代表', place: 'H0003', username: 'db430602.h0003' });
  expect(handouts.filter(({ password }) => stored.includes(password))).toEqual([]);
  const page = new ExcelJS.Workbook();
  await page.xlsx.load(new Uint8Array(await passwordsFile(handouts)).buffer);
  expect(page.worksheets[0]?.getRow(5).values).toEqual(expect.arrayContaining(['李代表', 'db430602.h0003', handouts[3]?.password]));
  // The password opens the account, and only for changing it.
  await identity.signIn('db430602.h0003', { password: handouts[3]?.password ?? '' });
  expect(await database.adminSql(`SELECT must_change_password FROM auth_user WHERE username = 'db430602.h0003'`)).toEqual([{ must_change_password: true }]);
  await expect(hand(id)).rejects.toMatchObject({ code: 'common.conflict' });

  await imports.undo(id);
  const outcomes = await database.adminSql<{ outcome: string; problems: { message: string }[] }>('SELECT outcome, problems FROM import_row WHERE batch_id = $1 ORDER BY line', [id]);
  expect(outcomes[3]).toEqual({ outcome: 'skipped', problems: [{ column: '', message: '账号已经使用，没有撤销' }] });
  expect(outcomes.filter(({ outcome }) => outcome === 'undone')).toHaveLength(25);
  expect(await database.adminSql(`SELECT username FROM auth_user WHERE username LIKE 'db430602.%'`)).toEqual([{ username: 'db430602.h0003' }]);
}, 60_000);

it('opens them without a password for those who have a phone, also when the import is done', async () => {
  const rows = [deputy(41), deputy(42, { phone: '' })];
  const id = await imports.preview('deputies', rows);
  await imports.apply(id);
  expect(await counts(id)).toEqual({ opened: 0, left: 0, waiting: 0 });
  await order(id, 'sms');
  await imports.toEnd(id);
  expect(await counts(id)).toEqual({ opened: 1, left: 1, waiting: 0 });
  expect(await reasons(id)).toEqual([null, '没有登记手机号，没有开通账号']);
  expect(await database.adminSql(`SELECT a.password, u.must_change_password FROM auth_user u JOIN auth_account a ON a.user_id = u.id WHERE u.username = 'db430602.h0041'`)).toEqual([{ password: null, must_change_password: false }]);
  await expect(hand(id)).rejects.toMatchObject({ code: 'common.conflict' });
});

it('numbers the staff, one account for a person on two rows, and forgets the passwords that nobody fetched within a day', async () => {
  await database.adminSql(`INSERT INTO organ (id, congress_id, name, short_name, kind) VALUES ($1, $2, '岳阳楼区交通运输局', '区交通局', 'department')`, [newId(), identity.congress(home)]);
  const staff = (n: number, title: string): Given => ({ name: `${surnames[n] ?? ''}科员`, phone: `138${String(10_000_000 + n)}`, organ: '岳阳楼区交通运输局', title, roles: '承办单位经办人', startsOn: '2026-01-05' });
  const id = await imports.preview('staff', [staff(1, '科员'), staff(1, '科长'), staff(2, '科员')]);
  await order(id, 'password');
  await order(id, null);
  await order(id, 'password');
  await imports.apply(id);
  expect(await counts(id)).toEqual({ opened: 2, left: 1, waiting: 2 });
  expect(await database.adminSql(`SELECT username FROM auth_user WHERE username LIKE 'gz430602.%' ORDER BY username`)).toEqual([{ username: 'gz430602.0001' }, { username: 'gz430602.0002' }]);
  await expect(order(id, 'password')).rejects.toMatchObject({ code: 'common.conflict' });
  const forget = () => identity.act(home, (work) => forgetPasswords(work, identity.congress(home)));
  clock.advance({ hours: 22 });
  await forget();
  expect(await counts(id)).toMatchObject({ waiting: 2 });
  clock.advance({ hours: 2 });
  await forget();
  expect(await counts(id)).toMatchObject({ opened: 2, waiting: 0 });
  await expect(hand(id)).rejects.toMatchObject({ message: expect.stringContaining('重置密码') });
});
