// Random walks over stations, reception days and bookings on a real database: no dead end, no illegal step succeeds, log and state agree.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import { walk, type Walker } from '@smart/workflow/walk';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bookingStore } from './bookings.ts';
import { receptionStore } from './reception-store.ts';
import { stationStore } from './store.ts';
import { createHouse, deputyAt } from './testing.ts';
import { bookingWorkflow } from './workflow-booking.ts';
import { receptionWorkflow } from './workflow-reception.ts';
import { type Actor, stationWorkflow } from './workflow.ts';

let database: TestDatabase;
let house: Awaited<ReturnType<typeof createHouse>>;
let station: string;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  station = await newStation();
});
afterAll(() => database.close());

const walker = (capacity: Capacity): Walker<Actor> => ({ name: capacity.label, actor: capacity, acting: { personId: capacity.personId, capacityId: capacity.id, label: capacity.personName } });
const walkers = () => [house.district, house.city, house.town, deputyAt(house.district, house.street, newId()), deputyAt(house.city, house.cityDeputy, newId())].map(walker);
const as = <T>(_: Walker<Actor> | null, run: (work: Work) => Promise<T>): Promise<T> => house.as(house.district, (work) => run(work));
let made = 0;

async function newStation(): Promise<string> {
  const id = newId();
  made += 1;
  await database.adminSql(
    `INSERT INTO station (id, congress_id, code, division_code, name, label, functions, address, state, opened_on, updated_at) VALUES ($1, $2, $3, '430602001', '站', '代表联络站', '{}', '路一号', 'open', '2026-01-05', now())`,
    [id, house.district.congressId, `W${String(made).padStart(5, '0')}`],
  );
  return id;
}
async function newReception(): Promise<string> {
  const id = newId();
  made += 1;
  await database.adminSql(
    `INSERT INTO reception_day (id, congress_id, station_id, state, held_on, starts_at, ends_at, updated_at) VALUES ($1, $2, $3, 'planned', $4, '09:00', '11:00', now())`,
    [id, house.district.congressId, station, '2026-03-20'],
  );
  await database.adminSql('INSERT INTO reception_deputy (reception_id, mandate_id, congress_id, person_id, mandate_congress_id, name) SELECT $1, m.id, $2, m.person_id, m.congress_id, $3 FROM mandate m WHERE m.id = $4', [id, house.district.congressId, '王强', house.street]);
  return id;
}

it('a station goes everywhere it may and nowhere else', async () => {
  const report = await walk({ store: stationStore, walkers: walkers(), as, create: newStation, details: () => ({ reason: '房屋拆迁', event: { payload: { title: '站', reason: null } } }), runs: 12, steps: 8 });
  expect(report.states).toEqual(new Set(Object.keys(stationWorkflow.states)));
  expect(report.refusals).toBeGreaterThan(20);
}, 120_000);

it('a reception day goes everywhere it may and nowhere else', async () => {
  const report = await walk({
    store: receptionStore, walkers: walkers(), as, create: newReception, runs: 20, steps: 8,
    details: (_work, action, subject) => ({
      reason: '代表开会', input: action === 'postpone' ? { heldOn: '2026-03-25' } : undefined,
      event: { payload: { title: '接待', stationName: subject.stationName, heldOn: subject.heldOn, startsAt: '09:00', reason: null, announced: true, deputies: [] } },
    }),
    // The day comes for every other one that is announced.
    invariant: async ({ id, state }) => {
      if (state === 'announced' && made % 2 === 0) await database.adminSql(`UPDATE reception_day SET held_on = '2026-03-02' WHERE id = $1`, [id]);
    },
  });
  expect(report.refusals).toBeGreaterThan(20);
  expect(report.states).toEqual(new Set(Object.keys(receptionWorkflow.states)));
}, 120_000);

it('a booking is made, cancelled or over, by the system only', async () => {
  const day = await newReception();
  const report = await walk({
    store: bookingStore, walkers: walkers(), as, runs: 10, steps: 5,
    create: async () => {
      const id = newId();
      made += 1;
      await database.adminSql('INSERT INTO reception_booking (id, congress_id, reception_id, number, form_key, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, now(), now())', [id, house.district.congressId, day, `430602-260302-${String(made).padStart(6, '0')}`, newId()]);
      return id;
    },
  });
  expect(report.states).toEqual(new Set(Object.keys(bookingWorkflow.states)));
}, 120_000);
