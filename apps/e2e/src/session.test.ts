// Signing in: a link leads to its very thing afterwards, a wrong password says so, and what was typed outlives the session.
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { writeDraft } from './acts/deputy.ts';
import { demoPassword } from '@smart/server/testing';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

async function signIn({ page }: Person, username: string, password = demoPassword): Promise<void> {
  await page.getByLabel('用户名或者手机号').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

it.each([
  ['office', 'city.office', '/office/suggestions/'],
  ['deputy', 'deputy.city', '/deputy/suggestions/'],
] as const)('a link into the %s app survives signing in', async (app, username, path) => {
  const id = await troupeOf(system().app).register({ title: `关于链接的建议（${app}）` });
  // The page asks, is told to sign in, and the browser notes that answer.
  const person = await system().arrive(null, { size: app === 'deputy' ? 'phone' : 'desk', tolerated: /401/ });
  await person.page.goto(`${path}${id}#timeline`);
  await person.page.waitForURL(/\/sign-in\?next=/);
  await person.inspect('sign-in');
  await signIn(person, username, 'Wrong-2026-Password');
  await person.page.getByRole('alert').waitFor();
  await person.inspect('sign-in-wrong');
  expect(await person.page.getByLabel('用户名或者手机号').inputValue()).toBe(username);
  await signIn(person, username);
  await person.page.getByRole('heading', { level: 1, name: `关于链接的建议（${app}）` }).waitFor();
  expect(new URL(person.page.url()).pathname + new URL(person.page.url()).hash).toBe(`${path}${id}#timeline`);
});

it('a link to somewhere else is not followed', async () => {
  const person = await system().arrive(null, { size: 'phone' });
  await person.open('/sign-in?next=https://example.org/');
  await signIn(person, 'deputy.city');
  await person.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  expect(new URL(person.page.url()).origin).toBe(system().app.origin);
});

it('the session ends while a deputy writes: after signing in again every word is there', async () => {
  const deputy = await system().arrive('deputy.city', { size: 'phone', tolerated: /401/ });
  await writeDraft(deputy);
  await deputy.context.clearCookies();
  await deputy.page.getByLabel('具体建议').fill('登录过期以后写下的这段话，重新登录后应当还在。');
  await deputy.page.waitForURL(/\/sign-in\?next=/);
  await signIn(deputy, 'deputy.city');
  await expect.poll(() => deputy.page.getByLabel('具体建议').inputValue()).toContain('重新登录后应当还在');
});

it('the session ends while an officer examines: the reason is still there afterwards', async () => {
  const title = '关于过期的建议';
  const id = await troupeOf(system().app).submit({ title });
  const officer = await system().arrive('city.office', { tolerated: /401/ });
  await officer.open(`/office/examination?id=${id}`);
  await officer.page.getByLabel('退回修改').click();
  await officer.page.getByLabel('理由（代表会看到）').fill('请补充路口的具体位置。');
  await officer.context.clearCookies();
  await officer.page.getByRole('button', { name: /退回修改，看下一件/ }).click();
  await officer.page.waitForURL(/\/sign-in\?next=/);
  await signIn(officer, 'city.office');
  await officer.page.getByRole('heading', { name: title }).waitFor();
  await officer.page.getByLabel('退回修改').click();
  await expect.poll(() => officer.page.getByLabel('理由（代表会看到）').inputValue()).toBe('请补充路口的具体位置。');
});
