// The pictures of the manual's page on signing in.
import { it } from 'vitest';
import { askForSms, byPassword, enrol, letProofLapse } from '../acts/sign-in.ts';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem('people');

it('draws the ways to sign in', async () => {
  const visitor = await system().arrive(null, { size: 'phone' });
  await visitor.open('/sign-in');
  await snap(visitor, 'sign-in');
  await askForSms(visitor, '13900001234');
  await snap(visitor, 'sign-in-sms');
  await visitor.open('/sign-in?way=sms');
  await visitor.page.getByRole('button', { name: '用大号数字键盘' }).click();
  await snap(visitor, 'sign-in-keypad');
});

it('draws the account', async () => {
  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await deputy.open('/deputy/security');
  await deputy.page.getByRole('region', { name: '登录记录' }).getByText('成功').first().waitFor();
  await snap(deputy, 'security');
  await deputy.page.getByRole('button', { name: '启用动态口令' }).click();
  await deputy.page.getByRole('img', { name: /二维码/ }).waitFor();
  await snap(deputy, 'security-totp', deputy.page.getByRole('heading', { name: /^动态口令/ }));
  await deputy.open('/deputy/security');
  await enrol(deputy);
  await deputy.page.getByRole('button', { name: '已保存好，继续' }).click();
  await deputy.page.getByText('备用码还剩').waitFor();
  const second = await system().arrive(null, { size: 'phone' });
  await second.open('/sign-in');
  await byPassword(second, 'deputy.city');
  await second.page.getByRole('heading', { name: '第二步：动态口令' }).waitFor();
  await snap(second, 'sign-in-second');
});

it('draws the proof before a sensitive act', async () => {
  const person = await system().arrive('admin.system', { tolerated: /40[13]/ });
  await person.page.setViewportSize({ width: 1280, height: 800 });
  await person.open('/office/account');
  await person.page.getByRole('heading', { name: '登录记录' }).waitFor();
  await letProofLapse(system().app, 'admin.system');
  await person.page.getByRole('button', { name: '启用动态口令' }).click();
  await person.page.getByRole('dialog', { name: '请再次确认是您本人' }).getByLabel('登录密码').waitFor();
  await snap(person, 'step-up');
});
