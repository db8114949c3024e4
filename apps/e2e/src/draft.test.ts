// A deputy writes between two appointments: in three taps, without network, through a crash, on another device.
import { budgetOf } from '@smart/effort/tasks';
import { expect, it } from 'vitest';
import { saved, submitDraft, writeDraft } from './acts/deputy.ts';
import { matter } from './acts/texts.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

it('a suggestion is handed in with three taps', async () => {
  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await writeDraft(deputy);
  await deputy.page.getByRole('button', { name: '提交', exact: true }).click();
  await deputy.page.getByRole('button', { name: '确认提交' }).waitFor();
  await deputy.inspect('deputy-submit-sheet');
  await deputy.page.getByRole('button', { name: '再改改' }).click();
  deputy.taps();
  await submitDraft(deputy);
  // 写建议 before, 提交 and 确认提交 now.
  expect(1 + deputy.taps()).toBe(Math.min(3, budgetOf('submit_suggestion')));
});

it('what was typed without network survives a crash of the browser, and is continued on another device', async () => {
  const deputy = await system().arrive('deputy.city', { size: 'phone', tolerated: /net::ERR_INTERNET_DISCONNECTED/ });
  const id = await writeDraft(deputy, { ...matter, title: '关于路灯的建议' });
  // The line is cut by a rule of our own: the browser's offline switch cannot be turned back once a page has crashed.
  let cut = true;
  await deputy.context.route('**/api/**', (route) => (cut ? route.abort('internetdisconnected') : route.continue()));
  await deputy.page.getByLabel('具体建议').fill('建议在没有网络的时候写下的这些话也不要丢失，一个字都不少。');
  await deputy.page.getByText('未联网，已存在本机').waitFor();
  await deputy.inspect('deputy-offline');
  // A crashed page answers nothing any more: it is not waited for, not even to close.
  const crashed = deputy.page.waitForEvent('crash');
  void deputy.page.goto('chrome://crash').catch(() => undefined);
  await crashed;

  cut = false;
  const page = await deputy.context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto('/deputy/');
  await page.getByRole('link', { name: '关于路灯的建议' }).click();
  await expect.poll(() => page.getByLabel('具体建议').inputValue()).toContain('一个字都不少');
  await saved({ page });
  await expect.poll(async () => (await (await system().app.signIn('deputy.city')).trpc.suggestions.draft.query({ id })).proposal).toContain('一个字都不少');

  const elsewhere = await system().arrive('deputy.city', { size: 'desk' });
  await elsewhere.open('/deputy/');
  await elsewhere.inspect('deputy-home');
  await elsewhere.page.getByRole('link', { name: '关于路灯的建议' }).click();
  await expect.poll(() => elsewhere.page.getByLabel('具体建议').inputValue()).toContain('一个字都不少');
  await elsewhere.inspect('deputy-write');
  expect(elsewhere.complaints).toEqual([]);
});

it('two devices that wrote different things are asked which to keep, and both can be read', async () => {
  const phone = await system().arrive('deputy.second', { size: 'phone', tolerated: /409|net::ERR_INTERNET_DISCONNECTED/ });
  const id = await writeDraft(phone, { ...matter, title: '关于两台设备的建议' });
  await phone.context.setOffline(true);
  await phone.page.getByLabel('标题').fill('手机上改的标题');
  await phone.page.getByText('未联网，已存在本机').waitFor();
  const desk = await system().arrive('deputy.second', { size: 'desk' });
  await desk.open(`/deputy/write/${id}`);
  await expect.poll(() => desk.page.getByLabel('标题').inputValue()).toBe('关于两台设备的建议');
  await desk.page.getByLabel('标题').fill('电脑上改的标题');
  await expect.poll(async () => (await (await system().app.signIn('deputy.second')).trpc.suggestions.draft.query({ id })).title).toBe('电脑上改的标题');
  await phone.context.setOffline(false);
  await phone.page.getByText('电脑上改的标题').first().waitFor({ timeout: 30_000 });
  await phone.page.getByText('手机上改的标题').first().waitFor();
  await phone.inspect('deputy-conflict');
});
