// What a change of duties gives and takes away, and the change itself with its history.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import type { DescribedProcedure } from '@smart/rpc/guard';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { capacitiesHeld, difference, holdersOf, registerCatalogue } from './abilities.ts';
import { changeAppointment, previewAbilities } from './appointment-change.ts';
import { endAppointment } from './appointments.ts';
import type { AppointedRole } from './capacity.ts';
import { systemContext } from './procedures.ts';
import { createTestIdentity, type TestIdentity } from './testing.ts';

const procedure = (path: string, roles: string[]): DescribedProcedure => ({ path, type: 'mutation', access: 'capacity', roles, description: `办理${path}`, hasInput: true, hasOutput: true });
const clock = fixedClock('2026-03-02T09:00:00+08:00');
let database: TestDatabase;
let identity: TestIdentity;
beforeAll(async () => {
  registerCatalogue(() => [procedure('a.sign', ['handling_head']), procedure('a.draft', ['handling_clerk', 'handling_head']), procedure('a.assign', ['congress_officer']), procedure('a.enter', ['handling_clerk'])]);
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock });
});
afterAll(() => database.close());

const paths = (acts: readonly { path: string }[]): string[] => acts.map(({ path }) => path);

it('gains, losses and what stays', () => {
  const { gains, losses, kept } = difference(['handling_clerk'], ['handling_head']);
  expect([paths(gains), paths(losses), kept]).toEqual([['a.sign'], ['a.enter'], 1]);
});

it('counts what the person holds besides, and shows nothing lost that another post still gives', async () => {
  const congressId = identity.congress('4306');
  const personId = await identity.person('4306', '两处任职');
  const first = await identity.appointment('4306', personId, 'government_office', ['handling_clerk']);
  await identity.appointment('4306', personId, 'deputies_affairs', ['congress_officer', 'handling_clerk']);
  const preview = await identity.act('4306', (work) => previewAbilities(work, congressId, { personId, id: first, roles: ['handling_head'] }));
  expect([paths(preview.gains), paths(preview.losses)]).toEqual([['a.sign'], []]);
  const fresh = await identity.act('4306', (work) => previewAbilities(work, congressId, { personId, id: null, roles: ['handling_head'] }));
  expect(paths(fresh.gains)).toEqual(['a.sign']);
  expect((await identity.act('4306', (work) => holdersOf(work, congressId, { path: 'a.assign', page: 1, size: 20 }))).rows.map((row) => row.name)).toEqual(['两处任职']);
  await expect(identity.act('4306', (work) => holdersOf(work, congressId, { path: 'a.unknown', page: 1, size: 20 }))).rejects.toMatchObject({ code: 'common.not_found' });
});

it('changes title and duties from a day on and keeps the former post; the three offices are not given this way', async () => {
  const congressId = identity.congress('4306');
  const personId = await identity.person('4306', '升任科长');
  const id = await identity.appointment('4306', personId, 'deputies_affairs', ['handling_clerk'], '科员');
  const change = (more: object) => identity.act('4306', (work) => changeAppointment(work, systemContext.acting, congressId, { id, title: '科长', roles: ['handling_clerk', 'congress_officer'], on: '2026-03-02', ...more }));
  await expect(change({ roles: ['system_administrator'] })).rejects.toThrow(/三员/);
  await expect(change({ title: '科员', roles: ['handling_clerk'] })).rejects.toThrow(/没有变化/);
  await expect(change({ on: '2022-01-05' })).rejects.toMatchObject({ fields: [{ path: 'on' }] });
  await change({});
  const posts = await database.adminSql<{ title: string; ended: boolean }>('SELECT title, ends_on IS NOT NULL AS ended FROM appointment WHERE person_id = $1 ORDER BY starts_on', [personId]);
  expect(posts).toEqual([{ title: '科员', ended: true }, { title: '科长', ended: false }]);
  await expect(change({ title: '处长' })).rejects.toMatchObject({ code: 'common.not_found' });
});

it('a change of the only administrator’s title is no loss of the last one', async () => {
  const congressId = identity.congress('4306');
  const personId = await identity.person('4306', '唯一管理员');
  const id = await identity.appointment('4306', personId, 'standing_committee', ['audit_administrator'], '审计管理员');
  const after = await identity.act('4306', (work) => changeAppointment(work, systemContext.acting, congressId, { id, title: '审计管理员（兼）', roles: ['audit_administrator'], on: '2026-03-02' }));
  expect(after).toMatchObject({ title: '审计管理员（兼）', endsOn: null });
  await expect(identity.act('4306', (work) => endAppointment(work, systemContext.acting, congressId, { id: after.id, on: '2026-03-02' }))).rejects.toThrow(/只有这一名审计管理员/);
});

it('who stands in for a changed post goes on in the new one, with no more than was lent', async () => {
  const congressId = identity.congress('4306');
  const [absent, helper] = [await identity.person('4306', '休假人员'), await identity.person('4306', '代班人员')];
  const id = await identity.appointment('4306', absent, 'government_office', ['handling_clerk', 'government_officer'], '科员');
  await database.adminSql(
    `INSERT INTO stand_in (id, congress_id, kind, person_id, appointment_id, roles, starts_at, ends_at, reason, granted_by) VALUES (gen_random_uuid(), $1, 'substitute', $2, $3, '{handling_clerk,government_officer}', '2026-03-01', '2026-03-20', '出差', '测试')`,
    [congressId, helper, id],
  );
  const lent = () => database.adminSql<{ post: string; roles: string[]; from: string }>(
    `SELECT appointment_id AS post, roles, to_char(starts_at AT TIME ZONE 'Asia/Shanghai', 'MM-DD') AS from FROM stand_in WHERE person_id = $1 ORDER BY starts_at`, [helper],
  );
  const change = (of: string, roles: AppointedRole[], on: string) => identity.act('4306', (work) => changeAppointment(work, systemContext.acting, congressId, { id: of, title: `职务${on}`, roles, on }));
  const next = await change(id, ['handling_clerk', 'handling_head'], '2026-03-02');
  expect((await lent()).map(({ post, roles }) => [post, roles])).toEqual([[next.id, ['handling_clerk']]]);
  const held = await identity.act('4306', (work) => capacitiesHeld(work, congressId, helper));
  expect(held).toMatchObject([{ post: expect.stringMatching(/职务2026-03-02（代班，代休假人员）$/), roles: ['handling_clerk'] }]);
  const later = await change(next.id, ['handling_clerk'], '2026-03-10');
  expect((await lent()).map(({ post, from }) => [post, from])).toEqual([[next.id, '03-01'], [later.id, '03-10']]);
});
