import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideAssistant, enterAssistant, nameAssistant, setConfidential } from './assistants.ts';
import type { Capacity } from './capacity.ts';
import { decideEmergency, requestEmergency } from './emergencies.ts';
import { suspendMandate } from './mandates.ts';
import { systemContext } from './procedures.ts';
import { createSessionResolver, type SessionResolver } from './session.ts';
import { endStandIn } from './stand-in.ts';
import { listStandIns, standInFilter } from './stand-in-lists.ts';
import { grantSubstitute } from './substitutes.ts';
import { createTestIdentity, type TestIdentity } from './testing.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
let database: TestDatabase;
let identity: TestIdentity;
let sessions: SessionResolver;
let count = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock });
  sessions = createSessionResolver({ units: database.units, clock });
});
afterAll(async () => {
  sessions.close();
  await database.close();
});

const acting = { ...systemContext.acting, label: '测试' };

/** Somebody with an account; `capacities` asks the very statement a request asks. */
async function someone(name: string, phone?: string) {
  const username = `person.${++count}x`;
  const personId = await identity.person('4306', name, { username, ...(phone === undefined ? {} : { phone }) });
  const cookie = await identity.signIn(username);
  const capacities = async () => (await sessions.resolveSession(cookie))?.capacities ?? [];
  const capacity = async (role: Capacity['roles'][number]): Promise<Capacity> => {
    const found = (await capacities()).find((one) => one.roles.includes(role));
    if (!found) throw new Error(`${name} has no ${role}`);
    return found;
  };
  return { personId, capacities, capacity };
}
type Someone = Awaited<ReturnType<typeof someone>>;
const staff = async (name: string, organ: string, roles: Parameters<TestIdentity['appointment']>[3]) => {
  const one = await someone(name);
  const appointmentId = await identity.appointment('4306', one.personId, organ, roles, '经办人');
  return { ...one, appointmentId };
};
const end = (by: Capacity, id: string) => identity.act('4306', (work) => endStandIn(work, acting, by, { id }));

describe('a substitute', () => {
  const dates = { startsOn: '2026-03-05', endsOn: '2026-03-06', reason: '出差学习' };
  const grant = (by: Capacity, appointmentId: string, to: Someone, more: Partial<typeof dates> = {}) =>
    identity.act('4306', (work) => grantSubstitute(work, acting, by, { appointmentId, personId: to.personId, ...dates, ...more }));

  it('acts with organ and role of the absent colleague, in the own name, until the last day has ended', async () => {
    const [absent, helper, admin] = [await staff('王强', 'government', ['handling_clerk']), await staff('张立', 'government_office', ['government_officer']), await staff('管理员', 'standing_committee', ['system_administrator'])];
    await grant(await admin.capacity('system_administrator'), absent.appointmentId, helper, { endsOn: '2026-03-05' });
    await database.adminSql(`UPDATE auth_session SET expires_at = '2026-03-09'`); // only the stand-in is to end here
    const capacity = await helper.capacity('handling_clerk');
    expect(capacity).toMatchObject({ organId: identity.organ('4306', 'government'), standIn: { kind: 'substitute', forName: '王强', endsAt: '2026-03-05T16:00:00.000Z' } });
    expect(capacity.label).toMatch(/经办人（代王某）$/);
    expect(capacity.logLabel).toMatch(/经办人，代王强$/);
    clock.advance({ hours: 14, minutes: 59 });
    expect((await helper.capacities()).map(({ roles }) => roles)).toEqual([['government_officer'], ['handling_clerk']]);
    clock.advance({ minutes: 1 }); // remembered sign-ins end with it, too
    expect((await helper.capacities()).map(({ roles }) => roles)).toEqual([['government_officer']]);
    clock.set('2026-03-05T09:00:00+08:00');
  });

  it('is refused by the laws that part posts, for an elected or an administrator post, for oneself and twice', async () => {
    const admin = await staff('管理员', 'standing_committee', ['system_administrator']);
    const by = await admin.capacity('system_administrator');
    const absent = await staff('李休', 'government', ['handling_clerk']);
    const member = await someone('孙委员');
    await identity.mandate('4306', member.personId);
    await identity.appointment('4306', member.personId, 'standing_committee', ['standing_committee_member'], '委员');
    await expect(grant(by, absent.appointmentId, member)).rejects.toMatchObject({ code: 'directory.executive_post_conflict' });
    const helper = await staff('赵帮', 'government', ['handling_clerk']);
    const auditor = await staff('审计员', 'standing_committee', ['audit_administrator']);
    await expect(grant(by, auditor.appointmentId, helper)).rejects.toMatchObject({ fields: [{ path: 'appointmentId' }] });
    await expect(grant(by, absent.appointmentId, admin)).rejects.toMatchObject({ fields: [{ path: 'personId' }] });
    await expect(grant(by, absent.appointmentId, await someone('外人'))).rejects.toMatchObject({ fields: [{ path: 'personId' }] });
    await expect(grant(by, absent.appointmentId, helper, { startsOn: '2026-03-01' })).rejects.toMatchObject({ fields: [{ path: 'startsOn' }] });
    await expect(grant(by, absent.appointmentId, helper, { endsOn: '2027-03-01' })).rejects.toMatchObject({ fields: [{ path: 'endsOn' }] });
    await grant(by, absent.appointmentId, helper);
    await expect(grant(by, absent.appointmentId, helper)).rejects.toMatchObject({ code: 'common.conflict' });
    // Standing in is holding the post: a seat on the standing committee is refused meanwhile.
    await identity.mandate('4306', helper.personId);
    await expect(identity.appointment('4306', helper.personId, 'standing_committee', ['standing_committee_member'], '委员')).rejects.toMatchObject({ code: 'directory.executive_post_conflict' });
  });

  it('comes from the own organ’s head for the own organ only, and hands nothing on', async () => {
    const head = await staff('局长', 'government', ['handling_head']);
    const [clerk, other, foreign] = [await staff('甲经办', 'government', ['handling_clerk']), await staff('乙经办', 'government', ['handling_clerk']), await staff('丙经办', 'court', ['handling_clerk'])];
    const by = await head.capacity('handling_head');
    await expect(grant(by, foreign.appointmentId, other)).rejects.toMatchObject({ code: 'common.forbidden' });
    await expect(grant(by, clerk.appointmentId, foreign)).rejects.toMatchObject({ fields: [{ path: 'personId' }] });
    const row = await grant(by, head.appointmentId, other).catch((error: unknown) => error);
    expect(row).toMatchObject({ kind: 'substitute' });
    const lent = await other.capacity('handling_head');
    await expect(grant(lent, clerk.appointmentId, clerk)).rejects.toMatchObject({ code: 'common.forbidden' });
    await end(by, lent.id);
    expect((await other.capacities()).map(({ roles }) => roles)).toEqual([['handling_clerk']]);
    await expect(end(by, lent.id)).rejects.toMatchObject({ code: 'common.conflict' });
  });
});

describe('an assistant', () => {
  const input = { confidential: false, endsOn: null, reason: '协助起草文稿' };

  it('is named by the deputy, confirmed by the office, and gone as soon as the deputy says so', async () => {
    const deputy = await someone('李代表');
    await identity.mandate('4306', deputy.personId);
    const helper = await someone('周助理', '13900001111');
    const by = await deputy.capacity('deputy');
    const name = (given: string, phone: string) => identity.act('4306', (work) => nameAssistant(work, acting, by, { ...input, name: given, phone }));
    await expect(name('周助理', '13900001112')).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'phone' }] });
    await expect(name('别的人', '13900001111')).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'phone' }] });
    const { id } = await name('周助理', '13900001111');
    await expect(name('周助理', '13900001111')).rejects.toMatchObject({ code: 'common.conflict' });
    expect(await helper.capacities()).toEqual([]);
    await expect(identity.act('4306', (work) => decideAssistant(work, acting, by, { id, accept: true }))).rejects.toMatchObject({ code: 'common.forbidden' });
    const office = await (await staff('代表工委', 'deputies_affairs', ['congress_officer'])).capacity('congress_officer');
    await identity.act('4306', (work) => decideAssistant(work, acting, office, { id, accept: true }));
    const capacity = await helper.capacity('deputy_assistant');
    expect(capacity).toMatchObject({ roles: ['deputy_assistant'], termId: by.termId, standIn: { kind: 'assistant', forPersonId: deputy.personId, mandateId: by.id, confidential: false } });
    await identity.act('4306', (work) => setConfidential(work, acting, by, { id, confidential: true }));
    expect((await helper.capacity('deputy_assistant')).standIn?.confidential).toBe(true);
    // A suspended deputy's assistant prepares nothing meanwhile (代表法 61).
    await identity.act('4306', (work) => suspendMandate(work, acting, identity.congress('4306'), { id: by.id, ground: 'detained', on: '2026-03-05' }));
    expect(await helper.capacities()).toEqual([]);
    await database.adminSql(`UPDATE mandate SET status = 'active' WHERE id = $1`, [by.id]);
    await end(by, id);
    expect(await helper.capacities()).toEqual([]);
  });

  it('entered by the office waits for the deputy', async () => {
    const deputy = await someone('王代表');
    const mandateId = await identity.mandate('4306', deputy.personId);
    const by = await deputy.capacity('deputy');
    const office = await (await staff('代表工委', 'deputies_affairs', ['congress_officer'])).capacity('congress_officer');
    const row = await identity.act('4306', (work) => enterAssistant(work, acting, office, { ...input, mandateId, name: '新助理', phone: '13900002222' }));
    await expect(identity.act('4306', (work) => decideAssistant(work, acting, office, { id: row.id, accept: true }))).rejects.toMatchObject({ code: 'common.forbidden' });
    const page = () => identity.act('4306', (work) => listStandIns(work, by, 'assistant', standInFilter.parse({})));
    expect((await page()).rows).toMatchObject([{ personName: '新助理', state: 'pending', mayDecide: true }]);
    await identity.act('4306', (work) => decideAssistant(work, acting, by, { id: row.id, accept: true }));
    expect((await page()).rows).toMatchObject([{ state: 'in_force', mayDecide: false, mayEnd: true }]);
  });
});

describe('an emergency', () => {
  const request = (by: Capacity, more: { organ?: string; role?: 'handling_head' | 'system_administrator' } = {}) =>
    identity.act('4306', (work) => requestEmergency(work, acting, by, { organId: identity.organ('4306', more.organ ?? 'government'), role: more.role ?? 'handling_head', hours: 2, reason: '主要负责人失联，答复今天到期' }));
  const decide = (by: Capacity, id: string, accept = true) => identity.act('4306', (work) => decideEmergency(work, acting, by, { id, accept }));

  it('is in force only when a second person has approved it, and ends by itself', async () => {
    const clerk = await staff('值班员', 'government', ['handling_clerk']);
    const second = await (await staff('安全员', 'standing_committee', ['security_administrator'])).capacity('security_administrator');
    const { id } = await request(await clerk.capacity('handling_clerk'));
    await expect(request(await clerk.capacity('handling_clerk'))).rejects.toMatchObject({ code: 'common.conflict' });
    expect(await clerk.capacities()).toHaveLength(1);
    clock.advance({ minutes: 30 });
    await decide(second, id);
    const capacity = await clerk.capacity('handling_head');
    expect(capacity.logLabel).toMatch(/应急授权$/);
    expect(capacity.standIn?.endsAt).toBe(new Date(clock.now().getTime() + 2 * 3600_000).toISOString());
    await expect(decide(second, id)).rejects.toMatchObject({ code: 'common.conflict' });
    clock.advance({ hours: 2 });
    expect((await clerk.capacities()).map(({ roles }) => roles)).toEqual([['handling_clerk']]);
  });

  it('is approved by nobody who asked, who waits for one, or who acts by one; and never makes one person two of the three', async () => {
    const security = await staff('安全员甲', 'standing_committee', ['security_administrator']);
    const own = await security.capacity('security_administrator');
    await expect(request(own, { organ: 'standing_committee', role: 'system_administrator' })).rejects.toMatchObject({ code: 'common.conflict' });
    const leader = await someone('主任');
    await identity.mandate('4306', leader.personId);
    await identity.appointment('4306', leader.personId, 'council_of_chairpersons', ['congress_leader'], '副主任');
    const chair = await leader.capacity('congress_leader');
    const mine = await request(chair, { organ: 'standing_committee', role: 'system_administrator' });
    await expect(decide(chair, mine.id)).rejects.toMatchObject({ code: 'common.forbidden' });
    const clerk = await staff('经办', 'government', ['handling_clerk']);
    const his = await request(await clerk.capacity('handling_clerk'));
    await expect(decide(chair, his.id)).rejects.toMatchObject({ code: 'common.forbidden' });
    await decide(own, his.id, false);
    expect(await clerk.capacities()).toHaveLength(1);
    clock.advance({ hours: 25 });
    await expect(decide(own, mine.id)).rejects.toMatchObject({ code: 'common.conflict' });
  });
});
