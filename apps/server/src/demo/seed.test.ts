import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing.ts';
import { stableAccounts } from './accounts.ts';
import { seedDemo } from './seed.ts';

const clock = fixedClock('2026-11-24T15:00:00+08:00');
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ clock, arrange: (services, database) => seedDemo(services, database.adminUrl, () => undefined) });
}, 120_000);
afterAll(() => app.close());

describe('the demonstration', () => {
  it('lets every stable account sign in, in the capacity its name says', async () => {
    const listed: { username: string; password: string; capacities: string[] }[] = await (await app.anonymous.fetch('/api/demo/accounts')).json();
    expect(listed.map(({ username }) => username)).toEqual(expect.arrayContaining([...stableAccounts]));
    for (const username of stableAccounts) {
      const account = listed.find((one) => one.username === username);
      const client = await app.signIn(username, account?.password);
      const me = await client.trpc.session.me.query();
      expect(me.capacities.map(({ label }) => label), username).toEqual(account?.capacities);
    }
  }, 60_000);
});
