// An administrator of a lower tier cannot get hold of somebody of a higher one by giving them a post.
import { fixedClock } from '@smart/kernel/clock';
import { describeProcedures } from '@smart/rpc/guard';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appRouter } from '../router.ts';
import { startTestApp, type TestApp } from '../testing.ts';
import { call } from './calling.ts';
import { createPeople, type Known, type People } from './world.ts';

const procedures = new Map(describeProcedures(appRouter).map((one) => [one.path, one]));
let app: TestApp;
let people: People;
beforeAll(async () => {
  app = await startTestApp({ clock: fixedClock('2026-03-02T09:00:00+08:00'), arrange: async (_services, database) => {
    people = await createPeople(database);
  } });
});
afterAll(() => app.close());

async function attempt(who: Known, path: string, input: unknown): Promise<string> {
  const procedure = procedures.get(path);
  if (!procedure) throw new Error(`no procedure ${path}`);
  const capacity = people.of(who);
  const signIn = { sessionId: capacity.id, userId: capacity.userId, username: who, personId: capacity.personId, personName: capacity.personName, mustChangePassword: false, passwordExpired: false, mustEnrolTotp: false, totpRequired: false, steppedUpUntil: '2036-01-01T00:00:00.000Z', expiresAt: '2026-03-09T00:00:00.000Z', capacities: [capacity], lastCapacityId: null };
  const outcome = await call(app.services, app.services.units, signIn, procedure, input);
  return outcome.ok ? 'done' : outcome.code;
}

it('neither number, name, password nor sign-ins; those who serve only below are theirs', async () => {
  const { personId, personName } = people.of('home.lead');
  const post = { personId, organId: people.idleOrgan.lower, title: '工作人员', roles: ['handling_clerk'], startsOn: '2026-03-02' };
  expect(await attempt('lower.system_administrator', 'people.showPhone', { personId, purpose: '联系工作' })).toBe('common.not_found');
  expect(await attempt('lower.system_administrator', 'people.addAppointment', post)).toBe('done');
  for (const [path, input] of [['people.showPhone', { personId, purpose: '联系工作' }], ['people.update', { id: personId, name: '改了名字' }], ['people.update', { id: personId, phone: '13907300002' }], ['people.resetPassword', { personId }], ['people.createAccount', { personId, username: 'taken.over' }]] as const) {
    expect([path, await attempt('lower.system_administrator', path, input)]).toEqual([path, 'common.forbidden']);
  }
  expect(await attempt('lower.security_administrator', 'people.revokeSessions', { personId })).toBe('common.forbidden');
  // The unchanged name may come along with the rest of a form; their own people they administer.
  expect(await attempt('lower.system_administrator', 'people.update', { id: personId, name: personName, employer: '岳阳楼区某单位' })).toBe('done');
  const below = people.of('lower.handling_clerk').personId;
  expect(await attempt('lower.system_administrator', 'people.update', { id: below, name: '更正的名字' })).toBe('done');
  expect(await attempt('lower.congress_officer', 'people.showPhone', { personId: people.of('lower.deputy').personId, purpose: '联系工作' })).toBe('done');
});

it('a mandate given below opens nobody’s number until the deputy has acted there', async () => {
  const { personId } = people.of('home.deputy');
  const showPhone = (who: Known) => attempt(who, 'people.showPhone', { personId, purpose: '联系工作' });
  expect(await attempt('lower.congress_officer', 'people.addMandate', { personId, termId: people.at.lower.termId, certificate: 'E0001', startsOn: '2026-03-02' })).toBe('done');
  expect(await showPhone('lower.congress_officer')).toBe('common.forbidden');
  expect(await showPhone('home.congress_officer')).toBe('done');
  const [mandate] = await app.admin<{ id: string }>('SELECT id FROM mandate WHERE person_id = $1 AND congress_id = $2', [personId, people.at.lower.congressId]);
  await app.admin(
    `INSERT INTO action_log (id, congress_id, matter_id, subject_type, subject_id, sequence, action, to_state, person_id, capacity_id, actor_label, at, previous_hash, hash)
     VALUES (gen_random_uuid(), $1, gen_random_uuid(), 'suggestion', gen_random_uuid(), 1, 'submit', 'submitted', $2, $3, '代表', now(), '', 'x')`,
    [people.at.lower.congressId, personId, mandate?.id],
  );
  expect(await showPhone('lower.congress_officer')).toBe('done');
});
