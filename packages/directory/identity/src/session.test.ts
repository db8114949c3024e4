import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changePassword, forgetEndedSessions, resetPassword, revokeSessions } from './accounts.ts';
import { endAppointment } from './appointments.ts';
import { onIdentityChange } from './changes.ts';
import { suspendMandate } from './mandates.ts';
import { systemContext } from './procedures.ts';
import { chooseCapacity, createSessionResolver, type SessionResolver } from './session.ts';
import { createTestIdentity, TEST_PASSWORD, type TestIdentity } from './testing.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
let database: TestDatabase;
let identity: TestIdentity;
let sessions: SessionResolver;
beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock });
  sessions = createSessionResolver({ units: database.units, clock });
});
afterAll(async () => {
  sessions.close();
  await database.close();
});

describe('a sign-in', () => {
  it('stands for every capacity in every congress, mandates first, upper tiers first', async () => {
    const personId = await identity.person('430602', '刘多', { username: 'liu.many' });
    await identity.appointment('430602', personId, 'deputies_affairs', ['congress_officer'], '副主任');
    await identity.mandate('430602', personId);
    await identity.mandate('4306', personId);
    const signIn = await sessions.resolveSession(await identity.signIn('liu.many'));
    expect(signIn?.capacities.map(({ label, roles, tier, congressId }) => [label, roles, tier, congressId])).toEqual([
      ['岳阳市人大代表', ['deputy'], 'city', identity.congress('4306')],
      ['岳阳楼区人大代表', ['deputy'], 'county', identity.congress('430602')],
      ['岳阳楼区人大常委会代表工作委员会 副主任', ['congress_officer'], 'county', identity.congress('430602')],
    ]);
    expect(signIn?.capacities[2]).toMatchObject({ organId: identity.organ('430602', 'deputies_affairs'), organKind: 'deputies_affairs', personName: '刘多' });
    expect(signIn?.capacities[0]?.termId).toBe(await identity.term('4306'));
  });

  it('knows the organs that were merged into its own, in several steps', async () => {
    const personId = await identity.person('4306', '承继', { username: 'heir.of.organs' });
    await identity.appointment('4306', personId, 'government', ['government_officer'], '科长');
    const [middle, first] = [identity.organ('4306', 'special_0'), identity.organ('4306', 'special_1')];
    const merged = (id: string, into: string | null) => database.adminSql('UPDATE organ SET successor_id = $2 WHERE id = $1', [id, into]);
    await merged(first, middle);
    await merged(middle, identity.organ('4306', 'government'));
    const signIn = await sessions.resolveSession(await identity.signIn('heir.of.organs'));
    expect(signIn?.capacities[0]?.formerOrganIds?.toSorted()).toEqual([first, middle].toSorted());
    await merged(first, null);
    await merged(middle, null);
  });

  it('is not made of a forged, foreign or broken cookie', async () => {
    await identity.person('4306', '冯真', { username: 'feng.real' });
    const cookie = await identity.signIn('feng.real');
    expect(await sessions.resolveSession(cookie)).not.toBeNull();
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
    const [token = ''] = decodeURIComponent(value).split('.');
    const forged = [
      '', `${name}=`, `${name}=${token}`, `${name}=${token}.`, `${name}=${token}.AAAA`, `${name}=${encodeURIComponent(`${token}x.${decodeURIComponent(value).split('.')[1] ?? ''}`)}`,
      `${name}=%E0%A4%A`, `other.session_token=${value}`, `${name}=${'x'.repeat(10_000)}`,
    ];
    for (const bad of forged) expect(await sessions.resolveSession(bad), bad.slice(0, 60)).toBeNull();
    expect(await sessions.resolveSession(`a=b; ${name}=forged.AAAA; ${name}=${value}; c=d`)).toMatchObject({ username: 'feng.real' });
  });

  it('slides while it is used and ends half a day after it was used last', async () => {
    await identity.person('4306', '韩滑', { username: 'han.slides' });
    const cookie = await identity.signIn('han.slides');
    const fresh = () => {
      const each = createSessionResolver({ units: database.units, clock, memoryMs: 0 });
      each.close();
      return each.resolveSession(cookie);
    };
    clock.advance({ hours: 11 });
    expect((await fresh())?.expiresAt).toBe(new Date(clock.now().getTime() + 12 * 3600_000).toISOString());
    clock.advance({ hours: 11, minutes: 59 });
    expect(await fresh()).not.toBeNull();
    clock.advance({ hours: 12, seconds: 1 });
    expect(await fresh()).toBeNull();
    const alive = await identity.signIn('han.slides');
    expect(await identity.act('4306', forgetEndedSessions)).toBeGreaterThan(0);
    expect(await database.adminSql('SELECT 1 FROM auth_session WHERE expires_at < $1', [clock.now()])).toEqual([]);
    expect(await sessions.resolveSession(alive)).not.toBeNull();
  });

  it('is asked of the database once in five seconds, and once for many at the same time', async () => {
    await identity.person('4306', '杨快', { username: 'yang.fast' });
    const cookie = await identity.signIn('yang.fast');
    let asked = 0;
    const counting = createSessionResolver({ units: { unitOfWork: (...args) => (asked++, database.units.unitOfWork(...args)) }, clock });
    await Promise.all(Array.from({ length: 20 }, () => counting.resolveSession(cookie)));
    await counting.resolveSession(cookie);
    expect(asked).toBe(1);
    counting.close();
  });
});

describe('what changes a sign-in takes effect at once', () => {
  const signedIn = async (name: string, username: string) => {
    const personId = await identity.person('4306', name, { username });
    const cookie = await identity.signIn(username);
    return { personId, cookie };
  };

  it('when sign-ins are revoked, all but the present one', async () => {
    const { personId, cookie } = await signedIn('朱撤', 'zhu.revoked');
    const other = await identity.signIn('zhu.revoked');
    const kept = await sessions.resolveSession(other);
    expect(await sessions.resolveSession(cookie)).not.toBeNull();
    await identity.act('4306', (work) => revokeSessions(work, personId, kept?.sessionId));
    expect(await sessions.resolveSession(cookie)).toBeNull();
    expect(await sessions.resolveSession(other)).not.toBeNull();
  });

  it('when a mandate is suspended or an appointment ends', async () => {
    const { personId, cookie } = await signedIn('秦停', 'qin.suspended');
    const mandate = await identity.mandate('4306', personId);
    const appointment = await identity.appointment('4306', personId, 'deputies_affairs', ['congress_officer']);
    expect((await sessions.resolveSession(cookie))?.capacities).toHaveLength(2);
    await identity.act('4306', (work) => suspendMandate(work, systemContext.acting, identity.congress('4306'), { id: mandate, ground: 'detained', on: '2026-03-05' }));
    expect((await sessions.resolveSession(cookie))?.capacities.map(({ kind }) => kind)).toEqual(['appointment']);
    const on = new Date(clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 10);
    await identity.act('4306', (work) => endAppointment(work, systemContext.acting, identity.congress('4306'), { id: appointment, on }));
    expect((await sessions.resolveSession(cookie))?.capacities).toEqual([]);
  });

  it('when the act commits, not when it rolls back', async () => {
    const { personId } = await signedIn('许播', 'xu.notified');
    const told: string[] = [];
    const stop = onIdentityChange((id) => told.push(id));
    await identity.act('4306', async (work) => {
      await revokeSessions(work, personId);
      throw new Error('rolled back');
    }).catch(() => undefined);
    expect(told).toEqual([]);
    await identity.act('4306', (work) => revokeSessions(work, personId));
    expect(told).toEqual([personId]);
    stop();
  });

  it('when the password is reset: only changing it is possible, and then the new one serves', async () => {
    const { personId, cookie } = await signedIn('何改', 'he.reset');
    await identity.appointment('4306', personId, 'deputies_affairs', ['congress_officer']);
    const { password } = await identity.act('4306', (work) => resetPassword(work, personId));
    expect(await sessions.resolveSession(cookie)).toBeNull();
    await expect(identity.signIn('he.reset')).rejects.toMatchObject({ code: 'identity.invalid_credentials' });
    const once = await identity.signIn('he.reset', { password });
    const signIn = await sessions.resolveSession(once);
    expect(signIn?.mustChangePassword).toBe(true);
    expect(() => signIn && chooseCapacity(signIn, undefined)).toThrow(/请先修改密码/);
    if (!signIn) return;
    const change = (current: string, next: string) => identity.act('4306', (work) => changePassword(work, signIn, { current, next }));
    await expect(change('Wrong-2026-Password', 'Newer-2026-Password')).rejects.toMatchObject({ code: 'identity.invalid_credentials' });
    await expect(change(password, password)).rejects.toMatchObject({ code: 'identity.weak_password' });
    await expect(change(password, 'he.reset-2026-A')).rejects.toMatchObject({ code: 'identity.weak_password' });
    await change(password, 'Newer-2026-Password');
    const after = await sessions.resolveSession(once);
    expect(after && chooseCapacity(after, undefined).label).toContain('代表工作委员会');
    expect(await identity.signIn('he.reset', { password: 'Newer-2026-Password' })).toBeTruthy();
    await expect(identity.signIn('he.reset', { password: TEST_PASSWORD })).rejects.toMatchObject({ code: 'identity.invalid_credentials' });
  });
});

describe('the capacity to act in', () => {
  it('is the one asked for, else the last used, else the first; never a foreign one', async () => {
    const personId = await identity.person('4306', '吕选', { username: 'lv.chooses' });
    const mandate = await identity.mandate('4306', personId);
    const appointment = await identity.appointment('4306', personId, 'deputies_affairs', ['congress_officer']);
    const signIn = await sessions.resolveSession(await identity.signIn('lv.chooses'));
    if (!signIn) throw new Error('not signed in');
    expect(chooseCapacity(signIn, undefined).id).toBe(mandate);
    expect(chooseCapacity(signIn, appointment).id).toBe(appointment);
    expect(chooseCapacity({ ...signIn, lastCapacityId: appointment }, undefined).id).toBe(appointment);
    expect(chooseCapacity({ ...signIn, lastCapacityId: crypto.randomUUID() }, undefined).id).toBe(mandate);
    expect(() => chooseCapacity(signIn, crypto.randomUUID())).toThrow(expect.objectContaining({ code: 'identity.capacity_unknown' }));
    expect(() => chooseCapacity({ ...signIn, capacities: [] }, undefined)).toThrow(expect.objectContaining({ code: 'identity.capacity_required' }));
  });
});
