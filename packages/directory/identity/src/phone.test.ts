import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useDeploymentSecret } from './keys.ts';
import { normalPhone } from './personal-data.ts';
import { openPhone, phoneIndex, sealPhone } from './phone.ts';

const person = '0199a0a0-0000-7000-8000-000000000001';
beforeEach(() => useDeploymentSecret('one deployment'));
afterEach(() => useDeploymentSecret('one deployment'));

describe('phone numbers', () => {
  it('are written in many ways and mean one number', () => {
    for (const text of ['13812345678', ' 138 1234 5678', '138-1234-5678', '+86 13812345678', '008613812345678']) expect(normalPhone(text)).toBe('13812345678');
    for (const bad of ['1381234567', '23812345678', '12812345678', 'abc', '', '138123456789', "13812345678' OR 1=1"]) {
      expect(() => normalPhone(bad), bad).toThrow(/11 位/);
    }
  });

  it('are sealed for one person, found by a keyed hash, shown masked', () => {
    const stored = sealPhone(person, '138 1234 5678');
    expect(stored.phoneMasked).toBe('138****5678');
    expect(JSON.stringify(stored)).not.toContain('13812345678');
    expect(openPhone(person, stored.phoneCipher)).toBe('13812345678');
    expect(stored.phoneIndex).toBe(phoneIndex('+8613812345678'));
    expect(sealPhone(person, '13812345678').phoneCipher).not.toBe(stored.phoneCipher);
  });

  it('do not open for another person, with another secret, or altered', () => {
    const { phoneCipher, phoneIndex: index } = sealPhone(person, '13812345678');
    expect(() => openPhone(`${person.slice(0, -1)}2`, phoneCipher)).toThrow();
    const [version, nonce, sealed, tag] = phoneCipher.split('.');
    const altered = Buffer.from(sealed ?? '', 'base64url');
    altered[0] = (altered[0] ?? 0) ^ 1;
    expect(() => openPhone(person, [version, nonce, altered.toString('base64url'), tag].join('.'))).toThrow();
    expect(() => openPhone(person, [version, nonce, sealed, tag?.slice(0, 6)].join('.'))).toThrow();
    useDeploymentSecret('another deployment');
    expect(() => openPhone(person, phoneCipher)).toThrow();
    expect(phoneIndex('13812345678')).not.toBe(index);
  });
});
