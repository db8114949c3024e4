// What a change of duties gives and takes away, and the change itself with its history.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import type { DescribedProcedure } from '@smart/rpc/guard';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { difference, holdersOf, registerCatalogue } from './abilities.ts';
import { changeAppointment, previewAbilities } from './appointment-change.ts';
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
