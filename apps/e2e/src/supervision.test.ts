// 实时监督: a board that changes by itself. 责任督办: the ladder, a letter, the key list and a recorded vote, from the office to the deputy's phone.
import { runningJobs } from '@smart/server/background';
import { addDays, today } from '@smart/kernel/dates';
import { systemClock } from '@smart/kernel/clock';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { takeTask } from './acts/office.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const day = today(systemClock);

it('实时监督: what one role does appears on the other\'s open board without reload; an extended item is never overdue; what changed since my visit is told until it is marked as seen', async () => {
  const troupe = troupeOf(system().app);
  const title = `关于实时监督的建议（${Date.now() % 100_000}）`;
  const id = await troupe.assign({ title });
  const officer = await system().arrive('city.office');
  await officer.open('/office/board');
  const row = officer.page.getByRole('row').filter({ hasText: title });
  await row.getByText('已交办').waitFor();
  await officer.page.getByRole('button', { name: '标为已看' }).click();
  await officer.page.getByText(/没有新变化。/).waitFor();
  await officer.inspect('office-board-live');

  // The organ accepts elsewhere; nobody touches the officer's page.
  const assignmentId = await troupe.part(id, 'city.transport.clerk');
  await (await troupe.as('city.transport.clerk')).trpc.assignments.accept.mutate({ assignmentId });
  await row.getByText('办理中').waitFor();
  await officer.page.getByText(/以来有 1 件发生变化/).waitFor();
  await row.getByText('有新变化').waitFor();
  await officer.page.getByRole('button', { name: '查看变化' }).click();
  await officer.page.getByText(/^签收（.+），共 \d+ 项变化|^签收（/).first().waitFor();
  await officer.inspect('office-board-changes');
  await officer.page.getByRole('button', { name: '标为已看' }).click();
  await officer.page.getByText(/没有新变化。/).waitFor();

  // Extended with consent; a limit inside it passes: neither row nor count nor filter calls it late.
  const clerk = await troupe.as('city.transport.clerk');
  await clerk.trpc.assignments.requestExtension.mutate({ assignmentId, until: addDays(day, 150), reason: '需要等待客流调查结果' });
  const [asked] = (await troupe.detail(id)).extensions;
  await (await troupe.as('city.office')).trpc.assignments.decideExtension.mutate({ extensionId: asked?.id ?? '', grant: true, note: '同意' });
  await system().app.admin(`UPDATE deadline SET due_on = $2::date WHERE subject_id = $1 AND kind = 'first_contact'`, [assignmentId, addDays(day, -5)]);
  await system().app.admin(`UPDATE suggestion SET due_on = $2::date, due_kind = 'first_contact' WHERE id = $1`, [id, addDays(day, -5)]);
  await officer.open('/office/board?light=red');
  await officer.page.getByText('没有符合条件的建议').waitFor();
  await officer.page.getByRole('button', { name: '查看全部' }).click();
  await row.getByText(/已依法延期至/).waitFor();
  expect(await row.getByText('超期').count()).toBe(0);
  await row.getByRole('link', { name: title }).click();
  await officer.page.getByRole('heading', { level: 1, name: title }).waitFor();

  for (const size of ['phone', 'desk'] as const) {
    const deputy = await system().arrive('deputy.city', { size });
    await deputy.open('/deputy/board');
    await deputy.page.getByRole('heading', { name: title }).waitFor();
    await deputy.page.getByText(/已依法延期至/).waitFor();
    await deputy.inspect('deputy-board');
  }
  const organ = await system().arrive('city.transport.clerk', { size: 'phone' });
  await organ.open('/office/board');
  await organ.page.getByRole('link', { name: title }).waitFor();
  await organ.inspect('organ-board');
});

it('责任督办: a letter is issued, answered and closed; the ladder climbs by itself; the key list names its leader', async () => {
  const troupe = troupeOf(system().app);
  const title = `关于责任督办的建议（${Date.now() % 100_000}）`; // a second try finds its own
  const id = await troupe.accept({ title });
  const [officer, clerk] = [await system().arrive('city.office'), await system().arrive('city.transport.clerk')];

  // 督办单
  await officer.open(`/office/suggestions/${id}`);
  await officer.page.getByRole('button', { name: '发出督办单' }).click();
  const dialog = officer.page.getByRole('dialog', { name: '发出督办单' });
  await dialog.getByLabel('督办要求').fill('请报告客流调查的进展和增开线路的时间表。');
  await officer.inspect('office-letter-dialog');
  await dialog.getByRole('button', { name: '发出督办单' }).click();
  await officer.page.getByText(/已发出市人督〔\d{4}〕\d+号/).waitFor();
  await takeTask(clerk, '回复督办单', title);
  const letter = clerk.page.getByRole('article', { name: /^督办单/ });
  await letter.getByRole('button', { name: '回复督办单' }).click();
  await letter.getByLabel('回复内容').fill('已完成客流调查，本月底前公布增开线路方案。');
  await letter.getByRole('button', { name: '提交回复' }).click();
  await letter.getByText('待审核').waitFor();
  await officer.open('/office/supervision?tab=letters');
  const received = officer.page.getByRole('article').filter({ hasText: title });
  await received.getByText('已完成客流调查').waitFor();
  await officer.inspect('office-letters');
  const pdf = await officer.page.request.get((await received.getByRole('link', { name: 'PDF' }).getAttribute('href')) ?? '');
  expect([pdf.status(), (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  await received.getByRole('button', { name: '回复合格，办结' }).click();
  await received.getByText('已办结').first().waitFor();

  // 重点督办
  await officer.open('/office/supervision?tab=key');
  await officer.page.getByRole('button', { name: '列入重点督办' }).first().click();
  const key = officer.page.getByRole('dialog', { name: '列入重点督办' });
  await key.getByRole('searchbox', { name: '查找建议' }).fill('责任督办');
  await key.getByRole('searchbox', { name: '查找建议' }).press('Enter');
  await key.getByRole('listitem').filter({ hasText: title }).getByRole('button').click();
  await key.getByLabel('列入理由').selectOption({ label: '综合性强、办理难度大' });
  await key.getByLabel('作出决定的会议').fill('第十二次主任会议');
  await key.getByLabel('牵头领导').selectOption({ index: 1 });
  await officer.inspect('office-key-dialog');
  await key.getByRole('button', { name: '列入重点督办' }).click();
  await officer.page.getByRole('row').filter({ hasText: title }).getByText('第十二次主任会议').waitFor();
  await officer.inspect('office-key-list');
  for (const [name, type] of [['打印（PDF）', 'application/pdf'], ['Word', 'wordprocessingml'], ['Excel', 'spreadsheetml']] as const) {
    const address = await officer.page.getByRole('link', { name }).getAttribute('href');
    expect((await officer.page.request.get(address ?? '')).headers()['content-type']).toContain(type);
  }
  const leader = await system().arrive('city.leader');
  await leader.open('/office/');
  await leader.page.getByRole('heading', { name: /我牵头的重点督办/ }).waitFor();
  await leader.page.getByRole('link', { name: title }).waitFor();
  await leader.inspect('leader-key-items');
  await clerk.open(`/office/suggestions/${id}#supervision`);
  await clerk.page.getByText('承办单位主要负责人须亲自办理并当面答复代表。').waitFor();

  // 逐级督办: the answer is late; the morning's sweep takes it up.
  await system().app.admin(`UPDATE deadline SET due_on = $2::date, started_on = $3::date WHERE matter_id = $1 AND kind = 'reply'`, [id, addDays(day, -8), addDays(day, -100)]);
  await runningJobs()?.runSweep('supervision-ladder');
  await officer.open('/office/supervision');
  const climbed = officer.page.getByRole('row').filter({ hasText: title });
  await climbed.getByText('代表工作委员会').waitFor({ timeout: 30_000 });
  await climbed.getByText(/提请对口专门委员会/).waitFor();
  await officer.inspect('office-ladder');
  for (const size of ['phone', 'desk'] as const) {
    const deputy = await system().arrive('deputy.city', { size });
    await deputy.open(`/deputy/suggestions/${id}`);
    const box = deputy.page.getByRole('region', { name: '责任督办' });
    await box.getByText('代表工作委员会').first().waitFor();
    await box.getByText(/第十二次主任会议/).waitFor();
    await deputy.inspect('deputy-supervision');
  }

});

it('责任督办: a vote is recorded with its sums checked while one types, what it ordered is followed, and the result is made public', async () => {
  const officer = await system().arrive('city.office');
  await officer.open('/office/supervision?tab=meetings');
  await officer.page.getByRole('button', { name: '登记询问或者测评' }).click();
  const vote = officer.page.getByRole('dialog', { name: '登记询问或者测评' });
  await vote.getByLabel('议题').fill('交通运输局办理代表建议情况');
  await vote.locator('input[name=meeting]').fill('市九届人大常委会第三十二次会议');
  await vote.getByLabel('组成人员总数').fill('41');
  await vote.getByLabel('出席人数').fill('38');
  await vote.getByRole('combobox', { name: '询问或者测评的单位' }).fill('交通运输');
  await vote.getByRole('combobox', { name: '询问或者测评的单位' }).press('Enter');
  const ballots = (choice: string) => vote.locator(`input[name^="${choice}-"]`);
  for (const [choice, count] of [['satisfied', '20'], ['mostlySatisfied', '12'], ['notSatisfied', '6'], ['abstained', '5']] as const) await ballots(choice).fill(count);
  await vote.getByText('票数合计 43 张，超过出席人数 38 人').waitFor();
  await officer.inspect('office-vote-dialog');
  await ballots('abstained').fill('0');
  await vote.getByRole('button', { name: '登记', exact: true }).click();
  const meeting = officer.page.getByRole('region', { name: '交通运输局办理代表建议情况' }).first();
  await meeting.getByRole('cell', { name: '基本满意' }).waitFor();
  await meeting.getByRole('button', { name: '登记整改要求' }).click();
  const order = officer.page.getByRole('dialog', { name: '登记整改要求' });
  await order.getByLabel('整改要求').fill('限期办结超期建议。');
  await order.getByLabel('整改时限').fill(addDays(day, 60));
  await order.getByRole('button', { name: '登记整改要求' }).click();
  await meeting.getByText('限期办结超期建议。').waitFor();
  await meeting.getByRole('button', { name: '公开结果' }).click();
  await meeting.getByText('已公开').waitFor();
  await officer.inspect('office-meetings');

  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  await citizen.open('/votes?kind=satisfaction_vote');
  await citizen.page.getByRole('heading', { name: '交通运输局办理代表建议情况' }).first().waitFor();
  await citizen.page.getByText('满意 20 票，基本满意 12 票，不满意 6 票').first().waitFor();
  await citizen.inspect('public-votes');
  expect(citizen.complaints).toEqual([]);
});

it('责任督办: every part of it is in order on a phone', async () => {
  const phone = await system().arrive('city.office', { size: 'phone' });
  for (const tab of ['ladder', 'letters', 'key', 'meetings']) {
    await phone.open(`/office/supervision?tab=${tab}`);
    await phone.inspect(`office-supervision-${tab}`);
  }
});

it('提醒: own quiet hours are set in two taps and given back', async () => {
  const clerk = await system().arrive('city.transport.head', { size: 'phone' });
  await clerk.open('/office/notices');
  await clerk.page.getByText('提醒的免打扰时段').click();
  await clerk.page.getByLabel('免打扰开始').selectOption('19');
  await clerk.page.getByRole('button', { name: '保存' }).click();
  await clerk.page.getByText(/您自己设定的：19 时至次日 8 时不提醒/).waitFor();
  await clerk.inspect('office-quiet-hours');
  await clerk.page.getByRole('button', { name: '按本级人大的设定' }).click();
  await clerk.page.getByText(/本级人大设定的：21 时至次日 8 时不提醒/).waitFor();
});
