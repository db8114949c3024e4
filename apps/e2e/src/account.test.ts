// The own account: a one-time password leads to changing it and nowhere else, and from one device all can be signed out.
import { demoPassword } from '@smart/server/testing';
import { expect, it } from 'vitest';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const own = 'Own-2026-Password';

/** Gives a demonstration account a password that was handed over, as an administrator does. */
const handOver = (username: string) => system().app.admin('UPDATE auth_user SET must_change_password = true WHERE username = $1', [username]);

async function changePassword({ page }: Person): Promise<void> {
  await page.getByText('您现在用的是一次性密码').waitFor();
  await page.getByLabel('当前密码').fill(demoPassword);
  await page.getByLabel('新密码').fill(own);
  await page.getByRole('button', { name: '修改密码' }).click();
}

it.each([
  ['office', 'city.housing', 'desk', '我的账号', '待办'],
  ['office', 'admin.system', 'desk', '我的账号', '人员'],
  ['deputy', 'deputy.district', 'phone', '我的', '待我办理'],
] as const)('/%s/: %s with a one-time password (%s) is led to changing it, then to work', async (app, username, size, first, then) => {
  await handOver(username);
  const person = await system().arrive(username, { size, tolerated: /403/ });
  await person.open(`/${app}/`);
  await person.page.getByRole('heading', { level: 1, name: first }).waitFor();
  await person.inspect(`account-${app}`);
  await changePassword(person);
  await person.page.getByRole('heading', { level: 1, name: then, exact: true }).waitFor();
  await expect(system().app.signIn(username)).rejects.toThrow('401');
  await system().app.signIn(username, own);
});

it.each([
  ['office', 'city.education', 'desk', '/office/account'],
  ['deputy', 'deputy.town', 'phone', '/deputy/me'],
] as const)('/%s/: %s ends every sign-in from one device', async (_app, username, size, path) => {
  const elsewhere = await system().app.signIn(username);
  const person = await system().arrive(username, { size, tolerated: /401/ });
  await person.open(path);
  await person.page.getByRole('button', { name: '退出全部设备' }).click();
  await person.page.getByRole('button', { name: '全部退出' }).click();
  await person.page.waitForURL(/\/sign-in/);
  await expect(elsewhere.trpc.session.me.query()).rejects.toThrow(/登录/);
});
