import { createTestDirectory, testWork } from '@smart/divisions/testing';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareArchive, entriesOf, fold, project, rebuildArchive, renewArchive } from './archive.ts';
import { followChange, rebuildChanges } from './impact/changes.ts';
import { changeEventTypes } from './impact/model.ts';
import { dutyKinds } from './model.ts';
import { myArchiveInput } from './model-inputs.ts';
import { myArchive } from './reading.ts';
import { reducers } from './reducers.ts';

let database: TestDatabase;
let congressId: string;
const mandates = [newId(), newId()];
const clock = fixedClock('2026-11-30T09:00:00+08:00');
const work = <T>(run: (work: Work) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.congress': congressId }, (unit) => run(testWork(unit, clock)));

beforeAll(async () => {
  database = await createTestDatabase();
  const directory = await createTestDirectory(database, { clock });
  congressId = directory.congress('430602');
  const termId = newId();
  await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [termId, congressId]);
  for (const id of mandates) {
    const personId = newId();
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, '王强', ARRAY[$2::uuid], true)`, [personId, congressId]);
    await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, certificate, starts_on) VALUES ($1, $2, $3, $4, $5, '2022-01-05')`, [id, personId, congressId, termId, id.slice(-12)]);
  }
});
afterAll(() => database.close());

/** The same few subjects again and again, so that events about one thing meet. */
const subjects = [newId(), newId()];
const payload = (mandateId: string, n: number) => ({
  title: `第 ${n} 次`, number: `N${n}`, numberLabel: `第${n}号`, kind: n % 3 === 0 ? 'motion' : 'suggestion', leadPersonId: 'p', leadMandateId: mandateId, mandateId,
  cosigners: mandates.map((id) => ({ mandateId: id, state: n % 2 === 0 ? 'confirmed' : 'invited' })).filter((one) => one.mandateId !== mandateId),
  facts: { attitude: 'satisfied', result: 'not_satisfied', round: 1 + (n % 2), mandateIds: [mandateId] },
  heldOn: '2026-03-05', stationName: '东门站', deputies: mandates.map((id) => ({ mandateId: id, mandateCongressId: congressId })),
  visitedOn: `2026-04-0${1 + (n % 9)}`, way: '入户', household: true, asked: false,
  callId: subjects[0], callTitle: '征集', topic: { title: '选题', mandateId },
  occurredOn: '2026-05-06', place: '', result: '',
});
/** A declaration has a kind of its own, others have suggestion or motion. */
const eventOf = ({ type, subject, mandate, n, day }: { type: string; subject: number; mandate: number; n: number; day: number }): DomainEvent => ({
  id: newId(), congressId, type, subjectType: 'suggestion', matterId: subjects[subject] ?? null, subjectId: subjects[subject] ?? '', personId: 'p',
  payload: { ...payload(mandates[mandate] ?? '', n), ...(type.startsWith('duty.') ? { kind: 'inspection', facts: { whom: '群众' } } : {}) },
  at: new Date(Date.UTC(2026, 2, 1 + day, 3)).toISOString(),
});
const history = fc.array(fc.record({ type: fc.constantFrom(...Object.keys(reducers)), subject: fc.nat(1), mandate: fc.nat(1), n: fc.nat(8), day: fc.nat(20) }), { minLength: 1, maxLength: 25 }).map((list) => list.map(eventOf));

const content = async (): Promise<unknown[]> => [...(await database.adminSql('SELECT * FROM duty_record ORDER BY id')), ...(await database.adminSql('SELECT * FROM duty_change ORDER BY event_id'))];
const empty = async (): Promise<void> => void (await database.adminSql('DELETE FROM duty_record'), await database.adminSql('DELETE FROM duty_change'));
/** As the two consumers are told: records of every event they know, changes of theirs. */
const deliver = (event: DomainEvent): Promise<void> =>
  work(async (unit) => {
    await project(unit, event);
    if (changeEventTypes.includes(event.type)) await followChange(unit, event);
  });
const store = async (events: readonly DomainEvent[]): Promise<void> => {
  await database.adminSql('DELETE FROM domain_event');
  for (const { id, matterId, type, subjectType, subjectId, payload: facts, at } of events) {
    await database.adminSql('INSERT INTO domain_event (id, congress_id, matter_id, type, subject_type, subject_id, payload, at) VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)', [id, congressId, matterId, type, subjectType, subjectId, JSON.stringify(facts), at]);
  }
};

describe('the archive', () => {
  it('is the same whatever the order of events and however often they come', () => {
    fc.assert(
      fc.property(history.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }))), ([events, delivered]) => {
        expect([...fold(delivered.flatMap(entriesOf))].toSorted()).toEqual([...fold(events.flatMap(entriesOf))].toSorted());
      }),
      { numRuns: 200 },
    );
  });

  it('in the database equals a rebuild, whatever the order of delivery and with repeats', async () => {
    await fc.assert(
      fc.asyncProperty(history.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }))), async ([events, delivered]) => {
        // Without an actor a contact is the system's: events in the database have no person here.
        const stored = events.map((event) => ({ ...event, personId: null }));
        await empty();
        await store(stored);
        for (const event of delivered) await deliver({ ...event, personId: null });
        const followed = await content();
        expect(await work((unit) => compareArchive(unit, congressId))).toMatchObject({ differences: [] });
        expect(await work((unit) => rebuildArchive(unit, congressId))).toBe(events.length);
        await work((unit) => rebuildChanges(unit, congressId));
        expect(await content()).toEqual(followed);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('is compared without being changed, and each difference is told', async () => {
    const [one, two] = [eventOf({ type: 'visit.logged', subject: 0, mandate: 0, n: 1, day: 1 }), eventOf({ type: 'visit.logged', subject: 1, mandate: 0, n: 2, day: 2 })];
    await empty();
    await store([one, two]);
    await deliver(one);
    await database.adminSql(`UPDATE duty_record SET title = '改过的'`);
    await work((unit) => project(unit, eventOf({ type: 'household.linked', subject: 0, mandate: 1, n: 3, day: 3 })));
    const before = await content();
    const { differences } = await work((unit) => compareArchive(unit, congressId));
    expect(differences.map(({ what, title }) => [what, title]).toSorted()).toEqual([['different', '第 1 次'], ['missing', '第 2 次'], ['surplus', '固定联系群众一户']]);
    expect(await content()).toEqual(before);
  });

  it('built by older rules is built anew once', async () => {
    await database.adminSql('UPDATE duty_archive SET rules = 1');
    await database.adminSql(`UPDATE duty_record SET title = '旧规则'`);
    expect(await work((unit) => renewArchive(unit, congressId))).toBe(true);
    expect(await work((unit) => renewArchive(unit, congressId))).toBe(false);
    expect((await content()).length).toBe(2);
    expect(JSON.stringify(await content())).not.toContain('旧规则');
  });

  it('never brings back what was taken back when the older event comes late', async () => {
    const linked = eventOf({ type: 'household.linked', subject: 0, mandate: 0, n: 1, day: 1 });
    const unlinked = eventOf({ type: 'household.unlinked', subject: 0, mandate: 0, n: 1, day: 2 });
    await database.adminSql('DELETE FROM duty_record');
    await work((unit) => project(unit, unlinked));
    await work((unit) => project(unit, linked));
    expect(await database.adminSql('SELECT standing FROM duty_record')).toEqual([{ standing: 'void' }]);
  });

  it('stays with the person when the mandate ends by moving away, through a rebuild, and nobody else reads it as their own', async () => {
    const ended = mandates[0] ?? '';
    const visit = eventOf({ type: 'visit.logged', subject: 0, mandate: 0, n: 1, day: 1 });
    await empty();
    await store([visit]);
    await deliver(visit);
    const [row] = await database.adminSql<{ personId: string }>(`UPDATE mandate SET status = 'ended', ends_on = '2026-06-01', end_ground = 'moved_away' WHERE id = $1 RETURNING person_id AS "personId"`, [ended]);
    await work((unit) => rebuildArchive(unit, congressId));
    const as = (personId: string): Capacity => ({ id: mandates[1] ?? '', kind: 'mandate', personId, personName: '王强', userId: newId(), label: '代表', congressId, congressName: '人民代表大会', divisionCode: '430602', tier: 'county', roles: ['deputy'] });
    const read = (personId: string) => database.units.unitOfWork({ role: 'smart_app', 'app.congress': congressId, 'app.person': personId }, (unit) => myArchive(testWork(unit, clock), as(personId), myArchiveInput.parse({ mandateId: ended })));
    expect(await read(row?.personId ?? '')).toMatchObject({ mandate: { statusLabel: '已终止' }, rows: [{ title: '第 1 次', counts: true }] });
    await expect(read(newId())).rejects.toMatchObject({ code: 'common.not_found' });
    await database.adminSql(`UPDATE mandate SET status = 'active', ends_on = NULL, end_ground = NULL WHERE id = $1`, [ended]);
  });

  it('has words for every kind a reducer makes', () => {
    for (const type of Object.keys(reducers)) for (const { kind } of entriesOf(eventOf({ type, subject: 0, mandate: 0, n: 1, day: 1 }))) expect(dutyKinds[kind].label).not.toBe('');
  });
});
