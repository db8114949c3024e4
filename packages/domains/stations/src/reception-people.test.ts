// Reception days and the people in them: citizens who book, deputies who sign in, reminders that stop, and visits that nobody else reads.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { book, bookingOf, bookingSecret, cancelBooking, endBookings } from './bookings.ts';
import { saveStation } from './keeping.ts';
import { bookingText, logVisitInput } from './model-inputs.ts';
import { confirmPlacing } from './placing.ts';
import { listReceptions, myStation } from './reception-reading.ts';
import { mayReadReceptionPicture } from './reception-pictures.ts';
import { announceReception, cancelReception, postponeReception, recordReception, saveReception } from './receptions.ts';
import { remindOfReceptions } from './reminding.ts';
import { signIn } from './signing-in.ts';
import { createHouse, deputyAt, stationForm } from './testing.ts';
import { correctVisit, endHousehold, logVisit, myVisits, saveHousehold, withdrawVisit } from './visits.ts';

let database: TestDatabase;
let house: Awaited<ReturnType<typeof createHouse>>;
let station: { id: string; code: string };
/** The city's deputy, met at the district's station, and the district's. */
let cityDeputy: Capacity;
let street: Capacity;

const inDistrict = <T>(run: Parameters<typeof house.as<T>>[1]): Promise<T> => house.as(house.district, run);
const capacityOf = async (who: Capacity, mandateId: string): Promise<Capacity> => {
  const [row] = await database.adminSql<{ personId: string }>('SELECT person_id AS "personId" FROM mandate WHERE id = $1', [mandateId]);
  return deputyAt(who, mandateId, row?.personId ?? '');
};

beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  const { id } = await inDistrict((work, who) => saveStation(work, who, stationForm('街道站', '430602001')));
  const [row] = await database.adminSql<{ code: string }>('SELECT code FROM station WHERE id = $1', [id]);
  station = { id, code: row?.code ?? '' };
  await inDistrict((work, who) => confirmPlacing(work, who, { mandateIds: [house.cityDeputy, house.street], stationId: id }));
  cityDeputy = await capacityOf(house.city, house.cityDeputy);
  street = await capacityOf(house.district, house.street);
});
afterAll(() => database.close());
beforeEach(() => house.clock.set('2026-03-02T09:00:00+08:00'));

/** An announced day; 6 March, 9:00, unless said otherwise. */
async function announced(heldOn = '2026-03-06'): Promise<string> {
  const slot = { stationId: station.id, heldOn, startsAt: '09:00', endsAt: '11:00', place: '', theme: '', mandateIds: [house.cityDeputy, house.street] };
  const { id } = await inDistrict((work, who) => saveReception(work, who, slot));
  await inDistrict((work, who) => announceReception(work, who, { id }));
  return id;
}
const text = (question = '', name = '') => bookingText.parse({ question, name });
const bookAs = (day: string, question = '', key: string = newId(), name = '') => inDistrict((work) => book(work, day, text(question, name), key));

describe('booking', () => {
  it('the same form twice is one; deputies of every tier read what will be asked, the office how to call them, and no number is kept', async () => {
    const day = await announced();
    const first = await bookAs(day, '小区充电桩不够，打我 13800000000', 'form-key-1', '李女士');
    expect(await bookAs(day, '另一件事', 'form-key-1', '李女士')).toEqual(first);
    const [one, two] = await Promise.all([bookAs(day, '', 'form-key-2'), bookAs(day, '', 'form-key-2')]);
    expect(one).toEqual(two);
    const ahead = (await house.as(cityDeputy, myStation)).ahead.find(({ id }) => id === day);
    expect(ahead?.bookings).toEqual([{ question: '小区充电桩不够，打我 ［电话已隐去］', name: null }, { question: '', name: null }]);
    const row = (await inDistrict((work, who) => listReceptions(work, who, { limit: 20, offset: 0 }))).rows.find(({ id }) => id === day);
    expect(row?.bookings[0]?.name).toBe('李女士');
    expect(JSON.stringify(await database.adminSql('SELECT * FROM reception_booking WHERE reception_id = $1', [day]))).not.toContain('李女士');
    // Nobody reads a booking as the public, whatever they ask for.
    await expect(database.units.unitOfWork({ role: 'smart_reader' }, (unit) => unit.sql('SELECT question FROM reception_booking'))).rejects.toThrow();
  });

  it('ends with the day’s places and its beginning, and is no booking of a day that is not announced', async () => {
    const day = await announced();
    const { id: planned } = await inDistrict((work, who) => saveReception(work, who, { stationId: station.id, heldOn: '2026-03-20', startsAt: '09:00', endsAt: '11:00', place: '', theme: '', mandateIds: [house.street] }));
    await expect(bookAs(planned)).rejects.toMatchObject({ code: 'stations.booking_closed' });
    house.clock.set('2026-03-06T09:00:00+08:00');
    await expect(bookAs(day)).rejects.toMatchObject({ code: 'stations.booking_closed' });
    house.clock.set('2026-03-06T08:59:00+08:00');
    await bookAs(day);
  });

  it('of many who want the last places nobody gets one too many', async () => {
    const day = await announced();
    const answers = await Promise.allSettled(Array.from({ length: 36 }, (_, at) => bookAs(day, `第 ${at} 件`)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    expect(answers.flatMap((one) => (one.status === 'rejected' ? [Reflect.get(Object(one.reason), 'code')] : []))).toEqual(Array.from({ length: 6 }, () => 'stations.booking_full'));
  });

  it('its receipt shows the day as it stands, gives the place back once, and opens with the right secret only', async () => {
    const day = await announced();
    const { id, number } = await bookAs(day, '电梯', newId(), '王先生');
    const read = (secret: string) => inDistrict((work) => bookingOf(work, number, secret));
    expect(await read(bookingSecret(id).toLowerCase())).toMatchObject({ heldOn: '2026-03-06', before: 0, canCancel: true, stationName: '街道站', question: '电梯' });
    await expect(read('AAAA-AAAA-AAAA')).rejects.toMatchObject({ code: 'stations.unknown_booking' });
    await expect(inDistrict((work) => bookingOf(work, '430602-260302-AAAAAA', bookingSecret(id)))).rejects.toMatchObject({ code: 'stations.unknown_booking' });
    await inDistrict((work, who) => postponeReception(work, who, { id: day, heldOn: '2026-03-09', startsAt: '14:00', endsAt: '16:00', reason: '代表开会' }));
    expect(await read(bookingSecret(id))).toMatchObject({ heldOn: '2026-03-09', startsAt: '14:00' });
    await inDistrict((work) => cancelBooking(work, number, bookingSecret(id)));
    await expect(inDistrict((work) => cancelBooking(work, number, bookingSecret(id)))).rejects.toMatchObject({ code: 'workflow.illegal_action' });
    expect(await read(bookingSecret(id))).toMatchObject({ stateLabel: '已取消', canCancel: false, question: '' });
    expect(await database.adminSql('SELECT name_cipher FROM reception_booking WHERE id = $1', [id])).toEqual([{ name_cipher: null }]);
  });

  it('names are erased when the day is over or cancelled', async () => {
    const [over, off] = [await announced(), await announced('2026-03-10')];
    await bookAs(over, '', newId(), '张先生');
    await bookAs(off, '', newId(), '赵女士');
    await inDistrict((work, who) => cancelReception(work, who, { id: off, reason: '代表出差' }));
    house.clock.set('2026-03-07T01:15:00+08:00');
    await inDistrict((work) => endBookings(work, house.district.congressId));
    expect(await database.adminSql(`SELECT count(*)::int AS named FROM reception_booking WHERE reception_id IN ($1, $2) AND (name_cipher IS NOT NULL OR state <> 'over')`, [over, off])).toEqual([{ named: 0 }]);
    expect(await inDistrict((work) => endBookings(work, house.district.congressId))).toBe(0);
  });
});

describe('signing in', () => {
  it('takes one scan on the day, by those who receive, and the record then knows who was there', async () => {
    const day = await announced('2026-03-12');
    const scan = (who: Capacity) => house.as(who, (work, me) => signIn(work, me, { code: station.code.toLowerCase() }));
    await expect(scan(cityDeputy)).rejects.toMatchObject({ code: 'stations.no_reception_today' });
    house.clock.set('2026-03-12T08:50:00+08:00');
    await expect(scan(deputyAt(house.district, newId(), newId()))).rejects.toMatchObject({ code: 'stations.no_reception_today' });
    await expect(house.as(cityDeputy, (work, me) => signIn(work, me, { code: 'ZZZZZZ' }))).rejects.toMatchObject({ code: 'stations.no_reception_today' });
    await expect(house.as(cityDeputy, (work, me) => signIn(work, me, { code: '不是码' }))).rejects.toMatchObject({ code: 'stations.not_found' });
    expect(await scan(cityDeputy)).toMatchObject({ stationName: '街道站', signedInAt: '08:50', bookings: 0 });
    house.clock.set('2026-03-12T10:00:00+08:00');
    expect(await scan(cityDeputy)).toMatchObject({ signedInAt: '08:50' });
    const ahead = (await house.as(street, myStation)).ahead.find(({ id }) => id === day);
    expect(ahead?.deputies.map(({ signedInAt }) => signedInAt).sort()).toEqual(['08:50', null]);
    expect(await database.adminSql(`SELECT action FROM action_log WHERE subject_id = $1 AND action = 'signIn'`, [day])).toHaveLength(1);
    await house.as(cityDeputy, (work, me) => recordReception(work, me, { id: day, visitors: 2, form: 'talk', questions: '', outcome: '', attended: [house.cityDeputy] }));
    await expect(scan(street)).rejects.toMatchObject({ code: 'stations.no_reception_today' });
  });
});

describe('pictures of the record', () => {
  const upload = async (by: Capacity, mediaType = 'image/jpeg'): Promise<string> => {
    const id = newId();
    await database.adminSql(
      `INSERT INTO stored_file (id, congress_id, matter_id, purpose, name, media_type, size, sha256, uploaded_by, uploader_label, created_at) VALUES ($1, $2, $1, 'reception', '照片1.jpg', $3, 10, $4, $5, '测试', $6)`,
      [id, by.congressId, mediaType, id.replaceAll('-', '').padEnd(64, '0'), by.personId, house.clock.now()],
    );
    return id;
  };
  it('sent by a deputy of another tier belong to the day: its office and who received have them, nobody else, and what is no picture is refused', async () => {
    house.clock.set('2026-03-13T08:00:00+08:00');
    const day = await announced('2026-03-17');
    house.clock.set('2026-03-17T11:00:00+08:00');
    const record = (fileIds: string[]) => house.as(cityDeputy, (work, me) => recordReception(work, me, { id: day, visitors: 2, form: 'meeting', questions: '', outcome: '', fileIds, attended: [house.cityDeputy] }));
    await expect(record([await upload(cityDeputy, 'application/pdf')])).rejects.toMatchObject({ code: 'stations.only_pictures' });
    await expect(record([await upload(street)])).rejects.toMatchObject({ code: 'files.not_found' });
    const picture = await upload(cityDeputy);
    await record([picture]);
    const file = { matterId: day, subjectType: 'reception' };
    const may = (who: Capacity) => house.as(who, (work, me) => mayReadReceptionPicture(work, me, file));
    expect([await may(house.district), await may(cityDeputy), await may(street), await may(deputyAt(house.district, newId(), newId())), await may(house.city)]).toEqual([true, true, true, false, false]);
    const [row] = (await inDistrict((work, who) => listReceptions(work, who, { limit: 100, offset: 0 }))).rows.filter(({ id }) => id === day);
    expect(row).toMatchObject({ form: 'meeting', pictures: [{ id: picture, name: '照片1.jpg', size: 10 }] });
    // Put right without a word of the pictures they stay; named without them they go.
    const correct = (more: { fileIds?: string[] }) => inDistrict((work, who) => recordReception(work, who, { id: day, visitors: 3, form: 'talk', questions: '', outcome: '', ...more }));
    await correct({});
    expect((await house.as(cityDeputy, myStation)).behind.find(({ id }) => id === day)).toMatchObject({ visitors: 3, form: 'talk', pictures: [{ id: picture }] });
    await correct({ fileIds: [] });
    expect((await house.as(cityDeputy, myStation)).behind.find(({ id }) => id === day)?.pictures).toEqual([]);
  });
});

describe('reminders', () => {
  it('come the day before and twice after, each once, and stop when the day is recorded or moved', async () => {
    const day = await announced('2026-04-10');
    const remind = async (at: string) => {
      house.clock.set(`${at}T08:00:00+08:00`);
      return inDistrict((work) => remindOfReceptions(work, house.district.congressId));
    };
    const about = async () => (await database.adminSql<{ step: string }>(`SELECT payload->>'step' AS step FROM domain_event WHERE subject_id = $1 AND type IN ('reception.approaching', 'reception.unrecorded') ORDER BY position`, [day])).map(({ step }) => step);
    await remind('2026-04-08');
    expect(await about()).toEqual([]);
    await remind('2026-04-09');
    await remind('2026-04-09');
    for (const at of ['2026-04-11', '2026-04-12', '2026-04-14', '2026-04-15', '2026-04-20']) await remind(at);
    expect(await about()).toEqual(['before:1', 'after:1', 'after:4']);

    const other = await announced('2026-05-10');
    house.clock.set('2026-05-10T12:00:00+08:00');
    await house.as(street, (work, me) => recordReception(work, me, { id: other, visitors: 0, form: 'talk', questions: '', outcome: '' }));
    await remind('2026-05-11');
    expect(await database.adminSql(`SELECT 1 FROM domain_event WHERE subject_id = $1 AND type = 'reception.unrecorded'`, [other])).toEqual([]);
  });
});

describe('visits and households', () => {
  const visit = (changes = {}) => logVisitInput.parse({ id: newId(), way: 'home', visitedOn: '2026-03-01', text: '老人反映取药远', ...changes });

  it('are sealed, the deputy’s own, entered once, and told to the archive without a name', async () => {
    const householdId = newId();
    await house.as(street, (work, me) => saveHousehold(work, me, { id: householdId, name: '陈大爷', address: '三组 5 号', phone: '', note: '腿脚不便' }));
    const one = visit({ householdId });
    expect(await house.as(street, (work, me) => logVisit(work, me, one, null))).toBe(true);
    expect(await house.as(street, (work, me) => logVisit(work, me, one, null))).toBe(false);
    const seen = await house.as(street, (work, me) => myVisits(work, me, { limit: 20, offset: 0 }));
    expect(seen).toMatchObject({ total: 1, thisYear: 1, households: [{ name: '陈大爷', address: '三组 5 号', visits: 1, lastOn: '2026-03-01' }], rows: [{ text: '老人反映取药远', household: '陈大爷', way: 'home' }] });
    const stored = JSON.stringify([await database.adminSql('SELECT * FROM household'), await database.adminSql('SELECT * FROM deputy_visit'), await database.adminSql(`SELECT * FROM domain_event WHERE type = 'visit.logged'`)]);
    for (const word of ['陈大爷', '三组', '取药']) expect(stored).not.toContain(word);
    expect(await database.adminSql(`SELECT payload->>'title' AS title FROM domain_event WHERE type = 'visit.logged'`)).toEqual([{ title: '入户走访固定联系户' }]);

    // Another deputy of the same congress finds nothing and changes nothing.
    const other = deputyAt(house.district, house.village, newId());
    expect(await house.as(other, (work, me) => myVisits(work, me, { limit: 20, offset: 0 }))).toMatchObject({ total: 0, households: [], rows: [] });
    await expect(house.as(other, (work, me) => saveHousehold(work, me, { id: householdId, name: '别人', address: '', phone: '', note: '' }))).rejects.toMatchObject({ code: 'common.not_found' });
    await expect(house.as(other, (work, me) => endHousehold(work, me, { id: householdId, ended: true }))).rejects.toMatchObject({ code: 'common.not_found' });
    await house.as(street, (work, me) => endHousehold(work, me, { id: householdId, ended: true }));
    expect((await house.as(street, (work, me) => myVisits(work, me, { limit: 20, offset: 0 }))).households[0]?.endedOn).toBe('2026-03-02');
  });

  it('is put right with what it said before beside it, and taken back within a month; the words go, the trace stays', async () => {
    const one = visit();
    const mine = async () => (await house.as(street, (work, me) => myVisits(work, me, { limit: 20, offset: 0 }))).rows.find(({ id }) => id === one.id);
    const right = (changes = {}) => house.as(street, (work, me) => correctVisit(work, me, { id: one.id, expectedVersion: 0, householdId: null, way: 'phone', visitedOn: '2026-02-27', text: '是邻村的老人', ...changes }));
    await house.as(street, (work, me) => logVisit(work, me, one, null));
    await right();
    expect(await mine()).toMatchObject({ way: 'phone', visitedOn: '2026-02-27', text: '是邻村的老人', version: 1, mayWithdraw: true, earlier: [{ way: 'home', visitedOn: '2026-03-01', text: '老人反映取药远' }] });
    await expect(right()).rejects.toMatchObject({ code: 'common.conflict' });
    await expect(right({ expectedVersion: 1, visitedOn: '2026-03-05' })).rejects.toMatchObject({ fields: [{ path: 'visitedOn' }] });
    expect(JSON.stringify(await database.adminSql('SELECT * FROM deputy_visit_version'))).not.toContain('取药');
    const other = deputyAt(house.district, house.village, newId());
    await expect(house.as(other, (work, me) => withdrawVisit(work, me, { id: one.id, expectedVersion: 1 }))).rejects.toMatchObject({ code: 'common.not_found' });
    await house.as(street, (work, me) => withdrawVisit(work, me, { id: one.id, expectedVersion: 1 }));
    expect(await mine()).toBeUndefined();
    expect(await database.adminSql('SELECT v.cipher, v.withdrawn_at IS NOT NULL AS gone, e.cipher AS before FROM deputy_visit v JOIN deputy_visit_version e ON e.visit_id = v.id WHERE v.id = $1', [one.id])).toEqual([{ cipher: null, gone: true, before: null }]);
    expect((await database.adminSql<{ type: string }>('SELECT type FROM domain_event WHERE subject_id = $1 ORDER BY position', [one.id])).map(({ type }) => type)).toEqual(['visit.logged', 'visit.corrected', 'visit.withdrawn']);
    // Sent again by the device it stays taken back.
    expect(await house.as(street, (work, me) => logVisit(work, me, one, null))).toBe(false);
    const old = visit({ visitedOn: '2026-02-20' });
    await house.as(street, (work, me) => logVisit(work, me, old, null));
    await database.adminSql(`UPDATE deputy_visit SET created_at = '2026-01-20' WHERE id = $1`, [old.id]);
    await expect(house.as(street, (work, me) => withdrawVisit(work, me, { id: old.id, expectedVersion: 0 }))).rejects.toMatchObject({ code: 'common.conflict' });
  });

  it.each([
    ['tomorrow', { visitedOn: '2026-03-03' }, 'visitedOn'],
    ['years ago', { visitedOn: '2024-01-01' }, 'visitedOn'],
    ['somebody else’s household', { householdId: newId() }, 'householdId'],
  ])('of %s is refused with the field', async (_, changes, path) => {
    await expect(house.as(street, (work, me) => logVisit(work, me, visit(changes), null))).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path }] });
  });

  it('is not for a suspended mandate', async () => {
    await database.adminSql(`UPDATE mandate SET status = 'suspended' WHERE id = $1`, [house.street]);
    await expect(house.as(street, (work, me) => logVisit(work, me, visit(), null))).rejects.toMatchObject({ code: 'stations.mandate_not_active' });
    await database.adminSql(`UPDATE mandate SET status = 'active' WHERE id = $1`, [house.street]);
  });
});
