// 信息公示, 办理查询: from the officer's desk to the citizen's phone, and back to who looks for something.
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { matter, words } from './acts/texts.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

it('信息公示: the officer publishes several at once and takes one off; a citizen finds, reads, prints and is told of the end, without JavaScript', async () => {
  const troupe = troupeOf(system().app);
  const [first, second] = ['关于洞庭大道公交站台遮雨的建议', '关于奇家岭公交首末站改造的建议'];
  const id = await troupe.reply({ title: first, background: `${matter.background}联系电话13800138000。` });
  await troupe.register({ title: second });
  const { trpc } = await troupe.as('deputy.city');
  const draft = await trpc.suggestions.saveDraft.mutate({ ...matter, title: '关于不宜公开的公交建议', topic: 'transport', publishConsent: false });
  await trpc.suggestions.submit.mutate({ id: draft.id });
  await (await troupe.as('city.office')).trpc.suggestions.examine.mutate({ id: draft.id, decision: 'accept' });

  for (const size of ['desk', 'phone'] as const) {
    const officer = await system().arrive('city.office', { size });
    await officer.open('/office/publication');
    await officer.page.getByRole('heading', { name: '信息公示', level: 1 }).waitFor();
    await officer.inspect('office-publication');
    if (size === 'phone') continue;
    await officer.page.getByRole('link', { name: /不公开/ }).click();
    await officer.page.getByText('代表不同意公开').first().waitFor();
    await officer.page.getByRole('link', { name: /可以公开/ }).click();
    for (const title of [first, second]) await officer.page.getByRole('row', { name: new RegExp(title) }).locator('.el-checkbox').click();
    await officer.page.getByRole('button', { name: '公开所选（2）' }).click();
    await officer.page.getByText('已公开 2 件').waitFor();
    await officer.page.getByRole('link', { name: /已公开/ }).click();
    await officer.page.getByRole('button', { name: `撤下公开：${second}` }).click();
    await officer.page.getByLabel('撤下理由').fill('文字有误，更正后再公开');
    await officer.page.getByRole('button', { name: '撤下公开', exact: true }).click();
    await officer.page.getByText('已办理：撤下公开').waitFor();
    await officer.page.getByRole('link', { name: /已撤下/ }).click();
    await officer.page.getByText('文字有误，更正后再公开').waitFor();
    await officer.inspect('office-publication-ended');
    expect(officer.complaints).toEqual([]);
  }

  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  await citizen.open('/suggestions');
  await citizen.page.getByRole('heading', { name: '信息公示', level: 1 }).waitFor();
  await citizen.page.getByLabel('搜索').fill('公交站台');
  await citizen.page.getByRole('button', { name: '搜索' }).click();
  await citizen.page.getByText('共 1 件').waitFor();
  expect(await citizen.page.locator('mark').count()).toBeGreaterThan(0);
  await citizen.inspect('public-search');
  await citizen.page.getByText('按人大、会议、承办单位等筛选').click();
  await citizen.page.getByLabel('办理结果').selectOption('A');
  await citizen.page.getByLabel('人大', { exact: true }).selectOption({ label: '岳阳市人民代表大会' });
  await citizen.page.getByRole('button', { name: '搜索' }).click();
  await citizen.page.getByLabel('承办单位', { exact: true }).waitFor();
  await citizen.page.getByRole('link', { name: first }).click();
  await citizen.page.getByText(words.secondReply).waitFor();
  expect(await citizen.page.content()).not.toContain('13800138000');
  await citizen.page.getByRole('link', { name: '打印版' }).click();
  await citizen.page.waitForURL('**/print');
  expect(await citizen.page.getByRole('navigation').count()).toBe(0);
  await citizen.inspect('public-print');
  const pdf = await citizen.page.request.get(`/api/public/suggestions/${id}.pdf`);
  expect(pdf.headers()['content-type']).toBe('application/pdf');
  await citizen.open('/open-data');
  await citizen.inspect('public-open-data');
});

it('信息公示: a page that was taken off answers 410 and says why', async () => {
  const troupe = troupeOf(system().app);
  const id = await troupe.register({ title: '关于撤下的公交建议' });
  const { trpc } = await troupe.as('city.office');
  await trpc.suggestions.publish.mutate({ id });
  await trpc.suggestions.unpublish.mutate({ id, reason: '内容需要更正' });
  const citizen = await system().arrive(null, { size: 'phone', plain: true, tolerated: /410/ });
  expect((await citizen.page.goto(`/suggestions/${id}`))?.status()).toBe(410);
  await citizen.page.getByText('内容需要更正').waitFor();
  await citizen.inspect('public-ended');
});

it('办理查询: words in title, text and reply, kept and deleted on the desk; a simple search on the phone; by number for anybody', async () => {
  const troupe = troupeOf(system().app);
  const title = '关于巴陵东路公交专用道的建议';
  const id = await troupe.reply({ title });
  await (await troupe.as('city.office')).trpc.suggestions.publish.mutate({ id });
  const { numberLabel } = await troupe.detail(id);

  const officer = await system().arrive('city.office');
  await officer.open('/office/search');
  await officer.page.getByRole('heading', { name: '办理查询', level: 1 }).waitFor();
  await officer.page.getByLabel('查找建议').fill('巴陵东路公交');
  await officer.page.getByLabel('查找建议').press('Enter');
  await officer.page.getByRole('link', { name: title }).waitFor();
  expect(await officer.page.locator('mark').count()).toBeGreaterThan(0);
  await officer.inspect('office-search');
  await officer.page.getByRole('button', { name: '保存查询' }).click();
  await officer.page.getByLabel('名称').fill('巴陵东路');
  await officer.page.getByRole('button', { name: '保存', exact: true }).click();
  await officer.page.getByText('已保存查询：巴陵东路').waitFor();
  await officer.open('/office/search');
  await officer.page.getByRole('button', { name: '巴陵东路', exact: true }).click();
  await officer.page.getByRole('link', { name: title }).waitFor();
  await officer.page.getByRole('button', { name: '删除保存的查询：巴陵东路' }).click();
  await officer.page.getByRole('button', { name: '巴陵东路', exact: true }).waitFor({ state: 'detached' });
  await officer.page.getByLabel('查找建议').fill('不存在的词语');
  await officer.page.getByLabel('查找建议').press('Enter');
  await officer.page.getByText('没有找到').waitFor();
  await officer.open(`/office/suggestions/${id}`);
  const address = await officer.page.getByRole('link', { name: '全程材料（PDF）' }).getAttribute('href');
  expect((await officer.page.request.get(address ?? '')).headers()['content-type']).toBe('application/pdf');
  expect(officer.complaints).toEqual([]);

  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await deputy.open('/deputy/suggestions');
  await deputy.page.getByRole('link', { name: /办理查询/ }).click();
  await deputy.page.getByLabel('查标题、正文、答复和附件').fill('公交专用道');
  await deputy.page.getByLabel('查标题、正文、答复和附件').press('Enter');
  await deputy.page.getByRole('link', { name: title }).waitFor();
  await deputy.inspect('deputy-search');
  expect(deputy.complaints).toEqual([]);

  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  await citizen.open('/query');
  await citizen.page.getByLabel('编号').fill('公交');
  await citizen.page.getByRole('button', { name: '查询' }).click();
  await citizen.page.getByText('没有看懂这个编号').waitFor();
  expect(await citizen.page.getByLabel('编号').inputValue()).toBe('公交');
  await citizen.page.getByLabel('人大').selectOption({ label: '岳阳市人民代表大会' });
  await citizen.page.getByLabel('编号').fill((numberLabel ?? '').replace('第', ' 第 ').replace('号建议', '号'));
  await citizen.page.getByRole('button', { name: '查询' }).click();
  await citizen.page.getByRole('link', { name: title }).waitFor();
  await citizen.inspect('public-number');
  await citizen.page.getByLabel('编号').fill('9999');
  await citizen.page.getByRole('button', { name: '查询' }).click();
  await citizen.page.getByText('没有查到这个编号的公开信息').waitFor();
});
