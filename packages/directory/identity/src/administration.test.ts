// The chain of administrators, step by step: whoever is not directly below is out of reach, and the invitation is good once.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorInput, createAdministratorBelow, removeAdministratorBelow, renewInvitation, withdrawInvitation } from './administration.ts';
import { administratorsOf, belowFilter, congressesBelow } from './administration-lists.ts';
import type { Capacity, Tier } from './capacity.ts';
import { acceptInvitation, readInvitation } from './invitations.ts';
import { matches } from './hashing.ts';
import { createTestIdentity, testWork, type TestIdentity } from './testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let database: TestDatabase;
let identity: TestIdentity;
beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock });
});
afterAll(() => database.close());

const acting = { personId: null, capacityId: null, label: '测试' };
let count = 0;

function administrator(code: string, tier: Tier): Capacity {
  return {
    id: crypto.randomUUID(), kind: 'appointment', personId: crypto.randomUUID(), personName: '上级管理员', userId: crypto.randomUUID(), label: `${code}系统管理员`,
    congressId: identity.congress(code), congressName: code, divisionCode: code, tier, roles: ['system_administrator'],
  };
}
const city = () => administrator('4306', 'city');
const input = (code: string, more: object = {}) =>
  administratorInput.parse({ belowId: identity.congress(code), role: 'system_administrator', name: '新管理员', phone: `1390730${String(2000 + ++count)}`, username: `below.${count}`, way: 'invitation', ...more });
const create = (code: string, more: object = {}, by: Capacity = city()) => identity.act(by.divisionCode, (work) => createAdministratorBelow(work, by, acting, input(code, more)));
const outside = <T>(look: (work: ReturnType<typeof testWork>) => Promise<T>): Promise<T> =>
  database.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => look(testWork(unit, clock)));
const token = (path: string | undefined): string => path?.split('/').at(-1) ?? '';
const traces = (code: string) =>
  database.adminSql<{ act: string }>(`SELECT payload->>'act' AS act FROM domain_event WHERE congress_id = $1 AND type = 'administrator.handed_over' ORDER BY at, id`, [identity.congress(code)]);

describe('creating', () => {
  it('works for the congress directly below and leaves a trace in both', async () => {
    const made = await create('430602', { way: 'password' });
    expect(made).toMatchObject({ password: expect.stringMatching(/^[\w-]{14}$/), invitation: null });
    expect(await identity.act('4306', (work) => administratorsOf(work, identity.congress('430602')))).toMatchObject([{ role: 'system_administrator', pending: true, invitedUntil: null }]);
    expect((await traces('4306')).at(-1)).toEqual({ act: '设立' });
    expect((await traces('430602')).at(-1)).toEqual({ act: '设立' });
    const [person] = await database.adminSql<{ congress_ids: string[] }>('SELECT congress_ids FROM person WHERE id = $1', [made.personId]);
    expect(person?.congress_ids).toEqual([identity.congress('430602')]);
  });

  it.each([['two tiers below', '430602100'], ['the own tier', '4306'], ['beside', '4307'], ['above', '43']] as const)('is refused for a congress %s', async (_where, code) => {
    await expect(create(code)).rejects.toMatchObject({ code: 'common.forbidden' });
    await expect(identity.act('4306', (work) => removeAdministratorBelow(work, city(), acting, { belowId: identity.congress(code), appointmentId: crypto.randomUUID(), reason: '没有理由' }))).rejects.toMatchObject({ code: 'common.forbidden' });
  });

  it('takes no field that it does not know', () => {
    expect(administratorInput.safeParse({ ...input('430602'), congressId: identity.congress('43') }).success).toBe(false);
    expect(administratorInput.safeParse({ ...input('430602'), role: 'congress_leader' }).success).toBe(false);
  });

  it('refuses one person for two of the three offices, and the account of somebody who serves higher', async () => {
    const phone = '13907305001';
    await create('430623', { name: '一个人', phone });
    await expect(create('430623', { name: '一个人', phone, role: 'audit_administrator' })).rejects.toThrow(/三员/);
    const senior = await identity.person('43', '省里的人', { phone: '13907305002' });
    await identity.appointment('43', senior, 'deputies_affairs', ['congress_officer']);
    await expect(create('430623', { name: '省里的人', phone: '13907305002' })).rejects.toMatchObject({ code: 'common.forbidden' });
  });
});

describe('invitation', () => {
  it('is read any number of times, used once, and its link says nothing of the person', async () => {
    const made = await create('430626');
    const path = made.invitation?.path ?? '';
    expect(path).toMatch(/^\/invitation\/[\w-]{32}$/);
    for (let times = 0; times < 3; times++) expect(await outside((work) => readInvitation(work, token(path)))).toMatchObject({ username: made.username });
    await expect(outside((work) => acceptInvitation(work, token(path), 'short'))).rejects.toMatchObject({ code: 'identity.weak_password' });
    await outside((work) => acceptInvitation(work, token(path), 'Invited-2026-Own'));
    const [stored] = await database.adminSql<{ password: string }>('SELECT a.password FROM auth_account a JOIN person p ON p.user_id = a.user_id WHERE p.id = $1', [made.personId]);
    expect(await matches(stored?.password ?? '', 'Invited-2026-Own')).toBe(true);
    await expect(outside((work) => acceptInvitation(work, token(path), 'Other-2026-Own'))).rejects.toThrow(/已经使用/);
    const [post] = await identity.act('4306', (work) => administratorsOf(work, identity.congress('430626')));
    await expect(identity.act('4306', (work) => renewInvitation(work, city(), { belowId: identity.congress('430626'), appointmentId: post?.appointmentId ?? '' }))).rejects.toThrow(/已经设置过/);
  });

  it('is worthless after its time, when renewed, when withdrawn, and when the post has ended', async () => {
    const belowId = identity.congress('430602');
    const made = await create('430602', { role: 'audit_administrator' });
    const [post] = (await identity.act('4306', (work) => administratorsOf(work, belowId))).filter((one) => one.personId === made.personId);
    const of = { belowId, appointmentId: post?.appointmentId ?? '' };
    const second = await identity.act('4306', (work) => renewInvitation(work, city(), of));
    await expect(outside((work) => readInvitation(work, token(made.invitation?.path)))).rejects.toThrow(/已经撤销/);
    clock.advance({ hours: 73 });
    await expect(outside((work) => readInvitation(work, token(second.path)))).rejects.toThrow(/已经过期/);
    const third = await identity.act('4306', (work) => renewInvitation(work, city(), of));
    await identity.act('4306', (work) => withdrawInvitation(work, city(), of));
    await expect(outside((work) => acceptInvitation(work, token(third.path), 'Invited-2026-Own'))).rejects.toMatchObject({ code: 'identity.invitation_invalid' });
    const heir = await create('430602', { role: 'audit_administrator', formerId: of.appointmentId });
    expect((await identity.act('4306', (work) => administratorsOf(work, belowId))).filter((one) => one.role === 'audit_administrator').map((one) => one.personId)).toEqual([heir.personId]);
    await expect(outside((work) => readInvitation(work, 'x'.repeat(32)))).rejects.toMatchObject({ code: 'identity.invitation_invalid' });
  });
});

it('the list names those directly below, and what each lacks', async () => {
  const all = await identity.act('43', (work) => congressesBelow(work, identity.congress('43'), belowFilter.parse({})));
  expect(all.rows.map((row) => row.name)).toEqual(['岳阳市人民代表大会', '常德市人民代表大会']);
  expect(all).toMatchObject({ total: 2, all: 2, gaps: 2 });
  expect(all.rows[0]).toMatchObject({ system: 0, organsReady: true, termNumber: null });
  await identity.term('4307');
  for (const role of ['system_administrator', 'security_administrator', 'audit_administrator']) await create('4307', { role }, administrator('43', 'province'));
  const gaps = await identity.act('43', (work) => congressesBelow(work, identity.congress('43'), belowFilter.parse({ show: 'gaps' })));
  expect(gaps.rows.map((row) => row.name)).toEqual(['岳阳市人民代表大会']);
  expect((await identity.act('43', (work) => congressesBelow(work, identity.congress('43'), belowFilter.parse({ text: '没有这个地方' })))).total).toBe(0);
});
