// The life of a mandate, organs that are merged, a township that changes its term: in the desk, as those who keep them do it.
import { systemClock } from '@smart/kernel/clock';
import { today } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { expect, it, vi } from 'vitest';
import { troupeOf } from './acts/api.ts';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const admin = <R extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<R[]> => system().app.admin<R>(text, values);
const day = today(systemClock);

type Held = { mandateId: string; personId: string; name: string; congressId: string; termId: string };
const heldBy = async (username: string, code: string): Promise<Held> => {
  const [found] = await admin<Held>(
    `SELECT m.id AS "mandateId", p.id AS "personId", p.name, m.congress_id AS "congressId", m.term_id AS "termId" FROM mandate m JOIN person p ON p.id = m.person_id JOIN auth_user u ON u.id = p.user_id
     JOIN congress c ON c.id = m.congress_id WHERE u.username = $1 AND c.division_code = $2`, [username, code]);
  if (!found) throw new Error(`${username} is no deputy`);
  return found;
};

/** A joint suggestion, a committee post and an electing unit with one seat hang on the deputy's mandate. */
async function burden(deputy: Held): Promise<{ suggestionId: string; next: Held; unit: string }> {
  const suggestionId = await troupeOf(system().app).register({ title: '关于城区公交线路优化的建议' });
  const [next] = await admin<Held>(
    `SELECT m.id AS "mandateId", p.id AS "personId", p.name, m.congress_id AS "congressId", m.term_id AS "termId" FROM mandate m JOIN person p ON p.id = m.person_id
     WHERE m.congress_id = $1 AND m.status = 'active' AND m.id <> $2 ORDER BY m.certificate DESC LIMIT 1`, [deputy.congressId, deputy.mandateId]);
  if (!next) throw new Error('nobody else is deputy');
  await admin(`INSERT INTO cosigner (id, congress_id, suggestion_id, mandate_id, person_id, name, state, answered_at) VALUES ($1, $2, $3, $4, $5, $6, 'confirmed', now())`, [newId(), deputy.congressId, suggestionId, next.mandateId, next.personId, next.name]);
  await admin(
    `INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on) SELECT $1, $2, $3, o.id, '委员', '{standing_committee_member}', '2022-01-05' FROM organ o WHERE o.congress_id = $3 AND o.kind = 'standing_committee' LIMIT 1`,
    [newId(), deputy.personId, deputy.congressId]);
  const unit = newId();
  await admin(`INSERT INTO constituency (id, congress_id, term_id, name, kind, seats) VALUES ($1, $2, $3, '屈原选举单位', 'indirect', 1)`, [unit, deputy.congressId, deputy.termId]);
  await admin('UPDATE mandate SET constituency_id = $2 WHERE id = $1', [deputy.mandateId, unit]);
  return { suggestionId, next, unit };
}

async function openPerson({ open, page }: Person, personId: string, name: string): Promise<void> {
  await open(`/office/admin/people/${personId}`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** 代表法 39: not before it was examined, and what was typed stays. */
async function refuseArrest({ page, inspect }: Person): Promise<void> {
  await page.getByRole('button', { name: '许可和报告' }).click();
  await page.getByLabel('所涉措施').selectOption({ label: '逮捕' });
  await page.getByLabel('提请或者报告的机关').fill('岳阳市人民检察院');
  await page.getByLabel('办理结果').selectOption({ label: '不予许可' });
  await inspect('mandate-restriction');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText(/作决定前须审查/).first().waitFor();
  await page.getByLabel('已审查是否因发言').check();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('已登记，见变动记录').waitFor();
  const record = page.locator('summary', { hasText: '变动记录' }).first();
  await record.click();
  await page.getByText('逮捕：不予许可（岳阳市人民检察院提请或者报告）').waitFor();
  await record.click();
}

it('a mandate ends with its posts, a co-signer goes on, and the seat is filled by a by-election', async () => {
  const deputy = await heldBy('deputy.city', '4306');
  const { suggestionId, next } = await burden(deputy);
  const officer = await system().arrive('city.office', { tolerated: /400/ });
  const { page } = officer;
  await openPerson(officer, deputy.personId, deputy.name);
  await refuseArrest(officer);
  await page.getByRole('button', { name: '终止', exact: true }).click();
  await page.getByLabel('法定情形').selectOption({ label: '辞职或者责令辞职被接受（代表法第六十二条；选举法第五十五条）' });
  await page.getByText('报上一级人大常委会备案').waitFor();
  await page.getByText(/相应终止的职务：.*委员/).waitFor();
  await page.getByLabel(/关于城区公交线路优化的建议/).waitFor();
  await page.getByLabel('赞成人数').fill('20');
  await page.getByLabel('全体人数').fill('41');
  await page.getByLabel('公告文号').fill('第12号公告');
  await officer.inspect('mandate-end');
  await page.getByRole('button', { name: '终止代表资格' }).click();
  // Not more than half (选举法 55): nothing happens, and nothing typed is lost.
  await page.getByText(/赞成 20 人未过半数/).first().waitFor();
  expect(await page.getByLabel('公告文号').inputValue()).toBe('第12号公告');
  await page.getByLabel('赞成人数').fill('38');
  await page.getByRole('button', { name: '终止代表资格' }).click();
  await page.getByText(/已终止.*同时终止：.*委员/).first().waitFor();
  await page.getByText('变动记录').first().click();
  await page.getByText('公告：第12号公告').waitFor();
  expect(await admin(`SELECT lead_person_id AS lead FROM suggestion WHERE id = $1`, [suggestionId])).toEqual([{ lead: next.personId }]);
  expect(await admin(`SELECT ends_on::text AS ends FROM appointment WHERE person_id = $1 AND title = '委员'`, [deputy.personId])).toEqual([{ ends: day }]);

  const { id } = await (await system().app.signIn('admin.system')).trpc.people.create.mutate({ name: '余新华' });
  await openPerson(officer, id, '余新华');
  await page.getByText('登记代表资格').click();
  await page.getByText(/补选：补本届/).click();
  await page.getByLabel('有缺额的选区或者选举单位').selectOption({ label: '屈原选举单位（应选 1 名，现有 0 名）' });
  await page.getByLabel('所补缺额').selectOption({ index: 1 });
  await page.getByLabel(/代表证号（第/).fill('B0001');
  await page.getByLabel('代表资格开始日期').fill(day);
  await officer.inspect('mandate-by-election');
  await page.getByLabel('代表资格审查确认日期').fill(day);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText(/屈原选举单位（补选）/).waitFor();
  expect(officer.complaints).toEqual([]);
});

it.each(['desk', 'phone'] as const)('organs are merged after a preview, and the old name finds the new organ (%s)', async (size) => {
  const { app } = system();
  const { trpc } = await app.signIn('admin.system');
  const made = await trpc.directory.createOrgan.mutate({ name: `岳阳市公路事务中心${size}`, shortName: '公路中心', kind: 'department' });
  const target = (await trpc.directory.organs.query({})).find((one) => one.name.endsWith('交通运输局'));
  const person = await system().arrive('admin.system', { size });
  const { page } = person;
  await person.open('/office/admin/reorganisation?new=1');
  await page.getByLabel('被撤并的机构').selectOption({ label: made.name });
  await page.getByLabel('承接机构', { exact: false }).last().selectOption({ label: target?.name ?? '' });
  await page.getByRole('button', { name: '预览' }).click();
  await page.getByText('没有人员和未了事项，直接撤销。').waitFor();
  await page.evaluate(() => window.scrollTo(0, 0)); // what is half under the sticky head counts as too small
  await person.inspect('reorganisation-preview');
  await page.getByRole('button', { name: '开始机构改革' }).click();
  await page.getByRole('button', { name: '开始', exact: true }).click();
  await page.getByText(/^已完成 (\d+) 步，共 \1 步。$/).first().waitFor();
  await person.inspect('reorganisation-done');
  await person.open(`/office/admin/organs?q=${encodeURIComponent(made.name)}`);
  await page.getByText(target?.name ?? '').first().waitFor();
  await page.getByText(`曾用名、并入机构：`).first().waitFor();
  expect(person.complaints).toEqual([]);
});

it('a township changes its term on the day its first session opens', async () => {
  const [town] = await admin<{ id: string }>(
    `SELECT c.id FROM congress c JOIN mandate m ON m.congress_id = c.id JOIN person p ON p.id = m.person_id JOIN auth_user u ON u.id = p.user_id WHERE u.username = 'deputy.town' AND c.tier = 'township'`);
  if (!town) throw new Error('no township');
  // The demonstration's township has no administrator of its own: its office is made one.
  await admin(`UPDATE appointment a SET roles = a.roles || '{system_administrator}' FROM person p JOIN auth_user u ON u.id = p.user_id WHERE a.person_id = p.id AND u.username = 'town.office'`);
  const person = await system().arrive('town.office');
  const { page } = person;
  await person.open('/office/admin/term-change');
  await page.getByLabel('第一次会议开幕日期').fill(day);
  await page.getByLabel('第一次会议闭幕日期').fill(day);
  await page.getByRole('button', { name: '开始筹备' }).click();
  await page.getByText('还没有登记新一届代表').waitFor();
  await page.getByRole('button', { name: '选择本页全部' }).click();
  await page.getByRole('checkbox').last().click(); // one is not elected again
  await page.getByRole('button', { name: /登记连任（\d+）/ }).click();
  await page.getByText(/已登记连任代表 \d+ 名/).first().waitFor();
  await person.inspect('term-change');
  await page.getByRole('button', { name: '开始换届' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '开始换届' }).click();
  await page.getByText(/^已完成 (\d+) 步，共 \1 步。$/).first().waitFor();
  await person.inspect('term-change-done');
  const count = async (where: string) => Number((await admin<{ count: string }>(`SELECT count(*) FROM mandate m JOIN term t ON t.id = m.term_id WHERE m.congress_id = $1 AND ${where}`, [town.id]))[0]?.count);
  expect(await count(`NOT t.current AND m.status <> 'ended'`)).toBe(0);
  expect(await count(`t.current AND m.status = 'active'`)).toBeGreaterThan(0);
  expect(await count('NOT t.current')).toBeGreaterThan(await count('t.current'));
  await vi.waitFor(async () => expect(Number((await admin<{ count: string }>(`SELECT count(*) FROM notice WHERE congress_id = $1 AND kind = 'mandate.ended'`, [town.id]))[0]?.count)).toBeGreaterThan(0), { timeout: 20_000 });
  expect(person.complaints).toEqual([]);
});
