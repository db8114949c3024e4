// Import on a real database: preview, writing in portions, repeating, interruption, undoing; the services' rules hold for sheets as well.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestIdentity, type TestIdentity } from '../testing.ts';
import { applyBatch, batchById, PORTION, stepBatch, verdictCounts } from './batches.ts';
import { listRows } from './batch-lists.ts';
import { choosePerson } from './choose.ts';
import { idCardOf, importing, type Given } from './testing.ts';

type Steps = ReturnType<typeof importing>;

const clock = fixedClock('2026-03-05T09:00:00+08:00');
const acting = { personId: newId(), capacityId: null, label: '王工（岳阳楼区人大常委会 系统管理员）' };
const home = '430602';
let database: TestDatabase;
let identity: TestIdentity;
let preview: Steps['preview'];
let step: Steps['step'];
let toEnd: Steps['toEnd'];
let apply: Steps['apply'];
let undo: Steps['undo'];
beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock });
  ({ preview, step, toEnd, apply, undo } = importing(identity, acting, home));
  const termId = await identity.term(home);
  await database.adminSql(`INSERT INTO delegation (id, congress_id, term_id, name) VALUES ($1, $2, $3, '第一代表团'), ($4, $2, $3, '第二代表团')`, [newId(), identity.congress(home), termId, newId()]);
  await database.adminSql(`INSERT INTO constituency (id, congress_id, term_id, name, kind, seats) VALUES ($1, $2, $3, '第一选区', 'direct', 2)`, [newId(), identity.congress(home), termId]);
}, 120_000);
afterAll(() => database.close());

type Row = { line: number; verdict: string; outcome: string; problems: { column: string; message: string }[]; differences: { column: string; from: string; to: string }[] };
const rowsOf = (id: string): Promise<Row[]> => database.adminSql<Row>('SELECT line, verdict, outcome, problems, differences FROM import_row WHERE batch_id = $1 ORDER BY line', [id]);
const count = async (table: string): Promise<number> => (await database.adminSql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? -1;

const deputy = (n: number, more: Given = {}): Given => ({
  name: `代表${'甲乙丙丁戊己庚辛壬癸'[n % 10] ?? ''}${'甲乙丙丁戊己庚辛壬癸'[Math.floor(n / 10) % 10] ?? ''}${'东南西北'[Math.floor(n / 100) % 4] ?? ''}${'春夏秋冬'[Math.floor(n / 400) % 4] ?? ''}`,
  gender: '男', phone: `137${String(10_000_000 + n)}`, certificate: `H${String(n).padStart(5, '0')}`, startsOn: '2022-01-05', ...more,
});

it('enters deputies, corrects them, finds nothing to do the second time, and takes everything back', async () => {
  const people = await count('person');
  const rows = [deputy(1, { idCard: idCardOf(1), delegation: '第一代表团', constituency: '第一选区', address: '岳阳楼区某路 1 号' }), deputy(2), deputy(3)];
  const first = await preview('deputies', rows);
  expect((await rowsOf(first)).map(({ verdict, problems }) => [verdict, problems])).toEqual([['new', []], ['new', []], ['new', []]]);
  await apply(first);
  expect(await count('person')).toBe(people + 3);
  const [entered] = await database.adminSql<Record<string, unknown>>(
    `SELECT p.phone_masked, p.id_card_masked, p.congress_ids, m.status, d.name AS delegation, c.name AS constituency FROM person p JOIN mandate m ON m.person_id = p.id
     JOIN delegation d ON d.id = m.delegation_id JOIN constituency c ON c.id = m.constituency_id WHERE m.certificate = 'H00001'`);
  expect(entered).toEqual({ phone_masked: '137****0001', id_card_masked: expect.stringMatching(/^4306\*+/), congress_ids: [identity.congress(home)], status: 'active', delegation: '第一代表团', constituency: '第一选区' });
  expect((await database.adminSql(`SELECT 1 FROM domain_event WHERE type = 'mandate.began' AND payload ->> 'certificate' LIKE 'H0000%'`)).length).toBe(3);
  expect((await database.adminSql(`SELECT 1 FROM mandate_act a JOIN mandate m ON m.id = a.mandate_id WHERE m.certificate LIKE 'H0000%' AND act = 'elected'`)).length).toBe(3);

  const again = await preview('deputies', rows);
  expect((await rowsOf(again)).map(({ verdict }) => verdict)).toEqual(['same', 'same', 'same']);

  const corrected = await preview('deputies', [deputy(1, { employer: '某某公司', delegation: '第二代表团' }), deputy(2, { phone: '', gender: '女' })]);
  const seen = await rowsOf(corrected);
  expect(seen.map(({ verdict }) => verdict)).toEqual(['changed', 'changed']);
  expect(seen[0]?.differences).toEqual([{ column: '工作单位', from: '', to: '某某公司' }, { column: '代表团', from: '第一代表团', to: '第二代表团' }]);
  await apply(corrected);
  await undo(corrected);
  const [back] = await database.adminSql<Record<string, unknown>>(`SELECT p.employer, d.name FROM person p JOIN mandate m ON m.person_id = p.id JOIN delegation d ON d.id = m.delegation_id WHERE m.certificate = 'H00001'`);
  expect(back).toEqual({ employer: null, name: '第一代表团' });
  await undo(first);
  expect(await count('person')).toBe(people);
  expect((await database.adminSql(`SELECT 1 FROM mandate WHERE certificate LIKE 'H0000%'`)).length).toBe(0);
  expect((await database.adminSql(`SELECT 1 FROM mandate_act WHERE act = 'ended' AND decision_note LIKE '%登记作废'`)).length).toBe(3);
});

it('goes on after an interruption at any portion, and nothing is there twice', async () => {
  const rows = Array.from({ length: PORTION + 20 }, (_, n) => deputy(n + 100));
  const id = await preview('deputies', rows);
  await identity.act(home, (work) => applyBatch(work, acting, identity.congress(home), { id, validOnly: false }));
  // A portion that dies before its commit leaves nothing behind.
  await expect(identity.act(home, async (work) => {
    await stepBatch(work, identity.congress(home), id);
    throw new Error('killed');
  })).rejects.toThrow('killed');
  expect((await database.adminSql(`SELECT 1 FROM mandate WHERE certificate LIKE 'H00%'`)).length).toBe(0);
  expect(await step(id)).toBe(true);
  expect(await identity.act(home, (work) => batchById(work, identity.congress(home), id))).toMatchObject({ state: 'running', done: PORTION, total: PORTION + 20 });
  // Two that go on at the same time do each row once.
  await Promise.all([toEnd(id), toEnd(id)]);
  expect((await database.adminSql(`SELECT 1 FROM mandate WHERE certificate LIKE 'H00%'`)).length).toBe(PORTION + 20);
  expect(await identity.act(home, (work) => batchById(work, identity.congress(home), id))).toMatchObject({ state: 'done' });
  await undo(id);
  expect((await database.adminSql(`SELECT 1 FROM mandate WHERE certificate LIKE 'H00%'`)).length).toBe(0);
}, 60_000);

it('is in the trace of whoever set each step going', async () => {
  const colleague = { personId: newId(), capacityId: null, label: '李工（岳阳楼区人大常委会 系统管理员）' };
  const id = await preview('deputies', [deputy(31)]);
  await apply(id);
  await undo(id, colleague);
  const told = await database.adminSql(`SELECT person_id, payload ->> 'act' AS act, payload ->> 'by' AS by FROM domain_event WHERE type = 'import.finished' AND subject_id = $1 ORDER BY id`, [id]);
  expect(told).toEqual([{ person_id: acting.personId, act: '导入', by: acting.label }, { person_id: colleague.personId, act: '撤销导入', by: colleague.label }]);
  expect(await database.adminSql(`SELECT acting_label FROM mandate_act WHERE act = 'ended' AND acting_label LIKE '李工%'`)).toHaveLength(1);
});

it('leaves what was changed or built upon since', async () => {
  const id = await preview('deputies', [deputy(21), deputy(22), deputy(23)]);
  await apply(id);
  await database.adminSql(`UPDATE person SET employer = '后来的单位' WHERE id = (SELECT person_id FROM mandate WHERE certificate = 'H00021')`);
  await database.adminSql(`UPDATE mandate SET status = 'suspended' WHERE certificate = 'H00022'`);
  await undo(id);
  const rows = await rowsOf(id);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'undone']);
  expect(rows.map(({ problems }) => problems[0]?.message)).toEqual(['人员信息在导入后又有更正，没有撤销', '登记后又有变动，没有撤销', undefined]);
  expect((await database.adminSql(`SELECT certificate FROM mandate WHERE certificate LIKE 'H0002_' ORDER BY certificate`))).toEqual([{ certificate: 'H00021' }, { certificate: 'H00022' }]);
});

it('tells by column what is wrong, within the file and with what is known', async () => {
  const other = await identity.person('430626', '平江代表', { phone: '13811112222' });
  await identity.mandate('430626', other);
  await identity.person(home, '同名人');
  const id = await preview('deputies', [
    deputy(31, { phone: '1381111', idCard: '430602199001011234' }),
    deputy(32, { gender: '男性', startsOn: '01/02/2022', certificate: '' }),
    deputy(33, { delegation: '没有的团', constituency: '没有的选区' }),
    { ...deputy(34), name: '平江代表', phone: '13811112222' },
    deputy(35), { ...deputy(35), certificate: 'H99999' }, { ...deputy(36), certificate: 'H00035' },
    { ...deputy(37), name: '同名人', phone: '' }, { ...deputy(38), name: '同名人', phone: '', same: '新登记' },
    deputy(41, { constituency: '第一选区' }), deputy(42, { constituency: '第一选区' }), deputy(43, { constituency: '第一选区' }),
  ]);
  const rows = await rowsOf(id);
  const told = rows.map(({ verdict, problems }) => [verdict, ...problems.map(({ column }) => column)].join(' '));
  expect(told).toEqual([
    'invalid 手机号 身份证号码', 'invalid 代表证号 任期起始日期 性别', 'invalid 代表团 选区（选举单位）', 'invalid 姓名',
    'new', 'invalid 姓名', 'invalid 代表证号', 'invalid 姓名', 'new', 'new', 'new', 'invalid 选区（选举单位）',
  ]);
  expect(rows[3]?.problems[0]?.message).toContain('平江县');
  expect(await identity.act(home, (work) => verdictCounts(work, id))).toEqual({ new: 4, changed: 0, same: 0, invalid: 8 });
  await expect(apply(id)).rejects.toMatchObject({ code: 'common.conflict' });
  await apply(id, true);
  expect((await rowsOf(id)).filter(({ outcome }) => outcome === 'done').length).toBe(4);
  // No number in clear where problems and differences are kept, and the cells are sealed.
  const kept = JSON.stringify(await database.adminSql('SELECT * FROM import_row WHERE batch_id = $1', [id]));
  expect(kept).not.toMatch(/1371000\d{4}|430602199001011234/);
});

it('asks who is meant by a name without numbers, and does as the clerk says', async () => {
  const known = await identity.person(home, '何同名', { phone: '13900001111' });
  const id = await preview('deputies', [deputy(51, { name: '何同名', phone: '', employer: '某厂' }), deputy(52, { name: '何同名', phone: '' }), deputy(53)]);
  const choose = (line: number, chosen: string | null) => identity.act(home, (work) => choosePerson(work, identity.congress(home), { id, line, chosen }));
  const listed = async () => (await identity.act(home, async (work) => listRows(work, await batchById(work, identity.congress(home), id), { verdict: null, page: 1, size: 20 }))).rows;
  const verdicts = async () => (await listed()).map(({ verdict }) => verdict);
  expect((await listed())[0]?.choices).toEqual([{ personId: known, label: '手机号 139****1111' }]);
  expect(await verdicts()).toEqual(['invalid', 'invalid', 'new']);
  await expect(choose(4, 'new')).rejects.toMatchObject({ code: 'common.not_found' });
  await expect(choose(2, newId())).rejects.toMatchObject({ code: 'common.invalid_input' });
  await choose(2, known);
  expect((await listed())[0]).toMatchObject({ verdict: 'new', chosen: known, differences: expect.arrayContaining([{ column: '工作单位', from: '', to: '某厂' }]) });
  await choose(2, null);
  expect(await verdicts()).toEqual(['invalid', 'invalid', 'new']);
  await choose(2, known);
  await choose(3, known);
  expect((await listed())[1]?.problems).toEqual([{ column: '姓名', message: '与第 2 行是同一人，请保留一行' }]);
  await choose(3, 'new');
  expect(await verdicts()).toEqual(['new', 'new', 'new']);
  await apply(id);
  expect(await database.adminSql(`SELECT m.certificate, p.id = $1 AS known FROM mandate m JOIN person p ON p.id = m.person_id WHERE p.name = '何同名' ORDER BY 1`, [known])).toEqual([
    { certificate: 'H00051', known: true }, { certificate: 'H00052', known: false },
  ]);
});

it('enters organs with their parents and staff in them, by the rules of posts', async () => {
  const organs = await preview('organs', [
    { name: '岳阳楼区交通运输局', shortName: '区交通局', kind: '政府部门', remit: '道路' }, { name: '岳阳楼区公路站', shortName: '区公路站', kind: '其他机构', parent: '岳阳楼区交通运输局' },
    { name: '岳阳楼区某某局', shortName: '某某局', kind: '没有的类型' }, { name: '岳阳楼区交通运输局', shortName: '区交通局', kind: '政府部门' },
  ]);
  expect((await rowsOf(organs)).map(({ verdict, problems }) => [verdict, ...problems.map(({ column }) => column)])).toEqual([['new'], ['new'], ['invalid', '机构类型'], ['invalid', '机构名称']]);
  await apply(organs, true);
  const [row] = await database.adminSql<{ name: string }>(`SELECT name FROM organ WHERE id = $1`, [identity.organ(home, 'standing_committee')]);
  const committee = row?.name ?? '';
  const staff = await preview('staff', [
    { name: '王经办', phone: '13700000001', organ: '岳阳楼区交通运输局', title: '科员', roles: '承办单位经办人', startsOn: '2026年1月5日' },
    { name: '王经办', phone: '13700000001', organ: '岳阳楼区公路站', title: '站长', roles: '承办单位经办人、承办单位主要负责人', startsOn: '20260105' },
    { name: '李主任', phone: '13700000002', organ: '岳阳楼区交通运输局', title: '主任', roles: '代表工作人员', startsOn: '2026-01-05' },
    { name: '赵管理', phone: '13700000003', organ: '岳阳楼区交通运输局', title: '管理员', roles: '系统管理员', startsOn: '2026-01-05' },
    { name: '钱委员', phone: '13700000004', organ: committee, title: '委员', roles: '常委会组成人员', startsOn: '2026-01-05' },
  ]);
  expect((await rowsOf(staff)).map(({ verdict, problems }) => [verdict, ...problems.map(({ column }) => column)])).toEqual([['new'], ['new'], ['invalid', '职责'], ['invalid', '职责'], ['invalid', '职务']]);
  await apply(staff, true);
  expect((await database.adminSql(`SELECT 1 FROM appointment a JOIN person p ON p.id = a.person_id WHERE p.name = '王经办'`)).length).toBe(2);
  await undo(organs);
  expect((await rowsOf(organs)).map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'pending', 'pending']);
  await undo(staff);
  expect((await database.adminSql(`SELECT 1 FROM person WHERE name = '王经办'`)).length).toBe(0);
});
