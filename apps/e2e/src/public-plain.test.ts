// The public site on an old phone: everything works without JavaScript.
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { words } from './acts/texts.ts';
import { demoPassword } from '@smart/server/testing';
import { useSystem } from './harness/system.ts';

const system = useSystem();

it('finds, reads and checks without JavaScript, in large letters, too', async () => {
  const troupe = troupeOf(system().app);
  const title = '关于公交站台的建议';
  const id = await troupe.reply({ title });
  await (await troupe.as('deputy.city')).trpc.suggestions.evaluate.mutate({ id, attitude: 'satisfied', result: 'satisfied' });
  const { receipt } = await (await troupe.as('city.office')).trpc.suggestions.publish.mutate({ id });

  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  await citizen.open('/');
  await citizen.inspect('public-home');
  await citizen.page.getByRole('link', { name: '信息公示', exact: true }).click();
  await citizen.page.getByLabel('搜索').fill('公交站台');
  await citizen.page.getByText('按人大、会议、承办单位等筛选').click();
  await citizen.page.getByLabel('内容分类').selectOption({ label: '交通运输' });
  await citizen.page.getByRole('button', { name: '搜索' }).click();
  await citizen.page.getByText('共 1 件').waitFor();
  await citizen.page.getByRole('link', { name: title }).click();
  await citizen.page.getByText(words.secondReply).waitFor();
  await citizen.page.getByText('办理态度：满意').waitFor();
  await citizen.inspect('public-detail');
  await citizen.page.getByRole('link', { name: '大字版' }).click();
  await citizen.page.getByRole('link', { name: '标准字号' }).waitFor();
  await citizen.inspect('public-detail-large');
  await citizen.open('/log');
  await citizen.page.getByLabel('回执码').fill(receipt ?? '');
  await citizen.page.getByRole('button', { name: '核验' }).click();
  await citizen.page.getByText('记录属实，没有被改动').waitFor();
  await citizen.page.getByLabel('回执码').fill('0000-0000-0000-0000-0000');
  await citizen.page.getByRole('button', { name: '核验' }).click();
  await citizen.page.getByText('没有这个回执码的记录').waitFor();
  await citizen.inspect('public-log-none');
  await citizen.open('/about');
  await citizen.inspect('public-about');
});

it('signs in without JavaScript, and pages that need it say so', async () => {
  const deputy = await system().arrive(null, { size: 'phone', plain: true });
  await deputy.open('/sign-in?next=/deputy/');
  await deputy.page.getByLabel('用户名或者手机号').fill('deputy.city');
  await deputy.page.getByLabel('密码').fill(demoPassword);
  await deputy.page.getByRole('button', { name: '登录', exact: true }).click();
  await deputy.page.waitForURL('**/deputy/');
  expect(await deputy.page.content()).toContain('本平台需要启用 JavaScript');
});

it('what is not there is said in words', async () => {
  const citizen = await system().arrive(null, { size: 'phone', plain: true, tolerated: /404/ });
  await citizen.open('/suggestions/00000000-0000-7000-8000-000000000000');
  await citizen.inspect('public-not-found');
  await citizen.open('/no-such-page');
  await citizen.inspect('public-no-page');
});
