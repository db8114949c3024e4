// A citizen who wants to be told by SMS: a number is kept only when a code showed whose it is, and forgotten when asked.
import { fixedClock } from '@smart/kernel/clock';
import { createHouse } from '@smart/suggestions/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ clock, environment: { RATE_FACTOR: '1' }, arrange: async (_services, database) => void (await createHouse(database)) });
});
afterAll(() => app.close());

const visit = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${app.origin}${path}`, { redirect: 'manual', ...init, headers: { accept: 'text/html', ...init.headers } });
  return { status: response.status, location: response.headers.get('location') ?? '', html: await response.text() };
};
const send = (path: string, fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) => visit(path, { method: 'POST', body: new URLSearchParams(fields), headers });
const typed = { division: '4306', content: '三号楼的楼道灯坏了三个月，没有人来修。', place: '金鹗小区', name: '', hideName: '1' };

/** A form as it was given out, some seconds ago. */
async function pass(): Promise<string> {
  const found = /name="pass" value="([^"]+)"/.exec((await visit('/opinions/new')).html)?.[1] ?? '';
  clock.advance({ seconds: 20 });
  return found;
}
const file = async (fields: Partial<Record<string, string>> = {}) => send('/opinions/new', { ...typed, pass: await pass(), work: '', website: '', ...fields });
const codeIn = (phone: string): string => /验证码(\d{6})/.exec(app.services.smsBox?.messages().find((one) => one.to.endsWith(phone.slice(-4)))?.text ?? '')?.[1] ?? '';

it('takes a number only with its code; the number stands on no page and is forgotten when asked', async () => {
  const path = (await file()).location.replace('?new=1', '');
  expect((await visit(path)).html).toContain('有进展时短信告诉我');
  expect((await send(`${path}/phone`, { phone: '12345' })).html).toContain('11 位');
  expect((await send(`${path}/phone`, { phone: '13812345678' })).html).toContain('验证码已发到');
  expect((await send(`${path}/code`, { phone: '13812345678', sent: '000000' })).html).toContain('验证码不正确或者已经过期');
  expect((await visit(path)).html).not.toContain('已留下手机号');
  const code = codeIn('13812345678');
  expect(code).toMatch(/^\d{6}$/);
  // A code for one number does not confirm another.
  expect((await send(`${path}/code`, { phone: '13812345679', sent: code })).status).toBe(400);
  expect((await send(`${path}/code`, { phone: '13812345678', sent: code })).status).toBe(303);
  const { html } = await visit(path);
  expect(html).toContain('已留下手机号');
  expect(html).not.toContain('13812345678');
  expect((await send(`${path}/forget`, {})).status).toBe(303);
  expect((await visit(path)).html).not.toContain('已留下手机号');
  expect((await send('/o/4306260302000000.000000000000/phone', { phone: '13812345678' })).status).toBe(404);
});
