// Another system signs people in through us: registered at the desk, agreed to on the phone, withdrawn there, locked out at the desk.
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { provinceAdministrator } from './acts/province.ts';
import { startRelyingParty, type RelyingParty } from './acts/relying-party.ts';
import { byPassword } from './acts/sign-in.ts';
import type { Person, Size } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

/** The issuer must be known before the server listens. */
const port = await new Promise<number>((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
});
const issuer = `http://127.0.0.1:${port}`;
const system = useSystem('people', async () => ({ port, environment: { PUBLIC_URL: issuer } }));
const NAME = '履职评估系统';
/** What is pressed in a row, with the words for those who do not see the row. */
const named = (act: string): RegExp => new RegExp(`^${act}\\s*：\\s*${NAME}`);

let party: RelyingParty;
let keeper: string;
beforeAll(async () => {
  party = await startRelyingParty();
  keeper = await provinceAdministrator(system().app);
});
afterAll(() => party.close());

const administrator = (size: Size = 'desk'): Promise<Person> => system().arrive(keeper, { size, tolerated: /40[0134]/ });
const shownSecret = async ({ page }: Person): Promise<{ id: string; secret: string }> => {
  const codes = page.getByRole('region', { name: `请把以下内容交给“${NAME}”的管理人员` }).locator('code');
  await codes.nth(1).waitFor();
  const [id = '', secret = ''] = await codes.allInnerTexts();
  return { id, secret };
};

it('is registered at the desk: a wrong address is named and the draft kept, the secret is shown once', async () => {
  const person = await administrator();
  const { page } = person;
  await person.open('/office/admin/clients');
  await page.getByText('还没有接入系统').waitFor();
  await person.inspect('clients-empty');
  await page.getByRole('button', { name: '登记接入系统' }).first().click();
  const dialog = page.getByRole('dialog', { name: '登记接入系统' });
  await dialog.getByLabel('系统名称').fill(NAME);
  await dialog.getByLabel('回调地址').fill(`${party.callback}\nhttp://pg.example.gov.cn/callback`);
  await dialog.getByLabel('离开后更新').check();
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  await dialog.getByText('第 2 个：回调地址应当以 https:// 开头（本机地址除外）').waitFor();
  expect(await dialog.getByLabel('系统名称').inputValue()).toBe(NAME);
  await person.inspect('clients-wrong-address');
  await dialog.getByLabel('回调地址').fill(party.callback);
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  const { id, secret } = await shownSecret(person);
  await person.inspect('clients-secret');
  await party.use(issuer, id, secret);
  await page.getByRole('button', { name: '已保存好' }).click();
  await page.getByRole('row', { name: NAME }).getByText('没有人授权').waitFor();
  await person.open('/office/admin/clients');
  expect(await page.content()).not.toContain(secret);
  const [stored] = await system().app.admin<{ n: number }>('SELECT count(*)::int AS n FROM idempotency_key WHERE response::text LIKE $1', [`%${secret}%`]);
  expect(stored?.n).toBe(0);
});

it('is agreed to on a phone, not asked again, and withdrawn there', async () => {
  const person = await system().arrive(null, { size: 'phone', tolerated: /40[01]/ });
  const { page } = person;
  await page.goto(`${party.origin}/login`);
  await byPassword(person, 'deputy.city');
  await page.getByRole('heading', { name: `“${NAME}”请求使用您的账号登录` }).waitFor();
  await person.inspect('consent');
  await page.getByRole('button', { name: '不同意' }).click();
  await page.getByRole('heading', { name: '没有登录：access_denied' }).waitFor();
  await page.goto(`${party.origin}/login`);
  await page.getByLabel('记住我的选择').check();
  await page.getByRole('button', { name: '同意并登录' }).click();
  await page.getByRole('heading', { name: /^您好，/ }).waitFor();
  await page.goto(`${party.origin}/login`);
  await page.getByRole('heading', { name: /^您好，/ }).waitFor();
  await party.renew();
  await person.open('/deputy/security');
  const region = page.getByRole('region', { name: '已授权的系统' });
  await region.getByText('可以获得：账号标识、姓名、离开后更新').waitFor();
  await person.inspect('consents');
  await region.getByRole('button', { name: named('撤回授权') }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤回授权', exact: true }).click();
  await region.getByText('没有授权其他系统').waitFor();
  await expect(party.renew()).rejects.toMatchObject({ error: 'invalid_grant' });
  await page.goto(`${party.origin}/login`);
  await page.getByRole('heading', { name: `“${NAME}”请求使用您的账号登录` }).waitFor();
  await page.getByRole('button', { name: '同意并登录' }).click();
  await page.getByRole('heading', { name: /^您好，/ }).waitFor();
});

it('is looked after from a phone: used by one, found, given a new secret and fewer rights, locked out and let in again', async () => {
  const person = await administrator('phone');
  const { page } = person;
  await person.open('/office/admin/clients');
  await page.getByText('1 人已授权').waitFor();
  await person.inspect('clients');
  await page.getByRole('searchbox').fill('没有这个');
  await page.keyboard.press('Enter');
  await page.getByText('没有符合条件的接入系统').waitFor();
  await page.getByRole('button', { name: '查看全部' }).click();
  await page.getByRole('button', { name: named('更换密钥') }).click();
  await page.getByRole('button', { name: '更换', exact: true }).click();
  const { id, secret } = await shownSecret(person);
  await expect(party.renew()).rejects.toMatchObject({ error: 'invalid_client' });
  await party.use(issuer, id, secret);
  await party.renew();
  await page.getByRole('button', { name: named('修改') }).click();
  const dialog = page.getByRole('dialog', { name: '修改接入系统' });
  await dialog.getByLabel('离开后更新').uncheck();
  await person.inspect('clients-change');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect(party.renew()).rejects.toMatchObject({ error: 'invalid_grant' });
  await page.getByRole('button', { name: named('停用') }).click();
  await page.getByRole('button', { name: '停用', exact: true }).click();
  await page.locator('.desk-table').getByText('已停用').waitFor();
  const deputy = await system().arrive('deputy.city', { size: 'phone', tolerated: /403/ });
  await deputy.page.goto(`${party.origin}/login`);
  await deputy.page.getByText('不能用本平台账号登录').waitFor();
  expect(new URL(deputy.page.url()).origin).toBe(issuer);
  await deputy.inspect('client-locked-out');
  await page.getByRole('button', { name: named('恢复') }).click();
  await page.getByRole('button', { name: '恢复', exact: true }).click();
  await page.locator('.desk-table').getByText('使用中').waitFor();
});

it('is not for the administrators of a congress below: they do not find the page, and are told who keeps it', async () => {
  const person = await system().arrive('admin.system', { tolerated: /403/ });
  await person.open('/office/admin/people');
  const menu = person.page.getByRole('navigation', { name: '工作台导航' });
  await menu.getByRole('link', { name: '机构', exact: true }).waitFor();
  expect(await menu.getByRole('link', { name: '接入系统' }).count()).toBe(0);
  await person.open('/office/admin/clients');
  await person.page.getByText('接入系统由最高一级人大的系统管理员管理').waitFor();
  await person.inspect('clients-refused');
});
