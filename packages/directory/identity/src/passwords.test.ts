import { describe, expect, it } from 'vitest';
import { hash, matches } from './hashing.ts';
import { checkPassword, oneTimePassword } from './passwords.ts';

describe('passwords', () => {
  it('need ten characters of three classes and neither user name nor phone', () => {
    const about = { username: 'city.office', phone: '13812345678' };
    for (const good of ['Demo-2026-Yueyang', 'abcDEF1234', 'abcdef-1234', '岳阳市Abc1234567']) expect(() => checkPassword(good, about), good).not.toThrow();
    const bad: [string, RegExp][] = [
      ['Abc-12345', /只有 9 位/], ['abcdefghij1', /不足三类/], ['City.Office-2026', /含有用户名/], ['Aa-13812345678', /含有手机号/], [`Aa1-${'x'.repeat(130)}`, /超过 128 位/],
    ];
    for (const [password, problem] of bad) expect(() => checkPassword(password, about), password).toThrow(problem);
  });

  it('for one sign-in are strong and never the same', () => {
    const made = Array.from({ length: 200 }, oneTimePassword);
    expect(new Set(made).size).toBe(200);
    for (const each of made) {
      expect(each).toMatch(/^[a-zA-Z2-9]{4}-[a-zA-Z2-9]{4}-[a-zA-Z2-9]{4}$/);
      expect(() => checkPassword(each)).not.toThrow();
      expect(each).not.toMatch(/[0O1lIio]/);
    }
  });

  it('are kept as salted hashes', async () => {
    const [one, other] = await Promise.all([hash('Demo-2026-Yueyang'), hash('Demo-2026-Yueyang')]);
    expect(one).not.toBe(other);
    expect(await matches(one, 'Demo-2026-Yueyang')).toBe(true);
    expect(await matches(one, 'Demo-2026-yueyang')).toBe(false);
  });
});
