// Replacing the key of personal data reaches every sealed text there is, wherever it stands: one is planted in each column by the code that seals there, and no table
// holds anything of the old key afterwards. A column that is forgotten is found by its name, too.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { cipherAlgorithms, loadDataKeys, newestHead, openText, readyDataKeys, sealText } from '@smart/identity/data-keys';
import { sealCells } from '@smart/identity/import/sealed';
import { useDeploymentSecret } from '@smart/identity/keys';
import { createPerson } from '@smart/identity/people';
import { rotateDataKeys } from '@smart/identity/rotation';
import { sealedColumns } from '@smart/identity/sealed-columns';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import { keepContact as keepOpinionContact, openContact } from '@smart/opinions/contact';
import { enterAsCitizen, opinionSecret } from '@smart/opinions/entering';
import { book, nameOf } from '@smart/stations/bookings';
import { logVisit, myVisits, saveHousehold } from '@smart/stations/visits';
import { openCall, saveCall } from '@smart/suggestions/calls/calls';
import { keepContact as keepCallContact, proposalSecret } from '@smart/suggestions/calls/follow';
import { proposeAsCitizen } from '@smart/suggestions/calls/proposing';
import { createHouse, type House } from '@smart/suggestions/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerDomains } from '../domains.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let database: TestDatabase;
let house: House;
const ids = { opinion: '', household: newId(), visit: newId(), booking: '', batch: newId() };
const phone = '13907305555';

beforeAll(async () => {
  useDeploymentSecret('a secret for tests of rotation');
  registerDomains();
  database = await createTestDatabase();
  house = await createHouse(database);
  await database.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => readyDataKeys({ ...unit, clock }, cipherAlgorithms[0]));
  const { congressId } = house.city;
  await house.as(house.officer, async (work, who) => {
    await createPerson(work, congressId, { name: '某人', phone, address: '某路' });
    const { id, number } = await enterAsCitizen(work, congressId, { content: '三号楼的路灯坏了三个月', place: '', name: '周女士', hideName: true }, { key: newId(), deputyPersonId: null, stationId: null });
    ids.opinion = id;
    await keepOpinionContact(work, number, opinionSecret(id), phone);
    const call = await saveCall(work, who, { title: '老旧小区征集', wanted: '请说说您所在的小区遇到了什么困难。', topics: [], startsOn: '2026-03-01', endsOn: '2026-12-31', participants: 'both' });
    await openCall(work, who, { id: call.id });
    const proposal = await proposeAsCitizen(work, call.id, { title: '楼道里的灯坏了', situation: '三号楼的楼道灯坏了三个月，没有人来修。', wish: '请物业尽快修好。', place: '' }, newId());
    await keepCallContact(work, proposal.number, proposalSecret(proposal.id), phone);
  });
  await house.as(house.deputy, async (work, who) => {
    await saveHousehold(work, who, { id: ids.household, name: '李家', address: '某巷', phone, note: '' });
    await logVisit(work, who, { id: ids.visit, householdId: ids.household, way: 'home', visitedOn: '2026-03-01', text: '说了楼道的灯', opinion: null }, null);
  });
  const [station, day] = [newId(), newId()];
  await database.adminSql(`INSERT INTO station (id, congress_id, code, division_code, name, label, functions, address, state, opened_on, updated_at) VALUES ($1, $2, 'AAAAAA', '4306', '东门联络站', '代表联络站', '{}', '东门路一号', 'open', '2025-01-05', '2026-03-02')`, [station, congressId]);
  await database.adminSql(`INSERT INTO reception_day (id, congress_id, station_id, state, held_on, starts_at, ends_at, theme, announced_at, updated_at) VALUES ($1, $2, $3, 'announced', '2026-03-20', '09:00', '11:00', '物业管理', '2026-03-01', '2026-03-02')`, [day, congressId, station]);
  ids.booking = (await house.as(house.officer, (work) => book(work, day, { question: '', name: '吴先生' }, newId()))).id;
  await database.adminSql(`INSERT INTO import_batch (id, congress_id, kind, file_name, created_by_id, created_by, created_at) VALUES ($1, $2, 'deputies', 'a.xlsx', $3, '管理员', now())`, [ids.batch, congressId, house.officer.personId]);
  const cells = sealCells(ids.batch, 2, { name: '郑先生', phone });
  await database.adminSql(`INSERT INTO import_row (batch_id, congress_id, line, cells, verdict, made) VALUES ($1, $2, 2, $3, 'new', jsonb_build_object('account', jsonb_build_object('secret', $4::text))), ($1, $2, 3, '', 'same', '{}')`, [ids.batch, congressId, cells, sealText(`import:${ids.batch}:2:password`, 'Once-2026')]);
}, 120_000);
afterAll(() => database.close());

/** Texts of a head in all columns of all tables, as `table.column`. */
async function heldBy(head: string): Promise<string[]> {
  const columns = await database.adminSql<{ table: string; column: string }>(
    `SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'character varying', 'jsonb', 'json') ORDER BY 1, 2`,
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const [row] = await database.adminSql<{ some: boolean }>(`SELECT EXISTS (SELECT 1 FROM "${table}" WHERE "${column}"::text ~ $1) AS some`, [`(^|")${head.replace('.', '[.]')}[A-Za-z0-9_-]{16}`]);
    if (row?.some) found.push(`${table}.${column}`);
  }
  return found;
}

it('every sealed text is sealed anew, opens where it stands, and nothing of the old key is left in any table', async () => {
  const before = newestHead();
  const places = ['call_proposal.contact_cipher', 'deputy_visit.cipher', 'household.cipher', 'import_row.cells', 'import_row.made', 'opinion.contact_cipher', 'opinion.name_cipher', 'person.address_cipher', 'person.phone_cipher', 'reception_booking.name_cipher'];
  expect(await heldBy(before)).toEqual(places);
  const done = await rotateDataKeys({ units: database.units, clock, algorithm: cipherAlgorithms[0] });
  expect(done).toEqual({ sealed: 9, finished: true });
  expect(newestHead()).not.toBe(before);
  expect([await heldBy(before), await heldBy(newestHead())]).toEqual([[], places]);
  expect(await house.as(house.officer, (work) => openContact(work, ids.opinion))).toMatchObject({ phone });
  expect(JSON.stringify(await house.as(house.deputy, (work, who) => myVisits(work, who, { limit: 20, offset: 0 })))).toContain('李家');
  const [booking] = await database.adminSql<{ cipher: string }>('SELECT name_cipher AS cipher FROM reception_booking WHERE id = $1', [ids.booking]);
  expect(nameOf(ids.booking, booking?.cipher ?? null)).toBe('吴先生');
  const [row] = await database.adminSql<{ secret: string }>(`SELECT made->'account'->>'secret' AS secret FROM import_row WHERE line = 2`);
  expect(openText(`import:${ids.batch}:2:password`, row?.secret ?? '')).toBe('Once-2026');
  const again = await database.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, async (unit) => {
    await loadDataKeys(unit);
    return newestHead();
  });
  expect(again).toBe(newestHead());
});

it('a column that is named as a sealed one is among those a rotation reaches', async () => {
  const named = await database.adminSql<{ place: string }>(`SELECT table_name || '.' || column_name AS place FROM information_schema.columns WHERE table_schema = 'public' AND column_name ~ 'cipher' AND table_name <> 'person' ORDER BY 1`);
  const reached = sealedColumns().map(({ table, value }) => `${table}.${value.replace(/^t\./, '')}`);
  for (const { place } of named) expect(reached).toContain(place);
  expect(named.length).toBeGreaterThan(5);
});
