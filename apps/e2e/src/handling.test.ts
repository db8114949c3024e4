// 建议转办、建议办理、建议退办、转办告知: many handed over at once with the list of the meeting, worked through by a department in few
// presses, given back until the organs are brought together, and everybody told.
import { budgetOf } from '@smart/effort/tasks';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { openNotice } from './acts/deputy.ts';
import { sign, takeTask } from './acts/office.ts';
import { words } from './acts/texts.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

it('建议转办：二十件一次交办，预览、逐件改派、五次点击以内；关闭页面后继续；清单一键下载', async () => {
  const troupe = troupeOf(system().app);
  const ids: string[] = [];
  for (let at = 1; at <= 20; at++) ids.push(await troupe.register({ title: `关于增开第${at}条公交线路的建议` }));
  const officer = await system().arrive('city.office');
  const { page } = officer;
  await officer.open('/office/assignment');
  officer.taps();
  await page.getByText('正在推荐…').first().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /全选本页/ }).click();
  await page.getByRole('button', { name: /批量交办/ }).click();
  const dialog = page.getByRole('dialog', { name: '批量交办 20 件' });
  await dialog.getByRole('button', { name: '交办 20 件' }).waitFor();
  await officer.inspect('office-bulk-preview');
  const toPreview = officer.taps();
  // One of them goes to another organ than recommended.
  await dialog.getByRole('button', { name: /改派.*第20条/ }).click();
  await dialog.getByRole('radio', { name: /直接交承办单位/ }).click();
  await dialog.getByRole('combobox', { name: '主办单位' }).fill('教育局');
  await dialog.getByRole('option', { name: /教育局/ }).first().click();
  await dialog.getByText(/教育局（主办/).first().waitFor();
  officer.taps();
  await dialog.getByRole('button', { name: '交办 20 件' }).click();
  expect(toPreview + officer.taps(), 'officer: twenty at once, as recommended').toBeLessThanOrEqual(budgetOf('assign_many'));
  // The page is left at once and opened again: it goes on by itself.
  await officer.open('/office/assignment');
  await expect.poll(async () => (await Promise.all(ids.map((id) => troupe.detail(id)))).filter((one) => one.state === 'registered').length, { timeout: 60_000 }).toBe(0);
  expect((await troupe.detail(ids[19] ?? '')).assignments.map((one) => one.organName)).toEqual([expect.stringContaining('教育局')]);

  await officer.open('/office/assignment-list');
  await page.getByRole('heading', { name: /交办清单/ }).waitFor();
  await page.getByRole('link', { name: '关于增开第20条公交线路的建议' }).waitFor();
  await officer.inspect('office-assignment-list');
  for (const [name, kind] of [['打印（PDF）', 'application/pdf'], ['Word', 'wordprocessingml'], ['Excel', 'spreadsheetml']] as const) {
    const href = (await page.getByRole('link', { name }).getAttribute('href')) ?? '';
    const response = await (await troupe.as('city.office')).fetch(href);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(kind);
  }
  await page.getByRole('button', { name: '登记交办会' }).click();
  await page.getByRole('textbox', { name: '地点' }).fill('市政府第一会议室');
  await officer.inspect('office-meeting-sheet');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await page.getByText('已登记交办会').waitFor();
});

it('转办告知：交办当日告知代表，点开即是这一件；机关看得到告知了谁', async () => {
  const troupe = troupeOf(system().app);
  const title = '关于告知的建议';
  const id = await troupe.assign({ title });
  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await openNotice(deputy, '建议已交办', title);
  await deputy.page.getByText('交通运输局').first().waitFor();
  await deputy.inspect('deputy-told');
  const officer = await system().arrive('city.office');
  await officer.open(`/office/suggestions/${id}`);
  const told = officer.page.getByRole('region', { name: '转办告知' });
  await told.getByText('建议已交办').waitFor();
  await told.getByText(/已读/).first().waitFor();
  await officer.inspect('office-told');
});

it('建议办理：办件人看得到轮到谁，批量签收，一次登记同一代表的沟通，模板填好答复，六次点击以内签发', async () => {
  const troupe = troupeOf(system().app);
  const titles = ['关于第一处站台的建议', '关于第二处站台的建议'];
  const ids = [await troupe.assign({ title: titles[0] ?? '' }), await troupe.assign({ title: titles[1] ?? '' })];
  const head = await system().arrive('city.transport.head');
  await head.open('/office/templates');
  await head.page.getByRole('button', { name: '新建模板' }).click();
  await head.page.getByRole('textbox', { name: '模板名称' }).fill('已列入计划');
  await head.page.getByRole('textbox', { name: '模板正文' }).fill('您提出的{编号}收悉。{本单位}已将《{标题}》列入年度工作安排，将逐条落实并向您报告进展。');
  await head.inspect('office-template-sheet');
  await head.page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await head.page.getByRole('article').filter({ hasText: '已列入计划' }).first().waitFor();
  await head.inspect('office-templates');

  const clerk = await system().arrive('city.transport.clerk');
  const { page } = clerk;
  await clerk.open(`/office/handling?q=${encodeURIComponent('站台')}`);
  for (const title of titles) await page.getByRole('checkbox', { name: `选择“${title}”` }).click();
  await clerk.inspect('office-handling-select');
  await page.getByRole('button', { name: '批量签收' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '签收 2 件' }).click();
  await page.getByText('已签收 2 件').waitFor();
  for (const title of titles) await page.getByRole('checkbox', { name: `选择“${title}”` }).click();
  await page.getByRole('button', { name: '一并登记沟通' }).click();
  await page.getByRole('textbox', { name: '沟通内容' }).fill(words.contact);
  await page.getByRole('button', { name: '登记 2 件' }).waitFor();
  await clerk.inspect('office-many-contacts');
  await page.getByRole('button', { name: '登记 2 件' }).click();
  await page.getByText('等待：代表确认沟通').first().waitFor();
  const { trpc } = await troupe.as('deputy.city');
  for (const id of ids) {
    const waiting = (await troupe.detail(id, 'deputy.city')).contacts.find((one) => one.state === 'waiting');
    await trpc.assignments.confirmContact.mutate({ contactId: waiting?.id ?? '' });
  }

  const [id = ''] = ids;
  clerk.taps();
  head.taps();
  await clerk.open(`/office/handling?q=${encodeURIComponent('站台')}`);
  await page.getByRole('row').filter({ hasText: titles[0] ?? '' }).getByRole('button', { name: /起草答复/ }).click();
  await page.getByRole('group', { name: '办理结果' }).getByLabel(/^A/).click();
  await page.getByRole('combobox', { name: '答复模板' }).selectOption({ label: '已列入计划' });
  await page.getByRole('button', { name: '填入正文' }).click();
  await page.getByText(`《${titles[0]}》列入年度工作安排`).first().waitFor();
  await clerk.inspect('office-reply-template');
  await page.getByRole('button', { name: '送审', exact: true }).click();
  await page.getByText('已送审').first().waitFor();
  await sign(head, titles[0] ?? '');
  expect(clerk.taps() + head.taps(), 'clerk and head: from the to-do to the signed reply').toBeLessThanOrEqual(budgetOf('write_reply', 'sign_reply'));
  expect((await troupe.detail(id)).replies[0]?.body).toContain('交通运输局已将');
  await head.open('/office/exchange');
  await head.page.getByRole('heading', { name: '还没有接入办公系统' }).or(head.page.getByText('还没有接入办公系统')).first().waitFor();
  await head.inspect('office-exchange');
});

it('建议退办：再次申请由主任会议决定；几个单位退办后先协调再交办，经过都看得到', async () => {
  const troupe = troupeOf(system().app);
  const title = '关于管养责任的建议';
  const id = await troupe.assign({ title });
  const clerk = await troupe.as('city.transport.clerk');
  const ask = async (): Promise<string> => {
    const assignmentId = await troupe.part(id, 'city.transport.clerk');
    await clerk.trpc.assignments.requestReturn.mutate({ assignmentId, cause: 'not_our_duty', reason: '管养责任不在我局' });
    return assignmentId;
  };
  await (await troupe.as('city.office')).trpc.assignments.decideReturn.mutate({ assignmentId: await ask(), approve: false, reason: '请继续办理' });
  await ask();
  const leader = await system().arrive('city.leader');
  await takeTask(leader, '审核退办', title);
  await leader.page.getByText('管养责任不在我局').first().waitFor();
  await leader.inspect('office-return-escalated');
  await leader.page.getByRole('button', { name: '同意退办' }).click();
  await expect.poll(async () => (await troupe.detail(id)).state).toBe('registered');

  const officer = await system().arrive('city.office');
  await officer.open(`/office/suggestions/${id}`);
  const history = officer.page.getByRole('region', { name: '退办经过和单位协调' });
  await history.getByText('由主任会议决定').waitFor();
  await history.getByRole('button', { name: '登记单位协调' }).click();
  await history.getByRole('textbox', { name: '参加单位和人员' }).fill('市交通运输局、市住房和城乡建设局');
  await history.getByRole('textbox', { name: '协调结果' }).fill('明确由市住房和城乡建设局牵头。');
  await officer.inspect('office-organ-coordination');
  await history.getByRole('button', { name: '登记协调结果' }).click();
  await history.getByText('明确由市住房和城乡建设局牵头。').waitFor();
});
