import type { TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import { errandEvents, type testCongress } from '@smart/workflow/testing/errands';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appendEvents } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { createRunIn, deliver } from './delivery.ts';
import { deadLetters, queueFigures } from './dead-letters.ts';
import { createJobsDatabase, foundCongress, mark, submit, testTiming, until } from './testing/database.ts';
import { installQueues } from './install.ts';
import { type Jobs, startJobs } from './jobs.ts';
import { registerConsumer, registerDeploymentSweep, registeredConsumers, registerHint, registerSweep, registerTask } from './registry.ts';

let database: TestDatabase;
let congress: ReturnType<typeof testCongress>;
let other: ReturnType<typeof testCongress>;
let jobs: Jobs;
const failures = { times: 0 };
const errors: string[] = [];
const inTransaction: number[] = [];
const pause = { gate: Promise.resolve(), begun: 0 };

registerConsumer('marker', ['errand.submitted', 'errand.accepted'], async (work, event) => {
  await mark(work, event.id, `marker ${errandEvents.submitted.payloadOf(event).title} ${work.settings['app.congress']}`);
  pause.begun += 1;
  await pause.gate;
});
registerConsumer('fragile', ['errand.submitted'], async (work, event) => {
  await mark(work, event.id, 'fragile');
  if (failures.times > 0) {
    failures.times -= 1;
    throw new Error('短信网关无应答');
  }
});
registerTask('long', ['errand.answered'], async (units, event) => {
  await units((work) => mark(work, event.id, `long ${work.settings['app.congress']}`));
  inTransaction.push(database.units.stats().inUse);
  if (failures.times > 0) {
    failures.times -= 1;
    throw new Error('没有写成');
  }
});
registerHint('hint', ['errand.noted'], (work, event) => mark(work, event.id, `hint ${event.subjectType}`).then(() => undefined));
registerSweep('roll-call', '0 3 * * *', async (work, congressId) => {
  if (congressId === other.congressId) throw new Error('trouble of one');
  await mark(work, congressId, `roll-call ${work.settings['app.congress']}`);
});
registerDeploymentSweep('count', '0 4 * * *', (work) => mark(work, congress.congressId, `count ${work.settings['app.realm']}`).then(() => undefined));

beforeAll(async () => {
  database = await createJobsDatabase();
  congress = await foundCongress(database, '4306');
  other = await foundCongress(database, '4307');
});
afterAll(() => database.close());
beforeEach(async () => {
  failures.times = 0;
  errors.length = 0;
  jobs = await start();
});
afterEach(() => jobs.stop());

const start = () => startJobs({ databaseUrl: database.serverUrl, units: database.units, workFor: (unit) => congress.workFor(unit), onError: (error) => errors.push(String(error)), timing: testTiming });
const eventOf = async (subjectId: string) => {
  const [row] = await database.adminSql<{ id: string }>(`SELECT id FROM domain_event WHERE subject_id = $1 AND type = 'errand.submitted'`, [subjectId]);
  return row?.id ?? '';
};
const marks = async (id: string) => (await database.adminSql<{ note: string }>('SELECT note FROM mark WHERE event_id = $1 ORDER BY note', [id])).map(({ note }) => note);
const marked = (id: string, count: number) => until(async () => (await marks(id)).length >= count && marks(id));

describe('delivery', () => {
  test('reaches every consumer once, in the event’s congress, soon after the commit', async () => {
    const begun = Date.now();
    const [a, b] = [await submit(congress, '修路'), await submit(other, '修桥')];
    expect(await marked(await eventOf(a), 2)).toEqual(['fragile', `marker 修路 ${congress.congressId}`]);
    expect(await marked(await eventOf(b), 2)).toEqual(['fragile', `marker 修桥 ${other.congressId}`]);
    expect(Date.now() - begun).toBeLessThan(3000);
  });

  test('gives a hint once for each kind of subject of what was written together, and holds all of it for done', async () => {
    const noted = (subjectType: string) => ({ congressId: congress.congressId, matterId: null, type: 'errand.noted', subjectType, subjectId: newId(), personId: null, payload: {} });
    await congress.inUnit((work) => appendEvents(work, [...Array.from({ length: 200 }, () => noted('row')), ...Array.from({ length: 100 }, () => noted('column'))]));
    const done = () => database.adminSql(`SELECT event_id FROM consumed_event WHERE consumer = 'hint'`);
    await until(async () => (await done()).length === 300);
    const hints = await database.adminSql(`SELECT note FROM mark WHERE note LIKE 'hint%' ORDER BY note`);
    expect(hints).toEqual([{ note: 'hint column' }, { note: 'hint row' }]);
  });

  test('runs a long task outside any transaction, again when it failed, and holds it for done only then', async () => {
    failures.times = 1;
    const subjectId = newId();
    await congress.inUnit((work) => appendEvents(work, [{ congressId: congress.congressId, matterId: null, type: 'errand.answered', subjectType: 'errand', subjectId, personId: null, payload: {} }]));
    const [event] = await database.adminSql<{ id: string }>('SELECT id FROM domain_event WHERE subject_id = $1', [subjectId]);
    const done = () => database.adminSql(`SELECT 1 FROM consumed_event WHERE consumer = 'long' AND event_id = $1`, [event?.id]);
    expect(await marked(event?.id ?? '', 1)).toContain(`long ${congress.congressId}`);
    await until(async () => (await done()).length === 1);
    expect([inTransaction, errors]).toEqual([[0, 0], ['Error: 没有写成']]);
  });

  test('does nothing for an act that was undone', async () => {
    const id = await congress.create();
    await expect(
      congress.inUnit(async (work) => {
        await work.sql(`INSERT INTO domain_event (id, congress_id, type, subject_type, subject_id, payload, at) VALUES ($1, $2, 'errand.submitted', 'errand', $1, '{}', now())`, [id, congress.congressId]);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await database.adminSql('SELECT 1 FROM domain_event WHERE id = $1', [id])).toEqual([]);
  });

  test('is repeated after a failure, which leaves nothing behind; the other consumer is not concerned', async () => {
    failures.times = 2;
    const id = await eventOf(await submit(congress));
    expect(await marked(id, 2)).toEqual(['fragile', `marker 修路 ${congress.congressId}`]);
    expect(errors).toEqual(['Error: 短信网关无应答', 'Error: 短信网关无应答']);
    expect(await database.adminSql('SELECT consumer FROM consumed_event WHERE event_id = $1 ORDER BY 1', [id])).toEqual([{ consumer: 'fragile' }, { consumer: 'marker' }]);
  });

  test('of the same event twice, also at the same time, takes effect once', async () => {
    const id = await eventOf(await submit(congress));
    await marked(id, 2);
    const consumer = { name: 'late-comer', types: ['errand.submitted'], handle: (work: Work) => mark(work, id, 'late-comer').then(() => undefined) };
    const runIn = createRunIn(database.units, (unit) => congress.workFor(unit));
    await Promise.all([1, 2, 3].map(() => deliver(runIn, consumer, { congressId: congress.congressId, eventId: id })));
    await deliver(runIn, consumer, { congressId: congress.congressId, eventId: id });
    expect((await marks(id)).filter((note) => note === 'late-comer')).toHaveLength(1);
  });

  test('of many events at once loses and doubles none', async () => {
    const ids = await Promise.all(Array.from({ length: 60 }, (_, n) => submit(n % 2 ? congress : other)));
    const events = await Promise.all(ids.map(eventOf));
    await until(async () => (await database.adminSql('SELECT 1 FROM mark WHERE event_id = ANY ($1::uuid[])', [events])).length >= 120);
    const doubled = await database.adminSql('SELECT event_id FROM mark WHERE event_id = ANY ($1::uuid[]) GROUP BY event_id HAVING count(*) <> 2', [events]);
    expect(doubled).toEqual([]);
  });
});

describe('catching up', () => {
  test('delivers what was written without being queued, once it is a minute old', async () => {
    await jobs.stop();
    const id = await eventOf(await submit(congress)); // no outbox is set while no jobs run
    expect(await database.adminSql(`SELECT 1 FROM pgboss.job WHERE id = $1`, [id])).toEqual([]);
    jobs = await start();
    await jobs.runSweep('catch-up');
    await new Promise((done) => setTimeout(done, 1500));
    expect(await marks(id)).toEqual([]); // its commit may still be under way somewhere
    congress.clock.advance({ minutes: 2 });
    await jobs.runSweep('catch-up');
    expect(await marked(id, 2)).toHaveLength(2);
    await jobs.runSweep('catch-up');
    await new Promise((done) => setTimeout(done, 1500));
    expect(await marks(id)).toHaveLength(2);
  });
});

describe('dead letters', () => {
  test('are seen by the congress they belong to, and can be tried again', async () => {
    failures.times = 6;
    // Six attempts with the usual doubling of waits would take half a minute: let each begin at once.
    const id = await eventOf(await submit(congress, '路灯'));
    const letter = await until(async () => {
      await database.adminSql(`UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'`);
      return (await congress.inUnit((work) => deadLetters(work))).find(({ eventId }) => eventId === id);
    });
    expect(letter).toMatchObject({ queue: 'consumer.fragile', congressId: congress.congressId, eventType: 'errand.submitted', problem: '短信网关无应答', attempts: 6 });
    expect(await other.inUnit((work) => deadLetters(work))).toEqual([]);
    expect((await congress.inUnit((work) => deadLetters(work), 'system')).map(({ eventId }) => eventId)).toContain(id);
    expect(await congress.inUnit((work) => queueFigures(work))).toContainEqual({ queue: 'dead-letters', state: 'created', count: 1 });

    await expect(other.inUnit((work) => jobs.retryDeadLetter(work, letter.id))).rejects.toMatchObject({ code: 'common.not_found' });
    await congress.inUnit((work) => jobs.retryDeadLetter(work, letter.id));
    expect(await marked(id, 2)).toHaveLength(2);
    expect(await congress.inUnit((work) => deadLetters(work))).toEqual([]);
  });
});

describe('sweeps', () => {
  test('run for every congress apart, and the trouble of one is not another’s', async () => {
    await jobs.runSweep('roll-call');
    expect(await marked(congress.congressId, 1)).toEqual([`roll-call ${congress.congressId}`]);
    await until(async () => errors.some((error) => error.includes('trouble of one')));
    expect(await marks(other.congressId)).toEqual([]);
    await database.adminSql(`DELETE FROM pgboss.job WHERE name = 'sweep.roll-call.congress'`);
  });

  test('of the deployment run once, in the realm of the system', async () => {
    await jobs.runSweep('count');
    expect(await until(async () => (await marks(congress.congressId)).find((note) => note.startsWith('count')))).toBe('count system');
  });

  test('keep the times they were given, in Shanghai, and make up one run after a standstill', async () => {
    const rows = await database.adminSql('SELECT name, cron, timezone, options->>$1 AS missed FROM pgboss.schedule ORDER BY name', ['missed']);
    expect(rows).toEqual(
      [['sweep.catch-up', '* * * * *'], ['sweep.count', '0 4 * * *'], ['sweep.reminders', '0 8 * * *'], ['sweep.roll-call', '0 3 * * *'], ['sweep.seal', '20 0 * * *']].map(
        ([name, cron]) => ({ name, cron, timezone: 'Asia/Shanghai', missed: 'once' }),
      ),
    );
  });

  test('seal the days that have passed when the jobs start', async () => {
    congress.clock.advance({ days: 2 });
    await jobs.stop();
    jobs = await start();
    await until(async () => (await database.adminSql('SELECT day FROM log_anchor')).length > 0);
  });
});

describe('stopping', () => {
  test('lets running work finish', async () => {
    let open = () => {};
    const before = pause.begun;
    pause.gate = new Promise((resolve) => (open = resolve));
    const id = await eventOf(await submit(congress));
    await until(async () => pause.begun > before);
    const stopped = jobs.stop();
    setTimeout(open, 700);
    await stopped;
    pause.gate = Promise.resolve();
    expect(await marks(id)).toContain(`marker 修路 ${congress.congressId}`);
  });

  test('and starting again is possible at any time; two processes share the work', async () => {
    const second = await start();
    try {
      const ids = await Promise.all(Array.from({ length: 20 }, () => submit(congress)));
      for (const id of ids) expect(await marked(await eventOf(id), 2)).toHaveLength(2);
    } finally {
      await second.stop();
    }
    expect(await jobs.ready()).toBe(true);
  });
});

test('installing again changes nothing, and the server’s role cannot change the structure', async () => {
  await installQueues(database.adminUrl);
  await expect(congress.inUnit((work) => work.sql('CREATE TABLE pgboss.mine (id int)'))).rejects.toThrow('permission denied');
  await expect(congress.inUnit((work) => work.sql('DROP TABLE pgboss.job'))).rejects.toThrow('must be owner');
  await expect(database.units.unitOfWork({ role: 'smart_reader' }, ({ sql }) => sql('SELECT * FROM pgboss.job'))).rejects.toThrow('permission denied');
});

test('a name is taken once, and a consumer of an unknown event is refused at the start', () => {
  expect(() => registerConsumer('marker', [], async () => {})).toThrow('twice');
  expect(() => registerSweep('Nightly!', '* * * * *', async () => {})).toThrow('no name');
  registerConsumer('waiting-for-ever', ['errand.vanished'], async () => {});
  expect(() => registeredConsumers()).toThrow('waiting-for-ever waits for events that are not defined: errand.vanished');
});
