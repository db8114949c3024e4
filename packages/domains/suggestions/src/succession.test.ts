// Nothing is lost when a mandate ends or an organ is merged: who goes on, what stays, what lapses.
import { organSuccessions, type Succession } from '@smart/divisions/hooks';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { endMandate, previewEnd } from '@smart/identity/mandate-end';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accept } from './handling.ts';
import { assign } from './assignment.ts';
import { examine } from './examination.ts';
import { inviteCosigners } from './cosigning.ts';
import { registerSuggestions } from './register.ts';
import { createHouse, type House, type Someone } from './testing.ts';

const acting = { personId: null, capacityId: null, label: '测试' };
let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  registerSuggestions();
});
afterAll(() => database.close());

const cosign = (id: string, one: Someone, hour: number) =>
  database.adminSql(`INSERT INTO cosigner (id, congress_id, suggestion_id, mandate_id, person_id, name, state, answered_at) VALUES ($1, $2, $3, $4, $5, $6, 'confirmed', '2026-03-01'::timestamptz + $7 * interval '1 hour')`, [newId(), one.congressId, id, one.id, one.personId, one.personName, hour]);
const leadOf = async (id: string) => (await database.adminSql<{ lead: string; name: string }>('SELECT lead_person_id AS lead, lead_name AS name FROM suggestion WHERE id = $1', [id]))[0];

it('the end of a mandate: joint suggestions go to whom was chosen, drafts stay, invitations lapse', async () => {
  const lead = await house.deputyOf('离任者');
  const [one, other] = [await house.deputyOf('甲联名'), await house.deputyOf('乙联名')];
  const proposed = await house.submitted(lead);
  const chosen = await house.submitted(lead, { title: '关于增设校门口信号灯的建议' });
  const alone = await house.submitted(lead, { title: '关于疏浚排水管网的建议' });
  const draft = await house.draft(lead);
  for (const id of [proposed, chosen]) {
    await cosign(id, one, 1);
    await cosign(id, other, 2);
  }
  const theirs = await house.draft(one, { title: '关于规范停车秩序的建议' });
  await house.as(one, (work) => inviteCosigners(work, one, { id: theirs, mandateIds: [lead.id] }));
  const ending = { id: lead.id, ground: 'moved_away' as const, on: '2026-03-02' };
  const preview = await house.asSystem(house.city.congressId, (work) => previewEnd(work, house.city.congressId, ending));
  expect(preview.handOvers.map(({ matterId, proposed: next, candidates }) => [matterId, next, candidates.length])).toEqual([[proposed, one.id, 2], [chosen, one.id, 2]].toSorted());
  expect(preview.outcomes.map(({ count }) => count)).toEqual([1, 1, 1]);

  const end = (choices: Record<string, string | null>) => house.asSystem(house.city.congressId, (work) => endMandate(work, acting, house.city.congressId, { ...ending, choices }));
  await expect(end({ [chosen]: house.otherDeputy.id })).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: `choices.${chosen}` }] });
  await end({ [chosen]: other.id });
  expect(await leadOf(proposed)).toEqual({ lead: one.personId, name: '离任者' });
  expect(await leadOf(chosen)).toMatchObject({ lead: other.personId });
  expect(await leadOf(alone)).toMatchObject({ lead: lead.personId });
  expect(await leadOf(draft)).toMatchObject({ lead: lead.personId });
  expect(await database.adminSql('SELECT state FROM cosigner WHERE suggestion_id = $1', [theirs])).toEqual([{ state: 'declined' }]);
});

it('a merged organ: open parts and their limits go over as they stand', async () => {
  const id = await house.submitted(house.deputy, { title: '关于修复港区道路的建议' });
  await house.as(house.officer, (work) => examine(work, house.officer, { id, decision: 'accept' }));
  await house.as(house.officer, (work) => assign(work, house.officer, { items: [{ id, organs: [{ organId: house.organs.transport, role: 'lead' }, { organId: house.organs.housing, role: 'assisting' }] }], preview: false }));
  const parts = () => database.adminSql<{ id: string; organ: string; name: string; role: string; state: string }>('SELECT id, organ_id AS organ, organ_name AS name, role, state FROM assignment WHERE suggestion_id = $1 ORDER BY role DESC', [id]);
  const limits = () => database.adminSql<{ kind: string; due: string; owner: string | null }>(`SELECT kind, due_on::text AS due, owner_organ_id AS owner FROM deadline WHERE matter_id = $1 AND status = 'open' AND owner_organ_id IS NOT NULL ORDER BY kind, due_on`, [id]);
  const lead = (await parts())[0];
  await house.as(house.transportClerk, (work) => accept(work, house.transportClerk, { assignmentId: lead?.id ?? '' }));
  const before = await limits();

  const merge = async (from: string, name: string) => {
    const succession: Succession = { congressId: house.city.congressId, from: { id: from, name }, to: { id: house.organs.education, name: '岳阳市综合局' }, on: '2026-03-02' };
    for (const [, { move }] of organSuccessions()) while ((await house.asSystem(house.city.congressId, (work) => move(work, succession, 10))) > 0);
  };
  await merge(house.organs.transport, '岳阳市交通运输局');
  await merge(house.organs.housing, '岳阳市住房和城乡建设局');
  // One organ does not assist itself: the lead's part goes on alone.
  expect((await parts()).map(({ organ, name, role, state }) => [organ === house.organs.education, name, role, state])).toEqual([
    [true, '岳阳市综合局', 'lead', 'in_handling'], [false, '岳阳市住房和城乡建设局', 'assisting', 'cancelled'],
  ]);
  const after = await limits();
  const led = (all: typeof after, organ: string) => all.filter(({ owner }) => owner === organ).map(({ kind, due }) => [kind, due]);
  expect(led(after, house.organs.education)).toEqual(led(before, house.organs.transport));
  expect(led(after, house.organs.transport)).toEqual([]);
});
