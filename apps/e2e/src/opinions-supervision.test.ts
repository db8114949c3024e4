// 督查: the office asks the organs by written acts, of one opinion and of several at once; the organ answers by its task list; the citizen reads that
// the congress supervises, and what came of it, without JavaScript.
import { expect, it } from 'vitest';
import { useSystem } from './harness/system.ts';

const system = useSystem();
let tries = 0;

it('群众意见督查：勾选几条书面督查，单位从待办回复，工作机构再次督查后办结，群众凭回执看到人大正在督查和结果', async () => {
  tries += 1;
  const office = await system().app.signIn('city.office');
  const { rows: organs } = await office.trpc.opinions.organs.query({ q: '交通运输' });
  const titles = [`湖滨路的护栏断了${tries}年`, `湖滨路的盲道缺了${tries}块砖`];
  const receipts: { number: string; secret: string }[] = [];
  for (const title of titles) {
    const made = await office.trpc.opinions.enter.mutate({ content: `${title}。老人走路不安全，希望尽快修好。`, place: '湖滨路' });
    await office.trpc.opinions.handOver.mutate({ id: made.id, organId: organs[0]?.id ?? '', reason: '请核实权属，尽快修复' });
    receipts.push(made);
  }

  const officer = await system().arrive('city.office');
  const { page } = officer;
  await officer.open(`/office/opinions?q=${encodeURIComponent('湖滨路的')}&state=handling`);
  for (const title of titles) await page.getByRole('checkbox', { name: `选择督查：${title}` }).check();
  await page.getByRole('button', { name: '督查所选（2 条）' }).click();
  await page.getByRole('dialog').getByLabel('督查事由').selectOption({ label: '事关群众安全或者影响面大' });
  await officer.inspect('office-opinion-supervise');
  // A day that is over is refused where it stands; nothing typed is lost.
  await page.getByRole('dialog').getByLabel('回复时限').fill('2020-01-01');
  await page.getByRole('dialog').getByText('请选择今天以后的回复时限').waitFor();
  await page.getByRole('dialog').getByLabel('回复时限').fill('2099-01-01');
  await page.getByRole('dialog').getByRole('button', { name: '发出督查单' }).click();
  await page.getByText('已发出督查单 2 份').waitFor();
  await page.getByLabel('只看督查中').check();
  await page.getByRole('row', { name: titles[0] ?? '' }).getByText('督查中').waitFor();
  await officer.inspect('office-opinions-supervised');

  const clerk = await system().arrive('city.transport.clerk', { size: 'phone' });
  await clerk.open('/office/');
  await clerk.page.getByRole('link', { name: new RegExp(`回复督查：${titles[0]}`) }).click();
  await clerk.page.getByRole('button', { name: /^回复督查/ }).waitFor();
  await clerk.inspect('office-opinion-supervision-organ');
  const answer = async (text: string): Promise<void> => {
    await clerk.page.getByRole('button', { name: /^回复督查/ }).click();
    await clerk.page.getByRole('dialog').getByLabel(/^办理情况/).fill(text);
    await clerk.inspect('office-opinion-supervision-answer');
    await clerk.page.getByRole('dialog').getByRole('button', { name: '回复督查' }).click();
    await clerk.page.getByText('已回复督查，等待人大工作机构审核').first().waitFor();
  };
  await answer('已经围挡断口，护栏正在加工，本月内安装。');

  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  const follow = async ({ number, secret }: { number: string; secret: string }): Promise<void> => {
    await citizen.open('/opinions/follow');
    await citizen.page.getByLabel('回执编号').fill(number);
    await citizen.page.getByLabel('查询码').fill(secret);
    await citizen.page.getByRole('button', { name: '查询' }).click();
  };
  const [first, second] = receipts;
  if (!first || !second) throw new Error('no receipts');
  await follow(first);
  await citizen.page.getByText(/岳阳市人民代表大会正在督查这件事/).waitFor();
  await citizen.page.getByText('承办单位已向人大报告办理情况').waitFor();
  await citizen.inspect('public-opinion-supervised');

  await officer.open('/office/');
  await page.getByRole('link', { name: new RegExp(`审核督查回复：${titles[0]}`) }).click();
  await page.getByText('护栏正在加工').waitFor();
  await page.getByRole('button', { name: /^继续督查/ }).click();
  await page.getByRole('dialog').getByLabel('理由').fill('请写明安装完成的日期');
  await page.getByRole('dialog').getByRole('button', { name: '继续督查' }).click();
  await page.getByText(/重新回复/).first().waitFor();
  await clerk.open('/office/');
  await clerk.page.getByRole('link', { name: new RegExp(`回复督查：${titles[0]}`) }).click();
  await answer('护栏已经安装完毕，路段其他护栏一并检查。');
  await officer.open('/office/opinions/supervision');
  await officer.inspect('office-opinion-supervisions');
  // The letter is a paper, too; the figures lead to the letters behind them.
  const paper = await page.request.get((await page.getByRole('link', { name: /，PDF$/ }).first().getAttribute('href')) ?? '');
  expect([paper.status(), (await paper.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  await page.getByRole('link', { name: '督查统计' }).click();
  await officer.inspect('office-opinion-supervision-figures');
  const sheet = await page.request.get((await page.getByRole('link', { name: 'Excel' }).getAttribute('href')) ?? '');
  expect(sheet.headers()['content-type']).toMatch(/spreadsheetml/);
  await page.getByRole('link', { name: /交通运输局发出 \d+ 份/ }).click();
  await page.getByText(/只看统计数字背后的督查单/).waitFor();
  await officer.inspect('office-opinion-supervisions-behind');
  await page.getByRole('link', { name: titles[0] ?? '' }).click();
  await page.getByRole('button', { name: /^督查办结/ }).click();
  await page.getByRole('dialog').getByLabel(/^督查结果/).fill('护栏已经装好，人大工作人员到现场看过。');
  await officer.inspect('office-opinion-supervision-settle');
  await page.getByRole('dialog').getByRole('button', { name: '督查办结' }).click();
  await page.getByText('督查已办结，群众凭回执可以看到督查结果').first().waitFor();
  await officer.inspect('office-opinion-supervision');

  await follow(first);
  await citizen.page.getByText('护栏已经装好，人大工作人员到现场看过').first().waitFor();
  await follow(second);
  await citizen.page.getByRole('heading', { name: '人大正在督查' }).waitFor();
  await officer.open('/office/opinions/digest');
  await page.getByText(/发出和仍在办的督查单/).waitFor();
  await officer.inspect('office-opinion-digest-supervised');
  for (const person of [citizen, officer, clerk]) expect(person.complaints).toEqual([]);
});
