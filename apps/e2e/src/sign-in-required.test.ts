// Outside demonstrations staff need a second step: until it is set up nothing else opens, then the person gets on to the link. Deputies need none.
import { expect, it } from 'vitest';
import { authenticator, byPassword, enrol, withinHalfMinute } from './acts/sign-in.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem('people', async () => ({ environment: { DEMO: 'false' } }));

it.each([
  ['phone', 'city.transport'],
  ['desk', 'admin.system'],
] as const)('on a %s %s sets the second step up first, then sees what was wanted', async (size, username) => {
  const next = username === 'admin.system' ? '/office/admin/organs' : '/office/handling';
  const person = await system().arrive(null, { size, tolerated: /401|403/ });
  const { page } = person;
  await person.open(`/sign-in?next=${next}`);
  await byPassword(person, username);
  await page.getByText('工作人员登录要用动态口令').waitFor();
  await person.inspect('account-must-enrol');
  // Another address does not help.
  await person.open('/office/suggestions');
  await page.getByText('工作人员登录要用动态口令').waitFor();
  await person.open(`/office/account?next=${next}`);
  await withinHalfMinute(person);
  const { secret } = await enrol(person);
  await page.getByRole('button', { name: '已保存好，继续' }).click();
  await page.waitForURL((url) => url.pathname === next);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  expect(await page.getByText('工作人员登录要用动态口令').count()).toBe(0);

  await person.context.clearCookies();
  await person.open(`/sign-in?next=${next}`);
  await byPassword(person, username);
  await page.getByLabel('验证器上的六位动态口令').fill(authenticator(secret));
  await page.getByRole('button', { name: '验证并登录' }).click();
  await page.waitForURL((url) => url.pathname === next);
  await person.open('/office/account');
  await page.getByText('不能停用').waitFor();
  expect(await page.getByRole('button', { name: '停用动态口令' }).count()).toBe(0);
});

it('a deputy signs in with the password alone', async () => {
  const person = await system().arrive(null, { size: 'phone' });
  await person.open('/sign-in?next=/deputy/notices');
  expect(await person.page.getByRole('navigation', { name: '登录方式' }).count(), 'no SMS is offered where none can be sent').toBe(0);
  await byPassword(person, 'deputy.city');
  await person.page.waitForURL((url) => url.pathname === '/deputy/notices');
});
