// 合并重复人员 with real matters in two congresses: everything goes over, and after an undo the database is as it was, to the last row.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { tableWalls } from '@smart/database/wall-tables';
import { createAccount } from '@smart/identity/accounts';
import type { Capacity } from '@smart/identity/capacity';
import { useDeploymentSecret } from '@smart/identity/keys';
import { finishMerges, mergePeople, previewMerge, undoMerge } from '@smart/identity/merge';
import { countMoves } from '@smart/identity/merge-moves';
import { sealPhone } from '@smart/identity/phone';
import { newId } from '@smart/kernel/ids';
import * as cosigning from '@smart/suggestions/cosigning';
import { createHouse, type House } from '@smart/suggestions/testing';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerDomains } from './domains.ts';

let database: TestDatabase;
let house: House;
let double: Capacity;
let admin: Capacity;
const acting = { personId: null, capacityId: null, label: '沈安（系统管理员）' };
const PHONE = '13907301111';

/** What a merge and its undo leave behind on purpose: sign-ins ended, the trace, the row of the merge itself. */
const traces = new Set(['auth_session', 'domain_event', 'person_merge']);
async function fingerprint(): Promise<Record<string, string>> {
  const tables = Object.keys(tableWalls).filter((table) => !traces.has(table));
  const each = tables.map((table) => `SELECT '${table}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS mark FROM "${table}" t`);
  const rows = await database.adminSql<{ name: string; mark: string }>(each.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, mark }) => [name, mark]));
}
const as = <T>(run: (work: Work) => Promise<T>) => house.as(admin, (work) => run(work));
const merge = () => as((work) => mergePeople(work, acting, admin, { keptId: house.deputy.personId, mergedId: double.personId, reason: '同名同单位，已电话核实' }));
const personOf = async (table: string, column: string, id: string) => (await database.adminSql<{ person: string }>(`SELECT ${column} AS person FROM ${table} WHERE id = $1`, [id]))[0]?.person;

let ownDraft: string;
let joint: string;
beforeAll(async () => {
  registerDomains();
  useDeploymentSecret('a secret for tests only');
  database = await createTestDatabase();
  house = await createHouse(database);
  admin = house.administrator;
  double = await house.deputyOf('李明', house.district);
  ownDraft = await house.submitted(double);
  joint = await house.draft(house.districtDeputy);
  await house.as(house.districtDeputy, (work, who) => cosigning.inviteCosigners(work, who, { id: joint, mandateIds: [double.id] }));
  const { phoneCipher, phoneIndex, phoneMasked } = sealPhone(double.personId, PHONE);
  await database.adminSql('UPDATE person SET phone_cipher = $2, phone_index = $3, phone_masked = $4 WHERE id = $1', [double.personId, phoneCipher, phoneIndex, phoneMasked]);
  for (const [who, username] of [[house.deputy, 'li.ming'], [double, 'li.double']] as const) await house.as(who, (work) => createAccount(work, { personId: who.personId, username, password: 'Test-2026-Password' }));
  await database.adminSql(
    `INSERT INTO notice (id, congress_id, person_id, capacity_id, event_id, kind, title, body, link, created_at) VALUES ($1, $2, $3, $4, $5, 'x', '通知', '内容', '/', '2026-03-01')`,
    [newId(), double.congressId, double.personId, double.id, newId()],
  );
  await database.adminSql(
    `INSERT INTO duty_record (id, congress_id, mandate_id, person_id, event_id, event_at, record_key, kind, title, occurred_on, subject_type, subject_id) VALUES ($1, $2, $3, $4, $5, '2026-03-02', 'a suggestion', 'suggestion_submitted', '提出建议', '2026-03-02', 'suggestion', $6)`,
    [newId(), double.congressId, double.id, double.personId, newId(), ownDraft],
  );
});
afterAll(() => database.close());

describe('a merge', () => {
  it('is previewed without changing anything, and only by the congress that covers both', async () => {
    const before = await fingerprint();
    const preview = await as((work) => previewMerge(work, admin, { keptId: house.deputy.personId, mergedId: double.personId }));
    expect(preview).toMatchObject({ account: 'closed', phone: 'moved', problem: null });
    expect(Object.fromEntries(preview.moves.map(({ label, count }) => [label, count]))).toMatchObject({ 代表资格: 1, 领衔的建议: 1, 联名的建议: 1, 履职记录: 1, 通知: 1 });
    expect(await fingerprint()).toEqual(before);
    const below: Capacity = { ...admin, congressId: double.congressId, divisionCode: '430602' };
    await expect(house.as(below, (work) => previewMerge(work, below, { keptId: house.deputy.personId, mergedId: double.personId }))).rejects.toMatchObject({ code: 'common.forbidden' });
  });

  it('is refused where one human may not be both (选举法 48)', async () => {
    const elsewhere = await house.deputyOf('李明', { ...house.district, code: '4307', congressId: await congressOf('4307'), termId: await termOf('4307') });
    const province: Capacity = { ...admin, congressId: await congressOf('43'), divisionCode: '43' };
    const both = { keptId: house.deputy.personId, mergedId: elsewhere.personId };
    await expect(house.as(province, (work) => mergePeople(work, acting, province, { ...both, reason: '同名' }))).rejects.toMatchObject({ code: 'directory.second_mandate_not_related' });
    await expect(house.as(province, (work) => previewMerge(work, province, both))).resolves.toMatchObject({ problem: expect.stringContaining('选举法') });
    const twice = await house.deputyOf('李明', house.city);
    await expect(as((work) => mergePeople(work, acting, admin, { keptId: house.deputy.personId, mergedId: twice.personId, reason: '同名' }))).rejects.toMatchObject({ code: 'common.conflict' });
  });

  it('moves everything behind every wall, keeps the log as it was written, and is undone to the last row', async () => {
    const before = await fingerprint();
    const { id } = await merge();
    expect(await personOf('mandate', 'person_id', double.id)).toBe(house.deputy.personId);
    expect(await personOf('suggestion', 'lead_person_id', ownDraft)).toBe(house.deputy.personId);
    const left = await as((work) => countMoves(work, double.personId, house.deputy.personId, [admin.congressId, double.congressId]));
    expect(left, 'nothing stays with the merged entry').toEqual([]);
    const [merged] = await database.adminSql('SELECT merged_into_id, phone_index FROM person WHERE id = $1', [double.personId]);
    expect(merged).toEqual({ merged_into_id: house.deputy.personId, phone_index: null });
    expect(await database.adminSql(`SELECT username, disabled_at IS NULL AS open FROM auth_user WHERE username LIKE 'li.%' ORDER BY username`)).toEqual([{ username: 'li.double', open: false }, { username: 'li.ming', open: true }]);
    expect((await database.adminSql('SELECT phone_masked FROM person WHERE id = $1', [house.deputy.personId]))[0]).toEqual({ phone_masked: '139****1111' });
    expect(await database.adminSql('SELECT person_id FROM action_log WHERE subject_id = $1', [ownDraft])).toEqual([{ person_id: double.personId }]);
    expect(await database.adminSql(`SELECT congress_id FROM domain_event WHERE type = 'person.merged' ORDER BY congress_id`)).toHaveLength(2);
    await expect(merge()).rejects.toMatchObject({ code: 'common.conflict' });
    await as((work) => undoMerge(work, acting, admin, { id }));
    expect(await fingerprint()).toEqual(before);
    await expect(as((work) => undoMerge(work, acting, admin, { id }))).rejects.toMatchObject({ code: 'common.conflict' });
  });

  it('undone after new acts leaves them with the kept entry', async () => {
    const { id } = await merge();
    const since = await house.draft({ ...double, personId: house.deputy.personId });
    await as((work) => undoMerge(work, acting, admin, { id }));
    expect(await personOf('suggestion', 'lead_person_id', since)).toBe(house.deputy.personId);
    expect(await personOf('suggestion', 'lead_person_id', ownDraft)).toBe(double.personId);
  });

  it('is final after 30 days: the double entry loses its personal data', async () => {
    const { id } = await merge();
    expect(await house.asSystem(admin.congressId, (work) => finishMerges(work, admin.congressId))).toBe(0);
    house.clock.advance({ days: 30 });
    await expect(as((work) => undoMerge(work, acting, admin, { id }))).rejects.toMatchObject({ code: 'common.conflict' });
    expect(await house.asSystem(admin.congressId, (work) => finishMerges(work, admin.congressId))).toBe(1);
    expect(await house.asSystem(admin.congressId, (work) => finishMerges(work, admin.congressId))).toBe(0);
    expect(await database.adminSql('SELECT phone_cipher FROM person WHERE id = $1', [double.personId])).toEqual([{ phone_cipher: null }]);
  });
});

async function congressOf(code: string): Promise<string> {
  const [row] = await database.adminSql<{ id: string }>('SELECT id FROM congress WHERE division_code = $1', [code]);
  return row?.id ?? '';
}
async function termOf(code: string): Promise<string> {
  const id = newId();
  await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [id, await congressOf(code)]);
  return id;
}
