// Acting for somebody else: a substitute, an assistant, an emergency, and two entries of one human.
import { demoPassword } from '@smart/server/testing';
import { newId } from '@smart/kernel/ids';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { receiptCode, saved } from './acts/deputy.ts';
import { accept, recordContact } from './acts/office.ts';
import { matter } from './acts/texts.ts';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const nameOf = async (username: string): Promise<string> => (await (await troupeOf(system().app).as(username)).trpc.session.me.query({})).person.name;

/** Chooses in a native list by the beginning of the words. */
async function choose({ page }: Person, label: string, words: string): Promise<void> {
  const field = page.getByRole('dialog').getByRole('combobox', { name: label });
  const option = field.locator('option', { hasText: words }).first();
  await option.waitFor({ state: 'attached' });
  await field.selectOption(await option.getAttribute('value') ?? '');
}
/** A sensitive act asks once more who is there. */
async function confirmSelf({ page }: Person): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '请再次确认是您本人' });
  await dialog.waitFor({ timeout: 3000 }).then(async () => {
    await dialog.getByLabel('登录密码').fill(demoPassword);
    await dialog.getByRole('button', { name: '确认', exact: true }).click();
  }, () => undefined);
}

it('a substitute handles a part in the own name, for the absent colleague', async () => {
  const troupe = troupeOf(system().app);
  const title = '关于由同事代班办理的建议';
  const id = await troupe.assign({ title });
  const [absent, helper] = [await nameOf('city.transport.clerk'), await nameOf('city.government')];
  const admin = await system().arrive('admin.system', { tolerated: /400|403/ });
  await admin.open('/office/admin/stand-ins');
  await admin.page.getByText('没有代班').first().waitFor();
  await admin.inspect('stand-ins-empty');
  await admin.page.getByRole('button', { name: '办理代班' }).click();
  await admin.page.getByLabel('查找休假、出差的同事').fill(absent);
  await choose(admin, '代行的职务', absent);
  await admin.page.getByLabel('查找代班人员').fill(helper);
  await choose(admin, '代班人员', helper);
  await admin.page.getByLabel('理由').fill('出差学习');
  await admin.page.getByLabel('结束日期').fill('2020-01-01');
  await admin.page.getByRole('dialog').getByRole('button', { name: '办理代班' }).click();
  await admin.page.getByText('结束日期不得早于开始日期').first().waitFor();
  expect(await admin.page.getByLabel('理由').inputValue()).toBe('出差学习');
  await admin.page.getByLabel('结束日期').fill(await admin.page.getByLabel('开始日期').inputValue());
  await admin.page.getByRole('dialog').getByRole('button', { name: '办理代班' }).click();
  await admin.page.getByText('代班已办理').waitFor();
  await admin.page.getByRole('row').filter({ hasText: `代${absent}` }).getByText('生效中').waitFor();
  await admin.inspect('stand-ins');

  const capacity = (await (await troupe.as('city.government')).trpc.session.me.query({})).capacities.find((one) => one.standIn?.kind === 'substitute');
  const substitute = await system().arrive('city.government');
  await substitute.open(`/office/?capacity=${capacity?.id ?? ''}`);
  await accept(substitute, title);
  await recordContact(substitute, title, '已电话联系代表，说明办理安排，听取意见。');
  const { timeline } = await troupe.detail(id);
  expect(timeline.find((one) => one.label === '签收')?.actorLabel).toMatch(new RegExp(`^${helper}（.+，代${absent}）$`));
});

it('an assistant prepares, the deputy sends in two taps, and ends it', async () => {
  const troupe = troupeOf(system().app);
  const { app } = system();
  const phone = '13700137001';
  const [clerk, deputyName] = [await nameOf('city.transport.clerk'), await nameOf('deputy.second')];
  const personId = (await (await troupe.as('city.transport.clerk')).trpc.session.me.query({})).person.id;
  await (await troupe.as('admin.system')).trpc.people.update.mutate({ id: personId, phone });

  const deputy = await system().arrive('deputy.second', { size: 'phone', tolerated: /400/ });
  await deputy.open('/deputy/assistants');
  await deputy.page.getByLabel('助理姓名').fill(clerk);
  await deputy.page.getByLabel('助理手机号').fill('13700137009');
  await deputy.page.getByRole('button', { name: '指定', exact: true }).click();
  await deputy.page.getByText('没有找到姓名和手机号都相符的已登记人员').first().waitFor();
  expect(await deputy.page.getByLabel('助理姓名').inputValue()).toBe(clerk);
  await deputy.inspect('assistants');
  await deputy.page.getByLabel('助理手机号').fill(phone);
  await deputy.page.getByRole('button', { name: '指定', exact: true }).click();
  await deputy.page.getByText('等待确认').waitFor();

  const office = await system().arrive('city.office');
  await office.open('/office/admin/stand-ins');
  await office.page.getByRole('row').filter({ hasText: clerk }).getByRole('button', { name: /^确认/ }).click();
  await office.page.getByText('已确认，助理可以为代表起草').waitFor();
  await office.inspect('stand-ins-office');

  const assistant = await system().arrive('city.transport.clerk', { size: 'phone' });
  await assistant.open('/deputy/');
  await assistant.page.getByRole('heading', { name: `替${deputyName}代表准备` }).waitFor();
  await assistant.inspect('assistant-home');
  const title = '关于由助理起草的建议';
  await assistant.page.getByRole('link', { name: '替代表起草建议' }).click();
  await assistant.page.getByLabel('标题').fill(title);
  await assistant.page.getByLabel('情况和问题').fill(matter.background);
  await assistant.page.getByLabel('具体建议').fill(matter.proposal);
  await saved(assistant);
  expect(await assistant.page.getByRole('button', { name: '提交', exact: true }).count()).toBe(0);
  await assistant.inspect('assistant-write');
  const id = assistant.page.url().split('/').at(-1) ?? '';
  const me = (await (await troupe.as('city.transport.clerk')).trpc.session.me.query({})).capacities.find((one) => one.standIn?.kind === 'assistant');
  const refused = await assistant.context.request.post('/api/trpc/suggestions.submit', { headers: { 'x-capacity': me?.id ?? '', 'content-type': 'application/json', origin: app.origin }, data: { id } });
  expect(await refused.text()).toContain('只有代表本人可以提交建议');

  await deputy.open('/deputy/');
  await deputy.page.getByText(`由助理${clerk}起草`).waitFor();
  await deputy.inspect('home-prepared');
  deputy.taps();
  await deputy.page.getByRole('link', { name: /^审阅并提交/ }).click();
  await deputy.page.getByRole('button', { name: '确认提交' }).click();
  await receiptCode(deputy);
  expect(deputy.taps()).toBeLessThanOrEqual(2);
  const { timeline } = await troupe.detail(id, 'deputy.second');
  expect(timeline.map((one) => one.label)).toEqual(['助理起草', '提交']);
  expect(timeline[0]?.actorLabel).toContain(`代表${deputyName}的助理`);

  await deputy.open('/deputy/assistants');
  await deputy.page.getByRole('button', { name: /^立即结束/ }).click();
  await deputy.page.getByText('已结束，助理立即不能再查看和起草').waitFor();
  expect((await (await troupe.as('city.transport.clerk')).trpc.session.me.query({})).capacities.filter((one) => one.standIn)).toEqual([]);
});

it('an emergency needs two persons, and the audit administrator reads what was done', async () => {
  const name = await nameOf('city.transport.clerk');
  const clerk = await system().arrive('city.transport.clerk', { tolerated: /400/ });
  await clerk.open('/office/admin/emergencies');
  await clerk.page.getByRole('button', { name: '申请应急授权' }).click();
  await clerk.page.getByLabel('需要的职责').selectOption('handling_head');
  await clerk.page.getByRole('dialog').getByLabel('理由').fill('急');
  await clerk.page.getByRole('dialog').getByRole('button', { name: '申请', exact: true }).click();
  await clerk.page.getByText('请写明紧急情况和需要办理的事项').first().waitFor();
  await clerk.page.getByRole('dialog').getByLabel('理由').fill('主要负责人失联，答复今天到期需要签发。');
  await clerk.page.getByRole('dialog').getByRole('button', { name: '申请', exact: true }).click();
  await clerk.page.getByText('已申请，批准后会通知您').waitFor();
  await clerk.page.getByRole('row').filter({ hasText: name }).getByText('等待确认').waitFor();
  expect(await clerk.page.getByRole('button', { name: /^批准/ }).count()).toBe(0);
  await clerk.inspect('emergencies');

  const second = await system().arrive('admin.security', { size: 'phone', tolerated: /403/ });
  await second.open('/office/admin/emergencies');
  await second.page.getByRole('button', { name: /^批准/ }).click();
  await second.page.getByRole('button', { name: '批准', exact: true }).click();
  await confirmSelf(second);
  await second.page.getByText('生效中').waitFor();
  await second.inspect('emergencies-approved');
  const me = await (await troupeOf(system().app).as('city.transport.clerk')).trpc.session.me.query({});
  expect(me.capacities.map(({ label }) => label)).toContainEqual(expect.stringContaining('（应急授权）'));

  const auditor = await system().arrive('admin.audit');
  await auditor.open('/office/admin/emergencies');
  await auditor.page.getByRole('button', { name: /^办理了什么/ }).click();
  await auditor.page.getByText('没有办理事项').waitFor();
  await auditor.open('/office/admin/log');
  await auditor.page.getByRole('heading', { name: '管理操作' }).waitFor();
  await auditor.page.getByRole('row').filter({ hasText: '同意代行' }).filter({ hasText: '应急授权' }).first().waitFor();
  await auditor.inspect('log-administration');
  await second.open('/office/admin/log');
  await second.page.getByRole('heading', { name: '审计管理员的查阅记录' }).waitFor();
  await second.page.getByRole('row').filter({ hasText: '查阅日志' }).first().waitFor();
  // The auditor's open page does not read again because it has read.
  const readings = async () => (await (await troupeOf(system().app).as('admin.security')).trpc.log.auditReadings.query({ limit: 200 })).items.length;
  const before = await readings();
  await new Promise((later) => setTimeout(later, 3000));
  expect(await readings()).toBe(before);

  // What was refused meanwhile the security administrator reads as well, with whose account it was about.
  await fetch(`${system().app.origin}/api/auth/sign-in/username`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: 'city.transport.clerk', password: 'Wrong-2026-Password' }) });
  for (const person of [second, await system().arrive('admin.security')]) {
    await person.open('/office/admin/log');
    const refused = person.page.getByRole('region', { name: '没有通过的登录' });
    await refused.getByRole('row').filter({ hasText: name }).filter({ hasText: '密码' }).getByText('不正确').first().waitFor();
    await person.inspect('log-refused');
  }
});

it('two entries of one human become one, and two again', async () => {
  const { app } = system();
  const [kept] = await app.admin<{ id: string; name: string; congress: string }>(`SELECT p.id, p.name, a.congress_id AS congress FROM person p JOIN auth_user u ON u.id = p.user_id JOIN appointment a ON a.person_id = p.id WHERE u.username = 'city.office.second'`);
  const double = newId();
  await app.admin(`INSERT INTO person (id, name, employer, congress_ids, fictitious) VALUES ($1, $2, '岳阳市人大常委会机关', ARRAY[$3::uuid], true)`, [double, kept?.name, kept?.congress]);
  await app.admin(`INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on) SELECT $1, $2, congress_id, organ_id, '联络员', '{congress_officer}', '2022-01-05' FROM appointment WHERE person_id = $3 LIMIT 1`, [newId(), double, kept?.id]);
  const admin = await system().arrive('admin.system', { tolerated: /400|403/ });
  await admin.open(`/office/admin/merges?q=${encodeURIComponent(kept?.name ?? '')}`);
  await admin.page.getByRole('button', { name: /^核对并合并/ }).first().click();
  const dialog = admin.page.getByRole('dialog', { name: '核对并合并' });
  await dialog.getByText('将要移动').waitFor();
  await admin.inspect('merge-preview');
  await dialog.getByRole('button', { name: '合并', exact: true }).click();
  await dialog.getByText('请写明核对情况').first().waitFor();
  await dialog.getByLabel('核对情况').fill('身份证号码一致，本人电话确认');
  await dialog.getByRole('button', { name: '合并', exact: true }).click();
  await confirmSelf(admin);
  await admin.page.getByText('已合并，30 日内可以撤销').waitFor();
  expect(await app.admin('SELECT 1 FROM person WHERE name = $1 AND merged_into_id IS NOT NULL', [kept?.name])).toHaveLength(1);
  await admin.open('/office/admin/merges?view=done');
  await admin.page.getByRole('button', { name: /^撤销合并/ }).click();
  await admin.page.getByRole('button', { name: '撤销合并', exact: true }).last().click();
  await confirmSelf(admin);
  await admin.page.getByText('合并已撤销').waitFor();
  await admin.inspect('merges-done');
  expect(await app.admin('SELECT 1 FROM person WHERE name = $1 AND merged_into_id IS NOT NULL', [kept?.name])).toHaveLength(0);
});
