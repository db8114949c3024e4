// Passkeys, with a key that the browser pretends to have: added on the account page, good for signing in and for proving oneself again.
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { letProofLapse } from './acts/sign-in.ts';
import { sizes, type Person, type Size } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

/** WebAuthn wants a host name; browsers trust this one without https. */
const port = await new Promise<number>((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
});
const origin = `http://localhost:${port}`;
const system = useSystem('people', async () => ({ port, environment: { PUBLIC_URL: origin } }));
const both = Object.keys(sizes).filter((one): one is Size => one in sizes);

/** A device with a fingerprint reader on which the right finger lies. */
async function withFingerprint({ context, page }: Person): Promise<void> {
  const device = await context.newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

it.each([
  ['phone', 'deputy.city', '/deputy/security', '/deputy/notices'],
  ['desk', 'admin.system', '/office/account', '/office/admin/organs'],
] as const)('a passkey on a %s: added, renamed, used to sign in, removed', async (size, username, account, next) => {
  const person = await system().arrive(username, { size, origin, tolerated: /401/ });
  const { page } = person;
  await withFingerprint(person);
  await person.open(account);
  await page.getByRole('button', { name: '添加通行密钥' }).click();
  await page.getByRole('textbox', { name: '名称' }).fill('办公室电脑');
  await page.getByRole('button', { name: '继续', exact: true }).click();
  await page.getByText('通行密钥已添加').waitFor();
  await page.getByRole('button', { name: /改名.*办公室电脑/ }).click();
  await page.getByRole('textbox', { name: '名称' }).fill('我的设备');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('button', { name: /移除.*我的设备/ }).waitFor();
  await person.inspect('account-passkey');

  await person.context.clearCookies();
  await person.open(`/sign-in?next=${next}`);
  await page.getByRole('button', { name: '用通行密钥登录' }).click();
  await page.waitForURL((url) => url.pathname === next);

  await person.open(account);
  await page.getByRole('button', { name: /移除.*我的设备/ }).click();
  await page.getByRole('button', { name: '移除', exact: true }).click();
  await page.getByText('通行密钥已移除').waitFor();
  await person.context.clearCookies();
  await person.open('/sign-in');
  await page.getByRole('button', { name: '用通行密钥登录' }).click();
  // The device still offers the key; the server no longer knows it.
  await page.getByRole('alert').filter({ hasText: '通行密钥' }).waitFor();
});

it.each(both)('on a %s without a key the page says what to do instead', async (size) => {
  const person = await system().arrive(null, { size, origin });
  const device = await person.context.newCDPSession(person.page);
  await device.send('WebAuthn.enable');
  await person.open('/sign-in');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await person.page.getByRole('button', { name: '用通行密钥登录' }).click();
  await person.page.getByRole('alert').filter({ hasText: '换用其他方式' }).waitFor();
  await person.inspect('sign-in-no-passkey');
});

it('before a sensitive act a passkey proves who is there', async () => {
  const person = await system().arrive('admin.system', { origin, tolerated: /401|403/ });
  const { page } = person;
  await withFingerprint(person);
  await person.open('/office/account');
  await page.getByRole('button', { name: '添加通行密钥' }).click();
  await page.getByRole('button', { name: '继续', exact: true }).click();
  await page.getByText('通行密钥已添加').waitFor();
  await letProofLapse(system().app, 'admin.system');
  await page.getByRole('button', { name: /^移除/ }).first().waitFor();
  await page.getByRole('button', { name: '启用动态口令' }).click();
  const dialog = page.getByRole('dialog', { name: '请再次确认是您本人' });
  await dialog.getByLabel('通行密钥').check();
  await dialog.getByRole('button', { name: '确认', exact: true }).click();
  await page.getByLabel('六位动态口令').waitFor();
  expect(await page.getByRole('img', { name: /二维码/ }).isVisible()).toBe(true);
});
