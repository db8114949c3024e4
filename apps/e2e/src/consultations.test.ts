// 草案征求意见: an editor lays a draft open, citizens speak about one article without an account, the office answers, and each of them sees it.
import { expect, it } from 'vitest';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
let tries = 0;
const text = `第一章 总则
第一条 为了保护湖滨，制定本条例。
第二条 湖滨五十米内不得新建建筑物。
第三条 本条例自公布之日起施行。`;

/** From the draft's page to the receipt; its address. */
async function speak(citizen: Person, title: string, link: RegExp, words: string): Promise<string> {
  const { page } = citizen;
  await citizen.open('/consultations');
  await page.getByRole('link', { name: title }).click();
  await citizen.inspect('public-consultation');
  await page.getByRole('link', { name: link }).first().click();
  await page.getByLabel('意见').fill(words);
  await citizen.inspect('public-consultation-form');
  // Nobody fills in a form within a second.
  await page.waitForTimeout(1100);
  await page.getByRole('button', { name: '提交，拿回执' }).click();
  await page.getByRole('heading', { level: 1, name: '已收到您的意见' }).waitFor();
  await citizen.inspect('public-consultation-receipt');
  return new URL(page.url()).pathname;
}

it('草案征求意见：粘贴自动分条，他人审核后公开，群众不用登录逐条提意见，采纳情况公布后每张回执都有结果', async () => {
  const title = `湖滨保护条例（草案第 ${(tries += 1)} 稿）`;
  const office = await system().arrive('city.office');
  const { page } = office;
  await office.open('/office/consultations');
  await office.inspect('office-consultations-none');
  await page.getByRole('button', { name: '新建征求意见' }).click();
  await page.getByLabel('草案名称').fill(title);
  await page.getByLabel('说明').fill('为了保护湖滨环境，起草了条例草案，请逐条提出修改建议。');
  await page.getByLabel('草案全文').fill(text);
  await page.getByRole('button', { name: '自动分条' }).click();
  await page.getByText('共 3 条').waitFor();
  // Put right by hand: the chapter stands before the first article.
  expect(await page.getByLabel('前面的章节名（没有的不填）').first().inputValue()).toBe('第一章 总则');
  await office.inspect('office-consultation-editor');
  // A closed page loses nothing.
  await page.reload();
  await page.getByText('已恢复本机上没有保存的内容').waitFor();
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByText('您写过这部分内容，须由其他人审核').waitFor();
  await office.inspect('office-consultation-waiting');
  expect(await page.getByRole('button', { name: '审核通过并发布' }).count()).toBe(0);

  const leader = await system().arrive('city.leader');
  await leader.open('/office/consultations');
  await leader.page.getByRole('link', { name: title }).click();
  await leader.page.getByRole('button', { name: '审核通过并发布' }).click();
  await leader.inspect('office-consultation-approve');
  await leader.page.getByRole('dialog').getByRole('button', { name: '审核通过并发布' }).click();
  await leader.page.getByRole('link', { name: '公开页面' }).waitFor();

  // One on an old phone without JavaScript, one at a desk.
  const plain = await system().arrive(null, { size: 'phone', plain: true });
  await plain.open('/c/4306');
  await plain.page.getByText('正在征求意见：').first().waitFor();
  const receipt = await speak(plain, title, /对第二条提意见/, '五十米太窄，建议改为一百米。');
  const desk = await system().arrive(null, { size: 'desk' });
  const other = await speak(desk, title, /对整个草案提意见/, '请打电话13800000000听我说说。');

  // The office: what the filter held is looked at, one is let out, both are answered.
  await page.reload();
  await page.getByRole('row').filter({ hasText: '五十米太窄' }).waitFor();
  await office.inspect('office-consultation');
  await page.getByRole('checkbox', { name: /五十米太窄/ }).check();
  await page.getByRole('button', { name: '在网站公开 1 条' }).click();
  await page.getByText('已公开 1 条。').waitFor();
  // Somebody else: the first reader's browser may show for a minute what it has just read.
  const reader = await system().arrive(null, { size: 'phone', plain: true });
  await reader.open('/consultations');
  await reader.inspect('public-consultations');
  await reader.page.getByRole('link', { name: title }).click();
  await reader.page.getByRole('link', { name: /看已公开的 1 条.*第二条/ }).click();
  await reader.page.getByText('五十米太窄').waitFor();
  await reader.inspect('public-consultation-comments');
  expect(await reader.page.getByText('13800000000').count()).toBe(0);

  // The last day passes.
  await system().app.admin(`UPDATE consultation SET state = 'closed', ends_on = current_date - 1 WHERE title = $1`, [title]);
  await page.reload();
  await page.getByRole('checkbox', { name: /五十米太窄/ }).check();
  await page.getByRole('button', { name: '标明研究结论' }).click();
  await page.getByRole('dialog').getByLabel('采纳', { exact: true }).check();
  await page.getByRole('dialog').getByRole('button', { name: '保存结论' }).click();
  await page.getByText(/已标明 1 条/).waitFor();
  await page.getByRole('checkbox', { name: /请打电话/ }).check();
  await page.getByRole('button', { name: '标明研究结论' }).click();
  await page.getByRole('dialog').getByLabel('未采纳').check();
  await page.getByRole('dialog').getByLabel('理由').fill('没有写明对哪一条的修改意见。');
  await office.inspect('office-consultation-decide');
  await page.getByRole('dialog').getByRole('button', { name: '保存结论' }).click();
  await page.getByText('收到 2 条意见：采纳 1 条').waitFor();
  await page.getByRole('textbox', { name: '采纳情况' }).fill('共收到两条意见，采纳一条，把五十米改为一百米；另一条说明了理由。');
  await page.getByRole('button', { name: '保存采纳情况' }).click();
  await page.getByText('采纳情况已保存').waitFor();
  await page.getByRole('button', { name: '提交采纳情况' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '提交采纳情况' }).click();
  await page.getByText('您写过这部分内容，须由其他人审核').waitFor();
  await office.inspect('office-consultation-outcome');
  // Weighed is not told.
  await plain.open(receipt);
  expect(await plain.page.getByText('采纳情况已公布').count()).toBe(0);
  await leader.page.reload();
  await leader.page.getByRole('button', { name: '审核通过并公布' }).click();
  await leader.page.getByRole('dialog').getByRole('button', { name: '审核通过并公布' }).click();
  await leader.page.getByText('已公布采纳情况').first().waitFor();

  await plain.open(receipt);
  await plain.page.getByText('采纳情况已公布：采纳').waitFor();
  await plain.inspect('public-consultation-follow');
  await desk.open(other);
  await desk.page.getByText('没有写明对哪一条的修改意见。').waitFor();
  const later = await system().arrive(null, { size: 'phone', plain: true });
  await later.open('/consultations?phase=concluded');
  await later.page.getByRole('link', { name: title }).click();
  await later.page.getByRole('heading', { level: 2, name: '采纳情况' }).waitFor();
  await later.inspect('public-consultation-outcome');
  await desk.open('/search?q=湖滨');
  await desk.page.getByRole('heading', { level: 2, name: '草案征求意见' }).waitFor();
  await desk.inspect('public-search-drafts');
  for (const person of [office, leader, plain, desk, reader, later]) expect(person.complaints).toEqual([]);
});
