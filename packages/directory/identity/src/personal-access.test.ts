import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { registerParameters } from '@smart/divisions/parameters';
import { fixedClock } from '@smart/kernel/clock';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capacity } from './capacity.ts';
import { endMandate } from './mandates.ts';
import { effectOnRetention, eraseExpired, eraseOnApplication, personalDataParameters } from './erasure.ts';
import { exportOwnData } from './own-data.ts';
import { createPerson, updatePerson } from './people.ts';
import { listLooks, showField } from './personal-access.ts';
import { systemContext } from './procedures.ts';
import { createTestIdentity, type TestIdentity } from './testing.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
const CARD = '11010519491231002X';
let database: TestDatabase;
let identity: TestIdentity;
let officer: Capacity;
beforeAll(async () => {
  registerParameters(personalDataParameters);
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock });
  const personId = await identity.person('4306', '管人事');
  const organId = identity.organ('4306', 'deputies_affairs');
  officer = {
    id: await identity.appointment('4306', personId, 'deputies_affairs', ['congress_officer']), kind: 'appointment', personId, personName: '管人事', userId: personId,
    label: '代表工作委员会 干部', congressId: identity.congress('4306'), congressName: '岳阳市人民代表大会', divisionCode: '4306', tier: 'city', roles: ['congress_officer'], organId,
  };
});
afterAll(() => database.close());

let cards = 0;
/** Identity cards of fictitious people, valid by their check character. */
function card(): string {
  const body = `43060219700101${String(++cards).padStart(3, '0')}`;
  const sum = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2].reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return `${body}${'10X98765432'[sum % 11]}`;
}
const entered = (name: string, data: { phone?: string; idCard?: string; address?: string }) =>
  identity.act('4306', async (work) => (await createPerson(work, identity.congress('4306'), { name, ...data })).id);
const asPerson = <T>(personId: string, work: (unit: Work) => Promise<T>): Promise<T> =>
  identity.act('4306', work, { 'app.congress': undefined, 'app.realm': 'identity', 'app.person': personId });

describe('looking at personal data in clear', () => {
  it('has a purpose, is shown to the person and to the congress of the viewer, and no other', async () => {
    const id = await entered('被看的人', { phone: '13900010001', idCard: CARD, address: '岳阳楼区某路 1 号' });
    expect(await identity.act('4306', (work) => showField(work, officer, { personId: id, field: 'id_card', purpose: '核对代表资格' }))).toBe(CARD);
    expect(await identity.act('4306', (work) => showField(work, officer, { personId: id, field: 'address', purpose: '邮寄代表证' }))).toBe('岳阳楼区某路 1 号');
    const mine = await asPerson(id, (work) => listLooks(work, { personId: id, page: 1, size: 10 }));
    expect(mine.rows.map(({ fieldLabel, purpose }) => [fieldLabel, purpose]).toSorted()).toEqual([['住址', '邮寄代表证'], ['身份证号码', '核对代表资格']].toSorted());
    expect(await identity.act('4306', (work) => listLooks(work, { page: 1, size: 10 }))).toMatchObject({ total: 2 });
    expect(await identity.act('43', (work) => listLooks(work, { page: 1, size: 10 }))).toMatchObject({ total: 0 });
  });

  it('of identity card and address is for the highest congress only', async () => {
    const id = await entered('两级任职', { phone: '13900010002', idCard: card() });
    await identity.mandate('4306', id);
    await identity.mandate('43', id);
    expect(await identity.act('4306', (work) => showField(work, officer, { personId: id, field: 'phone', purpose: '通知开会' }))).toBe('13900010002');
    await expect(identity.act('4306', (work) => showField(work, officer, { personId: id, field: 'id_card', purpose: '核对代表资格' }))).rejects.toMatchObject({ code: 'common.forbidden' });
  });
});

describe('an identity card', () => {
  it('stands for one person, is corrected and removed', async () => {
    const number = card();
    const id = await entered('有证的人', { idCard: number });
    await expect(entered('同号的人', { idCard: number.toLowerCase() })).rejects.toMatchObject({ code: 'identity.id_card_taken', fields: [{ path: 'idCard' }] });
    await expect(entered('错号的人', { idCard: '430602197001010010' })).rejects.toMatchObject({ code: 'identity.id_card_invalid' });
    await identity.act('4306', (work) => updatePerson(work, { id, idCard: null }));
    await entered('后来的人', { idCard: number });
  });
});

describe('the own data', () => {
  it('are complete for the person, and leave out what signs in', async () => {
    const id = await entered('要副本的人', { phone: '13900010003', idCard: card(), address: '岳阳楼区某路 3 号' });
    await identity.mandate('4306', id);
    const text = JSON.stringify(await asPerson(id, (work) => exportOwnData(work, id)));
    for (const part of ['要副本的人', '13900010003', '岳阳楼区某路 3 号', '岳阳市人民代表大会']) expect(text).toContain(part);
    expect(text).not.toMatch(/cipher|password|token|secret/i);
  });
});

describe('erasure', () => {
  const stored = async (id: string) =>
    (await database.adminSql<{ kept: boolean; erased: boolean }>('SELECT phone_cipher IS NOT NULL OR phone_masked IS NOT NULL OR id_card_index IS NOT NULL AS kept, erased_at IS NOT NULL AS erased FROM person WHERE id = $1', [id]))[0];

  it('on application waits until nobody serves any more', async () => {
    const id = await entered('申请删除的人', { phone: '13900010004', idCard: card() });
    const mandateId = await identity.mandate('4306', id);
    await expect(identity.act('4306', (work) => eraseOnApplication(work, officer, { personId: id, reason: '本人申请' }))).rejects.toMatchObject({ code: 'common.conflict' });
    await identity.act('4306', (work) => endMandate(work, systemContext.acting, identity.congress('4306'), { id: mandateId, ground: 'moved_away', on: '2026-03-01' }));
    await database.adminSql(`INSERT INTO auth_user (id, name, email, username, updated_at) VALUES ($1, 'x', 'gone@users.invalid', 'who.left', now())`, [id]);
    await database.adminSql(`INSERT INTO auth_account (id, account_id, provider_id, user_id, password, created_at, updated_at) VALUES (gen_random_uuid(), 'here', 'credential', $1, 'hash', now(), now()), (gen_random_uuid(), 'there', 'upstream', $1, NULL, now(), now())`, [id]);
    await database.adminSql('UPDATE person SET user_id = $1 WHERE id = $1', [id]);
    await database.adminSql('UPDATE person SET congress_ids = congress_ids || $2::uuid WHERE id = $1', [id, identity.congress('43')]);
    await identity.act('4306', (work) => eraseOnApplication(work, officer, { personId: id, reason: '本人申请' }));
    // Each congress erases what it holds beside the directory.
    const told = await database.adminSql<{ congressId: string }>(`SELECT congress_id AS "congressId" FROM domain_event WHERE type = 'person.erased' AND subject_id = $1`, [id]);
    expect(told.map(({ congressId }) => congressId).toSorted()).toEqual([identity.congress('4306'), identity.congress('43')].toSorted());
    expect(await database.adminSql('SELECT 1 FROM auth_account WHERE user_id = $1', [id])).toEqual([]);
    expect(await stored(id)).toEqual({ kept: false, erased: true });
  });

  it('comes by itself when the retention has passed, not a day before, and not for who serves elsewhere', async () => {
    const ended = async (name: string, on: string): Promise<string> => {
      const id = await entered(name, { phone: `1390002${String(++cards).padStart(4, '0')}`, idCard: card() });
      await database.adminSql(`INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on, ends_on) VALUES (gen_random_uuid(), $1, $2, $3, '干部', '{congress_officer}', '2010-01-01', $4)`, [id, identity.congress('4306'), identity.organ('4306', 'deputies_affairs'), on]);
      return id;
    };
    const long = await ended('早已离任', '2021-03-04');
    const lately = await ended('刚满期限', '2021-03-05');
    const serving = await ended('别处任职', '2015-01-01');
    await identity.mandate('43', serving);
    // Who left earlier in this file, served nowhere: only these two wait, and a month less would reach the second.
    const effect = (value: number) => identity.act('4306', (work) => effectOnRetention(work, { congressId: identity.congress('4306'), key: 'personal_data.retention_months', value }));
    expect(await effect(60)).toMatchObject({ open: 2, words: expect.stringContaining('由 1 人变为 1 人') });
    expect(await effect(59)).toMatchObject({ open: 2, words: expect.stringContaining('由 1 人变为 2 人') });
    expect(await identity.act('4306', (work) => eraseExpired(work), { 'app.congress': undefined, 'app.realm': 'system' })).toBe(1);
    expect([await stored(long), await stored(lately), await stored(serving)]).toEqual([{ kept: false, erased: true }, { kept: true, erased: false }, { kept: true, erased: false }]);
    const told = await database.adminSql<{ n: number }>(`SELECT count(*)::int AS n FROM domain_event WHERE type = 'person.erased' AND subject_id = $1`, [long]);
    expect(told[0]?.n).toBe(1);
  });
});
