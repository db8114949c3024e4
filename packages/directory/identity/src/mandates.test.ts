// The life of a mandate: decisions and their majorities, suspension that ends by itself, by-election, delegations, a prepared term.
import { createConstituency, createDelegation } from '@smart/divisions/groups';
import { openPreparedTerm, prepareTerm } from '@smart/divisions/term-preparation';
import { openTerm } from '@smart/divisions/terms';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mandateHistory } from './mandate-acts.ts';
import { endMandate } from './mandate-end.ts';
import { decisionProblems, mandateDecision } from './mandate-rules.ts';
import { cancelOperation } from './operations.ts';
import { registerTermChangeOperation, prepareTermChange, termPreparation } from './term-change.ts';
import { resumeDueMandates, suspendMandate } from './mandate-suspension.ts';
import { addMandate, changeDelegation } from './mandates.ts';
import { systemContext } from './procedures.ts';
import { createTestIdentity, type TestIdentity } from './testing.ts';
import { vacancies } from './vacancies.ts';

const { acting } = systemContext;
let database: TestDatabase;
let identity: TestIdentity;
let number = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock: fixedClock('2026-03-05T09:00:00+08:00') });
  registerTermChangeOperation();
});
afterAll(() => database.close());

const somebody = (code = '430602') => identity.person(code, `代表${'甲乙丙丁戊己庚辛壬癸'[++number % 10]}${'一二三四五六七八九十'[number % 10]}`);
const decision = (given: Partial<ReturnType<typeof mandateDecision.parse>>) => mandateDecision.parse(given);
const actsOf = (code: string, id: string) => identity.act(code, (work) => mandateHistory(work, identity.congress(code), id));

describe('the decision that ends a mandate', () => {
  it.each([
    ['resignation', 'county', { votesFor: 20, votesAll: 40 }, ['decision.votesFor']],
    ['resignation', 'county', { votesFor: 21, votesAll: 40 }, []],
    ['resignation', 'city', {}, ['decision.votesFor']],
    ['recalled', 'county', { initiative: 'voters', initiators: 49, defence: 'spoken', votesFor: 6, votesAll: 10 }, ['decision.initiators']],
    ['recalled', 'county', { initiative: 'voters', initiators: 50, defence: 'spoken', votesFor: 6, votesAll: 10 }, []],
    ['recalled', 'township', { initiative: 'voters', initiators: 30, defence: 'waived', votesFor: 6, votesAll: 10 }, []],
    ['recalled', 'township', { initiative: 'presidium', defence: 'spoken', votesFor: 6, votesAll: 10 }, ['decision.initiative']],
    ['recalled', 'city', { initiative: 'deputies', initiators: 9, initiatorsOf: 100, defence: 'spoken', votesFor: 60, votesAll: 100 }, ['decision.initiators']],
    ['recalled', 'city', { initiative: 'deputies', initiators: 10, initiatorsOf: 100, defence: 'spoken', votesFor: 60, votesAll: 100 }, []],
    ['recalled', 'province', { initiative: 'members', initiators: 10, initiatorsOf: 51, defence: 'spoken', votesFor: 60, votesAll: 100 }, ['decision.initiators']],
    ['recalled', 'city', { initiative: 'presidium', votesFor: 60, votesAll: 100 }, ['decision.defence']],
    ['moved_away', 'city', {}, []],
  ] as const)('%s in a %s with %o is missing %o (选举法 50–55)', (ground, tier, given, missing) => {
    expect(decisionProblems(ground, tier, decision(given)).map(({ path }) => path)).toEqual(missing);
  });

  it('is kept with its announcement; one against the law ends nothing', async () => {
    const id = await identity.mandate('430602', await somebody());
    const end = (votesFor: number) => identity.act('430602', (work) => endMandate(work, acting, identity.congress('430602'), { id, ground: 'resignation', on: '2026-03-05', decision: decision({ votesFor, votesAll: 31, announcementNumber: '第3号', announcedOn: '2026-03-05' }) }));
    await expect(end(15)).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'decision.votesFor' }] });
    expect((await end(16)).mandate.status).toBe('ended');
    expect((await actsOf('430602', id)).at(-1)).toMatchObject({ act: 'ended', ground: 'resignation', announcementNumber: '第3号', announcedOn: '2026-03-05', facts: { votesFor: 16, votesAll: 31 } });
  });
});

it.each(['resignation', 'recalled'] as const)('%s without the vote that decided it ends nothing, whoever calls (选举法 53, 55)', async (ground) => {
  const id = await identity.mandate('430602', await somebody());
  await expect(identity.act('430602', (work) => endMandate(work, acting, identity.congress('430602'), { id, ground, on: '2026-03-05' }))).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'decision' }] });
  expect(await database.adminSql('SELECT status FROM mandate WHERE id = $1', [id])).toEqual([{ status: 'active' }]);
});

describe('a suspension', () => {
  it('whose end is known ends by itself on the day after, not before (代表法 61)', async () => {
    const congress = identity.congress('430602');
    const suspended = async (until: string) => {
      const id = await identity.mandate('430602', await somebody());
      await identity.act('430602', (work) => suspendMandate(work, acting, congress, { id, ground: 'serving_sentence', on: '2026-01-10', until }));
      return id;
    };
    const [over, lasts] = [await suspended('2026-03-04'), await suspended('2026-03-05')];
    expect(await identity.act('430602', (work) => resumeDueMandates(work, congress))).toBe(1);
    expect(await identity.act('430602', (work) => resumeDueMandates(work, congress))).toBe(0);
    const states = await database.adminSql<{ id: string; status: string }>('SELECT id, status FROM mandate WHERE id = ANY ($1::uuid[])', [[over, lasts]]);
    expect(new Map(states.map((one) => [one.id, one.status]))).toEqual(new Map([[over, 'active'], [lasts, 'suspended']]));
    expect((await actsOf('430602', over)).at(-1)).toMatchObject({ act: 'resumed', on: '2026-03-05', actingLabel: '系统' });
    await expect(suspended('2026-01-09')).rejects.toMatchObject({ fields: [{ path: 'until' }] });
  });
});

describe('a by-election', () => {
  it('fills a seat that is vacant in the same constituency, after the qualification was examined (选举法 57)', async () => {
    const congress = identity.congress('430602');
    const termId = await identity.term('430602');
    const unit = (await identity.act('430602', (work) => createConstituency(work, congress, { termId, name: '第一选区', seats: 1 }))).id;
    const add = async (more: object, certificate = `E${++number}`) => {
      const personId = await somebody();
      return identity.act('430602', (work) => addMandate(work, acting, congress, { personId, termId, certificate, startsOn: '2026-03-05', constituencyId: unit, ...more }));
    };
    const first = await add({});
    const again = { election: 'by_election' as const, qualifiedOn: '2026-03-05', replacesId: first.id };
    await expect(add(again)).rejects.toMatchObject({ fields: [{ path: 'constituencyId' }] });
    await identity.act('430602', (work) => endMandate(work, acting, congress, { id: first.id, ground: 'death', on: '2026-03-05' }));
    expect(await identity.act('430602', (work) => vacancies(work, congress, termId))).toMatchObject([{ name: '第一选区', seats: 1, taken: 0, ended: [{ mandateId: first.id }] }]);
    await expect(add({ ...again, qualifiedOn: null })).rejects.toMatchObject({ fields: [{ path: 'qualifiedOn' }] });
    await expect(add({ ...again, constituencyId: null })).rejects.toMatchObject({ fields: [{ path: 'constituencyId' }] });
    const next = await add(again);
    expect((await actsOf('430602', next.id)).map(({ act }) => act)).toEqual(['by_elected', 'qualified']);
    expect(await identity.act('430602', (work) => vacancies(work, congress, termId))).toEqual([]);
  });
});

it('a deputy moves to another delegation, and the history keeps both', async () => {
  const congress = identity.congress('430602');
  const termId = await identity.term('430602');
  const made = (name: string) => identity.act('430602', (work) => createDelegation(work, congress, { termId, name }));
  const [one, other] = [await made('城区代表团'), await made('乡镇代表团')];
  const id = await identity.mandate('430602', await somebody());
  const move = (delegationId: string | null) => identity.act('430602', (work) => changeDelegation(work, acting, congress, { id, delegationId, on: '2026-03-05' }));
  await move(one.id);
  await expect(move(one.id)).rejects.toMatchObject({ code: 'common.conflict' });
  await move(other.id);
  expect((await actsOf('430602', id)).slice(1).map(({ facts }) => [facts['from'], facts['to']])).toEqual([[null, '城区代表团'], ['城区代表团', '乡镇代表团']]);
});

describe('a term that is prepared', () => {
  it('has deputies who are elected and act only when its first session opens (代表法 2)', async () => {
    const code = '430626';
    const congress = identity.congress(code);
    const personId = await somebody(code);
    const old = await identity.mandate(code, personId);
    const oldTermId = await identity.term(code);
    const days = { startsOn: '2026-03-05', endsOn: '2026-03-08' };
    const term = await identity.act(code, (work) => prepareTerm(work, congress, { firstSession: days, carryDelegations: true, carryConstituencies: true }));
    await expect(identity.act(code, (work) => openTerm(work, congress, { number: 11, firstSession: days }))).rejects.toMatchObject({ code: 'common.conflict', message: expect.stringContaining('正在筹备') });
    const next = await identity.act(code, (work) => addMandate(work, acting, congress, { personId, termId: term.id, certificate: 'N1', startsOn: '2026-03-05' }));
    expect(next.status).toBe('elected');
    const statuses = async () => new Map((await database.adminSql<{ id: string; status: string }>('SELECT id, status FROM mandate WHERE person_id = $1', [personId])).map((one) => [one.id, one.status]));
    expect(await statuses()).toEqual(new Map([[old, 'active'], [next.id, 'elected']]));
    await identity.act(code, (work) => openPreparedTerm(work, congress, { oldTermId, newTermId: term.id, on: days.startsOn }));
    expect((await statuses()).get(old)).toBe('ended');
    await expect(identity.act(code, (work) => addMandate(work, acting, congress, { personId, termId: oldTermId, certificate: 'N2', startsOn: '2026-03-05' }))).rejects.toMatchObject({ code: 'common.conflict' });
  });

  it('leaves a record of everybody who was entered when its preparation is cancelled, and may be prepared again', async () => {
    const code = '430623';
    const congress = identity.congress(code);
    const personId = await somebody(code);
    const old = await identity.mandate(code, personId);
    const prepare = () => identity.act(code, (work) => prepareTermChange(work, acting, congress, termPreparation.parse({ firstSession: { startsOn: '2026-03-05', endsOn: '2026-03-08' } })));
    const { operationId, termId } = await prepare();
    const enter = (term: string) => identity.act(code, (work) => addMandate(work, acting, congress, { personId, termId: term, certificate: 'C1', startsOn: '2026-03-05' }));
    const entered = await enter(termId);
    await identity.act(code, (work) => cancelOperation(work, { ...acting, label: '管理员甲' }, congress, { id: operationId, version: 1 }));
    expect(await database.adminSql('SELECT id, status FROM mandate WHERE person_id = $1', [personId])).toEqual([{ id: old, status: 'active' }]);
    expect((await actsOf(code, entered.id)).map(({ act, actingLabel, facts }) => [act, actingLabel, facts['certificate'], facts['personId'] ?? null])).toEqual([
      ['elected', '系统', 'C1', null], ['revoked', '管理员甲', 'C1', personId],
    ]);
    expect(await database.adminSql(`SELECT payload->>'by' AS by, payload->>'reason' AS reason FROM domain_event WHERE type = 'mandate.revoked' AND subject_id = $1`, [entered.id])).toEqual([{ by: '管理员甲', reason: '换届筹备取消' }]);
    // No act stands without its mandate or a last word on it.
    expect(await database.adminSql(`SELECT a.mandate_id FROM mandate_act a WHERE NOT EXISTS (SELECT 1 FROM mandate m WHERE m.id = a.mandate_id) AND NOT EXISTS (SELECT 1 FROM mandate_act l WHERE l.mandate_id = a.mandate_id AND l.act = 'revoked')`)).toEqual([]);
    expect((await enter((await prepare()).termId)).status).toBe('elected');
  });
});
