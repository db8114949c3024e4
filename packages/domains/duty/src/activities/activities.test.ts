import { createTestDirectory, testWork } from '@smart/divisions/testing';
import { registerParameters } from '@smart/divisions/parameters';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity, Role } from '@smart/identity/capacity';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { DomainEvent } from '@smart/workflow/events';
import { walk, type Walker } from '@smart/workflow/walk';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareArchive, dutyEventTypes, project, rebuildArchive } from '../archive.ts';
import { dutyParameters } from '../parameters.ts';
import { myArchive } from '../reading.ts';
import { followElsewhere } from './elsewhere.ts';
import { choicesOf, countTargets } from './inviting.ts';
import { decideLeaveForGroup, ledActivityDetail, planForGroup, recordForGroup, rollCallForGroup } from './leading.ts';
import { activityOf, invitationsOf, listActivities, mayReadActivityFile, myActivities, myActivity } from './looking.ts';
import { noTargets } from './model.ts';
import { saveActivityInput } from './model-inputs.ts';
import { cancelActivity, changeActivity, inviteMore, publishActivity, saveActivity, uninvite } from './planning.ts';
import { recordActivity } from './recording.ts';
import { remindOfActivities } from './reminding.ts';
import { askLeave, decideLeave, join, revokeLeave } from './replying.ts';
import { rollCall } from './roll-call.ts';
import { signIn, signInCode } from './signing-in.ts';
import { invitationStore } from './store.ts';
import { warnings } from './warnings.ts';
import type { Actor } from './workflow.ts';
import { invitationWorkflow } from './workflow-invitation.ts';

let database: TestDatabase;
let now = '2026-11-30T09:00:00+08:00';
const clock = { now: () => new Date(now) };
const people: Record<'one' | 'two' | 'three' | 'suspended' | 'cityOne' | 'officer' | 'cityOfficer', Capacity> = Object.create(null);
const ids: Record<'group' | 'sessionA' | 'sessionB', string> = { group: newId(), sessionA: newId(), sessionB: newId() };

beforeAll(async () => {
  database = await createTestDatabase();
  registerParameters(dutyParameters);
  const directory = await createTestDirectory(database, { clock });
  const base = (code: string, name: string, role: Role, personId = newId()): Capacity => ({
    id: newId(), kind: role === 'deputy' ? 'mandate' : 'appointment', personId, personName: name, userId: newId(), label: role, congressId: directory.congress(code), congressName: '', divisionCode: code, tier: 'county', roles: [role],
  });
  const terms = new Map<string, string>();
  for (const code of ['4306', '430602']) {
    terms.set(code, newId());
    await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [terms.get(code), directory.congress(code)]);
  }
  const mandate = async (who: Capacity, code: string, status = 'active'): Promise<Capacity> => {
    await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, certificate, starts_on, status) VALUES ($1, $2, $3, $4, $5, '2022-01-05', $6)`, [who.id, who.personId, who.congressId, terms.get(code), who.id.slice(-12), status]);
    return who;
  };
  const deputy = async (name: string, status = 'active', more: string[] = []): Promise<Capacity> => {
    const who = base('430602', name, 'deputy');
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, $2, $3::uuid[], true)`, [who.personId, name, [who.congressId, ...more]]);
    return mandate(who, '430602', status);
  };
  const one = await deputy('王强', 'active', [directory.congress('4306')]);
  Object.assign(people, {
    one, two: await deputy('赵敏'), three: await deputy('孙立'), suspended: await deputy('钱停', 'suspended'),
    cityOne: await mandate(base('4306', '王强', 'deputy', one.personId), '4306'), officer: base('430602', '张华', 'congress_officer'), cityOfficer: base('4306', '李市', 'congress_officer'),
  });
  await database.adminSql(`INSERT INTO deputy_group (id, congress_id, name) VALUES ($1, $2, '城区小组')`, [ids.group, one.congressId]);
  await database.adminSql('INSERT INTO deputy_group_member (group_id, person_id, congress_id) VALUES ($1, $2, $4), ($1, $3, $4)', [ids.group, one.personId, people.suspended.personId, one.congressId]);
  await database.adminSql(`INSERT INTO session (id, congress_id, term_id, number, starts_on, ends_on) VALUES ($1, $3, $4, 3, '2025-01-06', '2025-01-08'), ($2, $3, $4, 4, '2026-01-06', '2026-01-08')`, [ids.sessionA, ids.sessionB, one.congressId, terms.get('430602')]);
});
afterAll(() => database.close());

const as = <T>(who: Capacity, run: (work: Work, who: Capacity) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.congress': who.congressId, 'app.person': who.personId }, (unit) => run(testWork(unit, clock), who));
const codeOf = async (act: Promise<unknown>): Promise<string> => act.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));
const form = (more: Record<string, unknown> = {}) =>
  saveActivityInput.parse({ kind: 'inspection', theme: '视察社区养老服务', place: '湖滨社区', organiser: '区人大常委会', heldOn: '2026-11-30', endsOn: '2026-11-30', startsAt: '09:00', endsAt: '11:00', targets: { all: true }, ...more });
const planned = (more = {}) => as(people.officer, (work, me) => saveActivity(work, me, form(more)));
async function published(more = {}): Promise<string> {
  const { id, version } = await planned(more);
  await as(people.officer, (work, me) => publishActivity(work, me, { id, expectedVersion: version }));
  return id;
}
const invited = async (id: string) => new Map((await as(people.officer, (work, me) => invitationsOf(work, me, { id }))).rows.map((row) => [row.name, row]));
const invitation = async (id: string, name: string) => (await invited(id)).get(name) ?? expect.fail(`${name} is not invited`);
const mark = async (id: string, marks: Readonly<Record<string, 'attended' | 'absent' | 'on_leave'>>) => {
  const rows = await invited(id);
  return as(people.officer, (work, me) => rollCall(work, me, { id, way: 'roll_call', marks: Object.entries(marks).map(([name, one]) => ({ invitationId: rows.get(name)?.id ?? '', mark: one })) }));
};
const record = async (id: string, seen = '看了三个社区') => {
  const { version } = await as(people.officer, (work, me) => activityOf(work, me, { id }));
  return as(people.officer, (work, me) => recordActivity(work, me, { id, expectedVersion: version, seen, results: '提出意见三条', fileIds: [] }));
};
/** Delivers what has happened, the latest first. */
async function deliver(): Promise<void> {
  const events = await database.adminSql<Omit<DomainEvent, 'at'> & { at: Date }>(
    `SELECT id, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at FROM domain_event WHERE type = ANY ($1::text[]) ORDER BY position DESC`, [dutyEventTypes]);
  for (const event of events) await as(event.congressId === people.officer.congressId ? people.officer : people.cityOfficer, (work) => project(work, { ...event, at: event.at.toISOString() }));
}
const archive = async (who: Capacity, id: string) => {
  await deliver();
  return (await as(who, (work, me) => myArchive(work, me, { page: 1, pageSize: 100 }))).rows.filter(({ subjectId }) => subjectId === id);
};
const soon = (minutes: number): void => void (now = new Date(Date.parse(now) + minutes * 60_000).toISOString());

describe('planning', () => {
  it('invites everybody in force of what was chosen, and nobody who is suspended', async () => {
    expect(await as(people.officer, (work, me) => countTargets(work, me, { ...noTargets, all: true }))).toEqual({ invited: 3, suspended: 1, outsiders: [] });
    expect(await as(people.officer, (work, me) => countTargets(work, me, { ...noTargets, groupIds: [ids.group] }))).toEqual({ invited: 1, suspended: 1, outsiders: [] });
    const choices = await as(people.officer, (work, me) => choicesOf(work, me, { q: '赵' }));
    expect(choices).toMatchObject({ deputies: 3, suspended: 1, groups: [{ name: '城区小组', deputies: 1 }], found: [{ name: '赵敏' }], sessions: [{ label: '第九届第四次会议' }, { label: '第九届第三次会议' }] });
    const { id, version, next } = await planned();
    expect(next).toContain('邀请 3 名代表');
    // Nobody is told before it is published, and another congress finds nothing.
    expect((await as(people.one, (work, me) => myActivities(work, me, { when: 'ahead', limit: 20, offset: 0 }))).rows).toEqual([]);
    expect(await codeOf(as(people.cityOfficer, (work, me) => publishActivity(work, me, { id, expectedVersion: version })))).toBe('common.not_found');
    expect(await codeOf(as(people.one, (work, me) => myActivity(work, me, { id })))).toBe('common.not_found');
    await as(people.officer, (work, me) => publishActivity(work, me, { id, expectedVersion: version }));
    expect((await as(people.one, (work, me) => myActivities(work, me, { when: 'ahead', limit: 20, offset: 0 }))).rows).toMatchObject([{ theme: '视察社区养老服务', invitationState: 'invited', today: true, may: { join: true, askLeave: true, signIn: true } }]);
    expect((await as(people.suspended, (work, me) => myActivities(work, me, { when: 'ahead', limit: 20, offset: 0 }))).rows).toEqual([]);
    await as(people.officer, (work, me) => cancelActivity(work, me, { id, expectedVersion: 1, reason: '与会议冲突' }));
    expect(await codeOf(join0(id))).toBe('workflow.refused');
  });
  const join0 = async (id: string) => { const { id: mine } = await invitation(id, '王强'); return as(people.one, (work, me) => join(work, me, { id: mine })); };

  it('says what is wrong with a form', async () => {
    expect(await codeOf(planned({ targets: noTargets }))).toBe('common.invalid_input');
    expect(await codeOf(planned({ endsAt: '08:00' }))).toBe('common.invalid_input');
    expect(await codeOf(planned({ endsOn: '2026-11-29' }))).toBe('common.invalid_input');
    expect(await codeOf(planned({ kind: 'session' }))).toBe('common.invalid_input');
    const { id, version } = await planned({ targets: { mandateIds: [people.suspended.id] } });
    expect(await codeOf(as(people.officer, (work, me) => publishActivity(work, me, { id, expectedVersion: version })))).toBe('workflow.refused');
  });

  it('moves, invites more and takes an invitation back', async () => {
    const id = await published({ heldOn: '2026-12-03', endsOn: '2026-12-03', targets: { mandateIds: [people.one.id] } });
    const at = { heldOn: '2026-12-04', endsOn: '2026-12-04', startsAt: '14:00', endsAt: '16:00', place: '东风社区' };
    expect(await codeOf(as(people.officer, (work, me) => changeActivity(work, me, { id, expectedVersion: 1, ...at, reason: '' })))).toBe('common.invalid_input');
    await as(people.officer, (work, me) => changeActivity(work, me, { id, expectedVersion: 1, ...at, reason: '场地维修' }));
    expect(await codeOf(as(people.officer, (work, me) => inviteMore(work, me, { id, expectedVersion: 2, targets: { ...noTargets, mandateIds: [people.one.id] } })))).toBe('common.invalid_input');
    await as(people.officer, (work, me) => inviteMore(work, me, { id, expectedVersion: 2, targets: { ...noTargets, all: true } }));
    const added = await database.adminSql<{ people: unknown[] }>(`SELECT payload->'people' AS people FROM domain_event WHERE type = 'activity.invited' AND subject_id = $1`, [id]);
    expect(added[0]?.people).toHaveLength(2);
    const { id: mine } = await invitation(id, '孙立');
    await as(people.officer, (work, me) => uninvite(work, me, { id: mine }));
    expect(await codeOf(as(people.three, (work, me) => myActivity(work, me, { id })))).toBe('common.not_found');
    expect(await as(people.officer, (work, me) => listActivities(work, me, { q: '东风', limit: 20, offset: 0 }))).toMatchObject({ total: 1, rows: [{ heldOn: '2026-12-04', invited: 2 }] });
    now = '2026-12-03T08:05:00+08:00';
    const remind = () => as(people.officer, (work, me) => remindOfActivities(work, me.congressId, () => '视察'));
    expect([await remind(), await remind()]).toEqual([1, 0]);
    now = '2026-11-30T09:00:00+08:00';
  });
});

describe('answers, signing in and the roll call', () => {
  it('keeps the reason of leave between deputy and office, and lets nobody grant their own', async () => {
    const id = await published({ targets: { all: true } });
    const { id: mine } = await invitation(id, '赵敏');
    expect(await codeOf(as(people.one, (work, me) => askLeave(work, me, { id: mine, reason: '住院治疗' })))).toBe('common.not_found');
    await as(people.two, (work, me) => askLeave(work, me, { id: mine, reason: '住院治疗' }));
    const told = await database.adminSql(`SELECT payload::text FROM domain_event WHERE subject_id = $1 UNION ALL SELECT concat(reason, detail::text) FROM action_log WHERE subject_id = $1`, [mine]);
    expect(JSON.stringify(told)).not.toContain('住院');
    const asked = await invitation(id, '赵敏');
    expect(asked).toMatchObject({ state: 'leave_asked', reason: '住院治疗' });
    expect(await codeOf(as({ ...people.officer, personId: people.two.personId }, (work, me) => decideLeave(work, me, { id: mine, expectedVersion: asked.version, granted: true, reason: '' })))).toBe('common.forbidden');
    expect(await codeOf(as(people.officer, (work, me) => decideLeave(work, me, { id: mine, expectedVersion: asked.version, granted: false, reason: '' })))).toBe('common.invalid_input');
    await as(people.officer, (work, me) => decideLeave(work, me, { id: mine, expectedVersion: asked.version, granted: true, reason: '' }));
    expect(await as(people.two, (work, me) => myActivity(work, me, { id }))).toMatchObject({ invitationState: 'on_leave', may: { join: true, askLeave: false } });
    // A month later nobody reads why.
    now = '2027-01-15T08:05:00+08:00';
    await as(people.officer, (work, me) => remindOfActivities(work, me.congressId, () => '视察'));
    expect((await invitation(id, '赵敏')).reason).toBeNull();
    now = '2026-11-30T09:00:00+08:00';
  });

  it('signs in by the code of the minute, once, and later what a phone kept', async () => {
    const id = await published();
    const shown = await as(people.officer, (work, me) => signInCode(work, me, { id }));
    expect(shown).toMatchObject({ attended: 0, invited: 3 });
    expect(await codeOf(as(people.one, (work, me) => signIn(work, me, { code: 'ABCDEF', at: now })))).toBe('activities.wrong_code');
    const first = await as(people.one, (work, me) => signIn(work, me, { code: ` ${shown.code.toLowerCase()} `, at: clock.now().toISOString() }));
    expect(first).toMatchObject({ id, signedInAt: '09:00' });
    soon(1);
    expect(await as(people.one, (work, me) => signIn(work, me, { code: shown.code, at: clock.now().toISOString() }))).toMatchObject({ signedInAt: '09:00' });
    const readAt = clock.now().toISOString();
    soon(10);
    // A picture of the screen sent on is of no use ten minutes later, and a phone without a network keeps what it read.
    expect(await codeOf(as(people.two, (work, me) => signIn(work, me, { code: shown.code, at: clock.now().toISOString() })))).toBe('activities.wrong_code');
    expect(await as(people.two, (work, me) => signIn(work, me, { code: shown.code, at: readAt }))).toMatchObject({ signedInAt: '09:01' });
    expect(await invitation(id, '赵敏')).toMatchObject({ state: 'attended', signInWay: 'offline' });
    const stale = new Date(Date.parse(readAt) - 3_600_000).toISOString();
    expect(await codeOf(as(people.three, (work, me) => signIn(work, me, { code: shown.code, at: stale })))).toBe('activities.wrong_code');
    now = '2026-12-20T09:00:00+08:00';
    expect(await codeOf(as(people.three, (work, me) => signIn(work, me, { code: shown.code, at: readAt })))).toBe('activities.too_late');
    expect(await codeOf(as(people.officer, (work, me) => signInCode(work, me, { id })))).toBe('activities.no_sign_in_now');
    now = '2026-11-30T09:00:00+08:00';
  });

  it('records only when everybody is accounted for; the archive follows, leave is neutral, and a rebuild gives the same', async () => {
    const id = await published();
    expect(await codeOf(record(id))).toBe('workflow.refused');
    expect(await mark(id, { 王强: 'attended', 赵敏: 'on_leave', 孙立: 'absent' })).toMatchObject({ changed: 3, failed: [] });
    expect(await mark(id, { 王强: 'attended' })).toMatchObject({ changed: 0 });
    expect(await archive(people.one, id)).toEqual([]);
    await record(id);
    expect(await archive(people.one, id)).toMatchObject([{ kind: 'inspection', counts: true, title: '视察社区养老服务' }]);
    expect((await archive(people.two, id))[0]).toMatchObject({ counts: false, details: expect.arrayContaining([{ label: '说明', text: '请假，已批准' }]) });
    expect((await archive(people.three, id))[0]).toMatchObject({ counts: false });
    expect(await archive(people.cityOne, id)).toEqual([]);
    soon(5);
    // Put right afterwards.
    await mark(id, { 孙立: 'attended' });
    const leave = await invitation(id, '赵敏');
    await as(people.officer, (work, me) => revokeLeave(work, me, { id: leave.id, expectedVersion: leave.version, reason: '未按规定请假' }));
    expect((await archive(people.three, id))[0]).toMatchObject({ counts: true });
    expect((await archive(people.two, id))[0]).toMatchObject({ counts: false, details: expect.arrayContaining([{ label: '说明', text: '没有参加' }]) });
    await as(people.officer, (work, me) => rebuildArchive(work, me.congressId));
    expect((await as(people.officer, (work, me) => compareArchive(work, me.congressId))).differences).toEqual([]);
    expect((await archive(people.three, id))[0]).toMatchObject({ counts: true });
    now = '2026-11-30T09:00:00+08:00';
  });

  it('counts in another mandate only when it is marked so, and follows a correction there', async () => {
    const id = await published({ countsElsewhere: true });
    await mark(id, { 王强: 'attended', 赵敏: 'absent', 孙立: 'absent' });
    await record(id);
    const follow = () => as(people.cityOfficer, (work, me) => followElsewhere(work, me.congressId));
    await follow();
    await follow();
    expect(await archive(people.cityOne, id)).toMatchObject([{ counts: true, title: '视察社区养老服务' }]);
    expect(await database.adminSql(`SELECT count(*)::int AS times FROM domain_event WHERE type = 'activity.attended_elsewhere' AND subject_id = $1`, [id])).toEqual([{ times: 1 }]);
    // What is shared for the archive is no way into the activity.
    expect(await codeOf(as(people.cityOfficer, (work, me) => activityOf(work, me, { id })))).toBe('common.not_found');
    expect(await codeOf(as(people.cityOne, (work, me) => myActivity(work, me, { id })))).toBe('common.not_found');
    expect(await as(people.cityOfficer, (work, me) => mayReadActivityFile(work, me, { matterId: id, subjectType: 'activity_sheet' }))).toBe(false);
    soon(5);
    await mark(id, { 王强: 'absent' });
    await follow();
    expect(await archive(people.cityOne, id)).toEqual([]);
    now = '2026-11-30T09:00:00+08:00';
  });
});

it('warns of sessions missed without leave, counted by session and told once', async () => {
  const hold = async (sessionId: string, heldOn: string, marks: Readonly<Record<string, 'attended' | 'absent' | 'on_leave'>>) => {
    const id = await published({ kind: 'session', theme: '出席人民代表大会会议', sessionId, heldOn, endsOn: heldOn });
    await mark(id, marks);
    await record(id);
    return id;
  };
  await hold(ids.sessionA, '2025-01-06', { 王强: 'attended', 赵敏: 'on_leave', 孙立: 'absent' });
  const list = () => as(people.officer, (work, me) => warnings(work, me.congressId));
  expect(await list()).toMatchObject({ rows: [{ name: '孙立', sessions: ['第九届第三次会议'] }] });
  // Two meetings of one session are one session.
  await hold(ids.sessionA, '2025-01-07', { 王强: 'attended', 赵敏: 'attended', 孙立: 'absent' });
  expect((await list()).rows).toHaveLength(1);
  const second = await hold(ids.sessionB, '2026-01-06', { 王强: 'attended', 赵敏: 'absent', 孙立: 'absent' });
  const rows = (await list()).rows;
  expect(rows.map(({ name, sessions }) => [name, sessions.length])).toEqual([['孙立', 2], ['赵敏', 1]]);
  expect(rows[0]?.words).toContain('代表资格审查委员会');
  expect(await database.adminSql(`SELECT count(*)::int AS times FROM domain_event WHERE type = 'activity.absence_warned' AND subject_id = $1`, [people.three.id])).toEqual([{ times: 2 }]);
  expect((await as(people.three, (work, me) => myActivities(work, me, { when: 'behind', limit: 20, offset: 0 }))).warning).toContain('2 次');
  // Nothing is decided: the mandate stands as it was. Leave granted afterwards takes the warning back.
  expect(await database.adminSql('SELECT status FROM mandate WHERE id = $1', [people.three.id])).toEqual([{ status: 'active' }]);
  await mark(second, { 孙立: 'on_leave' });
  expect((await list()).rows.find(({ name }) => name === '孙立')?.sessions).toEqual(['第九届第三次会议']);
});

it('a random walk leaves the invitation in a state of its workflow, whoever tries what', async () => {
  const { id: activityId } = await planned({ heldOn: '2026-11-30' });
  await database.adminSql(`UPDATE duty_activity SET state = 'published' WHERE id = $1`, [activityId]);
  const walkers = [people.one, people.two, people.officer, people.cityOfficer].map((capacity): Walker<Actor> => ({ name: capacity.personName, actor: capacity, acting: { personId: capacity.personId, capacityId: capacity.id, label: capacity.personName } }));
  const payload = { title: '视察', kind: 'inspection', kindLabel: '视察', heldOn: '2026-11-30', endsOn: '2026-11-30', startsAt: '09:00', place: '湖滨', organiser: '区人大', results: '', sessionLabel: null, reason: null, activityId, mandateId: people.one.id, personId: people.one.personId, name: '王强', held: false };
  const create = async (): Promise<string> => {
    const id = newId();
    await database.adminSql('DELETE FROM duty_invitation WHERE activity_id = $1', [activityId]);
    await database.adminSql(`INSERT INTO duty_invitation (id, activity_id, congress_id, mandate_id, person_id, name, updated_at) VALUES ($1, $2, $3, $4, $5, '王强', now())`, [id, activityId, people.one.congressId, people.one.id, people.one.personId]);
    return id;
  };
  const report = await walk({ store: invitationStore, walkers, as: (_: Walker<Actor> | null, run) => as(people.officer, (work) => run(work)), create, details: () => ({ reason: '与会议冲突', event: { payload } }), runs: 20, steps: 8 });
  expect(report.states).toEqual(new Set(Object.keys(invitationWorkflow.states)));
  expect(report.refusals).toBeGreaterThan(20);
}, 60_000);

it('whoever leads a group decides on leave, calls the roll and records it; nobody else, not the own leave, and not after the record', async () => {
  now = '2026-11-30T09:00:00+08:00';
  await database.adminSql('INSERT INTO deputy_group_member (group_id, person_id, congress_id) VALUES ($1, $2, $3)', [ids.group, people.two.personId, people.one.congressId]);
  await database.adminSql('UPDATE deputy_group_member SET leader = true WHERE group_id = $1 AND person_id = $2', [ids.group, people.one.personId]);
  const { id } = await as(people.one, (work, me) => planForGroup(work, me, { groupId: ids.group, kind: 'group', theme: '走访沿街商户', details: '', place: '东风路', heldOn: '2026-11-30', startsAt: '14:00', endsAt: '16:00' }));
  const look = (who: Capacity = people.one) => as(who, (work, me) => ledActivityDetail(work, me, { id }));
  const of = async (name: string) => (await look()).people.find((one) => one.name === name) ?? expect.fail(`${name} is not invited`);
  const roll = async (who: Capacity, name: string, mark: 'attended' | 'absent' | 'on_leave') => { const { id: invitationId } = await of(name); return as(who, (work, me) => rollCallForGroup(work, me, { id, marks: [{ invitationId, mark }] })); };
  const { id: asking } = await of('赵敏');
  await as(people.two, (work, me) => askLeave(work, me, { id: asking, reason: '下午门诊' }));
  expect(await of('赵敏')).toMatchObject({ state: 'leave_asked', reason: '下午门诊', mine: false });
  expect((await look()).record).toMatchObject({ allowed: false, reason: '还有 1 人的请假没有批复' });
  expect(await codeOf(look(people.two))).toBe('common.not_found');
  expect(await codeOf(roll(people.two, '赵敏', 'attended'))).toBe('common.not_found');
  const decide = async (who: Capacity, name: string, granted: boolean, reason: string) => { const { id: one, version } = await of(name); return as(who, (work, me) => decideLeaveForGroup(work, me, { id: one, expectedVersion: version, granted, reason })); };
  expect(await codeOf(decide(people.two, '赵敏', true, ''))).toBe('common.not_found');
  // Leading another group is not leading this one, and who does not lead it any more has no say.
  const other = newId();
  await database.adminSql(`INSERT INTO deputy_group SELECT (jsonb_populate_record(g, jsonb_build_object('id', $2::text, 'name', '第二代表小组'))).* FROM deputy_group g WHERE g.id = $1`, [ids.group, other]);
  await database.adminSql('INSERT INTO deputy_group_member (group_id, person_id, congress_id, leader) VALUES ($1, $2, $3, true)', [other, people.two.personId, people.one.congressId]);
  expect(await codeOf(look(people.two))).toBe('common.not_found');
  const waiting = await of('赵敏');
  const lead = (leads: boolean) => database.adminSql('UPDATE deputy_group_member SET leader = $3 WHERE group_id = $1 AND person_id = $2', [ids.group, people.one.personId, leads]);
  await lead(false);
  expect(await codeOf(look())).toBe('common.not_found');
  expect(await codeOf(as(people.one, (work, me) => decideLeaveForGroup(work, me, { id: waiting.id, expectedVersion: waiting.version, granted: true, reason: '' })))).toBe('common.not_found');
  expect(await codeOf(as(people.one, (work, me) => rollCallForGroup(work, me, { id, marks: [{ invitationId: waiting.id, mark: 'attended' }] })))).toBe('common.not_found');
  await lead(true);
  await database.adminSql('DELETE FROM deputy_group_member WHERE group_id = $1', [other]);
  await database.adminSql('DELETE FROM deputy_group WHERE id = $1', [other]);
  await decide(people.one, '赵敏', false, '请上午到场');
  // The own leave is for the office, also by the roll call.
  expect((await roll(people.one, '王强', 'on_leave')).failed).toEqual([{ name: '王强', problem: expect.stringContaining('本人的请假') }]);
  await roll(people.one, '王强', 'attended');
  await roll(people.one, '赵敏', 'absent');
  await roll(people.one, '赵敏', 'attended');
  const write = async () => { const { version } = await look(); return as(people.one, (work, me) => recordForGroup(work, me, { id, expectedVersion: version, seen: '走访了五户', results: '', fileIds: [] })); };
  await write();
  expect(await look()).toMatchObject({ state: 'held', rollCall: false, record: null, seen: '走访了五户' });
  expect(await archive(people.two, id)).toHaveLength(1);
  expect(await database.adminSql('SELECT standing FROM duty_record WHERE mandate_id = $1 AND subject_id = $2', [people.two.id, id])).toEqual([{ standing: 'counted' }]);
  expect(await codeOf(write())).toBe('common.forbidden');
  expect((await roll(people.one, '赵敏', 'absent')).failed).toHaveLength(1);
  await database.adminSql('DELETE FROM deputy_group_member WHERE group_id = $1 AND person_id = $2', [ids.group, people.two.personId]);
  await database.adminSql('UPDATE deputy_group_member SET leader = false WHERE group_id = $1', [ids.group]);
});
