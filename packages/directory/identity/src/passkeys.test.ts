// Attacks with passkeys: each is refused and recorded.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { browsersOf, typed } from './testing-browser.ts';
import { createTestIdentity, TEST_PASSWORD, type TestIdentity } from './testing.ts';
import { testPasskey, type PasskeyCheat } from './testing-passkey.ts';

const ORIGIN = 'https://rd.example.gov.cn';
const clock = fixedClock('2026-03-05T09:00:00+08:00');
let database: TestDatabase;
let identity: TestIdentity;
let house: ReturnType<typeof browsersOf>;
let made = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock, auth: { publicUrl: ORIGIN } });
  house = browsersOf({ database, clock, auth: identity.auth });
});
afterAll(async () => {
  house.close();
  await database.close();
});

async function account() {
  const username = `holder${++made}`;
  await identity.person('4306', `持有人${made}`, { username });
  return { username, password: TEST_PASSWORD };
}
/** Outcomes recorded for one address. */
const recorded = async (address: string): Promise<string[]> =>
  (await database.adminSql<{ line: string }>(`SELECT method || ' ' || outcome AS line FROM auth_sign_in_attempt WHERE address = $1 ORDER BY at, id`, [address])).map(({ line }) => line);

describe('passkeys', () => {
  const challenge = z.object({ challenge: z.string() });
  async function withPasskey() {
    const who = await account();
    const browser = house.browser('10.69.0.1');
    await browser.post('sign-in/username', typed(who));
    const passkey = testPasskey(ORIGIN);
    const options = async () => challenge.parse((await browser.call.session.passkeyOptions({})).options);
    return { who, browser, passkey, options };
  }

  it('of another site, another question, without finger or PIN, or of a copied device are refused', async () => {
    const { browser, passkey, options, who } = await withPasskey();
    const question = async () => challenge.parse((await browser.post('sign-in/passkey/options', {})).options);
    const cheats: PasskeyCheat[] = [{ origin: 'https://rd.example.gov.cn.evil.cn' }, { host: 'evil.cn' }, { userVerified: false }, { challenge: 'YW5vdGhlcg' }];
    for (const cheat of cheats) {
      await expect(browser.call.session.addPasskey({ name: '假', response: passkey.create(await options(), cheat) }), JSON.stringify(cheat)).rejects.toMatchObject({ cause: { code: 'identity.passkey_refused' } });
    }
    await browser.call.session.addPasskey({ name: '真', response: passkey.create(await options()) });
    const good = passkey.use(await question());
    expect(await browser.post('sign-in/passkey', { response: good })).toMatchObject({ next: 'done' });
    expect((await browser.refused('sign-in/passkey', { response: good })).code).toBe('identity.passkey_refused'); // replay
    for (const cheat of [...cheats, { counter: 1 }]) {
      expect((await browser.refused('sign-in/passkey', { response: passkey.use(await question(), cheat) })).code, JSON.stringify(cheat)).toBe('identity.passkey_refused');
    }
    for (const response of [null, {}, { ...good, id: 'x' }, { ...good, response: { ...good.response, signature: 'AAAA' } }]) {
      expect((await browser.refused('sign-in/passkey', { response })).code).toBe('identity.passkey_refused');
    }
    expect((await recorded('10.69.0.1')).filter((line) => line === 'passkey refused')).toHaveLength(10);
    await database.adminSql('UPDATE auth_user SET disabled_at = now() WHERE username = $1', [who.username]);
    expect((await browser.refused('sign-in/passkey', { response: passkey.use(await question()) })).code).toBe('identity.passkey_refused');
  });

  it('prove nothing in somebody else\'s sign-in', async () => {
    const mine = await withPasskey();
    await mine.browser.call.session.addPasskey({ name: '我的', response: mine.passkey.create(await mine.options()) });
    const other = house.browser();
    await other.post('sign-in/username', await account());
    const own = challenge.parse((await other.post('step-up/passkey/options', {})).options);
    expect((await other.refused('step-up/passkey', { response: mine.passkey.use(own) })).code).toBe('identity.passkey_refused');
    const foreign = challenge.parse((await mine.browser.post('step-up/passkey/options', {})).options);
    expect((await other.refused('step-up/passkey', { response: mine.passkey.use(foreign) })).code).toBe('identity.passkey_refused');
    const { passkeys: [key] } = await mine.browser.call.session.security({});
    for (const act of [() => other.call.session.removePasskey({ id: key?.id ?? '' }), () => other.call.session.renamePasskey({ id: key?.id ?? '', name: '我的了' })]) {
      await expect(act()).rejects.toMatchObject({ cause: { code: 'common.not_found' } });
    }
  });
});
