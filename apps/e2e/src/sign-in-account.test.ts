// What comes first (own password, expired password, second step), proof before a sensitive act, and leaving every device at once.
import { demoPassword } from '@smart/server/testing';
import { expect, it } from 'vitest';
import { authenticator, byPassword, forget, letProofLapse } from './acts/sign-in.ts';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const own = 'Own-2026-Password';
const visitor = (size: 'phone' | 'desk'): Promise<Person> => system().arrive(null, { size, tolerated: /401|403/ });

async function changePassword({ page }: Person, words: string): Promise<void> {
  await page.getByText(words).waitFor();
  await page.getByLabel('当前密码').fill(demoPassword);
  await page.getByLabel('新密码').fill('short');
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByRole('alert').first().waitFor();
  expect(await page.getByLabel('当前密码').inputValue()).toBe(demoPassword);
  await page.getByLabel('新密码').fill(own);
  await page.getByRole('button', { name: '修改密码' }).click();
}

it.each([
  ['phone', 'deputy.district', '/deputy/notices', '账号安全', '通知'],
  ['desk', 'city.housing', '/office/notices', '我的账号', '通知'],
] as const)('first password on a %s: changed before anything else, then on to the link', async (size, username, next, first, then) => {
  await system().app.admin('UPDATE auth_user SET must_change_password = true WHERE username = $1', [username]);
  const person = await visitor(size);
  await person.open(`/sign-in?next=${next}`);
  await byPassword(person, username);
  await person.page.getByRole('heading', { level: 1, name: first }).waitFor();
  await person.inspect('account-first-password');
  await changePassword(person, '您现在用的是一次性密码');
  await person.page.getByRole('heading', { level: 1, name: then, exact: true }).waitFor();
  expect(new URL(person.page.url()).pathname).toBe(next);
  await expect(system().app.signIn(username)).rejects.toThrow('401');
});

it.each([
  ['phone', 'deputy.cosigner', '/deputy/notices'],
  ['desk', 'city.transport', '/office/notices'],
] as const)('expired password on a %s: said in its own words, then on to the link', async (size, username, next) => {
  const { app } = system();
  await app.admin("UPDATE auth_user SET password_changed_at = now() - interval '400 days' WHERE username = $1", [username]);
  await forget(app, username);
  const person = await visitor(size);
  await person.open(`/sign-in?next=${next}`);
  await byPassword(person, username);
  await changePassword(person, '您的密码已经到期');
  await person.page.waitForURL((url) => url.pathname === next);
});

it.each([['desk'], ['phone']] as const)('before a personal datum is shown on a %s, the person proves once more who they are; what was typed stays', async (size) => {
  const person = await system().arrive('admin.system', { size, tolerated: /401|403/ });
  const { page } = person;
  const [deputy] = await system().app.admin<{ id: string }>("SELECT p.id FROM person p JOIN auth_user u ON u.id = p.user_id WHERE u.username = 'deputy.city'");
  await person.open(`/office/admin/people/${deputy?.id ?? ''}`);
  await page.getByRole('button', { name: '查看完整手机号' }).waitFor();
  await letProofLapse(system().app, 'admin.system');
  await page.getByRole('button', { name: '查看完整手机号' }).click();
  await page.getByLabel('用途').fill('通知参加代表小组活动');
  await page.getByRole('button', { name: '查看', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '请再次确认是您本人' });
  await dialog.getByLabel('登录密码').fill('Wrong-2026-Password');
  await person.inspect('step-up');
  await dialog.getByRole('button', { name: '确认', exact: true }).click();
  await dialog.getByText('密码不正确').waitFor();
  await dialog.getByRole('button', { name: '取消' }).click();
  expect(await page.getByLabel('用途').inputValue()).toBe('通知参加代表小组活动');
  await page.getByRole('button', { name: '查看', exact: true }).click();
  await dialog.getByLabel('登录密码').fill(demoPassword);
  await dialog.getByRole('button', { name: '确认', exact: true }).click();
  await page.getByText(/^154\d{8}$/).waitFor();
});

it.each([
  ['phone', 'deputy.town', '/deputy/security'],
  ['desk', 'city.education', '/office/account'],
] as const)('from a %s every device is signed out, and the history says who was there', async (size, username, path) => {
  const elsewhere = await system().app.signIn(username);
  await expect(system().app.signIn(username, 'Wrong-2026-Password')).rejects.toThrow('401');
  const person = await system().arrive(username, { size, tolerated: /401/ });
  await person.open(path);
  const history = person.page.getByRole('region', { name: '登录记录' });
  await history.getByText('不正确').first().waitFor();
  await history.getByText('成功').first().waitFor();
  await person.inspect('account-security');
  await person.page.getByRole('button', { name: '退出全部设备' }).click();
  await person.page.getByRole('button', { name: '全部退出' }).click();
  await person.page.waitForURL(/\/sign-in/);
  await expect(elsewhere.trpc.session.me.query()).rejects.toThrow(/登录/);
});

it('a lost phone: the administrator switches the second step off, and the password alone signs in', async () => {
  const { app } = system();
  const { trpc } = await app.signIn('city.government');
  const { secret } = await trpc.session.enrolTotp.mutate({});
  await trpc.session.confirmTotp.mutate({ code: authenticator(secret) });
  const { person } = await trpc.session.me.query();
  const administrator = await system().arrive('admin.system');
  await administrator.open(`/office/admin/people/${person.id}`);
  await administrator.page.getByRole('button', { name: '停用动态口令' }).click();
  await administrator.page.getByRole('dialog').getByText('请先当面或者电话核实身份').waitFor();
  await administrator.inspect('admin-lost-phone');
  await administrator.page.getByRole('button', { name: '停用', exact: true }).click();
  await administrator.page.getByText('动态口令已停用').waitFor();
  await expect(trpc.session.me.query()).rejects.toThrow(/登录/);
  const back = await visitor('desk');
  await back.open('/sign-in?next=/office/notices');
  await byPassword(back, 'city.government');
  await back.page.waitForURL((url) => url.pathname === '/office/notices');
});
