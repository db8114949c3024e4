// Accounts that nobody used for long: listed after the days of the parameter, kept for half a year, closed with their sign-ins, opened again.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { registerParameters } from '@smart/divisions/parameters';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountParameters, effectOnAccounts } from './account-parameters.ts';
import type { Capacity } from './capacity.ts';
import { dormantAccounts, dormantFilter, dormantParameters, effectOnDormant, reviewAccount, type ReviewOutcome } from './dormant.ts';
import { createTestIdentity, type TestIdentity } from './testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let database: TestDatabase;
let identity: TestIdentity;
let security: Capacity;
const ids = new Map<string, string>();

async function entered(name: string, username: string, lastSignedIn: string | null, created: string): Promise<void> {
  const personId = await identity.person('4306', name, { username });
  await identity.appointment('4306', personId, 'deputies_affairs', ['congress_officer']);
  await database.adminSql('UPDATE auth_user SET last_signed_in_at = $2, created_at = $3 WHERE username = $1', [username, lastSignedIn, created]);
  ids.set(name, personId);
}
const idOf = (name: string): string => ids.get(name) ?? '';
const names = async (show: 'open' | 'kept' | 'disabled') =>
  (await identity.act('4306', (work) => dormantAccounts(work, identity.congress('4306'), dormantFilter.parse({ show })))).rows.map((row) => `${row.name} ${row.state}`);
const review = (name: string, outcome: ReviewOutcome) => identity.act('4306', (work) => reviewAccount(work, security, { personId: idOf(name), outcome, reason: '核查过了' }));

beforeAll(async () => {
  registerParameters(dormantParameters);
  registerParameters(accountParameters);
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock });
  await entered('久未登录', 'long.ago', '2025-09-02T00:59:00Z', '2024-01-01');
  await entered('刚好未满', 'just.within', '2025-09-03T09:00:00Z', '2024-01-01');
  await entered('从未登录', 'never.used', null, '2026-01-20');
  await entered('新开账号', 'just.opened', null, '2026-02-20');
  const personId = await identity.person('4306', '安全员', { username: 'security' });
  security = {
    id: crypto.randomUUID(), kind: 'appointment', personId, personName: '安全员', userId: crypto.randomUUID(), label: '安全管理员', congressId: identity.congress('4306'), congressName: '岳阳市人民代表大会', divisionCode: '4306', tier: 'city', roles: ['security_administrator'],
  };
});
afterAll(() => database.close());

it('lists what was not used for the days of the parameters, and nobody else', async () => {
  expect(await names('open')).toEqual(['从未登录 never', '久未登录 dormant']);
  const effect = (key: keyof typeof dormantParameters, value: number) => identity.act('4306', (work) => effectOnDormant(work, { congressId: identity.congress('4306'), key, value }));
  expect(await effect('accounts.dormant_days', 179)).toMatchObject({ open: 2, words: expect.stringContaining('由 2 个变为 3 个') });
  expect(await effect('accounts.never_used_days', 60)).toMatchObject({ open: 2, words: expect.stringContaining('由 2 个变为 1 个') });
  expect((await identity.act('43', (work) => dormantAccounts(work, identity.congress('43'), dormantFilter.parse({})))).total).toBe(0);
});

it('other rules for passwords tell how many accounts they concern', async () => {
  await database.adminSql(`UPDATE auth_user SET password_changed_at = '2025-12-01T00:00:00Z' WHERE username IN ('long.ago', 'just.within')`);
  await database.adminSql(`UPDATE auth_user SET locked_until = '2026-03-02T02:00:00Z' WHERE username = 'just.opened'`);
  const effect = (key: keyof typeof accountParameters, value: number) => identity.act('4306', (work) => effectOnAccounts(work, { congressId: identity.congress('4306'), key, value }));
  expect(await effect('account.password_days', 90)).toMatchObject({ open: 4, words: expect.stringContaining('由 0 个变为 2 个') });
  expect(await effect('account.password_length', 12)).toMatchObject({ open: 4, words: expect.stringContaining('仍可使用') });
  expect(await effect('account.lock_minutes', 60)).toMatchObject({ open: 1, words: expect.stringContaining('到原定时间解除') });
});

it('asks again half a year after an account was kept', async () => {
  await review('久未登录', 'kept');
  expect(await names('open')).toEqual(['从未登录 never']);
  expect(await names('kept')).toEqual(['久未登录 dormant']);
  clock.advance({ days: 181 });
  expect(await names('open')).toContain('久未登录 dormant');
  clock.advance({ days: -181 });
});

it('closes an account with its sign-ins and opens it again; never the own one, never a second time, never that of a higher congress', async () => {
  const [user] = await database.adminSql<{ id: string }>(`SELECT id FROM auth_user WHERE username = 'never.used'`);
  await database.adminSql(`INSERT INTO auth_session (id, token, user_id, expires_at, created_at, updated_at) VALUES (gen_random_uuid(), 'dormant-token', $1, now() + interval '1 day', now(), now())`, [user?.id]);
  await review('从未登录', 'disabled');
  expect(await names('disabled')).toEqual(['从未登录 disabled']);
  expect(await database.adminSql('SELECT 1 FROM auth_session WHERE user_id = $1', [user?.id])).toEqual([]);
  await expect(review('从未登录', 'disabled')).rejects.toThrow(/已经停用/);
  await review('从未登录', 'enabled');
  expect(await names('open')).toContain('从未登录 never');
  await expect(identity.act('4306', (work) => reviewAccount(work, security, { personId: security.personId, outcome: 'disabled', reason: '不行的事' }))).rejects.toThrow(/自己的账号/);
  await identity.appointment('43', idOf('从未登录'), 'deputies_affairs', ['congress_officer']);
  await expect(review('从未登录', 'disabled')).rejects.toMatchObject({ code: 'common.forbidden' });
});
