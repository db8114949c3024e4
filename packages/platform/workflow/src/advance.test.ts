import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { history, receiptOf, systemActing } from './action-log.ts';
import { advance, type AdvanceRequest } from './advance.ts';
import { openDeadlines } from './deadlines.ts';
import { setOutbox } from './events.ts';
import { createErrandTable, errandStore, type Role, testCongress } from './testing/errands.ts';

let database: TestDatabase;
let congress: ReturnType<typeof testCongress>;
beforeAll(async () => {
  database = await createTestDatabase();
  await createErrandTable(database);
  congress = testCongress(database);
});
afterAll(() => database.close());

type ErrandAction = keyof typeof errandStore.workflow.actions;
type Rest = Partial<AdvanceRequest<ErrandAction, Role, { title: string }>>;
const act = (id: string, action: ErrandAction, who: 'li' | 'wang', rest: Rest = {}) =>
  congress.inUnit((work) => advance(work, errandStore, { id, action, actor: congress[who].actor, acting: congress[who].acting, ...rest }));
const refusal = (promise: Promise<unknown>) => promise.then(() => undefined, (error: DomainError) => ({ code: error.code, message: error.message }));

describe('one act', () => {
  test('leaves state, version, log, deadline and event behind, all in one transaction', async () => {
    const id = await congress.create();
    const after = await act(id, 'submit', 'li', { patch: { title: '修桥' }, detail: { pages: 2 }, event: { payload: { title: '修桥' } } });
    expect(after).toMatchObject({ id, state: 'submitted', version: 1, title: '修桥' });
    const [log] = await congress.inUnit((work) => history(work, id));
    expect(log).toMatchObject({
      sequence: 1, action: 'submit', actionLabel: '提交', fromState: 'draft', toState: 'submitted', toStateLabel: '待签收', subjectLabel: '事项',
      actorLabel: '李明（代表）', at: '2026-03-02T01:00:00.000Z', detail: { pages: 2, deadlines: [{ kind: 'accept', dueOn: '2026-03-05' }] },
    });
    expect(log?.receipt).toMatch(/^([0-9A-F]{4}-){4}[0-9A-F]{4}$/);
    const [deadline] = await congress.inUnit((work) => openDeadlines(work, id));
    expect(deadline).toMatchObject({ kind: 'accept', startedOn: '2026-03-02', dueOn: '2026-03-05', firstDueOn: '2026-03-05' });
    expect(deadline?.explanation).toContain('3 个工作日');
    expect(deadline?.ownerOrganId).toBeTypeOf('string');
    const events = await database.adminSql('SELECT type, payload, congress_id, person_id FROM domain_event WHERE subject_id = $1', [id]);
    expect(events).toEqual([{ type: 'errand.submitted', payload: { title: '修桥' }, congress_id: congress.congressId, person_id: congress.li.actor.personId }]);
  });

  test('that is undone leaves nothing behind', async () => {
    const id = await congress.create();
    const undone = congress.inUnit(async (work) => {
      await advance(work, errandStore, { id, action: 'submit', actor: congress.li.actor, acting: congress.li.acting });
      throw new Error('later failure');
    });
    await expect(undone).rejects.toThrow('later failure');
    const counts = await database.adminSql(
      `SELECT (SELECT version FROM errand WHERE id = $1) AS version, (SELECT count(*)::int FROM action_log WHERE subject_id = $1) AS log,
         (SELECT count(*)::int FROM deadline WHERE subject_id = $1) AS deadlines, (SELECT count(*)::int FROM domain_event WHERE subject_id = $1) AS events`,
      [id],
    );
    expect(counts).toEqual([{ version: 0, log: 0, deadlines: 0, events: 0 }]);
  });

  test('meets the limit it answers and starts the next; nothing runs in a final state', async () => {
    const id = await congress.create();
    await act(id, 'submit', 'li');
    await act(id, 'accept', 'wang');
    expect((await congress.inUnit((work) => openDeadlines(work, id))).map(({ kind, dueOn }) => [kind, dueOn])).toEqual([['answer', '2026-06-02']]);
    await act(id, 'withdraw', 'li', { reason: '情况已经变化' });
    const ended = await database.adminSql('SELECT kind, status, ended_on::text FROM deadline WHERE subject_id = $1 ORDER BY kind', [id]);
    expect(ended).toEqual([
      { kind: 'accept', status: 'met', ended_on: '2026-03-02' },
      { kind: 'answer', status: 'cancelled', ended_on: '2026-03-02' },
    ]);
  });

  test('decides between targets by its input; an act may leave the state as it is and still count', async () => {
    const id = await congress.create();
    await act(id, 'submit', 'li');
    await act(id, 'accept', 'wang');
    expect(await act(id, 'note', 'wang', { reason: '已电话沟通' })).toMatchObject({ state: 'handling', version: 3 });
    expect(await act(id, 'answer', 'wang', { input: 'more' })).toMatchObject({ state: 'handling', version: 4 });
    expect(await act(id, 'answer', 'wang')).toMatchObject({ state: 'answered', version: 5 });
    const log = await congress.inUnit((work) => history(work, id));
    expect(log.map(({ sequence, fromState, toState }) => [sequence, fromState, toState])).toEqual([
      [1, 'draft', 'submitted'], [2, 'submitted', 'handling'], [3, 'handling', 'handling'], [4, 'handling', 'handling'], [5, 'handling', 'answered'],
    ]);
  });
});

describe('an act is refused', () => {
  test('when somebody else acted in between: who, when and what', async () => {
    const id = await congress.create();
    await act(id, 'submit', 'li', { expectedVersion: 0 });
    expect(await refusal(act(id, 'withdraw', 'li', { expectedVersion: 0, reason: '情况已经变化' }))).toEqual({
      code: 'workflow.version_conflict',
      message: '李明（代表）已于2026年3月2日 09:00办理了“提交”，请刷新后再办理，您填写的内容已保留。',
    });
  });

  test('for one of two who act at the same time', async () => {
    const id = await congress.create();
    await act(id, 'submit', 'li');
    const outcomes = await Promise.all([1, 2, 3].map(() => refusal(act(id, 'accept', 'wang', { expectedVersion: 1 }))));
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome?.code === 'workflow.version_conflict')).toHaveLength(2);
  });

  test('in a state in which it does not exist, naming what is possible', async () => {
    const id = await congress.create();
    await act(id, 'submit', 'li');
    expect(await refusal(act(id, 'confirm', 'li'))).toEqual({
      code: 'workflow.illegal_action',
      message: '当前状态为“待签收”，不能进行“评价”。现在可以办理：撤回。',
    });
  });

  test('by a rule on the actor, by a guard, and for want of a reason', async () => {
    const id = await congress.create('');
    expect(await refusal(act(id, 'submit', 'wang'))).toMatchObject({ code: 'common.forbidden', message: expect.stringContaining('只有提出人可以办理。请切换身份') });
    expect(await refusal(act(id, 'submit', 'li'))).toEqual({ code: 'workflow.refused', message: '暂时不能办理：标题还没有填写。请填写标题。' });
    const other = await congress.create();
    await act(other, 'submit', 'li');
    const error = await act(other, 'withdraw', 'li', { reason: ' 不办 ' }).catch((thrown: DomainError) => thrown);
    expect(error).toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'reason', message: '“撤回”须写明理由，不少于 5 个字' }] });
  });

  test('when it is the system’s and a person asks for it, and the other way round', async () => {
    const id = await congress.create();
    for (const [action, who] of [['submit', 'li'], ['accept', 'wang'], ['answer', 'wang']] as const) await act(id, action, who);
    expect(await refusal(act(id, 'lapse', 'li'))).toMatchObject({ code: 'workflow.illegal_action' });
    await expect(act(id, 'confirm', 'li', { actor: null, acting: systemActing })).rejects.toThrow('the system may not');
    expect(await act(id, 'lapse', 'li', { actor: null, acting: systemActing })).toMatchObject({ state: 'closed' });
    const log = await congress.inUnit((work) => history(work, id));
    expect(log.at(-1)).toMatchObject({ actorLabel: '系统', personId: null });
  });

  test('for what does not exist or belongs to another congress', async () => {
    expect(await refusal(act(newId(), 'submit', 'li'))).toMatchObject({ code: 'common.not_found' });
    const stranger = testCongress(database);
    const id = await stranger.create();
    expect(await refusal(act(id, 'submit', 'li'))).toMatchObject({ code: 'common.not_found' });
  });

  test('unless the matter is shared with the other congress: its organ acts, and the record stays with the matter’s congress', async () => {
    const upper = testCongress(database);
    const id = await congress.create();
    await act(id, 'submit', 'li');
    await database.adminSql('DROP POLICY wall ON errand');
    await database.adminSql('CREATE POLICY wall ON errand FOR ALL TO smart_app USING (true)'); // as the wall of a shared table would
    const accept = () => upper.inUnit((work) => advance(work, errandStore, { id, action: 'accept', ...upper.wang }));
    await expect(accept()).rejects.toThrow(); // the log of a matter that is not shared cannot be continued
    await database.adminSql('INSERT INTO matter_share (matter_id, congress_id, since) VALUES ($1, $2, now())', [id, upper.congressId]);
    expect(await accept()).toMatchObject({ state: 'handling', version: 2 });
    const rows = await database.adminSql('SELECT congress_id, person_id FROM action_log WHERE subject_id = $1 AND sequence = 2', [id]);
    expect(rows).toEqual([{ congress_id: congress.congressId, person_id: upper.wang.actor.personId }]);
    expect((await upper.inUnit((work) => history(work, id))).map(({ action }) => action)).toEqual(['submit', 'accept']);
  });

  test('when the log does not reach up to the subject’s version', async () => {
    const id = await congress.create();
    await act(id, 'submit', 'li');
    await database.adminSql('DELETE FROM action_log WHERE subject_id = $1', [id]);
    await expect(act(id, 'accept', 'wang')).rejects.toThrow('ends at 0');
  });
});

describe('events', () => {
  test('are queued once per unit of work, before its commit', async () => {
    const batches: unknown[] = [];
    setOutbox(async (work, batch) => {
      const [row] = await work.sql<{ count: number }>('SELECT count(*)::int AS count FROM domain_event WHERE id = ANY ($1::uuid[])', [batch.flatMap(({ eventIds }) => eventIds)]);
      batches.push([batch.map(({ congressId, eventIds }) => [congressId, eventIds.length]), row?.count]);
    });
    try {
      const [a, b] = [await congress.create(), await congress.create()];
      await congress.inUnit(async (work) => {
        for (const id of [a, b]) await advance(work, errandStore, { id, action: 'submit', actor: congress.li.actor, acting: congress.li.acting });
      });
      expect(batches).toEqual([[[[congress.congressId, 2]], 2]]);
    } finally {
      setOutbox(null);
    }
  });

  test('with a payload that does not fit are a fault, and the act is undone', async () => {
    const id = await congress.create();
    await expect(act(id, 'submit', 'li', { event: { payload: { title: 7 } } })).rejects.toThrow();
    expect(await database.adminSql('SELECT version FROM errand WHERE id = $1', [id])).toEqual([{ version: 0 }]);
  });
});

test('text that PostgreSQL cannot keep is kept without the unkeepable, and the hash still fits', async () => {
  const id = await congress.create();
  await act(id, 'submit', 'li', { detail: { note: 'a\0b\ud800c', 键: [1, 2.5, null, true] }, reason: '附件\0齐全\udfff' });
  const [row] = await congress.inUnit((work) => history(work, id));
  expect(row).toMatchObject({ reason: '附件齐全\ufffd', detail: { note: 'ab\ufffdc', 键: [1, 2.5, null, true] } });
  const [kept] = await database.adminSql<{ hash: string; made: string }>('SELECT hash, action_log_hash(l) AS made FROM action_log l WHERE subject_id = $1', [id]);
  expect(kept?.made).toBe(kept?.hash);
  expect(row?.receipt).toBe(receiptOf({ hash: kept?.hash ?? '' }));
});

test('the application can neither change nor remove what is logged', async () => {
  const id = await congress.create();
  await act(id, 'submit', 'li');
  for (const statement of ['UPDATE action_log SET reason = NULL', 'DELETE FROM action_log', 'TRUNCATE action_log', 'DELETE FROM domain_event', 'UPDATE log_anchor SET rows = 0']) {
    await expect(congress.inUnit((work) => work.sql(statement))).rejects.toThrow('permission denied');
  }
});
