import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { testWork } from '@smart/divisions/testing';
import { fixedClock } from '@smart/kernel/clock';
import { createContext } from '@smart/rpc/context';
import { assertGuarded, describeProcedures } from '@smart/rpc/guard';
import { createRateLimits } from '@smart/rpc/rate-limit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppointedRole } from './capacity.ts';
import { directoryRouter } from './directory-router.ts';
import { parametersRouter } from './parameters-router.ts';
import { peopleRouter } from './people-router.ts';
import { createCallerFactory, router } from './procedures.ts';
import { chooseCapacity, createSessionResolver, type SessionResolver } from './session.ts';
import { sessionRouter } from './session-router.ts';
import { createTestIdentity, type TestIdentity } from './testing.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
const app = router({ session: sessionRouter, people: peopleRouter, directory: directoryRouter, parameters: parametersRouter });
const callerOf = createCallerFactory(app);
let database: TestDatabase;
let identity: TestIdentity;
let sessions: SessionResolver;

/** Calls as a browser with this cookie and chosen capacity does. */
function as(cookie: string, capacity?: string) {
  return callerOf(createContext({
    units: database.units, clock, workOf: (unit) => testWork(unit, clock), resolveSession: sessions.resolveSession, chooseCapacity,
    limits: createRateLimits({ person: { burst: 1e6, perSecond: 1e6 }, address: { burst: 1e6, perSecond: 1e6 } }, clock),
    live: { changes: async function* () {}, end: () => undefined },
  }, { id: 'request', ip: '127.0.0.1', headers: { cookie, ...(capacity === undefined ? {} : { 'x-capacity': capacity }) } }));
}
let made = 0;
async function staff(code: string, organ: string, roles: AppointedRole[]) {
  const username = `user.${++made}`;
  const personId = await identity.person(code, `工作人员${made}`, { username });
  const capacityId = await identity.appointment(code, personId, organ, roles);
  const cookie = await identity.signIn(username);
  return { personId, username, capacityId, cookie, call: as(cookie) };
}

beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock });
  sessions = createSessionResolver({ units: database.units, clock });
});
afterAll(async () => {
  sessions.close();
  await database.close();
});

describe('the routers', () => {
  it('are guarded, described and validated throughout', () => {
    assertGuarded(app);
    for (const { path, description } of describeProcedures(app)) expect(description, path).toMatch(/[\u4e00-\u9fff]{2,}/);
  });

  it('let nobody in without a sign-in, except to public facts', async () => {
    await expect(as('').session.me({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(as('smart.session_token=forged.AAAA').people.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect((await as('').directory.divisions({ parentCode: '4306' })).map(({ code }) => code)).toContain('430602');
    expect(await as('').directory.congresses({ within: '4307' })).toHaveLength(1);
    const organs = await as('').directory.publicOrgans({ congressId: identity.congress('4306') });
    expect(organs.length).toBeGreaterThan(5);
    expect(Object.keys(organs[0] ?? {})).not.toContain('contactPhone');
    expect(await as('').directory.sessionState({ congressId: identity.congress('4306') })).toMatchObject({ inSession: false });
    expect(await as('').directory.terms({ congressId: identity.congress('4306') })).toEqual([]);
    expect((await as('').directory.congress({ id: identity.congress('43') })).name).toBe('湖南省人民代表大会');
  });

  it('refuse roles that a procedure does not name', async () => {
    const clerk = await staff('4306', 'court', ['handling_clerk']);
    await expect(clerk.call.people.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(clerk.call.people.create({ name: '越权' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(clerk.call.directory.createOrgan({ name: '越权机构', shortName: '越权', kind: 'other' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(clerk.call.parameters.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await clerk.call.directory.organs({})).not.toHaveLength(0);
    const auditor = await staff('4306', 'standing_committee', ['audit_administrator']);
    await expect(auditor.call.people.resetPassword({ personId: clerk.personId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('session', () => {
  it('shows who I am, switches the capacity and remembers it for the next sign-in', async () => {
    const username = 'switcher';
    const personId = await identity.person('4306', '马换', { username });
    const mandate = await identity.mandate('4306', personId);
    const appointment = await identity.appointment('4306', personId, 'deputies_affairs', ['congress_officer']);
    const cookie = await identity.signIn(username);
    expect(await as(cookie).session.me({})).toMatchObject({ person: { name: '马换' }, current: mandate, suspended: [], capacities: [{ id: mandate }, { id: appointment }] });
    expect((await as(cookie).session.switchCapacity({ capacityId: appointment })).label).toContain('代表工作委员会');
    expect((await as(await identity.signIn(username)).session.me({})).current).toBe(appointment);
    await expect(as(cookie).session.switchCapacity({ capacityId: crypto.randomUUID() })).rejects.toMatchObject({ cause: { code: 'identity.capacity_unknown' } });
    await expect(as(cookie, crypto.randomUUID()).directory.organs({})).rejects.toMatchObject({ cause: { code: 'identity.capacity_unknown' } });
  });

  it('warns when limits that begin now reach into a year without a calendar', async () => {
    const { call, cookie } = await staff('4306', 'deputies_affairs', ['congress_officer']);
    expect((await call.session.me({})).calendarWarnings).toEqual([]);
    const before = clock.now();
    clock.advance({ days: 300 }); // from March 2026 to the end of that year
    try {
      await expect(as(cookie).session.me({})).rejects.toMatchObject({ cause: { code: 'identity.session_expired' } });
      const later = await staff('4306', 'deputies_affairs', ['congress_officer']);
      expect((await later.call.session.me({})).calendarWarnings).toEqual([expect.stringContaining('2027年节假日')]);
    } finally {
      clock.set(before.toISOString());
    }
  });

  it('lists my devices only, ends one, ends all', async () => {
    const one = await staff('4306', 'deputies_affairs', ['congress_officer']);
    const second = await identity.signIn(one.username);
    const stranger = await staff('4306', 'deputies_affairs', ['congress_officer']);
    const devices = await one.call.session.sessions({});
    expect(devices.map(({ current }) => current).sort()).toEqual([false, true]);
    const other = devices.find(({ current }) => !current);
    await expect(stranger.call.session.revoke({ id: other?.id ?? '' })).rejects.toMatchObject({ cause: { code: 'common.not_found' } });
    expect(await as(second).session.me({})).toBeTruthy();
    await one.call.session.revoke({ id: other?.id ?? '' });
    await expect(as(second).session.me({})).rejects.toMatchObject({ cause: { code: 'identity.session_expired' } });
    expect(await one.call.session.signOutEverywhere({})).toEqual({ ended: 1 });
    await expect(as(one.cookie).session.me({})).rejects.toMatchObject({ cause: { code: 'identity.session_expired' } });
    expect((await stranger.call.session.sessions({})).length).toBe(1);
  });
});

describe('people', () => {
  it('are managed by the administrator of the congress: entered, appointed, given an account, listed', async () => {
    const admin = await staff('4306', 'standing_committee', ['system_administrator']);
    const { id } = await admin.call.people.create({ name: '新科员', phone: '13700000001', employer: '岳阳市交通运输局' });
    await admin.call.people.addAppointment({ personId: id, organId: identity.organ('4306', 'government_office'), title: '督查科科员', roles: ['government_officer'], startsOn: '2026-03-01' });
    const account = await admin.call.people.createAccount({ personId: id, username: 'new.clerk' });
    const cookie = await identity.signIn('13700000001', { password: account.password });
    expect((await as(cookie).session.me({})).user.mustChangePassword).toBe(true);
    await expect(as(cookie).directory.organs({})).rejects.toMatchObject({ cause: { code: 'identity.password_change_required' } });
    await as(cookie).session.changePassword({ current: account.password, next: 'Newer-2026-Password' });
    expect(await as(cookie).directory.organs({})).not.toHaveLength(0);
    const page = await admin.call.people.list({ text: '新科员' });
    expect(page).toMatchObject({ total: 1, rows: [{ id, username: 'new.clerk', phoneMasked: '137****0001', lockedUntil: null, appointments: [{ title: '督查科科员', endsOn: null }] }] });
    expect((await admin.call.people.list({ text: '%' })).total).toBe(0);
    expect((await admin.call.people.list({ organId: identity.organ('4306', 'government_office') })).rows.map((row) => row.id)).toEqual([id]);
    expect((await admin.call.people.list({ personId: id })).rows.map((row) => row.name)).toEqual(['新科员']);
    expect((await (await staff('4306', 'standing_committee', ['security_administrator'])).call.people.list({ personId: id })).total).toBe(1);
    expect((await admin.call.people.list({ kind: 'deputies' })).rows.map((row) => row.id)).not.toContain(id);
  });

  it('show their phone only to a stated purpose, and that is recorded', async () => {
    const officer = await staff('4306', 'deputies_affairs', ['congress_officer']);
    const personId = await identity.person('4306', '有号码', { phone: '13700000002' });
    await expect(officer.call.people.showPhone({ personId, purpose: '看看' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await officer.call.people.showPhone({ personId, purpose: '通知参加代表座谈会' })).toEqual({ phone: '13700000002' });
    const [event] = await database.adminSql<{ payload: Record<string, string>; person_id: string }>(`SELECT payload, person_id FROM domain_event WHERE type = 'person.phone_shown' AND subject_id = $1`, [personId]);
    expect(event).toMatchObject({ person_id: officer.personId, payload: { purpose: '通知参加代表座谈会', personName: '有号码' } });
    expect(JSON.stringify(event)).not.toContain('13700000002');
    const foreign = await identity.person('4307', '外地号码', { phone: '13700000003' });
    await expect(officer.call.people.showPhone({ personId: foreign, purpose: '通知参加代表座谈会' })).rejects.toMatchObject({ cause: { code: 'common.not_found' } });
  });

  it('who serve a higher congress cannot be taken over by a lower one', async () => {
    const lower = await staff('430602', 'standing_committee', ['system_administrator']);
    const lowerSecurity = await staff('430602', 'standing_committee', ['security_administrator']);
    const upper = await staff('4306', 'standing_committee', ['system_administrator']);
    const personId = await identity.person('430602', '两级代表', { username: 'two.tiers', phone: '13700000004' });
    await identity.mandate('430602', personId);
    await identity.mandate('4306', personId);
    for (const act of [
      () => lower.call.people.resetPassword({ personId }),
      () => lower.call.people.resetTotp({ personId }),
      () => lowerSecurity.call.people.unlock({ personId }),
      () => lower.call.people.update({ id: personId, phone: '13700000005' }),
    ]) await expect(act()).rejects.toMatchObject({ cause: { code: 'common.forbidden', message: expect.stringContaining('岳阳市人民代表大会') } });
    expect(await lower.call.people.update({ id: personId, position: '教师' })).toEqual({ ok: true });
    const { password } = await upper.call.people.resetPassword({ personId });
    expect(await identity.signIn('two.tiers', { password })).toBeTruthy();
  });

  it('are chosen for co-signing among the deputies of the congress, by public fields', async () => {
    const username = 'choosing.deputy';
    const chooser = await identity.person('430626', '选人代表', { username });
    await identity.mandate('430626', chooser);
    const colleague = await identity.person('430626', '平江同事', { phone: '13700000006' });
    const mandateId = await identity.mandate('430626', colleague);
    await identity.mandate('430602', await identity.person('430602', '平江同名外区'));
    const call = as(await identity.signIn(username));
    const rows = await call.people.deputies({ text: '平江' });
    expect(rows).toEqual([{ mandateId, personId: colleague, name: '平江同事', employer: null, position: null, delegationName: null, fictitious: false }]);
    expect(await call.people.deputies({})).toHaveLength(1); // not myself
    expect(await call.people.deputies({ text: '_' })).toEqual([]);
  });

  it('of another congress do not exist for this one', async () => {
    const admin = await staff('4307', 'standing_committee', ['system_administrator']);
    const personId = await identity.person('4306', '外市人员', { username: 'foreign.person' });
    expect((await admin.call.people.list({ text: '外市' })).total).toBe(0);
    for (const act of [
      () => admin.call.people.update({ id: personId, name: '改名' }),
      () => admin.call.people.resetPassword({ personId }),
      () => admin.call.people.createAccount({ personId, username: 'taken.over' }),
    ]) await expect(act()).rejects.toMatchObject({ cause: { code: 'common.not_found' } });
  });
});

describe('directory and parameters', () => {
  it('are administered for the own congress', async () => {
    const admin = await staff('430602', 'standing_committee', ['system_administrator']);
    const organ = await admin.call.directory.createOrgan({ name: '岳阳楼区教育局', shortName: '区教育局', kind: 'department', parentId: identity.organ('430602', 'government') });
    expect(organ.congressId).toBe(identity.congress('430602'));
    expect((await admin.call.directory.updateOrgan({ id: organ.id, letterCode: '岳楼教' })).letterCode).toBe('岳楼教');
    await expect(admin.call.directory.updateOrgan({ id: identity.organ('4306', 'government'), name: '越权改名' })).rejects.toMatchObject({ cause: { code: 'common.not_found' } });
    const first = { number: 10, firstSession: { startsOn: '2026-03-04', endsOn: '2026-03-06' } };
    await expect(admin.call.directory.openTerm(first)).rejects.toMatchObject({ cause: { code: 'common.conflict' } }); // a term is in office: 换届 only
    const newcomer = await staff('430623', 'standing_committee', ['system_administrator']);
    const { term } = await newcomer.call.directory.openTerm(first);
    expect(await as('').directory.sessionState({ congressId: identity.congress('430623') })).toMatchObject({ inSession: true, term: { id: term.id }, label: '县十届人大一次会议' });
    await expect(admin.call.directory.createOrgan({ name: '一', shortName: '区教育局', kind: 'department' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await admin.call.parameters.list({})).toEqual(expect.any(Array));
    await expect(admin.call.parameters.set({ key: 'no.such', value: 1 })).rejects.toMatchObject({ cause: { code: 'parameters.unknown' } });
  });
});
