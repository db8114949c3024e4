import { registerParameters } from '@smart/divisions/parameters';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity, Role } from '@smart/identity/capacity';
import { fixedClock } from '@smart/kernel/clock';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { DomainEvent } from '@smart/workflow/events';
import { walk, type Walker } from '@smart/workflow/walk';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareArchive, dutyEventTypes, project } from '../archive.ts';
import { dutyParameters } from '../parameters.ts';
import { deputiesWithFigures, figuresBelow, lackingDeputies, refreshFigures } from '../plan/figures.ts';
import { deputiesInput } from '../plan/model-inputs.ts';
import { muteReminders, myPlan, savePlan } from '../plan/plans.ts';
import { remindDeputies } from '../plan/reminding.ts';
import { deputyArchive, myArchive } from '../reading.ts';
import { confirmDeclaration, confirmMany, returnDeclaration, revokeDeclaration } from './confirming.ts';
import { amendDeclaration, declare, withdrawDeclaration } from './declaring.ts';
import { listDeclarations, myDeclarations } from './looking.ts';
import { declareInput } from './model-inputs.ts';
import { declarationStore } from './store.ts';
import { type Actor, declarationWorkflow } from './workflow.ts';

let database: TestDatabase;
const clock = fixedClock('2026-11-30T09:00:00+08:00');
const people: Record<'deputy' | 'other' | 'suspended' | 'officer' | 'cityOfficer', Capacity> = Object.create(null);
beforeAll(async () => {
  database = await createTestDatabase();
  registerParameters(dutyParameters);
  const directory = await createTestDirectory(database, { clock });
  const base = (code: string, name: string, role: Role): Capacity => ({
    id: newId(), kind: role === 'deputy' ? 'mandate' : 'appointment', personId: newId(), personName: name, userId: newId(), label: role, congressId: directory.congress(code), congressName: '', divisionCode: code, tier: 'county', roles: [role],
  });
  const termId = newId();
  await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [termId, directory.congress('430602')]);
  const deputy = async (name: string, status: string): Promise<Capacity> => {
    const who = base('430602', name, 'deputy');
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, $2, ARRAY[$3::uuid], true)`, [who.personId, name, who.congressId]);
    await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, certificate, starts_on, status) VALUES ($1, $2, $3, $4, $5, '2022-01-05', $6)`, [who.id, who.personId, who.congressId, termId, who.id.slice(-12), status]);
    return who;
  };
  Object.assign(people, { deputy: await deputy('王强', 'active'), other: await deputy('赵敏', 'active'), suspended: await deputy('钱停', 'suspended'), officer: base('430602', '张华', 'congress_officer'), cityOfficer: base('4306', '李市', 'congress_officer') });
});
afterAll(() => database.close());

const as = <T>(who: Capacity, run: (work: Work, who: Capacity) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.congress': who.congressId, 'app.person': who.personId }, (unit) => run(testWork(unit, clock), who));
const form = (more: Record<string, unknown> = {}) => declareInput.parse({ id: newId(), kind: 'research', occurredOn: '2026-11-02', title: '调研农村公路养护', place: '西塘镇', result: '形成调研报告一份', facts: { organiser: '区人大常委会' }, ...more });
const declared = async (more = {}, who = people.deputy) => as(who, (work, me) => declare(work, me, form(more)));
const codeOf = async (act: Promise<unknown>): Promise<string> => act.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));
/** Delivers what has happened, as the jobs do. */
async function deliver(): Promise<void> {
  const events = await database.adminSql<Omit<DomainEvent, 'at'> & { at: Date }>(
    `SELECT id, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at FROM domain_event WHERE type = ANY ($1::text[]) ORDER BY position DESC`, [dutyEventTypes]);
  for (const event of events) await as(people.officer, (work) => project(work, { ...event, at: event.at.toISOString() }));
}
const archive = async () => {
  await deliver();
  return as(people.deputy, (work, me) => myArchive(work, me, { page: 1, pageSize: 20 }));
};

describe('what a deputy declares', () => {
  it('arrives once, counts when it is confirmed, and counts no longer when that was a mistake', async () => {
    const input = form();
    const first = await as(people.deputy, (work, me) => declare(work, me, input));
    expect(await as(people.deputy, (work, me) => declare(work, me, input))).toMatchObject({ id: input.id, version: first.version });
    expect(await codeOf(as(people.other, (work, me) => declare(work, me, input)))).toBe('common.not_found');
    expect((await archive()).rows).toEqual([]);
    expect(await as(people.officer, (work, me) => listDeclarations(work, me, { limit: 20, offset: 0 }))).toMatchObject({ pending: 1, rows: [{ deputyName: '王强', state: 'pending', similar: false }] });

    const confirmed = await as(people.officer, (work, me) => confirmDeclaration(work, me, { id: input.id, expectedVersion: first.version }));
    const [record] = (await archive()).rows;
    expect(record).toMatchObject({ kindLabel: '专题调研', title: '调研农村公路养护', counts: true });
    expect(Object.fromEntries((record?.details ?? []).map(({ label, text }) => [label, text]))).toEqual({ 地点: '西塘镇', 成果: '形成调研报告一份', 组织单位: '区人大常委会' });
    expect(await codeOf(as(people.deputy, (work, me) => withdrawDeclaration(work, me, { id: input.id, expectedVersion: confirmed.version })))).toBe('workflow.illegal_action');

    expect(await codeOf(as(people.officer, (work, me) => revokeDeclaration(work, me, { id: input.id, expectedVersion: confirmed.version, reason: '' })))).toBe('common.invalid_input');
    await as(people.officer, (work, me) => revokeDeclaration(work, me, { id: input.id, expectedVersion: confirmed.version, reason: '与常委会记录不符' }));
    expect((await archive()).rows).toEqual([]);
    expect(await as(people.officer, (work) => compareArchive(work, people.officer.congressId))).toMatchObject({ differences: [] });
  });

  it('sent back comes with the reason; put right it waits again and keeps what it said before', async () => {
    const { id, version } = await declared({ title: '参加小组活动', kind: 'group_activity' });
    const back = await as(people.officer, (work, me) => returnDeclaration(work, me, { id, expectedVersion: version, reason: '请写明活动内容' }));
    const again = await as(people.deputy, (work, me) => amendDeclaration(work, me, { ...form({ id, kind: 'group_activity', title: '小组调研社区食堂' }), expectedVersion: back.version }));
    const { rows } = await as(people.deputy, (work, me) => myDeclarations(work, me, { limit: 20, offset: 0 }));
    expect(rows.find((row) => row.id === id)).toMatchObject({ state: 'pending', title: '小组调研社区食堂', returnReason: null, revisions: [{ title: '参加小组活动', replacedBy: '王强' }] });
    expect(await codeOf(as(people.officer, (work, me) => confirmDeclaration(work, me, { id, expectedVersion: version })))).toBe('workflow.version_conflict');
    expect(await as(people.officer, (work, me) => confirmMany(work, me, { items: [{ id, expectedVersion: again.version }, { id: newId(), expectedVersion: 1 }] }))).toMatchObject({ confirmed: 1, failed: [{ problem: expect.stringContaining('补充的履职') }] });
  });

  it('is refused ahead of its day, long after it, and while the mandate is suspended, naming field and remedy', async () => {
    for (const [occurredOn, message] of [['2026-12-01', '日期不能晚于今天'], ['2025-11-01', '只能补充一年以内的履职']]) {
      await expect(declared({ occurredOn })).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'occurredOn', message }] });
    }
    expect(await codeOf(declared({}, people.suspended))).toBe('duty.mandate_not_active');
    expect(declareInput.safeParse({ ...form(), kind: 'voters_visited' }).error?.issues[0]).toMatchObject({ path: ['kind'], message: '请选择类别' });
    expect(declareInput.safeParse({ ...form(), title: '会' }).error?.issues[0]?.message).toBe('请写明做了什么，不少于 4 个字');
  });

  it('stays with the congress: another tier finds nothing of it', async () => {
    const { id, version } = await declared();
    expect(await codeOf(as(people.cityOfficer, (work, me) => confirmDeclaration(work, me, { id, expectedVersion: version })))).toBe('common.not_found');
    expect(await as(people.cityOfficer, (work, me) => listDeclarations(work, me, { limit: 20, offset: 0 }))).toEqual({ rows: [], total: 0, pending: 0 });
    expect(await codeOf(as(people.cityOfficer, (work, me) => deputyArchive(work, me, { mandateId: people.deputy.id, page: 1, pageSize: 20 })))).toBe('common.not_found');
    expect(await codeOf(as(people.other, (work, me) => amendDeclaration(work, me, { ...form({ id }), expectedVersion: version })))).toBe('common.not_found');
  });

  it('goes everywhere it may and nowhere else', async () => {
    const walkers = [people.deputy, people.other, people.officer, people.cityOfficer].map((capacity): Walker<Actor> => ({ name: capacity.personName, actor: capacity, acting: { personId: capacity.personId, capacityId: capacity.id, label: capacity.personName } }));
    const payload = { mandateId: people.deputy.id, personId: people.deputy.personId, kind: 'research', title: '调研', occurredOn: '2026-11-02', place: '', result: '', facts: {}, reason: null };
    const create = async (): Promise<string> => {
      const id = newId();
      await database.adminSql(`INSERT INTO duty_declaration (id, congress_id, mandate_id, person_id, kind, occurred_on, title, created_at, updated_at) VALUES ($1, $2, $3, $4, 'research', '2026-11-02', '调研', now(), now())`, [id, people.deputy.congressId, people.deputy.id, people.deputy.personId]);
      return id;
    };
    const report = await walk({ store: declarationStore, walkers, as: (_: Walker<Actor> | null, run) => as(people.officer, (work) => run(work)), create, details: () => ({ reason: '请写明内容', event: { payload } }), runs: 15, steps: 8 });
    expect(report.states).toEqual(new Set(Object.keys(declarationWorkflow.states)));
    expect(report.refusals).toBeGreaterThan(20);
    await database.adminSql(`DELETE FROM duty_declaration WHERE title = '调研'`);
  }, 60_000);
});

describe('the list of the year', () => {
  it('shows how far a deputy is and the one next thing; the office sees who lacks what, the tier above only figures', async () => {
    await database.adminSql('DELETE FROM domain_event');
    await database.adminSql('DELETE FROM duty_record');
    const plan = [{ key: 'activities', label: '代表活动', kinds: ['research' as const], yearly: 1, quarterly: 0 }, { key: 'training', label: '学习培训', kinds: ['training_taken' as const], yearly: 2, quarterly: 0 }];
    await as(people.cityOfficer, (work, me) => savePlan(work, me, '李市', { items: plan }));
    const before = await as(people.deputy, (work, me) => myPlan(work, me));
    expect(before).toMatchObject({ year: 2026, quarter: 4, next: { key: 'activities', missing: 1 }, remindersMuted: false });
    expect(await as(people.suspended, (work, me) => myPlan(work, me))).toMatchObject({ next: null });

    const { id, version } = await declared();
    await as(people.officer, (work, me) => confirmDeclaration(work, me, { id, expectedVersion: version }));
    await deliver();
    expect((await as(people.deputy, (work, me) => myPlan(work, me))).next).toMatchObject({ key: 'training', missing: 2 });
    const { rows, total } = await as(people.officer, (work, me) => deputiesWithFigures(work, me, deputiesInput.parse({ sort: 'most' })));
    expect(total).toBe(3);
    expect(rows[0]).toMatchObject({ name: '王强', total: 1, counts: [0, 0, 0, 0, 1], missing: ['学习培训还差 2'], lastOn: '2026-11-02' });
    expect(rows.find(({ name }) => name === '钱停')).toMatchObject({ missing: [] });
    expect((await as(people.officer, (work, me) => deputiesWithFigures(work, me, deputiesInput.parse({ q: '赵', lacking: true })))).rows.map(({ name }) => name)).toEqual(['赵敏']);

    await as(people.officer, (work, me) => refreshFigures(work, me.congressId));
    const below = await as(people.cityOfficer, (work, me) => figuresBelow(work, me, { limit: 20, offset: 0 }));
    expect(below.rows.find(({ congressId }) => congressId === people.officer.congressId)).toMatchObject({ total: 1, counts: [0, 0, 0, 0, 1] });
    expect(JSON.stringify(below)).not.toContain('王强');
    expect(await as(people.cityOfficer, (work) => work.sql('SELECT mandate_id FROM duty_record'))).toEqual([]);
  });

  it('reminds once a quarter whoever is not done and has not muted it', async () => {
    await as(people.other, (work, me) => muteReminders(work, me, { muted: true }));
    expect((await as(people.officer, (work, me) => lackingDeputies(work, me.congressId))).map(({ mandateId, next }) => [mandateId, next])).toEqual([[people.deputy.id, '学习培训还差 2']]);
    expect(await as(people.officer, (work, me) => remindDeputies(work, me.congressId))).toBe(1);
    expect(await as(people.officer, (work, me) => remindDeputies(work, me.congressId))).toBe(0);
    await as(people.other, (work, me) => muteReminders(work, me, { muted: false }));
    expect(await as(people.officer, (work, me) => remindDeputies(work, me.congressId))).toBe(1);
  });

  it('publishes figures only while the congress does', async () => {
    const shown = () => database.units.unitOfWork({ role: 'smart_reader' }, (unit) => unit.sql('SELECT kind, count FROM duty_figure WHERE mandate_id = $1', [people.deputy.id]));
    expect(await shown()).toEqual([{ kind: 'research', count: 1 }]);
    await database.adminSql(`INSERT INTO congress_parameter (congress_id, key, value, set_by_label, set_at) VALUES ($1, 'duty.publish_figures', 'false', '张华', now())`, [people.officer.congressId]);
    await as(people.officer, (work, me) => refreshFigures(work, me.congressId));
    expect(await shown()).toEqual([]);
  });
});
