import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActing } from './action-log.ts';
import { advance } from './advance.ts';
import { type ActionDefinition, availableActions, defineWorkflow, type Subject } from './define.ts';
import { createErrandTable, errandStore, errandWorkflow, testCongress } from './testing/errands.ts';
import { graphProblems } from './graph.ts';
import { walk, type WalkKit } from './walk.ts';
import type { Errand, Role } from './testing/errands.ts';

let database: TestDatabase;
let congress: ReturnType<typeof testCongress>;
beforeAll(async () => {
  database = await createTestDatabase();
  await createErrandTable(database);
  congress = testCongress(database);
});
afterAll(() => database.close());

type Kit = WalkKit<Errand['state'], keyof typeof errandWorkflow.actions, Errand, Role, { title: string }>;
const kit = (changes: Partial<Kit> = {}): Kit => ({
  store: errandStore,
  walkers: [congress.li, congress.wang],
  as: (_, run) => congress.inUnit(run),
  create: () => congress.create(),
  details: (_work, action, _subject, chance) => ({ reason: '情况已经变化', ...(action === 'answer' ? { input: chance % 3 === 0 ? 'more' : 'done' } : {}) }),
  runs: 12,
  ...changes,
});

test('an honest workflow is walked everywhere, and every forbidden act is refused', async () => {
  const report = await walk(kit());
  expect([...report.states].sort()).toEqual(Object.keys(errandWorkflow.states).sort());
  expect(report.actions.size).toBeGreaterThanOrEqual(6);
  expect(report.refusals).toBeGreaterThan(report.acts);
});

test('a walk finds a dead end: nobody who could act', async () => {
  await expect(walk(kit({ walkers: [congress.wang] }))).rejects.toMatchObject({ cause: expect.objectContaining({ message: expect.stringContaining('dead end') }) });
});

test('a walk finds a guard that cannot be satisfied', async () => {
  await expect(walk(kit({ create: () => congress.create('') }))).rejects.toMatchObject({ cause: expect.objectContaining({ message: expect.stringContaining('dead end: nobody can do anything in draft') }) });
});

test('a walk finds a store that saves another state, forgets to save, or writes past the log', async () => {
  const broken = (save: Kit['store']['save']) => walk(kit({ store: { ...errandStore, save } }));
  await expect(broken((work, subject, change) => errandStore.save(work, subject, { ...change, state: 'handling' }))).rejects.toThrow();
  await expect(broken(async () => {})).rejects.toThrow();
  await expect(broken((work, subject, change) => errandStore.save(work, subject, { ...change, version: change.version + 1 }))).rejects.toThrow();
});

test('a walk finds a log that does not tell what happened', async () => {
  const create = async () => {
    const id = await congress.create();
    await congress.inUnit((work) => advance(work, errandStore, { id, action: 'submit', actor: congress.li.actor, acting: congress.li.acting }));
    await database.adminSql(`UPDATE action_log SET to_state = 'handling' WHERE subject_id = $1`, [id]);
    return id;
  };
  await expect(walk(kit({ create }))).rejects.toMatchObject({ cause: expect.objectContaining({ message: expect.stringContaining('the log records an act') }) });
});

test('the graph alone shows what cannot be reached and what never ends', () => {
  const states = { a: { label: '甲' }, b: { label: '乙' }, c: { label: '丙' }, d: { label: '丁', final: true } } as const;
  const actions = { go: { from: ['a'], to: 'b' }, back: { from: ['b'], to: 'a' }, end: { from: ['c'], to: 'd' } } as const;
  expect(graphProblems({ initial: 'a', states, actions })).toEqual([
    'state c cannot be reached', 'state d cannot be reached', 'no final state can be reached from a', 'no final state can be reached from b', 'action end can never be done',
  ]);
  expect(graphProblems(errandWorkflow)).toEqual([]);
});

test('a definition that contradicts itself is refused at once', () => {
  const define = defineWorkflow<Subject<'a' | 'b'>, unknown>();
  const base = { subject: 'x', label: '例', initial: 'a', states: { a: { label: '甲' }, b: { label: '乙', final: true } } } as const;
  const act = { label: '办', from: ['a'], who: () => true, event: 'x.done' } satisfies Partial<ActionDefinition<'a' | 'b', Subject<'a' | 'b'>, unknown>>;
  expect(() => define({ ...base, actions: { go: { ...act, to: ['a', 'b'] } } })).toThrow('no decide');
  expect(() => define({ ...base, actions: { go: { ...act, to: 'b' }, back: { ...act, from: ['b'], to: 'a' } } })).toThrow('final and can be left');
  expect(() => define({ ...base, actions: { stay: { ...act, to: 'unchanged' } } })).toThrow('no way out');
});

test('buttons: what may be done, what not now and why, and nothing that is not the actor’s', async () => {
  const subject = await congress.inUnit(async (work) => errandStore.lock(work, await congress.create('')));
  const context = { today: '2026-03-02' };
  expect(availableActions(errandWorkflow, subject, congress.li.actor, context)).toEqual([
    { action: 'submit', label: '提交', reasonLength: 0, allowed: false, reason: '标题还没有填写。', remedy: '请填写标题' },
  ]);
  expect(availableActions(errandWorkflow, { ...subject, state: 'submitted' }, congress.li.actor, context)).toEqual([{ action: 'withdraw', label: '撤回', reasonLength: 5, allowed: true }]);
  expect(availableActions(errandWorkflow, { ...subject, state: 'answered' }, congress.wang.actor, context)).toEqual([]);
  expect(systemActing.personId).toBeNull();
});
