// 建议分析: the officer reads, opens the table, goes to the matters behind a figure, compares two organs, and writes the year's report.
import { budgetOf } from '@smart/effort/tasks';
import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

/** Three suggestions: one answered and evaluated, one with another organ, one not handed over yet. */
beforeAll(async () => {
  const troupe = troupeOf(system().app);
  const [answered, other] = [await troupe.reply({ title: '关于增开城陵矶片区公交线路的建议' }), await troupe.register({ title: '关于老旧小区加装充电桩的建议' })];
  await troupe.register({ title: '关于延长夜间公交线路运营时间的建议' });
  await (await troupe.as('deputy.city')).trpc.suggestions.evaluate.mutate({ id: answered, attitude: 'satisfied', result: 'mostly_satisfied', comment: '' });
  const { trpc } = await troupe.as('city.office');
  const housing = (await trpc.directory.organs.query({})).find((one) => one.name.endsWith('住房和城乡建设局'));
  await trpc.suggestions.assign.mutate({ items: [{ id: other, organs: [{ organId: housing?.id ?? '', role: 'lead' }] }] });
});

const card = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true });
const drawn = (page: Page, title: string) => card(page, title).locator('[data-drawn=yes]').waitFor();
const bytesOf = async (download: Download): Promise<Buffer> => readFile(await download.path());

async function saved(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
  return bytesOf(download);
}

/** The number that the library's head says. */
async function countInLibrary(page: Page): Promise<number> {
  await page.getByRole('heading', { level: 1, name: '建议库' }).waitFor();
  const words = await page.getByText(/^共 \d+ 件符合条件$/).innerText();
  return Number(/\d+/.exec(words)?.[0]);
}

it('建议分析：数字有说法、有表格、有名单，两个单位可以对比', async () => {
  const officer = await system().arrive('city.office', { size: 'desk' });
  const { page, open } = officer;
  await open('/office/analysis?year=all');
  await drawn(page, '内容分类');
  expect(await card(page, '内容分类').innerText()).toMatch(/提出的建议中.+最多，(各 )?\d+ 件/);
  expect(await card(page, '代表评价').innerText()).toMatch(/未作评价，单列，不计入满意率/);
  expect(await card(page, '分地区：本级建议').innerText()).toContain('没有审图号，仅供内部使用');
  await officer.inspect('analysis');

  // The table by keyboard, and behind its first figure as many matters as it says.
  await page.getByRole('button', { name: '查看表格：内容分类' }).focus();
  await page.keyboard.press('Enter');
  const link = card(page, '内容分类').getByRole('table').getByRole('link').first();
  const figure = Number(/\d+/.exec(await link.innerText())?.[0]);
  await link.focus();
  await page.keyboard.press('Enter');
  expect(await countInLibrary(page)).toBe(figure);
  await page.goBack();

  // A click on the first bar goes to the same list.
  await drawn(page, '内容分类');
  const box = await card(page, '内容分类').locator('[data-drawn=yes]').boundingBox();
  await card(page, '内容分类').locator('[data-drawn=yes]').click({ position: { x: (box?.width ?? 0) * 0.5, y: 26 } });
  expect(await countInLibrary(page)).toBe(figure);
  await officer.inspect('analysis-behind');
  await page.goBack();

  await drawn(page, '热词');
  const table = await saved(page, '下载表格（CSV）：内容分类');
  expect(table.toString('utf8')).toMatch(/^\uFEFF分类,/);
  expect(table.toString('utf8')).toContain(`,${figure}`);
  const picture = await saved(page, '下载图片（PNG）：内容分类');
  expect(picture.subarray(1, 4).toString()).toBe('PNG');

  await page.getByRole('link', { name: '单位对比' }).first().click();
  await page.getByRole('heading', { level: 1, name: '单位对比' }).waitFor();
  await open('/office/analysis/compare?year=all');
  await page.getByLabel('单位一').selectOption({ label: '岳阳市交通运输局' });
  await page.getByRole('columnheader', { name: '岳阳市交通运输局' }).waitFor();
  await drawn(page, '代表评价');
  expect(await card(page, '代表评价').innerText()).toContain('岳阳市交通运输局');
  await officer.inspect('analysis-compare');
  expect(officer.complaints).toEqual([]);
});

async function writeReport({ page, open, inspect }: Person): Promise<void> {
  await open('/office/analysis/reports');
  await inspect('analysis-reports-empty');
  // Tried again, the report of the year is there already.
  await page.getByRole('button', { name: '生成报告' }).or(page.getByRole('link', { name: /年度办理情况的报告$/ })).first().click();
  await page.getByRole('heading', { level: 1, name: /年度办理情况的报告$/ }).waitFor();
  const part = card(page, '三、答复和代表评价情况');
  await part.getByRole('button', { name: /^修改文字/ }).click();
  const text = part.getByLabel(/正文/);
  // A field that does not exist is named before anything is lost.
  await text.fill('代表总体认可，满意率{满意度}。');
  await part.getByText('没有名为“满意度”的数据项').waitFor();
  await text.fill('代表总体认可办理工作，满意率');
  await part.getByLabel('插入数据项').selectOption('满意率');
  await part.getByRole('button', { name: '保存', exact: true }).click();
  await part.getByText('已人工修改').waitFor();
  await page.getByRole('button', { name: '更新数据' }).click();
  await page.getByText('数据已更新，修改过的文字保留').waitFor();
  expect(await part.innerText()).toMatch(/代表总体认可办理工作，满意率\d+(\.\d)?%/);
  await part.getByText('系统生成的文字', { exact: true }).click();
  expect(await part.innerText()).toMatch(/代表已对\d+件作出评价/);
  await inspect('analysis-report');
}

it('建议分析：年度报告自动生成，修改过的文字在更新数据后保留，公开后人人可读', async () => {
  const officer = await system().arrive('city.office', { size: 'desk' });
  await writeReport(officer);
  const { page } = officer;
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载报告（Word）' }).click()]);
  const docx = await bytesOf(download);
  expect(docx.subarray(0, 2).toString()).toBe('PK');
  await page.getByRole('button', { name: '定稿' }).click();
  await page.getByText('已定稿').waitFor();
  await page.getByRole('button', { name: '公开', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '公开', exact: true }).click();
  await page.getByText('已公开，公众网站可以阅读和下载').waitFor();
  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  await citizen.open('/reports');
  await citizen.page.getByRole('link', { name: /年度办理情况的报告/ }).click();
  await citizen.page.getByText(/代表总体认可办理工作，满意率\d/).waitFor();
  await citizen.inspect('public-report');
  const file = await citizen.context.request.get(`${new URL(citizen.page.url()).pathname}.docx`);
  expect(file.status()).toBe(200);
  expect([...officer.complaints, ...citizen.complaints]).toEqual([]);
});

it('建议分析：手机上同样看得清', async () => {
  const leader = await system().arrive('city.leader', { size: 'phone' });
  const { page, open } = leader;
  await open('/office/analysis?year=all');
  await drawn(page, '办理时效');
  await page.getByRole('button', { name: '查看表格：承办单位' }).click();
  await card(page, '承办单位').getByRole('table').waitFor();
  await leader.inspect('analysis-phone');
  await card(page, '承办单位').getByRole('table').getByRole('link').first().click();
  await page.getByRole('table').getByRole('link').first().click();
  await page.waitForURL(/\/office\/suggestions\/[\w-]+$/);
  expect(leader.taps(), 'leader: from a figure to the item behind it').toBeLessThanOrEqual(budgetOf('trace_figure'));
  await open('/office/analysis/compare?year=all');
  await drawn(page, '内容分类');
  await leader.inspect('analysis-compare-phone');
  expect(leader.complaints).toEqual([]);
});
