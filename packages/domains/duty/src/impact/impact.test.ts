import { registerParameters } from '@smart/divisions/parameters';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import type { Capacity } from '@smart/identity/capacity';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dutyParameters } from '../parameters.ts';
import { compareArchive } from '../archive.ts';
import { followChange, rebuildChanges } from './changes.ts';
import { changeOf } from './model.ts';
import { myImpact, publicImpact } from './reading.ts';

let database: TestDatabase;
let me: Capacity;
const clock = fixedClock('2026-11-30T09:00:00+08:00');
const [open, secret, opinion] = [newId(), newId(), newId()];
const work = <T>(run: (work: Work) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.congress': me.congressId }, (unit) => run(testWork(unit, clock)));

beforeAll(async () => {
  database = await createTestDatabase();
  registerParameters(dutyParameters);
  const directory = await createTestDirectory(database, { clock });
  me = { id: newId(), kind: 'mandate', personId: newId(), personName: '王强', userId: newId(), label: '代表', congressId: directory.congress('430602'), congressName: '', divisionCode: '430602', tier: 'county', roles: ['deputy'] };
  const termId = newId();
  await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [termId, me.congressId]);
  await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, '王强', ARRAY[$2::uuid], true)`, [me.personId, me.congressId]);
  await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, certificate, starts_on) VALUES ($1, $2, $3, $4, 'A1', '2022-01-05')`, [me.id, me.personId, me.congressId, termId]);
  for (const [subject, kind, title] of [[open, 'suggestion_submitted', '修缮灌渠'], [secret, 'suggestion_submitted', '不公开的建议'], [opinion, 'opinion_collected', '路灯不亮'], [newId(), 'inspection', '视察']] as const)
    await database.adminSql(
      `INSERT INTO duty_record (id, congress_id, mandate_id, person_id, event_id, event_at, record_key, kind, title, occurred_on, subject_type, subject_id) VALUES ($1, $2, $3, $4, $5, now(), gen_random_uuid()::text, $6, $7, '2026-03-02', 'suggestion', $8)`,
      [newId(), me.congressId, me.id, me.personId, newId(), kind, title, subject],
    );
});
afterAll(() => database.close());

const event = (type: string, matterId: string, day: string, payload: Record<string, unknown>): DomainEvent => ({ id: newId(), congressId: me.congressId, type, subjectType: 'suggestion', subjectId: matterId, matterId, personId: null, payload, at: `${day}T03:00:00.000Z` });

it('says what became of each thing said, whatever the order and the repeats, and the same after a rebuild', async () => {
  const events = [
    event('assignment.replied', open, '2026-05-02', { organ: { organName: '水利局' }, facts: { grade: 'B', letterNumber: '岳水函〔2026〕5 号' } }),
    event('suggestion.evaluated', open, '2026-05-09', { facts: { attitude: 'satisfied', result: 'mostly_satisfied' } }),
    event('suggestion.commitment_kept', open, '2026-09-01', { facts: { text: '八月底前疏通二号渠' }, reason: '已于八月二十日完工，附验收单' }),
    event('assignment.replied', secret, '2026-06-02', { organ: { organName: '公安局' }, facts: { grade: 'C' } }),
    event('opinion.replied', opinion, '2026-07-02', { organName: '城管局' }),
  ];
  for (const one of [...events].toReversed().concat(events)) await work((unit) => followChange(unit, one));
  const view = await work((unit) => myImpact(unit, me, { limit: 20, offset: 0 }));
  expect(view.sums).toEqual({ said: 3, replied: 2, kept: 1, answered: 1 });
  expect(view.rows.map(({ title }) => title)).toEqual(['修缮灌渠', '路灯不亮', '不公开的建议']);
  expect(view.rows[0]?.changes.map(({ text, proof }) => [text, proof])).toEqual([
    ['承诺已经落实：八月底前疏通二号渠', '已于八月二十日完工，附验收单'], ['对办理态度满意，对办理结果基本满意', ''], ['水利局答复：B 类，列入计划逐步解决', '岳水函〔2026〕5 号'],
  ]);
  for (const { id, matterId, type, subjectType, subjectId, payload, at } of events)
    await database.adminSql('INSERT INTO domain_event (id, congress_id, matter_id, type, subject_type, subject_id, payload, at) VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)', [id, me.congressId, matterId, type, subjectType, subjectId, JSON.stringify(payload), at]);
  expect(await work((unit) => rebuildChanges(unit, me.congressId))).toBe(5);
  expect(await work((unit) => myImpact(unit, me, { limit: 20, offset: 0 }))).toEqual(view);
});

it('the comparison finds what is missing, other and too much among the changes', async () => {
  // The records of this file were made by hand: they are no matter here.
  const compare = async () => (await work((unit) => compareArchive(unit, me.congressId))).differences.filter(({ person }) => person === '').map(({ what, title, occurredOn }) => [what, title, occurredOn]);
  expect(await compare()).toEqual([]);
  const stray = newId();
  await database.adminSql(`DELETE FROM duty_change WHERE kind = 'evaluated'`);
  await database.adminSql(`UPDATE duty_change SET proof = '' WHERE kind = 'kept'`);
  await database.adminSql(`INSERT INTO duty_change (event_id, congress_id, matter_id, kind, on_day, text, proof) VALUES ($1, $2, $1, 'kept', '2026-01-01', '没有事件的变化', '')`, [stray, me.congressId]);
  expect((await compare()).toSorted()).toEqual([['different', '承诺已经落实：八月底前疏通二号渠', '2026-09-01'], ['missing', '对办理态度满意，对办理结果基本满意', '2026-05-09'], ['surplus', '没有事件的变化', '2026-01-01']]);
  await work((unit) => rebuildChanges(unit, me.congressId));
  expect(await compare()).toEqual([]);
});

it('tells the public of public suggestions only', async () => {
  const shown = await work((unit) => publicImpact(unit, { mandateIds: [me.id], suggestionIds: [open], limit: 20, offset: 0 }));
  expect(shown).toMatchObject({ sums: { said: 1, replied: 1, kept: 1, answered: 0 }, total: 1, rows: [{ title: '修缮灌渠' }] });
  expect(JSON.stringify(shown)).not.toMatch(/不公开|路灯/);
});

it('is silent about events of another shape', () => {
  expect(changeOf(event('assignment.replied', open, '2026-05-02', { organ: 5 }))).toBeNull();
  expect(changeOf(event('suggestion.supervised', open, '2026-05-02', {}))).toBeNull();
});
