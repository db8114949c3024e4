// The province's unified login, from a deputy's browser, on a phone and at a desk: there and back to the page that was asked for; whoever it
// does not know here, or turns back there, is told so in words beside the other ways.
import { freePort } from '@smart/server/http/oauth-testing';
import { startUnifiedLogin, type UnifiedLogin } from '@smart/server/site/upstream-testing';
import { afterAll, expect, it } from 'vitest';
import { byPassword, phoneOf } from './acts/sign-in.ts';
import { sizes, type Person, type Size } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const NAME = '湖南省统一认证';
const both = Object.keys(sizes).filter((one): one is Size => one in sizes);
const deputies: Readonly<Record<Size, string>> = { phone: 'deputy.city', desk: 'deputy.district' };
/** What the province knows of whoever signs in there; all others have a number that nobody has here. */
const known = new Map(both.map((size) => [`province-${size}`, `+86${phoneOf(deputies[size])}`]));

let province: UnifiedLogin | null = null;
const system = useSystem('people', async () => {
  const [port, theirs] = [await freePort(), await freePort()];
  // Two hosts to a browser, as a province and a city are.
  province = await startUnifiedLogin({
    issuer: `http://localhost:${theirs}`, ours: `http://127.0.0.1:${port}`, name: NAME, numberOf: (login) => ({ phone: known.get(login) ?? '+8613900009999', verified: true }),
  });
  return { port, environment: province.environment };
});
afterAll(() => province?.close());

/** The province's pages are not ours: what the browser says of them is not held against us. */
const visitor = (size: Size): Promise<Person> => system().arrive(null, { size, tolerated: /localhost|fonts\.googleapis/ });

/** Opens a page of the portal, is asked to sign in, and goes to the province for it. */
async function toTheProvince({ page }: Person): Promise<void> {
  await page.goto('/sign-in?next=/deputy/notices');
  await page.getByRole('link', { name: `用${NAME}登录` }).click();
  await page.waitForURL((url) => url.hostname === 'localhost');
}

/** Signs in there under a name and agrees. */
async function signInThere({ page }: Person, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('x');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function arrived({ page }: Person): Promise<void> {
  await page.waitForURL((url) => url.hostname === '127.0.0.1' && url.pathname === '/deputy/notices');
  await page.getByRole('heading', { level: 1, name: '通知' }).waitFor();
}

const linkedTo = async (login: string): Promise<string[]> => {
  const rows = await system().app.admin<{ username: string }>("SELECT u.username FROM auth_account a JOIN auth_user u ON u.id = a.user_id WHERE a.provider_id = 'upstream' AND a.account_id = $1", [login]);
  return rows.map(({ username }) => username);
};

it.each(both)('a deputy on a %s signs in through the province and is where the link led', async (size) => {
  const person = await visitor(size);
  await person.open('/sign-in?next=/deputy/notices');
  await person.inspect('sign-in-upstream');
  await toTheProvince(person);
  await signInThere(person, `province-${size}`);
  await arrived(person);
  await person.inspect('sign-in-upstream-arrived');
  expect(await linkedTo(`province-${size}`)).toEqual([deputies[size]]);
  expect(await (await person.context.request.get('/api/trpc/session.me')).text()).toContain(deputies[size]);
});

it.each(both)('somebody on a %s whom nobody knows here is told whom to ask, and gets in another way to where the link led', async (size) => {
  const person = await visitor(size);
  await toTheProvince(person);
  await signInThere(person, `stranger-${size}`);
  await person.page.getByRole('status').filter({ hasText: `没有找到与“${NAME}”已验证手机号一致的账号。请联系本级人大系统管理员登记手机号、开通账号，或者改用其他方式登录。` }).waitFor();
  expect((await person.context.request.get('/api/trpc/session.me')).status()).toBe(401);
  expect(await linkedTo(`stranger-${size}`)).toEqual([]);
  await person.inspect('sign-in-upstream-unknown');
  await byPassword(person, deputies[size]);
  await arrived(person);
});

it.each(both)('whoever turns back at the province on a %s is told that nothing came of it', async (size) => {
  const person = await visitor(size);
  await toTheProvince(person);
  await person.page.getByRole('link', { name: 'Cancel' }).click();
  await person.page.getByRole('status').filter({ hasText: `“${NAME}”登录没有完成，请重新登录，或者改用其他方式登录。` }).waitFor();
  await person.inspect('sign-in-upstream-refused');
});
