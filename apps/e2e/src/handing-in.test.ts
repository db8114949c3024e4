// 建议提交: the earlier answer first, in the name of the delegation, on paper, after the session's cut-off.
import { budgetOf } from '@smart/effort/tasks';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { openNotice, saved, submitDraft, writeDraft } from './acts/deputy.ts';
import { matter } from './acts/texts.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const earlierRegion = '以前有类似的建议，先看答复';

/** A session of the city that runs today, open for suggestions or closed already. */
async function session(number: number, open: boolean): Promise<void> {
  await system().app.admin(`DELETE FROM session WHERE number IN (97, 98)`);
  await system().app.admin(
    `INSERT INTO session (id, congress_id, term_id, number, starts_on, ends_on, suggestion_cutoff)
     SELECT gen_random_uuid(), c.id, t.id, $1, (now() AT TIME ZONE 'Asia/Shanghai')::date - 2, (now() AT TIME ZONE 'Asia/Shanghai')::date + 2, now() + $2::interval
     FROM congress c JOIN term t ON t.congress_id = c.id AND t.current WHERE c.division_code = '4306'`,
    [number, open ? '3 hours 20 minutes' : '-2 hours'],
  );
}
const recess = () => system().app.admin(`DELETE FROM session WHERE number IN (97, 98)`);

it('建议提交：先看以前的答复，有异议的写明、有新情况的补充、不必再提的跟进', async () => {
  const troupe = troupeOf(system().app);
  const earlier = await troupe.reply({ title: '关于改善城陵矶片区公交候车条件的建议' });
  const deputy = await system().arrive('deputy.cosigner', { size: 'phone' });
  const { page } = deputy;
  const write = (title: string) => writeDraft(deputy, { ...matter, title });
  const card = () => page.getByRole('region', { name: earlierRegion });

  const contesting = await write('关于城陵矶公交候车时间仍然过长的建议');
  await card().getByText('答复：').first().waitFor();
  await deputy.inspect('deputy-write-earlier');
  await card().getByRole('button', { name: /^对答复有异议/ }).first().click();
  await card().getByLabel('以前的答复哪里不对').fill('短');
  await card().getByRole('button', { name: '写好了' }).click();
  await card().getByText('请写明（至少 4 个字）').waitFor();
  await card().getByLabel('以前的答复哪里不对').fill('答复说高峰已经加密班次，现场每趟仍要等二十分钟。');
  await card().getByRole('button', { name: '写好了' }).click();
  await card().getByRole('list', { name: '已注明的关系' }).getByText('对以前的答复有异议').waitFor();
  await saved(deputy);
  deputy.taps();
  await submitDraft(deputy);
  // 写建议, 提交, 确认提交: looking at the earlier answer cost nothing of the budget.
  expect(deputy.taps()).toBeLessThanOrEqual(budgetOf('submit_suggestion') - 1);

  const adding = await write('关于城陵矶片区公交站台增设遮雨棚的建议');
  await card().getByRole('button', { name: /^补充新情况/ }).first().click();
  await card().getByLabel('补充了什么新情况').fill('片区又新增两个小区，站台没有遮雨棚。');
  await card().getByRole('button', { name: '写好了' }).click();
  await card().getByText('在以前的建议上补充新情况').waitFor();
  await saved(deputy);
  await submitDraft(deputy);

  await write('关于城陵矶片区公交班次的建议');
  await card().getByRole('button', { name: /^跟进这件/ }).first().click();
  await page.getByRole('dialog', { name: '已跟进，有进展时通知您' }).waitFor();
  await deputy.inspect('deputy-followed-sheet');
  await page.getByRole('button', { name: '作废这份草稿' }).click();
  await page.getByText('草稿已作废').waitFor();
  await deputy.open('/deputy/followed');
  await page.getByRole('button', { name: /^不再跟进/ }).waitFor();
  await deputy.inspect('deputy-followed');

  const officer = await troupe.as('city.office');
  const around = await officer.trpc.submissions.of.query({ id: contesting });
  expect(around.relations.earlier).toMatchObject([{ kind: 'contests', note: expect.stringContaining('二十分钟') }]);
  expect((await officer.trpc.submissions.of.query({ id: adding })).relations.earlier).toMatchObject([{ kind: 'adds' }]);
  await officer.trpc.suggestions.examine.mutate({ id: contesting, decision: 'accept' });

  const first = await system().arrive('deputy.city', { size: 'phone' });
  const related = around.relations.earlier[0]?.id ?? earlier;
  await first.open(`/deputy/suggestions/${related}`);
  await first.page.getByText('后来有代表对本件的答复提出异议').waitFor();
  await first.inspect('deputy-detail-relations');
  const desk = await system().arrive('city.office');
  await desk.open(`/office/suggestions/${contesting}`);
  await desk.page.getByText('对以前的答复有异议').waitFor();
  await desk.inspect('office-detail-relations');
});

it('建议提交：以代表团名义提出，团长签署，编号和答复上都是代表团', async () => {
  await session(97, true);
  const troupe = troupeOf(system().app);
  await system().app.admin(
    `UPDATE delegation d SET leader_id = (SELECT p.id FROM person p JOIN auth_user u ON u.id = p.user_id WHERE u.username = 'deputy.cosigner')
     WHERE d.id = (SELECT m.delegation_id FROM mandate m JOIN person p ON p.id = m.person_id JOIN auth_user u ON u.id = p.user_id JOIN congress c ON c.id = m.congress_id WHERE u.username = 'deputy.city' AND c.division_code = '4306')`,
  );
  const [deputy, leader] = [await system().arrive('deputy.city', { size: 'phone' }), await system().arrive('deputy.cosigner', { size: 'phone' })];
  const title = '关于统筹城区义务教育学位的建议';
  const id = await writeDraft(deputy, { ...matter, title });
  await deputy.page.getByText(/前提交的算大会建议，还有 3 小时/).waitFor();
  await deputy.page.getByRole('button', { name: /^以.+代表团名义提出$/ }).click();
  await deputy.inspect('deputy-write-delegation');
  await deputy.page.getByRole('button', { name: /^请团长.+签署$/ }).click();
  await deputy.page.getByText(/待团长.+签署/).waitFor();
  await deputy.page.getByRole('button', { name: '提交', exact: true }).click();
  await deputy.page.getByText(/尚未签署：请提醒其签署/).waitFor();
  await deputy.page.getByRole('button', { name: '再改改' }).click();

  await openNotice(leader, '请您以团长身份签署', title);
  await leader.page.getByRole('heading', { name: '代表团签署' }).waitFor();
  await leader.inspect('deputy-delegation-sign');
  await leader.page.getByRole('button', { name: '同意，签署' }).click();
  await leader.page.getByText('已签署，起草的代表可以提交了').waitFor();

  await deputy.open(`/deputy/write/${id}`);
  await deputy.page.getByText('团长已签署').waitFor();
  await submitDraft(deputy);
  await (await troupe.as('city.office')).trpc.suggestions.examine.mutate({ id, decision: 'accept' });
  expect(await troupe.detail(id)).toMatchObject({ byDelegation: true, inSession: true, leadName: expect.stringMatching(/代表团$/) });
  await deputy.open(`/deputy/suggestions/${id}`);
  await deputy.inspect('deputy-detail-delegation');
  await recess();
});

it('建议提交：大会截止以后，说明原因并由代表选择作为闭会期间的建议', async () => {
  await session(98, false);
  const troupe = troupeOf(system().app);
  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  const id = await writeDraft(deputy, { ...matter, title: '关于增设夜间公交的建议' });
  await deputy.page.getByText(/的建议已于.+截止/).waitFor();
  await deputy.page.getByRole('button', { name: '提交', exact: true }).click();
  await deputy.page.getByText('确认后作为闭会期间的建议提交').waitFor();
  await deputy.inspect('deputy-submit-after-cutoff');
  await deputy.page.getByRole('button', { name: '作为闭会期间建议提交' }).click();
  await deputy.page.getByRole('heading', { level: 1, name: '已提交' }).waitFor();
  expect(await troupe.detail(id)).toMatchObject({ inSession: false, state: 'submitted' });
  await recess();
});

it('建议提交：工作人员录入纸质件，代表核对确认后提交', async () => {
  const officer = await system().arrive('city.office');
  const { page } = officer;
  await officer.open('/office/papers');
  await officer.inspect('office-papers-empty');
  await page.getByRole('button', { name: '录入纸质建议' }).click();
  await page.getByRole('button', { name: '录入并请代表确认' }).click();
  await page.getByText('请上传纸质原件的扫描件').waitFor();
  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await deputy.open('/deputy/me');
  const name = (await (await troupeOf(system().app).as('deputy.city')).trpc.session.me.query()).person.name;
  await page.getByLabel(/^提出建议的代表/).fill(name);
  await page.getByLabel(/^提出建议的代表/).press('Enter');
  await page.getByRole('group', { name: '选择代表' }).getByLabel(name).first().click();
  await page.getByLabel('标题').fill('关于修缮南津港大堤步道的建议');
  await page.getByLabel('情况和问题').fill('南津港大堤步道木板腐朽，栏杆松动，早晚散步的群众较多，已发生两起踩空受伤。');
  await page.getByLabel('具体建议').fill('建议更换步道面板，加固栏杆，雨季增加巡查。');
  await page.getByLabel('内容分类').selectOption('urban_construction');
  await page.getByLabel('档号').fill('2026-建-18');
  await page.locator('input[type=file]').setInputFiles({ name: '原件.txt', mimeType: 'text/plain', buffer: Buffer.from('手写原件的扫描件') });
  await page.getByText('原件.txt').first().waitFor();
  await officer.inspect('office-paper-entry');
  await page.getByRole('button', { name: '录入并请代表确认' }).click();
  await page.getByText('待代表确认').first().waitFor();
  await officer.inspect('office-papers');

  await deputy.open('/deputy/');
  await deputy.page.getByRole('link', { name: /^核对录入的纸质件/ }).click();
  await deputy.page.getByText('请核对录入的纸质建议').waitFor();
  await deputy.inspect('deputy-paper');
  await submitDraft(deputy);
  await officer.open('/office/papers?state=confirmed');
  await page.getByRole('link', { name: '关于修缮南津港大堤步道的建议' }).click();
  await page.getByText('档号 2026-建-18').waitFor();
  await officer.inspect('office-detail-paper');
});
