import { registerParameters } from '@smart/divisions/parameters';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity, Role } from '@smart/identity/capacity';
import { fixedClock } from '@smart/kernel/clock';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { readmeIsCurrent } from '@smart/workflow/mermaid';
import { graphProblems } from '@smart/workflow/graph';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dutyParameters } from '../parameters.ts';
import { closeYear } from './closing.ts';
import { deputyPoints, myPoints, overview } from './looking.ts';
import { proposedRules } from './model.ts';
import { noteLeave, noteVeto, revokeNote } from './notes.ts';
import { listObjections, object, rejectObjection, upholdObjection, withdrawObjection } from './objecting.ts';
import { objectionWorkflow } from './objection-workflow.ts';
import { publishRules, readRules, simulate } from './rules.ts';

let database: TestDatabase;
const clock = fixedClock('2027-02-10T09:00:00+08:00');
const deputies: Capacity[] = [];
const people: Record<'officer' | 'city', Capacity> = Object.create(null);
const page = { limit: 20, offset: 0 };

beforeAll(async () => {
  database = await createTestDatabase();
  registerParameters(dutyParameters);
  const directory = await createTestDirectory(database, { clock });
  const base = (code: string, name: string, role: Role): Capacity => ({
    id: newId(), kind: role === 'deputy' ? 'mandate' : 'appointment', personId: newId(), personName: name, userId: newId(), label: role, congressId: directory.congress(code), congressName: '', divisionCode: code, tier: 'county', roles: [role],
  });
  Object.assign(people, { officer: base('430602', '张华', 'congress_officer'), city: base('4306', '李市', 'congress_officer') });
  const termId = newId();
  await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [termId, directory.congress('430602')]);
  for (const name of ['王强', '赵敏', '钱停', '孙一', '周二', '吴三']) {
    const who = base('430602', name, 'deputy');
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, $2, ARRAY[$3::uuid], true)`, [who.personId, name, who.congressId]);
    await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, certificate, starts_on) VALUES ($1, $2, $3, $4, $5, '2022-01-05')`, [who.id, who.personId, who.congressId, termId, who.id.slice(-12)]);
    deputies.push(who);
  }
});
afterAll(() => database.close());

const as = <T>(who: Capacity, run: (work: Work, who: Capacity) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.congress': who.congressId, 'app.person': who.personId }, (unit) => run(testWork(unit, clock), who));
const codeOf = async (act: Promise<unknown>): Promise<string> => act.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));
const deputy = (at: number): Capacity => { const one = deputies[at]; if (one === undefined) throw new Error('nobody'); return one; };
async function record(at: number, kind: string, day: string, detail: Record<string, string> = {}): Promise<string> {
  const { id: mandateId, personId, congressId } = deputy(at);
  const id = newId();
  await database.adminSql(
    `INSERT INTO duty_record (id, congress_id, mandate_id, person_id, event_id, event_at, record_key, kind, title, occurred_on, subject_type, subject_id, detail) VALUES ($1, $2, $3, $4, $5, now(), $6, $7, $8, $9, 'suggestion', $10, $11::jsonb)`,
    [id, congressId, mandateId, personId, newId(), id, kind, `${kind} ${day}`, day, newId(), JSON.stringify(detail)],
  );
  return id;
}
const pointsOf = (at: number, year: number) => as(deputy(at), (work, me) => myPoints(work, me, { year }));

it('each point names its record; what lacks evidence says so; last year and those in like circumstances stand beside it', async () => {
  const research = await record(0, 'research', '2026-04-02');
  await record(0, 'research', '2026-05-02', { result: '形成报告' });
  await record(0, 'suggestion_submitted', '2026-03-02');
  await record(0, 'household_linked', '2024-03-02');
  await record(0, 'inspection', '2025-03-02');
  await record(1, 'voters_visited', '2026-03-02');
  const view = await pointsOf(0, 2026);
  expect(view).toMatchObject({ year: 2026, content: { total: 14, rulesLabel: '系统建议的计分规则' }, bandLabel: '有待提高', closed: null, place: null, median: { value: 0, of: 6, label: '本级新任代表' }, mayObject: true });
  // What lasts counts again each year.
  expect(view.past.slice(0, 3)).toEqual([{ year: 2025, total: 5, closed: false }, { year: 2024, total: 1, closed: false }, { year: 2023, total: 0, closed: false }]);
  expect(view.content.parts.find(({ name }) => name === 'activities')?.lines.map(({ recordId, points, lacks }) => [recordId === research, points, lacks])).toEqual([[true, 0, ['成果']], [false, 5, []]]);
  expect(view.disclaimer).toContain('不影响代表依法行使各项权利');
  expect(JSON.stringify(view)).not.toContain('赵敏');
});

it('leave is neutral, what was established limits, and a mistake is taken back', async () => {
  const { id } = deputy(1);
  expect(await codeOf(as(people.city, (work, me) => noteLeave(work, me, { mandateId: id, from: '2026-01-01', until: '2026-07-01', reason: '产假批准' })))).toBe('common.not_found');
  expect(await codeOf(as(people.officer, (work, me) => noteLeave(work, me, { mandateId: id, from: '2026-07-01', until: '2026-01-01', reason: '产假批准' })))).toBe('common.invalid_input');
  const leave = await as(people.officer, (work, me) => noteLeave(work, me, { mandateId: id, from: '2026-01-01', until: '2026-07-02', reason: '产假批准' }));
  // 182 of 365 days remain: three points become six.
  expect((await pointsOf(1, 2026)).content).toMatchObject({ total: 6, available: { days: 182, of: 365 }, neutral: ['准假期间'] });
  await as(people.officer, (work, me) => revokeNote(work, me, { id: leave.id, reason: '登记错了人' }));
  expect((await pointsOf(1, 2026)).content).toMatchObject({ total: 3, neutral: [] });
  expect(await codeOf(as(people.officer, (work, me) => revokeNote(work, me, { id: leave.id, reason: '再撤一次' })))).toBe('common.not_found');

  for (const kind of ['report_given', 'report_given', 'report_given', 'suggestion_submitted', 'suggestion_submitted', 'suggestion_submitted', 'suggestion_submitted', 'law_inspection', 'law_inspection', 'law_inspection', 'law_inspection']) await record(2, kind, '2026-06-01');
  expect((await pointsOf(2, 2026)).content.total).toBe(75);
  expect(await codeOf(as(people.officer, (work, me) => noteVeto(work, me, { mandateId: deputy(2).id, year: 2026, key: 'nothing', reason: '缺席会议一次' })))).toBe('common.invalid_input');
  await as(people.officer, (work, me) => noteVeto(work, me, { mandateId: deputy(2).id, year: 2026, key: 'absent_session', reason: '缺席会议一次' }));
  expect((await pointsOf(2, 2026)).content).toMatchObject({ total: 59, limits: [{ source: '代表法第十三条、第六十二条', most: 59 }] });
  expect((await as(people.officer, (work, me) => deputyPoints(work, me, { mandateId: deputy(2).id, year: 2026 }))).notes).toMatchObject([{ kind: 'veto', reason: '缺席会议一次', byLabel: '张华' }]);
});

it('leave granted for an activity is neutral: its days could not be used; nobody loses by it, and one refused or taken back is none', async () => {
  const { id, personId, congressId } = deputy(4);
  for (const day of ['2026-03-02', '2026-04-02']) await record(4, 'committee_attended', day);
  const before = (await pointsOf(4, 2026)).content;
  expect(before).toMatchObject({ total: 10, available: { days: 365, of: 365 }, neutral: [] });
  const invite = async (heldOn: string, endsOn: string, state: string, held = 'held') => {
    const activityId = newId();
    await database.adminSql(`INSERT INTO duty_activity (id, congress_id, state, kind, theme, place, organiser, held_on, ends_on, starts_at, ends_at, sign_in_secret, created_at, updated_at) VALUES ($1, $2, $3, 'research', '调研', '湖滨', '人大', $4, $5, '09:00', '11:00', '', now(), now())`, [activityId, congressId, held, heldOn, endsOn]);
    await database.adminSql(`INSERT INTO duty_invitation (id, congress_id, activity_id, mandate_id, person_id, name, state, updated_at) VALUES (gen_random_uuid(), $1, $2, $3, $4, '周二', $5, now())`, [congressId, activityId, id, personId, state]);
  };
  await invite('2026-06-01', '2026-06-10', 'leave_refused');
  await invite('2026-06-01', '2026-06-10', 'absent');
  await invite('2026-06-01', '2026-06-10', 'on_leave', 'cancelled');
  await invite('2025-06-01', '2025-06-10', 'on_leave');
  expect((await pointsOf(4, 2026)).content).toEqual(before);
  await record(4, 'inspection', '2026-05-02');
  await invite('2026-06-01', '2026-06-10', 'on_leave');
  await invite('2026-06-06', '2026-06-15', 'on_leave');
  await invite('2025-12-30', '2026-01-03', 'on_leave');
  // 15 days of June, each once, and three of January: 347 of 365 remain. An inspection of 4 becomes 4 × 365 / 347 = 4.2; the other part stays at its cap.
  expect((await pointsOf(4, 2026)).content).toMatchObject({ total: 14.2, available: { days: 347, of: 365 }, neutral: ['准假期间'] });
  expect((await as(people.officer, (work, me) => overview(work, me, { year: 2026, q: '周', ...page }))).rows.map(({ total, notes }) => [total, notes])).toEqual([[14.2, ['准假期间按比例计分']]]);
});

it('a suspended mandate is reckoned by the days it was not', async () => {
  await database.adminSql(`UPDATE mandate SET status = 'suspended', suspended_on = '2026-10-01' WHERE id = $1`, [deputy(3).id]);
  await record(3, 'inspection', '2026-03-01');
  expect((await pointsOf(3, 2026)).content).toMatchObject({ available: { days: 273, of: 365 }, neutral: ['暂停执行代表职务期间'], total: 5.3 });
  await database.adminSql(`UPDATE mandate SET status = 'active', suspended_on = NULL WHERE id = $1`, [deputy(3).id]);
});

it('rules come for a year that has not begun, after a simulation; a tier below follows', async () => {
  const rules = { ...proposedRules, caps: { learning: 10, proposals: 30, sitting_in: 10, contact: 30, activities: 20 }, weights: proposedRules.weights.map((one) => (one.kind === 'suggestion_submitted' ? { ...one, points: 4 } : one)) };
  const shown = await as(people.officer, (work, me) => simulate(work, me, { rules }));
  // 王强 8 → 4 of proposals; 钱停 limited before (59) and after (25 → 16: 66, limited too).
  expect(shown).toMatchObject({ year: 2026, deputies: 6, gain: 0, lose: 1, same: 5, losing: [{ name: '王强', was: 14, becomes: 10, change: -4 }], gaining: [] });
  expect(shown.bands).toEqual([{ label: '好', was: 0, becomes: 0 }, { label: '较好', was: 0, becomes: 0 }, { label: '有待提高', was: 6, becomes: 6 }]);
  for (const fromYear of [2026, 2027]) expect(await codeOf(as(people.officer, (work, me) => publishRules(work, me, { rules, fromYear, note: '' })))).toBe('duty.rules_not_backwards');
  await as(people.city, (work, me) => publishRules(work, me, { rules, fromYear: 2028, note: '全市统一' }));
  const below = await as(people.officer, readRules);
  expect(below).toMatchObject({ label: '系统建议的计分规则', versions: [] });
  expect([below.nextLabel, below.next.caps.learning]).toEqual(['岳阳市人民代表大会计分规则（第 1 版）', 10]);
  const own = await as(people.officer, (work, me) => publishRules(work, me, { rules: proposedRules, fromYear: 2028, note: '' }));
  expect([own.nextLabel, own.versions.length]).toEqual(['岳阳楼区人民代表大会计分规则（第 1 版）', 1]);
  expect((await pointsOf(0, 2026)).content.total).toBe(14);
});

it('an objection is decided with a reason; a closed year stands whatever the archive says, and a correction names both', async () => {
  const missing = { year: 2026, subsystem: 'sitting_in', recordId: null, text: '列席六月常委会没有计入' } as const;
  const filed = await as(deputy(0), (work, me) => object(work, me, missing));
  expect(await codeOf(as(deputy(0), (work, me) => object(work, me, missing)))).toBe('duty.objection_open');
  expect(await codeOf(as(deputy(1), (work, me) => withdrawObjection(work, me, { id: filed.id, expectedVersion: filed.version })))).toBe('common.not_found');
  expect(await codeOf(as(deputy(0), (work, me) => object(work, me, { ...missing, recordId: newId() })))).toBe('common.not_found');
  expect(await codeOf(as(people.officer, (work, me) => closeYear(work, me, { year: 2026 })))).toBe('duty.year_not_closable');
  const { rows: [waits] } = await as(people.officer, (work, me) => listObjections(work, me, page));
  expect(waits).toMatchObject({ name: '王强', state: 'filed', text: '列席六月常委会没有计入' });
  expect(await codeOf(as({ ...people.officer, personId: deputy(0).personId }, (work, me) => upholdObjection(work, me, { id: filed.id, expectedVersion: filed.version, points: 5, reason: '签到表上有名' })))).toBe('common.forbidden');
  await as(people.officer, (work, me) => upholdObjection(work, me, { id: filed.id, expectedVersion: filed.version, points: 5, reason: '签到表上有名' }));
  expect((await pointsOf(0, 2026)).content).toMatchObject({ total: 19, parts: expect.arrayContaining([expect.objectContaining({ name: 'sitting_in', points: 5, adjustments: [expect.objectContaining({ points: 5, answer: '签到表上有名', decidedBy: '张华' })] })]) });

  expect(await codeOf(as(people.officer, (work, me) => closeYear(work, me, { year: 2027 })))).toBe('duty.year_not_closable');
  expect(await as(people.officer, (work, me) => closeYear(work, me, { year: 2026 }))).toEqual({ year: 2026, results: 6 });
  expect(await codeOf(as(people.officer, (work, me) => closeYear(work, me, { year: 2026 })))).toBe('duty.year_not_closable');
  expect(await codeOf(as(people.officer, (work, me) => noteVeto(work, me, { mandateId: deputy(0).id, year: 2026, key: 'no_report', reason: '没有述职' })))).toBe('duty.year_closed');
  // The archive is rebuilt without anything: the closed year stands.
  await database.adminSql('DELETE FROM duty_record');
  expect(await pointsOf(0, 2026)).toMatchObject({ content: { total: 19 }, closed: { on: '2027-02-10', by: '张华', edition: 1 }, objectUntil: '2027-03-12', mayObject: true });

  const again = await as(deputy(0), (work, me) => object(work, me, { year: 2026, subsystem: 'contact', recordId: null, text: '述职没有计入' }));
  const { next } = await as(people.officer, (work, me) => upholdObjection(work, me, { id: again.id, expectedVersion: again.version, points: 10, reason: '述职记录在案' }));
  expect(next).toContain('第 2 版');
  const corrected = await pointsOf(0, 2026);
  expect(corrected).toMatchObject({ content: { total: 29 }, closed: { edition: 2 }, editions: [{ edition: 2, total: 29, reason: '述职记录在案' }, { edition: 1, total: 19, reason: '' }] });
  const all = await as(people.officer, (work, me) => overview(work, me, { year: 2026, q: '王', ...page }));
  expect(all).toMatchObject({ closed: { by: '张华' }, closable: false, ranking: false, total: 1, rows: [{ name: '王强', total: 29, place: null, notes: ['更正后第 2 版'] }] });

  const last = await as(deputy(1), (work, me) => object(work, me, { ...missing, text: '走访没有计入' }));
  await as(people.officer, (work, me) => rejectObjection(work, me, { id: last.id, expectedVersion: last.version, reason: '没有走访记录' }));
  expect((await pointsOf(1, 2026)).objections).toMatchObject([{ state: 'rejected', answer: '没有走访记录' }]);
  await database.adminSql(`UPDATE duty_year SET closed_at = '2027-01-05T00:00:00Z'`);
  expect(await codeOf(as(deputy(2), (work, me) => object(work, me, missing)))).toBe('duty.objection_too_late');
  expect((await as(people.city, (work, me) => overview(work, me, { year: 2026, ...page }))).rows).toEqual([]);
});

it('every state of an objection can be reached, and the README shows the workflow as it is', () => {
  expect(graphProblems(objectionWorkflow)).toEqual([]);
  expect(readmeIsCurrent(join(import.meta.dirname, '../../README.md'), objectionWorkflow)).toBe(true);
});
