import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { genesisHash } from './canonical.ts';
import { hashOf, history, type LogRow, logColumns, receiptOf } from './action-log.ts';
import { advance } from './advance.ts';
import { anchors, checkReceipt, merkleRoot, sealDay, sealDueDays } from './anchors.ts';
import { createErrandTable, errandStore, testCongress } from './testing/errands.ts';
import { verifyLog } from './verify.ts';
import { workOn } from './work.ts';

let database: TestDatabase;
let congress: ReturnType<typeof testCongress>;
let admin: pg.Client;
let id: string;
let other: string;

// Two days of acts: errand `id` goes all the way on the first day, `other` begins on it and is handled on the second.
beforeEach(async () => {
  database = await createTestDatabase();
  await createErrandTable(database);
  congress = testCongress(database);
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  id = await congress.create();
  other = await congress.create();
  await act(id, 'submit', 'li');
  await act(other, 'submit', 'li');
  await act(id, 'accept', 'wang');
  await act(id, 'answer', 'wang');
  await act(id, 'confirm', 'li');
  congress.clock.advance({ days: 1 });
  await act(other, 'accept', 'wang');
});
afterEach(async () => {
  await admin.end();
  await database.close();
});

async function act(subject: string, action: keyof typeof errandStore.workflow.actions, who: 'li' | 'wang') {
  congress.clock.advance({ minutes: 1 });
  await congress.inUnit((work) => advance(work, errandStore, { id: subject, action, actor: congress[who].actor, acting: congress[who].acting }));
}
const seal = () => congress.inUnit((work) => sealDueDays(work), 'system');
const problems = async () => (await verifyLog(admin)).problems.map(({ kind, subjectId, sequence, day }) => [kind, subjectId ?? day, sequence]);
const sql = (text: string, values: unknown[] = []) => database.adminSql(text, values);

describe('sealing', () => {
  test('closes every day up to yesterday, once, also when two processes do it at the same time', async () => {
    expect((await seal()).map(({ day, rows }) => [day, rows])).toEqual([['2026-03-02', 5]]);
    expect(await seal()).toEqual([]);
    congress.clock.advance({ days: 3 });
    const [a, b] = await Promise.all([seal(), seal()]);
    expect([...a, ...b].map(({ day, rows }) => [day, rows])).toEqual([['2026-03-03', 1], ['2026-03-04', 0], ['2026-03-05', 0]]);
    const published = await congress.inUnit((work) => anchors(work));
    expect(published.map(({ day }) => day)).toEqual(['2026-03-05', '2026-03-04', '2026-03-03', '2026-03-02']);
    expect(published.at(-1)?.previous).toBe(genesisHash);
    for (const [index, anchor] of published.slice(0, -1).entries()) expect(anchor.previous).toBe(published[index + 1]?.hash);
    expect(await problems()).toEqual([]);
  });

  test('refuses a day that is not over, and one that leaves a gap; a sealed day gives its anchor again', async () => {
    await expect(congress.inUnit((work) => sealDay(work, '2026-03-03'), 'system')).rejects.toThrow('not over');
    const sealed = await congress.inUnit((work) => sealDay(work, '2026-03-02'), 'system');
    expect(await congress.inUnit((work) => sealDay(work, '2026-03-02'), 'system')).toEqual(sealed);
    congress.clock.advance({ days: 3 });
    await expect(congress.inUnit((work) => sealDay(work, '2026-03-04'), 'system')).rejects.toThrow('last sealed day');
  });

  test('is for the system only', async () => {
    await expect(congress.inUnit((work) => sealDay(work, '2026-03-02'))).rejects.toThrow('row-level security');
  });

  test('a day’s root depends on every leaf and on their order', () => {
    const leaves = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(64));
    const roots = [leaves, leaves.slice(0, 4), [...leaves].reverse(), [...leaves, 'e'.repeat(64)], []].map(merkleRoot);
    expect(new Set(roots).size).toBe(roots.length);
  });
});

describe('a receipt', () => {
  const check = (code: string) =>
    database.units.unitOfWork({ role: 'smart_reader' }, (unit) => checkReceipt(workOn(unit, { ...congress.workFor(unit), requestId: 'public' }), code), { readOnly: true });

  test('can be checked by anybody, and says nothing about the matter', async () => {
    const [first] = await congress.inUnit((work) => history(work, id));
    const code = first?.receipt ?? '';
    const found = { found: true, unchanged: true, sealed: false, day: '2026-03-02', subjectLabel: '事项', actionLabel: '提交', at: '2026-03-02T01:01:00.000Z' };
    expect(await check(code)).toEqual(found);
    await seal();
    expect(await check(` ${code.toLowerCase().replaceAll('-', '－')} `)).toEqual({ ...found, sealed: true });
    for (const wrong of ['', 'FFFF-FFFF-FFFF-FFFF-FFFF', code.slice(0, 10), `%${code}`, "' OR true --"]) expect(await check(wrong)).toEqual({ found: false });
  });

  test('shows that the act was changed', async () => {
    const [first] = await congress.inUnit((work) => history(work, id));
    await sql(`UPDATE action_log SET actor_label = '张三' WHERE subject_id = $1 AND sequence = 1`, [id]);
    expect(await check(first?.receipt ?? '')).toMatchObject({ found: true, unchanged: false });
  });

  test('does not open the log to the public', async () => {
    await expect(database.units.unitOfWork({ role: 'smart_reader' }, ({ sql: read }) => read('SELECT actor_label FROM action_log'))).rejects.toThrow('permission denied');
    await expect(database.units.unitOfWork({ role: 'smart_reader' }, ({ sql: read }) => read('SELECT action_log_hash(l) FROM action_log l'))).rejects.toThrow('permission denied');
  });
});

describe('verification', () => {
  beforeEach(seal);

  test('is content with an honest log, and says how much it read', async () => {
    const seen: number[] = [];
    const result = await verifyLog(admin, { onProgress: (rows) => seen.push(rows) });
    expect(result).toEqual({ rows: 6, subjects: 2, days: 1, problems: [] });
    expect(seen).toEqual([6]);
  });

  test('finds a changed row', async () => {
    await sql(`UPDATE action_log SET reason = '另有原因' WHERE subject_id = $1 AND sequence = 2`, [id]);
    expect(await problems()).toEqual([['changed', id, 2]]);
  });

  test('finds a change whose chain was made to fit, by the day’s closing hash', async () => {
    await sql('ALTER TABLE action_log DISABLE TRIGGER ALL');
    const { rows } = await admin.query<LogRow>(`SELECT ${logColumns} FROM action_log l WHERE subject_id = $1 ORDER BY sequence`, [id]);
    let previousHash = genesisHash;
    for (const row of rows) {
      const forged = { ...row, actorLabel: '张三', previousHash };
      previousHash = hashOf(forged);
      await sql('UPDATE action_log SET actor_label = $2, previous_hash = $3, hash = $4 WHERE id = $1', [row.id, forged.actorLabel, forged.previousHash, previousHash]);
    }
    expect(await problems()).toEqual([['anchor', '2026-03-02', null]]);
  });

  test('finds rows missing in the middle, at the beginning, at the end and altogether', async () => {
    const remove = (subject: string, condition: string) => sql(`DELETE FROM action_log WHERE subject_id = $1 AND ${condition}`, [subject]);
    await remove(other, 'sequence = 2');
    expect(await problems()).toEqual([['missing', other, 2]]); // of the second day, which is not sealed
    await remove(id, 'sequence = 2');
    expect(await problems()).toEqual([['missing', id, 2], ['missing', other, 2], ['anchor', '2026-03-02', null]].sort(bySubject));
    await remove(id, 'sequence = 1');
    expect(await problems()).toContainEqual(['missing', id, 1]);
    await remove(id, 'true');
    expect(await problems()).toContainEqual(['missing', id, 1]);
  });

  test('finds two rows that were swapped', async () => {
    await sql('UPDATE action_log SET sequence = 100 WHERE subject_id = $1 AND sequence = 2', [id]);
    await sql('UPDATE action_log SET sequence = 2 WHERE subject_id = $1 AND sequence = 3', [id]);
    await sql('UPDATE action_log SET sequence = 3 WHERE subject_id = $1 AND sequence = 100', [id]);
    const found = await problems();
    for (const sequence of [2, 3]) expect(found).toContainEqual(['changed', id, sequence]);
    for (const sequence of [2, 3, 4]) expect(found).toContainEqual(['reordered', id, sequence]);
  });

  test('finds a row slipped in, and one dated back before the first sealed day', async () => {
    const { rows: [last] } = await admin.query<LogRow>(`SELECT ${logColumns} FROM action_log l WHERE subject_id = $1 AND sequence = 2`, [other]);
    if (!last) throw new Error('no row');
    for (const [sequence, at] of [[3, '2026-03-03T05:00:00.000Z'], [4, '2026-02-01T05:00:00.000Z']] as const) {
      const forged = { ...last, id: crypto.randomUUID(), sequence, at, fromState: 'handling', previousHash: last.hash };
      await sql(
        `INSERT INTO action_log SELECT $2, congress_id, matter_id, subject_type, subject_id, $3, action, $4, to_state, person_id, capacity_id, actor_label, reason, detail, $5, $6, $7
         FROM action_log WHERE id = $1`,
        [last.id, forged.id, sequence, 'handling', at, last.hash, hashOf(forged)],
      );
    }
    const found = await problems();
    expect(found).toContainEqual(['added', other, 3]);
    expect(found).toContainEqual(['reordered', other, 4]);
    expect(found).toContainEqual(['added', other, 4]);
  });

  test('finds a state changed past the workflow, and a subject that is gone', async () => {
    await sql(`UPDATE errand SET state = 'draft' WHERE id = $1`, [id]);
    expect(await problems()).toEqual([['state', id, 4]]);
    await sql('DELETE FROM errand WHERE id = $1', [id]);
    expect(await problems()).toEqual([['added', id, 4]]);
  });

  test('finds an anchor changed, replaced by one that fits the rows, or removed', async () => {
    congress.clock.advance({ days: 2 });
    await seal();
    await sql(`UPDATE log_anchor SET rows = 4 WHERE day = '2026-03-02'`);
    expect(await problems()).toEqual([['anchor', '2026-03-02', null], ['anchor', '2026-03-02', null]]);
    await sql(`UPDATE log_anchor SET rows = 5, hash = $1 WHERE day = '2026-03-02'`, ['e'.repeat(64)]);
    expect(await problems()).toEqual([['anchor', '2026-03-02', null], ['anchor', '2026-03-03', null]]);
    await sql(`DELETE FROM log_anchor WHERE day = '2026-03-03'`);
    expect(await problems()).toContainEqual(['anchor', '2026-03-04', null]);
  });

  test('says so when it does not know the subject’s table', async () => {
    await sql(`UPDATE action_log SET subject_type = 'forgotten' WHERE subject_id = $1`, [other]);
    expect(await problems()).toContainEqual(['unknown', null, null]);
  });

  test('reads batch by batch without tearing a chain', async () => {
    await sql(`INSERT INTO action_log SELECT gen_random_uuid(), congress_id, matter_id, 'bulk', ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, s, action, from_state, to_state,
      person_id, capacity_id, actor_label, reason, detail, at, previous_hash, hash FROM action_log, generate_series(1, 2000) n, generate_series(1, 3) s WHERE subject_id = $1 AND sequence = 2`, [other]);
    const seen: number[] = [];
    const result = await verifyLog(admin, { onProgress: (rows) => seen.push(rows) });
    expect(result.rows).toBe(6006);
    expect(seen).toEqual([5001, 6006]); // the last chain of the first batch is read to its end
    expect(result.problems.filter(({ kind }) => kind === 'missing')).toEqual([]);
  });
});

const bySubject = (a: unknown[], b: unknown[]) => Number(a[0] === 'anchor') - Number(b[0] === 'anchor') || String(a[1]).localeCompare(String(b[1]));
test('receipts are made of the hash alone', () => {
  expect(receiptOf({ hash: `3f2a${'0'.repeat(60)}` })).toBe('3F2A-0000-0000-0000-0000');
});
