// 人大网站: an editor writes on a bad line, another person lets it through, anybody reads and finds it without JavaScript, and when it is
// taken off the address says so.
import { expect, it } from 'vitest';
import { useSystem } from './harness/system.ts';

const system = useSystem();
let tries = 0;

it('网站内容：撰稿断网不丢字，他人审核后发布，不用 JavaScript 就能读到搜到，撤下后网址说明已撤下', async () => {
  const title = `关于征求湖滨栈道修缮方案意见的公告（${(tries += 1)}）`;
  const writer = await system().arrive('city.office', { tolerated: /ERR_INTERNET_DISCONNECTED|Failed to fetch|net::/ });
  await writer.open('/office/articles');
  await writer.inspect('office-articles-none');
  await writer.page.getByRole('button', { name: '撰写稿件' }).click();
  await writer.page.getByRole('textbox', { name: /^标题/ }).fill(title);
  await writer.page.getByLabel('栏目').selectOption({ label: '通知公告' });
  await writer.page.getByRole('textbox', { name: '正文' }).fill('湖滨栈道修缮方案现公开征求意见，为期三十日。');
  await writer.inspect('office-article-editor');
  // The line is cut: the message says so, nothing is lost, also when the page is opened anew.
  await writer.context.setOffline(true);
  await writer.page.getByRole('button', { name: '保存草稿' }).click();
  await writer.page.getByRole('alert').first().waitFor();
  await writer.context.setOffline(false);
  await writer.page.reload();
  await writer.page.getByText('已恢复本机上没有保存的内容').waitFor();
  expect(await writer.page.getByRole('textbox', { name: /^标题/ }).inputValue()).toBe(title);
  await writer.page.getByRole('textbox', { name: '正文' }).getByText('为期三十日').waitFor();
  await writer.page.getByRole('button', { name: '预览' }).click();
  await writer.page.getByRole('article', { name: '预览' }).getByText('为期三十日').waitFor();
  await writer.page.getByRole('button', { name: '继续修改' }).click();
  await writer.page.getByRole('button', { name: '提交审核' }).click();
  await writer.page.getByText('您写过这篇稿件，须由其他人审核').waitFor();
  await writer.inspect('office-article-waiting');
  expect(await writer.page.getByRole('button', { name: '审核通过' }).count()).toBe(0);

  const reviewer = await system().arrive('city.leader');
  await reviewer.open('/office/articles');
  await reviewer.page.getByText('1 篇待审核').waitFor();
  await reviewer.page.getByRole('link', { name: title }).click();
  await reviewer.page.getByText('为期三十日').waitFor();
  await reviewer.page.getByRole('button', { name: '审核通过' }).click();
  await reviewer.inspect('office-article-approve');
  await reviewer.page.getByRole('dialog').getByRole('button', { name: '审核通过' }).click();
  await reviewer.page.getByRole('link', { name: '公开页面' }).waitFor();

  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  await citizen.open('/');
  await citizen.inspect('public-portal');
  await citizen.page.getByRole('link', { name: '岳阳市人民代表大会' }).first().click();
  await citizen.page.getByRole('heading', { level: 2, name: '通知公告' }).waitFor();
  await citizen.inspect('public-site-home');
  await citizen.page.getByRole('link', { name: '高对比' }).click();
  await citizen.page.getByRole('link', { name: '标准对比' }).waitFor();
  await citizen.inspect('public-site-home-contrast');
  await citizen.page.getByRole('link', { name: '标准对比' }).click();
  await citizen.page.getByRole('searchbox').fill('湖滨栈道');
  await citizen.page.getByRole('button', { name: '搜索' }).click();
  await citizen.page.getByRole('link', { name: '文章 1' }).waitFor();
  await citizen.page.locator('mark').first().waitFor();
  await citizen.inspect('public-search');
  await citizen.page.getByRole('link', { name: title }).click();
  await citizen.page.getByText('为期三十日').waitFor();
  await citizen.inspect('public-article');
  const address = new URL(citizen.page.url()).pathname;
  await citizen.page.getByRole('link', { name: '大字版' }).click();
  await citizen.page.getByRole('link', { name: '标准字号' }).waitFor();
  await citizen.inspect('public-article-large');
  await citizen.page.getByRole('navigation', { name: '当前位置' }).getByRole('link', { name: '通知公告' }).click();
  await citizen.page.getByText('共 1 篇').waitFor();
  await citizen.inspect('public-articles');
  const desktop = await system().arrive(null, { size: 'desk' });
  for (const [path, name] of [['/', 'public-portal'], ['/c/4306', 'public-site-home'], [address, 'public-article'], ['/search?q=栈道', 'public-search'], ['/search?q=联络站', 'public-search-stations']] as const) {
    await desktop.open(path);
    await desktop.inspect(name);
  }

  await writer.open(address.replace('/articles', '/office/articles'));
  await writer.page.getByRole('button', { name: '撤下' }).click();
  await writer.page.getByRole('dialog').getByLabel('撤下理由').fill('方案有调整，另行公告征求意见。');
  await writer.page.getByRole('dialog').getByRole('button', { name: '撤下' }).click();
  await writer.page.getByText('撤下理由：方案有调整').waitFor();
  await writer.inspect('office-article-withdrawn');
  // Somebody else: the first reader's browser may show for a minute what it has just read.
  const later = await system().arrive(null, { size: 'phone', plain: true, tolerated: /410/ });
  await later.open(address);
  await later.page.getByText('方案有调整，另行公告征求意见').waitFor();
  await later.inspect('public-article-withdrawn');
  expect(await later.page.getByRole('heading', { level: 1 }).innerText()).toBe('这篇文章已撤下');
  for (const person of [writer, reviewer, citizen, desktop, later]) expect(person.complaints).toEqual([]);
});

it('网站设置：本级填写的页首页脚和栏目立即出现在本级网站，填错的逐项指出', async () => {
  const office = await system().arrive('city.office', { tolerated: /400/ });
  await office.open('/office/site');
  await office.page.getByLabel('网站名称').fill('岳阳人大网');
  await office.page.getByLabel('ICP 备案号').fill('12345');
  await office.page.getByRole('button', { name: '保存', exact: true }).click();
  await office.page.getByText('请按“湘ICP备12345678号”的形式填写').first().waitFor();
  await office.inspect('office-site');
  await office.page.getByLabel('ICP 备案号').fill('湘ICP备00000000号');
  await office.page.getByRole('button', { name: '增加栏目' }).click();
  await office.page.getByLabel('第 6 个栏目').fill('代表风采');
  await office.page.getByRole('button', { name: '保存', exact: true }).click();
  await office.page.getByText('已保存，网站随之更新').waitFor();
  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  await citizen.open('/c/4306');
  expect(await citizen.page.getByRole('heading', { level: 1 }).innerText()).toBe('岳阳人大网');
  await citizen.page.getByText('湘ICP备00000000号').waitFor();
  await citizen.open('/c/430602');
  await citizen.page.getByText('湘ICP备00000000号').waitFor();
  await citizen.inspect('public-site-empty');
});

it('文件和公报：文号、发布机关、效力逐项公布，按效力筛选，废止后同一网址写明依据，公报自动列出目录', async () => {
  const office = await system().arrive('city.office');
  const { page } = office;
  const leader = await system().arrive('city.leader');
  const number = `演示常〔2026〕${(tries += 1)}号`;
  const submitted = async (): Promise<string> => {
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('您写过这篇稿件，须由其他人审核').waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await leader.open(`/office/articles/${id}`);
    await leader.page.getByRole('button', { name: '审核通过' }).click();
    await leader.page.getByRole('dialog').getByRole('button', { name: '审核通过' }).click();
    await leader.page.getByRole('link', { name: '公开页面' }).waitFor();
    return id;
  };
  await office.open('/office/articles/new');
  await page.getByLabel('栏目').selectOption({ label: '文件资料' });
  await page.getByRole('textbox', { name: /^标题/ }).fill(`关于加强湖泊保护的决定（${tries}）`);
  await page.getByRole('textbox', { name: '正文' }).fill('划定湖岸保护范围，每年公布水质。');
  await page.getByLabel('文件种类').selectOption({ label: '决定' });
  await page.getByLabel('文号').fill(number);
  await page.getByLabel('发布机关').fill('市人大常委会');
  await page.getByLabel('通过日期').fill('2026-06-28');
  await page.getByLabel('刊载的公报年份').fill('2026');
  await page.getByLabel('刊载的公报第几号').fill('3');
  await office.inspect('office-document-editor');
  const document = await submitted();
  await office.open('/office/articles/new');
  await page.getByLabel('栏目').selectOption({ label: '常委会公报' });
  await page.getByRole('textbox', { name: /^标题/ }).fill(`常委会公报（${tries}）`);
  await page.getByRole('textbox', { name: '正文' }).fill('本期刊载会议文件。');
  await page.getByLabel('公报年份').fill('2026');
  await page.getByLabel('第几号').fill('3');
  const issue = await submitted();

  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  await citizen.open(`/articles/${issue}`);
  await citizen.page.getByRole('heading', { name: '本期目录' }).waitFor();
  await citizen.inspect('public-gazette');
  await citizen.page.getByRole('link', { name: number }).click();
  await citizen.page.getByText('有效').waitFor();
  await citizen.inspect('public-document');

  await office.open(`/office/articles/${document}`);
  await page.getByRole('button', { name: '标明效力' }).click();
  await page.getByRole('dialog').getByLabel('效力').selectOption({ label: '已废止' });
  await page.getByRole('dialog').getByLabel('依据什么修改或者废止').fill('由演示常〔2026〕99号废止');
  await office.inspect('office-document-mark');
  await page.getByRole('dialog').getByRole('button', { name: '标明效力' }).click();
  await page.getByText('已标明“已废止”').waitFor();
  const later = await system().arrive(null, { size: 'desk' });
  await later.open('/articles?kind=document&validity=repealed');
  await later.page.getByRole('link', { name: `关于加强湖泊保护的决定（${tries}）` }).waitFor();
  await later.inspect('public-documents');
  await later.open(`/articles/${document}`);
  await later.page.getByText('由演示常〔2026〕99号废止').waitFor();
  await later.inspect('public-document');
  for (const person of [office, leader, citizen, later]) expect(person.complaints).toEqual([]);
});
