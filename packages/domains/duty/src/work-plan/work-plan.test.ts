// 年度代表工作计划 and what hangs on it: items become activities, groups' leaders arrange, the public reads what was laid open.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import type { Capacity, Role } from '@smart/identity/capacity';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { graphProblems } from '@smart/workflow/graph';
import { readmeIsCurrent } from '@smart/workflow/mermaid';
import type { Work } from '@smart/workflow/work';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conceal, disclose } from '../activities/disclosing.ts';
import { countTargets } from '../activities/inviting.ts';
import { cancelForGroup, changeForGroup, ledActivityPeople, ledGroups, planForGroup } from '../activities/leading.ts';
import { activityOf, invitationsOf, myActivities } from '../activities/looking.ts';
import { noTargets } from '../activities/model.ts';
import { saveActivityInput } from '../activities/model-inputs.ts';
import { cancelActivity, publishActivity, saveActivity } from '../activities/planning.ts';
import { publicActivities, publicActivity } from '../activities/public.ts';
import { recordActivity } from '../activities/recording.ts';
import { rollCall } from '../activities/roll-call.ts';
import { adjustWorkPlan, closeWorkPlan, passWorkPlan, publishWorkPlan, removeItem, saveItem, startWorkPlan, tellWorkPlan } from './keeping.ts';
import { myWorkPlan, startOfItem, workPlanOf } from './looking.ts';
import { daysOfPeriod, periodLabel, progressOf, proposedDay } from './model.ts';
import { saveItemInput } from './model-inputs.ts';
import { publicWorkPlan } from './public.ts';
import { workPlanWorkflow } from './workflow.ts';

let database: TestDatabase;
let now = '2026-11-30T09:00:00+08:00';
const clock = { now: () => new Date(now) };
const people: Record<'leader' | 'member' | 'other' | 'officer' | 'cityOfficer', Capacity> = Object.create(null);
const groupId = newId();

beforeAll(async () => {
  database = await createTestDatabase();
  const directory = await createTestDirectory(database, { clock });
  const base = (code: string, name: string, role: Role): Capacity => ({
    id: newId(), kind: role === 'deputy' ? 'mandate' : 'appointment', personId: newId(), personName: name, userId: newId(), label: role, congressId: directory.congress(code), congressName: '', divisionCode: code, tier: 'county', roles: [role],
  });
  const terms = new Map<string, string>();
  for (const code of ['4306', '430602']) {
    terms.set(code, newId());
    await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [terms.get(code), directory.congress(code)]);
  }
  const deputy = async (code: string, name: string): Promise<Capacity> => {
    const who = base(code, name, 'deputy');
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, $2, ARRAY[$3]::uuid[], true)`, [who.personId, name, who.congressId]);
    await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, certificate, starts_on, status) VALUES ($1, $2, $3, $4, $5, '2022-01-05', 'active')`, [who.id, who.personId, who.congressId, terms.get(code), who.id.slice(-12)]);
    return who;
  };
  const fromAbove = await deputy('4306', '周市远');
  Object.assign(people, { leader: await deputy('430602', '王强'), member: await deputy('430602', '赵敏'), other: await deputy('430602', '孙立'), officer: base('430602', '张华', 'congress_officer'), cityOfficer: base('4306', '李市', 'congress_officer') });
  const { congressId } = people.leader;
  await database.adminSql(`INSERT INTO deputy_group (id, congress_id, name) VALUES ($1, $2, '城区小组')`, [groupId, congressId]);
  await database.adminSql('INSERT INTO deputy_group_member (group_id, person_id, congress_id, leader) VALUES ($1, $2, $5, true), ($1, $3, $5, false), ($1, $4, $5, false)', [groupId, people.leader.personId, people.member.personId, fromAbove.personId, congressId]);
});
afterAll(() => database.close());

const as = <T>(who: Capacity, run: (work: Work, who: Capacity) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.congress': who.congressId, 'app.person': who.personId }, (unit) => run(testWork(unit, clock), who));
const asPublic = <T>(run: (work: Work) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_reader' }, (unit) => run(testWork(unit, clock)));
const refusal = async (act: Promise<unknown>): Promise<string> => act.then(() => 'done', (error: unknown) => (isDomainError(error) ? `${error.code} ${error.message}` : String(error)));
const item = (planId: string, more: Record<string, unknown> = {}) => saveItemInput.parse({ planId, title: '视察社区养老服务', kind: 'inspection', fromMonth: 10, untilMonth: 12, responsible: '区人大代表工委', targets: { groupIds: [groupId] }, ...more });
const plan = async (year?: number) => (await as(people.officer, (work, me) => workPlanOf(work, me, year === undefined ? {} : { year }))).plan ?? expect.fail('there is no plan');
const ref = async () => { const { id, version } = await plan(); return { id, expectedVersion: version }; };

describe('the words of a plan', () => {
  it('names months and quarters, and says how far an item is', () => {
    expect([periodLabel({ fromMonth: 1, untilMonth: 3 }), periodLabel({ fromMonth: 11, untilMonth: 11 })]).toEqual(['第一季度', '11 月']);
    expect(daysOfPeriod(2028, { fromMonth: 2, untilMonth: 2 })).toEqual({ first: '2028-02-01', last: '2028-02-29' });
    expect([progressOf({ held: 0, open: 0 }, '2026-03-31', '2026-03-31'), progressOf({ held: 0, open: 0 }, '2026-03-31', '2026-04-01'), progressOf({ held: 0, open: 1 }, '2026-03-31', '2026-04-01'), progressOf({ held: 1, open: 1 }, '2026-03-31', '2026-04-01')]).toEqual(['waiting', 'overdue', 'planned', 'done']);
    const spring = { fromMonth: 4, untilMonth: 6 };
    expect([proposedDay(2026, spring, '2026-01-10'), proposedDay(2026, spring, '2026-05-10'), proposedDay(2026, spring, '2026-08-10')]).toEqual(['2026-04-01', '2026-05-10', '2026-08-10']);
    expect(saveItemInput.safeParse({ ...item(newId()), fromMonth: 2, untilMonth: 5 }).success).toBe(false);
  });
  it('is shown in the README as it is', () => {
    expect(graphProblems(workPlanWorkflow)).toEqual([]);
    expect(readmeIsCurrent(join(import.meta.dirname, '../../README.md'), workPlanWorkflow)).toBe(true);
  });
});

describe('a plan', () => {
  it('that is full can still be put right', async () => {
    const { id } = await as(people.cityOfficer, (work, me) => startWorkPlan(work, me, { year: 2027, copy: false }));
    await database.adminSql(`INSERT INTO duty_work_plan_item (id, plan_id, congress_id, sort, title, kind, from_month, until_month, responsible, targets, audience) SELECT gen_random_uuid(), $1, $2, n, '视察', 'inspection', 1, 1, '', '{}', '' FROM generate_series(1, 100) n`, [id, people.cityOfficer.congressId]);
    const [first] = await database.adminSql<{ id: string }>('SELECT id FROM duty_work_plan_item WHERE plan_id = $1 LIMIT 1', [id]);
    expect(await refusal(as(people.cityOfficer, (work, me) => saveItem(work, me, item(id))))).toContain('一个年度不超过 100 项');
    expect(await refusal(as(people.cityOfficer, (work, me) => saveItem(work, me, item(id, { id: first?.id }))))).toBe('done');
  });

  it('is drafted, passed, told and published; only a draft changes', async () => {
    expect(await refusal(as(people.officer, (work, me) => startWorkPlan(work, me, { year: 2030, copy: false })))).toContain('本年度或者下一年度');
    await as(people.officer, (work, me) => startWorkPlan(work, me, { year: 2026, copy: false }));
    expect(await refusal(as(people.officer, (work, me) => startWorkPlan(work, me, { year: 2026, copy: false })))).toContain('common.conflict');
    const pass = async (more = {}) => { const at = await ref(); return as(people.officer, (work, me) => passWorkPlan(work, me, { ...at, passedOn: '2026-01-20', meeting: '第 12 次主任会议', ...more })); };
    expect(await refusal(pass())).toContain('计划中还没有项目');
    const { id } = await plan();
    expect(await refusal(as(people.officer, (work, me) => saveItem(work, me, item(id, { targets: {} }))))).toContain('请选择邀请对象');
    expect(await refusal(as(people.cityOfficer, (work, me) => saveItem(work, me, item(id))))).toContain('common.not_found');
    const stale = await ref();
    await as(people.officer, (work, me) => saveItem(work, me, item(id)));
    await as(people.officer, (work, me) => saveItem(work, me, item(id, { title: '集中学习新修改的代表法', kind: 'training', fromMonth: 3, untilMonth: 3, targets: { all: true } })));
    // What somebody else added meanwhile is not passed unseen.
    expect(await refusal(as(people.officer, (work, me) => passWorkPlan(work, me, { ...stale, passedOn: '2026-01-20', meeting: '第 12 次主任会议' })))).toContain('workflow.');
    expect(await refusal(pass({ passedOn: '2026-12-20' }))).toContain('不能晚于今天');
    await pass();
    expect(await plan()).toMatchObject({ state: 'passed', passer: '主任会议', passedOn: '2026-01-20', items: [{ title: '集中学习新修改的代表法', periodLabel: '3 月', audience: '全体代表', progress: 'overdue' }, { title: '视察社区养老服务', audience: '城区小组', progress: 'waiting' }] });
    expect(await refusal(as(people.officer, (work, me) => saveItem(work, me, item(id))))).toContain('计划已经通过');
    expect((await as(people.member, (work, me) => myWorkPlan(work, me, {}))).plan).toBeNull();
    const at = await ref();
    expect(await refusal(as(people.officer, (work, me) => publishWorkPlan(work, me, at)))).toContain('workflow.');
    await as(people.officer, (work, me) => tellWorkPlan(work, me, at));
    const [told] = await database.adminSql<{ people: unknown[] }>(`SELECT payload->'people' AS people FROM domain_event WHERE type = 'work_plan.told'`);
    expect(told?.people).toHaveLength(3);
    expect((await as(people.member, (work, me) => myWorkPlan(work, me, {}))).plan).toMatchObject({ title: '2026 年度代表工作计划', counts: { overdue: 1, waiting: 1 } });
    expect(await asPublic((work) => publicWorkPlan(work, '430602', null))).toBeNull();
    const next = await ref();
    await as(people.officer, (work, me) => publishWorkPlan(work, me, next));
    const open = await asPublic((work) => publicWorkPlan(work, '430602', null));
    expect(open).toMatchObject({ passer: '主任会议', meeting: '第 12 次主任会议', items: [{ audience: '全体代表', activities: [] }, { responsible: '区人大代表工委' }] });
  });

  it('begins the next year with its items', async () => {
    const { next } = await as(people.officer, (work, me) => startWorkPlan(work, me, { year: 2027, copy: true }));
    expect(next).toContain('2 项');
    expect((await plan(2027)).items.map(({ title }) => title)).toEqual(['集中学习新修改的代表法', '视察社区养老服务']);
  });

  it('becomes activities with everything filled in, shows them, and can be adjusted', async () => {
    const wanted = (await plan()).items[1] ?? expect.fail('no item');
    expect(await as(people.officer, (work, me) => startOfItem(work, me, { id: wanted.id }))).toEqual({ id: wanted.id, title: '视察社区养老服务', kind: 'inspection', responsible: '区人大代表工委', targets: { ...noTargets, groupIds: [groupId] }, heldOn: '2026-11-30' });
    const form = (more = {}) => saveActivityInput.parse({ kind: 'inspection', theme: wanted.title, place: '湖滨社区', organiser: wanted.responsible, heldOn: '2026-11-30', endsOn: '2026-11-30', startsAt: '08:00', endsAt: '11:00', targets: wanted.targets, planItemId: wanted.id, ...more });
    expect(await refusal(as(people.officer, (work, me) => saveActivity(work, me, form({ planItemId: newId() }))))).toContain('年度计划中没有这一项');
    const { id, version, next } = await as(people.officer, (work, me) => saveActivity(work, me, form()));
    // Whoever is left out is named to whoever invites.
    expect(next).toContain('另有 1 名其他层级的代表（周市远，');
    expect((await as(people.officer, (work, me) => countTargets(work, me, wanted.targets))).outsiders).toMatchObject([{ name: '周市远' }]);
    expect((await as(people.officer, (work, me) => countTargets(work, me, { ...noTargets, all: true }))).outsiders).toEqual([]);
    expect((await plan()).items[1]).toMatchObject({ progress: 'planned', activities: [{ id }] });
    await as(people.officer, (work, me) => publishActivity(work, me, { id, expectedVersion: version }));
    expect((await as(people.member, (work, me) => myWorkPlan(work, me, {}))).plan?.items[1]).toMatchObject({ progress: 'planned', activityId: id });
    // Whoever is not invited learns that it is planned, not where.
    expect((await as(people.other, (work, me) => myWorkPlan(work, me, {}))).plan?.items[1]).toMatchObject({ progress: 'planned', activityId: null });
    const { rows } = await as(people.officer, (work, me) => invitationsOf(work, me, { id }));
    await as(people.officer, (work, me) => rollCall(work, me, { id, way: 'roll_call', marks: rows.map((row) => ({ invitationId: row.id, mark: 'attended' as const })) }));
    const held = await as(people.officer, (work, me) => activityOf(work, me, { id }));
    await as(people.officer, (work, me) => recordActivity(work, me, { id, expectedVersion: held.version, seen: '看了三个社区', results: '提出意见三条', fileIds: [] }));
    expect((await plan()).items[1]).toMatchObject({ progress: 'done' });
    const at = await ref();
    expect(await refusal(as(people.officer, (work, me) => closeWorkPlan(work, me, at)))).toContain('年度还没有终了');
    expect(await refusal(as(people.officer, (work, me) => adjustWorkPlan(work, me, { ...at, reason: '' })))).toContain('common.invalid_input');
    await as(people.officer, (work, me) => adjustWorkPlan(work, me, { ...at, reason: '上级统一安排有变' }));
    expect(await asPublic((work) => publicWorkPlan(work, '430602', null))).toBeNull();
    expect(await refusal(as(people.officer, (work, me) => removeItem(work, me, { id: wanted.id })))).toContain('已经安排了活动');
    const [first] = (await plan()).items;
    await as(people.officer, (work, me) => removeItem(work, me, { id: first?.id ?? '' }));
    expect((await plan()).items).toHaveLength(1);
  });
});

describe('what the public sees', () => {
  it('is what the office laid open, in its words, and nobody who was there', async () => {
    const [{ id } = expect.fail('none held')] = await database.adminSql<{ id: string }>(`SELECT id FROM duty_activity WHERE state = 'held'`);
    const open = (more: { words?: string; named?: boolean } = {}) => as(people.officer, async (work, me) => disclose(work, me, { id, expectedVersion: (await activityOf(work, me, { id })).version, words: '看了三个社区，提出意见三条。', named: false, ...more }));
    expect((await asPublic((work) => publicActivities(work, {}, { limit: 20, offset: 0 }))).total).toBe(0);
    expect(await refusal(asPublic((work) => publicActivity(work, id)))).toContain('activities.not_public');
    expect(await refusal(open({ words: '赵敏代表提出意见' }))).toContain('赵敏');
    expect(await refusal(open({ words: '联系电话 13812345678' }))).toContain('电话');
    await open({ words: '赵敏代表提出意见', named: true });
    await open();
    const found = await asPublic((work) => publicActivities(work, { divisionCode: '430602', q: '养老', when: 'behind' }, { limit: 20, offset: 0 }));
    expect(found).toMatchObject({ total: 1, rows: [{ id, stateLabel: '已举行', words: '看了三个社区，提出意见三条。' }] });
    expect((await asPublic((work) => publicActivities(work, { when: 'ahead' }, { limit: 20, offset: 0 }))).total).toBe(0);
    expect((await asPublic((work) => publicActivities(work, { divisionCode: '4306' }, { limit: 20, offset: 0 }))).total).toBe(0);
    // Neither who is invited nor what the office noted for itself can be read as the public.
    for (const column of ['seen', 'results', 'targets', 'sign_in_secret', 'details', 'recorded_by']) expect(await refusal(asPublic((work) => work.sql(`SELECT ${column} FROM duty_activity`)))).toContain('permission denied');
    expect(await refusal(asPublic((work) => work.sql('SELECT name FROM duty_invitation')))).toContain('permission denied');
    expect(await refusal(asPublic((work) => work.sql('SELECT targets FROM duty_work_plan_item')))).toContain('permission denied');
    await as(people.officer, async (work, me) => conceal(work, me, { id, expectedVersion: (await activityOf(work, me, { id })).version }));
    expect(await refusal(asPublic((work) => publicActivity(work, id)))).toContain('activities.not_public');
  });
});

describe('whoever leads a group', () => {
  const form = (more = {}) => ({ groupId, kind: 'group' as const, theme: '走访沿街商户', details: '', heldOn: '2026-12-05', startsAt: '09:00', endsAt: '11:00', place: '东风社区', ...more });

  it('calls it in one step, comes, and the office is told; nobody else can', async () => {
    expect(await refusal(as(people.member, (work, me) => planForGroup(work, me, form())))).toContain('组长');
    expect(await refusal(as(people.leader, (work, me) => planForGroup(work, me, form({ groupId: newId() }))))).toContain('common.not_found');
    expect(await refusal(as(people.leader, (work, me) => planForGroup(work, me, form({ heldOn: '2026-11-29' }))))).toContain('日期已经过去');
    expect(await refusal(as(people.leader, (work, me) => planForGroup(work, me, form({ endsAt: '08:00' }))))).toContain('结束时间');
    const { id, next } = await as(people.leader, (work, me) => planForGroup(work, me, form()));
    expect(next).toContain('已通知小组 2 名代表，并告知代表工作机构。代表小组中另有 1 名其他层级的代表');
    const [told] = await database.adminSql<{ group: string }>(`SELECT payload->>'group' AS group FROM domain_event WHERE type = 'activity.published' AND subject_id = $1`, [id]);
    expect(told?.group).toBe('城区小组');
    expect((await as(people.member, (work, me) => myActivities(work, me, { when: 'ahead', limit: 20, offset: 0 }))).rows.filter((row) => row.id === id)).toMatchObject([{ id, organiser: '城区小组', invitationState: 'invited' }]);
    expect(await as(people.leader, (work, me) => ledActivityPeople(work, me, { id }))).toEqual({ people: [{ name: '王强', state: 'joining' }, { name: '赵敏', state: 'invited' }] });
    const led = await as(people.leader, (work, me) => ledGroups(work, me, { limit: 20, offset: 0 }));
    expect(led).toMatchObject({ groups: [{ name: '城区小组', deputies: 2, outsiders: [{ name: '周市远' }] }], rows: [{ id, invited: 2, may: { change: true, cancel: true } }], total: 1 });
    expect(await as(people.member, (work, me) => ledGroups(work, me, { limit: 20, offset: 0 }))).toEqual({ groups: [], rows: [], total: 0 });
    const version = led.rows[0]?.version ?? 0;
    const at = { heldOn: '2026-12-06', endsOn: '2026-12-06', startsAt: '14:00', endsAt: '16:00', place: '湖滨社区', reason: '场地维修' };
    expect(await refusal(as(people.member, (work, me) => changeForGroup(work, me, { id, expectedVersion: version, ...at })))).toContain('common.not_found');
    await as(people.leader, (work, me) => changeForGroup(work, me, { id, expectedVersion: version, ...at }));
    await as(people.leader, (work, me) => cancelForGroup(work, me, { id, expectedVersion: version + 1, reason: '与会议冲突' }));
    expect((await as(people.officer, (work, me) => activityOf(work, me, { id })))).toMatchObject({ state: 'cancelled', groupName: '城区小组' });
  });

  it('loses it with the lead, and has it never while suspended', async () => {
    const { id, version } = await as(people.leader, (work, me) => planForGroup(work, me, form({ theme: '再次走访沿街商户' })));
    await database.adminSql(`UPDATE mandate SET status = 'suspended', suspended_on = '2026-11-01', suspension_ground = 'detained' WHERE id = $1`, [people.leader.id]);
    expect(await refusal(as(people.leader, (work, me) => planForGroup(work, me, form())))).toContain('common.not_found');
    expect(await refusal(as(people.leader, (work, me) => cancelForGroup(work, me, { id, expectedVersion: version, reason: '与会议冲突' })))).toContain('common.not_found');
    await database.adminSql(`UPDATE mandate SET status = 'active', suspended_on = NULL, suspension_ground = NULL WHERE id = $1`, [people.leader.id]);
    await database.adminSql('UPDATE deputy_group_member SET leader = (person_id = $2) WHERE group_id = $1', [groupId, people.member.personId]);
    expect(await refusal(as(people.leader, (work, me) => cancelForGroup(work, me, { id, expectedVersion: version, reason: '与会议冲突' })))).toContain('common.not_found');
    // An activity of the office is not the leader's, though the same people are invited.
    now = '2026-12-01T09:00:00+08:00';
    const office = await as(people.officer, (work, me) => saveActivity(work, me, saveActivityInput.parse({ kind: 'group', theme: '集中走访联系户', place: '湖滨社区', organiser: '区人大常委会', heldOn: '2026-12-08', endsOn: '2026-12-08', startsAt: '09:00', endsAt: '11:00', targets: { groupIds: [groupId] } })));
    expect(await refusal(as(people.member, (work, me) => cancelForGroup(work, me, { id: office.id, expectedVersion: office.version, reason: '与会议冲突' })))).toContain('common.not_found');
    expect(await refusal(as(people.member, (work, me) => cancelActivity(work, me, { id: office.id, expectedVersion: office.version, reason: '与会议冲突' })))).toContain('common.forbidden');
    await as(people.officer, (work, me) => cancelActivity(work, me, { id, expectedVersion: version, reason: '与会议冲突' }));
  });
});
