import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { registerParameters } from '@smart/divisions/parameters';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import type { Capacity, Role } from '@smart/identity/capacity';
import { fixedClock } from '@smart/kernel/clock';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { confirmDeclaration, returnDeclaration } from '../declarations/confirming.ts';
import { dutyParameters } from '../parameters.ts';
import { mergeReport, readReport } from './model.ts';
import { giveReportInput, saveReportInput } from './model-inputs.ts';
import { publicReports } from './public.ts';
import { discloseReport, givenReports, giveReport, openReport, reportText, saveReport } from './service.ts';

let database: TestDatabase;
const clock = fixedClock('2026-11-30T09:00:00+08:00');
const people: Record<'deputy' | 'other' | 'officer' | 'city', Capacity> = Object.create(null);
const suggestion = newId();

beforeAll(async () => {
  database = await createTestDatabase();
  registerParameters(dutyParameters);
  const directory = await createTestDirectory(database, { clock });
  const base = (code: string, name: string, role: Role): Capacity => ({
    id: newId(), kind: role === 'deputy' ? 'mandate' : 'appointment', personId: newId(), personName: name, userId: newId(), label: role, congressId: directory.congress(code), congressName: '', divisionCode: code, tier: 'county', roles: [role],
  });
  Object.assign(people, { deputy: base('430602', '王强', 'deputy'), other: base('430602', '赵敏', 'deputy'), officer: base('430602', '张华', 'congress_officer'), city: base('4306', '李市', 'congress_officer') });
  const termId = newId();
  await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [termId, people.deputy.congressId]);
  for (const who of [people.deputy, people.other]) {
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, $2, ARRAY[$3::uuid], true)`, [who.personId, who.personName, who.congressId]);
    await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, certificate, starts_on) VALUES ($1, $2, $3, $4, $5, '2022-01-05')`, [who.id, who.personId, who.congressId, termId, who.id.slice(-12)]);
  }
  await add('suggestion_submitted', '关于修缮灌渠的建议', suggestion);
  await database.adminSql(`INSERT INTO duty_change (event_id, congress_id, matter_id, kind, on_day, text) VALUES ($1, $2, $3, 'replied', '2026-05-06', '区水利局答复：A 类，已经解决或者基本解决')`, [newId(), people.deputy.congressId, suggestion]);
});
afterAll(() => database.close());

const add = (kind: string, title: string, subjectId = newId()): Promise<unknown> =>
  database.adminSql(
    `INSERT INTO duty_record (id, congress_id, mandate_id, person_id, event_id, event_at, record_key, kind, title, occurred_on, subject_type, subject_id) VALUES ($1, $2, $3, $4, $5, now(), gen_random_uuid()::text, $6, $7, '2026-03-02', 'suggestion', $8)`,
    [newId(), people.deputy.congressId, people.deputy.id, people.deputy.personId, newId(), kind, title, subjectId],
  );
const as = <T>(who: Capacity, run: (work: Work, who: Capacity) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.congress': who.congressId, 'app.person': who.personId }, (unit) => run(testWork(unit, clock), who));
const codeOf = async (act: Promise<unknown>): Promise<string> => act.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));
const open = (who = people.deputy, year = 2026) => as(who, (work, me) => openReport(work, me, { year }));
const save = (input: unknown, who = people.deputy) => as(who, (work, me) => saveReport(work, me, saveReportInput.parse(input)));
const give = (more = {}) => as(people.deputy, (work, me) => giveReport(work, me, giveReportInput.parse({ year: 2026, expectedRevision: 2, declarationId: newId(), givenOn: '2026-11-28', place: '湖滨社区', ...more })));

it('a draft is made of the archive, kept by revision, and what is new in the archive comes beside it', async () => {
  const first = await open();
  expect(first).toMatchObject({ revision: 0, paragraphs: [], given: null });
  expect(first.generated.map(({ text }) => text).join('')).toContain('《关于修缮灌渠的建议》；区水利局答复：A 类');
  const written = mergeReport([], first.generated).map((one) => (one.key === 'closing' ? { ...one, text: '请批评指正。' } : one));
  expect(await save({ year: 2026, expectedRevision: 0, paragraphs: written })).toEqual({ revision: 1 });
  expect(await codeOf(save({ year: 2026, expectedRevision: 0, paragraphs: [] }))).toBe('workflow.version_conflict');
  await add('research', '调研农村公路');
  const { revision, paragraphs, generated } = await open();
  const merged = mergeReport(paragraphs, generated);
  expect(merged.filter(({ mark }) => mark === 'new').map(({ text }) => text)).toContain('2026年3月2日，专题调研：调研农村公路。');
  expect(merged.find(({ key }) => key === 'closing')?.text).toBe('请批评指正。');
  expect(await save({ year: 2026, expectedRevision: revision, paragraphs: merged })).toEqual({ revision: 2 });
});

it('is the deputy’s alone until it is given; then the office reads what was given, whatever is written on', async () => {
  expect((await open(people.other)).paragraphs).toEqual([]);
  const read = (who: Capacity, mandateId?: string) => as(who, (work, me) => reportText(work, me, { year: 2026, mandateId }));
  expect(readReport((await read(people.deputy)).paragraphs).at(-1)?.paragraphs).toEqual(['请批评指正。']);
  for (const who of [people.officer, people.city, people.other]) expect(await codeOf(read(who, people.deputy.id))).toBe('common.not_found');
  expect(await codeOf(read(people.other))).toBe('common.not_found');

  const declarationId = newId();
  expect((await give({ declarationId })).next).toContain('办公室核实后计入档案');
  expect((await give({ declarationId })).next).toContain('已登记');
  expect(await database.adminSql('SELECT kind, title, place FROM duty_declaration')).toEqual([{ kind: 'report_given', title: '2026 年履职情况述职', place: '湖滨社区' }]);
  expect(await codeOf(give())).toBe('duty.report_given');
  expect((await open()).given).toEqual({ on: '2026-11-28', state: 'pending', stateLabel: '待核', agreed: false });
  await save({ year: 2026, expectedRevision: 2, paragraphs: [] });
  const given = await read(people.officer, people.deputy.id);
  expect([given.givenOn, readReport(given.paragraphs).length > 2]).toEqual(['2026-11-28', true]);
  expect(await as(people.city, (work, me) => givenReports(work, me, { mandateId: people.deputy.id }))).toEqual([]);

  await as(people.officer, (work, me) => returnDeclaration(work, me, { id: declarationId, expectedVersion: 1, reason: '请补充落实情况' }));
  expect(await as(people.officer, (work, me) => givenReports(work, me, { mandateId: people.deputy.id }))).toEqual([]);
  const again = newId();
  await expect(give({ declarationId: again, expectedRevision: 3 })).rejects.toMatchObject({ code: 'common.invalid_input', message: expect.stringContaining('报告还没有内容') });
  await save({ year: 2026, expectedRevision: 3, paragraphs: [{ key: 'own:1', section: 'contact', text: '走访十户。', base: '', ref: null, mark: null, hidden: false }] });
  await give({ declarationId: again, expectedRevision: 4 });
  await as(people.officer, (work, me) => confirmDeclaration(work, me, { id: again, expectedVersion: 1 }));
  expect(await as(people.officer, (work, me) => givenReports(work, me, { mandateId: people.deputy.id }))).toEqual([{ year: 2026, on: '2026-11-28', shown: false }]);
});

it('anybody reads what was given when it is confirmed, the congress shows reports and the deputy agrees: the words alone, and no longer than all three hold', async () => {
  const { congressId, personId } = people.deputy;
  const seen = () => as(people.deputy, (work) => publicReports(work, { congressId, personId }, async (_work, ids) => new Set(ids.filter((id) => id === suggestion))));
  const show = (value: boolean) => database.adminSql(`INSERT INTO congress_parameter (congress_id, key, value, set_by_label, set_at) VALUES ($1, 'duty.publish_reports', $2::jsonb, '张华', now()) ON CONFLICT (congress_id, key) DO UPDATE SET value = excluded.value`, [congressId, String(value)]);
  const agree = (agreed: boolean) => as(people.deputy, (work, me) => discloseReport(work, me, { year: 2026, agreed }));
  const paragraph = { section: 'contact', base: '', ref: null, mark: null, hidden: false };
  await database.adminSql('UPDATE duty_report SET given = $2::jsonb WHERE mandate_id = $1', [people.deputy.id, JSON.stringify([{ ...paragraph, key: 'own:1', text: '联系人 13800000000' }, { ...paragraph, key: 'own:2', text: '删去的话', hidden: true },
    ...([['suggestion', suggestion, '公开的建议'], ['suggestion', newId(), '不公开的建议'], ['opinion', newId(), '群众说的话'], ['duty_activity', newId(), '视察菜市场']] as const).map(([type, id, text]) => ({ ...paragraph, key: `record:${id}`, text, ref: { type, id } })),
    { ...paragraph, key: 'record:gone', text: '档案里已经没有的' }])]);
  expect(await seen()).toEqual([]);
  await agree(true);
  expect([await seen(), (await open()).shown]).toEqual([[], false]);
  await show(true);
  expect(await seen()).toEqual([{ year: 2026, givenOn: '2026-11-28', parts: [{ heading: '一、联系群众', paragraphs: ['联系人 ［电话已隐去］', '公开的建议', '视察菜市场'] }] }]);
  expect((await as(people.officer, (work, me) => givenReports(work, me, { mandateId: people.deputy.id }))).map(({ shown }) => shown)).toEqual([true]);
  await agree(false);
  expect([await seen(), (await open()).given?.agreed]).toEqual([[], false]);
  await agree(true);
  await database.adminSql(`UPDATE duty_declaration SET state = 'returned' WHERE state = 'confirmed'`);
  expect(await seen()).toEqual([]);
  expect(await codeOf(agree(true))).toBe('common.not_found');
  await database.adminSql(`UPDATE duty_declaration SET state = 'confirmed' WHERE decided_by IS NOT NULL AND id = (SELECT declaration_id FROM duty_report WHERE mandate_id = $1)`, [people.deputy.id]);
  expect((await seen()).length).toBe(1);
  await show(false);
  expect(await seen()).toEqual([]);
  expect(await codeOf(as(people.other, (work, me) => discloseReport(work, me, { year: 2026, agreed: true })))).toBe('common.not_found');
});

it('is refused in words that name field and remedy', async () => {
  expect(await codeOf(save({ year: 2027, expectedRevision: 0, paragraphs: [] }))).toBe('common.invalid_input');
  expect(saveReportInput.safeParse({ year: 2026, expectedRevision: 0, paragraphs: [], more: 1 }).success).toBe(false);
  expect(giveReportInput.safeParse({ year: 2026, expectedRevision: 1, declarationId: newId(), givenOn: '2026-11-28', place: '' }).error?.issues[0]).toMatchObject({ path: ['place'], message: '请填写述职地点' });
  await expect(give({ expectedRevision: 3, givenOn: '2026-12-02', year: 2026 })).rejects.toMatchObject({ code: 'duty.report_given' });
});
