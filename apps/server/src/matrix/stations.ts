// The stations of the matrix: two open ones and a closed one of the home congress, a deputy met at one of them, and reception days.
import type { TestDatabase } from '@smart/database/testing';
import { sealText } from '@smart/identity/data-keys';
import { newId } from '@smart/kernel/ids';
import type { People } from './world.ts';

export type Stations = Readonly<Record<'open' | 'other' | 'closed' | 'planned' | 'announced' | 'past' | 'household' | 'draftRating' | 'submittedRating' | 'elsewhere' | 'criterion' | 'visit', string>>;

/** Who staffs a station is told to its own congress only. */
export const staffName = '联络站值守人';
/** What people asked at a reception day stays with those who run it and those who received. */
export const askedWords = '接待日群众反映的问题原文';
/** With whom the lead keeps contact is told to the lead alone. */
export const householdName = '固定联系的老陈家';

export async function createStations({ at: { home, upper }, of }: People, { adminSql }: TestDatabase): Promise<Stations> {
  const stations = { open: newId(), other: newId(), closed: newId(), planned: newId(), announced: newId(), past: newId(), household: newId(), draftRating: newId(), submittedRating: newId(), elsewhere: newId(), criterion: newId(), visit: newId() };
  for (const [id, code, name, state] of [[stations.open, 'AAAAAA', '东门联络站', 'open'], [stations.other, 'BBBBBB', '西门联络站', 'open'], [stations.closed, 'CCCCCC', '旧站', 'closed']] as const) {
    await adminSql(
      `INSERT INTO station (id, congress_id, code, division_code, name, label, functions, address, state, opened_on, updated_at) VALUES ($1, $2, $3, '4306', $4, '代表联络站', '{}', '东门路一号', $5, '2025-01-05', '2026-03-02')`,
      [id, home.congressId, code, name, state],
    );
  }
  const [staff, lead, second] = [of('home.standing_committee_member'), of('home.lead'), of('home.cosigner')];
  await adminSql(`INSERT INTO station_staff (station_id, appointment_id, congress_id, person_id, name, duty) VALUES ($1, $2, $3, $4, $5, 'head')`, [stations.open, staff.id, home.congressId, staff.personId, staffName]);
  const desk = of('home.station_clerk');
  await adminSql(`INSERT INTO station_staff (station_id, appointment_id, congress_id, person_id, name, duty) VALUES ($1, $2, $3, $4, $5, 'head'), ($6, $2, $3, $4, $5, 'liaison')`, [stations.open, desk.id, home.congressId, desk.personId, desk.personName, stations.closed]);
  await adminSql(
    `INSERT INTO station_member (id, congress_id, station_id, mandate_id, person_id, mandate_congress_id, basis, starts_on, current_mandate_id) VALUES ($1, $2, $3, $4, $5, $2, 'chosen', '2026-01-05', $4)`,
    [newId(), home.congressId, stations.open, lead.id, lead.personId],
  );
  for (const [id, state, day] of [[stations.planned, 'planned', '2026-03-20'], [stations.announced, 'announced', '2026-03-16'], [stations.past, 'announced', '2026-03-02']] as const) {
    await adminSql(
      `INSERT INTO reception_day (id, congress_id, station_id, state, held_on, starts_at, ends_at, theme, announced_at, questions, updated_at) VALUES ($1, $2, $3, $4, $5, '09:00', '11:00', '物业管理', $6, $7, '2026-03-02')`,
      [id, home.congressId, stations.open, state, day, state === 'planned' ? null : '2026-02-20', askedWords],
    );
    for (const deputy of [lead, second]) {
      await adminSql('INSERT INTO reception_deputy (reception_id, mandate_id, congress_id, person_id, mandate_congress_id, name) VALUES ($1, $2, $3, $4, $3, $5)', [id, deputy.id, home.congressId, deputy.personId, deputy.personName]);
    }
  }
  // A day of the other station: nothing for the staff of the first.
  await adminSql(
    `INSERT INTO reception_day (id, congress_id, station_id, state, held_on, starts_at, ends_at, theme, announced_at, updated_at) VALUES ($1, $2, $3, 'planned', '2026-03-21', '09:00', '11:00', '物业管理', NULL, '2026-03-02')`,
    [stations.elsewhere, home.congressId, stations.other],
  );
  await adminSql('INSERT INTO household (id, congress_id, mandate_id, person_id, cipher, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, now(), now())', [
    stations.household, home.congressId, lead.id, lead.personId, sealText(`${stations.household}:household`, JSON.stringify({ name: householdName, address: '', phone: '', note: '' })),
  ]);
  for (const [id, year, state] of [[stations.draftRating, 2025, 'draft'], [stations.submittedRating, 2024, 'submitted']] as const) {
    await adminSql(`INSERT INTO station_rating (id, congress_id, station_id, year, auditor_id, state, items, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, '2026-03-02')`, [id, home.congressId, stations.open, year, upper.congressId, state, state === 'draft' ? null : '[]']);
  }
  await adminSql(`INSERT INTO deputy_visit (id, congress_id, mandate_id, person_id, way, visited_on, created_at) VALUES ($1, $2, $3, $4, 'home', '2026-02-28', '2026-02-28')`, [stations.visit, home.congressId, lead.id, lead.personId]);
  await adminSql(`INSERT INTO station_criterion (id, congress_id, heading, label, starts_on, set_by, created_at) VALUES ($1, $2, 'served', '设有无障碍通道', '2026-01-01', '孙丽', '2026-01-01')`, [stations.criterion, home.congressId]);
  await adminSql(`INSERT INTO matter_share (matter_id, congress_id, since) VALUES ($1, $2, '2026-03-02')`, [stations.submittedRating, upper.congressId]);
  return stations;
}
