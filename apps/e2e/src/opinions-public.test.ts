// 意见公开和统计: the office publishes what was answered, a citizen without JavaScript finds it from the menu, the figures lead to the opinions behind
// them, and the monthly digest is a document.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useSystem } from './harness/system.ts';

const system = useSystem();
/** Another one at every try, so that one that failed does not stand in the way of the next. */
let tries = 0;

it('意见公开：核定文字，个人信息不公开，群众在手机上找到，统计图点进去就是那些意见', async () => {
  tries += 1;
  const title = `湖滨广场的台阶坏了${tries}处`;
  const office = await system().app.signIn('city.office');
  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  const { page } = citizen;
  await citizen.open('/opinions/new?division=4306');
  await page.getByLabel('反映给哪一级人大').selectOption({ label: '岳阳市人民代表大会' });
  await page.getByLabel('您想说什么').fill(`${title}。老人容易绊倒，我的电话 13800001111。`);
  await page.waitForTimeout(1100);
  await page.getByRole('button', { name: '提交，拿回执' }).click();
  await page.getByRole('heading', { level: 1, name: '已收到您的意见' }).waitFor();
  const receipt = new URL(page.url()).pathname;
  const { rows } = await office.trpc.opinions.list.query({ q: title });
  const id = rows[0]?.id ?? '';
  await office.trpc.opinions.accept.mutate({ id });
  await office.trpc.opinions.sort.mutate({ id, topic: 'urban', urgent: false });
  await office.trpc.opinions.answer.mutate({ id, reply: '已派人修补台阶，并加装了扶手。' });
  await citizen.open(receipt);
  await page.getByRole('button', { name: '满意', exact: true }).click();
  await page.getByText('谢谢您的评价').waitFor();

  const officer = await system().arrive('city.office');
  await officer.open('/office/opinions/publication');
  await officer.inspect('office-opinion-publication');
  await officer.page.getByRole('button', { name: `公开：${title}`, exact: true }).click();
  const sheet = officer.page.getByRole('dialog');
  await expect.poll(() => sheet.getByLabel('意见内容').inputValue()).toContain('［电话已隐去］');
  await officer.inspect('office-opinion-publish');
  await sheet.getByLabel('意见内容').fill('台阶坏了，请打 13800001111 联系我。');
  await sheet.getByRole('button', { name: '公开', exact: true }).click();
  await sheet.getByText(/请删去后再公开/).waitFor();
  expect(await sheet.getByLabel('意见内容').inputValue()).toContain('13800001111');
  // The browser notes the refusal that was provoked.
  officer.complaints.splice(0);
  await sheet.getByLabel('意见内容').fill('台阶坏了，老人容易绊倒，请尽快修补。');
  await sheet.getByRole('button', { name: '公开', exact: true }).click();
  await officer.page.getByText(/已在网站公开/).waitFor();

  await citizen.open('/');
  await citizen.inspect('public-portal-menu');
  const head = await page.locator('header').boundingBox();
  expect(head?.height, 'the head of a phone has two lines').toBeLessThan(120);
  await page.getByText('更多', { exact: true }).first().click();
  await page.getByRole('link', { name: '开放数据' }).first().waitFor();
  await page.getByRole('link', { name: '意见答复' }).click();
  await page.getByLabel('搜索').fill('台阶');
  await page.getByRole('button', { name: '搜索' }).click();
  await page.getByRole('link', { name: title }).waitFor();
  await citizen.inspect('public-opinions');
  await page.getByRole('link', { name: title }).click();
  await page.getByText('加装了扶手').waitFor();
  expect(await page.content()).not.toContain('13800001111');
  await citizen.inspect('public-opinion-published');
  // The figures follow the acts within seconds; both home pages show what was published.
  await expect.poll(async () => (await page.request.get(`/opinions/statistics?try=${Math.random()}`)).text(), { timeout: 30_000 }).toContain('已答复');
  await citizen.open('/opinions');
  await page.getByRole('link', { name: '统计和排名' }).click();
  await page.getByRole('heading', { level: 1, name: /^群众意见统计/ }).waitFor();
  await citizen.inspect('public-opinion-statistics');
  const reader = await system().arrive(null);
  await reader.open('/opinions/statistics?division=4306');
  await reader.page.getByRole('heading', { level: 1, name: '群众意见统计：岳阳市' }).waitFor();
  await reader.inspect('public-opinion-statistics');
  for (const path of ['/?again=1', '/c/4306?again=1']) {
    await citizen.open(path);
    await page.getByRole('heading', { name: '找代表、说事情' }).waitFor();
    await page.getByRole('link', { name: title }).waitFor();
  }
  for (const path of ['/api/v1/open-data/opinions.csv', '/api/v1/open-data/opinion-figures.csv', '/opinions/feed.xml', '/sitemap.xml']) expect((await page.request.get(path)).status(), path).toBe(200);

  await officer.open('/office/opinions/statistics');
  await officer.page.getByRole('heading', { name: '内容分类' }).waitFor();
  await officer.inspect('office-opinion-statistics');
  await officer.page.getByRole('button', { name: '查看表格：内容分类' }).click();
  await officer.page.getByRole('row', { name: /城乡建设/ }).getByRole('link').first().click();
  await officer.page.waitForURL(/\/opinions\?.*topic=urban/);
  await officer.page.getByRole('link', { name: title }).waitFor();
  await officer.open('/office/opinions/digest');
  await officer.page.getByRole('heading', { name: '四、督查' }).waitFor();
  await officer.inspect('office-opinion-digest');
  const [document] = await Promise.all([officer.page.waitForEvent('download'), officer.page.getByRole('link', { name: '下载月报（Word）' }).click()]);
  expect(readFileSync(await document.path()).subarray(0, 2).toString(), 'a Word document is a zip').toBe('PK');
  for (const person of [citizen, officer, reader]) expect(person.complaints).toEqual([]);
});
