// Signing in, as people do it by hand, and the devices that help them: the phone with its SMS and its authenticator.
import { createHmac } from 'node:crypto';
import { demoCast } from '@smart/server/demo/cast';
import { inventedPhone } from '@smart/server/demo/names';
import { demoPassword, type TestApp } from '@smart/server/testing';
import type { Person } from '../harness/person.ts';

/** The phone number of a demonstration account. */
export function phoneOf(username: string): string {
  const at = demoCast().findIndex((member) => member.username === username);
  if (at < 0) throw new Error(`nobody is called ${username}`);
  return inventedPhone(at + 1);
}

/** By user name and password, on the sign-in page that is open. */
export async function byPassword({ page }: Person, username: string, password = demoPassword): Promise<void> {
  await page.getByLabel('用户名或者手机号').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Asks for a code by SMS, on the sign-in page that is open. */
export async function askForSms({ page }: Person, phone: string): Promise<void> {
  await page.getByRole('link', { name: '短信验证码' }).click();
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByRole('heading', { name: '输入验证码' }).waitFor();
}

/** The six digits an authenticator shows (RFC 6238), `away` half minutes from now: each code is good once, and none before it afterwards. */
export function authenticator(secret: string, away = 0): string {
  const bits = [...secret.replaceAll(/\s/g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + away));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Waits out the end of a half minute, so that three codes in a row belong to three of them. */
export async function withinHalfMinute({ page }: Person): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 15_000) await page.waitForTimeout(left + 500);
}

/** Sets the second step up on the account page that is open; answers the secret and the backup codes. */
export async function enrol({ page }: Person): Promise<{ secret: string; backupCodes: string[] }> {
  await page.getByRole('button', { name: '启用动态口令' }).click();
  const secret = (await page.locator('#main code').first().innerText()).replaceAll(/\s/g, '');
  await page.getByLabel('六位动态口令').fill(authenticator(secret, -1));
  await page.getByRole('button', { name: '启用', exact: true }).click();
  const list = page.getByRole('list', { name: '备用码' });
  await list.waitFor();
  const backupCodes = await list.getByRole('listitem').allInnerTexts();
  return { secret, backupCodes };
}

/** Forgets that somebody proved a moment ago who they are, as after ten minutes. */
export async function letProofLapse(app: TestApp, username: string): Promise<void> {
  await app.admin("UPDATE auth_session SET stepped_up_at = now() - interval '11 minutes' WHERE user_id = (SELECT id FROM auth_user WHERE username = $1)", [username]);
  await forget(app, username);
}

/** Every process reads this account anew. */
export async function forget(app: TestApp, username: string): Promise<void> {
  await app.admin("SELECT pg_notify('smart_identity', id::text) FROM auth_user WHERE username = $1", [username]);
}
