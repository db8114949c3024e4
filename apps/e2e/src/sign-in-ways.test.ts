// The ways to sign in, on a phone and at a desk: password, SMS, second step, backup code; a link survives each of them.
import { expect, it, vi } from 'vitest';
import { askForSms, authenticator, byPassword, enrol, phoneOf, withinHalfMinute } from './acts/sign-in.ts';
import { sizes, type Person, type Size } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const both = Object.keys(sizes).filter((one): one is Size => one in sizes);
const accounts: Readonly<Record<Size, string>> = { phone: 'deputy.city', desk: 'city.office' };
const secured: Readonly<Record<Size, string>> = { phone: 'deputy.district', desk: 'city.transport' };
const pages: Readonly<Record<Size, string>> = { phone: '/deputy/notices', desk: '/office/notices' };

const visitor = (size: Size): Promise<Person> => system().arrive(null, { size, tolerated: /40[013]|429/ });
const arrived = async ({ page }: Person, path: string): Promise<void> => {
  await page.waitForURL((url) => url.pathname === path);
  await page.getByRole('heading', { level: 1, name: '通知' }).waitFor();
};

it.each(both)('password on a %s: what was wrong stands beside the field, then the link opens', async (size) => {
  const person = await visitor(size);
  await person.open(`/sign-in?next=${pages[size]}`);
  await byPassword(person, accounts[size], 'Wrong-2026-Password');
  const problem = person.page.getByText('用户名（手机号）或者密码不正确');
  await problem.waitFor();
  expect(await person.page.getByLabel('密码', { exact: true }).getAttribute('aria-describedby')).toBe(await problem.getAttribute('id'));
  expect(await person.page.getByLabel('用户名或者手机号').inputValue()).toBe(accounts[size]);
  expect(await person.page.getByLabel('密码', { exact: true }).inputValue()).toBe('');
  await person.inspect('sign-in-wrong-password');
  await byPassword(person, accounts[size]);
  await arrived(person, pages[size]);
});

it.each(both)('SMS on a %s: the code comes, a wrong one keeps the page, the right one opens the link', async (size) => {
  const person = await visitor(size);
  const phone = phoneOf(accounts[size]);
  await person.open(`/sign-in?next=${pages[size]}`);
  await askForSms(person, phone);
  await person.inspect('sign-in-sms-code');
  const code = await latestCode(phone);
  await person.page.getByLabel('短信里的六位验证码').fill(code === '000000' ? '111111' : '000000');
  await person.page.getByRole('button', { name: '登录', exact: true }).click();
  await person.page.getByText('验证码不正确或者已经失效').waitFor();
  await person.page.getByLabel('短信里的六位验证码').fill(code);
  await person.page.getByRole('button', { name: '登录', exact: true }).click();
  await arrived(person, pages[size]);
});

it('SMS: an unknown number gets the same page, a number that is none is named, both without JavaScript', async () => {
  const person = await system().arrive(null, { size: 'phone', plain: true, tolerated: /400/ });
  await person.open('/sign-in?way=sms');
  await person.page.getByLabel('手机号').fill('1390000');
  await person.page.getByRole('button', { name: '获取验证码' }).click();
  await person.page.getByText('手机号应当为 11 位数字').waitFor();
  expect(await person.page.getByLabel('手机号').inputValue()).toBe('1390000');
  await person.page.getByLabel('手机号').fill('13900009999');
  await person.page.getByRole('button', { name: '获取验证码' }).click();
  await person.page.getByRole('heading', { name: '输入验证码' }).waitFor();
  expect(person.page.url()).not.toContain('139');
});

it('large keys: a number is tapped on the page, large text shows them at once', async () => {
  const person = await visitor('phone');
  await person.open('/sign-in?way=sms');
  await person.page.getByRole('link', { name: '大字版' }).click();
  const keys = person.page.getByRole('group', { name: '数字键盘' });
  for (const digit of ['1', '5', '4', '7', '删除']) await keys.getByRole('button', { name: digit, exact: true }).click();
  expect(await person.page.getByLabel('手机号').inputValue()).toBe('154');
  await person.inspect('sign-in-keypad-large');
  await person.page.getByRole('button', { name: '收起大号数字键盘' }).click();
  await keys.waitFor({ state: 'hidden' });
});

it.each(both)('second step on a %s: set up, asked for, skipped on a trusted device; a backup code stands in', async (size) => {
  const username = secured[size];
  const person = await system().arrive(username, { size, tolerated: /40[013]|429/ });
  await withinHalfMinute(person);
  await person.open(size === 'phone' ? '/deputy/security' : '/office/account');
  const { secret, backupCodes } = await enrol(person);
  expect(backupCodes).toHaveLength(10);
  await person.inspect('account-backup-codes');
  await person.page.getByRole('button', { name: '已保存好，继续' }).click();
  await person.page.getByText('备用码还剩 10 个').waitFor();

  // Another device: the second step is asked for, a wrong code is named, the right one opens the link.
  const other = await visitor(size);
  await other.open(`/sign-in?next=${pages[size]}`);
  await byPassword(other, username);
  await other.page.getByRole('heading', { name: '第二步：动态口令' }).waitFor();
  await other.inspect('sign-in-second');
  await other.page.getByLabel('验证器上的六位动态口令').fill('12');
  await other.page.getByRole('button', { name: '验证并登录' }).click();
  await other.page.locator('#code-problem').waitFor();
  await other.page.getByLabel('验证器上的六位动态口令').fill(authenticator(secret));
  await other.page.getByLabel('30 天内不再要求动态口令').check();
  await other.page.getByRole('button', { name: '验证并登录' }).click();
  await arrived(other, pages[size]);

  // The trusted device is not asked again.
  await other.page.evaluate(async () => void (await fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })));
  await other.open(`/sign-in?next=${pages[size]}`);
  await byPassword(other, username);
  await arrived(other, pages[size]);

  // The phone is not at hand: a backup code, once.
  const third = await visitor(size);
  for (const [at, words] of [[0, null], [0, '不正确'], [1, null]] as const) {
    await third.context.clearCookies();
    await third.open(`/sign-in?next=${pages[size]}`);
    await byPassword(third, username);
    await third.page.getByText('手机不在身边，用备用码').click();
    await third.page.getByLabel('备用码', { exact: true }).fill(backupCodes[at] ?? '');
    await third.page.getByRole('button', { name: '用备用码登录' }).click();
    if (words === null) await arrived(third, pages[size]);
    else await third.page.getByText(words).waitFor();
  }
});

it.each(both)('too many wrong passwords on a %s: the account is locked in words, and whom to ask is there', async (size) => {
  const username = size === 'phone' ? 'deputy.town' : 'city.education';
  const person = await visitor(size);
  await person.open('/sign-in');
  for (let tries = 0; tries < 5; tries += 1) {
    await byPassword(person, username, 'Wrong-2026-Password');
    await person.page.getByRole('alert').filter({ hasText: /不正确|锁定/ }).waitFor();
  }
  await person.page.getByRole('alert').filter({ hasText: '账号已暂时锁定' }).waitFor();
  await person.page.getByText('登录遇到问题？').click();
  await person.page.getByText('着急的，请管理员解锁').waitFor();
  await person.inspect('sign-in-locked');
});

/** What the phone shows: the demonstration keeps messages instead of sending them, the newest first. */
async function latestCode(phone: string): Promise<string> {
  const mine = new RegExp(String.raw`"to":"${phone.slice(0, 3)}\*{4}${phone.slice(-4)}","text":"[^"]*?(\d{6})`);
  return vi.waitFor(async () => {
    const code = mine.exec(await (await system().app.anonymous.fetch('/api/demo/messages')).text())?.[1];
    if (code === undefined) throw new Error(`no code came to ${phone}`);
    return code;
  }, { timeout: 5000 });
}
